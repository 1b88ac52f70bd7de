"""Extremes told by a denial: `never dropped that fast in a day`, `which no day has matched`, `nothing like it since`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.extremes import bound
from generator.check.binding.words.nouns import DOWN_NOUNS, PERIODS, UP_NOUNS
from generator.check.binding.words.reaches import Reach, What, in_units, reach_after
from generator.check.text.replacing import replace
from generator.check.text.scopes import Scope
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_SO = frozenset({"that", "so", "this", "as"})
_FAST = wordset("fast far much hard quickly sharply badly well steeply strongly big large")
_MATCHED = wordset(
    "matched equalled equaled rivalled rivaled beaten surpassed topped bettered exceeded match beat equal"
)
_LIKE = (["like", "it"], ["like", "that"], ["like", "this"])
_FILES = wordset("file files data tape records series history")


def bind_denials(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """The claims of a sentence that say that nothing was ever so large."""
    for k in s.places({"never", "no", "nothing", "anything"}):
        found = _never_so(s, scene, k) if s.low(k) == "never" else None
        found = _no_period(s, scene, k) if s.low(k) == "no" else found
        found = _nothing_like(s, scene, k) if s.low(k) in ("nothing", "anything") else found
        if found is not None:
            yield of_told(scene, found)


def of_told(scene: Scene, claim: Claim) -> Claim:
    """The claim, also of the day that the paragraph told last: what was never so is the move that was told of."""
    told = [d for d in reversed(scene.days) if d < scene.as_of and scene.fresh]
    days = [d for d in told if not any(r.at == d for r in claim.readings)]
    return replace(claim, readings=(*claim.readings, *(replace(r, at=d) for d in days for r in claim.readings[:2])))


def like_it(s: Sentence, scene: Scene, negative: int, reach: Reach) -> Claim | None:
    """`haven't seen a jump like it since June 2009`, `hadn't done anything like it since March`."""
    words = s.words(negative, reach.first)
    like = next((k for k in range(len(words) - 1) if words[k : k + 2] in _LIKE), None)
    if like is None:
        return None
    up, down = any(w in UP_NOUNS for w in words[:like]), any(w in DOWN_NOUNS for w in words[:like])
    period = next((PERIODS[w] for w in words[:like] if w in PERIODS), "")
    return bound(s, scene, What("change", (up > down) - (down > up), period), reach, negative)


def _stop(s: Sentence, k: int) -> int:
    return next((x for x in range(k, min(k + 9, s.hi)) if s.tokens[x].text in ",;:.()"), min(k + 9, s.hi))


def _ever(s: Sentence, stop: int) -> Reach:
    told = bool(_FILES & s.vocabulary)
    return Reach(stop, stop, Scope(stop, stop, "ever", on_file=told))


def _never_so(s: Sentence, scene: Scene, k: int) -> Claim | None:
    """`it has never dropped that fast in a day`, `never lost so much in one week`."""
    mark = next((m for m in s.marks_of("move", lo=k, hi=k + 4) if m.cue.sign), None)
    if mark is None or s.low(mark.last) not in _SO or s.low(mark.last + 1) not in _FAST:
        return None
    stop = _stop(s, mark.last)
    reach = reach_after(s, mark.last + 1, stop - mark.last)
    if reach is not None and (reach.scope is None or reach.scope.kind != "age"):
        return None
    period = next((PERIODS[w] for w in s.words(mark.last, stop) if w in PERIODS), "")
    what = What("change", mark.cue.sign, period, units=in_units(s, k))
    return bound(s, scene, what, _ever(s, stop), k)


def _no_period(s: Sentence, scene: Scene, k: int) -> Claim | None:
    """`which no day in its history has matched`, `no week has beaten it`."""
    if s.low(k + 1) not in PERIODS:
        return None
    verb = next((j for j in range(k + 2, min(k + 9, s.hi)) if s.low(j) in _MATCHED), None)
    if verb is None or not {"has", "have", "had", "ever", "can", "could"} & set(s.words(k + 2, verb)):
        return None
    what = What("change", 0, PERIODS[s.low(k + 1)], units=in_units(s, k))
    return bound(s, scene, what, _ever(s, verb + 1), k)


def _nothing_like(s: Sentence, scene: Scene, k: int) -> Claim | None:
    """`the file, which goes back to 2006, has nothing like it`."""
    if s.words(k + 1, k + 3) not in _LIKE or s.low(k) != "nothing":
        return None
    stop = k + 3
    if reach_after(s, stop, 4) is not None or not {"has", "have", "had", "is", "was", "been", "holds", "shows"} & set(
        s.words(k - 3, k)
    ):
        return None
    lead = s.part(k)
    filed = bool(_FILES & set(s.words(lead.first, k))) and not lead.names and scene.subject is not None
    names = (scene.subject,) if filed and scene.subject is not None else ()
    return bound(s, scene, What("change", 0, units=in_units(s, k)), _ever(s, stop), k, names=names)
