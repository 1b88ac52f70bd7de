"""Numbers of a sentence that have changed places: each stands with the words of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.beside import SAME, beside
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.rules.matching import Match, unit_class
from generator.check.judging.gate.words.vocabulary import CONTENT_STOP, stem
from generator.check.report import Reason
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]
Words = frozenset[str]

_MORE = 2  # words by which the other place must fit better


def faults_of_exchange(line: Line, own: Sequence[Line], matches: Sequence[Match]) -> Iterator[Fault]:
    """Two numbers of one kind that would fit the words of its plain sentences better the other way round."""
    plain = {a.q.magnitude: _beside(x, a) for x in own for a in x.amounts if _figure(a)}
    told = [
        (a, m.told.amount.q.magnitude, m.told.kind)
        for a, m in zip(line.amounts, matches, strict=True)
        if m.told is not None and _figure(a) and m.told.amount.q.magnitude in plain
    ]
    for (a, x, of), (b, y, other) in combinations(told, 2):
        if x == y or of != other or unit_class(a.q) != unit_class(b.q):
            continue
        one, two = plain[x] - plain[y], plain[y] - plain[x]
        here, there = _beside(line, a), _beside(line, b)
        crossed = (len(here & two), len(there & one))
        if min(crossed) and sum(crossed) >= len(here & one) + len(there & two) + _MORE:
            phrase = line.sentence.phrase
            yield "value", f"They have changed places: {phrase(a.q.first, a.q.last)} and {phrase(b.q.first, b.q.last)}."
            return


def _beside(line: Line, a: Amount) -> Words:
    """The words that a number stands with, from a stop or a number to the next; but for names, which it is held to anyway."""
    s = line.sentence
    named = {k for n in line.names for k in range(n.first, n.last)}
    ends = {k for x in line.amounts if x is not a for k in range(x.q.first, x.q.last)}
    lo, hi = a.q.first, a.q.last
    while lo > s.lo and lo - 1 not in ends and s.low(lo - 1) not in _APART:
        lo -= 1
    while hi < s.hi and hi not in ends and s.low(hi) not in _APART:
        hi += 1
    words = (s.low(k) for k in (*range(lo, a.q.first), *range(a.q.last, hi)) if k not in named)
    return frozenset(stem(SAME.get(w, w)) for w in words if w[:1].isalpha() and w not in CONTENT_STOP)


_APART = wordset(", ; : ( ) and but while whereas against from versus compared")


def faults_of_rivals(line: Line, own: Sequence[Line], matches: Sequence[Match]) -> Iterator[Fault]:
    """Where its plain sentences are known for sure: two or more numbers that each stand with the words of some other."""
    plain = [(a, beside(x, a)) for x in own for a in x.amounts if _figure(a)]
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


def _alone(plain: Sequence[tuple[object, Words]], k: int) -> Words:
    """The words that only one of some numbers stands with."""
    return plain[k][1] - frozenset[str]().union(*(words for n, (_, words) in enumerate(plain) if n != k))


def _figure(a: Amount) -> bool:
    return bool(a.q.unit) or a.q.form == "decimal"
