"""Net liquidity as a series: Federal Reserve assets less the Treasury's account less overnight reverse repo.

Its rows are the dates of the three parts from the day on which all three are known; each part counts with its last
value on or before the row's date.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.facts.asked import Missing
from generator.market import Instrument
from generator.tape import Rows, Series, View
from generator.tape.quality import Doubt

SUBJECT = "liquidity"
SIGNS = {"fed_assets": 1.0, "tga": -1.0, "rrp": -1.0}


@dataclass(frozen=True, eq=False)
class _Sum(Series):
    """The series, which is as doubtful as its parts."""

    parts: tuple[Rows, ...] = ()

    @cached_property
    def doubt(self) -> Doubt:
        """The rows that rest on doubtful ones."""
        return _doubt(self.parts, self)


def liquidity_rows(view: View) -> tuple[Rows, tuple[Rows, ...]]:
    """The series as known at the view's date, and its three parts. Raises Missing when a part is not on the tape."""
    parts = tuple(_part(view, role) for role in SIGNS)
    days = np.unique(np.concatenate([p.days for p in parts]))
    days = days[days >= max(int(p.days[0]) for p in parts)]
    total = np.zeros(len(days))
    for part, sign in zip(parts, SIGNS.values(), strict=True):
        last = np.searchsorted(part.days, days, side="right") - 1
        total += sign * part.close[last] * part.instrument.scale
    series = _Sum(
        Instrument(
            key=SUBJECT, name="Net liquidity", kind="balance", unit="USD", file="-",
            source=" - ".join(p.instrument.origin for p in parts),
        ),
        days, total, field_name="value", parts=parts,
    )  # fmt: skip
    return Rows(series, len(days)), parts


def _part(view: View, role: str) -> Rows:
    found = view.with_role(role)
    rows = view.rows(found[0].key) if found else None
    if rows is None or not rows.n:
        raise Missing(f"the tape has no series with the role {role} up to {view.as_of}")
    return rows


def _doubt(parts: tuple[Rows, ...], series: Series) -> Doubt:
    """A doubtful row of a part is doubtful in the sum for as long as its value is carried."""
    rows, jumps = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for part in parts:
        doubt = part.series.doubt
        last = np.searchsorted(part.days, series.days, side="right") - 1
        rows.append(np.flatnonzero(np.isin(last, doubt.rows)))
        jumps.append(np.searchsorted(series.days, part.days[doubt.jumps[doubt.jumps < part.n]]))
    return Doubt(np.unique(np.concatenate(rows)), np.unique(np.concatenate(jumps)))
