"""Builds the frozen tape of a time from the store, so that everything above works as from a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import select

from generator.errors import StoreError
from generator.market import Instrument
from generator.store.catalogs import catalog_at
from generator.store.database import Store, last_tick, microseconds, to_time
from generator.store.observations import Known, known
from generator.store.quarantine import Case, open_cases
from generator.store.schema import blocks, catalogs
from generator.tape import Series, Tape
from generator.tape.catalog import Catalog
from generator.tape.series import to_date


def has_rows(store: Store) -> bool:
    """Whether the store knows any series of a catalog: false before the first fetch or import. Raises StoreError."""
    with store.read() as db:
        rows, catalog = (db.execute(select(table).limit(1)).first() for table in (blocks, catalogs))
    return rows is not None and catalog is not None


def tape(store: Store, catalog: Catalog | None = None, known_at: datetime | None = None) -> Tape:
    """The tape as it was known at a time (default: now), of a catalog (default: the one that held then).

    Series that have no rows are left out, and named in `Tape.warnings`. `Tape.known_at` is the time of the last change
    that the tape holds, so that asking for that time gives the same tape, byte for byte. Raises StoreError.
    """
    with store.read() as db:
        now = last_tick(db)
        seen = now if known_at is None else min(now, microseconds(known_at))
        catalog = catalog or catalog_at(db, seen)
        found = known(db, [each.key for each in catalog.instruments], seen) if catalog else {}
        cases = open_cases(db, None, seen)
    if catalog is None or not found:
        when = f" at {known_at:%Y-%m-%d %H:%M} UTC" if known_at else ""
        raise StoreError(f"knew no series{when}" if known_at else "knows no series yet", subject=store.name,
                         remedy="Fill it with truetape fetch, or truetape import.")  # fmt: skip
    series = {each.key: _series(each, found[each.key]) for each in catalog.instruments if each.key in found}
    missing = [each.key for each in catalog.instruments if each.key not in found]
    return Tape(
        name="store",
        title=catalog.title,
        hash=_hash(catalog, series),
        series=series,
        events=catalog.events,
        statements=catalog.statements,
        warnings=(*_marks(cases, series), *([f"not in the store yet: {', '.join(missing)}"] if missing else [])),
        known_at=to_time(seen),
    )


def _marks(cases: Iterable[Case], series: dict[str, Series]) -> Iterator[str]:
    """What was not believed of the series, whose last good rows stand in the tape."""
    for case in cases:
        if case.key in series:
            last = to_date(series[case.key].days[-1])
            yield f"{case.key}: rows from {case.source} are quarantined ({case.reason}); the last good one is of {last}"


def _series(instrument: Instrument, found: Known) -> Series:
    """The series under the name of the sources that answered."""
    told = instrument.model_copy(update={"source": "; ".join(found.sources)})
    rows = found.rows
    return Series(told, rows.days, rows.values, rows.bars, rows.value_name)


def _hash(catalog: Catalog, series: dict[str, Series]) -> str:
    """SHA-256 over the names and digests of all parts, as of the files of a folder."""
    lines = (f"{name} {hashlib.sha256(data).hexdigest()}\n" for name, data in sorted(_parts(catalog, series)))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _parts(catalog: Catalog, series: dict[str, Series]) -> Iterator[tuple[str, bytes]]:
    instruments = "\n".join(one.instrument.model_dump_json() for one in series.values())
    yield "catalog", f"{catalog.title}\n{instruments}".encode()
    yield "events", "\n".join(each.model_dump_json() for each in catalog.events).encode()
    yield "statements", "\n".join(each.model_dump_json() for each in catalog.statements).encode()
    for key, one in series.items():
        columns = {one.field_name: one.close, **one.columns}
        yield (
            f"series {key}",
            one.days.tobytes() + b"".join(name.encode() + columns[name].tobytes() for name in sorted(columns)),
        )
