"""Numbers that are gaps between two yields: their level, their move, both ends of it."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.levels import base_levels
from generator.check.binding.measures.owndays import own_day
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.times.times import Times
from generator.check.binding.words.dress import MORE, mark_after
from generator.check.comparing.amounts import NumberTest, PairTest
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.rates import rate_of_key
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_GAPS = wordset("gap spread difference differential slope premium margin distance curve pickup discount")
_INVERTED = wordset("inverted inversion negative upside-down inverts invert")
_RELATIONS = {
    **MORE,
    "through": -1,
    "inside": -1,
    "above": 1,
    "over": 1,
    "below": -1,
    "under": -1,
    "beneath": -1,
    "short": -1,
    "shy": -1,
    "cheaper": 0,
    "richer": 0,
}
_OTHER = wordset("shorter longer other former latter one")
_LIE = wordset("lie lies lay separate separates separated divide divides divided stand stands between now still")
_ABSOLUTE = wordset("widen widens widened widening narrow narrows narrowed narrowing shrink shrinks shrank shrunk grow grew grown grows deepened deepening deepens")  # fmt: skip
_MOVES = wordset("steepened steepening steepen flattened flattening flatten rose fell climbed dropped moved")

Sides = tuple[str, str]


def sides_of(s: Sentence, scene: Scene, q: Quantity, name: Name) -> tuple[Sides, int] | None:
    """Between which two yields a number is a gap, and the sign that the words give it."""
    if q.unit not in ("bp", "pp", "points", "percent"):
        return None
    again = (
        _taken_up(s, scene, q) if not s.part(q.core).names or s.part(q.core).names[0].name.anaphor is not None else None
    )
    if again is not None:
        return again
    if name.concept == "curve":
        ten, two = scene.directory.key("us10y"), scene.directory.key("us2y")
        return ((ten, two), q.sign) if ten and two else None
    if name.key is None or scene.kind(name) != "rate" or q.unit == "percent":
        return None
    return (
        _named_gap(s, scene, q)
        or _gap_of_two(s, scene, q)
        or _beside_other(s, scene, q, name)
        or _beyond_other(s, scene, q)
        or _lying_between(s, scene, q)
    )


_PERIODS = ("month", "quarter", "year")
_STATES = wordset("was is stood stands were been reads read")


def _taken_up(s: Sentence, scene: Scene, q: Quantity) -> tuple[Sides, int] | None:
    """`a gap of one basis point; at the end of December it was 21 basis points`: the gap told just before."""
    if scene.curve is None or q.unit not in ("bp", "pp", "points") or not curve_again(s, scene, q):
        return None
    return scene.curve[:2], q.sign


def curve_again(s: Sentence, scene: Scene, q: Quantity) -> bool:
    """Whether a number is said to be that of the gap told last in its paragraph: `a year ago it was minus 77`."""
    if scene.curve is None or scene.curve[3] != id(s.block):
        return False
    clause = s.part(q.core)
    verb = next((k for k in range(clause.first, q.first) if s.low(k) in _STATES), None)
    if verb is None or q.first - verb > 3 or _is_move(s, q):
        return False
    return bool({"it", "that", "gap", "spread", "curve"} & set(s.words(clause.first, verb)))


def gap_noun(s: Sentence, q: Quantity) -> int | None:
    """The token of `gap between` in the clause of a number, or in the one that it goes on from."""
    clause = s.part(q.core)
    k = s.parts.index(clause)
    lo = s.parts[k - 1].first if k and clause.opener == "and" and s.parts[k - 1].verb is None else clause.first
    if clause.kind == "main" and not clause.names and not any(n.last <= q.first for n in s.numbers):
        lo = s.lo  # `a part of the curve measuring the gap between two yields, seen as a signal, was at`
    head = s.parts[0]
    if k and head.verb is None and (clause.kind == "apposition" or clause.verb == clause.body):
        lo = min(lo, head.first)  # `The gap between the two-year and the ten-year, 8 on Friday, widened to 11`
    return next((i for i in range(lo, q.first) if s.low(i) in _GAPS and s.low(i + 1) == "between"), None)


def _rates(s: Sentence, scene: Scene, lo: int, hi: int) -> list[str]:
    return list(dict.fromkeys(m.key for m in s.mentions if lo <= m.first < hi and m.key and scene.kind(m.name) == "rate"))  # fmt: skip


def _named_gap(s: Sentence, scene: Scene, q: Quantity) -> tuple[Sides, int] | None:
    """`the gap between ten-year and two-year yields`."""
    k = gap_noun(s, q)
    if k is not None:
        rates = _rates(s, scene, k, min(k + 14, s.hi))
        if len(rates) < 2 and any(w in ("two", "them", "both", "these", "pair") for w in s.words(k + 2, k + 6)):
            rates = _rates(s, scene, s.lo, k)
            rates += [n.key for n in reversed(scene.recent) if n.key and scene.kind(n) == "rate" and n.key not in rates]
        return (_long_first(rates[0], rates[1]), q.sign) if len(rates) > 1 else None
    if "between" in s.words(q.last, q.last + 4) and any(w in _GAPS for w in s.words(q.last, q.last + 3)):
        rates = _rates(s, scene, q.last, min(q.last + 16, s.hi))
        return (_long_first(rates[0], rates[1]), q.sign) if len(rates) > 1 else None
    led = s.low(q.first - 1) == "of" and s.low(q.first - 2) in _GAPS
    if led and s.words(q.last, q.last + 2) in (["between", "them"], ["between", "the"], ["between", "these"]):
        rates = _rates(s, scene, q.last, q.last + 9) or _rates(s, scene, s.lo, q.first)
        rates += [n.key for n in reversed(scene.recent) if n.key and scene.kind(n) == "rate" and n.key not in rates]
        return (_long_first(rates[0], rates[1]), 0) if len(rates) > 1 else None
    return None


def _long_first(one: str, two: str) -> Sides:
    """Of two yields told as a pair the longer one comes first, as the slope of a curve has it."""
    rates = rate_of_key(one), rate_of_key(two)
    years = [
        int(r.tenor[:-1]) / (12 if r.tenor.endswith("m") else 1) if r and r.tenor[:-1].isdigit() else 0 for r in rates
    ]
    return (two, one) if years[0] < years[1] else (one, two)


def _gap_of_two(s: Sentence, scene: Scene, q: Quantity) -> tuple[Sides, int] | None:
    """`the gilt-Bund gap is 169bp; it was 220bp in May`, `Bunds over JGBs: down from 126 to 81bp`."""
    rates = [m for m in s.mentions if m.last <= q.first and m.name.anaphor is None]
    if len(rates) != 2 or not all(m.key and scene.kind(m.name) == "rate" for m in rates) or q.unit == "percent":
        return None
    one, two = rates
    joint = s.words(one.last, two.first)
    gap = s.low(two.last) in _GAPS or any(w in _GAPS for w in s.words(max(one.first - 5, s.lo), one.first))
    label = s.tokens[two.last].text == ":" if two.last < s.hi else False
    if not joint and gap:
        return ((one.key or "", two.key or ""), 0)
    over = joint in (["over"], ["versus"], ["vs"], ["over", "the"], ["and"], ["to"], ["-"], ["/"])
    if not over or not (gap or label):
        return None
    sides = one.key or "", two.key or ""
    return (_long_first(*sides), q.sign) if q.sign < 0 and joint[0] in ("/", "-", "and", "to") else (sides, 0)


def _beside_other(s: Sentence, scene: Scene, q: Quantity, name: Name) -> tuple[Sides, int] | None:
    """`18 basis points more than the shorter one`, `11bp below the two-year`."""
    if s.low(q.last) not in _RELATIONS or _is_move(s, q):
        return None
    sign = _RELATIONS[s.low(q.last)]
    i = q.last + 1
    while s.low(i) in ("than", "that", "of", "the", "on", "those", "yield") and not any(m.first == i for m in s.mentions):  # fmt: skip
        i += 1
    mention = next((m for m in s.mentions if m.first == i), None)
    key = name.key or ""
    funds = scene.directory.key("fedfunds") if s.low(i) == "funds" and mention is None else None
    if funds is not None and funds != key:
        return (key, funds), sign  # `twos are 128bp through funds`
    if mention is not None and mention.key and mention.key != key and scene.kind(mention.name) == "rate":
        return (key, mention.key), sign
    alone = i + 1 >= s.hi or s.tokens[i + 1].kind != "word"
    pointed = s.low(i) in _OTHER or s.low(i - 1) in ("that", "those") or (s.low(i) == "it" and alone)
    others = [m.key for m in reversed(s.mentions) if m.last <= q.first and m.key and m.key != key and scene.kind(m.name) == "rate"]  # fmt: skip
    others += [n.key for n in reversed(scene.recent) if n.key and n.key != key and scene.kind(n) == "rate"]
    return ((key, others[0]), sign) if pointed and others else None


def _beyond_other(s: Sentence, scene: Scene, q: Quantity) -> tuple[Sides, int] | None:
    """`two-year yields exceeded ten-year yields by 48 basis points`, `is above the ten-year by 48 basis points`."""
    rates = [m for m in s.mentions if m.first in s.part(q.core) and m.last <= q.first and m.key and scene.kind(m.name) == "rate"]  # fmt: skip
    if s.low(q.first - 1) != "by" or len(rates) < 2 or _is_move(s, q):
        return None
    one, two = rates[-2:]
    signs = {_BEYOND[w] for w in s.words(one.last, two.first) if w in _BEYOND}
    return ((one.key or "", two.key or ""), signs.pop()) if len(signs) == 1 else None


_BEYOND = {
    **dict.fromkeys(wordset("exceed exceeds exceeded exceeding above over top tops topped outyield outyielded"), 1),
    **dict.fromkeys(wordset("below under beneath"), -1),
}  # fmt: skip


def _is_move(s: Sentence, q: Quantity) -> bool:
    """`rose 5 basis points more than the two-year`: moves are compared, not levels."""
    after = max((n.last for n in s.numbers if n.last <= q.first), default=s.lo)  # another number has that verb
    return any(m.cue.role == "move" and m.first in s.part(q.core) and after <= m.last <= q.first for m in s.marks)


def lies_between(s: Sentence, q: Quantity) -> bool:
    """`just 71 now lie between them`, `11 basis points separate the two`."""
    words = s.words(q.last, q.last + 6)
    at = next((k for k, w in enumerate(words) if w in ("them", "two", "pair")), None)
    if at is None or not words[:at] or not all(w in _LIE or w == "the" for w in words[:at]):
        return False
    return any(w in ("between", "separate", "separates", "separated", "divide", "divides", "divided") for w in words[:at])  # fmt: skip


def _lying_between(s: Sentence, scene: Scene, q: Quantity) -> tuple[Sides, int] | None:
    if not lies_between(s, q):
        return None
    rates = _rates(s, scene, s.lo, q.first)
    rates += [n.key for n in reversed(scene.recent) if n.key and scene.kind(n) == "rate" and n.key not in rates]
    return ((rates[0], rates[1]), 0) if len(rates) > 1 else None


def as_gap(s: Sentence, scene: Scene, q: Quantity, name: Name, claim: Claim, times: Times) -> Claim | None:
    """A number read as the gap of two yields, or as its move."""
    if name.concept == "curve" and (scene.directory.key("us10y") is None or scene.directory.key("us2y") is None):
        return replace(claim, missing="the tape has no two yields to take the slope of")
    found = sides_of(s, scene, q, name)
    if found is None:
        return replace(claim, missing="what is measured is not clear") if name.concept == "curve" else None
    (one, two), sign = found
    scene.curve = (one, two, q.unit, id(s.block))
    unit = "bp" if q.unit == "bp" else "pp"
    verb, up = _moved(s, q)
    if verb:
        how = "abs" if verb in _ABSOLUTE else None
        moved = tuple(Reading(one, "gapchange", w, two, d, how) for d in times.days for w in times.windows or ("1d",))
        return replace(claim, kind="gap", readings=moved[:MAX_READINGS], test=NumberTest(q, unit, q.sign or up))
    clause = s.part(q.core)
    if not sign and any(w in _INVERTED for w in s.words(clause.first, min(q.last + 3, clause.last))):
        sign = -1
    days = times.days
    ended = times.when if times.window_named and times.when is not None and times.when.first in s.part(q.core) else None
    if (
        ended is not None
        and ended.grain in _PERIODS
        and ended.end is not None
        and ended.end < scene.as_of
        and not ended.since
    ):
        day = Reading(one, "gap", None, two, ended.end)
        claim = replace(claim, kind="gap", readings=(day,), test=NumberTest(q, unit, sign))
        return claim if holds(scene.answers, claim, day) else replace(claim, readings=(), missing="the day is not said")
    own = own_day(s, q)
    if own is not None and own.end is not None:
        days = (own.end if own.end < scene.as_of else None,)  # `from minus 44 basis points on September 29`
    elif s.low(q.first - 1) == "from" and not times.day_named:
        days = tuple(r.at for r in base_levels(scene, one, times)) or days
    return replace(claim, kind="gap", readings=readings(one, "gap", (None,), days, two), test=NumberTest(q, unit, sign))


def _moved(s: Sentence, q: Quantity) -> tuple[str, int]:
    """The verb or noun of motion that governs a number, and its direction."""
    before = s.low(q.first - 1)
    if before in ("to", "at", "from"):
        return "", 0
    if (
        before == "by"
        and s.low(q.first - 2) in ("inverted", "disinverted", "uninverted")
        and s.low(q.first - 3) != "is"
    ):
        undone = s.low(q.first - 2) != "inverted" or s.tokens[q.first - 2].hyphen
        if undone:
            return "steepened", 1  # `the curve dis-inverted by 14bp`
    for m in s.marks:
        if m.cue.role in ("move", "state") and m.cue.sign and (m.last == q.first or (m.last == q.first - 1 and before == "by")):  # fmt: skip
            return s.low(m.first), m.cue.sign
    after = mark_after(s, q)
    if after is not None and after.cue.sign:
        return s.low(after.first), after.cue.sign
    for word in (s.low(q.last), s.low(q.first - 2) if before == "of" else ""):
        if word in _ABSOLUTE or word in _MOVES:
            return word, -1 if word.startswith(("narrow", "shr", "flat", "fell", "drop")) else 1
    return "", 0


def as_gap_pair(
    s: Sentence, scene: Scene, one: Quantity, two: Quantity, name: Name, claim: Claim, times: Times
) -> Claim | None:
    """`shrank from 70 basis points to 28`: a gap of two yields, before and after."""
    unit = one if one.unit else two
    found = sides_of(s, scene, unit, name)
    if found is None:
        return None
    (x, v), _ = found
    by = 1 if unit.unit == "bp" else 100
    ends = [replace(n, unit="", value=n.value * by, grain=n.grain * by, scale=n.scale * by) for n in (one, two)]
    found_readings = readings(x, "gappair", times.windows or ("1d",), times.days, v)
    inverted = not _INVERTED.isdisjoint(s.words(*s.hard_clause(two.core)))
    how = "signed" if one.sign or two.sign else "abs" if inverted else ""
    if how:
        found_readings = tuple(replace(r, parameter=how) for r in found_readings)
    return replace(claim, kind="gap", readings=found_readings, test=PairTest(ends[0], ends[1]))
