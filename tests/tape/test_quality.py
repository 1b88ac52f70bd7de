"""Rows that a careful reader would not believe, and real shocks that he must."""

from __future__ import annotations

import random
from datetime import date
from math import exp
from pathlib import Path

import pytest

from generator.facts import Engine
from generator.tape import Tape, read_tape
from tests.tape.folders import bars, series, tape_of, weekdays

FACTORS = [2, 3, 4, 5, 7, 8, 10, 20, 50, 100, 1000]


def walk(rows: int, sigma: float = 0.01, level: float = 100.0) -> list[float]:
    """A price with daily moves of about one per cent."""
    draw, found = random.Random(7), []
    for _ in range(rows):
        level *= exp(draw.gauss(0, sigma))
        found.append(round(level, 4))
    return found


def suspects(tape: Tape, key: str = "x") -> list[int]:
    """The row numbers that are suspect."""
    return tape.series[key].doubt.rows.tolist()


def with_jump(folder: Path, factor: float, at: int = 100, sigma: float = 0.01, **table: object) -> Tape:
    """A walk of 150 rows whose level is multiplied from one row on."""
    found = walk(150, sigma)
    moved = found[at - 1] * factor
    found[at:] = [moved * price / found[at] for price in found[at:]]
    return tape_of(folder, series("x", weekdays(date(2025, 6, 2), 150), found, **table))


@pytest.mark.parametrize("factor", [*FACTORS, *(1 / n for n in FACTORS), 1.5, 2 / 3])
def test_a_jump_by_a_split_or_a_unit_is_suspect(tmp_path: Path, factor: float) -> None:
    """Each declared factor, on a walk of one per cent a day, up or down."""
    assert suspects(with_jump(tmp_path, factor)) == [100]


@pytest.mark.parametrize(
    ("factor", "found"), [(0.5 * 1.029, [100]), (0.5 * 1.035, []), (0.5 * 0.971, [100]), (0.485 * 0.99, [])]
)
def test_the_factor_may_be_off_by_three_per_cent(tmp_path: Path, factor: float, found: list[int]) -> None:
    """The day's own move comes on top of a split; beyond 3 % it is a move."""
    assert suspects(with_jump(tmp_path, factor)) == found


@pytest.mark.parametrize("factor", [0.72, 1.3, 0.6, 1.7, 2.6, 0.45])
def test_a_wide_move_that_is_no_factor_is_believed(tmp_path: Path, factor: float) -> None:
    """Silver fell 28.5 % in a day; that was the market."""
    assert suspects(with_jump(tmp_path, factor)) == []


def test_a_wild_series_may_halve(tmp_path: Path) -> None:
    """Where moves of 9 % are common, half is within eight standard deviations."""
    assert suspects(with_jump(tmp_path, 0.5, sigma=0.12)) == []


def test_volatility_indices_may_double(tmp_path: Path) -> None:
    """The VIX rose by 65 % on 5 August 2024, and may do more."""
    assert suspects(with_jump(tmp_path, 2.0, kind="volatility_index")) == []


@pytest.mark.parametrize(("at", "found"), [(61, [61]), (60, [])])
def test_a_jump_needs_sixty_returns_before_it(tmp_path: Path, at: int, found: list[int]) -> None:
    """With fewer there is no telling what is usual."""
    assert suspects(with_jump(tmp_path, 0.5, at)) == found


def test_only_the_last_250_returns_count(tmp_path: Path) -> None:
    """A wild past a year ago does not excuse a jump in a calm market."""
    level, found = 100.0, []
    draw = random.Random(3)
    for n in range(700):
        level *= exp(draw.gauss(0, 0.15 if n < 300 else 0.01))
        found.append(level if n < 600 else level / 2)
    assert suspects(tape_of(tmp_path, series("x", weekdays(date(2023, 1, 2), 700), found))) == [600]


@pytest.mark.parametrize(
    ("kind", "found"), [("equity", [3, 4]), ("crypto", [3, 4]), ("rate", []), ("flow", []), ("indicator", [])]
)
def test_only_a_price_must_be_above_zero(tmp_path: Path, kind: str, found: list[int]) -> None:
    """A zero or negative price is kept and suspect; rates, flows and gauges may be either."""
    tape = tape_of(tmp_path, series("x", weekdays(date(2026, 1, 5), 6), [3.0, 2.0, 1.0, 0.0, -1.0, 2.0], kind=kind))
    assert suspects(tape) == found
    assert len(tape.series["x"].close) == 6


