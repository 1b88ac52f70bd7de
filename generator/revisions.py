"""What was revised since a brief was written, and which of its sentences that touches.

Every fact of the brief is asked again of the tape as it is known now; where the answer is another one, the words that
state it are read back, as when the brief was written.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator import assets
from generator.errors import BriefError, QuestionError
from generator.facts import Engine, Fact
from generator.facts.sheet import FactSheet
from generator.narrative import language
from generator.narrative.marks import Span
from generator.narrative.proof import goes_wrong_way, unproven
from generator.narrative.wording import Wording
from generator.store.database import Store, microseconds, to_time
from generator.store.observations import changes
from generator.store.tapes import tape
from generator.tape.series import day_number

_SAME = frozenset({"source", "inputs", "formula"})  # may differ where the answer is the same
_SENTENCE = re.compile(r"[^\n]+?(?:(?<=[.!?])(?=\s+[“\"*A-Z])|(?=\n|$))")
_LANG = re.compile(r'^lang: "([\w-]+)"$', re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """A number that was revised; None where there was, or is, none."""

    series: str
    day: date
    before: float | None
    after: float | None
    known_at: datetime
    source: str


@dataclass(frozen=True)
class Touched:
    """A sentence that states a fact whose answer is another one now; `wrong`: its words no longer fit."""

    line: int
    sentence: str
    words: str
    wrong: bool


@dataclass(frozen=True)
class Answer:
    """A fact of the brief that has another answer now, and the sentences that state it."""

    fact: str
    before: Fact
    after: Fact | None
    sentences: tuple[Touched, ...]


@dataclass(frozen=True)
class Revisions:
    """All that changed for one brief."""

    brief: Path
    as_of: date
    known_at: datetime
    rows: tuple[Row, ...]
    answers: tuple[Answer, ...]

    @property
    def wrong(self) -> bool:
        """Whether a sentence of the brief no longer holds."""
        return any(each.wrong for answer in self.answers for each in answer.sentences)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "brief": str(self.brief), "as_of": self.as_of.isoformat(), "known_at": self.known_at.isoformat(),
            "wrong": self.wrong,
            "rows": [asdict(r) | {"day": str(r.day), "known_at": r.known_at.isoformat()} for r in self.rows],
            "facts": [
                {"id": a.fact, "before": a.before.value, "after": a.after.value if a.after else None,
                 "status": a.after.status if a.after else "missing", "sentences": [asdict(s) for s in a.sentences]}
                for a in self.answers
            ],
        }  # fmt: skip


def revisions(store: Store, folder: Path) -> Revisions:
    """What changed for the brief of a folder. Raises BriefError for one that was not written from the store."""
    sheet, spans, text = _read(folder)
    then = sheet.tape.known_at
    if then is None:
        remedy = "Only a brief that was written without --data can be asked about."
        raise BriefError("was not written from the store", subject=str(folder), remedy=remedy)
    now = tape(store)
    engine = Engine(now, sheet.as_of)
    wording = _wording(text)
    answers = [found for fact in sheet.facts if (found := _answer(fact, engine, spans, text, wording))]
    return Revisions(folder, sheet.as_of, then, _rows(store, list(now.series), then, sheet.as_of), tuple(answers))


def _read(folder: Path) -> tuple[FactSheet, list[Span], str]:
    try:
        sheet = FactSheet.model_validate_json((folder / "facts.json").read_bytes())
        spans = TypeAdapter(list[Span]).validate_python(json.loads((folder / "spans.json").read_text("utf-8")))
        return sheet, spans, (folder / "brief.md").read_text("utf-8")
    except (OSError, ValueError, ValidationError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its files are not those of a brief"
        remedy = "Give the folder of a brief, such as briefs/2026-01-22-wrap."
        raise BriefError(f"cannot be read as a brief: {reason}", subject=str(folder), remedy=remedy) from error


def _wording(text: str) -> Wording:
    found = _LANG.search(text)
    return language(found[1] if found else "en", assets.folder("templates"), None).wording


def _answer(fact: Fact, engine: Engine, spans: list[Span], text: str, wording: Wording) -> Answer | None:
    try:
        after: Fact | None = engine.ask(fact.id)
    except QuestionError:
        after = None  # of a series that the catalog no longer has
    if after is not None and (_is_nan(after) or _essence(after) == _essence(fact)):
        return None
    touched = tuple(_touched(span, fact, after, text, wording) for span in spans if span.id == fact.id)
    return Answer(fact.id, fact, after, touched)


def _is_nan(fact: Fact) -> bool:
    return isinstance(fact.value, float) and math.isnan(fact.value)


def _essence(fact: Fact) -> dict[str, Any]:
    """What an answer says, as the brief's file has it, where what is no number is null."""
    said: dict[str, Any] = json.loads(fact.model_dump_json(exclude=set(_SAME)))
    return said


def _touched(span: Span, before: Fact, after: Fact | None, text: str, wording: Wording) -> Touched:
    words = text[span.start : span.end]
    wrong = after is None or not after.known or _misread(words, before, after, wording)
    line = text.count("\n", 0, span.start) + 1
    return Touched(line, _sentence(text, span), words, wrong)


def _misread(words: str, before: Fact, after: Fact, wording: Wording) -> bool:
    if isinstance(after.value, bool) and after.value != before.value:
        return True
    return unproven(words, after, wording) is not None or goes_wrong_way(words, after, wording)


def _sentence(text: str, span: Span) -> str:
    for found in _SENTENCE.finditer(text):
        if found.start() <= span.start < found.end():
            return found[0].strip()
    return text[span.start : span.end]


def _rows(store: Store, keys: list[str], then: datetime, as_of: date) -> tuple[Row, ...]:
    with store.read() as db:
        found = changes(db, keys, microseconds(then), day_number(as_of))
    return tuple(
        Row(key, change.day, change.before, change.after, to_time(change.known_at), change.source)
        for key, changed in found.items() for change in changed
    )  # fmt: skip
