"""A brief is read by the checker before it is one: clean, refused where a template lies, and its report kept."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from generator import assets, selfcheck
from generator.check.checker import Checker
from generator.check.report import Report
from generator.cli import app
from generator.errors import BriefError
from generator.narrative.marks import Span
from generator.pipeline import Brief, Order, make_brief, save
from generator.tape import Tape, read_tape

DAYS = (date(2017, 3, 3), date(2020, 10, 28), date(2026, 1, 22))
STORIES = ("wrap", "divergence", "breakout", "rotation", "analog")
RECALL = 0.97  # of errors planted in a brief that the checker must not pass; 66 of 66 were found when this was set


@pytest.fixture(scope="module")
def tape() -> Tape:
    """The made tape that comes with the product."""
    return read_tape(assets.folder("sample"))


@pytest.fixture(scope="module")
def briefs(tape: Tape) -> list[Brief]:
    """Every kind of brief on three days."""
    return [
        make_brief(tape, day, Order(story, period))
        for day in DAYS
        for story, period in (*((s, "day") for s in STORIES), ("wrap", "week"))
    ]


def test_every_story_is_clean(briefs: list[Brief]) -> None:
    for brief in briefs:
        assert brief.check is not None
        doubts = [c for c in brief.check.claims if c.verdict in ("contradicted", "imprecise")]
        assert not doubts, f"{brief.name}: {doubts[0].text} | {doubts[0].message}"


def test_the_checker_reaches_what_a_brief_states(briefs: list[Brief]) -> None:
    unread, spans = sum(len(b.unread) for b in briefs), sum(len(b.draft.spans) for b in briefs)
    assert spans > 1000
    assert unread < 0.09 * spans


# what is left out


def test_a_statement_that_no_wording_saves_is_left_out(tape: Tape, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what follows it in its paragraph; the rest keeps its facts where they stand."""
    brief = make_brief(tape, DAYS[-1], Order("wrap"))
    whole, real = brief.draft, Checker.check
    assert brief.check is not None
    told = next(c for c in brief.check.claims if selfcheck.cut(whole, c.start))

    def hostile(self: Checker, *args: object, **more: object) -> Report:
        report = real(self, *args, **more)
        claims = [
            c.model_copy(update={"verdict": "contradicted"} if c.sentence == told.sentence else {})
            for c in report.claims
        ]
        return report.model_copy(update={"claims": tuple(claims)})

    monkeypatch.setattr(selfcheck, "WORDINGS", 1)
    monkeypatch.setattr(Checker, "check", hostile)
    short = make_brief(tape, DAYS[-1], Order("wrap")).draft
    assert told.sentence in whole.markdown
    assert told.sentence not in short.markdown
    assert len(short.spans) < len(whole.spans)
    said = {(s.id, whole.markdown[s.start : s.end]) for s in whole.spans}
    assert {(s.id, short.markdown[s.start : s.end]) for s in short.spans} <= said


@pytest.mark.parametrize("place", ["title: ", "# ", "| Gold |", "**In short.**", "*How to read this.*"])
def test_what_holds_a_brief_together_cannot_be_left_out(briefs: list[Brief], place: str) -> None:
    """Front matter, headline, table, summary, notes."""
    draft = next(b.draft for b in briefs if "| Gold |" in b.draft.markdown)
    assert selfcheck.cut(draft, draft.markdown.index(place) + 3) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(n=st.integers(0, 10**6), k=st.integers(0, 10**6))
def test_a_cut_keeps_every_other_statement(n: int, k: int, briefs: list[Brief]) -> None:
    """Wherever it is made: the words over each span that is left are those that stood there, and headings have text."""
    draft = briefs[n % len(briefs)].draft
    at = draft.spans[k % len(draft.spans)].start
    less = selfcheck.cut(draft, at)
    if less is None:
        return
    assert len(less.markdown) < len(draft.markdown)
    assert less.markdown.count("\n\n\n") == draft.markdown.count("\n\n\n") == 0
    kept = [draft.markdown[s.start : s.end] for s in draft.spans]
    assert all(less.markdown[s.start : s.end] in kept for s in less.spans)
    assert len(less.spans) < len(draft.spans)
    assert not re.search(r"\n#[^\n]*\n\n(?:#|---)", less.markdown)


# errors planted


