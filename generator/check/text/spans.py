"""Stretches of time as text names them: quarters, halves, counted units, what lies so many units back or ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from generator.check.text.numerals import number_word
from generator.check.text.periods import BACK, BEGINNING, COMPARED, ENDING, EXTREMES, STRETCHED, UNIT_WINDOWS, UNITS
from generator.check.text.replacing import replace
from generator.check.text.tokens import Token
from generator.check.text.when import (
    When,
    count_windows,
    days_back,
    low_at,
    month_when,
    quarter_when,
    shifted,
    span_when,
    week_when,
)
from generator.check.text.wordset import wordset

Tokens = Sequence[Token]
_FOLLOWS = frozenset({"follows", "followed", "following", "after"})  # `this follows a quarter in which it fell`
_GLUE = frozenset({"trading", "calendar", "full", "straight"})
_COUNTED = UNITS.keys() | _GLUE
_MEASURED = wordset("% percent cent bp bps points point billion bn million trillion tn far much is was dollars lot")
_TO_WHERE = wordset("than below above beneath under from over at to near off")
WHERE_STARTS = _TO_WHERE | {"where"}
NEIGHBOURS = wordset("the previous prior preceding next following")
_STOOD = BEGINNING | ENDING | wordset("was were stood sat traded")
_ENDS = frozenset({"to", "ended", "ending", "through", "till", "until", "of", "up"})
_JOINED = frozenset({"to", "and", "until", "till", "through", "-", "\u2013", "thru"})


class Reads(Protocol):
    """What reads the time at a token."""

    as_of: date
    told: int | None

    def at(self, tokens: Tokens, i: int) -> When | None:
        """The time that begins at a token."""


_SPELLS = wordset("period space course run stretch spell string series")
_TAKES = wordset("took taken takes needed needs")


def stretch_at(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`five sessions`, `the past 30 days`, `the three months to June`, `three years ago`, `eight days later`."""
    if tokens[i].kind == "num" and low_at(tokens, i + 1) not in _COUNTED:
        return None
    count, at = _count(tokens, i)
    unit = UNITS.get(low_at(tokens, at))
    if tokens[i].low == "a" and low_at(tokens, i - 1) in _FOLLOWS and low_at(tokens, at + 1) in ("in", "when"):
        return _neighbour(clock, tokens, i, at + 1, unit, -1) if unit in ("w", "m", "q", "y") else None
    if unit is None or not 0 < count <= 400:
        return None
    after = low_at(tokens, at + 1)
    article = tokens[i].low in ("a", "an")
    if unit == "h" and count % 24 == 0:
        count, unit = count // 24, "s"
    if after == "before" and low_at(tokens, i - 1) == "the" and low_at(tokens, i - 2) in STRETCHED:
        windows = count_windows(count, unit, clock.as_of)  # `in the four sessions before`
        return When(i, at + 2, "window", windows=windows, start=days_back(clock.as_of, count, unit))
    if after in BACK and not (after == "back" and article):
        return _back(clock, tokens, i, at + 2, -count, unit)
    if after == "after" and low_at(tokens, at + 2).endswith("ing") and unit in "ds":
        return _back(clock, tokens, i, at + 2, -count, unit)  # `one session after settling at its low`
    if after in ("later", "afterwards") or (after == "after" and low_at(tokens, at + 2) in ("that", "this")):
        last = at + 2 + (after == "after")
        return _moved(clock, i, last, count, unit)
    if article:
        return None
    ended = _ended(clock, tokens, i, at + 1, count, unit)
    if ended is not None:
        return ended
    before = low_at(tokens, i - 1 - (low_at(tokens, i - 1) in ("just", "only", "barely", "merely")))
    took = after == "to" and any(
        t.low in _TAKES for t in tokens[max(0, i - 7) : i]
    )  # `took 25 sessions to lose a third`
    if before not in STRETCHED and not tokens[at].hyphen and not took:
        return None
    if after in ("straight", "running", "on") or (after == "in" and low_at(tokens, at + 2) == "a"):
        return None
    if before == "of" and low_at(tokens, i - 2) not in _SPELLS:
        return None
    return When(
        i, at + 1, "window", windows=count_windows(count, unit, clock.as_of), start=days_back(clock.as_of, count, unit)
    )


def _count(tokens: Tokens, i: int) -> tuple[int, int]:
    if tokens[i].low in ("a", "an"):
        return 1, i + 1
    found = number_word(tokens, i)
    if found is None:
        return 0, i
    at = found[1]
    return found[0], at + (low_at(tokens, at) in _GLUE and low_at(tokens, at + 1) in UNITS)


