"""Counts of records and of the parts of an index; the S&P 500 set ten records in 2026, eight of them in January's second week."""

import pytest

from generator.check import check
from generator.tape import Tape
from tests.check.helpers import AS_OF, said

RECORDS = [
    ("The S&P 500 closed at a record high on Friday, its eighth this year.", "supported"),
    ("The S&P 500 closed at a record high on Friday, its ninth this year.", "contradicted"),
    ("The S&P 500 has set eight record closes this year.", "supported"),
    ("The S&P 500 has set 12 record closes this year.", "contradicted"),
    ("The S&P 500 has set several records this year.", "supported"),
    ("The S&P 500 has set dozens of records this year.", "contradicted"),
    ("Gold has set multiple record highs this year.", "supported"),
]
PARTS = [
    "Four of the S&P 500 sectors declined this week.",
    "Six of the 11 primary S&P 500 sectors ended in red.",
    "Every one of the index's eleven sectors fell.",
    "All 11 of its sectors advanced.",
    "Advancing issues outnumbered decliners by nearly 3-to-1.",
]
HISTORIES = [
    "It was the largest threat to the harvest since 2005.",
    "It was the central bank's first cut of its rate in two years.",
    "The storm was the deadliest ever.",
]
SILENT = ["It is the first good news in months.", "The largest of them is here.", "She came first in the race."]


@pytest.mark.parametrize(("text", "verdict"), RECORDS)
def test_records_are_counted(text: str, verdict: str, tape: Tape) -> None:
    counts = [c.verdict for c in check(text, tape, as_of=AS_OF).claims if c.kind == "count"]
    assert counts == [verdict]


@pytest.mark.parametrize("text", PARTS)
def test_parts_are_not_on_the_tape(text: str, tape: Tape) -> None:
    assert {v for v, _ in said(text, tape)} == {"not_covered"}


@pytest.mark.parametrize("text", HISTORIES)
def test_places_in_other_histories_are_named(text: str, tape: Tape) -> None:
    assert [v for v, _ in said(text, tape)][:1] in ([], ["not_covered"])


@pytest.mark.parametrize("text", SILENT)
def test_ordinary_firsts_are_no_claims(text: str, tape: Tape) -> None:
    assert said(text, tape) == []
