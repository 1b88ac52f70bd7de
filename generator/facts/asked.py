"""What a measure is given, and what it gives back.

A measure is a function from `Asked` to `Answer`. It raises `Missing` when the tape has no answer; it never rounds,
never reads a row after the as-of date (there is none in what it is given), and declares every row that it read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import date
from typing import Any, TypeVar

import numpy as np

from generator.facts import windows
from generator.facts.looks import Looks
from generator.facts.question import Question
from generator.market import Instrument
from generator.records import dataclass
from generator.tape import Rows, View
from generator.tape.series import Days, Floats, Series, common_days, day_number, to_date

T = TypeVar("T")


class Missing(Exception):  # noqa: N818 - not an error: a question without an answer
    """The tape cannot answer; the text says why. `extra` is what a fact may tell all the same."""

    def __init__(self, why: str, **extra: object) -> None:
        super().__init__(why)
        self.extra = extra


@dataclass(frozen=True, eq=False)
class Track:
    """The rows of a series that take part in an answer; of two series, only the rows on common dates.

    `days` and `close` are aligned; `index` maps them to the rows of the file.
    """

    rows: Rows
    days: Days
    close: Floats
    index: Days

    @classmethod
    def of(cls, rows: Rows) -> Track:
        """All rows."""
        return cls(rows, rows.days, rows.close, rows.series.numbers[: rows.n])

    @classmethod
    def common(cls, x: Series, v: Series) -> tuple[Track, Track]:
        """The rows of two series on the dates that both have."""
        days, at_x, at_v = common_days(x.days, v.days)
        return (
            cls(Rows(x, len(x.days)), days, x.close[at_x], at_x),
            cls(Rows(v, len(v.days)), days, v.close[at_v], at_v),
        )

    def first_rows(self, rows: Rows, n: int) -> Track:
        """The first `n` rows of the track, as part of the rows known at a date."""
        return Track(rows, self.days[:n], self.close[:n], self.index[:n])

    @property
    def key(self) -> str:
        """The instrument's key."""
        return self.rows.instrument.key

    @property
    def instrument(self) -> Instrument:
        """What the track is of."""
        return self.rows.instrument

    @property
    def scale(self) -> float:
        """Stored values times this are in the instrument's unit."""
        return self.rows.instrument.scale

    @property
    def last(self) -> int:
        """The index of the last row."""
        return len(self.days) - 1

    def date(self, i: int) -> date:
        """The date of row `i`."""
        return to_date(self.days[i])

    def term(self, i: int) -> str:
        """Row `i` as it stands in a formula: `close(2026-01-22)`."""
        return f"{self.rows.series.field_name}({self.date(i)})"

    def steps(self) -> Floats:
        """The `1d` change of each row but the first: a ratio, or for rates the difference."""
        if self.instrument.kind == "rate":
            return np.diff(self.close)
        return ratio(self.close[1:], self.close[:-1]) - 1

    def log_returns(self) -> Floats:
        """The log return of each row but the first; NaN where a close is not positive."""
        return log_returns(self.close)


