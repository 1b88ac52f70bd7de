"""The engine against the oracle: small random tapes, and the sample of real data where it is beside the repository."""

from __future__ import annotations

import math
import random
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from generator.facts import Engine
from generator.tape import read_tape
from tests.oracle import Oracle, load, session

REAL = Path(__file__).parents[3] / "shared" / "tape"
COMPARED = ("date", "started", "direction", "n", "corr", "corr_at_0")


# ---------- comparing


def same(one: Any, two: Any) -> bool:
    """Equal, or equal numbers to 1e-9."""
    if isinstance(one, dict) and isinstance(two, dict):
        return all(same(value, two.get(key)) for key, value in one.items())
    if isinstance(one, bool | str | None) or isinstance(two, bool | str | None):
        return one == two
    return math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-12)


def differences(engine: Engine, oracle: Oracle, fact_ids: list[str]) -> list[str]:
    """Every id on which the two disagree, with what each says."""
    found = []
    for fact_id in fact_ids:
        expected = oracle.answer(fact_id)
        fact = engine.ask(fact_id).model_dump(mode="json")
        names = ["value", "status", *(name for name in ("as_of", *COMPARED, "record") if name in expected)]
        found += [
            f"{fact_id}: {name} is {fact.get(name)!r}, the oracle says {expected[name]!r}"
            for name in names
            if not same(expected[name], fact.get(name))
            and not (name == "status" and fact["status"] == expected.get("or_status"))
        ]
    return found


# ---------- questions

SAMPLE = 400
PHASES = [Phase.explicit, Phase.generate]  # a tape is slow to shrink, and its difference is told by the id
WINDOWS = ["1d", "2s", "5s", "20s", "60s", "wtd", "mtd", "qtd", "ytd", "all"]
WINDOWS += ["1w", "1m", "3m", "6m", "1y", "52w", "3y", "5y"]
SINCE_NOW = ["since.high", "since.low", "since.best.1d", "since.worst.1d", "since.best.1w", "since.worst.1m"]
SINGLE = [
    *("level", "record.high", "record.low", "drawdown", *SINCE_NOW),
    *("cross.10", "cross.100", "cross.0_05", "cross.2_5"),
    *("streak.up", "streak.down", "streak.up.week", "streak.down.week", "streak.up.month", "streak.down.month"),
    *("vol.2s", "vol.5s", "vol.20s", "vol.60s", "vol.5s.percentile", "level.percentile", "change.1d.percentile"),
    *("change.5s.percentile", "drawdown.all.percentile", "sum.ytd", "sum.all", "streak"),
]
WINDOWED = [
    *("change.{}", "delta.{}", "high.{}", "low.{}", "high.intraday.{}", "low.intraday.{}", "rebound.{}"),
    *("drawdown.{}", "count.up.{}", "count.down.{}", "count.record.{}", "range.{}.2", "range.{}.0_5", "range.{}.10"),
]
FLOW_FORMS = ["sum.{}", "streak", "level", "high.{}", "cross.100", "change.1w", *SINCE_NOW]
PAIR = [
    *("ratio", "ratio.zscore", "ratio.percentile", "streak.beat", "streak.lag", "gap", "gap.percentile", "lead"),
    *(
        "corr.5s",
        "corr.20s",
        "corr.60s",
        "beta.5s",
        "beta.20s",
        "beta.60s",
        "corr.20s.percentile",
        "spread.1d.percentile",
    ),
]
PAIR_WINDOWED = ["spread.{}"]
LIQUIDITY = ["level", "delta.{}", "change.{}"]


def fill(forms: list[str], windows: list[str]) -> list[str]:
    """Every form with every window, where it takes one."""
    return [form.format(window) for form in forms for window in (windows if "{}" in form else [""])]


# ---------- random tapes


@dataclass(frozen=True)
class Shape:
    """What a random tape is made of."""

    seed: int
    rows: int
    start: date
    style: str
    calendars: bool
    back: int


STYLES = ("walk", "ties", "flat", "rough", "broken")
shapes = st.builds(
    Shape,
    seed=st.integers(0, 2**32 - 1),
    rows=st.one_of(st.integers(1, 12), st.integers(13, 80), st.integers(81, 400)),
    start=st.dates(date(2015, 1, 1), date(2024, 12, 31)),
    style=st.sampled_from(STYLES),
    calendars=st.booleans(),
    back=st.integers(-8, 40),
)


