"""Reads a draft: Markdown, HTML or plain text become blocks of clean text that know where each character stood.

Markup is left out, entities are resolved, odd spaces, minus signs and quotes are made plain. `Block.span` gives the
place in the draft back, so that a finding always covers the words as they were written.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from generator.check.text.wordset import wordset

Role = Literal["heading", "text", "item", "cell"]
Format = Literal["markdown", "html", "text"]

_PLAIN = {
    "\u2212": "-", "\u2010": "-", "\u2011": "-", "\ufe63": "-", "\uff0d": "-", "\u2018": "'", "\u2019": "'", "\u02bc": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u2014": "\u2014", "\u2015": "\u2014",
    "\u2044": "/", "\uff05": "%", "\u066a": "%", "\t": " ",
}  # fmt: skip
LONGEST = 5000  # characters of a paragraph
_THIN = "\u2009\u202f\u00a0\u2007"
_ODD = re.compile(r"[\[\]\t]|[^\x00-\x7f]")  # what is not copied as it stands
_INLINE = re.compile(
    r"(?P<comment><!--.{0,3000}?-->)|(?P<tag></?[A-Za-z][^<>]{0,1500}>)|(?P<url>(?:https?://|www\.)[^\s<>()\]|]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,80}\.[\w.-]{1,80})"
    r"|(?P<code>`[^`\n]{1,300}`)|(?P<image>!\[)|(?P<link>\]\([^()\s]{0,800}(?: \"[^\"\n]{0,200}\")?\))|(?P<note>\[\^[^\]\n]{1,30}\])"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});)|(?P<escape>\\[\\`*_{}\[\]()#+\-.!|~$<>&])"
    r"|(?P<stars>\*{1,3}|~~|__|(?<!\w)_(?=\w)|(?<=\w)_(?!\w))",
    re.S,
)
_IGNORE = re.compile(r"<!--\s*truetape:\s*ignore\b[\s,:;]*(?P<why>.{0,600}?)\s*-->", re.S | re.I)
_FENCE = re.compile(r" {0,3}(```|~~~)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_ITEM = re.compile(r"[ \t]*(?:[-*+\u2022\u25aa\u2023]|\d{1,3}[.)]|\(?[a-z\d]\))[ \t]+")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_BREAKS = wordset("""
    p div section article br li ul ol tr td th table h1 h2 h3 h4 h5 h6 blockquote header footer hr dt dd figure
    figcaption main aside nav body html head title pre
