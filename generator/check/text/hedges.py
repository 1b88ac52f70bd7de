"""Hedges before and after a number: `almost`, `just over`, `no more than`, `or so`, `-odd`."""

from __future__ import annotations

from collections.abc import Sequence

from generator.check.text.tokens import Token
from generator.check.text.wordset import wordset

_ABOUT = """about;around;roughly;some;approximately;circa;c;ca;~;≈;an estimated;approx;somewhere around;somewhere near;more or less;
in the region of;in the order of;of the order of;in the neighbourhood of;in the neighborhood of;in the vicinity of;something like;something around;
nearer;near;broadly;thereabouts;ballpark;on the order of;rough"""
_NEARLY = """nearly;almost;close to;approaching;not quite;virtually;nigh on;close on;getting on for;the best part of;the better part of;
the thick end of;not far off;not far short of;not far from;within a whisker of;verging on;on the verge of;shy of;short of;pushing;nudging;
very nearly;hard on;knocking on;well-nigh;practically;all but"""
_OVER = """over;more than;above;exceeding;exceeds;exceeded;topping;in excess of;upwards of;upward of;north of;better than;greater than;past;>;
fully;higher than;larger than;bigger than;beyond;comfortably;clear of;steeper than;wider than;deeper than"""
_AT_LEAST = "at least;no less than;not less than;a minimum of;≥;no fewer than;not fewer than"
_UNDER = "under;less than;below;fewer than;south of;lower than;smaller than;<;inside;shallower than;narrower than"
_AT_MOST = "at most;no more than;not more than;a maximum of;≤;no higher than;no greater than"
_ABOVE, _BELOW = frozenset({"over", "just_over", "far_over"}), frozenset({"under", "far_under"})
_EXTREME = "up to;as much as;as many as;as little as;as few as"
# small steps and wide ones, before `over` or `under` and their like
_STEPS = """just;only just;a shade;a touch;a whisker;a hair;a tad;a smidgen;a smidge;fractionally;marginally;barely;a fraction;a sliver;narrowly;
a notch;a breath;a cat's whisker;a hair's breadth;a fag paper;a few ticks;a tick;scarcely;hardly"""
_SOME = "a little;slightly;a bit;a little bit;somewhat;modestly"
_STRIDES = """well;comfortably;far;way;considerably;significantly;substantially;easily;much;some way;clearly;rather;even;materially;markedly"""
_UPWARD = "over;more than;above;north of;better than;past;higher than;greater than;in excess of;beyond"
_DOWNWARD = "under;less than;below;south of;shy of;short of;lower than;fewer than;beneath;inside"


def beyond(hedge: str | None) -> int:
    """On which side of a number its bound lies: `above 65` 1, `well below 65` -1, else 0."""
    return 1 if hedge in _ABOVE else -1 if hedge in _BELOW else 0


def _table() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for hedge, words in {
        "about": _ABOUT, "nearly": _NEARLY, "over": _OVER, "at_least": _AT_LEAST, "under": _UNDER, "at_most": _AT_MOST, "extreme": _EXTREME,
    }.items():  # fmt: skip
        for word in words.split(";"):
            found[tuple(word.split())] = hedge
    for steps, up, down in (
        (_STEPS, "just_over", "nearly"),
        (_SOME, "over", "nearly"),
        (_STRIDES, "far_over", "far_under"),
    ):
        for step in steps.split(";"):
            for ends, hedge in ((_UPWARD, up), (_DOWNWARD, down)):
                for end in ends.split(";"):
                    found[tuple(f"{step} {end}".replace("'s", "").split())] = hedge
    return found


HEDGES = _table()
_SIZES: dict[str, list[int]] = {}  # by last word: how many words the hedges have that end with it, most first
for _words in sorted(HEDGES, key=len, reverse=True):
    if len(_words) not in _SIZES.setdefault(_words[-1], []):
        _SIZES[_words[-1]].append(len(_words))
_RELATIONS = frozenset((w,) if " " not in w else tuple(w.split()) for w in
                       ("below", "above", "under", "over", "past", "higher than", "lower than", "more than", "less than", "beyond", "short of", "shy of", "beneath"))  # fmt: skip
_SOFT = wordset("""
    a mere just only another only further modest whopping full staggering hefty massive solid still the additional extra
    meagre paltry good cool now all of entire
""")  # fmt: skip
_AFTER = {"so": "about", "thereabouts": "about", "more": "at_least", "less": "at_most", "better": "at_least", "worse": "at_least", "fewer": "at_most"}  # fmt: skip


def hedged(tokens: Sequence[Token], first: int, after: int, taken: Sequence[bool]) -> tuple[int, str | None]:
    """The hedge that ends right before token `first` (soft words apart), and the token where it begins."""
    skip = first
    while skip - 1 >= after and tokens[skip - 1].low in _SOFT and first - skip < 2:
        skip -= 1
    for stop in dict.fromkeys((first, skip)):
        for size in _SIZES.get(tokens[stop - 1].low, ()) if stop > after else ():
            if size > stop - after:
                continue
            words = tuple([t.low for t in tokens[stop - size : stop]])
            if words in _RELATIONS and stop - size == after and after > 0:
                continue  # `1.8 % below 4,000`: a relation to the next number
            if words == (">",) and stop > 1 and tokens[stop - 2].text in "-=":
                continue  # an arrow
            if words == ("close", "on") and stop - size > 0 and tokens[stop - size - 1].low == "to":
                continue  # `rose 35 points to close on 5,815.03`: where it ended
            if words in HEDGES and not (size == 1 and taken[stop - 1]):
                return stop - size, HEDGES[words]
    return first, None


def hedged_after(tokens: Sequence[Token], i: int) -> tuple[int, str | None]:
    """The hedge at token `i`, after a number: `or so`, `-ish`, `-plus`, `and change`, `-odd`, `give or take`."""
    if i >= len(tokens):
        return i, None
    low = tokens[i].low
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if low == "or" and following in _AFTER:
        return i + 2, _AFTER[following]
    if low in ("ish", "odd") and (tokens[i].hyphen or tokens[i].glued):
        return i + 1, "about"
    if low == "odd":
        return i + 1, "about"
    if (low == "plus" and tokens[i].hyphen) or (low == "+" and tokens[i].glued and not _digit_after(tokens, i)):
        return i + 1, "over"
    if low == "and" and following in ("change", "counting"):
        return i + 2, "over"
    if low == "give" and following == "or":
        return min(i + 3, len(tokens)), "about"
    return i, None


def _digit_after(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].is_num
