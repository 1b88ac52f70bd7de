"""Talk of a day's course: moves that were pared, erased or reversed before the close, and levels passed for a while."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.times.times import times_of
from generator.check.comparing.amounts import NumberTest, ReachedTest
from generator.check.text.clauses import Clause
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_UNDO = wordset("""
    pare pared paring pares trim trimmed trimming trims erase erased erasing erases recoup recouped recouping reverse
    reversed reversing reverses overcome overcame overcoming reversal shrug shrugged wipe wiped wipes wiping
""")
_RECOVER = wordset("""
    recovered recovering recovers rebounded rebounding rebounds bounced bouncing retreated retreating faded fading
    surrendered surrendering halved halving cut cutting gave giving
""")
_REACHED = wordset("reached hit topped exceeded peaked")
_GIVEN = wordset(
    "gave give gives giving lost lose losing surrendered surrendering squandered squandering"
)  # up, with a gain
_LEFT = wordset("""
    up out away
    a an the its their early earlier initial opening morning afternoon intraday session day's all most much of some
    nearly almost about loss losses gain gains drop decline fall rise advance jump slide surge tumble slump as from by
    more than what had been was at one point session's sharp steep brief
""")
_OF_DAY = wordset("early earlier initial opening morning afternoon intraday")
_GAINS = wordset("gain gains advance rise jump rally climb lead leap")
_PERIODS = wordset("week weeks month months quarter quarters year years weekly monthly quarterly annual yearly")
_FOR_A_WHILE = wordset("temporarily briefly momentarily fleetingly intraday touched touching touches")
_MOMENTS = (
    "at one point", "at one stage", "at some point", "so far today", "earlier in the day", "earlier in the session",
    "earlier on the day", "for a moment", "for a minute", "for a while", "for all of", "for a few minutes", "as low as",
    "as high as", "early on", "earlier today", "in early trading", "in morning trading", "session high", "session low",
)  # fmt: skip
_CLOSING = wordset("closing ending finishing settling close end finish settle")
_BACK = _UNDO | _RECOVER | _CLOSING
_ENDED = wordset("closed ended finished settled closing ending finishing settling")
_SWUNG = wordset("""
    swung swinging swings seesawed seesawing whipsawed whipsawing veered veering lurched lurching careened careening
    zigzagged zigzagging
