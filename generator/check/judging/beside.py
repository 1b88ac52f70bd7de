"""Questions that other words of a claim's own sentence make: its other days and stretches, the prices of a day.

A number that fails one question and answers another one, to the last digit, of what stands right beside it was more
likely misread than mistaken. These questions never make a claim green; they only keep it from being called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.check.answering.reading import Answers, Reading
from generator.check.binding.claim import Claim
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.dates import SinceTest
from generator.check.comparing.tests import CountTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.when import POINTERS, When
from generator.check.text.wordset import wordset

_PRECISE = 100  # steps of its last digit: a rounder number answers too many questions by chance
_ONE_DAY = timedelta(1)
_LATELY = 5
_BEFORE = wordset("prev previous prior before")
_OPENINGS = wordset("open opened opening began begin begins start started starts")
_HIGHS = wordset("high highs peak peaked top intraday")
_LOWS = wordset("low lows trough bottom intraday")
_CLOSES = wordset("close closed closes closing ended finished settled settling finishing ending")
_NOW = wordset("is are now stands sits today tonight currently remains")
_MOVES = ("change", "delta", "drawdown", "rebound", "fromhigh", "fromlow", "movein", "gapchange")
_COUNTS = ("count.", "placed")
_GREATEST = ("best", "worst", "biggest")
_PERIODS = ("day", "week", "month", "quarter", "year")
_FROM_EXTREMES = ("drawdown", "rebound")


def told_beside(answers: Answers, claim: Claim, reading: Reading) -> Iterator[Reading]:
    """The questions on the same instrument that the sentence's other words make of a claim."""
    test = claim.test
    own = isinstance(test, SinceTest | CountTest)  # whose words tell the time that they are tested by
    apart = [w for w in claim.sentence.whens if not (own and claim.first <= w.first < claim.last)]
    days = [d for d in _days(claim, reading, apart) if d <= answers.as_of]
    windows = tuple(dict.fromkeys(w for when in apart for w in when.windows if w not in POINTERS))
    if isinstance(test, SinceTest):
        here = claim.sentence.part(claim.first)
        if reading.at is None and not any(w.grain == "day" and w.first in here for w in claim.sentence.whens):
            days += [answers.as_of - n * _ONE_DAY for n in range(1, _LATELY)]  # a text of Monday on what Friday was
        yield from _looking_back(claim, reading, days)
    elif isinstance(test, CountTest):
        if reading.measure.startswith(_COUNTS):
            yield from (replace(reading, window=w, at=None) for w in windows if w not in ("1d", reading.window))
    elif isinstance(test, NumberTest) and _is_precise(test.q):
        if reading.measure == "level":
            yield from _prices(claim, reading, days)
        elif reading.measure in _MOVES or reading.measure in ("spread", "sum"):
            yield from _moves(claim, reading, days, windows)


def _is_precise(q: Quantity) -> bool:
    return q.grain > 0 and q.magnitude / q.grain >= _PRECISE


def _days(claim: Claim, reading: Reading, whens: list[When]) -> Iterator[date]:
    """The days that a sentence tells of, and those before them, which a move counts from."""
    eve = reading.measure != "level" or not _BEFORE.isdisjoint(claim.sentence.vocabulary)
    for day in dict.fromkeys(d for w in whens for d in (w.end, w.start, *w.others) if d is not None):
        yield day
        if eve:
            yield day - _ONE_DAY


def _prices(claim: Claim, reading: Reading, days: list[date]) -> Iterator[Reading]:
    """Closes of other days, and where the words speak of them the opening, the high and the low of a day."""
    words = claim.sentence.vocabulary
    here = claim.sentence.part(claim.first)
    clause = set(claim.sentence.words(here.first, claim.last))
    for day in (None, *days) if clause & _NOW else days:
        yield Reading(reading.subject, "level", at=day)
        if clause & _CLOSES:
            continue
        for told, measure in ((_OPENINGS, "open"), (_HIGHS, "high.intraday"), (_LOWS, "low.intraday")):
            if not told.isdisjoint(words):
                yield Reading(reading.subject, measure, "1d", at=day)


def _moves(claim: Claim, reading: Reading, days: list[date], windows: tuple[str, ...]) -> Iterator[Reading]:
    """Moves over other stretches and up to other days; distances from an extreme as of another day."""
    versus = reading.versus if reading.measure == "spread" else None
    in_units = isinstance(claim.test, NumberTest) and claim.test.unit not in ("percent", "fraction")
    both = ("change", "delta") if in_units else ("change",)
    measures = (reading.measure,) if reading.measure in ("spread", "sum") else both
    extremes = not (_HIGHS | _LOWS | {"record"}).isdisjoint(claim.sentence.vocabulary)
    for day in (None, *days):
        for window in ("1d", *windows, *(f"since:{d}" for d in days)):
            yield from (Reading(reading.subject, m, window, versus, day) for m in measures)
        if day is not None and extremes and measures[0] == "change":
            for window in ("all", "1y", "ytd", *windows):
                yield from (Reading(reading.subject, m, window, at=day) for m in _FROM_EXTREMES)


def _looking_back(claim: Claim, reading: Reading, days: list[date]) -> Iterator[Reading]:
    """A superlative of another day, or of another period that the paragraph speaks of."""
    if reading.measure in _GREATEST:
        text = claim.sentence.block.text.lower()
        told = [p for p in _PERIODS if p in text]
        for day in (None, *days):
            yield from (replace(reading, window=p, at=day) for p in dict.fromkeys((reading.window, *told)))
    elif reading.measure == "levelsince":
        yield from (replace(reading, at=day) for day in days)
