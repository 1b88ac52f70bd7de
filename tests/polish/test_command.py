"""`truetape polish` and `truetape brief --polish`: what they print and write, and how they end."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import stamina

from generator.facts import Engine
from generator.narrative.proof import unproven
from generator.tape import read_tape
from tests.commands import Ended, Run, truetape
from tests.polish.drafts import english
from tests.polish.server import KEY, changed, echo, honest, says, serving
from tests.tape.folders import series, weekdays, write_tape

DAYS = [day for day in weekdays(date(2024, 6, 3), 440) if day <= date(2026, 1, 22)]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of templates for the commands of this file."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(tmp_path, cache, monkeypatch, capsys) -> Run:
    """Runs `truetape ...` in a folder of the test's own, with a small tape in it and no answers kept."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    def command(*args: object) -> Ended:
        ended = truetape(monkeypatch, capsys, *args)
        assert KEY not in ended.out + ended.err
        return ended

    return command


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tape of two share indices."""
    one = [100.0 + (n * 37 % 23) / 5 + n / 20 for n in range(len(DAYS))]
    two = [200.0 + (n * 31 % 19) / 4 + n / 15 for n in range(len(DAYS))]
    made = [
        series("one", DAYS, one, name="Russell 2000", calendar="XNYS"),
        series("two", DAYS, two, name="S&P 500", calendar="XNYS"),
    ]
    return write_tape(tmp_path_factory.mktemp("tapes") / "small", *made)


@pytest.fixture
def plain(run: Run, small: Path) -> Path:
    """The folder of a plain brief."""
    ended = run("brief", "--data", small, "--out", "plain", "--quiet")
    assert ended.status == 0, ended.err
    return next(Path("plain").iterdir())


def test_a_brief_is_polished_offline(run, plain):
    """By rules, with the facts that lie beside it; the text on standard output, what became of it on standard error."""
    ended = run("polish", plain / "brief.md", "--model", "rules", "--report", "report.json")
    assert ended.status == 0
    assert "rules: " in ended.err and " accepted" in ended.err
    assert "prose polished by a model" in ended.out
    report = json.loads(Path("report.json").read_text("utf-8"))
    assert report["polished"] and report["model"] == "rules" and len(report["prompt"]["hash"]) == 64
    accepted = [s for s in report["sentences"] if s["verdict"] == "accepted"]
    assert accepted and all(s["final"] in ended.out and s["proposed"] and s["plain"] for s in accepted)


def test_a_model_behind_an_address_is_asked(run, plain, monkeypatch):
    """With the key of the environment; text and report in files, and a summary as JSON."""
    monkeypatch.setenv("TRUETAPE_LLM__API_KEY", f" {KEY}\n")
    with serving(honest) as server:
        ended = run(
            "polish", plain / "brief.md", "--facts", plain / "facts.json", "--model", "m", "--base-url", server.url,
            "--style", "newsletter", "--fresh", "--out", "better.md", "--report", "report.json", "--json", "--variants",
        )  # fmt: skip
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
        assert "newsletter" in server.requests[0].prompt
    assert ended.status == 0, ended.err
    told = json.loads(ended.out)
    assert told["polished"] and told["tokens_in"] >= 100 and "markdown" not in told and told["variants"]
    assert "prose polished by a model" in Path("better.md").read_text("utf-8")
    assert KEY not in Path("report.json").read_text("utf-8")


def test_the_spans_of_the_report_are_true_of_the_text(run, plain):
    """Each covers words that spell its fact."""
    run("polish", plain / "brief.md", "--model", "rules", "--out", "better.md", "--report", "report.json", "--quiet")
    text, report = Path("better.md").read_text("utf-8"), json.loads(Path("report.json").read_text("utf-8"))
    facts = json.loads((plain / "facts.json").read_text("utf-8"))
    engine = {f["id"] for f in facts["facts"]}
    assert len(report["spans"]) == len(json.loads((plain / "spans.json").read_text("utf-8")))
    for span in report["spans"]:
        assert span["id"] in engine
        assert text[span["start"] : span["end"]].strip()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "no model is set"),
        (("--model", "gpt"), "no key for OpenAI"),
        (("--model", "m", "--base-url", "http://127.0.0.1:9/v1"), "cannot be reached"),
    ],
)
def test_without_a_model_the_plain_text_appears_and_says_why(run, plain, monkeypatch, args, told):
    """Bad news, but a brief: status 1, the plain text, the reason."""
    with stamina.set_testing(True, attempts=1):
        ended = run("polish", plain / "brief.md", *args)
    assert ended.status == 1
    assert ended.out == (plain / "brief.md").read_text("utf-8")
    assert told in ended.err and "Not polished" in ended.err


def test_a_model_that_talks_nonsense_leaves_the_text_as_it_was(run, plain):
    """And the JSON says so too."""
    with serving(says("I'd rather not.")) as server:
        ended = run("polish", plain / "brief.md", "--model", "m", "--base-url", server.url, "--json")
    told = json.loads(ended.out)
    assert (ended.status, told["polished"], told["markdown"]) == (1, False, (plain / "brief.md").read_text("utf-8"))
    assert "no JSON" in told["trouble"] and "no JSON" in ended.err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--style", "tabloid"), "there is no style tabloid"),
        (("--style", "../../etc/passwd"), "there is no style"),
        (("--base-url", "ftp://x", "--model", "m"), "no http"),
        (("--facts", "none.json"), "no fact sheet"),
        (("--data", "none"), "none"),
        (("--out", "no/such/folder/x.md", "--model", "rules"), "cannot be written"),
    ],
)
def test_what_cannot_be_used_is_refused(run, plain, args, told):
    """Status 2, what is wrong and what to do; nothing is printed or written."""
    before = sorted(Path().rglob("*"))
    ended = run("polish", plain / "brief.md", *args)
    assert ended.status == 2 and told in ended.err and ended.out == ""
    assert sorted(p for p in Path().rglob("*") if "data" not in p.parts) == [p for p in before if "data" not in p.parts]


def test_a_text_without_facts_is_refused(run):
    """There is nothing to hold a rewrite against."""
    Path("note.md").write_text("Gold rose 2%.\n", "utf-8")
    ended = run("polish", "note.md", "--model", "rules")
    assert ended.status == 2 and "--facts" in ended.err


def test_somebody_s_own_text_is_polished_within_a_tape(run, small):
    """Without spans or a sheet: the numbers that the gate ties to facts are the slots."""
    day = DAYS[-1]
    engine = Engine(read_tape(small), day)
    first, second = (engine.ask(f"{key}.change.ytd") for key in ("one", "two"))
    words = [f"{'gained' if f.number > 0 else 'lost'} {abs(f.number):.1%}" for f in (first, second)]
    text = f"The Russell 2000 has {words[0]} this year. The S&P 500 has {words[1]} this year.\n"
    Path("note.md").write_text(text, "utf-8")
    with serving(echo) as server:
        ended = run("polish", "note.md", "--data", small, "--model", "m", "--base-url", server.url)
        sent = server.requests[0].data["passages"][0]["sentences"]
    assert ended.status == 0, ended.err
    assert ended.out == text
    assert unproven(words[0], first, english()) is None
    assert "[[1]]" in sent[0]["text"] and "%" not in sent[0]["text"]


def test_a_draft_edited_since_has_its_spans_found_anew(run, plain):
    """Spans that no longer fit the text are not used."""
    draft = plain / "brief.md"
    draft.write_text(draft.read_text("utf-8").replace("**In short.** ", "**In short.** Well then. "), "utf-8")
    with serving(echo) as server:
        ended = run("polish", draft, "--model", "m", "--base-url", server.url)
    assert ended.status == 0, ended.err
    assert ended.out == draft.read_text("utf-8")


def test_brief_polish_writes_a_whole_brief(run, small, monkeypatch):
    """Text, page, spans and facts of the polished brief, and the report beside them."""
    monkeypatch.setenv("TRUETAPE_LLM__MODEL", "rules")
    monkeypatch.setenv("TRUETAPE_LLM__VARIANTS", "true")
    ended = run("brief", "--data", small, "--polish", "--out", "out", "--json")
    assert ended.status == 0, ended.err
    told = json.loads(ended.out)
    folder = Path(told["folder"])
    text, page = (folder / "brief.md").read_text("utf-8"), (folder / "brief.html").read_text("utf-8")
    report = json.loads((folder / "polish.json").read_text("utf-8"))
    assert told["polish"]["polished"] and report["spans"] == json.loads((folder / "spans.json").read_text("utf-8"))
    assert "prose polished by a model" in text and "prose polished by a model" in page
    for sentence in report["sentences"]:
        assert sentence["final"] in text
    assert report["variants"]
    plain = run("brief", "--data", small, "--out", "plain", "--json")
    other = Path(json.loads(plain.out)["folder"])
    assert (folder / "facts.json").read_bytes() == (other / "facts.json").read_bytes()
    assert not (other / "polish.json").exists()


def test_brief_polish_without_a_model_writes_the_plain_brief(run, small):
    """The same files as without --polish, the reason on standard error and in polish.json, and status 1."""
    ended = run("brief", "--data", small, "--polish", "--out", "out")
    assert ended.status == 1 and "Not polished: no model is set" in ended.err
    assert "TRUETAPE_LLM__MODEL" in ended.err and "--model" not in ended.err
    assert "tokens" not in ended.err
    plain = run("brief", "--data", small, "--out", "plain")
    assert plain.status == 0
    names = ("brief.md", "brief.html", "facts.json", "spans.json")
    one, two = next(Path("out").iterdir()), next(Path("plain").iterdir())
    assert [(one / n).read_bytes() for n in names] == [(two / n).read_bytes() for n in names]
    assert "no model is set" in json.loads((one / "polish.json").read_text("utf-8"))["trouble"]


def test_a_dishonest_model_changes_no_byte_of_a_brief(run, small):
    """The whole path: nothing of what it adds is in any file but the report."""
    Path("truetape.toml").write_text('[llm]\nmodel = "m"\nbase_url = "http://127.0.0.1:1/v1"\n', "utf-8")
    with serving(changed(lambda t: t[:-1] + " because of hopes, see https://shop.example.")) as server:
        Path("truetape.toml").write_text(f'[llm]\nmodel = "m"\nbase_url = "{server.url}"\n', "utf-8")
        ended = run("brief", "--data", small, "--polish", "--out", "out")
    folder = next(Path("out").iterdir())
    assert ended.status == 1
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "polish.json":
            assert b"shop.example" not in path.read_bytes(), path
