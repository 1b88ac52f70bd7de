"""Parts against totals: `$3bn of the $2bn`, `x, y and z, w in all`, `half, a third and the rest`, `six of five`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, product

from generator.check.binding.inside.doubt import BAD, Doubt, inside, part
from generator.check.binding.inside.figures import PERCENT, Bounds, bounds, point, same_measure, shown, weighed
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_IN_ALL = (
    ("in", "all"), ("in", "total"), ("altogether",), ("combined",), ("all", "told"), ("in", "sum"), ("between", "them"), ("together",), ("taken", "together"),
)  # fmt: skip
_TOTALLING = (
    ("a", "total", "of"),
    ("total", "of"),
    ("totalling",),
    ("totaling",),
    ("adding", "up", "to"),
    ("sum", "of"),
    ("a", "combined"),
    ("together",),
)
_REST = wordset("rest remainder remaining balance")
OWNERS = wordset("the its their his all these those a some total")
_MOST = 6


def totals(s: Sentence) -> Iterator[Doubt]:
    """Parts and totals of a sentence."""
    if len(s.numbers) > 1:
        yield from _of_whole(s)
        yield from _sums(s)
        yield from _whole_and_rest(s)
        yield from _up_and_down(s)


def _of_whole(s: Sentence) -> Iterator[Doubt]:
    """`$6bn of the $5bn`, `six of the five`: no part is more than its whole."""
    for one, two in zip(s.numbers, s.numbers[1:], strict=False):
        between = s.words(one.last, two.first)
        if between[:1] != ["of"] or not set(between[1:]) <= OWNERS or not same_measure(one, two):
            continue
        if one.unit not in ("", "money") or one.hedge is not None or one.value <= 0 or two.value <= 0:
            continue
        if one.unit == "" and (one.form == "decimal" or two.form == "decimal"):
            continue
        if one.value > two.value and two.hedge is None:
            message = f"{s.phrase(one.first, one.last)} is more than {s.phrase(two.first, two.last)}."
            yield Doubt("internal.total", BAD, message, (part(s, one), part(s, two)))


def _sums(s: Sentence) -> Iterator[Doubt]:
    """`A, B and C took $1bn, $2bn and $3bn, $6bn in all`."""
    for k, q in enumerate(s.numbers):
        if k < 2 or q.unit not in ("", "money", "points", "bp") or not _is_total(s, q):
            continue
        listed = listed_before(s, k)
        if len(listed) < 2:
            continue
        written = [_sum([point(x) for x in listed])]
        wide = [b for n in range(2, len(listed) + 1) for b in _signings(listed[-n:])]
        ruling = weighed(q, written, wide)
        if ruling is not None:
            message = f"They add up to {_plain(written[0].low, q)}."
            parts = (part(s, q), *(part(s, x) for x in listed))
            yield Doubt("internal.total", inside(ruling), message, parts)


def _is_total(s: Sentence, q: Quantity) -> bool:
    """Whether the words around a number call it a total."""
    after = any(tuple(s.words(q.last, q.last + len(w))) == w for w in _IN_ALL)
    ahead = any(tuple(s.words(q.first - len(w), q.first)) == w for w in _TOTALLING)
    return after or ahead


def listed_before(s: Sentence, k: int) -> list[Quantity]:
    """The list that ends right before number `k`: `$1bn, $2bn and $3bn`."""
    total = s.numbers[k]
    found: list[Quantity] = []
    for q in reversed(s.numbers[max(0, k - _MOST) : k]):
        after = found[-1].first if found else total.first
        between = s.words(q.last, after)
        if not same_measure(q, total) or q.hedge is not None or len(between) > 8:
            break
        if any(w in (";", ":", ".", "of", "from", "to", "than", "versus") for w in between[: None if found else -3]):
            break
        found.append(q)
    found.reverse()
    joined = len(found) > 1 and any("and" in s.words(a.last, b.first) for a, b in pairwise(found))
    return found if joined else []


def _sum(values: list[Bounds]) -> Bounds:
    total = Bounds(Decimal(0), Decimal(0))
    for value in values:
        total += value
    return total


def _signings(listed: list[Quantity]) -> Iterator[Bounds]:
    """The sums that the list may have, where some of it may have gone the other way."""
    for signs in product((1, -1), repeat=len(listed) - 1):
        values = [bounds(q) for q in listed]
        turned = [v if sign > 0 else Bounds(-v.high, -v.low) for v, sign in zip(values[1:], signs, strict=True)]
        yield _sum([values[0], *turned]).size


def _plain(value: Decimal, q: Quantity) -> str:
    """A sum in the scale of the total as it is written."""
    return shown(value / q.scale, 2)


def _whole_and_rest(s: Sentence) -> Iterator[Doubt]:
    """`half in bonds, two-thirds in shares and the rest in cash`: shares and a rest are one whole."""
    at = next((k for k in range(s.lo + 1, s.hi) if s.tokens[k].low in _REST and s.low(k - 1) in ("the", "a")), None)
    if at is None:
        return
    shares = [q for q in s.numbers if q.last <= at and q.unit in ("percent", "fraction") and not q.sign]
    if len(shares) < 2 or not _partition(s, shares, at):
        return
    known = _sum([bounds(q) if q.unit == "percent" else bounds(q).times(PERCENT) for q in shares])
    rest = next((q for q in s.numbers if 0 <= q.first - at <= 2 and q.unit == "percent"), None)
    parts = tuple(part(s, q) for q in reversed(shares))
    if known.low >= PERCENT:
        yield Doubt("internal.total", BAD, "The parts leave nothing for a rest.", parts)
    elif rest is not None:
        written = _sum([point(q) if q.unit == "percent" else point(q).times(PERCENT) for q in shares])
        whole = Bounds(PERCENT, PERCENT)
        ruling = weighed(rest, [whole - written], [(whole - known).size])
        if ruling is not None:
            message = f"The parts leave {shown(PERCENT - written.low)} %."
            yield Doubt("internal.total", inside(ruling), message, (part(s, rest), *parts))


_MOVED = wordset("by up down")


def _partition(s: Sentence, shares: list[Quantity], at: int) -> bool:
    """Whether nothing but parts is told: no moves, no hard stops, no shares of shares."""
    inner = s.words(shares[0].first, at)
    if any(w in (";", ":") for w in inner) or s.marks_of("move", "state", "compare", lo=shares[0].first - 3, hi=at):
        return False
    return all(s.low(q.first - 1) not in _MOVED and s.low(q.last) not in ("below", "above", "points") for q in shares)


def _up_and_down(s: Sentence) -> Iterator[Doubt]:
    """`of the five, two rose and four fell`: those that rose and those that fell are not more than all."""
    whole = next((q for q in s.numbers if _all_of(s, q)), None)
    if whole is None:
        return
    moved: dict[int, Quantity] = {}
    for q in s.numbers:
        mark = next((m for m in s.marks if m.first == q.last and m.cue.role in ("move", "noun", "state", "flat")), None)
        if q is whole or mark is None or q.unit or q.hedge or q.form == "decimal" or q.value > 5000:
            continue
        if mark.cue.sign in moved:
            return
        moved[mark.cue.sign] = q
    if len(moved) < 2:
        return
    count = sum(q.value for q in moved.values())
    if count > whole.value:
        parts = (part(s, whole), *(part(s, q) for q in moved.values()))
        yield Doubt("internal.total", BAD, f"Together they are {count}.", parts)


def _all_of(s: Sentence, q: Quantity) -> bool:
    """`of the five`, `out of five`, `all five`."""
    if q.unit or q.hedge or q.form not in ("integer", "round") or q.scale != 1:
        return False
    one, two = s.low(q.first - 1), s.low(q.first - 2)
    return (
        (one == "of" and two in ("out", "", ","))
        or (one in ("the", "all", "these", "its") and two == "of")
        or one == "all"
    )
