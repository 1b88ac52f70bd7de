"""Files that are written whole: beside, flushed to the disk, then renamed."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from generator.errors import PublishError

TIMEOUT = 120  # seconds for a program


def write(path: Path, data: bytes) -> None:
    """Puts a file in its place, or leaves the one that was there. Raises PublishError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".truetape-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        _flush(path.parent)
    except OSError as error:
        raise PublishError(f"cannot be written ({error.strerror or error})", subject=str(path),
                           remedy="Make room, or give a folder that can be written to.") from error  # fmt: skip


def _flush(folder: Path) -> None:
    """The rename itself, where the system can do that for folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Takes a file away, if it is there. Raises PublishError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise PublishError(f"cannot be removed ({error.strerror or error})", subject=str(path)) from error


def run(folder: Path, command: Sequence[str]) -> str:
    """What a program prints. Raises PublishError when it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments of ours
            command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PublishError(f"cannot be run: {error}", subject=command[0]) from error
    if done.returncode:
        told = " ".join((done.stderr or done.stdout).split())[:300]
        raise PublishError(f"{' '.join(command[:2])} failed: {told}", subject=str(folder))
    return done.stdout
