"""Measures on tapes small enough to work them out on paper."""

from __future__ import annotations

import math
from datetime import date

import pytest

from generator.facts import Engine, Fact
from generator.tape import Tape
from tests.tape.folders import bars, series, tape_of, weekdays

DAYS = weekdays(date(2026, 1, 5), 10)  # Monday the 5th to Friday the 16th
X = [100.0, 110.0, 99.0, 99.0, 108.9, 120.0, 118.0, 119.0, 120.0, 121.0]
Y = [50.0, 51.0, 50.0, 49.0, 49.5, 50.0, 49.0, 49.5, 49.0, 49.0]
HALVINGS = "".join(
    f'[[events]]\nid = "btc_halving_{n}"\nsubject = "btc"\ndate = {day}\nlabel = ""\n'
    for n, day in enumerate(("2012-11-28", "2016-07-09", "2020-05-11", "2024-04-20"), start=1)
)


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Tape:
    """Two indices, two rates, a flow, a balance in millions, a gauge around zero, bars, and the parts of liquidity."""
    flow = [5.0, -1.0, 2.0, 0.0, 3.0, 4.0, -2.0, -3.0, -1.0, -0.5]
    weekly = {"kind": "balance", "unit": "USD", "scale": 1e6, "frequency": "weekly"}
    return tape_of(
        tmp_path_factory.mktemp("hand"),
        series("x", DAYS, X),
        series("y", DAYS[:3] + DAYS[4:], Y[:3] + Y[4:]),
        series("ten", DAYS, [4.0, 4.1, 4.1, 4.2, 4.2, 4.3, 4.2, 4.1, 4.15, 4.25], kind="rate", unit="percent"),
        series("two", DAYS, [3.5] * 10, kind="rate", unit="percent"),
        series("f", DAYS, flow, kind="flow", unit="USD", scale=1e6, of="x"),
        series("gauge", DAYS, [-2.0, -1.0, 0.0, 1.0, 2.0, 1.0, 0.5, -0.5, -1.0, 3.0], kind="indicator", unit="index"),
        bars("b", DAYS, [[c - 1, c + n, c - 2, c, 7.0 + n] for n, c in enumerate(X)]),
        series("assets", [DAYS[0], DAYS[5]], [1000.0, 990.0], role="fed_assets", **weekly),
        series("account", [DAYS[1], DAYS[6]], [100.0, 120.0], role="tga", **weekly),
        series("repo", DAYS, [10.0] * 9 + [5.0], role="rrp", kind="balance", unit="USD", scale=1e6),
        series("btc", DAYS, [90000.0] * 10, kind="crypto", unit="USD"),
        events=HALVINGS,
    )  # fmt: skip


@pytest.fixture(scope="module")
def engine(tape: Tape) -> Engine:
    """Asked on Friday, 16 January 2026."""
    return Engine(tape, DAYS[-1])


