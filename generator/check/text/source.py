"""Reads a draft: Markdown, HTML or plain text become blocks of clean text that know where each character stood.

Markup is left out, entities are resolved, odd spaces, minus signs and quotes are made plain. `Block.span` gives the
place in the draft back, so that a finding always covers the words as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from generator.check.text.inline import clean
from generator.check.text.replacing import replace
from generator.check.text.wordset import wordset
from generator.records import dataclass

Role = Literal["heading", "text", "item", "cell"]
Format = Literal["markdown", "html", "text"]

LONGEST = 5000  # characters of a paragraph
_TABLE_LINE = 200  # characters of a line that may be a row of a table without a rule
_IGNORE = re.compile(r"<!--\s*truetape:\s*ignore\b[\s,:;]*(?P<why>.{0,600}?)\s*-->", re.S | re.I)
_PAGE = re.compile(r"\s*(?:<!doctype|<html|<body|<article|<section|<main|<table|<[uo]l|<p[ >]|<div|<h\d)", re.I)
_FENCE = re.compile(r" {0,3}(```|~~~)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_ITEM = re.compile(r"[ \t]*(?:[-*+\u2022\u25aa\u2023\u2013\u2014\u25cf\u25b8]|\d{1,3}[.)]|\(?[a-z\d]\))[ \t]+")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_BREAKS = wordset("""
    p div section article br li ul ol tr td th table h1 h2 h3 h4 h5 h6 blockquote header footer hr dt dd figure
    figcaption main aside nav body html head title pre
""")  # fmt: skip
_SILENT = wordset("script style pre code template noscript svg head")
UNREAD = "data-unread"  # on an element of our own pages that explains the text and is no part of it
_SHOWN = re.compile(r"(?P<key>title|subtitle|headline|summary|description|excerpt|dek|abstract)[ \t]*:[ \t]*(?P<quote>[\"']?)(?P<words>[^\n]{3,2000}?)(?P=quote)[ \t\r]*$", re.I | re.M)  # fmt: skip
_TITLES = frozenset({"title", "subtitle", "headline"})
_TAG = re.compile(r"<!--.{0,3000}?-->|<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?:\s[^<>]{0,1500})?/?>|<![^<>]{0,300}>", re.S)


@dataclass(frozen=True)
class Cell:
    """Where a cell stands in its table."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Block:
    """Clean text of one heading, paragraph, list item or cell; `at[i]` is where character `i` stands in the draft."""

    role: Role
    text: str
    at: Sequence[int]
    level: int = 0
    cell: Cell | None = None
    ordered: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the draft of the clean characters from `start` to `end`."""
        return self.at[start], self.at[end - 1] + 1


@dataclass(frozen=True)
class Ignored:
    """A comment by which an editor left something knowingly: where it stands, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True)
class Source:
    """A draft as read: its text, its blocks in order, and the comments that leave claims knowingly."""

    text: str
    blocks: tuple[Block, ...]
    ignored: tuple[Ignored, ...]


def read_source(text: str, form: Format | None = None) -> Source:
    """The blocks of a draft; without `form`, HTML is recognised by its first tag."""
    form = form or ("html" if is_page(text) else "markdown")
    reader = _html_blocks if form == "html" else _markdown_blocks
    ignored = tuple(Ignored(m.start(), m.end(), m["why"]) for m in _IGNORE.finditer(text))
    return Source(text, tuple(p for b in reader(text) if b.text.strip() for p in _pieces(b)), ignored)


def is_page(text: str) -> bool:
    """Whether a draft of no declared form is HTML."""
    return bool(_PAGE.match(text))


def _pieces(block: Block) -> Iterator[Block]:
    """A block, or pieces of one that is too long for a paragraph, so that the work stays linear."""
    start = 0
    while len(block.text) - start > LONGEST:
        cut = block.text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield replace(block, text=block.text[start:cut], at=block.at[start:cut])
        start = cut
    yield replace(block, text=block.text[start:], at=block.at[start:]) if start else block


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end - (text[end - 1 : end] == "\r" and end > start)
        start = end + 1


