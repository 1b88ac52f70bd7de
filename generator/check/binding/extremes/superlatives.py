"""The best day since, the lowest this year, the most ever, a four-year high."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.asserted import is_denied, refers
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.extremes import bound
from generator.check.binding.runs.kinds import run_of
from generator.check.binding.words.reaches import Reach, What, place_before, reach_after, what_of
from generator.check.text.numerals import number_word
from generator.check.text.replacing import replace
from generator.check.text.scopes import Scope
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset
from generator.tape.series import to_date

_HIGHS = wordset("high highs peak best")
_LOWS = wordset("low lows trough worst")
_EXTREMES = _HIGHS | _LOWS
_AGED = {
    "day": "day",
    "session": "session",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
}


_FARED = wordset("did done do does doing fared fare faring performed performing perform")


def bind_superlatives(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`the best day since March 2009`, `its lowest this year`, `a four-year high`; the dates in them belong to them."""
    for mark in s.marks:
        if mark.cue.role == "super":
            claim = _superlative(s, scene, mark)
        elif mark.cue.role == "rank":
            claim = _of_a_window(s, scene, mark)
        else:
            continue
        if claim is not None:
            yield claim
    yield from _highs(s, scene)


def _superlative(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    if s.words(mark.first - 2, mark.first) == ["at", "the"] and s.low(mark.last) in ("in", ",", "point", "moment"):
        return None  # `at the worst in March, above 12`: a moment
    if s.low(mark.first - 1) in _FARED and mark.last - mark.first == 1:
        return None  # `silver has done best this year`: a place among several
    season = season_at(s, mark.last)
    reach = (reach_after(s, season) if season else None) or reach_after(s, mark.last) or _owned(s, mark.first)
    if reach is None:
        return None
    if s.low(reach.last) in ("performance", "in") and "streaks" in s.words(reach.last, reach.last + 5):
        return Claim(s, mark.first, reach.last, "superlative", missing="a comparison of runs needs a study")
    stop = reach.first if reach.first >= mark.last else min(mark.last + 5, s.hi)
    if mark.cue.detail == "run":
        run = run_of(s, mark.last, stop)
        if run is None:
            return None
        run = replace(run, place=place_before(s, mark.first))
        return bound(s, scene, run, reach, mark.first, denied=is_denied(s, mark))
    what = what_of(s, mark.first, mark.last, mark.cue.sign, mark.cue.detail, stop)
    what = _least_negative(s, mark, _level_state(s, mark, what))
    if what.kind == "other" and not s.part(mark.first).names:
        return None
    if _one_of(s, mark.first) or (what.kind == "level" and (refers(s, mark.first) or _is_away(s, reach.last))):
        return None
    first = mark.first - (what.place > 1) * (1 + s.tokens[mark.first - 1].glued)
    if s.low(mark.first) == "smallest" and what.kind == "change" and what.sign:
        return _smallest(scene, bound(s, scene, replace(what, sign=-what.sign), reach, first))
    return bound(s, scene, what, reach, max(first, s.lo), denied=is_denied(s, mark))


def _smallest(scene: Scene, claim: Claim | None) -> Claim | None:
    """`its smallest weekly rise since February`: since a week that rose by less; it may also leave out those that fell."""
    if claim is None or any(holds(scene.answers, claim, r) for r in claim.readings):
        return claim
    return replace(claim, readings=(), missing="whether moves the other way count is not said")


def bind_leftovers(s: Sentence, found: list[Claim]) -> Iterator[Claim]:
    """`the largest threat since 2005`, `the first rate cut in two years`: places in a history that no tape holds."""
    firsts = [(k, k + 1) for k in s.places({"first"}, s.hi - 1) if _owned_by(s, k - 1)]
    for first, last in [*((m.first, m.last) for m in s.marks_of("super", "rank")), *firsts]:
        reach = reach_after(s, last, 7 if last - first > 1 or s.low(first) != "first" else 5)
        if reach is None or not _reaches_back(s, reach) or _one_of(s, first) or _told(found, first, reach.last):
            continue
        if s.low(first) == "first" and reach.first == last:
            continue  # `the first in two years` counts something that was told before
        yield Claim(s, first, reach.last, "superlative", missing="what is compared is not on the tape")


def _reaches_back(s: Sentence, reach: Reach) -> bool:
    """Whether a reach says how far: since a day, in so many years, ever, of the year; not `in months`."""
    scope = reach.scope
    if scope is None:
        return s.low(reach.first - 1) == "of"
    return scope.kind == "ever" or (scope.when is not None if scope.kind == "since" else scope.hedge != "vague")


def _owned_by(s: Sentence, k: int) -> bool:
    return s.low(k) in ("the", "its", "their") or (k >= s.lo and s.tokens[k].possessive)


def _told(found: list[Claim], first: int, last: int) -> bool:
    """Whether some claim speaks of these words already."""
    return any(c.first < last and c.last > first for c in found)


def season_at(s: Sentence, k: int) -> int | None:
    """Where a month right after an adjective ends: `the worst September since 2002`."""
    when = next((w for w in s.whens if w.first == k and w.grain in ("month", "quarter") and not w.full), None)
    return when.last if when is not None else None


def _of_a_window(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    """`the best of the year`, `the worst of 2024`: a place in time, not among instruments."""
    reach = window_of_rank(s, mark)
    if reach is None:
        return None
    sign = mark.cue.sign
    kind = "level" if _held(s, mark) else "change"
    return bound(
        s,
        scene,
        What(kind, sign, "", place=place_before(s, mark.first), bare=True),
        reach,
        mark.first,
        denied=is_denied(s, mark),
    )


def window_of_rank(s: Sentence, mark: Mark) -> Reach | None:
    """The window right after `the best of`, where there is one."""
    for k in (mark.last - 1, mark.last):
        if s.low(k) in ("of", "the") or k == mark.last:
            reach = reach_after(s, k, 1)
            if reach is not None and reach.last > mark.last:
                return reach
    return None


def _owned(s: Sentence, first: int) -> Reach | None:
    """`this year's lowest close`, `the week's best day`: the window stands before."""
    k = first - (place_before(s, first) > 1)
    when = next((w for w in s.whens if w.last == k and w.windows and s.tokens[w.last - 1].possessive), None)
    return Reach(when.first, when.last, window=when) if when is not None else None


def _level_state(s: Sentence, mark: Mark, what: What) -> What:
    """`at its weakest since`: a level, though `its weakest week since` is a change."""
    before = s.words(mark.first - 2, mark.first)
    if what.bare and what.kind == "change" and what.sign and _held(s, mark):
        return What("level", what.sign, place=what.place, last=what.last)
    if (
        what.bare
        and what.kind == "change"
        and what.sign
        and len(before) == 2
        and before[0] in ("at", "to")
        and before[1] in ("its", "their", "the")
    ):
        return What("level", what.sign, place=what.place, last=what.last)
    return what


def _held(s: Sentence, mark: Mark) -> bool:
    """`the strongest it has been`: a level."""
    return any(c.kind == "ever" and c.first == mark.last and s.low(c.last - 1) == "been" for c in s.scopes)


def _least_negative(s: Sentence, mark: Mark, what: What) -> What:
    """`least negative`, `least inverted` is the highest."""
    if s.words(mark.first, mark.first + 2) in (["least", "negative"], ["least", "inverted"]):
        return What("level", 1, what.period, last=what.last)
    return what


def _is_away(s: Sentence, last: int) -> bool:
    """`its highest close since 2013, of 4 September, is 5.5 % away`: a place to measure from."""
    after = next((q for q in s.numbers if last <= q.first <= last + 9), None)
    return after is not None and s.low(after.last) in ("away", "off", "distant")


def _one_of(s: Sentence, first: int) -> bool:
    """`one of the worst days since`: no place is claimed."""
    return s.words(first - 3, first) == ["one", "of", "the"] or s.words(first - 2, first) in (
        ["among", "the"],
        ["among", "its"],
    )


def _highs(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`a four-year high`, `its 52-week low`, `a new high for the year`, `the low of the month`, `multi-year highs`."""
    for k in s.places(_EXTREMES):
        low = s.low(k)
        sign = 1 if low in _HIGHS else -1
        aged = _aged(s, k)
        if aged is not None:
            start, scope = aged
            if not _left_behind(s, start):
                if not refers(s, start) and not _of_many(s, start, k):
                    yield bound(s, scene, What("level", sign, last=k + 1), Reach(start, k + 1, scope), start)
            elif (claim := _of_late(s, scene, start, k, sign, scope)) is not None:
                yield claim
            continue
        if low in ("best", "worst", "trough"):
            continue
        start = _new(s, k)
        reach = reach_after(s, k + 1, 1) or _owned(s, k)
        if reach is None or refers(s, start) or not _says(s, start, k):
            continue
        if any(m.cue.role == "record" and m.first <= k < m.last for m in s.marks) and _ever(reach):
            continue
        denied = any(m.cue.role == "not" and start - 5 <= m.first < start and m.first in s.part(k) for m in s.marks)
        if denied and reach.scope is not None:
            continue  # `not at a new high since` is a look back
        yield bound(s, scene, What("level", sign, last=k + 1), reach, start, denied=denied)


_LEFT = wordset("from off near below above under nearing")


def _left_behind(s: Sentence, start: int) -> bool:
    """`eased from a 16-year high`, `close to the 16-year high set earlier this week`: one of the last weeks, not of now."""
    k = start - 1
    while s.low(k) in ("a", "an", "the", "its", "their", "new", "fresh", "recent") or any(
        w.first <= k < w.last for w in s.whens
    ):
        k -= 1
    return s.low(k) in _LEFT or s.words(k - 1, k + 1) == ["close", "to"]


_LATE = (5, 22)  # rows in which the extreme may lie


def _of_late(s: Sentence, scene: Scene, start: int, k: int, sign: int, scope: Scope) -> Claim | None:
    """The claim that the extreme of the last weeks was one of so many years."""
    claim = bound(s, scene, What("level", sign, last=k + 1), Reach(start, k + 1, scope), start)
    asked = claim.readings[0] if claim.readings else None
    columns = scene.answers.columns(asked.subject) if asked is not None else None
    if asked is None or columns is None:
        return claim if claim.missing else None
    named = next((w for w in s.whens if w.grain == "day" and w.day and (w.last == start or k < w.first <= k + 3)), None)
    days = [named.day] if named is not None else []
    for rows in _LATE if named is None else ():
        inside = columns[1][-rows:] * sign
        days.append(to_date(columns[0][-rows:][len(inside) - 1 - int(inside[::-1].argmax())]))
    return replace(
        claim, readings=tuple(Reading(asked.subject, "levelsince", asked.window, at=d) for d in dict.fromkeys(days))
    )


def _of_many(s: Sentence, start: int, k: int) -> bool:
    """`posted 28 new 52-week highs`: those of so many companies."""
    before = start - 1 - (s.low(start - 1) in ("new", "fresh"))
    return s.low(k).endswith("s") and (number_word(s.tokens, before) is not None or s.low(before) == "no")


def _ever(reach: Reach) -> bool:
    return reach.scope is not None and reach.scope.kind == "ever"


def _new(s: Sentence, k: int) -> int:
    start = k
    while s.low(start - 1) in ("new", "fresh", "closing", "intraday", "the", "a", "another", "its", "latest"):
        start -= 1
    return start


def _says(s: Sentence, start: int, k: int) -> bool:
    """Whether a high is said to be one: `is the high of the year`, `hit a new high for the month`."""
    if {"new", "fresh", "another"} & set(s.words(start, k)):
        return True
    before = s.low(start - 1)
    return before in _COPULAS


_COPULAS = wordset("""
    is was are were be being been hit hits set sets reached reaches marked marks made makes posted at to notched
    touched hitting reaching setting marking represents represented
""")


_TERMS = {
    (52, "week"),
    (20, "day"),
    (50, "day"),
    (100, "day"),
    (200, "day"),
}  # of traders: however much older it may be


def _aged(s: Sentence, k: int) -> tuple[int, Scope] | None:
    """`four-year`, `52-week`, `multi-month` right before a high; its start and its scope."""
    j = k - 1
    while s.low(j) in ("closing", "intraday", "new", "fresh"):
        j -= 1
    unit = _AGED.get(s.low(j)) or (
        {"months": "month", "years": "year", "weeks": "week"}.get(s.low(j)) if s.tokens[j].possessive else None
    )
    if unit is None or j <= s.lo:
        return None
    if s.low(j - 1) in ("multi", "multiyear"):
        return j - 1, Scope(j - 1, k + 1, "age", count=2, unit=unit, hedge="vague")
    for start in (j - 1, j - 2):
        if start < s.lo:
            break
        found = number_word(s.tokens, start)
        if (
            found
            and found[1] == j
            and 0 < found[0] < 400
            and not any(w.first <= start < w.last and w.grain == "day" for w in s.whens)
        ):
            hedge = {"nearly": "nearly", "almost": "nearly", "over": "over"}.get(s.low(start - 1), "")
            hedge = hedge or ("term" if (found[0], unit) in _TERMS else "")
            return start, Scope(start, k + 1, "age", count=float(found[0]), unit=unit, hedge=hedge)
    return None
