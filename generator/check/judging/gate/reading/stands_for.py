"""Which sentences of the plain text a sentence of the rewrite stands for: those that share most of what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from math import log

from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.words.vocabulary import content

MOST = 4  # plain sentences that one sentence may have merged
_WORTH = 0.22  # of what a sentence says, which a plain one must share to be one of its own
_LEFT = 1.6  # how much more a plain sentence counts that the rewrite does not have word for word
_FORMAL = frozenset({"row", "date", "dated", "dates"})
_NUMBER = 1.5  # how much more a number tells than a word


class StandsFor:
    """The sentences of a plain text, to be found again by their numbers, names, days and words."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._said = [_said(x) for x in lines]
        often = Counter(w for said in self._said for w in said)
        total = len(lines) + 1
        self._weight = {w: log(total / n) * (_NUMBER if w.startswith("#") else 1) for w, n in often.items()}
        self._holding: dict[str, list[int]] = {}
        for k, said in enumerate(self._said):
            for w in said:
                self._holding.setdefault(w, []).append(k)

    def find(self, line: Line, told: Sequence[Amount | None], left: Collection[int]) -> list[Line]:
        """The plain sentences of a line; `told` are the plain numbers that its own repeat, `left` the sentences that the
        rewrite does not repeat word for word (by `id`)."""
        return [self._lines[k] for k in self._found(_said(line, told), {id(t.sentence) for t in told if t}, left)]

    def _found(self, said: frozenset[str], told: Collection[int], left: Collection[int]) -> Iterator[int]:
        wanted = {w for w in said if w in self._weight}
        whole = sum(self._weight[w] for w in wanted)
        taken: set[int] = set()
        while wanted and len(taken) < MOST:
            shares: Counter[int] = Counter()
            for w in wanted:
                for k in self._holding[w]:
                    if k not in taken:
                        shares[k] += self._weight[w]  # type: ignore[assignment]
            ranked = {k: x * self._liking(k, told, left) for k, x in shares.items()}
            best = max(ranked, key=lambda k: (ranked[k], -k), default=None)
            if best is None or ranked[best] < _WORTH * whole:
                return
            taken.add(best)
            yield best
            wanted -= self._said[best]

    def _liking(self, k: int, told: Collection[int], left: Collection[int]) -> float:
        mine = id(self._lines[k].sentence)
        return (_LEFT if mine in left else 1.0) * (1.5 if mine in told else 1.0)


def _said(line: Line, told: Sequence[Amount | None] = ()) -> frozenset[str]:
    """What a sentence says, each thing by a mark of its own; a number by the plain one that it repeats."""
    s = line.sentence
    spans = [*((n.first, n.last) for n in line.names), *((w.first, w.last) for w in s.whens)]
    taken = {k for first, last in spans for k in range(first, last)}
    words = content(
        s.low(i) for i in range(s.lo, s.hi) if i not in taken and s.tokens[i].kind == "word" and s.low(i) not in _FORMAL
    )
    names = {f"@{key}" for n in line.names for key in n.ids}
    numbers = {f"#{a.q.magnitude.normalize()}" for a in (t or a for a, t in zip_longest(line.amounts, told))}
    days = {f"={w.start}:{w.end}" for w in s.whens if w.start}
    return words | names | numbers | days
