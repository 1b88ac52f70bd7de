"""Runs commands in this process, each test with a working folder, a store and a clock of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from generator.cli import common
from generator.market import Instrument
from generator.store.catalogs import save_catalog
from generator.store.database import Store, open_store
from generator.store.observations import record
from generator.tape.catalog import Catalog
from generator.tape.columns import Columns
from generator.tape.series import day_number, to_date
from generator.tape.sessions import closes
from tests.commands import Ended, Run, truetape

EVENING = datetime(2026, 1, 22, 22, tzinfo=UTC)  # Thursday, after the close in New York
DAYS = [to_date(day) for day in closes("XNYS", 2024, 2026) if date(2024, 6, 3) <= to_date(day) <= EVENING.date()]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder shared by the commands."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `truetape ...`, on that evening or at `at`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def command(*args: object, at: datetime = EVENING) -> Ended:
        monkeypatch.setattr(common, "now", lambda: at)
        return truetape(monkeypatch, capsys, *args)

    return command


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The store that the commands use."""
    opened = open_store(f"sqlite:///{tmp_path}/data/truetape/store.db")
    yield opened
    opened.close()


def wave(*factors: float) -> Columns:
    """Closes that go up and down, the last ones times these factors."""
    days = np.array([day_number(day) for day in DAYS], np.int64)
    values = np.array([100.0 + (n * 37 % 23) / 5 + n / 20 for n in range(len(DAYS))])
    if factors:
        values[-len(factors) :] *= factors
    return Columns(days, np.round(values, 2), {}, "close")


def index(key: str, **more: object) -> Instrument:
    """An index of New York."""
    table = {"key": key, "name": f"{key.title()} Index", "kind": "equity_index", "unit": "points", "calendar": "XNYS"}
    return Instrument.model_validate(table | {"file": f"{key}.csv"} | more)


def fill(store: Store, at: datetime = EVENING) -> None:
    """A catalog of two series, one of which has rows."""
    save_catalog(store, Catalog("Made", (index("fresh"), index("other"))), at - timedelta(hours=1))
    record(store, "fresh", wave(), "Made feed", at)
