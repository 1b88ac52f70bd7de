"""The draft against itself: weekdays, counts of what is listed, pairs against percentages, a number told twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.binding.claim import Claim
from generator.check.comparing.policy import Ruling, rule_number
from generator.check.text.numerals import number_word
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.source import Block
from generator.check.text.wordset import wordset

Parsed = list[tuple[Block, list[Sentence]]]
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LISTED = wordset("""
    reasons observations points things factors stages stage phases steps lessons questions takeaways arguments
    drivers notes remarks dates themes charts ways causes risks messages conclusions forces trends signs facts
    examples numbers items topics answers explanations
""")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_NAMED = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_GAINS = wordset("gain gains rise increase rally return up gained rose advance climb")
_DROPS = wordset("loss drop fall decline down fell lost decrease dropped")
_LINKS = wordset("""
    , ( or a an the of about around roughly nearly almost over more than by some it that is which and just current
    now points point
""")
BAND = Decimal("0.05")  # a change between two rounded levels is known to five per cent of itself


def bind_internal(parsed: Parsed, claims: list[Claim]) -> Iterator[Claim]:
    """Claims that the draft itself confirms or contradicts."""
    for i, (block, sentences) in enumerate(parsed):
        for s in sentences:
            yield from _weekdays(s)
            yield from _counts(s, block, parsed, i)
            yield from _pairs(s)


def _weekdays(s: Sentence) -> Iterator[Claim]:
    for when in s.whens:
        if when.weekday is None or when.end is None:
            continue
        good = when.end.weekday() == when.weekday
        ruling = Ruling("supported" if good else "contradicted", "date", "" if good else "date")
        yield Claim(
            s, when.first, when.last, "weekday", settled=ruling, message=f"{when.end} is a {_DAYS[when.end.weekday()]}."
        )


def _counts(s: Sentence, block: Block, parsed: Parsed, i: int) -> Iterator[Claim]:
    """`Three observations.` before a list, `three reasons` before headings, `a three-stage mechanism` before four stages."""
    for k in range(s.lo, s.hi - 1):
        noun = k + 1
        found = number_word(s.tokens, k)
        if found is None or found[1] != noun or s.low(noun) not in _LISTED or not 2 <= found[0] <= 12:
            continue
        if s.low(k - 1) in ("of", "the", "these", "those", "first", "last", "other", "in") and block.role != "heading":
            continue
        listed = _dates_after(parsed[i][1], s) if s.low(noun) == "dates" else _following(parsed, i, block, s.low(noun))
        if listed is None:
            continue
        good = listed == found[0]
        ruling = Ruling("supported" if good else "contradicted", "internal", "" if good else "internal")
        yield Claim(s, k, noun + 1, "internal.count", settled=ruling, message=f"{listed} follow.")


def _following(parsed: Parsed, i: int, block: Block, noun: str) -> int | None:
    """How many things follow: list items, headings one level down, `Stage One` to `Stage Four`, `First` to `Third`."""
    rest = [b for b, _ in parsed[i + 1 : i + 300]]
    items = _run_of_items(rest)
    if items and not (block.role == "heading" and items < 2):
        return items
    if block.role == "heading":
        below = _headings_below(rest, block.level)
        if below:
            return below
    return _named_parts(rest, noun.rstrip("s")) or _ordinals(rest, block) or None


def _dates_after(sentences: list[Sentence], s: Sentence) -> int | None:
    """How many days the rest of the paragraph names."""
    days = {w.end for other in sentences if other.lo >= s.hi for w in other.whens if w.grain == "day" and w.full}
    return len(days) or None


def _run_of_items(rest: list[Block]) -> int:
    count = 0
    for block in rest:
        if block.role != "item":
            break
        count += 1
    return count


def _headings_below(rest: list[Block], level: int) -> int:
    count = 0
    for block in rest:
        if block.role != "heading":
            continue
        if block.level <= level:
            break
        count += block.level == level + 1
    return count


def _named_parts(rest: list[Block], noun: str) -> int:
    """`Stage One: ...`, `Stage Two: ...`."""
    seen = 0
    for block in rest[:40]:
        if block.role == "heading":
            break
        words = block.text.lower().replace(":", " ").split()[:2]
        if len(words) == 2 and words[0] == noun and words[1] in (*_NAMED, *"12345678"):
            seen += 1
    return seen


def _ordinals(rest: list[Block], block: Block) -> int:
    """`First, ...` `Second, ...` at the head of paragraphs."""
    seen = 0
    for other in rest[:30]:
        if other.role == "heading":
            break
        word = other.text.lower().lstrip()[:12].split(",")[0].split(" ")[0].rstrip("ly") if other.text.strip() else ""
        if seen < len(_ORDINALS) and word in (_ORDINALS[seen], _ORDINALS[seen].rstrip("ly")):
            seen += 1
    return seen if seen > 1 else 0


def _pairs(s: Sentence) -> Iterator[Claim]:
    """`from $63,000 to $90,000, a gain of about 50 %`: the percentage against its own pair."""
    for one, two in zip(s.numbers, s.numbers[1:], strict=False):
        if not _from_to(s, one, two) or not one.magnitude:
            continue
        after = next(
            (
                q
                for q in s.numbers
                if q.first >= two.last and q.unit in ("percent", "fraction") and q.first - two.last <= 8
            ),
            None,
        )
        if after is None or s.tokens[two.last].text in ".;" or not _is_change(s, two, after):
            continue
        ruling = _change_ruling(one, two, after)
        change = (two.value / one.value - 1) * 100
        yield Claim(
            s,
            after.first,
            after.last,
            "internal.pair",
            settled=ruling,
            message=f"From {s.phrase(one.first, one.last)} to {s.phrase(two.first, two.last)} is {change:.1f} %.",
        )


def _from_to(s: Sentence, one: Quantity, two: Quantity) -> bool:
    between = s.words(one.last, two.first)
    units = {one.unit, two.unit} <= {"", "money", "points"}
    return units and s.low(one.first - 1) == "from" and "to" in between and len(between) <= 4


def _is_change(s: Sentence, two: Quantity, after: Quantity) -> bool:
    between, following = s.words(two.last, after.first), set(s.words(after.last, after.last + 2))
    plain = all(w in _GAINS | _DROPS | _LINKS for w in between)
    return plain and not following & {"below", "under", "above", "beneath", "off", "of"}


def _change_ruling(one: Quantity, two: Quantity, after: Quantity) -> Ruling:
    """Both ends may be rounded; the percentage must fit what they can have been, in its own row of the policy."""
    change = two.value / one.value - 1
    slack = (one.grain / one.magnitude + two.grain / two.magnitude) / 2
    scale = 1 if after.unit == "fraction" else 100
    values = (
        [abs(change + step * slack) * scale for step in (-1, 0, 1)]
        if one.form == "decimal" or one.grain <= one.magnitude / 500
        else [abs(change) * scale]
    )
    best = min(
        (rule_number(after, v) for v in values),
        key=lambda r: ("supported", "imprecise", "contradicted").index(r.verdict),
    )
    return Ruling(best.verdict, "internal", "" if best.verdict == "supported" else "internal")
