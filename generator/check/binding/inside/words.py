"""The words between numbers that belong together."""

from __future__ import annotations

from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

LINKS = wordset("""
    , ( ) \u2014 \u2013 or a an the of by to at from that is which was has its now just currently about equal equivalent
    around roughly nearly almost over some current net total it this full further another only mere a move change
    closing close level finish an i.e. e.g. = some representing marking for up down and
""")
REFERENCES = wordset("""
    below under above beneath off of short away more less shy behind ahead between from-peak clear beyond
""")
RATES = wordset("""
    per annualised annualized annually yearly monthly daily each apiece average stake share coupon weight weighting
    yield dividend tariff tariffs chance probability odds mark-up fee tax premium discount
""")
_WIDER = wordset("widened widens widening widen raised raises raising lifted lifts lifting hiked steepened added")
_NARROWER = wordset(
    "narrowed narrows narrowing tightened tightens tightening cut cuts cutting lowered trimmed flattened"
)
_CHANGED = _WIDER | _NARROWER
_SOFT = wordset("the a an current now its just only nearly about level around some today's their")
_MOVERS = frozenset({"move", "noun", "state"})
NO_END = frozenset({";", ":", "."})
_BREAKS = wordset(", ( \u2014 \u2013")
LONGEST_GAP = 9


def timed(s: Sentence) -> set[int]:
    """The tokens that tell a time."""
    return {k for w in s.whens for k in range(w.first, w.last)}


def lead(s: Sentence, q: Quantity) -> int:
    """The token before a number and its articles: the `from` of `from the current $90,000`."""
    k, times = q.first - 1, timed(s)
    for _ in range(4):
        if k >= s.lo and (s.tokens[k].low in _SOFT or k in times):
            k -= 1
    return k


def cue_tokens(s: Sentence, *roles: str) -> set[int]:
    """The tokens of cues of some roles."""
    return {k for m in s.marks if m.cue.role in roles for k in range(m.first, m.last)}


def linked(s: Sentence, one: Quantity, two: Quantity) -> bool:
    """Whether nothing but link words, times and words of change stands between two numbers."""
    between = range(one.last, two.first)
    if len(between) > LONGEST_GAP + 4 or any(s.tokens[k].text in NO_END for k in between):
        return False
    times, cues = timed(s), cue_tokens(s, "move", "noun", "state", "level")
    rest = [k for k in between if k not in times and k not in cues]
    if len(rest) > LONGEST_GAP or any(s.tokens[k].low not in LINKS and s.tokens[k].low not in _CHANGED for k in rest):
        return False
    words = [s.tokens[k].low for k in rest]
    if "and" in words:
        return False
    opened = next((k for k in between if s.tokens[k].text in _BREAKS), two.first)
    return not any(k in times and k > opened for k in between) or s.low(two.first - 1) in ("from", "to")


def before_is_change(s: Sentence, q: Quantity) -> bool:
    """Whether a word of change stands before a number: `rose 35`, `up 35`, `by 35`, `a gain of 35`."""
    k = q.first - 1
    while s.low(k) in ("a", "an", "another", "further", "some", "about", "just", "only", "the", "mere", "full"):
        k -= 1
    if s.low(k) == "by" or s.low(k) in _CHANGED:
        return True
    k -= s.low(k) == "of"
    return any(m.last == k + 1 and m.cue.role in _MOVERS for m in s.marks)


def timed_after(s: Sentence, q: Quantity) -> bool:
    """Whether a time stands right after a number, before the clause ends."""
    for w in s.whens:
        if q.last <= w.first <= q.last + 4:
            return not any(s.tokens[k].text in _BREAKS or s.tokens[k].text in NO_END for k in range(q.last, w.first))
    return False


def sign_between(s: Sentence, lo: int, hi: int) -> int:
    """The direction that the words of a stretch agree on; 0 where there is none, or a denial."""
    inside = [m for m in s.marks if lo <= m.first < hi]
    signs = {m.cue.sign for m in inside if m.cue.role in _MOVERS and m.cue.sign}
    return signs.pop() if len(signs) == 1 and not any(m.cue.role == "not" for m in inside) else 0
