"""The numbers of a text with what is said of them: of whom, which way, over which stretch, on which day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.check.judging.gate.reading.names import NOBODY, Ids, Named
from generator.check.judging.gate.reading.seen import Seen
from generator.check.judging.gate.reading.signs import Cue, sign_at
from generator.check.judging.gate.reading.stretches import ANY, Forms, Stretch
from generator.check.judging.gate.reading.whose import paired, whose
from generator.check.text.numerals import ONE, SMALL, number_word, ordinal
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_TIME_NOUNS = wordset("""
    day days session sessions return returns close closes gain gains loss losses fall falls decline declines rise
    rises drop drops advance advances time times row straight consecutive successive losing winning daily
    trading up down green red running
""")
_ROLES = {
    **dict.fromkeys(_TIME_NOUNS, "day"), **dict.fromkeys(("week", "weeks", "weekly"), "week"), **dict.fromkeys(("month", "months", "monthly"), "month"),
    **dict.fromkeys(("year", "years"), "year"), **dict.fromkeys(("record", "records"), "record"),
    **dict.fromkeys(("case", "cases", "instance", "instances", "episode", "episodes", "occasion", "occasions"), "case"),
}  # fmt: skip
_RUNNING = wordset("straight consecutive successive running succession trot bounce end unbroken consecutively")
_SKIPPED = wordset(
    "small cap large net and of the his its new straight consecutive successive earlier previous more other"
)
_NOT = wordset(
    "not n't never no none neither nor cannot can't hasn't haven't isn't wasn't didn't don't doesn't without nobody nothing"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what its sentence says of it; `days` are those that stand right beside it."""

    sentence: Sentence
    q: Quantity
    role: str = ""
    ids: Ids = NOBODY
    sign: int = 0
    size: str = ""
    stretch: Forms = ANY
    ago: bool = False
    carried: Forms = ANY
    days: tuple[When, ...] = ()
    negated: bool = False
    count: bool = False
    before: str = ""
    share: bool = False
    prior: bool = False
    spans: tuple[tuple[date, date], ...] = ()
    nth: frozenset[Decimal] = frozenset()
    cue: tuple[int, int] = (0, 0)
    peak: int = 0  # told with a high: 1; behind it, as what it lies below: 2, above: 3


def amounts_in(seen: Seen) -> list[Amount]:
    """The numbers of a sentence with what is said of them."""
    s, place, names = seen.s, seen.place, seen.names
    numbers = sorted(
        [*(_counting(s, q) for q in s.numbers if not _marker(s, q)), *_ordinals(s), *_runs(s)], key=lambda q: q.core
    )
    listed = paired(s, numbers, names)
    found: list[Amount] = []
    for k, q in enumerate(numbers):
        lo = numbers[k - 1].last if k else s.lo
        hi = numbers[k + 1].first if k + 1 < len(numbers) else s.hi
        cue = _direction(s, q, lo, hi, seen.cues)
        role, run = role_of(s, q), _stretch(s, q, lo, hi, seen.stretches)
        found.append(
            Amount(
                s, q, role, listed.get(q.core) or whose(s, q, names, hi, place), cue.sign if cue else place.sign if not q.unit else 0,
                cue.size if cue else "", run.forms if run else ANY, bool(run and run.ago), place.stretch or place.head_stretch,
                tuple(_days(s, q, numbers, names)), _negated(s, q, lo), bool(role) or _counts(s, q), _before(s, q),
                s.low(q.last) == "of" and "value" not in s.words(q.last, q.last + 4), _prior(s, q, lo), run.spans if run else (), _nth(numbers),
                (cue.first, cue.last) if cue else (0, 0), _peak(s, q, lo, hi),
            )
        )  # fmt: skip
    return found


def _peak(s: Sentence, q: Quantity, lo: int, hi: int) -> int:
    """Whether a number is told with a high, between the numbers around it: `5 % below its record close`."""
    if not q.unit or q.unit == "money" or s.vocabulary.isdisjoint(PEAKS):
        return 0
    hi = s.hi if all(w in _LISTED for w in s.words(q.last, hi)) else hi  # `2.0% and 13.0% below their highs`
    behind = s.words(q.last, min(hi, q.last + 9))
    at = next((k for k, w in enumerate(behind) if w in PEAKS), len(behind))
    if at < len(behind) and _OFF.intersection(behind[:at]):
        return 2
    if at < len(behind) and _OVER.intersection(behind[:at]):
        return 3
    return int(not PEAKS.isdisjoint(s.words(lo, hi)))


