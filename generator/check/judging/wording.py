"""Answers in plain words, for messages."""

from __future__ import annotations

from datetime import date

from generator.check.answering.reading import Answer, Reading
from generator.check.text.entities import Directory

_WINDOWS = {
    "1d": "on the day", "wtd": "this week", "1w": "over a week", "mtd": "this month", "1m": "over a month", "qtd": "this quarter", "3m": "over three months",
    "6m": "over six months", "ytd": "this year", "1y": "over twelve months", "all": "over the whole file",
}  # fmt: skip
_COUNTED = {"s": "sessions", "w": "weeks", "m": "months", "y": "years"}
_NOUNS = {
    "drawdown": "from its high", "rebound": "from its low", "fromhigh": "from the high named", "fromlow": "from the low named", "high": "highest close", "low": "lowest close",
    "high.intraday": "intraday high", "low.intraday": "intraday low", "delta": "change in units", "spread": "difference of changes", "sum": "sum of flows",
    "mult": "end over start", "pair": "start and end", "sequence": "levels in order", "gappair": "gap, start and end", "gapchange": "change of the gap",
    "range.pair": "lowest and highest close", "open": "opening price", "barchange": "move within the day", "bardelta": "move within the day in units",
    "dayhigh": "day of the highest close", "daylow": "day of the lowest close", "rank": "place", "count.record": "records", "count.up": "days up",
    "count.down": "days down", "record.high": "a record high", "record.low": "a record low", "anyrecord": "a record", "lastrecord": "last record",
    "movein": "move of the earlier", "levelin": "level of the earlier", "supply.mined": "share of the supply that is mined",
    "deepest": "deepest fall between two closes", "runmove": "move of the run", "barpair": "lowest and highest price", "barrange": "highest price over the lowest",
    "vol": "volatility", "corr": "correlation", "ratio": "ratio", "supply.inflation": "growth of the supply in a year", "streak": "days on end", "rows": "days told",
    "study": "cases", "incases": "lowest and highest in the cases", "extreme": "last day as large", "highest": "the highest close", "lowest": "the lowest close",
    "quoted": "change as the pair is quoted", "stake": "worth of 1 put in", "recordless": "days without a record", "howmany": "how many of them",
    "regained": "part of an earlier move that was taken back", "barswing": "from one end of trading to the other",
}  # fmt: skip
_PHRASES = {
    "best": "last {period} that rose as much", "worst": "last {period} that fell as much", "biggest": "last {period} that moved as much",
    "levelsince": "last close as {way}", "gapsince": "last day with a gap to {other} as {way}", "widestspread": "last {period} as far from {other}",
    "streak.up": "{unit}s up on end", "streak.down": "{unit}s down on end", "streak.beat": "{unit}s on end ahead of {other}",
    "streak.lag": "{unit}s on end behind {other}", "spreadrun": "{unit}s on end {side} {other}", "run": "{unit}s {way} on end",
    "ended": "{unit}s {way} on end just before", "nextrun": "days {way} on end right after", "runsince": "last run of {unit}s {way} as long",
    "recordrun": "records on end", "lastmove": "last {unit} that went {way}", "counted": "{unit}s {way} {span}",
    "sized": "{size} {window}", "ratiosince": "last day with a ratio to {other} as {way}", "beats": "{unit}s ahead of {other} {span}", "placed": "place {window}", "firstabove": "first close above {level}",
    "firstbelow": "first close below {level}", "lastabove": "last earlier close above {level}", "lastbelow": "last earlier close below {level}",
    "fromlevel": "change from {level}", "fromunits": "distance from {level}", "levelmult": "multiple of {level}",
    "timesmove": "change {window} over that of {other}", "offbar": "from {end} of trading", "ofextreme": "share of {end}", "offextreme": "distance from {end}",
    "average": "a close {way} the average of {level} days",
    "fromaverage": "distance from the average of {level} days", "lastaverage": "last earlier close {way} the average of {level} days",
    "fallen": "a close {level} % below the highest", "lastfallen": "last earlier close {level} % below the highest", "hadrun": "days or weeks {way} on end then",
    "prevrecord": "the {way} before it", "barsince": "last price as {way}", "recordrunsince": "last time as long",
}  # fmt: skip
_MULTIPLES = ("mult", "ratio", "levelmult", "timesmove")


def tell(directory: Directory, reading: Reading, answer: Answer) -> str:
    """One sentence: who, what, when, how much."""
    who = directory.label(reading.subject)
    when = f" to {answer.date}" if answer.date else ""
    return f"{who}: {_what(directory, reading)} is {shown(answer)}{when}."


def _what(directory: Directory, reading: Reading) -> str:
    """The question in words."""
    window, other = _window(reading.window), directory.label(reading.versus) if reading.versus else ""
    phrase = _PHRASES.get(reading.measure)
    if phrase is None:
        name = _NOUNS.get(reading.measure, reading.measure.replace(".", " "))
        return f"{name}{' against ' + other if other else ''}{' ' + window if window else ''}"
    unit = reading.window if reading.measure.startswith("streak") else reading.parameter
    way, _, span = (reading.window or "").partition("/")
    way, _, least = way.partition(">")
    way += f" by {float(least) * 100:g} % or more" if least else ""
    return phrase.format(
        unit=(unit or "day").partition("@")[0], way=way, span=_span(span), other=other, window=window,
        end=_end(reading.parameter), level=_level(reading.parameter), side="ahead of" if way == "up" else "behind",
        period=(reading.window or "day").partition("@")[0], size=_size(reading.parameter) if reading.measure == "sized" else "",
    ).strip()  # fmt: skip


def _span(span: str) -> str:
    """A window, or the last so many periods (`4p`)."""
    return f"of the last {span[:-1]}" if span.endswith("p") and span[:-1].isdigit() else _window(span)


def _end(parameter: str | None) -> str:
    """`high_2014-07-01_2014-07-31`, `low`: the extreme that is meant."""
    word, *days = (parameter or "high").split("_")
    return f"the {word}" + (f" of {days[0]}" if len(set(days)) == 1 else f" of {days[0]} to {days[1]}" if days else "")


def _size(parameter: str | None) -> str:
    """`down_least_0~02/day`, `below_10/day`: which periods are counted."""
    text, _, period = (parameter or "").replace("~", ".").partition("/")
    word, _, value = text.partition("_")
    bound, _, size = value.rpartition("_")
    if not bound:
        return f"{period}s {word} {size}"
    way = {"abs": "moves", "up": "rises", "down": "falls"}[word]
    return f"{period}s with {way} of {'over' if bound == 'over' else 'at least'} {size}"


def _level(parameter: str | None) -> str:
    """`67_05`: a level as a text states it."""
    digits = (parameter or "").replace("_", ".")
    return f"{float(digits):,.10g}" if digits.replace(".", "", 1).isdigit() else digits


def _window(window: str | None) -> str:
    if window is None:
        return ""
    name, _, value = window.partition(":")
    if value:
        return f"since {value}" if name == "since" else f"in {value}"
    unit = _COUNTED.get(window[-1:])
    counted = unit and window[:-1].isdigit()
    return _WINDOWS.get(window) or (f"over {window[:-1]} {unit}" if counted else window)


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
    if answer.unit == "ratio" and answer.reading.measure not in _MULTIPLES:
        return f"{float(value) * 100:.2f} %"
    if answer.unit == "percentage points":
        return f"{float(value):.2f} percentage points"
    return f"{value:,}" if isinstance(value, int) else _amount(float(value))


def _amount(value: float) -> str:
    for size, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:,.3f}{word}"
    return f"{value:,.2f}"
