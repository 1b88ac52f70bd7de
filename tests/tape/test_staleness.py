"""A last row that is older than its market's last session, or than its series may be, is stale."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import exchange_calendars
import pytest

from generator.facts import Engine
from generator.market import ROUND_THE_CLOCK
from generator.tape.sessions import COMMON_CALENDARS
from tests.tape.folders import Made, series, tape_of, weekdays

START = date(2025, 11, 3)


def closes(key: str, last: date, **table: object) -> Made:
    """A series with a row on every weekday (or every day, where the table says 24/7) up to a date."""
    daily = table.get("calendar") == "24/7"
    days = [START + timedelta(n) for n in range((last - START).days + 1)]
    days = [day for day in days if daily or day.weekday() < 5]
    return series(key, days, [100.0 + n for n in range(len(days))], **table)


def is_stale(folder: Path, made: Made, as_of: date, *others: Made) -> bool:
    """Whether the series is stale on a date; its level says the same."""
    tape = tape_of(folder, made, *others)
    found = tape.at(as_of).is_stale(made.key)
    assert Engine(tape, as_of).ask(f"{made.key}.level").status == ("stale" if found else "ok")
    return found


@pytest.mark.parametrize(
    ("calendar", "last", "as_of", "stale"),
    [
        pytest.param("XNYS", date(2026, 1, 22), date(2026, 1, 22), False, id="a row of the day itself"),
        pytest.param("XNYS", date(2026, 1, 21), date(2026, 1, 22), True, id="the last session is missing"),
        pytest.param("XNYS", date(2026, 1, 16), date(2026, 1, 18), False, id="a Friday's row on Sunday"),
        pytest.param("XNYS", date(2026, 1, 16), date(2026, 1, 19), False, id="Martin Luther King Day"),
        pytest.param("XNYS", date(2026, 1, 16), date(2026, 1, 20), True, id="the day after the holiday"),
        pytest.param("XNYS", date(2025, 12, 24), date(2025, 12, 25), False, id="Christmas"),
        pytest.param("XNYS", date(2025, 12, 24), date(2025, 12, 28), True, id="the session after Christmas"),
        pytest.param("XNYS", date(2025, 1, 22), date(2026, 1, 22), True, id="a year"),
        pytest.param("XSHG", date(2026, 1, 16), date(2026, 1, 19), True, id="a holiday of another country only"),
        pytest.param("24/7", date(2026, 1, 17), date(2026, 1, 17), False, id="a Saturday's row on Saturday"),
        pytest.param("24/7", date(2026, 1, 16), date(2026, 1, 17), True, id="Saturday is missing"),
        pytest.param(None, date(2026, 1, 16), date(2026, 1, 21), False, id="five days without a calendar"),
        pytest.param(None, date(2026, 1, 16), date(2026, 1, 22), True, id="six days without a calendar"),
    ],
)
def test_a_daily_series_keeps_up_with_its_sessions(
    tmp_path: Path, calendar: str | None, last: date, as_of: date, stale: bool
) -> None:
    """A missing session is one of the series' own market, weekends and holidays apart."""
    made = series("x", [date(2025, 1, 21), last], [1.0, 2.0], calendar=calendar)
    assert is_stale(tmp_path, made, as_of) is stale


@pytest.mark.parametrize(
    ("table", "age", "stale"),
    [
        ({"frequency": "weekly"}, 14, False),
        ({"frequency": "weekly"}, 15, True),
        ({"frequency": "monthly"}, 75, False),
        ({"frequency": "monthly"}, 76, True),
        ({"max_age": 3}, 3, False),
        ({"max_age": 3}, 4, True),
        ({"max_age": 0}, 1, True),
        ({"max_age": 100, "frequency": "weekly"}, 100, False),
        ({"max_age": 2, "calendar": "24/7", "frequency": "weekly"}, 3, True),
        ({"calendar": "XNYS", "frequency": "weekly"}, 14, False),
        ({"calendar": "XNYS", "frequency": "weekly"}, 15, True),
    ],
)
def test_an_age_is_counted_in_days(tmp_path: Path, table: dict[str, object], age: int, stale: bool) -> None:
    """Without a calendar, and for weekly and monthly series, the limit is a number of days."""
    last = date(2026, 1, 2)
    assert (
        is_stale(tmp_path, series("x", [date(2025, 12, 1), last], [1.0, 2.0], **table), last + timedelta(age)) is stale
    )


