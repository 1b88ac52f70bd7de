"""Numbers become questions: which of them are claims, whose they are, and what they measure."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.context.asserted import of_times
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.apart import as_apart
from generator.check.binding.measures.bars import as_bar_move
from generator.check.binding.measures.dated import misdated
from generator.check.binding.measures.distances import as_distance
from generator.check.binding.measures.exchange import as_exchange
from generator.check.binding.measures.extents import as_deepest
from generator.check.binding.measures.flows import as_flow
from generator.check.binding.measures.gaps import as_gap
from generator.check.binding.measures.lacks import as_lack
from generator.check.binding.measures.levels import as_level
from generator.check.binding.measures.marks import as_mark
from generator.check.binding.measures.moves import as_delta, as_difference, as_move, is_delta, shares_move
from generator.check.binding.measures.multiples import as_multiple, as_share_of_extreme, sets_size
from generator.check.binding.measures.others import as_share_of_other
from generator.check.binding.measures.passed import ACROSS
from generator.check.binding.measures.spreads import as_spread
from generator.check.binding.measures.stakes import as_stake
from generator.check.binding.measures.statistics import as_statistic, as_supply, of_the_pair
from generator.check.binding.measures.touches import as_touched
from generator.check.binding.numbers.counted import completed, counts_as_claim, counts_things, of_a_study, precise
from generator.check.binding.numbers.fragments import measured_again
from generator.check.binding.numbers.gapped import as_gapped
from generator.check.binding.numbers.money import another_price, another_series, in_pence, of_no_series, wrong_unit
from generator.check.binding.numbers.pairs import bind_pairs
from generator.check.binding.numbers.thens import as_then
from generator.check.binding.numbers.unmeasured import unmeasured
from generator.check.binding.numbers.whose import named_for
from generator.check.binding.runs.old import as_run_move
from generator.check.binding.times.intraday import as_course
from generator.check.binding.times.moments import since_unknown
from generator.check.binding.times.times import Times, times_of
from generator.check.binding.words.dress import dress
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence


def bind_numbers(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims for the numbers of a sentence that nothing else has used."""
    scene.bar, scene.bar_now = scene.bar_now, None
    yield from bind_pairs(s, scene)
    before: Claim | None = None
    for index, q in enumerate(s.numbers):
        if q.core not in s.used:
            before = as_gapped(s, scene, q, before) or _number(s, scene, q, index)
            if before is not None:
                s.used.add(q.core)
                yield from misdated(scene, before)


def _number(s: Sentence, scene: Scene, q: Quantity, index: int) -> Claim | None:
    again = measured_again(s, scene, q)
    if again is not None:
        return again
    q, names = _with_unit(s, scene, q, index)
    worth = as_exchange(s, scene, q) or as_stake(s, scene, q)
    if worth is not None:
        return worth
    if not counts_as_claim(s, q):
        if s.low(q.last) in ("shares", "contracts") and q.magnitude >= 10**6:
            return Claim(s, q.first, q.last + 1, "number", number=q, missing="a volume that the tape does not hold")
        return None
    if counts_things(s, q):
        return Claim(s, q.first, q.last + 1, "number", number=q, missing="a count of what the tape does not hold")
    apart = as_apart(s, scene, q) or of_the_pair(s, scene, q, Claim(s, q.first, q.last, "number", number=q))
    if apart is not None:
        return apart
    names = named_for(s, scene, q, index) if q.unit else names
    mark = as_mark(s, scene, q, names)
    if mark is not None:
        return mark
    first, last, sign, size = dress(s, q)
    claim = Claim(s, first, last, "number", number=q)
    if q.form == "fraction" and {"that", "which"} & set(s.words(q.last, q.last + 1 + (s.low(q.last) == "of"))):
        return replace(claim, missing="a fraction of another number")
    if q.unit and of_times(s, q.first):
        return replace(claim, missing="a sort of case, and no one case")
    if of_a_study(s):
        return None if not q.unit else replace(claim, missing="a statement about many past cases needs a study")
    if not names:
        return (
            None
            if q.spelled or q.unit == "fraction" or (q.unit == "" and not precise(q))
            else replace(claim, missing="no instrument is named")
        )
    if of_no_series(s, scene, q, names):
        return None
    if any(n.key is None and n.concept != "curve" for n in names):
        return replace(
            claim,
            missing=f"the tape has no {names[0].label}"
            if names[0].concept != "?"
            else "the subject is not on the tape",
        )
    built: Claim | None = None
    for name in names:
        one = _bound(s, scene, q, name, claim, sign, size)
        if one is None:
            continue
        built = one if built is None else replace(built, readings=built.readings + one.readings)
    return built if built is not None else replace(claim, missing="what is measured is not clear")


