"""What became of each attempt to fetch a series, and what a fetch wants to know the next time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, bindparam, delete, func, insert, select

from generator.store.database import Place, microseconds, reading, tick, to_time, writing
from generator.store.schema import fetches, notes

Outcome = Literal["ok", "failed", "quarantined", "skipped"]
KEPT = 400  # attempts of a series that are remembered
_OLDEST = select(fetches.c.id).where(fetches.c.key == bindparam("of")).order_by(fetches.c.id.desc())
_FORGET = delete(fetches).where(
    fetches.c.key == bindparam("of"),
    fetches.c.id <= _OLDEST.offset(bindparam("kept")).limit(1).scalar_subquery(),
)


@dataclass(frozen=True)
class Fetch:
    """One attempt. `message` is for people and holds no secret."""

    key: str
    source: str
    at: datetime
    outcome: Outcome
    new: int = 0
    revised: int = 0
    same: int = 0
    message: str = ""


def log(store: Place, *attempts: Fetch) -> None:
    """Keeps attempts, and forgets those of long ago. Raises StoreError."""
    rows = [vars(attempt) | {"at": microseconds(attempt.at)} for attempt in attempts]
    if not rows:
        return
    with writing(store) as db:
        db.execute(insert(fetches), rows)
        db.execute(_FORGET, [{"of": key, "kept": KEPT} for key in {attempt.key for attempt in attempts}])


def latest(store: Place) -> list[Fetch]:
    """The last attempt of each series at each source, by series and time. Raises StoreError."""
    last = select(func.max(fetches.c.id)).group_by(fetches.c.key, fetches.c.source)
    query = select(fetches).where(fetches.c.id.in_(last)).order_by(fetches.c.key, fetches.c.id)
    with reading(store) as db:
        return [_fetch(row) for row in db.execute(query)]


def remember(store: Place, name: str, value: dict[str, Any], at: datetime) -> None:
    """Keeps a note under a name, instead of the one before. Raises StoreError."""
    with writing(store) as db:
        now = tick(db, at)
        db.execute(delete(notes).where(notes.c.name == name))
        db.execute(insert(notes).values(name=name, at=now, body=json.dumps(value)))


def recall(store: Place, name: str) -> dict[str, Any]:
    """The note of that name, or an empty one. Raises StoreError."""
    with reading(store) as db:
        body = db.execute(select(notes.c.body).where(notes.c.name == name)).scalar()
    found: dict[str, Any] = json.loads(body) if body else {}
    return found


def recall_all(store: Place, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The notes of these names that there are. Raises StoreError."""
    with reading(store) as db:
        rows = db.execute(select(notes.c.name, notes.c.body).where(notes.c.name.in_(list(names))))
        return {name: json.loads(body) for name, body in rows}


def _fetch(row: Row[Any]) -> Fetch:
    found = row._asdict()
    del found["id"]
    return Fetch(**found | {"at": to_time(found["at"])})
