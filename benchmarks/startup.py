"""How long a command takes from start to end, against `import pandas` in the same Python; and the memory of a brief."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from _measure import Cost, Row, in_turns, process, quick, report

PYTHON = sys.executable
TRUETAPE = str(Path(PYTHON).parent / "truetape")
COMMANDS = {
    "import pandas": [PYTHON, "-c", "import pandas"],
    "facts --ask rut.level": [TRUETAPE, "facts", "--ask", "rut.level"],
    "brief": [TRUETAPE, "brief", "--out", "briefs"],
}
TARGETS = {"facts --ask rut.level": 1.5, "brief": 3.0}
MOST_MEMORY = 300


def main() -> None:
    rounds = 1 if quick(__doc__ or "") else 21
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run = {
            what: partial(process, command, folder, XDG_CACHE_HOME=name, XDG_DATA_HOME=name, OPENBLAS_NUM_THREADS="1")
            for what, command in COMMANDS.items()
        }
        first = run["brief"]()  # compiles the templates into the cache
        found = in_turns(run, rounds)
        rows = _rows(found)
        report("Start to end, the sample tape", rows, _remarks(found, first, rounds))
        for row in rows:
            if row.over and row.what in COMMANDS:
                print(_hint(COMMANDS[row.what], folder))


def _rows(found: dict[str, Cost]) -> list[Row]:
    pandas = found["import pandas"]
    rows = [
        Row(what, f"{found[what].cpu:.3f} s against {pandas.cpu:.3f} s", found[what].cpu / pandas.cpu, target)
        for what, target in TARGETS.items()
    ]
    return [*rows, Row("memory of brief", "most at once", found["brief"].memory, MOST_MEMORY, "MB", 0)]


def _remarks(found: dict[str, Cost], first: Cost, rounds: int) -> list[str]:
    clock = ", ".join(f"{what} {cost.wall:.3f} s" for what, cost in found.items())
    by_clock = ", ".join(f"{found[what].wall / found['import pandas'].wall:.2f} x" for what in TARGETS)
    return [
        f"CPU time, median of {rounds} in turns. By the clock: {clock} ({by_clock}).",
        f"The very first brief, which compiles the templates: {first.cpu:.3f} s.",
    ]


def _hint(command: list[str], folder: Path) -> str:
    """The heaviest imports of a command, the imports below them included."""
    told = subprocess.run(
        [PYTHON, "-X", "importtime", *command], cwd=folder, capture_output=True, text=True, check=False
    ).stderr
    lines = re.findall(r"^import time: +\d+ \| +(\d+) \| (\s*)(\S+)$", told, re.MULTILINE)
    outer = sorted(((int(took), name) for took, indent, name in lines if len(indent) <= 4), reverse=True)[:10]
    return f"  Imports of {' '.join(command[1:3])} in ms: " + ", ".join(f"{n} {t / 1000:.0f}" for t, n in outer)


if __name__ == "__main__":
    main()
