"""Shares of history in words: which numbers are one, and which side of today's value they stand for.

Two ways to say the same: today is compared with the days (`lower than on 90 % of days`, `above three quarters of its
history`), or the days with today (`on 90 % of days it was higher`, `a rise that 5 % of days have matched`).
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.binding.words.nouns import DOWN_NOUNS, UP_NOUNS
from generator.check.text.numerals import FRACTIONS
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

COUNTED = wordset("""
    days sessions weeks months quarters years spans periods dates closes readings observations occasions values changes
    history time rows
""")
_ALL = wordset("file total lot")
TOTALS = COUNTED | _ALL | {"lies"}  # what a number is a share of is told with one of these
_DRESS = wordset("""
    all the its their our these those trading earlier previous other such own whole entire recorded comparable seven
    three six twelve one day month week monthly weekly daily market full past known prior quarterly the
""")
_UP = wordset("""
    higher larger wider bigger longer better more rougher further greater stronger faster steeper deeper above exceeded
    exceed exceeds surpassed surpass surpasses topped beaten outdone wilder sharper well good farther
""")
_DOWN = wordset("""
    lower smaller narrower shorter worse less calmer quieter below fewer weaker slower tighter gentler undercut under
    bad badly low
""")
_EQUAL = wordset("matched match matches equalled equaled that this such as much saw seen large wide long")
_SIZES = _EQUAL | wordset(
    "larger bigger steeper deeper greater sharper more wider longer further exceeded surpassed undercut"
)
_FALLS = DOWN_NOUNS | wordset("shortfall deficit lag lags falls losses drops")
_RISES = UP_NOUNS | wordset("lead leads rises gains")
_LOW_CLASS = wordset("calmest lowest smallest quietest narrowest bottom lower worst weakest slowest cheapest")
_HIGH_CLASS = wordset("highest largest widest biggest roughest wildest top upper best strongest fastest dearest")
_CLASSES = _LOW_CLASS | _HIGH_CLASS
_SEEN = frozenset({"saw", "seen"})
_ENDS_OF_DAY = wordset("closed ended finished settled rose fell gained lost ends closes finishes")
_STOPS = frozenset(",;:.()\u2014\u2013|?!")
_BETWEEN = wordset("on only for in at just of and those but")
_SIDES = wordset("above below over under beyond beneath")
_ON = wordset("on for in only at")
REACH = 12  # tokens to either side of a share in which the word that compares stands


@dataclass(frozen=True, slots=True)
class Share:
    """A share of history: tokens `first` to `last`; `side` is +1 where it is the share above today's value, -1 where
    that at or below it, 0 where the size of the move decides; `ranked` says that it is the end of a list,
    `equals` that days equal to today count."""

    q: Quantity
    first: int
    last: int
    counted: int
    side: int
    ranked: bool = False
    equals: bool = False
    unclear: bool = False
    leads: bool = False


def share_at(s: Sentence, q: Quantity) -> Share | None:
    """The share of history that a number is, if it is one."""
    counted = _counted(s, q)
    if counted is None:
        return None
    if (
        q.hedge in ("over", "under")
        and q.core - q.first == 1
        and s.low(q.first) in _SIDES
        and s.low(q.first - 1) not in _ON
    ):
        q = replace(q, hedge=None, first=q.core)  # `is above 84 % of its history`
    if q.hedge == "over" and s.low(q.first) in ("exceeds", "exceeded", "exceed", "exceeding"):
        q = replace(q, hedge=None)  # `exceeds that of 98.6 % of days`
    if s.words(counted - 2, counted) in (["all", "spans"], ["any", "spans"], ["such", "spans"], ["of", "spans"]):
        return Share(q, q.first, counted, counted, 0, unclear=True)  # how often something followed, not how rare it is
    ranked = _class_side(s, q)
    if ranked:
        return Share(q, q.first - 1, counted, counted, ranked, ranked=True)
    found = _than(s, q, counted) or _lies(s, q, counted) or _days_are(s, q, counted)
    return replace(found, leads=_of_a_lead(s, q))


def _of_a_lead(s: Sentence, q: Quantity) -> bool:
    """`the lead was smaller on 90 % of days`: of nobody that the sentence names."""
    lo, hi = s.hard_clause(q.core)
    return "lead" in s.words(lo, hi) and not any(lo <= m.first < hi for m in s.mentions)


def _counted(s: Sentence, q: Quantity) -> int | None:
    """The token after the days, the history or the total that a number is a share of."""
    if s.low(q.last) == "of":
        k = q.last + 1
        while s.low(k) in _DRESS and k - q.last < 6:
            k += 1
        whole = s.low(k) in _ALL and {"make", "makes", "made"} & set(s.words(q.first - 4, q.first))
        extreme = s.low(k + 1) in ("high", "low", "peak", "closing", "record", "top")  # `of its all-time closing high`
        counted = s.low(k) in COUNTED and not s.tokens[k].possessive and not extreme
        return k + 1 if counted or whole else None
    if s.low(q.last) == "lies" or _all_days_before(s, q):
        return q.last
    return None


def _all_days_before(s: Sentence, q: Quantity) -> bool:
    """`Of all days on file, 3 % saw ...`; `its history, of which 80 % lies below`."""
    lo = max(s.part(q.first).first - 8, s.lo)
    words = s.words(lo, q.first)
    if "of" not in words or words[-1:] == ["of"]:
        return False
    k = lo + words.index("of") + 1
    while s.low(k) in _DRESS:
        k += 1
    named = any(
        k < m.first < q.first and m.name.anaphor is None for m in s.mentions
    )  # `of its history, and silver 9 %`
    return s.low(k) in COUNTED and "," in s.words(k, q.first) and q.first - k <= 6 and not named


def _class_side(s: Sentence, q: Quantity) -> int:
    """`among the calmest 20 % of days`, `in the top tenth of its history`."""
    before = s.low(q.first - 1)
    return -1 if before in _LOW_CLASS else 1 if before in _HIGH_CLASS else 0


def _than(s: Sentence, q: Quantity, counted: int) -> Share | None:
    """`higher than on 80 % of days`, `above 80 % of its history`, `below that of 80 % of days`, `above X and 80 % of`."""
    k = q.first - 1
    while q.first - k < 5 and (s.low(k) in _BETWEEN or (s.low(k) == "that" and s.low(k + 1) == "of")):
        k -= 1
    if s.low(k) in _SIDES:
        return Share(q, k, counted, counted, 1 if s.low(k) in ("below", "under", "beneath") else -1)
    if s.low(q.first - 1) == "and" or s.words(q.first - 2, q.first) == ["and", "on"]:
        earlier = [w for w in s.words(s.part(q.first).first, q.first) if w in ("above", "below")]
        if earlier and s.low(q.first - 1) == "and":
            return Share(q, q.first, counted, counted, 1 if earlier[-1] == "below" else -1)
    if s.low(k) != "than":
        return None
    for i in range(k - 1, max(s.lo, k - REACH) - 1, -1):
        side = _sense(s, i)
        if side:
            return Share(q, i, counted, counted, -side)
        if s.tokens[i].text in ";:":
            break
    return Share(q, q.first, counted, counted, 0, unclear=True)


def _lies(s: Sentence, q: Quantity, counted: int) -> Share | None:
    """`of which 80 % lies at or under it`."""
    if s.low(q.last) not in ("lies", "lie"):
        return None
    words = s.words(q.last + 1, q.last + 6)
    low = any(w in ("under", "below", "beneath") for w in words)
    high = any(w in ("above", "over", "beyond") for w in words)
    return Share(q, q.first, q.last + 1, counted, 0 if low == high else -1 if low else 1, unclear=low == high)


def _days_are(s: Sentence, q: Quantity, counted: int) -> Share:
    """`on 80 % of days it was higher`, `80 % of days had a wider one`, `a fall that 5 % of days have matched`."""
    for step in (1, -1):
        weak: Share | None = None
        i = counted if step > 0 else q.first - 1
        for _ in range(REACH):
            if not s.lo <= i < s.hi or s.tokens[i].text in (_STOPS if step > 0 else ";:.") or _other(s, q, i):
                break
            if step > 0 and i > counted and s.low(i) in ("and", "but", "so", "which"):
                break
            found = _weighed(s, i)
            if found is not None:
                first, last = (q.first, _phrase_end(s, i + 1)) if step > 0 else (i, counted)
                share = Share(q, first, last, counted, found, equals=_counts_equals(s, i))
                if s.low(i) not in _SEEN:
                    return share
                weak = weak or share
            i += step
        if weak is not None:
            return weak
    return Share(q, q.first, counted, counted, 0, unclear=True)


def _phrase_end(s: Sentence, i: int) -> int:
    """Where the words of what is compared end: `a wider three-month lead`."""
    noun = next((k for k in range(i, i + 4) if s.low(k) in _RISES or s.low(k) in _FALLS), None)
    return noun + 1 if noun is not None and not any(s.tokens[k].text in ",;:." for k in range(i, noun)) else i


def _counts_equals(s: Sentence, i: int) -> bool:
    """`matched`, `as wide or wider`, `of this size or more`."""
    return s.low(i) in _EQUAL or s.low(i - 1) == "or" or "or" in s.words(i + 1, i + 4)


def _other(s: Sentence, q: Quantity, i: int) -> bool:
    return any(n is not q and n.unit and n.first <= i < n.last for n in s.numbers)


def _sense(s: Sentence, i: int) -> int:
    """Whether a word says more (+1) or less (-1), its denial and its noun included."""
    low = s.low(i)
    side = 1 if low in _UP else -1 if low in _DOWN else 0
    if low in ("well", "good") and s.low(i - 1) in ("less", "as"):
        side = -1 if s.low(i - 1) == "less" else 1
    return -side if side and s.low(i - 1) in ("no", "not", "never") else side


def _weighed(s: Sentence, i: int) -> int | None:
    """The side that the days are on by a word about them; 0 where it only speaks of the size; None for other words."""
    low = s.low(i)
    if low in ("this", "that", "such", "as", "much", "large", "wide", "long") and not _sized(s, i):
        return None
    if low not in _EQUAL and not _sense(s, i):
        return None
    if low in ("higher", "lower") and s.low(i - 1) in _ENDS_OF_DAY:
        return None
    if low in _SIZES:
        near = [w for w in s.words(i - 5, i + 5) if w in _FALLS or w in _RISES]
        after = [w for w in s.words(i, i + 5) if w in _FALLS or w in _RISES]
        noun = (after or near[-1:] or [""])[0]
        if noun in _FALLS:
            return -1
        if noun in _RISES:
            return 1
        return _sense(s, i) if low in ("more", "longer", "undercut") else 0
    return _sense(s, i)


def _sized(s: Sentence, i: int) -> bool:
    """`that size`, `of this size`, `as large`, `as much`, `such a shortfall`, `that wide`."""
    after = s.low(i + 1)
    if s.low(i) in ("this", "that"):
        return after in ("size", "large", "wide", "long", "bad", "much")
    if s.low(i) == "such":
        return after in ("a", "an", "days", "moves")
    return s.low(i) == "as" and after in ("large", "much", "wide", "long", "big", "far", "steep")


def rank_fraction(s: Sentence) -> list[tuple[int, int, int, object]]:
    """`in the lowest fifth of its history`: first token, token after, side and size of a class."""
    found: list[tuple[int, int, int, object]] = []
    for i in s.places(_CLASSES, s.hi - 2):
        side = -1 if s.low(i) in _LOW_CLASS else 1
        if s.low(i + 1) not in FRACTIONS or s.low(i + 2) != "of":
            continue
        k = i + 3
        while s.low(k) in _DRESS and k < i + 8:
            k += 1
        if s.low(k) in COUNTED:
            found.append((i, k + 1, side, FRACTIONS[s.low(i + 1)]))
    return found
