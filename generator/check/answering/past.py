"""Questions about earlier stretches and about averages of closes.

movein (period; word_start_end)   the best, worst or biggest move of a period that ends between two days
levelin (high, low; start_end)    the extreme close between two days
average (above, below; n)         whether p(t) is beyond the average of its last n closes
lastaverage (above, below; n)     the latest earlier stretch of closes beyond that average
fromaverage (n)                   p(t) over that average, minus 1
deepest (window)                  the largest fall from a close of the window to a later one
fallen (all, 1y; n)               whether p(t) is n per cent below the highest close; `n_high`: below the highest price of
                                  trading; `n_low`: whether the day's low was
lastfallen (all, 1y; n)           the latest earlier stretch of closes so far below it
hadrun (up, down; n_period_start_end)  runs that touch a stretch of days
runmove (rows)                    the change over a run
regained (day, week, month; up, down and its end)
                                  the move since an earlier period's end over that period's own, turned round
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from generator.check.answering.periodic import moves, run_lengths
from generator.check.answering.reading import Answer, Reading
from generator.check.answering.rows import index_upto, window_base, window_end
from generator.tape.series import Days, Floats, day_number, to_date

if TYPE_CHECKING:
    from generator.check.answering.reading import Answers


def _between(days: Days, at: Days, text: str) -> np.ndarray:
    """Which of some rows lie between the two days that a parameter ends with."""
    start, _, end = text.partition("_")
    low, high = day_number(date.fromisoformat(start)), day_number(date.fromisoformat(end))
    return np.asarray((days[at] >= low) & (days[at] <= high))


def move_in(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The best, worst or biggest move of a period that ends between two days."""
    word, _, span = (reading.parameter or "").partition("_")
    kind = answers.kind(reading.subject)
    whole = answers.columns(reading.subject)
    if whole is None:
        return None
    days, close = whole
    at, step = moves(days, close, reading.window or "day", kind)
    inside = np.flatnonzero(_between(days, at, span) & ~np.isnan(step))
    if not len(inside):
        return None
    score = np.abs(step[inside]) if word == "biggest" else step[inside] * (1 if word == "best" else -1)
    found = int(inside[int(score.argmax())])
    unit = "percentage points" if kind == "rate" else "ratio"
    day = to_date(days[at[found]])
    return Answer(reading, float(step[found]), unit, day, {"formula": f"{word} {reading.window} of {span}"})