def _back(clock: Reads, tokens: Tokens, i: int, last: int, count: int, unit: str) -> When:
    """A day so many units back: what something was then, or what it is compared with."""
    day = shifted(_session(clock.as_of) if unit in "ds" else clock.as_of, count, unit)
    before = low_at(tokens, i - 1)
    compared = before in COMPARED or (before == "over" and low_at(tokens, last - 1) != "ago")
    prep = "than" if compared or (before == "than" and not _more_than(tokens, i - 2)) else "at"
    counted = low_at(tokens, last - 1) != "ago"
    others = _near(day, -count, unit) if -count > 1 else ()
    return When(
        i, last, "day", day, day, count_windows(-count, unit, clock.as_of)[:1], prep, ago=True, others=others,
        relative=(count, unit) if counted else None,
    )  # fmt: skip


def _more_than(tokens: Tokens, i: int) -> bool:
    """`more than a year ago` hedges the time; `$50 billion more than a year ago` compares with it."""
    before = tokens[i - 1] if i > 0 else None
    told = before is not None and (before.is_num or before.low in _MEASURED)
    return low_at(tokens, i) in ("more", "less") and not told


def _near(day: date, count: int, unit: str) -> tuple[date, ...]:
    """`three weeks ago` is no exact day: the days around it, the nearer ones first."""
    slack = {"d": 0, "s": 0, "w": 2, "f": 2, "m": 3, "q": 5, "y": 5, "D": 0, "h": 0}[unit]
    return tuple(day + timedelta(n * sign) for n in range(1, slack + 1) for sign in (1, -1))


def _session(day: date) -> date:
    """The last weekday on or before a day."""
    return day - timedelta(max(0, day.weekday() - 4))


def _moved(clock: Reads, i: int, last: int, count: int, unit: str) -> When:
    day = clock.as_of
    return When(i, last, "day", day, day, relative=(count, unit))


def _ended(clock: Reads, tokens: Tokens, i: int, at: int, count: int, unit: str) -> When | None:
    """`three months to June`, `six months ended 30 September`, `twelve months to 20 January`."""
    if low_at(tokens, at) not in _ENDS or low_at(tokens, at) == "of" or unit not in "wfmqy":
        return None
    inner = clock.at(tokens, at + 1 + (low_at(tokens, at + 1) in ("the", "to")))
    if inner is None or inner.end is None or inner.grain not in ("day", "month", "quarter", "year"):
        return None
    return _up_to(i, inner, count, unit)


def _so_far_to(tokens: Tokens, i: int, stop: int, inner: When) -> When | None:
    """`this year to Thursday`: the running period up to a day."""
    if (
        tokens[i].low != "this"
        or inner.grain != "day"
        or inner.end is None
        or low_at(tokens, stop) not in ("to", "through", "until")
    ):
        return None
    windows = UNIT_WINDOWS.get(low_at(tokens, stop - 1))
    return When(i, inner.last, "span", inner.end, inner.end, windows[:1]) if windows else None


def _up_to(first: int, inner: When, count: int, unit: str) -> When | None:
    if inner.end is None:
        return None
    if unit in "wf" and count == 1 and unit == "w":
        return replace(week_when(first, inner.last, inner.end), relative=inner.relative)
    if inner.grain == "day":
        base = shifted(inner.end, -count, unit)
        return When(first, inner.last, "span", base + timedelta(1), inner.end, (f"since:{base}",))
    months = count * {"m": 1, "q": 3, "y": 12, "w": 0, "f": 0}[unit]
    if not months:
        return None
    start = shifted(inner.end.replace(day=1), 1 - months, "m")
    return span_when(first, inner.last, start, inner.end)


def period_to(clock: Reads, tokens: Tokens, i: int, stop: int) -> When | None:
    """`the week ended 14 March`, `in the year to June`, `the month to 20 May`; `stop` is the token after the unit."""
    unit = UNITS.get(low_at(tokens, stop - 1), "")
    if unit not in ("w", "m", "q", "y") or low_at(tokens, stop) not in _ENDS:
        return None
    inner = clock.at(tokens, stop + 1) if stop + 1 < len(tokens) else None
    if inner is None or inner.end is None or inner.grain == "window":
        return None
    if low_at(tokens, stop) == "of":
        if unit != "w" or inner.grain != "day":
            return None
        end = inner.end - timedelta(inner.end.weekday()) + timedelta(6)
        return When(i, inner.last, "week", end - timedelta(6), end, ("wtd",))
    return _so_far_to(tokens, i, stop, inner) or _up_to(i, inner, 1, unit)


