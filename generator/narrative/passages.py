"""Passages: what a personal brief may say of one instrument, each written to stand anywhere.

A brief for a watchlist is put together from the passages of its instruments, so that a sentence that a thousand readers
get is written, proven and checked once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
class Passages:
    """The passages of one instrument in one choice of words, by the names of PARTS; an empty one is not to be used.

    `facts` are the ids that each passage states.
    """

    of: Instrument
    news: News | None
    texts: dict[str, str]
    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)


def passages(engine: Engine, key: str, language: Language, seed: int = 0, ahead: int = 0) -> Passages:
    """Writes and proves the passages of an instrument that has a fresh level.

    `ahead` tells how many passages of the kind stand before it, so that two neighbours are not worded alike.

    Raises BriefError when a statement does not hold, TemplateError when a template prints what is missing.
    """
    recorder = Recorder(engine)
    of = recorder.instrument(key)
    news = None if of.frequency == "monthly" else next(iter(about(engine, of)), None)  # no day's news
    told = point(news, recorder) if news else plain_point(recorder, key)
    voice = Voice(language.wording, Chooser(recorder.as_of, seed, ahead), recorder)
    rendered = language.render("passages.md.j2", voice, p=told)
    ids = [fact.id for fact in recorder.facts]
    texts: dict[str, str] = {}
    facts: dict[str, tuple[str, ...]] = {}
    for name, marked in zip(PARTS, _BETWEEN.split(rendered), strict=True):
        texts[name], spans = extract(_tidied(marked, name), ids)
        prove_spans(texts[name], spans, engine, language.wording)
        facts[name] = tuple(dict.fromkeys(span.id for span in spans))
    return Passages(of, news, texts, facts)


def _tidied(marked: str, name: str) -> str:
    if name == "row":
        return marked.strip().rpartition("\n")[2]  # without the table's head
    if name in ("headline", "heading"):
        return tidy(f"# {' '.join(marked.split())}").strip().removeprefix("#").strip()
    return " ".join(tidy(marked.strip()).split())
