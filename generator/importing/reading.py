"""From the bytes of a file to the rows of one series, and an account of how they were understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from generator.counts import counted
from generator.importing.dates import is_date, of_form, read_dates
from generator.importing.grid import Grid, Line, grid
from generator.importing.numbers import decimal_mark, read_number
from generator.importing.roles import Roles, column_named, name_of, roles, texts
from generator.tape.columns import Columns, FaultyFileError
from generator.tape.series import day_number


@dataclass(frozen=True)
class Given:
    """What a person says where the file does not."""

    column: str | None = None
    dates: str | None = None  # dmy, mdy, or a form of strptime
    decimal: str | None = None
    where: tuple[tuple[str, str], ...] = ()  # column and cell of the lines to take


@dataclass(frozen=True, eq=False)
class Understood:
    """The rows, ascending, one a day; and sentences that say how the file was read."""

    rows: Columns
    told: tuple[str, ...]


def read_messy(
    raw: bytes, value_name: str, meant: Sequence[str] = (), given: Given = Given(), *, quoted: bool = True
) -> Understood:
    """Reads one series out of a CSV file of any common form. Raises FaultyFileError, never guesses.

    `value_name` is close or value; `meant` are names of the series, by which its column may be called; what no market
    has `quoted` is in no column of prices.
    """
    table = _chosen_lines(grid(raw, of_form(given.dates) if given.dates else is_date), given)
    found = roles(table, meant, given.column, quoted)
    days, about_dates = read_dates(table.lines, table.dates, name_of(table, table.dates), given.dates)
    used = {value_name: found.value, **found.bars}
    mark, about_numbers = decimal_mark(table.lines, used.values(), given.decimal)
    kept, about_order = _in_order(table, days, found)
    numbers = {
        role: np.array([read_number(line.cells[n], mark, line.number, name_of(table, n)) for _, line in kept])
        for role, n in used.items()
    }
    there = ~np.isnan(numbers[value_name])
    if not there.any():
        raise FaultyFileError(None, "holds no rows", "A series needs at least one row with a date and a number.")
    ordinals = np.array([day_number(day) for day, _ in kept], np.int64)[there]
    numbers = {name: column[there] for name, column in numbers.items()}
    bars = {name: column for name, column in numbers.items() if name != value_name and not np.isnan(column).all()}
    blank = f"no rows: {counted(int((~there).sum()), 'line')} without a value" if not there.all() else ""
    told = (*table.told, about_dates, *found.told, about_numbers, about_order, blank)
    return Understood(Columns(ordinals, numbers[value_name], bars, value_name), tuple(t for t in told if t))


def _chosen_lines(table: Grid, given: Given) -> Grid:
    lines, told = table.lines, table.told
    for name, value in given.where:
        column = column_named(table, name)
        lines = [line for line in lines if line.cells[column].casefold() == value.casefold()]
        if not lines:
            there = sorted({line.cells[column] for line in table.lines})
            raise FaultyFileError(None, f"has no line where {name} is {value}", f"There is: {', '.join(there[:20])}.")
        told = (*told, f"{len(lines)} of {len(table.lines)} lines, where {name} is {value}")
    return replace(table, lines=lines, told=told)


def _in_order(table: Grid, days: Sequence[date], found: Roles) -> tuple[list[tuple[date, Line]], str]:
    """The lines by date; a line that stands twice in the same words counts once."""
    dated = list(zip(days, table.lines, strict=True))
    ordered = sorted(dated, key=lambda pair: pair[0])
    kept: list[tuple[date, Line]] = []
    for day, line in ordered:
        if not kept or kept[-1][0] != day:
            kept.append((day, line))
        elif kept[-1][1].cells != line.cells:
            raise _twice(table, day, kept[-1][1], line)
    told = []
    if ordered != dated:
        told.append("newest first, turned" if ordered == dated[::-1] else "not in order, sorted by date")
    if len(kept) < len(ordered):
        told.append(f"counted once: {counted(len(ordered) - len(kept), 'line')} that came before in the same words")
    return kept, "; ".join(told)


def _twice(table: Grid, day: date, first: Line, second: Line) -> FaultyFileError:
    what = f"the date {day} stands on line {first.number} too, with other cells"
    differing = [n for n in texts(table) if first.cells[n] != second.cells[n]]
    if differing:
        name = name_of(table, differing[0])
        return FaultyFileError(
            second.number, what, f"Choose one series: --where '{name}={second.cells[differing[0]]}'."
        )
    return FaultyFileError(second.number, what, "Leave one row a day; of prices within a day only the last.")