PEAKS = wordset("record records high highs peak peaks top tops mark best")
_OFF = wordset("below under short shy off away beneath behind from")
_OVER = wordset("above past beyond over")
_LISTED = frozenset({",", "and"})


def _marker(s: Sentence, q: Quantity) -> bool:
    """`4/ And prices`: a number that only counts paragraphs."""
    if not any(t.kind == "word" for t in s.tokens[s.lo : s.hi]) and s.tokens[s.hi - 1].text in ".)":
        return True
    return q.core == s.lo and q.last < s.hi and s.tokens[q.last].text in "/)" and s.tokens[q.last].glued


def _counting(s: Sentence, q: Quantity) -> Quantity:
    """`14 times since May` counts; `five times as large` multiplies."""
    if q.hedge and any(x.last == q.first and x.unit in ("percent", "bp", "pp") for x in s.numbers):
        q = replace(q, hedge=None)  # `8.7 percent shy of the 208.00` measures a distance
    if q.hedge == "over" and s.low(q.first) in ("past", "beyond") and q.form == "decimal":
        q = replace(q, hedge=None)  # `past the 5,633.91 of July` names what was passed
    if q.hedge == "over" and s.low(q.last) == "of" and s.low(q.first) in _EXCEEDS and q.unit == "percent":
        q = replace(q, hedge=None)  # `exceeds 37.3% of its history`
    counts = (
        q.unit == "times"
        and s.low(q.last - 1) == "times"
        and s.low(q.last) not in ("as", "the", "more", "larger", "that", "its", "higher")
    )
    return replace(q, unit="") if counts else q


_EXCEEDS = wordset("above exceeds exceed exceeded exceeding over higher")


def _ordinals(s: Sentence) -> Iterator[Quantity]:
    """`the third day`, `the 12th record close`; the first of anything only opens a list."""
    taken = {k for q in s.numbers for k in range(q.first, q.last)} | {
        k for w in s.whens for k in range(w.first, w.last)
    }
    for i in s.counting:
        if i in taken:
            continue
        found = ordinal(s.tokens, i)
        if found is not None and found[0] > 1 and found[1] <= s.hi and not (taken & set(range(i, found[1]))):
            if found[0] == 2 and not _role_after(s, found[1]) and s.low(i - 1) != "the":
                continue
            yield Quantity(i, i, found[1], Decimal(found[0]), ONE, ONE, "", spelled=True)


def _runs(s: Sentence) -> Iterator[Quantity]:
    """`inflows for three straight sessions`: a count of days, though it reads like a stretch of time."""
    for w in s.whens:
        each = {"each", "every", "all"} & set(s.words(w.first - 5, w.first + 1))
        if w.grain == "window" and (each or any(x in _RUNNING for x in s.words(w.first, w.last))):
            for i in range(w.first, w.last):
                found = number_word(s.tokens, i)
                if found is not None:
                    yield Quantity(i, i, found[1], Decimal(found[0]), ONE, ONE, "", spelled=True)


def role_of(s: Sentence, q: Quantity) -> str:
    """What a bare number counts: days, weeks, records, cases; nothing for an amount."""
    if q.unit or q.form == "decimal":
        return ""
    if any(q.first in (first, last) for first, last in tallies(s)):
        return "tally"
    role = _role_after(s, q.last)
    running = any(w in _RUNNING for w in s.words(q.last, q.last + 4)) or ("in", "a", "row") in _threes(
        s.words(q.last, q.last + 6)
    )
    return "run" if role == "day" and running else role


def tallies(s: Sentence) -> list[tuple[int, int]]:
    """`seven to two`: the tokens of two counts that are set against each other."""
    found = []
    for i in s.places({"to", "against"}):
        last = number_word(s.tokens, i + 1) if i + 1 < s.hi else None
        if i > s.lo and last is not None and s.low(i + 1) in SMALL and s.low(i - 1) in SMALL:
            found.append((i - 1, i + 1))
    return found


def _threes(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[k : k + 3]) for k in range(len(words) - 2)}


_COLOURS = frozenset({"up", "down", "green", "red", "losing", "winning"})


