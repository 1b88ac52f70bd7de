"""Tests of how much of a whole was meant by a word."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.answering.reading import Answer
from generator.check.comparing.policy import Ruling


@dataclass(frozen=True, slots=True)
class PartTest:
    """`most of it`, `all of it`: between two shares; close by, it is imprecise."""

    low: float
    high: float
    word: str

    @property
    def claimed(self) -> str:
        """How much."""
        return self.word

    def check(self, answer: Answer) -> Ruling:
        """Compares the share."""
        share = float(answer.value)
        if self.low < share <= self.high:
            return Ruling("supported", "fraction")
        near = share > 0 and self.low - 0.1 < share <= self.high + 0.1
        return Ruling("imprecise", "fraction", "rounding") if near else Ruling("contradicted", "fraction", "value")
