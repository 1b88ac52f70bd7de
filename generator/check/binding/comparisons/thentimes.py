"""Now against another time, without a number: `looser than at the turn of the year`, `higher than on 31 March`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.carry import since_windows
from generator.check.binding.context.scene import Scene
from generator.check.binding.subjects.bonds import by_price
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.words.past import HIGHER, LOWER
from generator.check.comparing.tests import SignTest
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_UP = HIGHER | wordset("stronger firmer above")
_DOWN = LOWER | wordset("weaker softer calmer below")
_WHERE = wordset("at on in it was the where they were stood as of")
_DENYING = wordset("no not never nor any")
REACH = 6  # words from `than` to the time


def bind_then_now(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """A level that is said to be higher or lower than it was at a time."""
    for k in s.places({"than"}):
        word = s.low(k - 1)
        if (word not in _UP and word not in _DOWN) or any(q.last == k - 1 for q in s.numbers):
            continue
        if _DENYING & set(s.words(k - 4, k - 1)):
            continue
        when = next((w for w in s.whens if k < w.first <= k + REACH and (w.day or w.ago)), None)
        if when is None or not set(s.words(k + 1, when.first)) <= _WHERE or when.first in s.spent:
            continue
        if any(when.last <= q.first <= when.last + 1 for q in s.numbers):
            continue  # `lower than Monday's 4.12 %`
        names = subjects_of(scene, s, k - 1, k + 1)
        if not names or names[0].key is None or scene.kind(names[0]) == "flow":
            continue
        s.spent.add(when.first)
        sign = 1 if word in _UP else -1
        sign = -sign if by_price(s, names[0].key, k - 1) else sign
        told = since_windows(when) if not when.ago else (*when.windows, *since_windows(when))
        found = tuple(Reading(names[0].key, m, w) for w in dict.fromkeys(told) for m in ("change", "delta"))
        yield Claim(s, k - 1, when.last, "comparison", found, SignTest(sign, scene.kind(names[0])))