def test_a_row_is_known_only_once_it_is_published(tmp_path: Path) -> None:
    """With a lag of two days Tuesday's row exists from Thursday on, and is not stale for coming late."""
    days = weekdays(date(2026, 1, 5), 10)
    tape = tape_of(tmp_path, series("x", days, [float(n) for n in range(10)], calendar="XNYS", lag=2))
    tuesday = date(2026, 1, 13)
    assert tape.at(tuesday + timedelta(1)).rows("x").date(-1) == tuesday - timedelta(1)
    thursday = tape.at(tuesday + timedelta(2))
    assert thursday.rows("x").date(-1) == tuesday
    assert not thursday.is_stale("x")
    assert tape.at(date(2026, 1, 20)).is_stale("x") is False  # the 16th is the last row; Monday was a holiday
    assert tape.at(date(2026, 1, 23)).is_stale("x") is True


def test_the_past_has_its_own_freshness(tmp_path: Path) -> None:
    """A series that ended is stale today, and was not while it ran."""
    tape = tape_of(
        tmp_path, closes("x", date(2026, 1, 22), calendar="XNYS"), closes("y", date(2025, 12, 12), calendar="XNYS")
    )
    assert tape.at(date(2026, 1, 22)).is_stale("y")
    assert not tape.at(date(2025, 12, 12)).is_stale("y")
    assert not tape.at(date(2025, 11, 20)).is_stale("x")


def test_before_its_first_row_a_series_is_missing_not_stale(tmp_path: Path) -> None:
    """Nothing on file yet is no answer at all."""
    tape = tape_of(tmp_path, closes("x", date(2026, 1, 22)))
    fact = Engine(tape, date(2020, 1, 2)).ask("x.level")
    assert (fact.status, fact.value) == ("missing", None)
    assert "2020-01-02" in fact.reason


def test_a_row_where_the_calendar_has_none_is_a_session(tmp_path: Path) -> None:
    """A Saturday row of one series makes Saturday a session for all series of that calendar."""
    saturday = date(2026, 1, 17)
    odd = series("odd", [date(2026, 1, 15), date(2026, 1, 16), saturday], [1.0, 2.0, 3.0], calendar="XNYS")
    assert is_stale(tmp_path, closes("x", date(2026, 1, 16), calendar="XNYS"), saturday, odd)


def test_a_session_that_all_series_lack_is_missed(tmp_path: Path) -> None:
    """Rows after the as-of date do not hide that the session of the day itself is missing from the whole tape."""
    days = [day for day in weekdays(date(2026, 1, 5), 15) if day not in (date(2026, 1, 19), date(2026, 1, 22))]
    made = series("x", days, [1.0 + n for n in range(len(days))], calendar="XNYS")
    assert is_stale(tmp_path / "all", made, date(2026, 1, 22))


def test_without_a_date_the_tape_is_read_to_its_last_daily_row(tmp_path: Path) -> None:
    """Weekly and monthly rows dated later do not move the date."""
    weekly = series("w", [date(2026, 1, 21), date(2026, 1, 28)], [1.0, 2.0], frequency="weekly")
    tape = tape_of(tmp_path, closes("x", date(2026, 1, 22)), weekly)
    assert Engine(tape).as_of == date(2026, 1, 22)
    assert Engine(tape_of(tmp_path / "w", weekly)).as_of == date(2026, 1, 28)


@pytest.mark.parametrize("code", sorted(COMMON_CALENDARS - {ROUND_THE_CLOCK}))
def test_a_calendar_that_is_taken_for_known_is_known(code: str) -> None:
    """What passes when a tape is read must not fail when its sessions are asked for."""
    assert code in exchange_calendars.get_calendar_names()
