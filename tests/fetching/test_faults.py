"""A fault at every step of a fetch: the store stays sound, and the next fetch brings what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from fixtures.vendors import Vendors, hangs_up, status
from generator.errors import StoreError
from generator.fetching.manners import Patience
from generator.fetching.run import Order
from generator.sources import World
from generator.store.database import Store, open_store
from generator.store.observations import series
from generator.store.tapes import tape
from generator.tape.series import to_date
from tests.fetching.conftest import CATALOG, SESSIONS, live_of, summary
from tests.fetching.torture import torture

ONCE = Order(parallel=1, patience=Patience(pause=0, attempts=1, first_wait=0.001))
LIGHT = (
    CATALOG.replace('source = "yfinance"\nsymbol = "^RUT"', 'source = "fred"\nseries = "RUTX"').split(
        "[instruments.btc]"
    )[0]
    + '[[instruments.us10y.feeds]]\nurl = "http://feeds.example.org/news.xml"\nabout = "all"\n'
)


class CutError(RuntimeError):
    """What is raised at a step."""


@pytest.fixture(autouse=True)
def index(vendors: Vendors) -> None:
    vendors.series["RUTX"] = ([(bar.day, bar.close) for bar in vendors.prices["^RUT"].bars], "Index")


@contextmanager
def cut_at(store: Store, statement: int, error: type[BaseException]) -> Iterator[list[int]]:
    """Raises at the so-manieth statement of the database."""
    seen = [0]

    def before(*_: object) -> None:
        seen[0] += 1
        if seen[0] == statement:
            raise error

    event.listen(store.engine, "before_cursor_execute", before)
    try:
        yield seen
    finally:
        event.remove(store.engine, "before_cursor_execute", before)


def sound(store: Store) -> None:
    """Whatever is stored was sent, from the first row on, and each day stands once."""
    for key in ("rut", "us10y"):
        found = series(store, key)
        days = [] if found is None else [to_date(day) for day in found.days]
        assert days in ([], SESSIONS), "a series is stored as a whole or not at all"


@pytest.mark.parametrize("linger", [0, 60], ids=["one by one", "together"])
def test_at_every_statement_of_the_database(world: World, tmp_path: Path, linger: float) -> None:
    """A crash, or Ctrl-C: all of a series is stored, or nothing; a second fetch completes it."""
    live, order, statement, reached = live_of(tmp_path, LIGHT), replace(ONCE, linger=linger), 0, True
    while reached:
        statement += 1
        store = open_store(f"sqlite:///{tmp_path}/{statement}.db")
        with cut_at(store, statement, (CutError, KeyboardInterrupt)[statement % 2]) as seen:
            try:
                told = summary(store, world, live, order)
            except (CutError, KeyboardInterrupt):
                pass
            else:
                assert told.clean or told.interrupted
        reached = seen[0] >= statement
        sound(store)
        assert summary(store, world, live, order).clean
        assert [to_date(day) for day in series(store, "us10y").days] == SESSIONS
        assert len(tape(store).statements) == 1
        store.close()
    assert statement > 25


def test_at_every_request(world: World, vendors: Vendors, tmp_path: Path) -> None:
    """Each request of a fetch fails once: the rest is stored, and the next fetch brings what is missing."""
    live = live_of(tmp_path)
    whole = open_store(f"sqlite:///{tmp_path}/whole.db")
    assert summary(whole, world, live, ONCE).clean
    requests = list(vendors.seen)
    for n, request in enumerate(requests):
        store = open_store(f"sqlite:///{tmp_path}/{n}.db")
        vendors.fault(request.split("?")[0], (hangs_up, status(500))[n % 2])
        first = summary(store, world, live, ONCE)
        assert {o.key for o in first.outcomes} == set(live.wanted)
        second = summary(store, world, live, ONCE)
        assert second.clean, second
        for key in ("rut", "us10y", "btc"):
            assert series(store, key).days.tolist() == series(whole, key).days.tolist()
        store.close()
    whole.close()


def test_a_full_disk_is_told(world: World, vendors: Vendors, store: Store, tmp_path: Path) -> None:
    """And what was stored before it stays."""
    live = live_of(tmp_path, LIGHT)
    with store.read() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
    event.listen(store.engine, "begin", lambda db: db.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}"))
    with pytest.raises(StoreError, match="full"):
        for day in range(20):  # each fetch revises everything
            for name, (rows, units) in list(vendors.series.items()):
                vendors.series[name] = ([(d, value * (1 + 0.0001 * day)) for d, value in rows], units)
            summary(store, world, live, ONCE)
    sound(store)


def test_killed_a_few_times(tmp_path: Path) -> None:
    """The small brother of `make torture`."""
    counts = torture(tmp_path, kills=3, seed=3)
    assert counts["killed"] >= 3
    assert counts["rows"] > 500
