"""How long a tape of 30 instruments with 100 years of weekdays takes to load, against numpy reading the same floats."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import numpy as np
from _measure import Row, in_turns, quick, report, timed

from generator.tape import read_tape

INSTRUMENTS = 30
MOST_SECONDS = 0.5
KINDS = ("equity_index", "equity", "etf", "commodity", "fx", "rate")


def main() -> None:
    short = quick(__doc__ or "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = make_tape(folder, "2016-01-01" if short else "1926-01-01")
        works = {
            "read_tape": partial(timed, partial(read_tape, folder)),
            "numpy": partial(timed, partial(read_floats, folder)),
        }
        found = in_turns(works, 1 if short else 9)
    ours, numpy = found["read_tape"], found["numpy"]
    figure = f"{ours.cpu:.3f} s against {numpy.cpu:.3f} s"
    report(
        f"Loading a tape: {INSTRUMENTS} instruments, {rows:,} rows each",
        [
            Row("read_tape against numpy.loadtxt", figure, ours.cpu / numpy.cpu, None),
            Row("read_tape", "in all", ours.cpu, MOST_SECONDS, "s"),
        ],
        [
            "numpy reads the floats alone; a tape has dates, order, a content hash and a catalog besides.",
            f"CPU time. By the clock: {ours.wall:.3f} s against {numpy.wall:.3f} s.",
        ],
    )


def make_tape(folder: Path, since: str) -> int:
    """Writes a tape of random walks; returns how many rows each file has."""
    days = np.arange(since, "2026-01-01", dtype="datetime64[D]")
    days = days[np.is_busday(days)]
    rng = np.random.default_rng(20260122)
    catalog = ['title = "Random walks"']
    for n in range(INSTRUMENTS):
        close = 100 * np.exp(np.cumsum(rng.normal(0.0002, 0.01, len(days))))
        lines = [f"{day},{value:.2f}" for day, value in zip(days.astype(str), close, strict=True)]
        (folder / f"walk{n}.csv").write_text("date,close\n" + "\n".join(lines) + "\n")
        kind = KINDS[n % len(KINDS)]
        catalog += [
            f"[instruments.walk{n}]", f'name = "Walk {n}"', f'kind = "{kind}"',
            f'unit = "{"percent" if kind == "rate" else "points"}"', f'file = "walk{n}.csv"',
        ]  # fmt: skip
    (folder / "catalog.toml").write_text("\n".join(catalog) + "\n")
    return len(days)


def read_floats(folder: Path) -> list[np.ndarray]:
    """The second column of every file, and nothing else."""
    return [np.loadtxt(path, delimiter=",", skiprows=1, usecols=1) for path in sorted(folder.glob("*.csv"))]


if __name__ == "__main__":
    main()
