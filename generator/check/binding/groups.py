"""Claims about a group: `all three indices rose`, `none moved by as much as 0.10 %`, `only the Russell 2000 ended higher`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.check.answering.reading import Answer, Reading
from generator.check.binding.claim import Claim
from generator.check.binding.readings import readings
from generator.check.binding.scene import Scene
from generator.check.binding.subjects import indices
from generator.check.binding.times import times_of
from generator.check.comparing.amounts import converted
from generator.check.comparing.policy import Ruling
from generator.check.comparing.tests import SignTest
from generator.check.text.numerals import number_word
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_ALL = frozenset({"all", "both", "each", "every"})
_NONE = frozenset({"none", "neither"})
_QUANTIFIERS = _ALL | _NONE
_MEMBERS = wordset("indices indexes benchmarks gauges them three two four moves averages")
_LESS = frozenset({"smaller", "less", "under", "below", "fewer"})


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


def bind_groups(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Quantified claims; the numbers in them are theirs."""
    for i in range(s.lo, s.hi - 1):
        if s.tokens[i].low in _QUANTIFIERS:
            yield from _quantified(s, scene, i)
        elif s.tokens[i].low == "only":
            yield from _only(s, scene, i)


def _members(s: Sentence, scene: Scene, i: int) -> tuple[int, int] | None:
    """The end of `all three US indices`, and how many they are said to be (0: not said)."""
    count, k, seen = 0, i + 1, False
    if s.low(i) == "both":
        count = 2
    while k < s.hi and k - i < 7:
        found = number_word(s.tokens, k)
        if found and found[0] in (2, 3, 4, 5):
            count, seen = found[0], True
        elif s.low(k) in _MEMBERS:
            seen = True
        elif s.low(k) not in ("of", "the", "us", "u.s.", "american", "stock", "major", "main", "equity"):
            break
        k += 1
    return (k, count) if seen else None


def _quantified(s: Sentence, scene: Scene, i: int) -> Iterator[Claim]:
    found = _members(s, scene, i)
    if found is None:
        return
    end, count = found
    group = indices(scene, count)
    if count and len(group) != count:
        return
    none = s.low(i) in _NONE
    bound = next(
        (
            q
            for q in s.numbers
            if q.first >= end and q.first - end <= 10 and q.unit in ("percent", "bp", "pp") and q.core not in s.used
        ),
        None,
    )
    mark = next(
        (m for m in s.marks if end <= m.first <= end + 6 and m.cue.role in ("move", "state", "compare") and m.cue.sign),
        None,
    )
    times = times_of(scene, s, i, bound.last if bound else end)
    windows = times.windows or ("1d",)
    if bound is not None and _bounded(s, bound, end):
        s.used.add(bound.core)
        less = any(w in _LESS for w in s.words(end, bound.core)) or bound.hedge in ("under",)
        yield _claim(s, i, bound.last, group, windows[:1], times.days[:1], BoundTest(bound, below=less or none))
    elif mark is not None and bound is None and mark.cue.role != "compare":
        last = mark.last
        yield _claim(
            s, i, last, group, windows[:1], times.days[:1], SignTest(-mark.cue.sign if none else mark.cue.sign)
        )


def _bounded(s: Sentence, q: Quantity, end: int) -> bool:
    words = s.words(end, q.core)
    return q.hedge in ("over", "under", "at_least", "at_most") or "than" in words or ("as" in words and "much" in words)


def _claim(s: Sentence, first: int, last: int, group: tuple[str, ...], windows, days, test) -> Claim:  # type: ignore[no-untyped-def]  # noqa: ANN001
    found: tuple[Reading, ...] = tuple(r for key in group for r in readings(key, "change", windows, days))
    return Claim(s, first, last, "quantifier", found, test, group=max(2, len(group)))


def _only(s: Sentence, scene: Scene, i: int) -> Iterator[Claim]:
    """`only the Russell 2000 ended the quarter higher`: it did, and the others did not."""
    mention = next((m for m in s.mentions if i < m.first <= i + 2 and m.key), None)
    if mention is None or scene.kind(mention.name) != "equity_index":
        return
    mark = _direction_after(s, mention.last)
    if mark is None:
        return
    others = tuple(k for k in indices(scene, 0) if k != mention.key)
    times = times_of(scene, s, i, mention.last)
    windows = (times.windows or ("1d",))[:1]
    if not others:
        return
    yield Claim(
        s,
        i,
        mark.last,
        "quantifier",
        readings(mention.key or "", "change", windows, times.days[:1]),
        SignTest(mark.cue.sign),
    )
    rest = tuple(r for key in others for r in readings(key, "change", windows, times.days[:1]))
    yield Claim(s, i, mark.last, "quantifier.rest", rest, SignTest(-mark.cue.sign), group=max(2, len(others)))


def _direction_after(s: Sentence, start: int) -> Mark | None:
    return next(
        (
            m
            for m in s.marks
            if start <= m.first <= start + 10 and m.cue.role in ("move", "state", "noun") and m.cue.sign
        ),
        None,
    )


ZERO = Decimal(0)
