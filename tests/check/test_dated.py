"""Which day a level was of: a date is right where the level was then, and wrong where the level is right without it."""

import pytest

from generator.check import check
from generator.tape import Tape

from .helpers import AS_OF

GOOD, BAD = "supported", "contradicted"
DATED = [
    ("The 54 dollars of 15 January remain gold's record close.", "15 January", GOOD),
    ("The 54 dollars of 12 January remain gold's record close.", "12 January", BAD),
    ("The Russell 2000 peaked at 208 on 7 January.", "7 January", GOOD),
    ("The Russell 2000 peaked at 208 on 8 January.", "8 January", BAD),
    ("Gold's record, $54.00, dates from 15 January.", "15 January", GOOD),
    ("Gold's record, $54.00, dates from 9 January.", "9 January", BAD),
    ("The S&P 500 made its low for the year on 8 January, at 100.", "8 January", GOOD),
    ("By 8 January the S&P 500 had sunk to 100.", "8 January", GOOD),
    ("The S&P 500 touched 98 on 8 January.", "8 January", GOOD),
]


def verdicts(text: str, tape: Tape) -> dict[str, str]:
    report = check(text, tape, as_of=AS_OF).as_json()
    return {c["text"]: c["verdict"] for c in report["claims"]}


@pytest.mark.parametrize(("text", "day", "verdict"), DATED)
def test_the_date_of_a_level_is_judged_by_itself(tape: Tape, text: str, day: str, verdict: str) -> None:
    found = verdicts(text, tape)
    assert found[day] == verdict
    assert BAD not in [v for words, v in found.items() if words != day]


def test_a_date_beside_a_bound_is_no_claim(tape: Tape) -> None:
    assert list(verdicts("Gold stands well above the $50 of 31 December 2025.", tape)) == ["well above the $50"]


def test_a_wrong_level_does_not_make_its_date_wrong(tape: Tape) -> None:
    assert verdicts("Gold closed at $58 on 14 January.", tape) == {"$58": BAD}
