"""Passages: what a personal brief may say of one instrument, each written to stand anywhere.

A brief for a watchlist is put together from the passages of its instruments, so that a sentence that a thousand readers
get is written, proven and checked once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.facts import Engine
from generator.facts.ranking import News, about
from generator.facts.sheet import Recorder
from generator.market import Instrument
from generator.narrative.language import Language
from generator.narrative.marks import extract, tidy
from generator.narrative.points import plain_point, point
from generator.narrative.proof import prove_spans
from generator.narrative.vary import Chooser
from generator.narrative.voice import Voice

_BETWEEN = re.compile(r"^---$", re.MULTILINE)
PARTS = ("headline", "lede", "clause", "heading", "body", "row")


@dataclass(frozen=True)
class Passage:
    """A text without marks, and the ids of the facts that it states; an empty one is not to be used."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Passages:
    """What may be said of one instrument: in each wording a passage for every name of PARTS."""

    of: Instrument
    news: News | None
    wordings: tuple[dict[str, Passage], ...]


def passages(engine: Engine, key: str, language: Language, wordings: int = 1) -> Passages:
    """Writes and proves the passages of an instrument that has a fresh level, in so many wordings.

    Each is worded as if the ones before it stood before it, so that two neighbours in a brief are not worded alike.

    Raises BriefError when a statement does not hold, TemplateError when a template prints what is missing.
    """
    recorder = Recorder(engine)
    of = recorder.instrument(key)
    news = None if of.frequency == "monthly" else next(iter(about(engine, of)), None)  # no day's news
    told = point(news, recorder) if news else plain_point(recorder, key)
    proven: dict[tuple[str, str], Passage] = {}
    found = []
    for ahead in range(wordings):
        voice = Voice(language.wording, Chooser(recorder.as_of, ahead=ahead), recorder)
        rendered = language.render("passages.md.j2", voice, p=told)
        parts = list(zip(PARTS, _BETWEEN.split(rendered), strict=True))
        proven |= {part: _proven(recorder, language, *part) for part in parts if part not in proven}
        found.append({part[0]: proven[part] for part in parts})
    return Passages(of, news, tuple(found))


def _proven(recorder: Recorder, language: Language, name: str, marked: str) -> Passage:
    text, spans = extract(_tidied(marked, name), [fact.id for fact in recorder.facts])
    prove_spans(text, spans, recorder.engine, language.wording)
    return Passage(text, tuple(dict.fromkeys(span.id for span in spans)))


def _tidied(marked: str, name: str) -> str:
    if name == "row":
        return marked.strip().rpartition("\n")[2]  # without the table's head
    if name in ("headline", "heading"):
        return tidy(f"# {' '.join(marked.split())}").strip().removeprefix("#").strip()
    return " ".join(tidy(marked.strip()).split())
