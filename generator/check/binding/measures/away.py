"""How far a price is from an extreme close: as a share of it, or in units."""

from __future__ import annotations

from datetime import date

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.bases import Base
from generator.check.binding.measures.extents import begins_in, span_of
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.times.times import day_before
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.tape.series import to_date


def far_from(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, base: Base, sign: int = 0) -> Claim:
    """From an extreme close, as a share of it; `sign` is the side of it that the words tell (0: the usual one)."""
    days = day_before(scene, s, q.first)
    when, top = base.when, bool(base.top)
    if when is not None and when.since and begins_in(scene, key, when):
        when = None  # `its highest close since 2013`, where the file begins in that year
    if when is not None and when.last <= q.first:
        days = (None, *(d for d in days if d != when.end and d is not None))
    scene.last_drawdown, scene.distance = True, id(s.block)
    measure = "drawdown" if top else "rebound"
    span = span_of(when)
    if span:
        found = tuple(Reading(key, "fromhigh" if top else "fromlow", None, at=d, parameter=span) for d in days)
        if top and when is not None and _is_top_date(scene, key, when):
            found = tuple(Reading(key, "drawdown", "all", at=d) for d in days) + found
    elif when is not None and when.windows and when.windows != ("1d",):
        found = readings(key, measure, when.windows, days)
    else:
        found = readings(key, measure, ("all", "1y", *scene.window[:1], "ytd"), days)
    if not _TRADED.isdisjoint(s.words(q.last, base.last)):
        found = tuple(_of_trading(r, "high" if top else "low") for r in found)
    denied = not q.hedge and any(m.cue.role == "not" and m.first in s.part(q.core) and 0 < q.first - m.first <= 4 for m in s.marks)  # fmt: skip
    if denied:  # `never closed 10 % below its own`
        q = replace(q, hedge="at_least")
    test = NumberTest(q, q.unit, sign or (-1 if top else 1), negated=denied)
    return replace(claim, last=max(claim.last, base.last), kind="drawdown", readings=found[:MAX_READINGS], test=test)


_TRADED = frozenset({"intraday", "intra-day", "trading"})


def _of_trading(r: Reading, word: str) -> Reading:
    """`20 % below its intraday high`: from the extreme price of trading."""
    return replace(r, measure="offbar", parameter=f"{word}_{r.parameter}" if r.parameter else word)


def units_from(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, base: Base, sign: int = 0) -> Claim:
    """`less than a point short of its all-time closing high`: from an extreme close, in units."""
    days: tuple[date | None, ...] = tuple(dict.fromkeys((None, scene.day, *day_before(scene, s, q.first))))
    word = "high" if base.top else "low"
    span = span_of(base.when)
    if span:
        found = tuple(Reading(key, "offextreme", None, at=d, parameter=f"{word}_{span}") for d in days)
    else:
        named = base.when.windows if base.when is not None and base.when.windows != ("1d",) else ()
        windows = named or ("all", "1y", "ytd", *scene.window[:1])
        found = tuple(Reading(key, "offextreme", w, at=d, parameter=word) for d in days for w in windows)
    unit = q.unit if q.unit in ("bp", "pp") else "pp" if scene.directory.kind(key) == "rate" else "delta"
    test = NumberTest(q, unit, sign or (-1 if base.top else 1))
    return replace(claim, last=max(claim.last, base.last), kind="drawdown", readings=found[:MAX_READINGS], test=test)


def _is_top_date(scene: Scene, key: str, when: When) -> bool:
    columns = scene.answers.columns(key)
    if columns is None or when.start is None or when.end is None or not len(columns[0]):
        return False
    return when.start <= to_date(columns[0][int(columns[1].argmax())]) <= when.end
