"""The front matter of a brief follows its text: its summary is the lede, polished or not."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from generator.narrative.draft import FRONT_MATTER
from generator.narrative.marks import Span

_LEDE = re.compile(r"^\*\*[^*\n]+\*\* (.+)$", re.MULTILINE)
_SUMMARY = re.compile(r'^summary: (".*")$', re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def with_summary(plain: str, markdown: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """A text whose summary is its lede, if the plain one's was; spans move along, and the summary gets the lede's."""
    was, now, place = lede(plain), _LEDE.search(markdown), _field(markdown)
    if place is None or now is None or json.loads(markdown[place[0] : place[1]]) != was:
        return markdown, list(spans)
    told = json.dumps(now[1], ensure_ascii=False)
    shift = len(told) - (place[1] - place[0])
    kept = [s for s in spans if s.end <= place[0]]
    behind = [Span(start=s.start + shift, end=s.end + shift, id=s.id) for s in spans if s.start >= place[1]]
    own = [_quoted(s, now, place[0], markdown) for s in spans if now.start(1) <= s.start and s.end <= now.end(1)]
    return markdown[: place[0]] + told + markdown[place[1] :], [*kept, *own, *behind]


def _field(markdown: str) -> tuple[int, int] | None:
    """Where the front matter holds the summary, as a JSON string."""
    front = FRONT_MATTER.match(markdown)
    found = _SUMMARY.search(markdown, 0, front.end()) if front else None
    return found.span(1) if found else None


def _quoted(span: Span, now: re.Match[str], start: int, markdown: str) -> Span:
    """A span of the lede in the JSON string that repeats it."""
    before, words = markdown[now.start(1) : span.start], markdown[span.start : span.end]
    at = start + 1 + len(json.dumps(before, ensure_ascii=False)) - 2
    return Span(start=at, end=at + len(json.dumps(words, ensure_ascii=False)) - 2, id=span.id)


def lede(markdown: str) -> str:
    """What stands behind the bold words that open a brief; empty where there is none."""
    found = _LEDE.search(markdown)
    return found[1] if found else ""


def title(markdown: str) -> str:
    """The first heading; empty where there is none."""
    found = _TITLE.search(markdown)
    return found[1].strip() if found else ""
