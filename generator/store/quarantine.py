"""Rows that were not believed, with the reason: they are kept here, and the last good value stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from generator.errors import StoreError
from generator.store.database import Place, microseconds, reading, tick, to_time, writing
from generator.store.observations import Recorded, record
from generator.store.packing import Block, Run, unpack
from generator.store.schema import quarantine as table
from generator.tape.columns import Columns


@dataclass(frozen=True, eq=False)
class Case:
    """Rows that wait for a person, or for a source to bring better ones."""

    id: int
    key: str
    source: str
    at: datetime
    reason: str
    rows: Columns


def quarantine(store: Place, key: str, rows: Columns, reason: str, source: str, at: datetime) -> None:
    """Keeps rows that failed. An open case of the same series and source is superseded. Raises StoreError."""
    block = Block((Run(microseconds(at), source, len(rows.days)),), rows.days, rows.values, rows.bars)
    with writing(store) as db:
        now = tick(db, at)
        _settle(db, key, source, "superseded", now)
        case = {"at": now, "key": key, "source": source, "reason": reason, "value_name": rows.value_name}
        db.execute(insert(table).values(**case, **block.packed()))


def quarantined(store: Place, key: str | None = None, known_at: datetime | None = None) -> list[Case]:
    """The cases that are open (or were, at a time), oldest first; all, or those of a series. Raises StoreError."""
    with reading(store) as db:
        return open_cases(db, key, None if known_at is None else microseconds(known_at))


def open_cases(db: Connection, key: str | None = None, known_at: int | None = None) -> list[Case]:
    """The same, in a transaction that is open; `known_at` in microseconds."""
    query = select(table).order_by(table.c.id)
    if known_at is None:
        query = query.where(table.c.settled_at.is_(None))
    else:
        query = query.where(table.c.at <= known_at, (table.c.settled_at.is_(None)) | (table.c.settled_at > known_at))
    if key is not None:
        query = query.where(table.c.key == key)
    return [_case(row) for row in db.execute(query)]


def settle(store: Place, key: str, source: str | None, how: str, at: datetime) -> int:
    """Closes the open cases of a series (of one source, or of all). Returns how many there were."""
    with writing(store) as db:
        return _settle(db, key, source, how, tick(db, at))


def accept(store: Place, key: str, at: datetime, source: str | None = None) -> Recorded:
    """Takes the quarantined rows of a series for good, as a person decided. Raises StoreError when there are none.

    Those of several sources contradict each other, so that one of them must be named.
    """
    with writing(store) as db:
        cases = cases_of(db, key, source)
        if len(cases) > 1:
            names = " and ".join(case.source for case in cases)
            remedy = f'Say whose are right: --source "{cases[0].source}".'
            raise StoreError(f"rows of {names} are quarantined", subject=key, remedy=remedy)
        found = record(db, key, cases[0].rows, cases[0].source, at)
        settle(db, key, cases[0].source, "accepted", at)
    return found


def drop(store: Place, key: str, at: datetime, source: str | None = None) -> int:
    """Leaves them out for good; returns how many cases there were. Raises StoreError when there are none."""
    with writing(store) as db:
        cases_of(db, key, source)
        return settle(db, key, source, "dropped", at)


def cases_of(db: Connection, key: str, source: str | None) -> list[Case]:
    """The open cases of a series, from one source or all. Raises StoreError when there are none."""
    cases = open_cases(db, key)
    found = [case for case in cases if source in {None, case.source}]
    if not cases:
        raise StoreError("nothing of it is quarantined", subject=key, remedy="truetape quarantine lists what is.")
    if not found:
        names = " and ".join(case.source for case in cases)
        raise StoreError(f"nothing of it from `{source}` is quarantined", subject=key, remedy=f"There is {names}.")
    return found


def _settle(db: Connection, key: str, source: str | None, how: str, now: int) -> int:
    open_ones = update(table).where(table.c.key == key, table.c.settled_at.is_(None))
    if source is not None:
        open_ones = open_ones.where(table.c.source == source)
    return db.execute(open_ones.values(settled_at=now, settled=how)).rowcount


def _case(row: Row[Any]) -> Case:
    block = unpack(row.runs, row.columns, row.data)
    rows = Columns(block.days, block.values, block.columns, row.value_name)
    return Case(row.id, row.key, row.source, to_time(row.at), row.reason, rows)
