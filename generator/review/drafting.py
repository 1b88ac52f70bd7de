"""Drafts come in and are edited; a draft is opened with all that happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from generator.errors import ReviewError
from generator.review.intake import Submission, bounded, title_of
from generator.review.referee import NO_SHEET, Referee, read_facts
from generator.review.rules import LONGEST_NAME, Person, refuse_stale, refuse_unless, written
from generator.store import artefacts
from generator.store.database import Store
from generator.store.decisions import Event, What, record, trail
from generator.store.drafts import Draft, Kind, Version, add_draft, add_file, add_version, advance, draft_of, versions


@dataclass(frozen=True)
class Opened:
    """A draft with its latest version and all that happened to it."""

    draft: Draft
    version: Version
    versions: Sequence[Version]
    trail: Sequence[Event]
    text: str
    facts: bytes

    @property
    def last(self) -> Event:
        """The last version or decision."""
        return next(event for event in reversed(self.trail) if event.what != "commented")


def submit(store: Store, referee: Referee, given: Submission, person: Person, at: datetime) -> Opened:
    """A new draft. Without facts of its own, those behind its claims are kept with it."""
    refuse_unless(person, "write")
    who = written(person.name, "your name", most=LONGEST_NAME)
    day = given.as_of if given.facts else referee.day(given.as_of)
    facts = given.facts or referee.facts_of(given.text, day)
    with store.begin() as db:
        draft = add_draft(
            db, at=at, author=who, origin=given.origin, story=given.story, language=given.language, as_of=day
        )
        if given.plain:
            _keep(db, draft.id, 1, "plain", given.plain, facts, who, at)
        number = 2 if given.plain else 1
        _keep(db, draft.id, number, "polished" if given.plain else given.kind, given.text, facts, who, at)
        for name, picture in given.pictures.items():
            add_file(db, draft.id, name, artefacts.put(db, "picture", picture, at))
        return open_in(db, draft.id)


def edit(store: Store, referee: Referee, id: int, text: str, seen: int, person: Person, at: datetime) -> Opened:
    """A new version of a draft. Raises ConflictError when it is not the revision that was seen any more."""
    refuse_unless(person, "write")
    who = written(person.name, "your name", most=LONGEST_NAME)
    before = opened(store, id)
    text = bounded(text.replace("\r\n", "\n"))
    facts = _facts_for(referee, text, before)
    with store.begin() as db:
        now = open_in(db, id)
        refuse_stale(now.draft, seen, now.last)
        if text == now.text:
            raise ReviewError("nothing was changed", subject=f"draft {id}", remedy="Edit the text first.")
        _keep(db, id, now.version.number + 1, "edited", text, facts, who, at)
        return open_in(db, id)


def opened(store: Store, id: int) -> Opened:
    """A draft as it is now. Raises ReviewError when there is none of that number."""
    with store.read() as db:
        return open_in(db, id)


def text_of(store: Store, sha256: str) -> str:
    """The text of a version."""
    with store.read() as db:
        return artefacts.get(db, sha256).decode()


def happened(
    db: Connection, version: Version, what: What, who: str, at: datetime, *,
    words: str = "", override: str = "", quote: str = "", answers: str = "",
) -> Event:  # fmt: skip
    """Puts an event on the trail of a draft, and counts it."""
    draft = advance(db, version.draft, revises=what != "commented")
    return record(
        db,
        Event(version.draft, draft.entries, version.number, at, who, what, version.text_sha256, version.facts_sha256,
              answers, words, override, quote),
    )  # fmt: skip


def _facts_for(referee: Referee, text: str, before: Opened) -> bytes:
    """The sheet of a brief stays with it; that of an article holds what its claims ask, so it is made again."""
    sheet = read_facts(before.facts)
    return before.facts if sheet.get("story") else referee.facts_of(text, before.draft.as_of)


def _keep(db: Connection, draft: int, number: int, kind: Kind, text: str, facts: bytes, who: str, at: datetime) -> None:
    text_sha256 = artefacts.put(db, "draft", text.encode(), at)
    facts_sha256 = artefacts.put(db, "facts", facts or NO_SHEET, at)
    version = Version(draft, number, at, who, kind, title_of(text), text_sha256, facts_sha256)
    add_version(db, version)
    happened(db, version, "submitted" if number == 1 else "edited", who, at)


def open_in(db: Connection, id: int) -> Opened:
    """A draft as a transaction sees it. Raises ReviewError when there is none of that number."""
    draft = draft_of(db, id)
    if draft is None:
        raise ReviewError("there is no such draft", subject=f"draft {id}", remedy="`truetape review list` shows all.")
    found = versions(db, id)
    text = artefacts.get(db, found[-1].text_sha256).decode()
    return Opened(draft, found[-1], found, trail(db, id), text, artefacts.get(db, found[-1].facts_sha256))
