"""`truetape doctor` and `truetape quarantine`: what needs a person, and what the person decides."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.cli import doctor
from generator.health import Finding
from generator.store import schema
from generator.store.database import Store, open_store
from generator.store.fetches import Fetch, log
from generator.store.observations import series
from generator.store.quarantine import quarantine, quarantined
from tests.cli.conftest import EVENING, Run, fill, wave

SECRET = "hunter2hunter2"


def findings(run: Run, **options: datetime) -> dict[tuple[str, str], dict[str, str]]:
    """By section and name."""
    told = json.loads(run("doctor", "--json", **options).out)
    return {(each["section"], each["name"]): each for each in told["findings"]}


def test_before_the_first_fetch_the_next_step_is_a_fetch(run: Run, tmp_path: Path) -> None:
    """Nothing is wrong, and no store is made by looking."""
    ended = run("doctor")
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "Next: truetape fetch")
    assert "truetape 0.1.0".replace(" ", ": ") in ended.out
    assert not (tmp_path / "data").exists()


def test_fresh_and_stale_series_are_told_apart(run: Run, store: Store) -> None:
    """By the calendar: fresh all weekend, stale once Friday has closed."""
    fill(store)
    found = findings(run)
    assert (found["data", "fresh"]["state"], found["data", "fresh"]["told"]) == ("ok", "up to 2026-01-22, Made feed")
    assert (found["data", "no rows yet"]["state"], found["data", "no rows yet"]["told"]) == ("note", "other")
    assert findings(run, at=datetime(2026, 1, 23, 21, 19, tzinfo=UTC))["data", "fresh"]["state"] == "ok"
    later = datetime(2026, 1, 23, 21, 20, tzinfo=UTC)
    assert findings(run, at=later)["data", "fresh"]["told"] == "stale; up to 2026-01-22, Made feed"
    ended = run("doctor", at=later)
    assert (ended.status, ended.out.splitlines()[-1]) == (1, "Next: truetape import a newer file")
    assert run("doctor").out.splitlines()[-1] == "Next: truetape brief"


def test_failures_and_quarantine_are_told(run: Run, store: Store) -> None:
    """With their reasons, and the next step."""
    fill(store)
    log(store, Fetch("other", "Made feed", EVENING, "failed", message="HTTP 500"))
    quarantine(store, "fresh", wave(0.01), "moved by the factor 0.01", "Made feed", EVENING)
    ended = run("doctor", "--quiet")
    assert ended.status == 1
    assert "✗ other: the last fetch failed: HTTP 500" in ended.out
    assert "moved by the factor 0.01" in ended.out
    assert "✓" not in ended.out


def test_keys_are_told_of_and_never_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is the password of a server."""
    monkeypatch.setenv("TRUETAPE_SOURCES__FRED_KEY", SECRET)
    monkeypatch.setenv("TRUETAPE_STORE__URL", f"postgresql://me:{SECRET}@/db?host=/nowhere")
    for options in ((), ("--json",)):
        ended = run("doctor", *options)
        assert ended.status == 1
        assert SECRET not in ended.out + ended.err
        assert "a key is set" in ended.out
        assert "postgresql://me" in ended.out


def test_damage_is_found(run: Run, store: Store, tmp_path: Path) -> None:
    """Of the file, and of what it keeps."""
    fill(store)
    with store.begin() as db:
        db.execute(schema.artefacts.insert().values(sha256="0" * 64, kind="brief.md", known_at=0, data=b"other"))
    assert "1 artefact damaged" in run("doctor").out
    store.close()
    path = tmp_path / "data" / "truetape" / "store.db"
    raw = bytearray(path.read_bytes())
    raw[4096 * 2 :] = b"\xff" * (len(raw) - 4096 * 2)
    for each in path.parent.glob("store.db-*"):
        each.unlink()
    path.write_bytes(raw)
    ended = run("doctor")
    assert ended.status == 1
    assert "damaged" in ended.out or "malformed" in ended.out


def test_a_setting_that_cannot_be_read_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    """As of every command."""
    (tmp_path / "truetape.toml").write_text("[stroe]\nurl = 1\n")
    assert run("doctor").status == 2


def test_a_low_disk_is_bad(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a fetch fails for it."""
    fill(store)
    monkeypatch.setattr("generator.store.health.LOW_DISK", 1 << 60)
    assert findings(run)["store", "disk"]["state"] == "bad"


def test_the_next_step_is_about_what_is_worst() -> None:
    """Several stale series are one fetch."""
    ok, bad = Finding("data", "a", "ok", ""), Finding("data", "b", "bad", "", "truetape fetch b")
    assert doctor.next_step([ok]) == "truetape brief"
    assert doctor.next_step([ok, bad]) == "truetape fetch b"
    assert doctor.next_step([bad, bad]) == "truetape fetch"
    assert doctor.next_step([Finding("store", "s", "bad", "", "Make room."), bad, bad]) == "Make room."
    assert doctor.next_step([]) == "truetape fetch"


def test_a_person_decides_about_quarantined_rows(run: Run, store: Store) -> None:
    """Accepted, they are stored; dropped, they are not."""
    fill(store)
    later = EVENING + timedelta(hours=1)
    quarantine(store, "fresh", wave(2), "moved by the factor 2", "Made feed", EVENING)
    listed = run("quarantine")
    assert "moved by the factor 2" in listed.out
    assert f"2026-01-22  {wave(2).values[-1]:g}" in listed.out
    assert json.loads(run("quarantine", "--json").out)["cases"][0]["key"] == "fresh"
    assert "1 revised" in run("quarantine", "--accept", "fresh", at=later).out
    assert series(store, "fresh").values[-1] == wave(2).values[-1]
    quarantine(store, "fresh", wave(3), "moved by the factor 1.5", "Made feed", later)
    assert "what was known stays" in run("quarantine", "--drop", "fresh").out
    assert quarantined(store) == []
    assert run("quarantine").out == "Nothing is quarantined.\n"


def test_a_decision_needs_a_case(run: Run, store: Store) -> None:
    """And one decision at a time; looking makes no store."""
    for options in (("--accept", "x"), ("--drop", "x"), ("--accept", "x", "--drop", "x")):
        assert run("quarantine", *options).status == 2


def test_without_a_store_there_is_nothing_to_decide(run: Run, tmp_path: Path) -> None:
    """And none is made."""
    ended = run("quarantine")
    assert (ended.status, "there is no store" in ended.err) == (2, True)
    assert not (tmp_path / "data").exists()
    open_store(f"sqlite:///{tmp_path}/data/truetape/store.db").close()
    assert run("quarantine").status == 0
