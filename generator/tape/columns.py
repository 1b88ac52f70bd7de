"""Parses one CSV file as whole columns.

A clean file is converted column by column, about ten times as fast as row by row. Any other (blank cells, quotes,
a fault) is read again row by row, and the first row that cannot be one is blamed by its line.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np

from generator.tape.series import Days, Floats, day_number

VALUE_COLUMNS = ("close", "value")
BAR_COLUMNS = ("open", "high", "low", "volume")
T = TypeVar("T")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


class FaultyFileError(Exception):
    """A file that is no series: the line (or None), what is wrong, how to mend it."""

    def __init__(self, line: int | None, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line, self.what, self.remedy = line, what, remedy


@dataclass(frozen=True)
class Columns:
    """Day numbers, values and bar columns (NaN where blank) of a file, and the name of its value column."""

    days: Days
    values: Floats
    bars: dict[str, Floats]
    value_name: str


@dataclass(frozen=True)
class _Header:
    names: list[str]
    value: str

    @property
    def numeric(self) -> list[str]:
        return [self.value, *(c for c in BAR_COLUMNS if c in self.names)]

    def index(self, name: str) -> int:
        return self.names.index(name)


def parse_series(text: str) -> Columns:
    """The columns of a CSV text, which may stand in any order beside others; a blank value is no row.

    Raises FaultyFileError.
    """
    try:
        header = _header(text)
        columns = _quick(text, header) or _careful(text, header)
    except csv.Error as error:
        raise FaultyFileError(None, f"is no CSV: {error}", "Save it as comma-separated text.") from error
    if not len(columns.days):
        raise FaultyFileError(None, "holds no rows", "A series needs at least one row with a date and a number.")
    return columns


def _header(text: str) -> _Header:
    first = next((row for row in _reader(text) if row), None)
    if first is None:
        raise FaultyFileError(None, "is empty", "A series needs a header line, such as date,close, and rows.")
    names = [name.strip().lower() for name in first]
    twice = next((n for n in ("date", *VALUE_COLUMNS, *BAR_COLUMNS) if names.count(n) > 1), None)
    if twice:
        raise FaultyFileError(1, f"has two columns {twice}", "Give each column a name of its own.")
    value = next((c for c in VALUE_COLUMNS if c in names), None)
    if "date" not in names or value is None:
        what = f"has the columns {', '.join(names)}"
        raise FaultyFileError(1, what, "A series needs the columns date and close (or value).")
    return _Header(names, value)


def _reader(text: str) -> Any:  # noqa: ANN401 - csv names no type for its readers
    return csv.reader(io.StringIO(text, newline=None))


def _quick(text: str, header: _Header) -> Columns | None:
    """All columns at once; None when anything is out of the ordinary."""
    lines = text.splitlines()[1:]
    if '"' in text or not lines or text.count(",") != (len(header.names) - 1) * (len(lines) + 1):
        return None
    try:
        used = [header.index(name) for name in header.numeric]
        table = np.loadtxt(lines, delimiter=",", usecols=used, comments=None, ndmin=2)
        days = _quick_days(lines, header.index("date"))
    except ValueError:
        return None
    if days is None or not np.isfinite(table).all() or (days[1:] <= days[:-1]).any():
        return None
    return Columns(days, table[:, 0].copy(), dict(zip(header.numeric[1:], table.T[1:], strict=True)), header.value)


def _quick_days(lines: list[str], at: int) -> Days | None:
    # Eleven characters tell "2026-01-22" from longer cells, which numpy would cut or read as times.
    cells = [line[:11] for line in lines] if at == 0 else [line.split(",")[at] + "," for line in lines]
    shape = np.array(cells, dtype="S12")
    if (np.char.str_len(shape) != 11).any():
        return None
    letters = shape.view(np.uint8).reshape(-1, 12)
    if (letters[:, (4, 7)] != ord("-")).any() or (letters[:, 10] != ord(",")).any():
        return None
    return shape.astype("S10").astype("datetime64[D]").astype(np.int64)


def _careful(text: str, header: _Header) -> Columns:
    rows = list(_rows(text, header))
    days = np.array([day for day, _ in rows], dtype=np.int64)
    table = np.array([numbers for _, numbers in rows], dtype=np.float64).reshape(len(rows), len(header.numeric))
    return Columns(days, table[:, 0], dict(zip(header.numeric[1:], table.T[1:], strict=True)), header.value)


def _rows(text: str, header: _Header) -> Iterator[tuple[int, list[float]]]:
    reader = _reader(text)
    next(row for row in reader if row)
    previous: date | None = None
    for row in reader:
        if not "".join(row).strip():
            continue
        if len(row) != len(header.names):
            what = f"has {len(row)} cells under {len(header.names)} column names"
            raise FaultyFileError(reader.line_num, what, "Give every row as many cells as the header has names.")
        cells = {name: cell.strip() for name, cell in zip(header.names, row, strict=True)}
        if not cells[header.value]:
            continue
        previous = _date(cells["date"], previous, reader.line_num)
        yield day_number(previous), [_number(cells[name], name, reader.line_num) for name in header.numeric]


def _date(cell: str, previous: date | None, line: int) -> date:
    day = _try(date.fromisoformat, cell)
    if day is None or not _ISO.fullmatch(cell):
        raise FaultyFileError(line, f"`{cell}` is no date", "Write dates as YYYY-MM-DD.")
    if previous is not None and day <= previous:
        what = f"the date {day} stands twice" if day == previous else f"the date {day} stands after {previous}"
        raise FaultyFileError(line, what, "Sort the rows by date, one row a date.")
    return day


def _number(cell: str, name: str, line: int) -> float:
    if not cell:
        return math.nan
    number = _try(float, cell)
    if number is None or not math.isfinite(number) or "_" in cell:
        raise FaultyFileError(line, f"`{cell}` in column {name} is no number", "Write a plain number, or nothing.")
    return number


def _try(convert: Callable[[str], T], cell: str) -> T | None:
    try:
        return convert(cell)
    except ValueError:
        return None
