"""`truetape fetch` as people and programs see it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from fixtures.vendors import Vendors, drip, status
from generator.fetching.outcome import Outcome, Summary
from generator.store.database import Store, open_store
from generator.store.observations import last_days, series
from tests.cli.conftest import Ended, cache, run  # noqa: F401 - fixtures
from tests.cli.conftest import Run as Command
from tests.fetching.conftest import CATALOG, NOW, SESSIONS

REPOSITORY = Path(__file__).parents[2]
KEYS = ("rut", "us10y", "rut_monthly", "flow")


@pytest.fixture
def fetch(run: Command, vendors: Vendors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:  # noqa: F811
    """Runs `truetape fetch ...` on that night, against the vendors' stand-in."""
    (tmp_path / "live.toml").write_text(CATALOG)
    monkeypatch.setattr("generator.sources.catalog.SHIPPED", tmp_path / "live.toml")
    monkeypatch.setattr("generator.fetching.manners.Patience.first_wait", 0.001)
    for name, value in variables(vendors).items():
        monkeypatch.setenv(name, value)

    def command(*args: str) -> Ended:
        return run("fetch", *args, at=NOW)

    return command


def variables(vendors: Vendors) -> dict[str, str]:
    """The settings of a fetch that asks the stand-in."""
    return {"TRUETAPE_SOURCES__ENDPOINTS": json.dumps(vendors.endpoints), "TRUETAPE_SOURCES__PAUSE": "0",
            "TRUETAPE_SOURCES__TIMEOUT": "40"}  # fmt: skip


def opened(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path}/data/truetape/store.db")


def test_a_table_of_what_came(fetch: Command, tmp_path: Path) -> None:
    """With a count in the last line; nothing on standard error; a clean end."""
    ended = fetch(*KEYS)
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0].split() == ["instrument", "state", "new", "revised", "source", "remarks"]
    assert lines[1].split() == ["rut", "fresh", str(len(SESSIONS)), "Yahoo", "Finance", "^RUT"]
    assert lines[-1] == "3 fresh, 1 skipped"
    store = opened(tmp_path)
    assert len(series(store, "rut").days) == len(SESSIONS)
    store.close()


def test_one_json_object(fetch: Command) -> None:
    """And nothing else."""
    ended = fetch(*KEYS, "--json")
    found = json.loads(ended.out)
    assert (found["clean"], found["counts"]) == (True, {"fresh": 3, "skipped": 1})
    assert [each["key"] for each in found["instruments"]] == list(KEYS)
    assert found["instruments"][0]["source"] == "Yahoo Finance ^RUT"


def test_partial_success_ends_with_one(fetch: Command, vendors: Vendors) -> None:
    """And says which failed and why; `--quiet` says only that."""
    vendors.fault("/fred/", status(404), times=9)
    ended = fetch(*KEYS, "--quiet")
    assert ended.status == 1
    assert "us10y" in ended.out
    assert "has nothing there (404)" in ended.out
    assert "rut " not in ended.out
    assert "1 failed" in ended.out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("rot",), "`rot` is no instrument of the catalog"),
        (("--since", "soon"), "`soon` is no date"),
        (("--since", "2026-01-24"), "`2026-01-24` is yet to come"),
    ],
)
def test_what_cannot_be_fetched(fetch: Command, tmp_path: Path, args: tuple[str, ...], told: str) -> None:
    """Ends with 2, and nothing is stored."""
    ended = fetch(*args)
    assert ended.status == 2
    assert told in ended.err
    assert not ended.out


