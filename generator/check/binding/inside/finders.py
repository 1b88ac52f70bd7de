"""The draft against itself: each finder reads the text alone; a tape only tells which of two numbers is the wrong one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.check.answering.reading import Answers
from generator.check.binding.claim import Claim
from generator.check.binding.inside.counts import counts
from generator.check.binding.inside.doubt import Doubt, Settled
from generator.check.binding.inside.gaps import gaps
from generator.check.binding.inside.grids import grids
from generator.check.binding.inside.pairs import pairs
from generator.check.binding.inside.ranges import ranges
from generator.check.binding.inside.repeats import firsts, repeats
from generator.check.binding.inside.shares import shares
from generator.check.binding.inside.totals import totals
from generator.check.binding.inside.weekdays import impossible, relative, weekdays, years_named
from generator.check.text.sentence import Parsed, Sentence

_OF_A_SENTENCE: tuple[Callable[[Sentence], Iterator[Doubt]], ...] = (
    pairs,  # from, to, points and per cent of one move
    gaps,  # the difference or the ratio of two figures
    totals,  # parts and their whole
    shares,  # a share of a whole, an average
    ranges,  # low to high
    impossible,  # 31 November
)
_OF_THE_DRAFT: tuple[Callable[[Parsed], Iterator[Doubt]], ...] = (
    counts,  # three reasons, and what follows
    grids,  # the total of a table
    repeats,  # a number told twice
    firsts,  # a first time in two years
)


def bind_internal(parsed: Parsed, claims: list[Claim], answers: Answers, as_of: date) -> Iterator[Claim]:
    """Claims that the draft itself confirms or contradicts."""
    settled = Settled(claims, answers)
    for doubt in doubts(parsed, as_of):
        claim = settled.claim(doubt)
        if claim is not None:
            yield claim


def doubts(parsed: Parsed, as_of: date) -> Iterator[Doubt]:
    """What a draft says of itself."""
    sentences = [s for _, found in parsed for s in found]
    named = years_named(sentences)
    for s in sentences:
        if not s.whens and len(s.numbers) < (1 if s.block.cell is None else 2):
            continue  # each of these finders starts from a number or a time, in a cell from two numbers
        yield from weekdays(s, named, as_of)
        yield from relative(s, as_of)
        for find in _OF_A_SENTENCE:
            yield from find(s)
    for of_draft in _OF_THE_DRAFT:
        yield from of_draft(parsed)
