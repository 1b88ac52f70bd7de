"""Opens the store: SQLite in a file, or PostgreSQL by URL; transactions; the schema; the store's clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text, update
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError

from generator.errors import StoreError
from generator.store import schema, steps
from generator.store.place import FILE, file_of

PATIENCE = 60  # seconds that one writer waits for another
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SCHEMA_LOCK = 7_277_451  # any number: who makes the schema of a PostgreSQL store holds it


@dataclass(frozen=True, eq=False)
class Store:
    """An open store. `name` is its URL without any secret."""

    engine: Engine
    name: str

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One writing transaction: all of it is kept, or nothing. Raises StoreError."""
        with self._told(), self.engine.connect().execution_options(writes=True) as db, db.begin():
            yield db

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view, whatever others write meanwhile. Raises StoreError."""
        with self._told(), self.engine.connect() as db:
            if db.dialect.name == "postgresql":
                db.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with db.begin():
                yield db

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if isinstance(error, IntegrityError | ProgrammingError):
                raise  # a fault of ours
            raise _store_error(self.name, error) from error


Place = Store | Connection  # where a function works: in a transaction of its own, or in one that is open


@contextmanager
def writing(place: Place) -> Iterator[Connection]:
    """A transaction of a store, or the one that is open, which then holds this change too."""
    if isinstance(place, Connection):
        yield place
    else:
        with place.begin() as db:
            yield db


@contextmanager
def reading(place: Place) -> Iterator[Connection]:
    """A view of a store, or what an open transaction sees."""
    if isinstance(place, Connection):
        yield place
    else:
        with place.read() as db:
            yield db


def open_store(url: str) -> Store:
    """Opens a store, making it (folder, file, tables) where there is none and bringing an older one up to date.

    Raises StoreError, without any secret, for what cannot be opened.
    """
    file = file_of(url)
    store = _sqlite(file) if file else _postgres(url)
    try:
        with store.begin() as db:
            _bring_up_to_date(db, store.name)
    except StoreError:
        store.close()
        raise
    return store


def tick(db: Connection, at: datetime) -> int:
    """The time of a change, as the store counts it: `at`, or just after the last change where that is later.

    No two changes have the same time, later ones have later times, and the writers' lock is held from here to the end
    of the transaction: what was read at a time can be read again.
    """
    given = microseconds(at)
    now: int = db.execute(select(schema.clock.c.at).with_for_update()).scalar_one()
    now = max(given, now + 1)
    db.execute(update(schema.clock).values(at=now))
    return now


def last_tick(db: Connection) -> int:
    """The time of the last change, in microseconds."""
    return int(db.execute(select(schema.clock.c.at)).scalar_one())


def microseconds(at: datetime) -> int:
    """Microseconds since 1970-01-01 UTC of a time that has a zone."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def to_time(known_at: int) -> datetime:
    """The time of so many microseconds, in UTC."""
    return _EPOCH + timedelta(microseconds=known_at)


def _sqlite(file: Path) -> Store:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            f"the folder cannot be made ({error.strerror})", subject=str(file.parent),
            remedy="Give a place that can be written to: [store] url.",
        ) from error  # fmt: skip
    engine = create_engine(URL.create("sqlite", database=str(file)), connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Store(engine, str(file))


def _postgres(text: str) -> Store:
    options = {"connect_timeout": 10, "client_encoding": "utf8", "options": f"-c lock_timeout={PATIENCE * 1000}"}
    try:
        url = make_url(text)
        if url.get_backend_name() != "postgresql":
            raise ArgumentError
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=options)
    except (ArgumentError, ValueError):
        remedy = f"Use {FILE}path/to/store.db or postgresql://user@host/database."
        raise StoreError(
            "is no store that can be opened", subject="[store] url", remedy=remedy
        ) from None  # it has the URL
    except ModuleNotFoundError as error:
        remedy = "pip install 'truetape[postgres]'"
        raise StoreError("PostgreSQL needs psycopg", subject="[store] url", remedy=remedy) from error
    return Store(engine, url.set(drivername="postgresql", query={}).render_as_string(hide_password=True))


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so, those that change tables too
    connection.execute("PRAGMA journal_mode = WAL")  # readers and the writer do not wait for each other
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(db: Connection) -> None:
    writes = db.get_execution_options().get("writes")
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(db: Connection, name: str) -> None:
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SCHEMA_LOCK})
    if not inspect(db).has_table(schema.clock.name):
        schema.metadata.create_all(db)
        db.execute(insert(schema.clock).values(id=1, at=0, version=steps.VERSION))
        return
    version = int(db.execute(select(schema.clock.c.version)).scalar_one())
    if version > steps.VERSION:
        raise StoreError(
            f"was written by a newer truetape (version {version} of the store, known here: {steps.VERSION})",
            subject=name, remedy="Upgrade truetape.",
        )  # fmt: skip
    if version < steps.VERSION:
        for step in steps.STEPS[version - 1 :]:
            step(db)
        if lacks := steps.lacking(db):
            raise StoreError(
                f"was made by a version under development and lacks {', '.join(lacks)}", subject=name,
                remedy="It is whole: `truetape export` of that version writes its data as a folder, and "
                "`truetape import` brings it into a new store.",
            )  # fmt: skip
        db.execute(update(schema.clock).values(version=steps.VERSION))


def _store_error(name: str, error: DBAPIError) -> StoreError:
    told = str(error.orig).strip().splitlines()
    what = told[0] if told else type(error.orig).__name__
    return StoreError(f"the store cannot be used: {what}", subject=name, remedy=_remedy(error.orig, what))


def _remedy(error: Any, what: str) -> str:  # noqa: ANN401 - of either driver
    if "locked" in what or "lock timeout" in what:
        return "Another truetape is writing; try again when it is done."
    if "full" in what or "No space" in what:
        return "Make room on the disk; nothing of this change was kept."
    if isinstance(error, sqlite3.Error):
        return "If the file is damaged, put a copy back or move it away; `truetape fetch` fills a new one."
    return "See that the server runs and that [store] url, user and password are right."
