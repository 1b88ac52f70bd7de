"""Figures beside the day of an extreme: `10.2 % below its 31 July high`, of which the day alone may be wrong."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.comparing.dates import SinceTest
from generator.check.text.replacing import replace

_TRUE = {"fromhigh": ("drawdown", "dayhigh"), "fromlow": ("rebound", "daylow")}
_SPANS = ("all", "1y", "ytd")


def misdated(scene: Scene, claim: Claim) -> Iterator[Claim]:
    """The claim; where its figure is true of the extreme but not of the day named for it, one of the figure and one of
    the day."""
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
