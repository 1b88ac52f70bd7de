"""The real yfinance against a server that speaks as Yahoo does, well and badly."""

from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from fixtures.vendors import Bar, Sheet, Vendors, body, drip, hangs_up, span, status, truncated, walk
from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import Observations, World, turns
from generator.sources.yahoo import Spec, Yahoo
from generator.tape.series import to_date

RUT = Instrument(key="rut", name="Russell 2000", kind="equity_index", unit="points", calendar="XNYS", file="rut.csv")
UNTIL = date(2026, 1, 22)
DAYS = [day for day in span(date(2025, 12, 1), UNTIL) if day.weekday() < 5]
NO_DATA = (
    b'{"chart":{"result":null,"error":{"code":"Bad Request","description":'
    b'"Data doesn\'t exist for startDate = 1768885200, endDate = 1769144400"}}}'
)
CHART = "/v8/finance/chart/^RUT"


@pytest.fixture
def sheet(vendors: Vendors) -> Sheet:
    vendors.prices["^RUT"] = Sheet(walk(DAYS))
    return vendors.prices["^RUT"]


def fetched(world: World, since: date | None = None, **spec: str) -> Observations:
    return Yahoo(world).fetch(RUT, Spec(source="yfinance", symbol="^RUT", **spec), since, UNTIL)


