"""What a text takes up from the words before: the gap, the ratio, the run, the peak, the day that somebody bought on.

The S&P 500 rose six days to 110, from 100; the Russell 2000 is at 190 (196 before); gold at 52.5 (54 before, its high).
"""

import pytest

from generator.tape import Tape
from tests.check.helpers import said

SUPPORTED = [
    ("The 2s10s spread is 11bp. A week ago it was minus 2.", "us10y.gap.vs.us2y@2026-01-09"),
    ("The 2s10s curve is at 11bp (Thu: 5bp).", "us10y.gap.vs.us2y@2026-01-15"),
    ("The ten-year ended at 4.20% and the two-year at 4.09%, which left a gap of 11 basis points between them; at the end of December it was minus 10 basis points.", "us10y.gap.vs.us2y"),
    ("The ratio of gold to the S&P 500 is 0.48. A week ago it was 0.50.", "gold.ratio.vs.spx@2026-01-09"),
    ("On Thursday the ratio of gold to the S&P 500, at 0.50, was the highest since Tuesday.", "gold.ratiosince.high.vs.spx@2026-01-15"),
    ("One Russell 2000 share buys 3.62 shares of gold, against 4.00 on 31 December.", "rut.ratio.vs.gold@2025-12-31"),
    ("One Russell 2000 share buys 3.62 of gold. On 31 December it was 4.00.", "rut.ratio.vs.gold@2025-12-31"),
    ("The S&P 500 has risen six days in a row, +10% all told.", "spx.runmove.6s"),
    ("The S&P 500 has risen on each of the last six days. The sum of it is 10%, while gold lost 0.9%.", "gold.change.6s"),
    ("Gold is 2.8% below its 15 January close.", "gold.change.since:2026-01-15"),
    ("Gold is $1.50 under the close of 15 January.", "gold.delta.since:2026-01-15"),
    ("The peak of gold was on 13 January. It is now 2.8% under it.", "gold.drawdown.all"),
    ("Gold: $52.50 from $54.", "gold.level@2026-01-15"),
    ("Gold fell to $52.50, though it remained above the $52 reached on 9 January.", "gold.level@2026-01-09"),
    ("Anyone who bought gold on 31 December, at $50, is sitting on a gain of 5%.", "gold.change.since:2025-12-31"),
    ("The S&P 500 gained 5.8% this week, its best week so far, beating the Russell 2000 by about 12.6 points.", "spx.spread.wtd.vs.rut"),
    ("Gold peaked on 13 January, since when the S&P 500 has gained 3.8%.", "spx.change.since:2026-01-13"),
    ("This year small caps, down 5%, trail large ones, up 10%, by 15 points.", "rut.spread.ytd.vs.spx"),
    ("The S&P 500 rose. The Russell 2000 is down 5% this year, its big brother has gained 10%.", "spx.change.ytd"),
    ("The Russell 2000 is down 5% this year. The worst session, on 16 January, took off 3.1 per cent.", "rut.change.1d"),
    ("The S&P 500 made a record on Friday, its eighth of the year.", "spx.count.record.ytd"),
    ("The S&P 500 closed at yet another record, number 8 of 2026.", "spx.count.record.ytd"),
    ("The S&P 500 has set 8 record closes in 2026. Gold managed four.", "gold.count.record.ytd"),
    ("Gold is 5% above its end-December level.", "gold.change.since:2025-12-31"),
    ("A weak auction had taken six points, or 3.1 per cent, off the Russell 2000.", "rut.delta.1d"),
    ("S&P 500: 110, low print 106.", "spx.low.intraday.1d"),
    ("The S&P 500 closed at 110; the top of the day's range was 111.", "spx.high.intraday.1d"),
    ("The S&P 500 rose 1.9% on Friday, short of the 4% of 9 January 2026.", "spx.change.1d@2026-01-09"),
    ("If you had put $100 in gold on 31 December, you would have $105 today.", "gold.stake.since:2025-12-31"),
    ("The S&P 500 is up 10% for the year; on Thursday it was still up.", "spx.change.ytd@2026-01-15"),
    ("Gold stood at $50 on 31 December. On 13 January it closed at $54, 1.08 times as much.", "gold.mult.since:2025-12-31@2026-01-13"),
    ("The ten-year yield reached 4.20%. Two-year yields ignored it and gained 1 basis point.", "us2y.change.1d"),
    ("The Russell 2000 stands 8.7% below its high of 7 January and is down 6.9% for the week.", "rut.change.wtd"),
]  # fmt: skip
WRONG = [
    "The 2s10s spread is 11bp. A week ago it was minus 3.",
    "The 2s10s curve is at 11bp (Thu: 7bp).",
    "The ratio of gold to the S&P 500 is 0.48. A week ago it was 0.55.",
    "One Russell 2000 share buys 3.62 shares of gold, against 4.40 on 31 December.",
    "One Russell 2000 share buys 3.92 of gold.",
    "The S&P 500 has risen six days in a row, +14% all told.",
    "Gold is 4.8% below its 15 January close.",
    "The peak of gold was on 13 January. It is now 4.1% under it.",
    "Gold: $52.50 from $56.",
    "Anyone who bought gold on 31 December, at $50, is sitting on a gain of 7%.",
    "The S&P 500 gained 5.8% this week, its best week so far, beating the Russell 2000 by about 16 points.",
    "Gold peaked on 13 January, since when the S&P 500 has gained 6.8%.",
    "This year small caps, down 5%, trail large ones, up 10%, by 25 points.",
    "The S&P 500 more than doubled today.",
    "A dollar put in gold on 31 December was worth more than two by the end.",
    "The Russell 2000 is down 5% for the year; on Thursday it was still up.",
    "The S&P 500 made a record on Friday, its ninth of the year.",
    "The S&P 500 has set 8 record closes in 2026. Gold managed three.",
    "Gold is 9% above its end-December level.",
    "A weak auction had taken 6 points, or 5.1 per cent, off the Russell 2000.",
    "S&P 500: 110, low print 104.",
    "Gold stood at $50 on 31 December. On 13 January it closed at $54, 1.3 times as much.",
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_taken_up(text: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert any(v == "supported" and f.startswith(fact) for v, f in found), found
    assert "contradicted" not in {v for v, _ in found}, found


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_one(text: str, tape: Tape) -> None:
    assert "contradicted" in {v for v, _ in said(text, tape)}


def test_a_run_of_an_undated_time_is_left_open(tape: Tape) -> None:
    text = "The S&P 500 had its sixth straight gain, the longest such string since the four-week selloff in summer of 2011."
    assert "contradicted" not in {v for v, _ in said(text, tape)}
