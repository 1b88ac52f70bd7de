"""Which way the gap of two yields went, told without digits: `the gap between the 10-year and the 2-year narrowed`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.comparing.tests import SignTest
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence


def gap_subject(s: Sentence, mark: Mark) -> bool:
    """Whether the gap of two is what a verb speaks of."""
    words = s.words(_start(s, mark), mark.first)
    return "between" in words and bool({"gap", "spread", "difference", "differential", "slope"} & set(words))


def _start(s: Sentence, mark: Mark) -> int:
    """Where the subject of a verb begins; an apposition may part it from its verb."""
    clause, head = s.part(mark.first), s.parts[0]
    return head.first if clause.verb == clause.body and head.verb is None else clause.first


def gap_direction(
    s: Sentence, scene: Scene, mark: Mark, claim: Claim, windows: Sequence[str], days: Sequence[date | None]
) -> Claim:
    """The claim of a verb that such a gap is the subject of, over the first of some windows."""
    start = _start(s, mark)
    pair = [m.name for m in s.mentions if start <= m.first < mark.first and m.name.anaphor is None]
    if len(pair) < 2 or any(n.key is None or scene.kind(n) != "rate" for n in pair[:2]):
        return replace(claim, missing="a gap that the tape does not hold")
    one, two = pair[0].key or "", pair[1].key or ""
    now = scene.answers.ask(Reading(one, "gap", versus=two))
    side = -1 if now is not None and float(now.value) < 0 else 1
    found = readings(one, "gapchange", windows[:1], days, two)
    return replace(claim, readings=found, test=SignTest(mark.cue.sign * side, "rate"))
