"""Tables for what has no API: CSV, JSON or Parquet, from a folder of yours or a URL, with a mapping of its columns."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import base
from generator.sources.base import Observations, World, columns, within
from generator.sources.feeds import host_of
from generator.sources.http import get
from generator.tape.columns import Columns
from generator.tape.series import day_number

Record = Mapping[str, Any]
_MONEY = re.compile(r"[\s$€£¥%'\u00a0\u202f]")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{2,3})*,\d{3}")
_NOTHING = frozenset({"", "-", "\u2212", "–", "—", ".", "n/a", "na", "nan", "null", "none", "#n/a"})


class Spec(base.Spec):
    """Where the table is (`file` of your folder, or `url`), and which of its columns mean what.

    `skip`: lines before the header; `where`: cells that a row must have; `records`: where in a JSON document the list
    of rows is; `bars`: further columns (open, high, low, volume); `decimal`: the decimal mark.
    """

    file: str | None = None
    url: str | None = None
    format: Literal["csv", "json", "parquet"] | None = None
    date: str = "date"
    value: str = "value"
    bars: dict[Literal["open", "high", "low", "volume"], str] = Field(default_factory=dict)
    where: dict[str, str] = Field(default_factory=dict)
    date_format: str = "%Y-%m-%d"
    delimiter: str = ","
    decimal: Literal[".", ","] = "."
    skip: int = 0
    records: str = ""
    currency: str | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.file is None) == (self.url is None):
            raise ValueError("give either `file` or `url`")
        if self.file and (Path(self.file).is_absolute() or ".." in Path(self.file).parts):
            raise ValueError("`file` must lie in your folder")
        return self

    @property
    def kind(self) -> str:
        """The format, by the name's ending where it is not given."""
        ending = (self.file or self.url or "").split("?")[0].rsplit(".", 1)[-1].lower()
        return self.format or (ending if ending in {"json", "parquet"} else "csv")


class Tables:
    """The source `table`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def host(self, spec: Spec) -> str:
        """The URL's; a file has none."""
        return host_of(spec.url) if spec.url else ""

    def title(self, spec: Spec) -> str:
        """The file, or the host of the URL."""
        return spec.file or f"Table of {host_of(spec.url or '')}"

    def fetch(self, instrument: Instrument, spec: Spec, since: date | None, until: date) -> Observations:
        """The rows whose cells are as the mapping says."""
        place = self.title(spec)
        records = _records(self._content(spec, place), spec, place)
        rows = _rows(records, spec, place)
        first = None if since is None else day_number(since)
        return Observations(place, within(rows, first, day_number(until)), spec.currency)

    def _content(self, spec: Spec, place: str) -> bytes:
        if spec.url:
            return get(spec.url, self._world, subject=place).content
        if self._world.folder is None or not (self._world.folder / str(spec.file)).is_file():
            folder = self._world.folder or "the folder of [sources]"
            raise SourceError("is not there", subject=place, remedy=f"Put it into {folder}, or do without the series.")
        path = self._world.folder / str(spec.file)
        if path.stat().st_size > self._world.limit:
            raise SourceError(f"has more than {self._world.limit >> 20} MB", subject=place)
        return path.read_bytes()


def _records(content: bytes, spec: Spec, place: str) -> list[Record]:
    try:
        return {"csv": _csv, "json": _json, "parquet": _parquet}[spec.kind](content, spec)
    except (ValueError, csv.Error, LookupError, TypeError, OSError, RecursionError) as error:
        remedy = "Look at it; `format`, `skip`, `delimiter` and `records` say how it is read."
        raise SourceError(f"is no {spec.kind} as described", subject=place, remedy=remedy) from error


def _csv(content: bytes, spec: Spec) -> list[Record]:
    lines = content.decode("utf-8-sig").splitlines(keepends=True)[spec.skip :]
    reader = csv.DictReader(io.StringIO("".join(lines), newline=""), delimiter=spec.delimiter, strict=True)
    reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
    return list(reader)


def _json(content: bytes, spec: Spec) -> list[Record]:
    found: Any = json.loads(content)
    for name in spec.records.split(".") if spec.records else ():
        found = found[int(name) if isinstance(found, list) else name]
    if isinstance(found, dict):  # of dates
        return [{spec.date: day, **(row if isinstance(row, dict) else {spec.value: row})} for day, row in found.items()]
    return [row for row in found if isinstance(row, dict)]


def _parquet(content: bytes, spec: Spec) -> list[Record]:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - heavy, and an extra of its own
    except ImportError as error:
        remedy = "pip install 'truetape[parquet]'"
        raise SourceError("is Parquet, which needs pyarrow", subject=spec.file or "", remedy=remedy) from error
    found: list[Record] = parquet.read_table(io.BytesIO(content)).to_pylist()
    return found


def _rows(records: Iterable[Record], spec: Spec, place: str) -> Columns | None:
    kept = [row for row in records if all(str(row.get(name)).strip() == want for name, want in spec.where.items())]
    if not kept:
        return None
    wanted = [spec.date, spec.value, *spec.bars.values()]
    lacking = [name for name in wanted if not any(name in row for row in kept)]
    if lacking:
        what = f"has no column {', '.join(lacking)}; it has {', '.join(map(str, kept[0]))[:200]}"
        raise SourceError(what, subject=place, remedy="The table may have changed: mend the mapping in the catalog.")
    rows = [row for row in kept if str(row.get(spec.date) or "").strip()]
    if not rows:
        return None
    days = np.array([day_number(_day(row[spec.date], spec, place)) for row in rows], dtype=np.int64)
    bars = {
        name: np.array([number(row.get(at), place, spec.decimal) for row in rows]) for name, at in spec.bars.items()
    }
    values = np.array([number(row.get(spec.value), place, spec.decimal) for row in rows])
    return columns(days, values, {str(name): bar for name, bar in bars.items()}, "close" if bars else "value")


def _day(cell: Any, spec: Spec, place: str) -> date:  # noqa: ANN401 - what a cell holds
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return datetime.strptime(str(cell).strip(), spec.date_format).date()
    except ValueError as error:
        what = f"`{str(cell)[:40]}` in column {spec.date} is no date as {spec.date_format}"
        raise SourceError(what, subject=place, remedy="Mend `date_format` in the catalog.") from error


def number(cell: Any, place: str, decimal: str = ".") -> float:  # noqa: ANN401 - what a cell holds
    """A number as people write them: 1,234.5, $12, (3.4) for minus; NaN for nothing."""
    text = str(cell if cell is not None else "").strip()
    if text.lower() in _NOTHING:
        return math.nan
    bare = _MONEY.sub("", text).replace("\u2212", "-")
    minus, bare = bare.startswith("(") and bare.endswith(")"), bare.strip("()")
    try:
        found = float(cell) if isinstance(cell, int | float) else float(_plain(bare, decimal))
    except (ValueError, OverflowError) as error:
        remedy = "Mend the file or the mapping; `decimal` says which mark is the decimal one."
        raise SourceError(f"`{text[:40]}` is no number", subject=place, remedy=remedy) from error
    return -found if minus else found


def _plain(bare: str, decimal: str) -> str:
    """Without the marks of thousands. Raises ValueError where they do not part thousands."""
    whole, mark, rest = bare.partition(decimal)
    thousands = "," if decimal == "." else "."
    if "_" in bare or thousands in rest or (thousands in whole and not _THOUSANDS.fullmatch(whole.replace(".", ","))):
        raise ValueError(bare)
    return whole.replace(thousands, "") + ("." if mark else "") + rest
