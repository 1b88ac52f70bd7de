"""Numbers told in the wrong unit: the move of a yield in per cent, whose digits are those of its basis points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from generator.check.answering.reading import Answer, Answers, Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.carry import since_windows
from generator.check.comparing.amounts import NumberTest
from generator.check.text.replacing import replace

LEAST = 10  # fewer basis points are met by chance
PERCENT = frozenset({"%", "percent", "cent", "pct"})
_GAPS = ("gap", "spread")


def in_points(
    answers: Answers, claim: Claim, reading: Reading, days: Iterable[date | None]
) -> tuple[Reading, Answer] | None:
    """The question that a percentage on a yield answers in basis points, to the digit; None where there is none.

    `days` are those of which the paragraph gave a level of it (None: the draft's own).

    >>> # `1.88 % on election day, 2.32 % last night: forty-four percent in three weeks` are 44 basis points
    """
    test = claim.test
    if not isinstance(test, NumberTest) or test.q.magnitude < LEAST:
        return None
    if claim.sentence.low(test.q.last - 1) not in PERCENT:
        return None  # `thirteen of them` are what was told before
    points = NumberTest(replace(test.q, unit="bp"), "bp")
    for other in dict.fromkeys((*_moves(claim, reading), *_between(reading, days))):
        answer = answers.ask(other)
        if answer is not None and answer.unit == "percentage points" and points.check(answer).verdict == "supported":
            return other, answer
    return None


def _moves(claim: Claim, reading: Reading) -> Iterator[Reading]:
    """The moves of its subject over what the text has told of, and its gap to another where one is measured."""
    told = (w for when in claim.sentence.whens for w in (*when.windows, *since_windows(when)))
    for window in ("1d", *claim.around.windows, *told):
        yield replace(reading, measure="change", window=window, versus=None, at=None)
    if reading.measure in _GAPS:
        yield reading
        yield replace(reading, at=None)


def _between(reading: Reading, days: Iterable[date | None]) -> Iterator[Reading]:
    """Its moves from each of some days to a later one."""
    for start, end in combinations(sorted(set(days), key=lambda day: day or date.max), 2):
        yield replace(reading, measure="change", window=f"since:{start}", versus=None, at=end)
