"""Opening, transactions, the clock, and what is said when it fails."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from generator.errors import StoreError
from generator.store import schema, steps
from generator.store.database import Store, last_tick, microseconds, open_store, tick, to_time
from generator.store.place import is_there
from tests.store.rows import NOON, later


def test_a_time_comes_back_exactly():
    """To the microsecond."""
    at = NOON + timedelta(microseconds=1)
    assert to_time(microseconds(at)) == at


def test_the_clock_never_goes_back(store: Store):
    """Two changes have two times, also when the machine's clock stands still or goes back."""
    with store.begin() as db:
        first, second, third = tick(db, NOON), tick(db, NOON), tick(db, later(-5))
    assert [first, second, third] == [microseconds(NOON) + n for n in range(3)]
    with store.read() as db:
        assert last_tick(db) == third


def test_a_transaction_is_kept_whole_or_not_at_all(store: Store):
    """An error takes back everything since begin()."""
    with pytest.raises(KeyError), store.begin() as db:
        db.execute(insert(schema.series).values(key="rut", value_name="close"))
        raise KeyError
    with store.read() as db:
        assert db.execute(select(func.count()).select_from(schema.series)).scalar() == 0


def test_a_view_does_not_see_what_is_written_meanwhile(store: Store):
    """A reader sees one state from beginning to end, and does not hold up a writer."""
    with store.read() as db:
        before = last_tick(db)
        with store.begin() as other:
            tick(other, NOON)
        assert last_tick(db) == before
    with store.read() as db:
        assert last_tick(db) == microseconds(NOON)


def test_opening_again_keeps_what_is_there(url: str):
    """And a store is there only once it was made."""
    assert is_there(url) is url.startswith("postgresql")
    first = open_store(url)
    with first.begin() as db:
        tick(db, NOON)
    first.close()
    second = open_store(url)
    assert is_there(url)
    with second.read() as db:
        assert last_tick(db) == microseconds(NOON)
    second.close()


def test_a_newer_store_is_refused(url: str):
    """Rather than misread."""
    store = open_store(url)
    with store.begin() as db:
        db.execute(update(schema.clock).values(version=steps.VERSION + 1))
    store.close()
    with pytest.raises(StoreError, match="written by a newer truetape"):
        open_store(url)


def test_an_older_store_takes_every_step(url: str, monkeypatch: pytest.MonkeyPatch):
    """Once, in order."""
    store = open_store(url)
    with store.begin() as db:
        db.execute(update(schema.clock).values(version=1))
    store.close()
    taken: list[int] = []
    monkeypatch.setattr(steps, "STEPS", (lambda db: taken.append(1), lambda db: taken.append(2)))
    monkeypatch.setattr(steps, "VERSION", 3)
    for _ in range(2):
        open_store(url).close()
    assert taken == [1, 2]


def test_the_file_of_a_store_is_closed_to_others(tmp_path: Path):
    """Its folder is made for its owner alone."""
    open_store(f"sqlite:///{tmp_path}/mine/store.db").close()
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700


def test_a_file_may_have_any_name(tmp_path: Path):
    """No letter of a path means anything."""
    for name in ("a b.db", "100%.db", "what?.db", "%41.db", "für.db", "a#b.db"):
        url = f"sqlite:///{tmp_path}/{name}"
        open_store(url).close()
        assert is_there(url)
        assert (tmp_path / name).is_file()


def test_what_cannot_be_opened_is_told(tmp_path: Path):
    """With the place and the remedy, and without the trace of a secret."""
    (tmp_path / "text.db").write_text("no database, but a text of some length\n" * 50)
    with pytest.raises(StoreError, match="not a database") as found:
        open_store(f"sqlite:///{tmp_path}/text.db")
    assert found.value.subject == f"{tmp_path}/text.db"
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="folder cannot be made"):
        open_store(f"sqlite:///{tmp_path}/file/store.db")
    for url in ("mysql://me:hunter2@host/db", "hunter2", "sqlite:////dev/null/hunter2://x"):
        with pytest.raises(StoreError) as found:
            open_store(url)
        assert "hunter2@" not in str(found.value)


@pytest.mark.parametrize(
    "url", ["postgresql://me:hunter2@/db?host=/nowhere", "postgresql://me@/db?host=/nowhere&password=hunter2"]
)
def test_a_server_that_is_away_is_told_without_the_password(url: str):
    """The URL is shown, its secrets are not."""
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as found:
        open_store(url)
    assert "hunter2" not in str(found.value)
    assert "postgresql://me" in str(found.value)