@pytest.mark.parametrize(
    ("asked", "value", "unit"),
    [
        ("x.level", 121.0, "points"),
        ("x.change.1d", 121 / 120 - 1, "ratio"),
        ("x.change.all", 0.21, "ratio"),
        ("x.delta.5s", 121 - 108.9, "points"),
        ("ten.change.1d", 0.10, "percentage points"),
        ("ten.delta.1w", 0.05, "percent"),
        ("ten.gap.vs.two", 0.75, "percentage points"),
        ("ten.level", 4.25, "percent"),
        ("assets.level", 990e6, "USD"),
        ("assets.delta.all", -10e6, "USD"),
        ("assets.change.all", -0.01, "ratio"),
        ("x.high.5s", 121.0, "points"),
        ("x.low.5s", 118.0, "points"),
        ("b.high.intraday.all", 130.0, "points"),
        ("b.low.intraday.all", 97.0, "points"),
        ("x.rebound.5s", 121 / 118 - 1, "ratio"),
        ("x.drawdown.all@2026-01-13", 118 / 120 - 1, "ratio"),
        ("x.drawdown", 0.0, "ratio"),
        ("x.streak.up", 3, "rows"),
        ("x.streak.down", 0, "rows"),
        ("x.streak.up.week", 1, "rows"),
        ("x.count.up.5s", 4, "rows"),
        ("x.count.down.5s", 1, "rows"),
        ("x.count.record.all", 3, "rows"),  # 110, 120 and 121; a second 120 is none
        ("x.cross.10", 120.0, "points"),
        ("x.cross.2_5", 120.0, "points"),
        ("x.cross.50", 100.0, "points"),
        ("x.range.5s.1", 0.8, "ratio"),  # 118 is more than 1 % off the median, 120
        ("x.ratio.vs.y", 121 / 49, "ratio"),
        ("x.spread.1w.vs.y", (121 / 108.9) - (49 / 49.5), "ratio"),
        ("x.streak.beat.vs.y", 2, "rows"),
        ("x.streak.lag.vs.y", 0, "rows"),
        ("f.sum.5s", -2.5e6, "USD"),
        ("f.sum.all", 6.5e6, "USD"),
        ("f.streak", 4, "rows"),
        ("x.level.percentile", 1.0, "ratio"),
        ("gauge.level.percentile", 1.0, "ratio"),
        ("x.change.1d.percentile", 4 / 9, "ratio"),
        ("liquidity.level", (990 - 120 - 5) * 1e6, "USD"),
        ("liquidity.level@2026-01-12", (990 - 100 - 10) * 1e6, "USD"),
        ("liquidity.delta.all", (865 - 890) * 1e6, "USD"),
        ("liquidity.change.all", 865 / 890 - 1, "ratio"),
    ],
)  # fmt: skip
def test_a_measure_is_what_its_definition_says(engine: Engine, asked: str, value: float, unit: str) -> None:
    """Worked out by hand from the ten rows above."""
    fact = engine.ask(asked)
    assert (fact.value, fact.unit) == (pytest.approx(value, rel=1e-12), unit)
    assert fact.status == "ok"


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("x.high.all", date(2026, 1, 16)),
        ("x.high.all@2026-01-15", date(2026, 1, 12)),  # 120 twice: the earliest counts
        ("x.low.all", date(2026, 1, 7)),
        ("x.cross.10", date(2026, 1, 15)),
        ("x.cross.50", date(2026, 1, 9)),
        ("x.since.high@2026-01-15", date(2026, 1, 12)),
        ("x.since.low@2026-01-13", date(2026, 1, 9)),
        ("x.since.low@2026-01-08", date(2026, 1, 7)),
        ("x.since.best.1d", date(2026, 1, 15)),
        ("x.since.worst.1d@2026-01-13", date(2026, 1, 7)),
    ],
)
def test_dated_answers_carry_their_day(engine: Engine, asked: str, day: date) -> None:
    """Extremes, crossings and since-answers say when."""
    fact = engine.ask(asked)
    assert fact.date == day
    assert fact.value == day.isoformat() or fact.measure in {"high", "low", "cross"}


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("x.gap.vs.y", "two rates"),
        ("ten.spread.1w.vs.x", "no difference"),
        ("f.change.1w", "ask for its delta or sum"),
        ("x.sum.1w", "no flow"),
        ("x.streak", "no flow"),
        ("gauge.change.5s@2026-01-14", "not above zero"),
        ("x.vol.10s", "10 returns need 11 rows"),
        ("x.vol.1s", "two returns"),
        ("two.corr.5s.vs.x@2026-01-16", None),
        ("x.corr.5s.vs.two", "did not move"),
        ("x.beta.5s.vs.two", "did not move"),
        ("x.ratio.zscore.vs.y", "252 common rows"),
        ("x.lead.vs.y", "too few weeks"),
        ("x.high.intraday.all", "no column high"),
        ("x.since.high", "no earlier close"),
        ("x.record.high@2026-01-05", "no earlier close"),
        ("x.level@2026-01-04", "no row on or before"),
        ("x.supply.mined", "only btc"),
        ("x.event.unknown", "no event unknown"),
        ("x.study.unknown", "no study unknown"),
        ("statement.1", "0 statements"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_says_why(engine: Engine, asked: str, why: str | None) -> None:
    """A question that the tape has no answer to is missing, with a reason; it is never zero."""
    fact = engine.ask(asked)
    assert (fact.status, fact.value, fact.inputs) == ("missing", None, ())
    assert why is None or why in (fact.reason or "")


def test_a_record_is_strictly_above_every_earlier_close(engine: Engine) -> None:
    """121 beats the 120 of Monday: four days and four rows earlier. The second 120 was no record."""
    fact = engine.ask("x.record.high")
    record = fact.record
    assert fact.value is True
    assert (record.level, record.previous_level, record.previous_date) == (121.0, 120.0, date(2026, 1, 12))
    assert (record.days_between, record.rows_between) == (4, 4)
    assert engine.ask("x.record.high@2026-01-15").value is False
    adjacent = engine.ask("x.record.high@2026-01-06").record
    assert (adjacent.days_between, adjacent.rows_between) == (1, 1)
    low = engine.ask("x.record.low@2026-01-07")
    assert (low.value, low.record.previous_level) == (True, 100.0)
    assert engine.ask("x.record.low@2026-01-08").value is False


def test_a_run_says_when_it_began(engine: Engine) -> None:
    """The first row of a run is its beginning; a flow says which way it went."""
    assert engine.ask("x.streak.up").started == date(2026, 1, 14)
    flow = engine.ask("f.streak")
    assert (flow.started, flow.direction) == (date(2026, 1, 13), "out")
    assert engine.ask("f.streak@2026-01-12").direction == "in"
    assert engine.ask("f.streak@2026-01-12").value == 2
    assert engine.ask("f.streak@2026-01-08").value == 0
    assert engine.ask("x.streak.down").started is None


def test_volatility_is_yearly(tape: Tape, engine: Engine) -> None:
    """The standard deviation (n-1) of log returns, times the root of 252 sessions."""
    returns = [math.log(b / a) for a, b in zip(X[-6:-1], X[-5:], strict=True)]
    mean = sum(returns) / 5
    expected = math.sqrt(sum((r - mean) ** 2 for r in returns) / 4 * 252)
    assert engine.ask("x.vol.5s").value == pytest.approx(expected, rel=1e-12)


def test_a_pair_has_only_common_rows(engine: Engine) -> None:
    """y has no row on the 8th: both changes to the 9th run from the 7th."""
    fact = engine.ask("x.spread.1d.vs.y@2026-01-09")
    assert {i.date for i in fact.inputs} == {date(2026, 1, 7), date(2026, 1, 9)}
    assert fact.value == pytest.approx(108.9 / 99 - 49.5 / 50)


def test_the_supply_of_bitcoin_follows_its_protocol(engine: Engine) -> None:
    """144 blocks a day at 3.125 coins since 20 April 2024, on 19,687,500 coins before it."""
    supply = 19_687_500 + (date(2026, 1, 16) - date(2024, 4, 20)).days * 144 * 3.125
    assert engine.ask("btc.supply.mined").value == pytest.approx(supply / 21e6, rel=1e-12)
    assert engine.ask("btc.supply.inflation").value == pytest.approx(52_560 * 3.125 / supply, rel=1e-12)


def test_inputs_are_as_stored_and_answer_the_formula(engine: Engine) -> None:
    """What a fact shows of the tape is the file's own number, before any scale."""
    fact = engine.ask("assets.delta.all")
    assert [(i.series, i.value, i.date) for i in fact.inputs] == [
        ("assets", 1000.0, DAYS[0]),
        ("assets", 990.0, DAYS[5]),
    ]
    assert fact.formula == "close(2026-01-12) - close(2026-01-05)"
    parts = engine.ask("liquidity.level").inputs
    assert [(i.series, i.date, i.value) for i in parts] == [
        ("assets", DAYS[5], 990.0), ("account", DAYS[6], 120.0), ("repo", DAYS[9], 5.0),
    ]  # fmt: skip


def test_a_ratio_is_stored_as_a_ratio(engine: Engine) -> None:
    """0.21, never 21: no measure multiplies by a hundred."""
    ratios = [engine.ask(q) for q in ("x.change.all", "x.drawdown.all@2026-01-13", "x.spread.1w.vs.y", "x.range.5s.1")]
    assert all(f.unit == "ratio" and abs(f.number) <= 1 for f in ratios)


def test_a_fact_goes_through_json_and_back(engine: Engine) -> None:
    """What is written into facts.json is read back as the same fact; empty extras are left out."""
    for asked in ("x.change.all", "x.record.high", "f.streak", "x.level@2026-01-04", "x.since.best.1d"):
        fact = engine.ask(asked)
        assert Fact.model_validate_json(fact.model_dump_json()) == fact
    plain = engine.ask("x.level").model_dump()
    assert {"record", "instances", "reason", "n"}.isdisjoint(plain)
    assert {"value", "window", "versus", "status"} <= set(plain)
