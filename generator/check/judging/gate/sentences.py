"""One sentence of a rewrite against the plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from generator.check.comparing.sizes import size_fits
from generator.check.judging.gate.amounts import Amount
from generator.check.judging.gate.features import Feature, winner
from generator.check.judging.gate.lines import Line
from generator.check.judging.gate.manner import caveat_of, faults_of_manner
from generator.check.judging.gate.matching import Match, match
from generator.check.judging.gate.names import Ids
from generator.check.judging.gate.nearby import BySize
from generator.check.judging.gate.stretches import covers, days_of_fact, stretches_in
from generator.check.judging.gate.told import Told
from generator.check.judging.gate.words import SPARE, Vocabulary
from generator.check.report import Finding, Judged, Reason
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset
from generator.facts import Fact

_FOREIGN = re.compile(
    r"<!--.{0,3000}?-->|</?[A-Za-z][^<>]{0,500}>|https?://\S+|www\.\S+|!?\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)|\b[\w-]+\.(?:example|com|org|net|io)\b",
    re.S,
)
_RELATIVE = ("streak.beat", "streak.lag", "spread", "gap")
_KEPT = "internal."  # what a text says against itself needs no plain text


@dataclass(frozen=True)
class Plain:
    """The plain text as read."""

    lines: list[Line]
    told: list[Told]
    facts: list[Fact]
    words: Vocabulary
    parts: dict[str, Ids]
    kinds: dict[str, str]
    as_of: date

    @cached_property
    def numbers(self) -> BySize[Told]:
        """Its numbers by size: as written, and at full precision."""
        return BySize((t, map(float, (t.amount.q.value, *t.values))) for t in self.told)

    @cached_property
    def ids(self) -> Ids:
        """Every instrument that it names."""
        return frozenset().union(*(n.ids for x in self.lines for n in x.names))

    @cached_property
    def days(self) -> set[date]:
        """Every day that it, or a fact behind it, knows."""
        days = {d for x in self.lines for w in x.sentence.whens for d in (w.start, w.end) if d and w.grain == "day"}
        return days | {self.as_of} | {d for f in self.facts for d in days_of_fact(f)}

    @cached_property
    def verbatim(self) -> dict[str, list[Line]]:
        """Its sentences by their letters."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(_letters(line.sentence), []).append(line)
        return found

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences."""
        return [line.sentence for line in self.lines]

    @cached_property
    def remarks(self) -> list[Sentence]:
        """Its sentences without a number."""
        return [line.sentence for line in self.lines if not line.amounts]

    @cached_property
    def spans(self) -> set[tuple[date | None, date | None]]:
        """The periods that it names."""
        return {(w.start, w.end) for x in self.lines for w in x.sentence.whens}


def judge_line(line: Line, plain: Plain, findings: Sequence[Finding]) -> tuple[Judged, list[tuple[Amount, Told]]]:
    """The verdict on a sentence, and its numbers with what they repeat of the plain text."""
    s = line.sentence
    start, end = s.span(s.lo, s.hi)
    matches = [match(a, plain.told, plain.numbers, plain.kinds, len(plain.ids)) for a in line.amounts]
    told = [(a, m.told) for a, m in zip(line.amounts, matches, strict=True) if m.told]
    reasons: dict[str, str] = {}
    if not _verbatim(line, plain):
        for reason, message in _faults(line, plain, matches, [f for f in findings if f.start < end and f.end > start]):
            reasons.setdefault(reason, message)
    message = " ".join(dict.fromkeys(reasons.values()))
    return Judged(start=start, end=end, accepted=not reasons, reasons=tuple(reasons), message=message), told


def _faults(
    line: Line, plain: Plain, matches: Sequence[Match], findings: Sequence[Finding]
) -> Iterator[tuple[Reason, str]]:
    s = line.sentence
    yield from ((m.reason, m.message) for m in matches if m.reason)
    own = [f for f in findings if f.kind.startswith(_KEPT) and f.verdict != "supported"]
    yield from ((f.reason or "internal", f.message) for f in own)
    yield from _strangers(line, plain)
    yield from _times(line, plain)
    yield from _claims(
        line, plain, any(f.measure in ("drawdown", "record.high") for m in matches if m.told for f in m.told.facts)
    )
    yield from faults_of_manner(s, plain.words, plain.sentences, any(m.told for m in matches))
    if not any(m.told for m in matches) and not line.features and plain.words.asserts(s, bool(line.names)):
        yield "no_data", "A statement about the market that the plain text does not make."
    brought = plain.words.brings(s)
    if brought:
        yield "no_data", "Not in the plain text: " + ", ".join(brought[:6]) + "."
    strange = plain.words.strange(s)
    if len(strange) > SPARE + (any(m.told for m in matches)):
        yield "no_data", "Not in the plain text: " + ", ".join(strange[:6]) + "."


def _verbatim(line: Line, plain: Plain) -> bool:
    """A sentence of the plain text, as it stands there, speaking of the same."""
    return any(
        (
            bool(x.names)
            or not x.amounts
            or x.place.ids == line.place.ids
            or x.place.head == line.place.head != frozenset()
        )
        for x in plain.verbatim.get(_letters(line.sentence), ())
    )


def _letters(s: Sentence) -> str:
    return re.sub(r"\W+", " ", s.text).strip().lower()


def _strangers(line: Line, plain: Plain) -> Iterator[tuple[Reason, str]]:
    """Names that the plain text does not have."""
    known = plain.ids
    if any(
        not n.ids & known and not all(plain.words.has(w) for w in line.sentence.words(n.first, n.last) if len(w) > 2)
        for n in line.names
    ):
        yield "subject", "An instrument that the plain text does not name."
    new = plain.words.names_new(line.sentence)
    if new:
        yield "no_source", "A name that the plain text does not have: " + ", ".join(new[:4]) + "."


def _times(line: Line, plain: Plain) -> Iterator[tuple[Reason, str]]:
    """Days and stretches that the plain text does not have, and stale numbers told as today's."""
    s, days = line.sentence, plain.days
    for w in s.whens:
        if w.grain != "window" and w.start and not covers(w, days) and (w.start, w.end) not in plain.spans:
            yield "date", f"A day that the plain text does not name: {s.phrase(w.first, w.last)}."
    if not line.amounts and (own := caveat_of(s, plain.remarks)) is not None:
        told = {w.end for w in own.whens if w.grain == "day"}
        if told and any(w.grain == "day" and w.end not in told for w in s.whens):
            yield "date", "The plain text has another day for it."
    stale = {f.subject for f in plain.facts if f.status == "stale"}
    fresh = {f.subject for f in plain.facts if f.status != "stale"}
    ids: Ids = frozenset().union(*(n.ids for n in line.names)) or line.place.ids
    if ids & stale and not ids & fresh and _as_today(s, plain.as_of):
        yield "date", "A stale series is told as today's."


