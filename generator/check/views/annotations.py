"""Annotations for a pull request: one workflow command a finding."""

from __future__ import annotations

from generator.check.report import Finding, Report

LEVELS = {"contradicted": "error", "imprecise": "warning", "not_covered": "notice"}


def annotated(report: Report, text: str) -> list[str]:
    """The lines to print, in the order of the draft."""
    return [_annotation(report.draft, f, text) for f in report.claims if f.verdict in LEVELS and f.ignored is None]


def _annotation(draft: str, finding: Finding, text: str) -> str:
    line = text.count("\n", 0, finding.start) + 1
    column = finding.start - (text.rfind("\n", 0, finding.start) + 1) + 1
    message = " ".join(x for x in (f"\u201c{finding.text}\u201d:", finding.message, finding.suggestion) if x)
    title = finding.verdict.replace("_", " ")
    return (
        f"::{LEVELS[finding.verdict]} file={_property(draft)},line={line},col={column},title={title}::{_data(message)}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
