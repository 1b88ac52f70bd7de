"""The ledger of the press: what was to be delivered where, which steps were begun, which are done, and who is at it.

A step's intent is committed before the step, its outcome after it. So after a crash there is no doubt what may have
happened; only one run at a time is at a destination, and the lock of a run that died is free at once.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from generator.errors import StoreError
from generator.store import artefacts
from generator.store.database import Store, microseconds, to_time
from generator.store.schema import deliveries, delivery_log, delivery_steps, publications

State = Literal["queued", "sending", "done", "waiting", "refused", "unknown", "superseded"]


@dataclass(frozen=True)
class Entry:
    """A version of a brief as it is handed to the press: what was approved, and what its readers get."""

    slug: str
    version: int
    text_sha256: str
    facts_sha256: str
    body: bytes


@dataclass(frozen=True)
class Delivery:
    """One version of a brief on its way to one destination.

    queued: not begun, not before `due`. sending: begun; when no run is at it, one died. waiting: tried again at `due`.
    refused, unknown: a person must act. superseded: a newer version goes there instead. done: see `result`.
    """

    id: int
    slug: str
    version: int
    text_sha256: str
    facts_sha256: str
    destination: str
    state: State
    result: str
    attempts: int
    told: str
    link: str
    due: datetime
    changed: datetime


@dataclass(frozen=True)
class KeptStep:
    """A step that was begun; `note` is what it remembers once it is done."""

    note: Mapping[str, Any] | None

    @property
    def done(self) -> bool:
        """Whether it is known to have happened."""
        return self.note is not None


@dataclass(frozen=True, eq=False)
class Ledger:
    """The deliveries of a store."""

    store: Store

    def enter(self, entry: Entry, places: Sequence[str], due: datetime, at: datetime) -> list[Delivery]:
        """Enters a version for some places, once: what was entered before stays as it is. Returns those deliveries.

        Raises StoreError when this version was entered with another text.
        """
        with self.store.begin() as db:
            row = db.execute(_publication(entry)).first()
            if row is None:
                kept = artefacts.put(db, "publication", entry.body, at)
                db.execute(insert(publications).values({**asdict(entry), "body": kept, "at": microseconds(at)}))
                row = db.execute(_publication(entry)).one()
            if (row.text_sha256, row.facts_sha256) != (entry.text_sha256, entry.facts_sha256):
                raise StoreError(
                    f"version {entry.version} was handed to the press with another text", subject=entry.slug,
                    remedy="What was published is changed by a correction: truetape correct BRIEF.",
                )  # fmt: skip
            _supersede(db, entry, places, microseconds(at))
            for place in places:
                _enter_place(db, row.id, place, microseconds(due), microseconds(at))
        found = self.all(entry.slug)
        return [each for each in found if each.version == entry.version and each.destination in places]

    def all(self, slug: str = "") -> list[Delivery]:
        """Every delivery, or those of a brief, in the order in which they were entered."""
        query = _DELIVERIES.order_by(deliveries.c.id)
        with self.store.read() as db:
            return [_delivery(row) for row in db.execute(query.where(publications.c.slug == slug) if slug else query)]

    def read(self, id: int) -> Delivery:
        """One delivery. Raises StoreError when there is none."""
        with self.store.read() as db:
            row = db.execute(_DELIVERIES.where(deliveries.c.id == id)).first()
        if row is None:
            raise StoreError(f"there is no delivery {id}", subject="deliveries", remedy="See truetape deliveries.")
        return _delivery(row)

    def open(self, now: datetime) -> list[Delivery]:
        """What a run should go on with: due, or left behind by a run that died."""
        return [each for each in self.all() if each.state in {"queued", "waiting", "sending"} and each.due <= now]

    def body(self, delivery: Delivery) -> bytes:
        """What is delivered, as it was entered. Raises StoreError when it was damaged."""
        with self.store.read() as db:
            name = db.execute(
                select(publications.c.body).join(deliveries).where(deliveries.c.id == delivery.id)
            ).scalar_one()
            return artefacts.get(db, name)

    def before(self, slug: str, version: int, destination: str) -> dict[str, Mapping[str, Any]]:
        """What earlier versions left at a destination: what their steps remember, the newest of each name."""
        earlier = [e for e in self.all(slug) if e.destination == destination and e.version < version]
        kept = [self.steps(each.id) for each in sorted(earlier, key=lambda each: each.version)]
        return {name: step.note for steps in kept for name, step in steps.items() if step.note is not None}

    # -- steps ---------------------------------------------------------------------------------------------------------

    def steps(self, id: int) -> dict[str, KeptStep]:
        """The steps that were begun, in that order."""
        query = select(delivery_steps).where(delivery_steps.c.delivery_id == id).order_by(delivery_steps.c.seq)
        with self.store.read() as db:
            return {row.name: KeptStep(None if row.note is None else json.loads(row.note)) for row in db.execute(query)}

    def begin(self, id: int, name: str, at: datetime) -> None:
        """Commits the intent to do a step."""
        with self.store.begin() as db:
            _put_step(db, id, name, None, at)

    def finish(self, id: int, name: str, note: Mapping[str, Any], at: datetime) -> None:
        """Commits that a step happened, and what it remembers."""
        with self.store.begin() as db:
            _put_step(db, id, name, json.dumps(dict(note)), at)

    def forget(self, id: int, name: str) -> None:
        """Commits that a step that was begun did not happen."""
        with self.store.begin() as db:
            db.execute(delete(delivery_steps).where(_step(id, name)))

    # -- states --------------------------------------------------------------------------------------------------------

    def start(self, id: int, at: datetime) -> None:
        """Commits that a run is at a delivery."""
        with self.store.begin() as db:
            db.execute(
                update(deliveries).where(deliveries.c.id == id)
                .values(state="sending", attempts=deliveries.c.attempts + 1, told="", changed=microseconds(at))
            )  # fmt: skip

    def settle(
        self, id: int, state: State, at: datetime, *,
        result: str = "", link: str = "", told: str = "", due: datetime | None = None,
    ) -> None:  # fmt: skip
        """Commits how a run ended."""
        values = {"state": state, "result": result, "link": link, "told": told, "changed": microseconds(at)}
        with self.store.begin() as db:
            _log(db, id, f"{state}: {told}" if told else state, at)
            db.execute(
                update(deliveries).where(deliveries.c.id == id).values(**values, due=microseconds(due or at))
            )  # fmt: skip

    def log(self, id: int, what: str, at: datetime) -> None:
        """Adds a line to a delivery's history."""
        with self.store.begin() as db:
            _log(db, id, what, at)

    def history(self, id: int) -> list[tuple[datetime, str]]:
        """What happened to a delivery, in order."""
        query = select(delivery_log).where(delivery_log.c.delivery_id == id).order_by(delivery_log.c.id)
        with self.store.read() as db:
            return [(to_time(row.at), row.what) for row in db.execute(query)]

    @contextmanager
    def held(self, destination: str) -> Iterator[None]:
        """Keeps other runs away from a destination. Raises StoreError when one is there already."""
        hold = _held_by_file if self.store.engine.dialect.name == "sqlite" else _held_by_server
        with hold(self.store, destination) as free:
            if not free:
                raise StoreError(
                    "another run is at this destination", subject=destination, remedy="Wait until it has ended."
                )
            yield


