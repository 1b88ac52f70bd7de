"""Questions that prose asks and the definitions have no measure for; each is a short function over the columns.

best, worst, biggest (period)  the latest earlier period whose move was as good (bad, big); see `periodic` for periods
placed (window; sort_period)   the place of a period's move, or of a level, among those of a window
run, ended (up, down; period)  periods on end up to the last row; those of the run that ended just before it
runsince (up, down; period)    the latest earlier date at which a run was as long
nextrun (up, down; day)        rows of one direction on end right after a day
lastmove (up, down; period)    the latest earlier period that went that way
counted (up/window; period)    periods of a window that went that way
beats (up/window; vs, period)  periods of a window in which one did better
sized (window; size/period)    periods of a window whose move or level was beyond a size
highest, lowest (window)       whether p(t) is the extreme of the window's rows
howmany (up, down; among)      how many of several went that way over a window
rank (window; among)           1 for the best of several instruments, counted from the top
firstabove, firstbelow (x)     whether p(t) is the first close beyond x; window `intraday`: the first bar; `date`: when it was
lastabove, lastbelow (x)       the latest earlier stretch of closes beyond x; `any`: also where the last close is not
fromhigh, fromlow (period)     p(t) over the extreme close of a period, minus 1
rows (since)                   rows after a date up to t
mult (window)                  p(t) over the window's base
timesmove (window; vs)         its change over the other's, both over a window
stake (window; sum)            what a sum put in at the window's base is at t
widestspread (period)          the latest earlier period whose spread was as wide, same sign
spreadrun (up, down; period)   periods on end in which one did better (worse) than another
incases (measure/study ...)    the lowest and highest value of a measure on the days of a study's cases
gapsince (high, low)           the latest earlier date whose gap of two rates was as high (low)
ratiosince (high, low; vs)     the latest earlier date whose ratio of two instruments was as high (low)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from generator.check.answering import bars, past, periodic, records
from generator.check.answering.cases import in_cases
from generator.check.answering.periodic import latest
from generator.check.answering.reading import TURNED, Answer, Reading
from generator.check.answering.rows import index_upto, window_base
from generator.check.text.replacing import replace
from generator.facts import windows
from generator.tape.series import Days, Floats, common_days, to_date

if TYPE_CHECKING:
    from generator.check.answering.reading import Answers


def derive(answers: Answers, reading: Reading) -> Answer | None:
    """The answer to a derived question."""
    asked = _ended(answers, reading) if reading.measure in _WITHIN else reading
    found = answers.columns(asked.subject, asked.at)
    if found is None or len(found[0]) < 2:
        return None
    answer = _TABLE[reading.measure](answers, asked, *found)
    return answer if answer is None or asked is reading else replace(answer, reading=reading)


_WITHIN = frozenset({"anyrecord", "range.pair", "dayhigh", "daylow", "barpair", "barrange", "barswing", "barchange", "bardelta", "gapchange"})  # fmt: skip


def _ended(answers: Answers, reading: Reading) -> Reading:
    """A question of what was in a named period, asked as of that period's end."""
    period = windows.period_of(reading.window or "")
    if period is None:
        return reading
    return replace(reading, at=min(reading.at or answers.as_of, to_date(period.last)))


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


