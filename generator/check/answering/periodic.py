"""Moves of calendar periods: the best since, the place among others, runs, the last rise or fall.

A period is `day`, `week`, `month`, `quarter`, `half`, `year`, so many rows (`2s`), or one season of a period
(`month@1` for Januaries, `half@1` for first halves). A flow's move is its sum over the period.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from generator.check.answering.reading import Answer, Reading
from generator.check.answering.rows import index_upto, window_base, window_end
from generator.tape.series import Days, Floats, common_days, to_date

if TYPE_CHECKING:
    from generator.check.answering.reading import Answers

SLACK = 1e-12
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def labels(days: Days, period: str) -> Days:
    """A number for each row that is the same for the rows of one period."""
    if period == "day":
        return np.arange(len(days))
    if period == "week":
        return np.asarray((days + 3) // 7)
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(months // _MONTHS[period])


def period_ends(days: Days, period: str) -> Days:
    """The last row of each day, week, month, quarter, half or year."""
    return np.append(np.flatnonzero(np.diff(labels(days, period))), len(days) - 1)


def moves(days: Days, close: Floats, period: str, kind: str, *, units: bool = False) -> tuple[Days, Floats]:
    """Last row and move of each period, the current one last; `units`: in the series' unit rather than as a ratio."""
    name, _, season = period.partition("@")
    if name.endswith("s") and name[:-1].isdigit():
        step = int(name[:-1])
        ends = np.arange(len(days))
        return (
            (ends[step:], _steps(close[:-step], close[step:], kind, units))
            if step < len(days)
            else (ends[:0], close[:0])
        )
    ends = period_ends(days, name)
    if kind == "flow":
        found = ends, np.add.reduceat(close, np.append(0, ends[:-1] + 1))
    else:
        level = close[ends]
        found = ends[1:], _steps(level[:-1], level[1:], kind, units)
    return _of_season(days, *found, name, int(season)) if season else found


def _steps(start: Floats, end: Floats, kind: str, units: bool) -> Floats:
    if kind in ("rate", "flow") or units or (start <= 0).any():  # what may be below zero has no ratios
        return np.asarray(end - start)
    return np.asarray(end / start - 1)


def _of_season(days: Days, at: Days, step: Floats, name: str, season: int) -> tuple[Days, Floats]:
    months = days[at].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    keep = months % 12 // _MONTHS[name] == season - 1
    return at[keep], step[keep]


def latest(reading: Reading, days: Days, at: Days, score: Floats) -> Answer | None:
    """The latest earlier row whose score is at least that of the last."""
    if not len(score) or np.isnan(score[-1]):
        return None
    now = float(score[-1])
    found = np.flatnonzero(score[:-1] >= now - SLACK * max(1.0, abs(now)))
    extra = {
        "formula": f"latest earlier {reading.window} at least as good",
        "first": to_date(days[0]),
        "positive": now > 0,
        "rows": len(score) - 1 - int(found[-1]) if len(found) else None,
    }
    value = to_date(days[at[found[-1]]]) if len(found) else None
    return Answer(reading, value, "date", to_date(days[-1]), extra)


