"""What every part of a brief's voice shares: marking words, picking wordings, and what the brief is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.errors import TemplateError
from generator.facts import Fact
from generator.facts.sheet import Recorder
from generator.market import Instrument
from generator.narrative.marks import mark
from generator.narrative.vary import Chooser
from generator.narrative.wording import Wording

FILTERS: tuple[str, ...] = ()
FUNCTIONS = ("date_of", "scope", "since_year", "count", "instrument")


class Speaker:
    """One brief in one language: its words, its choice of wordings, its sheet."""

    def __init__(self, wording: Wording, chooser: Chooser, recorder: Recorder) -> None:
        self.wording = wording
        self._chooser = chooser
        self._recorder = recorder
        self._verbs_used: list[str] = []

    def pick(self, place: str, allowed: Sequence[bool]) -> int:
        """The wording to take at a place of a template (called by `{% vary %}`)."""
        return self._chooser.pick(place, allowed)

    def _mark(self, fact: Fact, text: str) -> str:
        if not fact.known:
            raise TemplateError(f"the missing fact {fact.id} was to be printed", remedy="Guard it in the template.")
        return mark(text, self._recorder.place(fact))

    def _instrument(self, key: str) -> Instrument:
        return self._recorder.instrument(key)

    def _of(self, fact: Fact) -> Instrument:
        return self._recorder.instrument(fact.subject)

    def date_of(self, day: date) -> str:
        """A date for a sentence: `22 January`, with the year unless it is this one."""
        return self.wording.day(day, "day" if day.year == self._recorder.as_of.year else "day_year")

    def scope(self, of: Instrument) -> str:
        """What must follow the word record when the file is too short for it: ` since 2018`."""
        if self._recorder.rows(of.key).knows_its_record:
            return ""
        return str(self.wording.words["record"]["scope"]).format(self.since_year(of))

    def since_year(self, of: Instrument) -> str:
        """The year in which the data of an instrument begin."""
        return self.wording.day(self._recorder.rows(of.key).date(0), "year")

    def count(self, n: int) -> str:
        """A number of things that the text itself lists."""
        return self.wording.count(n)

    def instrument(self, fact: Fact) -> Instrument:
        """Whom a fact is about."""
        return self._of(fact)
