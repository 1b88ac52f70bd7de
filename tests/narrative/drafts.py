"""Drafts of briefs for tests: text and spans, without pictures or pages."""

from __future__ import annotations

import re
from datetime import date

from generator import assets
from generator.facts import Engine
from generator.facts.ranking import Period, rank
from generator.facts.sheet import Recorder
from generator.narrative import Draft, language, write
from generator.narrative.proof import prove
from generator.narrative.stories import STORIES
from generator.tape import Tape


def draft_of(
    tape: Tape, as_of: date | None = None, period: Period = "day", story: str = "wrap", seed: int = 0
) -> Draft:
    """A draft whose every statement was proved."""
    engine = Engine(tape, as_of)
    english = language("en", assets.folder("templates"))
    draft = write(Recorder(engine, period), rank(engine, period), STORIES[story], english, seed)
    prove(draft, engine, english.wording)
    return draft


def prose(draft: Draft) -> str:
    """What a reader reads before the notes: headline, summary, table, sections."""
    return re.sub(r"\A---\n.*?\n---\n", "", draft.markdown, flags=re.DOTALL).split("\n---\n")[0]


def notes(draft: Draft) -> str:
    """The closing notes."""
    return re.sub(r"\A---\n.*?\n---\n", "", draft.markdown, flags=re.DOTALL).split("\n---\n")[1]
