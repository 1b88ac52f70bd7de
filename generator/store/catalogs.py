"""The catalogs that tapes were built with, and what others said, each as known at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from generator.errors import StoreError
from generator.market import Event, Instrument, Statement
from generator.store.database import Place, microseconds, reading, tick, writing
from generator.store.schema import catalogs, said_id
from generator.store.schema import statements as statements_table
from generator.tape.catalog import Catalog, flaws

FETCHED, IMPORTED = "fetch", "import"  # the parts of the catalog


def save_catalog(store: Place, catalog: Catalog, at: datetime) -> bool:
    """Keeps the live catalog as the one that holds from `at` on, with its statements; False when it held already.

    What a person has imported stays beside it.
    """
    with writing(store) as db:
        return _save(db, catalog, FETCHED, at)


def extend_catalog(store: Place, more: Catalog, at: datetime) -> bool:
    """Adds what a person brings to the catalog, instead of entries of the same key or id. Raises StoreError."""
    with writing(store) as db:
        held = catalog_at(db, None)
        for key, what, remedy in flaws((held.plus(more) if held else more).instruments):
            raise StoreError(f"{what} of the store's catalog", subject=key, remedy=remedy)
        mine = _part(db, IMPORTED, None)
        return _save(db, mine.plus(more) if mine else more, IMPORTED, at)


def load_catalog(store: Place, known_at: datetime | None = None) -> Catalog | None:
    """The catalog that held at a time (default: now), or None before the first. Raises StoreError."""
    with reading(store) as db:
        return catalog_at(db, None if known_at is None else microseconds(known_at))


def add_statements(store: Place, statements: Iterable[Statement], at: datetime) -> int:
    """Keeps what others said: the same words about the same instrument once a day. Returns how many were new."""
    with writing(store) as db:
        return _add(db, statements, tick(db, at))


def catalog_at(db: Connection, known_at: int | None) -> Catalog | None:
    """The catalog that held at a time (microseconds; None: now), with the statements known then, by date."""
    fetched, imported = _part(db, FETCHED, known_at), _part(db, IMPORTED, known_at)
    together = fetched.plus(imported) if fetched and imported else fetched or imported
    return replace(together, statements=_statements(db, known_at)) if together else None


def _save(db: Connection, catalog: Catalog, part: str, at: datetime) -> bool:
    body, known_at = _packed(catalog), tick(db, at)
    changed = _body(db, part, None) != body
    if changed:
        db.execute(insert(catalogs).values(known_at=known_at, part=part, body=body))
    return _add(db, catalog.statements, known_at) > 0 or changed


def _part(db: Connection, part: str, known_at: int | None) -> Catalog | None:
    body = _body(db, part, known_at)
    if body is None:
        return None
    found = json.loads(body)
    instruments = tuple(Instrument.model_validate(each) for each in found["instruments"])
    return Catalog(found["title"], instruments, tuple(Event.model_validate(each) for each in found["events"]))


def _packed(catalog: Catalog) -> str:
    body = {
        "title": catalog.title,
        "instruments": [each.model_dump(mode="json") for each in catalog.instruments],
        "events": [each.model_dump(mode="json") for each in catalog.events],
    }
    return json.dumps(body, ensure_ascii=False)


def _body(db: Connection, part: str, known_at: int | None) -> str | None:
    query = select(catalogs.c.body).where(catalogs.c.part == part).order_by(catalogs.c.known_at.desc()).limit(1)
    if known_at is not None:
        query = query.where(catalogs.c.known_at <= known_at)
    return db.execute(query).scalar()


def _add(db: Connection, said: Iterable[Statement], known_at: int) -> int:
    there = set(db.execute(select(statements_table.c.id)).scalars())
    fresh = {id: each for each in said if (id := _id(each)) not in there}
    if fresh:
        rows = [
            {"id": id, "known_at": known_at, "seq": seq, "body": each.model_dump_json()}
            for seq, (id, each) in enumerate(fresh.items())
        ]
        db.execute(insert(statements_table), rows)
    return len(fresh)


def _id(said: Statement) -> str:
    return said_id(said.who, said.date.isoformat(), said.about, said.text)


def _statements(db: Connection, known_at: int | None) -> tuple[Statement, ...]:
    query = select(statements_table.c.body).order_by(statements_table.c.known_at, statements_table.c.seq)
    if known_at is not None:
        query = query.where(statements_table.c.known_at <= known_at)
    found = (Statement.model_validate_json(body) for body in db.execute(query).scalars())
    return tuple(sorted(found, key=lambda each: each.date))