def _as_today(s: Sentence, as_of: date) -> bool:
    denied = any(w in ("not", "never", "nobody", "no") or w.endswith("n't") for w in s.words(s.lo, s.hi))
    today = any(w in ("today", "tonight", "now") for w in s.words(s.lo, s.hi))
    dated = any(w.grain == "day" and w.end == as_of and not w.since for w in s.whens)
    return not denied and (today or dated)


def _claims(line: Line, plain: Plain, measured: bool) -> Iterator[tuple[Reason, str]]:
    """Claims in words that the plain text does not make."""
    for f in line.features:
        what = line.sentence.phrase(f.first, f.last)
        if f.kind == "move":
            if f.size and _oversized(f, plain):
                yield "rounding", f"The word for the move is too strong or too weak: {what}."
            if "both" in line.sentence.words(line.sentence.lo, f.first) and _parted(f, plain):
                yield "comparison", f"The plain text has the two apart: {what}."
            if _against(f, plain):
                yield "direction", f"The plain text has it the other way: {what}."
        elif f.kind == "versus":
            if not _compared(line, f, plain):
                yield "comparison", f"The plain text does not compare so: {what}."
        elif not (measured and _from_high(line.sentence, f, plain)) and not any(
            _says(p, x, f, line) for x in plain.lines for p in x.features
        ):
            yield "superlative", f"The plain text does not say so: {what}."


