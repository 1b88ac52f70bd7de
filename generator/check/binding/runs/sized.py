"""Counts of moves and levels of a size: `moved by more than 1 % in six of this month's ten sessions`, `below ten on 52 days`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.runs.counting import count_at
from generator.check.binding.runs.outof import share_at
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.times import Times, times_of
from generator.check.binding.words.multiplied import of_others_move
from generator.check.binding.words.nouns import PERIODS
from generator.check.comparing.tests import CountTest, EveryTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import POINTERS
from generator.check.text.wordset import wordset

_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_BETWEEN = wordset(
    "on in or more only just but no fewer than exactly merely at least as many either direction way up down , a day"
)
_NOUNS = wordset("time times occasion occasions")
_SWUNG = wordset("move moved moves moving swing swung swings swinging change changed changes")
_BELOW = wordset("below under beneath inside")
_ABOVE = wordset("above over past beyond")
_NEVER = wordset("never nor neither")
_A_DAY = (("in", "a"), ("on", "any"), ("in", "one"), ("on", "a"), ("in", "any"), ("within", "a"))
EVERY_ONE = -1  # the value of a count of all of them
REACH = 12  # tokens between a size and the count of its days
_UNITS = ("percent", "fraction", "bp")
_ENDED = wordset("finished finish finishes closed close closes ended ends end settled stood was been sat spent")


@dataclass(frozen=True, slots=True)
class Size:
    """What is counted: of whom, the parameter of the question, the block that told of it."""

    key: str
    parameter: str
    block: int


@dataclass(frozen=True, slots=True)
class _Tally:
    """A count of days: its tokens and its value."""

    first: int
    last: int
    n: int


def bind_sized(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims of how many days, weeks or months a move or a level of some size was seen."""
    for q in s.numbers:
        if q.core in s.used:
            continue
        claim = _counted(s, scene, q)
        if claim is not None:
            yield claim
    again = _again(s, scene)
    if again is not None:
        yield again


def _counted(s: Sentence, scene: Scene, q: Quantity) -> Claim | None:
    tally, period = _tally_after(s, q)
    if tally is None:
        return None
    names = subjects_of(scene, s, q.first, q.last)
    if len(names) != 1 or names[0].key is None:
        return None
    parameter = _parameter(s, scene, q, names[0].key)
    if not parameter:
        return None
    s.used.add(q.core)
    scene.sized = Size(names[0].key, f"{parameter}/{period}", id(s.block))
    return _claim(s, scene, tally, min(q.first, tally.first), scene.sized)


def _claim(s: Sentence, scene: Scene, tally: _Tally, first: int, size: Size) -> Claim:
    windows, days = _windows(s, scene, tally)
    s.used |= {q.core for q in s.numbers if first <= q.core < tally.last}
    s.counts |= dict.fromkeys(range(first, tally.last))  # nothing else counts with these words
    s.spent |= {w.first for w in s.whens if first <= w.first < tally.last and w.windows == ("1d",)}
    found = tuple(Reading(size.key, "sized", w, at=d, parameter=size.parameter) for d in days for w in windows)
    test = EveryTest() if tally.n == EVERY_ONE else CountTest(tally.n)
    claim = Claim(s, first, tally.last, "count", found[:4], test)
    return claim if found else replace(claim, missing="the stretch of time is not said")


def _windows(s: Sentence, scene: Scene, tally: _Tally) -> tuple[tuple[str, ...], tuple[date | None, ...]]:
    inside = next((w for w in s.whens if tally.first <= w.first < tally.last and w.windows and w.windows != ("1d",)), None)  # fmt: skip
    if inside is not None:
        return scene.in_frame(inside.windows)[:2], (None,)
    times: Times = times_of(scene, s, tally.first, tally.last)
    named = tuple(w for w in times.windows if w != "1d")
    when = times.when
    if when is not None and when.grain == "day" and when.since and when.end is not None:
        named = (f"since:{when.end - timedelta(1)}", *named)  # `above 1,600 every day since May 3`: on that day too
    if times.window_named and named and times.windows[0] != "1d":
        return named[:2], times.days[:1] if times.day_named else (None,)
    told = (*scene.section_window, *scene.frame, *times.windows, *scene.window)
    found = tuple(dict.fromkeys(w for w in told if w not in POINTERS | {"1d"}))
    return found[:3], (None,)


