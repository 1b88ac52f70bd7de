"""Outpaced, trails, a dead heat, the worst of the four."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.check.answering.reading import Reading
from generator.check.binding.asserted import is_denied
from generator.check.binding.claim import Claim
from generator.check.binding.readings import readings
from generator.check.binding.scene import Scene
from generator.check.binding.subjects import resolve_in, subjects_of, versus_of
from generator.check.binding.superlatives import window_of_rank
from generator.check.binding.times import times_of
from generator.check.comparing.tests import RankTest, SignTest
from generator.check.text.sentence import Mark, Sentence


def bind_comparisons(s: Sentence, scene: Scene, runs: list[Claim]) -> Iterator[Claim]:
    """`did better`, `outpaced the Nasdaq`, `trails`, `a dead heat with`, `lost the least`."""
    counted = any(r.measure in ("streak.beat", "streak.lag") for c in runs for r in c.readings)
    for mark in s.marks_of("compare", "tie"):
        if counted:
            continue
        if any(
            q.core >= mark.first - 2
            and q.core - mark.last <= 9
            and q.core in s.used
            and q.unit in ("pp", "points", "bp")
            for q in s.numbers
        ) and s.low(mark.first) not in (
            "outperforms",
            "outperformed",
            "trails",
            "lags",
            "trailed",
            "lagged",
            "beat",
            "outpaced",
            "underperformed",
        ):
            continue
        claim = _comparison(s, scene, mark)
        if claim is not None:
            yield claim
    for mark in s.marks_of("rank"):
        if window_of_rank(s, mark) is not None:
            continue
        claim = _ranking(s, scene, mark)
        if claim is not None:
            yield claim


_IDLE = frozenset(
    {
        "led",
        "leads",
        "leading",
        "topped",
        "behind",
        "level",
        "ahead of",
        "short of the",
        "lead",
        "matched",
        "stronger than",
        "weaker than",
        "better than",
        "worse than",
        "less than the",
        "in line with",
        "lag",
        "beat",
        "beats",
    }
)


def _comparison(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    words = s.phrase(mark.first, mark.last).lower()
    nearest = [m for m in s.mentions if m.first >= mark.last and m.first - mark.last <= 3]
    if words in _IDLE and not nearest and not (words == "level" and s.low(mark.first - 1) == "practically"):
        return None
    if mark.cue.role == "tie" and words in ("level", "matched", "in line with", "in step") and not nearest:
        return None
    names = subjects_of(scene, s, mark.first, mark.last)
    claim = Claim(s, mark.first, nearest[0].last if nearest and words in ("beat",) else mark.last, "comparison")
    if not names:
        return None
    one = names[0]
    pair = names[:2] if len(names) > 1 else None
    if pair is None:
        others = tuple(resolve_in(scene, s, nearest[0])) if nearest else ()
        others = tuple(n for n in others if n != one) or versus_of(scene, s, one, mark.first)
        if not others:
            return None
        pair = (one, others[0])
    if pair[0].key is None or pair[1].key is None:
        return replace(claim, missing=f"the tape has no {pair[0].label if pair[0].key is None else pair[1].label}")
    times = times_of(scene, s, mark.first, mark.last)
    sign = mark.cue.sign * (-1 if is_denied(s, mark) else 1)
    if scene.kind(pair[0]) == "rate" or scene.kind(pair[1]) in ("rate", "flow"):
        return None
    windows = times.windows or ("1d",)
    if "since then" in s.text.lower() or words.startswith("held up"):
        extra = tuple(f"since:{d}" for d in (scene.day,) if d)
        windows = (*windows, *extra)
    found = readings(pair[0].key, "spread", windows, times.days, pair[1].key)
    return replace(claim, readings=found, test=SignTest(sign if mark.cue.role == "compare" else 0, compare=True))


def _ranking(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    """The best or worst of the instruments in view: those of the table, the list or the last sentences."""
    names = subjects_of(scene, s, mark.first, mark.last)
    if not names or names[0].key is None:
        return None
    among = (
        dict.fromkeys((*scene.table, *(m.key for m in s.mentions if m.key)))
        if scene.table
        else dict.fromkeys(n.key for n in scene.recent if n.key)
    )
    keys = tuple(k for k in among if scene.directory.kind(k) not in ("rate", "flow", "balance"))
    claim = Claim(s, mark.first, mark.last, "rank")
    if names[0].key not in keys or len(keys) < 2:
        return replace(claim, missing="the set that it is ranked in is not stated")
    times = times_of(scene, s, mark.first, mark.last)
    found = tuple(Reading(names[0].key, "rank", w, at=d, among=keys) for w in times.windows for d in times.days)
    return replace(claim, readings=found[:6], test=RankTest(mark.cue.sign > 0))
