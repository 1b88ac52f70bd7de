"""The oracle on its own: small tables worked out by hand, the reference study, the example brief's figures."""

from __future__ import annotations

import math
import statistics
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.oracle import Oracle, Tape, binomial_interval, january_study, load

REAL = Path(__file__).parents[2] / "shared" / "tape"


def write(folder: Path, catalog: dict[str, dict[str, str]], files: dict[str, str], events: str = "") -> Path:
    """A tape in a folder: each file is a header and rows, parted by spaces."""
    tables = []
    for key, settings in catalog.items():
        lines = [f'file = "{key}.csv"', f'name = "{key}"'] + [f"{name} = {value}" for name, value in settings.items()]
        tables.append("\n".join([f"[instruments.{key}]", *lines]))
        (folder / f"{key}.csv").write_text("\n".join(files[key].split()) + "\n", encoding="utf-8")
    (folder / "catalog.toml").write_text("\n\n".join(tables) + "\n", encoding="utf-8")
    (folder / "events.toml").write_text(events, encoding="utf-8")
    return folder


def value(oracle: Oracle, fact_id: str) -> object:
    """Only the value of an answer."""
    return oracle.answer(fact_id)["value"]


def near(expected: float) -> object:
    """A value to twelve digits."""
    return pytest.approx(expected, rel=1e-12)


INDEX = {"kind": '"equity_index"', "unit": '"points"'}
RATE = {"kind": '"rate"', "unit": '"percent"'}
FLOW = {"kind": '"flow"', "unit": '"USD"', "scale": "1000000.0", "calendar": '"XNYS"'}

PRICES = """date,open,high,low,close,volume
2025-12-30,100,101,99,100,5 2025-12-31,100,104,100,104,5 2026-01-02,104,111,103,110,6 2026-01-05,110,112,107,108,7
2026-01-06,108,113,107,110,8 2026-01-07,110,112,104,105,9 2026-01-08,105,107,104,106,4 2026-01-09,106,121,106,120,5"""
OTHER = """date,close
2025-12-30,50 2025-12-31,50 2026-01-02,51 2026-01-06,50 2026-01-07,49 2026-01-08,48 2026-01-09,50"""
TEN = "date,value 2025-12-31,4.10 2026-01-05,4.20 2026-01-07,4.15 2026-01-08,4.25"
TWO = "date,value 2025-12-31,3.60 2026-01-05,3.55 2026-01-08,3.50 2026-01-09,3.40"
MONEY = "date,value 2026-01-02,-3 2026-01-05,2 2026-01-06,0 2026-01-07,4 2026-01-08,1.5"
EVENTS = """
[[events]]
id = "shock"
subject = "x"
date = 2026-01-03

[[events]]
id = "later"
subject = "x"
date = 2026-01-10
"""


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """Eight sessions of two indexes, two rates and a flow."""
    catalog = {"x": INDEX | {"calendar": '"XNYS"'}, "v": INDEX, "ten": RATE, "two": RATE, "money": FLOW}
    return write(tmp_path, catalog, {"x": PRICES, "v": OTHER, "ten": TEN, "two": TWO, "money": MONEY}, EVENTS)


@pytest.fixture
def friday(week: Path) -> Oracle:
    """The tape as of Friday, 9 January 2026."""
    return Oracle(week, "2026-01-09")


def test_levels_and_changes(friday: Oracle) -> None:
    """A level is the last close; a change starts at the base row of its window."""
    assert friday.answer("x.level") == {"value": 120.0, "status": "ok", "as_of": "2026-01-09"}
    assert value(friday, "x.change.1d") == near(120 / 106 - 1)
    assert value(friday, "x.change.5s") == near(120 / 110 - 1)
    assert value(friday, "x.change.wtd") == near(120 / 110 - 1)
    assert value(friday, "x.change.mtd") == value(friday, "x.change.qtd") == value(friday, "x.change.ytd")
    assert value(friday, "x.change.ytd") == near(120 / 104 - 1)
    assert value(friday, "x.change.1w") == near(120 / 110 - 1)
    assert value(friday, "x.change.all") == near(0.2)
    assert value(friday, "x.change.since:2026-01-04") == near(120 / 110 - 1)
    assert value(friday, "x.change.event:shock") == near(120 / 110 - 1)
    assert value(friday, "x.delta.1d") == 14
    assert value(friday, "ten.change.ytd") == near(0.15)
    assert friday.answer("x.change.1m")["status"] == "missing"
    assert friday.answer("x.change.8s")["status"] == "missing"
    assert friday.answer("x.change.event:later")["status"] == "missing"


