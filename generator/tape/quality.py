"""Rows that a careful reader would not believe (definitions, section 6).

Real shocks are believed: a move is only doubted when it is also the factor of a split or of a unit switch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from generator.market import Instrument

_WHOLE = (2, 3, 4, 5, 7, 8, 10, 20, 50, 100, 1000)
SWITCH_FACTORS = np.array(
    [*sorted(float(f) for n in _WHOLE for f in (Fraction(n), Fraction(1, n))), 1.5, 2 / 3]
)  # splits and unit switches
FACTOR_BAND = 0.03
SHOCK = 0.20
SIGMAS = 8.0
HISTORY = 250
LEAST_HISTORY = 60
BAR = ("open", "high", "low")


@dataclass(frozen=True, eq=False)
class Doubt:
    """Row numbers of a series that are suspect, and those of them at which its level was switched."""

    rows: NDArray[np.int64]
    jumps: NDArray[np.int64]

    def touches(self, rows: NDArray[np.int64], first: int, last: int) -> bool:
        """Whether a formula that reads `rows`, all between `first` and `last`, rests on a doubtful row."""
        if self.rows.searchsorted(first) == self.rows.searchsorted(last, side="right"):
            return False  # jumps are doubtful rows too
        at = self.rows.searchsorted(rows)
        at[at == len(self.rows)] = 0
        if (self.rows[at] == rows).any():
            return True
        return bool(((self.jumps > first) & (self.jumps <= last)).any())


def doubt_about(
    instrument: Instrument, close: NDArray[np.float64], columns: Mapping[str, NDArray[np.float64]]
) -> Doubt:
    """Finds zero or negative prices, repeated bars, and jumps that look like a split or a unit switch."""
    jumps = _jumps(close) if instrument.kind != "volatility_index" else np.empty(0, np.int64)
    rows = [jumps, _repeated_bars(close, columns)]
    if instrument.price_like:
        rows.append(np.flatnonzero(close <= 0))
    return Doubt(np.unique(np.concatenate(rows)), jumps)


def _jumps(close: NDArray[np.float64]) -> NDArray[np.int64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = close[1:] / close[:-1]
        factor[(close[1:] <= 0) | (close[:-1] <= 0)] = np.nan
        returns = np.log(factor)
    wide = np.flatnonzero(np.abs(factor - 1) > SHOCK)
    near = np.abs(factor[wide][:, None] / SWITCH_FACTORS - 1).min(axis=1, initial=np.inf) <= FACTOR_BAND
    found = [i + 1 for i in wide[near] if _beyond_history(returns, int(i))]
    return np.array(found, dtype=np.int64)


def _beyond_history(returns: NDArray[np.float64], i: int) -> bool:
    before = returns[max(0, i - HISTORY) : i]
    before = before[np.isfinite(before)]
    return len(before) >= LEAST_HISTORY and bool(abs(returns[i]) > SIGMAS * before.std(ddof=1))


def _repeated_bars(close: NDArray[np.float64], columns: Mapping[str, NDArray[np.float64]]) -> NDArray[np.int64]:
    if not all(name in columns for name in BAR):
        return np.empty(0, np.int64)
    same = close[1:] == close[:-1]
    for name in (*BAR, "volume"):
        if name in columns:
            same &= columns[name][1:] == columns[name][:-1]
    return np.flatnonzero(same & (columns["high"][1:] > columns["low"][1:])) + 1
