"""Dates in whatever form a file has them. Which of two numbers is the month is asked of the whole file."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise

from generator.importing.grid import Line
from generator.tape.columns import FaultyFileError

ORDERS = {"dmy": "day first", "mdy": "month first"}
_TIME = r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]M)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?"
_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*"
_SHAPES = {
    "YYYY-MM-DD": rf"(?P<y>\d{{4}})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){_TIME}",
    "YYYYMMDD": r"(?P<y>1[89]\d\d|20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)",
    "day Month year": rf"(?P<d>\d{{1,2}})[- ](?P<m>{_MONTH})\.?[-, ]+(?P<y>\d{{4}}|\d\d){_TIME}",
    "Month day, year": rf"(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}}),? (?P<y>\d{{4}}){_TIME}",
    "YYYY-MM": r"(?P<y>\d{4})-(?P<m>\d\d)(?P<d>)",
    "two numbers and a year": rf"(?P<a>\d{{1,2}})([-/.])(?P<b>\d{{1,2}})\2(?P<y>\d{{4}}|\d\d){_TIME}",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SHAPES.items()}
_EITHER = "two numbers and a year"
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]? +", re.IGNORECASE)
_SECONDS = re.compile(r"\d{10}|\d{13}")  # since 1970, or thousandths of them

Dates = tuple[list[date], str]  # of the lines, and what was understood


def is_date(cell: str) -> bool:
    """Whether a cell may be a date, in any form."""
    cell = _WEEKDAY.sub("", cell)
    return any(pattern.fullmatch(cell) for pattern in _PATTERNS.values()) or bool(_SECONDS.fullmatch(cell))


def of_form(given: str) -> Callable[[str], bool]:
    """Whether a cell may be a date, where a person says in which form."""
    if given in ORDERS:
        return is_date

    def fits(cell: str) -> bool:
        try:
            _strptime(cell, given)
        except ValueError:
            return False
        return True

    return fits


def _strptime(cell: str, form: str) -> date:
    return datetime.strptime(cell, form).date()


def read_dates(lines: Sequence[Line], column: int, name: str, given: str | None) -> Dates:
    """The dates of a column of that name, all in one form. Raises FaultyFileError with the line that is in another.

    `given` is `dmy`, `mdy`, or a form of strptime such as `%d.%m.%y`.
    """
    cells = [(line.number, _WEEKDAY.sub("", line.cells[column])) for line in lines]
    if given and given not in ORDERS:
        return _converted(cells, name, lambda text: _strptime(text, given)), ""
    first = cells[0][1]
    shape = next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(first)), None)
    if shape is None:
        return _converted(cells, name, _of_seconds), "dates are seconds since 1970"
    if shape == _EITHER:
        return _of_two_numbers(cells, name, given)
    told = "" if shape == "YYYY-MM-DD" else f"dates are {shape}"
    if shape == "YYYY-MM":
        told = "dates are months: each row stands on the last day of its month"
    return _converted(cells, name, lambda text: _of_shape(shape, text)), told


def _converted(cells: Sequence[tuple[int, str]], name: str, convert: Callable[[str], date]) -> list[date]:
    found = []
    for line, cell in cells:
        try:
            found.append(convert(cell))
        except (ValueError, OverflowError) as error:
            shown = f"`{cell[:40]}` in column {name} is no date in the form of the others"
            what = shown if cell else f"has no date in column {name}"
            raise FaultyFileError(line, what, "Mend or remove the line; --dates names the form.") from error
    return found


def _of_seconds(cell: str) -> date:
    if not _SECONDS.fullmatch(cell):
        raise ValueError(cell)
    return datetime.fromtimestamp(int(cell[:10]), UTC).date()


def _of_shape(shape: str, cell: str) -> date:
    found = _PATTERNS[shape].fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    month = found["m"]
    number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
    year = _year(found["y"])
    return date(year, number, int(found["d"] or calendar.monthrange(year, number)[1]))


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (1900 if int(text) >= 69 else 2000)  # as POSIX has it


def _of_two_numbers(cells: Sequence[tuple[int, str]], name: str, given: str | None) -> Dates:
    order, why = (given, "as --dates says") if given else _order(cells, name)
    parts = ("a", "b") if order == "dmy" else ("b", "a")

    def convert(cell: str) -> date:
        found = _PATTERNS[_EITHER].fullmatch(cell)
        if found is None:
            raise ValueError(cell)
        return date(_year(found["y"]), int(found[parts[1]]), int(found[parts[0]]))

    return _converted(cells, name, convert), f"dates have the {ORDERS[order]}, {why}"


def _order(cells: Sequence[tuple[int, str]], name: str) -> tuple[str, str]:
    """Which of the two numbers is the day, by a number above 12 or by the order of the lines."""
    numbers = [(n, int(m["a"]), int(m["b"]), _year(m["y"])) for n, c in cells if (m := _PATTERNS[_EITHER].fullmatch(c))]
    day_first = next((n for n, a, _, _ in numbers if a > 12), None)
    month_first = next((n for n, _, b, _ in numbers if b > 12), None)
    if day_first and month_first:
        one, other = (next(cell for n, cell in cells if n == line) for line in (day_first, month_first))
        what = f"`{one}` in column {name} has the day first, but `{other}` on line {month_first} has the month first"
        raise FaultyFileError(day_first, what, "Write all dates in one form, best YYYY-MM-DD.")
    if day_first or month_first:
        order = "dmy" if day_first else "mdy"
        return order, f"as line {day_first or month_first} shows"
    ordered = {
        order
        for order, days in (
            ("dmy", [(y, b, a) for _, a, b, y in numbers]),
            ("mdy", [(y, a, b) for _, a, b, y in numbers]),
        )
        if len(days) > 1 and (all(x < y for x, y in pairwise(days)) or all(x > y for x, y in pairwise(days)))
    }
    if len(ordered) == 1:
        return ordered.pop(), "since only so the lines are in order"
    line, cell = cells[0]
    what = f"`{cell}` in column {name} can be read with the day or with the month first, and no other line tells which"
    raise FaultyFileError(line, what, "Say --dates dmy or --dates mdy.")
