"""The nearest true reading of a wrong number: another window, measure, benchmark, date or subject that it is true of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.check.answering.reading import Answer, Answers, Reading
from generator.check.binding.claim import Claim
from generator.check.comparing.amounts import NumberTest, might_hold
from generator.check.comparing.dates import SinceTest
from generator.check.comparing.policy import Ruling
from generator.check.comparing.tests import CountTest
from generator.check.text.entities import Directory
from generator.check.text.replacing import replace

_WINDOWS = ("1d", "wtd", "1w", "mtd", "1m", "qtd", "3m", "ytd", "1y")
_SAME = {
    "change": ("drawdown",), "level": ("high", "low"), "delta": (), "spread": (), "sum": (), "streak.up": ("count.up",),
    "streak.down": ("count.down",),
}  # fmt: skip
LIMIT = 3
MOST_OTHERS = 100


def nearest_true(
    answers: Answers, directory: Directory, claim: Claim, ruling: Ruling, reading: Reading
) -> tuple[tuple[Reading, Answer], ...]:
    """Readings that would make the claim true, the nearest first; none where only the words are wrong."""
    test = claim.test
    if not isinstance(test, NumberTest | CountTest) or isinstance(test, SinceTest) or ruling.reason in ("unit",):
        return ()
    found: list[tuple[Reading, Answer]] = []
    tried = set(claim.readings)
    may_hold = might_hold(test)
    for other in _nearby(answers, directory, reading):
        if len(found) >= LIMIT:
            break
        if other in tried:
            continue
        tried.add(other)
        answer = answers.ask(other)
        if (
            answer is not None
            and not isinstance(answer.value, bool | str)
            and answer.value is not None
            and may_hold(answer)
            and test.check(answer).verdict == "supported"
        ):
            found.append((other, answer))
    return tuple(found)


def _nearby(answers: Answers, directory: Directory, reading: Reading) -> Iterator[Reading]:
    if reading.measure in ("change", "spread", "delta", "sum"):
        for window in (*_WINDOWS, f"year:{answers.as_of.year - 1}"):
            yield Reading(reading.subject, reading.measure, window, reading.versus, reading.at)
    if reading.measure == "level":
        for back in range(1, 6):
            yield replace(reading, at=(reading.at or answers.as_of) - timedelta(back))
    for measure in _SAME.get(reading.measure, ()):
        for window in ("all", "1y", "mtd"):
            yield replace(reading, measure=measure, window=window)
    if reading.measure.startswith("streak.") and reading.versus is None:
        yield from _other_runs(directory, reading)
    for key in _others(directory, reading.subject):
        yield replace(reading, subject=key)


def _other_runs(directory: Directory, reading: Reading) -> Iterator[Reading]:
    """A run of gains may have been a run of days on which it beat another index."""
    beat = "streak.beat" if reading.measure == "streak.up" else "streak.lag"
    days = [reading.at, *(((reading.at) - timedelta(n)) if reading.at else None for n in range(1, 6))]
    for key in _others(directory, reading.subject):
        for day in dict.fromkeys(days):
            yield Reading(reading.subject, beat, None, key, day)


def _others(directory: Directory, subject: str) -> list[str]:
    """The other instruments of its kind; none where there are so many that something is true of one by chance."""
    kind = directory.kind(subject)
    found = [key for key, other in directory.kinds.items() if key != subject and other == kind]
    return found if len(found) <= MOST_OTHERS else []
