"""Stores what came of asking: all that has come in one transaction, of each instrument everything or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from generator.errors import StoreError
from generator.fetching.asking import Brought
from generator.fetching.outcome import Outcome, State
from generator.store.catalogs import add_statements
from generator.store.database import Store
from generator.store.fetches import Fetch, log, remember
from generator.store.fetches import Outcome as LogState
from generator.store.observations import Recorded, record_all
from generator.store.quarantine import quarantine, settle

# Every other state is "ok".
LOGGED: dict[str, LogState] = {
    "failed": "failed",
    "quarantined": "quarantined",
    "skipped": "skipped",
}
Cases = Mapping[tuple[str, str], str]  # the reason of each open case by series and source


def keep(store: Store, batch: Sequence[Brought], open_cases: Cases, at: datetime) -> list[Outcome]:
    """Stores what instruments brought, with all that is to be remembered about them, and says what became of each.

    Where they cannot be stored together, each is stored by itself, so that none is undone by another's fault. Raises
    StoreError when the store itself cannot be used.
    """
    try:
        with store.begin() as db:
            return _keep(db, batch, open_cases, at)
    except StoreError as error:
        if isinstance(error.__cause__, OperationalError):
            raise
        if len(batch) == 1:
            return [Outcome(batch[0].wanted.instrument.key, "failed", message=f"not stored: {error.message}")]
    return [outcome for each in batch for outcome in keep(store, [each], open_cases, at)]


def _keep(db: Connection, batch: Sequence[Brought], open_cases: Cases, at: datetime) -> list[Outcome]:
    rows = {each.wanted.instrument.key: (each.rows, each.source) for each in batch if each.rows is not None}
    recorded = record_all(db, rows, at)
    outcomes, attempts = [], []
    for each in batch:
        key = each.wanted.instrument.key
        stored = recorded.get(key, Recorded(0, 0, 0))
        _keep_cases(db, each, open_cases, at)
        outcome = _outcome(each, stored, _keep_statements(db, each, at))
        kind = LOGGED.get(outcome.state, "ok")
        attempts.append(Fetch(key, each.source, at, kind, stored.new, stored.revised, stored.same, outcome.message))
        outcomes.append(outcome)
    log(db, *attempts)
    return outcomes


def _keep_cases(db: Connection, brought: Brought, open_cases: Cases, at: datetime) -> None:
    key = brought.wanted.instrument.key
    for refused in brought.refused:
        if open_cases.get((key, refused.source)) != refused.reason:
            quarantine(db, key, refused.rows, refused.reason, refused.source, at)
    sources = {brought.source, *brought.after} if brought.answered else set()
    for source in sources - {refused.source for refused in brought.refused}:
        if (key, source) in open_cases:
            settle(db, key, source, "passed", at)


def _keep_statements(db: Connection, brought: Brought, at: datetime) -> int:
    statements = 0
    for each in brought.said:
        statements += add_statements(db, each.statements, at)
        for name, note in each.memory.items():
            remember(db, name, dict(note), at)
    return statements


def _outcome(brought: Brought, stored: Recorded, statements: int) -> Outcome:
    whole = [refused for refused in brought.refused if not brought.answered]
    state: State
    if brought.answered:
        changed = stored.new or stored.revised or statements
        state = "stale" if brought.stale else "fresh" if changed else "unchanged"
    elif brought.wanted.optional:
        state = "skipped"
    else:
        state = "quarantined" if whole else "failed"
    aside = sum(len(refused.rows.days) for refused in brought.refused) if brought.answered else 0
    source = brought.source if brought.answered else ""
    message = "; ".join(brought.told)
    key = brought.wanted.instrument.key
    return Outcome(key, state, source, stored.new, stored.revised, aside, statements, message)