def best(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The latest earlier period whose move was as good (`best`), as bad (`worst`), as big (`biggest`)."""
    at, step = moves(
        days, close, reading.window or "day", answers.kind(reading.subject), units=reading.parameter == "units"
    )
    if not len(step):
        return None
    sign = {"best": 1.0, "worst": -1.0}.get(reading.measure) or float(np.sign(step[-1]))
    return latest(reading, days, at, step * sign)


def placed(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The place of a period's move, or of a level, among those of a window; parameter: `worst_week`, `high_day`."""
    whole = answers.columns(reading.subject)
    word, _, period = (reading.parameter or "").partition("_")
    if whole is None:
        return None
    every, all_close = whole
    base, end = window_base(every, reading.window or "all"), window_end(every, reading.window or "all")
    if base is None:
        return None
    units = period.endswith("/units")
    period = period.removesuffix("/units")
    if word in ("high", "low"):
        at, score = period_ends(every, period), all_close[period_ends(every, period)]
    else:
        at, score = moves(every, all_close, period, answers.kind(reading.subject), units=units)
    sign = 1.0 if word in ("high", "best") else -1.0
    first = -1 if reading.window in (None, "all") else base
    inside = (at > first) & (at <= end) & ~np.isnan(score)
    mine = np.flatnonzero(at >= min(len(days) - 1, end))
    if not inside.any() or not len(mine) or not inside[mine[0]]:
        return None
    if word == "biggest":
        sign = float(np.sign(score[mine[0]]))
    ranked = score[inside] * sign
    now = float(score[mine[0]]) * sign
    place = 1 + int((ranked > now + SLACK * max(1.0, abs(now))).sum())
    extra = {"n": int(inside.sum()), "formula": f"place among {int(inside.sum())} of {reading.window}"}
    return Answer(reading, place, "rank", to_date(days[-1]), extra)


def run(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Periods of one direction on end, up to the last row."""
    count, first = _run(answers, reading, days, close, ended=False)
    return Answer(reading, count, "rows", to_date(days[-1]), {"formula": "periods on end", "started": first})


def ended(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Periods of the run that ended just before the last row."""
    count, first = _run(answers, reading, days, close, ended=True)
    return Answer(
        reading,
        count,
        "rows",
        to_date(days[-1]),
        {"formula": "rows of the run that ended before the last row", "started": first},
    )


LOOK_PAST = 2  # periods of the other direction that may follow a run that is said to have ended


def _run(answers: Answers, reading: Reading, days: Days, close: Floats, *, ended: bool) -> tuple[int, date | None]:
    at, move = moves(days, close, reading.parameter or "day", answers.kind(reading.subject))
    step = np.sign(move)
    sign = 1 if reading.window == "up" else -1
    last = len(step) - 1
    while ended and last >= 0 and step[last] == -sign and len(step) - 1 - last < LOOK_PAST:
        last -= 1
    stop = last
    while last >= 0 and step[last] == sign:
        last -= 1
    return stop - last, to_date(days[at[last + 1]]) if stop > last else None


def _spreads(answers: Answers, reading: Reading, days: Days, close: Floats, period: str) -> tuple[Days, Days, Floats]:
    """The days that two series share, the last rows of their periods, and by how much one did better in each."""
    other = answers.columns(reading.versus or "", reading.at)
    if other is None:
        return days[:0], days[:0], close[:0]
    common, mine, theirs = common_days(days, other[0])
    if len(common) < 2:
        return common, days[:0], close[:0]
    at, step = moves(common, close[mine], period, "")
    return common, at, step - moves(common, other[1][theirs], period, "")[1]


def widest_spread(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The latest earlier period whose spread was as wide, to the same side."""
    common, at, spread = _spreads(answers, reading, days, close, reading.window or "day")
    return latest(reading, common, at, spread * np.sign(spread[-1])) if len(spread) else None


def spread_run(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Periods on end, up to the last row, in which one did better (`up`) or worse (`down`) than another."""
    _, _, spread = _spreads(answers, reading, days, close, reading.parameter or "day")
    other = np.flatnonzero(np.sign(spread) != (1 if reading.window == "up" else -1))
    count = len(spread) - 1 - int(other[-1]) if len(other) else len(spread)
    return Answer(reading, count, "rows", to_date(days[-1]), {"formula": "periods on end"}) if len(spread) else None


def last_move(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The latest earlier period that rose (`up`; by 2 % or more: `up>0.02`), fell (`down`) or had a `record`; `rows`: how
    many periods ago."""
    at, move = moves(days, close, reading.parameter or "day", answers.kind(reading.subject))
    if reading.window == "record":
        at, move = _with_records(days, close, reading.parameter or "day")
    word, _, size = (reading.window or "").partition(">")
    sign = -1 if word == "down" else 1
    fits = np.sign(move) == sign if not size else move * sign >= float(size) - SLACK
    found = np.flatnonzero(fits[:-1])
    value = to_date(days[at[found[-1]]]) if len(found) else None
    extra = {
        "first": to_date(days[0]),
        "rows": len(move) - 1 - int(found[-1]) if len(found) else None,
        "now": int(np.sign(move[-1])) if len(move) and (fits[-1] or not size) else 0,
        "formula": f"latest earlier {reading.parameter or 'day'} that went {reading.window}",
    }
    return Answer(reading, value, "date", to_date(days[-1]), extra)


def counted(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Periods of a window that rose or fell; parameter: the period. A window in rows counts periods."""
    at, move = moves(days, close, reading.parameter or "day", answers.kind(reading.subject))
    word = reading.window or "up"
    word, _, window = word.partition("/")
    sign = -1 if word == "down" else 1
    if word == "record":
        at, move = _with_records(days, close, reading.parameter or "day")
    inside = _inside(days, at, window)
    if inside is None:
        return None
    value = int((np.sign(move[inside]) == sign).sum())
    total = int(inside.sum())
    return Answer(reading, value, "rows", to_date(days[-1]), {"n": total, "formula": f"{word} in {total} periods"})


def _with_records(days: Days, close: Floats, period: str) -> tuple[Days, Floats]:
    """Last row of each period, and whether a close in it was a record."""
    told = np.append(0, np.cumsum(close[1:] > np.maximum.accumulate(close)[:-1]))
    ends = period_ends(days, period)
    return ends[1:], np.sign(np.diff(told[ends])).astype(np.float64)


def sized(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Periods of a window whose move (or last level) was beyond a size; parameter: `down_least_0~02/day`, `below_10/day`."""
    text, _, period = (reading.parameter or "").replace("~", ".").partition("/")
    word, _, value = text.partition("_")
    if word in ("above", "below"):
        at = period_ends(days, period)
        fits = close[at] > float(value) if word == "above" else close[at] < float(value)
    else:
        bound, _, size = value.partition("_")
        at, move = moves(days, close, period, answers.kind(reading.subject))
        score = np.abs(move) if word == "abs" else move if word == "up" else -move
        fits = score > float(size) + SLACK if bound == "over" else score >= float(size) - SLACK
    inside = _inside(days, at, reading.window or "all")
    if inside is None:
        return None
    total = int(inside.sum())
    extra = {"n": total, "formula": f"{text.replace('_', ' ')} in {total} periods"}
    return Answer(reading, int(fits[inside].sum()), "rows", to_date(days[-1]), extra)


def next_run(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Rows of one direction on end right after a day."""
    start = index_upto(days, date.fromisoformat(reading.parameter or ""))
    if start < 0:
        return None
    step = np.sign(np.diff(close[start:]))
    sign = 1 if reading.window == "up" else -1
    against = np.flatnonzero(step != sign)
    count = int(against[0]) if len(against) else len(step)
    return Answer(reading, count, "rows", to_date(days[-1]), {"formula": f"rows on end after {reading.parameter}"})


def beats(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Periods of a window in which one did better (`up`) or worse (`down`) than another."""
    other = answers.columns(reading.versus or "", reading.at)
    if other is None:
        return None
    common, mine, theirs = common_days(days, other[0])
    period = reading.parameter or "day"
    at, step = moves(common, close[mine], period, answers.kind(reading.subject))
    _, against = moves(common, other[1][theirs], period, answers.kind(reading.versus or ""))
    word, _, window = (reading.window or "up").partition("/")
    inside = _inside(common, at, window)
    if inside is None:
        return None
    won = (step - against)[inside] * (1 if word == "up" else -1) > 0
    extra = {"n": int(inside.sum()), "formula": f"periods of {int(inside.sum())} won"}
    return Answer(reading, int(won.sum()), "rows", to_date(days[-1]), extra)


def _inside(days: Days, at: Days, window: str) -> np.ndarray | None:
    """Which periods lie in a window, given in time or as the last so many (`6p`)."""
    if window.endswith("p") and window[:-1].isdigit():
        return np.arange(len(at)) >= len(at) - int(window[:-1])
    base = window_base(days, window or "all")
    return None if base is None else (at > base) & (at <= window_end(days, window or "all"))


def run_since(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The latest earlier date at which a run was as long as the one that ends at the last row, or just before it."""
    at, move = moves(days, close, reading.parameter or "day", answers.kind(reading.subject))
    sign = 1 if reading.window == "up" else -1
    step = np.sign(move) == sign
    index = np.arange(len(step))
    runs = index - np.maximum.accumulate(np.where(step, -1, index))
    last = len(runs) - 1
    while last >= 0 and runs[last] == 0 and len(runs) - 1 - last < LOOK_PAST:
        last -= 1
    count = int(runs[last]) if last >= 0 else 0
    before = np.flatnonzero(runs[: last - count + 1] >= count) if count else np.array([], dtype=np.int64)
    value = to_date(days[at[before[-1]]]) if len(before) else None
    extra = {"first": to_date(days[0]), "formula": f"latest earlier run of at least {count}", "count": count}
    if len(before):
        extra["began"] = to_date(days[at[before[-1] - runs[before[-1]] + 1]])
    return Answer(reading, value, "date", to_date(days[-1]), extra)


def run_lengths(rows: np.ndarray) -> Days:
    """How many rows on end are true, at each row."""
    index = np.arange(len(rows))
    return np.asarray(index - np.maximum.accumulate(np.where(rows, -1, index)))
