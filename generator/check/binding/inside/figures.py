"""Bounds of what numbers as written may stand for, and reckoning with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.check.comparing.policy import Ruling, Verdict, reach, rule_between
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace

PERCENT = Decimal(100)
_BOUNDS = frozenset({"over", "at_least", "just_over", "under", "at_most", "nearly"})
_ORDER: tuple[Verdict, ...] = ("supported", "imprecise", "contradicted")


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where to where a value may lie."""

    low: Decimal
    high: Decimal

    def __sub__(self, other: Bounds) -> Bounds:
        return Bounds(self.low - other.high, self.high - other.low)

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(self.low + other.low, self.high + other.high)

    def over(self, other: Bounds) -> Bounds | None:
        """The quotient; None where the divisor may be nothing."""
        if other.low <= 0:
            return None
        ends = [self.low / other.low, self.low / other.high, self.high / other.low, self.high / other.high]
        return Bounds(min(ends), max(ends))

    def times(self, factor: Decimal) -> Bounds:
        """All values times a positive factor."""
        return Bounds(self.low * factor, self.high * factor)

    def less(self, value: Decimal) -> Bounds:
        """All values less a number."""
        return Bounds(self.low - value, self.high - value)

    @property
    def size(self) -> Bounds:
        """The bounds of the magnitude."""
        if self.low >= 0:
            return self
        return Bounds(-self.high, -self.low) if self.high <= 0 else Bounds(Decimal(0), max(-self.low, self.high))

    @property
    def middle(self) -> Decimal:
        """The value in the middle."""
        return (self.low + self.high) / 2


def bounds(q: Quantity, step: Decimal | None = None) -> Bounds:
    """What the magnitude of a number may be."""
    return Bounds(*reach(q, step))


def point(q: Quantity) -> Bounds:
    """The magnitude as written."""
    return Bounds(q.magnitude, q.magnitude)


def signed(q: Quantity, sign: int = 1) -> Bounds:
    """What a number may be, with a sign."""
    found = bounds(q)
    return found if sign >= 0 else Bounds(-found.high, -found.low)


def pair_bounds(one: Quantity, two: Quantity) -> tuple[Bounds, Bounds]:
    """Two levels side by side are given to the same digit: `$63,000` and `$90,000` are both rounded to thousands."""
    if (one.form == "round") != (two.form == "round"):
        return bounds(one), bounds(two)
    finer = min(one.grain, two.grain)
    return bounds(one, max(finer, one.grain / 10)), bounds(two, max(finer, two.grain / 10))


def shown(value: Decimal, places: int = 1) -> str:
    """A value for a message."""
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def same_measure(one: Quantity, two: Quantity) -> bool:
    """Whether two numbers are in the same unit and currency."""
    return one.unit == two.unit and (one.currency == two.currency or not (one.currency and two.currency))


def best(rulings: Iterable[Ruling]) -> Ruling | None:
    """The most favourable of some rulings."""
    return min(rulings, key=lambda r: _ORDER.index(r.verdict), default=None)


def weighed(told: Quantity, written: Iterable[Bounds], wide: Iterable[Bounds]) -> Ruling | None:
    """A number against what others give as written, and at the ends of what rounding leaves open.

    It is supported by the numbers as written and contradicted only beyond all rounding; nothing is said in between,
    nor of a bound (`over 20 %`) that is true but weak.
    """
    told = replace(told, value=told.magnitude)
    plain = best(rule_between(told, b.low, b.high) for b in written)
    if plain is None or plain.verdict == "supported":
        return plain
    found = best(rule_between(told, b.low, b.high) for b in wide)
    if found is None or found.verdict == "supported" or (found.verdict == "imprecise" and told.hedge in _BOUNDS):
        return None
    return Ruling(found.verdict, "internal", "internal")
