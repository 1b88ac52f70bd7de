"""Words that say the opposite of what the plain text says of the same: `below 16,000` for `above 16,000`, `few` for `most`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.rules.denials import DENIES, NEGATIVE
from generator.check.judging.gate.rules.manner import foretold
from generator.check.judging.gate.rules.matching import Match
from generator.check.judging.gate.words.sides import SIDES, Side
from generator.check.judging.gate.words.vocabulary import CONTENT_STOP, content, stem
from generator.check.report import Reason
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]
Place = tuple[Sentence, int]

_REASONS: dict[str, Reason] = {"surety": "forecast", "share": "comparison", "pair": "comparison", "accord": "comparison", "verdict": "comparison", "bounds": "comparison", "centre": "value", "days": "window"}  # fmt: skip
_NONE = ("share", 4)
_COUNTED = frozenset({"flow", "time", "asset"})  # rows of which a sentence that has both sides may not have one twice
_OF_NUMBERS = frozenset({"move", "place", "better", "price", "size"})  # rows whose side a number beside them is held to
_NEAR = 4  # tokens from a number within which such a word is of it
_SHORT = 3  # letters: a word as long as that frames nothing
_STOPS = frozenset({",", ";", ":", "and"})
_OWNERS = wordset("bonds stocks shares yields prices metals money")
_REACH = 4  # tokens behind such a word that say what it is of


def faults_of_opposites(line: Line, own: Sequence[Line], matches: Sequence[Match], *, sure: bool) -> Iterator[Fault]:
    """Words that its own plain sentences, which may be known for sure, only have the other way round."""
    held = [a for a, m in zip(line.amounts, matches, strict=True) if m.told is not None and m.told.sign]
    near = {k for a in held for k in range(a.q.first - _NEAR, a.q.last + _NEAR)}
    here, whole, there = _sides([line], near), _sides([line]), _sides(own)
    if sure and (framed := next((p for side, p in whole.items() if _in_its_frame(p, _others(there, side))), None)):
        yield "direction", f"The plain text has it the other way: {framed[0][0].low(framed[0][1])}."
    yield from _oftener(line, own)
    for side, places in here.items():
        row, _ = side
        others = _others(there, side)
        s, i = places[0]
        if (row == "better" and len(line.names) > 1) or (row == "share" and s.block.role == "heading"):
            continue  # `A leads B` is also `B trails A`, which the claims in words are held to
        if s.low(i) == "will" and foretold(s, [x.sentence for x in own]):
            continue
        if row in ("place", "time") and not any(_same_clause(s, i, x, k) for o in others.values() for x, k in o):
            continue  # `lower than a month ago` for `has shrunk`, beside `above it, the month turns`
        if side == _NONE and any(DENIES & x.sentence.vocabulary for x in own):
            continue  # `none of them includes` is `all of them exclude`
        missed = any(o not in whole for o in others)
        oftener = row in _COUNTED and missed and len(places) > len(there.get(side, ()))
        if (side not in there and missed) or oftener:
            yield _REASONS.get(row, "direction"), f"The plain text has it the other way: {s.low(i)}."
        elif (at := _crossed(places, there.get(side, []), [p for x in others.values() for p in x])) is not None:
            yield (
                _REASONS.get(row, "direction"),
                f"The plain text has it the other way: {s.phrase(at, min(at + 3, s.hi))}.",
            )


def _oftener(line: Line, own: Sequence[Line]) -> Iterator[Fault]:
    """`more often than` for `as often as`."""
    said, known = (
        _OFTEN.findall(line.sentence.text.lower()),
        [w for x in own for w in _OFTEN.findall(x.sentence.text.lower())],
    )
    if known and any(w not in known for w in said):
        yield "comparison", "The plain text compares otherwise how often it happened."


_OFTEN = re.compile(r"\b(more|less|as) (?:often|frequently)\b")


def _same_clause(s: Sentence, i: int, plain: Sentence, k: int) -> bool:
    """Whether two words stand in clauses that share other words."""
    here, there = (content(x.words(*x.hard_clause(at))) for x, at in ((s, i), (plain, k)))
    return len(here & there) > 1


def _others(there: Mapping[Side, list[Place]], side: Side) -> dict[Side, list[Place]]:
    return {o: x for o, x in there.items() if o[0] == side[0] and o[1] != side[1]}


def _in_its_frame(here: Sequence[Place], others: Mapping[Side, Sequence[Place]]) -> bool:
    """`gave down` for `gave up`: the opposite behind the same word."""
    frames = {s.low(i - 1) for places in others.values() for s, i in places} - CONTENT_STOP
    return any(s.low(i - 1) in frames and len(s.low(i - 1)) > _SHORT for s, i in here)


def _sides(lines: Iterable[Line], near: Container[int] = ()) -> dict[Side, list[tuple[Sentence, int]]]:
    """The words of some sentences that take sides, and where they stand; but for those of a number's move, `near` it."""
    found: dict[Side, list[tuple[Sentence, int]]] = {}
    for line in lines:
        s = line.sentence
        spans = [*((w.first, w.last) for w in s.whens), *((n.first, n.last) for n in line.names)]
        spans += [(q.first, q.core) for q in s.numbers]
        taken = {k for lo, hi in spans for k in range(lo, hi)}
        for i in s.places(SIDES.keys()):
            if s.low(i - 1) == "at" and s.low(i) in ("least", "most"):
                found.setdefault(("limit", int(s.low(i) == "most")), []).append((s, i))
            elif i not in taken and not _idle(s, i):
                for side in SIDES[s.low(i)]:
                    if side[0] in _OF_NUMBERS and i in near:
                        continue
                    found.setdefault(side, []).append((s, i))
    return found


