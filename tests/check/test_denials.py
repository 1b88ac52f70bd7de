"""Extremes told by a denial, superlatives of a time, and topics that only their own words name."""

import pytest

from generator.check import check
from generator.tape import Tape

from .helpers import AS_OF, assert_told

GOOD, BAD, OPEN = "supported", "contradicted", "not_covered"
DENIED = [
    ("The S&P 500 rose 1.9%. In points, 2, no day has matched it since we began.", BAD, "spx.biggest.day.units"),
    ("The S&P 500 rose 4.0% on 9 January. It hasn't seen a jump like it since.", GOOD, ""),
    ("The Russell 2000 fell 3.1%. It hasn't fallen like that since 9 January.", BAD, "rut."),
    ("Gold fell 2.8%. It has never dropped that fast in a day.", OPEN, "gold.worst.day"),
    ("Gold fell 2.8%. The tape has nothing like it.", GOOD, "gold.biggest.day"),
    ("The Russell 2000 fell 3.1%. The tape has nothing like it.", GOOD, "rut.biggest.day"),
    ("The S&P 500 rose 1.9%. The tape has nothing like it.", BAD, "spx.biggest.day"),
    ("The S&P 500 rose 1.9%, a pace not seen since 9 January.", GOOD, "spx.biggest.day"),
    ("The S&P 500 rose 1.9%, a pace not seen since 6 January.", BAD, "spx.biggest.day"),
    ("The Russell 2000 fell 3.1%. It was the weakest day of the year.", GOOD, "rut.placed.ytd.worst_day"),
    ("The S&P 500 fell 1.0% on 8 January. The selloff was the index's worst of the year.", GOOD, ""),
]


@pytest.mark.parametrize(("text", "verdict", "question"), DENIED)
def test_what_was_never_so_large(tape: Tape, text: str, verdict: str, question: str) -> None:
    assert_told(text, verdict, question, tape)


def test_a_move_in_units_is_no_level(tape: Tape) -> None:
    report = check("The S&P 500 rose 1.9%. In points, 2.00, it was a modest day.", tape, as_of=AS_OF).as_json()
    assert [(c["verdict"], c["measure"]) for c in report["claims"]] == [(GOOD, "change"), (GOOD, "delta")]


COUNTED = [
    ("The S&P 500 is up 10.0% this year. Of the ten sessions eight were up.", GOOD, "spx.counted.up/ytd.day"),
    ("The S&P 500 is up 10.0% this year. Of the ten sessions nine were up.", BAD, "spx.counted.up/ytd.day"),
    ("The S&P 500 is up 10.0% this year. Of the eleven sessions eight were up.", BAD, "spx.counted.up/ytd.day"),
    ("The S&P 500 rose 5.8% this week, and it came in five gains out of five.", GOOD, "spx.counted.up/5p.day"),
    ("The S&P 500 rose 5.8% this week, and it came in four gains out of five.", BAD, "spx.counted.up/5p.day"),
    ("This year we counted seven closing highs for the S&P 500 and three for the Russell 2000.", GOOD,
     "rut.count.record.ytd"),
    ("This year we counted seven closing highs for the S&P 500 and four for the Russell 2000.", BAD,
     "rut.count.record.ytd"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "question"), COUNTED)
def test_so_many_out_of_so_many(tape: Tape, text: str, verdict: str, question: str) -> None:
    assert_told(text, verdict, question, tape)


SHOUTED = [
    ("The Russell 2000 was the LOSER at -3.1%. It is at 190.", GOOD, "rut.level"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "question"), SHOUTED)
def test_a_shouted_word_is_no_name(tape: Tape, text: str, verdict: str, question: str) -> None:
    assert_told(text, verdict, question, tape)
