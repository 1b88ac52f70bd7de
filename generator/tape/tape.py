"""A tape, and what of it exists at a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

import numpy as np

from generator.market import Event, Instrument, Statement
from generator.tape.series import Days, Rows, Series, day_number, to_date
from generator.tape.sessions import any_session

MAX_AGE = {"daily": 5, "weekly": 14, "monthly": 75}


@dataclass(frozen=True, eq=False)
class Tape:
    """A frozen set of series with their catalog; `hash` names its exact content.

    `known_at` is the time of the last change that a tape from the store holds; a folder has none.
    """

    name: str
    title: str
    hash: str
    series: Mapping[str, Series]
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    sample: bool = False
    warnings: tuple[str, ...] = ()
    known_at: datetime | None = None
    _views: dict[date, View] = field(default_factory=dict, repr=False)

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """The catalog, by key, in the catalog's order."""
        return {key: series.instrument for key, series in self.series.items()}

    @cached_property
    def last_day(self) -> date:
        """The latest row date of the daily series: the as-of date when none is given."""
        daily = [s for s in self.series.values() if s.instrument.frequency == "daily" and len(s.days)]
        ends = [int(s.days[-1]) for s in daily or self.series.values() if len(s.days)]
        return to_date(max(ends))

    def at(self, as_of: date) -> View:
        """What of the tape exists on `as_of`."""
        if as_of not in self._views:
            self._views[as_of] = View(self, as_of)
        return self._views[as_of]

    @cached_property
    def _sessions_on_file(self) -> dict[str | None, Days]:
        days: dict[str | None, list[Days]] = {}
        for series in self.series.values():
            if series.instrument.frequency == "daily" and series.instrument.calendar:
                days.setdefault(series.instrument.calendar, []).append(series.days)
        return {calendar: np.unique(np.concatenate(found)) for calendar, found in days.items()}

    def any_session(self, instrument: Instrument, after: int, until: int) -> bool:
        """Whether the instrument had a session after day `after`, up to and with day `until` (day numbers)."""
        on_file = self._sessions_on_file.get(instrument.calendar)
        return any_session(instrument.calendar, after, until, np.empty(0, np.int64) if on_file is None else on_file)


class View:
    """A tape as it was on one date: later rows, events and statements do not exist."""

    def __init__(self, tape: Tape, as_of: date) -> None:
        self.tape = tape
        self.as_of = as_of
        self._rows: dict[str, Rows] = {}
        self._stale: dict[str, bool] = {}

    def rows(self, key: str) -> Rows | None:
        """The rows of a series that exist, or None for an instrument that the tape lacks."""
        if key not in self._rows:
            series = self.tape.series.get(key)
            if series is None:
                return None
            self._rows[key] = series.known(self.as_of)
        return self._rows[key]

    def is_stale(self, key: str) -> bool:
        """Whether the last row is older than its market's last session, or than the series may be."""
        if key not in self._stale:
            self._stale[key] = self._find_stale(key)
        return self._stale[key]

    def _find_stale(self, key: str) -> bool:
        rows = self.rows(key)
        if rows is None or not rows.n:
            return False
        of, last, today = rows.instrument, int(rows.days[-1]), day_number(self.as_of)
        limit = of.max_age if of.max_age is not None or of.calendar else MAX_AGE[of.frequency]
        if limit is not None and today - last > limit:
            return True
        if of.calendar is None:
            return False
        if of.frequency != "daily":
            return of.max_age is None and today - last > MAX_AGE[of.frequency]
        return self.tape.any_session(of, last, today - of.lag)

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events dated on or before the date, by id."""
        return {event.id: event for event in self.tape.events if event.date <= self.as_of}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Statements dated on or before the date."""
        return tuple(s for s in self.tape.statements if s.date <= self.as_of)

    def with_role(self, role: str) -> list[Instrument]:
        """The instruments whose catalog entry has this role."""
        return [i for i in self.tape.instruments.values() if i.role == role]
