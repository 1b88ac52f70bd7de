"""The live catalog: what each instrument is, and the sources that are asked for it, in their order.

The shipped one is `catalog.toml` beside this file. A catalog of your own adds instruments to it, replaces keys of its
instruments one by one, and leaves out those that say `use = false`.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.errors import OptionError
from generator.market import Event, Instrument
from generator.sources import SOURCES
from generator.sources.base import Spec
from generator.tape.catalog import Catalog
from generator.tape.sessions import is_calendar
from generator.validation import first_fault

SHIPPED = Path(__file__).with_name("catalog.toml")
LISTS = {"fetch": "", "confirm": "", "feeds": "feed"}  # of sources, and the source that is meant where none is named
FLAGS = ("use", "optional")
KNOWN = frozenset(Instrument.model_fields) | frozenset(LISTS) | frozenset(FLAGS)


@dataclass(frozen=True)
class Wanted:
    """One instrument with its sources: `chain` in the order in which they are asked, until one answers.

    `confirm` are asked besides, and must agree; `feeds` are all read. `optional`: a failure is told, and is none.
    """

    instrument: Instrument
    chain: tuple[Spec, ...] = ()
    confirm: tuple[Spec, ...] = ()
    feeds: tuple[Spec, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class LiveCatalog:
    """The catalog of a tape, and for each of its instruments where its rows come from."""

    catalog: Catalog
    wanted: Mapping[str, Wanted]


def read_live(own: Path | None = None) -> LiveCatalog:
    """The shipped catalog, with your own laid over it. Raises OptionError, naming file and instrument."""
    tables, events, title = _read(SHIPPED)
    if own is not None:
        mine, more, named = _read(own)
        tables = {key: {**tables.get(key, {}), **mine.get(key, {})} for key in (*tables, *mine)}
        events, title = {**events, **more}, named or title
    kept = {key: table for key, table in tables.items() if table.get("use", True)}
    wanted = {key: _wanted(key, table, own or SHIPPED) for key, table in kept.items()}
    instruments = tuple(each.instrument for each in wanted.values())
    _refuse_double_names(instruments, own or SHIPPED)
    _refuse_strangers(instruments, own or SHIPPED)
    return LiveCatalog(Catalog(title, instruments, tuple(events.values())), wanted)


def _read(path: Path) -> tuple[dict[str, dict[str, Any]], dict[str, Event], str]:
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        raise OptionError(f"cannot be read: {told}", subject=str(path), remedy="See [sources] catalog.") from error
    tables, events = found.get("instruments", {}), found.get("events", [])
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise _wrong(path, "instruments", "is no table of tables")
    try:
        told = [Event.model_validate(each) for each in events]
    except ValidationError as error:
        raise _wrong(path, "events", _first(error)) from error
    return tables, {event.id: event for event in told}, str(found.get("title", ""))


def _wanted(key: str, table: dict[str, Any], path: Path) -> Wanted:
    for name in table:
        if name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, 1)
            raise _wrong(path, key, f"`{name}` is no key of it" + (f"; is `{near[0]}` meant?" if near else ""))
    plain = {name: value for name, value in table.items() if name not in LISTS and name not in FLAGS}
    try:
        instrument = Instrument.model_validate({"file": f"{key}.csv", **plain, "key": key})
    except ValidationError as error:
        raise _wrong(path, key, _first(error)) from error
    if instrument.calendar is not None and not is_calendar(instrument.calendar):
        raise _wrong(path, key, f"`{instrument.calendar}` is no calendar")
    lists = {name: _specs(key, name, table.get(name, []), path) for name in LISTS}
    return Wanted(instrument, lists["fetch"], lists["confirm"], lists["feeds"], bool(table.get("optional")))


def _specs(key: str, name: str, entries: Any, path: Path) -> tuple[Spec, ...]:  # noqa: ANN401 - what TOML holds
    if not isinstance(entries, list):
        raise _wrong(path, key, f"`{name}` is no list; write [[instruments.{key}.{name}]]")
    found = []
    for entry in entries:
        source = str(entry.get("source", LISTS[name])) if isinstance(entry, dict) else ""
        if source not in SOURCES or (source == "feed") is not (name == "feeds"):
            raise _wrong(path, key, f"`{source}` in `{name}` is no source; there are {', '.join(SOURCES)}")
        try:
            found.append(SOURCES[source][0].model_validate({"source": source, **entry}))
        except ValidationError as error:
            raise _wrong(path, key, f"`{name}`, {source}: {_first(error)}") from error
    return tuple(found)


def _first(error: ValidationError) -> str:
    where, what = first_fault(error)
    return f"`{where}` {what}" if where else what


def _wrong(path: Path, key: str, what: str) -> OptionError:
    return OptionError(f"{key}: {what}", subject=str(path), remedy="Mend the entry; docs/data.md shows its keys.")


def _refuse_double_names(instruments: tuple[Instrument, ...], path: Path) -> None:
    owner: dict[str, str] = {}
    for instrument in instruments:
        for name in {n.casefold() for n in (instrument.name, *instrument.aliases)}:
            if name in owner:
                raise _wrong(path, instrument.key, f"the name `{name}` is that of {owner[name]} too")
            owner[name] = instrument.key


def _refuse_strangers(instruments: tuple[Instrument, ...], path: Path) -> None:
    keys = {each.key for each in instruments}
    roles = [each.role for each in instruments if each.role]
    for each in instruments:
        if each.of is not None and each.of not in keys:
            raise _wrong(path, each.key, f"`of` names {each.of}, which the catalog lacks")
        if each.role and roles.count(each.role) > 1:
            raise _wrong(path, each.key, f"the role {each.role} is given twice")
