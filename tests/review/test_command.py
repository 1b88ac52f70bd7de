"""`truetape review`: the rules of the desk, from the shell."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from generator import cli
from tests.review.conftest import FALSE, TRUE


@pytest.fixture
def run(tmp_path: Path, monkeypatch, capsys, sample_tape_folder):
    """Runs `truetape review ...` with a store of its own and the sample as its tape."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("TRUETAPE_DATA", str(sample_tape_folder))
    Path("true.md").write_text(TRUE, "utf-8")
    Path("false.md").write_text(FALSE, "utf-8")

    def command(*args):
        monkeypatch.setattr(sys, "argv", ["truetape", "review", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return command


def test_from_hand_in_to_approval(run):
    """Submitted, listed, commented, approved; then `show` tells all of it."""
    assert run("submit", "true.md", "--as", "Bob")[0] == 0
    assert "in review" in run("list")[1]
    assert run("comment", 1, "Which one?", "--quote", "small caps", "--as", "Carl")[0] == 0
    status, out, _ = run("approve", 1, "--as", "Ada", "--note", "Good to go.", "--json")
    assert (status, json.loads(out)["drafts"][0]["approval"]["who"]) == (0, "Ada")
    shown = run("show", 1)[1]
    for told in ("approved", "Ada", "Good to go.", "Carl", "Which one?", "small caps", "Bob"):
        assert told in shown
    told = json.loads(run("show", 1, "--json")[1])
    assert [event["what"] for event in told["trail"]] == ["submitted", "commented", "approved"]
    assert told["text"] == TRUE


def test_what_is_contradicted_is_refused_with_what_it_is(run):
    """Exit 2, the claim named; with a reason it is approved, and the reason shown in red for ever."""
    run("submit", "false.md", "--as", "Bob")
    status, out, err = run("approve", 1, "--as", "Ada")
    assert (status, out) == (2, "")
    assert "12.5%" in err
    assert "override with a written reason" in err
    assert run("approve", 1, "--as", "Ada", "--override", "Restated today.")[0] == 0
    assert "although contradicted: Restated today." in run("show", 1)[1]


def test_back_and_rejected(run):
    """With the reasons; a second decision on a revision that was passed is refused."""
    run("submit", "true.md")
    assert run("request-changes", 1, "--reason", "Name the source.", "--seen", 1)[0] == 0
    status, _, err = run("reject", 1, "--reason", "No.", "--seen", 1)
    assert (status, "was first" in err) == (2, True)
    assert run("reject", 1, "--reason", "No.")[0] == 0
    assert "rejected" in run("list", "--state", "rejected")[1]
    assert run("list", "--state", "approved")[1] == "No drafts.\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("submit", "nothing.md"), "cannot be read"),
        (("submit", "."), "no brief"),
        (("submit", "truth.pdf"), "no draft"),
        (("show", 7), "no such draft"),
        (("approve", 7), "no such draft"),
        (("submit", "true.md", "--as", "\u202e\u200b"), "your name is empty"),
        (("submit", "true.md", "--as", "x" * 81), "more than 80"),
    ],
)
def test_rubbish_is_refused_with_what_to_do(run, args, told):
    """Exit 2, nothing stored."""
    status, out, err = run(*args)
    assert (status, out) == (2, "")
    assert told in err
    assert run("list")[1] == "No drafts.\n"


def test_a_good_draft_beside_a_bad_one_is_not_stored_alone(run):
    """All are read before any is kept."""
    assert run("submit", "true.md", "nothing.md")[0] == 2
    assert run("list")[1] == "No drafts.\n"


def test_a_brief_can_be_handed_in_as_it_is_written(run, capsys, monkeypatch):
    """With its sheet and pictures; what is approved is what lies in the folder."""
    monkeypatch.setattr(sys, "argv", ["truetape", "brief", "--review", "--story", "wrap", "--as-of", "2026-01-22"])
    with pytest.raises(SystemExit):
        cli.main()
    assert "In review as draft 1" in capsys.readouterr().err
    told = json.loads(run("show", 1, "--json")[1])
    folder = Path("briefs/2026-01-22-wrap")
    assert told["text"] == (folder / "brief.md").read_text("utf-8")
    assert told["facts_sha256"] == sha256((folder / "facts.json").read_bytes()).hexdigest()
    assert (told["kind"], told["story"]) == ("plain", "wrap")


def test_a_polished_brief_brings_its_plain_text(run):
    """As the version before, so that the two can be compared; a text edited since brings none."""
    run("submit", "true.md")
    folder = Path("brief")
    folder.mkdir()
    (folder / "brief.md").write_text(TRUE.replace("is up", "has climbed"), "utf-8")
    (folder / "facts.json").write_text('{"as_of": "2026-01-22", "story": "wrap", "facts": []}', "utf-8")
    plain, final = "The Russell 2000 is up 9.6% this year.", "The Russell 2000 has climbed 9.6% this year."
    sentence = {"passage": "p1", "plain": [plain], "final": final, "verdict": "accepted"}
    for finals, versions in ((final, 2), ("Another sentence.", 1)):
        (folder / "polish.json").write_text(json.dumps({"sentences": [sentence | {"final": finals}]}), "utf-8")
        told = json.loads(run("submit", "brief", "--json")[1])["drafts"][0]
        assert told["version"] == versions
    told = json.loads(run("show", 2, "--json")[1])
    assert [version["kind"] for version in told["versions"]] == ["plain", "polished"]
    (folder / "polish.json").write_text("[]", "utf-8")
    assert run("submit", "brief")[0] == 2


def test_a_quotation_is_of_words_of_the_draft(run):
    """Whatever their case and breaks; another one is refused, and nothing is kept of it."""
    run("submit", "true.md", "--as", "Bob")
    status, _, err = run("comment", 1, "Why?", "--quote", "not in it")
    assert (status, "not in the draft" in err) == (2, True)
    assert run("comment", 1, "Why?", "--quote", "closes of  thursday,\n22 January")[0] == 0
    told = json.loads(run("show", 1, "--json")[1])
    assert [event["what"] for event in told["trail"]] == ["submitted", "commented"]
