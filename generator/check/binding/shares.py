"""Shares of history become percentiles: of the move, the level, the gap, the ratio, the run or the swings told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.check.answering.reading import Answer, Reading
from generator.check.binding.claim import Claim
from generator.check.binding.scene import Scene
from generator.check.binding.shareforms import Share, rank_fraction, share_at
from generator.check.binding.subjects import subjects_of, versus_of
from generator.check.binding.times import times_of
from generator.check.comparing.policy import Ruling, rule_number
from generator.check.text.numerals import ordinal
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset
from generator.tape.series import to_date

HUNDRED = Decimal(100)
KEPT = 8  # claims that a share may speak of, the latest last
_HAVE_HISTORY = ("level", "change", "delta", "spread", "gap", "ratio", "vol", "streak.up", "streak.down", "streak.beat",
                 "streak.lag", "beta", "corr")  # fmt: skip
_SWINGS = wordset("volatility vol volatile calm calmer calmest rough rougher roughest quiet quieter swings swung restless")
_SPREADS = wordset("gap lead leads spread wider wide widest narrower ahead apart shortfall lag behind margin advantage")
_RUNS = wordset("run streak longer shorter series")
_MOVES = wordset("""
    rise rises fall falls gain gains loss losses drop drops jump slide move moves change changes month months matched
    spans steeper
""")
_PART = ("ytd", "mtd", "qtd", "wtd", "1y", "3y", "5y", "10y")


@dataclass(frozen=True, slots=True)
class ShareTest:
    """A share of history: that above today's value (`side` +1) or that at or below it (-1); `ranked`: within an end."""

    q: Quantity
    side: int
    ranked: bool = False

    @property
    def claimed(self) -> float:
        """The share, as a ratio."""
        return float(self.q.magnitude if self.q.unit == "fraction" else self.q.magnitude / HUNDRED)

    def check(self, answer: Answer) -> Ruling:
        """Compares with the percentile, or with what it leaves."""
        place = answer.number
        side = -self.side if self.ranked else self.side
        part = place if side < 0 else 1 - place
        if self.ranked:
            part = place if self.side < 0 else 1 - place
            limit = Decimal(repr(self.claimed))
            room = Decimal("0.0005") if self.q.unit != "fraction" else Decimal(0)
            return Ruling("supported" if part <= limit + room else "contradicted", "at_most", "" if part <= limit + room else "value")
        return rule_number(self.q, part if self.q.unit == "fraction" else part * HUNDRED)


def find_shares(s: Sentence) -> list[Share]:
    """The shares of history of a sentence; their numbers are used up."""
    found = [share for q in s.numbers if q.unit in ("percent", "fraction") and (share := share_at(s, q)) is not None]
    found += [_of_class(*c) for c in rank_fraction(s)]
    found += _percentiles(s)
    s.used |= {share.q.core for share in found}
    return found


def _of_class(first: int, last: int, side: int, size: object) -> Share:
    assert isinstance(size, Decimal)  # noqa: S101
    q = Quantity(first, first + 1, first + 2, size, Decimal("0.01"), Decimal(1), "fraction", form="fraction", spelled=True)
    return Share(q, first, last, last, side, ranked=True)


def _percentiles(s: Sentence) -> Iterator[Share]:
    """`in the 95th percentile of its history`."""
    for i in range(s.lo + 1, s.hi):
        if s.low(i) != "percentile":
            continue
        start = next((k for k in (i - 2, i - 1, i - 3) if k >= s.lo and (f := ordinal(s.tokens, k)) and f[1] == i), None)
        found = ordinal(s.tokens, start) if start is not None else None
        if start is not None and found is not None:
            one = Decimal(1)
            q = Quantity(start, start, i + 1, Decimal(found[0]), one, one, "percent", form="integer")
            yield Share(q, start, i + 1, i + 1, -1)


