"""Parts of years and months: quarters, halves, the first nine months, the first week, the middle of July."""

from __future__ import annotations

from datetime import date, timedelta

from generator.check.text.numerals import number_word, ordinal
from generator.check.text.periods import UNITS
from generator.check.text.replacing import replace
from generator.check.text.spans import Reads, Tokens
from generator.check.text.when import (
    When,
    low_at,
    month_at,
    quarter_when,
    shifted,
    short_year,
    span_when,
    week_when,
    year_at,
)
from generator.check.text.wordset import wordset

_REPORTED = wordset("""
    results earnings profit profits sales revenue revenues numbers figures report reports reporting update guidance
    orders deliveries margin margins eps gdp dividend
""")  # a quarter's figures, told on a day
_THIRDS = {"early": range(1, 7), "mid": range(13, 18), "late": range(25, 29)}
_ENDS_AT = frozenset({"since", "from", "to", "until", "till"})


def quarter_at(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`first quarter 2009`, `Q3`, `3Q24`, `H1 2024`, `the first half of 2009`, `1H`."""
    found = _part_of_year(tokens, i)
    if found is None:
        return None
    number, half, last = found
    if low_at(tokens, last) in _REPORTED or low_at(tokens, year_at(tokens, last)[1]) in _REPORTED:
        return None
    year, stop = year_at(tokens, last)
    if year is None and low_at(tokens, last).isdigit() and len(tokens[last].text) == 2 and _short(tokens, i, last):
        year, stop = short_year(tokens[last].text), last + 1
    elif year is None:
        year, stop = _named_year(clock.as_of, tokens, last)
    stop = stop if year else last
    if not half:
        return quarter_when(i, stop, clock.as_of, number, year)
    chosen = year or (clock.as_of.year if number == 1 or clock.as_of.month > 6 else clock.as_of.year - 1)
    start, end = (
        (date(chosen, 1, 1), date(chosen, 6, 30)) if number == 1 else (date(chosen, 7, 1), date(chosen, 12, 31))
    )
    return replace(span_when(i, stop, start, end), full=year is not None)


def half_year_at(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`the half-year`, `gained 13 % for the half`, `how was the half for stocks`: the one that runs, or has just ended."""
    year = low_at(tokens, i + 1) == "year"
    alone = not year and low_at(tokens, i - 1) == "the" and _stands_alone(tokens, i)
    if tokens[i].low != "half" or not (year or alone) or low_at(tokens, i + 2) in _REPORTED | {"old", "end"}:
        return None
    if low_at(tokens, i - 1) not in ("the", "this", "over", "in", "for", "of"):
        return None
    day = clock.as_of - timedelta(7)
    start = date(day.year, 1 if day.month < 7 else 7, 1)
    return span_when(i, i + 1 + year, start, shifted(start, 6, "m") - timedelta(1))


_AFTER_HALF = frozenset({"for", "with", "in", "was", "saw", ",", ".", "?", "as", "ended", "closed", "has", "brought"})
_OVER = frozenset({"over", "for", "in", "during"})


def _stands_alone(tokens: Tokens, i: int) -> bool:
    """Whether a half is one of a year: nothing follows that it could be of."""
    after = low_at(tokens, i + 1)
    of = after in ("of", "point", "a", "the", "percent", "%") or (i + 1 < len(tokens) and tokens[i + 1].hyphen)
    return after in _AFTER_HALF or (low_at(tokens, i - 2) in _OVER and not of)


def _named_year(as_of: date, tokens: Tokens, i: int) -> tuple[int | None, int]:
    """`last year`, `of this year`."""
    k = i + (low_at(tokens, i) == "of")
    which = low_at(tokens, k)
    if which in ("last", "this") and low_at(tokens, k + 1) == "year":
        return as_of.year - (which == "last"), k + 2
    return None, i


def _part_of_year(tokens: Tokens, i: int) -> tuple[int, bool, int] | None:
    low, after = tokens[i].low, low_at(tokens, i + 1)
    if tokens[i].kind == "num" and not (after and tokens[i + 1].glued):
        return None
    if low in ("q", "h") and after[:1].isdigit() and len(after) == 1 and tokens[i + 1].glued:
        return (int(after), low == "h", i + 2) if 1 <= int(after) <= (4 if low == "q" else 2) else None
    if after in ("q", "h") and tokens[i].is_num and len(low) == 1 and tokens[i + 1].glued:
        return (
            (int(low), after == "h", i + 2) if low.isdigit() and 1 <= int(low) <= (4 if after == "q" else 2) else None
        )
    found = ordinal(tokens, i)
    if found is None:
        return None
    unit = low_at(tokens, found[1])
    of = low_at(tokens, found[1] + 1)
    if unit == "quarter" and 1 <= found[0] <= 4:
        return found[0], False, found[1] + 1
    if unit == "half" and found[0] <= 2 and of not in ("point", "percent", "hour"):
        last = found[1] + 1
        if of == "of" and low_at(tokens, last + 1) in ("the", "this") and low_at(tokens, last + 2) == "year":
            return found[0], True, last + 3
        return (found[0], True, last) if of != "of" or year_at(tokens, last)[0] else None
    return None


def _short(tokens: Tokens, i: int, last: int) -> bool:
    """Whether two digits right after `3Q` or `Q3` are a year."""
    return tokens[last].glued or (tokens[i].low in ("q", "h") and low_at(tokens, last + 1) != "%")


def week_of_month(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`the first week of August 2020`, `the last week of June`: the weeks that end on a Friday of the month."""
    found = ordinal(tokens, i)
    number, at = found if found else (0, i + 1)
    if low_at(tokens, at) != "week" or low_at(tokens, at + 1) != "of":
        return None
    if not number and tokens[i].low not in ("last", "final"):
        return None
    inner = clock.at(tokens, at + 2 + (low_at(tokens, at + 2) == "the")) if at + 2 < len(tokens) else None
    if inner is None or inner.grain != "month" or inner.start is None or inner.end is None:
        return None
    first = inner.start + timedelta((4 - inner.start.weekday()) % 7)
    last = inner.end - timedelta((inner.end.weekday() - 4) % 7)
    day = first + timedelta(7 * (number - 1)) if number else last
    return replace(week_when(i, inner.last, day), full=inner.full) if day <= last else None


def first_of(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """`the first nine months of the year`, `the last three months of 2008`, `the first two weeks of October`."""
    if tokens[i].low not in ("first", "last", "final", "opening", "closing") or i + 3 >= len(tokens):
        return None
    count = number_word(tokens, i + 1)
    if (
        count is None
        or UNITS.get(low_at(tokens, count[1]), "") not in ("w", "m", "q")
        or low_at(tokens, count[1] + 1) != "of"
    ):
        return None
    at = count[1] + 2 + (low_at(tokens, count[1] + 2) == "the")
    inner = clock.at(tokens, at) if at < len(tokens) else None
    start, end, last = _bounds(clock.as_of, tokens, at, inner)
    if start is None or end is None or count[0] > 12:
        return None
    unit = UNITS[low_at(tokens, count[1])]
    if count[0] == 3 and unit == "m" and (end - start).days > 360:  # a quarter by another name
        return quarter_when(i, last, clock.as_of, 1 if tokens[i].low in ("first", "opening") else 4, start.year)
    if tokens[i].low in ("first", "opening"):
        return span_when(i, last, start, min(shifted(start, count[0], unit) - timedelta(1), end))
    return span_when(i, last, shifted(end + timedelta(1), -count[0], unit), end)


def _bounds(as_of: date, tokens: Tokens, at: int, inner: When | None) -> tuple[date | None, date | None, int]:
    if inner is not None and inner.grain in ("month", "quarter", "year"):
        return inner.start, inner.end, inner.last
    if low_at(tokens, at) == "year":
        return date(as_of.year, 1, 1), date(as_of.year, 12, 31), at + 1
    return None, None, at


SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}


def season_at(_: Reads, tokens: Tokens, i: int) -> When | None:
    """`the spring of 2020`, `summer 2011`: three months of a year."""
    month = SEASONS.get(tokens[i].low)
    if month is None:
        return None
    year, stop = year_at(tokens, i + 1)
    said = tokens[i].low != "fall" or (low_at(tokens, i + 1) == "of" and low_at(tokens, i - 1) == "the")
    if year is None or not said or low_at(tokens, stop) in ("points", "point"):
        return None
    start = date(year, month, 1)
    return replace(span_when(i, stop, start, shifted(start, 3, "m") - timedelta(1)), full=True)


def part_of_month(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """The `mid-July` of `since mid-July`, `from early May to June`: one of its days; `mid-year` is its end of June."""
    low = tokens[i].low
    if low not in _THIRDS:
        return None
    after = low_at(tokens, i + 1)
    if low == "mid" and after == "year" and low_at(tokens, i - 1) in _ENDS_AT | {"at"}:
        year = clock.as_of.year - ((clock.as_of.month, clock.as_of.day) < (6, 30))
        return When(i, i + 2, "day", date(year, 6, 30), date(year, 6, 30), edge=True)
    if low_at(tokens, i - 1) not in _ENDS_AT or month_at(tokens, i + 1) is None:
        return None
    inner = clock.at(tokens, i + 1)
    if inner is None or inner.grain != "month" or inner.start is None:
        return None
    days = [inner.start.replace(day=n) for n in _THIRDS[low]]
    middle = days[len(days) // 2].day
    days.sort(key=lambda d: abs(d.day - middle))
    return When(i, inner.last, "day", days[0], days[0], full=inner.full, others=tuple(days[1:]))
