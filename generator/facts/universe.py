"""Many instruments at once: the commonest measures of a whole universe, as arrays over its instruments.

The closes stand in one matrix, a line for each instrument, so that a measure is a few passes of numpy over memory that
lies in order. What one more day changes (the highest close, the length of a run) is kept, so that appending a day
costs a gather and not a pass. The answers are those of the engine: `Universe.answers("change.1w")[i]` is the value of
`<key of i>.change.1w`, NaN where that question has none. `Universe.looks()` is what spares an engine its own passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from generator.facts import windows
from generator.facts.looks import Looks, place
from generator.facts.measures.levels import MOVES_IN_RATIOS, changes
from generator.facts.measures.risk import YEAR_OF_DAYS, YEAR_OF_SESSIONS, volatilities
from generator.facts.measures.streaks import records, run_lengths
from generator.market import Instrument
from generator.tape import Tape
from generator.tape.series import Days, Floats, day_number

WINDOWS = ("1d", "1w", "1m", "3m", "6m", "ytd", "1y", "5y")
VOL_ROWS = 20
_SPARE = 64  # columns kept free for days to come
_BLOCK = 1 << 20  # bytes of closes that are looked at together, so that they stay in the processor's cache


@dataclass
class _Sessions:
    """The days of instruments that trade on the same ones: each line has the last so many of them."""

    days: Days
    members: NDArray[np.int64]


class Universe:
    """Instruments side by side. `keys[i]` names line i of every array."""

    def __init__(self, instruments: Sequence[Instrument], days: Sequence[Days], closes: Sequence[Floats]) -> None:
        """`days[i]` and `closes[i]` are the rows of instrument i, ascending, at least one."""
        self.instruments = tuple(instruments)
        self.keys = tuple(i.key for i in instruments)
        self.rows = np.array([len(d) for d in days], dtype=np.int64)
        self._close = np.full((len(days), int(self.rows.max(initial=0)) + _SPARE), -np.inf)
        for line, values in zip(self._close, closes, strict=True):
            line[: len(values)] = values
        self._sessions = _grouped(days)
        self._rate = np.array([i.kind == "rate" for i in instruments], dtype=bool)
        self._moves = np.array([i.price_like or i.kind in (*MOVES_IN_RATIOS, "rate") for i in instruments], dtype=bool)
        self._scale = np.array([i.scale for i in instruments])
        self._year = np.sqrt([YEAR_OF_DAYS if i.round_the_clock else YEAR_OF_SESSIONS for i in instruments])
        self.look_back()

    @classmethod
    def of(cls, tape: Tape, as_of: date, keys: Iterable[str] | None = None) -> Universe:
        """The instruments of a tape (or those of `keys`) that have a row on or before a date."""
        view = tape.at(as_of)
        found = [rows for key in (keys or tape.series) if (rows := view.rows(key)) is not None and rows.n]
        return cls([r.instrument for r in found], [r.days for r in found], [r.close for r in found])

    def answers(self, measure: str) -> Floats:
        """The value of a measure for every instrument, NaN where there is none. Raises KeyError for any other.

        `level`, `change.<window>` (WINDOWS), `streak.up`, `streak.down`, `record.high` (0 or 1), `drawdown.all`,
        `vol.20s`; formulas and units as in docs/questions.md.
        """
        if measure.startswith("change.") and measure.removeprefix("change.") in WINDOWS:
            return self._change(measure.removeprefix("change."))
        return _MEASURES[measure](self)

    def append(self, day: date, closes: Floats) -> None:
        """Adds a day's closes, in the order of `keys`; NaN for an instrument without a row that day.

        Raises ValueError, and changes nothing, for a day that one of them already has or that lies before its last.
        """
        new = np.flatnonzero(~np.isnan(closes))
        self._sessions = list(_extended(self._sessions, day_number(day), ~np.isnan(closes)))
        if int(self.rows.max(initial=0)) >= self._close.shape[1]:
            self._close = np.pad(self._close, ((0, 0), (0, _SPARE)), constant_values=-np.inf)
        before, now, last = self._last()[new], closes[new], self.rows[new] - 1
        self._best[new] = np.where(self._record[new] | (last == 0), last, self._best[new])
        self._close[new, self.rows[new]] = now
        self._steps[new, self.rows[new] % VOL_ROWS] = _log_return(before, now)
        self.rows[new] += 1
        self._record[new] = now > self._close[new, self._best[new]]
        self._up[new] = np.where(now > before, self._up[new] + 1, 0)
        self._down[new] = np.where(now < before, self._down[new] + 1, 0)

    def look_back(self) -> None:
        """One pass over all closes for what `append` keeps up: the highest before the last, records, and runs."""
        n = len(self.rows)
        self._best, self._record = np.empty(n, np.int64), np.zeros(n, np.bool_)
        self._up, self._down = np.zeros(n, np.int64), np.zeros(n, np.int64)
        step = max(1, _BLOCK // (8 * self._close.shape[1]))
        for first in range(0, n, step):
            at = slice(first, first + step)
            close, last = self._close[at], self.rows[at] - 1
            lines = np.arange(len(last))
            latest = close[lines, last]
            close[lines, last] = -np.inf
            best = close.argmax(axis=1)
            self._record[at] = (latest > close[lines, best]) & (last > 0)
            close[lines, last] = latest
            self._best[at] = best
            self._up[at] = _run(close, last, np.greater)
            self._down[at] = _run(close, last, np.less)
        self._steps = self._last_steps()

    def _last_steps(self) -> Floats:
        """The last log returns of each line, row r in column r modulo their number; NaN where there are fewer."""
        steps = np.full((len(self.rows), VOL_ROWS), np.nan)
        lines = np.arange(len(self.rows))
        for back in range(1, VOL_ROWS + 1):
            row = self.rows - back
            steps[lines, row % VOL_ROWS] = _log_return(self._at(row - 1), self._at(np.maximum(row, 0)))
        return steps

    def _last(self) -> Floats:
        return self._at(self.rows - 1)

    def _at(self, columns: NDArray[np.int64]) -> Floats:
        """The close of each line in a column of its own; NaN for a column before the first."""
        found: Floats = np.where(columns < 0, np.nan, self._close[np.arange(len(columns)), np.maximum(columns, 0)])
        return found

    def _change(self, window: str) -> Floats:
        base, last = self._at(self._bases(window)), self._last()
        with np.errstate(divide="ignore", invalid="ignore"):
            moved = np.where(self._rate, last - base, np.where(base > 0, last / base - 1, np.nan))
        found: Floats = np.where(self._moves, moved, np.nan)
        return found

    def _bases(self, window: str) -> NDArray[np.int64]:
        rows = windows.sessions_of(window)
        if rows is not None:
            return self.rows - 1 - rows
        found: NDArray[np.int64] = np.empty(len(self.rows), np.int64)
        for group in self._sessions:
            targets = windows.targets(group.days[-1:], window)
            if targets is None:
                raise KeyError(window)
            back = len(group.days) - int(np.searchsorted(group.days, targets[0], side="right"))
            found[group.members] = self.rows[group.members] - 1 - back
        return found

    def _level(self) -> Floats:
        found: Floats = self._last() * self._scale
        return found

    def _drawdown(self) -> Floats:
        last = self._last()
        high = np.maximum(self._at(self._best), last)
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Floats = np.where(high > 0, last / high - 1, np.nan)
        return found

    def _vol(self) -> Floats:
        found: Floats = self._steps.std(axis=1, ddof=1) * self._year
        return found

    def _records(self) -> Floats:
        return np.where(self.rows > 1, self._record, np.nan)

    def looks(self, as_of: date) -> Looks:
        """The looks of all instruments, whose rows are those that are known on `as_of`."""
        n = len(self.keys)
        columns = {"streak.up": self._up, "streak.down": self._down, "record.high": self._best}
        columns["count.record.all"] = np.zeros(n, np.int64)
        columns |= {name: np.full((n, 4), np.nan) for name in _HISTORIES}
        for lines in self._alike():
            close, first = self._close[lines, : self.rows[lines[0]]], lines[0]
            columns["count.record.all"][lines] = records(close).sum(axis=1)
            for name, history in _HISTORIES.items():
                columns[name][lines] = place(history(close, bool(self._rate[first]), float(self._year[first])))
        return Looks(as_of, {key: line for line, key in enumerate(self.keys)}, columns)

    def _alike(self) -> Iterator[NDArray[np.int64]]:
        """Lines that have as many rows and are treated alike, in blocks that stay in the processor's cache."""
        alike: dict[tuple[int, bool, float], list[int]] = {}
        for line, kind in enumerate(zip(self.rows.tolist(), self._rate.tolist(), self._year.tolist(), strict=True)):
            alike.setdefault(kind, []).append(line)
        for (rows, *_), lines in alike.items():
            step = max(1, _BLOCK // (8 * rows))
            yield from (np.array(lines[at : at + step]) for at in range(0, len(lines), step))


# The measures whose histories rank a day: of closes, whether they are a rate's, and the square root of a year's rows.
_HISTORIES: dict[str, Callable[[Floats, bool, float], Floats]] = {
    "change.1d.percentile": lambda close, rate, _: changes(close, np.arange(close.shape[1]) - 1, rate),
    "streak.up.percentile": lambda close, _rate, _: run_lengths(close, up=True),
    "streak.down.percentile": lambda close, _rate, _: run_lengths(close, up=False),
    "vol.20s.percentile": lambda close, _, year: volatilities(close, VOL_ROWS) * year,
}
_MEASURES: dict[str, Callable[[Universe], Floats]] = {
    "level": Universe._level,
    "streak.up": lambda u: u._up.astype(np.float64),
    "streak.down": lambda u: u._down.astype(np.float64),
    "record.high": Universe._records,
    "drawdown.all": Universe._drawdown,
    "vol.20s": Universe._vol,
}
MEASURES = (*_MEASURES, *(f"change.{window}" for window in WINDOWS))


def _log_return(before: Floats, now: Floats) -> Floats:
    good = (before > 0) & (now > 0)
    return np.log(np.where(good, now / np.where(good, before, 1.0), np.nan))


def _run(close: Floats, last: NDArray[np.int64], goes_on: np.ufunc) -> NDArray[np.int64]:
    """How many steps to each line's last column go one way; only lines whose run has not ended are looked at again."""
    found = np.zeros(len(last), np.int64)
    lines, at = np.arange(len(last)), last.copy()
    while len(lines):
        on = (at > 0) & goes_on(close[lines, at], close[lines, np.maximum(at - 1, 0)])
        lines, at = lines[on], at[on] - 1
        found[lines] += 1
    return found


def _grouped(days: Sequence[Days]) -> list[_Sessions]:
    """Lines by the days that they have; a file that begins later belongs to the one whose last days it has."""
    groups: list[tuple[Days, list[int]]] = []
    for i in sorted(range(len(days)), key=lambda i: -len(days[i])):
        own = days[i]
        home = next((g for g in groups if g[0][-len(own)] == own[0] and np.array_equal(g[0][-len(own) :], own)), None)
        if home:
            home[1].append(i)
        else:
            groups.append((own, [i]))
    return [_Sessions(own, np.array(members)) for own, members in groups]


def _extended(groups: Iterable[_Sessions], day: int, has: NDArray[np.bool_]) -> Iterable[_Sessions]:
    for group in groups:
        if day <= int(group.days[-1]) and has[group.members].any():
            raise ValueError(f"day {day} is not after the last row")
        with_row, without = group.members[has[group.members]], group.members[~has[group.members]]
        if len(with_row):
            yield _Sessions(np.append(group.days, day), with_row)
        if len(without):
            yield _Sessions(group.days, without)
