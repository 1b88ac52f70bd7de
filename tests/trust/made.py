"""Makes series of bars, and spoils them in the ways in which vendors do."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import exp

import numpy as np

from generator.market import Instrument
from generator.tape.columns import Columns
from generator.tape.series import day_number
from generator.tape.sessions import closes

NOW = datetime(2026, 1, 23, 3, 0, tzinfo=UTC)  # the night after Thursday's close in New York


def instrument(**table: object) -> Instrument:
    """A fund in dollars on the New York exchange, unless told otherwise."""
    plain = {"key": "fund", "name": "Fund", "kind": "etf", "unit": "USD", "calendar": "XNYS", "file": "fund.csv"}
    return Instrument.model_validate(plain | table)


@cache
def session_days() -> list[int]:
    """The New York sessions of 2024 and 2025, and of 2026 up to Thursday, 22 January."""
    return [day for day in closes("XNYS", 2024, 2026) if day <= day_number(date(2026, 1, 22))]


def bars(rows: int = 120, seed: int = 7, sigma: float = 0.01, **columns: list[float]) -> Columns:
    """The last so many sessions of a walk with whole bars, ending on 22 January 2026."""
    draw, level, closing = random.Random(seed), 100.0, []
    for _ in range(rows):
        level *= exp(draw.gauss(0, sigma))
        closing.append(round(level, 2))
    close = np.array(closing)
    wide = 1 + np.array([0.002 + 0.01 * draw.random() for _ in range(rows)])
    found = {
        "open": np.round(close * (1 + (wide - 1) / 3), 2), "high": np.round(close * wide, 2),
        "low": np.round(close / wide, 2),
        "volume": np.array([float(draw.randint(1_000_000, 9_000_000)) for _ in range(rows)]),
    }  # fmt: skip
    found |= {name: np.array(column) for name, column in columns.items()}
    return Columns(np.array(session_days()[-rows:], dtype=np.int64), close, found, "close")


def changed(rows: Columns, change: Callable[[np.ndarray], np.ndarray], which: slice = slice(None)) -> Columns:
    """The same rows with their prices changed, all or some."""

    def on(column: np.ndarray) -> np.ndarray:
        fresh = column.copy()
        fresh[which] = change(fresh[which])
        return fresh

    prices = {n: on(c) if n in {"open", "high", "low", "adj_close"} else c for n, c in rows.bars.items()}
    return Columns(rows.days, on(rows.values), prices, rows.value_name)


def cut(rows: Columns, which: slice) -> Columns:
    """Some of the rows."""
    return Columns(rows.days[which], rows.values[which], {n: c[which] for n, c in rows.bars.items()}, rows.value_name)


def without(rows: Columns, *gone: int) -> Columns:
    """The rows without some of them, by number."""
    kept = np.delete(np.arange(len(rows.days)), list(gone))
    return Columns(rows.days[kept], rows.values[kept], {n: c[kept] for n, c in rows.bars.items()}, rows.value_name)


def later(day: int, days: int) -> date:
    """The date so many days after a day number."""
    return date(1970, 1, 1) + timedelta(day + days)
