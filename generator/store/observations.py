"""Observations as they were known at a time: a revision adds a row, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, insert, select

from generator.errors import StoreError
from generator.store.database import Place, microseconds, reading, tick, writing
from generator.store.packing import Block, Run, join, unpack
from generator.store.schema import blocks
from generator.store.schema import series as series_table
from generator.tape.columns import Columns
from generator.tape.series import Days, Floats, day_number, to_date

SAME = 1e-12  # relative: numbers this close differ by binary rounding only
MOST_BLOCKS = 16  # of one series, before they become one


@dataclass(frozen=True)
class Recorded:
    """How many of the rows that were brought are new days, changed ones, and such as were known."""

    new: int
    revised: int
    same: int


@dataclass(frozen=True, eq=False)
class Known:
    """The rows of a series that hold, and which sources they came from, that of the last row first.

    `origins` says of each row which of the sources it is from.
    """

    rows: Columns
    sources: tuple[str, ...]
    origins: NDArray[np.int64]

    def of(self, source: str) -> NDArray[np.bool_]:
        """Which rows are from a source."""
        return np.isin(self.origins, [n for n, name in enumerate(self.sources) if name == source])


@dataclass(frozen=True)
class Change:
    """A day whose value is another one since a time; None: there was, or is, no row."""

    day: date
    before: float | None
    after: float | None
    known_at: int  # microseconds
    source: str


def record(store: Place, key: str, rows: Columns, source: str, at: datetime) -> Recorded:
    """Adds the rows that are new or changed, as known from `at` on. Raises StoreError; then nothing was added.

    A row whose numbers are as known is the same, whatever it leaves out (NaN); one that only gives more is completed;
    one that contradicts a number replaces the whole row, so that no bar is mixed from two sources.
    """
    return record_all(store, {key: (rows, source)}, at)[key]


def record_all(store: Place, given: Mapping[str, tuple[Columns, str]], at: datetime) -> dict[str, Recorded]:
    """The same for the rows of several series with their sources: all of them become known at once, or none does."""
    sound = {key: _sound(key, rows) for key, (rows, _) in given.items()}
    found, added = {}, []
    with writing(store) as db:
        known_at = tick(db, at)
        ids = _series_ids(db, sound)
        before = _blocks(db, ids.values())
        for key, rows in sound.items():
            there = before.get(ids[key], [])
            fresh, changed, merged = _compared(_holding(join(there)) if there else None, rows)
            if n := int(changed.sum()):
                block = Block((Run(known_at, given[key][1], n),), rows.days[changed], *_cut(merged, changed))
                added.append((ids[key], there, block))
            found[key] = Recorded(int(fresh.sum()), int((changed & ~fresh).sum()), len(rows.days) - n)
        _append(db, added)
    return found


def withdraw(store: Place, key: str, days: Collection[date], source: str, at: datetime) -> int:
    """Takes days back: from `at` on they have no row, before it they keep theirs. Returns how many had one."""
    with writing(store) as db:
        known_at = tick(db, at)
        id = _id_of(db, key)
        before = _blocks(db, [id]).get(id, []) if id is not None else []
        if id is None or not before:
            return 0
        there = _holding(join(before)).days
        gone = there[np.isin(there, [day_number(day) for day in days])]
        if len(gone):
            run = Run(known_at, source, len(gone))
            _append(db, [(id, before, Block((run,), gone, np.full(len(gone), np.nan), {}))])
    return len(gone)


def series(store: Place, key: str, known_at: datetime | None = None) -> Columns | None:
    """The rows of a series as known at a time (default: now), or None when there are none. Raises StoreError."""
    with reading(store) as db:
        found = known(db, [key], None if known_at is None else microseconds(known_at)).get(key)
    return found.rows if found else None


def last_days(store: Place) -> dict[str, date]:
    """The last day of each series that has rows."""
    with reading(store) as db:
        keys = list(db.execute(select(series_table.c.key)).scalars())
        return {key: to_date(found.rows.days[-1]) for key, found in known(db, keys).items()}


def known(db: Connection, keys: Collection[str], known_at: int | None = None) -> dict[str, Known]:
    """The rows of several series as known at a time (microseconds); series without any are left out."""
    query = select(series_table.c.id, series_table.c.key, series_table.c.value_name)
    named = {id: (key, name) for id, key, name in db.execute(query) if key in set(keys)}
    found = {}
    for id, packed in _blocks(db, named).items():
        key, value_name = named[id]
        block = join(packed) if known_at is None else join(packed).until(known_at)
        holding = _holding(block)
        if len(holding.days):
            rows = Columns(holding.days, holding.values, holding.columns, value_name)
            found[key] = Known(rows, *_sources(block, holding.index))
    return found


def changes(db: Connection, keys: Collection[str], since: int, until: int) -> dict[str, list[Change]]:
    """The days up to `until` (a day number) whose values changed after `since` (microseconds), by series."""
    query = select(series_table.c.id, series_table.c.key)
    named = {id: key for id, key in db.execute(query) if key in set(keys)}
    joined = {named[id]: join(packed) for id, packed in _blocks(db, named).items()}
    found = {key: list(_changed(block, since, until)) for key, block in joined.items()}
    return {key: found[key] for key in keys if found.get(key)}


def _changed(block: Block, since: int, until: int) -> Iterator[Change]:
    known_then = block.until(since)
    if len(known_then.days) == len(block.days):
        return
    then, now = (_by_day(rows) for rows in (_holding(known_then), _holding(block)))
    runs = [run for run in block.runs for _ in range(run.rows)]
    last = {int(day): runs[i] for i, day in enumerate(block.days)}
    for day in sorted({int(day) for day in block.days[len(known_then.days) :] if day <= until}):
        before, after = then.get(day), now.get(day)
        if before is None or after is None or abs(after - before) > SAME * max(abs(after), abs(before)):
            yield Change(to_date(day), before, after, last[day].known_at, last[day].source)


def _by_day(rows: _Rows) -> dict[int, float]:
    return dict(zip(rows.days.tolist(), rows.values.tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows with ascending days; `index` says which of the block they are."""

    days: Days
    values: Floats
    columns: dict[str, Floats]
    index: NDArray[np.int64] | slice

    @classmethod
    def of(cls, block: Block, index: NDArray[np.int64] | slice) -> _Rows:
        columns = {name: column[index] for name, column in block.columns.items()}
        given = {name: column for name, column in columns.items() if not np.isnan(column).all()}
        return cls(block.days[index], block.values[index], given, index)