def _role_after(s: Sentence, i: int) -> str:
    for k in range(i, min(i + 4, s.hi)):
        low = s.low(k)
        if low in ("in", "on") and s.low(k + 1) in ("a", "the", "end"):
            return "day"
        if low in _COLOURS and s.low(k + 1) in _ROLES:
            continue
        if low in _ROLES and not (low in ("up", "down") and k > i):
            return "record" if "record" in s.words(k, k + 2) else _ROLES[low]
        if low not in _SKIPPED:
            return ""
    return ""


def _counts(s: Sentence, q: Quantity) -> bool:
    """A small whole number in words counts something."""
    return not q.unit and q.spelled and q.form == "integer" and q.value <= 20


def _direction(s: Sentence, q: Quantity, lo: int, hi: int, cues: list[Cue]) -> Cue | None:
    if q.sign:
        return Cue(q.first, q.last, q.sign)
    if s.low(q.last) == "off" and q.unit == "percent":
        return Cue(q.last, q.last + 1, -1)  # `took 2.7% off the index`
    cue = sign_at(s, q.first, q.last, lo, hi, cues)
    return replace(cue, sign=-cue.sign) if cue is not None and _back_then(s, q, cue) else cue


def _back_then(s: Sentence, q: Quantity, cue: Cue) -> bool:
    """`A year ago it stood 37 basis points higher`: what was then is told by what is now."""
    if s.low(cue.first) not in ("higher", "lower") or cue.first < q.last or not _WAS & s.vocabulary:
        return False
    lo = s.hard_clause(q.first)[0]
    told = [w for w in s.whens if lo <= w.first and w.last <= q.first]
    return (
        bool(told)
        and told[0].first - lo <= 1
        and s.low(told[0].last - 1) in ("ago", "earlier")
        and "than" not in s.words(q.last, q.last + 4)
    )


_WAS = wordset("was were stood")


def _nth(numbers: Sequence[Quantity]) -> frozenset[Decimal]:
    """The one ordinal of a sentence with one amount: `the third halving`."""
    ordinals = [
        q.value
        for q in numbers
        if q.spelled
        and not q.unit
        and q.first == q.core
        and q.last - q.first == 1
        and q.grain == ONE
        and q.hedge is None
    ]
    amounts = [q for q in numbers if q.unit]
    return frozenset(ordinals) if len(ordinals) == len(amounts) == 1 else frozenset()


def _prior(s: Sentence, q: Quantity, lo: int) -> bool:
    """Whether a number is told as the record before: `the previous record was 98.20`."""
    before = s.words(max(lo, s.hard_clause(q.first)[0], q.first - 9), q.first)
    named = s.words(q.last, q.last + 4)  # `$281.97, the old mark`
    gone = any(before[k : k + 2] in (["took", "out"], ["takes", "out"]) for k in range(len(before)))
    return (
        gone or any(w in _EARLIER for w in before) or (named[:2] == [",", "the"] and any(w in _EARLIER for w in named))
    )


_EARLIER = wordset(
    """previous old earlier prior former beat beats beating past passed eclipsing eclipsed topping topped tops surpassing
    surpassed replaces replaced replacing against broke breaks breaking betters bettered"""
)


def _stretch(s: Sentence, q: Quantity, lo: int, hi: int, found: Sequence[Stretch]) -> Stretch | None:
    """The stretch that a number is told of: the one beside it in its clause, else the last that opened a clause."""
    clause_lo, clause_hi = s.clause(q.core)
    found = [
        f
        for f in found
        if s.low(f.first - 1) != "since"
        or not any(q.last <= m.first < f.first and m.cue.role in ("super", "record", "rank") for m in s.marks)
    ]
    beside = [f for f in found if q.last <= f.first < min(hi, _stop(s, q.last, hi))]
    if beside:
        return Stretch(
            beside[0].first, beside[-1].last, frozenset().union(*(f.forms for f in beside)), any(f.ago for f in beside)
        )
    found = [f for f in found if f.first >= q.last or not _set_apart(s, f, q)]
    before = [f for f in found if lo <= f.first and f.last <= q.first and f.first >= clause_lo]
    if before:
        return before[-1]
    opening = [f for f in found if f.last <= q.first and (f.first - _clause_start(s, f.first) <= 4)]
    after = [f for f in found if q.last <= f.first < clause_hi]
    return opening[-1] if opening and not after else None


def _set_apart(s: Sentence, f: Stretch, q: Quantity) -> bool:
    """Whether a stretch before a number stands in brackets that are closed, or is `not since`, which no move runs over."""
    between = s.words(f.last, q.first)
    closed = ")" in between and "(" not in between[: between.index(")")]
    return closed or "not" in s.words(f.first - 2, f.first + 1)


