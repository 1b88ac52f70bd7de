"""The terminal view: the draft with a sign at every claim, and an explanation of every one that is not green."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from generator.check.comparing.policy import Verdict
from generator.check.report import Finding, Report
from generator.check.text.source import Block, Format, is_page, read_source
from generator.check.views.signs import SIGNS, numbers, rows, shortest, words

STYLES: dict[Verdict, str] = {
    "supported": "green",
    "imprecise": "yellow",
    "contradicted": "bold red",
    "not_covered": "blue",
}
Shown = tuple[str, Sequence[int]]  # letters, and where each stands in the draft
INDENT = 4
MOST_ROWS = 4
# What could steer a terminal or turn the order of letters round.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def show(report: Report, text: str, console: Console, form: Format | None = None, *, named: bool = False) -> None:
    """Prints a report, no wider than the console; `named` puts the draft's name above. A page is shown as its words."""
    if named:
        _print(console, Text(plain(report.draft) + "\n", "bold underline"))
    _print(console, _marked(report, _shown(text, form)))
    for place, number in numbers(report).items():
        _entry(console, number, report.claims[place])
    for line in (*_refused(report, plain(text)), _summary(report)):
        console.print()
        _print(console, line)


def show_tapeless(console: Console) -> None:
    """The remark under claims that a tape could have judged."""
    console.print()
    _print(console, Text("No tape was given: with --data FOLDER or --store more could be judged.", "dim"))


def _print(console: Console, text: Text, indent: int = 0, first: str = "") -> None:
    """Prints words, wrapped to the console, all lines indented alike; `first` stands in the indent of the first."""
    lines: list[Text] = []
    for line in text.wrap(console, console.width - indent) or [Text()]:
        line.rstrip()
        lines.append(Text(first.rjust(indent - 1).ljust(indent), "dim") + line)
        first = ""
    console.print(Text("\n").join(lines), no_wrap=True, overflow="ignore", crop=False)


def plain(text: str) -> str:
    """Text without what could steer a terminal."""
    return _STEERING.sub("\ufffd", text.replace("\r\n", " \n"))


def _shown(text: str, form: Format | None) -> Shown:
    """What is printed of a draft: Markdown as it was written, a page without its markup, a row of a table on a line."""
    if form != "html" and not (form is None and is_page(text)):
        return plain(text), range(len(text))
    letters, at = "", [-1]  # what stands between two blocks counts to the second
    last: Block | None = None
    for block in read_source(text, form).blocks:
        gap = "" if last is None else "\n\n"
        if last is not None and last.cell is not None and block.cell is not None:
            gap = " | " if last.cell.row == block.cell.row else "\n"
        before = gap + "#" * block.level + " " * bool(block.level) + "- " * (block.role == "item")
        letters += before + plain(block.text)
        at += [at[-1] + 1] * len(before) + list(block.at)
        last = block
    return letters, at[1:]


def _marked(report: Report, shown: Shown) -> Text:
    """The draft, each claim in its colour with its sign and number behind it."""
    letters, at = shown
    length = at[-1] + 1 if at else 0
    out, numbered = Text(), numbers(report)
    for start, end, place in shortest(report, length):
        words = letters[bisect_left(at, start) : bisect_left(at, end)]
        out.append(words, None if place is None else STYLES[report.claims[place].verdict])
        if place is not None and end == min(report.claims[place].end, length):
            verdict = report.claims[place].verdict
            out.append(f"[{SIGNS[verdict]}{numbered.get(place, '')}]", STYLES[verdict] + " dim")
    out.rstrip()
    return out


def _entry(console: Console, number: int, finding: Finding) -> None:
    said = f"  \u201c{plain(' '.join(finding.text.split()))}\u201d"
    lines = [Text(plain(line), style) for line, style in _lines(finding)]
    head = Text.assemble((words(finding.verdict), STYLES[finding.verdict]), (said, "bold"))
    console.print()
    _print(console, Text("\n").join([head, *lines]), INDENT, str(number))


def _lines(finding: Finding) -> Iterator[tuple[str, str]]:
    """What is told of a finding, with its style."""
    yield finding.message, ""
    if finding.suggestion:
        yield finding.suggestion, ""
    if finding.policy:
        yield f"policy: {finding.policy}", "dim"
    if finding.fact:
        yield f"asked: {finding.fact['id']}", "dim"
    shown = rows(finding, MOST_ROWS)
    if shown:
        yield "from: " + "; ".join(" ".join(row) for row in shown), "dim"
    if finding.ignored:
        yield f"left by the editor: {finding.ignored}", "dim"


def _refused(report: Report, text: str) -> Iterator[Text]:
    """The sentences of a rewrite that are refused, and what it leaves out."""
    for sentence in report.sentences or ():
        if not sentence.accepted:
            said = " ".join(text[sentence.start : sentence.end].split())
            yield Text.assemble(("refused", "bold red"), (f"  \u201c{said}\u201d\n", "bold"), plain(sentence.message))
    if report.omitted:
        yield Text.assemble(("left out", "bold red"), f"  {', '.join(report.omitted)}")


def _summary(report: Report) -> Text:
    counts = [(f"{SIGNS[v]} {report.counts[v]} {words(v)}", STYLES[v]) for v in SIGNS]
    out = Text("   ").join(Text(*count) for count in counts)
    if report.accepted is not None:
        out.append("   ")
        out.append(*(("rewrite accepted", "green") if report.accepted else ("rewrite refused", "bold red")))
    return out
