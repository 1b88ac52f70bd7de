"""The day that stands right by a level and owns it."""

from __future__ import annotations

from generator.check.binding.measures.bases import EXTREME_WORDS
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_SET_ON = frozenset(
    {"of", "(", "on", "the", "from", "set", ",", "reached", "hit", "touched", "recorded", "made", "seen", "it", "they"}
)
_CLOSE_OF = wordset("close closing level finish settlement reading price value figure fix of at was")


def own_day(s: Sentence, q: Quantity) -> When | None:
    """The day that stands by a level: `the 2,930.75 of 20 September`, `8,109.69 (29 August)`, `Friday's close of 5,346.56`."""
    for w in s.whens:
        if w.grain != "day" or not w.end or (s.low(w.last) == ":" and s.low(w.first - 1) == "("):
            continue
        if s.low(w.last - 1) == "after" and w.first >= q.last:
            continue  # `slipped to $71,397 a day after setting a record`
        after = s.words(q.last, w.first) if w.first >= q.last else []
        if after == [",", "from"]:
            return w
        if (
            (not w.edge or is_one(s, w))
            and q.last <= w.first <= q.last + 3
            and after[:1] != [","]
            and all(k in _SET_ON for k in after)
        ):
            return w
        if w.last <= q.first <= w.last + 4 and q.unit in ("", "money", "points") and not q.sign and _owns(s, w, q):
            return w
    return None


def is_one(s: Sentence, w: When) -> bool:
    """`on the final trading day of 2022`: a day, and no mere end of a period."""
    return not {"day", "session"}.isdisjoint(s.words(w.first, w.last))


def _owns(s: Sentence, w: When, q: Quantity) -> bool:
    """`29 August (8,109.69)`, `Friday's close of 5,346.56`: a day right before its level."""
    before = s.words(w.last, q.first)
    if before in ([",", "at"], ["at"]) and any(t.is_num for t in s.tokens[w.first : w.last]):
        return q.unit != "percent"  # `it last closed higher on April 19, 2002, at 1,125.17`
    if before == ["("]:
        return s.low(w.first - 2) not in EXTREME_WORDS
    return s.tokens[w.last - 1].possessive and all(k in _CLOSE_OF for k in before)
