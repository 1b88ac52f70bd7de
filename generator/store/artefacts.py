"""Bytes by their SHA-256: what was shown, approved and sent can be shown again exactly."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import Connection, insert, select

from generator.errors import StoreError
from generator.store.database import tick
from generator.store.schema import artefacts


def put(db: Connection, kind: str, data: bytes, at: datetime) -> str:
    """Keeps bytes and returns their hash; the same bytes are kept once, with the kind and time of the first."""
    name = hashlib.sha256(data).hexdigest()
    known_at = tick(db, at)  # before looking, so that no other writer puts the same bytes meanwhile
    if db.execute(select(artefacts.c.sha256).where(artefacts.c.sha256 == name)).first() is None:
        db.execute(insert(artefacts).values(sha256=name, kind=kind, known_at=known_at, data=data))
    return name


def get(db: Connection, name: str) -> bytes:
    """The bytes of a hash. Raises StoreError when they are not there, or no longer what they were."""
    data = db.execute(select(artefacts.c.data).where(artefacts.c.sha256 == name)).scalar()
    if data is None:
        raise StoreError("the store holds no such artefact", subject=name)
    if hashlib.sha256(data).hexdigest() != name:
        raise StoreError("the artefact is damaged: its bytes are not those of its hash", subject=name,
                         remedy="Put a copy of the store back.")  # fmt: skip
    return bytes(data)


def verify(db: Connection) -> list[str]:
    """The hashes whose bytes are damaged."""
    rows = db.execute(select(artefacts.c.sha256, artefacts.c.data)).yield_per(50)
    return [name for name, data in rows if hashlib.sha256(data).hexdigest() != name]
