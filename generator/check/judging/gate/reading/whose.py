"""Whom a number is about: the name before it, a name that it is told for, or whoever earlier text spoke of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.check.judging.gate.reading.names import NOBODY, Ids, Named, groups
from generator.check.judging.gate.reading.stretches import ANY, Forms
from generator.check.judging.gate.words.common import COMMON
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset


@dataclass(slots=True)
class Place:
    """What earlier text lends to a sentence: whom it spoke of, which way things went, over which stretch."""

    ids: Ids = NOBODY
    sign: int = 0
    stretch: Forms = ANY
    head: Ids = NOBODY
    head_stretch: Forms = ANY
    parts: dict[str, Ids] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    recent: tuple[Ids, ...] = ()
    order: tuple[Ids, ...] = ()


_JOINING = frozenset({",", "and", "by", "a", "respectively"})


_ATTACHED = wordset("for in of to into at from")


_GENERAL = wordset("""
    index price close closing record level change move fall rise gain loss yield rate benchmark measure gauge metal coin fund
    first second latter former same other run gap mean median best worst previous day week month year correlation
    annualised supply ratio share volatility makes is was puts takes leaves left beat compares
""")


PRONOUNS = wordset("it its it's they their them these those")


def paired(s: Sentence, numbers: Sequence[Quantity], names: Sequence[Named]) -> dict[int, Ids]:
    """`A, B and C fell 1, 2 and 3 percent`: each number belongs to the name at its place."""
    found: dict[int, Ids] = {}
    rows: list[list[Quantity]] = []
    moves = {s.low(m.first) for m in s.marks if m.cue.role in ("move", "state", "noun")}
    for q in numbers:
        between = s.words(rows[-1][-1].last, q.first) if rows else ["."]
        if rows and between and len(between) <= 5 and all(w in _JOINING or w in moves for w in between):
            rows[-1].append(q)
        else:
            rows.append([q])
    for listed in groups(list(names), s):
        behind = [r for r in rows if r[0].first >= listed[-1].last]
        row = next((r for r in behind if len(r) == len(listed)), behind[0] if behind else None)
        if "respectively" in s.words(listed[-1].last, listed[-1].last + 3):
            row = next((r for r in reversed(rows) if r[-1].last <= listed[0].first), None)
        others = [n for n in names if row and listed[-1].last <= n.first < row[-1].last]
        if row and len(row) == len(listed) > 1 and not others:
            found |= {q.core: name.ids for q, name in zip(row, listed, strict=True)}
    return found


def whose(s: Sentence, q: Quantity, names: Sequence[Named], hi: int, place: Place) -> Ids:
    """Whom a number may be about."""
    if place.head:
        return place.head
    attached = next((n for n in names if q.last <= n.first and _attaches(s, q, n, hi)), None)
    if attached is not None:
        return attached.ids
    before = [n for n in names if n.last <= q.first]
    lo = s.clause(q.core)[0]
    opened = next((n for n in names if q.last <= n.first < min(hi, s.clause(q.last - 1)[1])), None)
    if opened is not None and q.first - lo <= 1 and not any(n.first >= lo for n in before):
        return opened.ids.union(*(n.ids for n in before[-1:]))
    if before:
        lead = before[0]
        beside = [n for g in groups(list(names), s) if before[-1] in g for n in g]
        own = before[-1].ids | (lead.ids if _leads(s, lead, before[-1], q) else NOBODY)
        if PRONOUNS & set(s.words(s.lo, q.first)) and s.words(s.lo, before[0].first)[:1]:
            own |= place.ids  # `It beat gold; over a month it leads by 5 points`
        return frozenset(own.union(*(n.ids for n in beside))) if len(beside) > 1 else own
    after = [n for n in names if q.last <= n.first]
    return _carried(s, place).union(*(n.ids for n in after))


def _carried(s: Sentence, place: Place) -> Ids:
    """Whom a sentence without a name speaks of: a pronoun of the last one named, else of anyone named of late."""
    opening = {s.low(s.lo), s.low(s.lo + 1)}
    if s.low(s.lo) in ("that", "this") and s.low(s.lo + 1) in _GENERAL:
        return place.ids
    if s.low(s.lo) not in COMMON and s.tokens[s.lo].kind == "word" and len(s.low(s.lo)) > 3:
        return NOBODY
    if s.low(s.lo) in ("the", "this", "that") and s.low(s.lo + 1) not in _GENERAL and s.tokens[s.lo + 1].kind == "word":
        return NOBODY  # a noun of its own, which no list of names knows
    return place.ids if opening & PRONOUNS else place.ids.union(*place.recent)


_TOLD = wordset("is was are were has have had stands stood closed ended finished")


def _leads(s: Sentence, lead: Named, last: Named, q: Quantity) -> bool:
    """Whether the first name of a sentence may still be its subject behind a later name."""
    between = s.words(last.last, q.first)
    if between == ["at"] and lead is not last:
        return False  # `the VIX at 15.60`
    mark = s.mark_at(last.last)
    if lead is not last and (s.low(last.last) in _TOLD or (mark is not None and mark.cue.role in ("move", "state"))):
        return False  # `the Nasdaq Composite gained`
    return lead is last or len(between) > 3 or any(w in (",", "and", "by", "on", ":") for w in between)


def _attaches(s: Sentence, q: Quantity, name: Named, hi: int) -> bool:
    """`12 percent for gold`, `the 2 percent rise of gold`, `by 3 points, from 1 to 4, for gold`."""
    between = s.words(q.last, name.first)
    if ")" in between and "(" not in between[: between.index(")")]:
        return False  # `(+7 bp), 3.59% for the two-year`
    if "for" in between[-2:] and not any(w in ("and", ";", ":", ".") for w in between) and len(between) <= 14:
        return True
    if name.first >= hi or s.tokens[name.last - 1].possessive:
        return False  # `64 percent to gold's 6 percent`
    if not between or len(between) > 5 or any(w in ",;:()" for w in between):
        return False
    words = [w for w in between if w not in ("the", "its", "us", "both")]
    return (
        bool(words)
        and words[-1] in _ATTACHED
        and not any(w in ("ahead", "that", "below", "above", "record", "short", "than", "mean", "and") for w in words)
    )
