"""Numbers that are moves: changes, differences in units, sums of flows."""

from __future__ import annotations

from datetime import date, timedelta

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.carry import spoken_unit
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.levels import as_level, bound_is_denied
from generator.check.binding.readings import readings
from generator.check.binding.times.times import Times, day_before
from generator.check.binding.words.dress import MORE, mark_after, mark_before, passes, restates, shared_state
from generator.check.binding.words.reaches import in_units
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.dates import period_start
from generator.check.comparing.tests import HUNDRED
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset


def as_move(
    s: Sentence, scene: Scene, q: Quantity, key: str, kind: str, claim: Claim, times: Times, sign: int, size: str
) -> Claim | None:
    """A percentage, basis points or points read as a change."""
    rate = kind == "rate"
    if rate and q.unit == "percent" and not _moved_directly(s, q):
        return as_level(s, scene, q, key, claim, times)
    reached = s.low(q.first - 1) == "to" or (not sign and (q.hedge in _BEYOND or _reaches(s, q)))
    if kind == "volatility_index" and q.unit == "percent" and reached:
        return as_level(s, scene, q, key, claim, times)
    if q.unit == "points":
        if rate:
            return replace(claim, kind="change", readings=_changes(key, times), test=NumberTest(q, "pp", sign))
        if not sign and s.low(q.first - 1) == "by":
            return replace(claim, missing="what it is ahead of is not clear")  # `it's small caps by four points`
        if not _by_move(s, q, sign):
            return as_level(s, scene, q, key, claim, times)
        return as_delta(q, key, claim, times, sign)
    if q.unit in ("bp", "pp") and not rate:
        return replace(claim, kind="change", readings=_changes(key, times), test=NumberTest(q, "unit", sign))
    if q.unit in ("percent", "fraction") and _share_of(s, q):
        return replace(claim, missing="a share of something that the tape does not hold")
    if q.unit in ("bp", "pp") and (not sign or q.sign) and _state_level(s, q):
        return as_level(s, scene, _in_percent(q), key, claim, times)
    earlier = _of_earlier(s, q)
    if earlier is not None:
        found = _moved_in(s, key, q, earlier)
        test = NumberTest(q, q.unit, sign)
        missing = "" if found else "which of its moves is meant is not said"
        return replace(claim, kind="change", readings=found, test=test, missing=missing)
    told = _told_span(s, q)
    found = told_changes(key, told) if told else (*_since_level(s, scene, q, key), *_changes(key, times))
    found = (*_of_it(s, q, key), *found)
    if not times.day_named and times.when is not None and _of_one_day(s, times.when):
        found += _one_day(scene, key, sign or q.sign)
    if bound_is_denied(s, q) and not q.hedge and s.low(q.first - 1) in ("of", "full", "a"):
        found = readings(key, "drawdown", ("all", "1y"), (None,)) + found
        return replace(
            claim,
            kind="drawdown",
            readings=found[:1],
            test=NumberTest(replace(q, hedge="at_least"), q.unit, sign or -1, negated=True),
        )
    if q.sign < 0 and scene.last_drawdown and q.unit == "percent" and not times.window_named:
        found += readings(key, "drawdown", ("all",), day_before(scene, s, q.first))
    scene.last_drawdown = False
    return replace(claim, kind="change", readings=found, test=NumberTest(q, q.unit, sign, size=size, kind=kind))


_PERIOD = {"1d": "day", "wtd": "week", "mtd": "month", "qtd": "quarter", "ytd": "year"}
_ORDER = ("day", "week", "month", "quarter", "year")


def _of_earlier(s: Sentence, q: Quantity) -> When | None:
    """`eclipsing the 16.4 % of late November 2008`: the time of an earlier move that stands behind its number."""
    if s.low(q.last) not in ("of", "in", "on") or s.low(q.first - 1) != "the" or q.hedge:
        return None
    when = next((w for w in s.whens if q.last < w.first <= q.last + 3 and w.grain in _ORDER and w.full), None)
    return when if when is not None and when.end is not None and when.start is not None and not when.since else None


def _moved_in(s: Sentence, key: str, q: Quantity, when: When) -> tuple[Reading, ...]:
    """The best or worst move of the period that a superlative names, within an earlier time; of a day its own."""
    if when.grain == "day":
        return (Reading(key, "change", "1d", at=when.end),)
    spoken = spoken_unit(s, s.lo, q.first)
    period = _PERIOD.get(spoken[0], "") if spoken else ""
    if not period or _ORDER.index(period) >= _ORDER.index(when.grain):
        return (Reading(key, "change", when.windows[0]),) if period == when.grain and when.windows else ()
    return tuple(Reading(key, "movein", period, parameter=f"{w}_{when.start}_{when.end}") for w in ("best", "worst"))


