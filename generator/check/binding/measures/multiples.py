"""Doubled, halved, five times, a 24-bagger; so many times a stated level, an extreme, another move."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.carry import present
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.bases import PEAKS, TROUGHS, number_at
from generator.check.binding.measures.extents import span_of
from generator.check.binding.measures.others import others_readings
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.times import Times, day_before, times_of
from generator.check.binding.words.multiplied import of_others_move
from generator.check.comparing.amounts import MultipleTest, NumberTest
from generator.check.comparing.tests import Test
from generator.check.text.numerals import ORDINALS
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_AS_MUCH = frozenset({"much", "many", "high", "large", "big", "dear", "expensive", "valuable"})
_OTHERS = frozenset({"that", "those", "as", "the", "more", "larger", "bigger", "what"})


def as_multiple(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, times: Times) -> Claim | None:
    """`5x`, `three times`, `a 24-bagger`: the end of a window over its start, or over what is named after it."""
    if valued(s, q):
        return replace(claim, missing="a valuation is not on the tape")
    if of_occasions(s, q):
        return replace(claim, missing="so many occasions are not counted")
    test = _test(s, q)
    based = _over_named(s, scene, q, key, times)
    if based is not None:
        if not based and s.tokens[q.core].low in ("twice", "thrice"):
            return None
        missing = "" if based else "what it is a multiple of is not clear"
        return replace(claim, kind="multiple", readings=based, test=test, missing=missing)
    told = _as_much_as_told(s, scene, q, key, times)
    if told:
        return replace(claim, kind="multiple", readings=told, test=test)
    windows = times.windows
    days = times.days
    back = tuple(x for w in s.whens if w.ago and w.first < q.first for x in w.windows)
    if times.day_named and not times.window_named:
        windows, days = tuple(f"since:{d}" for d in times.days if d), (None,)
    elif not times.window_named:
        anchors = [d for d in (scene.anchor, scene.day) if d is not None]
        windows = tuple(dict.fromkeys((*back, *scene.then, *(f"since:{d}" for d in anchors), *windows)))
    found = readings(key, "mult", windows or ("1d",), dict.fromkeys((*days, *day_before(scene, s, q.first))))
    return replace(claim, kind="multiple", readings=found, test=test)


def of_occasions(s: Sentence, q: Quantity) -> bool:
    """`were down five times`, `has lost 4 % in a week some 21 times`: how often, not how many times as much."""
    here = s.part(q.first)
    if s.low(q.last - 1) != "times" or s.low(q.last) in _OTHERS:
        return False
    sizes = any(n.unit in ("percent", "points", "bp") and n.first in here and n.last <= q.first for n in s.numbers)
    return sizes or s.low(q.first - 1) in ("down", "up", "lower", "higher")


def sets_size(s: Sentence, q: Quantity) -> bool:
    """Whether a number is the size of moves that are counted: the `4 %` of `has lost 4 % in a week some 21 times`, the
    `3 %` of `its second of more than 3 % this week`."""
    if q.hedge in ("over", "at_least") and s.low(q.first - 1) == "of" and s.low(q.first - 2) in ORDINALS:
        return True
    here = s.part(q.first)
    counts = [n for n in s.numbers if n.unit == "times" and q.last <= n.first and n.first in here]
    return q.unit in ("percent", "points", "bp") and any(of_occasions(s, n) for n in counts)


def _as_much_as_told(s: Sentence, scene: Scene, q: Quantity, key: str, times: Times) -> tuple[Reading, ...]:
    """`At the end of July it showed 12. On Monday it closed at 40, three times as much`: of the level told before."""
    if s.low(q.last) != "as" or s.low(q.last + 1) not in _AS_MUCH or not scene.level_days or s.low(q.last + 2) == "as":
        return ()
    days = times.days if times.day_named else (None, *times.days)
    earlier = [d for d in scene.level_days if all(at is None or d < at for at in days[:1])]
    return tuple(Reading(key, "mult", f"since:{d}", at=at) for at in days[:2] for d in earlier[:2])


_VALUED = frozenset({"earnings", "sales", "book", "revenue", "revenues", "profits", "profit", "ebitda", "cash-flow"})


def valued(s: Sentence, q: Quantity) -> bool:
    """`14 times earnings`, `12 times next year's profits`: a price in terms of what a company earns."""
    return q.unit == "times" and bool(_VALUED & set(s.words(q.last, q.last + 4)))


def _test(s: Sentence, q: Quantity) -> Test:
    """`5x` and `3.8x` by their digits; `five times`, `sixfold`, `a 24-bagger` by the row of `doubled`."""
    if q.form == "decimal" or (s.low(q.last - 1) in ("x", "\u00d7") and not q.spelled):
        return NumberTest(replace(q, unit=""), "times")
    return MultipleTest(q.magnitude, q.hedge)


def _over_named(s: Sentence, scene: Scene, q: Quantity, key: str, times: Times) -> tuple[Reading, ...] | None:
    """What a multiple is of, where the text goes on to say it; None where it does not, nothing where it is not known."""
    days = tuple(dict.fromkeys((*times.days[:1], None)))
    owner = of_others_move(s, q.last)
    if owner is not None:
        return others_readings(scene, key, owner, times)
    number = number_at(s, q.last)
    if number is not None and number.unit == "percent" and scene.directory.kind(key) != "rate":
        return ()  # `rose 10 %, nine times the 1.1 % of the index`: of another move
    if number is not None:
        text = f"{number.magnitude.normalize():f}".replace(".", "_")
        return tuple(Reading(key, "levelmult", at=d, parameter=text) for d in days)
    extreme = extreme_after(s, q.last)
    if extreme is not None:
        return extreme_readings(s, scene, key, *extreme, days)
    i = q.last
    when = next((w for w in s.whens if i < w.first <= i + 7), None)
    if s.low(i) == "what" and when is not None and (when.windows or when.end):
        back = when.windows if when.ago or when.end is None else (f"since:{when.end}", *when.windows[:1])
        return readings(key, "mult", back, days)
    if (
        s.low(i) == "as"
        and s.low(i + 1) in _AS_MUCH
        and (i + 2 >= s.hi or (s.low(i + 2) != "as" and not _when_at(s, i + 3)))
    ):
        return None
    return () if s.low(i) in _OTHERS else None


def _when_at(s: Sentence, i: int) -> bool:
    return any(w.first in (i, i - 1) for w in s.whens)


def extreme_after(s: Sentence, i: int) -> tuple[int, bool] | None:
    """The peak or trough that something is a multiple or a share of: `its trough of 21 August`, `what it was at the peak`."""
    for k in range(i, min(i + 10, s.hi)):
        if s.low(k) in PEAKS or s.low(k) in TROUGHS:
            return k, s.low(k) in PEAKS
        if s.tokens[k].text in ",;:()" or any(n.first == k for n in s.numbers):
            return None
    return None


def extreme_readings(
    s: Sentence, scene: Scene, key: str, peak: int, top: bool, days: tuple[object, ...]
) -> tuple[Reading, ...]:
    """The last close over an extreme close, of the period that stands by it."""
    word = "high" if top else "low"
    when = next((w for w in s.whens if peak - 4 <= w.first <= peak + 3), None)
    span = span_of(when)
    if span:
        return tuple(Reading(key, "ofextreme", None, at=d, parameter=f"{word}_{span}") for d in days)  # type: ignore[arg-type]
    windows = when.windows if when is not None and when.windows != ("1d",) else ("all", "1y", "ytd", *scene.window[:1])
    found = tuple(Reading(key, "ofextreme", w, at=d, parameter=word) for d in days for w in windows)  # type: ignore[arg-type]
    return found[:MAX_READINGS]


def as_share_of_extreme(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`a bit more than half of its October high`, `half what it was at the peak of July 2014`, `a third of its record`."""
    if q.unit != "fraction" or s.low(q.last) not in ("of", "what", "its", "the"):
        return None
    extreme = extreme_after(s, q.last)
    when = next((w for w in s.whens if q.last < w.first <= q.last + 7), None)
    if extreme is None and s.low(q.last) == "what" and when is not None and when.end is not None:
        back = when.windows if when.ago else (f"since:{when.end}", *when.windows[:1])
        return replace(
            claim, kind="multiple", readings=readings(key, "mult", back, (None,)), test=NumberTest(q, "fraction")
        )
    if extreme is None or (s.low(q.last) == "of" and s.low(q.last + 1) not in ("its", "the", "their", "what", "that")):
        return None
    verbs = s.words(s.part(q.core).first, q.first)
    if any(w in ("lost", "shed", "fell", "fallen", "dropped", "gained", "recovered") for w in verbs):
        return None
    found = extreme_readings(s, scene, key, *extreme, (None, *day_before(scene, s, q.first)))
    return replace(claim, kind="multiple", readings=found, test=NumberTest(q, "fraction"))


