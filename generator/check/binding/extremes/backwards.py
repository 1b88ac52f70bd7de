"""Days that one has to go back to: `a level last seen in July`, `you have to go back to 1987 for a worse one`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.extremes import bound, of_amount
from generator.check.binding.extremes.lookbacks import antecedent
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.words.nouns import LEVEL_NOUNS, PERIODS
from generator.check.binding.words.past import BETTER, BIGGER, COMPARED, HIGHER, LOWER, SEEN, SIZED, TALL, WORSE
from generator.check.binding.words.reaches import Reach, What, reach_after
from generator.check.text.scopes import Scope
from generator.check.text.sentence import Sentence
from generator.check.text.when import When

_MOST = HIGHER | LOWER | {"most", "least", "more", "further", "harder"}


def bind_backwards(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims that name the day on which something was last as good, as bad, as high."""
    yield from _go_back(s, scene)
    yield from _mosts(s, scene)
    yield from _last_seen(s, scene)


def _last_seen(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`a level last seen in July`, `was last this high in 2007`, `last closed below it in May`."""
    for when in s.whens:
        if when.first in s.spent or when.start is None or when.end is None or when.since:
            continue
        k = when.first - 1
        while s.low(k) in (
            "in",
            "on",
            "the",
            "back",
            "at",
            "during",
            "end",
            "of",
            "early",
            "late",
            "was",
            "came",
            "is",
        ):
            k -= 1
        if s.low(k) in SEEN and s.low(k - 1) == "last":
            claim = antecedent(s, scene, k - 1, _since(when))
        elif s.low(k) in SIZED and s.low(k - 1) in ("this", "so", "as") and "last" in s.words(k - 6, k - 1):
            claim = bound(s, scene, What("level", 1 if s.low(k) in TALL else -1), _since(when), k - 1)
        else:
            continue
        if claim is not None:
            s.spent.add(when.first)
            yield claim


def _since(when: When) -> Reach:
    return Reach(when.first, when.last, Scope(when.first, when.last, "since", when))


def _go_back(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`you have to go back to October 1987 for a worse one`, `a fall for which you have to go back to August 2011`."""
    for when in s.whens:
        if when.first in s.spent or when.start is None or when.end is None:
            continue
        k = when.first - 1
        while s.low(k) in ("the", "early", "late", "of", "end", "crash"):
            k -= 1
        if s.words(k - 1, k + 1) != ["back", "to"] or not {"go", "going", "goes", "look", "reach"} & set(
            s.words(k - 5, k)
        ):
            continue
        claim = _back_for(s, scene, when, k)
        if claim is not None:
            s.spent.add(when.first)
            yield claim


def _back_for(s: Sentence, scene: Scene, when: When, k: int) -> Claim | None:
    words = s.words(when.last, when.last + 10)
    before = s.words(max(s.lo, k - 12), k)
    word = next((w for w in (*words, *before) if w in COMPARED), "")
    tall = next((w for w in (*words, *before) if w in SIZED), "")
    if tall and not word:
        reach = Reach(when.first, when.last, Scope(when.first, when.last, "since", when))
        return bound(s, scene, What("level", 1 if tall in TALL else -1), reach, when.first)
    if not word and not {"for", "only", "just"} & set(before):
        return None
    sign = 1 if word in BETTER | HIGHER else -1 if word in WORSE | LOWER else 0
    level = any(w in LEVEL_NOUNS for w in words) and word not in BIGGER
    period = next((PERIODS[w] for w in words if w in PERIODS), "")
    what = What("level", sign) if level or (word in HIGHER | LOWER and not period) else What("change", sign, period)
    reach = Reach(when.first, when.last, Scope(when.first, when.last, "since", when))
    return bound(s, scene, what, reach, when.first)


def _mosts(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`+1.7%, most since June 2013`, `more than in any week since March 2020`, `more than in any other month this year`."""
    for k in s.places(_MOST, s.hi - 1):
        if s.low(k) == "most" and not any(m.first <= k < m.last for m in s.marks):
            reach = reach_after(s, k + 1, 1)
            if reach is not None:
                yield bound(s, scene, What("change", 0), reach, k)
        elif s.words(k - 1, k + 1) == ["the", "least"] and not any(m.first <= k < m.last for m in s.marks):
            reach = reach_after(s, k + 1, 1)
            names = subjects_of(scene, s, k - 1, k + 1)
            if reach is not None and names and of_amount(s, k - 1, scene.kind(names[0])):
                yield bound(s, scene, What("change", 0), reach, k - 1)
        elif (
            s.low(k) in HIGHER | LOWER
            and s.words(k + 1, k + 2) == ["than"]
            and s.low(k + 2) in ("at", "in", "on")
            and s.low(k + 3) == "any"
        ):
            reach = reach_after(s, k + 4, 6)
            if reach is not None:
                yield bound(s, scene, What("level", 1 if s.low(k) in HIGHER else -1), reach, k)
        elif s.low(k) in ("more", "further", "harder") and s.words(k + 1, k + 4) in (
            ["than", "in", "any"],
            ["than", "on", "any"],
            ["than", "at", "any"],
        ):
            j = k + 4 + (s.low(k + 4) in ("other", "single"))
            reach = reach_after(s, j, 5)
            if reach is None and s.words(j + 1, j + 3) in (
                ["before", "it"],
                ["before", "that"],
                ["before", "then"],
                ["on", "record"],
            ):
                reach = Reach(j + 1, j + 3, Scope(j + 1, j + 3, "ever"))
            points = next((q.unit == "points" for q in reversed(s.numbers) if q.last <= k and k - q.last <= 2), False)
            if reach is not None and s.low(j) in PERIODS:
                yield bound(s, scene, What("change", 0, PERIODS[s.low(j)], units=points), reach, k)
