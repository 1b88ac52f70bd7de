"""Two versions side by side: paragraph by paragraph, and within a paragraph word by word, a number as one word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Sign = Literal["same", "gone", "new"]
NEAR = 0.4  # paragraphs at least so alike are one paragraph, changed
_WORD = re.compile(r"[$€£¥+\u2212-]?\d+(?:[.,]\d+)*(?:\s?%)?|\w+(?:['\u2019]\w+)*|\s+|.", re.DOTALL)
_BREAK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Piece:
    """Words that both texts have, or that only the old or the new one has."""

    sign: Sign
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the comparison; `changed` says whether its texts differ."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return any(piece.sign != "same" for piece in self.pieces)


def compare(before: str, after: str) -> list[Paragraph]:
    """The paragraphs of both texts in their order."""
    old, new = _BREAK.split(before.strip()), _BREAK.split(after.strip())
    found: list[Paragraph] = []
    for tag, i, until, j, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Paragraph((Piece("same", text),)) for text in old[i:until]]
        else:
            found += _replaced(old[i:until], new[j:to])
    return found


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that took the place of others: those that are alike are matched in their order."""
    rest = list(old)
    for text in new:
        place = next((n for n, was in enumerate(rest) if _alike(was, text)), None)
        if place is None:
            yield Paragraph((Piece("new", text),))
            continue
        yield from (Paragraph((Piece("gone", gone),)) for gone in rest[:place])
        yield Paragraph(tuple(_words(rest[place], text)))
        rest = rest[place + 1 :]
    yield from (Paragraph((Piece("gone", gone),)) for gone in rest)


def _alike(was: str, text: str) -> bool:
    matcher = SequenceMatcher(None, _WORD.findall(was), _WORD.findall(text), autojunk=False)
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _words(was: str, text: str) -> Iterator[Piece]:
    old, new = _WORD.findall(was), _WORD.findall(text)
    for tag, i, until, j, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[i:until]))
            continue
        if until > i:
            yield Piece("gone", "".join(old[i:until]))
        if to > j:
            yield Piece("new", "".join(new[j:to]))
