"""Numbers become questions: levels, changes, differences, distances from a peak, sums, multiples, from-to pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from generator.check.answers import Reading, window_base
from generator.check.claims import Claim, MultipleTest, NumberTest, PairTest
from generator.check.concepts import FLOW_WORDS
from generator.check.dates import When
from generator.check.entities import Name
from generator.check.quantities import Quantity
from generator.check.scene import Scene, Times
from generator.check.sentence import Mark, Sentence
from generator.check.wordset import wordset
from generator.tape.series import Days, to_date

_LEVEL_BEFORE = wordset("""
    at to near of is was above below under over around about nearly almost @ = towards toward past than by
""")
_DISTANCE = wordset("""
    below under off beneath short shy above from over lower higher down up beyond away adrift
""")
_PEAKS = wordset("peak peaks high highs record top highest ath maximum summit")
_TROUGHS = frozenset(["low", "lows", "trough", "bottom", "lowest", "nadir", "minimum"])
_SPREAD_NOUNS = wordset("""
    gap margin shortfall lead difference spread outperformance underperformance deficit distance advantage edge lag
    differential gulf
""")
_MULTIPLE_NOUNS = frozenset({"times", "fold", "x"})
_MORE = {"more": 1, "less": -1, "higher": 1, "lower": -1, "fewer": -1, "larger": 1, "smaller": -1}
FLOW_NOUNS = frozenset({"inflow", "inflows", "outflow", "outflows", "flows"})
_THINGS = wordset("""
    companies smaller small firms stocks people users days shares members jobs households investors words times
    contracts coins homes stores deals funds constituents customers employees workers patients readers units cases
    pages names banks points-based largest biggest smallest
""")
MAX_READINGS = 12


def bind_numbers(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims for the numbers of a sentence that nothing else has used."""
    yield from _pairs(s, scene)
    for index, q in enumerate(s.numbers):
        if q.core not in s.used:
            claim = _number(s, scene, q, index)
            if claim is not None:
                s.used.add(q.core)
                yield claim


def _number(s: Sentence, scene: Scene, q: Quantity, index: int) -> Claim | None:
    if not _counts_as_claim(s, q, scene):
        return None
    names = _named(s, scene, q, index)
    first, last, sign, size = dress(s, q)
    claim = Claim(s, first, last, "number", number=q)
    if q.form == "fraction" and s.low(q.last) == "that":
        return replace(claim, missing="a fraction of another number")
    if _of_a_study(s):
        return None if not q.unit else replace(claim, missing="a statement about many past cases needs a study")
    if not names:
        return (
            None
            if q.spelled or q.unit == "fraction" or (q.unit == "" and not _precise(q))
            else replace(claim, missing="no instrument is named")
        )
    if any(n.key is None and n.concept != "curve" for n in names):
        return replace(
            claim,
            missing=f"the tape has no {names[0].label}"
            if names[0].concept != "?"
            else "the subject is not on the tape",
        )
    built: Claim | None = None
    for name in names:
        one = _bound(s, scene, q, name, claim, sign, size)
        if one is None:
            continue
        built = one if built is None else replace(built, readings=built.readings + one.readings)
    return built if built is not None else replace(claim, missing="what is measured is not clear")


_STUDIED = frozenset({"instances", "historically", "median", "occasions"})


def _of_a_study(s: Sentence) -> bool:
    """Whether a sentence sums up past cases rather than telling one."""
    words = s.words(s.lo, s.hi)
    joined = " ".join(words)
    return bool(_STUDIED & set(words)) or any(
        x in joined for x in ("on average", "in these cases", "of those years", "in those years", "in past cycles")
    )


def _precise(q: Quantity) -> bool:
    return (q.form == "decimal" and not q.spelled) or (q.magnitude >= 1000 and not q.spelled)


def _counts_as_claim(s: Sentence, q: Quantity, scene: Scene) -> bool:
    """Numbers without a unit are claims only as levels: next to a name, a verb of level, or written with decimals."""
    if q.unit == "times" and (q.spelled or q.form != "decimal") and s.low(q.last - 1) == "times":
        return s.low(q.last) in (
            "their",
            "its",
            "the",
            "as",
            "more",
            "higher",
            "what",
            "your",
            "that",
            "over",
            "since",
            "in",
            "larger",
            "bigger",
            "",
        )
    if q.unit:
        return True
    if q.form == "fraction" or q.spelled:
        return False
    after = s.low(q.last)
    if _precise(q) and after in _THINGS:
        return False
    if _precise(q):
        return True
    if (
        after
        and s.tokens[q.last].kind == "word"
        and not s.boundary(q.last)
        and not any(w.first <= q.last < w.last for w in s.whens)
        and s.mark_at(q.last) is None
        and after not in ("on", "at", "in", "from", "after", "for", "by", "this", "last", "a", "is", "was", "to", "as")
    ):
        return False
    before = s.low(q.first - 1)
    named = any(m.last == q.first for m in s.mentions)
    level = any(m.last == q.first and m.cue.role in ("level", "extreme") for m in s.marks) or before in (
        "at",
        "to",
        ":",
    )
    return (named or level) and q.magnitude >= 5


def _named(s: Sentence, scene: Scene, q: Quantity, index: int) -> tuple[Name, ...]:
    listed = _respectively(s, scene, q)
    if listed:
        return listed
    names = scene.subjects(s, q.first, q.last)
    names = scene.or_topic(s, names)
    if q.unit in ("", "money") and not any(m.name.anaphor is None for m in s.mentions) and _own_day(s, q) is not None:
        names = tuple(n for n in scene.recent if n.key and scene.kind(n) != "rate") or names
    if (
        q.unit in ("percent", "points", "times")
        and len(names) == 1
        and names[0].kind == "flow"
        and not any(m.name == names[0] and m.first >= s.lo for m in s.mentions)
    ):
        names = tuple(n for n in scene.recent[::-1] if n.kind != "flow" and n.key)[:1] or names
    if any(n.key and scene.kind(n) != "flow" for n in names) and _about_flows(s, q, scene):
        keys = [scene.directory.flow_of(n.key) for n in names if n.key]
        if any(keys):
            return tuple(Name(k, k, "flow", scene.directory.label(k)) for k in keys if k)
        if any(w in FLOW_NOUNS for w in s.words(s.lo, s.hi)):
            return (Name("flow", None, "flow", "flow of " + names[0].label),)
    return names


