"""Dates, periods and windows as text names them, resolved against the draft's own date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from generator.check.text.days import DAY_STARTS, named_day, weekday_at
from generator.check.text.elided import elided
from generator.check.text.numerals import ORDINALS, SMALL, TENS, ordinal
from generator.check.text.parts import (
    SEASONS,
    first_of,
    half_year_at,
    part_of_month,
    quarter_at,
    season_at,
    week_of_month,
)
from generator.check.text.periods import (
    ADJECTIVES,
    BEGINNING,
    COUNTED,
    ENDING,
    MOMENTS,
    MONTHS,
    ORDINAL_START,
    PAPERS,
    PREPS,
    SHORT_MONTHS,
    SOFT_PREPS,
    TABLE,
)
from generator.check.text.replacing import replace
from generator.check.text.spans import (
    STRETCH_STARTS,
    joined,
    last_period,
    neighbour_at,
    period_to,
    stretch_at,
    time_last,
    where_at,
)
from generator.check.text.tokens import Token
from generator.check.text.when import (
    When,
    count_windows,
    day_at,
    days_back,
    is_day,
    is_year,
    low_at,
    meant_as_month,
    month_at,
    month_when,
    since_event,
    since_extreme,
    year_at,
)

_MONEY = frozenset(
    {"money", "rate", "rates", "funding", "repo", "lending", "reverse", "deposits", "borrowing", "loans"}
)
_CONTRACTS = frozenset({"delivery", "contract", "contracts", "futures", "expiry", "expiration"})
_CLOSES = frozenset({"close", "finish", "closing", "settlement", "level", "fix"})
_BASES = frozenset(["under", "below", "beneath", "above", "over", "than", "from", "vs", "versus", "against", "off"])
_NO_YEAR_BEFORE = frozenset({"russell", "stoxx", "at", "above", "below", "topix", "csi"})
_NO_YEAR_AFTER = frozenset({"points", "point", "percent", "dollars", "sessions", "days", "companies", "per", "%"})
_MONTHS = MONTHS.keys() | SHORT_MONTHS.keys()
_STARTS = (  # a time in words begins with one of them
    DAY_STARTS | STRETCH_STARTS | _MONTHS | TABLE.firsts | MOMENTS.firsts
    | SEASONS.keys() | {"q", "h", "opening", "closing", "mid", "early", "late", "since"}
)  # fmt: skip
_FIRSTS = _STARTS | SMALL.keys() | TENS.keys() | ORDINALS.keys() | {"a", "an"}  # of the times without digits


class Clock:
    """Resolves times against a draft's date; the last year that the draft named tells what `that year` is."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.told: int | None = None

    def find(self, tokens: Sequence[Token]) -> list[When]:
        """The times of a block, in order."""
        found: list[When] = []
        last = 0
        for i in [k for k, token in enumerate(tokens) if token.low in _FIRSTS or token.kind in ("num", "iso")]:
            when = self.at(tokens, i) if i >= last else None
            if when is None:
                continue
            when = self._with_prep(tokens, when, found[-1].last if found else 0)
            last = when.last
            if when.grain == "month" and low_at(tokens, last) in _CONTRACTS:
                continue
            when = _in_month_told(tokens, when, found)
            if when.grain in ("day", "month") and (since_extreme(tokens, when.first) or since_event(tokens, when)):
                when = replace(when, prep="since")
            when = _coming(tokens, when)
            if (
                found
                and when.grain == "day"
                and when.first == found[-1].last + 1
                and tokens[found[-1].last].text == "("
                and when.last < len(tokens)
                and tokens[when.last].text == ")"
            ):
                dated = any(t.is_num for t in tokens[when.first : when.last])  # `Tuesday (Mar 19)` is that day
                edge = found[-1].grain != "day" or not dated
                found[-1] = replace(when, first=found[-1].first, prep=found[-1].prep, edge=edge)
                continue
            if when.full and when.end is not None:
                self.told = when.end.year
            found.append(_ended(tokens, when))
        return elided(tokens, joined(tokens, found), self.as_of)

    def at(self, tokens: Sequence[Token], i: int) -> When | None:
        """The time that begins at a token."""
        token = tokens[i]
        if token.kind == "iso":
            return self._iso(tokens, i)
        if token.low in ORDINALS or token.low in TENS:
            spelled = self._spelled_day(tokens, i)
            if spelled is not None or token.low in ORDINALS.keys() - ORDINAL_START:
                return spelled
        if token.kind == "num" or token.low in SMALL or token.low in TENS:
            return self._numeric(tokens, i) or self._phrase(tokens, i)
        if token.kind != "word":
            return None
        if token.low in ("a", "an"):
            return stretch_at(self, tokens, i) or self._phrase(tokens, i)
        if token.low in ORDINAL_START and low_at(tokens, i + 1) not in ("day", "session", "trading"):
            return (
                quarter_at(self, tokens, i)
                or week_of_month(self, tokens, i)
                or first_of(self, tokens, i)
                or self._phrase(tokens, i)
            )
        return self._worded(tokens, i)

    def _worded(self, tokens: Sequence[Token], i: int) -> When | None:
        low = tokens[i].low
        if low not in _STARTS:
            return None
        if low in ("q", "h") or low in SEASONS:
            return season_at(tokens, i) if low in SEASONS else quarter_at(self, tokens, i)
        found = self._month(tokens, i) if low in _MONTHS else None
        if found is None and low in DAY_STARTS:
            found = weekday_at(self, tokens, i) or named_day(self, tokens, i)
        found = found or (neighbour_at(self, tokens, i) if low in STRETCH_STARTS else None)
        if found is not None:
            return found
        if low == "where" or low_at(tokens, i + 1) == "where":
            return where_at(self, tokens, i)
        found = self._part(tokens, i)
        if found is not None:
            return found
        if low in ("last", "previous", "prior") and i + 1 < len(tokens):
            found = last_period(self.as_of, i, i + 2, tokens[i + 1].low)
        if low == "since" and not low_at(tokens, i + 1)[:1].isalnum() and low_at(tokens, i + 1) not in ("$", "'", '"'):
            return When(i, i + 1, "window", windows=("then",))
        return found or self._phrase(tokens, i)

    def _part(self, tokens: Sequence[Token], i: int) -> When | None:
        low = tokens[i].low
        if low == "half":
            return half_year_at(self, tokens, i)
        if low in ("last", "final", "opening", "closing"):
            return week_of_month(self, tokens, i) or first_of(self, tokens, i)
        if low in ("this", "same"):
            return time_last(self, tokens, i)
        return part_of_month(self, tokens, i) if low in ("mid", "early", "late") else None

    def _iso(self, tokens: Sequence[Token], i: int) -> When | None:
        try:
            day = date.fromisoformat(tokens[i].text)
        except ValueError:
            return None
        return When(i, i + 1, "day", day, day, full=True)

    def _numeric(self, tokens: Sequence[Token], i: int) -> When | None:
        return (
            self._day_month(tokens, i)
            or quarter_at(self, tokens, i)
            or self._year(tokens, i)
            or stretch_at(self, tokens, i)
        )

    def _day_month(self, tokens: Sequence[Token], i: int) -> When | None:
        """`9 March`, `27th of January 2026`, `the 24th`, the `1` of `1 to 14 September`."""
        token = tokens[i]
        last = i + 1
        if not token.is_num or not is_day(token.text):
            return None
        suffix = last < len(tokens) and tokens[last].glued and tokens[last].low in ("st", "nd", "rd", "th")
        last += suffix
        if low_at(tokens, last) == "of":
            last += 1
        month = month_at(tokens, last)
        if month is not None:
            year, stop = self._year_at(tokens, last + 1)
            return self._built(i, stop, int(token.text), month, year)
        shared = self._shared_month(tokens, i, last)
        if shared is not None:
            return shared
        if suffix and low_at(tokens, i - 1) == "the" and low_at(tokens, last) not in COUNTED:
            return self._monthless(i, i + 2, int(token.text))
        return None

    def _spelled_day(self, tokens: Sequence[Token], i: int) -> When | None:
        """`the second of May`, `the twenty-third of June 2016`."""
        found = ordinal(tokens, i)
        month = month_at(tokens, found[1] + 1) if found and low_at(tokens, found[1]) == "of" else None
        if found is None or month is None:
            return None
        year, stop = self._year_at(tokens, found[1] + 2)
        return self._built(i, stop, found[0], month, year)

    def _shared_month(self, tokens: Sequence[Token], i: int, last: int) -> When | None:
        """`1 to 14 September`, `5-9 January`: the month of the day that follows."""
        joint = low_at(tokens, last) in ("to", "and", "until", "till", "through", "\u2013")
        second = last + joint
        if not joint and not (second < len(tokens) and tokens[second].hyphen):
            return None
        if not is_day(low_at(tokens, second)) or int(tokens[i].text) >= int(tokens[second].text):
            return None
        two = self._day_month(tokens, second) if month_at(tokens, second + 1) is not None else None
        if two is None or two.end is None:
            return None
        return self._built(i, last, int(tokens[i].text), two.end.month, two.end.year)

    def _monthless(self, first: int, last: int, day: int) -> When | None:
        for back in range(2):
            month = self.as_of.month - back
            year = self.as_of.year - (month < 1)
            month = month or 12
            if day <= monthrange(year, month)[1] and date(year, month, day) <= self.as_of:
                return When(first, last, "day", date(year, month, day), date(year, month, day))
        return None

    def _year_at(self, tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
        """A year in digits, or `last year`, `this year`, `of that year`."""
        year, stop = year_at(tokens, i)
        if year is not None:
            return year, stop
        k = i + (low_at(tokens, i) == "of")
        which = low_at(tokens, k)
        if which in ("last", "this", "that", "same") and low_at(tokens, k + 1) == "year":
            told = {"last": self.as_of.year - 1, "this": self.as_of.year}.get(which, self.told)
            return (told, k + 2) if told is not None else (None, i)
        return None, i

    def _built(self, first: int, last: int, day: int, month: int, year: int | None) -> When | None:
        """A day of a month; without a year the latest one up to the draft's date, or that of the year told before."""
        full = year is not None
        year = year or (self.as_of.year if (month, day) <= (self.as_of.month, self.as_of.day) else self.as_of.year - 1)
        if not 1500 < year < 2200 or not 1 <= day <= monthrange(year, month)[1]:
            return None
        told = self.told if not full and self.told not in (None, year) else None
        others = (date(told, month, day),) if told and told < year and day <= monthrange(told, month)[1] else ()
        at = date(year, month, day)
        return When(first, last, "day", at, at, full=full, others=others)

    def _month(self, tokens: Sequence[Token], i: int) -> When | None:
        """`March 9`, `Nov. 28, 2016`, `March 2009`, `late June`, `in May`, `October last year`."""
        month = month_at(tokens, i)
        if month is None:
            return None
        after = i + 1 + (low_at(tokens, i + 1) == "." and len(tokens[i].text) <= 4)
        day = day_at(tokens, after)
        if day:
            year, stop = self._year_at(tokens, day[1])
            built = self._built(i, stop, day[0], month, year)
            if built:
                return self._ranged(tokens, built, stop)
        year, stop = self._year_at(tokens, after)
        if year is None and not meant_as_month(tokens, i):
            return None
        stop = stop if year is not None else i + 1
        chosen = year or (self.as_of.year if month <= self.as_of.month else self.as_of.year - 1)
        if year is None and low_at(tokens, i - 1) == "last" and month == self.as_of.month:
            chosen -= 1
        if year is None and low_at(tokens, i - 1) == "that" and self.told is not None:
            chosen = min(chosen, self.told)
        if not 1500 < chosen < 2200:
            return None
        return self._running(month_when(i, stop, chosen, month, full=year is not None))

    def _ranged(self, tokens: Sequence[Token], one: When, stop: int) -> When:
        """`January 5-9`, `Sept. 1 to 14`: the second day shares the month."""
        if one.end is None:
            return one
        k = stop + (low_at(tokens, stop) in ("to", "\u2013", "through"))
        if not (k > stop or (k < len(tokens) and tokens[k].hyphen)):
            return one
        day = day_at(tokens, k)
        if day is None or day[0] <= one.end.day or (low_at(tokens, day[1]) in ("%", "bp", ".") and k > stop):
            return one
        if month_at(tokens, day[1]) is not None or day[0] > monthrange(one.end.year, one.end.month)[1]:
            return one
        year, last = year_at(tokens, day[1])
        start, end = (x if year is None else x.replace(year=year) for x in (one.end, one.end.replace(day=day[0])))
        return When(
            one.first, last, "span", start, end, (f"since:{date.fromordinal(start.toordinal() - 1)}", f"since:{start}")
        )

    def _running(self, when: When) -> When:
        """The current month is the month to date."""
        live = when.start is not None and when.end is not None and when.start <= self.as_of <= when.end
        return replace(when, windows=("mtd",)) if live else when

    def _year(self, tokens: Sequence[Token], i: int) -> When | None:
        token = tokens[i]
        if not (token.is_num and is_year(token.text) and 1900 <= int(token.text) <= 2099):
            return None
        if low_at(tokens, i + 1) in _NO_YEAR_AFTER or (low_at(tokens, i + 1) == "s" and tokens[i + 1].glued):
            return None
        if i and (tokens[i - 1].text in "$€£¥+" or (tokens[i - 1].text == "-" and token.glued)):
            return None
        if low_at(tokens, i - 1) in _NO_YEAR_BEFORE:
            return None
        year = int(token.text)
        running = ("ytd",) if year == self.as_of.year else (f"year:{year}",)
        return When(i, i + 1, "year", date(year, 1, 1), date(year, 12, 31), running, full=True)

    def _phrase(self, tokens: Sequence[Token], i: int) -> When | None:
        moment = MOMENTS.match(tokens, i)
        if moment is not None:
            return When(i, moment[0], "moment")
        found = TABLE.match(tokens, i)
        if found is None:
            return None
        stop, windows = found
        if tokens[i].low == "overnight" and (low_at(tokens, stop) in _MONEY or tokens[i].text[:1].isupper()):
            return None
        ended = period_to(self, tokens, i, stop)
        if ended is not None:
            return ended
        if tokens[i].low in ADJECTIVES and i + 1 == stop and (stop >= len(tokens) or tokens[stop].low in PAPERS):
            return None
        length = windows[0][:-1]
        if length.isdigit() and windows[0][-1] in "my":
            months = int(length) * (12 if windows[0][-1] == "y" else 1)
            windows = (*count_windows(months, "m", self.as_of), *windows[1:])
        start = {"1y": 1, "10y": 10}.get(windows[0])
        return When(i, stop, "window", windows=windows, start=days_back(self.as_of, start, "y") if start else None)

    def _with_prep(self, tokens: Sequence[Token], when: When, after: int) -> When:
        if when.ago or (when.relative and not when.relative[1].startswith("wd")):
            return when
        if when.grain == "day" and low_at(tokens, when.last) in _CLOSES and low_at(tokens, when.first - 1) in _BASES:
            return replace(when, prep="than")
        k = when.first - 1
        prep = when.prep
        steps = 0
        while k >= after and steps < 4 and tokens[k].low in PREPS:
            if tokens[k].low not in SOFT_PREPS or not prep:
                prep = tokens[k].low if tokens[k].low not in ("the", "that") else prep
            k -= 1
            steps += 1
        return replace(when, prep=prep) if prep else when


def _ended(tokens: Sequence[Token], when: When) -> When:
    """`ended 2016 at 14.04`, `began June at`: the day of a level, not a stretch."""
    if when.grain not in ("month", "quarter", "year") or when.start is None or when.end is None or when.prep:
        return when
    verb, after = low_at(tokens, when.first - 1), low_at(tokens, when.last)
    if after not in ("at", "near", "above", "below", "around") or not (verb in ENDING or verb in BEGINNING):
        return when
    day = when.end if verb in ENDING else date.fromordinal(when.start.toordinal() - 1)
    return replace(when, grain="day", start=day, end=day, windows=(), edge=True, prep="at")


def _in_month_told(tokens: Sequence[Token], when: When, found: Sequence[When]) -> When:
    """`Remember April? Ether printed $1,475 on the 12th`: a day without a month is also one of the month told before."""
    bare = when.grain == "day" and when.last - when.first == 2 and tokens[when.first].is_num and not when.full
    month = (
        next((w for w in reversed(found) if w.grain == "month" or (w.grain == "day" and w.last - w.first > 1)), None)
        if bare
        else None
    )
    if (
        month is None
        or month.grain == "day"
        or month.start is None
        or when.end is None
        or tokens[when.first + 1].low not in _SUFFIXES
    ):
        return when
    day = when.end.day
    if day > monthrange(month.start.year, month.start.month)[1] or month.start > when.end:
        return when
    at = month.start.replace(day=day)
    return when if at == when.end else replace(when, start=at, end=at, others=(when.end,))


_SUFFIXES = frozenset({"st", "nd", "rd", "th"})


def _coming(tokens: Sequence[Token], when: When) -> When:
    """`going into Friday`, `heading into October`: what was before it."""
    if low_at(tokens, when.first - 1) != "into" or when.grain != "day" or when.end is None:
        return when
    if low_at(tokens, when.first - 2) not in ("going", "heading", "coming", "gone", "headed", "went", "came"):
        return when
    day = date.fromordinal(when.end.toordinal() - (3 if when.end.weekday() == 0 else 1))
    return replace(when, start=day, end=day, prep="at")
