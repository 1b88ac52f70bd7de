"""Numbers of a day's trading: its open, high and low, as levels and as moves from the close before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.times.times import Times, times_of
from generator.check.binding.words.dress import SIDES
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_HIGHS = wordset("high highs peak top best highest")
_LOWS = wordset("low lows trough bottom worst lowest nadir")
_BOTH = _HIGHS | _LOWS
_OPENS = wordset("open opening bell")
_OF_DAY = wordset("""
    day's session's session intraday daily today's morning afternoon overnight monday's tuesday's wednesday's
    thursday's friday's day intra-day trading afternoon's morning's
""")
_OF_CLOSE = wordset("close closes closing settlement record all-time lifetime finish finishing closed")
_BETWEEN = wordset(
    "on for of at : was is ( , the a it came stood hit being @ = near in around as were its print printed"
)
AWAY = wordset("short shy below off under from away beneath above over beyond")
_AT_ONE_POINT = ("at one point", "at one stage", "at some point", "intraday", "during the session", "during the day", "intra-day", "at times")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """Which price of the day is meant; `sure` where the words say that it is one of the day's trading."""

    field: str
    sure: bool
    day: date | None = None  # where the words name one that is this price's alone
    span: str = ""  # of a longer stretch than a day: `its intraday all-time high`, `a 52-week low Friday of 2,351.10`


def bar_level(s: Sentence, q: Quantity) -> Bar | None:
    """The price of the day that a level is said to be: `at the day's low, 3,514.12`, `opened at 4,450`, `a wick to 30,681`."""
    behind = _behind(s, q)
    if behind is not None:
        return behind
    i = q.first - 1
    day: When | None = None
    while i >= s.lo and q.first - i < 8:
        day = next((w for w in s.whens if w.grain == "day" and w.last == i + 1), day)
        whole = next((w for w in s.whens if w.windows == ("1d",) and w.grain == "window" and w.last == i + 1), None)
        if whole is not None and _field(s.low(whole.first - 1)):
            return Bar(_field(s.low(whole.first - 1)), True)  # `its high for the day of 583.99`
        if day is not None and day.first <= i:
            if s.low(day.first - 1) == "of":
                return None  # `the low of 18 March` is one of closes
            i = day.first - 1
        elif s.low(i) in _BETWEEN or s.words(i - 1, i + 1) == ["so", "far"]:
            i -= 1 + (s.low(i) == "far")
        else:
            break
    found = _noun(s, i, q)
    if found is not None and day is not None and day.first > i and not found.span:
        sure = s.low(i + 1) not in ("came", "was", "stood")  # `Gold's peak came on 29 January, at 495.90`
        return Bar(found.field, sure)
    if found is not None:
        return found
    worded = _worded(s, q)
    if worded:
        return Bar(worded, True)
    before = s.low(q.first - 1)
    if before in ("to", "at", "on") or any(m.last == q.first for m in s.marks):
        verb = q.first - 2 if before in ("to", "at", "on") else q.first - 1
        if s.low(verb) in ("opened", "opening", "opens") or s.low(q.first - 1) in ("opened", "opens"):
            return Bar("open", True)
        if s.low(verb) in ("wick", "wicked", "spike"):
            return Bar("", True)
    return None


def _worded(s: Sentence, q: Quantity) -> str:
    """`low print $20,063`, `the top of the day's range was $43,546`, `at the worst moment, coins changed hands at $30,681`."""
    words = s.words(q.first - 9, q.first)
    tick = words[-2:-1] in (["tick"], ["print"]) and words[-1:] in (["was"], ["of"], ["at"], [":"])
    if tick and len(words) > 2 and _field(words[-3]) in ("high", "low"):
        return _field(words[-3])  # `high tick was 57.96`
    if words[-1:] == ["print"] and _field(words[-2] if len(words) > 1 else "") in ("high", "low"):
        return _field(words[-2])
    for k in range(len(words) - 2):
        if words[k] in _ENDS and words[k + 1] == "of" and "range" in words[k + 2 : k + 7]:
            return _ENDS[words[k]]
        if words[k] in ("worst", "best") and words[k + 1] in ("moment", "point"):
            return "low" if words[k] == "worst" else "high"
    return ""


_ENDS = {"top": "high", "bottom": "low", "foot": "low"}


