"""How large a store of 500 instruments over 20 years is, and how long the tape of 30 of them takes to load.

Against pyarrow reading the same columns of the same 30 series from Parquet files.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
from _measure import Row, in_turns, quick, report, timed

from generator.market import Instrument
from generator.store.database import Store, open_store
from generator.store.observations import record
from generator.store.tapes import tape
from generator.tape.catalog import Catalog
from generator.tape.columns import Columns

STORED, LOADED, FETCHES = 500, 30, 20
MOST = 3.0
AT = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    short = quick(__doc__ or "")
    stored, years = (LOADED, 1) if short else (STORED, 20)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(f"sqlite:///{folder}/store.db")
        written = timed(partial(fill, store, folder, stored, years))
        catalog = Catalog("Random walks", tuple(map(instrument, range(LOADED))))
        works = {
            "store": partial(timed, partial(tape, store, catalog)),
            "parquet": partial(timed, partial(read_parquet, folder)),
        }
        found = in_turns(works, 1 if short else 21)
        rows = sum(len(series.days) for series in tape(store, catalog).series.values())
        store.close()
        sizes = [sum(path.stat().st_size for path in folder.glob(which)) for which in ("*.db", "*.parquet")]
    ours, theirs = found["store"], found["parquet"]
    figure = f"{ours.cpu:.3f} s against {theirs.cpu:.3f} s"
    clock = ours.wall / theirs.wall
    report(
        f"A store of {stored} instruments, {rows // LOADED:,} bars each, the last {FETCHES} days fetched one by one",
        [
            Row(f"tape of {LOADED} against Parquet", figure, ours.cpu / theirs.cpu, MOST),
            Row("the same by the clock", f"{ours.wall:.3f} s against {theirs.wall:.3f} s", clock, MOST),
            Row("size against Parquet", f"{sizes[0] / 1e6:.1f} MB against {sizes[1] / 1e6:.1f} MB",
                sizes[0] / sizes[1], None),
            Row("filling it", "in all", written.cpu, None, "s", 1),
        ],
        ["A tape has a content hash, a catalog and the names of its sources besides."],
    )  # fmt: skip


def fill(store: Store, folder: Path, stored: int, years: int) -> None:
    """Writes the same random bars into the store and into a Parquet file a series."""
    last = np.datetime64("2026-01-01")
    days = np.arange(last - np.timedelta64(365 * years + years // 4), last, dtype="datetime64[D]")
    days = days[np.is_busday(days)].astype(np.int64)
    rng = np.random.default_rng(20260122)
    for n in range(stored):
        rows = bars(days, rng)
        record(store, f"walk{n}", part(rows, slice(None, -FETCHES)), f"source {n % 7}", AT)
        for day in range(FETCHES if n < LOADED else 1):
            left = day - FETCHES
            until = left + 1 if n < LOADED and left < -1 else None
            record(store, f"walk{n}", part(rows, slice(left - 3, until)), f"source {n % 7}", AT + timedelta(days=day))
        table = pyarrow.table({"day": rows.days.astype(np.int32), "close": rows.values, **rows.bars})
        pyarrow.parquet.write_table(table, folder / f"walk{n}.parquet")


def bars(days: np.ndarray, rng: np.random.Generator) -> Columns:
    """A random walk in cents, with what belongs to a bar."""
    close = np.round(100 * np.exp(np.cumsum(rng.normal(0.0002, 0.01, len(days)))), 2)
    open_ = np.round(close * (1 + rng.normal(0, 0.004, len(days))), 2)
    high, low = np.round(np.maximum(open_, close) * 1.003, 2), np.round(np.minimum(open_, close) * 0.997, 2)
    volume = rng.integers(1_000_000, 9_000_000, len(days)).astype(float)
    return Columns(days, close, {"open": open_, "high": high, "low": low, "volume": volume}, "close")


def part(rows: Columns, which: slice) -> Columns:
    return Columns(rows.days[which], rows.values[which], {n: c[which] for n, c in rows.bars.items()}, "close")


def instrument(n: int) -> Instrument:
    return Instrument(key=f"walk{n}", name=f"Walk {n}", kind="equity", unit="USD", file=f"walk{n}.csv")


def read_parquet(folder: Path) -> list[list[np.ndarray]]:
    """All columns of the files of the loaded instruments, as numpy arrays."""
    tables = (pyarrow.parquet.read_table(folder / f"walk{n}.parquet") for n in range(LOADED))
    return [[column.to_numpy() for column in table.columns] for table in tables]


if __name__ == "__main__":
    main()
