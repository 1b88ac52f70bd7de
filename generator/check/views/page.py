"""The page of a check: each draft with every claim marked where it stands, and beside it how it was judged.

Nothing of a draft is trusted: its words are escaped, its links and pictures are not kept, and the page has no script
and forbids all requests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import assets
from generator.check.answering.reading import Answers
from generator.check.checker import Checker
from generator.check.report import Finding, Report
from generator.check.text.source import read_source
from generator.check.views.body import body, clean
from generator.check.views.drafts import Draft
from generator.check.views.figure import figure
from generator.check.views.signs import SIGNS, WORST, inputs, numbers, rows, words

MOST_ROWS = 8
MOST_FIGURES = 60  # on one page, so that it stays light
MOST_TOLD = 2000  # claims on one page that show how they were judged


@dataclass(frozen=True)
class Part:
    """One line of how a claim was judged: a text or a table, with a quieter note."""

    label: str
    text: str = ""
    look: str = ""
    table: Sequence[Sequence[str]] = ()
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """What is told of a claim."""

    place: int
    number: int | None
    finding: Finding
    parts: Sequence[Part]
    picture: Markup | None
    caption: str


@dataclass(frozen=True)
class Section:
    """A draft, its report and its entries."""

    name: str
    title: str
    report: Report
    article: Markup
    entries: Sequence[Entry]
    untold: int
    refused: Sequence[tuple[str, str]]


def page(checked: Sequence[tuple[Draft, Report]], checker: Checker) -> str:
    """The whole page, a section for each draft."""
    drawn = _Drawn(checker)
    sections = [_section(str(n), draft, report, drawn) for n, (draft, report) in enumerate(checked)]
    return clean(_template().render(
        sections=sections, verdicts=[(v, SIGNS[v], words(v)) for v in WORST], signs=SIGNS,
        names={v: words(v) for v in WORST}, tape=_tape(checker),
        sample=checker.tape is not None and checker.tape.sample,
    ))  # fmt: skip


def _tape(checker: Checker) -> str:
    """What the drafts were judged by."""
    if checker.tape is not None:
        return f"Judged by \u201c{checker.tape.title}\u201d"
    return "Judged by a sheet of facts" if checker.facts is not None else "Judged only by what it says about itself"


class _Drawn:
    """Draws pictures, and tells how claims were judged, until there are enough."""

    def __init__(self, checker: Checker) -> None:
        self.checker, self.left, self.told = checker, MOST_FIGURES, MOST_TOLD

    def explained(self, report: Report) -> set[int]:
        """The places of the claims that are explained: where there are too many, those that are not green first."""
        order = sorted(range(len(report.claims)), key=lambda place: report.claims[place].verdict == "supported")
        chosen = set(order[: self.told])
        self.told -= len(chosen)
        return chosen

    def figure(self, finding: Finding, answers: Answers) -> tuple[Markup | None, str]:
        """The picture of a finding with its caption, if it has one."""
        label = self.checker.directory.labels.get(finding.subject or "", finding.subject or "")
        found = figure(finding, answers, label) if self.left else None
        if found is None:
            return None, ""
        self.left -= 1
        return Markup(found[0]), found[1]  # noqa: S704 - our own SVG, in which names are escaped


def _section(name: str, draft: Draft, report: Report, drawn: _Drawn) -> Section:
    entries = list(_entries(report, drawn))
    article = body(read_source(draft.text, draft.form), report, name)
    refused = [
        (" ".join(draft.text[s.start : s.end].split()), s.message) for s in report.sentences or () if not s.accepted
    ]
    return Section(
        name, PurePath(report.draft).name or report.draft, report,
        Markup(article),  # noqa: S704 - escaped letter by letter
        entries, sum(not entry.parts for entry in entries), refused,
    )  # fmt: skip


def _entries(report: Report, drawn: _Drawn) -> Iterator[Entry]:
    numbered, answers = numbers(report), drawn.checker.answers(report.as_of)
    explained = drawn.explained(report)
    for place, finding in enumerate(report.claims):
        told = parts(finding) if place in explained else []
        picture, caption = drawn.figure(finding, answers)
        yield Entry(place, numbered.get(place), finding, told, picture, caption)


def parts(finding: Finding) -> list[Part]:
    """How a claim was judged; what there is not is left out."""
    fact: dict[str, Any] = finding.fact or {}
    shown = rows(finding, MOST_ROWS)
    more = len(inputs(finding)) - len(shown)
    found = [
        Part("Sentence", finding.sentence),
        Part("Question", str(fact.get("id") or ""), "id"),
        Part("Answer", _answer(fact), "answer", note=f"as of {fact['as_of']}" if fact.get("as_of") else ""),
        Part("Rows", table=shown, note=f"and {more} more" if more > 0 else ""),
        Part("Formula", str(fact.get("formula") or "")),
        Part("Source", str(fact.get("source") or "")),
        Part("Policy", finding.policy),
        Part("True readings", ", ".join(finding.alternatives), "id"),
    ]
    return [part for part in found if part.text or part.table]


def _answer(fact: dict[str, Any]) -> str:
    """The value at full precision, with its unit."""
    value, unit = fact.get("value"), fact.get("unit") or ""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and unit == "ratio":
        return f"{value * 100:,.4f} %".replace("-", "\u2212")
    text = f"{value:,.10g}".replace("-", "\u2212") if isinstance(value, int | float) else str(value)
    return text if unit in ("", "date", "text", "boolean") else f"{text} {unit}"


@cache
def _template() -> Any:  # noqa: ANN401 - Jinja's own type
    env = Environment(
        loader=FileSystemLoader(assets.folder("templates") / "page"), undefined=StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return env.get_template("check.html.j2")
