"""How an older store becomes one of today: numbered steps, and a look at what came of them."""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import Connection, inspect, select, text, update

from generator.store.schema import metadata, said_id, statements


def lacking(db: Connection) -> list[str]:
    """The columns that a store should have and has not: `catalogs.part`."""
    seen = inspect(db)
    there = {(table, column["name"]) for table in seen.get_table_names() for column in seen.get_columns(table)}
    wanted = [(table.name, column.name) for table in metadata.sorted_tables for column in table.columns]
    return [f"{table}.{column}" for table, column in wanted if (table, column) not in there]


def _what_is_missing(db: Connection) -> None:
    metadata.create_all(db)


def _parts_of_the_catalog(db: Connection) -> None:
    """All that was kept before there were parts counts as fetched, which it was treated as."""
    metadata.create_all(db)
    if "part" not in {column["name"] for column in inspect(db).get_columns("catalogs")}:
        db.execute(text("ALTER TABLE catalogs ADD COLUMN part VARCHAR(10) NOT NULL DEFAULT 'fetch'"))


def _subjects_of_statements(db: Connection) -> None:
    """A statement is known by what it is about, too."""
    for old, body in db.execute(select(statements.c.id, statements.c.body)).all():
        said = json.loads(body)
        new = said_id(said["who"], said["date"], said["about"], said["text"])
        db.execute(update(statements).where(statements.c.id == old).values(id=new))


# STEPS[n] turns a store of version n + 1 into one of version n + 2; a fresh store is made as schema.py has it.
STEPS: tuple[Callable[[Connection], None], ...] = (
    _what_is_missing, _what_is_missing, _parts_of_the_catalog, _subjects_of_statements,
)  # fmt: skip
VERSION = 1 + len(STEPS)
