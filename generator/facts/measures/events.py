"""What followed a dated event."""

from __future__ import annotations

from generator.facts import windows
from generator.facts.asked import Answer, Asked, Missing, Reading, close_of
from generator.tape.series import day_number, to_date


def event(asked: Asked) -> Answer:
    """`p(event date + window) / p(event date) - 1`, or to t without a window."""
    x = asked.x
    day = day_number(asked.event(asked.question.parameter or ""))
    base = x.rows.upto(day)
    if base < 0:
        raise Missing(f"the file begins on {x.date(0)}, after the event")
    if not x.close[base] > 0:
        raise Missing(f"{x.term(base)} is not above zero")
    end = x.last if asked.question.window is None else _end(asked, base, day)
    formula = f"{x.term(end)} / {x.term(base)} - 1"
    value = float(x.close[end] / x.close[base] - 1)
    return Answer(value, "ratio", formula, (close_of(x, base), close_of(x, end)), (Reading(x, base, end),))


def _end(asked: Asked, base: int, day: int) -> int:
    x, window = asked.x, asked.window
    rows = windows.sessions_of(window)
    if rows is not None:
        if base + rows > x.last:
            raise Missing(f"{window} after the event has not passed")
        return base + rows
    until = windows.month_after(day, window)
    if until is None:
        raise Missing(f"{window} does not run from an event")
    if until > x.days[-1]:
        raise Missing(f"{window} after the event ends on {to_date(until)}, after the last row")
    return x.rows.upto(until)
