"""The trail of a draft: every version, comment and decision, in order, each bound to the one before by its hash.

Nothing here is ever changed or removed; the database itself refuses it. A chain that does not close says that somebody
wrote past the product.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select

from generator.store.database import microseconds, to_time
from generator.store.schema import draft_trail

What = Literal["submitted", "edited", "commented", "changes requested", "approved", "rejected"]


@dataclass(frozen=True)
class Event:
    """What happened to a draft. `words` is a comment or reason, `override` why it was approved although contradicted,
    `quote` the words of the draft that a comment is about, `answers_sha256` the answers of the tape at an approval."""

    draft: int
    number: int
    version: int
    at: datetime
    who: str
    what: What
    text_sha256: str
    facts_sha256: str
    answers_sha256: str = ""
    words: str = ""
    override: str = ""
    quote: str = ""
    previous: str = ""
    sha256: str = ""


def record(db: Connection, happened: Event) -> Event:
    """Adds what happened to the end of its draft's trail, bound to the entry before.

    The draft must have been advanced in the same transaction, to the number of the event.
    """
    bound = replace(happened, previous=_last_hash(db, happened.draft), sha256="")
    sealed = replace(bound, sha256=_hash(bound))
    db.execute(insert(draft_trail).values({**sealed.__dict__, "at": microseconds(sealed.at)}))
    return sealed


def trail(db: Connection, draft: int) -> list[Event]:
    """All that happened to a draft, the first thing first."""
    return trails(db, [draft])[draft]


def trails(db: Connection, ids: Sequence[int]) -> dict[int, list[Event]]:
    """The trails of several drafts."""
    found: dict[int, list[Event]] = {id: [] for id in ids}
    asked = select(draft_trail).where(draft_trail.c.draft.in_(ids))
    for row in db.execute(asked.order_by(draft_trail.c.draft, draft_trail.c.number)):
        found[row.draft].append(_event(row))
    return found


def broken(events: Sequence[Event], entries: int) -> int | None:
    """The first entry of a trail that is not as it was written, or None; `entries` is how many were written."""
    previous = ""
    for place, found in enumerate(events, 1):
        if (found.number, found.previous, found.sha256) != (place, previous, _hash(replace(found, sha256=""))):
            return place
        previous = found.sha256
    return None if len(events) == entries else len(events) + 1


def _hash(bound: Event) -> str:
    values = {**asdict(bound), "at": microseconds(bound.at)}
    return sha256(json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _last_hash(db: Connection, draft: int) -> str:
    asked = select(draft_trail.c.sha256).where(draft_trail.c.draft == draft)
    return db.execute(asked.order_by(draft_trail.c.number.desc()).limit(1)).scalar() or ""


def _event(row: Row[Any]) -> Event:
    return Event(**{**row._mapping, "at": to_time(row.at)})
