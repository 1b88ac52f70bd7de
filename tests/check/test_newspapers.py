"""How newspapers tell a day: tenors alone, the day after, ends of a range, what goes up by so much to a level.

The S&P 500 rose six days to 110, from 100; the Russell 2000 fell six to 190, from 206; gold at 52.5 (54 before, its high);
the ten-year at 4.20 % (4.13 % before), the two-year at 4.09 % (4.08 %).
"""

import pytest

from generator.check import check
from generator.tape import Tape
from tests.check.helpers import AS_OF, assert_holds, said

SUPPORTED = [
    ("The ten-year yield rose 7 basis points, while its two-year counterpart was up too, at 4.09%.", "us2y.level"),
    ("The ten-year climbed to 4.20%. The two-year actually closed a basis point higher, at 4.09%.", "us2y.level"),
    ("The ten-year yield climbed 7 basis points, yet the two-year hardly stirred, up one to 4.09%.", "us2y.level"),
    ("The ten-year yield climbed 7 basis points to 4.20 per cent, the two-year only 1, to 4.09 per cent.", "us2y.level"),
    ("Gold fell on Friday, one session after settling at its highest level since 13 January.", "gold.levelsince.high@2026-01-15"),
    ("Gold's high for the month, $54, came on 13 January, the day after the S&P 500 closed at 105.", "spx.level@2026-01-12"),
    ("The S&P 500 closed at 110 on Friday, having been as low as 106.00 intraday.", "spx.low.intraday.1d"),
    ("The S&P 500 gained 10% for the year, after a 1.9% jump in the last session.", "spx.change.1d"),
    ("From its 13 January high of $54 to Friday's $52.50, gold lost 2.8%.", "gold"),
    ("This year gold gained 5% and the S&P 500 10%. The laggard, of all things, was the Russell 2000, down 5%.", "rut.rank"),
    ("The large-cap index rose, and the smaller one, off 8.7 per cent from its own peak, fell.", "rut.drawdown"),
    ("Gold supplied the other refuge. It lost 2.8%.", "gold.change.1d"),
    ("The S&P 500 is 10% higher for the year; the Russell 2000's year-to-date loss, 5%, is the only one of the three.", "rut.change.ytd"),
    ("The ten-year yield went from 4.13% to 4.20% overnight.", "us10y.pair"),
    ("The ten-year yield rose to 4.20 per cent and the two-year note yielded a mere 4.09 per cent. The gap between them widened by 6bp to 11bp.", "gapchange"),
    ("The ten-year yields 4.20%. The two-year, at 4.09%, is 11 basis points short of it.", "us2y.gap.vs.us10y"),
    ("The S&P 500 gained 10% this year and gold 5%. The Russell 2000's loss, 5%, is the largest of the three.", "rut.rank"),
    ("On Friday the Russell 2000 lost most of the three: the S&P 500 rose 1.9%, gold fell 2.8% and small caps 3.1%.", "rut.rank"),
    ("Gold set a high of $54 on 13 January, three sessions ago.", "gold.rows.since:2026-01-13"),
    ("The Russell 2000 closed at 190.00, last seen in December 2025.", ""),
    ("By Friday the S&P 500 was 4.8% above 12 January.", "spx.change.since:2026-01-12"),
    ("Gold's low for the month, $50.00, came on 5 January.", "gold.low"),
    ("Gold, the year's dunce, slipped 2.8 per cent.", "gold.change.1d"),
    ("The S&P 500 rose 1.9% to 110.00 at 4 p.m. in New York.", "spx.level"),
]  # fmt: skip
WRONG = [
    "The ten-year yield climbed to 4.20%. The two-year actually closed five basis points higher, at 4.39%.",
    "The S&P 500 gained 10% for the year, after a 4.9% jump in the last session.",
    "The S&P 500 closed at 110 on Friday, having been as low as 104.00 intraday.",
    "This year gold gained 5% and the S&P 500 10%. The winner, of all things, was the Russell 2000, down 5%.",
    "Gold's high for the month, $54, came on 13 January, the day after the S&P 500 closed at 109.",
    "The ten-year yield went from 4.13% to 4.40% overnight.",
    "The ten-year yields 4.20%. The two-year, at 4.09%, is 11 basis points above it.",
    "The S&P 500 gained 10% this year and gold 5%. The Russell 2000's loss, 5%, is the smallest of the three, and gold's gain the largest of the three.",
    "Gold set a high of $54 on 13 January, five sessions ago.",
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_newspapers(text: str, fact: str, tape: Tape) -> None:
    assert_holds(text, fact, tape)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_one(text: str, tape: Tape) -> None:
    assert "contradicted" in {v for v, _ in said(text, tape)}


def test_a_unit_is_held_against_what_the_sentence_names_alone(tape: Tape) -> None:
    found = said("The two-year yield rose. Cash piles up at the Fed's window instead: $2.23 trillion.", tape)
    assert "contradicted" not in {v for v, _ in found}


TOLD = [
    ("Greece was the tinder; the S&P 500 fell.", "cause"),
    ("Blame Ebola, retail sales, or a hedge fund.", "cause"),
    ("The cause was no mystery: a dollar that would not quit.", "cause"),
    ("Dealers' scramble to hedge deepened the rout.", "cause"),
    ("The proximate cause, if you like such things, was the choice of the next Fed chair.", "cause"),
    ("Stocks fell. That is down to foreign buying.", "cause"),
    ("Most forecasters see the S&P 500 between 120 and 130 a year from now.", "forecast"),
    ("We think the S&P 500 settles back to 100 by year-end.", "forecast"),
    ("At 9:39 a.m. the ten-year traded below 3.90%.", ""),
    ("The ten-year touched 3.67% in the morning.", ""),
]


@pytest.mark.parametrize(("text", "reason"), TOLD)
def test_what_no_close_can_show(text: str, reason: str, tape: Tape) -> None:
    found = check(text, tape, as_of=AS_OF).claims
    assert not any(f.verdict == "contradicted" for f in found), found
    assert any(f.verdict == "not_covered" and (not reason or f.reason == reason) for f in found), found


GOES_ON = [
    ("Small caps took the brunt: the Russell 2000 was down 3.1% against gold's loss of 2.8%.", "gold.change.1d"),
    ("The Russell 2000 is 8.7% from its peak, gold 2.8%.", "gold.drawdown"),
    ("That makes six gains on the trot for the S&P 500, a run in which it has added 10%.", "spx.runmove.6s"),
    ("A gain of 1.9% in the S&P 500 and a loss of 2.8% in gold left both higher for the year.", "gold.change.1d"),
    ("The Russell 2000 is lower than it was a week ago.", "rut.change.1w"),
    ("On 8 January the S&P 500 stood at 100.00; it is now at 110.00, a rise of 10%.", "spx.change.since:2026-01-08"),
    ("The S&P 500 rose 1.9% after a run of three sessions in which it gained 2.9%.", "spx.change.1d"),
    ("This week gold rose 1%; the week before it rose 4%.", "gold.change.wtd@2026-01-11"),
    ("On the month gold is ahead by 5%.", "gold.change.mtd"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), GOES_ON)
def test_what_goes_on_from_the_words_before(text: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert not {v for v, _ in found} & {"contradicted", "imprecise"}, found
    assert any(v == "supported" and fact in f for v, f in found), found


ASIDES = [
    ("For the month gold is up 5%, having been at $50.00 when it began.", "gold.level@2025-12-31"),
    ("Gold's 2.8% decline trimmed its gain for the month to 5%.", "gold.change.1d"),
    ("Gold, which small caps envy, closed at $52.50, and the S&P 500, which leads the Russell 2000, at 110.00.", "spx.level"),
    ("Small stocks have had a worse month than gold: -5% for the Russell 2000, +5% for gold.", "rut.change.mtd"),
    ("Having lost 6.9% this week, the Russell 2000 is down 5% for the year.", "rut.change.wtd"),
    ("The S&P 500 has gained or lost more than 1% on one of the past three trading days.", ""),
    ("Gold has gained or lost more than 1% on nine of the past ten trading days.", ""),
    ("The S&P 500 clung to a gain of 10% for the year and gold to one of 5%. The Russell 2000 fell most of the three, 3.1 percent.", "rut.rank.1d"),
    ("Having peaked at 208.00 on 7 January, the Russell 2000 is now 8.7% lower.", "rut.change.since:2026-01-07"),
    ("Gold, up 5% this year, lost 2.8% on the day; the S&P 500, up 10%, gained 1.9%.", "spx.change.ytd"),
    ("A rise of 5% this month has carried gold to $52.50.", "gold.change.mtd"),
    ("From 50 at the end of December, gold has climbed to 52.50, a gain of 5%.", "gold.change.since:2025-12-31"),
    ("It took six sessions for the S&P 500 to gain 10%.", "spx.change.6s"),
    ("Week in review: S&P 500 +5.8% to 110.00; ten-year yield +12bp to 4.20%; gold +1.0%.", "gold.change.wtd"),
    ("In December gold closed as high as $50.00; now it is at $52.50.", "gold.level"),
    ("Only once in the past five sessions has gold moved by more than 2%.", "gold.sized.5s"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), ASIDES)
def test_asides(text: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert not {v for v, _ in found} & {"contradicted", "imprecise"}, found
    assert any(v == "supported" and fact in f for v, f in found), found


def test_shares_in_general_are_no_yield(tape: Tape) -> None:
    found = said("The ten-year yield rose 7 basis points. Equities sank on Friday.", tape)
    assert "contradicted" not in {v for v, q in found if "us10y" in q}
