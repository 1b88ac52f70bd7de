"""Shares of history become percentiles: of the move, the level, the gap, the ratio, the run or the swings told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.check.answering.reading import Answer, Reading
from generator.check.binding.cases.shareforms import TOTALS, Share, rank_fraction, share_at
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.binding.subjects.ratios import ratio_of
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.times import Times, times_of
from generator.check.comparing.policy import Ruling, rule_number
from generator.check.text.numerals import ordinal
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset
from generator.tape.series import to_date

HUNDRED = Decimal(100)
KEPT = 24  # claims that a share may speak of, the latest last
_HAVE_HISTORY = ("level", "change", "delta", "spread", "gap", "ratio", "vol", "streak.up", "streak.down", "streak.beat",
                 "streak.lag", "beta", "corr")  # fmt: skip
_SWINGS = wordset(
    "volatility vol volatile calm calmer calmest rough rougher roughest quiet quieter swings swung restless"
)
_SPREADS = wordset("gap lead leads spread wider wide widest narrower ahead apart shortfall lag behind margin advantage")
_RUNS = wordset("run streak longer shorter series")
_MOVES = wordset("""
    rise rises fall falls gain gains loss losses drop drops jump slide move moves change changes month months matched
    spans steeper
""")
_STATES = ("ratio", "vol", "level", "spread")
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
            return Ruling(
                "supported" if part <= limit + room else "contradicted",
                "at_most",
                "" if part <= limit + room else "value",
            )
        return rule_number(self.q, part if self.q.unit == "fraction" else part * HUNDRED)


def find_shares(s: Sentence) -> list[Share]:
    """The shares of history of a sentence; their numbers are used up."""
    of = [] if s.vocabulary.isdisjoint(TOTALS) else [q for q in s.numbers if q.unit in ("percent", "fraction")]
    found = [share for q in of if (share := share_at(s, q)) is not None]
    found += [_of_class(*c) for c in rank_fraction(s)]
    found += _percentiles(s)
    s.used |= {share.q.core for share in found}
    return found


def _of_class(first: int, last: int, side: int, size: object) -> Share:
    assert isinstance(size, Decimal)  # noqa: S101
    q = Quantity(
        first, first + 1, first + 2, size, Decimal("0.01"), Decimal(1), "fraction", form="fraction", spelled=True
    )
    return Share(q, first, last, last, side, ranked=True)


def _percentiles(s: Sentence) -> Iterator[Share]:
    """`in the 95th percentile of its history`."""
    for i in s.places({"percentile"}):
        start = next(
            (k for k in (i - 2, i - 1, i - 3) if k >= s.lo and (f := ordinal(s.tokens, k)) and f[1] == i), None
        )
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
    earlier = [c for c in told if c.first < share.q.first]
    reading = _measured(s, scene, share, earlier)
    if reading is None:
        return replace(claim, missing="what has this place in its history is not clear")
    if not _whole(s, scene, share, reading):
        return replace(claim, missing="a share of a part of its history")
    side, reading = _faced(scene, share, reading)
    asked = replace(reading, measure=f"{'change' if reading.measure == 'delta' else reading.measure}.percentile")
    return replace(claim, readings=(asked,), test=ShareTest(share.q, side, share.ranked))


def _faced(scene: Scene, share: Share, reading: Reading) -> tuple[int, Reading]:
    """The side of today's value that a share is on; where only a size is told, that away from nothing.

    A difference can be asked from either end: `exceeded` leaves out equals, as the share above does; `matched` has them.
    """
    answer = scene.answers.ask(reading)
    below = answer is not None and not isinstance(answer.value, str) and float(answer.value) < 0
    if reading.measure == "spread" and reading.versus and below and share.leads:
        reading = replace(reading, subject=reading.versus, versus=reading.subject)  # `the lead`: that of whoever leads
        below = False
    if share.side:
        return share.side, reading
    if reading.measure == "spread" and reading.versus and below != share.equals:
        reading, below = replace(reading, subject=reading.versus, versus=reading.subject), not below
    return (-1 if below else 1), reading


def _measured(s: Sentence, scene: Scene, share: Share, told: Sequence[Claim]) -> Reading | None:
    """What the share speaks of: the measure that its words name, else the number told last."""
    keys, span = _keys(s, scene, share), _span(s, share)
    for words in _stretches(s, share):
        kinds = _kinds(words)
        over = ratio_of(s) if kinds == ("ratio",) else None
        if over is not None:
            return Reading(over[0], "ratio", None, over[1])
        if kinds:
            return (
                _told(scene, kinds, told, keys, span)
                or _told(scene, kinds, scene.rated, keys, span)
                or _built(s, scene, share, kinds, keys, span)
            )
    if {"higher", "lower"} & set(s.words(share.first, share.last)):
        found = _told(scene, _STATES, (*scene.rated, *told), keys, "")
        if found is not None:
            return found
    return _told(scene, _HAVE_HISTORY, told, frozenset(), "") or _told(scene, _HAVE_HISTORY, scene.rated, keys, "")


def _keys(s: Sentence, scene: Scene, share: Share) -> frozenset[str]:
    """The instruments that the share's clause names, else the one that it carries on."""
    part = s.part(share.q.first)
    commas = [k for k in range(part.first, share.q.first) if s.tokens[k].text == ","]
    near = range(commas[-1] if commas else part.first, share.last)
    named = frozenset(m.key for m in s.mentions if m.key and m.first in near and m.name.anaphor is None)
    named = named or frozenset(m.key for m in s.mentions if m.key and m.first in part and m.name.anaphor is None)
    return named or frozenset(n.key for n in subjects_of(scene, s, share.q.first, share.q.last) if n.key)


