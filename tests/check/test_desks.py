"""What desks write short, counts told before what they count, and days up to which they run."""

import pytest

from generator.tape import Tape
from tests.check.helpers import assert_holds, last, said

SHORT = [
    ("S&P 500 110, +1.9%. Wk +5.8%.", "spx.change.wtd"),
    ("S&P 500 +5.8% wk.", "spx.change.wtd"),
    ("The S&P 500 is up 10% for the yr.", "spx.change.ytd"),
    ("Curve: 11bp.", "us10y.gap.vs.us2y"),
    ("The curve steepened as two-year paper at 4.09 lagged.", "us2y.level"),
]
COUNTS = [
    ("It took the S&P 500 six sessions to gain 10%.", "spx.change.6s"),
    ("The Russell 2000 has fallen on seven consecutive days up to and including Friday.", "rut.streak.down"),
    ("The S&P 500 shows a plus of 1.9% for the day.", "spx.change.1d"),
]
WRONG = [
    "S&P 500 110, +1.9%. Wk +4.8%.",
    "The S&P 500 shows a minus of 1.9% for the day.",
    "The Russell 2000 has fallen on six consecutive days up to and including Friday.",
]


@pytest.mark.parametrize(("text", "fact"), [*SHORT, *COUNTS])
def test_it_is_read(text: str, fact: str, tape: Tape) -> None:
    assert_holds(text, fact, tape)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_one(text: str, tape: Tape) -> None:
    assert last(text, tape)[0] == "contradicted", said(text, tape)


def test_a_bond_that_is_cheaper_yields_more(tape: Tape) -> None:
    assert_holds("The 10-year yield closed at 4.20%, 7bp cheaper on the day.", "us10y.change.1d", tape)


def test_what_was_never_so_before_a_day_is_left_open(tape: Tape) -> None:
    assert last("The S&P 500 had never closed above 105 before Tuesday.", tape)[0] == "not_covered"
