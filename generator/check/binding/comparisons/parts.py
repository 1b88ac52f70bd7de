"""Counts of the parts of an index, which no tape holds: `six of the 11 sectors fell`, `gainers outnumbered losers 3-to-1`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.text.numerals import number_word
from generator.check.text.plausible import PARTS
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_ALL = wordset("all every each most none half")
_SIDES = wordset("advancing declining advancers decliners gainers losers advances declines issues stocks")
_BETWEEN = wordset("of the its their primary main major s&p 500 dow nasdaq index industry individual benchmark and 's")
_VERBS = wordset("ended finished closed logged posted was were in")
_AHEAD = wordset("outnumbered outnumbering outnumber outpaced led")
_MISSING = "parts of an index are not on the tape"


def bind_parts(s: Sentence) -> Iterator[Claim]:
    """Claims about how many parts rose or fell."""
    for i in s.places(PARTS):
        first = _first(s, i)
        mark = next((m for m in s.marks if i < m.first <= i + 4 and m.cue.sign), None)
        if first is None or mark is None or s.boundary(first) or {",", ")"} & set(s.words(first, mark.first)):
            continue
        s.used |= {q.core for q in s.numbers if first <= q.core < mark.last}
        yield Claim(s, first, mark.last, "count", missing=_MISSING)
    for i in s.places(_AHEAD):
        q = next((k for k in range(i + 1, min(i + 8, s.hi)) if s.tokens[k].is_num), None)
        ratio = q is not None and s.low(q + 1) in ("to", "-", ":", "by")
        if q is not None and ratio and len(_SIDES & set(s.words(i - 3, i + 4))) > 1:
            yield Claim(s, q, min(q + 3, s.hi), "count", missing=_MISSING)


def _first(s: Sentence, i: int) -> int | None:
    """Where the count of some parts begins, or nothing."""
    k = i - 1
    while k >= s.lo and i - k < 9:
        if s.low(k) in _ALL:
            return k
        found = number_word(s.tokens, k)
        if (
            found is not None
            and s.low(k - 1) not in ("of", "the")
            and not any(m.first < k < m.last for m in s.mentions)
        ):
            return k - (s.low(k - 1) in _ALL)
        inside = any(m.first <= k < m.last for m in s.mentions)
        if found is None and not inside and s.low(k) not in _BETWEEN and not s.tokens[k].possessive:
            return None
        k -= 1
    return None
