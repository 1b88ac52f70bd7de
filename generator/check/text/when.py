"""A time in the text, and what tokens tell of months, days and years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.check.text.periods import EXTREMES, IN_BETWEEN, MONTHS, PREPS, SHORT_MONTHS
from generator.check.text.tokens import Token


@dataclass(frozen=True, slots=True)
class When:
    """A time in the text: a `grain` (day, week, month, quarter, year, window), the days it covers, the windows it may mean."""

    first: int
    last: int
    grain: str
    start: date | None = None
    end: date | None = None
    windows: tuple[str, ...] = ()
    prep: str = ""
    weekday: int | None = None
    full: bool = False
    edge: bool = False

    @property
    def since(self) -> bool:
        """Whether it is where a stretch begins: `since April`."""
        return self.prep == "since" or (self.prep in ("than", "from") and self.grain != "window")

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.end if self.grain == "day" else None

    @property
    def period(self) -> bool:
        """Whether it is a stretch that a change can run over."""
        return bool(self.windows)


def since_extreme(tokens: Sequence[Token], i: int) -> bool:
    """`since its peak on 19 February`, `since the low of 18 March`."""
    words = [t.low for t in tokens[max(0, i - 7) : i]]
    if "since" not in words:
        return False
    between = words[len(words) - words[::-1].index("since") :]
    return any(w in EXTREMES for w in between) and all(w in IN_BETWEEN for w in between)


def election_day(as_of: date) -> date:
    """The last American presidential election up to a date: the Tuesday after the first Monday of November."""
    year = as_of.year - as_of.year % 4
    for chosen in (year, year - 4):
        first = date(chosen, 11, 1)
        day = first + timedelta((7 - first.weekday()) % 7 + 1)
        if day <= as_of:
            return day
    return as_of


def month_at(tokens: Sequence[Token], i: int) -> int | None:
    """The month that a capitalised word names."""
    if i >= len(tokens) or not tokens[i].text[:1].isupper() or tokens[i].kind != "word":
        return None
    low = tokens[i].low
    return MONTHS.get(low) or (SHORT_MONTHS.get(low) if len(low) <= 4 else None)


def meant_as_month(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that is also an ordinary one (`may`, `march`) is meant as a month."""
    low = tokens[i].low
    before = tokens[i - 1].low if i else ""
    if low in ("may", "mar", "march", "sat", "dec", "jan", "jun", "jul", "aug", "sep", "oct", "nov", "feb", "apr"):
        if before in PREPS or tokens[i].possessive or before in ("year", "month", "and", "/"):
            return True
        return low not in ("may", "march") if len(low) <= 4 and low != "may" else (low == "march" and i > 0)
    return True


def day_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """A day of the month in digits, and the token after it."""
    if (
        i >= len(tokens)
        or not tokens[i].is_num
        or not tokens[i].text.isdigit()
        or len(tokens[i].text) > 2
        or not 1 <= int(tokens[i].text) <= 31
    ):
        return None
    last = i + 1
    if last < len(tokens) and (
        tokens[last].text == "%" or tokens[last].low in ("percent", "per", "basis", "bp", "points")
    ):
        return None
    if last < len(tokens) and tokens[last].glued and tokens[last].low in ("st", "nd", "rd", "th"):
        last += 1
    return int(tokens[i].text), last


def year_at(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    """A year, after a comma or `of`, and the token after it; None and `i` where there is none."""
    start = i
    if i < len(tokens) and tokens[i].text == ",":
        i += 1
    if i < len(tokens) and tokens[i].low == "of":
        i += 1
    if (
        i < len(tokens)
        and tokens[i].is_num
        and len(tokens[i].text) == 4
        and tokens[i].text.isdigit()
        and 1700 < int(tokens[i].text) < 2200
    ):
        return int(tokens[i].text), i + 1
    return None, start


def month_when(first: int, last: int, year: int, month: int, full: bool = False) -> When:
    """A month as a time."""
    end = date(year, month, monthrange(year, month)[1])
    return When(first, last, "month", date(year, month, 1), end, (f"month:{year:04d}-{month:02d}",), full=full)


def count_windows(count: int, unit: str) -> tuple[str, ...]:
    """The windows that a count of units may mean: `three months` is 3m or the quarter to date."""
    if unit in "ds":
        return (f"{count}s",) if count > 1 else ("1d",)
    if unit == "D":
        return (f"{count * 10}y",)
    if unit == "h":
        return ("1d",) if count == 24 else ()
    found = {"q": f"{count * 3}m", "w": f"{count}w", "m": f"{count}m" if count != 12 else "1y", "y": f"{count}y"}[unit]
    return {"3m": ("3m", "qtd"), "1y": ("1y", "ytd"), "1m": ("1m", "mtd"), "1w": ("1w", "wtd")}.get(found, (found,))


def days_back(day: date, count: int, unit: str) -> date | None:
    """The day so many units before a day; None beyond the calendar."""
    days = {"d": 1, "s": 1.45, "w": 7, "m": 30.44, "q": 91.3, "y": 365.25, "D": 3652.5, "h": 0.04}[unit] * count
    try:
        return day - timedelta(int(days))
    except OverflowError:
        return None
