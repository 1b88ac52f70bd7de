"""Annotations for a pull request: one workflow command for each finding, and for each refused sentence of a rewrite."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from generator.check.comparing.policy import Verdict
from generator.check.report import Finding, Judged, Report

Level = Literal["error", "warning", "notice"]
LEVELS: dict[Verdict, Level] = {"contradicted": "error", "imprecise": "warning", "not_covered": "notice"}
LONGEST = 1200  # characters of a message: an annotation is a note in a margin
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _ESCAPES | {":": "%3A", ",": "%2C"}


def annotated(report: Report, text: str) -> list[str]:
    """The lines to print, in the order of the draft."""
    places = _Places(text)
    return [
        *(_claim(report.draft, f, places) for f in report.claims if f.verdict in LEVELS and f.ignored is None),
        *(_sentence(report.draft, s, places) for s in report.sentences or () if not s.accepted),
        *_omitted(report),
    ]


class _Places:
    """Lines and columns of a text, both counted from 1; the end column is that of the last character."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]

    def of(self, start: int, end: int) -> dict[str, int]:
        """Where words stand; a column is given only for words on one line, as an annotation has it."""
        (line, column), (last, until) = self._at(start), self._at(max(start, end - 1))
        if line != last:
            return {"line": line, "endLine": last}
        return {"line": line, "col": column, "endLine": last, "endColumn": until}

    def _at(self, place: int) -> tuple[int, int]:
        line = bisect_right(self._starts, place)
        return line, place - self._starts[line - 1] + 1


def _claim(draft: str, finding: Finding, places: _Places) -> str:
    said = f"\u201c{finding.text}\u201d: {finding.message}"
    message = "\n".join(x for x in (said, finding.suggestion, finding.policy and f"Policy: {finding.policy}") if x)
    where = places.of(finding.start, finding.end)
    return _command(LEVELS[finding.verdict], draft, where, finding.verdict.replace("_", " "), message)


def _sentence(draft: str, sentence: Judged, places: _Places) -> str:
    where = places.of(sentence.start, sentence.end)
    return _command("error", draft, where, f"refused: {', '.join(sentence.reasons)}", sentence.message)


def _omitted(report: Report) -> Iterator[str]:
    if report.omitted:
        yield _command("error", report.draft, {"line": 1}, "left out", ", ".join(report.omitted))


def _command(level: Level, draft: str, where: dict[str, int], title: str, message: str) -> str:
    properties = {"file": draft, **where, "title": title}
    short = message if len(message) <= LONGEST else message[: LONGEST - 1] + "\u2026"
    listed = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTY)}" for name, value in properties.items())
    return f"::{level} {listed}::{_escaped(short, _ESCAPES)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    """Text that cannot end its place in a workflow command, nor steer a terminal."""
    return "".join(escapes.get(char, char if char.isprintable() else " ") for char in text)
