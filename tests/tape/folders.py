"""Writes small tapes into folders."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from generator.tape import Tape, read_tape


@dataclass(frozen=True)
class Made:
    """One series of a tape in the making: its CSV text and its table of the catalog."""

    key: str
    text: str
    table: dict[str, Any] = field(default_factory=dict)

    def catalog(self) -> str:
        """The table as TOML; keys set to None are left out."""
        plain = {"name": self.key.title(), "kind": "equity_index", "unit": "points", "file": f"{self.key}.csv"}
        told = {name: value for name, value in {**plain, **self.table}.items() if value is not None}
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in told.items()]
        return "\n".join([f"[instruments.{self.key}]", *lines, ""])


def weekdays(start: date, count: int) -> list[date]:
    """So many weekdays from a date on."""
    found: list[date] = []
    while len(found) < count:
        if start.weekday() < 5:
            found.append(start)
        start += timedelta(1)
    return found


def series(key: str, days: Sequence[date | str], closes: Sequence[float], **table: object) -> Made:
    """A series of closes; further names are keys of its catalog table."""
    rows = "".join(f"{day},{close!r}\n" for day, close in zip(days, closes, strict=True))
    return Made(key, f"date,close\n{rows}", dict(table))


def bars(key: str, days: Sequence[date | str], rows: Sequence[Sequence[float]], **table: object) -> Made:
    """A series of whole bars: open, high, low, close, volume."""
    lines = (",".join([str(day), *map(repr, row)]) + "\n" for day, row in zip(days, rows, strict=True))
    return Made(key, "date,open,high,low,close,volume\n" + "".join(lines), dict(table))


def write_tape(folder: Path, *made: Made, top: str = "", **others: str) -> Path:
    """Lays a tape's files into a folder: the series, the catalog (after `top`), `events=` and `statements=`."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in made:
        (folder / one.table.get("file", f"{one.key}.csv")).write_text(one.text, "utf-8", newline="")
    (folder / "catalog.toml").write_text(top + "\n".join(one.catalog() for one in made), "utf-8")
    for name, text in others.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def tape_of(folder: Path, *made: Made, **others: str) -> Tape:
    """The same, read."""
    return read_tape(write_tape(folder, *made, **others))
