"""The ways in which vendors spoil a whole series, and the shocks that are none of them."""

from __future__ import annotations

import csv
import math
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from generator.tape import read_tape
from generator.tape.columns import Columns
from generator.tape.series import day_number
from generator.trust import Witness, judge
from tests.trust.made import NOW, bars, changed, cut, instrument

SHARED = Path(__file__).parents[3] / "shared" / "data" / "bad_prices"
CALENDARS = {
    "SSW-JO": "XJSE", "ALPHA-PA": "XPAR", "4063-T": "XTKS", "8TRA-DE": "XETR", "LA-V": "XTSE", "AV-L": "XLON",
    "SPM-MI": "XMIL",
}  # fmt: skip
NAMES = {"open": "Open", "high": "High", "low": "Low", "adj_close": "Adj Close", "volume": "Volume"}


def blank(rows: int) -> list[float]:
    return [math.nan] * rows


def reasons(rows: Columns, known: Columns | None = None, **table: object) -> str:
    return "; ".join(judge(instrument(**table), rows, known, NOW).reasons)


def test_a_plain_series_passes_whole() -> None:
    """Nothing is refused, put aside or remarked, and the adjusted close is left at the door."""
    sent = bars(adj_close=list(bars().values))
    verdict = judge(instrument(), sent, None, NOW)
    assert (verdict.reasons, dict(verdict.aside), verdict.remarks, verdict.restated) == ((), {}, (), False)
    assert (verdict.rows.days == sent.days).all()
    assert set(verdict.rows.bars) == {"open", "high", "low", "volume"}


