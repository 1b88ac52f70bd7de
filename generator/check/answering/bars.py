"""Questions about a day's open, high and low, and about the gap of two yields over time.

open                          the first price of the last row's bar
barchange, bardelta (low, high, open; window)
                              the bar's extreme (or open) in the window against the window's base
barswing (low, high; window)  from the window's highest price to its lowest, or back
barsince (high, low)          the latest earlier bar that reached as high (low)
barpair (window)              lowest low and highest high of the window
gapchange (window, vs)        the gap of two yields now, less the gap at the window's base (`abs`: without their signs)
gappair (window, vs)          both of them
levelmult (x)                 p(t) over a stated level
fromunits (x)                 p(t) less a stated level
ofextreme, offextreme (high, low; window or period)
                              p(t) over, less, the extreme close of a window or period
offbar (high, low; window or period)
                              p(t) over the extreme price of trading in it, minus 1
dayhigh, daylow (window)      the date of a window's extreme close, or (parameter `intraday`) price
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from generator.check.answering.periodic import latest
from generator.check.answering.reading import Answer, Reading
from generator.check.answering.rows import index_upto, window_base
from generator.tape.series import Days, Floats, common_days, to_date

if TYPE_CHECKING:
    from generator.check.answering.reading import Answers


def opened(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The open of the last row."""
    field = answers.bars(reading.subject, "open", reading.at)
    if field is None or np.isnan(field[-1]):
        return None
    day = to_date(days[-1])
    return Answer(reading, float(field[-1]), "", day, {"formula": f"open({day})"})


def _extreme(answers: Answers, reading: Reading, days: Days, base: int) -> tuple[float, int] | None:
    """The low, high or open that a window's bars reached, and its row."""
    name = reading.parameter or "low"
    field = answers.bars(reading.subject, name, reading.at)
    if field is None or base + 1 >= len(days):
        return None
    inside = field[base + 1 :]
    if name == "open" or not np.isfinite(inside).any():
        return None if np.isnan(field[-1]) else (float(field[-1]), len(days) - 1)
    at = base + 1 + int(np.nanargmin(inside) if name == "low" else np.nanargmax(inside))
    return float(field[at]), at