def _about_flows(s: Sentence, q: Quantity, scene: Scene) -> bool:
    if q.unit not in ("money", ""):
        return False
    lo, hi = s.hard_clause(q.core)
    return any(w in FLOW_WORDS for w in s.words(lo, hi)) and q.unit == "money"


def _respectively(s: Sentence, scene: Scene, q: Quantity) -> tuple[Name, ...]:
    """`A, B and C fell x, y and z`: the name in the same place of its list."""
    group = _run_of(s, q)
    if len(group) < 2:
        return ()
    names = _list_before(s, scene, group[0].first)
    if len(names) == 1 and "respectively" not in s.words(group[-1].last, group[-1].last + 3):
        return ()
    if len(names) == len(group):
        plural = _plural_list(s, group[0].first) and "respectively" not in s.words(group[-1].last, group[-1].last + 3)
        return names if plural else (names[group.index(q)],)
    return ()


def _plural_list(s: Sentence, first: int) -> bool:
    """`both`, `the two`: which is which is left open unless the text says respectively."""
    left = [m for m in s.mentions if m.last <= first]
    return bool(left) and left[-1].name.anaphor is not None


def _run_of(s: Sentence, q: Quantity) -> list[Quantity]:
    """The numbers of one unit that stand in a list around `q`."""
    group = [q]
    k = s.numbers.index(q)
    for step in (-1, 1):
        j = k + step
        while (
            0 <= j < len(s.numbers)
            and s.numbers[j].unit == q.unit
            and _listed(s, *sorted((s.numbers[j - step], s.numbers[j]), key=lambda n: n.core))
        ):
            group.insert(0, s.numbers[j]) if step < 0 else group.append(s.numbers[j])
            j += step
    return group


def _listed(s: Sentence, one: Quantity, two: Quantity) -> bool:
    words = s.words(one.last, two.first)
    return 0 < len(words) <= 4 and all(w in (",", "and", "by", "against", "at", "versus", "vs", "then") for w in words)


def _list_before(s: Sentence, scene: Scene, first: int) -> tuple[Name, ...]:
    left = [m for m in s.mentions if m.last <= first]
    if not left:
        return ()
    if left[-1].name.anaphor is not None:
        found = scene.pair() if s.low(left[-1].first) in ("they", "them") else scene.resolve(left[-1].name)
        return found if len(found) > 1 else ()
    chain = [left[-1]]
    for mention in reversed(left[:-1]):
        words = s.words(mention.last, chain[0].first)
        if not all(w in (",", "and", "the", "&", "both", "to", "of") for w in words) or not words:
            break
        chain.insert(0, mention)
    return tuple(m.name for m in chain) if len(chain) > 1 else ()


def dress(s: Sentence, q: Quantity) -> tuple[int, int, int, str]:
    """The claim's own words: the number with a direction word at its side; and what that word says."""
    left = _mark_before(s, q)
    right = _mark_after(s, q)
    if q.sign:
        return q.first, q.last, q.sign, ""
    if right is not None:
        sign = right.cue.sign or (left.cue.sign if left else 0)
        first = (
            left.first
            if left is not None
            and left.cue.role in ("move", "state")
            and left.last == q.first
            and left.cue.sign == sign
            else q.first
        )
        return first, right.last, sign, left.cue.size if left and left.cue.sign == sign else right.cue.size
    if s.low(q.last) in _MORE:
        return q.first, q.last + 1, _MORE[s.low(q.last)], ""
    if left is None:
        k = s.numbers.index(q)
        before = s.numbers[k - 1] if k else None
        joined = before is not None and s.words(before.last, q.first) in ([",", "or"], ["or"], ["("])
        if before is not None and joined and before.unit != q.unit:
            return (q.first, q.last, *dress(s, before)[2:])
    if left is not None:
        near = left.last >= q.first - 2
        return (left.first if near else q.first), q.last, left.cue.sign, left.cue.size
    return q.first, q.last, 0, ""


def _mark_before(s: Sentence, q: Quantity) -> Mark | None:
    """The direction word that governs a number from the left, in its clause."""
    found: Mark | None = None
    limit = max((n.last for n in s.numbers if n.last <= q.first and not _listed_or_same(s, n, q)), default=s.lo)
    for mark in s.marks:
        if (
            mark.last <= q.first
            and mark.first >= min(limit, q.first)
            and mark.cue.role in ("move", "state", "noun")
            and mark.cue.sign
        ):
            if any(s.tokens[i].text in (";", "\u2014", ".") for i in range(mark.last, q.first)):
                continue
            if mark.cue.role == "noun" and q.first - mark.last > 3:
                continue
            found = mark
    if found is None:
        found = _shared_verb(s, q)
    return found


def _listed_or_same(s: Sentence, n: Quantity, q: Quantity) -> bool:
    return n is q or (n.unit == q.unit and _listed(s, n, q))


def _shared_verb(s: Sentence, q: Quantity) -> Mark | None:
    """`the Nasdaq dropped 3.4 % and the Russell 3.3 %`: no verb of its own, so the one before it."""
    k = s.numbers.index(q)
    if not k:
        return None
    before = s.numbers[k - 1]
    gap = [t for t in range(before.last, q.first)]
    if any(s.tokens[i].text in (";", "\u2014") for i in gap) or s.tokens[q.first - 1].text == "(":
        return None
    if before.unit != q.unit or any(
        m.first in gap and m.cue.role in ("move", "state", "level", "compare", "record", "super", "extreme")
        for m in s.marks
    ):
        return None
    if q.unit not in ("percent", "bp", "pp", "points") or not any(m.first in gap for m in s.mentions):
        return None
    left = _mark_after(s, before)
    return left or _mark_before(s, before)


def _mark_after(s: Sentence, q: Quantity) -> Mark | None:
    """`0.7 % up`, `2.6 % setback`, `16 % lower`, `a 184.80-point jump`, `3 % weekly gain`."""
    i = q.last
    skipped = 0
    while skipped < 3 and (
        s.low(i)
        in (
            "one",
            "daily",
            "weekly",
            "monthly",
            "intraday",
            "single",
            "quarterly",
            "day",
            "week",
            "net",
            "price",
            "annual",
            "yearly",
            "the",
            "overall",
            "session",
            "a",
            "month",
            "year",
        )
        or any(w.first == i for w in s.whens)
    ):
        if s.low(i) in ("the", "a"):
            return None
        i += 1
        skipped += 1
    mark = s.mark_at(i)
    if (
        mark is None
        or mark.cue.role not in ("state", "noun")
        or s.low(i) in ("change", "changes", "return", "returns", "performance")
    ):
        return None
    if mark.cue.role == "state" and s.low(i) in ("ahead", "up", "down", "off") and s.low(i + 1) in ("of",):
        return None
    return mark if mark.cue.sign or mark.cue.role == "noun" else None