def _idle(s: Sentence, i: int) -> bool:
    """`at least`, `as much as`, `little changed`, `for a week`: such words where they take no side."""
    low, before = s.low(i), s.low(i - 1)
    if low in _CASE:
        return not _PLEADS & {before, s.low(i - 2), s.low(i + 1), s.low(i + 2)}
    if low == "out":
        return s.low(i + 1) != "of"
    if low == "every" and s.low(i + 1) in ("week", "month", "year", "quarter"):
        return True
    if NEGATIVE & set(s.words(i - 3, i)) or (low in ("changed", "moved") and before not in _BEING):
        return True
    return (before in ("at", "or", "as") and low not in _WHICH) or (low == "up" and before in _SUMS)


_WHICH = wordset("same different opposite another")
_CASE = frozenset({"for", "against"})
_PLEADS = wordset("speak speaks spoke stand stands tell tells point points count counts case argue argues")
_BEING = wordset("has have had is are was were much greatly")
_SUMS = wordset("make makes made add adds")


def _crossed(
    here: Sequence[tuple[Sentence, int]], same: Sequence[tuple[Sentence, int]], other: Sequence[tuple[Sentence, int]]
) -> int | None:
    """Where a word of one side stands before what the plain text has the other side before."""
    mine, theirs = frozenset[str]().union(*map(_anchors, same)), frozenset[str]().union(*map(_anchors, other))
    return next((i for s, i in here if (x := _anchors((s, i))) & theirs and not x & mine), None)


def _anchors(place: tuple[Sentence, int]) -> frozenset[str]:
    """What a word stands before: the words and figures right behind it."""
    s, i = place
    before = frozenset({f"<{stem(s.low(i - 1))}"}) if i > s.lo and s.low(i - 1) in _OWNERS else frozenset()
    stop = next((k for k in range(i + 1, min(i + 1 + _REACH, s.hi)) if s.tokens[k].text in _STOPS), i + 1 + _REACH)
    return before | frozenset(
        stem(s.low(k)) if s.tokens[k].kind == "word" else s.low(k)
        for k in range(i + 1, min(stop, s.hi))
        if (s.tokens[k].kind == "word" and s.low(k) not in CONTENT_STOP and len(s.low(k)) > 2) or s.tokens[k].is_num
    )
