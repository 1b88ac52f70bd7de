"""Dates against the calendar: `Thursday, 16 January 2026`, `31 November`, `last November (2024)`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from generator.check.binding.inside.doubt import Doubt, Part
from generator.check.comparing.policy import Ruling
from generator.check.text.numerals import number_word
from generator.check.text.periods import MONTHS, SHORT_DAYS, SHORT_MONTHS, WEEKDAYS
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When, day_at, month_at, year_at

_GOOD, _BAD = Ruling("supported", "date"), Ruling("contradicted", "date", "date")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OPENERS = frozenset({",", "(", "\u2014", "\u2013"})
UNKNOWN = 1970  # the year of a draft that has no date


def years_named(sentences: Iterable[Sentence]) -> frozenset[int]:
    """The years that a draft names."""
    return frozenset(w.end.year for s in sentences for w in s.whens if w.full and w.end)


def weekdays(s: Sentence, named: frozenset[int], as_of: date) -> Iterator[Doubt]:
    """A weekday beside its date."""
    for found in s.whens:
        when, weekday, last = _with_weekday(s, found)
        if weekday is None or when.end is None or when.grain != "day":
            continue
        good = when.end.weekday() == weekday
        if not good and not when.full and (as_of.year <= UNKNOWN or _fits_another_year(when.end, weekday, named)):
            continue
        if good and _is_dateline(s, when.end, as_of):
            continue
        message = f"{when.end} is a {_DAYS[when.end.weekday()]}."
        yield Doubt("weekday", _GOOD if good else _BAD, message, (Part(s, when.first, last),))


DATELINE = 12  # tokens of a line that only dates a draft
NEAR = 3  # days between a dateline and what the draft is judged by


def _is_dateline(s: Sentence, day: date, as_of: date) -> bool:
    """`Tuesday 16 July 2024, after the close`: a line that dates the draft claims nothing, unless it is wrong."""
    said = (
        any(q.unit for q in s.numbers)
        or s.marks_of("move", "record", "super", "compare")
        or any(m.name.anaphor is None for m in s.mentions)
    )
    told = any(c.verb is not None for c in s.parts)
    return s.hi - s.lo <= DATELINE and not (said or told) and abs((as_of - day).days) <= NEAR


def _fits_another_year(day: date, weekday: int, named: frozenset[int]) -> bool:
    """Whether a date without a year has the weekday in some year that the draft names."""
    if (day.month, day.day) == (2, 29):
        return True
    return any(day.replace(year=year).weekday() == weekday for year in named)


def _with_weekday(s: Sentence, when: When) -> tuple[When, int | None, int]:
    """A date, the weekday told with it, and where both end."""
    bracket = _bracketed(s, when) if when.edge else None
    if bracket is not None:
        return bracket
    tail = _weekday_after(s, when)
    return (when, when.weekday, when.last) if when.weekday is not None or tail is None else (when, *tail)


def _bracketed(s: Sentence, when: When) -> tuple[When, int, int] | None:
    """`16 January 2026 (Friday)`, which the dates read as one day, the one in brackets."""
    low = s.low(when.last - 1)
    weekday = WEEKDAYS.get(low, SHORT_DAYS.get(low))
    k, iso = when.first, s.tokens[when.first]
    if weekday is None or s.low(when.last - 2) != "(":
        return None
    if iso.kind == "iso":
        return _dated(when, iso.text, weekday)
    day, month = day_at(s.tokens, k), month_at(s.tokens, k)
    month = month if month is not None else month_at(s.tokens, day[1]) if day else None
    day = day or day_at(s.tokens, k + 1)
    year = year_at(s.tokens, when.last - 3)[0]
    return _dated(when, f"{year}-{month:02d}-{day[0]:02d}", weekday) if day and month and year else None


def _dated(when: When, iso: str, weekday: int) -> tuple[When, int, int] | None:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return None
    return replace(when, start=day, end=day, full=True), weekday, when.last


def _weekday_after(s: Sentence, when: When) -> tuple[int, int] | None:
    """`16 January 2026 (Friday)`, `on 16 January 2026, a Friday`."""
    k = when.last
    if when.grain != "day" or when.edge or s.low(k) not in ("(", ","):
        return None
    article = s.low(k) == ","
    k += 1 + (s.low(k + 1) in ("a", "which"))
    if article and s.low(k - 1) != "a":
        return None
    low = s.low(k)
    weekday = WEEKDAYS.get(low, SHORT_DAYS.get(low) if s.low(k + 1) in (")", ".") else None)
    return (weekday, k + 1) if weekday is not None and s.low(k + 1) in (")", ",", ".", "", ";") else None


_MONTHS = MONTHS.keys() | SHORT_MONTHS.keys()
_RELATIVE = frozenset({"last", "next", "this"})


def impossible(s: Sentence) -> Iterator[Doubt]:
    """`31 November`, `29 February 2025`: days that no calendar has."""
    for k in s.places(_MONTHS):
        month = month_at(s.tokens, k)
        if month is None or (s.tokens[k].low in ("may", "march") and not s.tokens[k].text.istitle()):
            continue
        found = _day_before(s, k) or _day_after(s, k)
        if found is None:
            continue
        first, last, day = found
        year, stop = year_at(s.tokens, last)
        last = stop if year is not None and stop <= s.hi else last
        longest = monthrange(year or 2000, month)[1]
        if day > longest and last <= s.hi:
            where = f" {year}" if year and month == 2 else ""
            yield Doubt("weekday", _BAD, f"{s.tokens[k].text}{where} has {longest} days.", (Part(s, first, last),))


def _day_before(s: Sentence, k: int) -> tuple[int, int, int] | None:
    """`31 November`, `the 31st of November`."""
    j = k - 1
    j -= s.low(j) == "of"
    j -= s.low(j) in ("st", "nd", "rd", "th")
    day = day_at(s.tokens, j) if j >= s.lo else None
    return (j, k + 1, day[0]) if day and day[1] >= k - 1 else None


def _day_after(s: Sentence, k: int) -> tuple[int, int, int] | None:
    """`November 31`."""
    j = k + 1 + (s.low(k + 1) == "." and len(s.tokens[k].text) <= 4)
    day = day_at(s.tokens, j) if j < s.hi else None
    following = s.low(day[1]) if day else ""
    plain = following in ("", ",", ".", ";", ")", "and", "to") or (following.isdigit() and len(following) == 4)
    return (k, day[1], day[0]) if day and plain else None


def relative(s: Sentence, as_of: date) -> Iterator[Doubt]:
    """`last November (2024)`, `last year, 2023`, `five years ago, in 2016`: the year beside a relative time."""
    if as_of.year <= UNKNOWN:
        return
    for k in sorted({*s.places(_RELATIVE), *s.whole}):
        found = _relative_years(s, k, as_of)
        if k == s.hi - 1 or found is None:
            continue
        last, possible = found
        year, stop = _year_beside(s, last)
        if year is None:
            continue
        good = year in possible
        told = " or ".join(str(y) for y in sorted(possible)) if len(possible) < 3 else f"about {sorted(possible)[1]}"
        message = f"{s.phrase(k, last)}, seen from {as_of}, is in {told}."
        if not good:
            yield Doubt("internal.date", _BAD, message, (Part(s, k, stop),))


def _relative_years(s: Sentence, k: int, as_of: date) -> tuple[int, frozenset[int]] | None:
    """Where a relative time ends, and the years that it may mean."""
    word, after = s.low(k), k + 1
    month = month_at(s.tokens, after) if word in _RELATIVE and after < s.hi else None
    year, this = as_of.year, as_of.month
    if month is not None:
        if word == "last":
            return after + 1, frozenset({year - 1} if month >= this else {year, year - 1})
        if word == "next":
            return after + 1, frozenset({year + 1} if month <= this else {year, year + 1})
        return after + 1, frozenset({year})
    if word in _RELATIVE and s.low(after) == "year" and not s.tokens[after].possessive:
        return after + 1, frozenset({year + {"last": -1, "next": 1, "this": 0}[word]})
    count = number_word(s.tokens, k)
    if count and 1 < count[0] < 300 and count[1] + 1 < s.hi:
        unit = s.low(count[1])
        if unit == "years" and s.low(count[1] + 1) == "ago" and s.low(k - 1) not in ("about", "almost", "nearly"):
            ago = year - count[0]
            slack = 1 if count[0] < 10 else 2
            return count[1] + 2, frozenset(range(ago - slack, ago + slack + 1))
    return None


def _year_beside(s: Sentence, k: int) -> tuple[int | None, int]:
    """A year in brackets, after a comma, or right after: `(2024)`, `, in 2024,`, `2024`."""
    opened = s.low(k) if s.low(k) in _OPENERS else ""
    k += bool(opened)
    k += s.low(k) == "in" and bool(opened)
    if k >= s.hi or (opened == "," and s.low(k - 1) != "in" and s.low(k + 1) not in (",", ".", "", ")")):
        return None, k
    year, stop = year_at(s.tokens, k)
    if year is None or stop != k + 1 or s.low(stop) in ("%", "points") or not 1900 <= year <= 2100:
        return None, k
    return (year, stop) if not opened or s.low(stop) in (",", ".", "", ")", ";", "\u2014", "\u2013") else (None, k)
