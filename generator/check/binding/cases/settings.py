"""How the present differs from past cases: `the VIX (25.70, then 12.29 to 31.96)`, `above anything at the latest cases`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.check.answering.reading import Answer, Reading
from generator.check.binding.cases.studies import pairs_of
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.policy import Ruling, rule_number
from generator.check.text.entities import Mention
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence

_LATEST = (0, 12)  # how many cases are compared where the text does not say: all, or the latest dozen
_SHOWN = {"drawdown": "percent", "vol": "percent", "change": "percent", "level": "level"}


@dataclass(frozen=True, slots=True)
class EndTest:
    """One end of a range over the cases, or (with two numbers) both."""

    low: Quantity | None
    high: Quantity | None
    share: bool

    @property
    def claimed(self) -> list[float]:
        """The ends that are told."""
        return [float(q.value) for q in (self.low, self.high) if q is not None]

    def check(self, answer: Answer) -> Ruling:
        """Each end in its own row of the policy; distances from a record are told without their sign."""
        scale = 100 if self.share else 1
        ends = [float(x) * scale for x in answer.extra["range"]]
        if answer.reading.parameter is not None and answer.reading.parameter.startswith("drawdown"):
            ends = sorted(abs(x) for x in ends)
        rulings = [self._ruled(q, end) for q, end in zip((self.low, self.high), ends, strict=True) if q is not None]
        return next((r for r in rulings if r.verdict == "contradicted"), next((r for r in rulings if r.verdict != "supported"), rulings[0]))  # fmt: skip

    @staticmethod
    def _ruled(q: Quantity, end: float) -> Ruling:
        return rule_number(q, Decimal(repr(-end if q.sign < 0 else end)))


def bind_setting(s: Sentence, scene: Scene) -> list[Claim] | None:
    """The claims of a sentence that sets the present beside past cases; None where it does not."""
    if not scene.study or not _sets_beside(s):
        return None
    found: list[Claim] = []
    names = [m for m in s.mentions if m.name.anaphor is None and m.key]
    if not names:
        return [] if {"conditions", "respects"} & set(s.words(s.lo, s.hi)) else None
    for mention, lo, hi in _stretches(s, names):
        found += _claims(s, scene, mention, lo, hi)
    if not found:
        return None
    for claim in found:
        s.used |= {q.core for q in s.numbers if claim.first <= q.core < claim.last}
    return found


def _sets_beside(s: Sentence) -> bool:
    words = s.words(s.lo, s.hi)
    if {"interval", "mean", "median"} & set(words):
        return False
    if "cases" in words and ({"range", "anything", "conditions", "respects"} & set(words) or "had" in words):
        return True
    return any(s.low(i - 1) == "," and _pair_at(s, i + 1) for i in s.places({"then"}))


def _pair_at(s: Sentence, i: int) -> bool:
    one = next((q for q in s.numbers if q.first == i), None)
    return one is not None and s.low(one.last) == "to"


def _stretches(s: Sentence, names: list[Mention]) -> Iterator[tuple[Mention, int, int]]:
    """Each name with the tokens that tell of it."""
    lo = s.lo
    for mention, after in zip(names, [*names[1:], None], strict=False):
        hi = after.first if after is not None else s.hi
        while after is not None and hi > mention.last and s.tokens[hi - 1].text not in "),;":
            hi -= 1
        hi = hi if hi > mention.last else (after.first if after is not None else s.hi)
        yield mention, lo, hi
        lo = hi


def _claims(s: Sentence, scene: Scene, mention: Mention, lo: int, hi: int) -> Iterator[Claim]:
    measure, window = _measure(s, lo, hi)
    kind = scene.directory.kind(mention.key or "")
    now = Reading(mention.key or "", measure, window)
    share = measure != "level" and not (measure == "change" and kind == "rate")
    numbers = [q for q in s.numbers if lo <= q.core < hi and (q.unit or q.form == "decimal" or q.magnitude >= 20)]
    k = 0
    while k < len(numbers):
        q = numbers[k]
        two = numbers[k + 1] if k + 1 < len(numbers) else None
        if two is not None and s.words(q.last, two.first) in (["to"], ["and"]) and q.unit == two.unit:
            yield _range(s, scene, now, Claim(s, q.first, two.last, "range", number=two), EndTest(q, two, share))
            k += 2
            continue
        left = s.words(max(lo, q.first - 8), q.first)
        if "most" in left and "was" in left:
            yield _range(s, scene, now, Claim(s, q.first, q.last, "range", number=q), EndTest(None, q, share))
        elif "least" in left[-3:]:
            yield _range(s, scene, now, Claim(s, q.first, q.last, "range", number=q), EndTest(q, None, share))
        else:
            sign = -1 if measure == "drawdown" else 0 if measure == "level" else q.sign
            claim = Claim(s, q.first, q.last, "level" if measure == "level" else "statistic", number=q)
            yield replace(claim, readings=(now,), test=NumberTest(q, _SHOWN[measure], sign))
        k += 1


def _measure(s: Sentence, lo: int, hi: int) -> tuple[str, str | None]:
    """What of a name is compared: its level, its distance from a record, its volatility, its change."""
    words = s.words(lo, hi)
    if "distance" in words:
        return "drawdown", "all"
    windows = [w.windows[0] for w in s.whens if lo <= w.first < hi and w.windows]
    if "volatility" in words:
        return "vol", next((w for w in windows if w.endswith("s")), "20s")
    if "change" in words:
        return "change", windows[0] if windows else "1y"
    return "level", None


def _range(s: Sentence, scene: Scene, now: Reading, claim: Claim, test: EndTest) -> Claim:
    """The lowest and highest value of a measure at the cases."""
    told = scene.study_keys  # the case of which the text has told so far comes first
    studies = [(name, told[0], told[1] if len(told) > 1 else None) for name in scene.study] if told else []
    studies += [p for p in pairs_of(s, scene, scene.study, named=False) if p not in studies]
    found = tuple(
        Reading(now.subject, "incases", now.window, parameter=f"{now.measure}/{name}/{x}/{v or ''}/{latest}")
        for name, x, v in studies for latest in _LATEST
    )  # fmt: skip
    return replace(claim, readings=found[:6], test=test)
