"""`truetape batch`: what it prints where, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import Ended, Run, truetape


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def command(*args: object) -> Ended:
        return truetape(monkeypatch, capsys, "batch", *args)

    return command


def test_a_run(batch: Run, readers: Callable[..., Path]) -> None:
    """Says what was written and where; a second one must say that it goes on."""
    ended = batch("--watchlists", readers(3, keys=("rut",)), "--out", "morning", "--workers", 1, "--quiet")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == "3 briefs, parts of up to 1,000, written to morning\n"
    again = batch("--watchlists", readers(3, keys=("rut",)), "--out", "morning", "--workers", 1, "--quiet")
    assert again.status == 2
    assert "--resume" in again.err


def test_json(batch: Run, readers: Callable[..., Path]) -> None:
    """One object: the manifest without its parts, and how many briefs this run wrote; 1 for lines that failed."""
    ended = batch(
        "--watchlists", readers(2, "rubbish", keys=("rut",)), "--out", "m", "--workers", 1, "--json", "--quiet"
    )
    told = json.loads(ended.out)
    assert (ended.status, told["written"], told["failed"], told["failures"][0]["line"]) == (1, 2, 1, 3)


def test_failed_lines_are_told(batch: Run, readers: Callable[..., Path]) -> None:
    """On standard error, the first of them one by one."""
    ended = batch("--watchlists", readers(1, *["rubbish"] * 25, keys=("rut",)), "--out", "m", "--workers", 1)
    assert ended.status == 1
    assert ended.err.count("is no JSON") == 20
    assert "5 more lines, in manifest.json" in ended.err


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--strict"], "line 2"),
        (["--engine", "ray"], "there is no engine ray"),
        (["--data", "nowhere"], "no such folder"),
        (["--as-of", "soon"], "is no date"),
    ],
)
def test_unusable_input_ends_with_2(
    batch: Run, readers: Callable[..., Path], tmp_path: Path, more: list[str], why: str
) -> None:
    """And writes nothing."""
    ended = batch("--watchlists", readers(1, "rubbish", keys=("rut",)), "--out", "m", *more)
    assert ended.status == 2
    assert why in ended.err
    assert not (tmp_path / "m").exists()
