"""On which side a text puts something: `above 16,000`, `the last 20 returns`, `before the halving`."""

from __future__ import annotations

from collections.abc import Sequence

from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.words.vocabulary import CONTENT_STOP, stem
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_REACH = 4  # tokens behind such a word that say what it is of
_PAIRS = [
    (wordset(one), wordset(other))
    for one, other in (
        ("above over", "below under beneath underneath"),
        ("first", "last latest"),
        ("highest best", "lowest worst"),
        ("before", "after following"),
        ("winning", "losing"),
        ("rising", "falling"),
        ("inside within", "outside beyond"),
    )
]
SIDE = {w: (k, side) for k, pair in enumerate(_PAIRS) for side, words in enumerate(pair) for w in words}


def sides(lines: Sequence[Line]) -> dict[tuple[int, int], frozenset[str]]:
    """What a text puts on which side: by pair of words and side, the words that follow."""
    found: dict[tuple[int, int], frozenset[str]] = {}
    for line in lines:
        s = line.sentence
        for i in s.places(SIDE.keys()):
            key = SIDE[s.low(i)]
            found[key] = found.get(key, frozenset()) | anchors(s, i)
    return found


def anchors(s: Sentence, i: int) -> frozenset[str]:
    """What a word stands before: the words and figures right behind it."""
    return frozenset(
        stem(s.low(k)) if s.tokens[k].kind == "word" else s.low(k)
        for k in range(i + 1, min(i + 1 + _REACH, s.hi))
        if (s.tokens[k].kind == "word" and s.low(k) not in CONTENT_STOP and len(s.low(k)) > 2) or s.tokens[k].is_num
    )
