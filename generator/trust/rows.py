"""Single rows that are put aside, while the rest is stored: what is no session, no price, or a bar told twice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.trust.case import Case

MOST_MISSING = 0.05  # of the sessions


def odd_rows(case: Case) -> Iterator[tuple[int, str]]:
    """The number of each odd row among those that were sent, and what is odd about it."""
    of, rows = case.instrument, case.rows
    if of.price_like:
        for i in np.flatnonzero((rows.values == 0) | ((rows.values < 0) & (of.kind != "commodity"))):
            yield int(i), f"a price of {rows.values[i]:g}"
        for i in np.setdiff1d(case.doubt.rows, case.doubt.jumps) - case.before:
            if i >= 0 and rows.values[i] > 0:
                yield int(i), "the whole bar of the day before once more"
    yield from ((i, "no session of its exchange") for i in _off_sessions(case))


def _off_sessions(case: Case) -> Iterator[int]:
    known = case.sessions
    if len(known):
        inside = (case.rows.days >= known[0]) & (case.rows.days <= known[-1])
        yield from np.flatnonzero(inside & ~np.isin(case.rows.days, known)).tolist()


def gaps(case: Case) -> Iterator[str]:
    """A series with too many sessions missing is not the one that was asked for."""
    lacking = case.lacking if case.instrument.price_like else []
    if not lacking:
        return
    known = case.sessions
    asked = int(((known >= case.rows.days[0]) & (known <= case.rows.days[-1])).sum())
    if len(lacking) > max(3, MOST_MISSING * asked):
        yield f"{len(lacking)} sessions are missing between {lacking[0]} and {lacking[-1]}"