def _tally_after(s: Sentence, q: Quantity) -> tuple[_Tally | None, str]:
    """`... in six of this month's ten sessions`, `... on just eight days`, `... only twice`; `never ... in a day`."""
    denied = _denied(s, q)
    if denied is not None:
        return denied
    for k in range(q.last, min(q.last + REACH, s.hi)):
        whole = _all_of(s, k)
        if whole is not None:
            return whole
        if s.low(k) in _TIMES and s.low(k + 1) not in _MULTIPLIED and of_others_move(s, k + 1) is None:
            return _Tally(k, k + 1, _TIMES[s.low(k)]), "day"
        found = count_at(s, k)
        if found is not None and not found[2]:
            if s.low(found[1]) == "times" and s.low(found[1] + 1) in _MULTIPLIED:
                break  # `rose 10 %, ten times the 1 % of the index`
            last, period = _noun_after(s, found[1])
            of = s.low(found[1]) == "of"
            counted = of or s.low(found[1]) in _NOUNS or (period == "day" and "on" in s.words(k - 3, k))
            return (_Tally(k, last, found[0]), period) if period and counted else (None, "")
        if s.low(k) not in _BETWEEN and not any(w.first <= k < w.last and w.grain == "window" for w in s.whens):
            break
    return _tally_before(s, q)


_MULTIPLIED = wordset("the as that its more what larger bigger their")


def _tally_before(s: Sentence, q: Quantity) -> tuple[_Tally | None, str]:
    """`Only once in the past ten sessions has it moved by more than 1 %`, `On three days this month it fell by 2 %`."""
    for k in s.places(_TIMES.keys(), q.first):
        lo = max(s.part(q.core).first, q.first - 2 * REACH)
        when = next((w for w in s.whens if k < w.first <= k + 4 and w.grain == "window"), None)
        if k >= lo and s.low(k - 1) in ("only", "just") and when is not None and when.last < q.first:
            return _Tally(k - 1, when.last, _TIMES[s.low(k)]), "day"
    return None, ""


def _all_of(s: Sentence, k: int) -> tuple[_Tally, str] | None:
    """`on all six trading days since`, `on each of the five sessions`, `every day this month`: none was otherwise."""
    if s.low(k) not in ("all", "each", "every"):
        return None
    share = share_at(s, k)
    if share is not None:
        return _Tally(share.first, share.last, share.n), share.period
    at = k + 1 + (s.low(k + 1) in ("single", "trading"))
    period = "day" if s.low(at) == "close" else PERIODS.get(s.low(at), "")
    single = period and not s.low(at).endswith(("s", "ly")) and s.low(k) != "all"
    return (_Tally(k, at + 1, EVERY_ONE), period) if single else None


def _noun_after(s: Sentence, k: int) -> tuple[int, str]:
    """The token after `days`, `of this month's ten sessions`, `occasions`, and the period that is counted."""
    if s.low(k) == "of":
        stop = next((j for j in range(k + 1, min(k + 7, s.hi)) if s.low(j) in PERIODS and s.low(j).endswith("s")), None)
        return (stop + 1, PERIODS[s.low(stop)]) if stop is not None else (k, "")
    k += s.low(k) in ("trading", "separate", "different")
    if s.low(k) in _NOUNS:
        return k + 1, "day"
    return (k + 1, PERIODS[s.low(k)]) if s.low(k) in PERIODS else (k, "")


def _denied(s: Sentence, q: Quantity) -> tuple[_Tally, str] | None:
    """`Never once did it drop two per cent in a day`: none of the days."""
    if (s.low(q.last), s.low(q.last + 1)) not in _A_DAY:
        return None
    clause = s.part(q.core)
    never = next((k for k in range(clause.first, q.first) if s.low(k) in _NEVER or s.words(k, k + 2) == ["not", "once"]), None)  # fmt: skip
    if never is None:
        return None
    at = q.last + 2 + (s.low(q.last + 2) in ("single", "given", "trading"))
    if s.low(at) not in PERIODS:
        return None
    return _Tally(q.first, at + 1, 0), PERIODS[s.low(at)]