def _since_level(s: Sentence, scene: Scene, q: Quantity, key: str) -> tuple[Reading, ...]:
    """The changes since the levels that the sentence before told, where one stands beside a level of now."""
    days = (*_levels_before(s, scene, q), *scene.level_days)
    if not days or not _beside_level(s, q):
        return ()
    return readings(key, "change", tuple(f"since:{d}" for d in days), (None,))


def _levels_before(s: Sentence, scene: Scene, q: Quantity) -> tuple[date, ...]:
    """`On 5 February it bottomed at 1,093.59; now it is at 1,204.54, 10.1 % higher`: the days of levels told before."""
    dated = [w for w in s.whens if w.day and w.last <= q.first and not w.since and w.day < scene.as_of]
    told = [n for n in s.numbers if n.last <= q.first and n.unit in ("", "money")]
    enough = len(told) > 1 or (told and "now" in s.words(s.part(q.core).first, q.first))
    return tuple(w.day for w in dated if w.day and enough and any(n.core in s.part(w.first) for n in told))


_COMPARED = wordset("higher lower more less dearer cheaper above below")


def _beside_level(s: Sentence, q: Quantity) -> bool:
    """`Today it stands at 6,204.95 and 24.5 % higher`: than at the level that the sentence before told."""
    levels = any(m.cue.role in ("level", "extreme") and m.last <= q.first for m in s.marks)
    named = s.low(q.first - 1) == "of" and any(m.last == q.first - 1 and m.cue.role == "noun" for m in s.marks)
    if named and levels and s.part(q.core).kind == "apposition" and len(s.numbers) > 1:
        return True  # `Three months ago it was at 1,352; it is now at 1,384, a rise of 2.3 %`
    alone = q.last + 1 >= s.hi or s.tokens[q.last + 1].kind != "word"
    return levels and s.low(q.last) in _COMPARED and alone and len(s.numbers) > 1


_BEYOND = ("over", "under")
_REACHING = wordset(
    "piercing pierced pierces to at hit hits hitting touched touching reached reaching topped topping near"
)


def _reaches(s: Sentence, q: Quantity) -> bool:
    """`the VIX piercing 40 percent`: volatility is told in per cent a year."""
    return s.low(q.first - 1) in _REACHING


def _told_in_units(s: Sentence, q: Quantity) -> bool:
    """`In points, 474.13`, `In dollars ($8,491) it was a record`: the move, in the unit that is said."""
    return (in_units(s, q.first) and q.first - s.lo <= 3 + s.low(s.lo).isdigit()) or s.words(q.first - 3, q.first) == [
        "in",
        "points",
        "(",
    ]


def _by_move(s: Sentence, q: Quantity, sign: int) -> bool:
    """Whether points are a move, not a level: `fell 160.23 points`, not `closed at 2,718 points`."""
    if q.sign or _told_in_units(s, q) or (q.first == s.lo and q.last >= s.hi - 1):
        return True
    if passes(s, q):
        return False
    after = s.mark_at(q.last)
    if (after is not None and after.cue.sign and after.cue.role == "state") or shared_state(s, q):
        return True  # `ended 7.97 points to the good`, `7.97 points, or 0.59 %, higher`
    k = s.numbers.index(q)
    if k and restates(s, s.numbers[k - 1], q):
        return bool(sign)
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
    """`at 11 basis points`; `you are looking at 102 basis points` is no level."""
    if s.low(q.first) in ("minus", "negative", "plus"):
        return s.low(q.first - 1) in _COMES_TO  # `you get minus 5bp`
    return s.low(q.first - 2) != "looking" and any(m.last == q.first and m.cue.role == "level" for m in s.marks)


def _in_percent(q: Quantity) -> Quantity:
    by = HUNDRED if q.unit == "bp" else 1
    return replace(q, value=q.value / by, grain=q.grain / by, unit="percent", form="decimal")


_COMES_TO = wordset("get gets give gives gave leaves left to at of is was equals makes")


_MOVES = wordset("""
    increase rise gain gains fall decline drop loss losses rally damage advance move points gap shrinkage inflow inflows
    outflow outflows total time days weeks slide jump rebound recovery total buying selling trading
""")


