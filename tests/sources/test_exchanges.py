"""The real ccxt against a server that speaks as exchanges do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fixtures.vendors import DAY, Vendors, body, drip, hangs_up, span, status, truncated, walk
from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import Observations, World
from generator.sources.exchanges import Exchanges, Spec
from generator.tape.series import to_date

BTC = Instrument(key="btc", name="Bitcoin", kind="crypto", unit="USD", calendar="24/7", file="btc.csv")
UNTIL = date(2026, 1, 22)
DAYS = span(date(2024, 12, 1), UNTIL)


@pytest.fixture(autouse=True)
def candles(vendors: Vendors) -> None:
    vendors.candles["BTC"] = walk(DAYS, seed=3, level=90_000.0)


def fetched(world: World, since: date | None = date(2026, 1, 1), **spec: object) -> Observations:
    plain = {"exchange": "coinbaseexchange", "symbol": "BTC/USD", "begins": date(2025, 1, 1)}
    return Exchanges(world).fetch(BTC, Spec(source="ccxt", **plain | spec), since, UNTIL)


def fault(world: World, **spec: object) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetched(world, **spec)
    return caught.value


@pytest.mark.parametrize("exchange", ["coinbaseexchange", "kraken"])
def test_candles_of_utc_days(world: World, vendors: Vendors, exchange: str) -> None:
    """Whatever order of columns and rows the exchange has."""
    found = fetched(world, exchange=exchange)
    bars = [bar for bar in vendors.candles["BTC"] if bar.day >= date(2026, 1, 1)]
    assert (found.source, found.currency) == (f"{exchange} BTC/USD", "USD")
    assert [to_date(day) for day in found.rows.days] == [bar.day for bar in bars]
    assert list(found.rows.values) == [bar.close for bar in bars]
    for name in ("open", "high", "low", "volume"):
        assert list(found.rows.bars[name]) == [getattr(bar, name) for bar in bars]


def test_a_long_history_comes_in_pages(world: World, vendors: Vendors) -> None:
    """Each day once, from the day on which the catalog says that it begins."""
    found = fetched(world, None)
    assert [to_date(day) for day in found.rows.days] == span(date(2025, 1, 1), UNTIL)
    assert len(vendors.asked("/candles")) == 2


def test_a_stretch_without_trades_is_skipped(world: World, vendors: Vendors) -> None:
    """An empty page is no end."""
    vendors.candles["BTC"] = walk(span(date(2025, 12, 1), UNTIL), level=90_000.0)
    found = fetched(world, None)
    assert to_date(found.rows.days[0]) == date(2025, 12, 1)


def test_no_candles_are_no_rows(world: World, vendors: Vendors) -> None:
    """Nor an error."""
    vendors.candles["BTC"] = vendors.candles["BTC"][:10]
    assert fetched(world).rows is None


def test_funding_is_summed_by_day(world: World, vendors: Vendors) -> None:
    """Three rates a day; and it has no currency."""
    start = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) * 1000
    vendors.funding = [(start + n * DAY * 1000 // 3, 0.0001) for n in range(30)]
    found = fetched(world, exchange="binanceusdm", symbol="BTC/USDT:USDT", field="funding")
    assert len(found.rows.days) == 10
    assert found.rows.values == pytest.approx([0.0003] * 10)
    assert (found.currency, found.rows.value_name) == (None, "value")
    interest = fetched(world, exchange="binanceusdm", symbol="BTC/USDT:USDT", field="open_interest")
    assert list(interest.rows.values) == pytest.approx([1e8] * 10)


def test_a_market_or_an_exchange_that_is_not_there(world: World) -> None:
    """Is a fault of the catalog."""
    assert "no such market" in fault(world, symbol="DOGE/USD").message
    assert "no exchange that ccxt knows" in fault(world, exchange="nasdaq").message
    assert not fault(world, symbol="DOGE/USD").passing


def test_a_refusal_is_told_with_its_wait(world: World, vendors: Vendors) -> None:
    """As the exchange words it."""
    vendors.fault("/candles", status(429, b'{"message":"Public rate limit exceeded"}', retry_after="9"))
    error = fault(world)
    assert (error.passing, error.wait) == (True, 9.0)


@pytest.mark.parametrize("bad", [status(503), truncated, hangs_up])
def test_a_broken_answer_may_pass(world: World, vendors: Vendors, bad: object) -> None:
    """Down, or cut off."""
    vendors.fault("/candles", bad, times=5)
    assert fault(world).passing


def test_a_body_that_drips_ends_in_time(world: World, vendors: Vendors) -> None:
    """Each byte arrives in time; the answer does not."""
    vendors.fault("/products", drip(5), times=5)
    assert fault(replace(world, timeout=0.4)).passing


@pytest.mark.parametrize("bad", [b"[[1769040000, null]]", b'{"candles": "none"}', b"null"])
def test_another_form_is_no_crash(world: World, vendors: Vendors, bad: bytes) -> None:
    """What ccxt cannot read is told, or is no row."""
    vendors.fault("/candles", body(bad), times=5)
    try:
        assert fetched(world).rows is None
    except SourceError as error:
        assert error.subject == "coinbaseexchange BTC/USD"


@pytest.mark.parametrize("bad", [b"<html>Are you human?</html>", b"[[1769040000, 1, 2", b"", b"[" * 100_000])
def test_what_is_no_json_is_not_taken_for_no_rows(world: World, vendors: Vendors, bad: bytes) -> None:
    """As ccxt takes it."""
    vendors.fault("/candles", body(bad), times=5)
    told = fault(world)
    assert (told.message, told.passing) == ("sends no JSON", True)


def test_one_exchange_is_opened_once(world: World, vendors: Vendors) -> None:
    """Its list of markets is long."""
    source = Exchanges(world)
    for _ in range(2):
        source.fetch(BTC, Spec(source="ccxt", exchange="kraken", symbol="BTC/USD"), date(2026, 1, 20), UNTIL)
    assert len(vendors.asked("AssetPairs")) == 1
