"""What every view of a report shares: a sign for each verdict, and the rows behind an answer as words."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from generator.check.comparing.policy import Verdict
from generator.check.report import Finding, Report

SIGNS: dict[Verdict, str] = {"supported": "\u2713", "imprecise": "\u2248", "contradicted": "\u2717", "not_covered": "?"}
WORST: tuple[Verdict, ...] = ("contradicted", "imprecise", "not_covered", "supported")


def words(verdict: Verdict) -> str:
    """A verdict as a reader has it."""
    return verdict.replace("_", " ")


def numbers(report: Report) -> dict[int, int]:
    """The number of each claim that is not green, by its place among all claims."""
    found = (place for place, claim in enumerate(report.claims) if claim.verdict != "supported")
    return {place: number for number, place in enumerate(found, 1)}


def shortest(report: Report, length: int) -> list[tuple[int, int, int | None]]:
    """The draft cut into stretches, each with the place of its claim: where claims overlap, that of the shortest one."""
    claims = report.claims
    order = sorted(range(len(claims)), key=lambda i: (claims[i].start - claims[i].end, -WORST.index(claims[i].verdict)))
    edges = sorted({0, length, *(e for c in claims for e in (c.start, c.end) if 0 < e < length)})
    owner: dict[int, int] = {}
    position = {edge: i for i, edge in enumerate(edges)}
    for place in order:  # the longest first, so that a shorter one takes its words
        first, last = position.get(claims[place].start), position.get(min(claims[place].end, length))
        if first is not None and last is not None:
            owner.update(dict.fromkeys(range(first, last), place))
    runs = (list(run) for _, run in groupby(range(len(edges) - 1), owner.get))
    return [(edges[run[0]], edges[run[-1] + 1], owner.get(run[0])) for run in runs]


def inputs(finding: Finding) -> list[dict[str, Any]]:
    """The rows of the tape that the answer to a claim's question rests on."""
    return [row for row in (finding.fact or {}).get("inputs") or [] if isinstance(row, dict)]


def rows(finding: Finding, most: int) -> list[tuple[str, str, str, str]]:
    """The first of those rows as words: series, day, field and value as stored."""
    return [(r["series"], str(r["date"]), r["field"], f"{r['value']:,.10g}") for r in inputs(finding)[:most]]
