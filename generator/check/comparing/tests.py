"""How an answer is compared with what the text says: a test for each kind of claim."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from generator.check.answering.reading import Answer
from generator.check.comparing.policy import Ruling
from generator.check.comparing.sizes import as_kind, size_fits
from generator.facts.bands import limits

HUNDRED = Decimal(100)
TEN_THOUSAND = Decimal(10000)


class Test(Protocol):
    """How an answer is compared with what the text says."""

    @property
    def claimed(self) -> object:
        """What the text says, for the report."""

    def check(self, answer: Answer) -> Ruling:
        """The ruling on one answer."""


@dataclass(frozen=True, slots=True)
class SignTest:
    """A direction without digits; `size` is checked against the bands."""

    sign: int
    kind: str = ""
    size: str = ""
    compare: bool = False
    open_window: bool = False

    @property
    def claimed(self) -> str:
        """The direction."""
        return {1: "up", -1: "down", 0: "flat"}[self.sign]

    def check(self, answer: Answer) -> Ruling:
        """Compares signs, then sizes."""
        move = float(answer.value)
        if self.sign == 0:
            return self._flat(move, answer)
        row = "comparison" if self.compare else "sign"
        if move * self.sign <= 0:
            return Ruling("contradicted", row, "comparison" if self.compare else "direction")
        if self.size and not self.compare and not size_fits(self.size, move, self.kind, answer.reading.window):
            return Ruling("imprecise", "size", "rounding")
        return Ruling("supported", row)

    def _flat(self, move: float, answer: Answer) -> Ruling:
        if self.compare:
            band = 0.005 if answer.unit == "ratio" else 0.05
            return Ruling(
                "supported" if abs(move) <= band else "contradicted",
                "comparison",
                "" if abs(move) <= band else "comparison",
            )
        flat, small, _, _ = limits(as_kind(self.kind), answer.reading.window)
        if abs(move) < max(flat, small / 4 if answer.reading.window != "1d" else flat):
            return Ruling("supported", "flat")
        return Ruling("imprecise" if abs(move) < small else "contradicted", "flat", "value")


@dataclass(frozen=True, slots=True)
class CountTest:
    """A count of rows: exact."""

    n: int
    hedge: str | None = None

    @property
    def claimed(self) -> int:
        """The count."""
        return self.n

    def check(self, answer: Answer) -> Ruling:
        """Exact, or a bound where the text says so."""
        if answer.value is None:
            return Ruling("not_covered", "none", "no_data")
        actual = int(answer.value)
        good = {
            "over": actual > self.n,
            "at_least": actual >= self.n,
            "under": actual < self.n,
            "at_most": actual <= self.n,
        }.get(self.hedge or "", actual == self.n)
        return Ruling("supported" if good else "contradicted", "exact", "" if good else "count")


@dataclass(frozen=True, slots=True)
class OutOfTest:
    """So many out of so many: both counts must be right."""

    n: int
    total: int

    @property
    def claimed(self) -> str:
        """Both counts."""
        return f"{self.n} of {self.total}"

    def check(self, answer: Answer) -> Ruling:
        """The count, and what it is out of."""
        good = int(answer.value) == self.n and answer.extra.get("n") == self.total
        return Ruling("supported" if good else "contradicted", "exact", "" if good else "count")


@dataclass(frozen=True, slots=True)
class TruthTest:
    """Something that is so, or (with a negation) is not."""

    expected: bool = True
    row: str = "record"
    reason: str = "superlative"

    @property
    def claimed(self) -> bool:
        """What the text says."""
        return self.expected

    def check(self, answer: Answer) -> Ruling:
        """Compares truths."""
        good = bool(answer.value) == self.expected
        return Ruling("supported" if good else "contradicted", self.row, "" if good else self.reason)


@dataclass(frozen=True, slots=True)
class BeyondTest:
    """`closed above 741.02`: above or below a level."""

    level: float
    sign: int

    @property
    def claimed(self) -> float:
        """The level."""
        return self.level

    def check(self, answer: Answer) -> Ruling:
        """Compares the level with the close."""
        good = (float(answer.value) - self.level) * self.sign > 0
        return Ruling("supported" if good else "contradicted", "comparison", "" if good else "value")


@dataclass(frozen=True, slots=True)
class NearTest:
    """`close to a record`: below it, within the policy's row for `close to`."""

    @property
    def claimed(self) -> str:
        """What the text says."""
        return "close to it"

    def check(self, answer: Answer) -> Ruling:
        """Compares the distance with 5 and 10 %."""
        gap = float(answer.value)
        if -0.05 <= gap < 0:
            return Ruling("supported", "nearly")
        return (
            Ruling("imprecise", "nearly", "rounding")
            if gap == 0 or gap >= -0.10
            else Ruling("contradicted", "nearly", "value")
        )


@dataclass(frozen=True, slots=True)
class EveryTest:
    """`rising every month of the quarter`: all of the periods that were counted."""

    @property
    def claimed(self) -> str:
        """What the text says."""
        return "every one"

    def check(self, answer: Answer) -> Ruling:
        """Compares the count with the number of periods."""
        total = int(answer.extra.get("n", 0))
        if not total:
            return Ruling("not_covered", "exact", "no_data")
        good = int(answer.value) == total
        return Ruling("supported" if good else "contradicted", "exact", "" if good else "count")


@dataclass(frozen=True, slots=True)
class NotTest:
    """The denial of a test: `not its worst day since March`."""

    inner: Test

    @property
    def claimed(self) -> str:
        """What is denied."""
        return f"not {self.inner.claimed}"

    def check(self, answer: Answer) -> Ruling:
        """The other way round; what is close or not known stays so."""
        found = self.inner.check(answer)
        if found.verdict == "supported":
            return Ruling("contradicted", found.row, "superlative")
        return Ruling("supported", found.row) if found.verdict == "contradicted" else found


@dataclass(frozen=True, slots=True)
class RowsTest:
    """The last rise or fall before this one: when it was, or how many periods ago; `sign`: what this one must be."""

    inner: Test
    sign: int = 0

    @property
    def claimed(self) -> object:
        """When it was."""
        return self.inner.claimed

    def check(self, answer: Answer) -> Ruling:
        """The move of now, then the date of the last one."""
        if self.sign and answer.extra.get("now") != self.sign:
            return Ruling("contradicted", "since", "superlative")
        return self.inner.check(answer)


@dataclass(frozen=True, slots=True)
class RankTest:
    """Best or worst of several, or a place counted from either end."""

    best: bool
    place: int = 1

    @property
    def claimed(self) -> str | int:
        """Which end of the list, or the place."""
        end = "best" if self.best else "worst"
        return end if self.place == 1 else self.place if self.best else f"{self.place} from the worst"

    def check(self, answer: Answer) -> Ruling:
        """Compares ranks."""
        n = answer.extra.get("n", 0)
        good = int(answer.value) == (self.place if self.best else n + 1 - self.place)
        return Ruling("supported" if good else "contradicted", "comparison", "" if good else "comparison")
