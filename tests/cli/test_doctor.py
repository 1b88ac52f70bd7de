"""`truetape doctor` and `truetape quarantine`: what needs a person, and what the person decides."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.cli import doctor, sections
from generator.health import Finding
from generator.store import schema
from generator.store.catalogs import save_catalog
from generator.store.database import Store, open_store
from generator.store.fetches import Fetch, log
from generator.store.observations import record, series
from generator.store.quarantine import quarantine, quarantined
from generator.tape.catalog import Catalog
from generator.tape.series import to_date
from tests.cli.conftest import EVENING, Run, fill, index, wave
from tests.polish.server import KEY, Answer, serving

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


def test_what_several_series_need_is_told_once(run: Run, store: Store) -> None:
    """One fetch for all of them, and no series stands in two lines."""
    fill(store)
    later = EVENING + timedelta(days=9)
    save_catalog(store, Catalog("Made", (index("rut"), index("spx"), index("ixic"))), EVENING)
    record(store, "rut", wave(), "Made feed", EVENING)
    log(store, Fetch("spx", "Made feed", EVENING, "failed", message="HTTP 500"))
    lines = run("doctor", at=later).out.splitlines()
    at = lines.index("data")
    assert [line.split(":")[0] for line in lines[at + 1 : at + 5]] == [
        "  ✗ rut", "  ✗ spx", "  · no rows yet", "      truetape fetch",
    ]  # fmt: skip
    assert lines[at + 3] == "  · no rows yet: ixic"
    assert lines[-1] == "Next: truetape fetch"


def test_polish_tells_whether_the_model_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the key, which is never shown; no text is asked for."""
    assert findings(run)["polish", "model"]["state"] == "note"
    with serving(lambda _: Answer("never")) as server:
        for name, value in (("MODEL", "test-model"), ("BASE_URL", server.url), ("API_KEY", KEY)):
            monkeypatch.setenv(f"TRUETAPE_LLM__{name}", value)
        found = findings(run)["polish", "test-model"]
        assert found["state"] == "ok"
        assert f"{server.url} answers, and lists the model; a key is set" in found["told"]
        monkeypatch.setenv("TRUETAPE_LLM__MODEL", "other")
        assert "does not list the model" in findings(run)["polish", "other"]["told"]
        monkeypatch.setenv("TRUETAPE_LLM__API_KEY", SECRET)
        ended = run("doctor")
        assert (ended.status, "answered 401" in ended.out, SECRET in ended.out + ended.err) == (1, True, False)
        assert "TRUETAPE_LLM__API_KEY" in ended.out
        assert "was not asked" in run("doctor", "--offline").out
        assert not server.requests
    assert "cannot be reached" in findings(run)["polish", "other"]["told"]


def test_polish_needs_no_endpoint_and_no_more_than_its_budget(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """By rules there is nothing to ask; money without prices sends no text."""
    monkeypatch.setenv("TRUETAPE_LLM__MODEL", "rules")
    assert findings(run)["polish", "rules"]["told"] == "needs no endpoint"
    monkeypatch.setenv("TRUETAPE_LLM__MODEL", "some-model")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert findings(run)["polish", "some-model"]["told"] == "there is no key for OpenAI"
    monkeypatch.setenv("TRUETAPE_LLM__API_KEY", SECRET)
    monkeypatch.setenv("TRUETAPE_LLM__BUDGET_MONEY", "2.50")
    ended = run("doctor", "--offline")
    assert "a run may take 400,000 tokens and 2.50 in money, and no prices are set" in ended.out
    assert "  ✓ some-model: https://api.openai.com/v1 was not asked; a key is set; slots, newswire" in ended.out


def test_the_desk_tells_who_can_reach_it_and_what_waits(
    run: Run, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others only with accounts; drafts only while nobody has decided."""
    fill(store)
    told = findings(run)["desk", "desk"]["told"]
    assert told == "http://127.0.0.1:8765/, without accounts, for this machine only"
    assert ("desk", "drafts") not in findings(run)
    (tmp_path / "note.md").write_text("# Calm\n\nMarkets were calm.\n")
    assert run("review", "submit", "note.md", "--as", "Ada").status == 0
    assert findings(run)["desk", "drafts"]["told"] == "1 in review"
    assert run("review", "reject", "1", "--as", "Bea", "--reason", "Dull.").status == 0
    assert findings(run)["desk", "drafts"]["state"] == "ok"
    monkeypatch.setenv("TRUETAPE_DESK__URL", "https://desk.example.com")
    found = findings(run)["desk", "desk"]
    assert (found["state"], found["next_step"]) == ("bad", "truetape desk --add-user NAME --role reviewer")
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert run("desk", "--add-user", "Ada").status == 0
    assert findings(run)["desk", "desk"]["told"] == "https://desk.example.com, 1 account"


def test_each_section_that_cannot_look_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the others go on."""
    monkeypatch.setenv("TRUETAPE_DESK__HOST", "0.0.0.0")
    monkeypatch.setattr(sections, "find_spec", lambda name: None if name == "distributed" else object())
    found = findings(run)
    assert found["desk", "--host 0.0.0.0"]["state"] == "bad"
    assert found["batch", "dask"]["next_step"] == "pip install 'truetape[dask]'"
    assert found["publish", "destinations"]["state"] == "note"
    monkeypatch.setattr(sections, "find_spec", lambda _: None)
    assert findings(run)["desk", "desk"]["next_step"] == "pip install 'truetape[desk]'"


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
    """What is bad before the day's work."""
    ok, bad = Finding("data", "a", "ok", ""), Finding("data", "b", "bad", "", "truetape fetch b")
    assert doctor.next_step([ok]) == "truetape brief"
    assert doctor.next_step([ok, bad]) == "truetape fetch b"
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


def test_the_rows_that_the_reason_speaks_of_are_shown(run: Run, store: Store) -> None:
    """Those around the first day that it names, in order; the newest where it names none."""
    fill(store)
    days = [str(to_date(day)) for day in wave(2).days]
    for reason, shown in ((f"a jump on {days[7]}", days[5:10]), (f"on {days[0]}", days[:5]), ("odd", days[-5:])):
        quarantine(store, "fresh", wave(2), reason, "Made feed", EVENING)
        assert [line.split()[0] for line in run("quarantine").out.splitlines()[2:]] == shown


def test_of_two_sources_one_is_named(run: Run, store: Store) -> None:
    """And a source is only named with a decision."""
    fill(store)
    for name, level in (("Made feed", 2), ("Other feed", 3)):
        quarantine(store, "fresh", wave(level), "moved", name, EVENING)
    ended = run("quarantine", "--accept", "fresh")
    assert (ended.status, '--source "Made feed"' in ended.err) == (2, True)
    assert run("quarantine", "--source", "Made feed").status == 2
    assert run("quarantine", "--accept", "fresh", "--source", "Other feed").status == 0
    assert run("quarantine", "--drop", "fresh", "--source", "Other feed").status == 2
    assert run("quarantine", "--drop", "fresh", "--source", "Made feed").status == 0
    assert quarantined(store) == []


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
