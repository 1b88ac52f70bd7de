"""What a slot says, in plain words and without a figure: `change of gold over a month, a rise`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.facts import Fact

_WINDOWS = {
    "1d": "on the day", "wtd": "this week", "1w": "over a week", "mtd": "this month", "1m": "over a month",
    "qtd": "this quarter", "3m": "over three months", "6m": "over six months", "ytd": "this year",
    "1y": "over twelve months", "all": "over the whole file",
}  # fmt: skip
_MEASURES = {
    "level": "level", "change": "change", "delta": "change in units", "gap": "gap between two rates",
    "spread": "lead, as the difference of two changes", "ratio": "ratio", "drawdown": "distance below the high",
    "rebound": "distance above the low", "streak.up": "run of rises", "streak.down": "run of falls",
    "streak.beat": "run of sessions on which it did better", "streak.lag": "run of sessions on which it did worse",
    "record.high": "record close", "record.low": "lowest close on file", "vol": "volatility", "corr": "correlation",
    "sum": "sum of flows", "streak": "run of flows in one direction", "study": "what followed earlier cases",
    "event": "what followed an event",
}  # fmt: skip
_SIGNED = frozenset({"change", "delta", "spread", "sum", "event", "gap"})
_DIGITS = re.compile(r"\d(?:[\d.,  ]*\d)?")
_NUMBER_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|first|second|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth)\b",
    re.IGNORECASE,
)


def shape(words: str) -> str:
    """The words of a slot with every figure as #: `jumped #%`."""
    return _NUMBER_WORDS.sub("#", _DIGITS.sub("#", words))


def gloss(fact: Fact | None, labels: Mapping[str, str]) -> str:
    """What a fact tells, of whom, over which time, and which way."""
    if fact is None:
        return "a figure"
    kind = fact.measure.removesuffix(".percentile")
    what = _MEASURES.get(kind) or kind.replace(".", " ").replace("_", " ")
    if kind != fact.measure:
        what = f"how rare it is: rank in its own history of the {what}"
    parts = [what, "of", labels.get(fact.subject, fact.subject)]
    if fact.versus:
        parts += ["against", labels.get(fact.versus, fact.versus)]
    parts += [_WINDOWS[fact.window]] if fact.window in _WINDOWS else []
    way = _way(fact) if kind == fact.measure and kind in _SIGNED else ""
    return " ".join(parts) + way


def _way(fact: Fact) -> str:
    if isinstance(fact.value, bool) or not isinstance(fact.value, int | float) or not fact.value:
        return ""
    return ", a rise" if fact.value > 0 else ", a fall"
