"""Days, months and years written out: `9 March`, `the 24th`, `the second of May`, `March 9, 2016`, `October last year`, `2016`, `11/28/2016`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from generator.check.text.numerals import ordinal
from generator.check.text.periods import COUNTED
from generator.check.text.replacing import replace
from generator.check.text.spans import Reads, Tokens
from generator.check.text.when import (
    When,
    day_at,
    is_day,
    is_month_and_day,
    is_year,
    low_at,
    meant_as_month,
    month_at,
    month_when,
    spelled_year,
    year_at,
)

_NO_YEAR_BEFORE = frozenset({"russell", "stoxx", "at", "above", "below", "topix", "csi"})
_NO_YEAR_AFTER = frozenset({"points", "point", "percent", "dollars", "sessions", "days", "companies", "per", "%"})


def day_in_digits(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`2016-11-28`, `11/28/2016`, `28/11/2016`, `28.11.2016`, `11/28/16`; of `3/4/2025` the month is the first, as a rule."""
    days = [day for day in _days_in_digits(clock, tokens[i].text) if day is not None]
    past = [day for day in days if day <= clock.as_of] or days
    if not past:
        return None
    return When(i, i + 1, "day", past[0], past[0], full=True, others=tuple(past[1:]))


def _days_in_digits(clock: Reads, text: str) -> Iterator[date | None]:
    """The days that a date in digits may be, the likeliest first."""
    one, two, three = (int(part) for part in re.split(r"[-/.]", text))
    if one > 31:
        yield _day(one, two, three)
        return
    year = three if three > 99 else three + (2000 if three <= clock.as_of.year % 100 + 1 else 1900)
    if "/" in text:
        yield _day(year, one, two)
    yield _day(year, two, one) if one != two or "/" not in text else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_and_day(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`on 6/14`, `the 2.85% of 5/31`."""
    if not is_month_and_day(tokens, i):
        return None
    return _built(clock, i, i + 3, int(tokens[i + 2].text), int(tokens[i].text), None)


def day_at_number(clock: Reads, tokens: Tokens, i: int) -> When | None:
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
        year, stop = _year_at(clock, tokens, last + 1)
        return _built(clock, i, stop, int(token.text), month, year)
    shared = _shared_month(clock, tokens, i, last)
    if shared is not None:
        return shared
    if suffix and low_at(tokens, i - 1) == "the" and low_at(tokens, last) not in COUNTED:
        return _monthless(clock, i, i + 2, int(token.text))
    return None


def spelled_day(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`the second of May`, `the twenty-third of June 2016`."""
    found = ordinal(tokens, i)
    month = month_at(tokens, found[1] + 1) if found and low_at(tokens, found[1]) == "of" else None
    if found is None or month is None:
        return None
    year, stop = _year_at(clock, tokens, found[1] + 2)
    return _built(clock, i, stop, found[0], month, year)


def _shared_month(clock: Reads, tokens: Tokens, i: int, last: int) -> When | None:
    """`1 to 14 September`, `5-9 January`: the month of the day that follows."""
    joint = low_at(tokens, last) in ("to", "and", "until", "till", "through", "\u2013")
    second = last + joint
    if not joint and not (second < len(tokens) and tokens[second].hyphen):
        return None
    if not is_day(low_at(tokens, second)) or int(tokens[i].text) >= int(tokens[second].text):
        return None
    two = day_at_number(clock, tokens, second) if month_at(tokens, second + 1) is not None else None
    if two is None or two.end is None:
        return None
    return _built(clock, i, last, int(tokens[i].text), two.end.month, two.end.year)


def _monthless(clock: Reads, first: int, last: int, day: int) -> When | None:
    for back in range(2):
        month = clock.as_of.month - back
        year = clock.as_of.year - (month < 1)
        month = month or 12
        if day <= monthrange(year, month)[1] and date(year, month, day) <= clock.as_of:
            return When(first, last, "day", date(year, month, day), date(year, month, day))
    return None


def month_named(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`March 9`, `Nov. 28, 2016`, `March 2009`, `late June`, `in May`, `October last year`."""
    month = month_at(tokens, i)
    if month is None:
        return None
    after = i + 1 + (low_at(tokens, i + 1) == "." and len(tokens[i].text) <= 4)
    day = day_at(tokens, after)
    if day:
        year, stop = _year_at(clock, tokens, day[1])
        built = _built(clock, i, stop, day[0], month, year)
        if built:
            return _ranged(clock, tokens, built, stop)
    year, stop = _year_at(clock, tokens, after)
    if year is None and not meant_as_month(tokens, i):
        return None
    stop = stop if year is not None else i + 1
    chosen = year or (clock.as_of.year if month <= clock.as_of.month else clock.as_of.year - 1)
    if year is None and low_at(tokens, i - 1) == "last" and month == clock.as_of.month:
        chosen -= 1
    if year is None and low_at(tokens, i - 1) == "that" and clock.told is not None:
        chosen = min(chosen, clock.told)
    if not 1500 < chosen < 2200:
        return None
    return _running(clock, month_when(i, stop, chosen, month, full=year is not None))


def _ranged(clock: Reads, tokens: Tokens, one: When, stop: int) -> When:
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


def _running(clock: Reads, when: When) -> When:
    """The current month is the month to date."""
    live = when.start is not None and when.end is not None and when.start <= clock.as_of <= when.end
    return replace(when, windows=("mtd",)) if live else when


def year_alone(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`2016`, where nothing around it makes it a number of something."""
    token = tokens[i]
    if not (token.is_num and is_year(token.text) and 1900 <= int(token.text) <= 2099):
        return None
    if low_at(tokens, i + 1) in _NO_YEAR_AFTER or (low_at(tokens, i + 1) == "s" and tokens[i + 1].glued):
        return None
    if i and (tokens[i - 1].text in "$€£¥+" or (tokens[i - 1].text == "-" and token.glued)):
        return None
    if low_at(tokens, i - 1) in _NO_YEAR_BEFORE:
        return None
    return _of_year(clock, i, i + 1, int(token.text))


_BEFORE_YEARS = frozenset({"since", "in", "of", "by", "until", "from", "during", "before", "after"})


def year_in_words(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`since nineteen eighty-seven`, `in two thousand and eight`."""
    found = spelled_year(tokens, i) if low_at(tokens, i - 1) in _BEFORE_YEARS else None
    return None if found is None else _of_year(clock, i, found[1], found[0])


def _of_year(clock: Reads, first: int, last: int, year: int) -> When:
    running = ("ytd",) if year == clock.as_of.year else (f"year:{year}",)
    return When(first, last, "year", date(year, 1, 1), date(year, 12, 31), running, full=True)


def _year_at(clock: Reads, tokens: Tokens, i: int) -> tuple[int | None, int]:
    """A year in digits, or `last year`, `this year`, `of that year`."""
    year, stop = year_at(tokens, i)
    if year is not None:
        return year, stop
    k = i + (low_at(tokens, i) == "of")
    which = low_at(tokens, k)
    if which in ("last", "this", "that", "same") and low_at(tokens, k + 1) == "year":
        told = {"last": clock.as_of.year - 1, "this": clock.as_of.year}.get(which, clock.told)
        return (told, k + 2) if told is not None else (None, i)
    return None, i


def _built(clock: Reads, first: int, last: int, day: int, month: int, year: int | None) -> When | None:
    """A day of a month; without a year the latest one up to the draft's date, or that of the year told before."""
    full = year is not None
    year = year or (clock.as_of.year if (month, day) <= (clock.as_of.month, clock.as_of.day) else clock.as_of.year - 1)
    if not 1500 < year < 2200 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    told = clock.told if not full and clock.told not in (None, year) else None
    others = (date(told, month, day),) if told and told < year and day <= monthrange(told, month)[1] else ()
    at = date(year, month, day)
    return When(first, last, "day", at, at, full=full, others=others)
