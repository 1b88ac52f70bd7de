"""The command line: what it prints where, what it writes, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator import __version__, assets
from generator.facts import Fact
from generator.narrative import language
from generator.narrative.proof import unproven
from tests.commands import Ended, Run, truetape
from tests.tape.folders import series, weekdays, write_tape

DAYS = [day for day in weekdays(date(2024, 6, 3), 440) if day <= date(2026, 1, 22)]
SAMPLE_REMARK = "this is the embedded sample tape, not market data"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder shared by the commands of this file."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `truetape ...` in a working folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def command(*args: object) -> Ended:
        return truetape(monkeypatch, capsys, *args)

    return command


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tape of two series, one of them out of date."""
    wave = [100.0 + (n * 37 % 23) / 5 + n / 20 for n in range(len(DAYS))]
    fresh = series("fresh", DAYS, wave, name="Fresh Index", calendar="XNYS")
    stale = series("old", DAYS[:-20], wave[:-20], name="Old Index", calendar="XNYS")
    return write_tape(tmp_path_factory.mktemp("tapes") / "small", fresh, stale)


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones included."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- brief -------------------------------------------------------------------------------------------------------------


def test_a_brief_is_printed_and_written(run: Run, small: Path, tmp_path: Path) -> None:
    """One folder with text, page, facts, spans and pictures; the text and the folder's path on standard output."""
    ended = run("brief", "--data", small, "--as-of", "2026-01-22", "--out", "out")
    folder = tmp_path / "out" / "2026-01-22-wrap"
    assert (ended.status, ended.err) == (0, "")
    found = files(folder)
    assert {"brief.md", "brief.html", "facts.json", "spans.json"} <= set(found)
    charts = sorted(name for name in found if name.startswith("charts/"))
    assert charts
    assert {Path(name).suffix for name in charts} == {".svg", ".png"}
    assert found["brief.md"].decode() in ended.out
    assert "2026-01-22-wrap" in ended.out.splitlines()[-1]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["2026-01-22-wrap"]


def test_spans_point_at_the_words_of_the_file(run: Run, small: Path, tmp_path: Path) -> None:
    """Offsets count characters of brief.md; each id has its fact in facts.json, and the words spell it."""
    run("brief", "--data", small, "--out", "out", "--quiet")
    folder = tmp_path / "out" / "2026-01-22-wrap"
    text = (folder / "brief.md").read_text("utf-8")
    facts = {fact["id"]: fact for fact in json.loads((folder / "facts.json").read_text("utf-8"))["facts"]}
    spans = json.loads((folder / "spans.json").read_text("utf-8"))
    words = language("en", assets.folder("templates")).wording
    assert len(spans) > 10
    for span in spans:
        fact = Fact.model_validate(facts[span["id"]])
        assert unproven(text[span["start"] : span["end"]], fact, words) is None


@pytest.mark.parametrize(
    ("args", "name"),
    [
        ([], "2026-01-22-wrap"),
        (["--period", "week"], "2026-01-22-wrap-week"),
        (["--as-of", "2025-06-30"], "2025-06-30-wrap"),
        (["--story", "wrap", "--seed", "5"], "2026-01-22-wrap"),
    ],
)
def test_a_folder_is_named_by_what_is_in_it(run: Run, small: Path, tmp_path: Path, args: list[str], name: str) -> None:
    """Date and story, and the period where it is not the day."""
    assert run("brief", "--data", small, "--out", tmp_path / "out", *args).status == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


def test_another_language_is_in_the_name(run: Run, small: Path, tmp_path: Path) -> None:
    """A second language is a second folder of templates."""
    (tmp_path / "mine").mkdir()
    for code in ("en", "de", "page"):
        source = "page" if code == "page" else "en"
        (tmp_path / "mine" / code).symlink_to(assets.folder("templates") / source)
    (tmp_path / "truetape.toml").write_text('templates = "mine"\nlang = "de"\n', "utf-8")
    assert run("brief", "--data", small, "--out", "out").status == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["2026-01-22-wrap-de"]