def _span(s: Sentence, share: Share) -> str:
    """The window that the words give to what is compared: `such days`, `monthly changes`, `rises that end 5 % of months`."""
    lo, hi = s.hard_clause(share.q.core)
    words, counted = set(s.words(lo, hi)), s.words(share.q.last, share.counted)
    if "such" in words and words & {"day", "days", "sessions"}:
        return "1d"
    for when in sorted(s.whens, key=lambda w: abs(w.first - share.q.first)):
        if lo <= when.first < hi and when.grain == "window" and when.windows and not when.since:
            found = next((_ROLLING.get(w, w) for w in when.windows if _ROLLING.get(w, w) in _COUNTED), "")
            if found:
                return found
    if "seven" in counted or "weeks" in counted or words & {"weekly", "week"}:
        return "1w"
    return "1m" if words & {"monthly", "month"} or "months" in counted else ""


_ROLLING = {"mtd": "1m", "wtd": "1w", "qtd": "3m"}
_COUNTED = ("1w", "1m", "3m", "6m", "1y")


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
        return ("change", "delta")
    return ()


def _told(scene: Scene, kinds: Sequence[str], told: Sequence[Claim], keys: frozenset[str], span: str) -> Reading | None:
    """The question of the last number told that is of one of some measures: the one that it is true of."""
    for claim in reversed(told):
        fitting = [r for r in claim.readings if r.measure.removesuffix(".zscore") in kinds]
        fitting = [r for r in fitting if (not keys or {r.subject, r.versus} & keys) and (not span or r.window == span)]
        if fitting:
            fit = next((r for r in fitting if holds(scene.answers, claim, r)), fitting[0])
            if fit.measure == "spread" and fit.versus and keys and fit.subject not in keys:
                fit = replace(fit, subject=fit.versus, versus=fit.subject)  # `its lead` is the other's lag
            return replace(fit, measure=fit.measure.removesuffix(".zscore"))
    return None


def _built(
    s: Sentence, scene: Scene, share: Share, kinds: Sequence[str], keys: frozenset[str], span: str
) -> Reading | None:
    """The question that the words themselves ask."""
    times = times_of(scene, s, share.q.first, share.q.last)
    if kinds[0] in ("ratio", "spread"):
        return _of_pair(scene, kinds[0], keys & {m.key for m in s.mentions if m.key}, span, times)
    key = next(iter(keys), None) if len(keys) == 1 else None
    if key is None:
        return None
    if kinds[0] == "vol":
        rows = [w.windows[0] for w in s.whens if w.windows and w.windows[0].endswith("s")]
        return Reading(key, "vol", (rows or [f"{n}s" for n in scene.rows] or ["20s"])[0])
    if kinds[0] == "change":
        named = times.windows if times.window_named and not (times.when is not None and times.when.since) else ()
        return Reading(key, "change", span or (named or ("1d",))[0], at=times.days[0])
    return None


def _of_pair(scene: Scene, measure: str, keys: frozenset[str], span: str, times: Times) -> Reading | None:
    """A ratio or a difference of the pair told last, or of a name with what it was compared with before."""
    pair = scene.pair
    if pair is None or (keys and not keys & set(pair)):
        key = next((k for k in keys if k in scene.versus), None)
        pair = (key, scene.versus[key]) if key is not None else None
    if pair is None:
        return None
    pair = pair if not keys or pair[0] in keys else pair[::-1]
    windows = (span,) if span else times.windows if times.window_named else (*scene.spread_windows, *times.windows)
    return Reading(pair[0], measure, None if measure == "ratio" else windows[0], pair[1])


def _of_a_part(s: Sentence, share: Share) -> bool:
    """`on 5 % of days this year`, `higher a year later 90 % of the time`: a share of a part of the history only."""
    return "later" in s.words(share.first, share.last) or any(
        not w.since and w.windows and not s.low(w.last - 1).endswith("ly") and 0 <= w.first - share.counted <= 2
        and (w.grain != "window" or w.windows[0] in _PART)
        for w in s.whens
    )  # fmt: skip


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
