"""The sample tape: made by its script, and telling the situation of 22 January 2026."""

import csv
import datetime as dt
import subprocess
import sys
import tomllib
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import exchange_calendars
import numpy as np
import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures"
SAMPLE = FIXTURES / "sample"
LAST = "2026-01-22"
CATALOG = tomllib.loads((SAMPLE / "catalog.toml").read_text(encoding="utf-8"))
INSTRUMENTS = CATALOG["instruments"]
SPLITS = [f for n in (2, 3, 4, 5, 7, 8, 10, 20, 50, 100, 1000) for f in (n, 1 / n)] + [3 / 2, 2 / 3]


@cache
def rows(key):
    with (SAMPLE / f"{key}.csv").open(encoding="utf-8") as file:
        return [{k: v if k == "date" else float(v) for k, v in row.items()} for row in csv.DictReader(file)]


@cache
def series(key):
    column = "close" if "close" in rows(key)[0] else "value"
    return {row["date"]: row[column] for row in rows(key)}


def change(key, start, end=LAST):
    return series(key)[end] / series(key)[start] - 1


def peak(key, until=LAST):
    return max((value, date) for date, value in series(key).items() if date <= until)


def daily_moves(key):
    return {b: series(key)[b] / series(key)[a] - 1 for a, b in pairwise(series(key))}


def lead_runs(first, second):
    other = daily_moves(second)
    ahead = [move > other[d] for d, move in daily_moves(first).items()]
    return [sum(1 for _ in run) if up else 0 for up, run in groupby(ahead)]


def test_script_makes_the_same_bytes(tmp_path):
    """A run of the script gives exactly the files in the repository, and they stay small."""
    subprocess.run([sys.executable, FIXTURES / "make_sample.py", tmp_path], check=True)
    made = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert made == {p.name: p.read_bytes() for p in SAMPLE.iterdir()}
    assert sum(map(len, made.values())) < 4_000_000


def test_catalog_says_that_it_is_a_sample():
    """The title, the flag and every source say that nothing here is market data; each file is in the catalog."""
    assert CATALOG["title"] == "Sample tape: made, not market data"
    assert CATALOG["sample"] is True
    assert all("not market data" in entry["source"] for entry in INSTRUMENTS.values())
    assert {entry["file"] for entry in INSTRUMENTS.values()} == {p.name for p in SAMPLE.glob("*.csv")}
    assert {k for k, entry in INSTRUMENTS.items() if entry.get("complete")} == {"rut", "spx", "btc", "eth"}


def test_names_are_not_shared():
    """No name or alias belongs to two instruments."""
    names = [n.lower() for entry in INSTRUMENTS.values() for n in [entry["name"], *entry["aliases"]]]
    assert len(names) == len(set(names))


def test_events_and_statements():
    """Four halvings and the ETF approval are there, and invented voices on both sides."""
    events = tomllib.loads((SAMPLE / "events.toml").read_text(encoding="utf-8"))["events"]
    assert {e["id"]: e["date"].isoformat() for e in events} == {
        "btc_halving_1": "2012-11-28",
        "btc_halving_2": "2016-07-09",
        "btc_halving_3": "2020-05-11",
        "btc_halving_4": "2024-04-20",
        "btc_spot_etf_approval": "2024-01-10",
    }
    said = tomllib.loads((SAMPLE / "statements.toml").read_text(encoding="utf-8"))["statements"]
    assert {s["stance"] for s in said} == {"for", "against", "neutral"}
    assert [s["kind"] for s in said].count("quote") == 1
    assert all("(invented)" in s["who"] and s["date"].isoformat() <= LAST for s in said)


@pytest.mark.parametrize("key", INSTRUMENTS)
def test_rows_are_a_sound_tape(key):
    """Dates ascend to the last day, prices are positive, bars are consistent and none repeats the one before."""
    dates = list(series(key))
    assert dates == sorted(set(dates))
    last = {"weekly": "2026-01-21", "monthly": "2025-12-31"}.get(INSTRUMENTS[key].get("frequency"), LAST)
    assert dates[-1] == last
    assert INSTRUMENTS[key]["kind"] == "flow" or min(series(key).values()) > 0
    for row in rows(key):
        if "open" in row:
            assert row["low"] <= min(row["open"], row["close"]) <= max(row["open"], row["close"]) <= row["high"]
    for before, row in pairwise(rows(key)):
        assert "open" not in row or {**before, "date": ""} != {**row, "date": ""}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the calendars' own use of pandas
