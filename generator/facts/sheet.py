"""The fact sheet: the questions that a story asked, with their answers, and what is most unusual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from pydantic import BaseModel, ConfigDict

from generator.facts import liquidity
from generator.facts.asked import Missing
from generator.facts.engine import Engine
from generator.facts.fact import Fact
from generator.facts.ranking import News, Period
from generator.market import Instrument
from generator.tape import Rows


class TapeNote(BaseModel):
    """Which tape a sheet was computed from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    hash: str
    sample: bool
    known_at: dt.datetime | None = None  # of a tape from the store: asking for that time gives the same tape


class FactSheet(BaseModel):
    """All facts of a story as of one date. The schema is `truetape facts --schema`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: dt.date
    story: str
    period: Period
    tape: TapeNote
    ranking: tuple[News, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Doubtful:
    """A series that text must not lean on, and why: its level fact is stale, suspect or missing."""

    instrument: Instrument
    fact: Fact


class Recorder:
    """Asks an engine and keeps what was asked, in order: the sheet in the making."""

    def __init__(self, engine: Engine, period: Period = "day") -> None:
        self.engine = engine
        self.period = period
        self._facts: list[Fact] = []
        self._places: dict[str, int] = {}

    @property
    def as_of(self) -> dt.date:
        """The date that everything is asked for."""
        return self.engine.as_of

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What was asked so far."""
        return tuple(self._facts)

    def ask(self, id: str) -> Fact:
        """Asks a question and puts it on the sheet."""
        fact = self.engine.ask(id)
        self.place(fact)
        return fact

    def place(self, fact: Fact) -> int:
        """The place of a fact on the sheet."""
        if fact.id not in self._places:
            self._places[fact.id] = len(self._facts)
            self._facts.append(fact)
        return self._places[fact.id]

    def instrument(self, key: str) -> Instrument:
        """An instrument of the tape, or the pseudo-subject of net liquidity."""
        if key == liquidity.SUBJECT:
            return self.rows(key).instrument
        return self.engine.tape.instruments[key]

    def rows(self, key: str) -> Rows:
        """The rows of a subject that exist at the date. Raises Missing."""
        return self.engine.rows(key)

    def has(self, key: str) -> bool:
        """Whether a subject has rows at the date."""
        try:
            return self.rows(key).n > 0
        except Missing:
            return False

    def drawable(self, keys: Iterable[str]) -> bool:
        """Whether the subjects have at least two dates in common, so that a line can be drawn."""
        if not all(self.has(key) for key in keys):
            return False
        days = [self.rows(key).days for key in keys]
        return len(reduce(np.intersect1d, days)) > 1

    def sheet(self, story: str, ranking: list[News]) -> FactSheet:
        """The sheet of all that was asked."""
        tape = self.engine.tape
        return FactSheet(
            as_of=self.as_of, story=story, period=self.period, ranking=tuple(ranking), facts=self.facts,
            tape=TapeNote(title=tape.title, hash=tape.hash, sample=tape.sample, known_at=tape.known_at),
        )  # fmt: skip
