"""Drafts, their trail and the accounts of the desk, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from generator.errors import StoreError
from generator.store import accounts, artefacts
from generator.store.accounts import Account
from generator.store.database import Store
from generator.store.decisions import Event, broken, record, trail
from generator.store.drafts import Version, add_draft, add_file, add_version, advance, draft_of, files, newest, versions
from generator.store.schema import draft_trail

NOON = datetime(2026, 1, 23, 12, 0, 0, 123456, tzinfo=UTC)


def hand_in(store: Store, text: bytes = b"text") -> int:
    """A draft with one version and a picture."""
    with store.begin() as db:
        draft = add_draft(db, at=NOON, author="Bob", origin="page", story="wrap", language="en", as_of=NOON.date())
        text_hash, facts_hash = artefacts.put(db, "draft", text, NOON), artefacts.put(db, "facts", b"", NOON)
        add_version(db, Version(draft.id, 1, NOON, "Bob", "plain", "Title", text_hash, facts_hash))
        add_file(db, draft.id, "year.svg", artefacts.put(db, "picture", b"<svg/>", NOON))
        advance(db, draft.id, revises=True)
        record(db, Event(draft.id, 1, 1, NOON, "Bob", "submitted", text_hash, facts_hash))
    return draft.id


def test_a_draft_comes_back_as_it_was_kept(store: Store):
    """Times to the microsecond, days, numbers, hashes."""
    first, second = hand_in(store), hand_in(store, b"other")
    with store.read() as db:
        draft, (version,), (event,) = draft_of(db, first), versions(db, first), trail(db, first)
        assert draft is not None
        assert (draft.created, draft.as_of, draft.revision, draft.entries) == (NOON, NOON.date(), 1, 1)
        assert (version.at, event.at, event.text_sha256) == (NOON, NOON, version.text_sha256)
        assert broken([event], 1) is None
        assert list(files(db, first)) == ["year.svg"]
        assert [d.id for d, _ in newest(db, most=9)] == [second, first]
        assert [d.id for d, _ in newest(db, most=9, before=second)] == [first]
        assert draft_of(db, 99) is None


@pytest.mark.parametrize("statement", [update(draft_trail).values(who="Eve"), delete(draft_trail)])
def test_the_trail_is_only_added_to(store: Store, statement):
    """The database itself refuses anything else."""
    hand_in(store)
    with pytest.raises((DBAPIError, StoreError), match="only ever added to"), store.begin() as db:
        db.execute(statement)
    with store.read() as db:
        assert trail(db, 1)[0].who == "Bob"


def test_a_session_is_that_of_an_account(store: Store):
    """It ends with its time, with the account, and with a new password."""

    def put(role: str) -> None:
        with store.begin() as db:
            accounts.put_account(db, Account("Ada", role, "hash", NOON))
            accounts.begin_session(db, "token", "Ada", NOON, NOON + timedelta(hours=1))

    def who(at: datetime = NOON) -> str | None:
        with store.read() as db:
            found = accounts.session(db, "token", at)
        return found and found.role

    put("reviewer")
    assert (who(), who(NOON + timedelta(hours=1))) == ("reviewer", None)
    with store.begin() as db:
        accounts.put_account(db, Account("Ada", "writer", "new", NOON))
    assert who() is None
    put("writer")
    with store.begin() as db:
        assert accounts.remove_account(db, "Ada")
        assert not accounts.remove_account(db, "Ada")
    assert who() is None