def _bound(s: Sentence, scene: Scene, q: Quantity, name: Name, claim: Claim, sign: int, size: str) -> Claim | None:
    key = name.key or ""
    kind = scene.kind(name)
    stats = _statistic(s, scene, q, name, claim)
    if stats is not None:
        return stats
    if any(w in ("cycle", "cycles") for w in s.words(q.first - 9, q.last + 14)) and any(
        w in ("previous", "past", "prior", "earlier", "last") for w in s.words(q.first - 9, q.last + 14)
    ):
        return replace(claim, missing="an earlier cycle is not dated")
    if any(w in ("averaged", "averaging", "average") for w in s.words(q.first - 3, q.first)):
        return replace(claim, missing="an average over time is not measured")
    if any(w in ("lingered", "hovered", "hovering", "languished", "oscillated") for w in s.words(q.first - 4, q.first)):
        return replace(claim, missing="a level over a stretch of time is not measured")
    if q.unit in ("bp", "pp") and q.spelled and not sign and q.magnitude == 1:
        return None
    if q.unit == "money" and q.currency and _other_money(scene, key, q):
        times = scene.times(s, q.first, q.last)
        return replace(
            claim, kind="level", readings=readings(key, "level", (None,), times.days), test=NumberTest(q, "unit")
        )
    if q.unit == "money" and q.magnitude >= 10**7 and kind not in ("balance", "flow"):
        return replace(claim, missing="an amount that the tape does not hold")
    supply = _supply(s, scene, q, key, claim)
    if supply is not None:
        return supply
    short = _short_of(s, scene, q, key, claim)
    if short is not None:
        return short
    times = scene.times(s, q.first, q.last)
    if name.concept == "curve":
        return _curve(scene, q, claim, times, sign)
    if q.unit == "times" or _is_multiple(s, q):
        return _times(s, scene, q, key, claim, times)
    distance = _distance(s, scene, q, key, claim)
    if distance is not None:
        return distance
    spread = _spread(s, scene, q, name, claim, times)
    if spread is not None:
        return spread
    if kind == "flow":
        return _flow(scene, q, key, claim, times, sign, s)
    if q.unit in ("percent", "fraction", "bp", "pp", "points"):
        return _move(s, scene, q, key, kind, claim, times, sign, size)
    if q.unit == "money" and kind in ("rate", "volatility_index", "indicator") and q.currency:
        return replace(
            claim, kind="level", readings=readings(key, "level", (None,), times.days), test=NumberTest(q, "unit")
        )
    if _is_delta(s, q, kind, sign):
        return _delta(q, key, claim, times, sign)
    shared = _shares_move(s, q) if not sign or q.hedge else 0
    if shared:
        return _delta(q, key, claim, times, shared)
    if s.low(s.lo) in ("that", "that's") and scene.level_days and q.unit == "money" and q.first - s.lo <= 3:
        windows = (*(f"since:{d}" for d in scene.level_days), *times.windows)
        return replace(
            claim,
            kind="change",
            readings=readings(key, "delta", windows, (None,))[:MAX_READINGS],
            test=NumberTest(q, "delta", sign),
        )
    return _level(s, scene, q, key, claim, times)


def _is_multiple(s: Sentence, q: Quantity) -> bool:
    return False


def readings(
    key: str,
    measure: str,
    windows: Iterable[str | None],
    days: Iterable[date | None],
    versus: str | None = None,
    why: str = "",
) -> tuple[Reading, ...]:
    """The readings of one measure over candidate windows and days."""
    found = [Reading(key, measure, w, versus, d, why=why) for d in days for w in windows]
    return tuple(dict.fromkeys(found))[:MAX_READINGS]


def _spread(s: Sentence, scene: Scene, q: Quantity, name: Name, claim: Claim, times: Times) -> Claim | None:
    """`trailed by 3.7 points`, `a 14.6-point gap`, `ahead of gold by 40 percentage points`."""
    if q.unit not in ("pp", "points", "bp", "percent"):
        return None
    lo, hi = s.hard_clause(q.core)
    beside = _beside_name(s, scene, q, name)
    if beside is not None and q.unit in ("bp", "pp", "points"):
        other, sign = beside
        if name.key is None or other.key is None:
            return replace(claim, missing=f"the tape has no {other.label}")
        return replace(
            claim,
            kind="spread",
            readings=readings(name.key, "spread", times.windows, times.days, other.key),
            test=NumberTest(q, "pp" if q.unit == "points" else q.unit, sign),
        )
    cue = _compare_mark(s, q, lo, hi)
    noun = any(w in _SPREAD_NOUNS for w in s.words(max(lo, q.first - 6), min(hi, q.last + 7))) and q.unit != "percent"
    if cue is None and not noun:
        return None
    if q.unit == "percent" and not (cue is not None and s.low(q.first - 1) == "by"):
        return None
    pair = _sides(s, scene, name, q)
    if pair is None:
        return None
    one, two = pair
    if one.key is None or two.key is None:
        return replace(claim, missing=f"the tape has no {one.label if one.key is None else two.label}")
    if scene.kind(one) == "rate" and scene.kind(two) == "rate" and cue is None:
        return replace(
            claim,
            kind="gap",
            readings=readings(one.key, "gap", (None,), times.days, two.key),
            test=NumberTest(q, "pp" if q.unit == "points" else q.unit),
        )
    sign = cue.cue.sign if cue is not None else 0
    first = min(cue.first, q.first) if cue is not None and abs(cue.first - q.first) < 9 else q.first
    last = max(cue.last, q.last) if cue is not None and cue.first > q.first and cue.first - q.last < 3 else q.last
    unit = "pp" if q.unit == "points" else q.unit
    found = readings(one.key, "spread", times.windows, times.days, two.key)
    test = NumberTest(q, "unit" if unit == "percent" else unit, sign)
    return replace(claim, first=first, last=last, kind="spread", readings=found, test=test)


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
    left = [m for m in near if m.last <= q.first and not any(n.core > m.last and n.core < q.core for n in s.numbers)]
    right = [m for m in near if m.first >= q.last and m.first - q.last <= 1]
    return right[0] if right else left[-1] if left else None


