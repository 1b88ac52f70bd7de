"""Every period of a stretch, and the n-th of so many: `rising every month of the quarter`, `its third positive close in four days`."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.runs.counting import count_at
from generator.check.binding.runs.words import DOWN_WORDS, UP_WORDS
from generator.check.binding.subjects.funds import flow_told, fund_told
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.binding.words.nouns import PERIODS
from generator.check.comparing.tests import CountTest, EveryTest, Test
from generator.check.text.entities import Name
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_SIGNED_UP = wordset("positive winning up higher") | UP_WORDS
_SIGNED_DOWN = wordset("negative losing down lower") | DOWN_WORDS
_CLOSES = wordset("close finish session day week month trading weekly monthly daily straight")
_FILLERS = wordset("single in and during of for")


def bind_each(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """A claim about periods of a stretch that begins at a token."""
    if s.low(i) in ("every", "each"):
        return _every(s, scene, i)
    count = count_at(s, i)
    return _nth(s, scene, i, *count) if count is not None and count[2] and 1 < count[0] < 60 else None


def _every(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`rising every month during the quarter`, `up each day this week`."""
    if s.low(i + 1) == "of" or s.words(i + 1, i + 3) == ["one", "of"]:
        return _each_of_the_last(s, scene, i)
    k = i + 1 + (s.low(i + 1) in ("single", "trading"))
    period = PERIODS.get(s.low(k), "")
    mark = next((m for m in reversed(s.marks) if i - 2 <= m.last <= i and m.cue.role in ("move", "state") and m.cue.sign), None)  # fmt: skip
    taken = mark is None and s.words(i - 3, i) in (
        ["took", "in", "money"],
        ["took", "in", "cash"],
        ["attracted", "new", "money"],
    )
    if not period or s.low(k).endswith("ly") or (mark is None and not taken):
        return None
    window = next((w for w in (*scene.section_window, *scene.frame) if w != "1d"), "")
    ended = k + 1 >= s.hi or s.tokens[k + 1].text in ",.;"
    if window and ended and period == "day":  # `rose every day`: of the stretch that the text is about
        word = "down" if mark is not None and mark.cue.sign < 0 else "up"
        first = mark.first if mark is not None else i - 3
        return _claim(s, scene, first, k + 1, lambda n: Reading(n.key or "", "counted", f"{word}/{window}", parameter=period), EveryTest())  # fmt: skip
    if mark is None:
        return None
    when = next((w for w in s.whens if k < w.first <= k + 3 and w.windows and w.grain != "day" and not w.since), None)
    if when is None or any(s.low(j) not in _FILLERS and s.low(j) != "the" for j in range(k + 1, when.first)):
        return None
    word = "up" if mark.cue.sign > 0 else "down"
    window = when.windows[0]
    return _claim(s, scene, mark.first, when.last, lambda n: Reading(n.key or "", "counted", f"{word}/{window}", parameter=period), EveryTest())  # fmt: skip


def _each_of_the_last(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`money has flowed into the fund on every one of the past ten days`."""
    k = i + 2 + (s.low(i + 1) == "one")
    if s.low(k) not in ("the", "its") or s.low(k + 1) not in ("last", "past", "previous", "latest"):
        return None
    total = count_at(s, k + 2)
    period = PERIODS.get(s.low(total[1] + (s.low(total[1]) == "trading")), "") if total is not None else ""
    if total is None or not period or not 1 < total[0] < 60:
        return None
    sign = flow_told(s, i)
    if not sign or any(i - m.last <= 2 and m.last <= i for m in s.marks_of("move", "state")):
        return None
    word = "up" if sign > 0 else "down"
    return _claim(s, scene, i, total[1] + 1, lambda n: Reading(n.key or "", "counted", f"{word}/{total[0]}p", parameter=period), EveryTest())  # fmt: skip


def _nth(s: Sentence, scene: Scene, i: int, n: int, j: int, _ordinal: bool) -> Claim | None:
    """`third positive close in four days`: so many of the last ones, the last one among them."""
    k, sign = j, 0
    while k - j < 3 and s.low(k) in _SIGNED_UP | _SIGNED_DOWN | _CLOSES:
        sign = 1 if s.low(k) in _SIGNED_UP else -1 if s.low(k) in _SIGNED_DOWN else sign
        k += 1
    if not sign or s.low(k) != "in":
        return None
    total = count_at(s, k + 1 + (s.low(k + 1) in ("the", "as")))
    if total is None or total[2] or not n <= total[0] < 60:
        return None
    period = PERIODS.get(s.low(total[1]), "")
    if not period or s.low(total[1]).endswith("ly") or not s.low(total[1]).endswith("s"):
        return None
    word = "up" if sign > 0 else "down"
    days, _ = moments(scene, s, i, total[1] + 1, "day")
    return _claim(s, scene, i, total[1] + 1, lambda name: Reading(name.key or "", "counted", f"{word}/{total[0]}p", at=days[0], parameter=period), CountTest(n))  # fmt: skip


def _claim(s: Sentence, scene: Scene, first: int, last: int, reading, test: Test) -> Claim | None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    names: tuple[Name, ...] = fund_told(s, scene, first) or subjects_of(scene, s, first, last)
    claim = Claim(s, first, last, "count")
    if not names:
        return None
    missing = next((n for n in names if n.key is None), None)
    if missing is not None:
        return replace(claim, missing=f"the tape has no {missing.label}")
    found = tuple(reading(n) for n in names)
    return replace(claim, readings=found, test=test, group=len(found) if len(found) > 1 else 0)
