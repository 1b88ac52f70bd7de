"""Why a number asks for what no question measures: averages, sorts of cases, suppositions, rates a year, shares of a move."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from generator.check.binding.times.intraday import told_earlier
from generator.check.binding.words.nouns import DOWN_NOUNS, UP_NOUNS
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_CYCLES = wordset("cycle cycles")
_EARLIER = wordset("previous past prior earlier last")
_AVERAGED = wordset("averaged averaging average")
_VERBS_OF_AVERAGE = wordset("averaged averaging")
_STAYED = wordset("spent lingered hovered hovering languished oscillated")
_NEEDED = wordset("need needs needed must take takes require requires")
_BACK = wordset("regain reach recover match return get recoup reclaim break surpass")
_LEAST_FLOW = 10**5  # no fund tells smaller sums of money that came or went
_LARGE_SUM = 10**7
_EARN = wordset("earn earns earned pay pays paid yield yields yielded")
_WHOLE = wordset("the its their that this")
_SIZES = wordset("more better greater worse larger bigger higher")
_WHENEVER = wordset("when whenever once if unless")
_PAST = wordset("was has")
_HYPOTHETICAL = wordset("would could might")
_COSTS = wordset("cost costs breakeven")
_MAKING = wordset("in average production mining marginal extraction cash total operating sustaining even")
_EACH = wordset("a per each every")
_YEARS = wordset("year annum decade")
_THEN = wordset("ago earlier later before")
_SWINGS = wordset("volatility vol supply swings")


def unmeasured(s: Sentence, q: Quantity, kind: str) -> str:
    """What a number of an instrument of a kind asks for that nothing measures; empty where that is not so."""
    return next((why for found, why in _REASONS if found(s, q, kind)), "")


def _of_a_cycle(s: Sentence, q: Quantity, _: str) -> bool:
    if s.vocabulary.isdisjoint(_CYCLES):
        return False
    around = set(s.words(q.first - 9, q.last + 14))
    return bool(around & _CYCLES and around & _EARLIER)


def _either_way(s: Sentence, q: Quantity, _: str) -> bool:
    """`moved 2 % up or down`, `1 % either way`."""
    return s.words(q.last, q.last + 4)[-3:] == ["up", "or", "down"] or s.words(q.last, q.last + 2) == ["either", "way"]


def _within_the_day(s: Sentence, q: Quantity, kind: str) -> bool:
    return kind in ("rate", "balance") and told_earlier(s, q.core)


def _averaged(s: Sentence, q: Quantity, _: str) -> bool:
    """`has averaged a drawdown of 17 %`, `gained 1.2 % on average`."""
    if s.vocabulary.isdisjoint(_AVERAGED):
        return False
    if not _AVERAGED.isdisjoint(s.words(q.first - 3, q.first)):
        return True
    lo, hi = s.hard_clause(q.core)
    before, after = s.words(lo, q.first), s.words(q.last, min(hi, q.last + 3))
    told = before if "against" not in before else ()
    return bool(_VERBS_OF_AVERAGE & {*told, *after}) or ("on", "average") in pairwise(s.words(lo, hi))


def _a_sort(s: Sentence, q: Quantity, _: str) -> bool:
    """`after a gain of 15 % or more`, `years with falls of 20 % or worse`."""
    sized = "or" in s.words(q.core + 1, q.last + 1) and not _SIZES.isdisjoint(s.words(q.core + 2, q.last + 2))
    return sized and s.low(q.first - 1) == "of"


def _share_of_a_move(s: Sentence, q: Quantity, _: str) -> bool:
    """`About 5 % of the gain came from one stock`."""
    of = q.unit == "percent" and s.low(q.last) == "of" and s.low(q.last + 1) in _WHOLE
    return of and s.low(q.last + 2) in UP_NOUNS | DOWN_NOUNS


def _supposed(s: Sentence, q: Quantity, _: str) -> bool:
    """`A 5 % pullback would take the index to 6,570`, `Once the VIX is above 30, correlations rise`."""
    clause = s.part(q.core)
    if clause.verb is None:
        return False
    verb = s.low(clause.verb)
    if clause.opener in _WHENEVER and q.core > clause.verb:
        return verb in ("is", "are") or (verb.endswith("s") and verb not in _PAST)
    would = verb in _HYPOTHETICAL and q.last <= clause.verb
    return would and s.low(clause.verb + 1) not in ("have", "otherwise")


def _never_before(s: Sentence, q: Quantity, _: str) -> bool:
    """`had never closed above 50 before Monday`: of what was not before a day."""
    return s.low(q.last) == "before" and "never" in s.words(s.part(q.core).first, q.first)


def _over_a_stretch(s: Sentence, q: Quantity, _: str) -> bool:
    """`spent the week at 40`."""
    return not _STAYED.isdisjoint(s.words(q.first - 4, q.first))


def _too_small_to_flow(_: Sentence, q: Quantity, kind: str) -> bool:
    """`The average cost basis of the ETFs is about $84,000`."""
    return kind == "flow" and q.unit == "money" and q.magnitude < _LEAST_FLOW


def _what_it_pays(s: Sentence, q: Quantity, kind: str) -> bool:
    """`Reserves at the Fed earn 3.65 %`."""
    return q.unit == "percent" and kind in ("balance", "flow") and s.low(q.first - 1) in _EARN


def _large_sum(_: Sentence, q: Quantity, kind: str) -> bool:
    return q.unit == "money" and q.magnitude >= _LARGE_SUM and kind not in ("balance", "flow")


def _yearly(s: Sentence, q: Quantity, _: str) -> bool:
    """`7 % a year`, but not `7 % a year ago`, nor a volatility of so much."""
    if q.unit != "percent" or s.low(q.last) not in _EACH:
        return False
    if s.low(q.last + 1) not in _YEARS or s.low(q.last + 2) in _THEN:
        return False
    return _SWINGS.isdisjoint(s.words(*s.hard_clause(q.core)))


def _needed(s: Sentence, q: Quantity, _: str) -> bool:
    """`needs 9 % to get back to its record`."""
    if q.unit != "percent" or _NEEDED.isdisjoint(s.words(q.first - 7, q.first)):
        return False
    return "to" in s.words(q.last, s.hi) and not _BACK.isdisjoint(s.words(q.last, q.last + 12))


def _to_make(s: Sentence, q: Quantity, _: str) -> bool:
    """`the average all-in cost of mining a Bitcoin around $80,000`: no price."""
    if q.unit != "money" or s.vocabulary.isdisjoint(_COSTS):
        return False
    lo = max(s.part(q.core).first, q.first - 9)
    near = (k for k in s.places(_COSTS, q.first) if k >= lo)
    return any(s.low(k + 1) == "of" or s.low(k - 1) in _MAKING for k in near)


_REASONS: tuple[tuple[Callable[[Sentence, Quantity, str], bool], str], ...] = (
    (_of_a_cycle, "an earlier cycle is not dated"),
    (_either_way, "a size of moves either way is not measured"),
    (_within_the_day, "a price within the day is not on the tape"),
    (_averaged, "an average over time is not measured"),
    (_a_sort, "a sort of case, and no one case"),
    (_share_of_a_move, "a share of a move is not measured"),
    (_supposed, "what is only supposed"),
    (_never_before, "what never was before a day is not looked for"),
    (_over_a_stretch, "a level over a stretch of time is not measured"),
    (_too_small_to_flow, "a price that the tape does not hold"),
    (_what_it_pays, "what it pays is not on the tape"),
    (_large_sum, "an amount that the tape does not hold"),
    (_to_make, "what it costs to make is not on the tape"),
    (_yearly, "a rate per year is not measured"),
    (_needed, "a move that would be needed is not measured"),
)
