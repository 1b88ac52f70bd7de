"""What the benchmarks share: processes and functions timed in turns, and one way of printing a result.

The ratios are of CPU time (user and system), which a busy machine disturbs least; wall time stands beside it. Both
sides of a ratio are measured in turns within one run, and the median of each is taken.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))  # its own code is measured, whatever is installed
REAL_TAPE = REPOSITORY.parent / "shared" / "tape"  # real closes, where somebody has laid them beside the checkout


@dataclass(frozen=True)
class Cost:
    """What something took: seconds of CPU and of the clock, and the most memory a process had, in MB."""

    cpu: float
    wall: float
    memory: float = 0.0


@dataclass(frozen=True)
class Row:
    """One line of a result: a figure and its target, in the same unit (None: it has none)."""

    what: str
    figure: str
    value: float
    at_most: float | None
    unit: str = "x"
    places: int = 2

    @property
    def over(self) -> bool:
        return self.at_most is not None and self.value > self.at_most


def quick(description: str) -> bool:
    """Reads the command line: whether a short run is wanted, which shows that the script works and measures nothing."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="as few repetitions as possible")
    return bool(parser.parse_args().quick)


def process(command: Sequence[str], folder: Path, **variables: str) -> Cost:
    """Runs a command in a folder and returns what it took; its output is thrown away, its failure is not.

    Modules are compiled once and kept, as where the package is installed, whatever the caller's environment says.
    """
    began = time.perf_counter()
    child = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": ""} | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    complaint = child.stderr.read() if child.stderr else b""
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if child.stderr:
        child.stderr.close()
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}: {complaint.decode()}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def timed(work: Callable[[], object]) -> Cost:
    """What a function took in this process."""
    began, before = time.perf_counter(), time.process_time()
    work()
    return Cost(time.process_time() - before, time.perf_counter() - began)


def in_turns(works: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, Cost]:
    """Measures all of them one after another, round by round; the median of each."""
    found: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(work())
    return {name: middle(costs) for name, costs in found.items()}


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each part."""
    return Cost(*(median(getattr(c, part) for c in costs) for part in ("cpu", "wall", "memory")))


def report(title: str, rows: Sequence[Row], remarks: Sequence[str] = ()) -> None:
    """Prints a result as a small table."""
    print(f"\n{title}")
    width = max((len(row.what) for row in rows), default=0)
    middle_width = max((len(row.figure) for row in rows), default=0)
    for row in rows:
        value = f"{row.value:.{row.places}f} {row.unit}"
        target = "" if row.at_most is None else f"at most {row.at_most:.{row.places}f} {row.unit}".rstrip()
        verdict = "over" if row.over else "ok" if target else ""
        print(f"  {row.what:<{width}}  {row.figure:<{middle_width}}  {value:>9}  {target:<15}  {verdict}".rstrip())
    for remark in remarks:
        print(f"  {remark}")
    sys.stdout.flush()
