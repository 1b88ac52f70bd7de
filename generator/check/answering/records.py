"""Questions about records: closes above (or below) every earlier one.

anyrecord (window)             whether some row of a window was a record
recordrun (high, low)          rows on end that were records
lastrecord (high, low)         the date of the latest record close
recordless                     rows on end without a record
recordrunsince (on, dry)       the latest earlier date at which there were as many
prevrecord (high, low)         the extreme close before the last row
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.check.answering.periodic import run_lengths
from generator.check.answering.reading import Answer, Reading
from generator.check.answering.rows import window_base
from generator.tape.series import Days, Floats, to_date

if TYPE_CHECKING:
    from generator.check.answering.periodic import run_lengths
from generator.check.answering.reading import Answers


def any_record(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Whether some row of the window was a record."""
    base = window_base(days, reading.window or "5s")
    if base is None or base < 0:
        return None
    value = bool(close[base + 1 :].max() > close[: base + 1].max()) if base + 1 < len(close) else False
    return Answer(
        reading,
        value,
        "boolean",
        to_date(days[-1]),
        {"formula": "whether the window's highest close is above every earlier one"},
    )


def last_record(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The date of the latest record close, the last row included."""
    line = -close if reading.window == "low" else close
    before = np.maximum.accumulate(line)
    found = np.flatnonzero(line[1:] > before[:-1]) + 1
    value = to_date(days[found[-1]]) if len(found) else to_date(days[0])
    extra = {
        "first": to_date(days[0]),
        "rows": len(days) - 1 - (int(found[-1]) if len(found) else 0),
        "formula": "latest record close",
    }
    return Answer(reading, value, "date", to_date(days[-1]), extra)


def previous_record(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The extreme close before the last row."""
    at = int(close[:-1].argmin() if reading.window == "low" else close[:-1].argmax())
    return Answer(
        reading, float(close[at]), "", to_date(days[at]), {"formula": f"extreme of {len(close) - 1} earlier closes"}
    )


def record_run(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Rows on end that were records, up to the last row or to one right before it."""
    line = -close if reading.window == "low" else close
    fresh = np.append(False, line[1:] > np.maximum.accumulate(line)[:-1])
    last = len(fresh) - 1
    while last >= 0 and not fresh[last] and len(fresh) - 1 - last < 2:
        last -= 1
    count = 0
    while last >= 0 and fresh[last]:
        count, last = count + 1, last - 1
    return Answer(reading, count, "rows", to_date(days[-1]), {"formula": "records on end"})


def record_less(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """Rows on end without a record, up to the last row (`ended`: up to the one before it)."""
    runs = run_lengths(~_records(close))
    at = len(runs) - 1 - (reading.parameter == "ended")
    return Answer(reading, int(runs[at]), "rows", to_date(days[-1]), {"formula": "rows without a record"})


def record_run_since(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The latest earlier date at which records (`dry`: rows without one) on end were as many."""
    dry = (reading.window or "").startswith("dry")
    runs = run_lengths(~_records(close) if dry else _records(close))
    last = len(runs) - 1 - (reading.parameter == "ended")
    count = int(runs[last])
    found = np.flatnonzero(runs[: last - count + 1] >= count) if count else np.array([], dtype=np.int64)
    extra = {"first": to_date(days[0]), "formula": f"latest earlier run of at least {count}", "count": count}
    return Answer(reading, to_date(days[found[-1]]) if len(found) else None, "date", to_date(days[-1]), extra)


def _records(close: Floats) -> np.ndarray:
    """Which rows closed above every earlier one."""
    found = np.zeros(len(close), dtype=bool)
    found[1:] = close[1:] > np.maximum.accumulate(close)[:-1]
    return found