def _share_of(s: Sentence, q: Quantity) -> bool:
    """`45 % of the gap`, `three quarters of the increase`: a share of something; but `a quarter of its value` is lost."""
    if s.low(q.last) != "of" or any(q.last < w.first <= q.last + 2 and w.grain != "window" for w in s.whens):
        return False  # `the 16.4 % of late November 2008`
    if q.unit == "percent":
        return s.low(q.last + 1) not in ("that", "it", "its")
    return any(w in _MOVES for w in s.words(q.last + 1, q.last + 5))


def _moved_directly(s: Sentence, q: Quantity) -> bool:
    """`rose 21 per cent`: a verb of motion at the number, so a change (in a unit that a rate does not move in)."""
    if q.sign:
        return q.sign > 0 or q.form == "round"
    beside = s.low(q.last) != ","
    if beside and any(0 <= m.first - q.last <= 1 and m.cue.role in ("state", "noun") for m in s.marks):
        return True
    return any(
        m.last in (q.first, q.first - 1)
        and m.cue.role in ("move", "state")
        and s.low(q.first - 1) not in ("to", "at", "from")
        for m in s.marks
    ) or (s.low(q.first - 1) == "by" and any(m.cue.role == "move" for m in s.marks))


_ENDED = wordset("ended ends ending finished finishing closed closing out left")
_BEGAN = wordset("began begins started opened entered")


def _told_span(s: Sentence, q: Quantity) -> tuple[date, date] | None:
    """`ended 1993 at 5.83 and closed today at 7.97, a rise of 214 basis points`: between the two times told."""
    clause = s.part(q.core)
    if clause.kind != "apposition" or clause.verb is not None or s.low(q.first - 1) != "of":
        return None
    dated = [w for w in s.whens if w.last <= clause.first and w.end and w.start and not w.since and w.grain in _DATED]
    levels = [n for n in s.numbers if n.last <= clause.first and n.unit in ("percent", "", "money", "points")]
    if len(dated) != 2 or len(levels) != 2 or dated[0].first > levels[1].first:
        return None
    one, two = dated
    assert one.start is not None and one.end is not None and two.end is not None  # noqa: S101
    if one.grain == "day" or s.low(one.first - 1) in _ENDED:
        start = one.end
    elif s.low(one.first - 1) in _BEGAN:
        start = one.start - timedelta(1)
    else:
        return None
    return (start, two.end) if start < two.end and two.grain == "day" else None


_DATED = ("day", "week", "month", "quarter", "year")


def told_changes(key: str, told: tuple[date, date]) -> tuple[Reading, ...]:
    """The change between two days that the text tells levels of."""
    return (Reading(key, "change", f"since:{told[0]}", at=told[1]),)


def _of_it(s: Sentence, q: Quantity, key: str) -> tuple[Reading, ...]:
    """`a record of $73,083 on Wednesday, and had surrendered 10.6 % of it by Saturday`: since the day of that level."""
    if s.words(q.last, q.last + 2) != ["of", "it"]:
        return ()
    since = next((w.day for w in reversed(s.whens) if w.day and w.last <= q.first), None)
    ends = dict.fromkeys((*(w.day for w in s.whens if w.day and w.first >= q.last), None))
    return tuple(Reading(key, "change", f"since:{since}", at=d) for d in ends) if since is not None else ()


def _of_one_day(s: Sentence, when: When) -> bool:
    """`in a single day`, `in one session`: on which is left open."""
    words = s.words(when.first, when.last)
    return when.windows[:1] == ("1d",) and words[:1] == ["in"] and bool({"single", "one"} & set(words))


def _one_day(scene: Scene, key: str, sign: int) -> tuple[Reading, ...]:
    """`shed 37 % in a single day`: the best or worst one of the running month, quarter or year."""
    word = "best" if sign > 0 else "worst"
    starts = dict.fromkeys(period_start(scene.as_of, period) for period in ("month", "quarter", "year"))
    return tuple(Reading(key, "movein", "day", parameter=f"{word}_{start}_{scene.as_of}") for start in starts)


def _changes(key: str, times: Times) -> tuple[Reading, ...]:
    return readings(key, "change", times.windows or ("1d",), times.days)


_TARGETS = wordset("regain regains regained reclaim reclaims reclaimed retake retakes retook")


