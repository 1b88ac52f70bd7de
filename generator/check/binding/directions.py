"""Directions without digits: sank, little changed, in the red for the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.check.binding.asserted import is_denied, is_supposed
from generator.check.binding.claim import Claim
from generator.check.binding.readings import readings
from generator.check.binding.scene import Scene
from generator.check.binding.subjects import subjects_of
from generator.check.binding.times import times_of
from generator.check.comparing.tests import SignTest
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_MINOR = frozenset(
    {
        "hurt",
        "suffer",
        "suffered",
        "float",
        "cool",
        "heal",
        "healing",
        "firm",
        "build",
        "come back",
        "leak",
        "building",
        "leaks",
    }
)


def bind_directions(s: Sentence, scene: Scene, numbers: list[Claim]) -> Iterator[Claim]:
    """`sank`, `little changed`, `in the red for the year`, where no number says the same."""
    for mark in s.marks_of("move", "state", "flat"):
        if mark.cue.role != "flat" and (not mark.cue.sign or _said_by_number(s, mark, numbers)):
            continue
        claim = _direction(s, scene, mark)
        if claim is not None:
            yield claim


def _said_by_number(s: Sentence, mark: Mark, numbers: list[Claim]) -> bool:
    """Whether a number of the same clause carries this direction."""
    lo, hi = s.hard_clause(mark.first)
    for claim in numbers:
        if claim.first < mark.last and claim.last > mark.first:
            return True
        if (mark.cue.size == "large" and mark.last - mark.first > 2) or "ground" in s.words(mark.first, mark.last):
            continue
        if claim.kind in ("level", "pair") and mark.last <= claim.first:
            return mark.last < claim.first - 1 and s.low(claim.first - 1) not in ("at", "to")
        if lo <= claim.first < hi and -1 <= claim.first - mark.last <= 8:
            return True
        if (
            claim.first >= s.lo
            and mark.first < claim.first
            and claim.first - mark.last <= 10
            and mark.cue.role == "move"
        ):
            return True
        if lo <= claim.first < hi and 0 <= mark.first - claim.last <= 1:
            return True
    return False


def _direction(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    words = s.phrase(mark.first, mark.last).lower()
    if words in _MINOR or (mark.cue.role == "state" and not _predicate(s, mark)):
        return None
    if mark.cue.role == "move" and _not_a_verb_here(s, mark):
        return None
    left = [m for m in s.mentions if m.last <= mark.first]
    if (
        not left
        or mark.first - left[-1].last > 15
        or any(s.tokens[i].text in ";:\u2014" for i in range(left[-1].last, mark.first))
    ):
        return None
    names = subjects_of(scene, s, mark.first, mark.last)
    if not names or is_supposed(s, mark) or _inside_a_phrase(s, left[-1].first):
        return None
    if not _closing_state(s, mark) and not _governed(s, mark, left[-1].last) and mark.cue.role != "flat":
        return None
    claim = Claim(s, mark.first, mark.last, "direction")
    if any(n.key is None for n in names):
        return (
            replace(claim, missing=f"the tape has no {names[0].label}")
            if names[0].concept not in ("curve", "?")
            else None
        )
    times = times_of(scene, s, mark.first, mark.last)
    sign = mark.cue.sign * (-1 if is_denied(s, mark) else 1)
    kind = scene.kind(names[0])
    measure = "level" if kind == "flow" else "change"
    if kind == "flow":
        return None
    found = tuple(r for n in names for r in readings(n.key or "", measure, times.windows or ("1d",), times.days))
    test = SignTest(sign, kind, mark.cue.size, open_window=not times.window_named)
    return replace(claim, readings=found[:12], test=test, group=len(names) if len(names) > 1 else 0)


def _inside_a_phrase(s: Sentence, first: int) -> bool:
    """`leverage at the fringes of the market has contracted`: the name is no subject."""
    k = first - 1
    while s.low(k) in ("the", "a", "us"):
        k -= 1
    return s.low(k) in ("of", "in", "for", "at", "from", "by", "with", "into", "around", "between", "on")


def _closing_state(s: Sentence, mark: Mark) -> bool:
    """`then closed the week up`."""
    return mark.cue.role == "state" and any(
        m.cue.role == "level"
        and 0 < mark.first - m.last <= 3
        and s.low(m.first) in ("closed", "ended", "finished", "closes", "ends")
        for m in s.marks
    )


_BETWEEN = wordset("""
    has have had is was were are be been also again still now then just even slightly sharply further modestly did
    do does not never yet both all itself closed finished ended the week month day quarter year and , back only
    hardly barely once more too steadily quietly briefly together ) meanwhile though however in for price prices
    shares index themselves it they
""")


def _governed(s: Sentence, mark: Mark, start: int) -> bool:
    """Whether nothing but helpers stands between a name and its verb."""
    whens = {k for w in s.whens for k in range(w.first, w.last)}
    names = {k for m in s.mentions for k in range(m.first, m.last)}
    others = [
        k
        for k in range(start, mark.first)
        if k not in whens and k not in names and s.low(k) not in _BETWEEN and not s.low(k).endswith("ly")
    ]
    return len(others) <= (0 if mark.first - start < 8 else 1) or (
        bool(others) and all(s.mark_at(k) is not None or s.masked[k] for k in others)
    )


def _predicate(s: Sentence, mark: Mark) -> bool:
    """`is up`, `in the red`, `back down to`: a state that is asserted."""
    before = s.low(mark.first - 1)
    words = s.phrase(mark.first, mark.last).lower()
    if words in (
        "off",
        "ahead",
        "stronger",
        "weaker",
        "richer",
        "cheaper",
        "softer",
        "lighter",
        "upward",
        "downward",
        "upwards",
        "downwards",
        "firmer",
        "better off",
        "poorer",
        "lower",
        "higher",
    ) and before not in ("is", "was", "are", "were", "closed", "finished", "ended"):
        return False
    return before in (
        "is",
        "was",
        "are",
        "were",
        "back",
        "still",
        "remains",
        "remain",
        "remained",
        "week",
        "finished",
        "closed",
        "ended",
        "month",
        "year",
        "now",
        "*",
    ) or words.startswith("in ")


def _not_a_verb_here(s: Sentence, mark: Mark) -> bool:
    """Nouns, infinitives and participles are no assertion: `to fall`, `the rally`, `falling yields`."""
    before = s.low(mark.first - 1)
    word = s.low(mark.first)
    if "ground" not in s.words(mark.first, mark.last) and before in (
        "to",
        "will",
        "would",
        "could",
        "should",
        "may",
        "might",
        "can",
        "must",
        "the",
        "a",
        "an",
        "this",
        "that",
        "its",
        "of",
        "any",
        "no",
        "every",
        "not",
    ):
        return True
    if word.endswith("ing") and before not in ("is", "was", "are", "were", "been", "kept", "keeps"):
        return True
    if word in _NOUNISH and not any(m.last == mark.first for m in s.mentions):
        return True
    return s.tokens[mark.first].hyphen or (mark.last < s.hi and s.tokens[mark.last].hyphen)


_NOUNISH = wordset("""
    gain gains rally rallies rise fall falls drop drops decline declines slide jump increase advance bounce rebound
    move spike surge slump add build ease cool firm lower hurt float retreat recover improve dip slip leak leaks
    crash plunge pop narrow lose
""")
