"""Every table of the store on one page. Who changes one adds a step to steps.py.

Times are whole microseconds since 1970-01-01 UTC, so that both databases keep them exactly.
"""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)

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
    Column("part", String(10), nullable=False),  # fetch: the live catalog; import: what a person brought
    Column("body", Text, nullable=False),  # JSON: title, instruments, events
)  # fmt: skip

statements = Table(
    "statements", metadata,
    Column("id", String(64), primary_key=True),  # see said_id
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

# -- review: what was written and decided; a version is never changed, the trail only ever added to

drafts = Table(
    "drafts", metadata,
    Column("id", Integer, primary_key=True),
    Column("created", BigInteger, nullable=False),
    Column("author", String(80), nullable=False),
    Column("origin", String(200), nullable=False),
    Column("story", String(40), nullable=False),
    Column("language", String(20), nullable=False),
    Column("as_of", String(10)),
    Column("revision", Integer, nullable=False),  # versions and decisions
    Column("entries", Integer, nullable=False),  # all that is on its trail
)  # fmt: skip

draft_versions = Table(
    "draft_versions", metadata,
    Column("draft", ForeignKey("drafts.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("author", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", String(300), nullable=False),
    Column("text_sha256", ForeignKey("artefacts.sha256"), nullable=False, index=True),
    Column("facts_sha256", ForeignKey("artefacts.sha256"), nullable=False),
)  # fmt: skip

draft_files = Table(
    "draft_files", metadata,
    Column("draft", ForeignKey("drafts.id"), primary_key=True),
    Column("name", String(120), primary_key=True),
    Column("sha256", ForeignKey("artefacts.sha256"), nullable=False),
)  # fmt: skip

draft_trail = Table(
    "draft_trail", metadata,
    Column("draft", ForeignKey("drafts.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("who", String(80), nullable=False),
    Column("what", String(20), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("facts_sha256", String(64), nullable=False),
    Column("answers_sha256", String(64), nullable=False),
    Column("words", Text, nullable=False),
    Column("override", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
)  # fmt: skip

_KEPT = "the trail of a draft is only ever added to"
_GUARDS = {
    "sqlite": [
        f"CREATE TRIGGER draft_trail_no_{deed} BEFORE {deed} ON draft_trail BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END"
        for deed in ("update", "delete")
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION draft_trail_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_KEPT}'; END $$",
        "CREATE TRIGGER draft_trail_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON draft_trail "
        "FOR EACH STATEMENT EXECUTE FUNCTION draft_trail_kept()",
    ],
}


@event.listens_for(draft_trail, "after_create")
def _guard(_: Table, db: Connection, **__: object) -> None:
    for statement in _GUARDS[db.dialect.name]:
        db.exec_driver_sql(statement)


# -- the desk: who may sign in, and who has; of passwords and tokens only hashes

accounts = Table(
    "accounts", metadata,
    Column("name", String(80), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),
    Column("changed", BigInteger, nullable=False),
)  # fmt: skip

sessions = Table(
    "sessions", metadata,
    Column("sha256", String(64), primary_key=True),  # of the token that the browser keeps
    Column("name", ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("until", BigInteger, nullable=False),
)  # fmt: skip


# -- the press: what was to be delivered where, and how far that got

# A version of a brief; `body` is the artefact of what its readers get.
publications = Table(
    "publications", metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(120), nullable=False),
    Column("version", Integer, nullable=False),
    Column("text_sha256", String(64), nullable=False),  # what was approved
    Column("facts_sha256", String(64), nullable=False),
    Column("body", ForeignKey("artefacts.sha256"), nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("slug", "version"),
)  # fmt: skip

# One row for each place that a version goes to: what was meant to happen, and how far it got.
deliveries = Table(
    "deliveries", metadata,
    Column("id", Integer, primary_key=True),
    Column("publication_id", ForeignKey("publications.id"), nullable=False),
    Column("destination", String(80), nullable=False),
    Column("state", String(10), nullable=False),
    Column("result", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("publication_id", "destination"),
)  # fmt: skip

# A step that was begun and is not done may have happened.
delivery_steps = Table(
    "delivery_steps", metadata,
    Column("delivery_id", ForeignKey("deliveries.id"), primary_key=True),
    Column("name", String(120), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("note", Text),  # JSON of what it remembers; null until it is done
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("delivery_id", "seq"),
)  # fmt: skip

delivery_log = Table(
    "delivery_log", metadata,
    Column("id", Integer, primary_key=True),
    Column("delivery_id", ForeignKey("deliveries.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
)  # fmt: skip


def said_id(who: str, day: str, about: str, text: str) -> str:
    """The id of a statement: who said it, on which day (ISO), about which instrument, in which words."""
    return hashlib.sha256(json.dumps([who, day, about, text]).encode()).hexdigest()
