"""How the store is: sound, how full, how fresh each series, what was refused, what failed last."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, text

from generator.counts import counted
from generator.health import Finding
from generator.market import Instrument
from generator.store.artefacts import verify
from generator.store.catalogs import catalog_at
from generator.store.database import Store, last_tick, to_time
from generator.store.fetches import Fetch, latest
from generator.store.observations import Known, known
from generator.store.place import file_of
from generator.store.quarantine import Case, open_cases
from generator.tape.series import to_date
from generator.trust import is_stale

LOW_DISK = 200 << 20  # bytes
FETCH = "truetape fetch"


def health(store: Store, url: str, live: Collection[str], now: datetime) -> list[Finding]:
    """The findings of the sections `store` and `data`, at a time (UTC). Raises StoreError.

    `live` are the series that a fetch brings; others come by import.
    """
    with store.read() as db:
        found = [*_soundness(db, store.name), *_room(url)]
        catalog = catalog_at(db, None)
        instruments = catalog.instruments if catalog else ()
        rows = known(db, [each.key for each in instruments])
        found += _freshness(instruments, rows, latest(db), live, now)
        found += [_refused(case) for case in open_cases(db)]
    return found


def _soundness(db: Connection, name: str) -> Iterator[Finding]:
    told = "ok" if db.dialect.name != "sqlite" else str(db.execute(text("PRAGMA quick_check")).scalar())
    damaged = verify(db)
    at = last_tick(db)
    changed = f"last changed {to_time(at):%Y-%m-%d %H:%M} UTC" if at else "empty"
    if told != "ok":
        yield Finding("store", name, "bad", f"the file is damaged: {told}", "Put a copy of the store back.")
    elif damaged:
        what = f"{counted(len(damaged), 'artefact')} damaged"
        yield Finding("store", name, "bad", what, "Put a copy of the store back.")
    else:
        yield Finding("store", name, "ok", f"sound, {changed}")


def _room(url: str) -> Iterator[Finding]:
    file = file_of(url)
    if file is None or not file.exists():
        return
    size, free = file.stat().st_size, shutil.disk_usage(file.parent).free
    told = f"the store has {size / 1e6:.1f} MB, {free / 1e9:.1f} GB are free"
    if free < max(LOW_DISK, size):
        yield Finding("store", "disk", "bad", told, "Make room on the disk.")
    else:
        yield Finding("store", "disk", "ok", told)


def _freshness(
    instruments: Sequence[Instrument],
    rows: dict[str, Known],
    attempts: list[Fetch],
    live: Collection[str],
    now: datetime,
) -> Iterator[Finding]:
    last = {attempt.key: attempt for attempt in sorted(attempts, key=lambda attempt: attempt.at)}
    found, empty = list[Finding](), list[str]()
    for one in instruments:
        told, good = _state(one, rows.get(one.key), last.get(one.key), now)
        if not told:
            empty.append(one.key)
            continue
        step = f"truetape fetch {one.key}" if one.key in live else "truetape import a newer file"
        found.append(Finding("data", one.key, "ok" if good else "bad", told, "" if good else step))
    if sum(each.next_step.startswith(FETCH) for each in found) > 1:
        found = [replace(each, next_step=FETCH) if each.next_step.startswith(FETCH) else each for each in found]
    yield from sorted(found, key=lambda each: each.state == "ok")  # those that need somebody together
    if empty:
        yield Finding("data", "no rows yet", "note", ", ".join(empty), FETCH)


def _state(one: Instrument, rows: Known | None, attempt: Fetch | None, now: datetime) -> tuple[str, bool]:
    """What is told of a series, and whether it is as it should be; nothing of one that has only not come yet."""
    parts = []
    if rows is not None:
        day = int(rows.rows.days[-1])
        parts += ["stale"] if is_stale(one, day, now) else []
        parts += [f"up to {to_date(day)}, {rows.sources[0]}"]
    if attempt and attempt.outcome == "failed":
        parts.append(f"the last fetch failed: {attempt.message}")
    return "; ".join(parts), len(parts) == 1 and rows is not None


def _refused(case: Case) -> Finding:
    days = case.rows.days
    span = f"{counted(len(days), 'row')}, {to_date(days[0])} to {to_date(days[-1])}" if len(days) else "no rows"
    told = f"quarantined on {case.at:%Y-%m-%d}: {span} from {case.source}: {case.reason}"
    step = f"Look at them; truetape quarantine --accept {case.key}, or --drop {case.key}."
    return Finding("data", case.key, "bad", told, step)
