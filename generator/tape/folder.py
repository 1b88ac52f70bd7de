"""Reads a folder as a tape, or says in which file and line it is no tape and how to mend it.

A file is parsed as whole columns; only when that fails is it read again line by line, to find the line to blame.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.errors import TapeError
from generator.market import KINDS, Event, Instrument, Statement
from generator.tape.catalog import flaws
from generator.tape.columns import FaultyFileError, parse_series
from generator.tape.parquet import SUFFIX, parse_parquet
from generator.tape.series import Series
from generator.tape.sessions import is_calendar
from generator.tape.tape import Tape
from generator.validation import first_fault

CATALOG, EVENTS, STATEMENTS = "catalog.toml", "events.toml", "statements.toml"
_KNOWN_KEYS = frozenset(Instrument.model_fields) | {"fetch"}
RESERVED = frozenset({"liquidity", "statement"})  # pseudo-subjects of questions
_TOP_KEYS = frozenset({"title", "sample", "instruments"})

T = TypeVar("T", bound=BaseModel)


def read_tape(folder: str | Path) -> Tape:
    """Reads a tape folder (definitions, section 1).

    Raises TapeError, with file, line and remedy, for anything that is not as specified. Keys that the catalog does
    not know are no error: they are listed in `Tape.warnings`.
    """
    path = Path(folder)
    if not path.is_dir():
        raise TapeError("there is no such folder", subject=str(path), remedy="Give the folder that holds catalog.toml.")
    files = _Files(path)
    catalog = files.toml(CATALOG)
    instruments, warnings = _instruments(files, catalog)
    series = {i.key: _series(files, i) for i in instruments}
    return Tape(
        name=path.resolve().name,
        title=str(catalog.get("title", "without a title")),
        sample=catalog.get("sample") is True,
        series=series,
        events=_listed(files, EVENTS, "events", Event),
        statements=_listed(files, STATEMENTS, "statements", Statement),
        hash=files.hash,
        warnings=tuple(warnings),
    )


class _Files:
    """The files of one folder; every byte that is read counts for the content hash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._digests: dict[str, str] = {}

    def bytes(self, name: str) -> bytes:
        try:
            raw = (self.folder / name).read_bytes()
        except (OSError, ValueError) as error:
            what = f"cannot be read ({getattr(error, 'strerror', None) or error})"
            raise self.error(name, what, "Put the file there, or mend the catalog.") from error
        self._digests[name] = hashlib.sha256(raw).hexdigest()
        return raw

    def text(self, name: str) -> str:
        raw = self.bytes(name)
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise self.error(f"{name}, line {line}", "is not UTF-8 text", "Save the file as UTF-8.") from error

    def toml(self, name: str) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text(name))
        except tomllib.TOMLDecodeError as error:
            raise self.error(name, f"is no TOML: {error}", "Mend the line that is named.") from error

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def line_of(self, name: str, *needles: str) -> str:
        """`name, line N` for the first line that holds the needles one after another."""
        at, text = 0, self.text(name)
        for needle in needles:
            found = text.find(needle, at)
            at = found if found >= 0 else at
        return f"{name}, line {text.count(chr(10), 0, at) + 1}"

    def error(self, where: str, what: str, remedy: str) -> TapeError:
        return TapeError(what, subject=str(self.folder / where), remedy=remedy)

    @property
    def hash(self) -> str:
        """SHA-256 over the names and digests of all files that were read."""
        lines = "".join(f"{name} {digest}\n" for name, digest in sorted(self._digests.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


def _instruments(files: _Files, catalog: dict[str, Any]) -> tuple[list[Instrument], list[str]]:
    tables = catalog.get("instruments")
    if not isinstance(tables, dict) or not tables:
        raise files.error(CATALOG, "lists no instruments", "Add a table [instruments.<key>] for each series.")
    warnings = [_unknown(key, "the catalog", _TOP_KEYS) for key in catalog if key not in _TOP_KEYS]
    instruments = []
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise files.error(files.line_of(CATALOG, key), f"`{key}` is no table", f"Write [instruments.{key}].")
        warnings += [_unknown(k, f"[instruments.{key}]", _KNOWN_KEYS) for k in table if k not in _KNOWN_KEYS]
        instruments.append(_instrument(files, key, table))
    for key, what, remedy in flaws(instruments):
        raise files.error(files.line_of(CATALOG, f"[instruments.{key}]"), what, remedy)
    return instruments, warnings


def _unknown(key: str, where: str, known: frozenset[str]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    return f"{where}: `{key}` is not a key that is used" + (f"; is `{near[0]}` meant?" if near else "")


def _instrument(files: _Files, key: str, table: dict[str, Any]) -> Instrument:
    try:
        found = Instrument.model_validate({**table, "key": key})
    except ValidationError as error:
        what, why = first_fault(error)
        what = what.partition(".")[0]
        where = files.line_of(CATALOG, f"[instruments.{key}]", what if what in table else "")
        if what == "kind" and what in table:
            raise files.error(
                where, f"`{table[what]}` is no kind of instrument", f"Use one of: {', '.join(KINDS)}."
            ) from error
        raise files.error(where, f"`{what}` of {key} {why}", "Mend or add the key in the catalog.") from error
    if key in RESERVED:
        raise files.error(
            files.line_of(CATALOG, f"[instruments.{key}]"), f"`{key}` is a name that questions use", "Take another key."
        )
    if found.calendar is not None and not is_calendar(found.calendar):
        where = files.line_of(CATALOG, f"[instruments.{key}]", "calendar")
        raise files.error(where, f"`{found.calendar}` is no calendar", "Use an exchange-calendars code (XNYS) or 24/7.")
    return found


def _series(files: _Files, instrument: Instrument) -> Series:
    try:
        if instrument.file.endswith(SUFFIX):
            found = parse_parquet(files.bytes(instrument.file))
        else:
            found = parse_series(files.text(instrument.file))
    except FaultyFileError as fault:
        where = instrument.file if fault.line is None else f"{instrument.file}, line {fault.line}"
        raise files.error(where, fault.what, fault.remedy) from fault
    return Series(instrument, found.days, found.values, found.bars, found.value_name)


def _listed(files: _Files, name: str, key: str, model: type[T]) -> tuple[T, ...]:
    """The entries of an optional TOML file, in its order."""
    if not files.has(name):
        return ()
    found: list[T] = []
    entries = files.toml(name).get(key, [])
    if not isinstance(entries, list):
        raise files.error(name, f"`{key}` is no list of tables", f"Write each entry under [[{key}]].")
    for n, entry in enumerate(entries, start=1):
        try:
            found.append(model.model_validate(entry))
        except ValidationError as error:
            where, what = first_fault(error)
            raise files.error(name, f"entry {n} of [[{key}]]: `{where}` {what}", "Mend the entry.") from error
    ids = [e.id for e in found if isinstance(e, Event)]
    twice = next((i for i in ids if ids.count(i) > 1), None)
    if twice:
        raise files.error(name, f"the event {twice} stands twice", "Give each event an id of its own.")
    return tuple(found)