class _Markdown:
    """Gathers the lines of a Markdown draft into blocks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.open: list[tuple[int, int]] = []
        self.role: Role = "text"
        self.ordered = False
        self.tables = 0
        self.row = -1
        self.sign = "|"

    def flush(self) -> None:
        """Closes the open paragraph or item."""
        for start, end in _joined(self.text, self.open):
            plain, at = clean(self.text, start, end)
            self.blocks.append(Block(self.role, plain, at, ordered=self.ordered))
        self.open, self.role, self.ordered = [], "text", False

    def heading(self, start: int, end: int, level: int) -> None:
        """Adds a heading."""
        self.flush()
        plain, at = clean(self.text, start, end)
        shown = plain.rstrip(" #")
        self.blocks.append(Block("heading", shown, at[: len(shown)], level))

    def table_row(self, start: int, end: int, sign: str = "|") -> None:
        """Adds the cells of one line of a table."""
        self.flush()
        self.row += 1
        for column, (left, right) in enumerate(_cells(self.text, start, end, sign)):
            plain, at = clean(self.text, left, right)
            self.blocks.append(Block("cell", plain, at, cell=Cell(self.tables, self.row, column)))

    def line(self, start: int, end: int) -> None:
        """Takes one line of running text."""
        item = _ITEM.match(self.text, start, end)
        if item:
            self.flush()
            self.role, self.ordered = "item", self.text[item.start() : item.end()].strip()[0].isdigit()
            start = item.end()
        self.open.append((start, end))


def _cells(text: str, start: int, end: int, sign: str) -> Iterator[tuple[int, int]]:
    inside = text[start:end]
    left = start + (len(inside) - len(inside.lstrip(" \t")) if sign == "|" else 0)
    if text[left : left + 1] == "|":
        left += 1
    while left <= end:
        right = text.find(sign, left, end)
        if right < 0:
            if text[left:end].strip():
                yield left, end
            return
        yield left, right
        left = right + 1


_SLACK = 12  # room that a line wrapped by hand may have left for the next line's first word
_GO_ON = wordset("but and or nor on in to for with from of at by while as after before than which that its")


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One stretch where lines were wrapped to a width or go on in lower case; each line apart where its break is meant."""
    if len(lines) < 2:
        return lines
    widest = max(end - start for start, end in lines)
    words = [(text[start:end].split(None, 1) or [""])[0] for start, end in lines]
    room = [widest - (end - start) - 1 - len(word) for (start, end), word in zip(lines, words[1:], strict=False)]
    meant = any(r >= _SLACK for r in room)  # somewhere a line ends that had room for more
    if 50 <= widest <= 130 and not meant:
        return [(lines[0][0], lines[-1][1])]
    plain = words if meant else words[:1]
    if any(w[:1].islower() and w not in _GO_ON for w in plain) or words[0][:1].islower():
        return lines  # who writes no capitals may begin a line so
    found = [lines[0]]
    for (start, end), word, left in zip(lines[1:], words[1:], room, strict=True):
        full = left < 0 or word in _GO_ON  # the next word had no room
        goes_on = word[:1].islower() and text[found[-1][1] - 1] not in ".!?:;"
        if goes_on and full:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _markdown_blocks(text: str) -> tuple[Block, ...]:
    reader = _Markdown(text)
    lines = list(_lines(text))
    at = _after_front_matter(reader, lines)
    fence = None
    comment = False
    while at < len(lines):
        start, end = lines[at]
        line = text[start:end]
        at += 1
        fenced = _FENCE.match(line)
        if fenced and (fence is None or fence == fenced[1]):
            reader.flush()
            fence = None if fence else fenced[1]
            continue
        if fence:
            continue
        comment, skip = _in_comment(line, comment)
        if skip:
            continue
        if line.lstrip().lower().startswith("<table"):
            at = _html_table(reader, lines, at - 1)
            continue
        _take(reader, text, start, end, lines[at] if at < len(lines) else None)
    reader.flush()
    return tuple(reader.blocks)


def _html_table(reader: _Markdown, lines: list[tuple[int, int]], at: int) -> int:
    """Reads a table in HTML inside Markdown; the line after it."""
    reader.flush()
    last = at
    while last + 1 < len(lines) and "</table" not in reader.text[slice(*lines[last])].lower():
        last += 1
    inner = _Html(reader.text)
    _walk(inner, lines[at][0], lines[last][1])
    tables = {b.cell.table for b in inner.blocks if b.cell}
    for block in inner.blocks:
        cell = replace(block.cell, table=block.cell.table + reader.tables) if block.cell else None
        reader.blocks.append(replace(block, cell=cell))
    reader.tables += len(tables)
    return last + 1


def _in_comment(line: str, comment: bool) -> tuple[bool, bool]:
    """Whether a comment goes on after this line, and whether the line is nothing but comment."""
    if comment:
        return "-->" not in line, True
    opened = line.rfind("<!--")
    if opened >= 0 and "-->" not in line[opened:]:
        return True, True
    return False, bool(re.fullmatch(r"\s*<!--.*-->\s*", line))


