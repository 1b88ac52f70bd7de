"""Numbers that are distances: from a peak or a low, from a level that the text states."""

from __future__ import annotations

from dataclasses import replace

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.dress import dress
from generator.check.binding.readings import readings
from generator.check.binding.scene import Scene
from generator.check.binding.times import day_before
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset
from generator.tape.series import to_date

_DISTANCE = wordset("""
    below under off beneath short shy above from over lower higher down up beyond away adrift
""")
PEAKS = wordset("peak peaks high highs record top highest ath maximum summit")
TROUGHS = frozenset(["low", "lows", "trough", "bottom", "lowest", "nadir", "minimum"])


def as_distance(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`45 % below the peak of April 2011`, `19.8 % under its September peak`, `17.9 % since the low`, `up 3 % from its low`."""
    if q.unit not in ("percent", "fraction"):
        return None
    i = q.last
    hops = 0
    led = _led_by_peak(s, scene, q, key, claim)
    if led is not None:
        return led
    while hops < 3 and s.low(i) in _DISTANCE | {
        "of",
        "to",
        "drop",
        "fall",
        "decline",
        "loss",
        "gain",
        "rise",
        "rebound",
        "bounce",
    }:
        i += 1
        hops += 1
    if not hops:
        return _from_stated_peak(s, scene, q, key, claim)
    level = _from_level(s, scene, q, key, claim, i) if s.low(q.last) not in ("to", "of") else None
    if level is not None:
        return level
    _, hi = s.hard_clause(q.core)
    stop = min([hi, i + 9, *(n.first for n in s.numbers if n.first >= i)])
    peak = next((k for k in range(i, stop) if s.low(k) in PEAKS or s.low(k) in TROUGHS), None)
    if peak is None or any(s.tokens[k].text in ",;:(" for k in range(i, peak)):
        return None
    top = s.low(peak) in PEAKS
    when = next(
        (w for w in s.whens if i <= w.first < min(hi, peak + 4) and (w.last <= peak + 1 or w.first <= peak + 3)), None
    )
    last = max(peak + 1, when.last if when is not None and when.first <= peak + 3 else 0)
    while s.low(last) in ("close", "closing", "high", "highs", "level"):
        last += 1
    return _far_from(s, scene, q, key, claim, when, top, last)


def _led_by_peak(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`Below their record closes: the S&P 500 by 20 %, the Nasdaq by 23.6 %`."""
    lo, _ = s.hard_clause(q.core)
    head = s.words(s.lo, lo)
    if (
        lo == s.lo
        or not (set(head) & {"below", "under", "off", "beneath", "against", "from"})
        or not (set(head) & PEAKS)
    ):
        return None
    negated = any(w in ("not", "never") for w in s.words(q.last, q.last + 3))
    test = NumberTest(replace(q, hedge="at_least") if negated else q, q.unit, -1, negated=negated)
    return replace(claim, kind="drawdown", readings=readings(key, "drawdown", ("all", "1y"), (None,)), test=test)


def _from_level(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, i: int) -> Claim | None:
    """`19.78 per cent below the 2,930.75 of 20 September`: from a level that the text states."""
    while s.low(i) in (
        "the",
        "its",
        "record",
        "close",
        "closing",
        "of",
        "high",
        "peak",
        "low",
        "level",
        "a",
        "previous",
        "their",
        "points",
    ):
        i += 1
    base = next((n for n in s.numbers if i in (n.first, n.core)), None)
    if base is None or base.unit not in ("", "money", "points") or base.magnitude < 1:
        return None
    top = any(w in ("below", "under", "off", "beneath", "short", "down", "lower") for w in s.words(q.last, i))
    text = f"{base.magnitude.normalize():f}".replace(".", "_")
    found = tuple(Reading(key, "fromlevel", at=d, parameter=text) for d in (None, *day_before(scene, s, q.first)))
    sign = q.sign or (-1 if top else dress(s, q)[2] or 1)
    return replace(claim, kind="drawdown", readings=tuple(dict.fromkeys(found)), test=NumberTest(q, q.unit, sign))


def _from_stated_peak(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`takes the decline from the 10 February closing high (3,413.81) to 22.9 %`; `drawdown of 20 %`."""
    lo, _ = s.hard_clause(q.core)
    words = s.words(max(lo, q.first - 16), q.first)
    if "drawdown" in words[-4:]:
        return replace(
            claim,
            kind="drawdown",
            readings=readings(key, "drawdown", ("all", "1y", "ytd"), (None,)),
            test=NumberTest(q, q.unit, -1),
        )
    falls = [k for k, w in enumerate(words) if w in ("decline", "drop", "fall", "loss", "retreat", "slide", "pullback")]
    peaks = [k for k, w in enumerate(words) if w in PEAKS]
    if (
        not falls
        or not peaks
        or words[-1] not in ("to", "at", "is", "of")
        or peaks[-1] < falls[0]
        or "from" not in words[falls[0] : peaks[-1]]
    ):
        return None
    peak = max(lo, q.first - 16) + peaks[-1]
    near = [w for w in s.whens if lo <= w.first <= peak and w.grain in ("day", "month") and peak - w.last <= 3]
    when = near[-1] if near else None
    return _far_from(s, scene, q, key, claim, when, True, q.last)


def _far_from(
    s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, when: When | None, top: bool, last: int
) -> Claim:
    days = day_before(scene, s, q.first)
    if when is not None and when.last <= q.first:
        days = (None, *(d for d in days if d != when.end and d is not None))
    scene.last_drawdown = True
    if when is not None and when.windows and when.grain == "window" and when.windows != ("1d",):
        found = readings(key, "drawdown" if top else "rebound", when.windows, days)
    elif when is not None and when.start is not None and when.end is not None and when.grain != "window":
        span = f"{when.start}_{when.end}"
        found = tuple(Reading(key, "fromhigh" if top else "fromlow", None, at=d, parameter=span) for d in days)
        full = (
            tuple(Reading(key, "drawdown", "all", at=d) for d in days) if top and _is_top_date(scene, key, when) else ()
        )
        found = full + found
    else:
        found = readings(key, "drawdown" if top else "rebound", ("all", "1y", *scene.window[:1], "ytd"), days)
    return replace(
        claim, last=max(claim.last, last), kind="drawdown", readings=found, test=NumberTest(q, q.unit, -1 if top else 1)
    )


def _is_top_date(scene: Scene, key: str, when: When) -> bool:
    columns = scene.answers.columns(key)
    if columns is None or when.start is None or when.end is None or not len(columns[0]):
        return False
    return when.start <= to_date(columns[0][int(columns[1].argmax())]) <= when.end


def as_shortfall(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`less than a point short of its all-time closing high`: the distance in points."""
    if q.unit not in ("points", "money", "") or s.low(q.last) not in (
        "short",
        "shy",
        "below",
        "off",
        "under",
        "from",
        "away",
    ):
        return None
    if not any(w in PEAKS for w in s.words(q.last, q.last + 8)) or any(
        n.first in range(q.last, q.last + 4) for n in s.numbers
    ):
        return None
    return replace(
        claim,
        kind="drawdown",
        readings=readings(key, "offhigh", ("all", "1y", "ytd"), (None, scene.day)),
        test=NumberTest(q, "delta", -1),
    )
