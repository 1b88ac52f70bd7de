"""Where each window begins, in numbers that a reader can check with a calendar.

The closes of the tape below are day numbers, so that a delta is the number of days from the window's base to t.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts import Engine
from generator.facts.windows import target, targets
from generator.tape import Tape
from tests.tape.folders import series, tape_of, weekdays

T = date(2026, 1, 22)  # a Thursday
EVENT = '[[events]]\nid = "start"\nsubject = "x"\ndate = {}\nlabel = "start"\n'


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Tape:
    """Weekday closes since 2 January 2020, each the number of its day; a short file; a flow of one a day."""
    long = weekdays(date(2020, 1, 2), 1600)
    long = [day for day in long if day <= T]
    short = [day for day in long if day >= date(2026, 1, 6)]
    ordinals = [float(day.toordinal()) for day in long]
    return tape_of(
        tmp_path_factory.mktemp("days"),
        series("x", long, ordinals),
        series("short", short, [float(day.toordinal()) for day in short]),
        series("opened", [d for d in long if d >= date(2026, 1, 2)], [1.0] * 15, kind="flow", unit="USD"),
        series("late", [d for d in long if d >= date(2026, 1, 5)], [1.0] * 14, kind="flow", unit="USD"),
        events=EVENT.format("2025-12-06"),
    )


@pytest.mark.parametrize(
    ("window", "base"),
    [
        ("1d", date(2026, 1, 21)),
        ("5s", date(2026, 1, 15)),
        ("20s", date(2025, 12, 25)),
        ("wtd", date(2026, 1, 16)),
        ("mtd", date(2025, 12, 31)),
        ("qtd", date(2025, 12, 31)),
        ("ytd", date(2025, 12, 31)),
        ("1w", date(2026, 1, 15)),
        ("2w", date(2026, 1, 8)),
        ("1m", date(2025, 12, 22)),
        ("3m", date(2025, 10, 22)),
        ("6m", date(2025, 7, 22)),
        ("1y", date(2025, 1, 22)),
        ("52w", date(2025, 1, 22)),
        ("3y", date(2023, 1, 20)),  # 22 January 2023 was a Sunday
        ("5y", date(2021, 1, 22)),
        ("all", date(2020, 1, 2)),
        ("since:2025-12-25", date(2025, 12, 25)),
        ("since:2025-12-27", date(2025, 12, 26)),  # a Saturday
        ("event:start", date(2025, 12, 5)),  # a Saturday
    ],
)
def test_a_window_runs_from_its_base_to_t(days: Tape, window: str, base: date) -> None:
    """The base row of each window, seen from Thursday, 22 January 2026."""
    fact = Engine(days, T).ask(f"x.delta.{window}")
    assert (fact.status, fact.as_of) == ("ok", T)
    assert fact.value == (T - base).days
    assert [i.date for i in fact.inputs] == [base, T]
    assert Engine(days, T).ask(f"x.change.{window}").value == pytest.approx(T.toordinal() / base.toordinal() - 1)


@pytest.mark.parametrize(
    ("as_of", "window", "base"),
    [
        (date(2023, 3, 31), "1m", date(2023, 2, 28)),  # clipped to the month's end
        (date(2024, 3, 29), "1m", date(2024, 2, 29)),
        (date(2024, 2, 29), "1y", date(2023, 2, 28)),
        (date(2024, 5, 31), "3m", date(2024, 2, 29)),
        (date(2024, 1, 1), "ytd", date(2023, 12, 29)),  # the first day of the year
        (date(2024, 1, 1), "wtd", date(2023, 12, 29)),
        (date(2023, 12, 29), "ytd", date(2022, 12, 30)),
        (date(2024, 4, 1), "qtd", date(2024, 3, 29)),
        (date(2021, 1, 1), "wtd", date(2020, 12, 25)),  # an ISO week over the year's end
    ],
)
def test_months_are_clipped_and_years_are_turned(days: Tape, as_of: date, window: str, base: date) -> None:
    """The edges: the 31st, the 29th of February, the first of January, a week in two years."""
    assert Engine(days, as_of).ask(f"x.delta.{window}").inputs[0].date == base


@pytest.mark.parametrize(
    ("window", "base", "end", "status"),
    [
        ("year:2025", date(2024, 12, 31), date(2025, 12, 31), "ok"),
        ("month:2025-11", date(2025, 10, 31), date(2025, 11, 28), "ok"),
        ("quarter:2025-Q4", date(2025, 9, 30), date(2025, 12, 31), "ok"),
        ("month:2026-01", date(2025, 12, 31), T, "partial"),
        ("quarter:2026-Q1", date(2025, 12, 31), T, "partial"),
        ("year:2026", date(2025, 12, 31), T, "partial"),
    ],
)
def test_named_periods(days: Tape, window: str, base: date, end: date, status: str) -> None:
    """A year, month or quarter runs from the last row before it to its last row, and is partial until it is over."""
    fact = Engine(days, T).ask(f"x.delta.{window}")
    assert ([i.date for i in fact.inputs], fact.status) == ([base, end], status)


def test_a_period_is_over_with_its_last_session(days: Tape) -> None:
    """November 2025 ended on a Sunday: on Friday the 28th nothing is to come."""
    assert Engine(days, date(2025, 11, 28)).ask("x.delta.month:2025-11").status == "ok"
    assert Engine(days, date(2025, 11, 27)).ask("x.delta.month:2025-11").status == "partial"


@pytest.mark.parametrize(
    "window", ["year:2019", "year:2020", "month:2020-01", "5y@2024-12-31", "10y", "year:2027", "since:2019-12-31"]
)
def test_a_change_without_its_base_is_missing(days: Tape, window: str) -> None:
    """The file must have a row before the window; nothing is taken in its place."""
    fact = Engine(days, T).ask(f"x.change.{window}")
    assert (fact.status, fact.value) == ("missing", None)
    assert fact.reason


@pytest.mark.parametrize("window", ["since:2026-01-23", "event:unknown", "event:start@2025-12-01"])
def test_a_window_that_begins_after_t_is_missing(days: Tape, window: str) -> None:
    """What has not begun has no change."""
    assert Engine(days, T).ask(f"x.change.{window}").status == "missing"


@pytest.mark.parametrize(
    ("asked", "value", "status"),
    [
        ("short.high.1y", float(T.toordinal()), "partial"),
        ("short.low.1y", float(date(2026, 1, 6).toordinal()), "partial"),
        ("short.high.5s", float(T.toordinal()), "ok"),
        ("short.high.all", float(T.toordinal()), "ok"),
        ("short.count.up.1m", 12, "partial"),
        ("opened.sum.ytd", 15.0, "ok"),  # the file begins on the window's first session
        ("late.sum.ytd", 14.0, "partial"),
        ("late.sum.1y", 14.0, "partial"),
        ("late.sum.5s", 5.0, "ok"),
        ("late.sum.wtd", 4.0, "ok"),
        ("late.sum.all", 14.0, "ok"),
        ("late.sum.since:2026-01-19", 3.0, "ok"),
    ],
)
def test_sums_and_extremes_run_from_the_first_row_and_say_so(days: Tape, asked: str, value: float, status: str) -> None:
    """A sum, a high or a count over more than the file has is partial, unless the file begins with the window."""
    fact = Engine(days, T).ask(asked)
    assert (fact.value, fact.status) == (value, status)


def test_an_earlier_date_moves_all_windows(days: Tape) -> None:
    """`@DATE` asks the same question as of that date; a Saturday means its Friday."""
    engine = Engine(days, T)
    assert engine.ask("x.delta.ytd@2025-03-14").value == (date(2025, 3, 14) - date(2024, 12, 31)).days
    saturday = engine.ask("x.delta.wtd@2025-03-15")
    assert (saturday.as_of, saturday.value) == (date(2025, 3, 14), 7)


def test_a_stale_series_counts_from_its_own_last_row(tmp_path: Path) -> None:
    """The windows of a series end with its own last row, and the fact says that it is stale."""
    tape = tape_of(tmp_path, series("x", [date(2025, 1, 21), date(2025, 1, 22)], [1.0, 2.0], calendar="XNYS"))
    fact = Engine(tape, T).ask("x.change.1d")
    assert (fact.value, fact.status, fact.as_of) == (1.0, "stale", date(2025, 1, 22))


@given(
    st.integers(-200_000, 60_000), st.sampled_from(["wtd", "mtd", "qtd", "ytd", "3w", "1m", "6m", "1y", "52w", "99y"])
)
def test_one_day_and_many_have_the_same_targets(day: int, window: str) -> None:
    many = targets(np.array([day, day + 1]), window)
    assert many is not None
    assert target(day, window) == many[0]
