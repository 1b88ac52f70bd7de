"""Rows that were not believed."""

import pytest

from generator.errors import StoreError
from generator.store.database import Store
from generator.store.observations import Recorded, record, series
from generator.store.quarantine import accept, drop, quarantine, quarantined, settle
from tests.store.rows import NOON, closes, later, told


def test_the_last_good_value_stays(store: Store):
    """And the rows wait with their reason."""
    record(store, "rut", closes(100, 101), "one", NOON)
    quarantine(store, "rut", closes(1, 1.01, high=[2, 2]), "a jump by 1/100", "one", later(1))
    assert told(series(store, "rut"))["close"] == [100, 101]
    (case,) = quarantined(store)
    assert (case.key, case.source, case.at, case.reason) == ("rut", "one", later(1), "a jump by 1/100")
    assert told(case.rows) == told(closes(1, 1.01, high=[2, 2]))
    assert quarantined(store, "spx") == []


def test_a_newer_case_takes_the_place_of_the_older(store: Store):
    """Of the same source; what was open at a time can be asked for."""
    quarantine(store, "rut", closes(1), "first", "one", NOON)
    quarantine(store, "rut", closes(2), "second", "one", later(1))
    quarantine(store, "rut", closes(3), "third", "two", later(2))
    assert [case.reason for case in quarantined(store)] == ["second", "third"]
    assert [case.reason for case in quarantined(store, known_at=NOON)] == ["first"]
    assert settle(store, "rut", "one", "passed", later(3)) == 1
    assert [case.reason for case in quarantined(store, "rut")] == ["third"]


def test_a_person_may_accept_or_drop(store: Store):
    """Accepted rows are recorded under their own source."""
    record(store, "rut", closes(100), "one", NOON)
    quarantine(store, "rut", closes(50, 51), "a jump by 1/2", "one", later(1))
    assert accept(store, "rut", later(2)) == Recorded(1, 1, 0)
    assert told(series(store, "rut"))["close"] == [50, 51]
    assert quarantined(store) == []
    quarantine(store, "rut", closes(1), "wrong", "one", later(3))
    assert drop(store, "rut", later(4)) == 1
    with pytest.raises(StoreError, match="nothing of it is quarantined"):
        accept(store, "rut", later(5))
    with pytest.raises(StoreError, match="nothing of it is quarantined"):
        drop(store, "rut", later(5))


def test_rows_of_two_sources_are_not_both_accepted(store: Store):
    """They contradict each other; a person says whose are right, and the others wait."""
    quarantine(store, "rut", closes(50), "a jump by 1/2", "one", NOON)
    quarantine(store, "rut", closes(49), "a jump by 1/2", "two", later(1))
    with pytest.raises(StoreError, match="rows of one and two are quarantined"):
        accept(store, "rut", later(2))
    with pytest.raises(StoreError, match="nothing of it from `three`"):
        drop(store, "rut", later(2), "three")
    assert series(store, "rut") is None
    assert accept(store, "rut", later(2), "two") == Recorded(1, 0, 0)
    assert told(series(store, "rut"))["close"] == [49]
    assert [case.source for case in quarantined(store)] == ["one"]
    assert drop(store, "rut", later(3)) == 1
