"""Rows that a person brings pass the same door as those of a fetch."""

from datetime import timedelta

import numpy as np

from generator.store.catalogs import save_catalog
from generator.store.database import Store
from generator.store.door import admit, judged
from generator.store.fetches import latest
from generator.store.health import health
from generator.store.observations import record, series
from generator.store.quarantine import quarantined
from generator.tape.catalog import Catalog
from generator.tape.columns import Columns
from tests.store.rows import MONDAY, NOON, closes, later, told
from tests.store.test_tapes import instrument

RUT = instrument("rut")
YEAR = [100 + n % 7 for n in range(100)]
FIRST = MONDAY - timedelta(110)


def test_good_rows_are_recorded(store: Store):
    """And told of, with an attempt in the log; nothing is recorded by asking first."""
    rows = closes(*YEAR, first=FIRST)
    assert judged(store, RUT, rows, "one", NOON).rows is not None
    assert series(store, "rut") is None
    found = admit(store, RUT, rows, "one", NOON)
    assert (found.recorded.new, found.verdict.reasons) == (100, ())
    (attempt,) = latest(store)
    assert (attempt.outcome, attempt.new, attempt.source) == ("ok", 100, "one")


def test_rows_of_another_unit_are_not(store: Store):
    """What was known stays; better rows of the source close the case."""
    admit(store, RUT, closes(*YEAR, first=FIRST), "one", NOON)
    before = told(series(store, "rut"))
    found = admit(store, RUT, closes(*[100 * value for value in YEAR], first=FIRST), "two", later(1))
    assert found.recorded is None
    assert told(series(store, "rut")) == before
    assert [case.source for case in quarantined(store)] == ["two"]
    assert admit(store, RUT, closes(*YEAR, first=FIRST), "two", later(2)).recorded is not None
    assert quarantined(store) == []


def test_another_source_adds_days_only(store: Store):
    """Unless it is to replace."""
    admit(store, RUT, closes(*YEAR[:90], first=FIRST), "one", NOON)
    other = closes(*[value + 0.01 for value in YEAR], first=FIRST)
    found = admit(store, RUT, other, "two", later(1))
    assert (found.recorded.new, found.recorded.revised) == (10, 0)
    assert "90 days known from one stay" in found.verdict.remarks[-1]
    again = admit(store, RUT, closes(*[value + 0.02 for value in YEAR], first=FIRST), "two", later(2)).recorded
    assert (again.new, again.revised, again.same) == (0, 10, 0)  # its own days it may revise
    assert admit(store, RUT, closes(*YEAR, first=FIRST), "three", later(3), replace=True).recorded.revised == 10


def test_odd_rows_are_put_aside(store: Store):
    """Alone, with the reason; the rest is recorded."""
    values = [*YEAR[:50], 0, *YEAR[51:]]
    found = admit(store, RUT, closes(*values, first=FIRST), "one", NOON)
    assert found.recorded.new == 99
    (case,) = quarantined(store)
    assert (case.rows.values.tolist(), "a price of 0" in case.reason) == ([0], True)


def test_the_health_of_a_store(store: Store):
    """On both databases: soundness, freshness, what is missing."""
    save_catalog(store, Catalog("Made", (RUT, instrument("spx"))), NOON)
    record(store, "rut", closes(*YEAR, first=FIRST), "one", NOON)
    url = f"sqlite:///{store.name}" if store.name.endswith(".db") else "postgresql://"
    found = {(each.section, each.name): each for each in health(store, url, {"rut"}, NOON)}
    assert found["store", store.name].told == "sound, last changed 2026-01-10 12:00 UTC"
    assert (found["data", "rut"].state, found["data", "rut"].next_step) == ("bad", "truetape fetch rut")
    assert found["data", "no rows yet"].told == "spx"
    day = Columns(np.array([20463]), np.array([101.0]), {}, "close")  # 10 January 2026
    record(store, "rut", day, "one", later(1))
    assert {(e.name, e.state) for e in health(store, url, (), NOON) if e.name == "rut"} == {("rut", "ok")}
