"""What took back an earlier move, and levels not passed for so long: `more than erased Thursday's gain`, `not above 200 since`."""

import pytest

from generator.tape import Tape

from .helpers import assert_told, said

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
BESIDE = [
    ("The 2-year yield finished at 4.09%, just a hair lower than the 10-year.", GOOD, "us2y.gap.vs.us10y"),
    ("The 2-year yield finished at 4.09%, above the 10-year's.", BAD, "us2y.gap.vs.us10y"),
    ("The Russell 2000 fell on Friday, and so did gold.", GOOD, "gold.change.1d"),
    ("The Russell 2000 fell on Friday, and so did the S&P 500.", BAD, "spx.change.1d"),
    ("The S&P 500 closed at 110 after wiping out a morning loss of 1.9%.", GOOD, "spx.barchange.1d.low"),
    ("The Russell 2000 fell back below 200 a day after closing above it.", GOOD, "rut.change.1d"),
    ("The S&P 500 set an intraday record of 111.", OPEN, "spx.barsince.high"),  # of a file of two weeks
    ("Gold set an intraday record of 55 on Friday.", OPEN, ""),
    ("The Russell 2000 had its lowest close since at least 6 January.", GOOD, "rut.levelsince.low"),
    ("The S&P 500 had its lowest close since at least 6 January.", BAD, "spx.levelsince.low"),
    ("The S&P 500 closed at 110, erasing a loss that had reached 3.9% in the morning.", BAD, "spx.barchange.1d.low"),
]


@pytest.mark.parametrize(("text", "verdict", "question"), [*REGAINS, *UNPASSED, *CASES])
def test_what_was_taken_back_and_what_was_not_passed(tape: Tape, text: str, verdict: str, question: str) -> None:
    assert_told(text, verdict, question, tape)


@pytest.mark.parametrize(("text", "verdict", "question"), BESIDE)
def test_what_stands_beside_another(tape: Tape, text: str, verdict: str, question: str) -> None:
    assert (verdict, question) in said(text, tape)