def level_in(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The extreme close between two days."""
    inside = np.flatnonzero(_between(days, np.arange(len(days)), reading.parameter or ""))
    if not len(inside):
        return None
    values = close[inside]
    at = int(inside[int(values.argmax() if reading.window == "high" else values.argmin())])
    day = to_date(days[at])
    return Answer(reading, float(close[at]), "", day, {"formula": f"extreme close of {reading.parameter}: {day}"})


def averages(close: Floats, n: int) -> Floats:
    """The mean of the last n closes at each row; nan where there are fewer."""
    found = np.full(len(close), np.nan)
    if 0 < n <= len(close):
        total = np.concatenate(([0.0], np.cumsum(close)))
        found[n - 1 :] = (total[n:] - total[:-n]) / n
    return found


def deepest(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The largest fall from a close of a window to a later one, as a ratio."""
    base, end = window_base(days, reading.window or "all"), window_end(days, reading.window or "all")
    inside = close[max(base or 0, 0) : end + 1]
    if base is None or len(inside) < 2 or not inside.min() > 0:
        return None
    falls = inside / np.maximum.accumulate(inside) - 1
    low = int(falls.argmin())
    day = to_date(days[max(base, 0) + low])
    return Answer(
        reading, float(falls[low]), "ratio", day, {"formula": f"deepest fall from a close of {reading.window}: {day}"}
    )


def average(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Whether the last close is beyond the average of its last n closes."""
    mean = averages(close, int(reading.parameter or 0))
    if np.isnan(mean[-1]):
        return None
    value = bool(close[-1] > mean[-1] if reading.window == "above" else close[-1] < mean[-1])
    return Answer(reading, value, "boolean", to_date(days[-1]), {"formula": f"average of {reading.parameter} closes: {mean[-1]:.2f}"})  # fmt: skip


def last_average(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The latest earlier close beyond the average that does not belong to the stretch of the last row."""
    n = int(reading.parameter or 0)
    mean = averages(close, n)
    if n <= 0 or n >= len(close):
        return None
    with np.errstate(invalid="ignore"):
        beyond = close > mean if reading.window == "above" else close < mean
    if not beyond[-1]:
        return Answer(reading, None, "date", to_date(days[-1]), {"now": False})
    start = len(beyond) - 1
    while start > 0 and beyond[start - 1]:
        start -= 1
    found = np.flatnonzero(beyond[:start])
    value = to_date(days[found[-1]]) if len(found) else None
    extra = {"first": to_date(days[n - 1]), "formula": f"latest earlier close beyond the average of {n} closes"}
    return Answer(reading, value, "date", to_date(days[-1]), extra)


def from_average(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The last close over the average of its last n closes, minus 1."""
    mean = averages(close, int(reading.parameter or 0))
    if np.isnan(mean[-1]) or not mean[-1] > 0:
        return None
    return Answer(reading, float(close[-1] / mean[-1] - 1), "ratio", to_date(days[-1]), {"formula": "close / average - 1"})  # fmt: skip


def _falls(days: Days, close: Floats, window: str | None) -> Floats:
    """The fall from the highest close so far, or of the 365 days up to each row, as a ratio."""
    if window != "1y":
        return np.asarray(close / np.maximum.accumulate(close) - 1)
    found = np.empty(len(close))
    queue: list[int] = []
    head = 0
    for i, value in enumerate(close):
        while len(queue) > head and close[queue[-1]] <= value:
            queue.pop()
        queue.append(i)
        while days[queue[head]] < days[i] - 365:
            head += 1
        found[i] = value / close[queue[head]] - 1
    return found


def fallen(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Whether the last close is so many per cent below the highest."""
    share, _, price = (reading.parameter or "10").partition("_")
    bars = answers.bars(reading.subject, price, reading.at) if price else None
    if not close.min() > 0 or (price and (bars is None or np.isnan(bars[-1]))):
        return None
    first = int(days.searchsorted(days[-1] - 365)) if reading.window == "1y" else 0
    top = np.nanmax(bars[first:]) if bars is not None and price == "high" else close[first:].max()
    now = bars[-1] if bars is not None and price == "low" else close[-1]
    fall = float(now / top - 1)
    value = fall <= -float(share) / 100
    return Answer(reading, value, "boolean", to_date(days[-1]), {"formula": f"{fall:.2%} from the highest close"})


def last_fallen(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The latest earlier close so far below the highest that does not belong to the stretch of the last row."""
    if not close.min() > 0:
        return None
    beyond = _falls(days, close, reading.window) <= -float(reading.parameter or 10) / 100
    extra = {"first": to_date(days[0]), "formula": f"latest earlier close {reading.parameter} % below the highest"}
    if not beyond[-1]:
        return Answer(reading, None, "date", to_date(days[-1]), {**extra, "now": False})
    start = len(beyond) - 1
    while start > 0 and beyond[start - 1]:
        start -= 1
    found = np.flatnonzero(beyond[:start])
    return Answer(reading, to_date(days[found[-1]]) if len(found) else None, "date", to_date(days[-1]), extra)


def had_run(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The length of a run that touches a stretch of days: the one asked for if there is one, else the longest."""
    n, period, span = (reading.parameter or "1_day_").split("_", 2)
    at, step = moves(days, close, period, answers.kind(reading.subject))
    runs = run_lengths(np.sign(step) == (1 if reading.window == "up" else -1))
    ends = np.flatnonzero((runs > 0) & np.append(runs[1:] == 0, True))
    start, _, end = span.partition("_")
    low, high = day_number(date.fromisoformat(start)), day_number(date.fromisoformat(end))
    inside = [int(e) for e in ends if days[at[e]] >= low and days[at[e - runs[e] + 1]] <= high]
    if not inside:
        return None
    lengths = [int(runs[e]) for e in inside]
    value = int(n) if int(n) in lengths else max(lengths)
    return Answer(reading, value, "rows", to_date(days[at[inside[-1]]]), {"formula": f"runs of {period}s in {span}"})


def regained(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """How much of an earlier period's move (by default that of the period before) the move since has taken back."""
    word, _, told = (reading.parameter or "down").partition("_")
    window = {"week": "wtd", "month": "mtd"}.get(reading.window or "", "1s")
    last = to_date(days[-1])
    end = index_upto(days, date.fromisoformat(told)) if told else window_base(days, window)
    base = window_base(days[: end + 1], window) if end is not None and end > 0 else None
    if end is None or base is None or not 0 <= base < end < len(days) - 1 or close[end] == close[base]:
        return None
    own, since = float(close[end] - close[base]), float(close[-1] - close[end])
    share = -since / own if (own > 0) == (word == "up") else -abs(since / own)
    formula = f"(close({last}) - close({to_date(days[end])})) / (close({to_date(days[end])}) - close({to_date(days[base])})), turned round"
    return Answer(reading, share, "ratio", last, {"formula": formula})


def run_move(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The change over so many rows up to the last one (`ended`: up to the one before it)."""
    n = int((reading.window or "1s")[:-1])
    last = len(close) - 1 - (reading.parameter == "ended")
    if last - n < 0 or not close[last - n] > 0:
        return None
    formula = f"close({to_date(days[last])}) / close({to_date(days[last - n])}) - 1"
    return Answer(reading, float(close[last] / close[last - n] - 1), "ratio", to_date(days[last]), {"formula": formula})
