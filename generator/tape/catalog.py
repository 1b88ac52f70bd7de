"""What a tape says about its series: the instruments, the dated events, and what others said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from generator.market import Event, Instrument, Statement


@dataclass(frozen=True)
class Catalog:
    """All that a tape needs besides rows; the order of the instruments is that of the tape."""

    title: str
    instruments: tuple[Instrument, ...]
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()

    def plus(self, other: Catalog) -> Catalog:
        """This catalog with another's entries, which replace those of the same key or id."""
        instruments = {each.key: each for each in (*self.instruments, *other.instruments)}
        events = {each.id: each for each in (*self.events, *other.events)}
        return replace(self, instruments=tuple(instruments.values()), events=tuple(events.values()),
                       statements=other.statements)  # fmt: skip


class Flaw(NamedTuple):
    """Why instruments cannot stand in one catalog: at which of them, what, and how to mend it."""

    key: str
    what: str
    remedy: str


def flaws(instruments: Iterable[Instrument]) -> Iterator[Flaw]:
    """Names that two claim, instruments that are not there, roles given twice, files that are elsewhere."""
    each_one = list(instruments)
    owner: dict[str, str] = {}
    for one in each_one:
        for name in {n.casefold() for n in (one.name, *one.aliases)}:
            if name in owner:
                what = f"the name `{name}` is claimed by {owner[name]} and by {one.key}"
                yield Flaw(one.key, what, "Give each name or alias to one instrument.")
            owner.setdefault(name, one.key)
    roles = [one.role for one in each_one if one.role]
    for one in each_one:
        if one.of is not None and one.of not in {other.key for other in each_one}:
            yield Flaw(one.key, f"`of` names {one.of}, which the catalog lacks", "Name a key of the catalog.")
        elif one.role and roles.count(one.role) > 1:
            yield Flaw(one.key, f"the role {one.role} is given twice", "Give each role to one series.")
        elif Path(one.file).name != one.file:
            yield Flaw(one.key, f"`file` {one.file} is outside the folder", "Name a file of the folder.")
