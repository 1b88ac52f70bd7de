"""Drafts and their versions: what was written, by whom, when. A version is never changed; an edit is a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select, update

from generator.store.database import microseconds, to_time
from generator.store.schema import draft_files, draft_versions, drafts

Kind = Literal["plain", "polished", "edited", "submitted"]


@dataclass(frozen=True)
class Draft:
    """What all versions of a text share. `revision` counts versions and decisions, `entries` all of its trail."""

    id: int
    created: datetime
    author: str
    origin: str
    story: str
    language: str
    as_of: date | None
    revision: int
    entries: int


@dataclass(frozen=True)
class Version:
    """One text of a draft and the facts behind it, each by the hash of its bytes."""

    draft: int
    number: int
    at: datetime
    author: str
    kind: Kind
    title: str
    text_sha256: str
    facts_sha256: str


def add_draft(
    db: Connection, *, at: datetime, author: str, origin: str, story: str, language: str, as_of: date | None
) -> Draft:
    """A new draft, which has no version yet."""
    values = {
        "created": microseconds(at), "author": author, "origin": origin, "story": story, "language": language,
        "as_of": as_of.isoformat() if as_of else None, "revision": 0, "entries": 0,
    }  # fmt: skip
    return _draft(tuple(db.execute(insert(drafts).values(values).returning(*drafts.c)).one()))


def add_version(db: Connection, version: Version) -> None:
    """Keeps a version; its number must be the next one."""
    db.execute(insert(draft_versions).values({**version.__dict__, "at": microseconds(version.at)}))


def add_file(db: Connection, draft: int, name: str, sha256: str) -> None:
    """Keeps which artefact is the picture `name` of a draft."""
    db.execute(insert(draft_files).values(draft=draft, name=name, sha256=sha256))


def advance(db: Connection, draft: int, *, revises: bool) -> Draft:
    """Counts one more entry on a draft's trail, and with `revises` one more revision. The draft stays locked for others
    until the transaction ends."""
    step = {"entries": drafts.c.entries + 1, "revision": drafts.c.revision + int(revises)}
    changed = update(drafts).where(drafts.c.id == draft).values(step).returning(*drafts.c)
    return _draft(tuple(db.execute(changed).one()))


def draft_of(db: Connection, id: int) -> Draft | None:
    """The draft of a number, or None."""
    found = db.execute(select(drafts).where(drafts.c.id == id)).one_or_none()
    return None if found is None else _draft(tuple(found))


def newest(db: Connection, *, most: int, before: int | None = None) -> Sequence[tuple[Draft, Version]]:
    """The newest drafts with their latest versions; with `before` only those of lower numbers."""
    v = draft_versions.c
    latest = select(v.draft, func.max(v.number).label("number")).group_by(v.draft).subquery()
    asked = (
        select(drafts, draft_versions)
        .join(latest, latest.c.draft == drafts.c.id)
        .join(draft_versions, (v.draft == latest.c.draft) & (v.number == latest.c.number))
        .order_by(drafts.c.id.desc())
        .limit(most)
    )
    rows = db.execute(asked if before is None else asked.where(drafts.c.id < before))
    width = len(drafts.c)
    return [(_draft(row[:width]), _version(row[width:])) for row in map(tuple, rows)]


def versions(db: Connection, draft: int) -> Sequence[Version]:
    """All versions of a draft, the first one first."""
    v = draft_versions.c
    asked = select(draft_versions).where(v.draft == draft).order_by(v.number)
    return [_version(tuple(row)) for row in db.execute(asked)]


def versions_with(db: Connection, text_sha256: str) -> Sequence[Version]:
    """All versions that are exactly this text, the newest first."""
    v = draft_versions.c
    asked = select(draft_versions).where(v.text_sha256 == text_sha256).order_by(v.draft.desc(), v.number.desc())
    return [_version(tuple(row)) for row in db.execute(asked)]


def files(db: Connection, draft: int) -> dict[str, str]:
    """The pictures of a draft: hashes by name."""
    asked = select(draft_files.c.name, draft_files.c.sha256).where(draft_files.c.draft == draft)
    return {name: sha256 for name, sha256 in db.execute(asked.order_by(draft_files.c.name))}


def _draft(row: Sequence[Any]) -> Draft:
    id, created, author, origin, story, language, as_of, revision, entries = row
    day = date.fromisoformat(as_of) if as_of else None
    return Draft(id, to_time(created), author, origin, story, language, day, revision, entries)


def _version(row: Sequence[Any]) -> Version:
    draft, number, at, *rest = row
    return Version(draft, number, to_time(at), *rest)