def bar_change(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The bar's extreme against the close at the window's base, as a ratio."""
    base = window_base(days, reading.window or "1d")
    if base is None or base < 0 or not close[base] > 0:
        return None
    found = _extreme(answers, reading, days, base)
    if found is None:
        return None
    formula = f"{reading.parameter}({to_date(days[found[1]])}) / close({to_date(days[base])}) - 1"
    return Answer(reading, found[0] / float(close[base]) - 1, "ratio", to_date(days[-1]), {"formula": formula})


def bar_delta(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The same in the series' own unit."""
    base = window_base(days, reading.window or "1d")
    found = None if base is None or base < 0 else _extreme(answers, reading, days, base)
    if found is None or base is None:
        return None
    formula = f"{reading.parameter}({to_date(days[found[1]])}) - close({to_date(days[base])})"
    return Answer(reading, found[0] - float(close[base]), "", to_date(days[-1]), {"formula": formula})


def bar_since(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The latest earlier bar that reached as high (low) as the last one."""
    word = reading.window or "high"
    field = answers.bars(reading.subject, word, reading.at)
    if field is None or np.isnan(field[-1]):
        return None
    return latest(reading, days, np.arange(len(days)), field if word == "high" else -field)


def bar_range(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The highest high of a window over its lowest low, minus 1."""
    found = bar_pair(answers, reading, days, close)
    if found is None or not found.extra["pair"][0] > 0:
        return None
    low, high = found.extra["pair"]
    return Answer(reading, high / low - 1, "ratio", to_date(days[-1]), {"formula": f"{high:g} / {low:g} - 1"})


def bar_swing(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """From one end of a window's prices to the other (`low`: down from its high), as a ratio."""
    found = bar_pair(answers, reading, days, close)
    if found is None or not found.extra["pair"][0] > 0:
        return None
    low, high = found.extra["pair"]
    value = low / high - 1 if reading.parameter == "low" else high / low - 1
    return Answer(reading, value, "ratio", to_date(days[-1]), {"formula": f"from {high:g} to {low:g}, or back"})


def bar_pair(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The lowest low and the highest high of a window."""
    base = window_base(days, reading.window or "1d")
    low, high = (answers.bars(reading.subject, name, reading.at) for name in ("low", "high"))
    if base is None or low is None or high is None or base + 1 >= len(days):
        return None
    pair = float(np.nanmin(low[base + 1 :])), float(np.nanmax(high[base + 1 :]))
    extra = {"pair": pair, "formula": f"lowest low and highest high of {len(days) - 1 - base} bars"}
    return Answer(reading, pair[1], "", to_date(days[-1]), extra)


def _gaps(answers: Answers, reading: Reading, days: Days, close: Floats) -> tuple[float, float, date, date] | None:
    """The gap at a window's base and now, on common rows."""
    other = answers.columns(reading.versus or "", reading.at)
    if other is None:
        return None
    common, mine, theirs = common_days(days, other[0])
    base = window_base(common, reading.window or "1d") if len(common) else None
    if base is None or base < 0:
        return None
    gap = close[mine] - other[1][theirs]
    return float(gap[base]), float(gap[-1]), to_date(common[base]), to_date(common[-1])


def gap_change(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """How much a gap of two yields has moved."""
    found = _gaps(answers, reading, days, close)
    if found is None:
        return None
    formula = f"gap({found[3]}) - gap({found[2]})"
    before, now = (abs(found[0]), abs(found[1])) if reading.parameter == "abs" else (found[0], found[1])
    return Answer(reading, now - before, "percentage points", found[3], {"formula": formula})


def gap_pair(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """A gap of two yields at a window's base and now, in basis points; with its sign where that is told or changes."""
    found = _gaps(answers, reading, days, close)
    if found is None:
        return None
    pair = round(found[0] * 100, 9), round(found[1] * 100, 9)
    if reading.parameter == "abs" or (reading.parameter != "signed" and pair[0] * pair[1] >= 0):
        pair = abs(pair[0]), abs(pair[1])
    return Answer(reading, pair[1], "", found[3], {"pair": pair, "formula": f"gap({found[2]}), gap({found[3]})"})


def _stated(reading: Reading) -> float:
    return float((reading.parameter or "0").replace("_", "."))


def from_level(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The last close against a level that the text states, as a ratio."""
    level = _stated(reading)
    if level <= 0:
        return None
    day = to_date(days[-1])
    return Answer(reading, float(close[-1] / level - 1), "ratio", day, {"formula": f"close({day}) / {level:g} - 1"})


def level_multiple(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The last close over a level that the text states."""
    level = _stated(reading)
    if level <= 0:
        return None
    return Answer(reading, float(close[-1]) / level, "ratio", to_date(days[-1]), {"formula": f"close / {level:g}"})


def from_units(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The last close less a level that the text states."""
    level = _stated(reading)
    unit = "percentage points" if answers.kind(reading.subject) == "rate" else ""
    return Answer(reading, float(close[-1]) - level, unit, to_date(days[-1]), {"formula": f"close - {level:g}"})


def _extreme_row(reading: Reading, days: Days, close: Floats) -> int | None:
    """The row of the extreme close of a window (`all`) or a period (`high_2014-07-01_2014-07-31`)."""
    which, _, span = (reading.parameter or "high").partition("_")
    low, high = 0, len(days) - 1
    if span:
        start, _, end = span.partition("_")
        low = index_upto(days, date.fromisoformat(start) - timedelta(1)) + 1
        high = index_upto(days, date.fromisoformat(end))
    elif reading.window and reading.window != "all":
        base = window_base(days, reading.window)
        low = (base if base is not None else -1) + 1
    inside = close[low : high + 1]
    return low + int(inside.argmax() if which == "high" else inside.argmin()) if len(inside) else None


def of_extreme(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The last close over an extreme close."""
    at = _extreme_row(reading, days, close)
    if at is None or not close[at] > 0:
        return None
    formula = f"close({to_date(days[-1])}) / close({to_date(days[at])})"
    return Answer(reading, float(close[-1] / close[at]), "ratio", to_date(days[-1]), {"formula": formula})


def off_extreme(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The last close less an extreme close."""
    at = _extreme_row(reading, days, close)
    if at is None:
        return None
    unit = "percentage points" if answers.kind(reading.subject) == "rate" else ""
    formula = f"close({to_date(days[-1])}) - close({to_date(days[at])})"
    return Answer(reading, float(close[-1] - close[at]), unit, to_date(days[-1]), {"formula": formula})


def off_bar(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The last close over the extreme price of trading in a window or period, minus 1."""
    field = answers.bars(reading.subject, (reading.parameter or "high").partition("_")[0], reading.at)
    if field is None:
        return None
    prices = np.where(np.isnan(field), close, field)
    at = _extreme_row(reading, days, prices)
    if at is None or not prices[at] > 0:
        return None
    formula = f"close({to_date(days[-1])}) / {reading.parameter or 'high'}({to_date(days[at])}) - 1"
    return Answer(reading, float(close[-1] / prices[at] - 1), "ratio", to_date(days[-1]), {"formula": formula})


def day_of(answers: Answers, reading: Reading, days: Days, close: Floats, *, top: bool) -> Answer | None:
    """The date of a window's extreme close; parameter `intraday`: of its extreme price."""
    whole = reading.window in (None, "all")  # the first row of the file is one that may be the extreme
    base = -1 if whole else window_base(days, reading.window or "all")
    if reading.parameter == "intraday":
        prices = answers.bars(reading.subject, "high" if top else "low", reading.at)
        if prices is None:
            return None
        close = np.where(np.isnan(prices), close, prices)
    if base is None or base + 1 >= len(close):
        return None
    inside = close[base + 1 :]
    at = base + 1 + int(inside.argmax() if top else inside.argmin())
    return Answer(
        reading,
        to_date(days[at]),
        "date",
        to_date(days[-1]),
        {
            "formula": f"day of the {'highest' if top else 'lowest'} of {len(inside)} {reading.parameter or 'closes'}",
            "first": to_date(days[0]),
            "ties": tuple(to_date(d) for d in days[base + 1 :][inside == close[at]]),
        },
    )
