"""A small tape whose every answer can be worked out by hand."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.tape import Tape, read_tape

CATALOG = """
[instruments.spx]
name = "S&P 500"
kind = "equity_index"
unit = "points"
file = "spx.csv"
complete = true
[instruments.rut]
name = "Russell 2000"
kind = "equity_index"
unit = "points"
file = "rut.csv"
complete = true
[instruments.gold]
name = "Gold"
kind = "commodity"
unit = "USD"
file = "gold.csv"
[instruments.us10y]
name = "10-year Treasury yield"
kind = "rate"
unit = "percent"
file = "us10y.csv"
[instruments.us2y]
name = "2-year Treasury yield"
kind = "rate"
unit = "percent"
file = "us2y.csv"
"""
# two weeks, Monday 5 January to Friday 16 January 2026, after a close on 31 December 2025
DAYS = [date(2025, 12, 31), *(date(2026, 1, 5) + timedelta(n) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11))]
CLOSES = {
    "spx": (100, 101, 102, 101, 100, 104, 105, 106, 107, 108, 110),
    "rut": (200, 202, 204, 208, 206, 204, 202, 200, 198, 196, 190),
    "gold": (50, 50, 51, 52, 53, 52, 53, 54, 53, 54, 52.5),
    "us10y": (4.00, 4.02, 4.05, 4.04, 4.10, 4.08, 4.10, 4.12, 4.15, 4.13, 4.20),
    "us2y": (4.10, 4.10, 4.11, 4.10, 4.12, 4.10, 4.10, 4.10, 4.10, 4.08, 4.09),
}
AS_OF = date(2026, 1, 16)


def _bars(closes: tuple[float, ...]) -> str:
    """Bars that open at the close before and reach one point beyond both, two below."""
    before = (closes[0], *closes[:-1])
    return "".join(
        f"{day},{c},{o},{max(o, c) + 1},{min(o, c) - 2}\n" for day, c, o in zip(DAYS, closes, before, strict=True)
    )


@pytest.fixture(scope="session")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Tape:
    folder: Path = tmp_path_factory.mktemp("tape")
    (folder / "catalog.toml").write_text(CATALOG)
    for key, closes in CLOSES.items():
        rows = "".join(f"{day},{close}\n" for day, close in zip(DAYS, closes, strict=True))
        head = "date,value\n" if key.startswith("us") else "date,close\n"
        if key == "spx":
            head, rows = "date,close,open,high,low\n", _bars(closes)
        (folder / f"{key}.csv").write_text(head + rows)
    return read_tape(folder)
