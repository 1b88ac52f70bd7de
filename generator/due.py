"""Whether a brief is due: a session of the tape's home market has closed since the last one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from generator.pipeline import Order
from generator.tape import Tape
from generator.tape.series import day_number
from generator.tape.sessions import home_calendar, last_closed, last_closed_week, next_close


@dataclass(frozen=True)
class Due:
    """`due`: write the brief of `day`; `done`: it is written; `waiting`: the session has closed without rows yet."""

    state: Literal["due", "done", "waiting"]
    day: date
    written: date | None
    next_close: datetime | None

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "due": self.state == "due", "state": self.state, "day": self.day.isoformat(),
            "written": self.written.isoformat() if self.written else None,
            "next_close": self.next_close.isoformat() if self.next_close else None,
        }  # fmt: skip

    @property
    def told(self) -> str:
        """For people."""
        if self.state == "waiting":
            return f"The session of {self.day} has closed, but there is no row of it yet: run truetape fetch."
        if self.state == "due":
            return f"The session of {self.day} has closed."
        then = f"; the next session is over at {self.next_close:%Y-%m-%d %H:%M} UTC" if self.next_close else ""
        return f"Nothing to do: the brief of {self.written} is written{then}."


def due(tape: Tape, out: Path, order: Order, now: datetime) -> Due:
    """What there is to do at a time (UTC) for a brief of this kind under `out`. Raises TapeError."""
    home = home_calendar(tape.instruments.values())
    closed = last_closed_week(home, now) if order.period == "week" else last_closed(home, now)
    day = closed or tape.last_day  # without a calendar the rows are the sessions
    written = newest(out, order)
    if written is not None and written >= day:
        return Due("done", day, written, next_close(home, now))
    here = [s for s in tape.series.values() if s.instrument.calendar == home and s.instrument.frequency == "daily"]
    arrived = any(len(s.days) and s.days[-1] >= day_number(day) - s.instrument.lag for s in here)
    return Due("due" if arrived or closed is None else "waiting", day, written, next_close(home, now))


def newest(out: Path, order: Order) -> date | None:
    """The day of the newest brief of this kind under a folder, by the names of the folders."""
    story = "wrap" if order.story == "auto" else order.story
    tail = "".join(f"-{part}" for part, usual in ((order.period, "day"), (order.lang, "en")) if part != usual)
    shape = re.compile(rf"(\d{{4}}-\d\d-\d\d)-{re.escape(story + tail)}")
    days = [m[1] for path in (out.iterdir() if out.is_dir() else ()) if (m := shape.fullmatch(path.name))]
    return max(map(date.fromisoformat, days), default=None)
