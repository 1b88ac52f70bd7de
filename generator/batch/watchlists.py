"""Watchlists, read as a stream: JSON lines or CSV, one reader or client a line.

    {"id": "ada", "instruments": ["rut", "gold"], "lang": "en", "story": "auto", "tone": "full"}

Only `id` and `instruments` must be there. In CSV the instruments of a cell are parted by spaces, `;` or `|`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TextIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from generator.errors import OptionError
from generator.validation import first_fault

MOST_INSTRUMENTS = 500
LONGEST_LINE = 1 << 20  # bytes; a longer line is no watchlist
_PARTED = re.compile(r"[\s;|]+")


class Watchlist(BaseModel):
    """Whose brief it is, and what it is about."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: str = Field(min_length=1, max_length=200)
    instruments: tuple[str, ...] = Field(min_length=1, max_length=MOST_INSTRUMENTS)
    lang: str = Field("en", max_length=20)
    story: Literal["auto", "wrap", "divergence", "breakout", "rotation", "analog"] = "auto"
    tone: Literal["full", "terse"] = "full"

    @field_validator("instruments", mode="before")
    @classmethod
    def _parted(cls, given: Any) -> Any:  # noqa: ANN401 - what a line holds
        return [name for name in _PARTED.split(given) if name] if isinstance(given, str) else given

    @field_validator("instruments")
    @classmethod
    def _once(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(keys))


@dataclass(frozen=True)
class Line:
    """A line of the file (counted from 1): a watchlist, or why it is none."""

    number: int
    watchlist: Watchlist | None = None
    fault: str = ""


def read_watchlists(path: Path) -> Iterator[Line]:
    """All lines of a file, one at a time; blank ones are passed over.

    A file named `.csv` is CSV with a header, any other JSON lines. Raises OptionError for a file that cannot be read.
    """
    try:
        if path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
                yield from _of_csv(text, path)
        else:
            with path.open("rb") as raw:
                yield from _of_json(raw)
    except OSError as error:
        raise OptionError(
            f"cannot be read ({error.strerror or error})", subject=str(path), remedy="Give a file of watchlists."
        ) from error


def _of_json(raw: io.BufferedReader) -> Iterator[Line]:
    for number, line in enumerate(_lines(raw), start=1):
        if len(line) > LONGEST_LINE:
            yield Line(number, fault=f"is longer than {LONGEST_LINE} bytes")
        elif line.strip():
            yield _line(number, line)


def _lines(raw: io.BufferedReader) -> Iterator[bytes]:
    """The lines; of one that is too long only its begin, so that no file can fill the memory."""
    while line := raw.readline(LONGEST_LINE + 2):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = raw.readline(LONGEST_LINE + 2)
        yield line


def _line(number: int, line: bytes) -> Line:
    try:
        return Line(number, Watchlist.model_validate(json.loads(line.decode("utf-8-sig"))))
    except UnicodeDecodeError:
        return Line(number, fault="is not UTF-8 text")
    except json.JSONDecodeError as error:
        return Line(number, fault=f"is no JSON ({error.msg})")
    except RecursionError:
        return Line(number, fault="is no JSON (nested too deeply)")
    except ValidationError as error:
        return Line(number, fault=_told(error))


def _of_csv(text: TextIO, path: Path) -> Iterator[Line]:
    reader = csv.DictReader(text, strict=True)
    try:
        names = set(reader.fieldnames or ())
        if not {"id", "instruments"} <= names:
            raise OptionError(
                "has no columns id and instruments", subject=str(path), remedy="Begin it with id,instruments."
            )
        for row in reader:
            yield _row(reader.line_num, row)
    except csv.Error as error:
        yield Line(reader.line_num, fault=f"is no CSV ({error}); nothing after it was read")


def _row(number: int, row: dict[str | Any, Any]) -> Line:
    if None in row or None in row.values():
        return Line(number, fault="has not as many cells as the header has names")
    try:
        return Line(number, Watchlist.model_validate({name: cell for name, cell in row.items() if cell.strip()}))
    except ValidationError as error:
        return Line(number, fault=_told(error))


def _told(error: ValidationError) -> str:
    where, what = first_fault(error)
    return f"{where or 'it'} {what}"
