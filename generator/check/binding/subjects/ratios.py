"""Of which two instruments a ratio is told."""

from __future__ import annotations

from itertools import pairwise

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.text.entities import Name
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset


def ratio_of(s: Sentence) -> tuple[str, str] | None:
    """`the ratio of silver to gold`, `divide silver by gold`: which is over which."""
    divided = _divided(s) or _joined(s)
    if divided is not None:
        return divided
    k = next((i for i in range(s.lo, s.hi) if s.low(i) == "ratio" and s.low(i + 1) in ("of", "between")), None)
    if k is None:
        return None
    found = [m for m in s.mentions if k < m.first <= k + 9 and m.name.anaphor is None and m.key]
    joint = "to" if s.low(k + 1) == "of" else "and"
    if len(found) < 2 or s.low(found[1].first - 1 - (s.low(found[1].first - 1) == "the")) != joint:
        return None
    return found[0].key or "", found[1].key or ""


_JOINTS = (["/"], ["-"], ["\u2013"], ["to"], ["-", "to", "-"], ["to", "-"], [":"])


def _joined(s: Sentence) -> tuple[str, str] | None:
    """`the gold-silver ratio`, `gold/silver`, `the gold-to-silver ratio`: which is over which."""
    for one, two in pairwise(s.mentions):
        if not (one.key and two.key) or one.key == two.key:
            continue
        joint = s.words(one.last, two.first)
        named = s.low(two.last) == "ratio" and (joint in _JOINTS or (not joint and s.tokens[two.first].hyphen))
        if named or (joint == ["/"] and one.name.kind == two.name.kind != "rate" and s.tokens[two.first].glued):
            return one.key, two.key
    return None


_DIVIDED = wordset("divide divided dividing")


def _divided(s: Sentence) -> tuple[str, str] | None:
    """`Divide the Russell 2000 by the S&P 500`, `silver divided by gold`."""
    k = next(iter(s.places(_DIVIDED)), None)
    if k is None:
        return None
    found = [m for m in s.mentions if k - 4 <= m.first <= k + 10 and m.name.anaphor is None and m.key][:2]
    if len(found) < 2 or "by" not in s.words(found[0].last, found[1].first):
        return None
    return found[0].key or "", found[1].key or ""


def ratio_meant(s: Sentence, scene: Scene, first: int) -> tuple[str, str] | None:
    """`the ratio of the two, at 0.364, was the lowest since 2001`: of whom, where a clause speaks of their ratio."""
    here = s.part(first)
    heads = (here, here.head) if here.head is not None else (here,)
    said = any(({"ratio"} | _DIVIDED) & set(s.words(c.first, min(c.last, first))) for c in heads)
    if not said or any(w in ("put", "call", "sharpe", "price", "debt") for w in s.words(s.lo, first)):
        return None
    told = ratio_of(s) or two_names(s, scene, Name("", None, "", ""))
    return (told[0], told[1]) if told[0] and told[1] else None


def unmeasured_ratio(claim: Claim) -> Claim:
    """`The gold-silver ratio fell below 50`, `the ratio of the two rose 7 %`: said of a ratio, not of either of the two."""
    s, here = claim.sentence, claim.sentence.part(claim.first)
    if "ratio" not in s.vocabulary or not claim.readings or claim.first < here.body or here.verb is None:
        return claim
    told = "ratio" in s.words(here.body, min(here.verb, claim.last))
    if not told or any(r.measure.startswith("ratio") for r in claim.readings):
        return claim
    return replace(claim, readings=(), test=None, missing="a move of a ratio is not measured")


def two_names(s: Sentence, scene: Scene, name: Name) -> tuple[str | None, str | None]:
    """The two that a statistic is of: named, told as a pair before, or named last."""
    named = list(dict.fromkeys(m.key for m in s.mentions if m.key))
    if len(named) >= 2:
        return named[0], named[1]
    if scene.pair is not None and (not named or named[0] in scene.pair):
        return scene.pair  # `the ratio of the two`
    others = [n.key for n in scene.recent if n.key and n.key not in named]
    one = named[0] if named else (others[-2] if len(others) > 1 else None)
    two = next((k for k in reversed(others) if k != one), None)
    return one, two
