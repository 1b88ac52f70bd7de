"""Numbers that are distances: from a peak or a low, from a level that the text states."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.away import far_from, units_from
from generator.check.binding.measures.bases import DRESSED, EXTREME_WORDS, PEAKS, TROUGHS, Base, base_of, number_at
from generator.check.binding.measures.extents import as_extent
from generator.check.binding.measures.origins import from_close_of, where_it_began
from generator.check.binding.measures.stated import if_extreme
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.times.times import day_before
from generator.check.binding.words.dress import dress
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_DOWN = wordset("lost below under off beneath short shy down lower less adrift smaller drop fall decline loss slide retreat pullback correction")  # fmt: skip
_UP = wordset(
    "above over up higher larger bigger more beyond gain rise rebound bounce rally advance recovery jump climb"
)
_FREE = wordset("away from")
_TOWARDS = _UP | _DOWN
_JOINS = wordset("from of than to on since")
_GERUNDS = frozenset({"peaking", "topping", "bottoming", "troughing"})
_FALLS = wordset("decline drop fall loss retreat slide pullback correction damage drawdown")
_UNITS = ("points", "money", "", "bp", "pp")


def as_distance(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`45 % below the peak of April 2011`, `11 points under its March peak`, `19bp below Monday's 4.12 %`, `up 3 % from its low`."""
    if q.unit not in ("percent", "fraction", *_UNITS):
        return None
    share = q.unit in ("percent", "fraction")
    led = _share_led(s, scene, q, key, claim) if share else None
    if led is not None:
        return led
    start, sign = _relation(s, q)
    if start is None:
        if not share:
            return None
        return (
            _after_extreme(s, scene, q, key, claim)
            or _from_stated_peak(s, scene, q, key, claim)
            or _alongside(s, scene, q, key, claim)
        )
    began = where_it_began(s, scene, q, start)
    if began:
        measure = "change" if share or q.unit in ("bp", "pp") else "delta"
        moved = readings(key, measure, began, (None, *day_before(scene, s, q.first)))
        test = NumberTest(q, q.unit if share or q.unit in ("bp", "pp") else "delta", sign or dress(s, q)[2])
        return replace(claim, kind="change", readings=moved, test=test)
    closed = from_close_of(s, scene, q, start)
    if closed:
        test = NumberTest(q, q.unit if share or q.unit in ("bp", "pp") else "delta", sign or dress(s, q)[2])
        days = tuple(dict.fromkeys((*day_before(scene, s, q.first)[:1], None)))
        measure = "change" if share or q.unit in ("bp", "pp") else "delta"
        moved = tuple(Reading(key, measure, w, at=d) for w in closed for d in days)[:MAX_READINGS]
        return replace(claim, kind="change", readings=moved, test=test)
    base = base_of(s, scene, q, start)
    if base is not None and base.top is None and s.low(q.last) == "since":
        return None
    if base is None:
        if not share:
            return None
        return _after_extreme(s, scene, q, key, claim) or (_alongside(s, scene, q, key, claim) if sign else None)
    if base.number is not None and (not share or base.top is None):
        found = _from_level(s, scene, q, key, claim, base, sign)
        words = set(s.words(start, base.number.first))
        extreme = "high" if words & PEAKS else "low" if words & TROUGHS else ""
        return if_extreme(s, scene, key, base.number, start, extreme, found)
    if base.top is None:
        return None
    if not share:
        return units_from(s, scene, q, key, claim, base, sign)
    within = s.low(q.first - 1) in ("within", "inside") or (q.hedge == "under" and s.low(q.first) == "inside")
    return far_from(s, scene, replace(q, hedge="at_most") if within else q, key, claim, base, sign)


