"""Tests of groups: every move below a bound, so many of several."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.answering.reading import Answer
from generator.check.comparing.amounts import converted
from generator.check.comparing.policy import Ruling
from generator.check.text.quantities import Quantity


@dataclass(frozen=True, slots=True)
class BoundTest:
    """Every move is below (or above) a bound."""

    q: Quantity
    below: bool

    @property
    def claimed(self) -> float:
        """The bound."""
        return float(self.q.magnitude / 100 if self.q.unit == "percent" else self.q.magnitude)

    def check(self, answer: Answer) -> Ruling:
        """Compares sizes of moves."""
        fact = converted(answer, self.q, self.q.unit)
        if fact is None:
            return Ruling("not_covered", "comparison", "no_data")
        good = abs(fact) < self.q.magnitude if self.below else abs(fact) > self.q.magnitude
        return Ruling("supported" if good else "contradicted", "comparison", "" if good else "value")


@dataclass(frozen=True, slots=True)
class ShareTest:
    """So many of several went one way; `first`: the one that the question is about, and only it."""

    n: int
    total: int
    hedge: str | None = None
    first: bool = False

    @property
    def claimed(self) -> str:
        """How many of how many."""
        return f"{self.n} of {self.total}"

    def check(self, answer: Answer) -> Ruling:
        """Compares the count."""
        count = int(answer.value)
        good = count >= self.n if self.hedge == "at_least" else count == self.n
        if self.first:
            good = good and bool(answer.extra.get("first_fits"))
        return Ruling("supported" if good else "contradicted", "exact", "" if good else "count")
