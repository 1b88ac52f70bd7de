"""What took back an earlier move, and levels not passed for so long: `more than erased Thursday's gain`, `not above 200 since`."""

import pytest

from generator.tape import Tape

from .helpers import last

GOOD, BAD, OPEN = "supported", "contradicted", "not_covered"
REGAINS = [
    ("Gold fell 2.8%, more than erasing Thursday's gain.", GOOD, "gold.regained.day.up_2026-01-15"),
    ("Gold fell 2.8%, erasing only half of Thursday's gain.", BAD, "gold.regained.day.up_2026-01-15"),
    ("Gold fell 2.8% and wiped out the gain of the day before.", GOOD, "gold.regained.day.up"),
    ("Gold fell 2.8% and wiped out most of the loss of the day before.", BAD, "gold.regained.day.down"),
    ("The Russell 2000 fell, and gave back more than all of the previous week's gains.", GOOD, "rut.regained.week.up"),
]
UNPASSED = [
    ("The Russell 2000 has not closed above 200 since 12 January.", GOOD, "rut.lastabove.any.200"),
    ("The Russell 2000 has not closed above 200 since 8 January.", BAD, "rut.lastabove.any.200"),
    ("Not since 7 January has the Russell 2000 closed above 207.", GOOD, "rut.lastabove.any.207"),
    ("Not since 9 January has the Russell 2000 closed above 207.", BAD, "rut.lastabove.any.207"),
]
CASES = [
    ("The S&P 500 closed above 105 for the first time in January.", GOOD, "spx.firstabove.date.105"),
    ("The S&P 500 closed above 105 for the first time in December.", BAD, "spx.firstabove.date.105"),
    ("The only times the S&P 500 has dropped more than 5% in one day came in March 2020.", OPEN, ""),
    ("With the average all-in cost of mining an ounce of gold around $80, few mines pay.", OPEN, ""),
    ("At 11 am on Friday the S&P 500 was around 108.", OPEN, ""),
]


@pytest.mark.parametrize(("text", "verdict", "question"), [*REGAINS, *UNPASSED, *CASES])
def test_what_was_taken_back_and_what_was_not_passed(tape: Tape, text: str, verdict: str, question: str) -> None:
    found = last(text, tape)
    assert found[0] == verdict
    assert question in found[1]
