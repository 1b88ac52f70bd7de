"""What a text must have said before a failing claim is called wrong; what it left open is not judged.

The binder gives the questions that words may well ask, and one that holds makes a claim green. Here stand those that they
may ask at a stretch. They never make a claim green; but where one of them holds, or where the words do not even say what
is measured, the text did not say what it would be condemned for, and the claim is `not_covered`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.check.answering.reading import Answer, Answers, Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.times.untold import untold
from generator.check.comparing.amounts import MultipleTest, NumberTest, PairTest, might_hold
from generator.check.comparing.policy import Ruling
from generator.check.comparing.tests import CountTest, SignTest
from generator.check.judging.beside import told_beside
from generator.check.judging.said import (
    measure_said,
    named_there,
    plainly_bound,
    price_or_yield_said,
    subject_said,
    window_said,
)
from generator.check.text.replacing import replace
from generator.check.text.units import CODES
from generator.check.text.when import POINTERS

_USUAL = ("1d", "wtd", "1w", "mtd", "1m", "qtd", "3m", "6m", "ytd", "1y")
_SPANS = ("1d", "wtd", "mtd", "ytd", "1y", "all")
_EXTREMES = ("high", "low", "high.intraday", "low.intraday")
_MOVES = ("change", "delta", "spread", "sum", "rank", "mult", "pair", "sized")


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a question: whether the words of a claim say it, and what else they may mean where they do not."""

    reason: str
    missing: str
    said: Callable[[Claim, Reading], bool]
    others: Callable[[Answers, Claim, Reading], Iterator[Reading]]
    needed: Callable[[Claim, Ruling, Answer], bool]  # whether without it a failing claim is let off


@dataclass(frozen=True, slots=True)
class Open:
    """What a text left open, and the question under which its claim would hold, if there is one."""

    slot: Slot
    held: tuple[tuple[Reading, Answer], ...]


def _other_measures(_: Answers, claim: Claim, reading: Reading) -> Iterator[Reading]:
    """A bare price may be an extreme, a bare percentage a distance from one, a `most` that of levels."""
    if reading.measure == "level":
        for measure in _EXTREMES:
            for window in _SPANS:
                yield replace(reading, measure=measure, window=window)
                yield replace(reading, measure=measure, window=window, at=None)
    elif reading.measure == "change":
        for measure in ("drawdown", "rebound"):
            for window in ("all", "1y", "ytd"):
                yield replace(reading, measure=measure, window=window, at=None)
    elif reading.measure in ("biggest", "best", "worst"):
        for parameter in ("high", "low"):
            yield replace(reading, measure="levelsince", window=None, parameter=parameter)


def _other_windows(answers: Answers, claim: Claim, reading: Reading) -> Iterator[Reading]:
    """The usual windows and those that the text tells of; of a bare sign, which half of them bear out, only the latter."""
    if reading.measure not in _MOVES and not reading.measure.startswith("count."):
        return
    sized = isinstance(claim.test, NumberTest | PairTest | CountTest)
    usual = (*_USUAL, f"year:{answers.as_of.year - 1}") if sized else ()
    told = (w for when in claim.sentence.whens if when.grain != "moment" for w in when.windows)
    for window in dict.fromkeys((*usual, *claim.around.windows, *told)):
        if window not in POINTERS:
            yield replace(reading, window=window)
            yield replace(reading, window=window, at=None)


def _nobody(_: Answers, __: Claim, ___: Reading) -> Iterator[Reading]:
    """No question: what is told of people is true of no instrument."""
    yield from ()


def _wrong(_: Claim, ruling: Ruling, __: Answer) -> bool:
    return ruling.verdict == "contradicted"


def _wrong_sign(claim: Claim, ruling: Ruling, answer: Answer) -> bool:
    """Whether all that is claimed is a direction or a multiple, which says nothing of the window that is meant."""
    bare = isinstance(claim.test, MultipleTest) and claim.number is None
    return _wrong(claim, ruling, answer) and (isinstance(claim.test, SignTest) or bare)


def _other_unit(_: Claim, ruling: Ruling, answer: Answer) -> bool:
    """Whether an answer has no number in the unit that is claimed, another currency apart."""
    return ruling.reason == "unit" and answer.unit not in CODES


def _far(claim: Claim, _: Ruling, answer: Answer) -> bool:
    """Whether a number is so far from its answer that it was more likely misunderstood than mistaken."""
    return isinstance(claim.test, NumberTest | MultipleTest) and claim.test.far_from(answer)


def _never(_: Claim, __: Reading) -> bool:
    return False


def _not_by_itself(_: Claim, __: Ruling, ___: Answer) -> bool:
    return False


def _time_known(claim: Claim, _: Reading) -> bool:
    return not untold(claim.sentence, claim.first)


SLOTS = (
    Slot("date", "the time that it speaks of", _time_known, _nobody, _wrong),
    Slot("no_data", "what is measured", measure_said, _other_measures, _wrong),
    Slot("window", "the stretch of time", window_said, _other_windows, _wrong_sign),
    Slot("subject", "the instrument", subject_said, _nobody, _wrong),
    Slot("subject", "the instrument; the likeliest is told in another unit", named_there, _nobody, _other_unit),
    Slot("no_data", "whether a price or its yield is meant", price_or_yield_said, _nobody, _wrong),
    Slot("no_data", "what the figure is of; the likeliest answer is far from it", plainly_bound, _nobody, _far),
    Slot("date", "which of the times told beside it is meant", _never, told_beside, _not_by_itself),
)


def left_open(
    answers: Answers, claim: Claim, ruling: Ruling, reading: Reading, answer: Answer, shown: Counter[str | None]
) -> Open | None:
    """What would have to be said before a claim that fails is condemned; None where the text says enough.

    `shown` counts the windows over which other claims of the paragraph hold: one of them is no guess, two are one.
    """
    if claim.sentence.block.cell is not None:
        return None  # a table says in its heads what its cells are
    for slot in SLOTS:
        if slot.said(claim, reading) or (slot.reason == "window" and _told_over(answers, claim, reading, shown)):
            continue
        held = next(_held(answers, claim, slot, reading), None)
        if held is not None or slot.needed(claim, ruling, answer):
            return Open(slot, (held,) if held is not None else ())
    return None


def _told_over(answers: Answers, claim: Claim, reading: Reading, shown: Counter[str | None]) -> bool:
    """Whether the paragraph's other claims say the window, and a bare sign does not hold over another one of theirs."""
    if reading.window not in shown:
        return False
    if not isinstance(claim.test, SignTest):
        return True
    least = shown[reading.window]
    others = (replace(reading, window=w) for w in _USUAL if w != reading.window and shown[w] >= max(least, 1))
    return not any(holds(answers, claim, other) for other in others)


def _held(answers: Answers, claim: Claim, slot: Slot, reading: Reading) -> Iterator[tuple[Reading, Answer]]:
    assert claim.test is not None  # noqa: S101
    may_hold = might_hold(claim.test)
    for other in dict.fromkeys(slot.others(answers, claim, reading)):
        answer = None if other in claim.readings else answers.ask(other)
        if answer is not None and may_hold(answer) and claim.test.check(answer).verdict == "supported":
            yield other, answer