@pytest.mark.parametrize("code", ["XNYS", "XSHG"])
def test_rows_are_the_exchange_sessions(code):
    """Each series with an exchange has a row on each of its sessions and on no holiday."""
    calendar = exchange_calendars.get_calendar(code, start="2013-12-02", end="2026-12-31")
    for key in (k for k, entry in INSTRUMENTS.items() if entry.get("calendar") == code):
        dates = list(series(key))
        assert dates == [d.date().isoformat() for d in calendar.sessions_in_range(dates[0], LAST)]
        assert code != "XNYS" or "2025-01-09" not in dates


def test_coins_trade_every_day():
    """Bitcoin and Ether have a row on each calendar day."""
    for key in ("btc", "eth"):
        dates = [dt.date.fromisoformat(d) for d in series(key)]
        assert len(dates) == (dates[-1] - dates[0]).days + 1


@pytest.mark.parametrize("key", [k for k, e in INSTRUMENTS.items() if e["kind"] not in ("flow", "volatility_index")])
def test_no_move_looks_like_a_split(key):
    """No move beyond 20 % and 8 standard deviations is close to a split or a unit switch."""
    moves = np.diff(np.log(list(series(key).values())))
    for i in range(60, len(moves)):
        factor = np.exp(moves[i])
        if abs(factor - 1) > 0.2 and abs(moves[i]) > 8 * moves[max(0, i - 250) : i].std(ddof=1):
            assert all(abs(factor / split - 1) > 0.03 for split in SPLITS)


def test_small_caps_at_a_record_above_2700():
    """The Russell 2000 closes above 2,700 for the first time, at a record, up about 9.5 % this year."""
    assert series("rut")[LAST] > 2700 > peak("rut", "2026-01-21")[0]
    assert change("rut", "2025-12-31") == pytest.approx(0.095, abs=0.003)
    assert peak("rut_value") == (series("rut_value")[LAST], LAST)


def test_small_caps_lead_for_exactly_fourteen_sessions():
    """The Russell 2000 beats the S&P 500 on the last 14 sessions, not on the 15th, and never ran so long before."""
    runs = lead_runs("rut", "spx")
    assert runs[-1] == 14
    assert max(runs[:-1]) < 14


def test_large_caps_are_near_their_record():
    """The S&P 500 is up about 1 %, a bit below its record; the Nasdaq is little changed; the VIX is low."""
    assert change("spx", "2025-12-31") == pytest.approx(0.01, abs=0.003)
    assert peak("spx")[1] == "2026-01-12"
    assert -0.02 < series("spx")[LAST] / peak("spx")[0] - 1 < -0.005
    assert abs(change("ixic", "2025-12-31")) < 0.01
    assert series("vix")[LAST] == pytest.approx(15.6, abs=0.1)


def test_metals_at_records():
    """Gold and silver close at records, after about +64 % and +145 % in 2025."""
    for key, in_2025 in (("gold", 0.645), ("silver", 1.45)):
        assert peak(key) == (series(key)[LAST], LAST)
        assert change(key, "2024-12-31", "2025-12-31") == pytest.approx(in_2025, abs=0.01)


def test_bitcoin_is_left_out():
    """Bitcoin fell six days in a row to 20 January, then barely moved, 28 % below its record of October 2025."""
    moves = list(daily_moves("btc").values())
    assert [m < 0 for m in moves[-9:-2]] == [False] + [True] * 6
    assert all(abs(m) < 0.01 for m in moves[-2:])
    assert 89_000 < series("btc")[LAST] < 90_000
    assert peak("btc")[1] == "2025-10-06"
    assert series("btc")[LAST] / peak("btc")[0] - 1 == pytest.approx(-0.28, abs=0.01)


def test_halving_prices_and_bitcoin_records():
    """Bitcoin's halving-day closes are near the known ones, and its records fall in the known years."""
    for date, price in (("2016-07-09", 650), ("2020-05-11", 8600), ("2024-04-20", 64000)):
        assert series("btc")[date] == pytest.approx(price, rel=0.01)
    for year, day in ((2017, "12-16"), (2020, "12-31"), (2021, "11-08"), (2024, "12-17"), (2025, "10-06")):
        assert peak("btc", f"{year}-12-31")[1] == f"{year}-{day}"


