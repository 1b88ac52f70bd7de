"""The words that a number stands with."""

from __future__ import annotations

from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.words.vocabulary import stem
from generator.check.text.wordset import wordset

_STOPS = frozenset(",;:()\u2014")
_LEADS_ON = wordset("from to at against after while whereas whose with and but")
_LIGHT = wordset("the a an its it and but that which is was are were has have had")


SAME = {
    **dict.fromkeys(("average", "averages", "averaged", "averaging"), "mean"),
    **dict.fromkeys(("previous", "former", "prior"), "last"),
}


def beside(line: Line, a: Amount, *, with_names: bool = True) -> frozenset[str]:
    """The words that a number stands with: to the next stop or number on either side; if none before it, those before."""
    s = line.sentence
    edges = {q.last for q in (x.q for x in line.amounts) if q.last <= a.q.first} | {s.lo}
    low = max(edges)
    stops = [i for i in range(low, a.q.first) if s.tokens[i].text in _STOPS]
    left = stops[-1] + 1 if stops else low
    if left == a.q.first and stops:  # `Volatility, 33.6%, was`: a number in brackets of its own
        left = max((i + 1 for i in range(s.lo, left - 1) if s.tokens[i].text in _STOPS), default=s.lo)
    right = next((i for i in range(a.q.last, s.hi) if _ends(line, i)), s.hi)
    named = {k for n in line.names for k in range(n.first, n.last)} | {
        k for w in s.whens for k in range(w.first, w.last)
    }
    words = [s.low(i) for i in (*range(left, a.q.first), *range(a.q.last, right)) if i not in named or with_names]
    return frozenset(stem(SAME.get(w, w)) for w in words if w not in _LIGHT and w[:1].isalpha())


def _ends(line: Line, i: int) -> bool:
    """Whether what belongs to a number ends at a token behind it: a stop, a word that leads on, another number."""
    s = line.sentence
    return s.tokens[i].text in _STOPS or s.low(i) in _LEADS_ON or any(x.q.first == i for x in line.amounts)
