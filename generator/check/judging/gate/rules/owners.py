"""Whether each instrument of a sentence is one that its plain sentences speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.names import Ids, Named
from generator.check.judging.gate.rules.kin import about
from generator.check.judging.gate.rules.matching import Match
from generator.check.report import Reason

Fault = tuple[Reason, str]


def faults_of_owner(line: Line, plain: Plain, matches: Sequence[Match]) -> Iterator[Fault]:
    """Instruments that the plain sentences of the same figures, or of the same words, do not name."""
    told = [m.told for m in matches if m.told is not None]
    sentences = {id(t.amount.sentence) for t in told}
    mine = about(line)
    own = [x for x, words in plain.about if id(x.sentence) in sentences or len(mine & words) >= 2]
    if not own or line.sentence.block.role == "heading":
        return
    known: Ids = frozenset().union(*(n.ids for x in own for n in x.names), *(x.place.ids for x in own if not x.names))
    known |= {key for t in told for f in t.facts for key in (f.subject, f.versus or "")}
    known |= frozenset().union(*(x.place.ids for x in own))
    known |= frozenset().union(*(_named(x) for x in plain.lines if not x.amounts and _named(x) & known))
    for n in line.names:
        if not n.ids & known and n.ids & plain.ids & plain.kinds.keys() and not _claimed(line, n):
            yield "subject", f"The plain text does not say this of {line.sentence.phrase(n.first, n.last)}."


def _named(line: Line) -> Ids:
    return frozenset().union(*(n.ids for n in line.names))


def _claimed(line: Line, n: Named) -> bool:
    """Whether a claim in words is made of it, which is held against the plain text by itself."""
    lo, hi = line.sentence.clause(n.first)
    return any(lo - 1 <= f.first < hi + 1 for f in line.features)
