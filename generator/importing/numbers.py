"""Numbers in whatever form a file has them. Whether a comma ends the whole part is asked of the whole file."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from generator.importing.grid import Line
from generator.tape.columns import FaultyFileError

BLANK = frozenset({"", "-", "–", "—", ".", "n/a", "#n/a", "na", "nan", "null", "none", "nd", "#value!"})
_TIMES = {"k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12}
_CELL = re.compile(
    r"(?P<open>\()?(?P<sign>[-+−]?)[$€£¥]?\s?(?P<digits>\d[\d., '’\u00a0\u202f]*|[.,]\d+)(?P<exponent>e[-+]?\d+)?"
    r"\s?(?P<times>k|m|bn?|t)?\s?(?P<cent>%)?(?P<close>\))?", re.IGNORECASE,
)  # fmt: skip
_GAPS = re.compile(r"[ '’\u00a0\u202f]")
_PLAIN = re.compile(r"-?\d*\.(\d{1,2}|\d{4,})")
_POINT = re.compile(r"\d*\.\d+|.*,.*\..*|.*,.*,.*")  # the point ends the whole part (or commas stand in groups)
_COMMA = re.compile(r"\d*,\d+|.*\..*,.*|.*\..*\..*")
_QUICK = re.compile(r"-?\d{1,15}(\.\d+)?")
_THREE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")  # may be thousands


def decimal_mark(lines: Iterable[Line], columns: Iterable[int], given: str | None) -> tuple[str, str]:
    """The decimal mark of a file, `.` or `,`, and what to tell of it. Raises FaultyFileError where it is open."""
    if given:
        return given, f"the decimal mark is `{given}`, as --decimal says"
    shown: dict[str, tuple[int, str]] = {}  # the first line and cell with that mark
    doubtful: tuple[int, str] | None = None
    used = list(columns)
    for line in lines:
        for cell in (line.cells[column] for column in used):
            if "," not in cell:
                if "." not in cell:
                    continue
                if _PLAIN.fullmatch(cell):
                    shown.setdefault(".", (line.number, cell))
                    continue
            found = _CELL.fullmatch(cell)
            digits = _GAPS.sub("", found["digits"]) if found else ""
            if _THREE.fullmatch(digits):
                doubtful = doubtful or ((line.number, cell) if "," in digits else None)
            elif _POINT.fullmatch(digits):
                shown.setdefault(".", (line.number, cell))
            elif _COMMA.fullmatch(digits):
                shown.setdefault(",", (line.number, cell))
    if len(shown) == 2:
        (line_number, comma), (other, point) = shown[","], shown["."]
        what = f"`{comma}` has a decimal comma, but `{point}` on line {other} has a decimal point"
        raise FaultyFileError(line_number, what, "Write all numbers in one form, or say --decimal.")
    if not shown and doubtful:
        line_number, cell = doubtful
        what = f"`{cell}` may be a number of thousands or one with a decimal comma, and no other tells which"
        raise FaultyFileError(line_number, what, "Say --decimal . or --decimal ,")
    mark = next(iter(shown), ".")
    told = "the decimal mark is a comma" if mark == "," else "commas stand between thousands" if doubtful else ""
    return mark, told


def read_number(cell: str, mark: str, line: int, name: str) -> float:
    """The number of a cell, NaN for a blank one. Raises FaultyFileError."""
    if mark == "." and _QUICK.fullmatch(cell):
        return float(cell)
    if cell.casefold() in BLANK:
        return math.nan
    if "\n" in cell:
        what = f"a cell in quotes in column {name} goes on from `{cell.splitlines()[0][:40]}` on a line above"
        raise FaultyFileError(line, what, "Close the quotes where the cell ends.")
    found = _CELL.fullmatch(cell)
    if found is None or bool(found["open"]) != bool(found["close"]):
        raise FaultyFileError(line, f"`{cell[:40]}` in column {name} is no number", "Write a plain number, or nothing.")
    plain = _GAPS.sub("", found["digits"]).replace("." if mark == "," else ",", "")
    try:
        number = float(plain.replace(",", ".") + (found["exponent"] or ""))
    except ValueError:
        what = f"`{cell[:40]}` in column {name} is no number with the decimal mark `{mark}`"
        raise FaultyFileError(line, what, "Write a plain number, or say --decimal.") from None
    negative = (found["sign"] in {"-", "−"}) != bool(found["open"])
    number *= _TIMES[found["times"].lower()] if found["times"] else 1
    if not math.isfinite(number):
        raise FaultyFileError(line, f"`{cell[:40]}` in column {name} is no number", "Write a plain number, or nothing.")
    return -number if negative else number


def is_number(cell: str) -> bool:
    """Whether a cell looks like a number, or is blank."""
    return cell.casefold() in BLANK or bool(_CELL.fullmatch(cell))
