"""What every source is: one protocol, what it is handed, what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import numpy as np
from pydantic import BaseModel, ConfigDict

from generator.market import Instrument, Statement
from generator.sources.turns import Turns
from generator.tape.columns import Columns
from generator.tape.series import Days, Floats

MEGABYTE = 1 << 20


class Spec(BaseModel):
    """One entry of an instrument's list of sources; each source says which further keys it takes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str


@dataclass(frozen=True)
class World:
    """Everything outside that a source may touch, handed in so that a test can put its own in place.

    `endpoints` moves requests: a host's name to the base URL that is asked in its stead. `private` lets URLs lead to
    this machine and its network. `timeout` is in seconds, for one request with its body; `limit` in bytes. What keeps
    the processor busy for long is done in `turns`.
    """

    endpoints: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 30.0
    limit: int = 32 * MEGABYTE
    private: bool = False
    agent: str = "truetape (market commentary; reads daily closes)"
    cache: Path | None = None
    folder: Path | None = None
    fred_key: str | None = field(default=None, repr=False)
    turns: Turns = field(default_factory=Turns, repr=False)
    recall: Callable[[str], Mapping[str, Any]] = field(default=lambda _: {}, repr=False)
    stored: Callable[[str], Columns | None] = field(default=lambda _: None, repr=False)

    def moved(self, url: str) -> str:
        """The URL, at the place where its host is asked."""
        parts = urlsplit(url)
        place = self.endpoints.get(parts.hostname or "")
        if place is None:
            return url
        to = urlsplit(place)
        return urlunsplit((to.scheme, to.netloc, to.path.rstrip("/") + parts.path, parts.query, ""))


@dataclass(frozen=True)
class Observations:
    """What a source answered: rows, or statements of a feed, and who answered.

    `rows` is None where there is nothing new. Bars may hold `open`, `high`, `low`, `volume`, `dividends`, `splits` and
    `adj_close` (which is judged and not kept). `memory` holds notes by name, which the
    source recalls at the next request.
    """

    source: str
    rows: Columns | None = None
    currency: str | None = None
    statements: tuple[Statement, ...] = ()
    memory: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


class Source(Protocol):
    """One way to get observations. Raises SourceError, and nothing else, for what the world does."""

    def fetch(self, instrument: Instrument, spec: Any, since: date | None, until: date) -> Observations:  # noqa: ANN401
        """Rows from `since` (None: from the beginning) up to and with `until`."""
        ...

    def host(self, spec: Any) -> str:  # noqa: ANN401 - a Spec of its own
        """The host that is asked, for its rate limit; empty for files of this machine."""
        ...

    def title(self, spec: Any) -> str:  # noqa: ANN401 - a Spec of its own
        """How a brief names this source."""
        ...


def columns(
    days: Days, values: Floats, bars: Mapping[str, Floats] | None = None, name: str = "close"
) -> Columns | None:
    """Rows in order of their days, the last of a day winning, without those that have no value; None for no rows."""
    order = np.argsort(days, kind="stable")
    last = np.append(np.diff(days[order]) != 0, True)[: len(order)]
    kept = order[last]
    kept = kept[np.isfinite(values[kept])]
    if not len(kept):
        return None
    found = {name: column[kept] for name, column in (bars or {}).items() if np.isfinite(column[kept]).any()}
    return Columns(days[kept].astype(np.int64), values[kept].astype(np.float64), found, name)


def within(rows: Columns | None, since: int | None, until: int) -> Columns | None:
    """The rows from day `since` (None: the first) up to and with day `until`."""
    if rows is None:
        return None
    kept = (rows.days <= until) & (rows.days >= (rows.days[0] if since is None else since))
    if kept.all():
        return rows
    bars = {name: column[kept] for name, column in rows.bars.items()}
    return Columns(rows.days[kept], rows.values[kept], bars, rows.value_name) if kept.any() else None
