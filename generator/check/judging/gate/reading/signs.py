"""Which way the words around a number point: up or in, down or out, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset

_DOWN = wordset("""
    outflow outflows out withdrawn withdrew withdrawals redeemed redemptions redemption drained drains leaked leaking
    leaks leak bled exited departed fled gone left below under beneath underneath short shy less smaller fewer red
    minus negative lighter poorer beneath trails trailing trailed behind away discount deficit shrunk shrank lost out
    loses shed sheds weaker south withdrawing pulled backwards adrift
""")
_UP = wordset("""
    inflow inflows into attracted attracts drew draws drawn took takes gathered raised welcomed more larger bigger
    black positive heavier richer greater plus above favour favor advantage north swelled additional excess received
    surplus
""")
_IN = frozenset({"in", "into", "back"})
_PHRASES: Phrases[int] = Phrases(
    [
        ("pulled in", 1), ("came in", 1), ("come in", 1), ("came back", 1), ("coming in", 1), ("went in", 1), ("flowed in", 1), ("going in", 1), ("brought in", 1),
        ("taken in", 1), ("drawn in", 1), ("took in", 1), ("pulled out", -1), ("came out", -1), ("come out", -1), ("went out", -1), ("walked out", -1), ("walk out", -1),
        ("taken out", -1), ("took out", -1), ("drawn down", -1), ("out of", -1), ("in the red", -1), ("in the black", 1), ("more than came out", 1),
        ("on the low side", -1), ("on the high side", 1), ("low side", -1), ("high side", 1), ("up to", 0), ("down to", 0), ("at or below", 0), ("at or above", 0),
        ("make up", 0), ("adding up", 0), ("adds up", 0), ("add up", 0), ("added up", 0), ("as it turned out", 0), ("turned out", 0), ("pointed out", 0), ("worked out", 0), ("work out", 0), ("find out", 0), ("out there", 0), ("stands out", 0), ("stand out", 0),
        ("no more than", 0), ("more than", 1), ("less than", -1), ("took the", 0), ("take the", 0), ("takes the", 0), ("the other way", 0), ("left it", 0), ("that left", 0), ("leaving it", 0), ("that leaves", 0),
        ("more or less", 0), ("at least", 0), ("drew level", 0), ("moved out", 0), ("takes it", 0), ("took it", 0), ("came down", -1), ("came off", -1),
    ]
)  # fmt: skip
_STARTS = _PHRASES.firsts | _DOWN | _UP | {"more", "less", "over"}
_ROLES = ("move", "state", "noun", "compare", "multiple")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of direction at tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    sign: int
    size: str = ""


def cues_in(s: Sentence) -> list[Cue]:
    """The words of direction of a sentence, in order."""
    found: list[Cue] = []
    inside = {k for q in s.numbers for k in range(q.first, q.last)} | {
        k for w in s.whens for k in range(w.first, w.last)
    }
    after = s.lo
    for i in sorted({*s.places(_STARTS), *(m.first for m in s.marks)}):
        cue = None if i in inside or i < after else _at(s, i)
        if cue is None:
            continue
        if cue.sign:
            found.append(cue)
        after = cue.last
    return found


def _at(s: Sentence, i: int) -> Cue | None:
    phrase = _PHRASES.match(s.tokens, i, s.hi)
    if phrase is not None:
        return Cue(i, phrase[0], phrase[1])
    mark = s.mark_at(i)
    if mark is not None and mark.cue.role in _ROLES and mark.cue.sign and not _ordinary(s, i):
        return Cue(i, mark.last, mark.cue.sign, mark.cue.size)
    low = s.low(i)
    if low in ("more", "less") and s.low(i + 1) != "than" and not any(q.last == i for q in s.numbers):
        return None
    if low == "over" and i > s.lo and any(q.last == i and q.unit in ("bp", "pp", "percent") for q in s.numbers):
        return Cue(i, i + 1, 1) if any(m.first - i in (1, 2) for m in s.mentions) else None
    if low in _DOWN or low in _UP:
        return Cue(i, i + 1, -1 if low in _DOWN else 1)
    return None


def _ordinary(s: Sentence, i: int) -> bool:
    """`leads to`, `close to`: words of direction that claim none here."""
    return (s.low(i) == "off" and s.low(i - 1) in ("far", "better", "how")) or (
        s.low(i) == "cool" and s.low(i - 1) == "a"
    )


def sign_at(s: Sentence, first: int, last: int, lo: int, hi: int, cues: list[Cue]) -> Cue | None:
    """The cue that governs the tokens `first` to `last`, between the number before (`lo`) and the one after (`hi`)."""
    clause_lo, clause_hi = s.clause(first)[0], s.clause(last - 1)[1]
    after = [c for c in cues if last <= c.first < min(hi, clause_hi)]
    near = next((c for c in after if c.first - last <= 2), None)
    before = [c for c in cues if max(lo, s.lo) <= c.first and c.last <= first]
    own = [c for c in before if c.first >= clause_lo]
    if own and near is not None and (first - own[-1].last <= 1):
        return own[-1] if own[-1].size or not _relates(s, near) else near
    if near is not None:
        return near
    if own:
        return own[-1]
    if after:
        return after[0]
    if before:
        return before[-1]
    earlier = [c for c in cues if c.last <= first]
    return earlier[-1] if earlier else None


def _relates(s: Sentence, cue: Cue) -> bool:
    """`gained 5 percent more than`: what follows a number compares, what stands before it moves."""
    return s.low(cue.first) in ("below", "under", "above", "short", "shy", "behind", "ahead", "over")
