"""Stores of older versions, as they were made: they open, keep what they held, and do what today's do."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, inspect, select, text, update

from generator.errors import StoreError
from generator.market import Statement
from generator.store import schema, steps
from generator.store.accounts import all_accounts
from generator.store.catalogs import add_statements, load_catalog
from generator.store.database import Store, open_store
from generator.store.fetches import latest
from tests.store.rows import NOON

FIRST = ("clock", "series", "blocks", "statements", "artefacts")
CATALOG = {"title": "Made", "instruments": [], "events": []}
SAID = Statement(who="A desk", date=datetime(2026, 1, 5, tzinfo=UTC).date(), about="rut", text="Cheap.")
# Of columns and keys, in order: who changes a table adds a step, and then this.
FINGERPRINT = (5, "7bb679443ce82dff")


def aged(url: str, version: int, *, part: bool = False) -> Store:
    """A store of the first tables alone, with a catalog and a statement, of a version."""
    store = open_store(url)
    with store.begin() as db:
        schema.metadata.drop_all(db, [t for t in schema.metadata.sorted_tables if t.name not in FIRST])
        column = "part VARCHAR(10) NOT NULL, " if part else ""
        db.execute(text(f"CREATE TABLE catalogs (known_at BIGINT PRIMARY KEY, {column}body TEXT NOT NULL)"))
        row = {"known_at": 1, "body": json.dumps(CATALOG)} | ({"part": "import"} if part else {})
        names = ", ".join(row)
        db.execute(text(f"INSERT INTO catalogs ({names}) VALUES ({', '.join(':' + name for name in row)})"), row)
        old = hashlib.sha256(json.dumps([SAID.who, SAID.date.isoformat(), SAID.text]).encode()).hexdigest()
        db.execute(insert(schema.statements).values(id=old, known_at=1, seq=0, body=SAID.model_dump_json()))
        db.execute(update(schema.clock).values(version=version))
    store.close()
    return open_store(url)


@pytest.mark.parametrize("part", [False, True])
@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_store_of_the_first_tables_opens_and_works(url: str, version: int, part: bool):
    """Whatever its version says, and whether or not its catalogs have parts: development had all of these."""
    store = aged(url, version, part=part)
    with store.read() as db:
        assert not steps.lacking(db)
        assert db.execute(select(schema.clock.c.version)).scalar_one() == steps.VERSION
        assert set(schema.metadata.tables) <= set(inspect(db).get_table_names())
        assert (latest(db), all_accounts(db)) == ([], [])
    assert load_catalog(store).statements == (SAID,)
    assert add_statements(store, [SAID, SAID.model_copy(update={"about": "spx"})], NOON) == 1
    store.close()


def test_a_store_that_no_step_can_mend_says_whose_it_is(url: str):
    """It is not called damaged, and nothing of it is changed."""
    store = open_store(url)
    with store.begin() as db:
        db.execute(text("ALTER TABLE fetches DROP COLUMN message"))
        db.execute(update(schema.clock).values(version=3))
    store.close()
    with pytest.raises(StoreError, match=r"under development and lacks fetches\.message") as found:
        open_store(url)
    assert "truetape export" in found.value.remedy
    assert "damaged" not in str(found.value)


def test_a_change_of_a_table_has_a_step():
    """So that a store that is there can follow."""
    columns = [column for table in schema.metadata.sorted_tables for column in table.columns]
    told = "\n".join(f"{c.table.name}.{c.name} {c.type} {c.nullable} {c.primary_key}" for c in columns)
    assert (steps.VERSION, hashlib.sha256(told.encode()).hexdigest()[:16]) == FINGERPRINT
