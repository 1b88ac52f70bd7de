"""Tests of dates: a superlative since a period, or ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.check.answering.reading import Answer
from generator.check.comparing.policy import Ruling


@dataclass(frozen=True, slots=True)
class SinceTest:
    """A superlative since a period: the last equal must lie in it. Without a period: ever."""

    start: date | None
    end: date | None
    ever: bool = False
    anyway: bool = False
    years: float = 0.0
    hedge: str | None = None

    @property
    def claimed(self) -> str:
        """The period."""
        if self.ever:
            return "ever"
        return str(self.start) if self.start == self.end else f"{self.start}..{self.end}"

    def check(self, answer: Answer) -> Ruling:
        """Where the last equal lies."""
        found = as_date(answer.value)
        if self.ever:
            return self._ever(found, answer)
        first = answer.extra.get("first")
        if found is None:
            known = self.end is not None and first is not None and self.end <= first
            return (
                Ruling("not_covered", "since", "no_data") if known else Ruling("contradicted", "since", "superlative")
            )
        if self.years:
            return self._age(found, answer)
        good = self.start is not None and self.end is not None and self.start <= found <= self.end
        return Ruling("supported" if good else "contradicted", "since", "" if good else "superlative")

    def _ever(self, found: date | None, answer: Answer) -> Ruling:
        if found is not None:
            return Ruling("contradicted", "record", "superlative")
        first = answer.extra.get("first")
        short = first is not None and answer.date is not None and (answer.date - first).days < 3650
        return (
            Ruling("not_covered", "record", "no_data") if short and not self.anyway else Ruling("supported", "record")
        )

    def _age(self, found: date, answer: Answer) -> Ruling:
        age = ((answer.date or found) - found).days / 365.25
        low, high = self.years - 0.02, self.years + max(1.0, self.years * 0.2)
        if self.hedge == "nearly":
            low, high = self.years * 0.85, self.years + 0.02
        if self.hedge == "about":
            low = self.years * 0.9
        if age < low:
            return Ruling("contradicted", "since", "superlative")
        return Ruling("supported", "since") if age <= high else Ruling("imprecise", "since", "rounding")


def as_date(value: object) -> date | None:
    """A date, or the text of one, as a date."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None
