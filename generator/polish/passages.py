"""Which sentences of a draft may be rewritten. All else (headings, tables, captions, quotations, notes) is never sent.

A passage is a run of neighbouring sentences of one paragraph. Sentences that quote, link or hold markup are kept as
they stand, and so is everything behind the rule above a brief's notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.facts import Fact
from generator.narrative.draft import FRONT_MATTER
from generator.narrative.marks import Span

_RULE = re.compile(r"^(?:---+|\*\*\*+|___+)[ \t]*$", re.MULTILINE)
_BLOCK = re.compile(r"[^\n](?:.|\n(?![ \t]*\n))*")
_NO_PROSE = re.compile(r"[ \t]*(?:#|\||!\[|>|[-*+][ \t]|\d{1,3}[.)][ \t]|```|~~~|<|\[|    |\*[^*]|_)")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+(.*?)[ \t]*#*$")
_KEPT = re.compile(r"[`*_\[\]<>|#{}\"“”«»]|https?:|www\.|\w@\w")
_ENDS = re.compile(r"[.!?][)’']?$")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a draft: its place in characters, its words on one line, and the spans of facts in it."""

    n: int
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Passage:
    """Neighbouring sentences of one paragraph."""

    id: str
    heading: str
    sentences: tuple[Sentence, ...]


def passages(
    markdown: str, cuts: Sequence[tuple[int, int]], spans: Sequence[Span], facts: dict[str, Fact]
) -> list[Passage]:
    """The passages of a draft; `cuts` are the places of its sentences, in order."""
    found: list[Passage] = []
    heading, end = "", _end(markdown)
    for block in _BLOCK.finditer(markdown, _start(markdown)):
        if block.start() >= end:
            break
        title = _HEADING.match(block[0])
        if title:
            heading = title[1]
        elif not _NO_PROSE.match(block[0]):
            for run in _runs(_sentences(markdown, block.span(), cuts, spans), facts):
                numbered = tuple(Sentence(n, s.start, s.end, s.text, s.spans) for n, s in enumerate(run, start=1))
                found.append(Passage(f"p{len(found) + 1}", heading, numbered))
    return found


def _start(markdown: str) -> int:
    front = FRONT_MATTER.match(markdown)
    return front.end() if front else 0


def _end(markdown: str) -> int:
    """Where the notes begin: at the last rule, if there is one behind some text."""
    rules = [m.start() for m in _RULE.finditer(markdown, _start(markdown))]
    return rules[-1] if rules and markdown[_start(markdown) : rules[-1]].strip() else len(markdown)


def _sentences(
    markdown: str, block: tuple[int, int], cuts: Sequence[tuple[int, int]], spans: Sequence[Span]
) -> Iterator[Sentence]:
    starts = [start for start, _ in cuts if block[0] <= start < block[1]]
    for start, stop in zip(starts, [*starts[1:], block[1]], strict=True):
        text = markdown[start:stop].rstrip()
        own = tuple(s for s in spans if start <= s.start and s.end <= start + len(text))
        yield Sentence(0, start, start + len(text), " ".join(text.split()), own)


def _runs(sentences: Iterator[Sentence], facts: dict[str, Fact]) -> Iterator[list[Sentence]]:
    run: list[Sentence] = []
    for sentence in sentences:
        if _may_change(sentence, facts):
            run.append(sentence)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _may_change(sentence: Sentence, facts: dict[str, Fact]) -> bool:
    """Whether a sentence is the draft's own prose: it quotes nobody, holds no markup, and is more than one fact."""
    quotes = any(facts[s.id].subject == "statement" for s in sentence.spans if s.id in facts)
    whole = any((s.end - s.start) * 5 > len(sentence.text) * 4 for s in sentence.spans)
    return not quotes and not whole and not _KEPT.search(sentence.text) and bool(_ENDS.search(sentence.text))
