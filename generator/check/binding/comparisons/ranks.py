"""Who did best or worst among several: `the winner was`, `fell least of the three`, `the smallest of the three`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.superlatives import window_of_rank
from generator.check.binding.runs.counting import count_at
from generator.check.binding.subjects.subjects import all_subjects_of
from generator.check.binding.times.times import times_of
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.tests import RankTest
from generator.check.text.entities import Name
from generator.check.text.numerals import number_word
from generator.check.text.plausible import PARTS
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_FARE = wordset(
    "fare fared fares faring do did does done doing perform performed performs hold held holds up behave behaved acted off"
)
_DEGREE = wordset(
    "even much far slightly rather considerably little a bit somewhat still markedly notably marginally lot no significantly"
)
_NOT_RANKED = ("rate", "flow", "balance")


def bind_ranks(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims of who did best or worst of the instruments in view."""
    for mark in s.marks_of("rank"):
        if window_of_rank(s, mark) is None and s.low(mark.last) not in ("many", "several", "such"):
            yield from _ranking(
                s, scene, mark.first, mark.last, best=mark.cue.sign > 0, place=_place_before(s, mark.first)
            )
    for mark in s.marks_of("super"):
        best = _of_all(s, mark)
        if best:
            yield from _ranking(s, scene, mark.first, mark.last + 2, best=best > 0)
    for k in s.places(_EXTREMES):
        start = fared(s, k)
        if start is not None and not any(m.cue.role == "rank" and m.first <= k < m.last for m in s.marks):
            yield from _ranking(s, scene, start, k + 1, best=s.low(k) == "best")
    yield from _placed(s, scene)


_PLACED = wordset("came was were is are finished ended ranks ranked placed stands stood comes finishes")


