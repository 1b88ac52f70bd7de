"""The terminal view: the draft with a mark for every claim, and an explanation of every one that is not green."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from generator.check.comparing.policy import Verdict
from generator.check.report import Finding, Report

STYLES: dict[Verdict, str] = {
    "supported": "green",
    "imprecise": "yellow",
    "contradicted": "bold red",
    "not_covered": "blue",
}
MARKS: dict[Verdict, str] = {"supported": "\u2713", "imprecise": "\u2248", "contradicted": "\u2717", "not_covered": "?"}


def show(report: Report, text: str, console: Console) -> None:
    """Prints a report."""
    console.print(_marked(report, text), soft_wrap=True)
    open_ones = [c for c in report.claims if c.verdict != "supported"]
    for number, finding in enumerate(open_ones, 1):
        console.print(_explained(number, finding), soft_wrap=True)
    console.print(_summary(report), soft_wrap=True)


def _marked(report: Report, text: str) -> Text:
    """The draft, each claim in its colour with its mark behind it."""
    out, here, number = Text(), 0, 0
    for finding in report.claims:
        number += finding.verdict != "supported"
        if finding.start < here:
            continue
        out.append(text[here : finding.start])
        label = "" if finding.verdict == "supported" else str(number)
        out.append(text[finding.start : finding.end], STYLES[finding.verdict])
        out.append(f"[{MARKS[finding.verdict]}{label}]", STYLES[finding.verdict] + " dim")
        here = finding.end
    out.append(text[here:])
    return out


def _explained(number: int, finding: Finding) -> Text:
    out = Text(f"\n{number:>3} ", "dim")
    out.append(f"{finding.verdict.replace('_', ' ')}", STYLES[finding.verdict])
    out.append(f"  \u201c{finding.text}\u201d\n", "bold")
    out.append(f"    {finding.message}")
    if finding.suggestion:
        out.append(f"\n    {finding.suggestion}")
    if finding.policy:
        out.append(f"\n    policy: {finding.policy}", "dim")
    if finding.fact:
        out.append(f"\n    asked: {finding.fact['id']}{_rows(finding)}", "dim")
    if finding.ignored:
        out.append(f"\n    left by the editor: {finding.ignored}", "dim")
    return out


def _rows(finding: Finding) -> str:
    rows = (finding.fact or {}).get("inputs") or []
    shown = [f"{r['series']} {r['date']} {r['field']} {r['value']:,.6g}" for r in rows[:4] if isinstance(r, dict)]
    return f" from {'; '.join(shown)}" if shown else ""


def _summary(report: Report) -> Text:
    out = Text("\n")
    for verdict, style in STYLES.items():
        out.append(f"{report.counts[verdict]} {verdict.replace('_', ' ')}  ", style)
    if report.accepted is not None:
        out.append(
            "rewrite accepted" if report.accepted else "rewrite refused", "green" if report.accepted else "bold red"
        )
        if report.omitted:
            out.append(f"; left out: {', '.join(report.omitted)}")
    return out
