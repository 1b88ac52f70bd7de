"""A sentence with what its words name, looked up once for its numbers and for its claims in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.check.judging.gate.names import Named, names_in
from generator.check.judging.gate.signs import Cue, cues_in
from generator.check.judging.gate.stretches import Stretch, stretches_in
from generator.check.judging.gate.whose import Place
from generator.check.text.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence, what earlier text lends it, and its instruments, stretches of time and words of direction."""

    s: Sentence
    as_of: date
    place: Place
    names: list[Named]
    stretches: list[Stretch]
    cues: list[Cue]


def see(s: Sentence, as_of: date, place: Place) -> Seen:
    """Looks up what a sentence names."""
    return Seen(s, as_of, place, names_in(s, place.parts), stretches_in(s, as_of), cues_in(s))
