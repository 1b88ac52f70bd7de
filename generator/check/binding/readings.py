"""The readings of one measure over candidate windows and days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.check.answering.reading import TURNED, Reading

MAX_READINGS = 12
FEW_READINGS = 8  # of a claim that reaches back into the past


def readings(
    key: str,
    measure: str,
    windows: Iterable[str | None],
    days: Iterable[date | None],
    versus: str | None = None,
    why: str = "",
) -> tuple[Reading, ...]:
    """The readings of one measure over candidate windows and days."""
    asked = (measure, "quoted") if measure == "change" and key.endswith(TURNED) else (measure,)
    found = [Reading(key, m, w, versus, d, why=why) for d in days for m in asked for w in windows]
    return tuple(dict.fromkeys(found))[:MAX_READINGS]
