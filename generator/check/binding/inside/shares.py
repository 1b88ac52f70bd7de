"""A share of a whole, and an average: `$3bn of the $5bn, or 60 %`, `1 %, 2 % and 3 %, an average of 2 %`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.check.binding.inside.doubt import Doubt, inside, part
from generator.check.binding.inside.figures import (
    PERCENT,
    Bounds,
    bounds,
    pair_bounds,
    point,
    same_measure,
    shown,
    weighed,
)
from generator.check.binding.inside.totals import OWNERS, listed_before
from generator.check.comparing.policy import Ruling
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_THAT_IS = wordset(", or ( \u2014 about roughly that is equal to i.e.")
_NOUNS = wordset(
    "assets inflow inflows outflow outflows total market stocks shares companies members funds days sessions"
)


def shares(s: Sentence) -> Iterator[Doubt]:
    """Shares and averages of a sentence."""
    for k, q in enumerate(s.numbers):
        if k > 1 and q.unit in ("percent", "fraction"):
            yield from _share(s, s.numbers[k - 2], s.numbers[k - 1], q)
        if k > 1 and s.low(q.first - 1) == "of" and s.low(q.first - 2) == "average":
            yield from _average(s, k, q)


def _share(s: Sentence, one: Quantity, two: Quantity, q: Quantity) -> Iterator[Doubt]:
    """`12 of the 15 days, or 80 %`."""
    between, after = s.words(one.last, two.first), s.words(two.last, q.first)
    if between[:1] != ["of"] or not set(between[1:]) <= OWNERS or not same_measure(one, two) or two.value <= 0:
        return
    if not ({"or", "("} & set(after)) or not set(after) <= _THAT_IS | _NOUNS or one.unit not in ("", "money"):
        return
    factor = PERCENT if q.unit == "percent" else Decimal(1)
    ends = (point(one), point(two)) if one.unit == "" and one.form == two.form == "integer" else pair_bounds(one, two)
    written, wide = point(one).over(point(two)), ends[0].over(ends[1])
    if written is None or wide is None:
        return
    yield from _doubt(
        s, q, weighed(q, [written.times(factor)], [wide.times(factor)]), written.times(PERCENT), [one, two]
    )


def _average(s: Sentence, k: int, q: Quantity) -> Iterator[Doubt]:
    """`1 %, 2 % and 3 %, an average of 2 %`."""
    listed = listed_before(s, k)
    if len(listed) < 2 or any(a.sign != b.sign for a, b in pairwise(listed)):
        return
    share = 1 / Decimal(len(listed))
    low = sum((bounds(x).low for x in listed), Decimal(0)) * share
    high = sum((bounds(x).high for x in listed), Decimal(0)) * share
    middle = sum((x.magnitude for x in listed), Decimal(0)) * share
    written = Bounds(middle, middle)
    yield from _doubt(s, q, weighed(q, [written], [Bounds(low, high)]), written, listed)


def _doubt(s: Sentence, q: Quantity, ruling: Ruling | None, fact: Bounds, others: list[Quantity]) -> Iterator[Doubt]:
    if ruling is not None:
        unit = " %" if q.unit in ("percent", "fraction") else ""
        message = f"The numbers give {shown(fact.middle / q.scale, 2)}{unit}."
        yield Doubt("internal.share", inside(ruling), message, (part(s, q), *(part(s, x) for x in others)))
