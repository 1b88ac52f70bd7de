"""Whether words assert, deny, only suppose, or only refer to something."""

from __future__ import annotations

from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_MEASURED_FROM = wordset("""
    below under off beneath short shy from above since over near than towards toward approaching against beyond past
    around beneath versus vs until till before after of despite reclaim reclaimed retake retest revisit
""")
_FORMER = wordset("previous old former last earlier prior own recent")
_SUPPOSING = wordset("if when whenever unless could would should may might will can as")
_HOPES = wordset("""
    hope hopes hoping bets talk prospect prospects chance chances odds expectations expectation forecasts speculation
    possibility dreams calls
""")
_GETTING = wordset("get return climb go be come")
_REACHING = wordset("hitting reaching setting touching making posting scaling notching striking")
_DETERMINERS = wordset("the its their a an this that his her our new fresh all-time another latest first")


_TIMES = wordset("time times occasion occasions instance instances")
_WHICH = wordset("last only first each every other few next previous earlier rare many several")


def of_times(s: Sentence, first: int) -> bool:
    """`The last time it closed higher was in October`, `the only times it has dropped more than 5 % in a day`: some cases."""
    if s.vocabulary.isdisjoint(_TIMES):
        return False
    told = (k for k in s.places(_TIMES, first) if s.low(k - 1) in _WHICH and s.low(k - 2) != "for")
    return any(not {",", ";", "and", "but", "in", "since"} & set(s.words(k, first)) for k in told)


def is_denied(s: Sentence, mark: Mark) -> bool:
    """Whether a negation stands before a cue in its clause."""
    lo, _ = s.clause(mark.first)
    return any(m.cue.role == "not" and lo <= m.first < mark.first and mark.first - m.first <= 5 for m in s.marks)


def is_supposed(s: Sentence, mark: Mark) -> bool:
    """Whether a clause only supposes: `if`, `when`, `could`, or a question."""
    lo, _ = s.clause(mark.first)
    words = s.words(max(lo - 1, s.lo), mark.first)
    if s.low(s.lo) in ("if", "when", "whenever", "unless", "any"):
        return True
    supposed = any(w in _SUPPOSING for w in words) or bool(_HOPES & set(s.words(mark.first - 6, mark.first)))
    return supposed or s.text.rstrip().endswith("?")


def refers(s: Sentence, first: int) -> bool:
    """Whether a high, a low or a record that begins at a token is only a place to measure from: `4% below its high`."""
    timed = {k for w in s.whens for k in range(w.first, w.last)}
    k = first - 1
    while k >= s.lo and (s.low(k) in _DETERMINERS or k in timed or s.tokens[k].possessive):
        k -= 1
    if s.low(k) == "to" and _GETTING & set(s.words(k - 3, k)) and "to" in s.words(k - 4, k - 1):
        return True  # `needs 9 % to get back to its record`
    if s.low(k) in _FORMER or (s.low(k) in _REACHING and s.low(k - 1) == "since"):
        return True
    if s.low(k) == "of" and (s.low(k - 1) in ("short", "shy") or any(q.last == k for q in s.numbers)):
        return True  # `6 % short of a record`, `lacks 3 % of its record`
    if s.low(k) == "and" and "between" in s.words(max(s.lo, k - 6), k):
        return True  # `the distance between gold and its record`
    return s.low(k) in _MEASURED_FROM and s.low(k + 1) != "a"
