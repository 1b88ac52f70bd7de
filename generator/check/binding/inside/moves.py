"""A move told in several numbers: where from, where to, by how many points, by how many per cent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from generator.check.binding.inside.words import (
    RATES,
    REFERENCES,
    before_is_change,
    lead,
    linked,
    sign_between,
    timed_after,
)
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence

Role = Literal["start", "end", "gap", "share"]
_LEVELS = frozenset({"", "money", "percent", "points", "bp", "pp"})
_SHARES = frozenset({"percent", "fraction", "times"})
_STARTS, _ENDS = frozenset({"from"}), frozenset({"to", "at", "into"})


@dataclass(slots=True)
class Move:
    """The numbers of one move, by their roles, in the order of the text."""

    order: list[Quantity] = field(default_factory=list)
    start: Quantity | None = None
    end: Quantity | None = None
    gap: Quantity | None = None
    share: Quantity | None = None

    def take(self, role: Role, q: Quantity) -> bool:
        """Adds a number, unless its place is taken."""
        if getattr(self, role) is not None:
            return False
        setattr(self, role, q)
        self.order.append(q)
        return True

    @property
    def kind(self) -> str:
        """What its levels are: prices, per cent or basis points."""
        units = {q.unit for q in (self.start, self.end) if q is not None}
        if units <= {"", "money", "points"}:
            return "price"
        return "percent" if units <= {"percent", ""} else "bp" if units <= {"bp", ""} else ""


def moves(s: Sentence) -> Iterator[Move]:
    """The moves of a sentence that are told in at least two numbers."""
    current, previous = Move(), None
    for q in s.numbers:
        role = _role(s, q, current)
        joined = previous is not None and linked(s, previous, q)
        if previous is not None and (not joined or role is None or not _goes_on(s, current, q, role)):
            yield from _told(s, current)
            current = Move()
            role = _role(s, q, current)
        if role is not None:
            current.take(role, q)
        previous = q if role is not None else None
    yield from _told(s, current)


def _told(s: Sentence, move: Move) -> Iterator[Move]:
    if len(move.order) > 1 and _of_one_time(s, move):
        yield move


def _goes_on(s: Sentence, move: Move, q: Quantity, role: Role) -> bool:
    """Whether a number tells more of the move so far."""
    if getattr(move, role) is not None:
        return False
    levels = [x for x in (move.start, move.end) if x is not None]
    if role in ("start", "end"):
        return all(_alike(x, q) for x in levels)
    # `from 2,600 to 2,700, up 12 % this year`: another stretch
    return not (levels and move.order[-1] in levels and timed_after(s, q) and len(move.order) > 1)


def _alike(one: Quantity, two: Quantity) -> bool:
    units = {one.unit, two.unit}
    same = len(units) == 1 or units <= {"", "money"} or units <= {"", "points"}
    return same and (one.currency == two.currency or not one.currency or not two.currency)


def _of_one_time(s: Sentence, move: Move) -> bool:
    """Not `rose 1.2 % on the day to 2,718, from 2,496 a month ago`, where the change has its own time."""
    start = move.start
    if start is None or move.order[-1] is not start:
        return True
    first = move.order[0]
    own = [w for w in s.whens if first.first - 6 <= w.first < start.first]
    return not (timed_after(s, start) and own)


def _role(s: Sentence, q: Quantity, move: Move) -> Role | None:
    """What a number tells of a move."""
    if q.spelled and q.unit == "" and q.scale == 1:
        return None
    word = s.low(lead(s, q))
    following = s.low(q.last)
    if q.unit in _LEVELS and (word in _STARTS or word in _ENDS or (q.hedge == "at_most" and s.low(q.first) == "up")):
        if following in RATES:
            return None
        return "start" if word in _STARTS else "end"
    if following in REFERENCES or following in RATES or s.low(q.last + 1) in ("average",):
        return None
    if q.unit in _SHARES:
        return "share" if q.hedge is None or word not in ("than",) else None
    changed = before_is_change(s, q) or q.sign != 0 or (s.low(q.first - 1) in ("or", "(") and move.share is not None)
    if q.unit in ("bp", "pp", "points"):
        return "gap" if changed or s.low(q.first - 1) in ("or", "(", ",", "a") else None
    if q.unit in ("", "money"):
        if (changed and q.scale == 1) or (changed and q.unit == "money"):
            return "gap"
        if _closes(s, q):
            return "end"
    return None


def _closes(s: Sentence, q: Quantity) -> bool:
    """`closed 2,718.77`, `2,718.77, up 21.74`: a level without a preposition."""
    return any(m.last == q.first and m.cue.role == "level" for m in s.marks)


def direction(s: Sentence, move: Move) -> int:
    """Where the words say that it went; 0 where they say nothing or both."""
    return sign_between(s, move.order[0].first - 4, move.order[-1].last + 1)
