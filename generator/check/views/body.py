"""The draft as the checker read it, as HTML: its blocks in their order, its own words, and a link at every claim.

A Markdown library would be one more reader with a mind of its own, and a slow one on hostile text. The checker's blocks
know where each character stood, so what is shown is what was judged, in linear time, for Markdown and HTML alike.
Everything is escaped, no link or picture of the draft is kept, and what states nothing (front matter, code) is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from generator.check.report import Report
from generator.check.text.source import Block, Source
from generator.check.views.signs import SIGNS, numbers, shortest, words

MOST_EMPTY = 50  # cells in a row
OBJECT = "\ufffc"  # stands in clean text for a code or an address
_RAW = re.compile(r"`[^`\n]*`|[^\s<>()\]|]+")
_EMPHASIS = re.compile(r"\*{1,3}|__?|<(?P<close>/?)(?P<tag>b|strong|i|em)\b", re.I)
_ADDRESS = re.compile(r"\]\([^()]*\)")
_OPENING = re.compile(r"(?:[*_]|<[^<>]{0,80}>)+\Z")
_CLOSING = re.compile(r"(?:[*_.,;:!?)]|</?[^<>]{0,80}>)+")
_BREAK = re.compile(r"\n[ \t>]*\r?\n|<(?!br\b)", re.I)
_QUOTED = re.compile(r"[ \t]*>")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # what no page may hold


def clean(text: str) -> str:
    """Text without what no page may hold, or what turns the order of letters round."""
    return _UNSEEN.sub("\ufffd", text)


def body(source: Source, report: Report, name: str) -> str:
    """The draft; `name` keeps its anchors apart from those of other drafts on the page."""
    writer = _Writer(source, report, name)
    return "".join(writer.group(kind, list(blocks)) for kind, blocks in groupby(source.blocks, writer.kind))


@dataclass(frozen=True)
class _Kind:
    """What a block belongs to: blocks in a row with the same kind make one list, table or paragraph."""

    tag: str
    number: int
    quoted: bool = False


class _Writer:
    def __init__(self, source: Source, report: Report, name: str) -> None:
        self.source, self.report, self.name = source, report, name
        cuts = shortest(report, len(source.text))
        self.starts, self.owners = [start for start, _, _ in cuts], [place for _, _, place in cuts]
        self.ends = {place: end for _, end, place in cuts if place is not None}
        self.numbers = numbers(report)
        self.anchored: set[int] = set()
        self.paragraph, self.last = 0, 0

    def kind(self, block: Block) -> _Kind:
        """The kind of a block, asked in their order."""
        before = self.source.text[self.last : block.at[0]]
        self.last = block.at[-1] + 1
        if block.cell:
            return _Kind("table", block.cell.table)
        if block.role == "item":
            return _Kind("ol" if block.ordered else "ul", 0)
        if block.role == "heading" or len(before) > 2000 or _BREAK.search(before):
            self.paragraph += 1
        tag = f"h{min(block.level + 1, 6)}" if block.role == "heading" else "p"
        return _Kind(tag, self.paragraph, quoted=self._quoted(block))

    def _quoted(self, block: Block) -> bool:
        start = self.source.text.rfind("\n", 0, block.at[0]) + 1
        return _QUOTED.match(self.source.text, start, block.at[0]) is not None

    def group(self, kind: _Kind, blocks: list[Block]) -> str:
        """One element."""
        if kind.tag == "table":
            return f'<div class="table" tabindex="0"><table>{"".join(self._rows(blocks))}</table></div>'
        if kind.tag in ("ol", "ul"):
            items = "".join(f"<li>{self._text(block)}</li>" for block in blocks)
            return f"<{kind.tag}>{items}</{kind.tag}>"
        inside = "<br>".join(self._text(block) for block in blocks)
        element = f"<{kind.tag}>{inside}</{kind.tag}>"
        return f"<blockquote>{element}</blockquote>" if kind.quoted else element

    def _rows(self, blocks: Iterable[Block]) -> Iterator[str]:
        for row, cells in groupby(blocks, lambda b: b.cell.row if b.cell else 0):
            tag = "td" if row else "th"
            yield f"<tr>{''.join(self._cells(tag, list(cells)))}</tr>"

    def _cells(self, tag: str, cells: list[Block]) -> Iterator[str]:
        """The cells of a row, the empty ones between them too, so that each stands below its head."""
        at = 0
        for cell in cells:
            column = min(cell.cell.column if cell.cell else at, at + MOST_EMPTY)
            yield f"<{tag}></{tag}>" * max(0, column - at)
            yield f"<{tag}>{self._text(cell)}</{tag}>"
            at = max(column, at) + 1

    def _text(self, block: Block) -> str:
        """The words of a block, with links at its claims and its own emphasis."""
        parts = []
        for place, letters in groupby(self._letters(block), lambda letter: letter.place):
            run = list(letters)
            inside = "".join(_styled(bold, italic, "".join(x.char for x in same)) for (bold, italic), same in
                             groupby(run, lambda x: (x.bold, x.italic)))  # fmt: skip
            parts.append(inside if place is None else self._link(place, inside, last=run[-1].last))
        return "".join(parts).strip()

    def _letters(self, block: Block) -> Iterator[_Letter]:
        gaps = list(self._gaps(block))
        look = _Look(gaps)
        for i, at in enumerate(block.at):
            look.take(gaps[i])
            place = self.owners[bisect_right(self.starts, at) - 1]
            following = block.at[i + 1] if i + 1 < len(block.at) else None
            last = place is not None and (following is None or following >= self.ends[place])
            char = self._char(block.text[i], at) if block.text[i] != OBJECT else self._raw(at, following)
            yield _Letter(char, place, look.bold, look.italic, last)

    def _gaps(self, block: Block) -> Iterator[str]:
        """The markup before each character of a block, and behind its last one."""
        text, before = self.source.text, None
        for char, at in zip(block.text, block.at, strict=True):
            if before is not None and at == before + 1:
                yield ""
            elif before is not None:
                yield _ADDRESS.sub("", text[before + 1 : at])
            else:
                opening = _OPENING.search(text, max(0, at - 200), at)
                yield opening[0] if opening else ""
            before = None if char == OBJECT else at
        closing = _CLOSING.match(text, block.at[-1] + 1)
        yield closing[0] if closing else ""

    def _char(self, char: str, at: int) -> str:
        """A character as it was written; what an entity stands for is written out."""
        written = self.source.text[at]
        return char if written in "&\n\r\t" else written

    def _raw(self, at: int, following: int | None) -> str:
        """A code or an address, which is one character of clean text."""
        raw = _RAW.match(self.source.text, at, following or len(self.source.text))
        return raw[0].strip("`") if raw else ""

    def _link(self, place: int, inside: str, *, last: bool) -> str:
        finding = self.report.claims[place]
        anchor = "" if place in self.anchored else f' id="m{self.name}-{place}"'
        self.anchored.add(place)
        shown = last and (place in self.numbers or self.ends[place] == finding.end)
        sign = f"<sup>{SIGNS[finding.verdict]}{self.numbers.get(place, '')}</sup>" if shown else ""
        told = escape(clean(f"{words(finding.verdict)}: {finding.message}"))
        target = f"c{self.name}-{place}"
        return (
            f'<a class="claim {finding.verdict}"{anchor} href="#{target}" title="{told}" aria-details="{target}">'
            f"<span>{inside}</span>{sign}</a>"
        )


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character with its claim and its emphasis; `last` says that its claim ends here."""

    char: str
    place: int | None
    bold: bool
    italic: bool
    last: bool


class _Look:
    """Which emphasis is open; stars that nobody closes are no emphasis."""

    def __init__(self, gaps: Iterable[str]) -> None:
        self.bold = self.italic = False
        marks = [found[0] for gap in gaps if gap for found in _EMPHASIS.finditer(gap) if not found["tag"]]
        self.pairs = {
            "bold": sum(len(mark) >= 2 for mark in marks) % 2 == 0,
            "italic": sum(len(mark) != 2 for mark in marks) % 2 == 0,
        }

    def take(self, gap: str) -> None:
        """Opens and closes what the markup between two characters says."""
        for found in _EMPHASIS.finditer(gap) if gap else ():
            mark, tag = found[0], found["tag"]
            if tag and tag.lower() in ("b", "strong"):
                self.bold = not found["close"]
            elif tag:
                self.italic = not found["close"]
            else:
                self.bold ^= self.pairs["bold"] and len(mark) >= 2
                self.italic ^= self.pairs["italic"] and len(mark) != 2


def _styled(bold: bool, italic: bool, text: str) -> str:
    html = escape(clean(text))
    html = f"<em>{html}</em>" if italic else html
    return f"<strong>{html}</strong>" if bold else html
