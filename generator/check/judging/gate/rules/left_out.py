"""What the sentences of one place leave out of the plain sentences that they say they stand for: an instrument, a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.stretches import Forms
from generator.check.judging.gate.reading.whose import PRONOUNS
from generator.check.judging.gate.rules.aligned import numerals, numerals_in
from generator.check.report import Reason

Fault = tuple[Reason, str]

_FEW = 3  # a smaller number may be told without being said: `both`, `again`
_ROUNDED = Decimal("0.02")


def left_out(new: Sequence[Line], own: Sequence[Line], plain: Plain) -> Iterator[Fault]:
    """Instruments, numbers and days of the plain sentences that are told nowhere in the new ones, nor told in other digits."""
    named = [n.ids for x in own for n in x.names if n.ids & plain.kinds.keys() and not (n.again or n.part)]
    here = [n.ids for x in new for n in x.names]
    lost = [ids for ids in named if not any(ids & other for other in here)]
    swapped = any(here.count(ids) > named.count(ids) for ids in here)  # another in its place
    if lost and (swapped or not any(PRONOUNS & x.sentence.vocabulary for x in new)):
        yield "subject", "An instrument of its plain sentences is left out."
    numbers = [Decimal(n) for x in new for n in numerals(x.sentence)]
    over = frozenset().union(*(f.forms for x in new for f in x.stretches))
    for size in {Decimal(n) for x in own for n in numerals(x.sentence) - _told_as_times(x, over)}:
        if size > _FEW and not any(abs(n - size) <= _ROUNDED * size for n in numbers):
            yield "value", f"It leaves out: {size:,f}."
    days = {(w.start, w.end) for x in new for w in x.sentence.whens}
    for x in own:
        for w in x.sentence.whens:
            if (
                w.grain in ("day", "month")
                and w.start
                and not w.windows
                and w.end != plain.as_of
                and (w.start, w.end) not in days
            ):
                yield "date", f"It leaves out: {x.sentence.phrase(w.first, w.last)}."


def _told_as_times(line: Line, over: Forms) -> frozenset[str]:
    """The numbers of its stretches of time that are told in other words: `the year` for `twelve months`."""
    told = [f for f in line.stretches if f.forms & over]
    return frozenset(n for f in told for n in numerals_in(line.sentence, f.first, f.last))