def step(draw: random.Random, style: str, value: float) -> float:
    """The next price of a walk."""
    if style == "ties":
        return float(draw.randint(96, 104))
    if style == "flat":
        return value if draw.random() < 0.6 else round(value * (1 + draw.choice((-0.01, 0.01))), 2)
    return max(0.5, round(value * math.exp(draw.gauss(0, 0.05 if style == "rough" else 0.012)), 2))


def price_file(draw: random.Random, shape: Shape, days: list[date]) -> list[str]:
    """Bars of a walk; now and then a blank close, and in broken files a missed split, a zero, a bar told twice."""
    lines, close, split = ["date,open,high,low,close,volume"], 100.0, 1
    bar = ""
    for day in days:
        before, close = close, step(draw, shape.style, close)
        high, low = max(before, close) + draw.randint(0, 3), max(0.1, min(before, close) - draw.randint(0, 3))
        kind = draw.random() if shape.style == "broken" else 1
        split *= 2 if kind < 0.005 else 1
        if not (0.985 < kind < 1 and bar):
            shown = "" if draw.random() < 0.01 else 0 if 0.98 < kind < 0.983 else round(close / split, 3)
            bar = f"{before / split},{high / split},{low / split},{shown},{draw.randint(1, 10**6)}"
        lines.append(f"{day},{bar}")
    return lines


def value_file(draw: random.Random, days: list[date], sigma: float, centre: float, decimals: int) -> list[str]:
    """Values around a centre, of either sign."""
    return ["date,value"] + [f"{day},{round(draw.gauss(centre, sigma), decimals)}" for day in days]


def some_days(draw: random.Random, shape: Shape, exchange: bool = True) -> list[date]:
    """Days with gaps: an exchange's sessions or all days, some left out."""
    every = (shape.start + timedelta(days=i) for i in range(draw.randint(0, 3), shape.rows * 2))
    chosen = [day for day in every if not (exchange and session("XNYS", day, "next") != day) and draw.random() > 0.06]
    return chosen[: shape.rows] or [shape.start]


