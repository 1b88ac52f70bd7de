"""Levels that would have to be reached: `a close above 2,719 would extend the run`, `the line is 3,232`, `the number to beat`."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.levels import base_levels
from generator.check.binding.subjects.subjects import is_versus
from generator.check.binding.times.times import Times
from generator.check.comparing.amounts import NumberTest
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_SUPPOSED = wordset("would could might may can takes needs need has have must will any first next only whether until")
_CLOSES = wordset("close closes rise fall regain reclaim recover climb drop beat hold finish session level")
_SIDES = wordset("above below over under beyond beneath against than at regain reclaim beat")
_HOLDERS = wordset("line mark number bar hurdle threshold level figure record close high")
_IS = wordset("is stands remains lies")
_UNITS = ("", "money", "percent", "points")


def as_mark(s: Sentence, scene: Scene, q: Quantity, names: tuple[Name, ...]) -> Claim | None:
    """A level that nothing says was reached: it is checked for being one that the tape knows, and never called wrong."""
    if q.unit not in _UNITS or q.form == "fraction" or not (_is_supposed(s, q) or _is_named_mark(s, q)):
        return None
    name = _whose(s, scene, names)
    if name is None or name.key is None or (q.unit == "percent") != (scene.kind(name) == "rate"):
        return None
    last = max(q.last, q.core + 1)
    claim = Claim(s, q.first, last, "level", number=q, test=NumberTest(replace(q, hedge=None), "level"))
    found = tuple(r for r in _levels(scene, name.key) if holds(scene.answers, claim, r))
    return (
        replace(claim, readings=found[:1]) if found else replace(claim, missing="a level that would have to be reached")
    )


def _is_supposed(s: Sentence, q: Quantity) -> bool:
    """`any close above L`, `has to rise above L to`, `it takes a close below L`, `whether L remains the high`."""
    lo, hi = s.hard_clause(q.core)
    if s.low(lo) == "whether" and {"remains", "holds", "stays"} & set(s.words(q.last, q.last + 2)):
        return True
    far = s.words(q.first - 2, q.first) == ["side", "of"]
    side = far or q.hedge in ("over", "under") or s.low(q.first - 1) in _SIDES or s.low(q.first - 2) in _SIDES
    if not side:
        return False
    before = set(s.words(lo, q.first))
    supposed = _SUPPOSED & set(s.words(lo, hi))
    if {"has", "have"} >= supposed and "to" not in before:
        return False
    return bool(supposed and _CLOSES & (before | {s.low(q.first)}))


def _is_named_mark(s: Sentence, q: Quantity) -> bool:
    """`the line is 0.58 %`, `for gold the mark stands at $3,183`, `the level to hold is 1,555`."""
    k = q.first - 1
    while s.low(k) in ("at", "now", "only"):
        k -= 1
    if s.low(k) not in _IS:
        return False
    before = s.words(max(s.part(q.core).first, k - 9), k)
    return bool(_HOLDERS & set(before)) and ("the" in before) and not {"record", "high", "low"} & set(before[-2:])


def _whose(s: Sentence, scene: Scene, names: tuple[Name, ...]) -> Name | None:
    """The only thing that the sentence names; else its subject."""
    named = dict.fromkeys(m.name for m in s.mentions if m.name.anaphor is None and not is_versus(scene, s, m))
    return next(iter(named)) if len(named) == 1 else names[0] if names else None


def _levels(scene: Scene, key: str) -> tuple[Reading, ...]:
    """Today's level, the records, and where the windows told of began."""
    windows = tuple(dict.fromkeys((*scene.window, *scene.frame, "1d", "1m", "1w", "3m", "1y")))
    known = (
        Reading(key, "level"), Reading(key, "high", "all"), Reading(key, "prevrecord", "high"), Reading(key, "low", "all"),
        Reading(key, "prevrecord", "low"),
    )  # fmt: skip
    return (*known, *base_levels(scene, key, Times(windows, (None,))))
