"""Columns of one series, and the part of them that exists at a date.

Days are int64 days since 1970-01-01, so that windows are searches in a sorted array.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generator.market import Instrument
from generator.tape.quality import Doubt, doubt_about

Days = NDArray[np.int64]
Floats = NDArray[np.float64]

TEN_YEARS = 3652  # days
_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def to_date(day: int) -> date:
    """The date of a day number."""
    return date.fromordinal(int(day) + _EPOCH)


def common_days(x: Days, v: Days) -> tuple[Days, Days, Days]:
    """The days that two ascending columns have in common, and where they stand in each."""
    if not len(v):
        return v, v, v
    at = np.searchsorted(v, x)
    at[at == len(v)] = 0
    here = np.flatnonzero(v[at] == x)
    return x[here], here, at[here]


@dataclass(frozen=True, eq=False)
class Series:
    """All rows of a file: `days` ascending, `close` as stored (unscaled), other columns where the file has them."""

    instrument: Instrument
    days: Days
    close: Floats
    columns: Mapping[str, Floats] = field(default_factory=dict)
    field_name: str = "close"

    @cached_property
    def doubt(self) -> Doubt:
        """The rows that a careful reader would not believe."""
        return doubt_about(self.instrument, self.close, self.columns)

    @cached_property
    def scaled(self) -> Floats:
        """Closes in the instrument's unit; those as stored, not a copy, where that is their unit."""
        return self.close if self.instrument.scale == 1 else self.close * self.instrument.scale

    @cached_property
    def numbers(self) -> Days:
        """The index of each row."""
        return np.arange(len(self.days))

    def known(self, as_of: date) -> Rows:
        """The rows that exist on `as_of`: dated, and published, on or before it."""
        n = int(self.days.searchsorted(day_number(as_of) - self.instrument.lag, side="right"))
        return Rows(self, n)


@dataclass(frozen=True, eq=False)
class Rows:
    """The first `n` rows of a series: all that is known at a date."""

    series: Series
    n: int

    @property
    def days(self) -> Days:
        """Day numbers of the rows."""
        return self.series.days[: self.n]

    @property
    def close(self) -> Floats:
        """Closes (or values) of the rows, as stored."""
        return self.series.close[: self.n]

    @property
    def scaled(self) -> Floats:
        """Closes of the rows in the instrument's unit."""
        return self.series.scaled[: self.n]

    @property
    def instrument(self) -> Instrument:
        """What the rows are of."""
        return self.series.instrument

    def column(self, name: str) -> Floats | None:
        """Another column of the bars (`open`, `high`, `low`, `volume`), if the file has it."""
        values = self.series.columns.get(name)
        return None if values is None else values[: self.n]

    def date(self, i: int) -> date:
        """The date of row `i` (negative counts from the end)."""
        return to_date(self.days[i])

    @property
    def knows_its_record(self) -> bool:
        """Whether the highest close here may be called a record without "since" (definitions, section 1)."""
        complete = self.instrument.complete
        return complete if complete is not None else int(self.days[-1] - self.days[0]) >= TEN_YEARS

    def upto(self, day: int) -> int:
        """The index of the last row on or before `day`; -1 when there is none."""
        return int(self.days.searchsorted(day, side="right")) - 1