def test_named_periods(friday: Oracle) -> None:
    """A named period runs from the last row of the one before, and is partial until it has ended."""
    assert friday.answer("x.change.year:2026")["status"] == "partial"
    assert value(friday, "x.change.month:2026-01") == near(120 / 104 - 1)
    assert value(friday, "x.change.quarter:2026-Q1") == near(120 / 104 - 1)
    assert friday.answer("x.change.year:2025")["status"] == "missing"
    assert friday.answer("x.high.year:2025")["value"] == 104
    assert friday.answer("x.high.year:2025")["status"] == "partial"
    assert friday.answer("x.high.year:2024")["status"] == "missing"


def test_an_earlier_date(friday: Oracle) -> None:
    """A question may be asked as of an earlier date, never of a later one."""
    assert value(friday, "x.level@2026-01-04") == 110
    assert friday.answer("x.level@2026-01-06")["as_of"] == "2026-01-06"
    assert friday.answer("x.level@2026-01-10")["status"] == "missing"
    assert friday.answer("x.level@2025-01-10")["status"] == "missing"
    assert friday.answer("nobody.level")["status"] == "missing"


def test_extremes(friday: Oracle) -> None:
    """An extreme carries its earliest date; with no base row it runs from the first one, and is partial."""
    high = friday.answer("x.high.wtd@2026-01-08")
    assert (high["value"], high["date"], high["status"]) == (110, "2026-01-06", "ok")
    assert friday.answer("x.high.ytd@2026-01-08")["date"] == "2026-01-02"
    assert friday.answer("x.high.52w")["status"] == friday.answer("x.low.1y")["status"] == "partial"
    assert friday.answer("x.low.all")["date"] == "2025-12-30"
    assert friday.answer("x.high.8s")["status"] == "ok"
    assert friday.answer("x.high.9s")["status"] == "partial"
    intraday = friday.answer("x.high.intraday.5s@2026-01-08")
    assert (intraday["value"], intraday["date"]) == (113, "2026-01-06")
    assert value(friday, "x.low.intraday.wtd") == 104
    assert friday.answer("v.high.intraday.all")["status"] == "missing"
    assert value(friday, "x.drawdown@2026-01-08") == near(106 / 110 - 1)
    assert value(friday, "x.drawdown.2s@2026-01-08") == near(0)
    assert value(friday, "x.rebound.wtd") == near(120 / 105 - 1)


def test_records(friday: Oracle) -> None:
    """A record is strict, and names the earliest date of the close that it broke."""
    record = friday.answer("x.record.high")
    assert record["value"] is True
    assert record["record"] == {
        "level": 120.0,
        "date": "2026-01-09",
        "previous_level": 110.0,
        "previous_date": "2026-01-02",
        "days_between": 7,
        "rows_between": 5,
    }
    assert value(friday, "x.record.high@2026-01-06") is False
    assert value(friday, "v.record.low@2026-01-08") is True
    assert value(friday, "x.count.record.all") == 3
    assert value(friday, "x.count.record.5s") == 1


def test_since(friday: Oracle) -> None:
    """Since D: nothing better after it, something at least as good on it."""
    assert friday.answer("x.since.high")["status"] == "missing"
    assert value(friday, "x.since.high@2026-01-06") == "2026-01-02"
    assert friday.answer("x.since.low@2026-01-08")["date"] == "2026-01-07"
    assert value(friday, "v.since.best.1d") is None
    assert value(friday, "x.since.best.1d@2026-01-06") == "2026-01-02"
    assert value(friday, "x.since.worst.1d@2026-01-08") == "2026-01-07"
    assert value(friday, "x.since.best.1w") == "2026-01-06"
    assert value(friday, "ten.since.best.1d") == "2026-01-05"


def test_counts_streaks_and_crossings(friday: Oracle) -> None:
    """Rows that closed up or down, runs of them, and round numbers crossed."""
    assert value(friday, "x.count.up.7s") == 5
    assert value(friday, "x.count.down.wtd") == 2
    streak = friday.answer("x.streak.up")
    assert (streak["value"], streak["started"]) == (2, "2026-01-08")
    assert friday.answer("x.streak.down")["started"] is None
    assert friday.answer("v.streak.down@2026-01-08")["value"] == 3
    assert friday.answer("x.streak.up.week")["value"] == 1
    assert friday.answer("x.streak.up.week")["started"] == "2026-01-09"
    assert friday.answer("x.streak.up.month")["value"] == 1
    cross = friday.answer("x.cross.10")
    assert (cross["value"], cross["date"]) == (120, "2026-01-09")
    assert friday.answer("x.cross.100")["date"] == "2025-12-30"
    assert value(friday, "ten.cross.0_05") == 4.25
    assert value(friday, "ten.cross.0_02@2026-01-07") == 4.14