def _sides(s: Sentence, scene: Scene, name: Name, q: Quantity) -> tuple[Name, Name] | None:
    """Who is compared with whom."""
    between = _between_names(s, q, scene)
    if between:
        return between
    others = scene.versus(s, name, q.core)
    return (name, others[0]) if others else None


def _between_names(s: Sentence, q: Quantity, scene: Scene) -> tuple[Name, Name] | None:
    words = s.words(q.last, s.hi)
    if "between" not in words:
        return None
    start = q.last + words.index("between")
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


def _curve(scene: Scene, q: Quantity, claim: Claim, times: Times, sign: int) -> Claim | None:
    ten, two = scene.directory.key("us10y"), scene.directory.key("us2y")
    if ten is None or two is None or q.unit not in ("bp", "pp", "points", "percent"):
        return replace(claim, missing="the tape has no two yields to take the slope of")
    unit = "pp" if q.unit in ("points", "percent") else q.unit
    return replace(
        claim, kind="gap", readings=readings(ten, "gap", (None,), times.days, two), test=NumberTest(q, unit, q.sign)
    )


def _times(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, times: Times) -> Claim:
    windows = times.windows
    days = times.days
    if times.day_named and not times.window_named:
        windows, days = tuple(f"since:{d}" for d in times.days if d), (None,)
    elif not times.window_named:
        anchors = [d for d in (scene.last_day, scene.anchor, scene.day) if d is not None]
        windows = tuple(dict.fromkeys((*(f"since:{d}" for d in anchors), *windows)))
    value = replace(q, unit="")
    return replace(
        claim,
        kind="multiple",
        readings=readings(key, "mult", windows or ("1d",), dict.fromkeys((*days, *scene.day_before(s, q.first)))),
        test=NumberTest(value, "times"),
    )


