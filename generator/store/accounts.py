"""Accounts of the desk and who is signed in. Of passwords, and of the tokens in browsers, there are only hashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from generator.store.database import microseconds, to_time
from generator.store.schema import accounts, sessions


@dataclass(frozen=True)
class Account:
    """A person who may sign in; `password` is its hash."""

    name: str
    role: str
    password: str
    changed: datetime


def put_account(db: Connection, account: Account) -> None:
    """Keeps an account in the place of any of its name, and ends the sessions of that one."""
    remove_account(db, account.name)
    db.execute(insert(accounts).values({**account.__dict__, "changed": microseconds(account.changed)}))


def remove_account(db: Connection, name: str) -> bool:
    """Removes an account with its sessions; False when there is none."""
    db.execute(delete(sessions).where(sessions.c.name == name))
    return db.execute(delete(accounts).where(accounts.c.name == name)).rowcount > 0


def account(db: Connection, name: str) -> Account | None:
    """The account of a name."""
    found = db.execute(select(accounts).where(accounts.c.name == name)).one_or_none()
    return None if found is None else Account(found.name, found.role, found.password, to_time(found.changed))


def all_accounts(db: Connection) -> Sequence[Account]:
    """All accounts by name."""
    rows = db.execute(select(accounts).order_by(accounts.c.name))
    return [Account(row.name, row.role, row.password, to_time(row.changed)) for row in rows]


def begin_session(db: Connection, sha256: str, name: str, at: datetime, until: datetime) -> None:
    """Signs somebody in, and forgets sessions that have ended."""
    db.execute(delete(sessions).where(sessions.c.until <= microseconds(at)))
    db.execute(insert(sessions).values(sha256=sha256, name=name, until=microseconds(until)))


def end_session(db: Connection, sha256: str) -> None:
    """Signs somebody out."""
    db.execute(delete(sessions).where(sessions.c.sha256 == sha256))


def session(db: Connection, sha256: str, at: datetime) -> Account | None:
    """Who is signed in with a token, as her account is now."""
    asked = select(sessions.c.name).where((sessions.c.sha256 == sha256) & (sessions.c.until > microseconds(at)))
    name = db.execute(asked).scalar()
    return account(db, name) if name else None
