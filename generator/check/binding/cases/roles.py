"""Which figure of a study a number in a sentence about past cases is: mean, worst, base rate, first case ..."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.text.numerals import number_word
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_MEANS = wordset("mean average averages averaged averaging")
_MEDIANS = wordset("median half")
_WORST = wordset("worst weakest")
_BEST = wordset("best strongest")
_ALL = wordset("all any ordinary every usual full")
_CASES = wordset("cases times instances occasions years quarters months weeks runs gaps records falls spells them such")
_ENDS = wordset("from ran run ranged anything")
_RECENT = wordset("latest last recently")
_NOT_CASES = wordset("conditions respects readings signs facts measures links")
NEAR = 9  # tokens to either side in which a word may say which figure a number is


@dataclass(frozen=True, slots=True)
class Role:
    """Tokens `first` to `last` and the figure that they are: `part` of a study, in digits or as a time."""

    first: int
    last: int
    part: str
    q: Quantity | None = None
    two: Quantity | None = None
    when: When | None = None
    counts: tuple[int, int] = (0, 0)


def hits(s: Sentence) -> Iterator[Role]:
    """`five of seven`, `in four of the last five such years`."""
    for i in s.whole:
        if i >= s.hi - 2:
            break
        one = number_word(s.tokens, i)
        if one is None or s.low(one[1]) != "of":
            continue
        k = one[1] + 1
        while s.low(k) in ("the", "last", "past", "those", "these", "previous", "earlier") and k < one[1] + 4:
            k += 1
        two = number_word(s.tokens, k) if k < s.hi else None
        if two is None or one[0] > two[0] or two[0] > 500 or s.tokens[min(two[1], s.hi - 1)].text == "%":
            continue
        after = s.low(two[1])
        counted = after.endswith("s") and after not in _CASES and s.tokens[two[1]].kind == "word"
        if after in _NOT_CASES or (counted and len(after) > 3):
            continue
        last = two[1] + (after in ("cases", "times", "instances"))
        yield Role(i, last, "of", counts=(one[0], two[0]))


_TIMES = frozenset({"once", "twice"})
_MORE = frozenset({"more", "less"})


def counts(s: Sentence) -> Iterator[Role]:
    """`seven times`, `twice before`, `a sample of five`, `the file has eight of them`, `(three)`."""
    told = [r for r in hits(s)]
    for i in sorted({*s.whole, *s.places(_TIMES)}):
        if any(r.first <= i < r.last for r in told):
            continue
        low = s.low(i)
        if low in ("once", "twice") and s.low(i + 1) != "a" and s.low(i - 1) != "most":
            yield Role(i, i + 1, "n", counts=(1 if low == "once" else 2, 0))
            continue
        found = number_word(s.tokens, i)
        if found is None or found[0] > 500:
            continue
        after, before = s.low(found[1]), s.words(i - 3, i)
        if after == "times" or (after == "of" and s.low(found[1] + 1) in ("them", "these")):
            yield Role(i, found[1] + 1, "n", counts=(found[0], 0))
        elif before[-2:] == ["sample", "of"] or (before[-1:] == ["("] and "small" in before):
            yield Role(i, found[1], "n", counts=(found[0], 0))
        elif s.low(i - 1) != "the":
            k = found[1] + (after in ("earlier", "past", "such", "previous"))
            if s.low(k) in ("cases", "instances") and s.low(k + 1) not in ("that", "compared"):
                yield Role(i, k + 1, "n", counts=(found[0], 0))


def edges(s: Sentence) -> Iterator[Role]:
    """`more often than after any day`, `less often than over all spans`."""
    for i in s.places(_MORE):
        if s.words(i + 1, i + 3) == ["often", "than"]:
            yield Role(i, i + 3, "edge", counts=(1 if s.low(i) == "more" else -1, 0))


def rates(s: Sentence) -> Iterator[Role]:
    """The percentages of a sentence: its interval, its ends, its averages, and those of all periods."""
    numbers = [q for q in s.numbers if q.unit == "percent" and q.hedge not in ("at_least", "at_most")]
    done: set[int] = set()
    floor = s.lo
    for k, q in enumerate(numbers):
        if q.core in done:
            continue
        two = numbers[k + 1] if k + 1 < len(numbers) else None
        between = s.words(q.last, two.first) if two is not None else []
        if _names_interval(s, q):
            floor = q.last
            continue
        if (
            two is not None
            and between in (["to"], ["and"])
            and not q.sign
            and not two.sign
            and _interval_near(s, q, two)
        ):
            done.add(two.core)
            floor = two.last
            yield Role(q.first, two.last, "interval", q, two)
            continue
        if two is not None and "to" in between and q.sign and two.sign and _ENDS & set(s.words(q.first - 6, q.first)):
            done.add(two.core)
            yield Role(q.first, q.last, "worst", q)
            yield Role(two.first, two.last, "best", two)
            floor = two.last
            continue
        part, floor = _part(s, q, floor, two)
        own = replace(q, hedge=None) if part in ("median", "mean") else q  # `half of them did better than`
        yield Role(q.first, q.last, part, own)


def _names_interval(s: Sentence, q: Quantity) -> bool:
    """The 95 % of `95 % interval`, `with 95 % confidence`, `the usual 95 %: the interval is`."""
    return q.magnitude in (90, 95, 99) and bool(
        {"interval", "confidence", "usual"} & set(s.words(q.first - 3, q.last + 5))
    )


def _interval_near(s: Sentence, one: Quantity, two: Quantity) -> bool:
    lo, hi = s.lo, min(s.hi, two.last + 12)
    words = set(s.words(lo, hi))
    return bool({"interval", "confidence"} & words) or (
        "from" in s.words(one.first - 1, one.first) and "possible" in words
    )


def _part(s: Sentence, q: Quantity, floor: int, two: Quantity | None) -> tuple[str, int]:
    """The figure that a percentage is, and the token before which words are spent on it."""
    stop = two.first if two is not None else s.hi
    right = _until_break(s, q.last, stop)
    case = next((w for w in s.whens if w.grain in ("month", "day") and q.last <= w.first <= q.last + 2), None)
    if case is None:
        case = next((w for w in s.whens if w.grain in ("month", "day") and floor <= w.first and q.first - 4 <= w.last <= q.first), None)  # fmt: skip
    if right[:3] in (["in", "the", "mean"], ["in", "the", "median"]) or right[:2] in (["on", "average"], ["at", "worst"], ["at", "best"]):  # fmt: skip
        word = right[2] if right[1] == "the" else right[1]
        return {"mean": "mean", "median": "median", "average": "mean", "worst": "worst", "best": "best"}[
            word
        ], q.last + 3
    everything = bool(_ALL & set(right[:3])) and bool(right[:1] and right[0] in ("of", "for", "over", ",", "after"))
    left = s.words(max(floor, q.first - NEAR), q.first)
    if not q.sign:
        return _share(left, everything), q.last
    if everything or (_ALL & set(left[-NEAR:]) and {"spans", "span"} & set(left)) or _close_to_all(s, q, left):
        return "base.mean", q.last
    found = _cue(left)
    if found:
        return found, q.last
    if case is not None and case.start is not None:
        day = case.start.isoformat() if case.grain == "day" else f"{case.start:%Y-%m}"
        return f"outcome@{day}", q.last
    return "", q.last


def _close_to_all(s: Sentence, q: Quantity, left: list[str]) -> bool:
    """`is close to the +1.2 % of all such spans`."""
    return s.low(q.last) == "of" and s.low(q.last + 1) in _ALL


def _share(left: list[str], everything: bool) -> str:
    if "hit" in left[-5:] and not everything and left[-1:] in (["of"], ["is"], ["was"], ["to"]):
        return "hit_rate"
    if "step" in left and left[-1:] == ["to"]:
        return "hit_rate"
    return "base.hit_rate"


def _cue(left: list[str]) -> str:
    """The last word before a signed number that says which figure it is."""
    for word in reversed(left):
        if word in _MEANS:
            return "mean"
        if word in _MEDIANS:
            return "median"
        if word in _WORST:
            return "worst"
        if word in _BEST:
            return "best"
    return ""


def _until_break(s: Sentence, lo: int, hi: int) -> list[str]:
    found: list[str] = []
    for i in range(lo, min(hi, s.hi)):
        if s.tokens[i].text in ";:()" or (s.tokens[i].text == "," and found):
            break
        found.append(s.low(i))
    return found


def dates(s: Sentence, told: list[Role]) -> Iterator[Role]:
    """The months and days of cases: the first and the last, that of the worst, any other."""
    for when in s.whens:
        if when.grain == "span" and when.start is not None and when.end is not None and s.low(when.first - 1) == "from":
            yield Role(when.first, when.last, "ends", when=when)
    months = [w for w in s.whens if w.grain in ("month", "day") and w.start is not None and w.end is not None and not w.ago and w.relative is None and s.low(w.last - 1) not in ("later", "afterwards", "on")]  # fmt: skip
    for k, when in enumerate(months):
        before = s.words(max(when.first - 6, months[k - 1].last if k else s.lo), when.first)
        near = next((r for r in told if r.q is not None and _beside(s, r, when)), None)
        part = ""
        if near is not None and near.part in ("worst", "best"):
            part = f"{near.part}_case"
        elif _RECENT & set(before):
            part = "last" if when.grain == "month" else "latest"
        elif "first" in before or before[-1:] in (["since"], ["from"]) or s.low(when.last) == "on":
            part = "first"
        elif before[-1:] == ["to"] and k and s.low(months[k - 1].first - 1) == "from":
            part = "last"
        elif when.grain == "day":
            part = "latest"
        yield Role(when.first, when.last, part or "case", when=when)


def _beside(s: Sentence, role: Role, when: When) -> bool:
    """Whether a time stands right after a number (`after May 2014`, `(May 2014)`) or right before it."""
    after = 0 <= when.first - role.last <= 3 and not any(s.tokens[i].text in ";." for i in range(role.last, when.first))
    before = 0 <= role.first - when.last <= 3 and not any(
        s.tokens[i].text in ";.," for i in range(when.last, role.first)
    )
    return after or before
