"""The draft against itself: no tape is needed for weekdays, counts of listed things, and pairs against percentages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.claims import Claim
from generator.check.policy import Ruling
from generator.check.sentence import Sentence
from generator.check.source import Block

Parsed = list[tuple[Block, list[Sentence]]]
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def bind_internal(parsed: Parsed, claims: list[Claim]) -> Iterator[Claim]:
    """Claims that the draft itself confirms or contradicts."""
    for _, sentences in parsed:
        for s in sentences:
            yield from _weekdays(s)


def _weekdays(s: Sentence) -> Iterator[Claim]:
    for when in s.whens:
        if when.weekday is None or when.end is None:
            continue
        good = when.end.weekday() == when.weekday
        ruling = Ruling("supported" if good else "contradicted", "date", "" if good else "date")
        message = f"{when.end} is a {_DAYS[when.end.weekday()]}."
        yield Claim(s, when.first, when.last, "weekday", settled=ruling, message=message)