@pytest.mark.parametrize("factor", [100, 1 / 100, 0.1, 1000])
@pytest.mark.parametrize("rows", [20, 120])
def test_another_unit_in_some_rows(factor: float, rows: int) -> None:
    """Pence among pounds, in a short series and a long one; from one row on, and in one row alone."""
    sent = bars(rows)
    assert "factor" in reasons(changed(sent, lambda c: c * factor, slice(rows // 2, None)))
    assert "factor" in reasons(changed(sent, lambda c: c * factor, slice(rows // 2, rows // 2 + 1)))


@pytest.mark.parametrize("split", [5.0, 0.1, 0.76, 4.0])
@pytest.mark.parametrize("off", [-2, 0, 3])
def test_a_reported_split_that_its_closes_still_show(split: float, off: int) -> None:
    """Rows before it were not adjusted; the move may stand some rows beside the split."""
    splits = blank(30)
    splits[15] = split
    sent = bars(30, splits=splits)
    assert not reasons(sent), "adjusted: no move is left"
    assert "split" in reasons(changed(sent, lambda c: c * split, slice(0, 15 + off)))


def test_a_split_that_nobody_reports_after_enough_history() -> None:
    """The rule of the tape: a factor, far beyond what the series has done."""
    assert "as a split or another unit" in reasons(changed(bars(), lambda c: c / 2, slice(100, None)))


SPLIT = changed(bars(), lambda c: c / 2, slice(100, None))


@pytest.mark.parametrize(("second", "believed"), [
    (SPLIT, True),
    (changed(SPLIT, lambda c: c * 1.3), True),  # another venue's level, the same move
    (bars(), False),  # no move
    (changed(bars(), lambda c: c / 2, slice(99, None)), False),  # on another day
    (cut(SPLIT, slice(None, 100)), False),  # not there yet
    (changed(bars(), lambda c: c / 4, slice(100, None)), False),
])  # fmt: skip
def test_a_move_that_another_source_tells_too(second: Columns, believed: bool) -> None:
    """Is believed, and told; one by the same factor on the same day, no other."""
    found = judge(instrument(), SPLIT, None, NOW, witnesses=[Witness("Other", second)])
    assert (found.rows is not None) is believed
    assert found.unconfirmed is not believed
    assert any("Other tells it too" in remark for remark in found.remarks) is believed


def test_a_leap_may_be_confirmed_and_a_split_that_was_missed_may_not() -> None:
    """A source that reports a split and shows its move contradicts itself, whoever else does."""
    leap = changed(bars(30), lambda c: c * 13, slice(20, None))
    assert judge(instrument(), leap, None, NOW, witnesses=[Witness("Other", leap)]).rows is not None
    splits = blank(120)
    splits[100] = 0.5
    sent = Columns(SPLIT.days, SPLIT.values, SPLIT.bars | {"splits": np.array(splits)}, "close")
    found = judge(instrument(), sent, None, NOW, witnesses=[Witness("Other", SPLIT)])
    assert found.rows is None
    assert not found.unconfirmed


def test_a_dividend_that_is_not_in_the_adjusted_closes() -> None:
    """The close before it, less the dividend, is what the adjusted close shows; or the vendor forgot it."""
    close, paid = bars(20).values, blank(20)
    paid[10] = 3.0
    right = close * np.where(np.arange(20) < 10, 1 - 3.0 / close[9], 1.0)
    assert not reasons(bars(20, adj_close=list(right), dividends=paid))
    assert "dividend of 3" in reasons(bars(20, adj_close=list(close), dividends=paid))


def test_a_small_dividend_drowns_in_rounding() -> None:
    """Below two tenths of a per cent nothing can be told."""
    close, paid = bars(20).values, blank(20)
    paid[10] = 0.1
    assert not reasons(bars(20, adj_close=list(close), dividends=paid))


@pytest.mark.parametrize("move", [0.715, 1.65, 0.88, 1.31])
def test_a_shock_is_no_fault(move: float) -> None:
    """Silver fell by 28.5 %, the VIX rose by 65 %, the S&P 500 fell by 12 %."""
    kind = "volatility_index" if move > 1.5 else "commodity"
    assert not reasons(changed(bars(), lambda c: c * move, slice(100, None)), kind=kind)


def test_rates_near_zero_may_treble() -> None:
    """A rate moves in percentage points; its factors mean nothing."""
    sent = Columns(bars().days, np.where(np.arange(120) < 60, 0.1, 0.3), {}, "value")
    assert not reasons(sent, kind="rate", unit="percent", calendar=None)


@pytest.mark.parametrize(("told", "unit", "fault"), [("GBp", "GBP", True), ("EUR", "USD", True), ("USD", "USD", False),
                                                    (None, "USD", False), ("USD", "points", False)])  # fmt: skip
def test_the_currency_is_that_of_the_catalog(told: str | None, unit: str, fault: bool) -> None:
    """Pence are not pounds; an index has points, whatever its exchange counts in."""
    verdict = judge(instrument(unit=unit), bars(), None, NOW, currency=told)
    assert bool(verdict.reasons) is fault
    assert not fault or f"is in {told}, where the catalog says {unit}" in verdict.reasons


def test_many_reasons_are_cut_short() -> None:
    """Three of them, and how many more there are."""
    found = judge(instrument(), changed(bars(40), lambda c: c * 100, slice(None, None, 2)), None, NOW).reasons
    assert len(found) == 4
    assert found[-1].endswith("more like these")


def read_vendor(path: Path) -> Columns:
    """A download of Yahoo's, which may stand newest first."""
    with path.open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row.get("Date") or row.get("Datetime") or "")
    first = next(iter(rows[0]))
    days = np.array([day_number(date.fromisoformat(row[first][:10])) for row in rows], dtype=np.int64)
    columns = {name: np.array([float(row[column]) for row in rows]) for name, column in NAMES.items()}
    for name, column in (("dividends", "Dividends"), ("splits", "Stock Splits")):
        columns[name] = np.array([float(row[column]) or math.nan for row in rows])
    return Columns(days, np.array([float(row["Close"]) for row in rows]), columns, "close")


@pytest.mark.parametrize("path", sorted(SHARED.glob("*.csv")) or [None], ids=lambda path: path.stem if path else "none")
def test_real_downloads(path: Path | None) -> None:
    """Seven series that Yahoo got wrong are refused, each with its reason; the mended ones pass."""
    if path is None:
        pytest.skip("no downloads at ../shared/data/bad_prices beside this checkout")
    calendar = next(code for name, code in CALENDARS.items() if path.name.startswith(name))
    frequency = "weekly" if "-1wk-" in path.name else "daily"
    stock = instrument(kind="equity", calendar=calendar, frequency=frequency)
    verdict = judge(stock, read_vendor(path), None, datetime(2023, 8, 1, tzinfo=UTC))
    assert bool(verdict.reasons) is not path.stem.endswith("-fixed"), verdict


def test_real_markets_pass_with_all_their_shocks(real_tape_folder: Path) -> None:
    """Every series of the real tape, read at once, and its last weeks brought to what was known before."""
    now = datetime(2026, 4, 10, tzinfo=UTC)
    for key, series in read_tape(real_tape_folder).series.items():
        rows = Columns(series.days, series.close, dict(series.columns), series.field_name)
        assert not judge(series.instrument, rows, None, now).reasons, key
        known, sent = cut(rows, slice(None, -5)), cut(rows, slice(-15, None))
        verdict = judge(series.instrument, sent, known, now)
        assert not verdict.reasons, key
        assert len(verdict.rows.days) == len(sent.days) - len(verdict.aside)
