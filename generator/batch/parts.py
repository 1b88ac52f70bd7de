"""The files of a run: parts that are there whole or not at all, what is known of each, and the manifest at the end.

    run.json             what the run is of: its input, tape, day and options; `--resume` goes on with nothing else
    part-00000.jsonl     briefs, in the order of the input (or .parquet)
    part-00000.json      what the part holds: how many, which lines failed, checks, the hash of its bytes
    manifest.json        all of it summed up; only a finished run has one

A part's own .json is written before the part, so a part that is there has one. Every file is written beside, forced to
the disk and renamed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from generator.check.judging.findings import VERDICTS
from generator.errors import BatchError, OptionError
from generator.files import write_whole

Format = Literal["jsonl", "parquet"]
FIELDS = ("id", "lang", "as_of", "title", "summary", "markdown", "html", "facts", "checks")
MOST_OPEN = 1000  # sentences not covered that the manifest lists
RUN, MANIFEST, LOCK = "run.json", "manifest.json", ".lock"


@dataclass(frozen=True)
class Part:
    """A finished part: its bytes, and what the manifest tells of it."""

    number: int
    data: bytes
    briefs: int
    checks: dict[str, int]
    failed: tuple[tuple[int, str], ...]
    audited: int
    audit_faults: tuple[str, ...]
    open: dict[str, list[int]] = field(default_factory=dict)  # sentences not covered: how often, the first line


def encode(records: Sequence[dict[str, Any]], form: Format) -> bytes:
    """The bytes of a part. Parquet columns: text, and a struct of counts for `checks`."""
    if form == "jsonl":
        return b"".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for r in records)
    pyarrow, parquet = _pyarrow()
    # Column by column, and without dictionaries of texts that do not recur: 50 times as fast as from the records.
    texts = {name: pyarrow.array([r[name] for r in records], pyarrow.string()) for name in FIELDS if name != "checks"}
    counts = [pyarrow.array([r["checks"][verdict] for r in records], pyarrow.int32()) for verdict in VERDICTS]
    table = pyarrow.table(texts | {"checks": pyarrow.StructArray.from_arrays(counts, list(VERDICTS))})
    out = BytesIO()
    parquet.write_table(table, out, compression="zstd", use_dictionary=["lang", "as_of"])
    return out.getvalue()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow  # noqa: PLC0415 - only Parquet needs it
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise OptionError(
            "Parquet needs pyarrow", subject="--format parquet", remedy="pip install 'truetape[dask]', or use jsonl."
        ) from error
    return pyarrow, parquet


class Folder:
    """The output folder of one run."""

    def __init__(self, path: Path, form: Format) -> None:
        self.path, self.form = path, form

    @contextmanager
    def opened(self, run: dict[str, Any], *, resume: bool) -> Iterator[None]:
        """Holds the folder for this process alone. Raises OptionError when another has it or it is of another run."""
        with _told(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / LOCK).open("w")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise OptionError(
                    "another run is writing there", subject=str(self.path), remedy="Wait for it, or give another --out."
                ) from error
            self._begin(run, resume)
            yield

    def _begin(self, run: dict[str, Any], resume: bool) -> None:
        there = self._json(RUN)
        if there is None and any(self.path.glob("part-*")):
            raise OptionError("holds parts of no known run", subject=str(self.path), remedy="Give an empty --out.")
        if there is not None and not resume:
            raise OptionError(
                "holds a run already", subject=str(self.path),
                remedy="Say --resume to go on with it, or give another --out.",
            )  # fmt: skip
        if there is not None and there != run:
            other = next(name for name in (*run, *there) if run.get(name) != there.get(name))
            raise OptionError(
                f"holds a run with another {other} ({there.get(other)}, now {run.get(other)})", subject=str(self.path),
                remedy="Resume with what the run began with, or give another --out.",
            )  # fmt: skip
        self._write(RUN, _text(run))

    def has(self, number: int) -> bool:
        """Whether a part is finished; one whose bytes are not those that were written is done again."""
        known, data = self._json(f"part-{number:05}.json"), self.path / self._name(number)
        if known is None or not data.is_file():
            return False
        with _told(self.path):
            return bool(hashlib.sha256(data.read_bytes()).hexdigest() == known["sha256"])

    def keep(self, part: Part) -> None:
        """Writes a part: whole, or not at all."""
        known = {
            "file": self._name(part.number), "briefs": part.briefs, "checks": part.checks,
            "failed": [list(each) for each in part.failed], "audited": part.audited,
            "audit_faults": list(part.audit_faults), "not_covered": part.open,
            "sha256": hashlib.sha256(part.data).hexdigest(),
        }  # fmt: skip
        self._write(f"part-{part.number:05}.json", _text(known))
        self._write(self._name(part.number), part.data)

    def finish(self, parts: int, run: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
        """Sums the parts up in the manifest and returns it."""
        known = [k for n in range(parts) if (k := self._json(f"part-{n:05}.json"))]
        if len(known) != parts:
            raise BatchError("parts are missing", subject=str(self.path), remedy="Go on with --resume.")
        checks: dict[str, int] = {}
        for part in known:
            for verdict, count in part["checks"].items():
                checks[verdict] = checks.get(verdict, 0) + count
        failed = [{"line": line, "why": why} for part in known for line, why in part["failed"]]
        manifest = {
            **run, "briefs": sum(part["briefs"] for part in known), "failed": len(failed), "checks": checks,
            "audited": sum(part["audited"] for part in known),
            "audit_faults": [fault for part in known for fault in part["audit_faults"]],
            "not_covered": _added(part["not_covered"] for part in known), **more,
            "parts": [{name: part[name] for name in ("file", "briefs", "sha256")} for part in known],
            "failures": failed,
        }  # fmt: skip
        self._write(MANIFEST, _text(manifest))
        return manifest

    def _name(self, number: int) -> str:
        return f"part-{number:05}.{self.form}"

    def _json(self, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads((self.path / name).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return found

    def _write(self, name: str, data: bytes) -> None:
        with _told(self.path):
            write_whole(self.path / name, data)


def _added(parts: Iterable[dict[str, list[int]]]) -> list[dict[str, Any]]:
    """The sentences that are not covered, the most frequent first: in how many briefs, and the first line of one."""
    found: dict[str, list[int]] = {}
    for part in parts:
        for sentence, (times, line) in part.items():
            found.setdefault(sentence, [0, line])[0] += times
    ranked = sorted(found.items(), key=lambda each: (-each[1][0], each[1][1]))[:MOST_OPEN]
    return [{"sentence": sentence, "briefs": times, "line": line} for sentence, (times, line) in ranked]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BatchError(
            f"cannot be written ({error.strerror or error}); finished parts stay good", subject=str(path),
            remedy="Make room or mend the rights, then go on with --resume.",
        ) from error  # fmt: skip


def _text(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
