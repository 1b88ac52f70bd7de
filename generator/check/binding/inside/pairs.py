"""From-to pairs against the points, the per cent and the multiple told with them, and against the verb."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.binding.inside.doubt import BAD, Doubt, Part, inside, part
from generator.check.binding.inside.figures import PERCENT, Bounds, best, bounds, pair_bounds, point, shown, weighed
from generator.check.binding.inside.moves import Move, direction, moves
from generator.check.binding.inside.words import sign_between
from generator.check.comparing.policy import rule_multiple
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_UP = wordset("""
    rose rise rises rising risen climbed climb climbs climbing increased increase increases increasing jumped jumps
    jumping surged surges surging soared soaring grew grows growing advanced advances advancing
""")
_DOWN = wordset("""
    fell fall falls falling fallen dropped drop drops dropping declined decline declines declining slid slides
    sliding sank sinks sinking plunged plunges plunging tumbled tumbles tumbling slumped decreased decrease
    decreasing shrank shrinks shrinking
""")
_INVERSE = wordset("""
    yen dollar euro sterling pound peso yuan renminbi franc krona rupee won currency per price prices bond bonds
    treasury treasuries gilt gilts bund bunds note notes rank ranking place spot lira real rand
""")
HALF_BP = Decimal("0.9")  # two yields rounded as far as they go, in opposite directions, are next to never


def pairs(s: Sentence) -> Iterator[Doubt]:
    """What the numbers of a move say of each other."""
    for move in moves(s) if len(s.numbers) > 1 else ():
        yield from _checked(s, move)


def _checked(s: Sentence, move: Move) -> Iterator[Doubt]:
    if move.start and move.end:
        for told in (move.gap, move.share):
            if told is not None:
                yield from _told(s, move, told)
        yield from _multiple(s, move, move.start, move.end)
        yield from _wrong_way(s, move, move.start, move.end)
    elif move.gap and move.share and move.kind == "price" and move.share.unit != "times":
        yield from _three(s, move, move.gap, move.share)


def _told(s: Sentence, move: Move, told: Quantity) -> Iterator[Doubt]:
    """The points or the per cent of a pair."""
    one, two = move.start, move.end
    assert one is not None and two is not None  # noqa: S101
    written = _facts(move, told, point(one), point(two))
    ruling = weighed(told, written, _facts(move, told, *pair_bounds(one, two)))
    if ruling is None or one.value < 0 or two.value < 0:
        return
    message = f"From {_words(s, one)} to {_words(s, two)} is {_shown(told, written[0])}."
    yield Doubt("internal.pair", inside(ruling), message, (part(s, told), part(s, one), part(s, two)))


def _words(s: Sentence, q: Quantity) -> str:
    return s.phrase(q.first, q.last)


def _facts(move: Move, told: Quantity, start: Bounds, end: Bounds) -> list[Bounds]:
    """What the pair says, in the unit of the number told for it; more than one where the unit leaves it open."""
    change, ratio = end - start, end.over(start)
    if told is move.share:
        if move.kind != "price" or ratio is None:
            return []
        share = ratio.less(Decimal(1)).size
        return [ratio, share] if told.unit == "times" else [_in_unit(share, told)]
    tight = HALF_BP if told.unit == "bp" and move.kind == "percent" else Decimal(1)
    return [_narrowed(change.size.times(Decimal(f)), tight) for f in _FACTORS.get((move.kind, told.unit), ())]


_FACTORS = {
    ("price", "points"): (1,), ("price", ""): (1,), ("price", "money"): (1,), ("percent", "pp"): (1,), ("percent", "bp"): (100,),
    ("percent", "points"): (1, 100), ("bp", "bp"): (1,), ("bp", "points"): (1,), ("percent", ""): (1, 100), ("bp", ""): (1,),
}  # fmt: skip


def _in_unit(share: Bounds, told: Quantity) -> Bounds:
    return share.times(PERCENT) if told.unit == "percent" else share


def _narrowed(b: Bounds, share: Decimal) -> Bounds:
    slack = (b.high - b.low) / 2 * share
    return Bounds(b.middle - slack, b.middle + slack)


def _shown(told: Quantity, fact: Bounds) -> str:
    """The change of the pair as written, for the message."""
    if told.unit == "fraction":
        return f"{shown(fact.middle * PERCENT)} %"
    unit = {"percent": " %", "pp": " percentage points", "bp": " basis points", "points": " points", "times": " times"}
    return shown(fact.middle, 1 if told.unit == "percent" else 2) + unit.get(told.unit, "")


def _multiple(s: Sentence, move: Move, one: Quantity, two: Quantity) -> Iterator[Doubt]:
    """`doubled from 10 to 19`, `halved to 11 from 20`."""
    mark = next((m for m in s.marks_of("multiple") if move.order[0].first - 3 <= m.first < move.order[0].first), None)
    start, end = pair_bounds(one, two)
    ratio = end.over(start)
    if mark is None or ratio is None or one.value < 0 or two.value < 0:
        return
    times, before = Decimal(mark.cue.detail), s.words(mark.first - 2, mark.first)
    hedge = "over" if before[-2:] == ["more", "than"] else "nearly" if before[-1:] in (["nearly"], ["almost"]) else None
    if s.low(mark.first - 1) in ("not", "than") and hedge is None:
        return
    facts = (ratio.low, ratio.high, min(max(times, ratio.low), ratio.high))
    ruling = best(rule_multiple(times, f, hedge) for f in facts)
    if ruling is not None:
        message = f"From {_words(s, one)} to {_words(s, two)} is {shown(two.value / one.value, 2)} times."
        words = Part(s, mark.first, mark.last)
        yield Doubt("internal.pair", inside(ruling), message, (words, part(s, one), part(s, two)))


def _wrong_way(s: Sentence, move: Move, one: Quantity, two: Quantity) -> Iterator[Doubt]:
    """`rose from 2,700 to 2,600`. What is quoted the other way round, as the yen is, rises on a lower number."""
    word = s.low(move.order[0].first - 2)
    said = 1 if word in _UP else -1 if word in _DOWN else 0
    start, end = bounds(one), bounds(two)
    went = 1 if end.low > start.high else -1 if end.high < start.low else 0
    if not said or not went or said == went or one.value < 0 or two.value < 0 or _quoted_inversely(s, move.order[0]):
        return
    if sign_between(s, move.order[0].first - 2, move.order[0].first) != said or s.low(move.order[0].first - 3) == "not":
        return
    message = f"From {_words(s, one)} to {_words(s, two)} is a {'rise' if went > 0 else 'fall'}."
    verb = Part(s, move.order[0].first - 2, move.order[0].first - 1)
    yield Doubt("internal.pair", BAD, message, (verb, part(s, one), part(s, two)))


def _quoted_inversely(s: Sentence, first: Quantity) -> bool:
    return any(m.name.kind in ("fx", "rate") and m.first < first.first for m in s.mentions) or any(
        w in _INVERSE for w in s.words(s.lo, first.first)
    )


def _three(s: Sentence, move: Move, gap: Quantity, share: Quantity) -> Iterator[Doubt]:
    """`up 21.74 points, or 6.1 %, to 333.65`: points over the level before, or over the level left."""
    level = move.end or move.start
    if level is None or level.value <= 0 or gap.unit not in ("", "points", "money") or not _side_by_side(s, gap, share):
        return
    sign = direction(s, move) or gap.sign or share.sign
    written = _over_base(move, sign, share, point(gap), point(level))
    ruling = weighed(share, written, _over_base(move, sign, share, bounds(gap), bounds(level)))
    if ruling is None:
        return
    message = f"{_words(s, gap)} {'to' if move.end else 'from'} {_words(s, level)} is {_shown(share, written[0])}."
    yield Doubt("internal.pair", inside(ruling), message, (part(s, share), part(s, gap), part(s, level)))


def _over_base(move: Move, sign: int, share: Quantity, gap: Bounds, level: Bounds) -> list[Bounds]:
    """The points over where the move began, in the unit of the share; both ways where the direction is open."""
    bases = [level] if move.start else [level - gap] * (sign >= 0) + [level + gap] * (sign <= 0)
    return [_in_unit(found, share) for base in bases if (found := gap.over(base)) is not None]


def _side_by_side(s: Sentence, gap: Quantity, share: Quantity) -> bool:
    """`21.74 points, or 6.1 %`, `6.1 % (21.74 points)`: two ways to say one change."""
    one, two = sorted((gap, share), key=lambda q: q.first)
    between = s.words(one.last, two.first)
    return len(between) <= 4 and any(w in ("or", "(", "/") for w in between)