def _take(reader: _Markdown, text: str, start: int, end: int, following: tuple[int, int] | None) -> None:
    quoted = _QUOTE.match(text, start, end)
    start = quoted.end() if quoted else start
    line = text[start:end]
    heading = _HEADING.match(line)
    below = text[following[0] : following[1]] if following else ""
    if not line.strip():
        reader.flush()
        _leave_table(reader)
    elif heading:
        _leave_table(reader)
        reader.heading(start + heading.end(), end, len(heading[1]))
    elif _RULE.match(line) and ("|" in line or reader.row >= 0 or not reader.open):
        return
    elif _UNDERLINE.match(line) and reader.open:
        first, last = reader.open.pop()
        reader.heading(first, last, 1 if "=" in line else 2)
    elif sign := _column_sign(reader, line, below):
        reader.sign = sign
        reader.table_row(start, end, sign)
    elif reader.row >= 0:
        _leave_table(reader)
        reader.line(start, end)
    else:
        reader.line(start, end)


def _column_sign(reader: _Markdown, line: str, below: str) -> str:
    """What parts the columns of a line of a table: pipes or tabs; nothing where it is running text."""
    if reader.row >= 0:
        return reader.sign if reader.sign in line else ""
    if "|" in line and (line.lstrip().startswith("|") or ("|" in below and _RULE.match(below))):
        return "|"
    for sign in "|\t":
        count = line.count(sign)
        if count and count == below.count(sign) and len(line) < _TABLE_LINE and any(c.isdigit() for c in below):
            return sign
    return ""


def _leave_table(reader: _Markdown) -> None:
    if reader.row >= 0:
        reader.tables += 1
        reader.row = -1


def _after_front_matter(reader: _Markdown, lines: list[tuple[int, int]]) -> int:
    """Reads what front matter shows to readers, its title and summary; the line after it."""
    if not lines or reader.text[slice(*lines[0])].strip() != "---":
        return 0
    for i, (start, end) in enumerate(lines[1:200], 1):
        if reader.text[start:end].strip() in ("---", "..."):
            for first, last in lines[1:i]:
                _shown(reader, first, last)
            return i + 1
    return 0


def _shown(reader: _Markdown, start: int, end: int) -> None:
    """Takes a line of front matter such as `title: "..."`."""
    found = _SHOWN.match(reader.text, start, end)
    if found is not None:
        plain, at = clean(reader.text, *found.span("words"))
        reader.blocks.append(Block("heading" if found["key"].lower() in _TITLES else "text", plain, at, 1))


class _Html:
    """Walks over the tags of an HTML draft."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.chars: list[str] = []
        self.at: list[int] = []
        self.role: Role = "text"
        self.level = 0
        self.table, self.row, self.column = -1, -1, -1
        self.silent: str | None = None
        self.depth = 0  # elements of that name that are still open, where they may stand in one another

    def flush(self) -> None:
        """Closes the open block."""
        if "".join(self.chars).strip():
            cell = Cell(self.table, self.row, self.column) if self.role == "cell" else None
            self.blocks.append(Block(self.role, "".join(self.chars), tuple(self.at), self.level, cell))
        self.chars, self.at = [], []

    def words(self, start: int, end: int) -> None:
        """Takes text between tags."""
        if self.silent is None:
            plain, at = clean(self.text, start, end)
            self.chars += plain.replace("\n", " ")
            self.at += at

    def tag(self, name: str, closing: bool, *, unread: bool = False) -> None:
        """Takes a tag."""
        if self.silent:
            if name == self.silent:
                self.depth += (-1 if closing else 1) if self.depth else 0
                self.silent = None if closing and not self.depth else self.silent
            return
        if (name in _SILENT or unread) and not closing:
            self.silent, self.depth = name, int(unread)
        if name in _BREAKS:
            self.flush()
            self._place(name, closing)

    def _place(self, name: str, closing: bool) -> None:
        self.role, self.level = "text", 0
        if closing:
            return
        if name == "table":
            self.table, self.row = self.table + 1, -1
        elif name == "tr":
            self.row, self.column = self.row + 1, -1
        elif name in ("td", "th"):
            self.column += 1
            self.role = "cell"
        elif name == "li":
            self.role = "item"
        elif name[0] == "h" and name[1:].isdigit():
            self.role, self.level = "heading", int(name[1:])


def _html_blocks(text: str) -> tuple[Block, ...]:
    reader = _Html(text)
    _walk(reader, 0, len(text))
    return tuple(reader.blocks)


def _walk(reader: _Html, start: int, end: int) -> None:
    """Reads text and tags from one place to another."""
    here = start
    for match in _TAG.finditer(reader.text, start, end):
        reader.words(here, match.start())
        if match[2]:
            reader.tag(match[2].lower(), bool(match[1]), unread=UNREAD in match[0])
        here = match.end()
    reader.words(here, end)
    reader.flush()
