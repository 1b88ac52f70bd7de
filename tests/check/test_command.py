"""What the command prints, writes and returns."""

import json
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from generator.check.views.command import run_check
from generator.cli import main as truetape
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


def test_annotations_name_file_line_and_column(tmp_path: Path, folder: Path, capsys) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Quiet.\n\nThe S&P 500 closed at 112.\n")
    run(draft, folder, "--format", "github")
    where = "line=3,col=23,endLine=3,endColumn=25"
    assert capsys.readouterr().out.startswith(f"::error file={draft},{where},title=contradicted::")


def refused(arguments: list[str], capsys) -> str:
    """What is told of input that cannot be used; nothing else is printed."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") >= 2, "it says what to do"
    return printed.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read"),
        (b"", "empty"),
        (b" \n", "empty"),
        (b"a\0b", "NUL"),
        (b"one\ntwo \xff", "line 2 is not UTF-8"),
    ],
)
def test_a_draft_that_cannot_be_read_is_told(
    content: bytes | None, told: str, tmp_path: Path, folder: Path, capsys
) -> None:
    draft, page = tmp_path / "draft.md", tmp_path / "page.html"
    if content is not None:
        draft.write_bytes(content)
    err = refused([str(draft), "--data", str(folder), "--html", str(page)], capsys)
    assert "draft.md" in err
    assert told in err
    assert not page.exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--as-of", "2027-01-01"], "after the tape, which ends on 2026-01-16"),
        (["--as-of", "soon"], "no date"),
        (["--html", "missing/page.html"], "cannot be written"),
        (["--html", "draft.md"], "one of the drafts"),
        (["--html", "."], "cannot be written"),
        (["--facts", "draft.md"], "no fact sheet"),
        (["--baseline", "missing.md"], "missing.md"),
    ],
)
def test_an_option_that_cannot_be_used_is_told(
    more: list[str], told: str, tmp_path: Path, folder: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text("The S&P 500 closed at 110.")
    assert told in refused(["draft.md", "--data", str(folder), *more], capsys)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["draft.md", "tape"]
    assert Path("draft.md").read_text() == "The S&P 500 closed at 110."


def test_a_rewrite_needs_facts(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text("Gold rose.")
    assert "--facts" in refused(["draft.md", "--baseline", "draft.md"], capsys)


def test_a_folder_without_drafts_is_told(tmp_path: Path, folder: Path, capsys) -> None:
    assert "no draft" in refused([str(folder)], capsys)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("---\ndate: 2026-01-08\n---\nThe S&P 500 closed at 104.", "2026-01-08"),
        ("# T\n\n*Closes of Thursday, 8 January 2026*\n\nQuiet.", "2026-01-08"),
        ("<h1>T</h1><p><em>Closes of Thursday, 8 January 2026</em></p>", "2026-01-08"),
        ("Quiet.", "2026-01-16"),
        ("---\ndate: 2026-13-41\n---\nQuiet.", "2026-01-16"),
        ("---\ndate: 2030-01-01\n---\nQuiet.", "2026-01-16"),
    ],
)
def test_a_draft_is_judged_by_its_own_day(text: str, day: str, tmp_path: Path, folder: Path, capsys) -> None:
    draft = tmp_path / ("draft.html" if text.startswith("<") else "draft.md")
    draft.write_text(text)
    main([str(draft), "--data", str(folder), "--json"])
    printed = capsys.readouterr()
    assert json.loads(printed.out)["as_of"] == day
    assert ("draft" in printed.err) == (day != "2026-01-16" or "2030" in text)
    main([str(draft), "--data", str(folder), "--json", "--quiet"])
    assert capsys.readouterr().err == ""
    main([str(draft), "--data", str(folder), "--as-of", "2026-01-09", "--json"])
    assert json.loads(capsys.readouterr().out)["as_of"] == "2026-01-09"


def test_standard_input_is_a_draft(folder: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"The S&P 500 closed at 112.")))
    assert main(["-", "--data", str(folder), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["draft"], found["counts"]["contradicted"]) == ("-", 1)


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


def test_without_a_tape_it_is_said_what_would_judge(tmp_path: Path, folder: Path, capsys) -> None:
    """Not that the tape lacks the instrument: there is none. One remark at the end, for people alone."""
    draft = tmp_path / "draft.md"
    draft.write_text("Gold rose 2% on Friday. The S&P 500 closed at 110.\n")
    assert main([str(draft)]) == 0
    told = capsys.readouterr().out
    assert "no tape was given" in told and "the tape has no" not in told
    assert told.rstrip().endswith("No tape was given: with --data FOLDER or --store more could be judged.")
    main([str(draft), "--json"])
    assert "--store" not in capsys.readouterr().out
    run(draft, folder)
    assert "No tape was given" not in capsys.readouterr().out
