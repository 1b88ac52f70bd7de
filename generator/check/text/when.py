"""A time in the text, and what tokens tell of months, days and years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from generator.check.text.numerals import number_word
from generator.check.text.periods import (
    EXTREMES,
    IN_BETWEEN,
    LOWER_MONTHS,
    MONTH_LEADS,
    MONTHS,
    PREPS,
    SHORT_MONTHS,
)
from generator.check.text.tokens import Token
from generator.records import dataclass

_SAID_OF_MONTHS = frozenset(
    [
        "was",
        "is",
        "saw",
        "has",
        "had",
        "brought",
        "ended",
        "began",
        "will",
        "made",
        "took",
        "gave",
        "to",
        "and",
        "proved",
        "looks",
        "so",
        "as",
        "in",
        "did",
        "turned",
        "itself",
        "alone",
    ]
)


@dataclass(frozen=True, slots=True)
class When:
    """A time in the text: a `grain` (day, week, month, quarter, year, span, window, moment), the days it covers, and
    the windows it may mean. `others` are days that it may mean as well; `ago` says that it counts back from now;
    `relative` is how far it lies from the day told before it (`eight days later`)."""

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
    others: tuple[date, ...] = ()
    ago: bool = False
    relative: tuple[int, str] | None = None

    @property
    def since(self) -> bool:
        """Whether it is where a stretch begins: `since April`."""
        return self.prep == "since" or (self.prep in ("than", "from") and self.grain not in ("window", "span"))

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.end if self.grain == "day" else None

    @property
    def slack(self) -> timedelta:
        """How far `a month ago`, `a year ago` may lie from the day that they mean."""
        unit = self.windows[0][-1:] if self.ago and self.windows else ""
        return timedelta({"w": 3, "m": 7, "y": 15}.get(unit, 0))

    @property
    def period(self) -> bool:
        """Whether it is a stretch that a change can run over."""
        return bool(self.windows)


_DATED_BY = frozenset({"on", "of", "since", "from", "until", "through", "by"})
_NO_DAYS = frozenset({"%", "/", "percent", "per", "point", "points", "of", "basis"})


def is_month_and_day(tokens: Sequence[Token], i: int) -> bool:
    """Whether `6/14` is a day: behind a preposition, and with no unit that makes it a fraction."""
    parts = tokens[i : i + 3]
    if len(parts) < 3 or parts[1].text != "/" or not (parts[1].glued and parts[2].glued and parts[2].is_num):
        return False
    if low_at(tokens, i - 1) not in _DATED_BY or low_at(tokens, i + 3) in _NO_DAYS:
        return False
    return parts[0].text.isdigit() and 1 <= int(parts[0].text) <= 12 and is_day(parts[2].text)


def low_at(tokens: Sequence[Token], i: int) -> str:
    """The lower-case word at a token, or nothing beyond the ends."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def since_extreme(tokens: Sequence[Token], i: int) -> bool:
    """`since its peak on 19 February`, `from the low of 18 March`."""
    words = [t.low for t in tokens[max(0, i - 11) : i] if not t.is_num and t.low not in _AMOUNT]
    starts = [k for k, w in enumerate(words) if w in ("since", "from")]
    if not starts:
        return False
    between = words[starts[-1] + 1 :]
    return any(w in EXTREMES for w in between) and all(w in IN_BETWEEN for w in between)


_AMOUNT = frozenset(["%", "$", ",", "bp", "basis", "points", "per", "cent", "percent"])


def since_event(tokens: Sequence[Token], when: When) -> bool:
    """`since the Fed cut on 18 September`, `since Lehman failed in September 2008`."""
    if when.prep not in ("on", "in"):
        return False
    for k in range(when.first - 2, max(-1, when.first - 8), -1):
        if tokens[k].low == "since":
            return k < when.first - 2
        if tokens[k].kind not in ("word", "iso"):
            return False
    return False


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
    """The month that a word names; one in lower case (`4 feb`, `since may`) by what stands around it."""
    if i >= len(tokens) or tokens[i].kind != "word":
        return None
    low = tokens[i].low
    month = MONTHS.get(low) or (SHORT_MONTHS.get(low) if len(low) <= 4 else None)
    if month is None or tokens[i].text[:1].isupper():
        return month
    return month if low in LOWER_MONTHS or _lower_month(tokens, i, low) else None


def _lower_month(tokens: Sequence[Token], i: int, low: str) -> bool:
    before, after = low_at(tokens, i - 1), low_at(tokens, i + 1)
    if before in MONTH_LEADS:
        return True
    verb = low in ("may", "march", "mar")
    if is_day(before):
        return not verb or low_at(tokens, i - 2) in PREPS or is_year(after)
    return not verb and (is_day(after) or is_year(after))


def is_day(text: str) -> bool:
    """Whether digits may be a day of the month."""
    return len(text) <= 2 and text.isdigit() and 1 <= int(text) <= 31


def is_year(text: str) -> bool:
    """Whether digits may be a year."""
    return len(text) == 4 and text.isdigit() and 1500 < int(text) < 2200


_BEGUN = frozenset({"started", "began", "begun", "entered", "ended", "finished", "left"})


_OWNERS = frozenset({"its", "their", "the", "a", "an", "each", "every", "another"})  # `14 % from its May peak`


