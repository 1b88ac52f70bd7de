"""What became of each attempt."""

import pytest

from generator.store import fetches
from generator.store.database import Store
from generator.store.fetches import Fetch, latest, log, recall, recall_all, remember
from tests.store.rows import NOON, later


def test_the_last_attempt_of_each_source_is_known(store: Store):
    """By series, the latest last."""
    bad = Fetch("rut", "yfinance", NOON, "failed", message="HTTP 500")
    good = Fetch("rut", "yfinance", later(1), "ok", new=3, same=5)
    other = Fetch("rut", "csv", later(2), "quarantined", message="a jump by 100")
    spx = Fetch("spx", "yfinance", NOON, "skipped")
    log(store, bad, good, spx, other)
    log(store)
    assert latest(store) == [good, other, spx]


def test_attempts_of_long_ago_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch):
    """Of each series for itself."""
    monkeypatch.setattr(fetches, "KEPT", 2)
    log(store, Fetch("spx", "old", NOON, "ok"))
    for n in range(4):
        log(store, Fetch("rut", f"source {n}", later(n), "ok"))
    assert [each.source for each in latest(store)] == ["source 2", "source 3", "old"]


def test_a_note_is_kept_by_its_name(store: Store):
    """The last one."""
    assert recall(store, "feed") == {}
    remember(store, "feed", {"etag": "1"}, NOON)
    remember(store, "feed", {"etag": "2"}, later(1))
    remember(store, "host", {"failures": 3}, later(1))
    assert recall(store, "feed") == {"etag": "2"}
    assert recall_all(store, ["host", "none"]) == {"host": {"failures": 3}}
