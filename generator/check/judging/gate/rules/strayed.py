"""What a sentence may not say once it is known for sure which plain sentences it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.judging.gate.reading.beside import beside
from generator.check.judging.gate.reading.features import Feature
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.signs import cues_in
from generator.check.judging.gate.rules.matching import Match, unit_class
from generator.check.judging.gate.words.vocabulary import stems
from generator.check.report import Reason
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]

_STANDING = frozenset({"record", "extreme", "first", "any", "most", "multiple"})
_WILD = wordset("""
    skyrocketed soared exploded collapsed crashed plummeted cratered imploded rocketed surged plunged tumbled slumped
    skyrockets soars explodes collapses crashes plummets surges plunges tumbles slumps
""")


def strayed(line: Line, own: Sequence[Line], matches: Sequence[Match]) -> Iterator[Fault]:
    """Claims in words, strong words and exchanged numbers that its plain sentences do not have."""
    yield from _claims(line, own)
    yield from _wild(line, own)
    yield from _exchanged(line, own, matches)


def _claims(line: Line, own: Sequence[Line]) -> Iterator[Fault]:
    known = stems(w for x in own for w in x.sentence.vocabulary)
    claimed = {_kind(p, x) for x in own for p in x.features}
    for f in line.features:
        kind, words = _kind(f, line), stems(line.sentence.words(f.first, f.last))
        if kind in _STANDING and kind not in claimed and (kind == "record" or not words <= known):
            yield "superlative", f"Its plain sentences do not say so: {line.sentence.phrase(f.first, f.last)}."


def _kind(f: Feature, line: Line) -> str:
    """The kind of a claim in words; a record that something is only measured from is none."""
    ever = f.kind == "ever" and not _EVER.isdisjoint(line.sentence.words(f.first, f.last + 1))
    return (
        "mark"
        if f.away and not {"a", "an"} & set(line.sentence.words(f.first - 2, f.first))
        else "record"
        if ever
        else f.kind
    )


_EVER = wordset("time all-time high low record highest lowest history than")


def _wild(line: Line, own: Sequence[Line]) -> Iterator[Fault]:
    wild = _WILD & line.sentence.vocabulary
    strong = any(_WILD & x.sentence.vocabulary or any(c.size == "large" for c in cues_in(x.sentence)) for x in own)
    if wild and not strong:
        yield "rounding", f"The word for the move is stronger than the plain one: {', '.join(sorted(wild))}."


def _exchanged(line: Line, own: Sequence[Line], matches: Sequence[Match]) -> Iterator[Fault]:
    """Numbers that have changed places: each stands with the words of another."""
    plain = [(a, beside(x, a)) for x in own for a in x.amounts if a.q.unit or a.q.form == "decimal"]
    astray = []
    for a, m in zip(line.amounts, matches, strict=True):
        size = m.told.amount.q.magnitude if m.told is not None else a.q.magnitude
        mine = [k for k, (p, _) in enumerate(plain) if p.q.magnitude == size]
        if len(mine) != 1:
            continue
        words = beside(line, a)
        near = [len(words & _alone(plain, k)) for k in range(len(plain))]
        rivals = [k for k, (p, _) in enumerate(plain) if k != mine[0] and unit_class(p.q) == unit_class(a.q)]
        if any(near[k] > near[mine[0]] for k in rivals):
            astray.append(line.sentence.phrase(a.q.first, a.q.last))
    if len(astray) > 1:  # one alone has only been told in other words
        yield "value", f"They stand where other numbers belong: {', '.join(astray)}."


def _alone(plain: Sequence[tuple[object, frozenset[str]]], k: int) -> frozenset[str]:
    """The words that only one of some numbers stands with."""
    return plain[k][1] - frozenset[str]().union(*(words for n, (_, words) in enumerate(plain) if n != k))
