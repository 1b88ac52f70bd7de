"""A claim as bound: the words, the readings that the text leaves open, and the test that a reading must pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from generator.check.answers import Answer, Reading
from generator.check.policy import Ruling, Verdict, rule_multiple, rule_number
from generator.check.quantities import Quantity
from generator.check.sentence import Sentence
from generator.facts.bands import limits
from generator.market import Kind

HUNDRED = Decimal(100)
TEN_THOUSAND = Decimal(10000)


class Test(Protocol):
    """How an answer is compared with what the text says."""

    @property
    def claimed(self) -> object:
        """What the text says, for the report."""

    def check(self, answer: Answer) -> Ruling:
        """The ruling on one answer."""


@dataclass(slots=True)
class Claim:
    """One checkable assertion. `settled` holds a verdict that needs no tape."""

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

    @property
    def span(self) -> tuple[int, int]:
        """The place in the draft."""
        return self.sentence.span(self.first, self.last)


def converted(answer: Answer, q: Quantity, unit: str) -> Decimal | None:
    """An answer in the unit of a number; None where the units do not go together."""
    value = answer.number
    rate = answer.unit == "percentage points"
    if unit in ("percent", "fraction"):
        if rate:
            return None
        return value if unit == "fraction" else value * HUNDRED
    if unit == "pp":
        return value if rate else value * HUNDRED
    if unit == "bp":
        return value * HUNDRED if rate else value * TEN_THOUSAND
    return value


@dataclass(frozen=True, slots=True)
class NumberTest:
    """A number in a unit; `sign` is the direction that the words give it (0: none is claimed)."""

    q: Quantity
    unit: str
    sign: int = 0
    exact: bool = False
    size: str = ""
    kind: str = ""
    negated: bool = False

    @property
    def claimed(self) -> float | str:
        """The number, signed, as a ratio where it is a percentage, in points where it is basis points."""
        if self.unit == "unit":
            return f"{self.q.value.normalize():f} {self.q.currency or self.q.unit}"
        value = self.q.magnitude * (self.sign or (-1 if self.q.sign < 0 else 1))
        return float(value / HUNDRED if self.unit in ("percent", "bp") else value)

    def check(self, answer: Answer) -> Ruling:
        """Compares with the number's own row of the policy; a negation turns the verdict round."""
        ruling = self._plain(answer)
        if not self.negated:
            return ruling
        good = ruling.verdict == "contradicted"
        return Ruling("supported" if good else "contradicted", ruling.row, "" if good else "value")

    def _plain(self, answer: Answer) -> Ruling:
        fact = None if self.unit == "unit" else converted(answer, self.q, self.unit)
        if fact is None:
            return Ruling("contradicted", self.q.form, "unit")
        if self.unit == "level" and self.q.unit != "percent" and not self.q.hedge and _no_such_level(self.q, fact):
            return Ruling("not_covered", "none", "no_data")
        fact = fact * self.sign if self.sign else fact if self.unit == "level" else abs(fact)
        if self.unit == "level" and self.q.sign < 0:
            fact = -fact
        ruling = rule_number(self.q, fact, exact=self.exact)
        if (
            ruling.verdict == "contradicted"
            and self.sign
            and rule_number(self.q, -fact, exact=self.exact).verdict == "supported"
        ):
            return Ruling("contradicted", "sign", "direction")
        if (
            ruling.verdict == "supported"
            and self.size
            and not size_fits(self.size, float(answer.number), self.kind, answer.reading.window)
        ):
            return Ruling("imprecise", "size", "rounding")
        return ruling


def _no_such_level(q: Quantity, fact: Decimal) -> bool:
    """A number nowhere near a level, and no power of ten away from it, was not meant as one."""
    claimed = q.magnitude
    if not fact or not claimed:
        return False
    ratio = float(claimed / abs(fact))
    if 0.2 <= ratio <= 5:
        return False
    return q.scale == 1 and not any(0.97 <= ratio * 10.0**n <= 1.03 for n in range(-6, 7))


LARGE_FLOOR = 0.5  # a "surge" below half of the limit of a medium move is none
SMALL_CEILING = 2.0  # an "edge" above twice that limit is none


def size_fits(size: str, move: float, kind: str, window: str | None) -> bool:
    """Whether a word of size fits a move, by the declared bands; the middle is left to taste."""
    if kind == "rate" and abs(move) > 50:
        return True
    _, small, medium, _ = limits(_as_kind(kind), window)
    if size == "large":
        return abs(move) >= small * LARGE_FLOOR * 2
    if size == "small":
        return abs(move) <= medium * SMALL_CEILING
    return True


def _as_kind(kind: str) -> Kind:
    return kind if kind else "equity_index"  # type: ignore[return-value]


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
        flat, small, _, _ = limits(_as_kind(self.kind), answer.reading.window)
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
        actual = int(answer.value)
        good = {
            "over": actual > self.n,
            "at_least": actual >= self.n,
            "under": actual < self.n,
            "at_most": actual <= self.n,
        }.get(self.hedge or "", actual == self.n)
        return Ruling("supported" if good else "contradicted", "exact", "" if good else "count")


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
class RankTest:
    """Best or worst of several."""

    best: bool

    @property
    def claimed(self) -> str:
        """Which end of the list."""
        return "best" if self.best else "worst"

    def check(self, answer: Answer) -> Ruling:
        """Compares ranks."""
        n = answer.extra.get("n", 0)
        good = int(answer.value) == (1 if self.best else n)
        return Ruling("supported" if good else "contradicted", "comparison", "" if good else "comparison")


@dataclass(frozen=True, slots=True)
class MultipleTest:
    """Doubled, halved, tripled."""

    times: Decimal
    hedge: str | None = None

    @property
    def claimed(self) -> float:
        """The factor."""
        return float(self.times)

    def check(self, answer: Answer) -> Ruling:
        """Compares the ratio of end to start."""
        return rule_multiple(self.times, answer.number, self.hedge)


@dataclass(frozen=True, slots=True)
class PairTest:
    """`from A to B`: both ends, each in its own row of the policy."""

    start: Quantity
    end: Quantity

    @property
    def claimed(self) -> list[float]:
        """Both ends."""
        return [float(self.start.value), float(self.end.value)]

    def check(self, answer: Answer) -> Ruling:
        """The worse of both rulings; red where neither end holds."""
        one, two = answer.extra["pair"]
        first, second = _level_ruling(self.start, one), _level_ruling(self.end, two)
        worst = max(first, second, key=lambda r: _ORDER[r.verdict])
        if (
            worst.verdict == "contradicted"
            and _level_ruling(self.start, two).verdict == _level_ruling(self.end, one).verdict == "supported"
        ):
            return Ruling("contradicted", worst.row, "direction")
        return worst


_ORDER: dict[Verdict, int] = {"supported": 0, "imprecise": 1, "not_covered": 2, "contradicted": 3}


def _level_ruling(q: Quantity, level: float) -> Ruling:
    value = Decimal(repr(level))
    return rule_number(q, -value if q.sign < 0 else value)


@dataclass(slots=True)
class Found:
    """Claims of one document, in the order in which they were found."""

    claims: list[Claim] = field(default_factory=list)

    def covers(self, sentence: Sentence, first: int, last: int) -> bool:
        """Whether a claim stands on some of these tokens."""
        return any(c.sentence is sentence and c.first < last and c.last > first for c in self.claims)
