"""Doubled, halved, five times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.check.binding.claim import Claim
from generator.check.binding.readings import readings
from generator.check.binding.scene import Scene
from generator.check.binding.subjects import subjects_of
from generator.check.binding.times import Times, day_before, times_of
from generator.check.comparing.amounts import MultipleTest, NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence

_MULTIPLE_NOUNS = frozenset({"times", "fold", "x"})


def as_multiple(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, times: Times) -> Claim:
    """`5x`, `three times`: the end of a window over its start."""
    windows = times.windows
    days = times.days
    if times.day_named and not times.window_named:
        windows, days = tuple(f"since:{d}" for d in times.days if d), (None,)
    elif not times.window_named:
        anchors = [d for d in (scene.last_day, scene.anchor, scene.day) if d is not None]
        windows = tuple(dict.fromkeys((*(f"since:{d}" for d in anchors), *windows)))
    value = replace(q, unit="")
    return replace(
        claim,
        kind="multiple",
        readings=readings(key, "mult", windows or ("1d",), dict.fromkeys((*days, *day_before(scene, s, q.first)))),
        test=NumberTest(value, "times"),
    )


def doubled(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`doubled`, `more than tripled`, `halved`."""
    for mark in s.marks_of("multiple"):
        names = subjects_of(scene, s, mark.first, mark.last)
        if not names:
            continue
        hedge, first = None, mark.first
        before = " ".join(s.words(mark.first - 2, mark.first))
        if before in ("more than", "better than"):
            hedge, first = "over", mark.first - 2
        elif s.low(mark.first - 1) in ("nearly", "almost"):
            hedge, first = "nearly", mark.first - 1
        claim = Claim(s, first, mark.last, "multiple")
        if names[0].key is None:
            yield replace(claim, missing=f"the tape has no {names[0].label}")
            continue
        times = times_of(scene, s, mark.first, mark.last)
        windows = times.windows
        if times.day_named and not times.window_named:
            windows = tuple(f"since:{d}" for d in times.days if d)
        elif not times.window_named:
            anchors = [d for d in (scene.last_day, scene.anchor, scene.day) if d is not None]
            windows = tuple(dict.fromkeys((*windows, *(f"since:{d}" for d in anchors))))
        key = names[0].key
        test = MultipleTest(Decimal(mark.cue.detail), hedge)
        yield replace(claim, readings=readings(key, "mult", windows or ("ytd",), (None,)), test=test)
