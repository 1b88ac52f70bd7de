"""Distances from an extreme that the text states: `1.02 points off its 52-week high of 5.05 %`."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence

_SPANS = ("all", "1y", "ytd", "qtd", "mtd", "wtd", "1d")


def if_extreme(
    s: Sentence, scene: Scene, key: str, stated: Quantity, start: int, extreme: str, found: Claim | None
) -> Claim | None:
    """A distance from a stated extreme (`high`, `low`), which is no answer where the tape knows no such extreme.

    The words from `start` to the number say of which stretch it is; one of a day or a month is left as it was found.
    """
    inside = [w for w in s.whens if start <= w.first < stated.first]
    if found is None or not extreme or any(w.grain != "window" for w in inside):
        return found
    level = Claim(s, stated.first, stated.last, "level", test=NumberTest(replace(stated, hedge=None), "level"))
    spans = (*(x for w in inside for x in w.windows), *_SPANS)
    asked = [Reading(key, measure, w) for measure in (extreme, f"{extreme}.intraday") for w in spans]
    if any(holds(scene.answers, level, r) for r in (*asked, Reading(key, "prevrecord", extreme))):
        return found
    return replace(found, readings=(), missing="the extreme that it is counted from is not one")
