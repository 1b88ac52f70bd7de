"""What a draft's own numbers say of one of them, and which one to hold against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.check.answering.reading import Answers
from generator.check.binding.claim import Claim
from generator.check.comparing.policy import Ruling
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Part:
    """Words that a doubt is about: tokens `first` to `last` (exclusive) of a sentence."""

    sentence: Sentence
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding of the draft about itself. Of several parts that do not fit together, the first is the derived one."""

    kind: str
    ruling: Ruling
    message: str
    parts: tuple[Part, ...]


def part(s: Sentence, q: Quantity) -> Part:
    """The words of a number."""
    return Part(s, q.first, q.last)


def inside(ruling: Ruling) -> Ruling:
    """A ruling as one of the draft against itself."""
    return Ruling(ruling.verdict, "internal", "" if ruling.verdict == "supported" else "internal")


GOOD, BAD = Ruling("supported", "internal"), Ruling("contradicted", "internal", "internal")


class Settled:
    """Turns doubts into claims: a tape, where there is one, tells which of the numbers is the wrong one."""

    def __init__(self, claims: Iterable[Claim], answers: Answers) -> None:
        self.answers = answers
        self.bound: dict[int, list[Claim]] = {}
        for claim in claims:
            if claim.readings and claim.test is not None:
                self.bound.setdefault(id(claim.sentence), []).append(claim)

    def claim(self, doubt: Doubt) -> Claim | None:
        """The claim of a doubt; None where the tape judges it already, or has every part of it right."""
        blamed = doubt.parts[0]
        if len(doubt.parts) > 1 or doubt.ruling.verdict == "supported":
            if doubt.ruling.verdict == "supported":
                if self._over(blamed):
                    return None
            else:
                standings = [self._stands(p) for p in doubt.parts]
                if all(standings):
                    return None  # true numbers of different things
                wrong = [p for p, good in zip(doubt.parts, standings, strict=True) if good is False]
                open_ = [p for p, good in zip(doubt.parts, standings, strict=True) if good is None]
                blamed = (wrong or open_)[0]
        return Claim(
            blamed.sentence, blamed.first, blamed.last, doubt.kind, settled=doubt.ruling, message=doubt.message
        )

    def _over(self, p: Part) -> list[Claim]:
        return [c for c in self.bound.get(id(p.sentence), ()) if c.first < p.last and c.last > p.first]

    def _stands(self, p: Part) -> bool | None:
        """Whether the tape supports the words, contradicts them, or has nothing to say."""
        seen = [self._true(c) for c in self._over(p)]
        told = [good for good in seen if good is not None]
        return None if not told else all(told)

    def _true(self, claim: Claim) -> bool | None:
        verdicts = []
        for reading in claim.readings:
            answer = self.answers.ask(reading)
            if answer is not None and claim.test is not None:
                verdicts.append(claim.test.check(answer).verdict == "supported")
        return any(verdicts) if verdicts else None
