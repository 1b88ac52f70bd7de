"""Marks tie words to the fact that they state, until the text is finished.

A template prints `\\ue000<n>\\ue001<words>\\ue002`, n being the fact's place in the sheet. `extract` takes the marks
out and gives the spans. Characters of the private use area in anybody else's text are removed before it comes in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

_OPEN, _MID, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}(\\d+){_MID}([^{_CLOSE}]*){_CLOSE}")
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")
_LOOSE = re.compile(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})| +([.,;:!?])")  # what a mark holds stays as it is
_PRIVATE = re.compile("[\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f]")
# The first letter of a paragraph, heading or sentence; what a mark holds is opaque.
_SENTENCE = re.compile(
    rf"(^(?:#+ |> |[*_]{{1,2}})?|(?:[.!?]|\*\*)[ \n]+|\.{_CLOSE} +)(?!{_OPEN})([a-zà-ÿ])(?![A-Z])", re.MULTILINE
)


class Span(BaseModel):
    """Words of a text (character offsets) and the id of the fact that they state."""

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    id: str


def mark(text: str, place: int) -> str:
    """Words that state the fact at `place` of the sheet."""
    return f"{_OPEN}{place}{_MID}{text}{_CLOSE}"


def scrub(text: str) -> str:
    """Somebody else's text without characters that could be taken for marks or controls, on one line."""
    return " ".join(_PRIVATE.sub("", text).split())


def plain(text: str) -> str:
    """Somebody else's text as Markdown that shows it as it is."""
    return _MARKUP.sub(r"\\\1", scrub(text))


def tidy(text: str) -> str:
    """Spaces, blank lines and capitals as a careful typist would leave them."""
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" *\n *", "\n", text)
    text = "\n\n".join(_one_line(block) for block in re.split(r"\n{2,}", text.strip())) + "\n"
    text = _LOOSE.sub(lambda m: m[1] or m[2], text)
    return _SENTENCE.sub(lambda m: m[1] + m[2].upper(), text)


def _one_line(block: str) -> str:
    """A paragraph on one line; tables, lists, quotations and headings keep theirs."""
    return block if block.startswith(("|", "- ", "* ", "> ", "#", "---", "1. ")) else " ".join(block.split())


def extract(text: str, ids: Sequence[str]) -> tuple[str, list[Span]]:
    """The text without marks, and the spans that they held."""
    parts: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for match in _MARK.finditer(text):
        parts += [text[at : match.start()], match[2]]
        start = length + match.start() - at
        length = start + len(match[2])
        spans.append(Span(start=start, end=length, id=ids[int(match[1])]))
        at = match.end()
    return "".join(parts) + text[at:], spans
