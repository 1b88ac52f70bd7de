"""Every table of the store on one page, and how an older store becomes one of today.

Times are whole microseconds since 1970-01-01 UTC, so that both databases keep them exactly.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

# One row. `at` never goes back; who raises it holds the writers' lock until the transaction ends.
clock = Table(
    "clock", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
)  # fmt: skip

series = Table(
    "series", metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("value_name", String(10), nullable=False),  # `close` or `value`
)  # fmt: skip

# Rows of one series in the order in which they became known, packed: see packing.py.
blocks = Table(
    "blocks", metadata,
    Column("series_id", ForeignKey("series.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("runs", Text, nullable=False),  # JSON: [known_at, source, number of rows], oldest first
    Column("columns", Text, nullable=False),  # JSON: names of the columns after the value
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

catalogs = Table(
    "catalogs", metadata,
    Column("known_at", BigInteger, primary_key=True),
    Column("body", Text, nullable=False),  # JSON: title, instruments, events
)  # fmt: skip

statements = Table(
    "statements", metadata,
    Column("id", String(64), primary_key=True),  # hash of who, date and text
    Column("known_at", BigInteger, nullable=False),
    Column("seq", Integer, nullable=False),  # among those that became known together
    Column("body", Text, nullable=False),  # JSON of a Statement
)  # fmt: skip

artefacts = Table(
    "artefacts", metadata,
    Column("sha256", String(64), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("known_at", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

fetches = Table(
    "fetches", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("key", String(200), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("outcome", String(20), nullable=False),  # ok, failed, quarantined, skipped
    Column("new", Integer, nullable=False),
    Column("revised", Integer, nullable=False),
    Column("same", Integer, nullable=False),
    Column("message", Text, nullable=False),
)  # fmt: skip

# What a fetch wants to know the next time: what a server said about its file, how long a source is to be spared.
notes = Table(
    "notes", metadata,
    Column("name", String(300), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),  # JSON
)  # fmt: skip

quarantine = Table(
    "quarantine", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("key", String(200), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("value_name", String(10), nullable=False),
    Column("runs", Text, nullable=False),  # the rows, packed like a block
    Column("columns", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("settled_at", BigInteger),  # empty while the case is open
    Column("settled", Text),  # how: superseded, passed, accepted, dropped
)  # fmt: skip

# STEPS[n] turns a store of version n + 1 into one of version n + 2; a fresh store is made as it stands above.
STEPS: tuple[Callable[[Connection], None], ...] = ()
VERSION = 1 + len(STEPS)
