"""History that a person brings: a tape folder, or one series out of a file, through the door into the store."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from generator.errors import OptionError, TapeError
from generator.importing import Given, Understood, read_messy
from generator.market import Instrument
from generator.store.catalogs import extend_catalog, load_catalog, save_catalog
from generator.store.database import Store
from generator.store.door import Admitted, admit, judged
from generator.tape import read_tape
from generator.tape.catalog import Catalog
from generator.tape.columns import Columns, FaultyFileError
from generator.tape.parquet import SUFFIX
from generator.tape.series import to_date


@dataclass(frozen=True, eq=False)
class Taken:
    """One series: how it was read, and what became of its rows."""

    key: str
    source: str
    rows: Columns
    told: tuple[str, ...]
    admitted: Admitted

    @property
    def refused(self) -> bool:
        """Whether the door did not believe the rows, so that they are quarantined."""
        return self.admitted.verdict.rows is None

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        verdict, recorded = self.admitted.verdict, self.admitted.recorded
        return {
            "key": self.key, "source": self.source, "rows": len(self.rows.days),
            "first": str(to_date(self.rows.days[0])), "last": str(to_date(self.rows.days[-1])),
            "columns": [self.rows.value_name, *self.rows.bars], "understood": list(self.told),
            "new": recorded.new if recorded else 0, "revised": recorded.revised if recorded else 0,
            "same": recorded.same if recorded else 0, "refused": list(verdict.reasons),
            "aside": dict(verdict.aside), "remarks": list(verdict.remarks),
        }  # fmt: skip


def take_file(
    store: Store, path: Path, instrument: Instrument, given: Given, source: str, at: datetime, *,
    live: Catalog, dry: bool = False, replace: bool = False,
) -> Taken:  # fmt: skip
    """Reads one series out of a CSV or Parquet file and brings it in.

    The store's catalog becomes the live one where it lacks one of its series; an instrument of neither is added.
    Raises TapeError, with file and line, for what is no series or could mean two things, and StoreError.
    """
    read = _understood(path, instrument, given)
    if dry:
        verdict = judged(store, instrument, read.rows, source, at, replace=replace)
        return Taken(instrument.key, source, read.rows, read.told, Admitted(None, verdict))
    with store.begin() as db:
        _introduce(db, instrument, live, at)
        admitted = admit(db, instrument, read.rows, source, at, replace=replace)
    return Taken(instrument.key, source, read.rows, read.told, admitted)


def take_folder(store: Store, path: Path, at: datetime, *, dry: bool = False, replace: bool = False) -> list[Taken]:
    """Brings in a tape folder: its catalog, events, statements and every series. Raises TapeError, StoreError."""
    tape = read_tape(path)
    if tape.sample:
        remedy = "Briefs of it would no longer be stamped. Read it with --data."
        raise OptionError("is a sample, not market data", subject=str(path), remedy=remedy)
    found = []
    with store.begin() as db:
        catalog = Catalog(tape.title, tuple(tape.instruments.values()), tape.events, tape.statements)
        if not dry:
            extend_catalog(db, catalog, at)
        for key, series in tape.series.items():
            rows = Columns(series.days, series.close, dict(series.columns), series.field_name)
            source = series.instrument.origin
            if dry:
                admitted = Admitted(None, judged(db, series.instrument, rows, source, at, replace=replace))
            else:
                admitted = admit(db, series.instrument, rows, source, at, replace=replace)
            found.append(Taken(key, source, rows, (), admitted))
    return found


def _introduce(db: Connection, instrument: Instrument, live: Catalog, at: datetime) -> None:
    held = load_catalog(db)
    if held and instrument in held.instruments:
        return
    if instrument in live.instruments:
        save_catalog(db, live, at)
    else:
        extend_catalog(db, Catalog("Market data", (instrument,)), at)


def _understood(path: Path, instrument: Instrument, given: Given) -> Understood:
    try:
        raw = path.read_bytes()
    except OSError as error:
        remedy = "Give a CSV or Parquet file, or a tape folder."
        raise TapeError(f"cannot be read ({error.strerror})", subject=str(path), remedy=remedy) from error
    value_name = "close" if instrument.price_like else "value"
    meant = [name for name in (instrument.series, instrument.key, instrument.name, *instrument.aliases) if name]
    try:
        text = _as_csv(raw) if path.suffix == SUFFIX else raw
        return read_messy(text, value_name, meant, given, quoted=instrument.quoted)
    except FaultyFileError as fault:
        where = str(path) if fault.line is None or path.suffix == SUFFIX else f"{path}, line {fault.line}"
        raise TapeError(fault.what, subject=where, remedy=fault.remedy) from fault


def _as_csv(raw: bytes) -> bytes:
    """A Parquet table as the CSV of the same cells, so that both are understood alike."""
    import pandas as pd  # noqa: PLC0415 - heavy

    try:
        table = pd.read_parquet(io.BytesIO(raw))
    except ImportError as error:
        raise FaultyFileError(None, "needs pyarrow", "pip install 'truetape[parquet]'") from error
    except (ValueError, OSError) as error:
        raise FaultyFileError(None, "is no Parquet file", "Export it once more.") from error
    text = table.reset_index() if table.index.name or table.index.nlevels > 1 else table
    return str(text.to_csv(index=False)).encode()
