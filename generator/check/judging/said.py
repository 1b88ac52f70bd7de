"""Whether the words of a claim say what its question asks for: what is measured, over which stretch, of whom."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.carry import since_windows, spoken_unit
from generator.check.binding.measures.bases import EXTREME_WORDS
from generator.check.binding.measures.passed import crossing
from generator.check.binding.subjects.bonds import by_price
from generator.check.binding.subjects.subjects import CLIMB
from generator.check.comparing.amounts import NumberTest
from generator.check.text.clauses import Clause
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_APART = wordset("below above beneath under short shy away adrift more less beyond")
_BEFORE_LEVELS = wordset("""
    to at from near @ was is were are of cost costs close closed yield yields yielded pays paid price after against reading
    record high low than and or but between in by as ( :
""")
_DASHES = frozenset({"-", "\u2013", "\u2014"})
_LATER = wordset("then another later afterwards subsequently subsequent")
_EXTREMES = EXTREME_WORDS | {"intraday"}
_BOUNDS = ("over", "under", "at_least", "at_most")


def subject_said(claim: Claim, reading: Reading) -> bool:
    """Whether it is an instrument that the clause tells of: `holders gained 3 %`, `we came in 9 % ahead` tell of people."""
    s = claim.sentence
    here = s.part(claim.first)
    return not _personal(s, here) or any(
        m.first in here and m.key and m.key in (reading.subject, reading.versus) for m in s.mentions
    )


def named_there(claim: Claim, reading: Reading) -> bool:
    """Whether the sentence names the instrument, and it is not only carried on from what was told before."""
    return any(m.key in (reading.subject, reading.versus) for m in claim.sentence.mentions if m.key)


def _personal(s: Sentence, clause: Clause) -> bool:
    """`we are 7.8 % below it`, `you had £11,978`: people are no instrument."""
    if s.low(clause.body) in _CONTRACTED:
        return True
    if clause.kind != "main" or clause.verb is None or s.low(clause.verb + 1) == "to":
        return False  # `you have to go back to May` tells of no one
    if "looking" in s.words(clause.verb, clause.verb + 3):
        return False  # `we are looking at 102 basis points`
    return bool(_PEOPLE & set(s.words(clause.body, clause.verb)))


_CONTRACTED = wordset("we're we've you're you've i'm i've")
_PEOPLE = wordset("we you i holders owners analysts economists")


def window_said(claim: Claim, reading: Reading) -> bool:
    """Whether the stretch of time is named there, or earlier in the sentence; a question without one needs none."""
    if reading.window is None or reading.window == "all" or reading.window in claim.around.stated:
        return True
    s = claim.sentence
    found = [w for w in s.whens if reading.window in _windows(w)]
    here = s.part(claim.first)
    later = bool(_LATER & set(s.words(here.first, here.last)))  # `rose in January and fell later`
    places = (here,) if later else _clauses(s, claim.first)
    if any(w.first in c for c in places for w in found) or (not later and any(w.last <= claim.first for w in found)):
        return True
    return reading.window in spoken_unit(s, s.part(claim.first).first, s.hi)


def measure_said(claim: Claim, reading: Reading) -> bool:
    """Whether the words around a number say that it is a level or a move, and those of a superlative what is greatest."""
    q, s = claim.number, claim.sentence
    if q is None or not isinstance(claim.test, NumberTest):
        open_ = claim.kind == "superlative" and s.low(claim.first + 1) in ("most", "least")
        moved = any(m.last <= claim.first for m in s.marks_of("move"))  # `rose to 4.20 %, the most since`: a rise too
        return not open_ or (reading.measure == "levelsince" and not moved)
    if claim.kind == reading.measure == "level":
        return _as_level(s, q)
    if claim.kind == "change" and reading.measure in ("change", "delta"):
        if claim.test.unit == "fraction" and not claim.test.sign:
            return False  # `on 139 of 246 sessions, more than half`: no word makes it a rise or a fall
        return s.low(q.last) not in _APART or any(q.last <= w.first <= q.last + 3 for w in s.whens)
    return True


def price_or_yield_said(claim: Claim, reading: Reading) -> bool:
    """Whether a move is not one of a bond, which rises where its yield falls: writers mean now the one, now the other."""
    return claim.number is not None or not by_price(claim.sentence, reading.subject, claim.first)


def plainly_bound(claim: Claim, reading: Reading) -> bool:
    """Whether nothing of a question was carried on from elsewhere: the clause names the instrument, the day and the
    stretch. A move with a direction needs no stretch, and a sentence on one instrument need not name it twice."""
    s, here = claim.sentence, claim.sentence.part(claim.first)
    own = {key for key in (reading.subject, reading.versus) if key}
    if reading.measure == "level" and _level_of(claim, reading, own):
        return True
    whens = [w for w in s.whens if w.first in here]
    stated = reading.window in claim.around.stated  # by the head of a list, with its days
    if reading.at is not None and not stated and not any(w.end == reading.at for w in whens):
        return False
    said = stated or any(reading.window in _windows(w) for w in whens)
    move = reading.measure in _MOVES and bool(getattr(claim.test, "sign", 0))
    if any(m.first in c and m.key in own for m in s.mentions for c in _labelled(here)):
        return said or move or reading.window in (None, "all")
    if reading.at is not None or not s.mentions or {m.key for m in s.mentions} - own:
        return False
    return reading.measure == "level" or (move and (said or not window_said(claim, reading)))


_MOVES = ("change", "delta", "barchange")


def _labelled(here: Clause) -> tuple[Clause, ...]:
    """A clause, and the label before its colon: `VIX: 25.76, up 49 %`."""
    return (here, here.head) if here.head is not None and here.head.kind == "label" else (here,)


def _level_of(claim: Claim, reading: Reading, own: set[str]) -> bool:
    """`rose 65 % on Monday, to close at 65.73`: a level needs no stretch, and the clause it hangs on may name whose it is."""
    s, chain = claim.sentence, tuple(_clauses(claim.sentence, claim.first))
    named = {m.key for m in s.mentions if any(m.first in c for c in chain)}
    days = any(w.end == reading.at and w.first in c for w in s.whens for c in chain)
    bounded = claim.number is not None and claim.number.hedge in _BOUNDS
    return bool(named) and named <= own and (reading.at is None or days) and not bounded and chain[0].kind != "relative"


def _clauses(s: Sentence, first: int) -> Iterator[Clause]:
    """The clause at a token, and those that it hangs on."""
    here: Clause | None = s.part(first)
    for _ in range(CLIMB):
        if here is not None:
            yield here
            here = here.head


def _windows(when: When) -> set[str]:
    if when.grain == "day":
        if when.prep == "by":
            return set()
        if when.prep == "since":
            return {*when.windows, *since_windows(when)}
        return {"1d", *when.windows, *since_windows(when)}
    return {*when.windows, f"since:{when.end}", *(since_windows(when) if when.grain != "window" else ())}


def _as_level(s: Sentence, q: Quantity) -> bool:
    """`at 5,900`, `was 16.2`, `topped $70`, `BTC 89,000`: what leads to a level, or the name that it is of."""
    if s.low(q.first - 1) == ":" and _EXTREMES & set(s.words(s.part(q.first - 2).first, q.first)):
        return False  # `the high to beat: $5,575`
    if s.low(q.first - 1) in _DASHES and any(m.last == q.first - 1 for m in s.mentions):
        return True  # `(SPX - 3,693.23)`
    if q.first == s.lo or q.hedge in _BOUNDS or s.low(q.first - 1) in _BEFORE_LEVELS:
        return True
    if crossing(s, q) or any(m.last == q.first and m.cue.role in ("level", "record", "move") for m in s.marks):
        return True
    return any(m.last == q.first for m in s.mentions) or any(w.last == q.first for w in s.whens)
