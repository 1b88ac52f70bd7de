"""The words of a run: its number, what it counts, and where they end."""

from __future__ import annotations

from generator.check.binding.runs.counting import count_at
from generator.check.binding.runs.nth import so_many_in
from generator.check.binding.runs.words import DOWN_WORDS, FILLERS, SIGNED, STRAIGHT, STREAKS, TAILS, UP_WORDS, Run
from generator.check.binding.words.nouns import PERIODS
from generator.check.binding.words.reaches import reach_after
from generator.check.text.numerals import may_count
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset
from generator.records import dataclass

_LINKS = wordset("""
    of to is was at now stands stood reached reaches lasted hit hits extended extends into past runs ran a the its
    stretched stretches daily weekly monthly quarterly gains losses straight consecutive rises declines up down wins
    reads : (
""")
_PERFECT = frozenset({"has", "have", "had", "'s", "been", "now"})


def run_at(s: Sentence, i: int) -> Run | None:
    """A run that begins with its number."""
    count = count_at(s, i)
    if count is None:
        return None
    n, j, is_ordinal = count
    if not 1 < n < 500 or j >= s.hi or (is_ordinal and s.low(j) == "quarter" and s.tokens[j].hyphen):
        return None  # `its second-quarter gain` is that of a quarter
    noun = _noun_phrase(s, j)
    tail = _tail(s, noun.last)
    last = noun.last + tail
    if noun.streak and noun.unit and s.tokens[j].hyphen:
        return Run(_verb_before(s, i), last, n, noun.sign, noun.period, noun.flow)
    counted = noun.straight or tail > 0
    if counted and (noun.unit or noun.sign or noun.ones or is_ordinal or _bare(s, i, noun.last, tail)):
        return Run(_verb_before(s, i), last, n, noun.sign, noun.period, noun.flow)
    if noun.sign and noun.unit and not is_ordinal and s.low(j) in PERIODS and _leads_up(s, i):
        return Run(i, last, n, noun.sign, noun.period, noun.flow)
    if is_ordinal and not noun.straight and so_many_in(s, i) is not None:
        return None  # `its seventh negative day in eight`
    if is_ordinal and noun.sign and noun.unit and not noun.straight and _plain_ordinal(s, i, last):
        return Run(i, last, n, noun.sign, noun.period, noun.flow)
    return _for_days(s, i, n, j, is_ordinal)


def run_before(s: Sentence, at: int) -> Run | None:
    """The last run that the sentence tells of before a token."""
    for i in range(at - 1, s.lo - 1, -1):
        run = run_at(s, i) if may_count(s.tokens[i]) else None
        if run is not None and run.last <= at:
            return run
    return None


@dataclass(frozen=True, slots=True)
class _Noun:
    last: int
    sign: int = 0
    period: str | None = None
    straight: bool = False
    unit: bool = False
    flow: bool = False
    ones: bool = False
    streak: bool = False


def _noun_phrase(s: Sentence, j: int) -> _Noun:
    """What follows a number: `straight weekly gains`, `weeks of redemptions`, `green one`, `day losing streak`."""
    found = _Noun(j)
    k = j
    while k < s.hi and k - j < 7:
        low = s.low(k)
        if low in STRAIGHT:
            found = replace(found, straight=True)
        elif low in PERIODS and low not in ("yearly",):
            found = replace(found, period=_longer(found.period, PERIODS[low]), unit=True)
        elif low in STREAKS and (found.unit or found.sign):
            return replace(found, last=_of_moves(s, k + 1), streak=True, sign=found.sign or _moves_sign(s, k + 1))
        elif low == "up" and s.low(k + 1) == "to":
            break  # `on six days up to Tuesday`
        elif low in UP_WORDS or low in DOWN_WORDS:
            sign = 1 if low in UP_WORDS else -1
            flow = low.startswith(("inflow", "outflow", "redemption", "creation"))
            slide = (
                low in ("slide", "rally", "retreat", "rout", "selloff", "advance", "climb", "slump")
                and found.unit
                and s.tokens[j].hyphen
            )
            found = replace(found, sign=sign, flow=found.flow or flow, streak=found.streak or slide)
        elif low in ("close", "closes", "finish", "finishes"):
            found = replace(found, period=found.period or "day", unit=True)
        elif low in ("one", "ones", "times"):
            found = replace(found, ones=True, period=found.period or (_coloured(s, j) if found.sign else None))
        elif low == "of" and found.unit and _moves_sign(s, k):
            pass
        elif low not in FILLERS:
            break
        k += 1
        found = replace(found, last=k)
    return _trimmed(s, found, j)


def _coloured(s: Sentence, j: int) -> str | None:
    """`our first red month since August, ending a run of seven green ones`: what the ones are."""
    told = (k for k in range(j - 1, s.lo, -1) if s.low(k) in PERIODS and s.low(k - 1) in UP_WORDS | DOWN_WORDS)
    return next((PERIODS[s.low(k)] for k in told), None)


_BETWEEN = FILLERS | PERIODS.keys() | STRAIGHT


def _trimmed(s: Sentence, found: _Noun, j: int) -> _Noun:
    last = found.last
    while last > j and (s.low(last - 1) in FILLERS or s.low(last - 1) == "of"):
        last -= 1
    return replace(found, last=last)


def _longer(one: str | None, two: str) -> str:
    return two if one in (None, "day") else one or two


