"""A small picture of the series around a claim, where a picture helps: a number or a direction that is not right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from generator.charts import sparkline
from generator.check.answering.reading import Answers
from generator.check.report import Finding
from generator.check.views.signs import inputs
from generator.tape.series import day_number, to_date

WIDTH, HEIGHT = 320, 72
SHOWN = ("contradicted", "imprecise")
LEAST = timedelta(days=21)  # shown on both sides of the claim's days, or a quarter of them where that is more


def figure(finding: Finding, answers: Answers, label: str, *, always: bool = False) -> tuple[str, str] | None:
    """The picture and its caption: the claim's own days in colour, what lies around them in grey.

    With `always` for claims that hold too.
    """
    own = _own_rows(finding) if always or finding.verdict in SHOWN else []
    if not own:
        return None
    first, last = own[0][0], own[-1][0]
    around = max(LEAST, (last - first) / 4)
    days, values = _points(finding, answers, first - around, last + around)
    inside = [i for i, day in enumerate(days) if first <= day <= last]
    if len(days) < 3 or not inside:
        return None
    ends = dict.fromkeys((own[0], own[-1]))
    caption = f"{label}: " + ", ".join(f"{value:,.6g} on {day}" for day, value in ends)
    alt = f"{caption}; drawn from {days[0]} to {days[-1]}"
    return sparkline(values, alt=alt, window=(inside[0], inside[-1]), width=WIDTH, height=HEIGHT), caption


def _own_rows(finding: Finding) -> list[tuple[date, float]]:
    """The days of the claim's own series that its answer rests on, in order."""
    if finding.subject is None or finding.versus:
        return []
    found = inputs(finding)
    return sorted((date.fromisoformat(r["date"]), r["value"]) for r in found if r["series"] == finding.subject)


def _points(finding: Finding, answers: Answers, first: date, last: date) -> tuple[Sequence[date], Sequence[float]]:
    columns = answers.columns(finding.subject or "", None)
    if columns is None:
        return [], []
    days, values = columns
    inside = slice(int(days.searchsorted(day_number(first))), int(days.searchsorted(day_number(last), side="right")))
    picked = [(to_date(d), float(v)) for d, v in zip(days[inside], values[inside], strict=True) if math.isfinite(v)]
    return [day for day, _ in picked], [value for _, value in picked]
