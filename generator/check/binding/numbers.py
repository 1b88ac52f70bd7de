"""Numbers become questions: which of them are claims, whose they are, and what they measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.check.binding.apart import as_apart
from generator.check.binding.bars import as_bar_move
from generator.check.binding.claim import Claim
from generator.check.binding.counted import completed, counts_as_claim, precise
from generator.check.binding.distances import as_distance
from generator.check.binding.dress import dress
from generator.check.binding.flows import as_flow, flow_names
from generator.check.binding.gaps import as_gap
from generator.check.binding.intraday import as_course
from generator.check.binding.levels import as_level, own_day
from generator.check.binding.lists import listed_names
from generator.check.binding.moves import as_delta, as_move, is_delta, shares_move
from generator.check.binding.multiples import as_multiple, as_share_of_extreme
from generator.check.binding.pairs import bind_pairs
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.scene import Scene
from generator.check.binding.spreads import as_spread
from generator.check.binding.statistics import as_statistic, as_supply
from generator.check.binding.subjects import or_topic, subjects_of
from generator.check.binding.thens import as_then
from generator.check.binding.times import times_of
from generator.check.comparing.amounts import NumberTest
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.units import CODES, CURRENCIES, CURRENCY_WORDS, DOLLARS


def bind_numbers(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims for the numbers of a sentence that nothing else has used."""
    scene.bar, scene.bar_now = scene.bar_now, None
    yield from bind_pairs(s, scene)
    for index, q in enumerate(s.numbers):
        if q.core not in s.used:
            claim = _number(s, scene, q, index)
            if claim is not None:
                s.used.add(q.core)
                yield claim


def _number(s: Sentence, scene: Scene, q: Quantity, index: int) -> Claim | None:
    names: tuple[Name, ...] = ()
    if not q.unit:
        names = _named(s, scene, q, index)
        q = s.numbers[index] = completed(s, scene, q, names)
    elif q.currency in ("GBX", "GBP"):
        names = _named(s, scene, q, index)
        q = s.numbers[index] = in_pence(scene, names[0].key or "", q) if names else q
    if not counts_as_claim(s, q):
        return None
    apart = as_apart(s, scene, q)
    if apart is not None:
        return apart
    names = _named(s, scene, q, index) if q.unit else names
    first, last, sign, size = dress(s, q)
    claim = Claim(s, first, last, "number", number=q)
    if q.form == "fraction" and s.low(q.last) == "that":
        return replace(claim, missing="a fraction of another number")
    if _of_a_study(s):
        return None if not q.unit else replace(claim, missing="a statement about many past cases needs a study")
    if not names:
        return (
            None
            if q.spelled or q.unit == "fraction" or (q.unit == "" and not precise(q))
            else replace(claim, missing="no instrument is named")
        )
    if _of_no_series(s, scene, q, names):
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


def _of_no_series(s: Sentence, scene: Scene, q: Quantity, names: tuple[Name, ...]) -> bool:
    """A bare number or an amount in other money, where the sentence names no instrument: a price in a shop, a count."""
    if any(m.name.anaphor is None for m in s.mentions) or q.unit not in ("", "money", "fraction"):
        return False
    told = any(m.cue.role in _TOLD and not m.cue.noun and m.last <= q.first for m in s.marks)
    if names[0].concept == "?":
        return (not told and q.magnitude < 10**6) or not q.unit
    foreign = q.currency and all(_no_money_of(scene, n.key or "", q) for n in names)
    return bool(foreign) and q.magnitude < 10**6 and not told


_TOLD = frozenset({"level", "move", "extreme", "state"})
_STUDIED = frozenset({"instances", "historically", "median", "occasions"})


def _of_a_study(s: Sentence) -> bool:
    """Whether a sentence sums up past cases rather than telling one."""
    words = s.words(s.lo, s.hi)
    joined = " ".join(words)
    return bool(_STUDIED & set(words)) or any(
        x in joined for x in ("on average", "in these cases", "of those years", "in those years", "in past cycles")
    )


def _named(s: Sentence, scene: Scene, q: Quantity, index: int) -> tuple[Name, ...]:
    listed = listed_names(s, scene, q)
    if listed:
        return listed
    names = subjects_of(scene, s, q.first, q.last)
    names = or_topic(scene, s, names)
    own = own_day(s, q) if q.unit in ("", "money") and not any(m.name.anaphor is None for m in s.mentions) else None
    if own is not None and own.first >= q.last:
        names = tuple(n for n in scene.recent if n.key and scene.kind(n) != "rate") or names
    if (
        q.unit in ("percent", "points", "times")
        and len(names) == 1
        and names[0].kind == "flow"
        and not any(m.name == names[0] and m.first >= s.lo for m in s.mentions)
    ):
        names = tuple(n for n in scene.recent[::-1] if n.kind != "flow" and n.key)[:1] or names
    return flow_names(s, scene, q, names)


