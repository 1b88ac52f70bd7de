"""With a tape, the draft's own arithmetic is held against the number that the tape has otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from generator.check import check
from generator.tape import Tape

AS_OF = date(2026, 1, 16)


def inner(text: str, tape: Tape | None) -> list[tuple[str, str]]:
    return [(c.text, c.verdict) for c in check(text, tape, as_of=AS_OF).claims if c.kind.startswith("internal")]


@pytest.mark.parametrize(
    ("text", "alone", "with_tape"),
    [
        ("The S&P 500 rose 2 points, or 3.9%, to 110.", "3.9%", "3.9%"),
        ("The S&P 500 rose 4 points, or 1.9%, to 110.", "1.9%", "4 points"),
        ("The S&P 500 rose 2 points, or 1.9%, to 210.", "1.9%", "210"),
        ("Gold fell from 58 to 52.5, a loss of 2.8%.", "2.8%", "58"),
    ],
)
def test_the_tape_tells_which_number_is_wrong(tape: Tape, text: str, alone: str, with_tape: str) -> None:
    assert inner(text, None) == [(alone, "contradicted")]
    assert inner(text, tape) == [(with_tape, "contradicted")]


def test_what_the_tape_judges_is_not_told_twice(tape: Tape) -> None:
    text = "Gold fell from 54 to 52.5, a loss of 2.8%."
    assert inner(text, None) == [("2.8%", "supported")]
    assert inner(text, tape) == []


def test_what_the_tape_lacks_is_judged_by_the_draft(tape: Tape) -> None:
    text = "Sales of Acme rose from $50 million to $60 million, a gain of 20%."
    assert inner(text, tape) == [("20%", "supported")]
