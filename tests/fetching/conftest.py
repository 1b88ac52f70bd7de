"""A small live catalog, its vendors, a store, and a fetch at a time of our choosing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fixtures.vendors import Sheet, Vendors, forget_answers, span, walk
from generator.fetching.manners import Patience
from generator.fetching.outcome import Outcome, Summary
from generator.fetching.run import Order, fetch
from generator.sources import World
from generator.sources.catalog import LiveCatalog, read_live
from generator.store.database import Store, open_store
from generator.tape.series import day_number
from generator.tape.sessions import closes

NOW = datetime(2026, 1, 23, 3, 0, tzinfo=UTC)
SESSIONS = [day for day in span(date(2025, 6, 2), date(2026, 1, 22)) if day_number(day) in closes("XNYS", 2025, 2026)]
QUICK = Patience(pause=0, first_wait=0.001, longest=0.2)

CATALOG = """
title = "Made"
[instruments.rut]
name = "Russell 2000"
kind = "equity_index"
unit = "points"
calendar = "XNYS"
[[instruments.rut.fetch]]
source = "yfinance"
symbol = "^RUT"
[[instruments.rut.fetch]]
source = "fred"
series = "RUTX"

[instruments.us10y]
name = "10-year yield"
kind = "rate"
unit = "percent"
lag = 1
[[instruments.us10y.fetch]]
source = "fred"
series = "DGS10"

[instruments.btc]
name = "Bitcoin"
kind = "crypto"
unit = "USD"
calendar = "24/7"
lag = 1
[[instruments.btc.fetch]]
source = "ccxt"
exchange = "coinbaseexchange"
symbol = "BTC/USD"
begins = 2025-09-01
[[instruments.btc.feeds]]
url = "http://feeds.example.org/news.xml"
who = "Made News"

[instruments.rut_monthly]
name = "Russell, monthly"
kind = "equity_index"
unit = "points"
frequency = "monthly"
[[instruments.rut_monthly.fetch]]
source = "derived"
monthly = "rut"

[instruments.flow]
name = "Flow"
kind = "flow"
unit = "USD"
of = "rut"
calendar = "XNYS"
optional = true
[[instruments.flow.fetch]]
source = "table"
file = "flow.csv"
"""

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>Bitcoin up</title>
<pubDate>Thu, 22 Jan 2026 14:00:00 GMT</pubDate></item></channel></rss>"""


def live_of(folder: Path, text: str = CATALOG) -> LiveCatalog:
    """A catalog that holds only what is written here."""
    path = folder / "live.toml"
    path.write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.sources.catalog.SHIPPED", path)
        return read_live()


@pytest.fixture
def vendors() -> Iterator[Vendors]:
    with Vendors() as server:
        server.prices["^RUT"] = Sheet(walk(SESSIONS, 5, 2500.0))
        server.series["DGS10"] = ([(day, round(4 + 0.001 * n, 3)) for n, day in enumerate(SESSIONS)], "Percent")
        server.candles["BTC"] = walk(span(date(2025, 9, 1), date(2026, 1, 23)), 3, 90_000.0)
        server.files["/feeds/news.xml"] = ("application/xml", FEED, {"ETag": '"1"'})
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/store.db")
    yield opened
    opened.close()


@pytest.fixture
def world(vendors: Vendors, tmp_path: Path) -> World:
    return World(endpoints=vendors.endpoints, timeout=2, cache=tmp_path / "cache", folder=tmp_path / "tables")


Run = Callable[..., dict[str, Outcome]]


@pytest.fixture
def run(store: Store, world: World, tmp_path: Path) -> Run:
    """One fetch; the outcomes by key."""

    def go(*keys: str, at: datetime = NOW, text: str = CATALOG, since: date | None = None) -> dict[str, Outcome]:
        forget_answers()
        order = Order(keys, since, parallel=4, patience=QUICK)
        return {each.key: each for each in summary(store, world, live_of(tmp_path, text), order, at).outcomes}

    return go


def summary(store: Store, world: World, live: LiveCatalog, order: Order, at: datetime = NOW) -> Summary:
    """One fetch."""
    return fetch(store, live, world, order, clock=lambda: at)