def altered(words: str) -> str:
    """The words with another number, day or direction."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    if found is not None:
        digits = found[0]
        return words.replace(digits, digits[:-1] + str((int(digits[-1]) + 4) % 10), 1)  # no year that no text means
    for one, two in (("up", "down"), ("rose", "fell"), ("gained", "lost"), ("gain", "loss"), ("higher", "lower")):
        for here, there in ((one, two), (two, one)):
            if re.search(rf"\b{here}\b", words):
                return re.sub(rf"\b{here}\b", there, words, count=1)
    return words


def passes(checker: Checker, brief: Brief, span: Span) -> bool | None:
    """Whether the checker still calls a statement supported once it was altered; None where nothing can be altered."""
    text = brief.draft.markdown
    wrong = altered(text[span.start : span.end])
    if wrong == text[span.start : span.end] or (text.startswith("---") and span.start < text.index("\n---\n")):
        return None
    end = span.start + len(wrong)
    report = checker.check(text[: span.start] + wrong + text[span.end :], brief.draft.sheet.as_of)
    verdicts = {c.verdict for c in report.claims if c.start < end and c.end > span.start}
    return verdicts == {"supported"}


def test_planted_errors_are_found(tape: Tape, briefs: list[Brief]) -> None:
    checker = Checker(tape)
    shown = [passes(checker, b, s) for n, b in enumerate(briefs) for s in b.draft.spans[n % 7 :: 19]]
    told = [p for p in shown if p is not None]
    assert len(told) > 50
    assert sum(not p for p in told) / len(told) >= RECALL


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(n=st.integers(0, 10**6), k=st.integers(0, 10**6))
def test_a_brief_with_another_number_is_never_what_it_was(n: int, k: int, tape: Tape, briefs: list[Brief]) -> None:
    brief = briefs[n % len(briefs)]
    spans = [s for s in brief.draft.spans if re.search(r"\d", brief.draft.markdown[s.start : s.end])]
    span = spans[k % len(spans)]
    text = brief.draft.markdown
    wrong = altered(text[span.start : span.end])
    report = Checker(tape).check(text[: span.start] + wrong + text[span.end :], brief.draft.sheet.as_of)
    assert brief.check is not None
    assert report.claims != brief.check.claims  # an error is always at least seen


# a template that lies


@pytest.fixture
def lying(tmp_path: Path) -> Path:
    """Templates of a user, one of which prints a number that no fact gave."""
    folder = tmp_path / "templates"
    shutil.copytree(assets.folder("templates"), folder)
    wrap = folder / "en" / "wrap.md.j2"
    table = "{{ parts.table(table) }}"
    lie = f"The S&P 500 gained 97% this year.\n\n{table}"
    wrap.write_text(wrap.read_text("utf-8").replace(table, lie), "utf-8")
    return folder


def test_a_number_in_plain_text_is_refused(tape: Tape, lying: Path) -> None:
    with pytest.raises(BriefError, match="gained 97%") as caught:
        make_brief(tape, DAYS[-1], Order(templates=lying))
    assert "S&P 500" in str(caught.value)
    assert "template" in str(caught.value)


def test_a_refused_brief_leaves_nothing(lying: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUETAPE_TEMPLATES", str(lying))
    monkeypatch.setattr(selfcheck, "WORDINGS", 2)
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["brief", "--out", str(out), "--quiet"])
    assert isinstance(result.exception, BriefError)
    assert not out.exists()


# the report


def test_the_report_stands_beside_the_brief(briefs: list[Brief], tmp_path: Path) -> None:
    brief = briefs[-1]
    folder = save(brief, tmp_path)
    told = json.loads((folder / "check.json").read_text("utf-8"))
    assert set(told) == {"draft", "as_of", "elapsed_ms", "counts", "claims"}
    text = (folder / "brief.md").read_text("utf-8")
    assert all(text[c["start"] : c["end"]].strip() for c in told["claims"])
    assert Report.model_validate(told) == brief.check


def test_the_summary_counts_what_was_checked(tmp_path: Path) -> None:
    arguments = ["brief", "--as-of", str(DAYS[-1]), "--out", str(tmp_path), "--quiet", "--json"]
    result = CliRunner().invoke(app, arguments)
    told = json.loads(result.stdout)
    assert told["check"]["contradicted"] == told["check"]["imprecise"] == 0
    assert told["check"]["supported"] > 50
    assert told["unread"] < told["spans"] / 5
    strict = CliRunner().invoke(app, [*arguments, "--strict"])
    assert (strict.exit_code == 3) == bool(told["check"]["not_covered"] or told["facts"].keys() - {"ok", "missing"})