def _bound(s: Sentence, scene: Scene, q: Quantity, name: Name, claim: Claim, sign: int, size: str) -> Claim | None:
    key = name.key or ""
    kind = scene.kind(name)
    stats = as_statistic(s, scene, q, name, claim)
    if stats is not None:
        return stats
    if any(w in ("cycle", "cycles") for w in s.words(q.first - 9, q.last + 14)) and any(
        w in ("previous", "past", "prior", "earlier", "last") for w in s.words(q.first - 9, q.last + 14)
    ):
        return replace(claim, missing="an earlier cycle is not dated")
    if any(w in ("averaged", "averaging", "average") for w in s.words(q.first - 3, q.first)):
        return replace(claim, missing="an average over time is not measured")
    if any(w in ("lingered", "hovered", "hovering", "languished", "oscillated") for w in s.words(q.first - 4, q.first)):
        return replace(claim, missing="a level over a stretch of time is not measured")
    if q.unit in ("bp", "pp") and q.spelled and not sign and q.magnitude == 1:
        return None
    if q.unit == "money" and q.currency and _other_money(scene, key, q):
        times = times_of(scene, s, q.first, q.last)
        return replace(
            claim, kind="level", readings=readings(key, "level", (None,), times.days), test=NumberTest(q, "unit")
        )
    if q.unit == "money" and q.magnitude >= 10**7 and kind not in ("balance", "flow"):
        return replace(claim, missing="an amount that the tape does not hold")
    supply = as_supply(s, scene, q, key, claim)
    if supply is not None:
        return supply
    times = times_of(scene, s, q.first, q.last)
    gap = as_gap(s, scene, q, name, claim, times)
    if gap is not None:
        return gap
    if q.unit == "times":
        return as_multiple(s, scene, q, key, claim, times)
    share = as_share_of_extreme(s, scene, q, key, claim)
    if share is not None:
        return share
    found = as_then(s, scene, q, key, claim, sign) or as_course(s, scene, q, key, claim, sign)
    found = found or as_bar_move(s, scene, q, key, claim, sign)
    if found is None and times.moment:
        return replace(claim, missing="a price within the day is not on the tape")
    found = found or as_distance(s, scene, q, key, claim)
    if found is not None:
        return found
    spread = as_spread(s, scene, q, name, claim, times)
    if spread is not None:
        return spread
    if kind == "flow":
        return as_flow(scene, q, key, claim, times, s)
    if q.unit in ("percent", "fraction", "bp", "pp", "points"):
        return as_move(s, scene, q, key, kind, claim, times, sign, size)
    if q.unit == "money" and kind in ("rate", "volatility_index", "indicator") and q.currency:
        return replace(
            claim, kind="level", readings=readings(key, "level", (None,), times.days), test=NumberTest(q, "unit")
        )
    if is_delta(s, q, kind, sign):
        return as_delta(q, key, claim, times, sign)
    shared = shares_move(s, q) if not sign or q.hedge else 0
    if shared:
        return as_delta(q, key, claim, times, shared)
    if s.low(s.lo) in ("that", "that's") and scene.level_days and q.unit == "money" and q.first - s.lo <= 3:
        windows = (*(f"since:{d}" for d in scene.level_days), *times.windows)
        return replace(
            claim,
            kind="change",
            readings=readings(key, "delta", windows, (None,))[:MAX_READINGS],
            test=NumberTest(q, "delta", sign),
        )
    return as_level(s, scene, q, key, claim, times)


_MONEY = {c: c for c in (*CURRENCIES.values(), *CODES.values(), *CURRENCY_WORDS.values(), *DOLLARS.values())}
_MONEY |= {"pence": "GBP", "GBX": "GBP", "GBp": "GBP", "p": "GBP", "cents": "cents"}


def in_pence(scene: Scene, key: str, q: Quantity) -> Quantity:
    """A number in the unit of its series: pounds of a price in pence, and the reverse."""
    of = scene.directory.instruments.get(key)
    pence = of is not None and of.unit in ("pence", "GBX", "GBp", "p")
    if q.unit != "money" or of is None or pence == (q.currency == "GBX") or _MONEY.get(of.unit) != "GBP":
        return q
    by = 100 if pence else Decimal("0.01")
    return replace(q, value=q.value * by, grain=q.grain * by, scale=q.scale * by)


def _no_money_of(scene: Scene, key: str, q: Quantity) -> bool:
    """Whether an amount cannot be one of a series: in another currency, or in any but dollars where it is in none."""
    of = scene.directory.instruments.get(key)
    return _other_money(scene, key, q) or (of is not None and of.unit not in _MONEY and q.currency != "USD")


def _other_money(scene: Scene, key: str, q: Quantity) -> bool:
    """Whether a number is in another currency than its series."""
    of = scene.directory.instruments.get(key)
    return of is not None and of.unit in _MONEY and _MONEY[q.currency or "USD"] != _MONEY[of.unit]