def _moves_sign(s: Sentence, k: int) -> int:
    """`of gains`, `of net outflows`."""
    if s.low(k) != "of":
        return 0
    for j in range(k + 1, k + 4):
        if s.low(j) in SIGNED:
            return 1 if s.low(j) in UP_WORDS else -1
        if s.low(j) not in _BETWEEN:
            return 0
    return 0


def _of_moves(s: Sentence, k: int) -> int:
    if not _moves_sign(s, k):
        return k
    j = k + 1
    while s.low(j) not in SIGNED:
        j += 1
    return j + 1


def _tail(s: Sentence, k: int) -> int:
    """`in a row`, `on the trot`, `running`, `in as many weeks`: how many words."""
    low = s.low(k)
    for words in TAILS:
        if words[0] == low and tuple(s.words(k, k + len(words))) == words:
            return len(words)
    if low == "in" and s.words(k, k + 3) == ["in", "as", "many"] and s.low(k + 3) in PERIODS:
        return 4
    return 0


def _bare(s: Sentence, i: int, last: int, tail: int) -> bool:
    """`up ten in a row`: only a number and a tail, after a verb or a state."""
    before = s.low(i - 1)
    mark = next(
        (m for m in s.marks if m.last <= i and i - m.last <= 1 and m.cue.role in ("move", "state") and m.cue.sign), None
    )
    return tail > 1 and (mark is not None or before in ("for", "it", "now", "make", "makes", "made", "is", "of"))


def _plain_ordinal(s: Sentence, i: int, last: int) -> bool:
    """`a fourth daily drop`, `a fifth week of gains`; but `the third weekly gain of the year` is a count."""
    k = i - 1
    while s.low(k) in ("now", "only", "already"):
        k -= 1
    return s.low(k) in ("a", "an", "its", "their", "the", "for") and reach_after(s, last, 3) is None


_AFTER = wordset("after following ending ended snapping snapped breaking broke halting halted")


def _leads_up(s: Sentence, i: int) -> bool:
    """`after six days of outflows`, `ending three weeks of losses`: those right before, without a break."""
    return s.low(i - 1 - (s.low(i - 1) in ("the", "a", "its", "those", "these"))) in _AFTER


def _for_days(s: Sentence, i: int, n: int, j: int, is_ordinal: bool) -> Run | None:
    """`has fallen for three days`, `up for a fifth week`."""
    if s.low(j) not in PERIODS or s.low(j) in ("annual", "daily", "weekly", "monthly", "yearly", "quarterly"):
        return None
    start = i
    while s.low(start - 1) in ("the", "last", "past", "a", "now"):
        start -= 1
    if s.low(start - 1) != "for" or s.low(j + 1) in ("of", "ago"):
        return None
    if is_ordinal and s.low(j) == "quarter" and s.low(i - 1) == "the":
        return None  # `higher for the fourth quarter`
    verb = next(
        (
            m
            for m in reversed(s.marks)
            if m.last <= start - 1
            and start - 1 - m.last <= 1
            and m.cue.role in ("move", "state", "compare")
            and m.cue.sign
        ),
        None,
    )
    if verb is None:
        return None
    perfect = any(w in _PERFECT for w in s.words(verb.first - 4, verb.first))
    return Run(verb.first, j + 1, n, 0, PERIODS[s.low(j)]) if perfect or is_ordinal else None


def _verb_before(s: Sentence, i: int) -> int:
    """The verb that a run belongs to is part of the claim's words."""
    start = i
    while s.low(start - 1) in ("for", "the", "last", "past", "a", "an", "on", "its", "in", "their", "to"):
        start -= 1
    if " ".join(s.words(start - 2, start)) in ("more than", "at least", "no fewer"):
        start -= 2
    elif s.low(start - 1) in ("nearly", "almost"):
        start -= 1
    mark = next(
        (m for m in s.marks if m.last == start and m.cue.role in ("move", "state", "compare") and m.cue.sign), None
    )
    if mark is None:
        mark = next(
            (
                m
                for m in s.marks
                if m.cue.role == "compare"
                and m.last < start
                and start - m.last <= 4
                and any(m.last <= x.first and x.last <= start for x in s.mentions)
            ),
            None,
        )
    return mark.first if mark else i


def streak_at(s: Sentence, i: int) -> Run | None:
    """`winning streak to three sessions`, `run of weekly gains to five`, `its run is ten`, `losing streak: 8`."""
    k, period, sign = i + 1, None, 0
    for w in s.words(i - 3, i):
        period = PERIODS.get(w, period)
        sign = 1 if w in UP_WORDS else -1 if w in DOWN_WORDS else sign
    while k < s.hi and k - i < 7 and s.low(k) in _LINKS:
        period = PERIODS.get(s.low(k), period)
        sign = 1 if s.low(k) in UP_WORDS else -1 if s.low(k) in DOWN_WORDS else sign
        k += 1
    if k >= s.hi or k == i + 1 or not may_count(s.tokens[k]):
        return None
    count = count_at(s, k)
    if (
        count is None
        or count[2]
        or not 1 < count[0] < 400
        or s.low(count[1]) in ("%", "percent", "per", "points", "basis", "bp", "bps")
    ):
        return None
    noun = _noun_phrase(s, count[1])
    if not (noun.unit or noun.straight or noun.sign) and any(q.core == k and q.unit for q in s.numbers):
        return None
    first = i - 1 if s.low(i - 1) in SIGNED else i
    return Run(first, noun.last, count[0], noun.sign or sign, noun.period or period, noun.flow)
