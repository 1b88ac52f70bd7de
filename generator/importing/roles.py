"""What each column of a file is, by its names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from generator.importing.grid import Grid
from generator.importing.numbers import BLANK, is_number
from generator.tape.columns import FaultyFileError

# Names as they are once only small letters and digits are left; of several that a file has, the first is meant.
CLOSES = ("close", "closelast", "last", "lastprice", "pxlast", "closingprice", "settle", "settlement",
          "settlementprice", "schlusskurs", "schluss", "price", "value")  # fmt: skip
VALUES = ("value",)  # of what no market quotes: a price beside it is of something else
BARS = {
    "open": ("open", "openingprice", "pxopen", "eröffnung", "erster"),
    "high": ("high", "pxhigh", "hoch", "tageshoch"),
    "low": ("low", "pxlow", "tief", "tagestief"),
    "volume": ("volume", "vol", "pxvolume", "volumen"),
    "adj_close": ("adjclose", "adjustedclose", "adjclosingprice", "adjustedclosingprice", "closeadj", "closeadjusted"),
    "dividends": ("dividends", "dividend"),
    "splits": ("stocksplits", "splits", "split"),
}

_SHOWN = 200  # cells that show whether a column holds numbers


@dataclass(frozen=True)
class Roles:
    """Which column holds the value, which the rest of the bar, and what to tell of it."""

    value: int
    bars: dict[str, int]
    told: tuple[str, ...]


def roles(grid: Grid, meant: Sequence[str], column: str | None, quoted: bool = True) -> Roles:
    """The columns to read. `meant` are names of the series; `column` is what a person says. Raises FaultyFileError.

    `quoted`: a market quotes it, so that it may have a close and a bar.
    """
    numeric = [n for n in range(len(grid.labels)) if n != grid.dates and _is_numeric(grid, n)]
    if not numeric:
        raise _no_numbers(grid)
    chosen = _named(grid, numeric, column) if column else numeric
    if column and len(chosen) == 1:
        value = chosen[0]
        chosen = numeric
    else:
        value = _value(grid, chosen, meant, CLOSES if quoted else VALUES)
    bars = {name: found[0] for name, names in BARS.items() if (found := _any(grid, chosen, names)) and len(found) == 1}
    if value in bars.values() or not quoted or not _any(grid, [value], CLOSES):
        return Roles(value, {}, (f"values from column {name_of(grid, value)}",))
    told = [f"closes from column {name_of(grid, value)}"]
    if "adj_close" in bars:
        told.append(f"{name_of(grid, bars['adj_close'])} is not used: adjusted closes change with every dividend")
    return Roles(value, bars, tuple(told))


def _no_numbers(grid: Grid) -> FaultyFileError:
    """Says what stands in the first column that could have held them."""
    remedy = "A series needs a date and a number in each line."
    n = next((n for n in range(len(grid.labels)) if n != grid.dates), None)
    if n is None:
        return FaultyFileError(None, "has no column beside the dates", remedy)
    line = next((line for line in grid.lines if line.cells[n].casefold() not in BLANK), None)
    if line is None:
        return FaultyFileError(None, f"has no numbers: column {name_of(grid, n)} is empty", remedy)
    what = f"has no column of numbers: column {name_of(grid, n)} holds `{line.cells[n][:40]}`"
    return FaultyFileError(line.number, what, remedy)


def texts(grid: Grid) -> list[int]:
    """Columns of words that differ from line to line, such as tickers."""
    rest = [n for n in range(len(grid.labels)) if n != grid.dates and not _is_numeric(grid, n)]
    return [n for n in rest if len({line.cells[n] for line in grid.lines}) > 1]


def column_named(grid: Grid, name: str) -> int:
    """The one column of that name. Raises FaultyFileError."""
    found = _named(grid, range(len(grid.labels)), name)
    if len(found) > 1:
        raise FaultyFileError(None, f"has {len(found)} columns {name}", "Name another column.")
    return found[0]


def _named(grid: Grid, among: Sequence[int], name: str) -> list[int]:
    found = [n for n in among if _plain(name) in map(_plain, grid.labels[n])]
    if not found:
        known = ", ".join(name_of(grid, n) for n in among)
        raise FaultyFileError(None, f"has no column {name} of that kind", f"Name one of: {known}.")
    return found


def _value(grid: Grid, among: Sequence[int], meant: Sequence[str], names: Sequence[str]) -> int:
    for name in names:
        found = _any(grid, among, (name,))
        if len(found) == 1:
            return found[0]
        if found:
            told = ", ".join(sorted({label for n in found for label in grid.labels[n] if _plain(label) != name}))
            remedy = f"Name what you mean with --column{f': {told}' if told else ''}."
            raise FaultyFileError(None, f"has {len(found)} columns {name}", remedy)
    for named in (_any(grid, among, [_plain(name) for name in meant]), among):
        if len(named) == 1 and not _any(grid, named, BARS["adj_close"]):
            return named[0]
    listed = ", ".join(name_of(grid, n) for n in among)
    raise FaultyFileError(
        None, f"has no column {names[0]}; its columns are {listed}", "Name the one you mean with --column."
    )


def _any(grid: Grid, among: Sequence[int], names: Sequence[str]) -> list[int]:
    return [n for n in among if set(map(_plain, grid.labels[n])) & set(names)]


def _is_numeric(grid: Grid, n: int) -> bool:
    given = list(islice((c for line in grid.lines if (c := line.cells[n]).casefold() not in BLANK), _SHOWN))
    return bool(given) and sum(map(is_number, given)) >= len(given) / 2


def _plain(label: str) -> str:
    return re.sub(r"[\W_]", "", label.casefold())


def name_of(grid: Grid, n: int) -> str:
    """How a column is called."""
    return " ".join(grid.labels[n]) or f"number {n + 1}"