def _placed(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`we were third of four`, `gold came second among the three`: a place counted from the best."""
    for i in s.counting:
        found = count_at(s, i)
        if found is None or not found[2] or s.low(i - 1 - (s.low(i - 1) in ("only", "just"))) not in _PLACED:
            continue
        k = found[1] + (s.low(found[1]) == "place")
        of = s.low(k) in ("of", "among") or s.words(k, k + 2) == ["out", "of"]
        k += 2 if s.low(k) == "out" else 1
        total = number_word(s.tokens, k + (s.low(k) == "the")) if of and k < s.hi else None
        if total is not None and 1 < total[0] < 20 and found[0] <= total[0] and not s.low(total[1]).endswith("s"):
            s.used |= {q.core for q in s.numbers if i <= q.core < total[1]}
            yield from _ranking(s, scene, i, k, best=True, place=found[0])


def _place_before(s: Sentence, first: int) -> int:
    """`the third best of the four`."""
    found = count_at(s, first - 1)
    return found[0] if found is not None and found[2] and found[1] == first else 1


_MOST, _LEAST = wordset("largest biggest steepest sharpest greatest"), wordset("smallest mildest slightest")


def _of_all(s: Sentence, mark: Mark) -> int:
    """`the Nasdaq's loss, 13.9 %, is the smallest of the three`: whether it did best (1) or worst (-1) of them."""
    size = 1 if s.low(mark.first) in _MOST else -1 if s.low(mark.first) in _LEAST else 0
    if not size or mark.last - mark.first > 1 or s.words(mark.last, mark.last + 2) != ["of", "the"]:
        return 0
    if number_word(s.tokens, mark.last + 2) is None and s.low(mark.last + 2) not in ("lot", "bunch"):
        return 0
    noun = next((m for m in reversed(s.marks_of("noun", hi=mark.first)) if m.cue.sign), None)
    return size * noun.cue.sign if noun is not None else 0


_EXTREMES = frozenset({"best", "worst"})


def fared(s: Sentence, k: int) -> int | None:
    """The verb of `fared even worse`, `held up a bit better`, `did best`, `behaved better`."""
    j = k - 1
    while s.low(j) in _DEGREE or s.low(j).endswith("ly"):
        j -= 1
    if s.low(j) == "the" and s.low(k) in ("best", "worst"):
        j -= 1
    if s.low(j) not in _FARE:
        return None
    return (
        j - 1
        if s.low(j) in ("up", "off") and s.low(j - 1) in ("hold", "held", "holds", "came", "come")
        else j
        if s.low(j) not in ("up", "off")
        else None
    )


def _ranking(s: Sentence, scene: Scene, first: int, last: int, *, best: bool, place: int = 1) -> Iterator[Claim]:
    """The best or worst of the instruments in view: those of the table, the sentence, or the last sentences."""
    names = _inverted(s, first, last) or all_subjects_of(scene, s, first, last)
    if not names or names[0].key is None:
        return
    keys = _field(s, scene, names[0], last)
    claim = Claim(s, first, last, "rank")
    if s.low(last) in PARTS:
        yield replace(claim, missing="parts of an index are not on the tape")
        return
    if names[0].key not in keys or len(keys) < 2:
        yield replace(claim, missing="the set that it is ranked in is not stated")
        return
    found = tuple(
        Reading(names[0].key, "rank", w, at=d, among=keys)
        for w, d in _spans(s, scene, names[0].key, first, last, single=place > 1)
    )
    yield replace(claim, readings=found, test=RankTest(best, place))


def _spans(
    s: Sentence, scene: Scene, key: str, first: int, last: int, *, single: bool
) -> list[tuple[str, date | None]]:
    """The windows and days that a rank may be over: those named, else those over which the move told beside it holds."""
    times = times_of(scene, s, first, last)
    windows = times.windows[:1] if single or times.window_named or times.day_named else times.windows[:2]
    plain = [(w, d) for d in times.days[:1] for w in windows or ("1d",)]
    beside = next((q for q in s.numbers if last <= q.first <= last + 4 and q.unit == "percent"), None)
    if beside is None or times.window_named or times.day_named:
        return plain
    told = Claim(s, beside.first, beside.last, "change", test=NumberTest(replace(beside, sign=0), "percent"))
    asked = [
        (w, d) for d in dict.fromkeys((None, *times.days[:1])) for w in dict.fromkeys(("1d", *times.windows[:3], "ytd"))
    ]
    return [x for x in asked if holds(scene.answers, told, Reading(key, "change", x[0], at=x[1]))] or plain


def _inverted(s: Sentence, first: int, last: int) -> tuple[Name, ...]:
    """`The laggard was the Russell 2000`: who it is stands after the verb."""
    clause = s.part(first)
    verb = next((k for k in range(last, min(last + 8, s.hi)) if s.low(k) in ("was", "is", "were", "are")), None)
    if verb is None or clause.verb not in (None, first, verb):
        return ()
    if any(m.last <= first and m.first in clause and m.name.anaphor is None for m in s.mentions):
        return ()
    stop = s.part(verb).last
    found = next((m.name for m in s.mentions if verb < m.first < stop and m.name.anaphor is None), None)
    return (found,) if found is not None else ()


def _field(s: Sentence, scene: Scene, name: Name, last: int) -> tuple[str, ...]:
    """The instruments that one is ranked among."""
    here = dict.fromkeys(m.key for m in s.mentions if m.key)
    named = number_word(s.tokens, last + (s.low(last) == "the")) if last < s.hi else None
    recent = dict.fromkeys(n.key for n in scene.recent if n.key)
    among: dict[str, None]
    if scene.table:
        among = dict.fromkeys((*scene.table, *here))
    elif named and 2 < named[0] < 10:
        told = [*(k for k in recent if k not in here), *here]
        alike = [k for k in told if scene.directory.kind(k) == scene.directory.kind(name.key or "")]
        among = dict.fromkeys((alike if len(alike) >= named[0] else told)[-named[0] :])
    elif len(here) > 2:
        among = here
    else:
        among = dict.fromkeys((*recent, *here))
    return tuple(k for k in among if scene.directory.kind(k) not in _NOT_RANKED)
