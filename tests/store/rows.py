"""Rows and times for tests."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from generator.tape.columns import Columns
from generator.tape.series import day_number

MONDAY = date(2026, 1, 5)
NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)


def later(hours: float) -> datetime:
    """So many hours after NOON."""
    return NOON + timedelta(hours=hours)


def closes(*values: float, first: date = MONDAY, name: str = "close", **bars: list[float]) -> Columns:
    """Rows of consecutive days."""
    days = np.arange(day_number(first), day_number(first) + len(values), dtype=np.int64)
    return Columns(days, np.array(values, float), {key: np.array(each, float) for key, each in bars.items()}, name)


def told(rows: Columns | None) -> dict[str, list[float]]:
    """Days from MONDAY and columns, as plain lists."""
    assert rows is not None
    days = [int(day) - day_number(MONDAY) for day in rows.days]
    return {"day": days, rows.value_name: rows.values.tolist()} | {n: c.tolist() for n, c in rows.bars.items()}
