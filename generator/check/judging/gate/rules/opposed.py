"""Words that say the opposite of what the plain text says of the same: `below 16,000` for `above 16,000`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.rules.kin import about
from generator.check.judging.gate.rules.sides import SIDE, anchors
from generator.check.report import Reason
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]

_OF_FLOWS = frozenset({"inflow", "outflow"})
_FLOWS = (wordset("inflow inflows"), wordset("outflow outflows"))


def faults_of_opposites(line: Line, plain: Plain) -> Iterator[Fault]:
    """Words that the plain text only has the other way round, of the same thing."""
    s = line.sentence
    for i in s.places(SIDE.keys()):
        if s.low(i - 1) == "or":
            continue  # `at or above the level seen on 43 percent of days`
        kind, side = SIDE[s.low(i)]
        here = anchors(s, i)
        if here & plain.sides.get((kind, 1 - side), frozenset()) and not here & plain.sides.get(
            (kind, side), frozenset()
        ):
            yield "direction", f"The plain text has it the other way: {s.phrase(i, min(i + 3, s.hi))}."
            return
    if not line.amounts and not line.features:
        yield from _turned_remark(line, plain)
    mine = _flows(s)
    if len(mine) != 1:
        return
    words = about(line) - _OF_FLOWS
    alike = [x.sentence for x, known in plain.about if len(words & known) >= 2]
    there = {side for x in alike for side in _flows(x)}
    if len(there) == 1 and mine != there:
        yield "direction", "The plain text has the flows the other way."


def _turned_remark(line: Line, plain: Plain) -> Iterator[Fault]:
    """`Losses may be followed by gains`, where the plain text has losses twice."""
    mine = about(line)
    alike = [x for x, words in plain.about if not x.amounts and len(words & mine) >= 2]
    there = {sign for x in alike for sign in _signs(x.sentence)}
    if there and _signs(line.sentence) - there:
        yield "direction", "The plain text has it the other way."


def _signs(s: Sentence) -> set[int]:
    return {m.cue.sign for m in s.marks if m.cue.sign and m.cue.role in ("move", "noun", "state")}


def _flows(s: Sentence) -> set[int]:
    return {side for side, words in enumerate(_FLOWS) if words & s.vocabulary}
