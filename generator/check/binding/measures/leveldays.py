"""The dates of levels: `the €63.08 of 26 August remains the record` says of which day it was, beside how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.answering.reading import Answer, Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.bases import EXTREME_WORDS
from generator.check.binding.measures.owndays import is_one
from generator.check.comparing.amounts import ReachedTest
from generator.check.comparing.policy import Ruling
from generator.check.comparing.tests import Test
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_ENDS = ("high", "low", "high.intraday", "low.intraday")
_GRAINS = ("day", "month")


@dataclass(frozen=True, slots=True)
class DatedTest:
    """A level that is right, with a day on which it was not: what fails is the date."""

    inner: Test

    @property
    def claimed(self) -> object:
        """The level."""
        return self.inner.claimed

    def check(self, answer: Answer) -> Ruling:
        """Compares the level of that day."""
        found = self.inner.check(answer)
        return found if found.verdict == "supported" else Ruling("contradicted", "date", "date")


def bind_dates(s: Sentence, scene: Scene, found: list[Claim]) -> Iterator[Claim]:
    """A claim for each date that belongs to a level which holds: on that day, or as the extreme that it is called."""
    levels = [c for c in found if c.kind == "level" and c.test is not None and c.readings]
    levels = [c for c in levels if c.number is None or c.number.hedge is None]  # `above 3.7 %` dates nothing
    if not levels:
        return
    for when in s.whens:
        if not _is_told(s, scene, when) or any(c.first < when.last and when.first < c.last for c in found):
            continue
        for claim in sorted(levels, key=lambda c: abs(c.first - when.first)):
            dated = _dated(s, scene, claim, when)
            if dated is not None:
                yield dated
                break


def _is_told(s: Sentence, scene: Scene, when: When) -> bool:
    """Whether a time is a day or a month by its name, and over."""
    if when.grain not in _GRAINS or when.end is None or when.start is None:
        return False
    since = when.since and bool({"since", "from", "than"} & set(s.words(when.first - 1, when.first + 1)))
    if (since or (when.edge and not is_one(s, when))) and s.low(when.first - 2) not in (
        "dates",
        "date",
        "dating",
        "dated",
    ):
        return False
    if when.grain == "day" and when.end >= scene.as_of:
        return False
    written = any(t.is_num for t in s.tokens[when.first : when.last])
    return when.start < scene.as_of and (written or when.grain == "month")


def _dated(s: Sentence, scene: Scene, claim: Claim, when: When) -> Claim | None:
    assert claim.test is not None  # noqa: S101
    there = [r for r in claim.readings if _is_of(r, when)]
    extreme = next((r for r in claim.readings if r.measure in _ENDS and holds(scene.answers, claim, r)), None)
    near = extreme is not None and _near(s, claim, when)
    if extreme is not None and near and when.grain == "day":
        there.insert(0, Reading(extreme.subject, "level", at=when.end))
        if extreme.measure.endswith("intraday"):
            there.append(Reading(extreme.subject, extreme.measure, "1d", at=when.end))
    elif extreme is not None and near and when.windows:
        there.append(Reading(extreme.subject, extreme.measure, when.windows[0]))
    for reading in there:
        if holds(scene.answers, claim, reading):
            return Claim(s, when.first, when.last, "date", (reading,), claim.test)
    return Claim(s, when.first, when.last, "date", tuple(there[:1]), DatedTest(claim.test)) if near else None


def _is_of(reading: Reading, when: When) -> bool:
    if when.grain == "day":
        return reading.window in (None, "1d") and reading.at is not None and reading.at in (when.end, *when.others)
    return reading.measure in _ENDS and reading.window in when.windows


_SET = wordset("dates date dating set reached hit made came comes stood made from of on in since back")


def _near(s: Sentence, claim: Claim, when: When) -> bool:
    """Whether a date stands by its level, with nothing between them that has a time of its own, and it is an extreme."""
    if claim.last <= when.first and s.low(when.last) in EXTREME_WORDS:
        return False  # `a record 2,137.16, surpassing its May 2015 high`: of the extreme behind it
    first, last = sorted((claim.last, when.first)) if claim.first < when.first else (when.last, claim.first)
    beside = last - first <= 4 or (last - first <= 7 and bool(_SET & set(s.words(first, last))))
    others = any(q.core not in range(claim.first, claim.last) and first <= q.core < last for q in s.numbers)
    here = s.part(claim.first)
    told = EXTREME_WORDS & s.vocabulary or s.marks_of("extreme", lo=here.first, hi=here.last)
    return beside and not others and (bool(told) or isinstance(claim.test, ReachedTest))
