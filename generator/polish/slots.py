"""Facts of a draft as opaque slots: a model sees `[[7]]`, and code puts the draft's own words back.

So no figure passes through a model, and none can be changed by it: it can only be left out, doubled or put elsewhere,
which is seen here or refused by the gate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.facts import Fact
from generator.narrative.marks import Span
from generator.polish.gloss import gloss, shape
from generator.polish.passages import Passage, Sentence
from generator.polish.tasks import AskedSlot

_SLOT = re.compile(r"\[\[(\d{1,4})\]\]")
_BEGINS = re.compile(r"(?:^|[.!?][ ]+)$")


@dataclass(frozen=True)
class Slot:
    """The words of a draft that state a fact; `first` says that they begin a sentence there."""

    place: int
    words: str
    id: str
    first: bool


class Slots:
    """The slots of all passages of a draft, numbered through."""

    def __init__(
        self, found: Sequence[Passage], markdown: str, facts: Mapping[str, Fact], labels: Mapping[str, str]
    ) -> None:
        self._facts, self._labels = facts, labels
        self._slots: dict[int, Slot] = {}
        self._of: dict[int, list[tuple[Slot, Span]]] = {}
        for sentence in (s for p in found for s in p.sentences):
            for span in sorted(sentence.spans, key=lambda s: s.start):
                words = " ".join(markdown[span.start : span.end].split())
                slot = Slot(len(self._slots) + 1, words, span.id, span.start == sentence.start)
                self._slots[slot.place] = slot
                self._of.setdefault(sentence.start, []).append((slot, span))
        self._markdown = markdown

    def of(self, sentence: Sentence) -> list[int]:
        """The slots of a sentence, in order."""
        return [slot.place for slot, _ in self._of.get(sentence.start, [])]

    def veiled(self, sentence: Sentence) -> str:
        """A sentence with its slots in place of the words that state facts."""
        parts, at = [], sentence.start
        for slot, span in self._of.get(sentence.start, []):
            parts += [self._markdown[at : span.start], f"[[{slot.place}]]"]
            at = span.end
        return " ".join("".join([*parts, self._markdown[at : sentence.end]]).split())

    def asked(self, places: Iterable[int]) -> tuple[AskedSlot, ...]:
        """What a model is told of some slots."""
        slots = [self._slots[n] for n in places]
        return tuple(
            AskedSlot(slot=f"[[{s.place}]]", reads=shape(s.words), says=gloss(self._facts.get(s.id), self._labels))
            for s in slots
        )

    def faults(self, text: str, sentences: Sequence[Sentence], *, some: bool = False) -> list[str]:
        """What is wrong with the slots of a rewrite of some sentences; with `some` it need not have them all."""
        own = Counter(n for s in sentences for n in self.of(s))
        used = Counter(int(n) for n in _SLOT.findall(text))
        found = [f"[[{n}]] is no slot of these sentences" for n in used if n not in own]
        found += [f"[[{n}]] stands more than once" for n in used if n in own and used[n] > own[n]]
        found += [] if some else [f"[[{n}]] is left out" for n in own if n not in used]
        rest = _SLOT.sub("", text)
        if "[[" in rest or "]]" in rest:
            found.append("a slot is garbled")
        plain = " ".join(self.veiled(s) for s in sentences)
        new = set(re.findall(r"\d+", rest)) - set(re.findall(r"\d+", _SLOT.sub("", plain)))
        if new:
            found.append(f"figures outside slots: {', '.join(sorted(new))}")
        return found

    def filled(self, text: str) -> tuple[str, list[Span]]:
        """A text with the words of its slots, and where they stand in it."""
        parts: list[str] = []
        spans: list[Span] = []
        at = length = 0
        for found in _SLOT.finditer(text):
            slot = self._slots.get(int(found[1]))
            if slot is None:
                continue
            before = text[at : found.start()]
            words = _cased(slot, begins=bool(_BEGINS.search(text[: found.start()])))
            start = length + len(before)
            spans.append(Span(start=start, end=start + len(words), id=slot.id))
            parts += [before, words]
            length, at = start + len(words), found.end()
        return "".join(parts) + text[at:], spans


def _cased(slot: Slot, *, begins: bool) -> str:
    """The words of a slot with the capital of a sentence's beginning where they begin one, and only there."""
    first = slot.words[:1]
    if begins and first.islower():
        return first.upper() + slot.words[1:]
    if slot.first and not begins and first.isupper() and slot.words[1:2].islower():
        return first.lower() + slot.words[1:]
    return slot.words
