"""Parses and writes one series as Parquet; pyarrow is an extra, and loaded only where there is such a file."""

from __future__ import annotations

import io
from types import ModuleType
from typing import Any

import numpy as np

from generator.tape.columns import BAR_COLUMNS, VALUE_COLUMNS, Columns, FaultyFileError

SUFFIX = ".parquet"


def parse_parquet(data: bytes) -> Columns:
    """The columns of a file with `date` (a date or time) and `close` or `value`. Raises FaultyFileError."""
    arrow, parquet = _libraries()
    try:
        table = parquet.read_table(io.BytesIO(data))
    except arrow.ArrowInvalid as error:
        raise FaultyFileError(None, "is no Parquet file", "Export it once more.") from error
    names = {name.strip().lower(): n for n, name in enumerate(table.column_names)}
    value = next((name for name in VALUE_COLUMNS if name in names), None)
    if "date" not in names or value is None:
        what = f"has the columns {', '.join(table.column_names)}"
        raise FaultyFileError(None, what, "A series needs the columns date and close (or value).")
    days = _days(arrow, table.column(names["date"]))
    numbers = {
        name: _floats(arrow, table.column(n), name) for name, n in names.items() if name in {value, *BAR_COLUMNS}
    }
    there = ~np.isnan(numbers[value])
    found = {name: column[there] for name, column in numbers.items()}
    days = days[there]
    if not len(days):
        raise FaultyFileError(None, "holds no rows", "A series needs at least one row with a date and a number.")
    if (days[1:] <= days[:-1]).any():
        raise FaultyFileError(None, "has dates that do not ascend", "Sort the rows by date, one row a date.")
    values = found.pop(value)
    return Columns(days, values, found, value)


def write_parquet(rows: Columns) -> bytes:
    """The bytes of a file that `parse_parquet` reads. Raises FaultyFileError without pyarrow."""
    arrow, parquet = _libraries()
    columns = {rows.value_name: rows.values, **rows.bars}
    table = arrow.table({"date": arrow.array(rows.days.astype("datetime64[D]")), **columns})
    target = io.BytesIO()
    parquet.write_table(table, target)
    return target.getvalue()


def _libraries() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        import pyarrow.parquet  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise FaultyFileError(None, "needs pyarrow", "pip install 'truetape[parquet]'") from error
    return pyarrow, pyarrow.parquet


def _days(arrow: ModuleType, column: Any) -> np.ndarray[tuple[int], np.dtype[np.int64]]:  # noqa: ANN401 - of pyarrow
    try:
        days: np.ndarray[tuple[int], np.dtype[np.int64]] = (
            column.cast(arrow.date32(), safe=False).cast(arrow.int32()).to_numpy().astype(np.int64)
        )
    except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError, ValueError) as error:
        raise FaultyFileError(None, "has a column date that holds no dates", "Store dates or times in it.") from error
    return days


def _floats(arrow: ModuleType, column: Any, name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:  # noqa: ANN401
    try:
        found: np.ndarray[tuple[int], np.dtype[np.float64]] = column.cast(arrow.float64(), safe=False).to_numpy()
    except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError) as error:
        raise FaultyFileError(None, f"has a column {name} that holds no numbers", "Leave it out.") from error
    if np.isinf(found).any():
        raise FaultyFileError(None, f"has an infinite number in column {name}", "Leave it out.")
    return np.asarray(found, np.float64)
