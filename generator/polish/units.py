"""Returned sentences grouped with the sentences that they stand for: a unit is accepted or replaced as one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.narrative.marks import Span
from generator.polish.passages import Passage, Sentence
from generator.polish.replies import Said, SaidPassage

_MARKUP = '`*_[]<>|#{}\\"'
_LONGER = 3  # times as long as the plain sentences, and a hundred characters


@dataclass(eq=False)
class Unit:
    """Some sentences of a passage, and what is proposed for them."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    proposed: str | None = None
    text: str | None = None  # as proposed, with its slots filled
    spans: list[Span] = field(default_factory=list)  # within `text`
    reasons: list[str] = field(default_factory=list)
    message: str = ""
    round: int = 0
    earlier: list[tuple[str, str]] = field(default_factory=list)

    @property
    def live(self) -> bool:
        """Whether its proposal stands."""
        return self.text is not None and not self.reasons

    @property
    def numbers(self) -> set[int]:
        """Which sentences of its passage it stands for."""
        return {s.n for s in self.sentences}

    @property
    def plain(self) -> str:
        """Its plain sentences."""
        return " ".join(s.text for s in self.sentences)

    def refuse(self, reasons: Iterable[str], message: str) -> None:
        """Turns the proposal down; the plain sentences stand."""
        self.reasons = list(dict.fromkeys([*self.reasons, *reasons]))
        self.message = " ".join(dict.fromkeys(part for part in (self.message, message) if part))


def units_of(passage: Passage, said: SaidPassage | None, sentences: Sequence[Sentence] | None = None) -> list[Unit]:
    """All sentences of a passage (or some) as units, in the order of the answer; what it left out has no proposal."""
    left = {s.n: s for s in (passage.sentences if sentences is None else sentences)}
    groups = _groups([one for one in (said.sentences if said else ()) if set(one.stands_for) <= set(left)])
    found = [
        Unit(passage, tuple(left[n] for n in sorted(numbers)), " ".join(" ".join(text.split()) for text in texts))
        for numbers, texts in groups
    ]
    for n in [n for n in left if not any(n in numbers for numbers, _ in groups)]:
        found.insert(_place(found, n), Unit(passage, (left[n],)))
    return found


def repaired(passage: Passage, before: Sequence[Unit], fresh: Sequence[Unit]) -> list[Unit]:
    """Units of a first round with those of a second in their places; what was not answered again stays as it was."""
    answered = [unit for unit in fresh if unit.proposed is not None]
    found: list[Unit] = []
    for old in before:
        newer = [unit for unit in answered if unit.numbers & old.numbers]
        for unit in newer:
            unit.earlier += [(old.proposed, old.message)] if old.proposed else []
        found += [unit for unit in newer if unit not in found] or ([] if newer else [old])
    left = [s for s in passage.sentences if not any(s.n in unit.numbers for unit in found)]
    for sentence in left:
        found.insert(_place(found, sentence.n), Unit(passage, (sentence,)))
    return found


def _groups(said: Sequence[Said]) -> list[tuple[set[int], list[str]]]:
    """Returned sentences joined where they stand for a common one."""
    groups: list[tuple[set[int], list[str]]] = []
    for one in said:
        numbers, texts = set(one.stands_for), [one.text]
        common = [g for g in groups if g[0] & numbers]
        if not common:
            groups.append((numbers, texts))
            continue
        first = common[0]
        for other in common[1:]:
            first[0].update(other[0])
            first[1].extend(other[1])
            groups.remove(other)
        first[0].update(numbers)
        first[1].extend(texts)
    return groups


def _place(units: Sequence[Unit], n: int) -> int:
    """Where a sentence without a proposal belongs: behind the one before it."""
    before = [k for k, unit in enumerate(units) if any(s.n < n for s in unit.sentences)]
    return before[-1] + 1 if before else 0


def faults_of_form(text: str, plain: str, *, new: bool = False) -> list[str]:
    """What no sentence of prose may have, whatever it says: markup, unseen characters, great length, no end.

    A text that is `new` stands for no plain sentences: it may hold no markup at all.
    """
    found = []
    if any(text.count(c) > (0 if new else plain.count(c)) for c in _MARKUP):
        found.append("markup that the plain text does not have")
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn") for c in text):
        found.append("characters that nobody sees")
    if len(text) > _LONGER * len(plain) + 100:
        found.append("much longer than the plain text")
    if not text.rstrip(")’'").endswith((".", "!", "?")):
        found.append("no end of a sentence")
    return found
