"""Who leads whom: the delay at which two series fit best, and how well they fit with it and without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.answering.reading import Answer, Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.policy import Ruling
from generator.check.text.numerals import number_word
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_TALK = wordset("fit fits shift shifts shifted shifting delay lag lags match moves correlation")
_NOW = wordset("same without unshifted none improves")


@dataclass(frozen=True, slots=True)
class WeeksTest:
    """So many weeks, whoever goes first."""

    n: int

    @property
    def claimed(self) -> int:
        """The weeks."""
        return self.n

    def check(self, answer: Answer) -> Ruling:
        """The size of the lag."""
        good = abs(int(answer.value)) == self.n
        return Ruling("supported" if good else "contradicted", "exact", "" if good else "count")


def bind_leads(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`fit best six weeks later, with a correlation of 0.14; in the same week it is 0.10`."""
    words = s.words(s.lo, s.hi)
    scene.weekly = _weekly(words) or (scene.weekly and bool(_TALK & set(words)))
    pair = _pair(s, scene) if scene.weekly else None
    if pair is None:
        return
    for k, q in enumerate(s.numbers):
        if q.unit or q.form != "decimal" or q.magnitude > 1 or q.core in s.used:
            continue
        stop = s.numbers[k + 1].first if k + 1 < len(s.numbers) else s.hi
        floor = max((n.last for n in s.numbers[:k] if n.form == "decimal"), default=s.lo)
        part = _part(s, floor, q.first, q.last, stop, k)
        reading = Reading(pair[0], "lead", versus=pair[1], part=part)
        s.used.add(q.core)
        claim = Claim(s, q.first, q.last, "statistic", number=q)
        yield replace(claim, readings=(reading,), test=NumberTest(q, "statistic", -1 if q.sign < 0 else 1))
    yield from _weeks(s, pair)


def _weekly(words: list[str]) -> bool:
    joined = " ".join(words)
    return ("weekly" in words and bool(_TALK & set(words))) or "of all lags" in joined or "all shifts" in joined


def _part(s: Sentence, floor: int, first: int, last: int, stop: int, k: int) -> str:
    """Whether a correlation is the one with the best delay or the one without."""
    left, right = s.words(floor, first), s.words(last, min(stop, last + 7))
    now = bool(_NOW & set(left)) or (bool(_NOW & set(right)) and not any(w in (";", "against") for w in right[:2]))
    if s.words(last, last + 4)[:3] == ["week", "by", "week"] or "without" in right[:3]:
        now = True
    return "corr_at_0" if now else "corr"


def _weeks(s: Sentence, pair: tuple[str, str]) -> Iterator[Claim]:
    for i in s.whole:
        found = number_word(s.tokens, i)
        if found is None or s.low(found[1]) not in ("week", "weeks"):
            continue
        s.used |= {q.core for q in s.numbers if i <= q.core < found[1]}
        s.spent |= {w.first for w in s.whens if w.first <= i < w.last}
        claim = Claim(s, i, found[1] + 1, "count")
        yield replace(claim, readings=(Reading(pair[0], "lead", versus=pair[1]),), test=WeeksTest(found[0]))


def _pair(s: Sentence, scene: Scene) -> tuple[str, str] | None:
    named = list(dict.fromkeys(m.key for m in s.mentions if m.key and m.name.anaphor is None))
    if len(named) >= 2:
        scene.lead_pair = (named[0], named[1])
    elif named:
        return None
    return scene.lead_pair or scene.pair
