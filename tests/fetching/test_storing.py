"""What has come is stored together, and the fault of one instrument undoes no other."""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import event

from fixtures.vendors import Vendors
from generator.errors import StoreError
from generator.fetching.asking import Asker, Brought, Refused, Stored
from generator.fetching.run import Order
from generator.fetching.storing import keep
from generator.market import Instrument
from generator.sources import World
from generator.sources.catalog import Wanted
from generator.store.database import Store
from generator.store.fetches import latest
from generator.store.observations import series
from generator.store.quarantine import quarantined
from generator.tape.columns import Columns
from tests.fetching.conftest import NOW, QUICK, SESSIONS, live_of, summary


def brought(key: str, value: float = 100.0, *refused: Refused) -> Brought:
    """Three rows from a source that answered."""
    of = Instrument(key=key, name=key, kind="etf", unit="USD", file=f"{key}.csv")
    rows = Columns(np.arange(3), np.array([100.0, 101.0, value]), {}, "close")
    return Brought(Wanted(of), "Source", rows, answered=True, refused=refused)


def odd(value: float) -> Refused:
    return Refused("Source", Columns(np.array([5]), np.array([value]), {}, "close"), "odd")


def test_instruments_that_come_together_share_a_transaction(world: World, store: Store, tmp_path: Path) -> None:
    """Two waves, the catalog, what is to be remembered: four, however many instruments there are."""
    commits: list[object] = []
    event.listen(store.engine, "commit", lambda db: commits.append(db.get_execution_options().get("writes")))
    found = summary(store, world, live_of(tmp_path), Order(patience=QUICK, linger=60))
    assert found.counts() == {"fresh": 4, "skipped": 1}
    assert commits.count(True) == 4
    assert {fetch.key for fetch in latest(store)} == {"rut", "us10y", "btc", "rut_monthly", "flow"}


def test_what_comes_alone_does_not_wait(world: World, store: Store, tmp_path: Path) -> None:
    """One instrument is stored as soon as it is there."""
    began = time.monotonic()
    summary(store, world, live_of(tmp_path), Order(("us10y",), patience=QUICK, linger=60))
    assert time.monotonic() - began < 30


def test_rows_log_and_cases_of_each_are_kept(store: Store) -> None:
    """In one transaction, as in several."""
    outcomes = keep(store, [brought("a"), brought("b", 102.0, odd(0.0))], {}, NOW)
    assert [(o.key, o.state, o.new, o.aside) for o in outcomes] == [("a", "fresh", 3, 0), ("b", "fresh", 3, 1)]
    assert series(store, "b").values.tolist() == [100, 101, 102]
    assert [case.key for case in quarantined(store)] == ["b"]
    assert [fetch.key for fetch in latest(store)] == ["a", "b"]


def test_a_fault_of_one_undoes_no_other(store: Store) -> None:
    """What the store cannot take has failed, and leaves nothing behind."""
    batch = [brought("a"), brought("b", float("inf"), odd(0.0)), brought("c")]
    outcomes = keep(store, batch, {}, NOW)
    assert [(o.key, o.state) for o in outcomes] == [("a", "fresh"), ("b", "failed"), ("c", "fresh")]
    assert "infinite" in outcomes[1].message
    assert series(store, "b") is None
    assert not quarantined(store)
    assert [len(series(store, key).days) for key in "ac"] == [3, 3]


def test_a_store_that_cannot_be_used_ends_the_fetch(store: Store) -> None:
    """No instrument is tried once more where the file is full."""
    begun: list[object] = []
    event.listen(store.engine, "begin", begun.append)
    event.listen(store.engine, "begin", lambda db: db.exec_driver_sql("PRAGMA max_page_count = 1"))
    many = [replace(brought("a"), told=("x" * 100_000,)), brought("b")]
    with pytest.raises(StoreError, match="full"):
        keep(store, many, {}, NOW)
    assert len(begun) == 1


def test_an_interruption_stores_what_had_come(
    world: World, vendors: Vendors, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One source answers, the other never does; Ctrl-C while the first waits for company."""
    bring, hung = Asker.bring, threading.Event()

    def slow(asker: Asker, wanted: Wanted, stored: Stored) -> Brought:
        if wanted.instrument.key == "us10y":
            hung.wait(30)
        return bring(asker, wanted, stored)

    def interrupt() -> None:
        while not vendors.asked("chart/^RUT"):
            time.sleep(0.01)
        time.sleep(1)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    monkeypatch.setattr(Asker, "bring", slow)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background begins with none
    threading.Thread(target=interrupt, daemon=True).start()
    try:
        order = Order(("rut", "us10y"), parallel=2, patience=QUICK, linger=60)
        found = summary(store, world, live_of(tmp_path), order)
    finally:
        hung.set()
        signal.signal(signal.SIGINT, before)
    assert found.interrupted
    assert [outcome.key for outcome in found.outcomes] == ["rut"]
    assert len(series(store, "rut").days) == len(SESSIONS)


def test_a_fault_of_ours_loses_nothing_that_came_with_it(
    world: World, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is raised all the same."""
    bring = Asker.bring

    def faulty(self: Asker, wanted: Wanted, stored: Stored) -> Brought:
        if wanted.instrument.key == "us10y":
            raise ZeroDivisionError
        return bring(self, wanted, stored)

    monkeypatch.setattr(Asker, "bring", faulty)
    with pytest.raises(ZeroDivisionError):
        summary(store, world, live_of(tmp_path), Order(("rut", "us10y"), patience=QUICK, linger=60))
    assert len(series(store, "rut").days) == len(SESSIONS)
