"""What the words around a time make of it: its preposition, an end of its period, a day of the month told before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from generator.check.text.periods import BEGINNING, ENDING, PREPS, SOFT_PREPS
from generator.check.text.replacing import replace
from generator.check.text.spans import Tokens
from generator.check.text.when import When, low_at

_CLOSES = frozenset({"close", "finish", "closing", "settlement", "level", "fix"})
_BASES = frozenset(["under", "below", "beneath", "above", "over", "than", "from", "vs", "versus", "against", "off"])


def _than_it_was(tokens: Tokens, i: int) -> bool:
    """`lower than it was a week ago`."""
    words = [low_at(tokens, k) for k in range(i - 3, i)]
    return words[0] == "than" and words[1] in ("it", "they") and words[2] in ("was", "were", "stood", "did")


def with_prep(tokens: Tokens, when: When, after: int) -> When:
    """`since the 4th`, `by last Friday`: a time with the preposition before it, which no time before it has taken."""
    if when.ago and _than_it_was(tokens, when.first):
        return replace(when, prep="than")
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
    return replace(when, prep=prep) if prep and prep != when.prep else when


def bracketed(tokens: Tokens, before: When, when: When) -> bool:
    """`Tuesday (March 19)`, `the low (23 March)`: whether a day stands in brackets right behind another time."""
    if when.grain != "day" or when.first != before.last + 1 or tokens[before.last].text != "(":
        return False
    return when.last < len(tokens) and tokens[when.last].text == ")"


def of_its_year(tokens: Tokens, before: When, when: When) -> When | None:
    """`since 1987's Black Monday`, `2018's Christmas Eve`: a day right behind its year is of that year."""
    owned = before.grain == "year" and before.last == when.first and tokens[before.last - 1].possessive
    if not owned or when.grain != "day" or before.end is None or when.end is None or when.ago:
        return None
    day = when.end if when.end.month == 2 and when.end.day == 29 else when.end.replace(year=before.end.year)
    return replace(when, first=before.first, prep=before.prep, start=day, end=day, full=True)


def ended(tokens: Tokens, when: When) -> When:
    """`ended 2016 at 14.04`, `began June at`: the day of a level, not a stretch."""
    if when.grain not in ("month", "quarter", "year") or when.start is None or when.end is None or when.prep:
        return when
    verb, after = low_at(tokens, when.first - 1), low_at(tokens, when.last)
    if after not in ("at", "near", "above", "below", "around") or not (verb in ENDING or verb in BEGINNING):
        return when
    day = when.end if verb in ENDING else date.fromordinal(when.start.toordinal() - 1)
    return replace(when, grain="day", start=day, end=day, windows=(), edge=True, prep="at")


def in_month_told(tokens: Tokens, when: When, found: Sequence[When]) -> When:
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


def coming(tokens: Tokens, when: When) -> When:
    """`going into Friday`, `heading into October`: what was before it."""
    if low_at(tokens, when.first - 1) != "into" or when.grain != "day" or when.end is None:
        return when
    if low_at(tokens, when.first - 2) not in ("going", "heading", "coming", "gone", "headed", "went", "came"):
        return when
    day = date.fromordinal(when.end.toordinal() - (3 if when.end.weekday() == 0 else 1))
    return replace(when, start=day, end=day, prep="at")
