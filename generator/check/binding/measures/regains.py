"""How much of an earlier move was made good: `more than recouped Thursday's loss`, `erased half of last week's gain`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.erased import bind_erased
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.comparing.parts import PartTest
from generator.check.comparing.tests import Test
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_VERBS = wordset("""
    recouped recoup recoups recouping recovered recover recovers recovering regained regain regains regaining erased erase
    erases erasing reversed reverse reverses reversing retraced retracing undid undoing made making make makes wiped wiping
    clawed clawing won winning gave giving surrendered surrendering
""")
_SECOND = {
    **dict.fromkeys(("made", "making", "make", "makes"), ("good", "up")), "wiped": ("out", "away"), "wiping": ("out", "away"),
    "clawed": ("back",), "clawing": ("back",), "won": ("back",), "winning": ("back",), "gave": ("back", "up"), "giving": ("back", "up"),
}  # fmt: skip
_LOSSES = wordset(
    "loss losses decline declines drop drops slide fall falls selloff slump rout dip plunge tumble sell-off"
)
_GAINS = wordset("gain gains advance advances rally rise rises jump climb bounce rebound surge")
_MOVES = _LOSSES | _GAINS
_BETWEEN = wordset("""
    more than all of most half nearly almost much some part the its their only just about roughly a an quarter third whole
    back steep sharp big hefty losses any virtually
""")
_REACH = 9  # tokens from the verb to the move


def bind_regains(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims of how much of the move of an earlier day, week or month, or of a running period, was taken back."""
    if not s.vocabulary.isdisjoint(_VERBS):
        yield from _of_ended(s, scene)
    yield from bind_erased(s, scene)


def _of_ended(s: Sentence, scene: Scene) -> Iterator[Claim]:
    for k in s.places(_MOVES):
        verb = _verb_before(s, k)
        owner = _owner(s, scene, k) if verb is not None else None
        names = subjects_of(scene, s, verb, k) if verb is not None and owner is not None else ()
        if verb is None or owner is None or not names or names[0].key is None:
            continue
        s.spent.add(owner.first)
        first = verb - 2 if s.words(verb - 2, verb) == ["more", "than"] else verb
        numbers = [q for q in s.numbers if verb < q.core < k and q.unit == "fraction"]
        s.used |= {q.core for q in numbers}
        days, _ = moments(scene, s, verb, verb + 1, "day")
        period = owner.grain if owner.grain in ("week", "month") else "day"
        end = f"_{owner.end}" if owner.end is not None and not owner.ago else ""
        word = ("down" if s.low(k) in _LOSSES else "up") + end
        asked = tuple(Reading(names[0].key, "regained", period, at=d, parameter=word) for d in days[:1])
        yield Claim(s, first, max(k + 1, owner.last), "regain", asked, _part(s, numbers, first, k))


def _verb_before(s: Sentence, k: int) -> int | None:
    """The verb whose object a move is."""
    clause = s.part(k)
    for j in range(k - 1, max(clause.first, k - _REACH) - 1, -1):
        if s.low(j) in _VERBS:
            second = _SECOND.get(s.low(j))
            return j if second is None or s.low(j + 1) in second else None
        dressed = s.low(j) in _BETWEEN or s.low(j) in ("good", "up", "out", "away") or s.tokens[j].possessive
        timed = any(w.first <= j < w.last for w in s.whens) or any(q.first <= j < q.last for q in s.numbers)
        if not dressed and not timed:
            return None
    return None


def _owner(s: Sentence, scene: Scene, k: int) -> When | None:
    """The day, week or month that a move was of: `Thursday's loss`, `the losses of the day before`."""
    behind = s.low(k + 1) in ("of", "from")
    for w in s.whens:
        led = w.last in (k, k - 1) and (s.tokens[w.last - 1].possessive or w.ago)
        if not led and not (w.first in (k + 1, k + 2) and (behind or w.prep in ("of", "from", "on"))):
            continue
        if (
            w.grain == "window"
            and w.windows == ("1d",)
            and {"before", "earlier", "previous", "prior"} & set(s.words(w.first, w.last + 1))
        ):
            return w
        if w.grain in ("day", "week", "month") and w.end is not None and w.end < scene.as_of:
            return w
    return None


def _part(s: Sentence, numbers: list[Quantity], first: int, k: int) -> Test:
    """How much of it the words say."""
    words = s.words(first, k)
    share = float(numbers[0].magnitude) if numbers else 0.5 if "half" in words else 0.0
    if share:
        hedged = bool(numbers and numbers[0].hedge) or bool({"about", "roughly", "around"} & set(words))
        room = 0.05 if hedged else 0.02
        return PartTest(share - room, share + room, f"{share:.2g} of it")
    if words[:2] == ["more", "than"] or "more" in words:
        return PartTest(1.0, float("inf"), "more than all")
    if {"nearly", "almost", "virtually"} & set(words):
        return PartTest(0.85, 1.0, "nearly all")
    if "most" in words:
        return PartTest(0.5, 1.03, "most")
    if {"some", "part", "much", "any"} & set(words):
        return PartTest(0.0, 1.03, "some")
    return PartTest(0.97, float("inf"), "all")