def _share_led(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """A share whose base stands before it, or was told in an earlier sentence."""
    there = _from_there(s, q)
    return (
        _away(s, scene, q, key, claim)
        or _gap_again(s, scene, q, key, claim)
        or as_extent(s, scene, q, key, claim)
        or _led_by_peak(s, q, key, claim)
        or (there and _from_level(s, scene, q, key, claim, Base(q.last + 2, number=there), dress(s, q)[2]))
        or None
    )


def _gap_again(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`The S&P was 12.4 % under its peak. Now the gap is 6.7 %`: the distance that the paragraph told last."""
    words = s.words(s.part(q.core).first, q.first)
    if scene.distance != id(s.block) or scene.pair is not None or words[-1:] not in (["is"], ["was"], ["at"]):
        return None
    if not {"gap", "distance", "shortfall", "drawdown"} & set(words[-4:]):
        return None
    return far_from(s, scene, q, key, claim, Base(q.last, True))


_A_RECORD = wordset("a an another its their the new fresh record records")


def _away(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`the record close is 12 % away`, `its high, set on 8 November 2021, is 5 % off`, `3 % away from its record`."""
    if s.low(q.last) not in ("away", "off", "distant") or s.low(q.first - 1) not in ("is", "was", "remains", "stands", "lies", "still", "are"):  # fmt: skip
        return None
    lo, _ = s.hard_clause(q.core)
    peak = next((i for i in range(lo, q.first) if s.low(i) in PEAKS or s.low(i) in TROUGHS), None)
    if peak is None or any(m.first > peak and m.last <= q.first and m.name.anaphor is None for m in s.mentions):
        return None
    when = next((w for w in s.whens if peak < w.first < q.first and w.grain in ("day", "month", "year")), None)
    return far_from(
        s, scene, q, key, replace(claim, last=q.last + 1), Base(q.last + 1, s.low(peak) in PEAKS, None, when)
    )


def _from_there(s: Sentence, q: Quantity) -> Quantity | None:
    """`opened at 4,450 and gave back 4.4 % from there`: the level told before in the sentence."""
    if s.words(q.last, q.last + 2) != ["from", "there"]:
        return None
    return next(
        (n for n in reversed(s.numbers) if n.last <= q.first and n.unit in ("", "money") and n.magnitude > 0), None
    )


def _relation(s: Sentence, q: Quantity) -> tuple[int | None, int]:
    """The token after words such as `below`, `short of`, `up from` right behind a number, and their direction."""
    i, sign, hops = _behind_value(s, q), 0, 0
    if s.low(i) == "since":
        return i + 1, 0
    if s.low(i + (s.low(i) in _TOWARDS)) == "to":
        return None, 0  # `gained 3.3 % to a third record`, `inched 0.3 % higher to 2,594`, `a 1 % gain to 5,608`
    if s.low(i) == "from" and (_came_from(s, q) or (s.low(q.first - 1) == "to" and q.unit in ("", "money"))):
        return None, 0
    while hops < 3 and (s.low(i) in _DOWN or s.low(i) in _UP or s.low(i) in _FREE or (hops and s.low(i) in _JOINS)):
        sign = sign or (-1 if s.low(i) in _DOWN else 1 if s.low(i) in _UP else 0)
        i, hops = i + 1 + (s.words(i, i + 2) == ["than", "at"]), hops + 1
    if s.low(q.first - 1) in ("within", "inside") and s.low(q.last) == "of":
        return q.last + 1, 0
    return (i if hops else None), sign


def _behind_value(s: Sentence, q: Quantity) -> int:
    """The token after a number and `of its value`, or after its restatement: `down $2.38 trillion (26.6%) from the top`."""
    again = next(
        (n for n in s.numbers if n.first == q.last + 1 and s.low(q.last) == "(" and s.low(n.last) == ")"), None
    )
    if again is not None:
        return again.last + 1
    if s.low(q.last) == ")" and s.low(q.first - 1) == "(":
        return q.last + 1
    i = q.last + (s.low(q.last) == "of")
    return i + 2 if s.low(i) in ("its", "their") and s.low(i + 1) in ("value", "worth") else q.last


def _came_from(s: Sentence, q: Quantity) -> bool:
    """`33.62 from 52.33`: two levels; `11 from 6,000` is a distance."""
    base = next((n for n in s.numbers if q.last < n.first <= q.last + 2), None)
    return (
        base is not None
        and q.unit in ("", "money")
        and base.unit in ("", "money")
        and not q.sign
        and q.magnitude * 5 > base.magnitude
    )


def _led_by_peak(s: Sentence, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`Below their record closes: the S&P 500 by 20 %, the Nasdaq by 23.6 %`."""
    lo, _ = s.hard_clause(q.core)
    head = s.words(s.lo, lo)
    if head[-1:] == [":"] and head[-4:-2] in (["ath", "to"], ["peak", "to"], ["high", "to"]) and q.sign < 0:
        return _fallen(s, q, key, claim)  # `ATH to now: -76 %`
    if (
        lo == s.lo
        or s.low(lo - 1) != ":"
        or not (set(head) & {"below", "under", "off", "beneath", "against", "from", "short"})
        or not (set(head) & PEAKS)
    ):
        return None
    return _fallen(s, q, key, claim)


def _fallen(s: Sentence, q: Quantity, key: str, claim: Claim) -> Claim:
    negated = any(w in ("not", "never") for w in s.words(q.last, q.last + 3))
    test = NumberTest(replace(q, hedge="at_least") if negated else q, q.unit, -1, negated=negated)
    return replace(claim, kind="drawdown", readings=readings(key, "drawdown", ("all", "1y"), (None,)), test=test)


def _from_level(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, base: Base, sign: int) -> Claim | None:
    """`19.78 per cent below the 2,930.75 of 20 September`: from a level that the text states."""
    number = base.number
    rate = scene.directory.kind(key) == "rate"
    if number is None or (number.unit == "percent") != rate or s.low(q.last) in ("to", "of"):
        return None
    if rate and q.unit not in ("bp", "pp", "points"):
        return None
    text = f"{number.magnitude.normalize():f}".replace(".", "_")
    measure = "fromlevel" if q.unit in ("percent", "fraction") else "fromunits"
    found = tuple(Reading(key, measure, at=d, parameter=text) for d in (None, *day_before(scene, s, q.first)))
    unit = q.unit if q.unit in ("percent", "fraction", "bp", "pp") else "pp" if rate else "delta"
    test = NumberTest(q, unit, q.sign or sign or dress(s, q)[2] or 1)
    return replace(claim, kind="drawdown", readings=tuple(dict.fromkeys(found))[:MAX_READINGS], test=test)


def _after_extreme(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`From its peak gold has lost 8.7 %`, `Since the low of 18 March it is up a third`: the extreme comes first."""
    clause = s.part(q.core)
    reached = _reached(s, scene, q, key, claim)
    if reached is not None:
        return reached
    if scene.directory.kind(key) == "rate" and s.low(q.first - 1) == "at":
        return None  # `are down 81bp from the April peak at 3.20 %`: a level
    k = s.parts.index(clause)
    while k and s.parts[k - 1].kind == "aside":
        k -= 1
    lo = s.parts[k - 1].first if k and s.parts[k - 1].verb is None else clause.first
    front = s.parts[0]
    if front.verb is None and s.low(front.body) in ("from", "since") and not any(n.core in front for n in s.numbers):
        lo = front.first  # `From their highs, the S&P 500 is down 17 %, the Nasdaq 23 % and the Russell 25 %`
    opener = next((i for i in range(lo, q.first) if s.low(i) in ("from", "since") or _measured(s, i)), None)
    if opener is None or any(opener < n.core < q.core and n.unit == q.unit and not _parted(s, n, q) for n in s.numbers):
        return None
    if any(w.first == q.last and w.windows and not w.since for w in s.whens):
        return None  # `35 % since it hit bottom in October and 1.2 % this week`
    peak = next(
        (i for i in range(opener + 1, min(opener + 8, q.first)) if s.low(i) in EXTREME_WORDS or s.low(i) in _GERUNDS),
        None,
    )
    if peak is not None and any(w.grain == "span" and w.first <= peak < w.last for w in s.whens):
        return None  # `from its Jan. 3 record to its Oct. 12 low`: from day to day
    if peak is not None and _to_another(s, peak, q.first):
        return replace(claim, missing="the way from one extreme to another is not measured")
    if peak is None or not _only_dress(s, opener + 1, peak) or s.words(peak + 1, q.first) == ["of"]:
        return None  # `from its 52-week high of 5.05 %`: the number is the high
    top = s.low(peak) in PEAKS or s.low(peak) in ("peaking", "topping")
    sign = q.sign or dress(s, q)[2]
    if sign == (1 if top else -1):
        return None  # `from its peak ... has risen`: not from there
    near = [w for w in s.whens if opener < w.first <= _past_value(s, peak + 1) + 2 and w.last <= q.first]
    end = next((w for w in near if s.low(w.first - 1) == "to" and w.grain == "day" and w.end), None)
    near = [w for w in near if w is not end]
    base = Base(q.last, top, None, near[0] if near else None)
    found = far_from(s, scene, q, key, claim, base)
    if end is None:
        return found
    return replace(found, readings=tuple(dict.fromkeys(replace(r, at=end.end) for r in found.readings)))


def _past_value(s: Sentence, i: int) -> int:
    """The token after the level of an extreme: `the low of 305.27` on 19 August, `the record close of $184.59, set` on ..."""
    told = number_at(s, i + (s.low(i) in ("of", "at", "close")))
    if told is None:
        return i
    return told.last + (s.low(told.last) == ",") + (s.low(told.last) in _SET or s.low(told.last + 1) in _SET)


def _parted(s: Sentence, one: Quantity, two: Quantity) -> bool:
    """Whether the second of two numbers stands right behind a name of its own."""
    return any(one.last <= m.first and m.last == two.first and m.name.anaphor is None for m in s.mentions)


def _measured(s: Sentence, i: int) -> bool:
    """`Measured against the February 2021 peak the index is down by 32 %`, `compared with its low`."""
    return s.low(i) in ("against", "with", "to") and s.low(i - 1) in ("measured", "compared", "relative")


_REACHED = {"peaked": True, "topped": True, "bottomed": False, "troughed": False}
_SET = wordset("set hit reached made touched recorded posted marked scored notched")
_HAS = wordset("has have is are had was were sits stands")


def _reached(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`The index, which set a record of 368.95 on 16 July, has now given up 9.4 %`: since that extreme."""
    clause = s.part(q.core)
    at = s.parts.index(clause)
    before = s.parts[at - 1] if at else None
    if before is None or before.kind != "relative" or not _HAS & set(s.words(clause.first, q.first)):
        return None
    words = s.words(before.first, before.last)
    top = next((_REACHED[w] for w in words if w in _REACHED), None)
    if top is None and _SET & set(words):
        top = True if PEAKS & set(words) and not TROUGHS & set(words) else False if TROUGHS & set(words) else None
    sign = q.sign or dress(s, q)[2]
    if top is None or sign != (-1 if top else 1) or any(w.first in clause and w.last <= q.last + 4 for w in s.whens):
        return None
    days = [w for w in s.whens if w.first in before and w.grain in ("day", "month")]
    return far_from(s, scene, q, key, claim, Base(q.last, top, None, days[0] if days else None))


def _only_dress(s: Sentence, lo: int, hi: int) -> bool:
    return all(s.low(i) in DRESSED or any(w.first <= i < w.last for w in s.whens) or any(m.first <= i < m.last for m in s.mentions) for i in range(lo, hi))  # fmt: skip


def _to_another(s: Sentence, peak: int, stop: int) -> bool:
    """`from the peak to the trough`, `from top to bottom`: the other end is no close of now."""
    return any(
        s.low(i) == "to" and any(s.low(j) in EXTREME_WORDS for j in range(i + 1, min(i + 5, stop)))
        for i in range(peak + 1, min(peak + 8, stop))
    )


def _from_stated_peak(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`takes the decline from the 10 February closing high (3,413.81) to 22.9 %`; `drawdown of 20 %`."""
    lo, _ = s.hard_clause(q.core)
    words = s.words(max(lo, q.first - 16), q.first)
    if "drawdown" in words[-4:]:
        found = readings(key, "drawdown", ("all", "1y", "ytd"), (None,))
        return replace(claim, kind="drawdown", readings=found, test=NumberTest(q, q.unit, -1))
    falls = [k for k, w in enumerate(words) if w in _FALLS]
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
    return far_from(s, scene, q, key, claim, Base(q.last, True, None, near[-1] if near else None))


_JOINED = frozenset({"while", "and", "whereas", "but", "with"})


def _alongside(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`The Dow is down 10 % from its record, while the S&P is down 12 %`: from the same place."""
    clause = s.part(q.core)
    k = s.numbers.index(q)
    before = s.numbers[k - 1] if k else None
    gapped = clause.verb is None and s.tokens[clause.first].text in (",", ";")
    if before is None or before.unit != q.unit or not clause.names or not (gapped or clause.opener in _JOINED):
        return None
    start, way = _relation(s, before)
    led = _after_extreme(s, scene, before, key, claim) if start is None and clause.verb is None else None
    if led is not None and led.readings:  # `Measured from its high, the Russell is down 12.5 % and the S&P 500 10.6 %`
        return replace(led, test=NumberTest(q, q.unit, dress(s, before)[2]))
    base = base_of(s, scene, before, start) if start is not None else None
    other = s.part(before.core)
    if base is None or base.top is None or other is clause or any(w.first in clause for w in s.whens):
        return None
    if clause.verb is None and q.first == clause.names[-1].last and q.last >= clause.last - 1:
        return far_from(s, scene, q, key, claim, replace(base, last=q.last, number=None))  # `and the Russell 13.9 %`
    if (_relation(s, q)[1] or dress(s, q)[2]) != (way or dress(s, before)[2]):
        return None
    words = set(s.words(clause.first, q.last + 1)) & (_DOWN | _UP)
    if not words or not words <= set(s.words(before.first - 2, before.last + 2)):
        return None
    return far_from(s, scene, q, key, claim, replace(base, last=q.last, number=None))