""")  # `swung between a gain of 1 % and a loss of 2 %`: the ends of the day's trading
_HAD = frozenset({"had", "having"})
EARLIER = ("earlier in the day", "earlier in the session", "earlier in the trading day", "earlier that day", "earlier on the day")  # fmt: skip


def as_course(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, sign: int) -> Claim | None:
    """`trimming an earlier 90 % surge`, `tumbled 5.3 % and then pared declines`, `had been down 4 % earlier in the day`."""
    if q.unit not in ("percent", "points") or scene.directory.kind(key) in ("balance", "flow"):
        return None
    if q.unit == "percent" and s.words(q.last, q.last + 2) == ["high", "low"]:
        times = times_of(scene, s, q.first, q.last)
        spans = tuple(Reading(key, "barrange", w, at=d) for w in times.windows[:2] for d in times.days[:1])
        return replace(claim, kind="change", readings=spans, test=NumberTest(q, "percent"))
    swung = _swung(s, q)
    reached = _had_reached(s, q)
    sign = reached or sign
    if not sign or not (swung or reached or undone(s, q) or pared_after(s, q.last) or _earlier(s, q)):
        return None
    times = times_of(scene, s, q.first, q.last)
    if times.window_named and not times.day_named and times.windows[:1] != ("1d",):
        return None
    measure = "barchange" if q.unit == "percent" else "bardelta"
    field = "low" if sign < 0 else "high"
    found = tuple(Reading(key, measure, "1d", at=d, parameter=field) for d in times.days[:2])
    if swung and "to" in s.words(
        q.first - 4, q.first
    ):  # `swung from a gain of 2 % to a loss of 1 %`: as it closed, too
        found += tuple(Reading(key, "change" if q.unit == "percent" else "delta", "1d", at=d) for d in times.days[:2])
    test = NumberTest(q, "percent" if q.unit == "percent" else "delta", sign)
    return replace(claim, kind="change", readings=found, test=test if swung else ReachedTest(test))


def _swung(s: Sentence, q: Quantity) -> bool:
    """`swung between a gain of 1 % and a loss of 2 %`, `went from a gain of 2 % to a loss of 1 %`: the ends of a day."""
    words = s.words(s.part(q.core).first, q.first)
    if not _SWUNG.isdisjoint(words):
        return True
    at = next((k for k in range(len(words) - 2) if words[k] == "from" and words[k + 1] in ("a", "an")), None)
    return at is not None and words[at + 2] in _ENDS_OF_SWING and not _WENT.isdisjoint(words[:at])


_ENDS_OF_SWING = wordset("gain loss advance decline drop rise")
_WENT = wordset("went turned flipped reversed going turning flipping reversing")


def undone(s: Sentence, q: Quantity) -> bool:
    """Whether a number is the object of a verb that undoes a move: `erasing an earlier loss of 370 points`."""
    k = q.first - 1
    while k >= s.lo and q.first - k < 9 and s.low(k) in _LEFT:
        k -= 1
    given = (
        s.low(k) in _GIVEN
        and not _OF_DAY.isdisjoint(s.words(k, q.first))
        and not _GAINS.isdisjoint(s.words(k, q.first))
    )
    if s.low(k) not in _UNDO and not given and not (s.low(k) in _RECOVER and "from" in s.words(k, k + 3)):
        return False
    return not _of_a_period(s, k, min(q.last + 4, s.part(q.core).last))


def pared_after(s: Sentence, last: int) -> bool:
    """Whether the next clause takes a move back: `and then pared declines`, `before closing up 1 %`."""
    clause = s.part(last - 1)
    if _whens(s, clause, "window") or _of_a_period(s, clause.first, clause.last):
        return False
    inside = next((k for k in range(last, clause.last) if s.low(k) in ("before", "then")), None)
    lo = inside if inside is not None else clause.last
    at = s.parts.index(s.part(min(lo + 1, s.hi - 1)))
    hi = clause.last if inside is not None else s.parts[min(at + 1, len(s.parts) - 1)].last
    if any(lo <= w.first < hi and w.grain in ("day", "month", "year", "quarter", "week") for w in s.whens):
        return False
    words = s.words(lo, min(lo + 5, hi))
    if "before" in words[:2]:
        return not _BACK.isdisjoint(words) and "market" not in words
    led = bool({"then", "only", "but"} & set(words[:3])) or words[:1] == ["and"]
    return led and bool(_UNDO & set(words[:4]))


def _had_reached(s: Sentence, q: Quantity) -> int:
    """`squandering a gain that had reached 4.1 % in the morning`: which way the move went that came to so much."""
    words = s.words(q.first - 4, q.first)
    if (
        _REACHED.isdisjoint(words)
        or not {"that", "which"} & set(words)
        or _of_a_period(s, q.first - 9, s.part(q.core).last)
    ):
        return 0
    noun = next((m for m in s.marks_of("noun", lo=q.first - 7, hi=q.first) if m.cue.sign), None)
    return noun.cue.sign if noun is not None else 0


def _earlier(s: Sentence, q: Quantity) -> bool:
    """`Earlier in the day it had been down 4 %`, `inched up 0.2 % after having been down 0.5 %`."""
    if s.vocabulary.isdisjoint(_HAD):
        return False
    clause = s.part(q.core)
    words = s.words(max(clause.first, q.first - 6), q.first)
    had = "had" in words or "having" in words
    if words[:1] in (["after"], ["having"]) and "having" in words and "been" in words:
        return not _of_a_period(s, clause.first, clause.last)
    return had and any(e in " ".join(s.words(s.lo, s.hi)) for e in EARLIER)


def told_earlier(s: Sentence, i: int) -> bool:
    """Whether the clause of a token speaks of an earlier time of the same day."""
    if "earlier" not in s.vocabulary:
        return False
    clause = s.part(i)
    text = " ".join(s.words(clause.first, clause.last))
    return any(e in text for e in EARLIER)


def _of_a_period(s: Sentence, lo: int, hi: int) -> bool:
    """Whether a stretch of time longer than a day owns a move: `last week's loss`, `its losses for the year`."""
    return bool(_PERIODS & set(s.words(lo, hi))) or any(
        lo <= w.first < hi
        and (
            w.grain in ("month", "quarter", "year", "week", "span")
            or (w.grain == "day" and s.tokens[w.last - 1].possessive)
        )
        for w in s.whens
    )


def _whens(s: Sentence, clause: Clause, grain: str) -> list[When]:
    return [w for w in s.whens if w.first in clause and w.grain == grain and w.windows != ("1d",)]


def for_a_while(s: Sentence, first: int, *, to_end: bool = False) -> bool:
    """Whether words tell of a level that did not last to the close: `temporarily sent the index to its highest since`,
    `at one point on Monday it hit 65.73, its highest since`; with `to_end` also behind: `for all of a minute`."""
    k = s.parts.index(s.part(first))
    last = s.parts[k].last if to_end else first
    while k and s.parts[k].verb is None and s.parts[k].kind != "aside":
        k -= 1  # an apposition is told of what stands before it
    words = s.words(s.parts[k].first, last)
    told = bool(_FOR_A_WHILE & set(words)) or any(m in " ".join(words) for m in _MOMENTS)
    return told and not _ENDED & set(words)
