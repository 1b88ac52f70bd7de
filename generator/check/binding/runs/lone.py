"""The only one of its kind: `March was the only losing month of the year`, `the one up day of the week was Tuesday`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.runs.words import SIGNED, UP_WORDS
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.words.nouns import PERIODS, WINDOW_PERIOD
from generator.check.comparing.tests import CountTest, SignTest
from generator.check.text.sentence import Sentence
from generator.check.text.when import When

_ALONE = frozenset({"only", "one", "single", "sole", "lone"})
REACH = 5  # tokens to the period that was it


def bind_lone(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """That there was one such period in a stretch, and that the one named was it."""
    for k in s.places(_ALONE, s.hi - 3):
        if s.low(k - 1) not in ("the", "its", "a") or s.low(k + 1) not in SIGNED or s.low(k + 2) not in PERIODS:
            continue
        period, last = PERIODS[s.low(k + 2)], k + 3
        stretch = next((w for w in s.whens if last <= w.first <= last + 2 and w.windows and not w.since), None)
        windows = stretch.windows[:1] if stretch is not None else scene.frame[:1]
        names = subjects_of(scene, s, k, last)
        names = (scene.subject,) if scene.subject and (not names or names[0].concept == "?") else names
        if not windows or WINDOW_PERIOD.get(windows[0]) == period or not names or names[0].key is None:
            continue
        key, up = names[0].key, s.low(k + 1) in UP_WORDS
        end = stretch.last if stretch is not None else last
        found = Reading(key, "counted", f"{'up' if up else 'down'}/{windows[0]}", parameter=period)
        s.spent |= {w.first for w in s.whens if k <= w.first < end}
        yield Claim(s, k, end, "count", (found,), CountTest(1))
        named = _named(s, k, end, period)
        if named is not None and named.windows:
            s.spent.add(named.first)
            asked = (
                Reading(key, "change", "1d", at=named.end)
                if period == "day"
                else Reading(key, "change", named.windows[0])
            )
            yield Claim(s, named.first, named.last, "direction", (asked,), SignTest(1 if up else -1))


def _named(s: Sentence, first: int, last: int, period: str) -> When | None:
    """The period that is said to be it, before the words or behind them."""
    grain = "day" if period == "day" else period
    fits = [w for w in s.whens if w.grain == grain and not w.since]
    before = [w for w in fits if 0 <= first - w.last <= REACH]
    behind = [w for w in fits if 0 <= w.first - last <= REACH]
    return before[-1] if before else behind[0] if behind else None
