"""Times that a text names and no calendar knows: `in the first bust`, `that final year of the bubble`, `then`."""

from __future__ import annotations

from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_EVENTS = wordset("""
    bust bubble boom crash panic slump downturn episode crisis mania war pandemic recession meltdown rout cycle run-up
    aftermath
""")
_TURNS = _EVENTS | wordset("peak top bottom trough high low")
_LEADS = {**dict.fromkeys(("in", "during", "throughout"), _EVENTS), "before": _TURNS, "after": _TURNS}
_BETWEEN = wordset("""
    the that this a of first second third last final previous earlier other great old same both months weeks years days
    month week year day twelve six three two one nine
""")
_ENDS = wordset("and but , . ; : ) or while")
REACH = 9  # tokens from the preposition to the event


def untold(s: Sentence, first: int) -> bool:
    """Whether the clause of a token, or the head of its sentence, names a time that nothing resolves."""
    clause = s.part(first)
    if _episode(s) or _than_then(s):
        return True
    if _then(s, clause.first, min(clause.last + 1, s.hi)) or (
        s.low(s.lo) == "then" and s.low(s.lo + 1) in (",", "it", "the")
    ):
        return True
    places = {*range(clause.first, clause.last), *range(s.lo, min(s.lo + REACH, first))}
    return any(s.low(k) in _LEADS and _event(s, k + 1, _LEADS[s.low(k)]) for k in places)


def _than_then(s: Sentence) -> bool:
    """`5 % dearer than on the eve of the vote`, `lower than during the siege`: a time that nothing resolves."""
    for k in s.places({"than"}):
        if s.low(k + 1) not in _TIMED or s.low(k + 2) not in ("the", "that", "his", "her", "its"):
            continue
        if not any(k < w.first <= k + 6 for w in s.whens) and not any(k < q.first <= k + 6 for q in s.numbers):
            named = any(k < m.first <= k + 3 for m in s.mentions)
            return not named
    return False


_TIMED = wordset("on in at during before after under")


def _episode(s: Sentence) -> bool:
    """`- 2016: from $651, nearly quadrupled`: a year that names an episode, which began on some day of it."""
    when = s.whens[0] if s.whens and s.block.role == "item" else None
    head = when is not None and when.grain == "year" and when.first == s.lo and s.low(when.last) == ":"
    return head and when is not None and s.low(when.last + 1) == "from"


def _then(s: Sentence, lo: int, hi: int) -> bool:
    """`cost 6.39 per cent then and costs 4.19 today`: at a time told before."""
    return any(k > lo and (k + 1 >= s.hi or s.low(k + 1) in _ENDS) for k in s.places({"then"}, hi))


def _event(s: Sentence, k: int, events: frozenset[str]) -> bool:
    """Whether an event that is no date of the calendar follows, with nothing but its article and its count before it."""
    for i in range(k, min(k + REACH, s.hi)):
        if s.low(i) in events:
            return i > k and not any(w.grain == "day" and w.first <= i + 4 and w.last > k for w in s.whens)
        year = any(w.first <= i < w.last and w.grain in ("year", "month", "window") for w in s.whens)
        if s.low(i) not in _BETWEEN and not year:
            return False
    return False
