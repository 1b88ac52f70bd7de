"""Tests of numbers: an amount in its unit, a multiple, a from-to pair."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from generator.check.answering.reading import Answer
from generator.check.comparing.policy import Ruling, Verdict, band, rule_multiple, rule_number
from generator.check.comparing.sizes import size_fits
from generator.check.comparing.tests import HUNDRED, TEN_THOUSAND, Test
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.records import dataclass

# Errors of writers lie mostly within these parts of the answer; beyond them lie those of a reader who took the number for
# the answer to another question.
NEAR_LEVEL, NEAR, MIRRORED = Decimal("0.8"), Decimal("0.6"), Decimal("0.9")


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
        good = ruling.verdict == "contradicted" or self._at_the_bound(answer)
        return Ruling("supported" if good else "contradicted", ruling.row, "" if good else "value")

    def far_from(self, answer: Answer) -> bool:
        """Whether a number is neither near an answer, nor its mirror image, nor a slip of powers of ten away from it."""
        fact = None if self.unit == "unit" else converted(answer, self.q, self.unit)
        if fact is None or (self.unit == "bp" and answer.unit == "percentage points"):
            return False  # of a yield, basis points can hardly be anything but its move
        if self.sign and rule_number(self.q, -fact * self.sign).verdict == "supported":
            return False  # the other way round it holds
        if self.unit == "level":
            return _far(self.q.magnitude, abs(fact), NEAR_LEVEL)
        return _far(self.q.magnitude, abs(fact), MIRRORED if self.sign and fact * self.sign < 0 else NEAR)

    def _at_the_bound(self, answer: Answer) -> bool:
        """`never closed higher than 1,810.65`: where that is the level itself, as shown."""
        if self.q.hedge not in ("over", "under") or self.unit == "unit":
            return False
        return replace(self, q=replace(self.q, hedge=None), negated=False).check(answer).verdict == "supported"

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


def might_hold(test: Test) -> Callable[[Answer], bool]:
    """A quick look at an answer: False only where its number, as it is, in per cent or in basis points, is too far off."""
    if not isinstance(test, NumberTest) or test.negated:
        return lambda _: True
    low, high = band(test.q)

    def near(answer: Answer) -> bool:
        if not isinstance(answer.value, int | float):
            return True
        size = abs(answer.value)
        return low <= size <= high or low <= size * 100 <= high or low <= size * 10_000 <= high

    return near


@dataclass(frozen=True, slots=True)
class ReachedTest:
    """A move or a level of the course of a day: what matches the day's extreme holds, what lies beyond it cannot."""

    inner: NumberTest
    side: str = ""  # of a level: which extreme

    @property
    def claimed(self) -> float | str:
        """The number."""
        return self.inner.claimed

    def check(self, answer: Answer) -> Ruling:
        """Compares with the extreme; a move short of it may have been some other moment's."""
        found = self.inner.check(answer)
        if found.verdict != "contradicted":
            return found
        fact = converted(answer, self.inner.q, self.inner.unit)
        sign = (1 if self.side == "high" else -1) if self.side else 0
        if fact is not None and sign and self.inner.q.magnitude * sign > fact * sign:
            return found
        if fact is not None and not sign and self.inner.q.magnitude > fact * self.inner.sign:
            return found
        return Ruling("not_covered", "none", "no_data")


def _no_such_level(q: Quantity, fact: Decimal) -> bool:
    """A number nowhere near a level, and no power of ten away from it, was not meant as one."""
    claimed = q.magnitude
    if not fact or not claimed:
        return False
    ratio = float(claimed / abs(fact))
    if 0.2 <= ratio <= 5:
        return False
    return q.scale == 1 and not _slipped(ratio, 6)


def _far(claimed: Decimal, fact: Decimal, near: Decimal) -> bool:
    if not claimed or not fact:
        return claimed != fact
    ratio = claimed / fact
    return not (near <= ratio <= 1 / near or _slipped(float(ratio), 9))


def _slipped(ratio: float, places: int) -> bool:
    """Whether two numbers are about the same but for a power of ten."""
    return any(0.97 <= ratio * 10.0**n <= 1.03 for n in range(-places, places + 1))


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

    def far_from(self, answer: Answer) -> bool:
        """Whether a multiple is not near the answer."""
        return _far(self.times, abs(answer.number), NEAR)


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

    def wrong_end(self, answer: Answer) -> Quantity | None:
        """The end that alone does not hold, so that the other is not marked with it."""
        one, two = answer.extra["pair"]
        good = [_level_ruling(q, level).verdict == "supported" for q, level in ((self.start, one), (self.end, two))]
        return None if good[0] == good[1] else self.end if good[0] else self.start


_ORDER: dict[Verdict, int] = {"supported": 0, "imprecise": 1, "not_covered": 2, "contradicted": 3}


def _level_ruling(q: Quantity, level: float) -> Ruling:
    value = Decimal(repr(level))
    return rule_number(q, -value if q.sign < 0 else value)
