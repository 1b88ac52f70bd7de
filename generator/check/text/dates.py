"""Dates, periods and windows as text names them, resolved against the draft's own date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from generator.check.text.around import bracketed, coming, ended, in_month_told, of_its_year, with_prep
from generator.check.text.days import DAY_READERS, edge_of
from generator.check.text.elided import elided
from generator.check.text.numerals import ORDINALS, SMALL, TENS
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
    MOMENTS,
    MONTHS,
    ORDINAL_START,
    PAPERS,
    SHORT_MONTHS,
    TABLE,
    UNIT_WINDOWS,
)
from generator.check.text.replacing import replace
from generator.check.text.spans import (
    NEIGHBOURS,
    WHERE_STARTS,
    Reads,
    Tokens,
    joined,
    last_period,
    neighbour_at,
    period_to,
    stretch_at,
    time_last,
    where_at,
)
from generator.check.text.when import When, count_windows, days_back, low_at, since_event, since_extreme, year_at
from generator.check.text.written import (
    day_at_number,
    day_in_digits,
    month_and_day,
    month_named,
    spelled_day,
    year_alone,
    year_in_words,
)

Reader = Callable[[Reads, Tokens, int], When | None]
_MONEY = frozenset(
    {"money", "rate", "rates", "funding", "repo", "lending", "reverse", "deposits", "borrowing", "loans"}
)
_CONTRACTS = frozenset({"delivery", "contract", "contracts", "futures", "expiry", "expiration"})


class Clock:
    """Resolves times against a draft's date; the last year that the draft named tells what `that year` is."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.told: int | None = None

    def find(self, tokens: Tokens) -> list[When]:
        """The times of a block, in order."""
        found: list[When] = []
        last = 0
        for i in [k for k, token in enumerate(tokens) if token.low in _READERS or token.kind in ("num", "iso")]:
            when = self.at(tokens, i) if i >= last else None
            if when is None:
                continue
            when = with_prep(tokens, when, found[-1].last if found else 0)
            last = when.last
            if when.grain == "window" and _to_come(tokens, last):
                continue
            if when.grain == "month" and low_at(tokens, last) in _CONTRACTS:
                continue
            when = in_month_told(tokens, when, found)
            if when.grain in ("day", "month") and (since_extreme(tokens, when.first) or since_event(tokens, when)):
                when = replace(when, prep="since")
            when = coming(tokens, when)
            if found and (again := of_its_year(tokens, found[-1], when)) is not None:
                found[-1] = again
                continue
            if found and bracketed(tokens, found[-1], when):
                dated = any(t.is_num for t in tokens[when.first : when.last])  # `Tuesday (Mar 19)` is that day
                edge = found[-1].grain != "day" or not dated
                found[-1] = replace(when, first=found[-1].first, prep=found[-1].prep, edge=edge)
                continue
            if when.full and when.end is not None:
                self.told = when.end.year
            found.append(ended(tokens, when))
        return elided(tokens, joined(tokens, found) if len(found) > 1 else found, self.as_of)

    def at(self, tokens: Tokens, i: int) -> When | None:
        """The time that begins at a token."""
        if i >= len(tokens):
            return None
        token = tokens[i]
        if token.low == "a" and low_at(tokens, i + 2) == "to" and low_at(tokens, i + 3) == "date":
            return None  # `a year-to-date deficit`
        kind = token.kind if token.kind != "num" or token.text.isdigit() else "decimal"
        readers = _READERS.get(token.low, ()) if kind == "word" else _OF_DIGITS.get(kind, ())
        for read in readers:
            found = read(self, tokens, i)
            if found is not None:
                return found
        return None


def _to_come(tokens: Tokens, i: int) -> bool:
    """`with one day to go`, `two weeks left`: what has not been yet."""
    after = low_at(tokens, i)
    return after in ("left", "remaining") or (after == "to" and low_at(tokens, i + 1) in ("go", "spare", "run"))


def _last_period(clock: Reads, tokens: Tokens, i: int) -> When | None:
    return last_period(clock.as_of, i, i + 2, tokens[i + 1].low) if i + 1 < len(tokens) else None


def _since_then(_: Reads, tokens: Tokens, i: int) -> When | None:
    """`has gained 3 % since.`"""
    after = low_at(tokens, i + 1)
    return When(i, i + 1, "window", windows=("then",)) if not after[:1].isalnum() and after not in ("$", "'", '"') else None  # fmt: skip


