"""Bytes by their hash."""

import hashlib

import pytest
from sqlalchemy import update

from generator.errors import StoreError
from generator.store import artefacts, schema
from generator.store.database import Store
from tests.store.rows import NOON, later


def test_bytes_come_back_by_their_hash(store: Store):
    """And are kept once."""
    with store.begin() as db:
        name = artefacts.put(db, "brief.md", b"# Closes\n", NOON)
        assert artefacts.put(db, "brief.md", b"# Closes\n", later(1)) == name
    assert name == hashlib.sha256(b"# Closes\n").hexdigest()
    with store.read() as db:
        assert artefacts.get(db, name) == b"# Closes\n"
        assert artefacts.verify(db) == []


def test_damage_is_found(store: Store):
    """No other bytes are ever handed out under a hash."""
    with store.begin() as db:
        name = artefacts.put(db, "brief.md", b"one", NOON)
        db.execute(update(schema.artefacts).values(data=b"two"))
    with store.read() as db:
        assert artefacts.verify(db) == [name]
        with pytest.raises(StoreError, match="damaged"):
            artefacts.get(db, name)


def test_what_is_not_there_is_told(store: Store):
    """By its hash."""
    with store.read() as db, pytest.raises(StoreError, match="no such artefact"):
        artefacts.get(db, "0" * 64)
