"""Any exchange that ccxt knows: daily candles of UTC days, and what perpetual futures tell besides."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import numpy as np
from pydantic import field_validator

from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import base
from generator.sources.base import Observations, World, columns
from generator.sources.sessions import plain_session
from generator.tape.columns import Columns
from generator.tape.series import Floats, day_number

DAY = 86_400_000  # milliseconds
PAGE = 300  # days; no exchange that is asked here gives fewer a request
MOST_PAGES = 100
Page = Callable[[int], list[list[float]]]


class Spec(base.Spec):
    """`exchange` by ccxt's id, `symbol` as ccxt writes it; `begins`: the day from which there is anything."""

    exchange: str
    symbol: str
    field: Literal["close", "funding", "open_interest"] = "close"
    begins: date = date(2015, 1, 1)

    @field_validator("begins", mode="before")
    @classmethod
    def _day(cls, value: Any) -> Any:  # noqa: ANN401 - what TOML holds
        return date.fromisoformat(value) if isinstance(value, str) else value


class Exchanges:
    """The source `ccxt`; an exchange is asked by one thread at a time, as fast as it allows."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = threading.Lock()
        self._opened: dict[str, tuple[Any, threading.Lock]] = {}

    def host(self, spec: Spec) -> str:
        """The exchange's id: ccxt knows its hosts and their limits."""
        return spec.exchange

    def title(self, spec: Spec) -> str:
        """The exchange and the symbol."""
        what = {"close": "", "funding": ", funding rate", "open_interest": ", open interest"}[spec.field]
        return f"{spec.exchange} {spec.symbol}{what}"

    def fetch(self, instrument: Instrument, spec: Spec, since: date | None, until: date) -> Observations:
        """Rows a UTC day; the candle of a day that has not ended is dropped by whoever knows the time."""
        import ccxt  # noqa: PLC0415 - heavy

        place = self.title(spec)
        exchange, lock = self._open(spec.exchange)
        try:
            with lock:
                exchange.load_markets()
                market = exchange.market(spec.symbol)
                first = max(since, spec.begins) if since else spec.begins
                rows = self._rows(exchange, spec, first, until)
        except (ccxt.RateLimitExceeded, ccxt.DDoSProtection) as error:
            raise SourceError("asks for fewer requests (429)", subject=place, passing=True) from error
        except ccxt.NetworkError as error:
            raise SourceError(f"cannot be reached ({type(error).__name__})", subject=place, passing=True) from error
        except ccxt.BadSymbol as error:
            raise SourceError("has no such market", subject=place, remedy="Mend `symbol` in the catalog.") from error
        except ccxt.BaseError as error:
            raise SourceError(f"refuses the request ({type(error).__name__})", subject=place) from error
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            what = f"sends what ccxt cannot read ({type(error).__name__})"
            raise SourceError(what, subject=place, remedy="Upgrade ccxt: the exchange may have changed.") from error
        return Observations(place, rows, market.get("quote") if spec.field == "close" else None)

    def _open(self, name: str) -> tuple[Any, threading.Lock]:
        import ccxt  # noqa: PLC0415 - heavy

        with self._lock:
            if name not in self._opened:
                if name not in ccxt.exchanges:
                    raise SourceError("is no exchange that ccxt knows", subject=name, remedy="Mend the catalog.")
                session = plain_session(self._world, name)
                milliseconds = int(self._world.timeout * 1000)
                options = {"session": session, "timeout": milliseconds, "enableRateLimit": True}
                self._opened[name] = getattr(ccxt, name)(options), threading.Lock()
            return self._opened[name]

    def _rows(self, exchange: Any, spec: Spec, first: date, until: date) -> Columns | None:  # noqa: ANN401 - ccxt's
        pages: dict[str, Page] = {
            "close": lambda at: exchange.fetch_ohlcv(spec.symbol, "1d", since=-(-at // DAY) * DAY),
            "funding": lambda at: [
                [each["timestamp"], each["fundingRate"]]
                for each in exchange.fetch_funding_rate_history(spec.symbol, since=at, limit=1000)
            ],
            "open_interest": lambda at: [
                [each["timestamp"], each["openInterestValue"] or each["openInterestAmount"]]
                for each in exchange.fetch_open_interest_history(spec.symbol, "1d", since=at)
            ],
        }
        found = _walk(pages[spec.field], day_number(first) * DAY, (day_number(until) + 1) * DAY)
        return {"close": _candles, "funding": _sums, "open_interest": _values}[spec.field](found)


def _walk(page: Page, at: int, end: int) -> list[list[float]]:
    """All rows from one time to another, page by page; a page without news is a stretch without trades."""
    found: dict[int, list[float]] = {}
    for _ in range(MOST_PAGES):
        if at >= end:
            break
        rows = [row for row in page(at) if row[0] >= at]
        found.update((int(row[0]), row) for row in rows if row[0] < end)
        at = max(int(row[0]) for row in rows) + 1 if rows else at + PAGE * DAY
        if rows and at + DAY > end:
            break
    return [found[time] for time in sorted(found)]


def _table(rows: list[list[float]]) -> Any:  # noqa: ANN401 - an array of floats
    return np.array([[np.nan if cell is None else float(cell) for cell in row] for row in rows])


def _candles(rows: list[list[float]]) -> Columns | None:
    if not rows:
        return None
    table = _table(rows)
    bars = {name: table[:, i] for i, name in ((1, "open"), (2, "high"), (3, "low"), (5, "volume"))}
    return columns((table[:, 0] // DAY).astype(np.int64), table[:, 4], bars)


def _values(rows: list[list[float]]) -> Columns | None:
    if not rows:
        return None
    table = _table(rows)
    return columns((table[:, 0] // DAY).astype(np.int64), table[:, 1], name="value")


def _sums(rows: list[list[float]]) -> Columns | None:
    """The rates of a day added up: what holding the position cost on that day."""
    if not rows:
        return None
    table = _table(rows)
    days, which = np.unique((table[:, 0] // DAY).astype(np.int64), return_inverse=True)
    sums: Floats = np.bincount(which, weights=table[:, 1]).astype(np.float64)
    return columns(days, sums, name="value")
