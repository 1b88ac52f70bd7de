"""Files of a site or feed, and the programs that work on them; every failure is a PublishError."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from generator.errors import PublishError
from generator.files import write_whole

TIMEOUT = 120  # seconds for a program


def write(path: Path, data: bytes) -> None:
    """Puts a file in its place, or leaves the one that was there. Raises PublishError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        raise PublishError(f"cannot be written ({error.strerror or error})", subject=str(path),
                           remedy="Make room, or give a folder that can be written to.") from error  # fmt: skip


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
