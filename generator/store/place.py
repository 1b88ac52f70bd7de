"""Where a store is, asked without loading a database library: most commands only want to know whether there is one."""

from __future__ import annotations

from pathlib import Path

FILE = "sqlite:///"


def file_of(url: str) -> Path | None:
    """The file of a store that is one; None for a server."""
    return Path(url.removeprefix(FILE) or "store.db") if url.startswith(FILE) else None


def is_there(url: str) -> bool:
    """Whether there is a store to open, without making one: always true of a server's URL."""
    file = file_of(url)
    return file is None or file.is_file()