def doubled(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`doubled`, `more than tripled`, `halved`."""
    for mark in s.marks_of("multiple"):
        if s.low(mark.last) in ("digit", "digits", "figures", "top", "bottom", "dip", "whammy", "down", "leveraged", "witching"):  # fmt: skip
            continue
        names = subjects_of(scene, s, mark.first, mark.last)
        if s.low(mark.last) == "where" and (before := s.part(mark.first).first - 1) > s.lo:
            names = subjects_of(scene, s, before, before + 1)  # `is at 2.98 %, almost double where it began the year`
        if not names:
            continue
        whose = s.low(mark.last) == "the" and s.low(mark.last + 2) in ("of", "in")
        if s.low(mark.last) in ("its", "their", "the") and s.low(mark.last + 1) in _MOVES and not whose:
            yield Claim(s, mark.first, mark.last + 2, "multiple", missing="how much of a move was left is not measured")
            continue
        hedge, first = _hedge(s, mark.first)
        claim = Claim(s, first, mark.last, "multiple")
        if names[0].key is None:
            yield replace(claim, missing=f"the tape has no {names[0].label}")
            continue
        owner = of_others_move(s, mark.last)
        if owner is not None:
            asked = others_readings(scene, names[0].key, owner, times_of(scene, s, mark.first, mark.last))
            missing = "" if asked else "what it is a multiple of is not measured"
            test = MultipleTest(Decimal(mark.cue.detail), hedge)
            yield replace(claim, readings=asked, test=test if asked else None, missing=missing)
            continue
        amount = next((q for q in s.numbers if mark.last + 1 <= q.first <= mark.last + 3 and q.unit == "money"), None)
        if amount is not None and amount.magnitude >= 10**7 and scene.kind(names[0]) not in ("balance", "flow"):
            yield replace(claim, missing="an amount that the tape does not hold")  # `volume doubled to over $6 billion`
            continue
        times = times_of(scene, s, mark.first, mark.last)
        windows = times.windows
        on: tuple[Reading, ...] = ()
        if times.day_named and not times.window_named:
            windows = tuple(f"since:{d}" for d in times.days if d) or ("1d",)
            on = () if present(s, mark.first) else tuple(Reading(names[0].key, "mult", "1d", at=d) for d in times.days)
        elif not times.window_named:
            anchors = [d for d in (scene.anchor, scene.day) if d is not None]
            windows = tuple(dict.fromkeys((*windows, *scene.then, *(f"since:{d}" for d in anchors))))
        key = names[0].key
        test = MultipleTest(Decimal(mark.cue.detail), hedge)
        ended = times.when is not None and times.when.grain in ("week", "span") and times.day_named
        found = readings(key, "mult", windows or ("ytd",), times.days if ended else (None,))
        yield replace(claim, readings=tuple(dict.fromkeys((*on, *found))), test=test)


_MOVES = wordset("loss losses gain gains decline declines drop deficit advance")


_HEDGED = {
    "more than": "over", "better than": "over", "well over": "over", "less than": "under", "at least": "at_least", "just about": "about",
    "nearly": "nearly", "almost": "nearly", "roughly": "about", "about": "about", "virtually": "nearly", "practically": "nearly",
    "not quite": "nearly", "all but": "nearly", "close to": "nearly", "just over": "over", "just under": "nearly",
}  # fmt: skip


def _hedge(s: Sentence, first: int) -> tuple[str | None, int]:
    two, one = " ".join(s.words(first - 2, first)), s.low(first - 1)
    if two in _HEDGED:
        return _HEDGED[two], first - 2
    return (_HEDGED[one], first - 1) if one in _HEDGED else (None, first)
