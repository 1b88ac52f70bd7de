"""Briefs to be polished, and a polish with a model of the test's choice."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from generator import assets
from generator.narrative import Draft, language
from generator.narrative.marks import Span
from generator.narrative.wording import Wording
from generator.polish import Manuscript, Polished, polish
from generator.polish.budget import Budget
from generator.polish.cache import Cache
from generator.polish.conversation import Conversation, Limits
from generator.polish.models.endpoint import Endpoint
from generator.polish.models.model import ChatModel
from generator.polish.prompts import Prompts
from generator.tape import Tape, read_tape
from tests.narrative.drafts import draft_of
from tests.polish.server import KEY, Server

PROMPTS = assets.folder("prompts")


@cache
def sample() -> Tape:
    """The sample tape."""
    return read_tape(assets.folder("sample"))


@cache
def brief(story: str = "wrap") -> Draft:
    """A brief of the sample tape."""
    return draft_of(sample(), story=story)


@cache
def short() -> Draft:
    """The wrap without its table and its later sections: enough to be polished many times."""
    draft = brief()
    text = draft.markdown
    sections = [found.start() for found in re.finditer(r"^## ", text, re.MULTILINE)]
    table = text.index("\n| | ") + 1
    cuts = [(table, sections[0]), (sections[3], text.rindex("\n---\n"))]
    kept, spans, at = [], [], 0
    for start, end in [*cuts, (len(text), len(text))]:
        shift = sum(map(len, kept)) - at
        spans += [Span(start=s.start + shift, end=s.end + shift, id=s.id) for s in draft.spans if at <= s.start < start]
        kept.append(text[at:start])
        at = end
    used = {s.id for s in spans}
    sheet = draft.sheet.model_copy(update={"facts": tuple(f for f in draft.sheet.facts if f.id in used)})
    return replace(draft, markdown="".join(kept), spans=tuple(spans), sheet=sheet)


@cache
def english() -> Wording:
    """The words of English."""
    return language("en", assets.folder("templates")).wording


def manuscript(draft: Draft) -> Manuscript:
    """A brief as it is handed in."""
    return Manuscript(draft.markdown, draft.sheet.facts, draft.sheet.as_of, draft.spans)


def talk(
    model: ChatModel,
    *,
    budget: Budget | None = None,
    kept: Path | None = None,
    at_once: int = 4,
    style: str = "newswire",
) -> Conversation:
    """A conversation without limits of its own."""
    return Conversation(
        model, Prompts(PROMPTS, style), budget or Budget(), Cache(kept) if kept else None, Limits(at_once, 4096)
    )


def polished(draft: Draft, conversation: Conversation, **how: Any) -> Polished:
    """A brief after its polish."""
    return polish(manuscript(draft), conversation, english(), **how)


def behind(server: Server, timeout: float = 5.0, key: str | None = KEY) -> Endpoint:
    """The model that a server serves."""
    model = Endpoint("test-model", server.url, key, timeout)
    server.models.append(model)
    return model