def _behind(s: Sentence, q: Quantity) -> Bar | None:
    """`reached 4,793.30 at its high on Thursday`, `stood at 38 at the day's low`: the extreme stands behind its level."""
    if s.low(q.last) != "at":
        return None
    i = next((k for k in range(q.last + 2, min(q.last + 5, s.hi)) if _field(s.low(k)) in ("high", "low")), None)
    if i is None or not _at_the(s, i):
        return None
    dated = next((w for w in s.whens if w.grain == "day" and not w.since and i < w.first <= i + 2), None)
    sure = dated is not None or bool(_OF_DAY & set(s.words(q.last, i)))
    return Bar(_field(s.low(i)), sure, dated.end if dated is not None else None)


def _noun(s: Sentence, i: int, q: Quantity) -> Bar | None:
    """A noun of an extreme at token `i`, unless it is one of closes or of a longer period."""
    field = _field(s.low(i)) if i >= s.lo else ""
    if not field or field == "open":
        return None
    owner = next((m for m in s.mentions if m.last == i), None)
    qualifiers = s.words(max(i - 3, s.lo), i) if owner is None else []
    record = next((m for m in s.marks if m.cue.role == "record" and m.first < i < m.last), None)
    if record is not None:
        return Bar(field, True, span="all") if "intraday" in s.words(record.first - 2, i) else None
    if owner is None and qualifiers[-2:] == ["52", "week"]:
        return Bar(field, False, span="1y")
    if any(w in _OF_CLOSE for w in (*qualifiers, *s.words(i + 1, q.first))):
        return None
    possessive = i > s.lo and s.tokens[i - 1].possessive
    if any(w in _OF_DAY for w in qualifiers) or (possessive and _is_day(s, i - 1)):
        return Bar(field, True)
    if any(w.last == i and w.grain == "day" and s.low(w.first - 1) in ("its", "the") for w in s.whens):
        return Bar(field, False)  # `its Nov. 21 low of 741`: of trading, or of closes
    timed = any(w.grain != "day" and (w.last in (i, i - 1) or w.first == i + 1) for w in s.whens) or (possessive and owner is None) or any(c.isdigit() for c in "".join(qualifiers))  # fmt: skip
    named = owner is not None or qualifiers[-1:] in (["the"], ["its"], ["a"]) or i == s.lo
    return Bar(field, False) if named and not timed else None


def _is_day(s: Sentence, i: int) -> bool:
    """`Thursday's`, `the day's`: the owner of an extreme is a day."""
    return s.low(i) in ("day", "session", "today", "yesterday") or any(
        w.first <= i < w.last and w.grain == "day" for w in s.whens
    )


def _field(word: str) -> str:
    return "high" if word in _HIGHS else "low" if word in _LOWS else "open" if word in _OPENS else ""


def bar_readings(key: str, bar: Bar, times: Times, sign: int) -> tuple[Reading, ...]:
    """What a level of a day's trading may be: of the day named or carried on, the most likely first."""
    days = times.days if bar.day is None else (bar.day,)
    if bar.span:
        return readings(key, f"{bar.field}.intraday", (bar.span,), tuple(dict.fromkeys((None, *days))))
    if bar.field == "open":
        return readings(key, "open", (None,), days)
    fields = (bar.field,) if bar.field else ("low", "high") if sign <= 0 else ("high", "low")
    found: tuple[Reading, ...] = ()
    for field in fields:
        found += readings(key, f"{field}.intraday", ("1d",), days)
        if times.window_named and not times.day_named:
            found = readings(key, f"{field}.intraday", times.windows, days[:1]) + found
    return found[:MAX_READINGS]


