"""Files that are there whole or not at all: written beside, forced to the disk, then renamed."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

_NO_FOLDERS = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EACCES, errno.EPERM})


def write_whole(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Puts a file in its place, or leaves what was there. Raises OSError; nothing half-written stays behind."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".truetape-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _force(path.parent)


def _force(folder: Path) -> None:
    """The rename itself, where the system can force that of a folder."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise
