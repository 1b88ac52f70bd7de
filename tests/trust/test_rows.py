"""Single rows that are put aside, days that are not over, sessions that are missing, series that are stale."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from generator.tape.columns import Columns
from generator.tape.series import day_number, to_date
from generator.trust import Verdict, is_stale, judge
from tests.trust.made import NOW, bars, cut, instrument, session_days, without


def one_changed(rows: Columns, i: int, value: float) -> Columns:
    close = rows.values.copy()
    close[i] = value
    return Columns(rows.days, close, rows.bars, "close")


def moved(rows: Columns, i: int, day: date) -> Columns:
    days = rows.days.copy()
    days[i] = day_number(day)
    return Columns(days, rows.values, rows.bars, "close")


def twice(rows: Columns, i: int) -> Columns:
    def on(column: np.ndarray) -> np.ndarray:
        fresh = column.copy()
        fresh[i] = fresh[i - 1]
        return fresh

    return Columns(rows.days, on(rows.values), {n: on(c) for n, c in rows.bars.items()}, "close")


def aside(rows: Columns, **table: object) -> dict[str, str]:
    verdict = judge(instrument(**table), rows, None, NOW)
    assert not verdict.reasons
    assert len(verdict.rows.days) == len(rows.days) - len(verdict.aside)
    return dict(verdict.aside)


def test_a_price_of_nothing_is_put_aside() -> None:
    """The rest is stored."""
    assert aside(one_changed(bars(), 60, 0.0)) == {to_date(bars().days[60]).isoformat(): "a price of 0"}


def test_only_a_commodity_may_cost_less_than_nothing() -> None:
    """Oil did, on 20 April 2020."""
    assert list(aside(one_changed(bars(), 60, -37.6)).values()) == ["a price of -37.6"]
    assert not aside(one_changed(bars(), 60, -37.6), kind="commodity")


def test_a_bar_that_stands_twice_is_put_aside() -> None:
    """Open, high, low, close and volume of the day before."""
    assert list(aside(twice(bars(), 60)).values()) == ["the whole bar of the day before once more"]


def test_equal_closes_are_no_repeated_bar() -> None:
    """They happen."""
    sent = bars()
    assert not aside(one_changed(sent, 60, float(sent.values[59])))


@pytest.mark.parametrize("day", [date(2026, 1, 17), date(2026, 1, 19), date(2025, 12, 25)])
def test_a_row_of_a_day_without_session_is_put_aside(day: date) -> None:
    """A Saturday, Martin Luther King's day, Christmas."""
    sent = bars()
    at = int(np.searchsorted(sent.days, day_number(day))) - 1
    assert aside(moved(sent, at, day)) == {day.isoformat(): "no session of its exchange"}


def test_what_is_counted_may_be_dated_on_any_day() -> None:
    """An issuer tells the number of shares on a Saturday."""
    saturday = moved(bars(), 117, date(2026, 1, 17))
    shares = instrument(kind="indicator", unit="count")
    assert judge(shares, Columns(saturday.days, saturday.values, {}, "value"), None, NOW).aside == {}


def test_a_flow_of_nothing_on_a_day_without_session_is_no_row() -> None:
    """Tables of every day of the calendar are not refused for it; money that flows on a Sunday is odd."""
    flow = instrument(kind="flow", unit="USD", of="x")
    days = np.arange(day_number(date(2025, 12, 1)), day_number(date(2026, 1, 22)), dtype=np.int64)
    open_days = np.isin(days, session_days())
    sent = Columns(days, np.where(open_days, 5.0, 0.0), {}, "value")
    verdict = judge(flow, sent, None, NOW)
    assert verdict.rows.days.tolist() == days[open_days].tolist()
    assert not verdict.aside
    assert verdict.remarks == (f"left out {(~open_days).sum()} days without a session, on which nothing flowed",)
    assert not judge(flow, sent, verdict.rows, NOW).remarks, "it is told once"
    sunday = int(np.searchsorted(days, day_number(date(2026, 1, 18))))
    sent.values[sunday] = 7.0
    assert judge(flow, sent, None, NOW).aside == {"2026-01-18": "no session of its exchange"}


def test_many_odd_rows_refuse_the_series() -> None:
    """Weekend rows all along: this is no series of that exchange."""
    days = np.arange(day_number(date(2025, 11, 1)), day_number(date(2026, 1, 22)), dtype=np.int64)
    verdict = judge(instrument(), Columns(days, 100 + np.sin(days), {}, "close"), None, NOW)
    assert verdict.rows is None
    assert "odd rows, the first on 2025-11-01: no session of its exchange" in verdict.reasons[0]


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 1, 22, 20, 59, tzinfo=UTC), 21),
        (datetime(2026, 1, 22, 21, 10, tzinfo=UTC), 21),
        (datetime(2026, 1, 22, 21, 21, tzinfo=UTC), 22),
        (datetime(2026, 1, 23, 14, 0, tzinfo=UTC), 22),
    ],
)
def test_a_session_counts_once_it_has_closed_and_settled(now: datetime, last: int) -> None:
    """New York closes at 21:00 UTC in winter; the last price moves for some minutes more."""
    assert to_date(judge(instrument(), bars(), None, now).rows.days[-1]) == date(2026, 1, last)


