"""The language of market reports: a day's course, earlier times, averages, parts of an index and things not on the tape."""

import pytest

from generator.tape import Tape
from tests.check.helpers import said

# Friday's bar of the S&P 500 is 108, 111, 106, 110, after a close of 108
COURSE = [
    ("The S&P 500 fell 1.9% and then pared its losses.", "supported", "spx.barchange.1d.low"),
    ("The S&P 500 fell 1.9% before closing higher.", "supported", "spx.barchange.1d.low"),
    ("The S&P 500 rose 2.8% before trimming its gains.", "supported", "spx.barchange.1d.high"),
    ("The S&P 500 closed at 110, trimming an earlier 2.8% gain.", "supported", "spx.barchange.1d.high"),
    ("The S&P 500 ended at 110 after erasing an early loss of 1.9%.", "supported", "spx.barchange.1d.low"),
    ("Earlier in the day, the S&P 500 had been down 1.9%.", "supported", "spx.barchange.1d.low"),
    ("The S&P 500 fell 4.5% before closing higher.", "contradicted", "spx.barchange.1d.low"),
    ("The S&P 500 fell 1.1% before closing higher.", "not_covered", "spx.barchange.1d.low"),
    ("The S&P 500 fell 1.9% in the opening minutes.", "not_covered", ""),
    ("Gold fell 1.9% before paring its losses.", "not_covered", ""),
    ("The S&P 500 rose 1.9%, trimming its gain for the year to 10%.", "supported", "spx.change.ytd"),
    ("The S&P 500 rose 0.9% on Thursday before rising 1.9% on Friday.", "supported", "spx.change.1d"),
]  # fmt: skip
EARLIER = [
    ("It was the S&P 500's best day since 9 January, when it gained 4%.", "supported", "spx.movein.day.best_2026-01-09_2026-01-09"),
    ("It was the S&P 500's best day since 9 January, when it gained 3%.", "contradicted", "spx.movein.day.best_2026-01-09_2026-01-09"),
    ("Gold had its lowest close since January 9, when it ended at 52.", "supported", "gold.level@2026-01-09"),
    ("Gold had its lowest close since January 9, when it ended at 51.", "contradicted", "gold.level@2026-01-09"),
    ("Gold last closed lower on January 9 when it finished at 52.", "supported", "gold.level@2026-01-09"),
    ("It was the S&P 500's best day since 9 January, when prices rose 4%.", "supported", "spx.movein.day.best_2026-01-09_2026-01-09"),
]  # fmt: skip
# the last five closes of gold are 53, 54, 53, 54, 52.5: an average of 53.3
AVERAGES = [
    ("Gold closed below its 5-day moving average.", "supported", "gold.average.below.5"),
    ("Gold closed above its 5-day moving average.", "contradicted", "gold.average.above.5"),
    ("Gold is 1.5% below its 5-day moving average.", "supported", "gold.fromaverage.5"),
    ("Gold is 3.5% below its 5-day moving average.", "contradicted", "gold.fromaverage.5"),
    ("Gold fell below its 3-day moving average for the first time since 14 January.", "supported", "gold.lastaverage.below.3"),
    ("Gold fell below its 3-day moving average for the first time since 6 January.", "contradicted", "gold.lastaverage.below.3"),
    ("Gold closed below its 10-week moving average.", "not_covered", ""),
    ("Gold closed below its 200-day moving average.", "not_covered", ""),
]  # fmt: skip
STRANGERS = [
    "The S&P 500 rose 1.9%. All 11 sectors in the S&P 500 gained more than 0.5%.",
    "The S&P 500 rose 1.9%. Energy shares in the index rose 4%.",
    "The S&P 500 rose 1.9%, led by a 4.7% increase in banks.",
    "The S&P 500 rose 1.9%. The FOX 50 dropped 39.47 points.",
    "The S&P 500 rose 1.9%. The worst-performing sector was S&P energy, which lost 2.9%.",
    "The 10-year Treasury yield rose to 4.20%. The yield on the three-month T-bill rose to 0.29%.",
    "The S&P 500 rose 1.9%. Demand for trucks rose 7%.",
]


