"""Superlatives that the plain text has in other words: `the largest mover` for `moved most`, `the worst case` for its figure."""

from __future__ import annotations

from collections.abc import Sequence

from generator.check.judging.gate.reading.features import UNMATCHED, Feature
from generator.check.judging.gate.reading.lines import Line
from generator.check.text.wordset import wordset


def greatest(words: Sequence[str]) -> bool:
    """Whether words say that no other was as large: `the biggest rise`, `the most`, `unmatched`."""
    return " ".join(words) in UNMATCHED or not _GREATEST.isdisjoint(words)


_GREATEST = wordset(
    "most best worst biggest largest greatest sharpest steepest strongest longest widest deepest highest"
)


def moved_most(f: Feature, line: Line, own: Sequence[Line]) -> bool:
    """`the largest mover` for `moved most`."""
    if not greatest(line.sentence.words(f.first, f.last)) or any(w.since for w in line.sentence.whens):
        return False
    return any(x.sentence.low(i - 1).endswith("ed") for x in own for i in x.sentence.places({"most"}))


def of_a_study(f: Feature, line: Line, own: Sequence[Line]) -> bool:
    """`the worst case, −22%`: what a study found at its ends, though the plain text has no such word."""
    s = line.sentence
    beside = [a.q for a in line.amounts if 0 <= a.q.first - f.last <= 8]
    if s.low(f.last - 1) not in ("worst", "best") or not beside:
        return False
    shown = {p.q.magnitude: p.q.sign or p.sign for x in own for p in x.amounts}
    return beside[0].sign * f.sign > 0 and shown.get(beside[0].magnitude) == f.sign
