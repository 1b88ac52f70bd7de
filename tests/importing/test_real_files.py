"""Real files with real quirks, where somebody has laid them beside the checkout."""

from pathlib import Path

import pytest

from generator.importing import Given, read_messy
from generator.tape.columns import FaultyFileError
from generator.tape.series import to_date

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data beside this checkout")

# name: rows, first day, first value, last value, what is told
FILES = {
    "us_equity/IWM.csv": (6499, "2000-05-26", 45.71875, 248.0, "column Close"),
    "us_equity/IXIC_1999_2018.csv": (5031, "1999-01-04", 2208.050049, 6635.279785, "month first, as line 9 shows"),
    "us_equity/NDX_1985_2026.csv": (10181, "1985-10-01", 112.139999, 24960.039062, "3 header lines"),
    "us_equity/RUT_1987_2024.csv": (9297, "1987-09-10", 168.970001, 2109.310059, "Adj Close is not used"),
    "us_equity/VIX_daily.csv": (9154, "1990-01-02", 17.24, 25.25, "column CLOSE"),
    "metals/gold_monthly_1833.csv": (2319, "1833-01-31", 18.93, 4856.0, "last day of its month"),
    "china/000300.SH.csv": (1989, "2018-01-02", 4087.4, 4658.3324, "column close"),
    "crypto/BTC_USD.csv": (5705, "2010-08-18", 0.07, 68233.3125, "column Close"),
    "macro/RRPONTSYD.csv": (3211, "2003-02-07", 2.5, 15.782, "column RRPONTSYD"),
    "bad_prices/4063-T-1d-bad-stock-split.csv": (22, "2023-03-15", 20205, 4129, "newest first"),
}


@pytest.mark.parametrize("name", FILES)
def test_each_is_understood(name: str) -> None:
    """Rows, days, values, and what is said about it."""
    found = read_messy((DATA / name).read_bytes(), "close")
    rows, first, begins, ends, told = FILES[name]
    assert (len(found.rows.days), str(to_date(found.rows.days[0]))) == (rows, first)
    assert (found.rows.values[0], found.rows.values[-1]) == (begins, ends)
    assert told in "; ".join(found.told)


def test_tables_of_several_series_need_a_word() -> None:
    """Which fund, which column."""
    flows = (DATA / "flows" / "etf_flows_2026q1.csv").read_bytes()
    with pytest.raises(FaultyFileError, match="stands on line 2 too"):
        read_messy(flows, "value")
    assert len(read_messy(flows, "value", given=Given(where=(("ticker", "IWM"),))).rows.days) == 60
    wide = (DATA / "macro" / "fx_dxy_eurusd_usdjpy.csv").read_bytes()
    with pytest.raises(FaultyFileError, match="columns are DXY, EURUSD, USDJPY"):
        read_messy(wide, "close")
    assert read_messy(wide, "close", given=Given(column="EURUSD")).rows.values[0] == 1.112793