def test_flows_go_the_other_way():
    """Money leaves spot Bitcoin ETFs on the last four sessions, and small-cap ETFs this year while the index rises."""
    bitcoin = list(series("btc_etf_flow").values())
    assert next(iter(series("btc_etf_flow"))) == "2024-01-11"
    assert [v < 0 for v in bitcoin[-5:]] == [False, True, True, True, True]
    assert sum(v for d, v in series("iwm_flow").items() if d > "2025-12-31") == pytest.approx(-1700, abs=50)
    assert sum(v for d, v in series("iwm_flow").items() if d[:4] == "2025") == pytest.approx(-19400, abs=50)


def test_rates_liquidity_and_china():
    """The ten-year yield is between 4.2 and 4.3 %, net liquidity a bit below a month ago, ChiNext 50 up 15 % in it."""

    def last(key, date):
        return [v for d, v in series(key).items() if d <= date][-1] * INSTRUMENTS[key]["scale"]

    def liquidity(date):
        return last("walcl", date) - last("tga", date) - last("rrp", date)

    assert 4.2 <= series("us10y")[LAST] <= 4.3
    assert -30e9 < liquidity(LAST) - liquidity("2025-12-22") < 0
    assert series("credit_spread")[LAST] < series("credit_spread")["2025-12-22"]
    assert change("chinext50", "2025-12-22") == pytest.approx(0.15, abs=0.01)


def test_shocks_of_the_past_are_there():
    """The crash of March 2020, the bear market of 2022, the VIX of August 2024 and the record of November 2021."""
    assert daily_moves("vix")["2024-08-05"] == pytest.approx(0.65, abs=0.02)
    assert peak("vix")[1] == "2020-03-16"
    assert change("spx", "2020-02-19", "2020-03-23") < -0.3
    assert change("spx", "2022-01-03", "2022-10-12") < -0.24
    assert peak("rut", "2025-09-17")[1] == "2021-11-08"  # by closes; within the day it broke in November 2024
    highs = {row["date"]: row["high"] for row in rows("rut")}
    assert max(d for d in highs if d < "2024-12" and highs[d] > highs["2021-11-08"]) == "2024-11-25"
    assert max(v for d, v in highs.items() if d < "2024-11-25") == highs["2021-11-08"]


def test_january_study():
    """The Russell led by 500 basis points in exactly five Januaries since 1979 and won four of those years."""
    rut, spx = series("rut_monthly"), series("spx_monthly")
    assert rut["1978-12-31"] == spx["1978-12-31"] == 100

    def moves(year, month_end):
        return tuple(s[f"{year}-{month_end}"] / s[f"{year - 1}-12-31"] - 1 for s in (rut, spx))

    januaries = {y: moves(y, "01-31") for y in range(1979, 2026)}
    strong = [y for y, (small, large) in januaries.items() if small - large >= 0.05]
    assert strong == [1979, 1985, 1992, 2006, 2021]
    whole = {y: moves(y, "12-31") for y in strong}
    assert np.mean([small for small, _ in whole.values()]) == pytest.approx(0.226, abs=0.005)
    assert [y for y, (small, large) in whole.items() if small < large] == [2021]


def test_daily_moves_look_like_markets():
    """Tails are fat, volatility comes in clusters, and what belongs together moves together."""
    move = {k: daily_moves(k) for k in ("rut", "spx", "ixic", "vix", "gold", "silver", "btc", "eth")}
    for key in ("rut", "spx", "ixic", "btc"):
        r = np.array(list(move[key].values()))
        assert ((r - r.mean()) ** 4).mean() / r.var() ** 2 > 5
        assert np.corrcoef(np.abs(r[1:]), np.abs(r[:-1]))[0, 1] > 0.1
    for a, b, low, high in (
        ("rut", "spx", 0.7, 0.95),
        ("ixic", "spx", 0.8, 0.98),
        ("vix", "spx", -0.9, -0.5),
        ("silver", "gold", 0.6, 0.9),
        ("eth", "btc", 0.5, 0.9),
        ("gold", "spx", -0.2, 0.2),
    ):
        common = move[a].keys() & move[b].keys()
        assert low < np.corrcoef([move[a][d] for d in common], [move[b][d] for d in common])[0, 1] < high