def _at_the_close(tokens: Tokens, i: int) -> bool:
    """`1,893.39 at 4 p.m. in New York`, `at 4:02 p.m.`: when the exchange has closed."""
    hour = i - 3 if low_at(tokens, i - 2) == ":" else i - 1
    return tokens[i].low in ("p.m.", "pm") and low_at(tokens, hour).partition(".")[0] in ("4", "5")


def _phrase(clock: Reads, tokens: Tokens, i: int) -> When | None:
    """A moment of the day, or a window, by one of the phrases that are listed."""
    moment = MOMENTS.match(tokens, i)
    if tokens[i].low == "am" and not (i and tokens[i - 1].is_num):
        return None  # `I am`
    if moment is not None and _at_the_close(tokens, i):
        return None
    if moment is not None:
        return When(i, moment[0], "moment")
    found = TABLE.match(tokens, i)
    if found is None:
        return None
    stop, windows = found
    if low_at(tokens, stop) == "end" and tokens[stop].hyphen and tokens[i].low in ("the", "a"):
        return None  # `the year-end squeeze`
    if windows == ("1d",) and year_at(tokens, stop)[0] is not None:
        return None  # `on the final trading day of 2022`
    if low_at(tokens, stop) == "of" and low_at(tokens, stop - 2) == "last" and stop - 2 > i:
        return None  # `in the last week of February`
    if tokens[i].low == "overnight" and (low_at(tokens, stop) in _MONEY or tokens[i].text[:1].isupper()):
        return None
    until = period_to(clock, tokens, i, stop) or edge_of(clock.as_of, tokens, i, stop)
    if until is not None:
        return until
    if tokens[i].low in ADJECTIVES and i + 1 == stop and (stop >= len(tokens) or tokens[stop].low in PAPERS):
        return None
    length = windows[0][:-1]
    if length.isdigit() and windows[0][-1] in "my":
        months = int(length) * (12 if windows[0][-1] == "y" else 1)
        windows = (*count_windows(months, "m", clock.as_of), *windows[1:])
    start = {"1y": 1, "10y": 10}.get(windows[0])
    return When(i, stop, "window", windows=windows, start=days_back(clock.as_of, start, "y") if start else None)


def _label(_: Reads, tokens: Tokens, i: int) -> When | None:
    """`Wk -6.4%`, `+2.6% wk`: a stretch that stands bare beside a percentage, as desks write."""
    before, after = low_at(tokens, i - 1), low_at(tokens, i + 1)
    heads = (not before or before in _STOPS) and after in _SIGNS
    ends = before == "%" and (not after or after in _STOPS) and low_at(tokens, i - 3) in _SIGNS
    return When(i, i + 1, "window", windows=UNIT_WINDOWS[tokens[i].low]) if heads or ends else None


_STOPS = frozenset({".", ",", ";", "(", ")", ":", "|", "\u2022"})
_SIGNS = frozenset({"+", "-", "\u2212", "\u2013"})
_ALONE = frozenset({"q", "h", "where", *SEASONS})  # the words that no phrase of the lists begins with
_OF_WORDS: tuple[
    tuple[Iterable[str], Reader], ...
] = (  # who reads the times that begin with a word: the first that can
    (ORDINALS.keys() | TENS.keys(), spelled_day),
    ({"nineteen", "twenty", "two"}, year_in_words),
    ({"q", "h"} | ORDINAL_START, quarter_at),
    (SEASONS, season_at),
    (MONTHS.keys() | SHORT_MONTHS.keys(), month_named),
    (SMALL.keys() | TENS.keys() | {"a", "an"}, stretch_at),
    (ORDINAL_START | {"last", "final", "opening", "closing"}, week_of_month),
    (ORDINAL_START | {"last", "final", "opening", "closing"}, first_of),
    *DAY_READERS,
    (NEIGHBOURS, neighbour_at),
    (WHERE_STARTS, where_at),
    ({"half"}, half_year_at),
    ({"this", "same"}, time_last),
    ({"mid", "early", "late"}, part_of_month),
    ({"last", "previous", "prior"}, _last_period),
    ({"since"}, _since_then),
    (UNIT_WINDOWS, _label),
    ((MOMENTS.firsts | TABLE.firsts) - _ALONE, _phrase),
)


def _by_first_word() -> dict[str, tuple[Reader, ...]]:
    found: dict[str, tuple[Reader, ...]] = {}
    for words, read in _OF_WORDS:
        for word in words:
            found[word] = (*found.get(word, ()), read)
    return found


_READERS = _by_first_word()
_OF_DIGITS: dict[str, tuple[Reader, ...]] = {
    "iso": (day_in_digits,),
    "num": (month_and_day, day_at_number, quarter_at, year_alone, stretch_at, _phrase),
    "decimal": (stretch_at,),
}
