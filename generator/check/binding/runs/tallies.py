"""How many records: `its 39th close at a record this year`, `31 record highs in 2019`, `dozens of records in 2017`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.runs.counting import count_at
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.binding.times.times import times_of
from generator.check.comparing.tests import CountTest
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_VAGUE = {"dozens": 24, "scores": 40, "several": 3, "multiple": 2, "numerous": 3, "many": 3}
_NOUNS = wordset("record records close closes closing high highs finish one such time")
_FILLERS = wordset("a total of the all reached set hit notched posted recorded made in for only just compared with and")
_BESIDE = wordset("compared versus vs against after from")
_PERIODS = ("year", "quarter", "month", "week")


def bind_tallies(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Counts of records in a stretch of time; an ordinal counts the one that the sentence has just told."""
    marks = s.marks_of("record")
    if not marks:
        return
    for mark in marks:
        vague = _vague(s, scene, mark)
        if vague is not None:
            yield vague
    told: Claim | None = None
    for i in s.counting:
        claim = _tally(s, scene, i, marks, told)
        if claim is not None:
            s.used |= {q.core for q in s.numbers if claim.first <= q.core < claim.last}
            s.spent |= {w.first for w in s.whens if claim.first <= w.first < claim.last}
            told = told or claim
            yield claim


def _vague(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    """`dozens of records in 2017`, `multiple record highs this week`."""
    k = mark.first - 1 - (s.low(mark.first - 1) == "of")
    n = _VAGUE.get(s.low(k))
    last = _end(s, mark.last)
    plural = s.low(last - 1).endswith("s")
    if n is None or not plural or (s.low(k + 1) == "of") != (s.low(k) in ("dozens", "scores")):
        return None
    when = _stretch(s, last)
    windows = when.windows if when is not None else times_of(scene, s, k, last).windows if scene.frame else ()
    return _claim(s, scene, k, last if when is None else when.last, windows, CountTest(n, "at_least"))


_YEARS = range(1900, 2100)


def _tally(s: Sentence, scene: Scene, i: int, marks: list[Mark], told: Claim | None) -> Claim | None:
    """`31 record highs in 2019`; `a record close, its 39th this year, compared with a total of 31 in all of 2019`."""
    count = count_at(s, i)
    if count is None:
        return None
    n, k, ordinal = count
    if n in _YEARS and s.tokens[i].text.isdigit():
        return None  # `their 2023 closing highs`
    times = None if ordinal else _so_often(s, scene, i, n, k, marks) or _often_so(s, scene, i, n, k, marks)
    if times is not None:
        return times
    if ordinal:
        behind = any(m.last <= i <= m.last + 7 and _owned(s, m.last, i) for m in marks)
        when = _stretch(s, _end(s, k)) if behind else None
    elif told is not None:
        other = next((m for m in s.mentions if k < m.first <= k + 2 and m.key), None) if s.low(k) == "for" else None
        if other is not None and n > 1:  # `62 records for the S&P 500 and 72 for the Nasdaq`
            return replace(
                told, first=i, last=other.last, test=CountTest(n),
                readings=tuple(replace(r, subject=other.key or "") for r in told.readings),
            )  # fmt: skip
        beside = bool(_BESIDE & set(s.words(i - 5, i)))
        when = _stretch(s, _skipped(s, k)) if beside else None
    else:
        mark = next((m for m in marks if m.first == k), None)
        when = _stretch(s, _end(s, mark.last)) if mark is not None and n > 1 else None
        here = s.part(i)
        set_ = here.verb is not None and here.verb < i
        if (
            mark is not None
            and n > 1
            and when is None
            and (set_ or _COUNTING & set(s.words(here.first, i)))
            and s.low(mark.last - 1).endswith("s")
        ):
            return _claim(
                s, scene, i, mark.last, _told(s, scene, i, mark.last), CountTest(n)
            )  # `set four record closes`
    return None if when is None else _claim(s, scene, i, when.last, when.windows, CountTest(n))


_COUNTING = wordset("counted count counting saw brought produced yielded delivered totalled tallied")
_OFTEN = wordset("times occasions days sessions")


def _often_so(s: Sentence, scene: Scene, i: int, n: int, k: int, marks: list[Mark]) -> Claim | None:
    """`Seventy-seven times the index finished at a new record`: the count comes first."""
    mark = next((m for m in marks if k < m.first <= k + 9 and m.first in s.part(i)), None)
    if mark is None or i > s.lo + 2 or s.tokens[i].hyphen or s.low(k) not in ("times", "occasions") or n < 2:
        return None
    told = _told(s, scene, i, mark.last)
    open_ = Claim(s, i, mark.last, "count", missing="the stretch in which they are counted is not told")
    return _claim(s, scene, i, mark.last, told, CountTest(n)) if told else open_


def _so_often(s: Sentence, scene: Scene, i: int, n: int, k: int, marks: list[Mark]) -> Claim | None:
    """`has closed at a record 13 times since the start of January`, `set a record on nine days this year`."""
    mark = next((m for m in reversed(marks) if 0 <= i - m.last <= 3), None)
    between = set(s.words(mark.last, i)) if mark is not None else {"-"}
    if (
        mark is None
        or s.low(k) not in _OFTEN
        or between - _SO
        or (s.low(k) in ("days", "sessions") and "on" not in between)
    ):
        return None
    return _claim(s, scene, mark.first, k + 1, _told(s, scene, i, k + 1), CountTest(n))


_SO = wordset("close closing high on no fewer than exactly only just finish")


def _told(s: Sentence, scene: Scene, first: int, last: int) -> tuple[str, ...]:
    """The stretch that some words are of: named beside them, or the one that the text is about."""
    times = times_of(scene, s, first, last)
    named = times.windows if times.window_named else (*scene.section_window, *scene.frame, *scene.window)
    return tuple(w for w in named if w != "1d")


def _owned(s: Sentence, last: int, i: int) -> bool:
    """`..., its` after a record, with nothing but a day between."""
    timed = {k for w in s.whens for k in range(w.first, w.last)}
    dress = (",", "its", "their", "the", "on", *_NOUNS)
    return s.low(i - 1) in ("its", "their", "the") and all(k in timed or s.low(k) in dress for k in range(last, i))


def _end(s: Sentence, k: int) -> int:
    while s.low(k) in _NOUNS or s.low(k) == "of":
        k += 1
    return k


def _skipped(s: Sentence, k: int) -> int:
    while s.low(k) in _FILLERS and not any(w.first == k for w in s.whens):
        k += 1
    return k


def _stretch(s: Sentence, k: int) -> When | None:
    """The period that begins at a token, or right behind its preposition."""
    k = _skipped(s, k)
    when = next((w for w in s.whens if k - 2 <= w.first <= k and w.last > k and w.windows and not w.since), None)
    return when if when is not None and (when.grain in _PERIODS or when.grain == "window") else None


def _claim(s: Sentence, scene: Scene, first: int, last: int, windows: tuple[str, ...], test: CountTest) -> Claim | None:
    names = subjects_of(scene, s, first, last)
    if not windows or not names or names[0].key is None:
        return None
    days, _ = moments(scene, s, first, first, "")
    scene.records = (windows[0], id(s.block))
    at = days[:1] if not windows[0].startswith(("year:", "quarter:", "month:", "since:")) else (None,)
    return Claim(s, first, last, "count", readings(names[0].key, "count.record", windows[:1], at), test)