BARS = [[10.0, 12.0, 9.0, 11.0, 500.0], [11.0, 13.0, 10.0, 12.0, 600.0]]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([BARS[0], BARS[1], BARS[1]], [2], id="the whole bar"),
        pytest.param([BARS[0], BARS[1], BARS[1], BARS[1]], [2, 3], id="twice over"),
        pytest.param([BARS[0], BARS[1], [*BARS[1][:4], 601.0]], [], id="another volume"),
        pytest.param([BARS[0], BARS[1], [11.0, 13.1, 10.0, 12.0, 600.0]], [], id="another high"),
        pytest.param([[9.0, 9.0, 9.0, 9.0, 0.0]] * 3, [], id="nothing traded: high is low"),
        pytest.param([BARS[0], BARS[1], BARS[0]], [], id="not the one before"),
    ],
)
def test_a_bar_told_twice_is_suspect(tmp_path: Path, rows: list[list[float]], found: list[int]) -> None:
    """Open, high, low, close and volume the same as the day before: the feed repeated itself."""
    assert suspects(tape_of(tmp_path, bars("x", weekdays(date(2026, 1, 5), len(rows)), rows))) == found


def test_equal_closes_on_two_days_are_believed(tmp_path: Path) -> None:
    """Without a bar there is nothing that repeats."""
    assert suspects(tape_of(tmp_path, series("x", weekdays(date(2026, 1, 5), 4), [5.0, 5.0, 5.0, 5.0]))) == []


def test_what_rests_on_a_suspect_row_is_suspect_and_nothing_else(tmp_path: Path) -> None:
    """Behind a split: the day itself and whatever reaches across it are doubted, the days after are not."""
    tape = with_jump(tmp_path, 0.5)
    days = weekdays(date(2025, 6, 2), 150)
    on, after, before = (Engine(tape, days[n]) for n in (100, 110, 99))
    assert {on.ask(f"x.{q}").status for q in ("level", "change.1d", "high.1m", "record.high", "vol.20s")} == {"suspect"}
    assert {after.ask(f"x.{q}").status for q in ("level", "change.1d", "change.5s", "streak.up")} == {"ok"}
    across = ("change.20s", "change.1m", "vol.20s", "high.all", "drawdown.all", "record.high", "count.up.20s")
    assert {after.ask(f"x.{q}").status for q in across} == {"suspect"}
    assert {before.ask(f"x.{q}").status for q in ("level", "change.20s", "record.high", "drawdown.all")} == {"ok"}


def test_a_later_split_does_not_reach_into_the_past(tmp_path: Path) -> None:
    """Asked as of a day before, everything is as it was believed then."""
    tape = with_jump(tmp_path, 0.5)
    day = weekdays(date(2025, 6, 2), 150)[90]
    assert Engine(tape).ask(f"x.change.20s@{day}").status == "ok"


SHOCKS = [("silver", "2026-01-30"), ("vix", "2024-08-05"), ("btc", "2020-03-12"), ("spx", "1987-10-19")]


@pytest.mark.parametrize(("key", "day"), SHOCKS)
def test_real_shocks_are_believed(real_tape_folder: Path, real_tape: Tape, key: str, day: str) -> None:
    """Silver on 30 January 2026, the VIX on 5 August 2024, the crash of 1987: the market did that."""
    fact = Engine(real_tape, date.fromisoformat(day)).ask(f"{key}.change.1d")
    assert fact.status in {"ok", "missing"}
    if fact.known:
        assert abs(fact.number) > 0.1


@pytest.fixture(scope="module")
def real_tape(real_tape_folder: Path) -> Tape:
    """The real closes, read once."""
    return read_tape(real_tape_folder)


def test_the_sample_has_no_suspect_row(sample_tape_folder: Path) -> None:
    """What is shipped as a sample is clean."""
    tape = read_tape(sample_tape_folder)
    assert not [key for key in tape.series if suspects(tape, key)]
