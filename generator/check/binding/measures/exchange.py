"""Numbers of one instrument that another buys: `one GLD share buys 8.58 shares of SLV, against 9.20 in January`."""

from __future__ import annotations

from datetime import date

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.times.times import times_of
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_BUYS = wordset("buy buys bought buying fetch fetches fetched fetching get gets got worth")
_PIECES = wordset("share shares unit units")
_SHARES = _PIECES | wordset("ounce ounces oz")
_AGAINST = wordset("against from versus vs with than after")


def as_exchange(s: Sentence, scene: Scene, q: Quantity) -> Claim | None:
    """How many pieces of one instrument another one buys, or bought at the time that stands behind the number."""
    if q.unit or q.spelled:
        return None
    pair = _pair(s, scene, q) or _before(s, scene, q)
    if pair is None:
        return None
    scene.exchange = (pair, id(s))
    scene.statistic, scene.pair = ("ratio", id(s.block)), pair  # `Yesterday it was 7.04`
    last = q.last + (s.low(q.last) in _SHARES)
    found = tuple(Reading(pair[0], "ratio", versus=pair[1], at=d) for d in _days(s, scene, q))
    return Claim(s, q.first, last, "statistic", found, NumberTest(q, "statistic"), number=q)


def _days(s: Sentence, scene: Scene, q: Quantity) -> tuple[date | None, ...]:
    own = next((w for w in s.whens if 0 <= w.first - q.last <= 4 and w.grain == "day" and w.end is not None), None)
    if own is not None:
        return tuple(dict.fromkeys(d for d in (own.end, *own.others)))
    times = times_of(scene, s, q.first, q.last)
    return times.days[:2] if times.day_named else (None,)


def _pair(s: Sentence, scene: Scene, q: Quantity) -> tuple[str, str] | None:
    """Of whom: the name before the verb, and the one behind `shares of`."""
    pieces = s.low(q.last)
    bare = pieces == "of" and bool(
        _PIECES & set(s.words(s.part(q.core).first, q.first))
    )  # `one GLD share buys 7.71 of SLV`
    if not bare and (pieces not in _SHARES or s.low(q.last + 1) != "of"):
        return None
    clause = s.part(q.core)
    verb = next((k for k in range(clause.first, q.first) if s.low(k) in _BUYS), None)
    if verb is None:
        return _needed(s, scene, q)
    one = next((m for m in s.mentions if m.first >= clause.first and m.last <= verb and m.key), None)
    two = next((m for m in s.mentions if q.last + 1 - bare < m.first <= q.last + 3 and m.key), None)
    if one is None or two is None or one.key is None or two.key is None or one.key == two.key:
        return None
    fits = bare or pieces in _PIECES or not any(scene.directory.instruments[k].proxy for k in (one.key, two.key))
    return (one.key, two.key) if fits else None


def _needed(s: Sentence, scene: Scene, q: Quantity) -> tuple[str, str] | None:
    """`it takes 11.8 shares of SLV to buy one of GLD`."""
    if s.low(q.first - 1) not in ("take", "takes", "took", "need", "needs", "needed") or s.low(q.last) not in _SHARES:
        return None
    paid, bought = ([m.key for m in s.mentions if m.first > q.last and m.key] + [None, None])[:2]
    between = s.words(q.last, s.hi)
    bar = any(scene.directory.instruments[k].proxy for k in (paid, bought) if k) and s.low(q.last) not in _PIECES
    return (bought, paid) if paid and bought and paid != bought and "buy" in between and not bar else None


def _before(s: Sentence, scene: Scene, q: Quantity) -> tuple[str, str] | None:
    """The pair of the number before it in the sentence, to which this one is compared."""
    pair, told = scene.exchange or (("", ""), 0)
    return pair if told == id(s) and s.low(q.first - 1) in _AGAINST and q.form == "decimal" else None
