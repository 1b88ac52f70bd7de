"""How newspapers tell a day: tenors alone, the day after, ends of a range, what goes up by so much to a level.

The S&P 500 rose six days to 110, from 100; the Russell 2000 fell six to 190, from 206; gold at 52.5 (54 before, its high);
the ten-year at 4.20 % (4.13 % before), the two-year at 4.09 % (4.08 %).
"""

import pytest

from generator.tape import Tape
from tests.check.helpers import said

SUPPORTED = [
    ("The ten-year yield rose 7 basis points, while its two-year counterpart was up too, at 4.09%.", "us2y.level"),
    ("The ten-year climbed to 4.20%. The two-year actually closed a basis point higher, at 4.09%.", "us2y.level"),
    ("The ten-year yield climbed 7 basis points, yet the two-year hardly stirred, up one to 4.09%.", "us2y.level"),
    ("The ten-year yield climbed 7 basis points to 4.20 per cent, the two-year only 1, to 4.09 per cent.", "us2y.level"),
    ("Gold fell on Friday, one session after settling at its highest level since 13 January.", "gold.levelsince.high@2026-01-15"),
    ("Gold's low for the month, $50, came on 6 January, the day after the S&P 500 closed at 101.", "spx.level@2026-01-05"),
    ("The S&P 500 closed at 110 on Friday, having been as low as 106.00 intraday.", "spx.low.intraday.1d"),
    ("The S&P 500 gained 10% for the year, after a 1.9% jump in the last session.", "spx.change.1d"),
    ("From its 13 January high of $54 to Friday's $52.50, gold lost 2.8%.", "gold"),
    ("This year gold gained 5% and the S&P 500 10%. The laggard, of all things, was the Russell 2000, down 5%.", "rut.rank"),
    ("The large-cap index rose, and the smaller one, off 8.7 per cent from its own peak, fell.", "rut.drawdown"),
    ("Gold supplied the other refuge. It lost 2.8%.", "gold.change.1d"),
    ("The S&P 500 is 10% higher for the year; the Russell 2000's year-to-date loss, 5%, is the only one of the three.", "rut.change.ytd"),
    ("The ten-year yield went from 4.13% to 4.20% overnight.", "us10y.pair"),
]  # fmt: skip
WRONG = [
    "The ten-year yield climbed to 4.20%. The two-year actually closed five basis points higher, at 4.39%.",
    "The S&P 500 gained 10% for the year, after a 4.9% jump in the last session.",
    "The S&P 500 closed at 110 on Friday, having been as low as 104.00 intraday.",
    "This year gold gained 5% and the S&P 500 10%. The winner, of all things, was the Russell 2000, down 5%.",
    "Gold's low for the month, $50, came on 6 January, the day after the S&P 500 closed at 105.",
    "The ten-year yield went from 4.13% to 4.40% overnight.",
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_newspapers(text: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert not {v for v, _ in found} & {"contradicted", "imprecise"}, found
    assert not fact or any(v == "supported" and fact in f for v, f in found), found


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_one(text: str, tape: Tape) -> None:
    assert "contradicted" in {v for v, _ in said(text, tape)}


def test_a_unit_is_held_against_what_the_sentence_names_alone(tape: Tape) -> None:
    found = said("The two-year yield rose. Cash piles up at the Fed's window instead: $2.23 trillion.", tape)
    assert "contradicted" not in {v for v, _ in found}