def test_the_same_twice_is_the_same_bytes(run: Run, small: Path, tmp_path: Path) -> None:
    """Text, page, facts, spans and pictures: not a byte differs, also when the folder is already there."""
    run("brief", "--data", small, "--out", "one")
    first = files(tmp_path / "one")
    run("brief", "--data", small, "--out", "one")
    run("brief", "--data", small, "--out", "two")
    assert files(tmp_path / "one") == first == files(tmp_path / "two")


def test_without_data_the_sample_says_that_it_is_one(run: Run, tmp_path: Path) -> None:
    """On standard error, in the text, in the summary; --quiet keeps standard error silent."""
    ended = run("brief", "--json", "--out", "out")
    told = json.loads(ended.out)
    assert SAMPLE_REMARK in ended.err
    assert told["sample"] is True
    text = (tmp_path / told["folder"] / "brief.md").read_text("utf-8")
    assert "Sample, not market data" in text
    assert run("facts", "--ask", "rut.level", "--quiet").err == ""


def test_json_is_one_object_and_nothing_else(run: Run, small: Path) -> None:
    """Each command with --json prints what a program can read."""
    summary = json.loads(run("brief", "--data", small, "--out", "out", "--json").out)
    assert {"folder", "title", "summary", "as_of", "story", "tape", "spans"} <= set(summary)
    answers = json.loads(run("facts", "--data", small, "--ask", "fresh.level", "--json").out)
    assert answers["as_of"] == "2026-01-22"
    assert [fact["id"] for fact in answers["facts"]] == ["fresh.level"]
    sheet = json.loads(run("facts", "--data", small, "--json").out)
    assert {"as_of", "story", "tape", "ranking", "facts"} <= set(sheet)


def test_warnings_go_to_standard_error(run: Run, tmp_path: Path) -> None:
    """A key that the catalog does not know is remarked on, and disturbs nothing."""
    folder = write_tape(tmp_path / "t", series("x", DAYS, [1.0 + n for n in range(len(DAYS))], calender="XNYS"))
    ended = run("facts", "--data", folder, "--ask", "x.level", "--json")
    assert json.loads(ended.out)["facts"][0]["status"] == "ok"
    assert "calender" in ended.err
    assert "calendar" in ended.err


# -- exit statuses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["brief", "--as-of", "yesterday"], "`yesterday` is no date"),
        (["brief", "--as-of", "2026-02-30"], "YYYY-MM-DD"),
        (["brief", "--story", "gossip"], "gossip"),
        (["brief", "--period", "month"], "month"),
        (["brief", "--lang", "xx"], "no language xx"),
        (["brief", "--lang", "../en"], "no language ../en"),
        (["brief", "--seed", "many"], "--seed"),
        (["brief", "--data", "nowhere"], "no such folder"),
        (["facts", "--ask", "rut.levle"], "is level meant?"),
        (["facts", "--ask", "rut.level", "--ask", "nonsense"], "`nonsense` is no question"),
        (["facts", "--as-of", "2026-1-5", "--ask", "rut.level"], "is no date"),
        (["nothing"], "nothing"),
        (["brief", "--nothing"], "--nothing"),
    ],
)
def test_unusable_input_ends_with_2(run: Run, tmp_path: Path, args: list[str], message: str) -> None:
    """What, where and how to mend it on standard error; nothing on standard output, nothing written."""
    ended = run(*args, *(["--out", "out"] if args[0] == "brief" else []))
    assert ended.status == 2
    assert message in re.sub(r"\s+", " ", ended.err)
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_tape_ends_with_2_and_its_line(run: Run, small: Path, tmp_path: Path) -> None:
    """The file and line of the fault stand in the message."""
    for path in small.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "fresh.csv").open("a", encoding="utf-8") as file:
        file.write("2026-01-22,1\n")
    ended = run("brief", "--data", ".", "--out", "out")
    assert ended.status == 2
    assert f"fresh.csv, line {len(DAYS) + 2}" in ended.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("args", "status"), [([], 0), (["--strict"], 3)])
