"""A second, slow and obvious computation of every measure: what the engine is compared with.

It shares no code with the product. One short function a measure, loops instead of cleverness, exact fractions wherever
a tie decides the answer. `Oracle(folder, as_of).answer(fact_id)` gives a dictionary with `value`, `status`, `as_of`,
whatever else the measure carries (`date`, `record`, `started`, `direction`, `n`, `corr`, `corr_at_0`), and `or_status`
where the definitions leave a second status open.
"""

from __future__ import annotations

import bisect
import csv
import math
import statistics
import tomllib
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

PRICES = {"equity_index", "equity", "etf", "crypto", "commodity", "fx", "volatility_index"}
MAX_AGE = {"daily": 5, "weekly": 14, "monthly": 75}
SLACK = {"daily": 4, "weekly": 7, "monthly": 31}
MONTHS = {"1m": 1, "3m": 3, "6m": 6, "1y": 12, "52w": 12, "3y": 36, "5y": 60}
FACTORS = [Fraction(n) for n in (2, 3, 4, 5, 7, 8, 10, 20, 50, 100, 1000)]
FACTORS += [1 / n for n in FACTORS] + [Fraction(3, 2), Fraction(2, 3)]
ROLES = {"fed_assets": 1, "tga": -1, "rrp": -1}
HALVING = "btc_halving_"
FEWEST_WEEKS = 10  # the definitions set no limit; two pairs always correlate perfectly


class NoAnswerError(Exception):
    """The tape has no answer to the question."""


# ---------- the tape


@dataclass(eq=False)
class Row:
    """One row of a file; `text` is the close (or value) as written."""

    date: date
    text: str
    bar: dict[str, float | None] = field(default_factory=dict)
    parts: list[tuple[str, Row]] = field(default_factory=list)

    @cached_property
    def value(self) -> float:
        """The close (or value) as a float."""
        return float(self.exact) if self.parts else float(self.text)

    @cached_property
    def exact(self) -> Fraction:
        """The close (or value) exactly as it was written; for comparing two rows the float is as good."""
        return Fraction(self.text)


@dataclass
class Series:
    """A file with its table in the catalog."""

    key: str
    table: dict[str, Any]
    rows: list[Row]

    @property
    def kind(self) -> str:
        """What the catalog calls the series."""
        return self.table["kind"]

    @cached_property
    def scale(self) -> Fraction:
        """The stored value times this is in the series' unit."""
        return Fraction(str(self.table.get("scale", 1)))

    @property
    def calendar(self) -> str | None:
        """The code of the calendar, if the catalog names one."""
        return self.table.get("calendar")

    @property
    def frequency(self) -> str:
        """Daily unless the catalog says otherwise."""
        return self.table.get("frequency", "daily")

    @property
    def lag(self) -> timedelta:
        """The days between a row's date and its publication."""
        return timedelta(days=self.table.get("lag", 0))

    @cached_property
    def dates(self) -> list[date]:
        """The date of every row."""
        return [row.date for row in self.rows]

    def until(self, day: date) -> list[Row]:
        """The rows that exist on a day."""
        return self.rows[: bisect.bisect_right(self.dates, day - self.lag)]

    @cached_property
    def jumps(self) -> list[date]:
        """The dates on which the file seems to change its unit or to miss a split."""
        return [self.rows[i].date for i in range(1, len(self.rows)) if is_jump(self, i)]

    @cached_property
    def suspects(self) -> set[date]:
        """The dates of every suspect row."""
        return set(self.jumps) | {self.rows[i].date for i in range(len(self.rows)) if is_bad(self, i)}


@dataclass
class Tape:
    """A folder as read: series, events, statements."""

    series: dict[str, Series]
    events: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    common: dict[tuple[str, str], tuple[list[date], list[Row], list[Row]]] = field(default_factory=dict)
    liquidity: dict[date, tuple[Series, list[Series]]] = field(default_factory=dict)


def number(text: str | None) -> float | None:
    """A cell of a bar, or nothing where it is blank."""
    return float(text) if text and text.strip() else None


def read_rows(path: Path) -> list[Row]:
    """The rows of a file: a blank value is no row."""
    rows = []
    with path.open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            text = line.get("close", line.get("value"))
            if text and text.strip():
                bar = {name: number(line.get(name)) for name in ("open", "high", "low", "volume")}
                rows.append(Row(date.fromisoformat(line["date"]), text.strip(), bar))
    return rows


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file, empty where there is none."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def load(folder: str | Path) -> Tape:
    """A folder of data."""
    folder = Path(folder)
    series = {}
    for key, table in read_toml(folder / "catalog.toml")["instruments"].items():
        series[key] = Series(key, table, read_rows(folder / table["file"]))
    events = read_toml(folder / "events.toml").get("events", [])
    return Tape(series, events, read_toml(folder / "statements.toml").get("statements", []))


# ---------- suspect rows


def is_bad(series: Series, i: int) -> bool:
    """A price of zero or less, or a whole bar that repeats the one before."""
    row = series.rows[i]
    if series.kind in PRICES and row.value <= 0:
        return True
    if i == 0 or any(value is None for value in row.bar.values()):
        return False
    before = series.rows[i - 1]
    return row.bar == before.bar and row.value == before.value and row.bar["high"] > row.bar["low"]