def test_range(friday: Oracle) -> None:
    """The edge of the band belongs to it."""
    assert value(friday, "v.range.all.2") == near(6 / 7)
    assert value(friday, "v.range.all.0_5") == near(4 / 7)


def test_two_instruments(friday: Oracle) -> None:
    """Only dates that both have: the one day's change of a pair starts at the last common row."""
    assert value(friday, "x.spread.2s.vs.v") == near((120 / 105 - 1) - (50 / 49 - 1))
    assert value(friday, "x.spread.3s.vs.v@2026-01-06") == near((110 / 100 - 1) - 0)
    assert value(friday, "x.ratio.vs.v") == near(2.4)
    assert value(friday, "x.ratio.percentile.vs.v") == 1
    assert value(friday, "x.ratio.percentile.vs.v@2025-12-31") == 1
    assert value(friday, "x.ratio.percentile.vs.v@2026-01-07") == near(3 / 5)
    streak = friday.answer("x.streak.beat.vs.v")
    assert (streak["value"], streak["started"]) == (2, "2026-01-08")
    assert value(friday, "v.streak.lag.vs.x") == 2
    gap = friday.answer("ten.gap.vs.two")
    assert (gap["value"], gap["as_of"]) == (near(0.75), "2026-01-08")
    assert friday.answer("x.gap.vs.two")["status"] == "missing"
    assert friday.answer("x.ratio.zscore.vs.v")["status"] == "missing"


def test_volatility_correlation_beta(friday: Oracle) -> None:
    """Log returns, the sample's standard deviation, 252 days a year."""
    last = [math.log(110 / 105) * -1, math.log(106 / 105), math.log(120 / 106)]
    assert value(friday, "x.vol.3s") == near(statistics.stdev(last) * math.sqrt(252))
    assert friday.answer("x.vol.8s")["status"] == "missing"
    assert value(friday, "x.vol.3s.percentile") == 1
    pair = [math.log(49 / 50), math.log(48 / 49), math.log(50 / 48)]
    assert value(friday, "x.corr.3s.vs.v") == pytest.approx(statistics.correlation(last, pair), rel=1e-9)
    slope = statistics.linear_regression(pair, last).slope
    assert value(friday, "x.beta.3s.vs.v") == pytest.approx(slope, rel=1e-9)


def test_flows(friday: Oracle) -> None:
    """A file that begins on a window's first session covers it, although it has no base row."""
    assert friday.answer("money.sum.ytd") == {"value": 4_500_000, "status": "stale", "as_of": "2026-01-08"}
    assert friday.answer("money.sum.ytd@2026-01-08")["status"] == "ok"
    assert friday.answer("money.sum.1m@2026-01-08")["status"] == "partial"
    assert value(friday, "money.sum.2s") == 5_500_000
    assert value(friday, "money.sum.all") == 4_500_000
    streak = friday.answer("money.streak")
    assert (streak["value"], streak["direction"], streak["started"]) == (2, "in", "2026-01-07")
    assert friday.answer("money.streak@2026-01-06")["value"] == 0
    assert friday.answer("money.streak@2026-01-02")["direction"] == "out"
    assert friday.answer("x.sum.ytd")["status"] == "missing"


def test_events(friday: Oracle) -> None:
    """An event starts at the last close on or before its date; a window that has not ended has no answer."""
    assert value(friday, "x.event.shock") == near(120 / 110 - 1)
    assert value(friday, "x.event.shock.1d") == near(108 / 110 - 1)
    assert friday.answer("x.event.shock.1w")["status"] == "missing"
    assert friday.answer("x.event.later")["status"] == "missing"


def test_stale(week: Path) -> None:
    """With a calendar, older than its last session; without, older than five days."""
    monday = Oracle(week, "2026-01-12")
    assert Oracle(week, "2026-01-11").answer("x.level")["status"] == "ok"
    assert monday.answer("x.level")["status"] == "stale"
    assert monday.answer("v.level")["status"] == monday.answer("ten.level")["status"] == "ok"
    assert Oracle(week, "2026-01-14").answer("ten.level")["status"] == "stale"
    assert Oracle(week).as_of == date(2026, 1, 9)


def days(start: str, values: list[float], column: str = "close", step: int = 1) -> str:
    """A file with a row every so many days."""
    first = date.fromisoformat(start)
    return f"date,{column} " + " ".join(f"{first + timedelta(days=i * step)},{v}" for i, v in enumerate(values))


