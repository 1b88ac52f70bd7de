"""Readings in favour of something and against it: each stays in the list that the plain text has it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.judging.gate.reading.lines import Line
from generator.check.report import Reason
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]

_PRO = wordset("risk appetite believer believers")
_CON = wordset("caution cautious doubter doubters opposite against")


def faults_of_list(line: Line, own: Sequence[Line]) -> Iterator[Fault]:
    """A figure in the other list than its plain sentences have it in."""
    s = line.sentence
    if (_PRO | _CON).isdisjoint(s.vocabulary):
        return
    for a in line.amounts:
        here = _side(s, a.q.first) if a.q.unit or a.q.form == "decimal" else None
        if here is None:
            continue
        there = {
            side
            for x in own
            for p in x.amounts
            if p.q.magnitude == a.q.magnitude and (side := _side(x.sentence, p.q.first)) is not None
        }
        if there and here not in there:
            yield "comparison", f"The plain text has {s.phrase(a.q.first, a.q.last)} on the other side."
            return


def _side(s: Sentence, i: int) -> bool | None:
    """For (`True`) or against: by the only such word of its stretch between stops, else by the last one before it."""
    lo, hi = s.hard_clause(i)
    near = {s.low(k) in _PRO for k in s.places(_PRO | _CON) if lo <= k < hi}
    if len(near) == 1:
        return near.pop()
    before = [k for k in s.places(_PRO | _CON) if k < i]
    return s.low(before[-1]) in _PRO if before else None
