"""The plain text as read: what a rewrite is held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.names import Ids
from generator.check.judging.gate.reading.nearby import BySize
from generator.check.judging.gate.reading.stands_for import StandsFor
from generator.check.judging.gate.reading.stretches import UNITS, Forms, days_of_fact, forms_of_fact, joined_units
from generator.check.judging.gate.reading.told import Told
from generator.check.judging.gate.rules.denials import Part
from generator.check.judging.gate.rules.denials import parts as parts_of
from generator.check.judging.gate.rules.kin import Kin, about, kin_of
from generator.check.judging.gate.words.vocabulary import Vocabulary
from generator.check.text.sentence import Sentence
from generator.facts import Fact

RUNS_OF = {"day": "s", "run": "s", "week": "w", "month": "m", "year": "y"}
"""What a count of days and the like spells as a stretch."""
_CALENDAR = {"wtd": "w", "mtd": "m", "qtd": "q", "ytd": "y"}


@dataclass(frozen=True)
class Plain:
    """The plain text as read."""

    lines: list[Line]
    told: list[Told]
    facts: list[Fact]
    words: Vocabulary
    parts: dict[str, Ids]
    kinds: dict[str, str]
    as_of: date

    @cached_property
    def numbers(self) -> BySize[Told]:
        """Its numbers by size: as written, and at full precision."""
        return BySize((t, map(float, (t.amount.q.value, *t.values))) for t in self.told)

    @cached_property
    def ids(self) -> Ids:
        """Every instrument that it names."""
        return frozenset().union(*(n.ids for x in self.lines for n in x.names))

    @cached_property
    def days(self) -> set[date]:
        """Every day that it, or a fact behind it, knows."""
        days = {d for x in self.lines for w in x.sentence.whens for d in (w.start, w.end) if d and w.grain == "day"}
        return days | {self.as_of} | {d for f in self.facts for d in days_of_fact(f)}

    @cached_property
    def verbatim(self) -> dict[str, list[Line]]:
        """Its sentences by their letters."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(letters(line.sentence), []).append(line)
        return found

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences."""
        return [line.sentence for line in self.lines]

    @cached_property
    def _said(self) -> dict[int, list[Part]]:
        return {}

    def said_of(self, line: Line) -> list[Part]:
        """One of its sentences from stop to stop; read once."""
        key = id(line.sentence)
        if key not in self._said:
            self._said[key] = parts_of(line.sentence)
        return self._said[key]

    def has_phrase(self, phrase: str) -> bool:
        """Whether one of its sentences has some words in this order."""
        return any(phrase.lower() in x.sentence.text.lower() for x in self.lines)

    @cached_property
    def remarks(self) -> list[Sentence]:
        """Its sentences without a number."""
        return [line.sentence for line in self.lines if not line.amounts]

    @cached_property
    def spans(self) -> set[tuple[date | None, date | None]]:
        """The periods that it names."""
        return {(w.start, w.end) for x in self.lines for w in x.sentence.whens}

    @cached_property
    def kin(self) -> list[Kin]:
        """Its numbers with the words that tell them apart."""
        return kin_of(self.lines, self.told)

    @cached_property
    def about(self) -> list[tuple[Line, frozenset[str]]]:
        """Its sentences with the words that say what they are about."""
        return [(x, about(x)) for x in self.lines]

    @cached_property
    def wording(self) -> list[tuple[Line, frozenset[str]]]:
        """Its sentences with those words and their names."""
        return [(x, about(x, with_names=True)) for x in self.lines]

    @cached_property
    def stands_for(self) -> StandsFor:
        """Its sentences, to be found again."""
        return StandsFor(self.lines)

    @cached_property
    def weekdays(self) -> set[int]:
        """The days of the week that it names, by a date or by itself."""
        named = {d for x in self.lines for w in x.sentence.whens for d in (w.start, w.end) if d and w.grain == "day"}
        return {d.weekday() for d in named | {self.as_of} if self.as_of - d < timedelta(10)}

    @cached_property
    def joined(self) -> set[tuple[int, str]]:
        """Its `2-year` and `one-day`."""
        return {(n, letter) for x in self.lines for n, letter, _, _ in joined_units(x.sentence)}

    @cached_property
    def units(self) -> set[str]:
        """The letters of the units of time that it counts in; every text knows days."""
        words = {UNITS.get(w.removesuffix("s"), "") for w in self.words.plain}
        told = {f[-1] for f in self.forms if f[0].isdigit()} | {"d"}
        return words | told | {_CALENDAR[f] for f in self.forms if f in _CALENDAR}

    @cached_property
    def forms(self) -> Forms:
        """The stretches of time that it, or a fact behind it, knows."""
        named = [f.forms for x in self.lines for f in x.stretches]
        counted = {f"{a.q.value}{RUNS_OF[a.role]}" for x in self.lines for a in x.amounts if a.role in RUNS_OF}
        return frozenset(counted).union(*named, *(t.forms for t in self.told), *map(forms_of_fact, self.facts))


def letters(s: Sentence) -> str:
    """A sentence by its letters and digits alone."""
    return re.sub(r"\W+", " ", s.text).strip().lower()
