"""A morning: a made universe, its readers, and `truetape batch` over them; what an instrument, a brief and memory cost.

    python benchmarks/morning.py --folder /tmp/morning --instruments 5000 --rows 7500 --watchlists 1000000

What is made stays in the folder, and so does what came out, in `out`; without one all goes into a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from _made import make_readers, make_tape
from _measure import REPOSITORY, Row, report

PAUSE = 0.5  # seconds between two looks at the processes
WARM = 0.3  # of the briefs: by then a worker has met most entries of the book


@dataclass
class Seen:
    """What was seen of the processes: seconds of the clock and of CPU, and at each look what workers have of their own.

    `briefs` are the looks while briefs were written: the share of the parts that is done, the most MB of a worker.
    """

    wall: float = 0.0
    cpu: float = 0.0
    begun: float = 0.0
    briefs: list[tuple[float, float]] = field(default_factory=list)


def main() -> None:
    given = _given()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        keys = make_tape(folder / "tape", given.instruments, given.rows)
        make_readers(folder / "readers.jsonl", keys, given.watchlists)
        seen = _run(folder, given.workers, given.watchlists)
        told = json.loads((folder / "out" / "manifest.json").read_text("utf-8"))
        size = sum(path.stat().st_size for path in (folder / "out").glob("part-*.jsonl"))
    own = [mb for share, mb in seen.briefs if share >= WARM] or [mb for _, mb in seen.briefs] or [0.0]
    last, first = own[-1], own[0]
    report(
        f"{given.watchlists:,} readers of {given.instruments:,} instruments with {given.rows:,} rows",
        [
            Row("a worker's own memory at the end", f"against {first:.0f} MB at {WARM:.0%}", last / max(first, 1), 1.2),
            Row("before the first part", "CPU of all processes", seen.begun, None, "s", 1),
            Row("the briefs", "the same", seen.cpu - seen.begun, None, "s", 1),
            Row("a brief", "the same", 1000 * (seen.cpu - seen.begun) / given.watchlists, None, "ms"),
            Row("all of it", "by the clock", seen.wall, None, "s", 1),
            Row("what came out", f"{told['briefs']:,} briefs", size / 1e6, None, "MB", 1),
        ],
        [f"Found: {told['checks']}; {len(told['audit_faults'])} of {told['audited']} audits have something."],
    )


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="as little as possible")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--instruments", type=int, default=200)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--watchlists", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    if given.quick:
        given.instruments, given.rows, given.watchlists, given.workers = 12, 300, 40, 1
    return given


def _run(folder: Path, workers: int, watchlists: int) -> Seen:
    command = [
        sys.executable, "-m", "generator", "batch", "--watchlists", str(folder / "readers.jsonl"), "--quiet",
        "--data", str(folder / "tape"), "--out", str(folder / "out"), "--workers", str(workers),
    ]  # fmt: skip
    seen, began = Seen(), time.perf_counter()
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as client:
        parts = -(-watchlists // 1000)
        while client.poll() is None:
            done = len(list((folder / "out").glob("part-*.jsonl")))
            each = _children(client.pid)
            if done:
                seen.briefs += [(done / parts, max(map(_private, each)))] if each else []
            else:
                seen.begun = _cpu(client.pid) + sum(map(_cpu, each))
            time.sleep(PAUSE)
        if client.returncode not in (0, 1):
            raise SystemExit(f"the batch ended with {client.returncode}")
    seen.wall = time.perf_counter() - began
    spent = os.times()
    seen.cpu = spent.children_user + spent.children_system
    return seen


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def _private(pid: int) -> float:
    """MB of memory that a process shares with no other; 0 for one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def _cpu(pid: int) -> float:
    """Seconds of CPU of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