def _with_unit(s: Sentence, scene: Scene, q: Quantity, index: int) -> tuple[Quantity, tuple[Name, ...]]:
    """A number with the unit that the text leaves out or tells in pence or cents, and whose it is where that says so."""
    names: tuple[Name, ...] = ()
    if not q.unit:
        names = named_for(s, scene, q, index)
        q = s.numbers[index] = completed(s, scene, q, names)
    elif q.currency in ("GBX", "GBP", "cents"):
        names = named_for(s, scene, q, index)
        q = s.numbers[index] = in_pence(scene, names[0].key or "", q) if names else q
    return q, names


_AS_PRICES = frozenset({"cheaper", "dearer"})


def _bound(s: Sentence, scene: Scene, q: Quantity, name: Name, claim: Claim, sign: int, size: str) -> Claim | None:
    key = name.key or ""
    kind = scene.kind(name)
    if kind == "volatility_index" and q.unit == "percent" and s.low(q.first - 1) in ACROSS:
        at = s.numbers.index(q)
        q = s.numbers[at] = replace(q, unit="")  # `the VIX piercing 40 percent`
    missing = another_price(s, scene, q, key, sign)
    if missing:
        return replace(claim, missing=missing)
    if kind == "rate" and s.low(q.last) in _AS_PRICES:
        sign = -sign  # of a bond: its yield moved the other way
    found = as_statistic(s, scene, q, name, claim) or wrong_unit(s, scene, q, key, kind, claim)
    found = found or as_supply(s, scene, q, key, claim)
    missing = "" if found is not None else unmeasured(s, q, kind)
    if found is not None or missing:
        return found or replace(claim, missing=missing)
    if sets_size(s, q):
        return replace(claim, missing="so many occasions are not counted")
    times = times_of(scene, s, q.first, q.last)
    found = as_gap(s, scene, q, name, claim, times)
    if found is not None:
        return found
    shared = as_share_of_other(s, scene, q, key, claim, times)
    if shared is not None:
        return shared
    if q.unit == "times":
        return as_multiple(s, scene, q, key, claim, times)
    share = q.unit in ("percent", "fraction") and kind not in ("rate", "flow", "balance")
    deepest = as_deepest(s, scene, q, key, claim, times) if share else None
    if deepest is not None:
        return deepest
    found = (
        as_run_move(s, scene, q, key, claim, sign)
        or as_share_of_extreme(s, scene, q, key, claim)
        or as_then(s, scene, q, key, claim, sign)
    )
    found = found or as_course(s, scene, q, key, claim, sign) or as_bar_move(s, scene, q, key, claim, sign)
    if found is None and times.moment and q.unit in ("", "money") and scene.answers.bars(key, "low") is not None:
        return as_touched(scene, q, key, replace(claim, first=q.first, last=q.last), times)
    if found is None and times.moment:
        return replace(claim, missing="a price within the day is not on the tape")
    found = (
        found
        or as_lack(s, scene, q, key, claim)
        or as_distance(s, scene, q, key, claim)
        or as_spread(s, scene, q, name, claim, times)
    )
    if found is not None:
        return found
    if q.unit in ("percent", "fraction", "bp", "pp", "points") and since_unknown(s, q.last):
        return replace(claim, missing="the day that it counts from is not known")
    if kind == "flow":
        return as_flow(scene, q, key, claim, times, s)
    if q.unit in ("percent", "fraction", "bp", "pp", "points"):
        moved = as_move(s, scene, q, key, kind, claim, times, sign, size)
        other = another_series(s, scene, name)
        return replace(moved, missing=other) if moved is not None and other else moved
    return _in_units(s, scene, q, key, kind, claim, times, sign)


def _in_units(
    s: Sentence, scene: Scene, q: Quantity, key: str, kind: str, claim: Claim, times: Times, sign: int
) -> Claim:
    """A number in the series' own unit: a difference or a level."""
    if is_delta(s, q, kind, sign):
        return as_delta(q, key, claim, times, sign)
    shared = shares_move(s, q) if not sign or q.hedge else 0
    if shared:
        return as_delta(q, key, claim, times, shared)
    return as_difference(s, scene, q, key, claim, times, sign) or as_level(s, scene, q, key, claim, times)
