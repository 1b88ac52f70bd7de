"""The one declared table of tolerances (claims, section 2). Every verdict names the row that it was reached by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from generator.check.text.quantities import Quantity

Verdict = Literal["supported", "imprecise", "contradicted", "not_covered"]

HALF = Decimal("0.5")
INTEGER_AMBER = Decimal("0.75")
ROUND_SHARE = Decimal("0.01")
ABOUT_SHARE = Decimal("0.05")
BOUND_SHARE = Decimal("1.10")
JUST_OVER, JUST_OVER_AMBER = Decimal("1.03"), Decimal("1.06")
NEAR, NEAR_AMBER = Decimal("0.95"), Decimal("0.90")
FRACTION, FRACTION_ABOUT, FRACTION_AMBER, FRACTION_ABOUT_AMBER = (Decimal(x) for x in ("0.02", "0.05", "0.05", "0.08"))
DUST = Decimal("1e-9")  # binary rounding of stored closes

ROWS = {
    "decimal": "decimals shown: within half of the last digit; amber to one digit",
    "integer": "integer: within a half; amber to three quarters",
    "round": "integer with trailing zeros: min(half a step, 1 %); amber to twice that",
    "bp": "basis-point moves: within 0.5 bp",
    "exact": "counts: exact",
    "date": "dates and periods: exact",
    "about": "about: within 5 %, with trailing zeros min(half a step, 5 %); amber to twice that",
    "nearly": "nearly: 0.95c <= f < c; amber from 0.90c, or above c and rounding to c",
    "over": "over: f > c, and f < c + g or f <= 1.10c; amber beyond",
    "at_least": "at least: f >= c, and f < c + g or f <= 1.10c; amber beyond",
    "under": "under: f < c, and f > c - g or f >= 0.90c; amber beyond",
    "at_most": "at most: f <= c, and f > c - g or f >= 0.90c; amber beyond",
    "just_over": "just over: c < f <= 1.03c; amber to 1.06c",
    "fraction": "fractions: within 2 points, 5 with about; amber to 5, 8",
    "multiple": "doubled: ratio 0.95N to 1.10N; amber 10 % more",
    "sign": "direction: the sign of the change",
    "flat": "little changed: below the instrument's band",
    "size": "size words: the declared bands of the move",
    "record": "records: recomputed on the whole file",
    "since": "since D: nothing better after D, something at least as good at D",
    "comparison": "comparisons: recomputed over the named instruments and window",
    "internal": "the draft against itself",
    "source": "quotes, causes, forecasts: only a stored source supports them",
    "none": "",
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, the row of the table that gave it, and the reason where it is not supported."""

    verdict: Verdict
    row: str
    reason: str = ""


def rule_number(q: Quantity, fact: Decimal, *, exact: bool = False) -> Ruling:
    """Compares a number as written (its magnitude) with a fact in the same unit; the fact's sign is the claim's."""
    claimed = q.magnitude
    if exact and q.hedge in (None, "about"):
        return Ruling("supported" if fact == claimed else "contradicted", "exact", "" if fact == claimed else "count")
    if q.unit == "fraction" or q.form == "fraction":
        return _fraction(q, fact)
    if q.hedge in _HEDGED:
        found = _HEDGED[q.hedge](claimed, fact, q)
        return Ruling(found, q.hedge, "" if found == "supported" else "rounding" if found == "imprecise" else "value")
    if q.unit == "bp":
        good = abs(fact - claimed) <= HALF + DUST
        return Ruling("supported" if good else "contradicted", "bp", "" if good else "value")
    return _plain(q, fact)


def tolerance(q: Quantity) -> tuple[Decimal, Decimal]:
    """How far a fact may be from an unhedged number: for green, and for amber."""
    claimed = q.magnitude
    if q.form == "decimal":
        return q.grain / 2, q.grain
    if q.form == "round":
        green = max(min(q.grain / 2, claimed * ROUND_SHARE), q.scale / 2)
        return green, green * 2
    return q.scale * HALF, q.scale * INTEGER_AMBER


def reach(q: Quantity, step: Decimal | None = None) -> tuple[Decimal, Decimal]:
    """From where to where the magnitude that a number stands for may lie; `step` is a finer last digit than its own."""
    c, green = q.magnitude, tolerance(q)[0]
    if q.unit == "fraction" or q.form == "fraction":
        green = FRACTION_ABOUT if q.hedge else FRACTION
    low, high = {
        "about": (c - max(green, c * ABOUT_SHARE), c + max(green, c * ABOUT_SHARE)),
        "nearly": (c * NEAR, c + green),
        "over": (c, max(c * BOUND_SHARE, c + q.grain)),
        "at_least": (c, max(c * BOUND_SHARE, c + q.grain)),
        "just_over": (c, c * JUST_OVER_AMBER),
        "under": (min(c * NEAR_AMBER, c - q.grain), c),
        "at_most": (min(c * NEAR_AMBER, c - q.grain), c),
    }.get(q.hedge or "", (c - green, c + green))
    if q.hedge is None and step is not None:
        low, high = max(low, c - step / 2), min(high, c + step / 2)
    return max(low, Decimal(0)), high


def band(q: Quantity) -> tuple[float, float]:
    """Bounds (somewhat wide) outside of which no fact supports a number, whichever way its unit is read."""
    claimed, grain = float(q.magnitude), float(q.grain)
    if q.hedge or "fraction" in (q.unit, q.form):
        return claimed / 2 - grain, claimed * 2 + grain
    reach = max(float(tolerance(q)[0]), grain / 2, float(HALF) if q.unit in ("bp", "") else 0.0)
    reach += 2 * float(DUST) * max(1.0, claimed)
    return claimed - reach, claimed + reach


