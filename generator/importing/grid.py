"""Bytes become lines of cells: encoding, separator, the lines above the data, the lines below it."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from generator.tape.columns import FaultyFileError

MOST_BYTES = 200 << 20
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_TRIED = 200  # lines that show which separator it is

LooksLike = Callable[[str], bool]


@dataclass(frozen=True)
class Line:
    """One line of cells, and its number in the file."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Grid:
    """The lines of a file: those that name the columns, those with rows, and which column has the dates."""

    labels: list[list[str]]  # of each column, from the lines above the data
    lines: list[Line]
    dates: int
    told: tuple[str, ...]


def grid(raw: bytes, is_date: LooksLike) -> Grid:
    """Finds the table in a file. Raises FaultyFileError when there is none."""
    text, told = _text(raw)
    if not text.strip():
        raise FaultyFileError(None, "is empty", "A series needs a header line, such as date,close, and rows.")
    separator, at = _separator(text, is_date)
    lines = _lines(text, separator)
    dated = [n for n, line in enumerate(lines) if at < len(line.cells) and is_date(line.cells[at])]
    first, last = dated[0], dated[-1]
    width = Counter(len(line.cells) for line in lines[first : last + 1]).most_common(1)[0][0]
    head = _head([line.cells for line in lines[:first] if len(line.cells) == width])
    notes = [told] if told else []
    if separator != ",":
        notes.append(f"cells are separated by {SEPARATORS[separator]}")
    notes += _around("above", lines[: first - len(head)] if first > len(head) else [])
    notes += [f"{len(head)} header lines"] if len(head) > 1 else [] if head else ["no header line"]
    notes += _around("below", lines[last + 1 :])
    labels = [[cells[column] for cells in head if cells[column]] for column in range(width)]
    return Grid(labels, [_sized(line, width) for line in lines[first : last + 1]], at, tuple(notes))


def _head(above: list[list[str]]) -> list[list[str]]:
    """The lines that name columns: from the first on that names several."""
    several = next((n for n, cells in enumerate(above) if sum(map(bool, cells)) > 1), 0)
    return above[several:]


def _around(where: str, lines: list[Line]) -> list[str]:
    if not lines:
        return []
    numbers = f"line {lines[0].number}" if len(lines) == 1 else f"lines {lines[0].number} to {lines[-1].number}"
    return [f"left out {numbers} {where} the rows"]


def _text(raw: bytes) -> tuple[str, str]:
    if len(raw) > MOST_BYTES:
        raise FaultyFileError(None, f"is larger than {MOST_BYTES >> 20} MB", "Split it.")
    encoding = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "utf-8")
    try:
        text, told = raw.decode(encoding), ""
    except UnicodeDecodeError:
        text, told = raw.decode("cp1252", "replace"), "read as Windows-1252, since it is no UTF-8"
    if "\0" in text:
        raise FaultyFileError(None, "is no text", "Export it as CSV; a Parquet file ends in .parquet.")
    return text, told


def _separator(text: str, is_date: LooksLike) -> tuple[str, int]:
    """The separator under which most lines have a date in the same column, and that column."""
    best: tuple[int, int, str, int] = (0, 0, "", 0)
    for separator in SEPARATORS:
        found: Counter[int] = Counter()
        lines = _lines(text, separator, _TRIED)
        for line in lines:
            found.update(n for n, cell in enumerate(line.cells) if is_date(cell) and len(line.cells) > 1)
        if found:
            column = max(found, key=lambda n: (found[n], -n))
            width = max(len(line.cells) for line in lines)
            best = max(best, (found[column], width, separator, column))
    if not best[2] and text.lstrip()[0] in "{[":
        raise FaultyFileError(None, "is JSON", "Write it as CSV, or let a `table` of the live catalog read it.")
    if not best[2]:
        first = text.strip().splitlines()[0]
        what = f"has no column of dates beside others; its first line is `{first[:60]}`"
        raise FaultyFileError(None, what, "A series needs a date and a number in each line; --dates names the form.")
    return best[2], best[3]


def _lines(text: str, separator: str, most: int | None = None) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    found: list[Line] = []
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                found.append(Line(reader.line_num, cells))
            if most is not None and len(found) >= most:
                break
    except csv.Error as error:
        raise FaultyFileError(reader.line_num, f"is no CSV: {error}", "Save it as comma-separated text.") from error
    return found


def _sized(line: Line, width: int) -> Line:
    """The line with as many cells as the others; empty ones too many are left out."""
    if len(line.cells) == width or not any(line.cells[width:]):
        if len(line.cells) >= width:
            return Line(line.number, line.cells[:width])
        what = f"has {len(line.cells)} cells, where other lines have {width}"
        raise FaultyFileError(line.number, what, "Give every row as many cells as the header has names.")
    what = f"has {len(line.cells)} cells, where other lines have {width}"
    raise FaultyFileError(line.number, what, "Put numbers with the separator in them into quotes.")
