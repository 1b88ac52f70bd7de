"""Single rows that are put aside, while the rest is stored: what is no session, no price, or a bar told twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from generator.market import Instrument
from generator.tape.columns import Columns
from generator.tape.series import Days
from generator.trust.case import Case
from generator.trust.sessions import sessions

MOST_MISSING = 0.05  # of the sessions
COUNTED = frozenset({"balance", "indicator"})  # on any day, such as the shares of a fund


def odd_rows(case: Case) -> Iterator[tuple[int, str]]:
    """The number of each odd row among those that were sent, and what is odd about it."""
    of, rows = case.instrument, case.rows
    if of.price_like:
        for i in np.flatnonzero((rows.values == 0) | ((rows.values < 0) & (of.kind != "commodity"))):
            yield int(i), f"a price of {rows.values[i]:g}"
        for i in np.setdiff1d(case.doubt.rows, case.doubt.jumps) - case.before:
            if i >= 0 and rows.values[i] > 0:
                yield int(i), "the whole bar of the day before once more"
    if of.kind not in COUNTED:
        for i in np.flatnonzero(off_sessions(case.sessions, case.rows.days)):
            yield int(i), "no session of its exchange"


def off_sessions(known: Days, days: Days) -> NDArray[np.bool_]:
    """Which days are none of the `known` sessions, though the calendar reaches so far."""
    if not len(known):
        return np.zeros(len(days), np.bool_)
    return np.asarray((days >= known[0]) & (days <= known[-1]) & ~np.isin(days, known))


def idle(instrument: Instrument, sent: Columns, now: datetime) -> NDArray[np.bool_]:
    """Which rows say no more than that nothing flowed on a day without a session."""
    if instrument.kind != "flow":
        return np.zeros(len(sent.days), np.bool_)
    return np.asarray((sent.values == 0) & off_sessions(sessions(instrument, now).days, sent.days))


def gaps(case: Case) -> Iterator[str]:
    """A series with too many sessions missing is not the one that was asked for."""
    lacking = case.lacking if case.instrument.price_like else []
    if not lacking:
        return
    known = case.sessions
    asked = int(((known >= case.rows.days[0]) & (known <= case.rows.days[-1])).sum())
    if len(lacking) > max(3, MOST_MISSING * asked):
        yield f"{len(lacking)} sessions are missing between {lacking[0]} and {lacking[-1]}"
