"""The drafts of a call: files, folders and standard input, read whole or refused with what to do about it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from generator.check.text.source import Format, read_source
from generator.errors import OptionError

STDIN = "-"
LIMIT = 50_000_000  # bytes
SUFFIXES: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "markdown",
}
_DAY = r"\w+day,? (\d{1,2} \w+ \d{4})"
_STATED = re.compile(rf"(?:Closes of|As of|The week to) {_DAY}\b")
_FIELD = re.compile(r"^date:[ \t]*[\"']?(\d{4}-\d\d-\d\d)\b", re.MULTILINE)
_FRONT = re.compile(r"\s*---\r?\n.*?\n(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL)
_FIRST = 12  # blocks in which a line with the draft's day may stand


@dataclass(frozen=True)
class Draft:
    """A text to be judged; `form` is None where its first tag decides."""

    name: str
    text: str
    form: Format | None

    def day(self) -> date | None:
        """The day that a draft says it is of: `date:` of its front matter, or a line such as "Closes of Thursday, 22
        January 2026"."""
        front = _FRONT.match(self.text[:20_000])
        field = _FIELD.search(front[0]) if front else None
        if field:
            return _date(field[1], "%Y-%m-%d")
        lines = (block.text for block in islice(read_source(self.text[:200_000], self.form).blocks, _FIRST))
        stated = next(filter(None, map(_STATED.match, lines)), None)
        return _date(stated[1], "%d %B %Y") if stated else None


def _date(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None


def read_drafts(given: Sequence[str | Path]) -> list[Draft]:
    """All drafts, in the order given; those of a folder by name."""
    found = [draft for item in given for draft in _read(item)]
    if not found:
        raise OptionError(
            "there is no draft to check",
            subject=", ".join(map(str, given)),
            remedy="Give a Markdown, HTML or text file, a folder of them, or - for standard input.",
        )
    return found


def _read(item: str | Path) -> Iterator[Draft]:
    path = Path(item)
    if str(item) == STDIN:
        yield Draft(STDIN, _decoded(sys.stdin.buffer.read(LIMIT + 1), "standard input"), None)
    elif path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        yield from (Draft(str(p), read_text(p), SUFFIXES[p.suffix.lower()]) for p in inside)
    else:
        yield Draft(str(path), read_text(path), SUFFIXES.get(path.suffix.lower()))


def read_text(path: Path) -> str:
    """The text of a file."""
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:  # a ValueError: no path at all, such as one with a NUL
        why = error.strerror if isinstance(error, OSError) else error
        raise OptionError(f"it cannot be read: {why}", subject=str(path), remedy="Give a file that exists.") from error
    return _decoded(raw, str(path))


def _decoded(raw: bytes, name: str) -> str:
    if len(raw) > LIMIT:
        raise OptionError(f"it is larger than {LIMIT // 10**6} MB", subject=name, remedy="Give it in parts.")
    if not raw.strip():
        raise OptionError("it is empty", subject=name, remedy="Give a text with something to check.")
    try:
        if b"\0" not in raw:
            return raw.decode("utf-8-sig")
        where = "it holds a NUL byte"
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        where = f"line {line} is not UTF-8"
    raise OptionError(
        f"it is no text: {where}", subject=name, remedy="Give Markdown, HTML or plain text, saved as UTF-8."
    )
