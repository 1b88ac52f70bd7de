"""The spans that lie beside a brief's text, if they are still true of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.facts import Fact
from generator.narrative.marks import Span
from generator.narrative.proof import unproven
from generator.narrative.wording import Wording

_SPANS = TypeAdapter(tuple[Span, ...])


def spans_beside(draft: Path, text: str, facts: Sequence[Fact], wording: Wording) -> tuple[Span, ...] | None:
    """The spans of `spans.json` beside a draft; None where there are none, or the text was edited since."""
    try:
        spans = _SPANS.validate_python(json.loads(draft.with_name("spans.json").read_text("utf-8")))
    except (OSError, ValueError, ValidationError):
        return None
    known = {fact.id: fact for fact in facts}
    return spans if spans and all(s.id in known and _true(text, s, known[s.id], wording) for s in spans) else None


def _true(text: str, span: Span, fact: Fact, wording: Wording) -> bool:
    """Whether a span covers whole words, and they spell its fact."""
    if not 0 <= span.start < span.end <= len(text) or not fact.known:
        return False
    words = text[span.start : span.end]
    parted = _joined(text[span.start - 1 : span.start], words[0]) or _joined(words[-1], text[span.end : span.end + 1])
    return not parted and unproven(words, fact, wording) is None


def _joined(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum()
