"""Who comes in: passwords, sessions, and the brake on those who try."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from generator.errors import ReviewError
from generator.review.rules import LONGEST_NAME, ROLES, Person, Role, written
from generator.store import accounts
from generator.store.accounts import Account
from generator.store.database import Store

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1000
SIGNED_IN = timedelta(hours=12)
TRIES, WITHIN = 5, timedelta(minutes=15)  # for a name
TRIES_FROM = 20  # for an address
REMEMBERED = 10_000  # names and addresses


class Door:
    """Signs people in and out, and knows who has."""

    def __init__(self, store: Store, hasher: PasswordHasher | None = None) -> None:
        self.store = store
        self.hasher = hasher or PasswordHasher()
        self._brake = Brake()

    @cached_property
    def _nobody(self) -> str:
        """The hash of a password that nobody has; it is made when it is first compared with."""
        return self.hasher.hash(secrets.token_hex())

    def add(self, name: str, role: Role, password: str, at: datetime) -> None:
        """Adds somebody, or gives her a new password and role. Raises ReviewError."""
        name = written(name, "the name", most=LONGEST_NAME)
        if role not in ROLES:
            raise ReviewError(f"{role} is no role", subject="--role", remedy=f"Use one of: {', '.join(ROLES)}.")
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise ReviewError(
                f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD:,} characters", subject="the password",
                remedy="A few words that do not belong together are easy to keep.",
            )  # fmt: skip
        kept = Account(name, role, self.hasher.hash(password), at)
        with self.store.begin() as db:
            accounts.put_account(db, kept)

    def remove(self, name: str) -> None:
        """Removes somebody; she is signed out at once. Raises ReviewError."""
        with self.store.begin() as db:
            if not accounts.remove_account(db, name):
                raise ReviewError("there is no such account", subject=name, remedy="`truetape desk --users` lists all.")

    def people(self) -> Sequence[Account]:
        """All accounts."""
        with self.store.read() as db:
            return accounts.all_accounts(db)

    def sign_in(self, name: str, password: str, address: str, at: datetime) -> str | None:
        """A new token for whoever knows the password, or None. Raises ReviewError for too many tries."""
        self._brake.refuse(name, address, at)
        with self.store.read() as db:
            found = accounts.account(db, name[:LONGEST_NAME])
        if not self._is_right(found.password if found else self._nobody, password) or found is None:
            self._brake.count(name, address, at)
            return None
        token = secrets.token_urlsafe(32)
        with self.store.begin() as db:
            accounts.begin_session(db, _hash(token), found.name, at, at + SIGNED_IN)
        return token

    def sign_out(self, token: str) -> None:
        """Ends a session."""
        with self.store.begin() as db:
            accounts.end_session(db, _hash(token))

    def who(self, token: str, at: datetime) -> Person | None:
        """Who has signed in with a token, with the role that she has now."""
        with self.store.read() as db:
            found = accounts.session(db, _hash(token), at)
        role = next((role for role in ROLES if found and role == found.role), None)
        return Person(found.name, role) if found and role else None

    def _is_right(self, kept: str, password: str) -> bool:
        """Takes as long for a name that nobody has."""
        try:
            return self.hasher.verify(kept, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return False


class Brake:
    """Counts failed tries for each name and from each address, in memory."""

    def __init__(self) -> None:
        self._failed: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
        self._one = Lock()

    def refuse(self, name: str, address: str, at: datetime) -> None:
        """Raises ReviewError while there were too many."""
        with self._one:
            for key, most in ((("name", name), TRIES), (("address", address), TRIES_FROM)):
                failed = self._failed.get(key, deque())
                while failed and failed[0] <= at - WITHIN:
                    failed.popleft()
                if len(failed) >= most:
                    minutes = -((at - WITHIN - failed[0]) // timedelta(minutes=1))
                    raise TooManyError(
                        f"too many failed tries; in {minutes} minute{'s' if minutes > 1 else ''} there is another",
                        subject="signing in",
                        remedy="Wait, or have a new password set with `truetape desk --add-user`.",
                    )  # fmt: skip

    def count(self, name: str, address: str, at: datetime) -> None:
        """Counts a failed try."""
        with self._one:
            for key in (("name", name), ("address", address)):
                self._failed.setdefault(key, deque()).append(at)
                self._failed.move_to_end(key)
            while len(self._failed) > REMEMBERED:
                self._failed.popitem(last=False)


class TooManyError(ReviewError):
    """Too many failed tries to sign in."""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