def _parameter(s: Sentence, scene: Scene, q: Quantity, key: str) -> str:
    """The question's parameter: `abs_0.01`, `down_0.02`, `below_10`; empty where it is neither."""
    verb = _verb(s, q)
    level = s.words(q.first, q.core)
    side = "below" if _BELOW & set(level) else "above" if _ABOVE & set(level) else ""
    rate = scene.directory.kind(key) == "rate"
    plain = q.unit in ("", "money") or (rate and q.unit == "percent")
    if plain and side and s.low(verb) in _ENDED:
        return f"{side}_{float(q.magnitude):.10g}".replace(".", "~")
    sign = _sign(s, verb)
    swung = s.low(verb) in _SWUNG or _either(s, q) or (s.low(verb - 1) == "or" and _sign(s, verb - 2) * sign < 0)
    if q.unit not in _UNITS or not (sign or swung) or (rate and q.unit != "bp"):
        return ""
    value = float(q.magnitude) / (1 if q.unit == "fraction" else 100)
    size = float(q.magnitude) / 100 if rate and q.unit == "bp" else value
    word = "abs" if swung else "up" if sign > 0 else "down"
    bound = "over" if q.hedge == "over" else "least"
    return f"{word}_{bound}_{size:.10g}".replace(".", "~")


def _either(s: Sentence, q: Quantity) -> bool:
    """`by more than one per cent, in either direction`, `up or down`."""
    after = s.words(q.last, q.last + 5)
    return "either" in after or ("up" in after and "down" in after)


def _verb(s: Sentence, q: Quantity) -> int:
    """The token of the verb or noun of motion, or of closing, that leads to a size."""
    for k in range(q.first - 1, max(q.first - 5, s.lo - 1), -1):
        mark = s.mark_at(k)
        moved = mark is not None and mark.cue.role in ("move", "state", "noun")
        if moved or s.low(k) in _SWUNG or s.low(k) in _ENDED:
            return k
    return s.lo - 1


def _sign(s: Sentence, k: int) -> int:
    mark = s.mark_at(k) if k >= s.lo else None
    return mark.cue.sign if mark is not None and mark.cue.role in ("move", "state", "noun") else 0


def _again(s: Sentence, scene: Scene) -> Claim | None:
    """`in July that happened only once`, `the year before there had been 48`, `it had done so on nine`."""
    size = scene.sized
    if not isinstance(size, Size) or size.block != id(s.block):
        return None
    for k in range(s.lo, s.hi):
        n, last = (_TIMES[s.low(k)], k + 1) if s.low(k) in _TIMES else (0, 0)
        found = count_at(s, k) if not last else None
        if found is not None and not found[2] and not any(q.first <= k < q.last and (q.unit or q.core in s.used) for q in s.numbers):  # fmt: skip
            n, last = found[0], found[1]
        if not last or any(w.first <= k < w.last for w in s.whens) or not _points_back(s, k):
            continue
        last = _noun_after(s, last)[0] if _noun_after(s, last)[1] else last
        if last < s.hi and s.tokens[last].kind == "word" and s.low(last) not in ("and", "but", "such"):
            continue
        tally = _Tally(k, last, n)
        times = times_of(scene, s, k, last)
        if times.window_named or scene.frame:
            return _claim(s, scene, tally, k, size)
    return None


def _points_back(s: Sentence, k: int) -> bool:
    """Whether the words before a count take up what was counted before."""
    words = s.words(s.part(k).first, k)
    there = "there" in words and bool({"been", "were", "was", "are"} & set(words))
    so = any(a in ("done", "did", "do") and b in ("so", "that", "it") for a, b in pairwise(words))
    happened = bool({"happened", "occurred", "happens"} & set(words)) and bool({"that", "it", "this"} & set(words))
    return there or so or happened