def test_doubts_end_with_3_only_when_strict(run: Run, small: Path, args: list[str], status: int) -> None:
    """A stale answer is an answer; with --strict it is told by the exit status, and printed all the same."""
    ended = run("facts", "--data", small, "--ask", "old.level", "--json", *args)
    assert ended.status == status
    assert json.loads(ended.out)["facts"][0]["status"] == "stale"
    fine = run("facts", "--data", small, "--ask", "fresh.level", "--json", *args)
    assert fine.status == 0


def test_what_has_no_answer_is_answered_so(run: Run, small: Path) -> None:
    """A question about an instrument that the tape lacks is missing, with a reason, and no usage error."""
    ended = run("facts", "--data", small, "--ask", "gold.level", "--json")
    assert ended.status == 0
    fact = json.loads(ended.out)["facts"][0]
    assert (fact["status"], fact["value"]) == ("missing", None)
    assert "gold" in fact["reason"]


def test_help_has_an_example(run: Run) -> None:
    """Every command explains itself with a line that can be typed."""
    for command in ("brief", "facts", "check"):
        ended = run(command, "--help")
        assert ended.status == 0
        assert re.search(rf"Example: truetape {command} .*--data", ended.out)
    assert run("--help").status == 0


# -- facts -------------------------------------------------------------------------------------------------------------


def test_facts_are_a_table_for_people(run: Run, small: Path) -> None:
    """Without --json: what is unusual and why, then question, answer, date and status."""
    ended = run("facts", "--data", small)
    assert ended.status == 0
    assert "Why this story" in ended.out
    assert "fresh.level" in ended.out
    asked = run("facts", "--data", small, "--ask", "fresh.level", "--ask", "fresh.change.ytd")
    assert "Why this story" not in asked.out
    assert "2026-01-22" in asked.out


def test_the_sheet_is_what_the_brief_writes(run: Run, small: Path, tmp_path: Path) -> None:
    """`facts --json` gives the facts.json of the brief for the same tape and date."""
    run("brief", "--data", small, "--out", "out")
    written = json.loads((tmp_path / "out" / "2026-01-22-wrap" / "facts.json").read_text("utf-8"))
    assert json.loads(run("facts", "--data", small, "--json").out) == written


def test_the_schema_describes_what_is_written(run: Run, small: Path, tmp_path: Path) -> None:
    """The exported JSON schema holds for a brief's facts.json, and refuses one with another shape."""
    schema = json.loads(run("facts", "--schema").out)
    assert schema["title"] == "FactSheet"
    run("brief", "--data", small, "--out", "out")
    sheet = json.loads((tmp_path / "out" / "2026-01-22-wrap" / "facts.json").read_text("utf-8"))
    assert faults(sheet, schema, schema) == []
    assert faults(sheet | {"more": 1}, schema, schema)
    assert faults({**sheet, "facts": [{**sheet["facts"][0], "status": "fine"}]}, schema, schema)
    assert faults({k: v for k, v in sheet.items() if k != "as_of"}, schema, schema)


TYPES = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "number": (int, float),
    "integer": int,
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str = "$") -> list[str]:
    """Where a value does not keep to a JSON schema (the words of it that the sheet's schema uses)."""
    if "$ref" in schema:
        return faults(value, root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root, where)
    if "anyOf" in schema:
        found = [faults(value, choice, root, where) for choice in schema["anyOf"]]
        return [] if [] in found else [f"{where}: none of the choices"]
    wanted = schema.get("type")
    if wanted and (not isinstance(value, TYPES[wanted]) or (isinstance(value, bool) and wanted != "boolean")):
        return [f"{where}: {value!r} is no {wanted}"]
    if isinstance(value, dict):
        return members(value, schema, root, where)
    if isinstance(value, list):
        inner = schema.get("prefixItems") or [schema.get("items", {})] * len(value)
        return [
            f for n, pair in enumerate(zip(value, inner, strict=True)) for f in faults(*pair, root, f"{where}[{n}]")
        ]
    return plain_faults(value, schema, where)


