"""`truetape brief --due`: what a timetable calls."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from generator.due import newest
from generator.pipeline import Order
from generator.store.catalogs import save_catalog
from generator.store.database import Store
from generator.store.observations import record
from generator.tape.catalog import Catalog
from generator.tape.columns import Columns
from generator.tape.series import day_number, to_date
from generator.tape.sessions import closes, home_calendar, last_closed, last_closed_week, next_close
from tests.cli.conftest import EVENING, Run, fill, index, wave


def utc(text: str) -> datetime:
    """A time of 2025 or 2026."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def until(day: date) -> Columns:
    """The wave, with sessions up to a day."""
    days = [d for d in closes("XNYS", 2024, 2026) if day_number(date(2024, 6, 3)) <= d <= day_number(day)]
    values = np.resize(wave().values, len(days))
    return Columns(np.array(days, np.int64), values, {}, "close")


def test_a_brief_is_written_once_a_session(run: Run, store: Store) -> None:
    """The second call exits at once, and says when there will be something to do."""
    fill(store)
    assert "Written to briefs/2026-01-22-wrap" in run("brief", "--due").out
    ended = run("brief", "--due")
    assert (ended.status, ended.err) == (0, "Warning: not in the store yet: other\n")
    assert ended.out == (
        "Nothing to do: the brief of 2026-01-22 is written; the next session is over at 2026-01-23 21:20 UTC.\n"
    )
    assert run("brief", "--due", "--quiet").out == ""
    told = json.loads(run("brief", "--due", "--json").out)
    assert (told["due"], told["next_close"]) == (False, "2026-01-23T21:20:00+00:00")


def test_a_session_whose_rows_have_not_come_is_bad_news(run: Run, store: Store, tmp_path: Path) -> None:
    """Exit 1, and no stale brief."""
    fill(store)
    ended = run("brief", "--due", at=utc("2026-01-23T21:20"))
    assert (ended.status, ended.out) == (1, "")
    assert "The session of 2026-01-23 has closed, but there is no row of it yet" in ended.err
    assert not (tmp_path / "briefs").exists()
    record(store, "fresh", until(date(2026, 1, 23)), "Made feed", EVENING + timedelta(days=1))
    assert "2026-01-23-wrap" in run("brief", "--due", at=utc("2026-01-23T21:20")).out


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-01-16T21:19", "2026-01-15"),
        ("2026-01-16T21:20", "2026-01-16"),  # Friday
        ("2026-01-18T12:00", "2026-01-16"),  # Sunday
        ("2026-01-19T22:00", "2026-01-16"),  # Martin Luther King Day
        ("2025-11-28T18:19", "2025-11-26"),  # the day after Thanksgiving closes at 18:00
        ("2025-11-28T18:20", "2025-11-28"),
        ("2025-07-03T17:20", "2025-07-03"),  # half a day in summer
        ("2026-01-01T23:00", "2025-12-31"),
    ],
)
def test_holidays_and_half_days_are_known(now: str, day: str) -> None:
    """By the calendar of the exchange."""
    assert last_closed("XNYS", utc(now)) == date.fromisoformat(day)
    assert next_close("XNYS", utc(now)) > utc(now)


def test_a_market_that_never_closes_has_a_session_a_day() -> None:
    """Which is over at midnight UTC; a week ends on Sunday."""
    assert last_closed("24/7", utc("2026-01-22T00:00")) == date(2026, 1, 21)
    assert next_close("24/7", utc("2026-01-22T23:59")) == utc("2026-01-23T00:00")
    assert last_closed_week("24/7", utc("2026-01-25T23:59")) == date(2026, 1, 18)
    assert last_closed_week("24/7", utc("2026-01-26T00:00")) == date(2026, 1, 25)
    assert last_closed(None, EVENING) is last_closed_week(None, EVENING) is next_close(None, EVENING) is None


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-01-16T21:19", "2026-01-09"),
        ("2026-01-16T21:20", "2026-01-16"),
        ("2026-01-22T22:00", "2026-01-16"),
        ("2026-04-02T20:20", "2026-04-02"),  # Good Friday follows
    ],
)
def test_a_week_ends_with_its_last_session(now: str, day: str) -> None:
    """Also where that is a Thursday."""
    assert last_closed_week("XNYS", utc(now)) == date.fromisoformat(day)


def test_a_week_is_due_once(run: Run, store: Store) -> None:
    """For itself, whatever the daily briefs are."""
    save_catalog(store, Catalog("Made", (index("fresh"),)), EVENING - timedelta(days=30))
    record(store, "fresh", until(date(2026, 1, 22)), "Made feed", EVENING)
    assert "2026-01-22-wrap" in run("brief", "--due").out
    assert "2026-01-16-wrap-week" in run("brief", "--due", "--period", "week").out
    assert "Nothing to do" in run("brief", "--due", "--period", "week").out


def test_the_home_market_is_that_of_most_series() -> None:
    """Round the clock only where there is no exchange, which weekends of a coin must not hide."""
    coin = index("btc", calendar="24/7")
    assert home_calendar([index("a"), coin, index("c", calendar="XSHG"), index("b")]) == "XNYS"
    assert home_calendar([coin, index("c", calendar="XSHG")]) == "XSHG"
    assert home_calendar([coin, index("w", frequency="weekly")]) == "24/7"
    assert home_calendar([index("a", calendar=None)]) is None


def test_without_calendars_the_rows_are_the_sessions(run: Run, store: Store) -> None:
    """A new row is a new session."""
    save_catalog(store, Catalog("Made", (index("fresh", calendar=None),)), EVENING)
    record(store, "fresh", until(date(2026, 1, 21)), "Made feed", EVENING)
    assert "2026-01-21-wrap" in run("brief", "--due").out
    assert "Nothing to do" in run("brief", "--due").out
    record(store, "fresh", until(date(2026, 1, 22)), "Made feed", EVENING)
    assert "2026-01-22-wrap" in run("brief", "--due").out


def test_the_newest_brief_is_found_by_its_name(tmp_path: Path) -> None:
    """Other stories, languages and files are not meant."""
    for name in (
        "2026-01-20-wrap",
        "2026-01-21-wrap",
        "2026-01-22-rotation",
        "2026-01-23-wrap-de",
        ".2026-01-24-wrap-x",
    ):
        (tmp_path / name).mkdir()
    assert newest(tmp_path, Order()) == date(2026, 1, 21)
    assert newest(tmp_path, Order(story="rotation")) == date(2026, 1, 22)
    assert newest(tmp_path, Order(lang="de")) == date(2026, 1, 23)
    assert newest(tmp_path, Order(period="week")) is None
    assert newest(tmp_path / "none", Order()) is None


def test_due_is_for_market_data_and_for_now(run: Run) -> None:
    """Neither the sample nor a past day is ever due."""
    sample, past = run("brief", "--due"), run("brief", "--due", "--as-of", "2026-01-22")
    assert (sample.status, "not for the sample" in sample.err, "--data" in sample.err.splitlines()[-1]) == (
        2,
        True,
        False,
    )
    assert (past.status, "due now" in past.err) == (2, True)
    assert to_date(day_number(EVENING.date())) == EVENING.date()
