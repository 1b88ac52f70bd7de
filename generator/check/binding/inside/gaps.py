"""Two figures and how they differ: `9.5 % against 1.0 %, a lead of 8.5 points`, `twice the 1.0 % of`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.check.binding.inside.doubt import Doubt, inside, part
from generator.check.binding.inside.figures import (
    Bounds,
    best,
    bounds,
    pair_bounds,
    point,
    same_measure,
    shown,
    weighed,
)
from generator.check.binding.inside.words import NO_END, timed_after
from generator.check.comparing.policy import rule_multiple
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_NOUNS = wordset("""
    lead gap difference margin spread edge advantage lag shortfall differential outperformance underperformance
""")
_TIMES = {"twice": Decimal(2), "double": Decimal(2), "thrice": Decimal(3), "triple": Decimal(3)}
_ASIDE = wordset("""
    widest narrowest widening narrowing widened narrowed biggest largest smallest average previous earlier since
    record compared than
""")
_BEFORE_RATIO = wordset("the as much of its that in gain rise fall loss drop 's a an s")


def gaps(s: Sentence) -> Iterator[Doubt]:
    """Differences and ratios of two figures of a sentence."""
    for k, q in enumerate(s.numbers):
        if q.unit in ("pp", "points", "bp", "percent", "money") and _is_gap(s, q):
            yield from _difference(s, s.numbers[max(0, k - 6) : k], q)
    figures = [q for q in s.numbers if q.unit != "times"]
    for one, two in pairwise(figures):
        yield from _ratio(s, one, two)


def _is_gap(s: Sentence, q: Quantity) -> bool:
    """`a lead of 8.5 points`, `an 8.5-point lead`, and no time or comparison of its own."""
    noun = s.low(q.first - 2) in _NOUNS and s.low(q.first - 1) == "of"
    after = s.low(q.last) in _NOUNS
    if not (noun or after):
        return False
    around = (*s.words(q.first - 5, q.first), *s.words(q.last, q.last + 3))
    return _ASIDE.isdisjoint(around) and not timed_after(s, q)


def _difference(s: Sentence, before: list[Quantity], q: Quantity) -> Iterator[Doubt]:
    """The two figures right before, if they are the only ones in their unit and in the same stretch."""
    factor = {"pp": 1, "points": 1, "percent": 1, "bp": 100}.get(q.unit, 1)
    wanted = {"percent"} if q.unit in ("pp", "points", "bp", "percent") else {"money"}
    figures = [x for x in before if x.unit in wanted]
    if len(figures) != 2 or len(before) != 2 or not same_measure(*figures):
        return
    one, two = figures
    if any(s.tokens[k].text in NO_END for k in range(one.last, q.first)) or q.first - two.last > 14:
        return
    written = [b.times(Decimal(factor)) for b in _apart(point(one), point(two))]
    wide = [b.times(Decimal(factor)) for b in _apart(*pair_bounds(one, two))]
    ruling = weighed(q, written, wide)
    if ruling is None:
        return
    nearest = min((b.middle for b in written), key=lambda v: abs(v - q.magnitude))
    told = f"{s.phrase(one.first, one.last)} and {s.phrase(two.first, two.last)}"
    message = f"{told} are {shown(nearest, 2)} apart."
    yield Doubt("internal.gap", inside(ruling), message, (part(s, q), part(s, one), part(s, two)))


def _apart(one: Bounds, two: Bounds) -> list[Bounds]:
    """How far apart two magnitudes are, on the same side of nothing or on both."""
    return [(one - two).size, one + two]


def _ratio(s: Sentence, one: Quantity, two: Quantity) -> Iterator[Doubt]:
    """`rose 9.5 %, twice the 4.7 % of the S&P`, `twice as much as the 4.7 %`."""
    if one.unit not in ("percent", "money", "points", "bp") or not same_measure(one, two):
        return
    at = next((k for k in range(one.last, min(two.first, one.last + 5)) if s.tokens[k].low in _TIMES), None)
    if at is None or two.first - at > 7:
        return
    named = {k for m in s.mentions for k in range(m.first, m.last)}
    between = [s.tokens[k].low for k in range(at + 1, two.first) if k not in named]
    ahead = s.words(one.last, at)
    hedge = "over" if ahead[-2:] == ["more", "than"] else "nearly" if ahead[-1:] in (["nearly"], ["almost"]) else None
    plain = set(ahead) <= {",", "or", "more", "than", "nearly", "almost", "about", "roughly", "\u2014", "some"}
    if not plain or not set(between) <= _BEFORE_RATIO or (hedge is None and "than" in ahead):
        return
    ratio = bounds(one).over(bounds(two))
    if ratio is None:
        return
    times = _TIMES[s.tokens[at].low]
    facts = (ratio.low, ratio.high, min(max(times, ratio.low), ratio.high))
    ruling = best(rule_multiple(times, f, hedge) for f in facts)
    if ruling is not None and ruling.verdict != "imprecise":
        message = f"{s.phrase(one.first, one.last)} is {shown(one.magnitude / two.magnitude, 2)} times the other."
        yield Doubt("internal.ratio", inside(ruling), message, (part(s, one), part(s, two)))