def as_bar_move(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, sign: int) -> Claim | None:
    """`at one point down 3%`, `fell as much as 3%`, `opened 10.8% up`, `at the low it was nearly 9% in the hole`."""
    if q.unit not in ("percent", "points", "money", "") or scene.directory.kind(key) in ("rate", "balance", "flow"):
        return None
    if q.unit in ("money", "") and not (q.sign or s.low(q.last) in AWAY or s.low(q.last) in ("higher", "lower", "up", "down")):  # fmt: skip
        return None
    field = _moved_to(s, q, sign) or _told_before(s, scene, q)
    if not field:
        return None
    sign = sign or SIDES.get(s.low(q.last), 0)  # `opened 10.8% below its close of the day before`
    if field != "open":
        sign = sign or (-1 if field == "low" else 1)
    times = times_of(scene, s, q.first, q.last)
    windows = times.windows if times.window_named else ("1d",)
    if times.day_named and _from_close(s, q):
        windows = tuple(f"since:{d}" for d in times.days if d is not None)
    days = (
        times.days if windows == ("1d",) else tuple(dict.fromkeys((*(scene.bar_now or scene.bar or ("", ()))[1], None)))
    )
    measure = "barchange" if q.unit == "percent" else "bardelta"
    found = tuple(Reading(key, measure, w, at=d, parameter=field) for d in days for w in windows)
    test = NumberTest(q, "percent" if q.unit == "percent" else "delta", sign)
    if (
        q.unit == "percent" and q.hedge == "extreme" and s.part(q.core).opener == "before"
    ):  # topped 69,000 `before tumbling`
        found += tuple(Reading(key, "barswing", "1d", at=d, parameter=field) for d in days[:1])
    return replace(claim, kind="change", readings=found[:MAX_READINGS], test=test)


def _from_close(s: Sentence, q: Quantity) -> bool:
    """`under Wednesday's close`, `vs tuesdays close`: the day named is the one that is counted from."""
    return any(w in ("close", "finish", "settlement") for w in s.words(q.last, q.last + 6))


def _moved_to(s: Sentence, q: Quantity, sign: int) -> str:
    """The price of the day that the clause of a move speaks of."""
    clause = s.part(q.core)
    k = s.parts.index(clause)
    lo = clause.first
    while k and s.parts[k - 1].verb is None and s.tokens[lo].text != ";" and clause.first - lo < 12:
        k -= 1
        lo = s.parts[k].first
    words = s.words(lo, clause.last)
    text = " ".join(words)
    if q.hedge == "extreme" and sign and s.low(q.last) != "of":
        return "low" if sign < 0 else "high"
    if "opened" in words or "at the open" in text or "at the opening bell" in text:
        at = lo + (
            words.index("opened") if "opened" in words else words.index("open" if "open" in words else "opening")
        )
        return "open" if not any(n.core < q.core and n.core > at and n.unit == q.unit for n in s.numbers) and "closed" not in s.words(at, q.first) else ""  # fmt: skip
    for i in s.places(_BOTH, clause.last):
        if i > lo and _at_the(s, i) and (i in clause or not any(n.core in s.part(i) for n in s.numbers)):
            return "low" if s.low(i) in _LOWS else "high"
    if sign and any(phrase in text for phrase in _AT_ONE_POINT) and not _SETTLED & set(s.words(lo, q.first)):
        return "low" if sign < 0 else "high"
    return ""


_SETTLED = wordset("settled settling closed closing ended ending finished finishing")


def _at_the(s: Sentence, i: int) -> bool:
    """`at the low`, `at its worst`, `at the day's low`, but not `at a six-month low`."""
    k = i - 1
    while k > s.lo and (s.low(k) in _OF_DAY or s.low(k) in ("day", "session") or s.tokens[k].possessive):
        k -= 1
    after = s.low(i + 1) if s.words(i + 1, i + 4) not in _OF_THE_DAY else ""
    return s.low(k) in ("the", "its", "their") and s.low(k - 1) == "at" and after not in ("of", "since", "in", "for")  # fmt: skip


_OF_THE_DAY = tuple([p, "the", unit] for p in ("of", "for") for unit in ("day", "session"))


def _told_before(s: Sentence, scene: Scene, q: Quantity) -> str:
    """`At the low it was 1,065.79. That's about 100 points under Wednesday's close`: a move to the price told before."""
    bar = scene.bar_now or scene.bar
    if bar is None or not bar[0]:
        return ""
    clause = s.part(q.core)
    for i in (s.lo, clause.first, clause.body, q.first - 1):
        if s.low(i) in ("that", "this", "which", "thats") and (
            s.low(i) == "thats" or s.tokens[i].possessive or s.low(i + 1) in ("is", "was", "were", "makes", "made", "meant", "means")
        ):  # fmt: skip
            return bar[0]
    before = next((n for n in reversed(s.numbers) if n.last <= q.first), None)
    joined = before is not None and s.words(before.last, q.first)[-1:] == ["or"]
    return _told_before(s, scene, before) if before is not None and joined else ""
