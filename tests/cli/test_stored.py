"""Briefs, facts and checks from the store."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.store.database import Store
from generator.store.observations import record
from tests.cli.conftest import EVENING, Run, fill, wave

HOUR = timedelta(hours=1)


def test_before_the_first_fetch_there_is_the_sample(run: Run, store: Store) -> None:
    """An empty store counts as none; the brief is stamped."""
    ended = run("facts", "--ask", "rut.level")
    assert ended.status == 0
    assert "embedded sample" in ended.err
    assert json.loads(run("brief", "--json").out)["sample"] is True


def test_a_brief_is_written_from_the_store(run: Run, store: Store, tmp_path: Path) -> None:
    """Without --data; it names the source that answered, and the time that gives the same tape again."""
    fill(store)
    ended = run("brief", "--json")
    told = json.loads(ended.out)
    assert (ended.status, told["as_of"], told["sample"]) == (0, "2026-01-22", False)
    assert ended.err == "Warning: not in the store yet: other\n"
    folder = Path(told["folder"])
    assert "Made feed" in (folder / "brief.md").read_text("utf-8")
    note = json.loads((folder / "facts.json").read_text("utf-8"))["tape"]
    record(store, "fresh", wave(1.02), "Made feed", EVENING + HOUR)
    changed = json.loads(run("brief", "--json", at=EVENING + HOUR).out)
    again = json.loads(run("brief", "--json", "--known-at", note["known_at"], "--out", "again").out)
    assert changed["tape"] != told["tape"] == again["tape"]
    assert Path(again["folder"], "brief.md").read_bytes() != (folder / "brief.md").read_bytes()


def test_a_brief_of_the_past_is_the_same_to_the_byte(run: Run, store: Store) -> None:
    """Every file of it."""
    fill(store)
    first = Path(json.loads(run("brief", "--json", "--out", "first").out)["folder"])
    at = json.loads((first / "facts.json").read_text("utf-8"))["tape"]["known_at"]
    record(store, "fresh", wave(1.02), "Other feed", EVENING + HOUR)
    again = Path(json.loads(run("brief", "--json", "--out", "again", "--known-at", at).out)["folder"])
    files = {path.relative_to(first): path.read_bytes() for path in first.rglob("*.*")}
    assert files == {path.relative_to(again): path.read_bytes() for path in again.rglob("*.*")}


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 1, 22, 20, 59, tzinfo=UTC), "2026-01-21"),
        (datetime(2026, 1, 22, 21, 19, tzinfo=UTC), "2026-01-21"),
        (datetime(2026, 1, 22, 21, 20, tzinfo=UTC), "2026-01-22"),
        (datetime(2026, 1, 25, 12, 0, tzinfo=UTC), "2026-01-23"),
    ],
)
def test_the_day_is_the_last_that_has_closed(run: Run, store: Store, at: datetime, day: str) -> None:
    """Not a session under way, nor a Sunday."""
    fill(store)
    fact = json.loads(run("facts", "--json", "--ask", "fresh.level", at=at).out)
    assert fact["as_of"] == day
    assert fact["facts"][0]["status"] == ("stale" if day > "2026-01-22" else "ok")


def test_a_time_of_the_past(run: Run, store: Store) -> None:
    """A date is its whole day, a time without a zone is UTC; the day of the brief is that of the time."""
    fill(store)
    record(store, "fresh", wave(1.02), "Made feed", EVENING + 3 * HOUR)
    values = {
        when: json.loads(run("facts", "--json", "--ask", "fresh.level", "--known-at", when).out)["facts"][0]["value"]
        for when in ("2026-01-22", "2026-01-22T22:00", "2026-01-22T23:00+01:00", "2026-01-23")
    }
    assert len({values[when] for when in ("2026-01-22", "2026-01-22T22:00", "2026-01-22T23:00+01:00")}) == 1
    assert values["2026-01-23"] == pytest.approx(values["2026-01-22"] * 1.02, abs=0.01)
    early = run("facts", "--ask", "fresh.level", "--known-at", "2026-01-21")
    assert (early.status, "knew no series at 2026-01-21 23:59 UTC" in early.err) == (2, True)
    odd = run("facts", "--ask", "fresh.level", "--known-at", "yesterday")
    assert (odd.status, "`yesterday` is no time" in odd.err) == (2, True)


def test_a_check_reads_the_store_only_when_asked_to(run: Run, store: Store, tmp_path: Path) -> None:
    """Without anything, a draft is judged by what it says about itself."""
    fill(store)
    (tmp_path / "note.md").write_text("The Fresh Index closed at 3,456.78, up 9.6% this year.\n", "utf-8")
    assert run("check", "note.md", "--quiet").status == 0
    judged = run("check", "note.md", "--store", "--quiet")
    assert (judged.status, "1 contradicted" in judged.out) == (1, True)
    assert run("check", "note.md", "--known-at", "2026-01-22", "--quiet").status == 1
    both = run("check", "note.md", "--store", "--data", "tape")
    assert (both.status, "a folder is not the store" in both.err) == (2, True)


def test_a_store_that_is_not_there_is_told(run: Run) -> None:
    """Where its past is asked for; none is made."""
    ended = run("facts", "--ask", "rut.level", "--known-at", "2026-01-22")
    assert (ended.status, "nothing in it yet" in ended.err) == (2, True)


def test_the_store_can_be_elsewhere(run: Run, tmp_path: Path) -> None:
    """Settings name it; a server that is away is told without the password."""
    (tmp_path / "truetape.toml").write_text('[store]\nurl = "postgresql://me:hunter2@/db?host=/nowhere"\n', "utf-8")
    ended = run("facts", "--ask", "rut.level")
    assert ended.status == 2
    assert "postgresql://me" in ended.err
    assert "hunter2" not in ended.err


def test_a_brief_of_stale_rows_alone_says_so(run: Run, store: Store) -> None:
    """One remark, and none where a close is fresh or nobody wants one."""
    fill(store)
    late = datetime(2026, 1, 27, 22, 0, tzinfo=UTC)
    remark = "All daily series are stale on 2026-01-27: no fresh close for the day."
    assert run("brief", at=late).err.count(remark) == 1
    assert remark not in run("brief", "--quiet", at=late).err
    assert "stale" not in run("brief").err