def is_jump(series: Series, i: int) -> bool:
    """Beyond 20 %, beyond eight standard deviations of the 250 returns before, and near a split or a unit switch."""
    if series.kind == "volatility_index" or min(series.rows[i].value, series.rows[i - 1].value) <= 0:
        return False
    if abs(series.rows[i].value / series.rows[i - 1].value - 1) < 0.19:
        return False
    factor = series.rows[i].exact / series.rows[i - 1].exact
    if abs(factor - 1) <= Fraction(1, 5) or not any(abs(factor / f - 1) <= Fraction(3, 100) for f in FACTORS):
        return False
    values = [row.value for row in series.rows[max(0, i - 251) : i]]
    returns = [math.log(b / a) for a, b in pairwise(values) if a > 0 and b > 0]
    return len(returns) >= 60 and abs(math.log(factor)) > 8 * statistics.stdev(returns)


# ---------- calendars


@lru_cache(maxsize=16)
def exchange(code: str) -> Any:
    """An exchange's calendar, from as early as it is known."""
    import exchange_calendars  # noqa: PLC0415
    from exchange_calendars.errors import CalendarError  # noqa: PLC0415

    for start in ("1927-01-01", "1991-01-01", None):
        try:
            with warnings.catch_warnings(action="ignore"):  # its own, about a newer pandas
                return exchange_calendars.get_calendar(code, start=start)
        except (CalendarError, ValueError):
            continue
    raise LookupError(code)


@lru_cache(maxsize=4096)
def session(code: str, day: date, direction: str) -> date | None:
    """The session on a day, or else the one before or after it; nothing where the calendar does not reach."""
    if code == "24/7":
        return day
    calendar = exchange(code)
    if not calendar.first_session.date() <= day <= calendar.last_session.date():
        return None
    return calendar.date_to_session(day.isoformat(), direction=direction).date()


def is_stale(series: Series, as_of: date) -> bool:
    """Whether the last row is older than the calendar's last session, or than `max_age`."""
    rows = series.until(as_of)
    if not rows:
        return False
    if series.calendar:
        last = session(series.calendar, as_of - series.lag, "previous")
        if last is not None and rows[-1].date < last:
            return True
    default = None if series.calendar else MAX_AGE[series.frequency]
    max_age = series.table.get("max_age", default)
    return max_age is not None and (as_of - rows[-1].date).days > max_age


# ---------- windows


@dataclass
class Window:
    """The position of the base row (if the file has it), of the first and last row in the window, and `partial`.

    `partial` is None where nothing tells: without a calendar, a day or two without a row may be a holiday.
    """

    base: int | None
    first: int
    last: int
    partial: bool | None = False


