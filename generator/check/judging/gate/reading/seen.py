"""A sentence with what its words name, looked up once for its numbers and for its claims in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.check.judging.gate.reading.names import Named, names_in
from generator.check.judging.gate.reading.signs import Cue, cues_in
from generator.check.judging.gate.reading.stretches import Stretch, stretches_in
from generator.check.judging.gate.reading.whose import Place
from generator.check.text.entities import Mention
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
    return Seen(s, as_of, place, _names(s, place), stretches_in(s, as_of), cues_in(s))


def _taken_up(m: Mention, s: Sentence, named: list[Named], place: Place) -> Named | None:
    """`the index`, `the metal`: the last named of its kind; where none was of late, any of the kind."""
    if not m.name.anaphor or s.low(m.first) not in ("the", "this") or s.low(m.last - 1) not in _NOUNS:
        return None
    if any(n.first < m.last and m.first < n.last for n in named) or s.low(m.last) in ("of", "'s"):
        return None
    kinds = set(m.name.anaphor)
    before = [*(n.ids for n in reversed(named) if n.last <= m.first), place.ids, *place.recent]
    found = next((same for ids in before if (same := frozenset(k for k in ids if place.kinds.get(k) in kinds))), None)
    every = frozenset(k for k, kind in place.kinds.items() if kind in kinds)
    return Named(m.first, m.last, found or every, again=True) if every else None


_NOUNS = frozenset({"index", "metal", "coin", "yield"})


def _names(s: Sentence, place: Place) -> list[Named]:
    """The names of a sentence; `the former` and `the latter` are the first and the last of those named before."""
    named = names_in(s, place.parts)
    named += [n for m in s.mentions if (n := _taken_up(m, s, named, place)) is not None]
    for i in s.places({"former", "latter"}):
        before = [n.ids for n in named if n.last <= i]
        order = before if len(before) > 1 else place.order
        if len(order) > 1:
            named.append(Named(i, i + 1, order[0 if s.low(i) == "former" else -1]))
    return sorted(named, key=lambda n: n.first)
