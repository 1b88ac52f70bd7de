"""Words for how strong a move was: `soared`, `sharply lower`, `a touch higher`, against the declared bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.comparing.sizes import as_kind
from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.rules.matching import Match
from generator.check.judging.gate.words.vocabulary import stems
from generator.check.report import Reason
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset
from generator.facts import Fact
from generator.facts.bands import limits

Fault = tuple[Reason, str]

_WILD = wordset("""
    soar soars soared soaring rocket rockets rocketed skyrocket skyrocketed skyrockets explode explodes exploded
    collapse collapses collapsed collapsing crash crashes crashed crashing plummet plummets plummeted plummeting crater
    craters cratered implode imploded tank tanked capitulate capitulated plunge plunges plunged plunging nosedive
    nosedived meltdown freefall
""")
_RUIN = wordset("""
    skyrocket skyrocketed skyrockets explode explodes exploded collapse collapses collapsed collapsing crash crashes crashed
    crashing craters cratered implode imploded capitulated nosedived meltdown freefall
""")
_STRONGLY = wordset("""
    sharply steeply massively dramatically hugely enormously heavily vastly significantly substantially drastically
    violently wildly strongly
""")
_FAINT = wordset("edged edges edging inched inches inching ticked ticks ticking nudged nudges crept creeps creeping")
_FAINTLY: Phrases[int] = Phrases(
    [(w, 1) for w in ("slightly", "marginally", "fractionally", "barely", "a touch", "a tad", "a whisker", "a hair", "a shade", "a little", "a fraction", "a notch")]
)  # fmt: skip
_FAR = frozenset({"far", "much", "way"})
_SLACK = 1.25  # of a limit, since words have soft edges
_MEASURES = frozenset({"change", "drawdown", "rebound", "event"})


def faults_of_strength(line: Line, own: Sequence[Line], plain: Plain, matches: Sequence[Match]) -> Iterator[Fault]:
    """Words that are too strong or too weak for each move that they may tell of."""
    s = line.sentence
    known_words = stems(w for x in own for w in x.sentence.vocabulary) if own else plain.words.stems
    for first, last, strong in _words(s):
        if stems(s.words(first, last)) <= known_words:
            continue
        moves = _moves(line, first, matches) or _told_of(line, plain)
        known = [f for f in moves if f.measure in _MEASURES and isinstance(f.value, int | float)]
        ruin = s.low(first) in _RUIN and not any(_WILD & x.sentence.vocabulary for x in own)
        if not any(_fits(f, plain, strong=strong, times=2 if ruin else 1) for f in known) and (strong or known):
            yield "rounding", f"The word for the move is too {'strong' if strong else 'weak'}: {s.phrase(first, last)}."


def _words(s: Sentence) -> Iterator[tuple[int, int, bool]]:
    """The words for a strong move (`True`) and for a faint one."""
    signed = {
        k for m in s.marks if m.cue.sign and m.cue.role in ("move", "state", "noun") for k in range(m.first, m.last)
    }
    for i in s.places(_WILD | _STRONGLY | _FAINT | _FAR | _FAINTLY.firsts):
        low = s.low(i)
        beside = {i - 1, i + 1} & signed
        if low in _WILD or (low in _STRONGLY and beside) or (low in _FAR and i + 1 in signed and s.low(i - 1) != "how"):
            yield i, i + 1, True
        elif low in _FAINT and signed & set(range(i, i + 5)):
            yield i, i + 1, False
        elif (found := _FAINTLY.match(s.tokens, i, s.hi)) is not None and {i - 1, found[0]} & signed:
            yield i, found[0], False


def _moves(line: Line, i: int, matches: Sequence[Match]) -> list[Fact]:
    """The moves that the numbers of a word's clause tell, else those of its sentence."""
    lo, hi = line.sentence.clause(i)
    told = [(a, m.told) for a, m in zip(line.amounts, matches, strict=True) if m.told is not None]
    own = [t for a, t in told if _within(a, lo, hi)] or [t for _, t in told]
    return [f for t in own for f in t.facts]


def _within(a: Amount, lo: int, hi: int) -> bool:
    return lo <= a.q.first < hi + 2


def _told_of(line: Line, plain: Plain) -> list[Fact]:
    """The moves that the plain text tells of whom a sentence without a number speaks of."""
    ids = frozenset().union(*(n.ids for n in line.names)) or line.place.ids
    return [f for t in plain.told if t.amount.ids & ids for f in t.facts]


def _fits(fact: Fact, plain: Plain, *, strong: bool, times: int) -> bool:
    _, medium, large, _ = limits(as_kind(plain.kinds.get(fact.subject, "")), fact.window)
    size = abs(float(fact.value or 0))
    return size * _SLACK >= times * large if strong else size <= medium * _SLACK
