"""Judging while somebody types: only the paragraphs that changed are judged at once, the rest keeps its verdicts.

What a sentence means can depend on any sentence before it, so this is a first answer, for long drafts: the whole draft
is judged again when the typing stops.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from generator.check.report import Finding

LONG = 9_000  # characters from which a draft is first judged in part
_BREAK = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
_OPENING = 1200  # characters at the beginning that date a draft and say what it is about


@dataclass(frozen=True)
class Excerpt:
    """A part of a draft to be judged alone: what stands in `text` from `own` on is the draft from `start` to `end`."""

    text: str
    own: int
    start: int
    end: int


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """The paragraphs of a stretch, behind what they need to be understood: the opening, the heading, one paragraph."""
    before = [found.end() for found in _BREAK.finditer(text, 0, start)]
    first = before[-1] if before else 0
    after = _BREAK.search(text, max(end - 1, first))
    last = after.start() if after else len(text)
    earlier = before[-2] if len(before) > 1 else 0
    opening = _BREAK.search(text, min(_OPENING, len(text)))
    cut = min(opening.end() if opening else len(text), earlier)
    heading = [found[0] for found in _HEADING.finditer(text, cut, earlier)][-1:] if earlier > cut else []
    context = text[:cut] + "".join(f"{line}\n\n" for line in heading) + text[earlier:first]
    return Excerpt(context + text[first:last], len(context), first, last)


def changed(before: str, after: str) -> tuple[int, int, int]:
    """From where to where a text differs from the one before: start, end in the new one, and how much it grew."""
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    most = min(len(before), len(after)) - start
    tail = zip(reversed(before), reversed(after), strict=False)
    same = min(most, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], tail)))
    return start, len(after) - same, len(after) - len(before)


def patched(old: Sequence[Finding], grew: int, part: Excerpt, new: Sequence[Finding]) -> list[Finding]:
    """The findings of a draft: the old ones outside of the part, those behind it moved along, and the part's own."""
    end = part.end - grew  # of the part, as the old text had it
    kept = [f for f in old if f.end <= part.start]
    kept += [_moved(f, part.start - part.own) for f in new if f.start >= part.own]
    kept += [_moved(f, grew) for f in old if f.start >= end]
    return kept


def _moved(finding: Finding, by: int) -> Finding:
    return finding.model_copy(update={"start": finding.start + by, "end": finding.end + by}) if by else finding