_LEVELS = wordset("high highs highest low lows lowest peak peaks top tops bottom bottoms closing close")


def _from_high(s: Sentence, f: Feature, plain: Plain) -> bool:
    """Whether a record is only what a distance of the plain text is measured from."""
    if f.kind in ("record", "ever"):
        return (f.away or f.kind == "ever") and any(
            p.kind == "record" and p.ids & f.ids for x in plain.lines for p in x.features
        )
    level = any(w in _LEVELS for w in s.words(f.first, f.last + 2))
    return f.kind == "extreme" and f.detail != "size" and not f.since and level


_ALIKE = {"record": {"record", "ever"}, "ever": {"record", "ever", "first"}, "extreme": {"extreme"}, "first": {"first"}}


def _says(p: Feature, x: Line, f: Feature, line: Line) -> bool:
    """Whether a claim of the plain text is the same."""
    if p.kind not in _ALIKE.get(f.kind, {f.kind}):
        return False
    if p.sign and f.sign and p.sign != f.sign:
        return False
    if p.ids and f.ids and not p.ids & f.ids:
        return False
    if "level" in (p.detail, f.detail) and p.detail and f.detail and p.detail != f.detail:
        return False
    if f.within and not any(f.within & r.forms for r in stretches_in(x.sentence, date.max)):
        return False
    if f.since and not set(f.since) & {d for w in x.sentence.whens for d in (w.start, w.end) if d}:
        return False
    if f.kind in ("record", "ever"):
        return f.away or (p.negated == f.negated and not p.away) or (f.negated and p.away)
    return p.negated == f.negated


def _against(f: Feature, plain: Plain) -> bool:
    """Whether every move that the plain text tells of the same goes the other way."""
    if f.every:
        return any(_against(replace(f, ids=frozenset({key}), every=False), plain) for key in f.ids)
    own = [t for t in plain.told if t.sign and t.amount.ids & f.ids and t.amount.q.unit]
    within = [t for t in own if f.stretch & t.forms] or own
    sign = -f.sign if f.negated else f.sign
    return bool(within) and all(t.sign != sign for t in within)


def _parted(f: Feature, plain: Plain) -> bool:
    """Whether the plain text says that what both did, they did in opposite ways."""
    return any(p.kind == "apart" and not p.negated and p.ids & f.ids for x in plain.lines for p in x.features)


def _oversized(f: Feature, plain: Plain) -> bool:
    """Whether a word of size fits no move that the plain text tells of the same."""
    moves = [
        x
        for t in plain.told
        if t.amount.ids & f.ids
        for x in t.facts
        if x.measure == "change" and isinstance(x.value, int | float)
    ]
    return bool(moves) and not any(
        size_fits(f.size, float(x.value or 0), plain.kinds.get(x.subject, ""), x.window) for x in moves
    )


def _compared(line: Line, f: Feature, plain: Plain) -> bool:
    """Whether the plain text compares the same two, to the same end."""
    best, other = winner(line.sentence, f, line.names, line.place)
    pairs = [winner(x.sentence, p, x.names, x.place) for x in plain.lines for p in x.features if p.kind == "versus"]
    pairs += [
        _ahead(x) for t in plain.told for x in t.facts if x.measure in _RELATIVE and isinstance(x.value, int | float)
    ]
    return any((not best or not a or best & a) and (not other or not b or other & b) for a, b in pairs)


def _ahead(fact: Fact) -> tuple[Ids, Ids]:
    """Who a fact puts ahead of whom."""
    one, two = frozenset({fact.subject}), frozenset({fact.versus or ""})
    return (two, one) if fact.measure == "streak.lag" or float(fact.value or 0) < 0 else (one, two)


def added_markup(text: str, plain: str) -> list[Judged]:
    """Links, tags and comments that the plain text does not have."""
    return [
        Judged(start=m.start(), end=m.end(), accepted=False, reasons=("no_source",), message="A link or markup that the plain text does not have.")
        for m in _FOREIGN.finditer(text) if m[0] not in plain
    ]  # fmt: skip