@pytest.mark.parametrize(("text", "verdict", "fact"), [*COURSE, *EARLIER, *AVERAGES])
def test_reports(text: str, verdict: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert any(v == verdict and (not fact or verdict == "not_covered" or f.startswith(fact)) for v, f in found)
    assert verdict == "contradicted" or "contradicted" not in [v for v, _ in found]


@pytest.mark.parametrize("text", STRANGERS)
def test_what_is_not_on_the_tape_is_not_judged_by_what_is(text: str, tape: Tape) -> None:
    assert [v for v, _ in said(text, tape)][-1] == "not_covered"
    assert "contradicted" not in [v for v, _ in said(text, tape)]


def test_a_restated_move_is_in_points(tape: Tape) -> None:
    text = "The S&P 500 rose 2.00, or 1.9% to 110 and the Russell 2000 fell 6.00, or 3.1% to 190."
    assert ("supported", "rut.delta.1d") in said(text, tape)


# Thursday's close is a record of the S&P 500, as are those of 9 to 16 January: 104, 105, 106, 107, 108, 110
RECORDS = [
    ("The S&P 500 set its sixth straight record close.", "supported", "spx.recordrun.high"),
    ("The S&P 500 closed at a record, its fifth record in a row.", "contradicted", "spx.recordrun.high"),
    ("The S&P 500 set records every day this week.", "supported", "spx.counted.record/wtd.day"),
    ("The Russell 2000 has gone seven sessions without a record.", "supported", "rut.recordless"),
    ("The Russell 2000 has gone nine straight sessions without setting a record.", "contradicted", "rut.recordless"),
    ("The Russell 2000 fell for a seventh straight day, its longest losing streak since 2025.", "supported", "rut.runsince.down.day"),
    ("Gold is close to a record.", "supported", "gold.drawdown.all"),
    ("The Russell 2000 is close to a record.", "imprecise", "rut.drawdown.all"),
    ("The S&P 500 is close to a record.", "imprecise", "spx.drawdown.all"),
]  # fmt: skip
MORE = [
    ("The Russell 2000 fell into a correction.", "contradicted", "rut.fallen.1y.10"),
    ("The Russell 2000 is on the edge of a correction.", "", ""),
    ("The S&P 500 rose 1.9%. That followed its best week since 2024.", "not_covered", ""),
    ("The 10-year Treasury yield rose to 4.20%, 7 bps above Thursday's close.", "supported", "us10y.change.since:2026-01-15"),
    ("The 10-year Treasury yield rose to 4.20%, 3 bps above Thursday's close.", "contradicted", "us10y.change.since:2026-01-15"),
    ("The Russell 2000 is 8.7% below its record, while gold is 2.8% below.", "supported", "gold.drawdown.all"),
    ("Gold is down 2.8% from its high, while the Russell 2000 is down 8.7%.", "supported", "rut.drawdown.all"),
    ("Gold is down 2.8% from its high, while the Russell 2000 is down 3.1%.", "contradicted", "rut.drawdown.all"),
    ("The Russell 2000 fell. Friday's drop added to its losses.", "supported", "rut.change.1d"),
    ("The S&P 500 rose. Volume totaled 1.01 billion shares.", "not_covered", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "fact"), [*RECORDS, *MORE])
def test_records_on_end_and_places_to_measure_from(text: str, verdict: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert not verdict or any(v == verdict and f.startswith(fact) for v, f in found)
    assert verdict in ("contradicted", "imprecise") or not {"contradicted", "imprecise"} & {v for v, _ in found}


STRETCHES = [
    ("The S&P 500 rose for its third positive close in three days.", "supported", "spx.counted.up/3p"),
    ("The Russell 2000 fell for its third positive close in four days.", "contradicted", "rut.counted.up/4p"),
    ("The S&P 500 ended the week higher, rising every day this week.", "supported", "spx.counted.up/wtd.day"),
    ("Gold ended the week lower, rising every day this week.", "contradicted", "gold.counted.up/wtd.day"),
    ("The S&P 500 had a 4.6% high-low range this week.", "", ""),
    ("The Russell 2000 is on a seven-day losing streak. During the slide the index has lost 8.7%.", "supported", "rut.runmove.7s"),
    ("The Russell 2000 is on a seven-day losing streak. During the slide the index has lost 5.7%.", "contradicted", "rut.runmove.7s"),
    ("The S&P 500 closed above its Thursday high of 109.", "supported", "spx.level"),
    ("The S&P 500 closed below its Thursday high of 109.", "contradicted", "spx.level"),
    ("The S&P 500 failed to move by 1%, up or down, for two straight weeks.", "not_covered", ""),
    ("The S&P 500 rose 1.9%. A gauge that tracks what people expect of stocks rose 7%.", "not_covered", ""),
    ("The S&P 500 rose 1.9%. Short-dated bonds, as measured by a fund, lost 11%.", "not_covered", ""),
    ("The S&P 500 rose 1.9%, with gold by noon erasing a 3% loss.", "not_covered", ""),
]  # fmt: skip
LISTED = """How the indexes fared

On Friday:

The S&P 500 rose 2 points, or 1.9%, to 110.

For the week:

The S&P 500 is up 6 points, or 5.8%.

The Russell 2000 is down 14 points, or 6.9%.

For the year:

The S&P 500 is up 10 points, or 10%.

The Russell 2000 is down 10 points, or 5%.
"""


@pytest.mark.parametrize(("text", "verdict", "fact"), STRETCHES)
def test_stretches(text: str, verdict: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert not verdict or any(v == verdict and f.startswith(fact) for v, f in found)
    assert verdict in ("", "contradicted") or not {"contradicted", "imprecise"} & {v for v, _ in found}


def test_paragraphs_under_a_time_are_about_it(tape: Tape) -> None:
    assert {v for v, _ in said(LISTED, tape)} == {"supported"}
    assert ("contradicted", "rut.change.ytd") in said(LISTED.replace("or 5%", "or 6.9%"), tape)
