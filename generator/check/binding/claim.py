"""A claim as bound: the words, the readings that the text leaves open, and the test that a reading must pass."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.answering.reading import Answers, Reading
from generator.check.comparing.policy import Ruling
from generator.check.comparing.tests import Test
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Around:
    """What else the text has named: the windows told before, and those that a list's head states."""

    windows: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()


@dataclass(slots=True)
class Claim:
    """One checkable assertion. `settled` holds a verdict that needs no tape; `missing` says what a failing one lacks."""

    sentence: Sentence
    first: int
    last: int
    kind: str
    readings: tuple[Reading, ...] = ()
    test: Test | None = None
    settled: Ruling | None = None
    message: str = ""
    missing: str = ""
    number: Quantity | None = None
    group: int = 0
    around: Around = Around()
    lacking: tuple[str, ...] = ()  # of several that it is said of, those that the tape lacks

    @property
    def span(self) -> tuple[int, int]:
        """The place in the draft."""
        return self.sentence.span(self.first, self.last)


def holds(answers: Answers, claim: Claim, reading: Reading) -> bool:
    """Whether the answer to one of a claim's readings supports it."""
    answer = answers.ask(reading)
    return answer is not None and claim.test is not None and claim.test.check(answer).verdict == "supported"
