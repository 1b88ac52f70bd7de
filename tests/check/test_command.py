"""What the command prints, writes and returns."""

import json
from datetime import date
from pathlib import Path

import pytest

from generator.check.views.command import run_check
from generator.cli import main as truetape
from generator.errors import OptionError
from generator.tape import Tape

from .conftest import CATALOG, CLOSES, DAYS

AS_OF = "2026-01-16"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "tape"
    place.mkdir()
    (place / "catalog.toml").write_text(CATALOG)
    for key, closes in CLOSES.items():
        rows = "".join(f"{day},{close}\n" for day, close in zip(DAYS, closes, strict=True))
        (place / f"{key}.csv").write_text(("date,value\n" if key == "us10y" else "date,close\n") + rows)
    return place


def main(arguments: list[str]) -> int:
    """The command `truetape check`, in this process."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr("sys.argv", ["truetape", "check", *arguments])
        truetape()
    return ended.value.code


def run(draft: Path, folder: Path, *more: str) -> int:
    return main([str(draft), "--data", str(folder), "--as-of", AS_OF, *more])


@pytest.mark.parametrize(
    ("text", "more", "status"),
    [
        ("The S&P 500 closed at 110.", (), 0),
        ("The S&P 500 closed at 112.", (), 1),
        ("Copper fell 2%.", (), 0),
        ("Copper fell 2%.", ("--strict",), 3),
        ("The S&P 500 closed at 112. <!-- truetape: ignore, because it is a joke -->", (), 0),
    ],
)
def test_exit_status(text: str, more: tuple[str, ...], status: int, tmp_path: Path, folder: Path, capsys) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(text)
    assert run(draft, folder, "--json", *more) == status
    assert capsys.readouterr().err == ""


def test_json_is_the_contracts(tmp_path: Path, folder: Path, capsys) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Quiet. The **S&P 500** closed at 112.\n")
    run(draft, folder, "--json")
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"draft", "as_of", "elapsed_ms", "counts", "claims"}
    assert set(found["counts"]) == {"supported", "imprecise", "contradicted", "not_covered"}
    (claim,) = found["claims"]
    assert draft.read_text()[claim["start"] : claim["end"]] == claim["text"] == "112"
    assert (claim["subject"], claim["measure"], claim["reason"], claim["actual"]) == ("spx", "level", "value", 110.0)
    assert claim["fact"]["id"] == "spx.level"


def test_the_page_escapes_everything(tmp_path: Path, folder: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("<script>alert(1)</script> The S&P 500 closed at 112 & fell.\n")
    page = tmp_path / "page.html"
    run(draft, folder, "--html", str(page))
    text = page.read_text()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "contradicted" in text


def test_annotations_name_file_line_and_column(tmp_path: Path, folder: Path, capsys) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Quiet.\n\nThe S&P 500 closed at 112.\n")
    run(draft, folder, "--format", "github")
    assert capsys.readouterr().out.startswith(f"::error file={draft},line=3,col=23,title=contradicted::")


def test_what_cannot_be_read_is_told(tmp_path: Path, folder: Path, capsys) -> None:
    assert run(tmp_path / "nothing.md", folder) == 2
    assert "nothing.md" in capsys.readouterr().err
    with pytest.raises(OptionError):
        run_check([tmp_path], data=folder)


def test_a_folder_and_html_drafts(tmp_path: Path, folder: Path, capsys) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / "a.md").write_text("The S&amp;P 500 closed at 110.")
    (drafts / "b.html").write_text("<html><body><p>The S&amp;P 500 closed at <b>112</b>.</p></body></html>")
    assert run_check([drafts], data=folder, as_of=date(2026, 1, 16), json_output=True) == 1
    found = json.loads(capsys.readouterr().out)
    assert [d["counts"]["contradicted"] for d in found["drafts"]] == [0, 1]


def test_without_a_tape_only_the_draft_is_judged(tmp_path: Path, capsys) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("The S&P 500 closed at 110 on Thursday, 16 January 2026.")
    assert main([str(draft), "--json"]) == 1
    assert {c["verdict"] for c in json.loads(capsys.readouterr().out)["claims"]} == {"not_covered", "contradicted"}


def test_the_tape_of_the_tests_is_small(tape: Tape) -> None:
    assert set(tape.instruments) == set(CLOSES)
