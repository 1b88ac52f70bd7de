"""From tape to folder: all of a brief's files or none, whatever goes wrong while they are written."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.errors import BriefError, OptionError
from generator.pipeline import Brief, Order, make_brief, make_sheet, save
from generator.tape import Tape, read_tape
from tests.tape.folders import series, weekdays, write_tape

DAYS = [day for day in weekdays(date(2024, 6, 3), 440) if day <= date(2026, 1, 22)]


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Tape:
    """Two series of two years."""
    wave = [100.0 + (n * 37 % 23) / 5 + n / 20 for n in range(len(DAYS))]
    made = [series(key, DAYS, wave, name=f"{key} Index", calendar="XNYS") for key in ("first", "second")]
    return read_tape(write_tape(tmp_path_factory.mktemp("tapes"), *made))


@pytest.fixture(scope="module")
def brief(tape: Tape) -> Brief:
    """Its wrap."""
    return make_brief(tape)


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones included."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def failing(monkeypatch: pytest.MonkeyPatch, name: str, on: int, error: BaseException) -> list[int]:
    """Makes the `on`-th call of a method of Path fail; the list counts the calls."""
    calls = [0]
    method: Callable[..., Any] = getattr(Path, name)

    def broken(self: Path, *args: Any, **options: Any) -> Any:
        calls[0] += 1
        if calls[0] == on:
            raise error
        return method(self, *args, **options)

    monkeypatch.setattr(Path, name, broken)
    return calls


FULL = OSError(errno.ENOSPC, "No space left on device")
WRITES = [("write_text", n) for n in range(1, 6)] + [("write_bytes", 1), ("rename", 1), ("mkdir", 2), ("chmod", 1)]


@pytest.mark.parametrize(("method", "on"), WRITES)
def test_a_full_disk_leaves_nothing(
    brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, on: int
) -> None:
    """At whichever file the disk is full: the error says so, and no trace of the brief is left."""
    with monkeypatch.context() as patched:
        failing(patched, method, on, FULL)
        with pytest.raises(OptionError, match="No space left on device") as caught:
            save(brief, tmp_path / "out")
    assert "nothing was changed" in caught.value.message
    assert "--out" in caught.value.remedy
    assert files(tmp_path) == {}


@pytest.mark.parametrize(("method", "on"), [*WRITES, ("rename", 2)])
def test_a_full_disk_leaves_the_old_brief(
    tape: Tape, brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, on: int
) -> None:
    """The brief that stood there stands there still, byte for byte."""
    save(brief, tmp_path)
    before = files(tmp_path)
    with monkeypatch.context() as patched:
        failing(patched, method, on, FULL)
        with pytest.raises(OptionError):
            save(make_brief(tape, order=Order(seed=9)), tmp_path)
    assert files(tmp_path) == before


@pytest.mark.parametrize(("method", "on"), WRITES)
def test_a_kill_in_the_middle_leaves_the_old_brief(
    brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, on: int
) -> None:
    """An interrupt at any write: what was there before is whole."""
    save(brief, tmp_path)
    before = files(tmp_path)
    with monkeypatch.context() as patched:
        failing(patched, method, on, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            save(brief, tmp_path)
    assert files(tmp_path) == before


def test_a_kill_between_the_renames_leaves_the_old_brief(
    brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also between moving the old folder away and the new one in."""
    save(brief, tmp_path)
    before = files(tmp_path)
    with monkeypatch.context() as patched:
        failing(patched, "rename", 2, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            save(brief, tmp_path)
    assert files(tmp_path) == before


def test_a_new_brief_takes_the_old_one_s_place(tape: Tape, brief: Brief, tmp_path: Path) -> None:
    """Whole and alone: nothing of the old one is left, nothing hidden beside it."""
    folder = save(brief, tmp_path)
    (folder / "of-old.txt").write_text("x", "utf-8")
    assert save(make_brief(tape, order=Order(seed=9)), tmp_path) == folder
    assert not (folder / "of-old.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_is_told(brief: Brief, tmp_path: Path, place: str) -> None:
    """Where a file stands there can be no folder."""
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(OptionError, match="cannot be written"):
        save(brief, tmp_path / place)
    assert files(tmp_path) == {"file": b"x"}


def test_a_folder_is_readable_by_others(brief: Brief, tmp_path: Path) -> None:
    """A brief is made to be read: its folder is no private one."""
    assert save(brief, tmp_path).stat().st_mode & 0o777 == 0o755


def test_the_files_agree(brief: Brief, tmp_path: Path) -> None:
    """Facts, spans and text of the folder are those of the draft, and each picture stands in the text."""
    folder = save(brief, tmp_path)
    text = (folder / "brief.md").read_text("utf-8")
    assert text == brief.draft.markdown
    assert json.loads((folder / "facts.json").read_text("utf-8"))["tape"]["hash"] in text
    spans = json.loads((folder / "spans.json").read_text("utf-8"))
    assert spans == [span.model_dump() for span in brief.draft.spans]
    for name in brief.charts:
        assert f"(charts/{name}.svg)" in text
        assert (folder / "charts" / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_a_statement_that_does_not_hold_stops_the_brief(tape: Tape, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the proof fails there is no brief, only the error."""

    def refuse(*_: object) -> None:
        raise BriefError("“up 9%” states x.change.1d, but it is 8%")

    monkeypatch.setattr(pipeline, "prove", refuse)
    with pytest.raises(BriefError, match="up 9%"):
        make_brief(tape)


def test_a_sheet_is_the_sheet_of_the_brief(tape: Tape, brief: Brief) -> None:
    """Facts asked for alone are those that the brief is made of."""
    assert make_sheet(tape) == brief.draft.sheet


def test_an_unknown_story_names_the_known_ones(tape: Tape) -> None:
    """The remedy lists the stories."""
    with pytest.raises(OptionError, match="no story gossip") as caught:
        make_brief(tape, order=Order(story="gossip"))
    assert "wrap" in caught.value.remedy
