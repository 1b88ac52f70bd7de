"""What comes to review: the folder of a brief, or any article, with the facts that it came with."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.check.text.source import read_source
from generator.check.views.drafts import SUFFIXES, read_text
from generator.check.views.drafts import Draft as Text
from generator.errors import ReviewError
from generator.review.referee import NO_SHEET, facts_in, read_facts
from generator.review.rules import LONGEST_TEXT
from generator.store.drafts import Kind

MOST_PICTURES, LARGEST_PICTURE, LARGEST_SHEET = 20, 2_000_000, 20_000_000  # bytes
LONGEST_TITLE = 300
_FRONT = re.compile(r"\s*---\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+):[ \t]*(.+?)[ \t\r]*$", re.MULTILINE)
_PICTURE = re.compile(r"[a-z0-9_-]{1,80}\.svg")


@dataclass(frozen=True)
class Submission:
    """A text with the facts behind it (none for an article that brings none) and its pictures by name. `versions` are
    texts that it was made from, such as the plain one before polish."""

    text: str
    origin: str
    facts: bytes = NO_SHEET
    kind: Kind = "submitted"
    as_of: date | None = None
    story: str = ""
    language: str = "en"
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    plain: str = ""


def read_submission(given: str | Path) -> Submission:
    """The brief of a folder, or an article of a file. Raises ReviewError or OptionError for what is neither."""
    path = Path(given)
    if path.is_dir():
        return _brief(path)
    if path.suffix.lower() not in SUFFIXES:
        raise ReviewError(
            "this is no draft", subject=str(path), remedy="Give a brief's folder, or a Markdown, HTML or text file."
        )
    return article(read_text(path), path.name)


def article(text: str, origin: str) -> Submission:
    """Any article; its day, story and language are what its front matter says."""
    fields = front_matter(text)
    return Submission(
        bounded(text), origin[:200], as_of=Text(origin, text, None).day(), story=fields.get("story", "")[:40],
        language=fields.get("lang", "en")[:20],
    )  # fmt: skip


def _brief(folder: Path) -> Submission:
    text, facts = folder / "brief.md", folder / "facts.json"
    if not (text.is_file() and facts.is_file()):
        raise ReviewError(
            "this folder is no brief: it has no brief.md with its facts.json", subject=str(folder),
            remedy="Give a folder that `truetape brief` wrote, or a single file.",
        )  # fmt: skip
    sheet = facts.read_bytes()
    if len(sheet) > LARGEST_SHEET:
        raise ReviewError("it is too large for a fact sheet", subject=str(facts), remedy="Write the brief again.")
    polished = read_text(text)
    found = brief(polished, sheet, folder.name, _pictures(folder / "charts"))
    return replace(found, plain=_plain(folder / "polish.json", polished))


def brief(text: str, sheet: bytes, origin: str, pictures: Mapping[str, bytes]) -> Submission:
    """A brief and its sheet. Raises ReviewError for what is no sheet."""
    read = read_facts(sheet)
    facts_in(read)
    fields = front_matter(text)
    return Submission(
        bounded(text), origin[:200], sheet, "plain", _day(read.get("as_of")), str(read.get("story") or "")[:40],
        fields.get("lang", "en")[:20], pictures,
    )  # fmt: skip


def _plain(report: Path, polished: str) -> str:
    """The text before it was polished, put together from what the report of the polish says of each sentence; empty for
    a brief that was not polished, or edited since."""
    if not report.is_file():
        return ""
    try:
        sentences = [
            (str(s["final"]), " ".join(s["plain"])) for s in json.loads(report.read_text("utf-8"))["sentences"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReviewError(
            "this is no report of a polish", subject=str(report), remedy="Write the brief again."
        ) from error
    text, at = polished, 0
    for final, plain in sentences:
        place = text.find(final, at)
        if place < 0:
            return ""
        text, at = text[:place] + plain + text[place + len(final) :], place + len(plain)
    return text if text != polished else ""


def _pictures(folder: Path) -> dict[str, bytes]:
    """The pictures of a brief, as far as they are ours: plain names, not too many, not too large."""
    found = sorted(p for p in folder.glob("*.svg") if _PICTURE.fullmatch(p.name) and p.is_file() and not p.is_symlink())
    return {p.name: p.read_bytes() for p in found[:MOST_PICTURES] if p.stat().st_size <= LARGEST_PICTURE}


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError as error:
        raise ReviewError(
            f"`{text}` is no date", subject="facts.json: as_of", remedy="Write the brief again."
        ) from error


def bounded(text: str) -> str:
    """A text that is not empty, not too long and holds what UTF-8 can. Raises ReviewError."""
    if not text.strip():
        raise ReviewError("the draft is empty", subject="draft", remedy="Give a text with something to check.")
    if len(text) > LONGEST_TEXT:
        raise ReviewError(
            f"the draft has more than {LONGEST_TEXT:,} characters", subject="draft", remedy="Give it in parts."
        )
    if any("\ud800" <= char <= "\udfff" or char == "\0" for char in text):
        raise ReviewError("the draft is no text", subject="draft", remedy="Give Markdown, HTML or plain text in UTF-8.")
    return text


def front_matter(text: str) -> dict[str, str]:
    """The fields of a front matter that are plain words; JSON strings are read as such."""
    return {name: _value(value) for name, value in parted(text)[0].items()}


def without_front_matter(text: str) -> str:
    """A text without the fields above it."""
    return parted(text)[1]


def parted(text: str) -> tuple[dict[str, str], str]:
    """The fields of a front matter as they are written, and the text behind it."""
    found = _FRONT.match(text[:20_000])
    return (dict(_FIELD.findall(found[1])), text[found.end() :]) if found else ({}, text)


def _value(written: str) -> str:
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return written.strip("'\"")
    return found if isinstance(found, str) else written


def title_of(text: str) -> str:
    """What a draft is called: its `title:`, its first heading, or its first words."""
    told = front_matter(text).get("title")
    if not told:
        blocks = read_source(text[:100_000]).blocks
        first = next((b for b in blocks if b.role == "heading"), blocks[0] if blocks else None)
        told = first.text if first else "Untitled"
    shown = " ".join("".join(char if char.isprintable() else " " for char in told).split())
    return shown if len(shown) <= LONGEST_TITLE else shown[: LONGEST_TITLE - 1] + "\u2026"
