"""What is judged at the door: what a source sent, beside what is stored already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from generator.market import Instrument
from generator.tape.columns import Columns
from generator.tape.quality import Doubt, doubt_about
from generator.tape.series import Days, Floats, to_date
from generator.trust.sessions import sessions

T = TypeVar("T", np.int64, np.float64)


@dataclass(frozen=True, eq=False)
class Witness:
    """What another source sent for the same instrument."""

    source: str
    rows: Columns

    def factor(self, before: int, day: int) -> float | None:
        """By what its value changed from one day (number) to another; None where it lacks one of them."""
        there = np.isin(self.rows.days, (before, day))
        values = self.rows.values[there]
        return float(values[1] / values[0]) if len(values) == 2 and values[0] else None


@dataclass(frozen=True, eq=False)
class Case:
    """Rows of one source for one instrument. `stored` are the rows as they are known; `same`: from the same source."""

    instrument: Instrument
    rows: Columns
    stored: Columns | None
    same: bool
    now: datetime
    currency: str | None = None
    witnesses: Sequence[Witness] = ()

    @cached_property
    def before(self) -> int:
        """How many stored rows are older than the first row that was sent."""
        return 0 if self.stored is None else int(np.searchsorted(self.stored.days, self.rows.days[0]))

    @cached_property
    def days(self) -> Days:
        """The stored days before, then those that were sent."""
        return self._joined(self.stored.days, self.rows.days) if self.stored is not None else self.rows.days

    @cached_property
    def closes(self) -> Floats:
        """Likewise the values."""
        return self._joined(self.stored.values, self.rows.values) if self.stored is not None else self.rows.values

    def _joined(self, old: NDArray[T], new: NDArray[T]) -> NDArray[T]:
        return np.concatenate([old[: self.before], new])

    @cached_property
    def bars(self) -> dict[str, Floats]:
        """Likewise the columns that were sent; blank where the store has none."""
        blank = np.full(self.before, np.nan)
        old = {} if self.stored is None else {n: c[: self.before] for n, c in self.stored.bars.items()}
        return {name: np.concatenate([old.get(name, blank), column]) for name, column in self.rows.bars.items()}

    @cached_property
    def common(self) -> tuple[Days, Floats, Floats]:
        """Days that are stored and were sent, with both values; without the last stored one, which may be early."""
        if self.stored is None:
            return np.empty(0, np.int64), np.empty(0), np.empty(0)
        days, old, new = np.intersect1d(self.stored.days[:-1], self.rows.days, return_indices=True)
        return days, self.stored.values[old], self.rows.values[new]

    @cached_property
    def fresh(self) -> NDArray[np.bool_]:
        """Which joined rows are not known yet with that value: what is known was judged when it came."""
        new = np.arange(len(self.days)) >= self.before
        if self.stored is not None:
            _, old, here = np.intersect1d(self.stored.days, self.days, return_indices=True)
            new[here] &= ~np.isclose(self.stored.values[old], self.closes[here], rtol=1e-9, atol=0)
        return new

    @cached_property
    def doubt(self) -> Doubt:
        """The joined rows that the rules of the tape doubt."""
        return doubt_about(self.instrument, self.closes, self.bars)

    @cached_property
    def sessions(self) -> Days:
        """The days on which the exchange is open; none where they are not known."""
        return sessions(self.instrument, self.now).days

    @cached_property
    def lacking(self) -> list[date]:
        """Sessions between the first and the last row sent (after what is stored) that have no row."""
        first = int(self.days[max(self.before - 1, 0)])
        asked = self.sessions[(self.sessions > first) & (self.sessions < int(self.rows.days[-1]))]
        return [to_date(day) for day in asked[~np.isin(asked, self.days)]]

    def day(self, i: int) -> str:
        """The date of joined row `i`."""
        return to_date(self.days[i]).isoformat()
