"""What a sentence may not say once it is known for sure which plain sentences it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.judging.gate.reading.features import Feature
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.signs import cues_in
from generator.check.judging.gate.rules.greatest import moved_most, of_a_study
from generator.check.judging.gate.words.vocabulary import stems
from generator.check.report import Reason
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]

_STANDING = frozenset({"record", "extreme", "first", "any", "most", "multiple"})
_WILD = wordset("""
    skyrocketed soared exploded collapsed crashed plummeted cratered imploded rocketed surged plunged tumbled slumped
    skyrockets soars explodes collapses crashes plummets surges plunges tumbles slumps
""")


def strayed(line: Line, own: Sequence[Line]) -> Iterator[Fault]:
    """Claims in words and strong words that its plain sentences do not have."""
    yield from _claims(line, own)
    yield from _wild(line, own)


def _claims(line: Line, own: Sequence[Line]) -> Iterator[Fault]:
    known = stems(w for x in own for w in x.sentence.vocabulary)
    claimed = {_kind(p, x) for x in own for p in x.features}
    for f in line.features:
        kind, words = _kind(f, line), stems(line.sentence.words(f.first, f.last))
        if kind == "extreme" and (moved_most(f, line, own) or of_a_study(f, line, own)):
            continue
        others = kind == "any" and "other" in line.sentence.words(f.first, f.last + 1) and "other" not in known
        if others or (kind in _STANDING and kind not in claimed and (kind == "record" or not words <= known)):
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
