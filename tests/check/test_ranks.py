"""Places among several, the only one of its kind, and levels against another time."""

import pytest

from generator.tape import Tape

from .helpers import assert_told, last

GOOD, BAD, OPEN = "supported", "contradicted", "not_covered"
TOLD = [
    ("This year the S&P 500 gained 10.0%, the Russell 2000 lost 5.0% and gold rose 5.0%. Gold was second of the three.",
     GOOD, "gold.rank.ytd"),
    ("This year the S&P 500 gained 10.0%, the Russell 2000 lost 5.0% and gold rose 5.0%. Gold was third of the three.",
     BAD, "gold.rank.ytd"),
    ("This year the S&P 500 gained 10.0%, the Russell 2000 lost 5.0% and gold rose 5.0%. Gold was the second best of "
     "the three.", GOOD, "gold.rank.ytd"),
    ("The Russell 2000 is at 190, lower than on 31 December 2025.", GOOD, "rut.change.since:2025-12-31"),
    ("The Russell 2000 is at 190, higher than on 31 December 2025.", BAD, "rut.change.since:2025-12-31"),
    ("The Russell 2000 is at 190, no higher than on 31 December 2025.", GOOD, "rut.level"),
    ("Ten-year yields rose 7 basis points, to 4.20%, the most since 31 December.", GOOD,
     "us10y.levelsince.high"),
    ("Between its 8 January low and 14 January the S&P 500 rose 7.0%.", GOOD, "spx.change.since:2026-01-08"),
    ("Between its 8 January low and 14 January the S&P 500 rose 9.0%.", BAD, "spx.change.since:2026-01-08"),
    ("Gold is at 52.50, and it was a week of 1.0% with no days to go.", GOOD, "gold.change.wtd"),
    ("The Russell 2000 fell 3.1%, gold 2.8%.", GOOD, "gold.change.1d"),
    ("The S&P 500 rose 1.9%, the Russell 2000 11%.", BAD, "rut.change.1d"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "question"), TOLD)
def test_places_and_other_times(tape: Tape, text: str, verdict: str, question: str) -> None:
    assert_told(text, verdict, question, tape)


def test_a_multiple_of_another_move_is_no_count_and_no_level(tape: Tape) -> None:
    found = last(
        "The S&P 500 rose 10.0% this year, twice as much as gold; the Russell 2000 fell 3.1%, ten times the 0.3% of it.",
        tape,
    )
    assert found[0] != BAD
    assert last("Gold rose 5.0% this year, more than ten times the 0.4% that some had feared.", tape)[0] != GOOD
