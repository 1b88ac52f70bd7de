"""Writes a tape as a folder that can be read as one, with CSV or Parquet files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import tomli_w
from pydantic import BaseModel

from generator.errors import OptionError
from generator.tape import Series, Tape
from generator.tape.columns import Columns, FaultyFileError
from generator.tape.folder import CATALOG, EVENTS, STATEMENTS
from generator.tape.parquet import SUFFIX, write_parquet


def export_tape(tape: Tape, folder: Path, *, parquet: bool = False) -> Path:
    """Writes the whole folder or nothing; one that holds anything is not touched. Raises OptionError."""
    suffix = SUFFIX if parquet else ".csv"
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OptionError("is there already", subject=str(folder), remedy="Give a new folder.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, data in _files(tape, suffix):
                (beside / name).write_bytes(data)
            beside.chmod(0o755)
            beside.replace(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        remedy = "Give a folder that can be written to, or make room on the disk."
        raise OptionError(f"cannot be written ({error.strerror})", subject=str(folder), remedy=remedy) from error
    except FaultyFileError as error:
        raise OptionError(error.what, subject="--parquet", remedy=error.remedy) from error
    return folder


def _files(tape: Tape, suffix: str) -> Iterable[tuple[str, bytes]]:
    instruments = {key: _table(one, key, suffix) for key, one in tape.instruments.items()}
    top: dict[str, Any] = {"title": tape.title} | ({"sample": True} if tape.sample else {})
    yield CATALOG, tomli_w.dumps(top | {"instruments": instruments}).encode()
    for name, key, entries in ((EVENTS, "events", tape.events), (STATEMENTS, "statements", tape.statements)):
        if entries:
            yield name, tomli_w.dumps({key: [_plain(each) for each in entries]}).encode()
    for key, series in tape.series.items():
        rows = Columns(series.days, series.close, dict(series.columns), series.field_name)
        yield key + suffix, write_parquet(rows) if suffix == SUFFIX else _csv(series)


def _table(instrument: BaseModel, key: str, suffix: str) -> dict[str, Any]:
    return {name: value for name, value in _plain(instrument).items() if name != "key"} | {"file": key + suffix}


def _plain(model: BaseModel) -> dict[str, Any]:
    """The fields that say something; TOML knows dates, and no null."""
    return {name: value for name, value in model.model_dump(exclude_defaults=True).items() if value is not None}


def _csv(series: Series) -> bytes:
    names = ["date", series.field_name, *series.columns]
    columns = [map(str, series.days.astype("datetime64[D]")), *map(_cells, (series.close, *series.columns.values()))]
    lines = [",".join(names), *map(",".join, zip(*columns, strict=True))]
    return ("\n".join(lines) + "\n").encode()


def _cells(values: np.ndarray[Any, np.dtype[np.float64]]) -> Iterable[str]:
    """The shortest text that gives the same number again; nothing for a number that is not there."""
    return ("" if value != value else repr(value).removesuffix(".0") for value in values.tolist())  # noqa: PLR0124
