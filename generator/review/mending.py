"""A correction that can be taken with one click: the words of a claim with the number or direction of the tape.

It is only offered when the checker, asked again, finds it true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.check.report import Finding
from generator.review.referee import Referee
from generator.review.typing import excerpt

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_SCALES = (1.0, 100.0, 10_000.0, 1e-3, 1e-6, 1e-9, 1e-12)
_MOST_DECIMALS = 4
_SMALL = re.findall(  # sizes that are written in letters
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
)
_OPPOSITES = """
    rose fell, rise fall, rises falls, risen fallen, rising falling, gained lost, gain loss, gains losses,
    gaining losing, up down, higher lower, climbed slid, jumped dropped, added shed, advanced declined,
    increase decrease, increased decreased, above below, ahead behind, outperformed underperformed, beat trailed,
    beats trails, leads trails
"""
_PAIRS = [pair.split() for pair in _OPPOSITES.split(",")]
_TURNS = {b: a for a, b in _PAIRS} | {a: b for a, b in _PAIRS}
_TURNING = re.compile(rf"\b(?:{'|'.join(sorted(_TURNS, key=len, reverse=True))})\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


@dataclass(frozen=True)
class Mend:
    """What to put in the place of `text[start:end]`."""

    start: int
    end: int
    words: str


def mend(referee: Referee, text: str, facts: bytes, day: date | None, finding: Finding) -> Mend | None:
    """The first correction of a claim that the checker finds true, or None where nobody can say what is meant."""
    if finding.verdict not in ("contradicted", "imprecise"):
        return None
    said = text[finding.start : finding.end]
    for words in dict.fromkeys(_tries(finding, said)):
        if words != said and _holds(referee, text, facts, day, finding, words):
            return Mend(finding.start, finding.end, words)
    return None


def _holds(referee: Referee, text: str, facts: bytes, day: date | None, finding: Finding, words: str) -> bool:
    """Whether everything said there is then true, judged with what stands before it."""
    mended = text[: finding.start] + words + text[finding.end :]
    end = finding.start + len(words)
    part = excerpt(mended, finding.start, end)
    found = referee.report(part.text, facts, day)
    start, end = finding.start - part.start + part.own, end - part.start + part.own
    there = [f for f in found.claims if f.start < end and f.end > start]
    return bool(there) and all(f.verdict == "supported" for f in there)


def _tries(finding: Finding, said: str) -> Iterator[str]:
    weekday = _WEEKDAY.search(finding.message)
    if finding.kind == "weekday" and weekday:
        yield _WEEKDAY.sub(weekday[0], said, count=1)
    claimed, actual = finding.claimed, finding.actual
    if isinstance(actual, bool) or not isinstance(actual, int | float):
        yield from _turned(said) if isinstance(actual, bool) else ()
        return
    if isinstance(claimed, int | float) and not isinstance(claimed, bool):
        yield from _numbers(said, float(claimed), float(actual))
    yield from _turned(said)


def _numbers(said: str, claimed: float, actual: float) -> Iterator[str]:
    """The number that was claimed, written as the answer: as many decimals, the same separators, the same scale."""
    for token, scale in _spellings(said, claimed):
        decimals = len(token[0].partition(".")[2])
        for more in range(decimals, min(decimals + 2, _MOST_DECIMALS) + 1):
            shown = f"{abs(actual) * scale:{',' if ',' in token[0] else ''}.{more}f}"
            once = said[: token.start()] + shown + said[token.end() :]
            yield from _turned(once) if claimed * actual < 0 else (once,)
    word = _SMALL[int(abs(claimed))] if abs(claimed) < len(_SMALL) and claimed == int(claimed) else None
    if word and actual == int(actual) and re.search(rf"\b{word}\b", said, re.IGNORECASE):
        shown = _SMALL[int(abs(actual))] if abs(actual) < len(_SMALL) else f"{int(abs(actual)):,}"
        yield re.sub(rf"\b{word}\b", shown, said, count=1, flags=re.IGNORECASE)


def _spellings(said: str, claimed: float) -> Iterator[tuple[re.Match[str], float]]:
    """Each number of the words that may be the one claimed, with its scale: per cent, basis points, millions."""
    for token in _NUMBER.finditer(said):
        written = float(token[0].replace(",", ""))
        for scale in _SCALES:
            if abs(written - abs(claimed) * scale) <= 1e-6 * max(abs(written), 1e-9):
                yield token, scale
                break


def _turned(said: str) -> Iterator[str]:
    """The other direction."""
    found = _TURNING.search(said)
    if found:
        other = _TURNS[found[0].lower()]
        yield said[: found.start()] + (other.capitalize() if found[0][0].isupper() else other) + said[found.end() :]