def meant_as_month(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that is also an ordinary one (`may`, `march`) is meant as a month."""
    low = tokens[i].low
    before = tokens[i - 1].low if i else ""
    if low in ("may", "mar", "march", "sat", "dec", "jan", "jun", "jul", "aug", "sep", "oct", "nov", "feb", "apr"):
        if (
            before in PREPS
            or before in _BEGUN
            or before in _OWNERS
            or tokens[i].possessive
            or before in ("year", "month", "and", "/")
        ):
            return True
        if (i == 0 or tokens[i - 1].text in ".!?") and low in ("may", "march"):
            after = low_at(tokens, i + 1)
            return not after[:1].isalpha() or after in _SAID_OF_MONTHS
        return low not in ("may", "march") if len(low) <= 4 and low != "may" else low == "march"
    return True


def day_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """A day of the month in digits, and the token after it."""
    if i >= len(tokens) or not tokens[i].is_num or not is_day(tokens[i].text):
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
    if i < len(tokens) and tokens[i].is_num and is_year(tokens[i].text):
        return int(tokens[i].text), i + 1
    if low_at(tokens, i) == "'" and i + 1 < len(tokens) and tokens[i + 1].glued and len(tokens[i + 1].text) == 2:
        short = tokens[i + 1].text
        return (short_year(short), i + 2) if short.isdigit() else (None, start)
    return spelled_year(tokens, i) or (None, start)


def spelled_year(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """`two thousand and eight`, `nineteen eighty-seven`, `twenty twenty-two`."""
    century = {"nineteen": 1900, "twenty": 2000}.get(low_at(tokens, i))
    rest = number_word(tokens, i + 1) if century and i + 1 < len(tokens) else None
    if century and rest is not None and 10 <= rest[0] <= 99:
        return century + rest[0], rest[1]
    whole = number_word(tokens, i) if low_at(tokens, i) == "two" else None
    return (whole[0], whole[1]) if whole is not None and 2000 <= whole[0] <= 2099 else None


# windows that point back at a time told before
POINTERS = frozenset({"then", "same", "thatday", "thatweek", "thatmonth", "thatquarter", "thatyear"})


def short_year(text: str) -> int:
    """The year of two digits: `24`, `98`."""
    return 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def month_when(first: int, last: int, year: int, month: int, full: bool = False) -> When:
    """A month as a time."""
    end = date(year, month, monthrange(year, month)[1])
    return When(first, last, "month", date(year, month, 1), end, (f"month:{year:04d}-{month:02d}",), full=full)


def quarter_when(first: int, last: int, as_of: date, quarter: int, year: int | None) -> When:
    """A quarter as a time; without a year the latest one that has begun."""
    chosen = year or (as_of.year if quarter * 3 - 2 <= as_of.month else as_of.year - 1)
    start = date(chosen, quarter * 3 - 2, 1)
    end = date(chosen, quarter * 3, monthrange(chosen, quarter * 3)[1])
    running = ("qtd",) if start <= as_of <= end else (f"quarter:{chosen}-Q{quarter}",)
    return When(first, last, "quarter", start, end, running, full=year is not None)


def span_when(first: int, last: int, start: date, end: date, *more: str) -> When:
    """A stretch with both its ends: from the close before its first day; `more` are other bases that it may mean."""
    return When(first, last, "span", start, end, (f"since:{start - timedelta(1)}", *more))


def week_when(first: int, last: int, end: date) -> When:
    """The week that ends on a day: its ISO week, or the seven days up to it."""
    windows = ("wtd", "1w") if end.weekday() >= 4 else ("1w", "wtd")
    return When(first, last, "week", end - timedelta(6), end, windows)


def shifted(day: date, count: int, unit: str) -> date:
    """The day so many units on (or back): the same day of the month, clipped to the month's end."""
    if unit in "qmyD":
        months = count * {"q": 3, "m": 1, "y": 12, "D": 120}[unit]
        at = day.year * 12 + day.month - 1 + months
        year, month = divmod(at, 12)
        if not 1 <= year <= 9998:
            return day
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    days = count * {"d": 1, "s": 1, "w": 7, "f": 14, "h": 0}[unit]
    return day + timedelta(days) if abs(days) < 300000 else day


def count_windows(count: int, unit: str, as_of: date) -> tuple[str, ...]:
    """The windows that a count of units means; counted months up to a month's end are calendar months too."""
    if unit in "ds":
        whole = [f"{count // 7}w"] if unit == "d" and count in (7, 14, 21, 28) else ["1m"] if count == 30 else []
        return (f"{count}s", *whole) if count > 1 else ("1d",)
    if unit == "D":
        return (f"{count * 10}y",)
    if unit == "h":
        return ("1d",) if count == 24 else ()
    if unit in "wf":
        weeks = count * (2 if unit == "f" else 1)
        return (f"{weeks}w", "wtd") if weeks == 1 else (f"{weeks}w",)
    months = count * {"q": 3, "m": 1, "y": 12}[unit]
    found = f"{months // 12}y" if months % 12 == 0 else f"{months}m"
    return tuple(dict.fromkeys((found, *_calendar(months, as_of))))


def _calendar(months: int, as_of: date) -> tuple[str, ...]:
    if not ends_month(as_of):
        return ()
    of = as_of if as_of.day > 15 else as_of.replace(day=1) - timedelta(1)
    base = shifted(of.replace(day=1), 1 - months, "m") - timedelta(1)
    live = {1: "mtd", 3: "qtd" if of.month % 3 == 0 else "", 12: "ytd" if of.month == 12 else ""}.get(months, "")
    return (live,) if live and of == as_of else (f"since:{base}",)


def ends_month(day: date) -> bool:
    """Whether a draft of this day may speak of whole months: the last days of one, or the first of the next."""
    return day.day <= 3 or day.day >= monthrange(day.year, day.month)[1] - 3


def days_back(day: date, count: int, unit: str) -> date | None:
    """The day so many units before a day; None beyond the calendar."""
    days = {"d": 1, "s": 1.45, "w": 7, "f": 14, "m": 30.44, "q": 91.3, "y": 365.25, "D": 3652.5, "h": 0.04}[unit]
    try:
        return day - timedelta(int(days * count))
    except OverflowError:
        return None
