"""Whether a number stands with the words of its own plain sentence, or with those of another number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.beside import beside
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.told import Told
from generator.check.judging.gate.rules.matching import Match, unit_class
from generator.check.judging.gate.words.vocabulary import content, stems
from generator.check.report import Reason
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]
Words = frozenset[str]

_COMMON = content(
    wordset("""
    rise rises rose fall falls fell gain gains lost loss change changes level levels close closes closed closing day days
    week month year session sessions percent per cent points point basis billion million trillion first one take takes took over
    after before though while than coin metal one shows show down up higher lower above below than since end today now more less also still new data while only stood stands
    price prices share shares index stock file total under ended move moves reached reach record records monday tuesday wednesday thursday friday
""")
)


_AGO = frozenset({"ago"})  # it tells what was from what is, however often it stands


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
    rare = {w for w, n in often.items() if n <= max(4, len(found) // 6)} | _AGO
    return [Kin(k.told, k.near & rare, k.all) for k in found]


def about(line: Line, *, with_names: bool = False) -> Words:
    """The words that say what a sentence is about, with or without its names."""
    s = line.sentence
    taken = {k for n in line.names for k in range(n.first, n.last) if not with_names}
    return telling(content(s.low(i) for i in range(s.lo, s.hi) if i not in taken))


def telling(words: Words) -> Words:
    """Words that say what a number is of."""
    return words - _COMMON


def faults_of_kin(line: Line, kin: Sequence[Kin], own: Sequence[Line], matches: Sequence[Match]) -> Iterator[Fault]:
    """Numbers that have changed places, or taken that of another: they stand with its words."""
    sentences = {id(x.sentence) for x in own}
    near = [k for k in kin if id(k.told.amount.sentence) in sentences]
    here = {m.told.amount.q.magnitude for m in matches if m.told is not None}
    astray = [
        (a, k, words) for a, m in zip(line.amounts, matches, strict=True) for k, words in _stolen(line, a, m, near)
    ]
    for a, k, words in astray:
        if len({id(x) for x, _, _ in astray}) > 1 or k.told.amount.q.magnitude not in here:
            yield (
                "value",
                f"{line.sentence.phrase(a.q.first, a.q.last)} stands where the plain text has another number: {', '.join(sorted(words))}.",
            )
            return


def _stolen(line: Line, a: Amount, m: Match, kin: Sequence[Kin]) -> Iterator[tuple[Kin, Words]]:
    """The numbers with whose words a number stands, where none is its own; and those words."""
    if m.told is None or not (a.q.unit or a.q.form == "decimal"):
        return
    mine = telling(beside(line, a, with_names=False)) - _cues(line)
    own = [k for k in kin if k.told.amount.q.magnitude == m.told.amount.q.magnitude]
    near: Words = frozenset().union(*(k.near for k in own))
    for k in kin if own else ():
        its = (mine & k.near) - near
        if k not in own and its and unit_class(k.told.amount.q) == unit_class(a.q) and not (mine & near) - k.near:
            yield k, its


def _cues(line: Line) -> Words:
    """The words of direction of a sentence, which any number may stand with."""
    s = line.sentence
    return stems(s.low(k) for mark in s.marks for k in range(mark.first, mark.last) if mark.cue.role not in _TELLING)


_TELLING = frozenset({"super", "rank", "record"})