def time_last(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`this time last year`, `the same day last month`, `at this stage a year ago`: the day so far back."""
    if tokens[i].low not in ("this", "same") or low_at(tokens, i + 1) not in ("time", "day", "point", "stage"):
        return None
    unit = UNITS.get(low_at(tokens, i + 3), "")
    if low_at(tokens, i + 2) != "last" or unit not in ("w", "m", "y"):
        return None
    return _back(clock, tokens, i, i + 4, -1, unit)


def neighbour_at(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`the day before`, `the previous session`, `the week before`, `the following day`, `the previous quarter`."""
    low, after, third = tokens[i].low, low_at(tokens, i + 1), low_at(tokens, i + 2)
    if low == "the" and after in UNITS and third in ("before", "earlier", "previously") and UNITS[after] != "h":
        if third == "before" and low_at(tokens, i + 3)[:1].isalnum() and low_at(tokens, i + 3) not in _AFTER_BEFORE:
            return None  # `the day before the vote`
        return _neighbour(clock, tokens, i, i + 3, UNITS[after], -1)
    if low == "the" and after == "day" and third == "after" and low_at(tokens, i - 1) == "," and _tells(tokens, i + 3):
        return _back(clock, tokens, i, i + 3, -1, "d")  # `came on 25 August, the day after the VIX closed at 40.74`
    if low == "the" and after in ("day", "session") and third == "after":
        at = next((k for k in (i + 3, i + 4) if k < len(tokens) and tokens[k].low != "the"), i)
        inner = clock.at(tokens, i + 3) or clock.at(tokens, at) if i + 3 < len(tokens) else None
        if inner is not None and inner.grain == "day" and inner.end is not None and not inner.ago and not inner.edge:
            day = inner.end + timedelta(max(1, 7 - inner.end.weekday() if inner.end.weekday() >= FRIDAY else 1))
            return When(i, inner.last, "day", day, day, others=tuple(day + timedelta(n) for n in (1, 2, 3)))
    if low == "the" and after in UNITS and third == "after" and UNITS[after] != "h":
        last = i + 3 + (low_at(tokens, i + 3) in ("that", "this"))
        return (
            _moved(clock, i, last, 1, UNITS[after]) if last > i + 3 or not low_at(tokens, last)[:1].isalnum() else None
        )
    if low in ("previous", "prior", "preceding") and UNITS.get(after, "h") != "h" and after[-1:] != "s":
        return _neighbour(clock, tokens, i, i + 2, UNITS[after], -1)
    if low in ("next", "following") and UNITS.get(after, "h") in "dswm" and low_at(tokens, i - 1) == "the":
        return _moved(clock, i, i + 2, 1, UNITS[after])
    return None


_TOLD = wordset("closed ended finished settled hit reached peaked bottomed fell rose touched set")


def _tells(tokens: Tokens, i: int) -> bool:
    """Whether a clause of a subject and a verb of the market's begins at a token."""
    words = [t.low for t in tokens[i : i + 7]]
    return words[:1] in (["the"], ["it"], ["its"]) and any(w in _TOLD for w in words)


_AFTER_BEFORE = frozenset(
    {
        "and",
        "but",
        "to",
        "it",
        "at",
        "on",
        "with",
        "when",
        "while",
        "as",
        "in",
        "by",
        "for",
        "there",
        "had",
        "was",
        "were",
        "did",
        "they",
    }
)


def _neighbour(clock: Reads, tokens: Tokens, i: int, last: int, unit: str, count: int) -> When | None:
    if unit in "dsf":
        return _back(clock, tokens, i, last, count, unit)
    return last_period(clock.as_of, i, last, {"w": "week", "m": "month", "q": "quarter", "y": "year"}.get(unit, ""))


FRIDAY = 4  # as Python counts weekdays


def last_period(as_of: date, first: int, last: int, unit: str) -> When | None:
    """`last week`, `last month`, `last quarter`, `last year`."""
    if unit == "week":
        end = as_of - timedelta(as_of.weekday() + 1)
        if as_of.weekday() > FRIDAY:  # of a weekend it may be the week that has just ended
            return When(first, last, "week", end + timedelta(1), end + timedelta(7), ("wtd",), others=(end,))
        return When(first, last, "week", end - timedelta(6), end, ("wtd",))
    if unit == "month":
        return month_when(first, last, as_of.year - (as_of.month == 1), (as_of.month - 2) % 12 + 1)
    if unit == "year":
        year = as_of.year - 1
        return When(first, last, "year", date(year, 1, 1), date(year, 12, 31), (f"year:{year}",))
    if unit == "quarter":
        quarter = (as_of.month - 1) // 3
        return quarter_when(first, last, as_of, quarter or 4, as_of.year if quarter else as_of.year - 1)
    return None


def where_at(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`than where it began the year`, `below where it stood a year ago`, `from where it ended June`."""
    start = i + 1 if tokens[i].low in _TO_WHERE and low_at(tokens, i + 1) == "where" else i
    if low_at(tokens, start) != "where":
        return None
    verb = next((k for k in range(start + 2, min(start + 10, len(tokens))) if tokens[k].low in _STOOD), None)
    if verb is None:
        return None
    k = verb + 1
    while low_at(tokens, k) in ("at", "on", "in"):
        k += 1
    inner = clock.at(tokens, k) if k < len(tokens) else None
    if inner is None and low_at(tokens, k) == "the":
        inner = clock.at(tokens, k + 1) if k + 1 < len(tokens) else None
    if inner is None:
        return None
    if inner.grain == "window":
        return replace(inner, first=i, windows=inner.windows[:1], prep="in") if tokens[verb].low in BEGINNING else None
    if inner.start is None or inner.end is None:
        return None
    if low_at(tokens, start + 1) not in ("it", "they", "we", "prices") and inner.grain == "day":
        return inner  # `where the Russell 2000 was a month ago`: the name is read for itself
    begins = tokens[verb].low in BEGINNING
    day = inner.start - timedelta(1) if begins and inner.grain != "day" else inner.end
    return When(i, inner.last, "day", day, day, prep="than", edge=inner.edge)


def joined(tokens: Tokens, whens: list[When]) -> list[When]:
    """`from 1 to 14 September`, `Monday to Thursday`, `between June and August`: two times become one stretch."""
    found: list[When] = []
    skip = False
    for one, two in pairwise([*whens, None]):
        if skip:
            skip = False
            continue
        span = None
        if one is not None and two is not None:
            span = _span(tokens, one, two) or _ago_from(tokens, one, two)
        if span is not None:
            found.append(span)
            skip = True
        elif one is not None:
            found.append(one)
    return found


def _ago_from(tokens: Tokens, one: When, two: When) -> When | None:
    """`a year ago on Thursday`, `a week ago today`: counted from that day."""
    if not one.ago or one.relative or two.grain != "day" or two.full or two.end is None or one.end is None:
        return None
    if two.first - one.last > 1 or (two.first > one.last and tokens[one.last].low not in ("on", "this", "last")):
        return None
    unit = UNITS.get(tokens[one.last - 2].low, "")
    count, _ = _count(tokens, one.first)
    if not unit or not count:
        return None
    day = shifted(two.end, -count, unit)
    return replace(one, last=two.last, start=day, end=day, others=())


def _span(tokens: Tokens, one: When, two: When) -> When | None:
    between = tokens[one.last : two.first]
    words = [t.low for t in between]
    extreme = _from_extreme(tokens, one)
    if extreme:
        one = replace(one, prep="between")
        words = [w for w in words if w not in EXTREMES and w not in ("its", "their", "set", "reached", "closing")]
    glued = not words and tokens[two.first].hyphen
    if not glued and (not words or words[0] not in _JOINED or any(w not in _SPAN_FILL for w in words[1:])):
        return None
    if words[:1] == ["and"] and one.prep != "between":
        return None
    if one.start is None or one.end is None or two.start is None or two.end is None or one.grain in ("window", "span"):
        return None
    if (
        one.ago
        or one.relative
        or two.relative
        or two.grain == "window"
        or one.end >= two.end
        or one.prep in ("since", "than")
    ):
        return None
    if words[:1] == ["to"] and tokens[one.last - 1].possessive:
        return None
    first, last = one.first, two.last
    if one.edge:
        return When(first, last, "span", one.end, two.end, (f"since:{one.end}",), "over")
    span = span_when(first, last, one.start, two.end, f"since:{one.end}")
    if one.prep in ("from", "between") and one.grain == "day":
        span = replace(span, windows=span.windows[::-1])
    return replace(span, prep="over", full=two.full)


def _from_extreme(tokens: Tokens, one: When) -> bool:
    """`between its June 16 trough and Aug. 16`, `from its 13 September low to 8 October`: from the day of an extreme."""
    owner = low_at(tokens, one.first - 1) in ("its", "their", "the", "a")
    lead = low_at(tokens, one.first - 1 - owner)
    return lead in ("between", "from") and one.grain == "day" and low_at(tokens, one.last) in EXTREMES - {"close"}


_SPAN_FILL = frozenset({"the", "end", "of", "last", "this", "late", "early", "mid", "close", "on"})