def test_liquidity_and_supply(tmp_path: Path) -> None:
    """Net liquidity takes each part at its last value; Bitcoin's supply follows from the last halving."""
    catalog = {
        "assets": {"kind": '"balance"', "role": '"fed_assets"', "scale": "1000000.0", "frequency": '"weekly"'},
        "account": {"kind": '"balance"', "role": '"tga"', "scale": "1000000.0", "frequency": '"weekly"'},
        "repo": {"kind": '"balance"', "role": '"rrp"', "scale": "1000000000.0"},
        "btc": {"kind": '"crypto"', "calendar": '"24/7"'},
    }
    files = {
        "assets": days("2025-01-01", [100, 110, 120], "value", 7),
        "account": days("2025-01-01", [10, 10, 20], "value", 7),
        "repo": days("2025-01-07", [0.001, 0.002, 0.003], "value"),
        "btc": days("2024-04-19", [100, 100, 102]),
    }
    halving = '[[events]]\nid = "btc_halving_4"\nsubject = "btc"\ndate = 2024-04-20\n'
    oracle = Oracle(write(tmp_path, catalog, files, halving), "2025-01-15")
    assert value(oracle, "liquidity.level") == 120e6 - 20e6 - 3e6
    assert value(oracle, "liquidity.delta.1w") == 97e6 - (110e6 - 10e6 - 2e6)
    assert value(oracle, "liquidity.change.1d") == near(97 / (100 + -3) - 1)
    assert oracle.answer("liquidity.high.all")["status"] == "missing"
    assert oracle.answer("liquidity.level@2025-01-05")["status"] == "missing"
    issued = 210_000 * (50 + 25 + 12.5 + 6.25)
    assert value(oracle, "btc.supply.mined@2024-04-20") == near(issued / 21e6)
    assert value(oracle, "btc.supply.mined@2024-04-21") == near((issued + 144 * 3.125) / 21e6)
    assert value(oracle, "btc.supply.inflation@2024-04-20") == near(52_560 * 3.125 / issued)
    assert oracle.answer("btc.supply.mined@2024-04-19")["status"] == "missing"


def test_lead_and_zscore(tmp_path: Path) -> None:
    """The lag is positive where x comes first; a running week is left out until its Friday."""
    wave = [100 + 10 * math.sin(i * i) for i in range(300)]
    catalog = {"x": INDEX, "v": INDEX}
    files = {"x": days("2020-01-03", wave[3:], step=7), "v": days("2020-01-03", wave[:-3], step=7)}
    oracle = Oracle(write(tmp_path, catalog, files), "2026-01-01")
    lead = oracle.answer("x.lead.vs.v")
    assert (lead["value"], lead["corr"], lead["n"]) == (3, near(1), 293)
    assert value(oracle, "v.lead.vs.x") == -3
    assert abs(lead["corr_at_0"]) < 0.5
    last = [a / b for a, b in zip(wave[3:], wave[:-3], strict=True)][-252:]
    expected = (last[-1] - statistics.fmean(last)) / statistics.stdev(last)
    assert value(oracle, "x.ratio.zscore.vs.v") == pytest.approx(expected, rel=1e-9)


def test_suspect(tmp_path: Path) -> None:
    """A missed split, a price of nothing and a repeated bar are suspect; a shock and equal closes are not."""
    walk = [100 + (i % 7) * 0.5 for i in range(100)]
    shock = [*walk, 130.0, 131.0, 130.0]
    split = [*walk, 50.0, 50.5, 51.0]
    bar = "2025-01-03,10,12,9,11,500"
    repeated = f"date,open,high,low,close,volume 2025-01-02,10,11,9,10,400 {bar} {bar.replace('03', '06', 1)}"
    catalog = {key: INDEX for key in ("shock", "split", "zero", "bars")}
    catalog["fear"] = {"kind": '"volatility_index"'}
    files = {"shock": days("2025-01-01", shock), "split": days("2025-01-01", split), "fear": days("2025-01-01", split)}
    files |= {"zero": days("2025-01-01", [5, 0, 6, 6]), "bars": repeated}
    oracle = Oracle(write(tmp_path, catalog, files), "2025-04-13")
    assert oracle.answer("shock.change.5s")["status"] == "ok"
    assert oracle.answer("fear.change.5s")["status"] == "ok"
    assert oracle.answer("split.level@2025-04-11")["status"] == "suspect"
    assert oracle.answer("split.level")["status"] == "ok"
    assert oracle.answer("split.change.1d")["status"] == "ok"
    assert oracle.answer("split.change.5s")["status"] == "suspect"
    assert oracle.answer("split.record.low")["status"] == "suspect"
    assert oracle.answer("zero.level@2025-01-02")["status"] == "suspect"
    assert oracle.answer("zero.change.1d@2025-01-04")["status"] == "ok"
    assert oracle.answer("zero.change.1d@2025-01-03")["status"] == "missing"
    assert oracle.answer("zero.low.all@2025-01-04")["status"] == "suspect"
    assert oracle.answer("bars.level@2025-01-06")["status"] == "suspect"
    assert oracle.answer("bars.level@2025-01-03")["status"] == "ok"


