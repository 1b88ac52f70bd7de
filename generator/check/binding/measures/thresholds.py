"""Corrections and bear markets: falls of a tenth and of a fifth from the highest close."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.carry import present
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.extremes import since_test
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.intraday import for_a_while
from generator.check.binding.times.moments import moments
from generator.check.binding.words.reaches import reach_after
from generator.check.comparing.tests import TruthTest
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_DRESS = wordset("a an its so-called so called official officially technical squarely own another the first deep new")
_ENTERED = wordset("entered entering enters enter confirmed confirming confirms")
_FELL = wordset("""
    fell falling falls slid sliding sank sinking tumbled tumbling slipped slipping dropped dropping plunged plunging
    moved moving went dipped crossed pushed sent put puts putting dragged is was are were remains stays remained now
    sits back stood
""")
_ENDED = wordset("ending ended closing closed finishing finished ends closes")
_NOT_ASSERTED = wordset("""
    edge brink verge near nearly almost close if could would may might avoid avoided avoids short towards toward
    approaching not risk threat fears fear until before unless when will
""")


def bind_thresholds(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`fell into a correction for the first time since 2011`, `entering a so-called bear market`."""
    for k in s.places({"correction", "bear"}):
        share = _threshold(s, k)
        if not share:
            continue
        claim = _claim(s, scene, k, share)
        if claim is not None:
            yield claim


def _threshold(s: Sentence, k: int) -> int:
    """10 at `correction`, 20 at `bear market`; 0 elsewhere."""
    if s.low(k) == "correction" and not s.tokens[k].possessive:
        return 10
    bear = s.low(k) == "bear" and s.low(k + 1) in ("market", "territory")
    return 20 if bear and s.low(k + 2) not in ("low", "lows", "rally", "rallies", "high") else 0


def _claim(s: Sentence, scene: Scene, k: int, share: int) -> Claim | None:
    last = k + 1 + (share == 20)
    last += s.low(last) in ("territory", "mode", "levels")
    j = k - 1
    while s.low(j) in _DRESS or s.tokens[j].hyphen:
        j -= 1
    entered = s.low(j) in _ENTERED
    there = s.low(j) == "at" and s.low(last - 1) == "levels"
    if not entered and not there and not (s.low(j) in ("into", "in") and (share == 20 or s.low(j) == "into" or s.low(last - 1) == "territory")):  # fmt: skip
        return None
    first = j
    while not entered and first > s.part(k).first and j - first < 4 and not _falls(s, first):
        first -= 1
    if not entered and not _falls(s, first):
        return None
    if _NOT_ASSERTED & set(s.words(max(s.part(k).first, first - 5), k)) or s.text.rstrip().endswith("?"):
        return None
    reach = reach_after(s, last + 4, 2) if s.words(last, last + 4) == ["for", "the", "first", "time"] else None
    names = subjects_of(scene, s, first, last)
    claim = Claim(s, first, reach.last if reach is not None else last, "threshold")
    if reach is not None:
        s.spent |= {w.first for w in s.whens if reach.first <= w.first < reach.last}
    if not names:
        return None
    if names[0].key is None:
        return replace(claim, missing=f"the tape has no {names[0].label}")
    days, _ = moments(scene, s, first, last, "day")
    if present(s, first) and not any(w.day and w.first in s.part(first) for w in s.whens):
        days = (None,)  # `is deep in bear territory`: now
    timed = reach is not None and reach.scope is not None and reach.scope.when is not None
    measure = "lastfallen" if timed else "fallen"
    found = tuple(Reading(names[0].key, measure, w, at=d, parameter=str(share)) for d in days[:2] for w in ("1y", "all"))  # fmt: skip
    if not timed:
        return _by_trading(s, scene, replace(claim, readings=found[:FEW_READINGS], test=_SO), first)
    if timed and reach is not None and reach.scope is not None and reach.scope.when is not None:
        return replace(claim, readings=found[:FEW_READINGS], test=since_test(reach.scope.when))
    return replace(claim, readings=found[:FEW_READINGS], test=_SO)


_SO = TruthTest(True, "comparison", "comparison")


def _falls(s: Sentence, k: int) -> bool:
    mark = s.mark_at(k)
    return (
        s.low(k) in _FELL or s.low(k) in _ENDED or (mark is not None and mark.cue.role == "move" and mark.cue.sign < 0)
    )


def _by_trading(s: Sentence, scene: Scene, claim: Claim, first: int) -> Claim:
    """The claim by closes, or by the day's low where the words say so; one that holds only from a high of trading is open."""
    if for_a_while(s, first, to_end=True):
        lows = tuple(replace(r, parameter=f"{r.parameter}_low") for r in claim.readings)
        return replace(claim, readings=(*lows, *claim.readings))
    highs = (replace(r, parameter=f"{r.parameter}_high") for r in claim.readings)
    if any(holds(scene.answers, claim, r) for r in claim.readings) or not any(
        holds(scene.answers, claim, r) for r in highs
    ):
        return claim
    return replace(claim, readings=(), test=None, missing="whether closes or prices of trading are meant is not said")
