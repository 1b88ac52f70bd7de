"""Questions that prose asks and the definitions have no measure for; each is a short function over the columns.

ended (up, down; period)      rows of the run that ended just before the last row
best, worst, biggest (period) the latest earlier calendar day, week, month, quarter, year whose move was as good (bad, big)
runsince (up, down)           the latest earlier date at which a run was as long as the one that ends at t
highest, lowest (window)      whether p(t) is the extreme of the window's rows
rank (window; among)          1 for the best of several instruments, counted from the top
firstabove, firstbelow (x)    whether p(t) is the first close beyond x
fromhigh, fromlow (period)    p(t) over the extreme close of a period, minus 1
rows (since)                  rows after a date up to t
mult (window)                 p(t) over the window's base
widestspread (period)         the latest earlier period whose spread was as wide, same sign
gapsince (high, low)          the latest earlier date whose gap of two rates was as high (low)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from generator.check.answering import bars
from generator.check.answering.reading import Answer, Reading
from generator.check.answering.rows import index_upto, window_base
from generator.facts import windows
from generator.tape.series import Days, Floats, day_number, to_date

if TYPE_CHECKING:
    from generator.check.answering.reading import Answers

SLACK = 1e-12


def derive(answers: Answers, reading: Reading) -> Answer | None:
    """The answer to a derived question."""
    found = answers.columns(reading.subject, reading.at)
    if found is None or len(found[0]) < 2:
        return None
    return _TABLE[reading.measure](answers, reading, *found)


def is_rate(answers: Answers, key: str) -> bool:
    """Whether changes of a series are differences."""
    probe = answers.ask(Reading(key, "change", "1d"))
    return probe is not None and probe.unit == "percentage points"


def period_ends(days: Days, period: str) -> Days:
    """The last row of each day, week, month, quarter or year."""
    if period == "day":
        return np.arange(len(days))
    if period == "week":
        label = (days + 3) // 7
    else:
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        label = months // {"month": 1, "quarter": 3, "year": 12}[period]
    return np.append(np.flatnonzero(np.diff(label)), len(days) - 1)


def moves(days: Days, close: Floats, period: str, rate: bool) -> tuple[Days, Floats]:
    """Index and change of each period, the current one last."""
    ends = period_ends(days, period)
    level = close[ends]
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.diff(level) if rate else np.where(level[:-1] > 0, level[1:] / level[:-1] - 1, np.nan)
    return ends[1:], step


def _ended(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    ends = period_ends(days, reading.parameter or "day")
    step = np.sign(np.diff(close[ends]))
    sign = 1 if reading.window == "up" else -1
    last = len(step) - 1
    while last >= 0 and step[last] == -sign and len(step) - 1 - last < 2:
        last -= 1
    count = 0
    while last >= 0 and step[last] == sign:
        count, last = count + 1, last - 1
    return Answer(
        reading, count, "rows", to_date(days[-1]), {"formula": "rows of the run that ended before the last row"}
    )


def _best(answers: Answers, reading: Reading, days: Days, close: Floats, *, sign: int) -> Answer | None:
    at, step = moves(days, close, reading.window or "day", is_rate(answers, reading.subject))
    return _latest(reading, days, at, step * sign)


def _biggest(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    at, step = moves(days, close, reading.window or "day", is_rate(answers, reading.subject))
    return (
        _latest(reading, days, at, np.abs(step))
        if reading.parameter != "signed"
        else _latest(reading, days, at, step * np.sign(step[-1]))
    )


def _latest(reading: Reading, days: Days, at: Days, score: Floats) -> Answer | None:
    now = score[-1]
    if np.isnan(now):
        return None
    found = np.flatnonzero(score[:-1] >= now - SLACK * max(1.0, abs(float(now))))
    first = to_date(days[0])
    extra = {"formula": f"latest earlier {reading.window} at least as good", "first": first, "positive": bool(now > 0)}
    value = to_date(days[at[found[-1]]]) if len(found) else None
    return Answer(reading, value, "date", to_date(days[-1]), extra)


def _runsince(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    sign = 1 if reading.window == "up" else -1
    step = np.sign(np.diff(close)) == sign
    at = np.arange(len(step))
    runs = at - np.maximum.accumulate(np.where(step, -1, at))
    last = len(runs) - 1
    while last >= 0 and runs[last] == 0 and len(runs) - 1 - last < 2:
        last -= 1
    count = int(runs[last])
    before = np.flatnonzero(runs[: last - count + 1] >= count) if count else np.array([])
    value = to_date(days[1:][before[-1]]) if len(before) else None
    return Answer(
        reading,
        value,
        "date",
        to_date(days[-1]),
        {"first": to_date(days[0]), "formula": f"latest earlier run of at least {count} rows"},
    )


def _highest(answers: Answers, reading: Reading, days: Days, close: Floats, *, top: bool) -> Answer | None:
    base = window_base(days, reading.window or "all")
    if base is None:
        return None
    inside = close[base if reading.window == "all" else base + 1 :]
    if len(inside) < 1:
        return None
    value = bool(inside[-1] >= inside.max() if top else inside[-1] <= inside.min())
    return Answer(
        reading,
        value,
        "boolean",
        to_date(days[-1]),
        {"formula": f"whether the close is the {'highest' if top else 'lowest'} of {len(inside)} rows"},
    )


def _rank(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    values: dict[str, float] = {}
    for key in reading.among:
        found = answers.ask(Reading(key, "change", reading.window, at=reading.at))
        if found is None or found.unit == "percentage points":
            return None
        values[key] = float(found.value)
    if reading.subject not in values or len(values) < 2:
        return None
    order = sorted(values, key=lambda k: -values[k])
    return Answer(
        reading,
        order.index(reading.subject) + 1,
        "rank",
        to_date(days[-1]),
        {"n": len(order), "formula": " > ".join(order)},
    )


def _first_beyond(answers: Answers, reading: Reading, days: Days, close: Floats, *, above: bool) -> Answer | None:
    level = float((reading.parameter or "0").replace("_", "."))
    beyond = close > level if above else close < level
    first = np.flatnonzero(beyond)
    value = bool(len(first) and first[0] == len(close) - 1)
    when = to_date(days[first[0]]) if len(first) else None
    return Answer(
        reading,
        value,
        "boolean",
        to_date(days[-1]),
        {"formula": f"first close beyond {level:g}: {when}", "first_date": when},
    )


def _from_extreme(answers: Answers, reading: Reading, days: Days, close: Floats, *, top: bool) -> Answer | None:
    """Parameter: the period of the extreme, as `2011-04-01_2011-04-30`."""
    start, _, end = (reading.parameter or "").partition("_")
    low, high = (
        index_upto(days, date.fromisoformat(start) - timedelta(1)) + 1,
        index_upto(days, date.fromisoformat(end)),
    )
    inside = close[low : high + 1]
    if not len(inside) or not inside.min() > 0:
        return None
    at = low + int(inside.argmax() if top else inside.argmin())
    return Answer(
        reading,
        float(close[-1] / close[at] - 1),
        "ratio",
        to_date(days[-1]),
        {"formula": f"close({to_date(days[-1])}) / close({to_date(days[at])}) - 1", "extreme": to_date(days[at])},
    )


def _rows(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    base = window_base(days, reading.window or "all")
    return None if base is None else Answer(reading, len(days) - 1 - base, "rows", to_date(days[-1]))


def _mult(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    found = answers.ask(replace(reading, measure="change"))
    if found is None or found.unit != "ratio":
        return None
    return Answer(reading, float(found.value) + 1, "ratio", found.date)


def _widest(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    other = answers.columns(reading.versus or "", reading.at)
    if other is None:
        return None
    common, mine, theirs = np.intersect1d(days, other[0], assume_unique=True, return_indices=True)
    if len(common) < 2:
        return None
    at, step = moves(common, close[mine], reading.window or "day", False)
    _, against = moves(common, other[1][theirs], reading.window or "day", False)
    spread = step - against
    return _latest(reading, common, at, spread * np.sign(spread[-1]))


def _gap_since(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    other = answers.columns(reading.versus or "", reading.at)
    if other is None:
        return None
    common, mine, theirs = np.intersect1d(days, other[0], assume_unique=True, return_indices=True)
    gap = close[mine] - other[1][theirs]
    return _latest(reading, common, np.arange(len(common)), gap if reading.window == "high" else -gap)


def _level_since(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    return _latest(reading, days, np.arange(len(days)), close if reading.window == "high" else -close)


def _extreme(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """A flow: the latest earlier row as large, in the direction of the last."""
    return _latest(reading, days, np.arange(len(days)), close * np.sign(close[-1]))


def _pair(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Level at the window's base and at its end; named periods end with their last row."""
    window = reading.window or "1d"
    base = window_base(days, window)
    period = windows.period_of(window) if ":" in window and not window.startswith(("since", "event")) else None
    end = int(np.searchsorted(days, period.last, side="right")) - 1 if period else len(days) - 1
    if base is None or base < 0 or end < 0:
        return None
    extra = {
        "pair": (float(close[base]), float(close[end])),
        "formula": f"close({to_date(days[base])}), close({to_date(days[end])})",
    }
    return Answer(reading, float(close[end]), "", to_date(days[end]), extra)


