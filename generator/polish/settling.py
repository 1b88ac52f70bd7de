"""Puts proposals into the draft and holds the whole against the gate, until what stands is accepted.

The gate is the only judge. A unit whose sentence it refuses falls back to its plain sentences; since sentences lend
each other names and times, the text is then judged again, at most once for each unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.check.judging.gate import Gate, Held, Tie
from generator.check.judging.gate.words.vocabulary import content, words_of
from generator.narrative.marks import Span
from generator.polish.units import Unit

Place = tuple[int, int]
LEFT_OUT = "omission"


@dataclass(frozen=True)
class Settled:
    """The text that stands, where each fact is stated in it, and whether the gate accepts it."""

    markdown: str
    spans: tuple[Span, ...]
    accepted: bool


def settle(gate: Gate, spans: Sequence[Span], groups: Sequence[Sequence[Unit]]) -> Settled:
    """Refuses units until the gate accepts the text. `groups` are the units of each passage, in their order."""
    units = [unit for group in groups for unit in group]
    for unit in units:
        if unit.live and (lost := _lost(unit)):
            unit.refuse([LEFT_OUT], lost)
    while True:
        text, places = _assembled(gate.text, groups)
        pairs = [(p, [(s.start, s.end) for s in u.sentences]) for u, p in zip(units, places, strict=True) if _said(u)]
        held = gate.judge(text, pairs=pairs)
        fallen = sum(_refuse(unit, why, told) for unit, why, told in _refused(gate, held, units, places))
        if not fallen:
            return Settled(text, tuple(_spans(gate, spans, held, units, places)), bool(held.report.accepted))


def _said(unit: Unit) -> bool:
    """Whether a unit says something in words of its own."""
    return unit.live and unit.text != unit.plain


def _assembled(plain: str, groups: Sequence[Sequence[Unit]]) -> tuple[str, list[Place]]:
    """The draft with the units in their passages' places, and where each unit stands in it."""
    parts: list[str] = []
    places: list[Place] = []
    at = length = 0

    def put(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for group in groups:
        start = min(s.start for u in group for s in u.sentences)
        end = max(s.end for u in group for s in u.sentences)
        put(plain[at:start])
        at = end
        if not any(unit.live for unit in group):
            places += [(length + u.sentences[0].start - start, length + u.sentences[-1].end - start) for u in group]
            put(plain[start:end])
            continue
        for k, unit in enumerate(group):
            put(" " if k else "")
            begin = length
            put(unit.text if unit.live and unit.text else unit.plain)
            places.append((begin, length))
    put(plain[at:])
    return "".join(parts), places


def _refuse(unit: Unit, reasons: Sequence[str], message: str) -> int:
    was = unit.live
    unit.refuse(reasons, message)
    return int(was)


def _refused(
    gate: Gate, held: Held, units: Sequence[Unit], places: Sequence[Place]
) -> Iterator[tuple[Unit, Sequence[str], str]]:
    """The live units that the gate does not let stand, and why."""
    live = [(unit, place) for unit, place in zip(units, places, strict=True) if unit.live]
    found = False
    for sentence in held.report.sentences or ():
        if not sentence.accepted:
            for unit in _blamed(live, sentence.start, sentence.end):
                found = True
                yield unit, sentence.reasons, sentence.message
    for unit, place in live:
        if message := _untold(gate, held, unit, place):
            found = True
            yield unit, [LEFT_OUT], message
    if not found and held.report.omitted:
        owners = [u for u, _ in live if any(s.id in held.report.omitted for x in u.sentences for s in x.spans)]
        for unit in owners or [u for u, _ in live]:
            yield unit, [LEFT_OUT], f"It leaves out: {', '.join(held.report.omitted)}."


def _blamed(live: Sequence[tuple[Unit, Place]], start: int, end: int) -> list[Unit]:
    """The units of a refused sentence; for a sentence that was not touched, the one that stands before it."""
    own = [unit for unit, place in live if place[0] < end and place[1] > start]
    before = [unit for unit, place in live if place[1] <= start]
    return own or before[-1:] or [unit for unit, _ in live]


def _lost(unit: Unit) -> str:
    """Of a sentence without a fact, whether nothing at all is left of it."""
    new = content(words_of(unit.text or ""))
    for sentence in unit.sentences:
        own = content(words_of(sentence.text))
        if not sentence.spans and own and len(own & new) * 4 < len(own):
            return f"Nothing is left of: {sentence.text}"
    return ""


def _untold(gate: Gate, held: Held, unit: Unit, place: Place) -> str:
    """The first number of a unit's plain sentences that its text does not tell."""
    told = {tie.plain for tie in held.ties if place[0] <= tie.start and tie.end <= place[1]}
    sizes = {size for at, size in held.numbers if place[0] <= at < place[1]}
    sizes |= {tie.size for tie in gate.ties if (tie.start, tie.end) in told}  # told in other digits
    for tie in gate.ties:
        own = any(s.start <= tie.start and tie.end <= s.end for s in unit.sentences)
        if own and tie.size not in sizes:
            return f"It leaves out: {gate.text[tie.start : tie.end]}."
    return ""


def _spans(
    gate: Gate, spans: Sequence[Span], held: Held, units: Sequence[Unit], places: Sequence[Place]
) -> Iterator[Span]:
    """The spans of the text that stands, in order: shifted, filled in from slots, or found again by the gate."""
    moved: list[Span] = []
    inside = set()
    for unit, (start, end) in zip(units, places, strict=True):
        own = [span for s in unit.sentences for span in s.spans]
        inside.update(own)
        if unit.live:
            moved += _of_unit(unit, own, gate, held.ties, (start, end))
        elif own:
            moved += _of_plain(unit, gate.text, start, end)
    shift = _shifts(gate.text, units, places)
    moved += [
        Span(start=s.start + shift(s.start), end=s.end + shift(s.start), id=s.id) for s in spans if s not in inside
    ]
    yield from sorted(set(moved), key=lambda s: (s.start, s.end))


def _of_plain(unit: Unit, plain: str, start: int, end: int) -> Iterator[Span]:
    """The spans of plain sentences, which stand at `start` in the new text, on one line or as they were."""
    first, last = unit.sentences[0], unit.sentences[-1]
    if end - start == last.end - first.start:
        yield from (
            Span(start=span.start - first.start + start, end=span.end - first.start + start, id=span.id)
            for s in unit.sentences
            for span in s.spans
        )
        return
    at = start
    for s in unit.sentences:
        for span in s.spans:
            before = len(" ".join((plain[s.start : span.start] + "x").split())) - 1
            words = " ".join(plain[span.start : span.end].split())
            yield Span(start=at + before, end=at + before + len(words), id=span.id)
        at += len(s.text) + 1


def _of_unit(unit: Unit, own: Sequence[Span], gate: Gate, ties: Sequence[Tie], place: Place) -> list[Span]:
    """The spans of a proposal: those of its slots, or else words left as they were and numbers that the gate tied."""
    start = place[0]
    if unit.spans or not own:
        return [Span(start=s.start + start, end=s.end + start, id=s.id) for s in unit.spans]
    found: list[Span] = []
    for span in own:
        words = gate.text[span.start : span.end]
        at = (unit.text or "").find(words)
        tie = next((t for t in ties if _repeats(t, span) and place[0] <= t.start and t.end <= place[1]), None)
        spot = (start + at, start + at + len(words)) if at >= 0 else (tie.start, tie.end) if tie else None
        if spot and not any(s.start < spot[1] and spot[0] < s.end for s in found):
            found.append(Span(start=spot[0], end=spot[1], id=span.id))
    return found


def _repeats(tie: Tie, span: Span) -> bool:
    return span.start <= tie.plain[0] and tie.plain[1] <= span.end


def _shifts(plain: str, units: Sequence[Unit], places: Sequence[Place]) -> Callable[[int], int]:
    """By how much text behind the passages has moved."""
    ends: dict[str, tuple[int, int]] = {}
    for unit, place in zip(units, places, strict=True):
        end = max(s.end for s in unit.sentences)
        was = ends.get(unit.passage.id, (0, 0))
        ends[unit.passage.id] = (max(was[0], end), max(was[1], place[1]))
    pairs = sorted(ends.values())

    def shift(at: int) -> int:
        return next((new - old for old, new in reversed(pairs) if old <= at), 0)

    return shift