def _distance(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`45 % below the peak of April 2011`, `19.8 % under its September peak`, `17.9 % since the low`, `up 3 % from its low`."""
    if q.unit not in ("percent", "fraction"):
        return None
    i = q.last
    hops = 0
    led = _led_by_peak(s, scene, q, key, claim)
    if led is not None:
        return led
    while hops < 3 and s.low(i) in _DISTANCE | {
        "of",
        "to",
        "drop",
        "fall",
        "decline",
        "loss",
        "gain",
        "rise",
        "rebound",
        "bounce",
    }:
        i += 1
        hops += 1
    if not hops:
        return _from_stated_peak(s, scene, q, key, claim)
    level = _from_level(s, scene, q, key, claim, i) if s.low(q.last) not in ("to", "of") else None
    if level is not None:
        return level
    _, hi = s.hard_clause(q.core)
    stop = min([hi, i + 9, *(n.first for n in s.numbers if n.first >= i)])
    peak = next((k for k in range(i, stop) if s.low(k) in _PEAKS or s.low(k) in _TROUGHS), None)
    if peak is None or any(s.tokens[k].text in ",;:(" for k in range(i, peak)):
        return None
    top = s.low(peak) in _PEAKS
    when = next(
        (w for w in s.whens if i <= w.first < min(hi, peak + 4) and (w.last <= peak + 1 or w.first <= peak + 3)), None
    )
    last = max(peak + 1, when.last if when is not None and when.first <= peak + 3 else 0)
    while s.low(last) in ("close", "closing", "high", "highs", "level"):
        last += 1
    return _far_from(s, scene, q, key, claim, when, top, last)


def _led_by_peak(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`Below their record closes: the S&P 500 by 20 %, the Nasdaq by 23.6 %`."""
    lo, _ = s.hard_clause(q.core)
    head = s.words(s.lo, lo)
    if (
        lo == s.lo
        or not (set(head) & {"below", "under", "off", "beneath", "against", "from"})
        or not (set(head) & _PEAKS)
    ):
        return None
    negated = any(w in ("not", "never") for w in s.words(q.last, q.last + 3))
    test = NumberTest(replace(q, hedge="at_least") if negated else q, q.unit, -1, negated=negated)
    return replace(claim, kind="drawdown", readings=readings(key, "drawdown", ("all", "1y"), (None,)), test=test)


def _from_level(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, i: int) -> Claim | None:
    """`19.78 per cent below the 2,930.75 of 20 September`: from a level that the text states."""
    while s.low(i) in (
        "the",
        "its",
        "record",
        "close",
        "closing",
        "of",
        "high",
        "peak",
        "low",
        "level",
        "a",
        "previous",
        "their",
        "points",
    ):
        i += 1
    base = next((n for n in s.numbers if i in (n.first, n.core)), None)
    if base is None or base.unit not in ("", "money", "points") or base.magnitude < 1:
        return None
    top = any(w in ("below", "under", "off", "beneath", "short", "down", "lower") for w in s.words(q.last, i))
    text = f"{base.magnitude.normalize():f}".replace(".", "_")
    found = tuple(Reading(key, "fromlevel", at=d, parameter=text) for d in (None, *scene.day_before(s, q.first)))
    sign = q.sign or (-1 if top else dress(s, q)[2] or 1)
    return replace(claim, kind="drawdown", readings=tuple(dict.fromkeys(found)), test=NumberTest(q, q.unit, sign))


def _from_stated_peak(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`takes the decline from the 10 February closing high (3,413.81) to 22.9 %`; `drawdown of 20 %`."""
    lo, _ = s.hard_clause(q.core)
    words = s.words(max(lo, q.first - 16), q.first)
    if "drawdown" in words[-4:]:
        return replace(
            claim,
            kind="drawdown",
            readings=readings(key, "drawdown", ("all", "1y", "ytd"), (None,)),
            test=NumberTest(q, q.unit, -1),
        )
    falls = [k for k, w in enumerate(words) if w in ("decline", "drop", "fall", "loss", "retreat", "slide", "pullback")]
    peaks = [k for k, w in enumerate(words) if w in _PEAKS]
    if (
        not falls
        or not peaks
        or words[-1] not in ("to", "at", "is", "of")
        or peaks[-1] < falls[0]
        or "from" not in words[falls[0] : peaks[-1]]
    ):
        return None
    peak = max(lo, q.first - 16) + peaks[-1]
    near = [w for w in s.whens if lo <= w.first <= peak and w.grain in ("day", "month") and peak - w.last <= 3]
    when = near[-1] if near else None
    return _far_from(s, scene, q, key, claim, when, True, q.last)


def _far_from(
    s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, when: When | None, top: bool, last: int
) -> Claim:
    days = scene.day_before(s, q.first)
    if when is not None and when.last <= q.first:
        days = (None, *(d for d in days if d != when.end and d is not None))
    scene.last_drawdown = True
    if when is not None and when.windows and when.grain == "window" and when.windows != ("1d",):
        found = readings(key, "drawdown" if top else "rebound", when.windows, days)
    elif when is not None and when.start is not None and when.end is not None and when.grain != "window":
        span = f"{when.start}_{when.end}"
        found = tuple(Reading(key, "fromhigh" if top else "fromlow", None, at=d, parameter=span) for d in days)
        full = (
            tuple(Reading(key, "drawdown", "all", at=d) for d in days) if top and _is_top_date(scene, key, when) else ()
        )
        found = full + found
    else:
        found = readings(key, "drawdown" if top else "rebound", ("all", "1y", *scene.window[:1], "ytd"), days)
    return replace(
        claim, last=max(claim.last, last), kind="drawdown", readings=found, test=NumberTest(q, q.unit, -1 if top else 1)
    )


def _is_top_date(scene: Scene, key: str, when: When) -> bool:
    columns = scene.answers.columns(key)
    if columns is None or when.start is None or when.end is None or not len(columns[0]):
        return False
    return when.start <= to_date(columns[0][int(columns[1].argmax())]) <= when.end


def _flow(scene: Scene, q: Quantity, key: str, claim: Claim, times: Times, sign: int, s: Sentence) -> Claim | None:
    if q.unit in ("percent", "bp", "pp", "times", "points"):
        return None
    words = set(s.words(s.lo, s.hi))
    out = bool(words & {"outflow", "outflows", "withdrew", "redemptions", "bled", "withdrawals", "lost", "pulled"})
    into = bool(words & {"inflow", "inflows", "took", "attracted", "added", "drew", "creations"})
    direction = q.sign or (-1 if out and not into else 1 if into and not out else 0)
    total = bool(words & {"total", "cumulative", "altogether", "cumulatively", "launch", "inception"})
    windows: tuple[str, ...] = ("all",) if total else times.windows
    found: tuple[Reading, ...] = readings(key, "sum", [w for w in windows if w != "1d"], times.days)
    if not total and (times.day_named or "1d" in windows) and not times.window_named:
        found = readings(key, "level", (None,), times.days) + found
    elif not total and not times.window_named:
        found += readings(key, "level", (None,), times.days)
    scaled = q
    return replace(claim, kind="flow", readings=found[:MAX_READINGS], test=NumberTest(scaled, "flow", direction))


def _move(
    s: Sentence, scene: Scene, q: Quantity, key: str, kind: str, claim: Claim, times: Times, sign: int, size: str
) -> Claim | None:
    rate = kind == "rate"
    if rate and q.unit == "percent" and not _moved_directly(s, q):
        return _level(s, scene, q, key, claim, times)
    if q.unit == "points":
        if rate:
            return replace(claim, kind="change", readings=_changes(key, times), test=NumberTest(q, "pp", sign))
        if not _by_move(s, q, sign):
            return _level(s, scene, q, key, claim, times)
        return _delta(q, key, claim, times, sign)
    if q.unit in ("bp", "pp") and not rate:
        return replace(claim, kind="change", readings=_changes(key, times), test=NumberTest(q, "unit", sign))
    if q.unit == "percent" and _share_of(s, q):
        return replace(claim, missing="a share of something that the tape does not hold")
    if q.unit in ("bp", "pp") and not sign and _state_level(s, q):
        return replace(claim, missing="what is measured is not clear")
    found = _changes(key, times)
    if _denied(s, q) and not q.hedge and s.low(q.first - 1) in ("of", "full", "a"):
        found = readings(key, "drawdown", ("all", "1y"), (None,)) + found
        return replace(
            claim,
            kind="drawdown",
            readings=found[:1],
            test=NumberTest(replace(q, hedge="at_least"), q.unit, sign or -1, negated=True),
        )
    if q.sign < 0 and scene.last_drawdown and q.unit == "percent" and not times.window_named:
        found += readings(key, "drawdown", ("all",), scene.day_before(s, q.first))
    scene.last_drawdown = False
    return replace(claim, kind="change", readings=found, test=NumberTest(q, q.unit, sign, size=size, kind=kind))


def _by_move(s: Sentence, q: Quantity, sign: int) -> bool:
    """Whether points are a move, not a level: `fell 160.23 points`, not `closed at 2,718 points`."""
    if q.sign:
        return True
    before = s.low(q.first - 1)
    if (
        before in ("at", "to", "of")
        and not any(m.last == q.first and m.cue.role in ("noun", "move") for m in s.marks)
        and before != "of"
    ):
        return False
    if any(m.last == q.first and m.cue.role in ("level", "extreme") for m in s.marks) and before != "by":
        return False
    return bool(sign)


def _state_level(s: Sentence, q: Quantity) -> bool:
    return any(m.last == q.first and m.cue.role == "level" for m in s.marks)


def _share_of(s: Sentence, q: Quantity) -> bool:
    return s.low(q.last) == "of" and s.low(q.last + 1) not in ("that", "it", "its")


def _moved_directly(s: Sentence, q: Quantity) -> bool:
    """`rose 21 per cent`: a verb of motion at the number, so a change (in a unit that a rate does not move in)."""
    if q.sign:
        return q.sign > 0 or q.form == "round"
    if any(m.first >= q.last and m.first - q.last <= 1 and m.cue.role in ("state", "noun") for m in s.marks):
        return True
    return any(
        m.last in (q.first, q.first - 1)
        and m.cue.role in ("move", "state")
        and s.low(q.first - 1) not in ("to", "at", "from")
        for m in s.marks
    ) or (s.low(q.first - 1) == "by" and any(m.cue.role == "move" for m in s.marks))


def _changes(key: str, times: Times) -> tuple[Reading, ...]:
    return readings(key, "change", times.windows or ("1d",), times.days)


def _is_delta(s: Sentence, q: Quantity, kind: str, sign: int) -> bool:
    """`shrank by $118 billion`, `down $147bn`, `$245 billion lower`, `rose 35 to 2,700`."""
    before = s.low(q.first - 1)
    if q.sign:
        return not (before == "at" or any(m.last == q.first and m.cue.role == "level" for m in s.marks))
    if not sign:
        return False
    if before in ("at", "to", "from", "near", "@"):
        return False
    if before == "by":
        return True
    if (
        any(m.first == q.last and m.cue.role in ("state", "noun") and m.cue.sign for m in s.marks)
        or s.low(q.last) in _MORE
    ):
        return True
    if s.low(q.last) in ("to", "at") and kind not in ("balance",):
        return any(m.last == q.first and m.cue.role in ("move", "state") for m in s.marks)
    return any(m.last in (q.first, q.first - 1) and m.cue.role in ("move", "state", "noun") for m in s.marks) and not (
        q.hedge in ("over", "under") and q.magnitude >= 1000 and kind != "balance"
    )


def _delta(q: Quantity, key: str, claim: Claim, times: Times, sign: int) -> Claim:
    return replace(
        claim,
        kind="change",
        readings=readings(key, "delta", times.windows or ("1d",), times.days),
        test=NumberTest(q, "delta", sign),
    )


def _shares_move(s: Sentence, q: Quantity) -> int:
    """`down $147bn since June and, ..., more than $950bn this year`: the direction of the number before."""
    k = s.numbers.index(q)
    if (
        not k
        or s.numbers[k - 1].unit != q.unit
        or any(m.first >= s.numbers[k - 1].last and m.last <= q.first and m.name.anaphor is None for m in s.mentions)
    ):
        return 0
    before = s.numbers[k - 1]
    if "and" not in s.words(before.last, q.first) or s.low(q.first - 1) in ("to", "at"):
        return 0
    mark = _mark_after(s, before) or _mark_before(s, before)
    return mark.cue.sign if mark is not None and _is_delta(s, before, "balance", mark.cue.sign) else 0


def _level(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, times: Times) -> Claim:
    _lo, _ = s.hard_clause(q.core)
    first = q.first
    last = q.last
    days = times.days
    extreme = [m for m in s.marks if m.cue.role == "extreme" and m.last in (q.first, q.first - 1)]
    before = s.low(q.first - 1)
    when = times.when
    if when is not None and when.edge and when.end is not None:
        days = (when.end,) if when.end < scene.as_of else (None,)
    own = _own_day(s, q)
    if own is not None and own.end is not None:
        days = (own.end,) if own.end < scene.as_of else (None,)
        return replace(
            claim,
            first=first,
            last=last,
            kind="level",
            readings=readings(key, "level", (None,), days),
            test=NumberTest(q, "level"),
        )
    earlier = next((w for w in s.whens if w.prep == "ago" and w.windows and 0 <= w.first - q.last <= 2), None)
    if earlier is not None or before == "after":
        base = Times(earlier.windows if earlier else ("1d",), times.days)
        return replace(
            claim,
            first=first,
            last=last,
            kind="level",
            readings=_base_levels(scene, key, base) or readings(key, "level", (None,), days),
            test=NumberTest(q, "level"),
        )
    if extreme:
        found = _extreme_readings(key, extreme[-1].cue.sign, extreme[-1].cue.detail, times, days)
    elif (before == "from" and own is None) or any(
        w in ("began", "started", "opened") for w in s.words(q.first - 5, q.first)
    ):
        found = tuple(replace(r, why="the start of the window") for r in _base_levels(scene, key, times)) + readings(
            key, "level", (None,), days
        )
    else:
        found = _period_levels(scene, s, key, times, q)
        if not (
            found
            and when is not None
            and not scene.belongs_elsewhere(s, when, q.first)
            and when.grain in ("month", "quarter", "year")
            and when.end
            and when.end < scene.as_of
        ):
            found = readings(key, "level", (None,), days) + found
        record = _at_peak(s, q)
        if record is not None:
            now = found if times.day_named or s.low(q.first - 1) in ("record", "high", "low", "peak", "at") else ()
            found = _peak_levels(scene, key, record, times, s, q) + now
    if q.hedge in ("over", "under", "at_least", "at_most") and _denied(s, q):
        extremes = tuple(r for r in found if r.measure in ("high", "low"))
        found = extremes or found
    negated = q.hedge in ("over", "under", "at_least", "at_most") and _denied(s, q)
    return replace(
        claim,
        first=first,
        last=last,
        kind="level",
        readings=found[:MAX_READINGS],
        test=NumberTest(q, "level", negated=negated),
    )


def _own_day(s: Sentence, q: Quantity) -> When | None:
    """`the 2,930.75 of 20 September`, `$161.75, from 5 August 2011`, `8,109.69 (29 August)`."""
    return next((w for w in s.whens if (w.grain == "day" and w.end and not w.edge and q.last <= w.first <= q.last + 3
                 and all(k in ("of", "(", "on", "from", "set", ",") for k in s.words(q.last, w.first)) and s.low(q.last) != ",")
                 or (w.grain == "day" and w.end and w.first == q.last + 2 and s.words(q.last, w.first) == [",", "from"])), None)  # fmt: skip


def _denied(s: Sentence, q: Quantity) -> bool:
    """`never closed above 80`."""
    lo, _ = s.hard_clause(q.first)
    return any(m.cue.role == "not" and lo <= m.first < q.first and q.first - m.first <= 9 for m in s.marks)


def _at_peak(s: Sentence, q: Quantity) -> int | None:
    """`its all-time closing high of 865.29`, `the 10 February closing high (3,413.81)`, `record close of 2,930.75`."""
    i = q.first - 1
    while s.low(i) in ("of", "(", "at", "the", ",", "was", "is", "close", "closing", "points"):
        i -= 1
    low = s.low(i)
    if low in _PEAKS or low in _TROUGHS:
        if s.low(q.first - 1) in ("at", ",") and low == "record":
            return None
        return 1 if low in _PEAKS else -1
    when = next((w for w in s.whens if w.last - 1 == i), None)
    if (
        when is not None
        and s.low(q.first - 1) in ("of", "(")
        and s.low(when.first - 1) in ("of", "on")
        and s.low(when.first - 2) in _PEAKS | _TROUGHS
    ):
        return 1 if s.low(when.first - 2) in _PEAKS else -1
    return None


def _peak_levels(scene: Scene, key: str, sign: int, times: Times, s: Sentence, q: Quantity) -> tuple[Reading, ...]:
    measure = "high" if sign > 0 else "low"
    windows = tuple(w for w in times.windows if w != "1d") if times.window_named else ()
    days = tuple(dict.fromkeys((*times.days, None)))
    if times.day_named and times.days[0] is not None:
        return (*readings(key, "level", (None,), times.days), *readings(key, measure, ("all", "1y", "ytd"), (None,)))
    previous = tuple(Reading(key, "prevrecord", "high" if sign > 0 else "low", at=d) for d in days)
    return (*readings(key, measure, (*windows, "all", "1y", "ytd"), days), *previous)


def _extreme_readings(
    key: str, sign: int, detail: str, times: Times, days: tuple[date | None, ...]
) -> tuple[Reading, ...]:
    word = "high" if sign > 0 else "low"
    windows = times.windows if times.window_named else tuple(dict.fromkeys((*times.windows, "1y", "all")))
    closes = readings(key, word, windows, days[:1])
    bars = readings(key, f"{word}.intraday", ("1d", *windows) if detail or times.day_named else windows, days[:1])
    level = readings(key, "level", (None,), days) if times.day_named and not detail else ()
    return bars[:6] if detail else (*level, *closes[:6])


def _period_levels(scene: Scene, s: Sentence, key: str, times: Times, q: Quantity) -> tuple[Reading, ...]:
    """A level in a named month, quarter or year: its last close, its high or low where the words bound it."""
    when = times.when
    touched = any(
        m.cue.role == "level"
        and s.low(m.first) in ("hit", "hits", "hitting", "touched", "reached", "reaches")
        and m.last in (q.first, q.first - 1)
        for m in s.marks
    )
    found: tuple[Reading, ...] = ()
    if touched:
        found += tuple(Reading(key, m, "1d", at=d) for d in times.days[:1] for m in ("high.intraday", "low.intraday"))
    if when is None or when.start is None or when.end is None or when.grain in ("day", "window") or when.since:
        return found
    part = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}.get(_part(s, when))
    if part is not None:
        days = [when.start.replace(day=1) + timedelta(n - 1) for n in range(part[0], part[1] + 1)]
        return found + tuple(Reading(key, "level", at=d) for d in days if d <= min(scene.as_of, when.end))
    window = when.windows[0] if when.windows else None
    if window is None:
        return found
    end = Reading(key, "level", at=None if when.end >= scene.as_of else when.end)
    bound = {
        "over": ("high",),
        "at_least": ("high",),
        "just_over": ("high",),
        "under": ("low",),
        "at_most": ("low",),
    }.get(q.hedge or "", ("high", "low"))
    return (end, *(Reading(key, m, window) for m in bound), *found)


def _part(s: Sentence, when: When) -> str:
    for back in (1, 2):
        if s.low(when.first - back) in ("early", "mid", "late"):
            return s.low(when.first - back)
    return ""


def _base_levels(scene: Scene, key: str, times: Times) -> tuple[Reading, ...]:
    found: list[Reading] = []
    for day in times.days:
        columns = scene.answers.columns(key, day)
        if columns is None:
            continue
        for window in times.windows:
            base = _safe_base(columns[0], window)
            if base is not None and base >= 0:
                found.append(Reading(key, "level", at=to_date(columns[0][base])))
    return tuple(found)


def _safe_base(days: Days, window: str) -> int | None:
    if window.startswith("event"):
        return None
    try:
        return window_base(days, window)
    except (ValueError, IndexError):
        return None


# pairs


def _pairs(s: Sentence, scene: Scene) -> Iterator[Claim]:
    for one, two in zip(s.numbers, s.numbers[1:], strict=False):
        if one.core in s.used or two.core in s.used or not _is_pair(s, one, two):
            continue
        claim = _pair(s, scene, one, two)
        if claim is not None:
            s.used |= {one.core, two.core}
            yield claim


def _is_pair(s: Sentence, one: Quantity, two: Quantity) -> bool:
    words = s.words(one.last, two.first)
    before = s.low(one.first - 1)
    if (
        before == "from"
        and words
        and words[-1] == "to"
        and len(words) <= 3
        and not any(w.first >= one.last and w.last <= two.first for w in s.whens)
    ):
        return one.unit == two.unit or not (one.unit and two.unit)
    if before == "between" and words == ["and"]:
        return one.unit == two.unit or not one.unit
    plain = words in (["to"], ["\u2013"]) or (not words and s.tokens[two.core].hyphen)
    return (
        plain
        and one.unit == two.unit
        and one.unit in ("percent", "money", "")
        and one.magnitude != two.magnitude
        and not s.marks_of("move", lo=one.first - 2, hi=one.first)
    )


def _pair(s: Sentence, scene: Scene, one: Quantity, two: Quantity) -> Claim | None:
    names = scene.subjects(s, one.first - 1, two.last)
    first = one.first - (s.low(one.first - 1) in ("from", "between"))
    claim = Claim(s, first, two.last, "pair", number=two)
    if not names or one.unit in ("bp", "pp", "times"):
        return None
    if names[0].key is None:
        return replace(claim, missing=f"the tape has no {names[0].label}")
    key = names[0].key
    if one.unit == "percent" and scene.kind(names[0]) not in ("rate",):
        supply = _supply(s, scene, one, key, claim)
        if supply is not None:
            s.used.add(one.core)
        return supply or replace(claim, missing="what is measured is not clear")
    if s.low(two.last) in ("coins", "seats", "jobs", "companies", "people", "members", "times", "basis", "cents") or (
        one.form == "integer" and not one.unit and one.magnitude < 20 and one.spelled
    ):
        return replace(claim, missing="what is measured is not clear")
    times = scene.times(s, one.first, two.last)
    if s.low(one.first - 1) == "between" and not any(
        w in s.words(s.lo, one.first) for w in ("rose", "fell", "went", "moved", "climbed")
    ):
        windows = tuple(w for w in times.windows if w != "1d") or ("wtd",)
        return replace(
            claim, kind="pair", readings=readings(key, "range.pair", windows, times.days), test=PairTest(one, two)
        )
    found = readings(key, "pair", times.windows or ("1d",), times.days)
    far = max(one.magnitude, two.magnitude) > 2 * min(one.magnitude, two.magnitude)
    if far or not times.window_named:
        values = "_to_".join(f"{float(n.value):.10g}".replace(".", "_") for n in (one, two))
        found += tuple(Reading(key, "sequence", w, parameter=values) for w in (("all",) if far else ("1m",)))
    return replace(claim, readings=found, test=PairTest(one, two))


def _statistic(s: Sentence, scene: Scene, q: Quantity, name: Name, claim: Claim) -> Claim | None:
    """Correlation, beta, volatility, ratio and z-score: the words name the measure, a count of rows its window."""
    lo, hi = s.hard_clause(q.core)
    words = s.words(lo, hi)
    left = s.words(s.lo, q.first)
    rows = _rows_named(s, scene)
    kind = _statistic_kind(left, words, q)
    if kind is None or name.key is None:
        return None
    if kind == "vol":
        found = tuple(
            Reading(name.key, "vol", f"{n}s", at=d) for n in (*rows, 20, 30) for d in scene.day_before(s, q.first)
        )
        return replace(claim, kind="statistic", readings=found, test=NumberTest(q, "percent"))
    one, two = _two_names(s, scene, name)
    if one is None or two is None:
        return replace(claim, missing="the second instrument is not named")
    days = tuple(dict.fromkeys((None, *scene.day_before(s, q.first))))
    if kind in ("corr", "beta"):
        found = tuple(
            Reading(a, kind, f"{n}s", b, d) for n in (*rows, 60, 90, 252) for a, b in ((one, two),) for d in days
        )
        return replace(
            claim,
            kind="statistic",
            readings=found[:MAX_READINGS],
            test=NumberTest(q, "statistic", -1 if q.sign < 0 else 1),
        )
    sign = -1 if q.sign < 0 or any(w in ("below", "under", "beneath") for w in s.words(q.last, q.last + 4)) else 1
    pairs = ((one, two),) if kind == "ratio" else ((one, two), (two, one))
    found = tuple(
        Reading(a, "ratio.zscore" if kind == "zscore" else "ratio", None, b, d) for a, b in pairs for d in days
    )
    return replace(claim, kind="statistic", readings=found, test=NumberTest(q, "statistic", sign))


def _statistic_kind(left: list[str], words: list[str], q: Quantity) -> str | None:
    near = left[-8:]
    if ("deviations" in words and q.unit == "") or "z" in near or "zscore" in near or "score" in near:
        return "zscore"
    named = [w for w in left if w in ("correlation", "correlations", "beta")]
    if named and q.unit == "" and q.magnitude < 10:
        return "beta" if named[-1] == "beta" else "corr"
    if q.unit == "percent" and any(w in ("volatility", "vol") for w in left) and "index" not in left:
        return "vol"
    if q.unit == "" and q.form == "decimal" and q.magnitude < 5 and any(w in ("ratio", "units") for w in words):
        return "ratio"
    return None


def _rows_named(s: Sentence, scene: Scene) -> tuple[int, ...]:
    """`over 60 sessions`, `the last 20 daily returns`."""
    found = [
        int(w.windows[0][:-1])
        for w in s.whens
        if w.windows and w.windows[0].endswith("s") and w.windows[0][:-1].isdigit()
    ]
    for q in s.numbers:
        if (
            not q.unit
            and q.magnitude == int(q.magnitude)
            and 5 <= q.magnitude <= 1000
            and any(x in ("returns", "sessions", "days", "session", "day") for x in s.words(q.last, q.last + 3))
        ):
            found.append(int(q.magnitude))
            s.used.add(q.core)
    if found:
        scene.rows = tuple(dict.fromkeys(found))
    return scene.rows


def _two_names(s: Sentence, scene: Scene, name: Name) -> tuple[str | None, str | None]:
    named = list(dict.fromkeys(m.key for m in s.mentions if m.key))
    if len(named) >= 2:
        return named[0], named[1]
    others = [n.key for n in scene.recent if n.key and n.key not in named]
    one = named[0] if named else (others[-2] if len(others) > 1 else None)
    two = next((k for k in reversed(others) if k != one), None)
    return one, two


def _other_money(scene: Scene, key: str, q: Quantity) -> bool:
    """Whether a number is in another currency than its series."""
    of = scene.directory.instruments.get(key)
    return of is not None and of.unit in ("USD", "EUR", "GBP", "JPY", "CNY", "CHF") and q.currency != of.unit


def _supply(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """Bitcoin's own numbers: the share mined, and the yearly growth of supply."""
    if key != "btc" or q.unit not in ("percent", "fraction"):
        return None
    words = set(s.words(s.lo, s.hi))
    if words & {"mined", "issued"} or (s.low(q.last) == "of" and words & {"coins", "bitcoins", "supply"}):
        return replace(
            claim,
            kind="level",
            readings=readings(key, "supply.mined", (None,), (None, scene.day)),
            test=NumberTest(q, q.unit),
        )
    if words & {"supply", "issuance"} or ("inflation" in words and "rate" in words):
        return replace(
            claim,
            kind="level",
            readings=readings(key, "supply.inflation", (None,), (None, scene.day, *_halving_days(scene))),
            test=NumberTest(q, q.unit),
        )
    return None


def _halving_days(scene: Scene) -> tuple[date, ...]:
    """The days before and after each halving: supply growth `dropped from 1.7 % to 0.85 %` on that day."""
    found = [r.end for r in scene.halvings if r.end]
    return tuple(d + timedelta(n) for d in found[-1:] for n in (-1, 0))


def _short_of(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """`less than a point short of its all-time closing high`: the distance in points."""
    if q.unit not in ("points", "money", "") or s.low(q.last) not in (
        "short",
        "shy",
        "below",
        "off",
        "under",
        "from",
        "away",
    ):
        return None
    if not any(w in _PEAKS for w in s.words(q.last, q.last + 8)) or any(
        n.first in range(q.last, q.last + 4) for n in s.numbers
    ):
        return None
    return replace(
        claim,
        kind="drawdown",
        readings=readings(key, "offhigh", ("all", "1y", "ytd"), (None, scene.day)),
        test=NumberTest(q, "delta", -1),
    )


def doubled(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`doubled`, `more than tripled`, `halved`."""
    for mark in s.marks_of("multiple"):
        names = scene.subjects(s, mark.first, mark.last)
        if not names:
            continue
        hedge, first = None, mark.first
        before = " ".join(s.words(mark.first - 2, mark.first))
        if before in ("more than", "better than"):
            hedge, first = "over", mark.first - 2
        elif s.low(mark.first - 1) in ("nearly", "almost"):
            hedge, first = "nearly", mark.first - 1
        claim = Claim(s, first, mark.last, "multiple")
        if names[0].key is None:
            yield replace(claim, missing=f"the tape has no {names[0].label}")
            continue
        times = scene.times(s, mark.first, mark.last)
        windows = times.windows
        if times.day_named and not times.window_named:
            windows = tuple(f"since:{d}" for d in times.days if d)
        key = names[0].key
        test = MultipleTest(Decimal(mark.cue.detail), hedge)
        yield replace(claim, readings=readings(key, "mult", windows or ("ytd",), (None,)), test=test)