def fault(world: World, since: date | None = None, **spec: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetched(world, since, **spec)
    return caught.value


def test_whole_bars_of_the_exchange_days(world: World, sheet: Sheet) -> None:
    """Closes as they were, the bars beside them, the currency, and who answered."""
    found = fetched(world)
    assert (found.source, found.currency) == ("Yahoo Finance ^RUT", "USD")
    assert [to_date(day) for day in found.rows.days] == DAYS
    assert list(found.rows.values) == [bar.close for bar in sheet.bars]
    for name in ("open", "high", "low", "volume"):
        assert list(found.rows.bars[name]) == [getattr(bar, name) for bar in sheet.bars]


def test_dividends_and_splits_are_kept_and_closes_not_adjusted(world: World, sheet: Sheet) -> None:
    """The adjusted close comes along, to be judged."""
    sheet.bars[5] = replace(sheet.bars[5], dividend=0.55)
    sheet.bars[9] = replace(sheet.bars[9], split=2.0)
    sheet.bars[:5] = [replace(bar, adjusted=bar.close * 0.99) for bar in sheet.bars[:5]]
    rows = fetched(world).rows
    assert list(rows.values) == [bar.close for bar in sheet.bars]
    assert (rows.bars["dividends"][5], rows.bars["splits"][9]) == (0.55, 2.0)
    assert math.isnan(rows.bars["dividends"][6])
    assert rows.bars["adj_close"][0] == pytest.approx(sheet.bars[0].close * 0.99)


def test_noise_of_32_bit_numbers_is_rounded_off(world: World, sheet: Sheet) -> None:
    """Yahoo sends 2718.77001953125 for 2718.77."""
    sheet.bars[-1] = replace(sheet.bars[-1], close=2718.77001953125, high=2800.0)
    assert fetched(world).rows.values[-1] == 2718.77


def test_only_what_is_asked_for(world: World, vendors: Vendors, sheet: Sheet) -> None:
    """From a day on, in one request for prices."""
    found = fetched(world, date(2026, 1, 15))
    assert to_date(found.rows.days[0]) == date(2026, 1, 15)
    asked = [each for each in vendors.asked(CHART) if "period1" in each]
    assert len(asked) == 1


def test_nothing_new_is_an_answer(world: World, vendors: Vendors, sheet: Sheet) -> None:
    """A holiday, or a market that has not opened."""
    sheet.bars[:] = sheet.bars[:20]
    for answer in ([], [status(400, NO_DATA)]):
        vendors.fault("period1" if answer else "never", *answer, times=2)
        found = fetched(world, date(2026, 1, 20))
        assert (found.rows, found.source) == (None, "Yahoo Finance ^RUT")


def test_a_symbol_that_is_not_there(world: World, vendors: Vendors) -> None:
    """Is told once and not tried again."""
    error = fault(world)
    assert "has no such symbol" in error.message
    assert not error.passing


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_refusal_is_told_with_its_wait(world: World, vendors: Vendors, sheet: Sheet, code: int) -> None:
    """Yahoo's own words are plain text; yfinance does not ask again behind our back."""
    vendors.fault(CHART, status(code, retry_after="17"))
    error = fault(world)
    assert (error.passing, error.wait) == (True, 17.0)
    assert str(code) in error.message
    assert len(vendors.asked(CHART)) == 1


@pytest.mark.parametrize(
    "bad", [truncated, hangs_up, body(b"<html>Access denied</html>", "text/html"), body(b'{"chart": {"resu')]
)
def test_a_broken_answer_may_pass(world: World, vendors: Vendors, sheet: Sheet, bad: object) -> None:
    """Cut off, or a page of HTML in place of JSON."""
    vendors.fault(CHART, bad, times=9)
    assert fault(world).passing


def test_a_body_that_drips_ends_in_time(world: World, vendors: Vendors, sheet: Sheet) -> None:
    """The deadline is that of the whole answer."""
    vendors.fault(CHART, drip(5), times=9)
    assert fault(replace(world, timeout=0.4)).passing


def test_a_missing_crumb_does_no_harm(world: World, vendors: Vendors, sheet: Sheet) -> None:
    """Charts do not need it."""
    vendors.fault("getcrumb", status(429), times=9)
    assert len(fetched(world).rows.days) == len(DAYS)


def test_threads_that_ask_for_a_cookie_do_not_wait_for_each_other_for_ever(
    world: World, vendors: Vendors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without one, yfinance asks for it before each answer, with a lock that others want in their turn."""
    import yfinance  # noqa: PLC0415 - heavy

    monkeypatch.setattr(turns, "LONGEST", 600)
    for name, nothing in (("_cookie", None), ("_crumb", None), ("_load_cookie_curlCffi", lambda: False)):
        monkeypatch.setattr(yfinance.data.YfData(), name, nothing)
    vendors.cookie = ""
    vendors.prices = {f"T{n}": Sheet(walk(DAYS, n)) for n in range(12)}
    source = Yahoo(world)
    pool = ThreadPoolExecutor(6)
    specs = [Spec(source="yfinance", symbol=symbol) for symbol in vendors.prices]
    asked = [pool.submit(source.fetch, RUT, spec, None, UNTIL) for spec in specs]
    try:
        assert {len(each.result(20).rows.days) for each in asked} == {len(DAYS)}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    assert len([each for each in vendors.seen if "chart" not in each]) > 12


def test_another_form_is_no_crash(world: World, vendors: Vendors, sheet: Sheet) -> None:
    """The shape changed: what yfinance cannot read is told as such."""
    changed = {"chart": {"result": [{"meta": {"currency": "USD", "exchangeTimezoneName": "America/New_York"},
                                     "timestamp": [1769092200], "indicators": {"quote": [{"shut": [1.0]}]}}],
                         "error": None}}  # fmt: skip
    vendors.fault(CHART, body(json.dumps(changed).encode()), times=9)
    error = fault(world, date(2026, 1, 13))
    assert "sends what yfinance cannot read" in error.message
    assert not error.passing


def test_pence_come_with_their_name(world: World, sheet: Sheet) -> None:
    """The door compares it with the catalog's unit."""
    sheet.currency = "GBp"
    assert fetched(world).currency == "GBp"


def test_share_counts(world: World, sheet: Sheet) -> None:
    """The last count of each day."""
    sheet.shares = [(day, 1e6 + n) for n, day in enumerate(DAYS)]
    found = fetched(world, date(2026, 1, 15), field="shares")
    assert found.source == "Yahoo Finance ^RUT, shares outstanding"
    assert [to_date(day) for day in found.rows.days] == [day for day in DAYS if day >= date(2026, 1, 15)]
    assert found.rows.value_name == "value"


def test_no_share_counts_are_no_rows(world: World, sheet: Sheet) -> None:
    """Many funds have none at Yahoo."""
    assert fetched(world, field="shares").rows is None


def test_days_are_those_of_the_exchange(world: World, vendors: Vendors) -> None:
    """A bar that opens at 00:00 UTC in Shanghai's morning belongs to Shanghai's day."""
    bars = [Bar(date(2026, 1, 22), 10.0, 10.2, 9.9, 10.1, 5.0)]
    vendors.prices["^RUT"] = Sheet(bars, "CNY", "Asia/Shanghai", opens=5400)
    assert to_date(fetched(world).rows.days[0]) == date(2026, 1, 22)