def shift_months(day: date, months: int) -> date:
    """The same day of the month, so many months later, clipped to the month's end."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first + timedelta(days=min(day.day, month_length(first)) - 1)


def month_length(first: date) -> int:
    """The days of the month that begins on a day."""
    return ((first + timedelta(days=31)).replace(day=1) - first).days


def first_day(name: str, t: date) -> date:
    """The first day of t's ISO week, month, quarter or year."""
    if name == "wtd":
        return t - timedelta(days=t.weekday())
    month = {"mtd": t.month, "qtd": (t.month - 1) // 3 * 3 + 1, "ytd": 1}[name]
    return date(t.year, month, 1)


def named_period(name: str) -> tuple[date, date, date]:
    """Of `year:2025` and the like: the first day of the period before it, its own first day, its last day."""
    kind, _, text = name.partition(":")
    if kind == "year":
        start, months = date(int(text), 1, 1), 12
    elif kind == "quarter":
        start, months = date(int(text[:4]), int(text[-1]) * 3 - 2, 1), 3
    else:
        start, months = date(int(text[:4]), int(text[5:]), 1), 1
    return shift_months(start, -months), start, shift_months(start, months) - timedelta(days=1)


def on_or_before(rows: list[Row], day: date) -> int | None:
    """The position of the last row dated on or before a day."""
    position = bisect.bisect_right(rows, day, key=lambda row: row.date) - 1
    return position if position >= 0 else None


def since_day(ask: Ask, first: date, base: int | None) -> Window:
    """A window up to t whose base row was looked for and whose first day is known."""
    last = len(ask.x) - 1
    if base is not None:
        return Window(base, base + 1, last)
    return Window(None, 0, last, begins_late(ask, first))


def begins_late(ask: Ask, first: date) -> bool | None:
    """Whether the file begins after the first session on or after a day; unknown where no calendar tells."""
    code = ask.series.calendar
    if code is None:
        return later_than(ask.series, first, ask.x[0].date)
    return ask.x[0].date != session(code, first, "next")


def still_running(ask: Ask, end: date) -> bool | None:
    """Whether sessions of a period that ends on a day are still to come after t, of both instruments."""
    t = ask.x[-1].date
    told = [True] if t < end else [False]
    for series in [ask.series, ask.other]:
        if series is not None and t < end:
            told.append(has_session(series, t, end))
    return False if False in told else None if None in told else True


def has_session(series: Series, t: date, end: date) -> bool | None:
    """Whether a series has a session after t, up to a day."""
    if series.calendar is None:
        return later_than(series, t + timedelta(days=1), end + timedelta(days=1))
    following = session(series.calendar, t + timedelta(days=1), "next")
    return following is None or following <= end


def later_than(series: Series, first: date, then: date) -> bool | None:
    """Whether a series without a calendar had a session from a day up to another: surely so after a while."""
    if then <= first:
        return False
    return True if (then - first).days > SLACK[series.frequency] else None


def worse(one: bool | None, two: bool | None) -> bool | None:
    """Partial if either says so, unknown if either does not know."""
    return True if True in (one, two) else None if None in (one, two) else False


def anchor(ask: Ask, name: str) -> date | None:
    """The day whose close is the base of a window such as `1m` or `since:2024-04-20`."""
    t = ask.x[-1].date
    if name == "1w":
        return t - timedelta(days=7)
    if name in MONTHS:
        return shift_months(t, -MONTHS[name])
    if name.startswith("since:"):
        return date.fromisoformat(name.removeprefix("since:"))
    if name.startswith("event:"):
        return event_date(ask, name.removeprefix("event:"))
    return None


def named_window(ask: Ask, name: str) -> Window:
    """A year, quarter or month: from the last row of the period before to its own last row."""
    before, start, end = named_period(name)
    last = on_or_before(ask.x, end)
    if last is None or ask.x[last].date < start:
        raise NoAnswerError("no row in the period")
    base = on_or_before(ask.x, start - timedelta(days=1))
    first = 0 if base is None else base + 1
    running = still_running(ask, end)
    if base is not None and ask.x[base].date < before:
        return Window(None, first, last, worse(running, None))
    return Window(base, first, last, worse(running, begins_late(ask, start) if base is None else False))


def window_of(ask: Ask, name: str) -> Window:
    """A window of section 3, over the rows (the common rows) up to t."""
    last = len(ask.x) - 1
    if name == "all":
        return Window(0, 0, last)
    if name.startswith(("year:", "quarter:", "month:")):
        return named_window(ask, name)
    if name in {"wtd", "mtd", "qtd", "ytd"}:
        start = first_day(name, ask.x[-1].date)
        return since_day(ask, start, on_or_before(ask.x, start - timedelta(days=1)))
    if name == "1d" or (name.endswith("s") and name[:-1].isdigit()):
        n = 1 if name == "1d" else int(name[:-1])
        base = last - n
        return Window(base, base + 1, last) if base >= 0 else Window(None, 0, last, len(ask.x) != n)
    day = anchor(ask, name)
    if day is None or day > ask.x[-1].date:
        raise NoAnswerError("no such window")
    return since_day(ask, day + timedelta(days=1), on_or_before(ask.x, day))


# ---------- questions


@dataclass
class Ask:
    """A question with the rows it is asked of: up to t, and only the common ones when there is a second instrument."""

    tape: Tape
    as_of: date
    series: Series
    x: list[Row]
    other: Series | None = None
    v: list[Row] = field(default_factory=list)

    def read(self, *positions: int) -> list[tuple[str, Row]]:
        """The rows at the given positions, of both instruments."""
        found = [(self.series.key, self.x[i]) for i in positions]
        return found + [(self.other.key, self.v[i]) for i in positions if self.other]

    def versus(self) -> Series:
        """The second instrument."""
        if self.other is None:
            raise NoAnswerError("a second instrument is needed")
        return self.other

    def cut(self, i: int) -> Ask:
        """The same question as of an earlier row."""
        return replace(self, as_of=self.x[i].date, x=self.x[: i + 1], v=self.v[: i + 1])


Answer = dict[str, Any]


def scaled(ask: Ask, value: Fraction) -> float:
    """A value in the series' unit."""
    return float(value * ask.series.scale)


def divided(a: Fraction, b: Fraction) -> Fraction:
    """A quotient, where the denominator is positive."""
    if b <= 0:
        raise NoAnswerError("not positive")
    return a / b


def level(ask: Ask) -> Answer:
    """p(t) times scale."""
    return {"value": scaled(ask, ask.x[-1].exact), "read": ask.read(-1)}


def change_between(series: Series, base: Row, end: Row) -> Fraction:
    """A relative change of a price, balance or indicator; a difference of a rate."""
    if change_kind(series) == "rate":
        return end.exact - base.exact
    return divided(end.exact, base.exact) - 1


def change_kind(series: Series) -> str:
    """The kind of a series that has a change at all."""
    if series.kind in PRICES or series.kind in {"rate", "balance", "indicator"}:
        return series.kind
    raise NoAnswerError("no change of this kind of series")


def ends(ask: Ask, name: str) -> tuple[Window, int]:
    """A window with its base row, which must be there."""
    window = window_of(ask, name)
    if window.base is None:
        raise NoAnswerError("no base row")
    return window, window.base


def change(ask: Ask, name: str) -> Answer:
    """p(t) / base - 1, or p(t) - base."""
    window, base = ends(ask, name)
    value = change_between(ask.series, ask.x[base], ask.x[window.last])
    return {"value": float(value), "partial": window.partial, "read": ask.read(base, window.last)}


def delta(ask: Ask, name: str) -> Answer:
    """p(t) - base, times scale."""
    window, base = ends(ask, name)
    value = ask.x[window.last].exact - ask.x[base].exact
    return {"value": scaled(ask, value), "partial": window.partial, "read": ask.read(base, window.last)}


def gap(ask: Ask) -> Answer:
    """The difference of two rates on the last common row."""
    if ask.series.kind != "rate" or ask.versus().kind != "rate":
        raise NoAnswerError("a gap is between two rates")
    return {"value": float(ask.x[-1].exact - ask.v[-1].exact), "read": ask.read(-1)}


def inside(ask: Ask, window: Window) -> range:
    """The positions of a window's rows, of which there must be one."""
    if window.first > window.last:
        raise NoAnswerError("no row in the window")
    return range(window.first, window.last + 1)


def extreme(ask: Ask, side: str, name: str) -> tuple[Window, int]:
    """The position of the (earliest) extreme close of a window."""
    window = window_of(ask, name)
    best = window.first
    for i in inside(ask, window):
        if beyond(side, ask.x[i].value, ask.x[best].value):
            best = i
    return window, best


def beyond(side: str, a: Fraction | float, b: Fraction | float) -> bool:
    """Strictly above for a high, strictly below for a low."""
    return a > b if side in {"high", "up", "best", "beat"} else a < b


def high_low(side: str, ask: Ask, *names: str) -> Answer:
    """The extreme close of the window's rows, with its earliest date."""
    if names[0] == "intraday":
        return intraday(side, ask, names[1])
    window, best = extreme(ask, side, names[0])
    row = ask.x[best]
    found = {"value": scaled(ask, row.exact), "date": row.date.isoformat(), "partial": window.partial}
    return found | {"read": ask.read(*inside(ask, window))}


def intraday(side: str, ask: Ask, name: str) -> Answer:
    """The extreme of the day's highs (lows), with its earliest date."""
    window = window_of(ask, name)
    best: Row | None = None
    for i in inside(ask, window):
        price = ask.x[i].bar.get(side)
        if price is not None and (best is None or beyond(side, price, best.bar[side])):
            best = ask.x[i]
    if best is None:
        raise NoAnswerError("no such column")
    found = {"value": best.bar[side] * float(ask.series.scale), "date": best.date.isoformat()}
    return found | {"partial": window.partial, "read": ask.read(*inside(ask, window))}


def record(ask: Ask, side: str) -> Answer:
    """Whether p(t) is strictly beyond every earlier close, with the close it broke."""
    last = len(ask.x) - 1
    if last == 0:
        raise NoAnswerError("no earlier close")
    best = 0
    for i in range(last):
        if beyond(side, ask.x[i].value, ask.x[best].value):
            best = i
    now, before = ask.x[last], ask.x[best]
    told = {
        "level": scaled(ask, now.exact),
        "date": now.date.isoformat(),
        "previous_level": scaled(ask, before.exact),
        "previous_date": before.date.isoformat(),
        "days_between": (now.date - before.date).days,
        "rows_between": last - best,
    }
    return {"value": beyond(side, now.value, before.value), "record": told, "read": ask.read(*range(last + 1))}


def since(ask: Ask, side: str, *names: str) -> Answer:
    """The latest earlier date that was at least as high, low, good or bad as now."""
    if side in {"best", "worst"}:
        return since_change(ask, side, names[0])
    last = len(ask.x) - 1
    for i in range(last - 1, -1, -1):
        if not beyond(side, ask.x[last].value, ask.x[i].value):
            day = ask.x[i].date.isoformat()
            return {"value": day, "date": day, "read": ask.read(*range(i, last + 1))}
    raise NoAnswerError("no earlier close as extreme")


def since_change(ask: Ask, side: str, name: str) -> Answer:
    """The latest earlier date on which the change was at least as good (bad) as now."""
    if name not in {"1d", "1w", "1m"}:
        raise NoAnswerError("since a day, a week or a month")
    last = len(ask.x) - 1
    now, base = exact_change(ask, name)
    read = [base, last]
    for i in range(last - 1, 0, -1):
        try:
            then, base = exact_change(ask.cut(i), name)
        except NoAnswerError:
            continue
        read += [base, i]
        if not beyond(side, now, then):
            day = ask.x[i].date.isoformat()
            return {"value": day, "date": day, "read": ask.read(*read)}
    raise NoAnswerError("no earlier change as extreme")


def exact_change(ask: Ask, name: str) -> tuple[Fraction, int]:
    """The change over a window, exactly, and the position of its base row."""
    window, base = ends(ask, name)
    return change_between(ask.series, ask.x[base], ask.x[window.last]), base


def rebound(ask: Ask, name: str) -> Answer:
    """p(t) over the lowest close in the window, minus 1."""
    window, best = extreme(ask, "low", name)
    value = divided(ask.x[window.last].exact, ask.x[best].exact) - 1
    return {"value": float(value), "partial": window.partial, "read": ask.read(*inside(ask, window))}


def drawdown(ask: Ask, name: str = "all") -> Answer:
    """p(t) over the highest close in the window, minus 1."""
    window, best = extreme(ask, "high", name)
    value = divided(ask.x[window.last].exact, ask.x[best].exact) - 1
    return {"value": float(value), "partial": window.partial, "read": ask.read(*inside(ask, window))}


def count(ask: Ask, what: str, name: str) -> Answer:
    """The rows of the window that closed up, down, at a record: none of no rows."""
    window = window_of(ask, name)
    total = 0
    highest = max((row.value for row in ask.x[: window.first]), default=ask.x[0].value)
    for i in range(window.first, window.last + 1):
        now = ask.x[i].value
        total += now > highest if what == "record" else i > 0 and beyond(what, now, ask.x[i - 1].value)
        highest = max(highest, now)
    first = 0 if what == "record" else max(window.first - 1, 0)
    return {"value": total, "partial": window.partial, "read": ask.read(*range(first, window.last + 1))}


def last_rows(rows: Iterable[Row], period: str) -> list[int]:
    """The positions of the last rows of ISO weeks or of months."""
    found: dict[tuple[int, int], int] = {}
    for i, row in enumerate(rows):
        key = row.date.isocalendar()[:2] if period == "week" else (row.date.year, row.date.month)
        found[key] = i
    return list(found.values())


def streak(ask: Ask, *words: str) -> Answer:
    """Consecutive rows ending at t that went the same way."""
    if not words:
        return flow_streak(ask)
    if words[0] in {"beat", "lag"}:
        return relative_streak(ask, words[0])
    places = last_rows(ask.x, words[1]) if len(words) > 1 else list(range(len(ask.x)))
    k = len(places) - 1
    while k > 0 and beyond(words[0], ask.x[places[k]].value, ask.x[places[k - 1]].value):
        k -= 1
    return streak_answer(ask, places, k)


def streak_answer(ask: Ask, places: list[int], k: int) -> Answer:
    """A streak whose first row comes after the one at place k."""
    length = len(places) - 1 - k
    started = ask.x[places[k + 1]].date.isoformat() if length else None
    before = ask.read(places[k - 1]) if length and k > 0 else []
    return {
        "value": length,
        "started": started,
        "read": ask.read(*places[max(k - (not length), 0) :]),
        "perhaps": before,
    }


def relative_streak(ask: Ask, side: str) -> Answer:
    """Consecutive common rows on which x's daily change was above (below) v's."""
    k = len(ask.x) - 1
    change_kind(ask.series)
    change_kind(ask.versus())
    try:
        while k > 0 and beyond(side, *daily_changes(ask, k)):
            k -= 1
    except NoAnswerError:
        pass
    return streak_answer(ask, list(range(len(ask.x))), k)


def daily_changes(ask: Ask, i: int) -> tuple[Fraction, Fraction]:
    """Both changes between the common row before and this one."""
    first = change_between(ask.series, ask.x[i - 1], ask.x[i])
    return first, change_between(ask.versus(), ask.v[i - 1], ask.v[i])


def flow_streak(ask: Ask) -> Answer:
    """Consecutive rows ending at t of the same sign as the last."""
    if ask.series.kind != "flow":
        raise NoAnswerError("not a flow")
    sign = (ask.x[-1].exact > 0) - (ask.x[-1].exact < 0)
    k = len(ask.x) - 1
    while sign and k >= 0 and ask.x[k].exact * sign > 0:
        k -= 1
    answer = streak_answer(ask, list(range(len(ask.x))), k)
    return answer | {"direction": {1: "in", -1: "out", 0: None}[sign]}


def cross(ask: Ask, text: str) -> Answer:
    """The highest multiple of the step at or below p(t), and the first date since the last close below it."""
    step = Fraction(text.replace("_", "."))
    multiple = math.floor(ask.x[-1].exact * ask.series.scale / step) * step
    i = len(ask.x) - 1
    while i > 0 and ask.x[i - 1].exact * ask.series.scale >= multiple:
        i -= 1
    found = {"value": float(multiple), "date": ask.x[i].date.isoformat()}
    return found | {"read": ask.read(*range(max(i - 1, 0), len(ask.x)))}


def share_in_range(ask: Ask, name: str, band: str) -> Answer:
    """The share of the window's rows whose close is within the band around their median."""
    window = window_of(ask, name)
    closes = [ask.x[i].exact for i in inside(ask, window)]
    middle = statistics.median(closes)
    width = abs(middle) * Fraction(band.replace("_", ".")) / 100
    near = [close for close in closes if abs(close - middle) <= width]
    found = {"value": len(near) / len(closes), "partial": window.partial}
    return found | {"read": ask.read(*inside(ask, window))}


def log_returns(rows: list[Row], n: int) -> list[float]:
    """The last n log returns between consecutive rows."""
    if n < 2 or len(rows) < n + 1:
        raise NoAnswerError("too few rows")
    values = [row.value for row in rows[-n - 1 :]]
    if min(values) <= 0:
        raise NoAnswerError("a close is not positive")
    return [math.log(b / a) for a, b in pairwise(values)]


def sessions(text: str) -> int:
    """The N of `Ns`."""
    if not (text.endswith("s") and text[:-1].isdigit()):
        raise NoAnswerError("a number of rows is needed")
    return int(text[:-1])


def vol(ask: Ask, text: str) -> Answer:
    """The standard deviation of the last N log returns, a year."""
    n = sessions(text)
    days = 365 if ask.series.calendar == "24/7" else 252
    value = statistics.stdev(log_returns(ask.x, n)) * math.sqrt(days)
    return {"value": value, "read": ask.read(*range(-n - 1, 0))}


def percentile(ask: Ask, measure: Callable[[Ask], Answer]) -> Answer:
    """The share of a measure's own history at or below today's value."""
    today = measure(ask)["value"]
    if isinstance(today, bool | str):
        raise NoAnswerError("not a number")
    history = []
    for i in range(len(ask.x)):
        try:
            history.append(measure(ask.cut(i))["value"])
        except NoAnswerError:
            continue
    below = [value for value in history if value <= today or math.isclose(value, today, rel_tol=1e-12, abs_tol=0)]
    return {"value": len(below) / len(history), "read": ask.read(*range(len(ask.x)))}


def spread(ask: Ask, name: str) -> Answer:
    """x's change minus v's over the same window of common rows."""
    if ask.series.frequency != ask.versus().frequency:
        raise NoAnswerError("the frequencies differ")
    window, base = ends(ask, name)
    first = change_between(ask.series, ask.x[base], ask.x[window.last])
    second = change_between(ask.versus(), ask.v[base], ask.v[window.last])
    return {"value": float(first - second), "partial": window.partial, "read": ask.read(base, window.last)}


def quotient(ask: Ask, i: int) -> Fraction:
    """The ratio of the two closes on a common row."""
    if ask.v[i].exact == 0:
        raise NoAnswerError("nothing to divide by")
    return ask.x[i].exact / ask.v[i].exact


def ratio(ask: Ask, *words: str) -> Answer:
    """p_x(t) / p_v(t), or its z-score."""
    ask.versus()
    if words:
        return zscore(ask)
    return {"value": float(quotient(ask, -1)), "read": ask.read(-1)}


def zscore(ask: Ask) -> Answer:
    """Today's ratio less the mean of its last 252 values, in standard deviations."""
    if len(ask.x) < 252:
        raise NoAnswerError("fewer than 252 common rows")
    places = range(len(ask.x) - 252, len(ask.x))
    values = [quotient(ask, i) for i in places]
    if len(set(values)) == 1:
        raise NoAnswerError("a constant ratio")
    floats = [float(value) for value in values]
    value = (floats[-1] - statistics.fmean(floats)) / statistics.stdev(floats)
    return {"value": value, "read": ask.read(*places)}


def moments(a: list[float], b: list[float]) -> tuple[float, float, float]:
    """The sums of squares and of products about the means."""
    mean_a, mean_b = math.fsum(a) / len(a), math.fsum(b) / len(b)
    pairs = list(zip(a, b, strict=True))
    products = math.fsum((p - mean_a) * (q - mean_b) for p, q in pairs)
    return math.fsum((p - mean_a) ** 2 for p in a), math.fsum((q - mean_b) ** 2 for q in b), products


def constant(values: list[float]) -> bool:
    """Whether values are the same but for rounding."""
    return max(values) - min(values) <= 1e-13


def pearson(a: list[float], b: list[float]) -> float:
    """The correlation of two lists of the same length."""
    if len(a) < 2 or constant(a) or constant(b):
        raise NoAnswerError("no correlation")
    aa, bb, ab = moments(a, b)
    return ab / math.sqrt(aa * bb)


def both_returns(ask: Ask, text: str) -> tuple[list[float], list[float], list[tuple[str, Row]]]:
    """The last N log returns of both instruments between consecutive common rows."""
    ask.versus()
    n = sessions(text)
    return log_returns(ask.x, n), log_returns(ask.v, n), ask.read(*range(-n - 1, 0))


def corr(ask: Ask, text: str) -> Answer:
    """The correlation of the last N returns."""
    a, b, read = both_returns(ask, text)
    return {"value": pearson(a, b), "read": read}


def beta(ask: Ask, text: str) -> Answer:
    """The covariance over v's variance."""
    a, b, read = both_returns(ask, text)
    if constant(b):
        raise NoAnswerError("v did not move")
    _, bb, ab = moments(a, b)
    return {"value": ab / bb, "read": read}


def lead(ask: Ask) -> Answer:
    """The lag in weeks at which x's weekly returns go best with v's later ones."""
    ask.versus()
    places = last_rows(ask.x, "week")
    if ask.x[-1].date.isoweekday() < 5:
        places = places[:-1]
    a = log_returns([ask.x[i] for i in places], len(places) - 1)
    b = log_returns([ask.v[i] for i in places], len(places) - 1)
    found: dict[int, tuple[float, int]] = {}
    for k in range(-26, 27):
        pairs = [(a[i], b[i + k]) for i in range(len(a)) if 0 <= i + k < len(b)]
        if len(pairs) < FEWEST_WEEKS:
            continue
        try:
            found[k] = pearson([p for p, _ in pairs], [q for _, q in pairs]), len(pairs)
        except NoAnswerError:
            continue
    if 0 not in found:
        raise NoAnswerError("no correlation")
    best = max(found, key=lambda k: (found[k][0], -abs(k)))
    told = {"value": best, "n": found[best][1], "corr": found[best][0], "corr_at_0": found[0][0]}
    return told | {"read": ask.read(*places)}


def flow_sum(ask: Ask, name: str) -> Answer:
    """The sum of the flow over the window's rows: nothing over no rows."""
    if ask.series.kind != "flow":
        raise NoAnswerError("not a flow")
    window = window_of(ask, name)
    places = range(window.first, window.last + 1)
    total = sum((ask.x[i].exact for i in places), Fraction(0))
    return {"value": scaled(ask, total), "partial": window.partial, "read": ask.read(*places)}


def supply(ask: Ask, what: str) -> Answer:
    """Bitcoin's protocol: the share issued, or a year's issuance over what was issued."""
    if ask.series.key != "btc":
        raise NoAnswerError("only Bitcoin has this protocol")
    t = ask.x[-1].date
    halvings = [e for e in ask.tape.events if e["id"].startswith(HALVING) and e["date"] <= t]
    if not halvings:
        raise NoAnswerError("no halving yet")
    last = max(halvings, key=lambda e: e["date"])
    k = int(last["id"].removeprefix(HALVING))
    issued = sum((210_000 * Fraction(50, 2**era) for era in range(k)), Fraction(0))
    issued += (t - last["date"]).days * Fraction(52_560, 365) * Fraction(50, 2**k)
    value = issued / 21_000_000 if what == "mined" else 52_560 * Fraction(50, 2**k) / issued
    return {"value": float(value), "read": [], "perhaps": ask.read(-1)}


def event_date(ask: Ask, name: str) -> date:
    """The date of an event that exists as of the question."""
    for event in ask.tape.events:
        if event["id"] == name and event["date"] <= ask.as_of:
            return event["date"]
    raise NoAnswerError("no such event")


def event(ask: Ask, name: str, window: str | None = None) -> Answer:
    """p(event date + window) / p(event date) - 1."""
    day = event_date(ask, name)
    base = on_or_before(ask.x, day)
    if base is None:
        raise NoAnswerError("no row at the event")
    end = event_end(ask, day, base, window)
    value = divided(ask.x[end].exact, ask.x[base].exact) - 1
    return {"value": float(value), "read": ask.read(base, end)}


def event_end(ask: Ask, day: date, base: int, window: str | None) -> int:
    """The position of the row at which the window after an event ends."""
    if window is None:
        return len(ask.x) - 1
    if window == "1d" or (window.endswith("s") and window[:-1].isdigit()):
        end = base + (1 if window == "1d" else int(window[:-1]))
        if end >= len(ask.x):
            raise NoAnswerError("the window ends after t")
        return end
    if window != "1w" and window not in MONTHS:
        raise NoAnswerError("no window after an event")
    until = day + timedelta(days=7) if window == "1w" else shift_months(day, MONTHS[window])
    if until > ask.x[-1].date:
        raise NoAnswerError("the window ends after t")
    return on_or_before(ask.x, until) or 0


MEASURES: dict[str, Callable[..., Answer]] = {
    "level": level,
    "change": change,
    "delta": delta,
    "gap": gap,
    "high": lambda ask, *names: high_low("high", ask, *names),
    "low": lambda ask, *names: high_low("low", ask, *names),
    "record": record,
    "since": since,
    "rebound": rebound,
    "drawdown": drawdown,
    "count": count,
    "streak": streak,
    "cross": cross,
    "range": share_in_range,
    "vol": vol,
    "spread": spread,
    "ratio": ratio,
    "corr": corr,
    "beta": beta,
    "lead": lead,
    "sum": flow_sum,
    "supply": supply,
    "event": event,
}


# ---------- liquidity


def liquidity(tape: Tape, as_of: date) -> tuple[Series, list[Series]]:
    """Net liquidity as a series of its own: a row on every date of its parts, once all three have one."""
    parts = []
    for role, sign in ROLES.items():
        found = [one for one in tape.series.values() if one.table.get("role") == role]
        if not found or not found[0].until(as_of):
            raise NoAnswerError("no " + role)
        parts.append((found[0], found[0].until(as_of), sign))
    days = sorted({row.date for _, rows, _ in parts for row in rows})
    start = max(rows[0].date for _, rows, _ in parts)
    made = [liquidity_row(day, parts) for day in days if day >= start]
    table = {"kind": "balance", "scale": 1}
    return Series("liquidity", table, made), [series for series, _, _ in parts]


def liquidity_row(day: date, parts: list[tuple[Series, list[Row], int]]) -> Row:
    """Assets less the Treasury's account less reverse repo, each at its last value on or before a day."""
    total = Fraction(0)
    used = []
    for series, rows, sign in parts:
        row = rows[on_or_before(rows, day) or 0]
        total += sign * row.exact * series.scale
        used.append((series.key, row))
    return Row(day, str(total), parts=used)


# ---------- the oracle


class Oracle:
    """Answers every id of section 6 of the definitions, as of a date, from a folder (or a tape that was loaded)."""

    def __init__(self, folder: str | Path | Tape, as_of: date | str | None = None) -> None:
        self.tape = folder if isinstance(folder, Tape) else load(folder)
        if as_of is None:
            as_of = max(one.dates[-1] for one in self.tape.series.values() if one.frequency == "daily" and one.rows)
        self.as_of = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of

    def answer(self, fact_id: str) -> Answer:
        """The answer to a question, with its status."""
        body, _, at = fact_id.partition("@")
        as_of = date.fromisoformat(at) if at else self.as_of
        try:
            if as_of > self.as_of:
                raise NoAnswerError("after the as-of date")
            return self._told(body, as_of)
        except NoAnswerError as reason:
            return {"value": None, "status": "missing", "reason": str(reason)}

    def _told(self, body: str, as_of: date) -> Answer:
        head, _, other = body.partition(".vs.")
        subject, *words = head.split(".")
        if subject == "statement":
            return self._statement(int(words[0]), as_of)
        ask, sources = self._ask(subject, other, as_of)
        if subject == "liquidity" and words[0] not in {"level", "delta", "change"}:
            raise NoAnswerError("no such measure of liquidity")
        found = measured(ask, words)
        partial, read, perhaps = found.pop("partial", False), found.pop("read"), found.pop("perhaps", [])
        status = self._status(ask, sources, read + perhaps, partial is not False, as_of)
        other_status = self._status(ask, sources, read, partial is True, as_of)
        told = found | {"status": status, "as_of": ask.x[-1].date.isoformat()}
        return told | ({"or_status": other_status} if other_status != status else {})

    def _ask(self, subject: str, other: str, as_of: date) -> tuple[Ask, list[Series]]:
        if subject == "liquidity":
            if as_of not in self.tape.liquidity:
                self.tape.liquidity[as_of] = liquidity(self.tape, as_of)
            series, parts = self.tape.liquidity[as_of]
            return Ask(self.tape, as_of, series, series.rows), parts
        one, two = self.tape.series.get(subject), self.tape.series.get(other)
        if one is None or (other and two is None):
            raise NoAnswerError("no such instrument")
        if two is None:
            ask = Ask(self.tape, as_of, one, one.until(as_of))
        else:
            ask = Ask(self.tape, as_of, one, *self._common(one, two, as_of)[:1], two, self._common(one, two, as_of)[1])
        if not ask.x:
            raise NoAnswerError("no row yet")
        return ask, [one] if two is None else [one, two]

    def _common(self, one: Series, two: Series, as_of: date) -> tuple[list[Row], list[Row]]:
        """The rows of the dates that both have."""
        key = (one.key, two.key)
        if key not in self.tape.common:
            there = {row.date: row for row in two.rows}
            both = [(row, there[row.date]) for row in one.rows if row.date in there]
            self.tape.common[key] = ([a.date for a, _ in both], [a for a, _ in both], [b for _, b in both])
        dates, first, second = self.tape.common[key]
        end = bisect.bisect_right(dates, as_of - max(one.lag, two.lag))
        return first[:end], second[:end]

    def _status(self, ask: Ask, sources: list[Series], read: list[tuple[str, Row]], partial: bool, as_of: date) -> str:
        rows = [pair for key, row in read for pair in (row.parts or [(key, row)])]
        if any(self._suspect(series, [row.date for key, row in rows if key == series.key]) for series in sources):
            return "suspect"
        if any(is_stale(series, as_of) for series in sources):
            return "stale"
        return "partial" if partial else "ok"

    def _suspect(self, series: Series, days: list[date]) -> bool:
        """Whether the days read hold a suspect row or lie on both sides of a jump."""
        if not days:
            return False
        if any(day in series.suspects for day in days):
            return True
        return any(min(days) < jump <= max(days) for jump in series.jumps)

    def _statement(self, n: int, as_of: date) -> Answer:
        if not 0 < n <= len(self.tape.statements) or self.tape.statements[n - 1]["date"] > as_of:
            raise NoAnswerError("no such statement")
        said = self.tape.statements[n - 1]
        return {"value": said["text"], "date": said["date"].isoformat(), "status": "ok"}


def measured(ask: Ask, words: list[str]) -> Answer:
    """The answer of the measure that the words name."""
    if words[-1] == "percentile":
        return percentile(ask, lambda earlier: measured(earlier, words[:-1]))
    if words[0] not in MEASURES:
        raise NoAnswerError("no such measure")
    return MEASURES[words[0]](ask, *words[1:])


# ---------- studies


def january_study(oracle: Oracle, subject: str, versus: str, threshold: float, first_year: int) -> Answer:
    """Years whose January spread was at least the threshold, and what the whole calendar year brought."""
    every = []
    for year in range(first_year, oracle.as_of.year + 1):
        month = oracle.answer(f"{subject}.spread.month:{year}-01.vs.{versus}")
        whole = oracle.answer(f"{subject}.change.year:{year}")
        beat = oracle.answer(f"{subject}.spread.year:{year}.vs.{versus}")
        if month["status"] == whole["status"] == beat["status"] == "ok":
            every.append({"year": year, "spread": month["value"], "outcome": whole["value"], "hit": beat["value"] > 0})
    instances = [one for one in every if one["spread"] >= threshold]
    return {"instances": instances, "n": len(instances)} | outcome(instances) | {"all": outcome(every)}


def outcome(instances: list[Answer]) -> Answer:
    """The statistics of a list of instances."""
    values = [one["outcome"] for one in instances]
    hits = sum(one["hit"] for one in instances)
    told = {"hits": hits, "mean": statistics.fmean(values), "median": statistics.median(values)}
    told |= {"worst": min(values), "best": max(values), "small_sample": len(values) < 10}
    return told | {"interval": binomial_interval(hits, len(values))}


def binomial_interval(hits: int, n: int) -> tuple[float, float]:
    """The exact (Clopper-Pearson) 95 % interval of a hit rate."""

    def at_most(k: int, p: float) -> float:
        return math.fsum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1))

    low = 0.0 if hits == 0 else bisect_root(lambda p: 1 - at_most(hits - 1, p) - 0.025)
    high = 1.0 if hits == n else bisect_root(lambda p: 0.025 - at_most(hits, p))
    return low, high


def bisect_root(rising: Callable[[float], float]) -> float:
    """The root in [0, 1] of a rising function."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return low
