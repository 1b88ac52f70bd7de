"""What made past cases cases: `runs of five or more losses`, `weekly falls of 10 % or more`, `records after a long wait`.

A condition in words is matched with the studies that the facts engine knows; what matches none is no study of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.binding.words.nouns import DOWN_NOUNS, UP_NOUNS
from generator.check.text.numerals import number_word
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset
from generator.facts.studies import STUDIES, Study

_UP = UP_NOUNS | wordset("gained rose climbed added jumped up put risen")
_DOWN = DOWN_NOUNS | wordset("lost fell dropped cost costs down fallen slid")
_LEADS = wordset("lead leads ahead beat margin outperformance")
_LAGS = wordset("lag lags behind expense shortfall trailed")
_GAPS = wordset("gap gaps")
_RUNS = wordset("run runs streak streaks series")
_CASES = wordset("earlier past previous former such those these other any after whenever following")
_PLURALS = wordset("""
    runs streaks losses gains falls rises drops declines records leads lags gaps quarters weeks days returns highs
    sessions years months spells
""")
_SPANS = {"daily": "1d", "day": "1d", "days": "1d", "weekly": "1w", "week": "1w", "weeks": "1w", "quarter": "3m", "quarters": "3m",
          "monthly": "1m"}  # fmt: skip
_WAITS = wordset("without wait waited waiting late long-awaited awaited coming")
_UNITS = {"month": "1m", "months": "1m", "quarter": "3m", "year": "1y", "years": "1y", "half": "6m"}
_LATER = wordset("later on after afterwards afterward hence")


@dataclass(frozen=True, slots=True)
class Condition:
    """The studies that some words may mean, and where the words stand."""

    studies: tuple[str, ...]
    first: int
    last: int


_BOUNDS = frozenset({"more", "least"})


def conditions(s: Sentence) -> Iterator[Condition]:
    """The conditions that a sentence states of more than one case."""
    if s.vocabulary.isdisjoint(_PLURALS) and s.vocabulary.isdisjoint(_BOUNDS):
        return
    for q in s.numbers:
        found = _of_number(s, q)
        if found:
            yield Condition(found, q.first, q.last)
    records = _of_records(s)
    if records is not None:
        yield records


def _of_number(s: Sentence, q: Quantity) -> tuple[str, ...]:
    lo, hi = s.hard_clause(q.core)
    around = s.words(max(lo, q.first - 8), min(hi, q.last + 9))
    if not (_open(s, q) or (q.unit == "fraction" and s.low(q.first - 1) == "of" and "falls" in around)):
        return ()
    if q.unit == "" and _RUNS & set(s.words(q.first - 4, q.first)) | _RUNS & set(s.words(q.last, q.last + 4)):
        return _of_run(s, q)
    if q.unit in ("pp", "points") and set(around) & (_LEADS | _LAGS | _GAPS):
        size = float(q.magnitude) / 100
        up = not set(around) & (_LAGS | _GAPS)
        return _matching("spread", "3m", size if up else -size)
    if q.unit in ("percent", "fraction"):
        return _of_move(s, q, around)
    return ()


def _open(s: Sentence, q: Quantity) -> bool:
    """`or more`, `at least`, and `ten sessions or more`."""
    return q.hedge == "at_least" or s.words(q.last + 1, q.last + 3) == ["or", "more"]


def _of_run(s: Sentence, q: Quantity) -> tuple[str, ...]:
    after = set(s.words(q.last, q.last + 7))
    if after & {"losses", "falls", "declines"}:
        return _matching("streak.down", None, float(q.magnitude))
    if after & {"gains", "rises", "advances"}:
        return _matching("streak.up", None, float(q.magnitude))
    return _matching("streak.beat", None, float(q.magnitude))


def _of_move(s: Sentence, q: Quantity, around: list[str]) -> tuple[str, ...]:
    size = float(q.magnitude) if q.unit == "fraction" else float(q.magnitude) / 100
    words = set(around)
    if {"record", "high", "peak"} & words and {"below", "from", "under"} & words:
        return _matching("drawdown", None, -size)
    down, up = _near(s, q, _DOWN), _near(s, q, _UP)
    if not down and not up:
        return ()
    sign = -1 if down and (not up or down < up) else 1
    lo, hi = s.hard_clause(q.core)
    span = next((_SPANS[w] for w in [*around, *s.words(lo, hi)] if w in _SPANS), "")
    if ("three" in around and {"months", "month"} & words) or (
        "in" in words and s.words(q.last, q.last + 2) == ["in", "three"]
    ):
        span = "3m"
    return _matching("change", span or None, sign * size)


def _near(s: Sentence, q: Quantity, words: frozenset[str]) -> int:
    """How far the nearest of some words is from a number; 0 where there is none."""
    left = next((q.first - i for i in range(q.first - 1, q.first - 7, -1) if s.low(i) in words), 0)
    right = next((i - q.last + 2 for i in range(q.last, q.last + 4) if s.low(i) in words), 0)
    return min((x for x in (left, right) if x), default=0)


def _of_records(s: Sentence) -> Condition | None:
    """`records after half a year or more without one`, `late records`, `records counted at most once a quarter`."""
    words = s.words(s.lo, s.hi)
    at = next((s.lo + i for i, w in enumerate(words) if w in ("records", "record", "returns")), None)
    if at is None or not ("records" in words or "returns" in words or "without" in words):
        return None
    if ("once" in words and "quarter" in words) or ("one" in words and "quarter" in words):
        return Condition(("any_record",), at, at + 1)
    if not _WAITS & set(words) or not _CASES & set(words) | {"records", "returns"} & set(words):
        return None
    month = "month" in words and "half" not in words and "year" not in words
    threshold = 30.0 if month else 182.0
    found = tuple(
        n
        for n, study in STUDIES.items()
        if study.condition.measure == "record.high" and study.condition.threshold == threshold
    )
    return Condition(found, at, at + 1)


def _matching(measure: str, window: str | None, threshold: float) -> tuple[str, ...]:
    """The studies of a condition."""
    return tuple(name for name, study in STUDIES.items() if _fits(study, measure, window, threshold))


def _fits(study: Study, measure: str, window: str | None, threshold: float) -> bool:
    c = study.condition
    return (
        c.measure == measure
        and c.month is None
        and (window is None or c.window is None or c.window == window)
        and abs(c.threshold - threshold) < 1e-9
    )


def horizon(s: Sentence, lo: int, hi: int) -> str:
    """How long after the cases one looks: `a month later`, `three months on`, `half a year after`, `over the next`."""
    for i in s.places(_UNITS.keys()):
        if not lo <= i < hi:
            continue
        unit = _UNITS[s.low(i)]
        after = s.low(i + 1) in _LATER and not (s.low(i + 1) == "after" and s.low(i - 1) == "the")
        if unit == "6m":
            if s.words(i + 1, i + 3) == ["a", "year"] and s.low(i + 3) in _LATER:
                return "6m"
            continue
        if not after and s.words(i - 2, i) != ["the", "three"]:
            continue
        count = number_word(s.tokens, i - 1) if i > s.lo else None
        n = count[0] if count is not None else 1
        if unit in ("1m", "1y"):
            return _length(n * (12 if unit == "1y" else 1)) if s.low(i) in ("months", "years") else unit
        return unit
    return ""


def _length(months: int) -> str:
    return {1: "1m", 3: "3m", 6: "6m", 12: "1y"}.get(months, f"{months}m")


def followed(studies: tuple[str, ...], follows: str) -> tuple[str, ...]:
    """Those of some studies whose outcome is taken over a horizon (all of them where none is named)."""
    if not follows:
        return studies
    return tuple(name for name in studies if STUDIES[name].follows == follows)