def weekly_days(shape: Shape, weekday: int) -> list[date]:
    """One day a week, for as many weeks as the daily files cover."""
    first = shape.start + timedelta(days=(weekday - shape.start.weekday()) % 7)
    return [first + timedelta(weeks=i) for i in range(1 + shape.rows // 5)]


def monthly_days(shape: Shape) -> list[date]:
    """The first of each month that the daily files cover."""
    return sorted({(shape.start + timedelta(days=i)).replace(day=1) for i in range(shape.rows + 40)})


CATALOG = {
    "x": 'kind = "equity_index"\ncalendar = "XNYS"',
    "v": 'kind = "etf"\ncalendar = "XNYS"',
    "btc": 'kind = "crypto"\ncalendar = "24/7"',
    "ten": 'kind = "rate"',
    "two": 'kind = "rate"',
    "flow": 'kind = "flow"\ncalendar = "XNYS"\nscale = 1000000.0\nof = "x"',
    "stress": 'kind = "indicator"',
    "assets": 'kind = "balance"\nscale = 1000000.0\nfrequency = "weekly"\nrole = "fed_assets"',
    "account": 'kind = "balance"\nscale = 1000000.0\nfrequency = "weekly"\nrole = "tga"',
    "repo": 'kind = "balance"\nscale = 1000000000.0\nrole = "rrp"',
    "money": 'kind = "balance"\nscale = 1000000000.0\nfrequency = "monthly"\nlag = 12',
    "fear": 'kind = "volatility_index"\ncalendar = "XNYS"\nlag = 1',
    "wide": 'kind = "breadth"\nmax_age = 2',
}


def files_of(shape: Shape) -> dict[str, list[str]]:
    """The lines of every file."""
    draw = random.Random(shape.seed)
    shared = some_days(draw, shape)
    return {
        "x": price_file(draw, shape, shared),
        "v": price_file(draw, shape, [day for day in shared if draw.random() > 0.1] or shared),
        "btc": price_file(draw, shape, some_days(draw, shape, exchange=False)),
        "ten": value_file(draw, shared, 0.05, 4.2, 2),
        "two": value_file(draw, some_days(draw, shape), 0.3, 0.1, 2),
        "flow": value_file(draw, some_days(draw, shape), 2.0, 0.2, 0),
        "stress": value_file(draw, some_days(draw, shape), 0.5, 0.0, 3),
        "assets": value_file(draw, weekly_days(shape, 2), 5.0, 700.0, 1),
        "account": value_file(draw, weekly_days(shape, 2), 5.0, 70.0, 1),
        "repo": value_file(draw, some_days(draw, shape), 0.01, 0.1, 3),
        "money": value_file(draw, monthly_days(shape), 9.0, 900.0, 1),
        "fear": value_file(draw, some_days(draw, shape), 4.0, 20.0, 2),
        "wide": value_file(draw, some_days(draw, shape), 0.2, 0.5, 2),
    }


def write_tape(folder: Path, files: dict[str, list[str]], calendars: bool, shock: date) -> None:
    """A tape in the product's format."""
    tables = []
    for key, lines in files.items():
        (folder / f"{key}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        text = CATALOG[key] if calendars else CATALOG[key].replace('calendar = "XNYS"', "")
        tables.append(f'[instruments.{key}]\nname = "{key}"\nunit = "points"\nfile = "{key}.csv"\n{text}\n')
    (folder / "catalog.toml").write_text("\n".join(tables), encoding="utf-8")
    halving = f'id = "btc_halving_4"\nsubject = "btc"\nlabel = "fourth"\ndate = {shock - timedelta(days=3)}'
    plain = f'id = "shock"\nsubject = "x"\ndate = {shock}'
    (folder / "events.toml").write_text(f"[[events]]\n{halving}\n[[events]]\n{plain}\n", encoding="utf-8")


def last_day(files: dict[str, list[str]]) -> date:
    """The last date of the first index."""
    return date.fromisoformat(files["x"][-1].split(",")[0])


def agree(files: dict[str, list[str]], calendars: bool, shock: date, as_of: date, fact_ids: list[str]) -> None:
    """The engine and the oracle agree on every id, on a tape of these files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tape(folder, files, calendars, shock)
        found = differences(Engine(read_tape(folder), as_of), Oracle(folder, as_of), fact_ids)
    assert not found, "\n".join(found)


def questions(as_of: date) -> list[str]:
    """A generous list of ids for a random tape."""
    year, quarter = as_of.year, (as_of.month + 2) // 3
    named = [
        f"year:{year}",
        f"year:{year - 1}",
        f"month:{as_of:%Y-%m}",
        f"month:{year}-01",
        f"quarter:{year}-Q{quarter}",
    ]
    named += ["event:shock", f"since:{as_of - timedelta(days=33)}"]
    windows = WINDOWS + named
    ids = []
    for key in ("x", "btc", "ten", "stress", "assets", "money", "fear", "wide"):
        ids += [f"{key}.{form}" for form in fill(SINGLE + WINDOWED, windows)]
    ids += [f"flow.{form}" for form in fill(FLOW_FORMS, windows)]
    for one, two in (("x", "v"), ("v", "x"), ("x", "btc"), ("ten", "two"), ("x", "assets")):
        ids += [f"{one}.{form}.vs.{two}" for form in fill(PAIR + PAIR_WINDOWED, windows)]
    ids += [f"liquidity.{form}" for form in fill(LIQUIDITY, windows)]
    ids += ["btc.supply.mined", "btc.supply.inflation", "btc.event.btc_halving_4", "x.event.shock", "x.event.nothing"]
    ids += [f"btc.event.shock.{window}" for window in ("1w", "1m", "3m", "1y")]
    earlier = as_of - timedelta(days=17)
    return ids + [f"{fact_id}@{earlier}" for fact_id in ids[::7]]


@settings(max_examples=14, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(shapes)
@example(Shape(1, 1, date(2024, 1, 2), "walk", True, 0))
@example(Shape(2, 400, date(2020, 5, 1), "walk", True, 0))
@example(Shape(3, 330, date(2019, 7, 1), "broken", True, 2))
def test_random_tapes(shape: Shape) -> None:
    """Every id has the same value, status and dates in the engine and in the oracle, on tapes nobody chose."""
    files = files_of(shape)
    as_of = last_day(files) - timedelta(days=shape.back)
    every = questions(as_of)
    some = random.Random(shape.seed).sample(every, min(SAMPLE, len(every)))
    agree(files, shape.calendars, shape.start + timedelta(days=shape.rows // 2), as_of, some)


Rows = list[tuple[int, int]]


def small_file(column: str, rows: Rows, divisor: int, less: int = 0) -> list[str]:
    """A file of few rows with many ties: each row so many days after the one before."""
    lines, day = [f"date,{column}"], date(2023, 12, 18)
    for gap, value in rows:
        lines.append(f"{day},{(value - less) / divisor}")
        day += timedelta(days=gap)
    return lines


small_rows = st.lists(st.tuples(st.integers(1, 4), st.integers(98, 103)), min_size=1, max_size=12)
small_tapes = st.fixed_dictionaries(
    {
        "x": small_rows.map(lambda rows: small_file("close", rows, 1)),
        "v": small_rows.map(lambda rows: small_file("close", rows, 2)),
        "ten": small_rows.map(lambda rows: small_file("value", rows, 100)),
        "two": small_rows.map(lambda rows: small_file("value", rows, 100, 100)),
        "flow": small_rows.map(lambda rows: small_file("value", rows, 1, 100)),
    }
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(small_tapes, st.integers(-4, 5), st.integers(0, 99))
def test_small_tapes(files: dict[str, list[str]], wait: int, seed: int) -> None:
    """A handful of rows, equal closes and equal moves included, where a tie decides the answer."""
    as_of = last_day(files) + timedelta(days=wait)
    agree(files, False, date(2023, 12, 20), as_of, random.Random(seed).sample(questions(as_of), SAMPLE))


# ---------- cases that the random ones found

RATE, INDEX, BALANCE = 'kind = "rate"', 'kind = "equity_index"', 'kind = "balance"\nscale = 1000000000.0'


def daily(*values: float) -> list[str]:
    """A row a day from Saturday, 10 January 2026."""
    first = date(2026, 1, 10)
    return ["date,close"] + [f"{first + timedelta(days=i)},{value}" for i, value in enumerate(values)]


def bars(*closes: float) -> list[str]:
    """A bar a day from Saturday, 10 January 2026; that of the third day repeats the second."""
    lines = ["date,open,high,low,close,volume"]
    for line, volume in zip(daily(*closes)[1:], (1, 2, 2, *range(3, len(closes))), strict=True):
        day, close = line.split(",")
        lines.append(f"{day},{close},{float(close) + 1},{float(close) - 1},{close},{volume}")
    return lines


CASES = {
    "equal moves of two yields": (
        RATE,
        daily(4.10, 4.15),
        daily(3.50, 3.55),
        ["x.streak.beat.vs.v", "x.spread.1d.vs.v"],
    ),
    "a ratio that never moves": (
        INDEX,
        daily(*[98.47 + i % 3 for i in range(260)]),
        daily(*[round((98.47 + i % 3) * 7, 4) for i in range(260)]),
        ["x.ratio.zscore.vs.v"],
    ),
    "a scaled close on a multiple": (BALANCE, daily(1.0, 2.058), daily(1.0, 2.0), ["x.cross.10", "x.level"]),
    "a streak of none after a price of none": (INDEX, daily(5, 6, 0, 6), daily(5, 6, 7, 8), ["x.streak.down"]),
    "a price of none between weeks": (
        INDEX,
        daily(5, 6, 0, 6, 7),
        daily(5, 6, 7, 8, 9),
        ["x.streak.up.week", "x.streak.up.month"],
    ),
    "a year without rows before": (
        INDEX,
        ["date,close", "2023-12-29,10", "2025-06-30,12", "2025-12-31,15", "2026-01-02,15"],
        daily(1, 2),
        ["x.change.year:2025", "x.delta.quarter:2025-Q4", "x.change.month:2025-12"],
    ),
    "a change from a bar told twice": (
        INDEX,
        bars(10, 10, 10, 11, 11, 10, 12, 12, 12, 12, 11, 11, 11),
        daily(1, 2),
        ["x.since.best.1w", "x.since.best.1d"],
    ),
}


OPEN: dict[str, str] = {}  # cases in which the engine is not there yet


def found_case(name: str) -> Any:
    """A case, marked where the engine is not there yet."""
    return pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=OPEN[name]) if name in OPEN else ())


@pytest.mark.parametrize("name", [found_case(name) for name in CASES])
def test_found_cases(tmp_path: Path, name: str) -> None:
    """Ties, edges and gaps on which the two disagreed once."""
    table, x, v, fact_ids = CASES[name]
    for key, lines in (("x", x), ("v", v)):
        (tmp_path / f"{key}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    head = '[instruments.{0}]\nname = "{0}"\nunit = "points"\nfile = "{0}.csv"\n'
    (tmp_path / "catalog.toml").write_text("\n".join(head.format(key) + table + "\n" for key in "xv"), encoding="utf-8")
    as_of = date.fromisoformat(x[-1].split(",")[0])
    found = differences(Engine(read_tape(tmp_path), as_of), Oracle(tmp_path, as_of), fact_ids)
    assert not found, "\n".join(found)


# ---------- real data

DAYS = {
    "2026-01-22": "a Thursday of records",
    "2020-03-16": "the fall of 2020",
    "2009-03-09": "the low of 2009",
    "2024-08-05": "the jump of the VIX",
    "2026-01-18": "a Sunday",
    "2026-01-19": "a holiday",
    "2026-01-30": "the fall of silver",
}
REAL_PAIRS = [
    "rut:spx",
    "btc:rut",
    "gold:silver",
    "us10y:us2y",
    "csi300:chinext",
    "rut:vix",
    "iwm:spy",
    "rut_monthly:spx_monthly",
    "fedfunds:us2y",
    "walcl:tga",
    "btc:dollar",
    "vix:credit_stress",
    "rut:nobody",
    "rut:m2",
]
REAL_FIXED = [
    "rut.change.ytd",
    "rut.record.high",
    "silver.record.high",
    "silver.change.1d",
    "vix.change.1d",
    "rut.cross.100",
    "rut.streak.beat.vs.spx",
    "rut.spread.ytd.vs.spx",
    "rut.ratio.zscore.vs.spx",
    "rut.corr.90s.vs.btc",
    "rut.lead.vs.btc",
    "us10y.gap.vs.us2y",
    "iwm_flow.sum.ytd",
    "btc_etf_flow.sum.5s",
    "btc_etf_flow.streak",
    "liquidity.level",
    "liquidity.delta.1m",
    "liquidity.change.1y",
    "btc.supply.mined",
    "btc.supply.inflation",
    "m2.level",
    "statement.1",
    "statement.3",
    "statement.9",
]
REAL_HISTORY = ["btc.vol.30s.percentile", "rut.ratio.percentile.vs.spx", "vix.level.percentile"]


def real_questions(keys: list[str], as_of: date) -> list[str]:
    """Every measure of every series over every window: far more than are asked on any one day."""
    year, quarter = as_of.year, (as_of.month + 2) // 3
    named = [f"year:{year}", f"year:{year - 1}", f"month:{as_of:%Y-%m}", f"quarter:{year}-Q{quarter}", "year:1999"]
    named += [f"since:{as_of - timedelta(days=100)}", "event:btc_halving_3", "event:btc_spot_etf_approval"]
    windows = WINDOWS + named
    single = [form for form in SINGLE + WINDOWED + FLOW_FORMS if "percentile" not in form]
    pair = [form for form in PAIR + PAIR_WINDOWED if "percentile" not in form]
    ids = [f"{key}.{form}" for key in keys for form in fill(single, windows)]
    for one, two in (words.split(":") for words in REAL_PAIRS):
        ids += [f"{one}.{form}.vs.{two}" for form in fill(pair, windows)]
    ids += [f"liquidity.{form}" for form in fill(LIQUIDITY, windows)]
    after = ["", ".1w", ".1m", ".3m", ".1y", ".3y", ".20s", ".1d"]
    return ids + [f"{key}.event.btc_halving_{n}{w}" for key in ("btc", "rut") for n in range(1, 6) for w in after]


@pytest.fixture(scope="module")
def real() -> tuple[Any, Any]:
    """The sample of real data as each of the two reads it."""
    if not (REAL / "catalog.toml").exists():
        pytest.skip("the sample of real data is not beside the repository")
    return read_tape(REAL), load(REAL)


@pytest.mark.parametrize(("day", "why"), DAYS.items())
def test_real_data(real: tuple[Any, Any], day: str, why: str) -> None:
    """The engine and the oracle agree on real data, each day on another part of a long list of questions."""
    as_of, place = date.fromisoformat(day), list(DAYS).index(day)
    ids = real_questions(list(real[1].series), as_of)[place::40] + REAL_FIXED + (REAL_HISTORY if place == 0 else [])
    found = differences(Engine(real[0], as_of), Oracle(real[1], as_of), ids)
    assert not found, f"{why}:\n" + "\n".join(found)
