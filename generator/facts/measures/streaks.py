"""How many times in a row, and how often in a window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from generator.facts.asked import Answer, Asked, Missing, Reading, Track, close_of
from generator.facts.measures.levels import difference, refuse_without_change
from generator.tape.series import Days, Floats

Flags = NDArray[np.bool_]


def run_at_end(flags: Flags) -> int:
    """How many trues stand at the end."""
    false = np.flatnonzero(~flags)
    return len(flags) if not len(false) else len(flags) - 1 - int(false[-1])


def runs(flags: Flags) -> Floats:
    """For each element how many trues end at it, in one line of flags or in many."""
    at = np.arange(flags.shape[-1])
    last_false = np.maximum.accumulate(np.where(flags, -1, at), axis=-1)
    return (at - last_false).astype(np.float64)


def _streak(asked: Asked, *, up: bool) -> Answer:
    x = asked.x
    at = _period_ends(x.days, asked.question.parameter)

    def find() -> int:
        step = np.diff(x.close[at])
        return run_at_end(step > 0 if up else step < 0)

    count = find() if asked.question.parameter else asked.look(f"streak.{'up' if up else 'down'}", find)
    word = f"{'above' if up else 'below'} the {asked.question.parameter or 'row'} before"
    return _counted(x, at, count, f"rows to {x.date(x.last)} with a close {word}")


streak_up = partial(_streak, up=True)
streak_down = partial(_streak, up=False)


def _streak_history(asked: Asked, *, up: bool) -> Floats:
    if asked.question.parameter:
        raise Missing("only daily streaks have a history")
    return run_lengths(asked.x.close, up=up)


def run_lengths(close: Floats, *, up: bool) -> Floats:
    """At each row of one line of closes, or of many, how many steps one way end there."""
    step, found = np.diff(close), np.zeros(close.shape)
    found[..., 1:] = runs(step > 0 if up else step < 0)
    return found


up_history = partial(_streak_history, up=True)
down_history = partial(_streak_history, up=False)


def _period_ends(days: Days, period: str | None) -> Days:
    """The last row of each ISO week or month (the current one included), or every row."""
    if period is None:
        return np.arange(len(days))
    label = (days + 3) // 7 if period == "week" else days.astype("datetime64[D]").astype("datetime64[M]").astype(int)
    return np.append(np.flatnonzero(np.diff(label)), len(days) - 1)


def _counted(x: Track, at: Days, count: int, formula: str) -> Answer:
    first = int(at[len(at) - 1 - count])
    extra = {"started": x.date(int(at[len(at) - count]))} if count else {}
    inputs = (close_of(x, first), close_of(x, x.last)) if count else (close_of(x, x.last),)
    read = at[max(len(at) - 1 - max(count, 1), 0) :]
    return Answer(count, "rows", formula, inputs, (Reading(x, int(read[0]), x.last, at=read),), extra=extra)


def _relative(asked: Asked, *, ahead: bool) -> Answer:
    x, v = asked.x, asked.versus
    refuse_without_change(x)
    refuse_without_change(v)
    count = run_at_end(_ahead(x, v) if ahead else _ahead(v, x))
    first = x.last - count
    word = "above" if ahead else "below"
    formula = f"common rows to {x.date(x.last)} on which the 1d change of {x.key} is {word} that of {v.key}"
    inputs = tuple(close_of(track, i) for track in (x, v) for i in ((first, x.last) if count else (x.last,)))
    read = max(min(first, x.last - 1), 0)
    reads = (Reading(x, read, x.last, whole=True), Reading(v, read, v.last, whole=True))
    return Answer(count, "rows", formula, inputs, reads, extra={"started": x.date(first + 1)} if count else {})


streak_beat = partial(_relative, ahead=True)
streak_lag = partial(_relative, ahead=False)


def _ahead(x: Track, v: Track) -> Flags:
    with np.errstate(invalid="ignore"):
        return np.asarray(difference(x.steps(), v.steps()) > 0)


def beat_history(asked: Asked) -> Floats:
    """At each common row the length of the run on which x did better."""
    return np.concatenate([[0.0], runs(_ahead(asked.x, asked.versus))])


def lag_history(asked: Asked) -> Floats:
    """At each common row the length of the run on which x did worse."""
    return np.concatenate([[0.0], runs(_ahead(asked.versus, asked.x))])


def _since_streak(asked: Asked, history: Callable[[Asked], Floats]) -> Answer:
    """The latest earlier date, before the run itself, on which such a run was at least as long."""
    x, lengths = asked.x, history(asked)
    if not lengths[-1] >= 1:
        raise Missing("there is no run to compare")
    begin = x.last - int(lengths[-1])
    found = np.flatnonzero(lengths[: begin + 1] >= lengths[-1])
    if not len(found):
        raise Missing(f"no earlier run since {x.date(0)} is as long")
    i = int(found[-1])
    tracks = [track for track in (x, asked.v) if track]
    return Answer(
        x.date(i).isoformat(), "date", f"last earlier row with a run of at least {lengths[-1]:.0f}",
        tuple(close_of(track, k) for track in tracks for k in (i, track.last)),
        tuple(Reading(track, max(i - int(lengths[i]), 0), track.last, whole=True) for track in tracks),
        extra={"date": x.date(i)},
    )  # fmt: skip


since_up = partial(_since_streak, history=up_history)
since_down = partial(_since_streak, history=down_history)
since_beat = partial(_since_streak, history=beat_history)
since_lag = partial(_since_streak, history=lag_history)


def records(close: Floats) -> Flags:
    """At each row of one line of closes, or of many, whether it is above every earlier one (the first has none)."""
    found = np.zeros(close.shape, dtype=bool)
    found[..., 1:] = close[..., 1:] > np.maximum.accumulate(close, axis=-1)[..., :-1]
    return found


def _count(asked: Asked, *, what: str) -> Answer:
    x, span = asked.x, asked.span

    def find() -> int:
        if what == "record":
            return int(records(x.close)[span.first : span.end + 1].sum())
        step = np.diff(x.close, prepend=x.close[:1])
        return int((step > 0 if what == "up" else step < 0)[span.first : span.end + 1].sum())

    count = asked.look(f"count.{what}.all", find) if asked.window == "all" else find()
    word = "at a record" if what == "record" else what
    begin = min(span.first, span.end)  # of a window without rows, its base
    formula = f"rows that closed {word} of {span.end - span.first + 1}, {x.date(begin)} to {x.date(span.end)}"
    first = 0 if what == "record" else max(begin - 1, 0)
    inputs = (close_of(x, begin), close_of(x, span.end))
    reads = (Reading(x, first, span.end, whole=True),)
    return Answer(count, "rows", formula, inputs, reads, span.cut_short or span.unended)


count_up = partial(_count, what="up")
count_down = partial(_count, what="down")
count_record = partial(_count, what="record")