def bind_shares(shares: Iterable[Share], s: Sentence, scene: Scene, told: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of the shares of a sentence, given the numbers told in it."""
    for share in shares:
        claim = Claim(s, share.first, share.last, "share", number=share.q)
        if share.unclear:
            yield replace(claim, missing="what the days are compared by is not clear")
        elif _of_a_part(s, share):
            yield replace(claim, missing="a share of a part of its history")
        else:
            yield _bound(s, scene, share, claim, told)


def _bound(s: Sentence, scene: Scene, share: Share, claim: Claim, told: Sequence[Claim]) -> Claim:
    earlier = [c for c in told if c.first < share.q.first] or list(told)
    reading = _measured(s, scene, share, earlier)
    if reading is None:
        return replace(claim, missing="what has this place in its history is not clear")
    if not _whole(s, scene, share, reading):
        return replace(claim, missing="a share of a part of its history")
    side = share.side or _sign(scene, reading)
    asked = replace(reading, measure=f"{'change' if reading.measure == 'delta' else reading.measure}.percentile")
    return replace(claim, readings=(asked,), test=ShareTest(share.q, side, share.ranked))


def _sign(scene: Scene, reading: Reading) -> int:
    answer = scene.answers.ask(reading)
    return -1 if answer is not None and not isinstance(answer.value, str) and float(answer.value) < 0 else 1


def _measured(s: Sentence, scene: Scene, share: Share, told: Sequence[Claim]) -> Reading | None:
    """What the share speaks of: the measure that its words name, else the number told last."""
    for words in _stretches(s, share):
        kinds = _kinds(words)
        if kinds:
            found = _told(scene, kinds, told)
            return found or _built(s, scene, share, kinds)
    return _told(scene, _HAVE_HISTORY, told)


def _stretches(s: Sentence, share: Share) -> Iterator[list[str]]:
    """The words around a share: its own, those of its clause, those before them in the sentence."""
    yield s.words(share.first, share.last)
    part = s.part(share.q.first)
    yield s.words(part.first, part.last)
    lo, hi = s.hard_clause(share.q.core)
    yield s.words(lo, hi)


def _kinds(words: Sequence[str]) -> tuple[str, ...]:
    """The measures that some words name."""
    found = set(words)
    if found & _SWINGS or ("from" in found and "day" in found and found & {"more", "less"}) or "steps" in found:
        return ("vol",)
    if "ratio" in found:
        return ("ratio",)
    if found & _RUNS:
        return ("streak.up", "streak.down", "streak.beat", "streak.lag")
    if found & _SPREADS:
        return ("spread", "gap")
    if found & _MOVES:
        return ("change", "delta", "spread") if not found & {"rise", "fall"} else ("change", "delta")
    return ()


def _told(scene: Scene, kinds: Sequence[str], told: Sequence[Claim]) -> Reading | None:
    """The question of the last number told that is of one of some measures: the one that it is true of."""
    for claim in reversed((*scene.rated, *told)):
        measure = claim.readings[0].measure.removesuffix(".zscore") if claim.readings else ""
        if measure not in kinds and not (measure == "ratio" and "spread" in kinds and "ratio" in kinds):
            continue
        fit = next((r for r in claim.readings if claim.test is not None and _holds(scene, claim, r)), claim.readings[0])
        return replace(fit, measure=fit.measure.removesuffix(".zscore"))
    return None


def _holds(scene: Scene, claim: Claim, reading: Reading) -> bool:
    answer = scene.answers.ask(reading)
    return answer is not None and claim.test is not None and claim.test.check(answer).verdict == "supported"


def _built(s: Sentence, scene: Scene, share: Share, kinds: Sequence[str]) -> Reading | None:
    """The question that the words themselves ask."""
    names = subjects_of(scene, s, share.q.first, share.q.last)
    if not names or names[0].key is None:
        return None
    key = names[0].key
    times = times_of(scene, s, share.q.first, share.q.last)
    if kinds[0] == "vol":
        rows = [w for w in times.windows if w.endswith("s") and w[:-1].isdigit()]
        rows += [w.windows[0] for w in s.whens if w.windows and w.windows[0].endswith("s")]
        return Reading(key, "vol", (rows or [f"{n}s" for n in scene.rows] or ["20s"])[0])
    if kinds[0] in ("ratio", "spread"):
        others = versus_of(scene, s, names[0], share.q.core)
        if not others or others[0].key is None:
            return None
        if kinds[0] == "ratio":
            return Reading(key, "ratio", versus=others[0].key)
        return Reading(key, "spread", times.windows[0], others[0].key) if times.windows else None
    if kinds[0] == "change" and times.windows:
        return Reading(key, "change", times.windows[0], at=times.days[0])
    return None


def _of_a_part(s: Sentence, share: Share) -> bool:
    """`on 5 % of days this year`: a share of a part of the history only."""
    return any(
        not w.since and w.windows and (w.grain != "window" or w.windows[0] in _PART) and 0 <= w.first - share.counted <= 2
        for w in s.whens
    )


def _whole(s: Sentence, scene: Scene, share: Share, reading: Reading) -> bool:
    """Whether `since 2013` is where the file begins."""
    since = next((w for w in s.whens if w.since and 0 <= w.first - share.counted <= 2 and w.start is not None), None)
    if since is None or since.start is None or since.end is None:
        return True
    columns = scene.answers.columns(reading.subject)
    return columns is None or not len(columns[0]) or since.start <= to_date(columns[0][0]) <= since.end


def rated(scene: Scene, found: Iterable[Claim]) -> None:
    """Remembers what later sentences may tell the place of."""
    more = [c for c in found if c.readings and c.readings[0].measure.removesuffix(".zscore") in _HAVE_HISTORY]
    scene.rated = (*scene.rated, *more)[-KEPT:]
