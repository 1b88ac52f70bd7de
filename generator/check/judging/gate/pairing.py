"""Which sentences of the plain text each sentence of a rewrite stands for, and what its numbers repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.check.judging.gate.plain import Plain, letters
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.rules.matching import Match, match


@dataclass(frozen=True, slots=True)
class Paired:
    """A sentence with what its numbers repeat and the plain sentences that it stands for.

    `same`: it is one of them word for word; `among`: of which it must be, where the rewrite says so.
    """

    line: Line
    matches: list[Match]
    own: list[Line]
    same: bool
    among: Sequence[Line] = ()

    @property
    def sure(self) -> bool:
        """Whether the rewrite says which they are."""
        return bool(self.among)


def pair(lines: Sequence[Line], plain: Plain, among: Callable[[Line], Sequence[Line]]) -> list[Paired]:
    """Every sentence of a rewrite with its own; `among` says of which plain ones a sentence must be, where that is known."""
    said = {letters(x.sentence) for x in lines}
    left = {id(x.sentence) for x in plain.lines if letters(x.sentence) not in said}
    paired = [_paired(line, plain, left, among(line)) for line in lines]
    _adopt(paired, plain, left)
    return paired


def _paired(line: Line, plain: Plain, left: set[int], among: Sequence[Line]) -> Paired:
    matches = [match(a, plain.told, plain.numbers, plain.kinds, len(plain.ids)) for a in line.amounts]
    if verbatim(line, plain):
        return Paired(line, matches, [], True)
    found = plain.stands_for.find(line, [m.told.amount if m.told else None for m in matches], left)
    if among:
        places = {id(x) for x in among}
        found = [x for x in found if id(x) in places] or list(among)
    return Paired(line, matches, found, False, among)


def _adopt(paired: Sequence[Paired], plain: Plain, left: set[int]) -> None:
    """A remark that no sentence stands for belongs to those that stand for its neighbours."""
    place = {id(x): k for k, x in enumerate(plain.lines)}
    taken = {place[id(x)] for p in paired for x in p.own}
    for p in paired:
        beside = {k + step for k in (place[id(x)] for x in p.own) for step in (-1, 1)} - taken
        for k in sorted(k for k in beside if 0 <= k < len(plain.lines)):
            x = plain.lines[k]
            if id(x.sentence) in left and x.sentence.block.role == p.line.sentence.block.role:
                p.own.append(x)


def verbatim(line: Line, plain: Plain) -> bool:
    """A sentence of the plain text, as it stands there, speaking of the same."""
    return any(
        (
            bool(x.names)
            or not x.amounts
            or x.place.ids == line.place.ids
            or x.place.head == line.place.head != frozenset()
        )
        for x in plain.verbatim.get(letters(line.sentence), ())
    )