def is_delta(s: Sentence, q: Quantity, kind: str, sign: int) -> bool:
    """`shrank by $118 billion`, `down $147bn`, `$245 billion lower`, `rose 35 to 2,700`."""
    before = s.low(q.first - 1)
    if _told_in_units(s, q):
        return True
    if passes(s, q) or (before == "(" and not q.sign) or before in _TARGETS:
        return False
    if q.sign and before in ("against", "versus", "vs", "after") and kind == "indicator":
        return False  # `stood at -0.16, against -0.17 a month earlier`
    if q.sign:
        return not (before in ("at", "to", "from") or any(m.last == q.first and m.cue.role == "level" for m in s.marks))
    if not sign:
        return False
    if before in ("at", "to", "from", "near", "@"):
        return False
    k = s.numbers.index(q)
    if before == "or" and k and restates(s, s.numbers[k - 1], q):
        return True  # `has shed 23 per cent, or $4,722`
    if before == "by":
        return True
    if (
        any(m.first == q.last and m.cue.role in ("state", "noun") and m.cue.sign for m in s.marks)
        or s.low(q.last) in MORE
    ):
        return True
    if s.low(q.last) in ("to", "at") and kind not in ("balance",):
        return any(m.last == q.first and m.cue.role in ("move", "state") for m in s.marks)
    return any(m.last in (q.first, q.first - 1) and m.cue.role in ("move", "state", "noun") for m in s.marks) and not (
        q.hedge in ("over", "under") and q.magnitude >= 1000 and kind != "balance"
    )


def _was_then(s: Sentence, q: Quantity, times: Times) -> tuple[str, ...]:
    """`Three months ago it was $65 billion higher`: than now."""
    clause, when = s.part(q.core), times.when
    if when is None or not when.ago or when.first not in clause or not when.windows or when.last > q.first:
        return ()
    state = s.low(q.last) in MORE and s.low(q.last + 1) != "than"
    return when.windows if state and {"was", "were", "stood"} & set(s.words(clause.first, q.first)) else ()


def as_delta(q: Quantity, key: str, claim: Claim, times: Times, sign: int) -> Claim:
    """A number read as a difference in the series' own unit."""
    back = _was_then(claim.sentence, q, times)
    if back:
        return replace(
            claim, kind="change", readings=readings(key, "delta", back, (None,)), test=NumberTest(q, "delta", -sign)
        )
    return replace(
        claim,
        kind="change",
        readings=readings(key, "delta", times.windows or ("1d",), times.days),
        test=NumberTest(q, "delta", sign),
    )


_DIFFERENCE = frozenset({"difference", "subtraction", "subtract", "subtracting"})


def as_difference(
    s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, times: Times, sign: int
) -> Claim | None:
    """`On 8 March it was $5.82tn. That is $440bn more`, `Do the subtraction: $440bn`: since the day of the level told."""
    pointed = s.low(s.lo) in ("that", "that's") and q.first - s.lo <= 3
    pointed = pointed or s.words(q.first - 2, q.first) == ["call", "it"]  # `Call it $346bn in three weeks`
    if not scene.level_days or q.unit != "money" or not (pointed or _DIFFERENCE & set(s.words(s.lo, q.first))):
        return None
    windows = (*(f"since:{d}" for d in scene.level_days), *(times.windows if pointed else ()))
    found = readings(key, "delta", windows, (None,))
    return replace(claim, kind="change", readings=found, test=NumberTest(q, "delta", sign))


def shares_move(s: Sentence, q: Quantity) -> int:
    """`down $147bn since June and more than $950bn this year`, `+$94bn on the week, $390bn in two`: as the one before."""
    k = s.numbers.index(q)
    if (
        not k
        or s.numbers[k - 1].unit != q.unit
        or any(m.first >= s.numbers[k - 1].last and m.last <= q.first and m.name.anaphor is None for m in s.mentions)
    ):
        return 0
    before = s.numbers[k - 1]
    joined = {"and", ","} & set(s.words(before.last, q.first))
    stretch = any(w.first - q.last in (0, 1) and w.grain == "window" and not w.since for w in s.whens)
    if not joined or ("and" not in joined and not stretch) or s.low(q.first - 1) in ("to", "at", "("):
        return 0
    if before.sign and not q.sign and stretch and is_delta(s, before, "balance", before.sign):
        return before.sign
    mark = mark_after(s, before) or mark_before(s, before)
    return mark.cue.sign if mark is not None and is_delta(s, before, "balance", mark.cue.sign) else 0