def _holding(block: Block) -> _Rows:
    """The last row of each day, unless that takes the day back."""
    if (block.days[1:] > block.days[:-1]).all() and not np.isnan(block.values).any():
        return _Rows.of(block, slice(None))
    order = np.argsort(block.days, kind="stable")
    days = block.days[order]
    last = order[np.append(days[1:] != days[:-1], True)[: len(days)]]
    return _Rows.of(block, last[~np.isnan(block.values[last])])


def _sources(block: Block, index: NDArray[np.int64] | slice) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The sources of rows, that of the last row first, and which of them each row is from."""
    numbers: dict[str, int] = {}
    of_run = [numbers.setdefault(run.source, len(numbers)) for run in block.runs]
    used = np.repeat(of_run, [run.rows for run in block.runs])[index]
    if len(numbers) == 1:
        return tuple(numbers), used
    there, first = np.unique(used[::-1], return_index=True)
    order = there[np.argsort(first)]
    names = list(numbers)
    places = np.zeros(len(names), np.int64)
    places[order] = np.arange(len(order))
    return tuple(names[n] for n in order), places[used]


def _sound(key: str, rows: Columns) -> Columns:
    """The rows that have a value. Raises StoreError when they are no series."""
    if (rows.days[1:] <= rows.days[:-1]).any():
        raise StoreError("the days of the rows do not ascend", subject=key, remedy="Sort them, one row a day.")
    if any(np.isinf(column).any() for column in (rows.values, *rows.bars.values())):
        raise StoreError("a number of the rows is infinite", subject=key, remedy="Leave it out.")
    there = ~np.isnan(rows.values)
    if there.all():
        return rows
    bars = {name: column[there] for name, column in rows.bars.items()}
    return Columns(rows.days[there], rows.values[there], bars, rows.value_name)


def _compared(
    before: _Rows | None, given: Columns
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], tuple[Floats, dict[str, Floats]]]:
    """Which rows are new days, which are new or changed, and all of them as they would be kept."""
    if before is None:
        every = np.ones(len(given.days), np.bool_)
        return every, every, (given.values, given.bars)
    names = list(dict.fromkeys([*given.bars, *before.columns]))
    absent = np.full(len(given.days), np.nan)
    new = np.stack([given.values, *(given.bars.get(name, absent) for name in names)])
    old = np.full_like(new, np.nan)
    _, here, there = np.intersect1d(given.days, before.days, assume_unique=True, return_indices=True)
    for row, name in enumerate(names, start=1):
        if name in before.columns:
            old[row, here] = before.columns[name][there]
    old[0, here] = before.values[there]
    contradicted = (np.abs(new - old) > SAME * np.fmax(np.abs(new), np.abs(old))).any(axis=0)
    completed = (np.isnan(old) & ~np.isnan(new)).any(axis=0)
    kept = np.where(contradicted | ~np.isnan(new), new, old)
    return np.isnan(old[0]), contradicted | completed, (kept[0], dict(zip(names, kept[1:], strict=True)))


def _cut(table: tuple[Floats, dict[str, Floats]], rows: NDArray[np.bool_]) -> tuple[Floats, dict[str, Floats]]:
    values, columns = table
    return values[rows], {name: column[rows] for name, column in columns.items()}


def _id_of(db: Connection, key: str) -> int | None:
    return db.execute(select(series_table.c.id).where(series_table.c.key == key)).scalar()


def _series_ids(db: Connection, rows: Mapping[str, Columns]) -> dict[str, int]:
    """The numbers of series by key; those that are not there yet are made."""
    table = series_table.c
    found = {key: id for id, key in db.execute(select(table.id, table.key).where(table.key.in_(rows)))}
    new = [{"key": key, "value_name": rows[key].value_name} for key in rows if key not in found]
    if new:
        found |= {key: id for id, key in db.execute(insert(series_table).returning(table.id, table.key), new)}
    return found


def _blocks(db: Connection, ids: Collection[int]) -> dict[int, list[Block]]:
    """The blocks of each series, oldest first."""
    query = select(blocks.c.series_id, blocks.c.runs, blocks.c.columns, blocks.c.data)
    found: dict[int, list[Block]] = {}
    for id, *packed in db.execute(query.where(blocks.c.series_id.in_(ids)).order_by(blocks.c.series_id, blocks.c.seq)):
        found.setdefault(id, []).append(unpack(*packed))
    return found


def _append(db: Connection, added: Sequence[tuple[int, Sequence[Block], Block]]) -> None:
    """Adds a block to each series, beside those before; when it has many, they are joined, which loses no row."""
    full = [id for id, before, _ in added if len(before) >= MOST_BLOCKS]
    if full:
        db.execute(delete(blocks).where(blocks.c.series_id.in_(full)))
    rows = [
        {"series_id": id, "seq": 0, **join([*before, block]).packed()} if id in full
        else {"series_id": id, "seq": len(before), **block.packed()}
        for id, before, block in added
    ]  # fmt: skip
    if rows:
        db.execute(insert(blocks), rows)
