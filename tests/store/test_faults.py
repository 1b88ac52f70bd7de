"""A store stays sound whatever happens to the programs that write it."""

import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import event, text

from generator.errors import StoreError
from generator.store.database import Store, open_store, tick
from generator.store.fetches import latest
from generator.store.observations import record, series
from tests.store.rows import NOON, closes, later, told

REPOSITORY = Path(__file__).parents[2]

# Brings day after day, always with the five days before it, and says so after each.
WRITER = """
import sys
from datetime import UTC, datetime
from generator.store.database import open_store
from generator.store.fetches import Fetch, log
from generator.store.observations import record
from tests.store.rows import NOON, closes
from datetime import timedelta
from tests.store.rows import MONDAY
store, name = open_store(sys.argv[1]), sys.argv[2]
for n in range(int(sys.argv[3])):
    first = max(0, n - 5)
    found = record(store, "rut", closes(*range(first, n + 1), first=MONDAY + timedelta(first)), name, NOON)
    print(found.new, found.revised, flush=True)
"""


def writer(url: str, name: str, days: int) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, url, name, str(days)]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)


def is_sound(store: Store) -> bool:
    """What the database itself says of its file."""
    with store.read() as db:
        return db.dialect.name != "sqlite" or db.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def counts(lines: list[str]) -> tuple[int, int]:
    """New and revised rows, of what a writer said in whole lines."""
    told = [line.split() for line in lines if line.endswith("\n")]
    return sum(int(new) for new, _ in told), sum(int(revised) for _, revised in told)


def test_two_writers_neither_corrupt_nor_double(url: str):
    """Each day is new to exactly one of them."""
    writers = [writer(url, name, 30) for name in ("one", "two")]
    found = [counts(each.communicate(timeout=60)[0].splitlines(keepends=True)) for each in writers]
    assert [each.returncode for each in writers] == [0, 0]
    assert sum(new for new, _ in found) == 30
    assert sum(revised for _, revised in found) == 0
    store = open_store(url)
    assert told(series(store, "rut")) == {"day": list(range(30)), "close": list(map(float, range(30)))}
    assert is_sound(store)
    store.close()


def test_a_killed_writer_leaves_a_sound_store(url: str):
    """What it had reported is there, and at most the one change under way besides; the next one goes on."""
    chance, store, there = random.Random(5), open_store(url), 0
    for _ in range(3):
        with writer(url, "killed", 10_000) as child:
            lines = [child.stdout.readline() for _ in range(there + chance.randrange(1, 15))]
            time.sleep(chance.random() * 0.01)
            child.kill()
            new, _ = counts([*lines, *child.stdout.readlines()])
        found = series(store, "rut")
        before, there = there, len(found.days)
        assert before + new <= there <= before + new + 1
        assert told(found)["close"] == list(map(float, range(there)))
        assert is_sound(store)
    store.close()


class FullDiskError(Exception):
    """Stands for whatever can go wrong in the middle of a change."""


def test_a_fault_at_any_statement_leaves_what_was(store: Store):
    """A change is whole or absent, wherever it is cut off."""
    for n in range(17):
        record(store, "rut", closes(*range(n + 1)), "made", later(n))  # so that the next one joins the blocks
    before = told(series(store, "rut"))
    statements = 0
    while True:
        left = statements

        def cut(*_: object) -> None:
            nonlocal left
            if left == 0:
                raise FullDiskError
            left -= 1

        event.listen(store.engine, "before_cursor_execute", cut)
        try:
            found = record(store, "rut", closes(9, 9, 9), "late", later(99))
        except FullDiskError:
            statements += 1
            continue
        finally:
            event.remove(store.engine, "before_cursor_execute", cut)
            assert told(series(store, "rut"))["close"] in (before["close"], [9, 9, 9, *before["close"][3:]])
        break
    assert found.revised == 3
    assert statements >= 5


def test_a_full_disk_is_told(tmp_path: Path):
    """And nothing of the change is kept."""
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    record(store, "rut", closes(1), "made", NOON)
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 30"))
    store.engine.dispose()
    with pytest.raises(StoreError, match="full") as found:
        record(store, "spx", closes(*np.random.default_rng(1).normal(size=40_000)), "made", later(1))
    assert "Make room" in found.value.remedy
    assert told(series(store, "rut")) == {"day": [0], "close": [1]}
    assert series(store, "spx") is None
    store.close()


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """That somebody else is writing."""
    monkeypatch.setattr("generator.store.database.PATIENCE", 0.05)
    one, two = (open_store(f"sqlite:///{tmp_path}/store.db") for _ in range(2))
    with one.begin() as db:
        tick(db, NOON)
        with pytest.raises(StoreError, match="locked") as found:
            record(two, "rut", closes(1), "made", NOON)
    assert "Another truetape is writing" in found.value.remedy
    assert latest(two) == []
    one.close()
    two.close()