def test_a_catalog_that_is_none(fetch: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ends with 2 before a store is made."""
    monkeypatch.setenv("TRUETAPE_SOURCES__CATALOG", str(tmp_path / "none.toml"))
    ended = fetch()
    assert (ended.status, "none.toml" in ended.err) == (2, True)
    assert not (tmp_path / "data").exists()


def test_without_the_extra(fetch: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install."""
    import importlib.util  # noqa: PLC0415

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ccxt" else find(name))
    ended = fetch()
    assert ended.status == 2
    assert "ccxt" in ended.err
    assert "pip install 'truetape[live]'" in ended.err


def test_a_key_is_never_printed(fetch: Command, vendors: Vendors, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where it is refused, nor in the store."""
    monkeypatch.setenv("TRUETAPE_SOURCES__FRED_KEY", "sk-very-secret")
    ended = fetch("us10y")
    assert ended.status == 1
    assert "sk-very" not in ended.out + ended.err
    assert any("sk-very-secret" in each for each in vendors.seen), "it was used"
    for path in (Path.cwd() / "data").rglob("*"):
        assert path.is_dir() or b"sk-very" not in path.read_bytes()


def test_the_next_brief_is_of_the_store(run: Command, fetch: Command) -> None:  # noqa: F811
    """Without `--data`."""
    fetch(*KEYS)
    ended = run("facts", "--ask", "rut.level", "--json", at=NOW)
    (answer,) = json.loads(ended.out)["facts"]
    assert (answer["status"], answer["as_of"], answer["source"]) == ("ok", "2026-01-22", "Yahoo Finance ^RUT")


def process(tmp_path: Path, vendors: Vendors, *args: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    (tmp_path / "live.toml").write_text(CATALOG)
    code = (
        "import signal, sys; from pathlib import Path; from generator.sources import catalog;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"  # a shell's background job begins without it
        f"catalog.SHIPPED = Path({str(tmp_path / 'live.toml')!r}); sys.argv = ['truetape', 'fetch', *sys.argv[1:]];"
        "from generator.cli import main; main()"
    )
    own = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    return subprocess.Popen(
        [sys.executable, "-c", code, *args], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | variables(vendors) | own | {"PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip


def last_days_of(tmp_path: Path) -> dict[str, date]:
    """What is stored so far."""
    store = opened(tmp_path)
    try:
        return last_days(store)
    finally:
        store.close()


def test_ctrl_c_ends_at_once_and_keeps_what_had_come(tmp_path: Path, vendors: Vendors) -> None:
    """Though a request hangs."""
    (tmp_path / "data" / "truetape" / "tables").mkdir(parents=True)
    (tmp_path / "data" / "truetape" / "tables" / "flow.csv").write_text("date,value\n2026-01-22,5\n")
    vendors.fault("/fred/", drip(30), times=9)
    child = process(tmp_path, vendors, "us10y", "flow")
    ends = time.monotonic() + 60
    while not (vendors.asked("/fred/") and last_days_of(tmp_path)) and time.monotonic() < ends:
        time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    began = time.monotonic()
    out, _ = child.communicate(timeout=60)
    assert time.monotonic() - began < 4
    assert child.returncode == 1
    assert b"Interrupted; what had come is stored: 1 " in out
    store = opened(tmp_path)
    assert len(series(store, "flow").days) == 1
    assert series(store, "us10y") is None
    store.close()


def test_two_at_once(tmp_path: Path, vendors: Vendors) -> None:
    """Neither is in the other's way, and each row stands once."""
    children = [process(tmp_path, vendors, "us10y", "--json") for _ in range(2)]
    told = [json.loads(child.communicate(timeout=90)[0]) for child in children]
    assert all(each["clean"] for each in told)
    assert sum(each["new"] for each in told) == len(SESSIONS)
    store = opened(tmp_path)
    assert len(series(store, "us10y").days) == len(SESSIONS)
    store.close()


def test_an_interrupted_summary_is_not_clean() -> None:
    """Even where all that came is fresh."""
    assert Summary((Outcome("a", "fresh"),)).clean
    assert not Summary((Outcome("a", "fresh"),), interrupted=True).clean


def test_a_day_that_is_none_is_blamed_on_its_own_option(fetch: Command) -> None:
    """Exit 2, before anything is asked."""
    ended = fetch("--since", "rubbish")
    assert (ended.status, ended.out) == (2, "")
    assert "--since" in ended.err and "--as-of" not in ended.err
