"""Numbers that are differences between two instruments, or between two yields."""

from __future__ import annotations

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.gaps import gap_noun
from generator.check.binding.readings import readings
from generator.check.binding.subjects.subjects import subjects_of, versus_of
from generator.check.binding.times.times import Times
from generator.check.comparing.amounts import NumberTest
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_SPREAD_NOUNS = wordset("""
    gap margin shortfall lead difference spread outperformance underperformance deficit distance advantage edge lag
    differential gulf
""")

_AHEAD = {"ahead": 1, "better": 1, "worse": -1, "adrift": -1}  # `so we came in a tenth of a point ahead`


def as_spread(s: Sentence, scene: Scene, q: Quantity, name: Name, claim: Claim, times: Times) -> Claim | None:
    """`trailed by 3.7 points`, `a 14.6-point gap`, `ahead of gold by 40 percentage points`."""
    if q.unit not in ("pp", "points", "bp", "percent"):
        return None
    lo, hi = s.hard_clause(q.core)
    beside = _beside_name(s, scene, q, name)
    if beside is not None and q.unit in ("bp", "pp", "points"):
        return _from_beside(scene, q, name, claim, times, *beside)
    cue = _compare_mark(s, q, lo, hi)
    if (
        cue is not None
        and q.unit == "percent"
        and s.low(cue.last - 1) in ("ahead", "behind")
        and cue.last >= q.first - 1
    ):
        return None  # `gold is behind by 0.6 % on the month`: of nobody, so down
    near = _near(s, q, lo, hi)
    noun = q.unit != "percent" and any(s.low(i) in _SPREAD_NOUNS and not _in_name(s, i) for i in near)
    noun = noun or (q.unit != "percent" and gap_noun(s, q) is not None)
    ahead = _AHEAD.get(s.low(q.last), 0) if q.unit != "percent" and cue is None and not noun else 0
    if ahead and any(m.key and m.key != name.key for m in s.mentions):
        noun = True
    if cue is None and not noun:
        return None
    if q.unit == "percent" and not (cue is not None and s.low(q.first - 1) == "by"):
        return None
    if cue is not None and cue.last <= q.first and cue.first not in s.part(q.core):
        name = next(iter(subjects_of(scene, s, cue.first, cue.last)), name)
    pair = _sides(s, scene, name, q)
    if pair is None:
        told = cue is not None and q.unit == "pp"
        return replace(claim, missing="what it is compared with is not clear") if told else None
    one, two = pair
    if one.key is None or two.key is None:
        return replace(claim, missing=f"the tape has no {one.label if one.key is None else two.label}")
    if scene.kind(one) == "rate" and scene.kind(two) == "rate" and cue is None:
        gap = readings(one.key, "gap", (None,), times.days, two.key)
        return replace(claim, kind="gap", readings=gap, test=NumberTest(q, "pp" if q.unit == "points" else q.unit))
    sign = cue.cue.sign if cue is not None else ahead
    first = min(cue.first, q.first) if cue is not None and abs(cue.first - q.first) < 9 else q.first
    last = max(cue.last, q.last) if cue is not None and cue.first > q.first and cue.first - q.last < 3 else q.last
    unit = "pp" if q.unit == "points" else q.unit
    again = cue is None and s.words(q.first - 3, q.first)[:1] == ["the"] and s.low(q.first - 1) == "of"
    windows = (*times.windows, *scene.window[:1], *scene.spread_windows) if again else times.windows  # told before
    found = readings(one.key, "spread", windows, times.days, two.key)
    test = NumberTest(q, "unit" if unit == "percent" else unit, sign)
    return replace(claim, first=first, last=last, kind="spread", readings=found, test=test)


def _from_beside(scene: Scene, q: Quantity, name: Name, claim: Claim, times: Times, other: Name, sign: int) -> Claim:
    """The difference to the instrument right behind a number."""
    if name.key is None or other.key is None:
        return replace(claim, missing=f"the tape has no {other.label}")
    if "volatility_index" in {scene.kind(name), scene.kind(other)} and scene.kind(name) != scene.kind(other):
        return replace(claim, missing="a difference of unlike figures is not measured")
    found = readings(name.key, "spread", times.windows, times.days, other.key)
    return replace(
        claim, kind="spread", readings=found, test=NumberTest(q, "pp" if q.unit == "points" else q.unit, sign)
    )


def _near(s: Sentence, q: Quantity, lo: int, hi: int) -> range:
    """The tokens around a number, up to the next comma behind it: `up 33 points over a month, a distance of` is two things."""
    stop = min(hi, q.last + 7)
    return range(max(lo, q.first - 6), next((k for k in range(q.last, stop) if s.tokens[k].text == ","), stop))


def _in_name(s: Sentence, i: int) -> bool:
    """`the high-yield credit spread` is a name."""
    return any(m.first <= i < m.last and m.name.anaphor is None for m in s.mentions)


def _beside_name(s: Sentence, scene: Scene, q: Quantity, name: Name) -> tuple[Name, int] | None:
    """`1,138 basis points below that of the S&P 500`, `5 points more than gold`."""
    sign = {
        "below": -1,
        "behind": -1,
        "under": -1,
        "less": -1,
        "above": 1,
        "ahead": 1,
        "more": 1,
        "over": 1,
        "better": 1,
        "worse": -1,
    }.get(s.low(q.last), 0)
    if not sign:
        return None
    i = q.last + 1
    while s.low(i) in ("that", "of", "than", "the", "those"):
        if any(m.first == i and m.name.anaphor is None for m in s.mentions):
            break
        i += 1
    mention = next((m for m in s.mentions if m.first == i and m.name.anaphor is None), None)
    return (mention.name, sign) if mention is not None and mention.name != name else None


def _compare_mark(s: Sentence, q: Quantity, lo: int, hi: int) -> Mark | None:
    near = [m for m in s.marks_of("compare", lo=lo, hi=hi)]
    by = s.low(q.first - 1) == "by"  # `trail large ones, up 18.8 %, by seven points`
    left = [
        m
        for m in near
        if m.last <= q.first and not any(m.last < n.core < q.core and not (by and _aside(s, n)) for n in s.numbers)
    ]
    right = [m for m in near if m.first >= q.last and m.first - q.last <= 1]
    return right[0] if right else left[-1] if left else None


def _aside(s: Sentence, n: Quantity) -> bool:
    """Whether a number stands between commas, beside a name."""
    clause = s.part(n.core)
    return clause.kind == "apposition" and clause.verb is None and s.low(clause.first) == ","


def _sides(s: Sentence, scene: Scene, name: Name, q: Quantity) -> tuple[Name, Name] | None:
    """Who is compared with whom."""
    between = _between_names(s, q, scene)
    if between:
        return between
    others = versus_of(scene, s, name, q.core)
    return (name, others[0]) if others else None


def _between_names(s: Sentence, q: Quantity, scene: Scene) -> tuple[Name, Name] | None:
    lo = q.last
    words = s.words(lo, s.hi)
    noun = gap_noun(s, q) if "between" not in words else None
    if noun is not None:
        lo = noun
        words = s.words(lo, q.first)
    if "between" not in words:
        return None
    start = lo + words.index("between")
    if {"large", "small"} <= set(words[words.index("between") :]) and scene is not None:
        big, small = scene.directory.key("spx"), scene.directory.key("rut")
        if big and small:
            return Name("rut", small, "equity_index", scene.directory.label(small)), Name(
                "spx", big, "equity_index", scene.directory.label(big)
            )
    named = [m.name for m in s.mentions if m.first > start and m.name.anaphor is None]
    if len(named) >= 2:
        return named[1], named[0]
    return None