def test_a_half_day_closes_early() -> None:
    """The day after Thanksgiving at 18:00 UTC."""
    friday = int(np.searchsorted(bars().days, day_number(date(2025, 11, 28))))
    sent = cut(bars(), slice(None, friday + 1))
    for minute, rows in ((0, friday), (30, friday + 1)):
        found = judge(instrument(), sent, None, datetime(2025, 11, 28, 18, minute, tzinfo=UTC))
        assert len(found.rows.days) == rows


def test_round_the_clock_a_day_ends_at_midnight() -> None:
    """The candle of the running UTC day is left out."""
    days = np.arange(day_number(date(2026, 1, 1)), day_number(date(2026, 1, 24)), dtype=np.int64)
    coins = instrument(kind="crypto", calendar="24/7")
    verdict = judge(coins, Columns(days, 90_000.0 + days, {}, "close"), None, NOW)
    assert to_date(verdict.rows.days[-1]) == date(2026, 1, 22)


def test_rows_that_are_all_of_today_are_no_rows() -> None:
    """Nothing to store, and nothing wrong."""
    verdict = judge(instrument(), cut(bars(), slice(-1, None)), None, datetime(2026, 1, 22, 15, tzinfo=UTC))
    assert (verdict.rows, verdict.reasons) == (None, ())


def test_days_to_come_refuse_a_macro_series() -> None:
    """Which has no sessions to tell them by."""
    days = np.array([day_number(date(2026, 1, 1)), day_number(date(2026, 2, 10))], dtype=np.int64)
    sent = Columns(days, np.array([1.0, 2.0]), {}, "value")
    verdict = judge(instrument(kind="balance", calendar=None, frequency="weekly"), sent, None, NOW)
    assert verdict.rows is not None, "a week that ends after today is published late, not early"
    assert to_date(verdict.rows.days[-1]) == date(2026, 1, 1)


def test_a_missing_session_is_remarked() -> None:
    """And the rest stored."""
    verdict = judge(instrument(), without(bars(), 60), None, NOW)
    assert not verdict.reasons
    assert verdict.remarks == (f"no row for {to_date(bars().days[60])}",)


def test_too_many_missing_sessions_refuse_the_series() -> None:
    """More than one in twenty."""
    verdict = judge(instrument(), without(bars(), *range(60, 68)), None, NOW)
    assert f"8 sessions are missing between {to_date(bars().days[60])}" in verdict.reasons[0]


def test_a_gap_after_what_is_known_is_a_gap() -> None:
    """The rows that were asked for begin too late."""
    known, sent = cut(bars(), slice(None, 100)), cut(bars(), slice(108, None))
    assert "8 sessions are missing" in judge(instrument(), sent, known, NOW).reasons[0]


@pytest.mark.parametrize(
    ("table", "last", "stale"),
    [
        ({}, date(2026, 1, 22), False),
        ({}, date(2026, 1, 21), True),
        ({"lag": 1}, date(2026, 1, 21), True),
        ({"lag": 3}, date(2026, 1, 20), False),
        ({"calendar": "24/7", "kind": "crypto"}, date(2026, 1, 22), False),
        ({"calendar": "24/7", "kind": "crypto"}, date(2026, 1, 20), True),
        ({"calendar": None, "kind": "rate"}, date(2026, 1, 20), False),
        ({"calendar": None, "kind": "rate"}, date(2026, 1, 10), True),
        ({"calendar": None, "kind": "balance", "frequency": "weekly"}, date(2026, 1, 14), False),
        ({"calendar": None, "kind": "balance", "frequency": "monthly", "lag": 40}, date(2025, 11, 1), False),
    ],
)
def test_stale_is_older_than_what_should_be_there(table: dict[str, object], last: date, stale: bool) -> None:
    """By sessions where there is a calendar, by age where there is none."""
    later = NOW + timedelta(hours=1)
    assert is_stale(instrument(**table), day_number(last), later) is stale


def test_an_unknown_year_of_a_calendar_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calendars end; then rows are believed as they are."""
    far = datetime(2099, 6, 1, tzinfo=UTC)
    verdict = judge(instrument(calendar="XSHG"), bars(), None, far)
    assert not verdict.reasons
    assert len(verdict.rows.days) == 120


def test_many_days_are_told_in_a_line_for_each_reason() -> None:
    """The first of them, and how many more there are."""
    days = {f"2026-01-{n:02}": "no session of its exchange" for n in range(1, 8)} | {"2026-02-02": "a price of 0"}
    assert Verdict(aside=days).told_aside == (
        "2026-01-01, 2026-01-02, 2026-01-03 and 4 more: no session of its exchange", "2026-02-02: a price of 0",
    )  # fmt: skip
    found = judge(instrument(), without(bars(250), *range(60, 65)), None, NOW)
    lacking = [to_date(day).isoformat() for day in bars(250).days[60:65]]
    assert found.remarks == (f"no row for {', '.join(lacking[:3])} and 2 more",)