def _range_pair(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Lowest and highest close of a window; of from-to pairs also base and end."""
    base = window_base(days, reading.window or "1d")
    if base is None or base < -1 or base + 1 >= len(close):
        return None
    inside = close[base + 1 :]
    extra = {
        "pair": (float(inside.min()), float(inside.max())),
        "formula": f"lowest and highest of {len(inside)} closes",
    }
    return Answer(reading, float(inside.max()), "", to_date(days[-1]), extra)


def _previous_record(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The extreme close before the last row."""
    at = int(close[:-1].argmin() if reading.window == "low" else close[:-1].argmax())
    return Answer(
        reading, float(close[at]), "", to_date(days[at]), {"formula": f"extreme of {len(close) - 1} earlier closes"}
    )


SEQUENCE = 0.01  # how far, relatively, a close may be from an end of a from-to pair without dates


def _sequence(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """`from A to B` without dates: a close near A and, after it, a close near B."""
    one, _, two = (reading.parameter or "").partition("_to_")
    start, end = float(one.replace("_", ".")), float(two.replace("_", "."))
    base = window_base(days, reading.window or "all")
    inside = slice(max(base or 0, 0), None)
    near_start = np.flatnonzero(np.abs(close[inside] - start) <= SEQUENCE * abs(start))
    near_end = np.flatnonzero(np.abs(close[inside] - end) <= SEQUENCE * abs(end))
    if not len(near_start) or not len(near_end) or near_end[-1] < near_start[0]:
        return None
    pair = (float(close[inside][near_start[0]]), float(close[inside][near_end[-1]]))
    extra = {"pair": pair, "formula": "a close near the first number and a later one near the second"}
    return Answer(reading, pair[1], "", to_date(days[inside][near_end[-1]]), extra)


def _any_record(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Whether some row of the window was a record."""
    base = window_base(days, reading.window or "5s")
    if base is None or base < 0:
        return None
    value = bool(close[base + 1 :].max() > close[: base + 1].max()) if base + 1 < len(close) else False
    return Answer(
        reading,
        value,
        "boolean",
        to_date(days[-1]),
        {"formula": "whether the window's highest close is above every earlier one"},
    )


def _day_of(answers: Answers, reading: Reading, days: Days, close: Floats, *, top: bool) -> Answer | None:
    """The date of a window's extreme close."""
    base = window_base(days, reading.window or "all")
    if base is None or base + 1 >= len(close):
        return None
    inside = close[base + 1 :]
    at = base + 1 + int(inside.argmax() if top else inside.argmin())
    return Answer(
        reading,
        to_date(days[at]),
        "date",
        to_date(days[-1]),
        {"formula": f"day of the {'highest' if top else 'lowest'} of {len(inside)} closes", "first": to_date(days[0])},
    )


Deriver = Callable[["Answers", Reading, Days, Floats], Answer | None]
_TABLE: dict[str, Deriver] = {
    "ended": _ended,
    "best": lambda a, r, d, c: _best(a, r, d, c, sign=1),
    "worst": lambda a, r, d, c: _best(a, r, d, c, sign=-1),
    "biggest": _biggest,
    "runsince": _runsince,
    "highest": lambda a, r, d, c: _highest(a, r, d, c, top=True),
    "lowest": lambda a, r, d, c: _highest(a, r, d, c, top=False),
    "rank": _rank,
    "firstabove": lambda a, r, d, c: _first_beyond(a, r, d, c, above=True),
    "firstbelow": lambda a, r, d, c: _first_beyond(a, r, d, c, above=False),
    "fromhigh": lambda a, r, d, c: _from_extreme(a, r, d, c, top=True),
    "fromlow": lambda a, r, d, c: _from_extreme(a, r, d, c, top=False),
    "rows": _rows,
    "mult": _mult,
    "widestspread": _widest,
    "gapsince": _gap_since,
    "levelsince": _level_since,
    "extreme": _extreme,
    "pair": _pair,
    "fromlevel": bars.from_level,
    "anyrecord": _any_record,
    "sequence": _sequence,
    "prevrecord": _previous_record,
    "dayhigh": lambda a, r, d, c: _day_of(a, r, d, c, top=True),
    "daylow": lambda a, r, d, c: _day_of(a, r, d, c, top=False),
    "range.pair": _range_pair,
    "open": bars.opened,
    "barchange": bars.bar_change,
    "bardelta": bars.bar_delta,
    "barpair": bars.bar_pair,
    "gapchange": bars.gap_change,
    "gappair": bars.gap_pair,
    "levelmult": bars.level_multiple,
    "fromunits": bars.from_units,
    "ofextreme": bars.of_extreme,
    "offextreme": bars.off_extreme,
}


def flow_columns(days: Days, values: Floats, start: date, end: date) -> float:
    """The sum of a flow between two days, both included."""
    low, high = np.searchsorted(days, day_number(start)), np.searchsorted(days, day_number(end), side="right")
    return float(values[low:high].sum())
