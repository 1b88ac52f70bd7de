"""`truetape revisions`: a brief is asked about again when its data was revised."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from generator.facts import Engine
from generator.store.catalogs import save_catalog
from generator.store.database import Store
from generator.store.observations import record, withdraw
from generator.tape.catalog import Catalog
from generator.tape.columns import Columns
from tests.cli.conftest import DAYS, EVENING, Run, fill, index, wave

LATER = EVENING + timedelta(hours=1)


def test_nothing_revised_is_told(run: Run, store: Store) -> None:
    """Also when days came that the brief could not know."""
    fill(store)
    run("brief")
    rows = wave()
    after = Columns(rows.days[-1:] + 1, rows.values[-1:], {}, "close")
    record(store, "fresh", after, "Made feed", LATER)
    ended = run("revisions")
    assert (ended.status, ended.out) == (
        0, "briefs/2026-01-22-wrap: nothing was revised since the tape of 2026-01-22 22:00 UTC.\n",
    )  # fmt: skip


def test_sentences_that_no_longer_hold_are_named(run: Run, store: Store) -> None:
    """With the rows that changed, the answer then and now, and exit 1."""
    fill(store)
    run("brief")
    old, new = wave().values[-1], wave(1.05).values[-1]
    record(store, "fresh", wave(1.05), "Made feed", LATER)
    ended = run("revisions", "briefs/2026-01-22-wrap")
    assert ended.status == 1
    assert f"fresh 2026-01-22: {old:g} → {new:g} (Made feed, 2026-01-22 23:00 UTC)" in ended.out
    wrong = ended.out.split("No longer true:")[1].split("Still reads right:")[0]
    assert f"“{old:.2f}” fresh.level: {old:g} then, {new:g} now" in wrong
    told = json.loads(run("revisions", "--json").out)
    assert told["wrong"]
    assert told["rows"] == [
        {"series": "fresh", "day": "2026-01-22", "before": old, "after": new,
         "known_at": "2026-01-22T23:00:00+00:00", "source": "Made feed"}
    ]  # fmt: skip
    level = next(fact for fact in told["facts"] if fact["id"] == "fresh.level")
    text = Path("briefs/2026-01-22-wrap/brief.md").read_text("utf-8").splitlines()
    assert level["sentences"]
    assert all(each["words"] in text[each["line"] - 1] for each in level["sentences"])


def test_a_change_too_small_to_be_read_leaves_the_words_right(run: Run, store: Store) -> None:
    """Exit 0: the brief still says what is true."""
    fill(store)
    run("brief")
    record(store, "fresh", wave(1.00001), "Made feed", LATER)
    fine = Columns(wave().days[-1:], wave().values[-1:] + 0.0001, {}, "close")
    record(store, "fresh", fine, "Made feed", LATER)
    ended = run("revisions")
    assert "Still reads right:" in ended.out
    assert "No longer true:" not in ended.out
    assert ended.status == 0


def test_a_day_that_was_taken_back(run: Run, store: Store) -> None:
    """Leaves facts without their row."""
    fill(store)
    run("brief")
    withdraw(store, "fresh", [DAYS[-1]], "by hand", LATER)
    ended = run("revisions")
    assert (ended.status, "→ no row (by hand" in ended.out) == (1, True)


def test_a_series_that_is_gone(run: Run, store: Store) -> None:
    """Its facts have no answer."""
    fill(store)
    run("brief")
    record(store, "other", wave(), "Made feed", LATER)
    save_catalog(store, Catalog("Made", (index("other"),)), LATER)
    ended = run("revisions")
    assert (ended.status, "no answer now" in ended.out) == (1, True)


def test_what_is_no_brief_of_the_store_is_told(run: Run, store: Store, tmp_path: Path) -> None:
    """Folders that are none, briefs of a folder's tape, damaged files."""
    empty = run("revisions")
    assert (empty.status, "holds no brief" in empty.err) == (2, True)
    fill(store)
    run("export", "tape")
    run("brief", "--data", "tape")
    other = run("revisions")
    assert (other.status, "was not written from the store" in other.err) == (2, True)
    (tmp_path / "briefs" / "2026-01-22-wrap" / "facts.json").write_text("{}")
    damaged = run("revisions")
    assert (damaged.status, "are not those of a brief" in damaged.err) == (2, True)
    assert run("revisions", "nowhere").status == 2


def test_what_is_no_number_is_no_revision(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither told nor in the JSON, whatever a measure gives."""
    fill(store)
    run("brief")
    ask = Engine.ask
    monkeypatch.setattr(Engine, "ask", lambda self, id: ask(self, id).model_copy(update={"value": float("nan")}))
    ended = run("revisions", "--json")
    assert (ended.status, json.loads(ended.out)["facts"], "NaN" in ended.out) == (0, [], False)


def test_one_is_told_as_one(run: Run, store: Store) -> None:
    """One row is no rows."""
    fill(store)
    run("brief")
    record(store, "fresh", wave(1.05), "Made feed", LATER)
    assert ": 1 row revised since" in run("revisions").out