_VERSION = (publications.c.slug, publications.c.version, publications.c.text_sha256, publications.c.facts_sha256)
_DELIVERIES = select(deliveries, *_VERSION).join(publications)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        row.id, row.slug, row.version, row.text_sha256, row.facts_sha256, row.destination, row.state, row.result,
        row.attempts, row.told, row.link, to_time(row.due), to_time(row.changed),
    )  # fmt: skip


def _publication(entry: Entry) -> Select[Any]:
    same = and_(publications.c.slug == entry.slug, publications.c.version == entry.version)
    return select(publications).where(same)


def _supersede(db: Connection, entry: Entry, places: Sequence[str], at: int) -> None:
    """An older version that has not gone out by now does not go out behind the newer one."""
    older = select(publications.c.id).where(publications.c.slug == entry.slug, publications.c.version < entry.version)
    idle = deliveries.c.state.in_(("queued", "waiting", "refused"))
    where = and_(deliveries.c.publication_id.in_(older), deliveries.c.destination.in_(places), idle)
    db.execute(update(deliveries).where(where).values(state="superseded", told="", changed=at))


def _enter_place(db: Connection, publication: int, place: str, due: int, at: int) -> None:
    same = and_(deliveries.c.publication_id == publication, deliveries.c.destination == place)
    if db.execute(select(deliveries.c.id).where(same)).first() is None:
        db.execute(
            insert(deliveries).values(
                publication_id=publication, destination=place, state="queued", result="", attempts=0, told="", link="",
                due=due, changed=at,
            )
        )  # fmt: skip


def _step(id: int, name: str) -> Any:  # noqa: ANN401 - SQLAlchemy's own type
    return and_(delivery_steps.c.delivery_id == id, delivery_steps.c.name == name)


def _put_step(db: Connection, id: int, name: str, note: str | None, at: datetime) -> None:
    values = {"note": note, "at": microseconds(at)}
    if db.execute(update(delivery_steps).where(_step(id, name)).values(**values)).rowcount == 0:
        last = select(func.max(delivery_steps.c.seq)).where(delivery_steps.c.delivery_id == id)
        seq = (db.execute(last).scalar() or 0) + 1
        db.execute(insert(delivery_steps).values(delivery_id=id, name=name, seq=seq, **values))


def _log(db: Connection, id: int, what: str, at: datetime) -> None:
    db.execute(insert(delivery_log).values(delivery_id=id, at=microseconds(at), what=what))


@contextmanager
def _held_by_file(store: Store, destination: str) -> Iterator[bool]:
    """A lock that the system takes back from a process that died: that of SQLite on a file beside the store."""
    name = hashlib.sha256(destination.encode()).hexdigest()[:12]
    with closing(sqlite3.connect(f"{store.engine.url.database}.{name}.lock", timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
            return
        yield True


@contextmanager
def _held_by_server(store: Store, destination: str) -> Iterator[bool]:
    """A lock that the server takes back when the connection ends."""
    number = int.from_bytes(hashlib.sha256(destination.encode()).digest()[:8], "big", signed=True)
    with store.engine.connect() as db:
        free = bool(db.execute(text("SELECT pg_try_advisory_lock(:n)"), {"n": number}).scalar())
        try:
            yield free
        finally:
            with suppress(SQLAlchemyError):  # at once: the server notices a closed connection only a moment later
                db.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": number})
            db.invalidate()  # the lock is the connection's
