"""Figures beside the day of an extreme: `10.2 % below its 31 July high`, of which the day alone may be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.leveldays import DatedTest
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.dates import SinceTest
from generator.check.text.replacing import replace
from generator.check.text.when import When

_TRUE = {"fromhigh": ("drawdown", "dayhigh"), "fromlow": ("rebound", "daylow")}
_SPANS = ("all", "1y", "ytd")


def misdated(scene: Scene, claim: Claim) -> Iterator[Claim]:
    """The claim; where its figure is true of the extreme but not of the day named for it, one of the figure and one of
    the day."""
    if claim.kind == "level":
        yield from _misplaced(scene, claim)
        return
    asked = claim.readings[0] if claim.readings and claim.kind == "drawdown" else None
    told = asked.parameter if asked is not None else None
    when = next((w for w in claim.sentence.whens if w.day and told == f"{w.day}_{w.day}"), None)
    measures = _TRUE.get(asked.measure) if asked is not None else None
    if (
        asked is None
        or measures is None
        or when is None
        or when.day is None
        or any(holds(scene.answers, claim, r) for r in claim.readings)
    ):
        yield claim
        return
    true = [Reading(asked.subject, measures[0], w, at=asked.at) for w in _SPANS]
    held = next((r for r in true if holds(scene.answers, claim, r)), None)
    if held is None:
        yield claim
        return
    day = Reading(asked.subject, measures[1], held.window, at=asked.at)
    yield replace(claim, last=when.first if claim.first < when.first < claim.last else claim.last, readings=(held,))
    yield Claim(
        claim.sentence, when.first, when.last, "date", (day,), SinceTest(when.day - when.slack, when.day + when.slack)
    )


NEAR = 7  # days around the one named on which a level may have stood
EXACT = 1000  # sizes of its last digit that a level must have to be known again on another day


def _misplaced(scene: Scene, claim: Claim) -> Iterator[Claim]:
    """A level; where it stood on another day than the one named beside it, a claim of the level and one of the day."""
    asked, s = (claim.readings[0], claim.sentence) if claim.readings else (None, claim.sentence)
    exact = claim.number is not None and claim.number.magnitude >= EXACT * claim.number.grain
    here = s.part(claim.first)
    when = next((w for w in s.whens if w.first in here and asked is not None and _is_of(scene, asked, w)), None)
    plain = exact and claim.number is not None and claim.number.hedge is None and isinstance(claim.test, NumberTest)
    if asked is None or when is None or not plain or any(holds(scene.answers, claim, r) for r in claim.readings):
        yield claim
        return
    held = next((r for r in _elsewhere(scene, asked) if holds(scene.answers, claim, r)), None)
    if held is None or claim.test is None or (claim.first < when.last and when.first < claim.last):
        yield claim
        return
    yield replace(claim, readings=(held,))
    yield Claim(s, when.first, when.last, "date", (asked,), DatedTest(claim.test))


def _is_of(scene: Scene, asked: Reading, when: When) -> bool:
    if asked.measure == "level":
        return when.day is not None and when.day == (asked.at or scene.as_of) and not when.since
    return asked.measure in ("high", "low") and asked.window is not None and asked.window in when.windows


def _elsewhere(scene: Scene, asked: Reading) -> Iterator[Reading]:
    """The days about the one named, of an extreme also the longer times."""
    if asked.measure == "level":
        told = asked.at or scene.as_of
        days = (told + timedelta(n * way) for n in range(1, NEAR + 1) for way in (-1, 1))
        yield from (replace(asked, at=day) for day in days if day < scene.as_of)
        return
    for window in ("1y", "3y", "5y", "all"):
        yield replace(asked, window=window)
    year = (asked.window or "")[6:10]
    if year.isdigit():  # `in April 2021`, where it was in April 2022
        others = (str(int(year) + n) for n in (-1, 1, -2, 2))
        yield from (replace(asked, window=(asked.window or "").replace(year, other, 1)) for other in others)
