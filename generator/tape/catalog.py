"""What a tape says about its series: the instruments, the dated events, and what others said."""

from __future__ import annotations

from dataclasses import dataclass

from generator.market import Event, Instrument, Statement


@dataclass(frozen=True)
class Catalog:
    """All that a tape needs besides rows; the order of the instruments is that of the tape."""

    title: str
    instruments: tuple[Instrument, ...]
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
