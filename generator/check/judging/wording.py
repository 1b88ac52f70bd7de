"""Answers in plain words, for messages."""

from __future__ import annotations

from datetime import date

from generator.check.answering.reading import Answer, Reading
from generator.check.text.entities import Directory

_WINDOWS = {
    "1d": "on the day", "wtd": "this week", "1w": "over a week", "mtd": "this month", "1m": "over a month", "qtd": "this quarter", "3m": "over three months",
    "6m": "over six months", "ytd": "this year", "1y": "over twelve months", "all": "over the whole file",
}  # fmt: skip
_NOUNS = {
    "drawdown": "from its high", "rebound": "from its low", "fromhigh": "from the high named", "fromlow": "from the low named", "high": "highest close", "low": "lowest close",
    "high.intraday": "intraday high", "low.intraday": "intraday low",
}  # fmt: skip


def tell(directory: Directory, reading: Reading, answer: Answer) -> str:
    """One sentence: who, what, when, how much."""
    who = directory.label(reading.subject)
    when = f" to {answer.date}" if answer.date else ""
    return f"{who}: {_what(directory, reading)} is {shown(answer)}{when}."


def _what(directory: Directory, reading: Reading) -> str:
    window = _window(reading.window)
    measure = reading.measure
    if measure in _NOUNS:
        return f"{_NOUNS[measure]}{' ' + window if window else ''}"
    other = f" against {directory.label(reading.versus)}" if reading.versus else ""
    words = {
        "change": "change",
        "delta": "change in units",
        "level": "level",
        "spread": "difference of changes",
        "gap": "gap",
        "sum": "sum of flows",
        "mult": "end over start",
    }
    return f"{words.get(measure, measure.replace('.', ' '))}{other}{' ' + window if window else ''}"


def _window(window: str | None) -> str:
    if window is None:
        return ""
    name, _, value = window.partition(":")
    if value:
        return f"since {value}" if name == "since" else f"in {value}"
    return _WINDOWS.get(window, window)


def shown(answer: Answer) -> str:
    """A value with its unit, rounded for reading."""
    value = answer.value
    if "pair" in answer.extra:
        return " to ".join(f"{x:,.6g}" for x in answer.extra["pair"])
    if isinstance(value, bool):
        return "true" if value else "not true"
    if value is None:
        return "never before on file"
    if isinstance(value, str | date):
        return f"{value}"
    if answer.unit == "ratio" and answer.reading.measure not in ("mult", "ratio"):
        return f"{float(value) * 100:.2f} %"
    if answer.unit == "percentage points":
        return f"{float(value):.2f} percentage points"
    return f"{value:,}" if isinstance(value, int) else _amount(float(value))


def _amount(value: float) -> str:
    for size, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:,.3f}{word}"
    return f"{value:,.2f}"