def ratio(above: Floats, below: Floats) -> Floats:
    """`above / below`, NaN where `below` is not positive."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)


def log_returns(close: Floats) -> Floats:
    """The log returns of one line of closes, or of many; NaN where a close is not positive."""
    above, below = close[..., 1:], close[..., :-1]
    if (close > 0).all():
        return np.log(above / below)
    return np.log(np.where((above > 0) & (below > 0), ratio(above, below), np.nan))


@dataclass(frozen=True)
class Span:
    """A window on a track: base row (-1: the file has none), last row, and whether it covers less than its name."""

    base: int
    end: int
    with_base: bool = False
    cut_short: bool = False
    unended: bool = False
    begin: int | None = None

    @property
    def first(self) -> int:
        """The first row in the window."""
        if self.begin is not None:
            return self.begin
        return self.base if self.with_base else self.base + 1


@dataclass(frozen=True)
class Reading:
    """Rows that a formula reads: two of them, (`whole`) every row from first to last, or those given in `at`."""

    track: Track
    first: int
    last: int
    whole: bool = False
    at: Days | None = None

    def doubtful(self) -> bool:
        """Whether one of the rows is suspect, or a split or unit switch lies between them."""
        doubt = self.track.rows.series.doubt
        if not len(doubt.rows):
            return False
        between = self.track.index[self.first : self.last + 1]
        rows = between if self.whole else between[[0, -1]] if self.at is None else self.track.index[self.at]
        return doubt.touches(rows, int(between[0]), int(between[-1]))


@dataclass(frozen=True)
class Answer:
    """A value at full precision with its unit, formula, inputs (track, row, field) and the rows that it rests on."""

    value: bool | int | float | str
    unit: str
    formula: str
    inputs: tuple[tuple[Track, int, str], ...]
    reads: tuple[Reading, ...]
    partial: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


def close_of(track: Track, i: int) -> tuple[Track, int, str]:
    """The close of row `i` as an input."""
    return track, i, track.rows.series.field_name


@dataclass(frozen=True, eq=False)
class Asked:
    """A question with the rows that may answer it."""

    question: Question
    view: View
    x: Track
    v: Track | None = None
    looks: Looks | None = None

    def look(self, name: str, find: Callable[[], T]) -> T:
        """What a pass over all rows of x finds: taken from those that were made for many at once, else made now."""
        known: T | None = self.looks.find(self.x.key, name) if self.looks else None
        return find() if known is None else known

    @property
    def versus(self) -> Track:
        """The second instrument, for measures that need one."""
        if self.v is None:
            raise Missing("the question names no second instrument")
        return self.v

    @property
    def window(self) -> str:
        """The window asked for, or `all`."""
        return self.question.window or "all"

    @property
    def span(self) -> Span:
        """The rows of the question's window."""
        return self.span_of(self.window)

    def span_of(self, window: str) -> Span:
        """The rows of any window; Missing for an unknown event or a period without rows."""
        days, end = self.x.days, self.x.last
        period = windows.period_of(window)
        if period:
            return self._named(period)
        if window == "all":
            return Span(0, end, with_base=True)
        rows = windows.sessions_of(window)
        if rows is not None:
            return Span(max(end - rows, -1), end, cut_short=rows > end + 1)
        target = self._target(window)
        if target > days[end]:
            raise Missing(f"{to_date(target)} is after the last row, {self.x.date(end)}")
        base = int(days.searchsorted(target, side="right")) - 1
        return Span(base, end, cut_short=base < 0 and self._any_session(target, int(days[0]) - 1))

    def _target(self, window: str) -> int:
        event = windows.event_of(window)
        if event is not None:
            return day_number(self.event(event))
        since = windows.since_day(window)
        if since is not None:
            return since
        found = windows.target(int(self.x.days[-1]), window)
        if found is None:
            raise Missing(f"{window} is no window here")
        return found

    def _named(self, period: windows.Period) -> Span:
        days = self.x.days
        base = int(days.searchsorted(period.first)) - 1
        end = int(days.searchsorted(period.last, side="right")) - 1
        if end == base:
            raise Missing("there is no row in that period")
        cut_short = base < 0 and self._any_session(period.first - 1, int(days[0]) - 1)
        unended = end == self.x.last and self._goes_on(int(days[end]), period.last)
        if base >= 0 and days[base] < period.before:
            return Span(-1, end, unended=unended, begin=base + 1)
        return Span(base, end, cut_short=cut_short, unended=unended)

    def _goes_on(self, last: int, until: int) -> bool:
        """Whether a period that ends on day `until` has rows to come after day `last`."""
        frequency = self.x.instrument.frequency
        if frequency == "weekly":
            return last + 7 <= until
        if frequency == "monthly":
            return to_date(last).replace(day=1) != to_date(until).replace(day=1)
        return self._any_session(last, until)

    def _any_session(self, after: int, until: int) -> bool:
        step = {"daily": 0, "weekly": 6, "monthly": 30}[self.x.instrument.frequency]
        return self.view.tape.any_session(self.x.instrument, after + step, until)

    def event(self, name: str) -> date:
        """The date of an event that has happened."""
        found = self.view.events.get(name)
        if found is None:
            raise Missing(f"the tape has no event {name} up to {self.view.as_of}")
        return found.date