def _stop(s: Sentence, i: int, hi: int) -> int:
    """Where the words that belong to a number end: at a comma, a conjunction or a stop."""
    while i < hi and (not s.boundary(i) or s.low(i) in ("than", "as", "even", "when", "which", "who")):
        i += 1
    return i


def _clause_start(s: Sentence, i: int) -> int:
    while i > s.lo and s.tokens[i - 1].text not in ",;:.(":
        i -= 1
    return i


def _days(s: Sentence, q: Quantity, numbers: Sequence[Quantity], names: Sequence[Named]) -> Iterator[When]:
    """Days told beside a number, before the next one: `of 4 May`, `(4 May)`, `after the second, of 4 May`."""
    days = [
        w
        for w in s.whens
        if w.grain in ("day", "span", "month")
        and w.prep not in ("since", "than")
        and not w.edge
        and (w.last == q.first or not s.tokens[w.last - 1].possessive)
    ]
    if len(days) == 1 and [x for x in numbers if x.unit or not x.spelled] == [q]:
        yield days[0]
        return
    before = [w for w in days if _right_before(s, w, q)]
    if before:
        yield from before
        return
    for w in days:
        if q.last <= w.first and w.first - q.last <= (2 if w.grain == "month" else 14):
            between = s.words(q.last, w.first)
            apart = any(x in _APART for x in between) or any(q.last <= n.first < w.first for n in names)
            following = (
                any(0 <= x.first - w.last <= 2 for x in numbers) and s.tokens[w.last].text != "," and "," in between
            )
            if not apart and not following and not any(q.last <= x.core < w.first for x in s.numbers):
                yield w
                yield from (x for x in days if s.words(w.last, x.first) == ["and"])


def _right_before(s: Sentence, w: When, q: Quantity) -> bool:
    """`Tuesday's 12% rise`, `September 2008 with −22.4%`."""
    return w.last == q.first or (w.grain == "month" and s.words(w.last, q.first) in (["with"], [":"]))


_APART = wordset("; : and but while as when . against before compared")


def _before(s: Sentence, q: Quantity) -> str:
    """The preposition in front of a number: `by`, `to`, `from`, `at`."""
    words = s.words(q.first - 2, q.first)
    words = [w for w in words if w not in ("the", "a", "net", "only", "just", "its")]
    ranged = next((x for x in s.numbers if x.last == q.first - 1 and s.low(q.first - 1) == "to"), None)
    if ranged is not None and s.low(ranged.first - 1) != "from":
        return ""
    if "to" in words and _TOTALS & set(s.words(max(s.clause(q.first)[0], q.first - 10), q.first)):
        return ""  # `taking its loss over the week to 5 percent`
    if "at" in words and _SIZES & set(s.words(max(s.clause(q.first)[0], q.first - 6), q.first)):
        return ""  # `putting its gain at 9.5 percent`
    if "to" in words and any(w.startswith("add") for w in s.words(q.first - 8, q.first)):
        return ""
    return (
        words[-1]
        if words and words[-1] in ("by", "to", "from", "at") and not (words[-1] == "to" and s.low(q.first - 2) in _SUMS)
        else ""
    )


_SIZES = wordset("gain loss rise fall lead lag gap advance decline increase decrease drop")
_TOTALS = wordset("taking taken takes took bringing brings brought extending extends extended")
_SUMS = wordset("amount amounts amounted adds adding added up comes come came close equal equals equivalent sums")


def _negated(s: Sentence, q: Quantity, lo: int) -> bool:
    if {"never", "before"} <= set(s.words(s.lo, s.hi)):
        return False
    first = q.first
    while (
        first > s.lo
        and s.tokens[first - 1].text not in ",;:(\u2014"
        and s.low(first - 1) not in ("and", "but", "while", "whereas")
    ):
        first -= 1
    before = s.words(max(first, lo, q.first - 14), q.core)
    bounded = any(before[k] == "no" and before[k + 1] in _BOUNDS for k in range(len(before) - 1))
    return (any(w in _NOT for w in before) and not bounded) or any(
        w in _NOT and w != "without" for w in s.words(q.last, min(q.last + 5, s.clause(q.last - 1)[1]))
    )


_BOUNDS = wordset("more less fewer later earlier")


def bare(q: Quantity, unit: str, currency: str = "") -> Quantity:
    """A number without a unit, read in the unit of another."""
    return replace(q, unit=unit, currency=currency)