def _how_many(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """How many of several rose (or fell) over a window; a flow counts by its sum."""
    sign = 1 if reading.parameter == "up" else -1
    fits: list[bool] = []
    for key in reading.among:
        flow = answers.kind(key) == "flow"
        found = answers.ask(Reading(key, "sum" if flow else "change", reading.window, at=reading.at))
        if found is None:
            return None
        fits.append(float(found.value) * sign > 0)
    extra = {"n": len(fits), "first_fits": fits[0], "formula": f"{reading.parameter} among {', '.join(reading.among)}"}
    return Answer(reading, sum(fits), "rows", to_date(days[-1]), extra)


def _first_beyond(answers: Answers, reading: Reading, days: Days, close: Floats, *, above: bool) -> Answer | None:
    level = float((reading.parameter or "0").replace("_", "."))
    if reading.window == "intraday":
        extremes = answers.bars(reading.subject, "high" if above else "low", reading.at)
        if extremes is None:
            return None
        close = extremes
    beyond = close > level if above else close < level
    first = np.flatnonzero(beyond)
    when = to_date(days[first[0]]) if len(first) else None
    value: object = bool(len(first) and first[0] == len(close) - 1)
    if reading.window == "date":
        return Answer(reading, when, "date", to_date(days[-1]), {"formula": f"first close beyond {level:g}"})
    return Answer(
        reading,
        value,
        "boolean",
        to_date(days[-1]),
        {"formula": f"first close beyond {level:g}: {when}", "first_date": when},
    )


def _last_beyond(answers: Answers, reading: Reading, days: Days, close: Floats, *, above: bool) -> Answer | None:
    """The latest earlier close beyond a level that does not belong to the stretch that ends at the last row."""
    level = float((reading.parameter or "0").replace("_", "."))
    beyond = close > level if above else close < level
    if not beyond[-1] and reading.window != "any":
        return Answer(reading, None, "date", to_date(days[-1]), {"now": False, "formula": f"no close beyond {level:g}"})
    start = len(beyond) - bool(beyond[-1])
    while start > 0 and beyond[start - 1]:
        start -= 1
    found = np.flatnonzero(beyond[:start])
    value = to_date(days[found[-1]]) if len(found) else None
    extra = {"first": to_date(days[0]), "now": True, "formula": f"latest earlier stretch of closes beyond {level:g}"}
    return Answer(reading, value, "date", to_date(days[-1]), extra)


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


def _quoted(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """A currency's change as people often tell it: that of the pair as quoted, turned round."""
    own = replace(reading, subject=reading.subject.removesuffix(TURNED), measure="change")
    found = answers.ask(own)
    return None if found is None else Answer(reading, -float(found.value), found.unit, found.date)


def _mult(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    found = answers.ask(replace(reading, measure="change"))
    if found is None:
        return None
    if found.unit != "ratio":  # of a rate, one level over the other
        base = window_base(days, reading.window or "1d")
        if base is None or base < 0 or not close[base] > 0:
            return None
        return Answer(reading, float(close[-1] / close[base]), "ratio", found.date)
    return Answer(reading, float(found.value) + 1, "ratio", found.date)


def _times_move(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    one = answers.ask(replace(reading, measure="change", versus=None))
    two = answers.ask(replace(reading, measure="change", subject=reading.versus or "", versus=None))
    if one is None or two is None or one.unit != "ratio" or two.unit != "ratio" or not float(two.value):
        return None
    return Answer(
        reading, float(one.value) / float(two.value), "ratio", one.date, {"formula": "one change over the other"}
    )


def _stake(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """What a sum that was put in at a window's base is now."""
    found = _mult(answers, reading, days, close)
    if found is None:
        return None
    sum_put = float((reading.parameter or "1").replace("_", "."))
    return Answer(
        reading, float(found.value) * sum_put, "", found.date, {"formula": f"{sum_put:g} times end over start"}
    )


def _gap_since(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    other = answers.columns(reading.versus or "", reading.at)
    if other is None:
        return None
    common, mine, theirs = common_days(days, other[0])
    gap = close[mine] - other[1][theirs]
    return latest(reading, common, np.arange(len(common)), gap if reading.window == "high" else -gap)


def _ratio_since(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The latest earlier date at which the ratio of two instruments was as high (low)."""
    other = answers.columns(reading.versus or "", reading.at)
    if other is None:
        return None
    common, mine, theirs = common_days(days, other[0])
    if len(common) < 2 or not other[1][theirs].min() > 0:
        return None
    ratio = close[mine] / other[1][theirs]
    return latest(reading, common, np.arange(len(common)), ratio if reading.window == "high" else -ratio)


def _level_since(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    return latest(reading, days, np.arange(len(days)), close if reading.window == "high" else -close)


def _extreme(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """A flow: the latest earlier row as large, in the direction of the last."""
    return latest(reading, days, np.arange(len(days)), close * np.sign(close[-1]))


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


SEQUENCE = 0.01  # how far, relatively, a close may be from an end of a from-to pair without dates


def _sequence(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """`from A to B` without dates: a close near A and, after it, a close near B."""
    one, _, two = (reading.parameter or "").partition("_to_")
    start, end = float(one.replace("_", ".")), float(two.replace("_", "."))
    base = window_base(days, reading.window or "all")
    inside = slice(max(base or 0, 0), None)
    near_start = np.flatnonzero(np.abs(close[inside] - start) <= SEQUENCE * abs(start))
    near_end = np.flatnonzero(np.abs(close[inside] - end) <= SEQUENCE * abs(end))
    if len(near_end):
        near_start = near_start[near_start < near_end[-1]]
    if not len(near_start) or not len(near_end):
        return None
    best = near_start[np.abs(close[inside][near_start] - start).argmin()]
    pair = (float(close[inside][best]), float(close[inside][near_end[-1]]))
    extra = {"pair": pair, "formula": "a close near the first number and a later one near the second"}
    return Answer(reading, pair[1], "", to_date(days[inside][near_end[-1]]), extra)


Deriver = Callable[["Answers", Reading, Days, Floats], Answer | None]
_TABLE: dict[str, Deriver] = {
    "incases": in_cases,
    "ended": periodic.ended,
    "run": periodic.run,
    "best": periodic.best,
    "worst": periodic.best,
    "biggest": periodic.best,
    "placed": periodic.placed,
    "spreadrun": periodic.spread_run,
    "runsince": periodic.run_since,
    "nextrun": periodic.next_run,
    "lastmove": periodic.last_move,
    "lastrecord": records.last_record,
    "recordrun": records.record_run,
    "counted": periodic.counted,
    "beats": periodic.beats,
    "sized": periodic.sized,
    "lastabove": lambda a, r, d, c: _last_beyond(a, r, d, c, above=True),
    "lastbelow": lambda a, r, d, c: _last_beyond(a, r, d, c, above=False),
    "highest": lambda a, r, d, c: _highest(a, r, d, c, top=True),
    "lowest": lambda a, r, d, c: _highest(a, r, d, c, top=False),
    "rank": _rank,
    "howmany": _how_many,
    "firstabove": lambda a, r, d, c: _first_beyond(a, r, d, c, above=True),
    "firstbelow": lambda a, r, d, c: _first_beyond(a, r, d, c, above=False),
    "fromhigh": lambda a, r, d, c: _from_extreme(a, r, d, c, top=True),
    "fromlow": lambda a, r, d, c: _from_extreme(a, r, d, c, top=False),
    "rows": _rows,
    "mult": _mult,
    "timesmove": _times_move,
    "stake": _stake,
    "quoted": _quoted,
    "widestspread": periodic.widest_spread,
    "gapsince": _gap_since,
    "ratiosince": _ratio_since,
    "levelsince": _level_since,
    "extreme": _extreme,
    "pair": _pair,
    "fromlevel": bars.from_level,
    "anyrecord": records.any_record,
    "sequence": _sequence,
    "prevrecord": records.previous_record,
    "dayhigh": lambda a, r, d, c: bars.day_of(a, r, d, c, top=True),
    "daylow": lambda a, r, d, c: bars.day_of(a, r, d, c, top=False),
    "range.pair": _range_pair,
    "open": bars.opened,
    "barchange": bars.bar_change,
    "barswing": bars.bar_swing,
    "bardelta": bars.bar_delta,
    "barpair": bars.bar_pair,
    "barsince": bars.bar_since,
    "gapchange": bars.gap_change,
    "gappair": bars.gap_pair,
    "levelmult": bars.level_multiple,
    "fromunits": bars.from_units,
    "ofextreme": bars.of_extreme,
    "offextreme": bars.off_extreme,
    "offbar": bars.off_bar,
    "regained": past.regained,
    "movein": past.move_in,
    "levelin": past.level_in,
    "average": past.average,
    "fallen": past.fallen,
    "deepest": past.deepest,
    "hadrun": past.had_run,
    "runmove": past.run_move,
    "barrange": bars.bar_range,
    "lastfallen": past.last_fallen,
    "recordless": records.record_less,
    "recordrunsince": records.record_run_since,
    "lastaverage": past.last_average,
    "fromaverage": past.from_average,
}
