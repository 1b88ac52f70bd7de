"""Whether a number stands with the words of its own plain sentence, or with those of another number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.beside import beside
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.nearby import BySize
from generator.check.judging.gate.reading.told import Told
from generator.check.judging.gate.rules.matching import Match, alike, unit_class
from generator.check.judging.gate.words.vocabulary import content
from generator.check.report import Reason
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]
Words = frozenset[str]

_COMMON = content(
    wordset("""
    rise rises rose fall falls fell gain gains lost loss change changes level levels close closes closed closing day days
    week month year session sessions percent per cent points point basis billion million trillion last first one over
    down up higher lower above below than since end today now more less also still new data while only stood stands
    price prices share shares index stock file total under ended move moves reached reach record records monday tuesday wednesday thursday friday
""")
)


@dataclass(frozen=True, slots=True, eq=False)
class Kin:
    """A number of the plain text, the words right beside it, and those of its sentence."""

    told: Told
    near: Words
    all: Words


def kin_of(lines: Sequence[Line], told: Sequence[Told]) -> list[Kin]:
    """The numbers of the plain text with the words that tell them apart."""
    by_sentence = {id(x.sentence): x for x in lines}
    found = []
    for t in told:
        line = by_sentence[id(t.amount.sentence)]
        s = line.sentence
        found.append(Kin(t, telling(beside(line, t.amount, with_names=False)), telling(content(s.words(s.lo, s.hi)))))
    often = Counter(w for k in found for w in k.all)
    rare = {w for w, n in often.items() if n <= max(4, len(found) // 6)}
    return [Kin(k.told, k.near & rare, k.all) for k in found]


def about(line: Line, *, with_names: bool = False) -> Words:
    """The words that say what a sentence is about, with or without its names."""
    s = line.sentence
    taken = {k for n in line.names for k in range(n.first, n.last) if not with_names}
    return telling(content(s.low(i) for i in range(s.lo, s.hi) if i not in taken))


def telling(words: Words) -> Words:
    """Words that say what a number is of."""
    return words - _COMMON


def faults_of_kin(line: Line, kin: Sequence[Kin], sizes: BySize[Told], matches: Sequence[Match]) -> Iterator[Fault]:
    """Numbers that stand with the words of another; `sizes` are the numbers of the plain text by size."""
    for a, m in zip(line.amounts, matches, strict=True):
        if m.told is not None and (a.q.unit or a.q.form == "decimal") and (stolen := _stolen(line, a, kin, sizes)):
            words = line.sentence.phrase(a.q.first, a.q.last)
            yield "value", f"{words} stands where the plain text has another number: {', '.join(sorted(stolen))}."


def _stolen(line: Line, a: Amount, kin: Sequence[Kin], sizes: BySize[Told]) -> Words:
    """The words beside a number that belong to another one, where none is its own."""
    mine = telling(beside(line, a, with_names=False))
    if not mine:
        return frozenset()
    same = {id(t) for t in alike(a, sizes)}
    own = [k for k in kin if id(k.told) in same]
    if not own:
        return frozenset()
    near: Words = frozenset().union(*(k.near for k in own))
    known: Words = frozenset().union(*(k.all for k in own))
    for k in kin:
        if k in own or unit_class(k.told.amount.q) != unit_class(a.q):
            continue
        together = any(k.told.amount.sentence is o.told.amount.sentence for o in own)
        its = (mine & k.near) - (near if together else known)
        if its and not (mine & near) - k.near:
            return its
    return frozenset()