def test_binomial_interval() -> None:
    """Clopper and Pearson's interval: the textbook's 4 of 5, none and all."""
    assert binomial_interval(4, 5) == (pytest.approx(0.28358, abs=1e-5), pytest.approx(0.99495, abs=1e-5))
    assert binomial_interval(0, 5) == (0.0, pytest.approx(1 - 0.025**0.2))
    assert binomial_interval(5, 5) == (pytest.approx(0.025**0.2), 1.0)


@pytest.fixture(scope="module")
def real() -> Tape:
    """The sample of real data, where it lies beside the repository."""
    if not (REAL / "catalog.toml").exists():
        pytest.skip("the sample of real data is not beside the repository")
    return load(REAL)


def test_reference_study(real: Tape) -> None:
    """The Januaries of section 5, their mean and their hits."""
    study = january_study(Oracle(real, "2026-01-22"), "rut_monthly", "spx_monthly", 0.05, 1979)
    assert [one["year"] for one in study["instances"]] == [1979, 1985, 1992, 2006, 2021]
    assert round(study["mean"], 3) == 0.226
    assert (study["n"], study["hits"], study["small_sample"]) == (5, 4, True)


FIGURES = {
    "rut.level": "2718.77",
    "rut.change.1d": "0.008",
    "rut.change.ytd": "0.095",
    "spx.level": "6913.35",
    "spx.change.1d": "0.005",
    "spx.change.ytd": "0.010",
    "spx.drawdown": "-0.009",
    "ixic.level": "23436.02",
    "ixic.change.1d": "0.009",
    "ixic.change.ytd": "0.008",
    "ixic.drawdown": "-0.022",
    "gold.level": "451.79",
    "gold.change.1d": "0.018",
    "gold.change.ytd": "0.140",
    "silver.level": "87.13",
    "silver.change.1d": "0.038",
    "silver.change.ytd": "0.353",
    "btc.level": "89462",
    "btc.change.1d": "0.001",
    "btc.change.ytd": "0.022",
    "btc.drawdown": "-0.283",
    "vix.level": "15.64",
    "vix.change.1d": "-0.075",
    "rut.streak.beat.vs.spx": "14",
    "rut.spread.ytd.vs.spx": "0.086",
    "rut.spread.ytd.vs.spx@2000-01-22": "0.077",
    "rut.spread.ytd.vs.spx@2021-01-22": "0.075",
    "rut.ratio.zscore.vs.spx": "3.4",
    "rut.ratio.percentile.vs.spx": "0.12",
    "rut.cross.100": "2700",
    "btc.streak.down@2026-01-20": "6",
    "btc.level@2026-01-14": "96929",
    "btc.level@2026-01-20": "88311",
    "btc.spread.3m.vs.rut": "-0.28",
    "btc.corr.90s.vs.rut": "0.55",
    "btc.corr.90s.vs.rut@2025-01-22": "0.55",
    "btc_etf_flow.sum.5s": "-1515100000",
    "btc_etf_flow.streak": "4",
    "iwm_flow.sum.ytd": "-1695060000",
    "us10y.level": "4.26",
    "us10y.change.1m": "0.09",
    "liquidity.delta.1m": "-8984000000",
}


@pytest.mark.parametrize(("fact_id", "shown"), FIGURES.items())
def test_example_brief(real: Tape, fact_id: str, shown: str) -> None:
    """Every figure of the brief that was written by hand is the answer to a question."""
    answer = Oracle(real, "2026-01-22").answer(fact_id)
    decimals = len(shown.partition(".")[2])
    assert f"{answer['value']:.{decimals}f}" == shown
    assert answer["status"] == "ok"


def test_example_brief_records(real: Tape) -> None:
    """Small caps, gold and silver closed at records, and 2,700 was crossed that day."""
    oracle = Oracle(real, "2026-01-22")
    assert all(oracle.answer(f"{key}.record.high")["value"] is True for key in ("rut", "gold", "silver"))
    assert oracle.answer("rut.cross.100")["date"] == "2026-01-22"
    assert oracle.answer("credit_stress.delta.1m")["value"] < 0
    assert oracle.answer("vix.record.high")["value"] is False