""")  # fmt: skip
_SILENT = wordset("script style pre code template noscript svg head")
UNREAD = "data-unread"  # on an element of our own pages that explains the text and is no part of it
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
    at: tuple[int, ...]
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
    form = form or (
        "html" if re.match(r"\s*(?:<!doctype|<html|<body|<article|<p[ >]|<div|<h\d)", text, re.I) else "markdown"
    )
    reader = _html_blocks if form == "html" else _markdown_blocks
    ignored = tuple(Ignored(m.start(), m.end(), m["why"]) for m in _IGNORE.finditer(text))
    return Source(text, tuple(p for b in reader(text) if b.text.strip() for p in _pieces(b)), ignored)


def _pieces(block: Block) -> Iterator[Block]:
    """A block, or pieces of one that is too long for a paragraph, so that the work stays linear."""
    start = 0
    while len(block.text) - start > LONGEST:
        cut = block.text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield replace(block, text=block.text[start:cut], at=block.at[start:cut])
        start = cut
    yield replace(block, text=block.text[start:], at=block.at[start:]) if start else block


def _clean(text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    """Inline text without its markup, and where each character stood."""
    out: list[str] = []
    at: list[int] = []
    here = start
    for match in _INLINE.finditer(text, start, end):
        _copy(text, here, match.start(), out, at)
        _replace(match, out, at)
        here = match.end()
    _copy(text, here, end, out, at)
    return "".join(out), tuple(at)


def _replace(match: re.Match[str], out: list[str], at: list[int]) -> None:
    kind, here = match.lastgroup, match.start()
    if kind == "entity":
        found = html.unescape(match[0])
        _put(found[0] if len(found) == 1 else "?", here, out, at)
    elif kind == "escape":
        _put(match[0][1], here + 1, out, at)
    elif kind in ("url", "code"):
        _put("\ufffc", here, out, at)
    elif kind == "note" or (kind == "tag" and match[0][1:3].lower() == "br"):
        _put(" ", here, out, at)


def _copy(text: str, start: int, end: int, out: list[str], at: list[int]) -> None:
    here = start
    for match in _ODD.finditer(text, start, end):
        i = match.start()
        out.extend(text[here:i])
        at.extend(range(here, i))
        here = i + 1
        char = text[i]
        if char in "[]" and not (i + 1 < end and text[i + 1] == "^"):
            continue
        if char in _THIN and _between_digits(text, i):
            continue
        _put(char, i, out, at)
    out.extend(text[here:end])
    at.extend(range(here, end))


def _between_digits(text: str, i: int) -> bool:
    """Whether a narrow space separates thousands: `98 000`."""
    return text[i - 1 : i].isdigit() and text[i + 1 : i + 4].isdigit() and not text[i + 4 : i + 5].isdigit()


def _put(char: str, i: int, out: list[str], at: list[int]) -> None:
    if char in _PLAIN:
        char = _PLAIN[char]
    elif ord(char) > 127:
        char = _compatible(char)
    out.append(char)
    at.append(i)


def _compatible(char: str) -> str:
    if char.isspace() or unicodedata.category(char) in ("Cf", "Zs"):
        return " "
    if char in "½¼¾⅓⅔":
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


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

    def flush(self) -> None:
        """Closes the open paragraph or item."""
        for start, end in _joined(self.open):
            clean, at = _clean(self.text, start, end)
            self.blocks.append(Block(self.role, clean, at, ordered=self.ordered))
        self.open, self.role, self.ordered = [], "text", False

    def heading(self, start: int, end: int, level: int) -> None:
        """Adds a heading."""
        self.flush()
        clean, at = _clean(self.text, start, end)
        self.blocks.append(Block("heading", clean.rstrip(" #"), at, level))

    def table_row(self, start: int, end: int) -> None:
        """Adds the cells of one line of a table."""
        self.flush()
        self.row += 1
        for column, (left, right) in enumerate(_cells(self.text, start, end)):
            clean, at = _clean(self.text, left, right)
            self.blocks.append(Block("cell", clean, at, cell=Cell(self.tables, self.row, column)))

    def line(self, start: int, end: int) -> None:
        """Takes one line of running text."""
        item = _ITEM.match(self.text, start, end)
        if item:
            self.flush()
            self.role, self.ordered = "item", self.text[item.start() : item.end()].strip()[0].isdigit()
            start = item.end()
        self.open.append((start, end))


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inside = text[start:end]
    left = start + len(inside) - len(inside.lstrip(" \t|"[:2]))
    if text[left : left + 1] == "|":
        left += 1
    while left <= end:
        right = text.find("|", left, end)
        if right < 0:
            if text[left:end].strip():
                yield left, end
            return
        yield left, right
        left = right + 1


def _joined(lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One stretch where lines were wrapped to a width; each line apart where its breaks are meant."""
    if len(lines) < 2:
        return lines
    widths = [end - start for start, end in lines]
    widest = max(widths)
    wrapped = 50 <= widest <= 130 and all(w > widest - 28 for w in widths[:-1])
    return [(lines[0][0], lines[-1][1])] if wrapped else lines


def _markdown_blocks(text: str) -> tuple[Block, ...]:
    reader = _Markdown(text)
    lines = list(_lines(text))
    at = _after_front_matter(text, lines)
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
        _take(reader, text, start, end, lines[at] if at < len(lines) else None)
    reader.flush()
    return tuple(reader.blocks)


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
    elif reader.row >= 0 or ("|" in line and (line.lstrip().startswith("|") or ("|" in below and _RULE.match(below)))):
        if "|" in line:
            reader.table_row(start, end)
        else:
            _leave_table(reader)
            reader.line(start, end)
    else:
        reader.line(start, end)


def _leave_table(reader: _Markdown) -> None:
    if reader.row >= 0:
        reader.tables += 1
        reader.row = -1


def _after_front_matter(text: str, lines: list[tuple[int, int]]) -> int:
    if not lines or text[slice(*lines[0])].strip() != "---":
        return 0
    for i, (start, end) in enumerate(lines[1:200], 1):
        if text[start:end].strip() in ("---", "..."):
            return i + 1
    return 0


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
            clean, at = _clean(self.text, start, end)
            self.chars += clean.replace("\n", " ")
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
    reader, here = _Html(text), 0
    for match in _TAG.finditer(text):
        reader.words(here, match.start())
        if match[2]:
            reader.tag(match[2].lower(), bool(match[1]), unread=UNREAD in match[0])
        here = match.end()
    reader.words(here, len(text))
    reader.flush()
    return tuple(reader.blocks)