def rule_between(q: Quantity, low: Decimal, high: Decimal) -> Ruling:
    """The most favourable verdict on a number when all that is known of the fact are its bounds."""
    steps = (Decimal(1), Decimal("1.02"), Decimal("1.06"), Decimal("0.98"), Decimal("0.94"))
    facts = {low, high, *(min(max(q.magnitude * step, low), high) for step in steps)}
    return min((rule_number(q, fact) for fact in facts), key=lambda r: _ORDER.index(r.verdict))


_ORDER: tuple[Verdict, ...] = ("supported", "imprecise", "contradicted")


def _plain(q: Quantity, fact: Decimal) -> Ruling:
    green, amber = tolerance(q)
    off = abs(fact - q.magnitude)
    slack = DUST * q.magnitude if q.magnitude > 1 else DUST
    return _ruling(
        q.form, "supported" if off <= green + slack else "imprecise" if off <= amber + slack else "contradicted"
    )


@cache
def _ruling(row: str, verdict: Verdict) -> Ruling:
    """The ruling of a row on a value that is right, nearly right or wrong."""
    return Ruling(verdict, row, {"supported": "", "imprecise": "rounding"}.get(verdict, "value"))


def _about(claimed: Decimal, fact: Decimal, q: Quantity) -> Verdict:
    share = claimed * ABOUT_SHARE
    green = max(tolerance(q)[0], min(q.grain / 2, share) if q.form == "round" else share)
    off = abs(fact - claimed)
    return "supported" if off <= green + DUST else "imprecise" if off <= green * 2 + DUST else "contradicted"


def _nearly(claimed: Decimal, fact: Decimal, q: Quantity) -> Verdict:
    if claimed * NEAR <= fact < claimed:
        return "supported"
    rounds = claimed <= fact <= claimed + tolerance(q)[0]
    return "imprecise" if claimed * NEAR_AMBER <= fact < claimed or rounds else "contradicted"


def _over(claimed: Decimal, fact: Decimal, q: Quantity) -> Verdict:
    if not fact > claimed:
        return "contradicted"
    return "supported" if fact < claimed + q.grain or fact <= claimed * BOUND_SHARE else "imprecise"


def _at_least(claimed: Decimal, fact: Decimal, q: Quantity) -> Verdict:
    return "supported" if fact == claimed else _over(claimed, fact, q)


def _under(claimed: Decimal, fact: Decimal, q: Quantity) -> Verdict:
    if not fact < claimed:
        return "contradicted"
    return "supported" if fact > claimed - q.grain or fact >= claimed * NEAR_AMBER else "imprecise"


def _at_most(claimed: Decimal, fact: Decimal, q: Quantity) -> Verdict:
    return "supported" if fact == claimed else _under(claimed, fact, q)


def _just_over(claimed: Decimal, fact: Decimal, q: Quantity) -> Verdict:
    if claimed < fact <= claimed * JUST_OVER:
        return "supported"
    return "imprecise" if claimed < fact <= claimed * JUST_OVER_AMBER else "contradicted"


_HEDGED: dict[str, Callable[[Decimal, Decimal, Quantity], Verdict]] = {
    "about": _about, "nearly": _nearly, "over": _over, "at_least": _at_least, "under": _under, "at_most": _at_most,
    "just_over": _just_over,
}  # fmt: skip


def _fraction(q: Quantity, fact: Decimal) -> Ruling:
    claimed = q.magnitude
    if q.hedge in ("over", "at_least"):
        good = fact >= claimed
        return Ruling(
            "supported" if good and fact <= claimed + FRACTION_AMBER * 2 else "imprecise" if good else "contradicted",
            "fraction",
            "" if good else "value",
        )
    if q.hedge in ("under", "at_most"):
        good = fact <= claimed
        return Ruling("supported" if good else "contradicted", "fraction", "" if good else "value")
    loose = q.hedge is not None
    off = abs(fact - claimed)
    if off <= (FRACTION_ABOUT if loose else FRACTION):
        return Ruling("supported", "fraction")
    amber = off <= (FRACTION_ABOUT_AMBER if loose else FRACTION_AMBER)
    return Ruling("imprecise" if amber else "contradicted", "fraction", "rounding" if amber else "value")


def rule_multiple(times: Decimal, ratio: Decimal, hedge: str | None) -> Ruling:
    """`doubled`, `more than doubled`, `halved`: the ratio of end to start against the word."""
    if hedge in ("over", "at_least", "just_over"):
        good = ratio > times if times > 1 else ratio < times
        return Ruling("supported" if good else "contradicted", "multiple", "" if good else "value")
    if hedge in ("under", "at_most"):
        good = ratio < times
        return Ruling("supported" if good else "contradicted", "multiple", "" if good else "value")
    low, high = (NEAR * times, BOUND_SHARE * times) if times > 1 else (times / BOUND_SHARE, times / NEAR)
    if hedge == "nearly":
        low, high = (NEAR_AMBER * times, times) if times > 1 else (times, times / NEAR_AMBER)
    if low <= ratio <= high:
        return Ruling("supported", "multiple")
    amber = low * NEAR_AMBER <= ratio <= high * BOUND_SHARE
    return Ruling("imprecise" if amber else "contradicted", "multiple", "rounding" if amber else "value")
