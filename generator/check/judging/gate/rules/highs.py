"""Numbers that tell how far below its high something is, and those that do not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.stretches import Forms
from generator.check.judging.gate.reading.told import Told
from generator.check.report import Reason
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]


def faults_of_high(a: Amount, t: Told) -> Iterator[Fault]:
    """A distance from a high told as a move, or the other way round, or on the other side of the high."""
    what = a.sentence.phrase(a.q.first, a.q.last)
    distance = bool(t.facts) and all(f.measure == "drawdown" for f in t.facts)
    if distance and not _from_a_high(a, t.amount.sentence):
        yield "value", f"The plain text tells {what} as a distance from a high."
    if distance and a.peak == 3:
        yield "direction", f"The plain text has {what} below the high."
    moved = bool(t.facts) and all(f.measure in _RUN_OVER for f in t.facts)
    if moved and a.peak == 2 and not t.amount.peak:
        yield "value", f"The plain text does not measure {what} from a high."


_RUN_OVER = frozenset({"change", "delta", "sum", "spread"})
_HIGHS = wordset("below under short shy off away beneath behind from record high highs peak peaks top mark distance")


def _from_a_high(a: Amount, plain: Sentence) -> bool:
    """Whether a number is told as how far something is from its high, as the plain text has it."""
    s = a.sentence
    if (a.ago or _run_over(a.stretch)) and not a.peak and a.q.unit and s.block.cell is None:
        return False  # `29.5 percent lower than a month ago`
    told = (
        s.block.cell is not None or not a.q.unit or (_HIGHS.isdisjoint(plain.vocabulary) and plain.block.cell is None)
    )
    return told or not _HIGHS.isdisjoint(s.vocabulary)


def _run_over(stretch: Forms) -> bool:
    """Whether a stretch is one that moves are told over: `a month`, `this year`."""
    return any(f[0].isdigit() or f.endswith("td") for f in stretch)