def plain_faults(value: Any, schema: dict[str, Any], where: str) -> list[str]:
    """The same for a value without parts."""
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is not in {schema['enum']}"]
    if schema.get("format") == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return [f"{where}: {value!r} is no date"]
    return []


def members(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    """The same for the members of an object."""
    known = schema.get("properties", {})
    found = [f"{where}: {name} is missing" for name in schema.get("required", []) if name not in value]
    if schema.get("additionalProperties") is False:
        found += [f"{where}: {name} is unknown" for name in value if name not in known]
    return found + [
        f for name, v in value.items() if name in known for f in faults(v, known[name], root, f"{where}.{name}")
    ]


# -- check -------------------------------------------------------------------------------------------------------------


def test_the_page_of_a_brief_is_judged_as_its_text(run: Run, small: Path, tmp_path: Path) -> None:
    """What a page says about its numbers (cards, hints, ribbon) is no claim of the brief."""
    run("brief", "--data", small, "--out", "out")
    folder = tmp_path / "out" / "2026-01-22-wrap"
    text, page = (
        json.loads(run("check", folder / name, "--data", small, "--json").out) for name in ("brief.md", "brief.html")
    )
    body = (folder / "brief.md").read_text("utf-8").index("\n# ")  # the page does not show the head of the file
    claims = [(c["text"], c["verdict"]) for c in text["claims"] if c["start"] > body]
    assert len(claims) > 3
    assert [(c["text"], c["verdict"]) for c in page["claims"]] == claims
    assert page["as_of"] == text["as_of"] == "2026-01-22"


# -- settings ----------------------------------------------------------------------------------------------------------


def test_settings_stand_in_for_options(run: Run, small: Path, tmp_path: Path) -> None:
    """A tape, a folder and a seed from truetape.toml; options win."""
    (tmp_path / "truetape.toml").write_text(f'data = "{small}"\nout = "there"\nseed = 4\n', "utf-8")
    ended = run("brief")
    assert (ended.status, ended.err) == (0, "")
    assert (tmp_path / "there" / "2026-01-22-wrap").is_dir()
    assert run("brief", "--out", "here").status == 0
    assert files(tmp_path / "here") == files(tmp_path / "there")


def test_variables_stand_in_for_settings(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TRUETAPE_DATA names the tape."""
    monkeypatch.setenv("TRUETAPE_DATA", str(small))
    assert json.loads(run("facts", "--ask", "fresh.level", "--json").out)["facts"][0]["status"] == "ok"


@pytest.mark.parametrize("text", ["seed = ", "sed = 1\n", 'seed = "x"\n'])
def test_faulty_settings_end_with_2(run: Run, small: Path, tmp_path: Path, text: str) -> None:
    """Nothing is written with settings that cannot be read."""
    (tmp_path / "truetape.toml").write_text(text, "utf-8")
    ended = run("brief", "--data", small)
    assert (ended.status, ended.out) == (2, "")
    assert [path.name for path in tmp_path.iterdir()] == ["truetape.toml"]


def test_the_version_is_told(run: Run) -> None:
    """That of the package, alone."""
    ended = run("--version")
    assert (ended.status, ended.out, ended.err) == (0, f"truetape {__version__}\n", "")


# -- from outside ------------------------------------------------------------------------------------------------------


def test_the_module_is_the_command(small: Path, tmp_path: Path, cache: Path) -> None:
    """`python -m generator` in a process of its own; a closed pipe is no error."""
    command = [sys.executable, "-m", "generator", "facts", "--data", str(small), "--ask", "fresh.level", "--json"]
    repository = Path(__file__).parents[1]
    environment = {"PYTHONPATH": str(repository), "XDG_CACHE_HOME": str(cache), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["facts"][0]["unit"] == "points"
