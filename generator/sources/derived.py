"""What is computed from other series of the store: a fund's flows from its number of shares, month ends from days."""

from __future__ import annotations

from datetime import date
from typing import Self

import numpy as np
from pydantic import model_validator

from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import base
from generator.sources.base import Observations, World, columns, within
from generator.tape.columns import Columns
from generator.tape.series import day_number


class Spec(base.Spec):
    """`shares` and `nav`, or `monthly`: keys of the catalog. A close stands in for a net asset value."""

    shares: str | None = None
    nav: str | None = None
    monthly: str | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.monthly is None) is not (self.shares is not None and self.nav is not None):
            raise ValueError("give `shares` and `nav`, or `monthly`")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        """The series that it is computed from."""
        return tuple(key for key in (self.shares, self.nav, self.monthly) if key)


class Derived:
    """The source `derived`, computed from what the store holds once everything else was fetched."""

    def __init__(self, world: World) -> None:
        self._world = world

    def host(self, spec: Spec) -> str:
        """Nobody is asked."""
        return ""

    def title(self, spec: Spec) -> str:
        """From what it is computed."""
        return f"month ends of {spec.monthly}" if spec.monthly else f"change in {spec.shares} times {spec.nav}"

    def fetch(self, instrument: Instrument, spec: Spec, since: date | None, until: date) -> Observations:
        """The rows that follow from what is stored."""
        place = self.title(spec)
        parts = [self._world.stored(key) for key in spec.parts]
        given = [part for part in parts if part is not None]
        if len(given) < len(parts):
            lacking = spec.parts[parts.index(None)]
            raise SourceError(f"has nothing to compute from: {lacking} is not stored", subject=place)
        rows = month_ends(given[0], until) if spec.monthly else flows(given[0], given[1])
        return Observations(place, within(rows, None if since is None else day_number(since), day_number(until)))


def flows(shares: Columns, nav: Columns) -> Columns | None:
    """The change in the number of shares, times the value of the same day; days that only one of them has are left out.

    A count after a gap tells what flowed in all days since the count before.
    """
    days, here, there = np.intersect1d(shares.days, nav.days, return_indices=True)
    if len(days) < 2:
        return None
    change = np.diff(shares.values[here])
    return columns(days[1:], change * nav.values[there][1:], name="value")


def month_ends(daily: Columns, until: date) -> Columns | None:
    """The last close of each month that is over on `until`, dated on the last day of the month."""
    months = daily.days.astype("datetime64[D]").astype("datetime64[M]")
    last = np.append(months[1:] != months[:-1], False)
    last[-1] = months[-1] < np.datetime64(until, "M")
    ends = (months[last] + 1).astype("datetime64[D]").astype(np.int64) - 1
    return columns(ends, daily.values[last]) if last.any() else None
