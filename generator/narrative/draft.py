"""A draft: the Markdown of a brief, and for every statement in it the fact that it states."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.facts import Fact
from generator.facts.ranking import News
from generator.facts.sheet import FactSheet, Recorder
from generator.narrative.language import Language
from generator.narrative.marks import Span, extract, plain, scrub, tidy
from generator.narrative.notes import notes
from generator.narrative.story import Picture, Plan, Story
from generator.narrative.vary import Chooser
from generator.narrative.voice import Voice
from generator.narrative.wording import Wording

FRESH_VOICE_DAYS = 60
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)  # as drafts of ours begin; its fields
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Drawn:
    """A picture with the words around it: what its chart is titled, and what it says to who cannot see it."""

    picture: Picture
    title: str
    subtitle: str
    alt: str


@dataclass(frozen=True)
class Draft:
    """A brief before anybody has touched it. Span offsets count characters of `markdown`, front matter included."""

    title: str
    summary: str
    markdown: str
    spans: tuple[Span, ...]
    pictures: tuple[Drawn, ...]
    sheet: FactSheet
    language: str


def write(recorder: Recorder, ranking: list[News], story: Story, language: Language, seed: int = 0) -> Draft:
    """Plans a story, renders it in a language, and ties its words to the facts of the sheet."""
    plan = story.plan(recorder, ranking)
    voice = Voice(language.wording, Chooser(recorder.as_of, seed), recorder)
    pictures = [_drawn(p, language, voice, recorder) for p in plan.pictures if recorder.drawable(p.subjects)]
    body = tidy(language.render(f"{story.name}.md.j2", voice, **_context(recorder, plan, pictures, voice)))
    title = body.split("\n", 1)[0].removeprefix("# ")
    summary = _summary(body)
    ids = [fact.id for fact in recorder.facts]
    front = _front_matter(recorder, story, language, plan, title, summary)
    markdown, spans = extract(front + body, ids)
    plain = [Drawn(d.picture, *(extract(t, ids)[0] for t in (d.title, d.subtitle, d.alt))) for d in pictures]
    return Draft(
        extract(title, ids)[0], extract(summary, ids)[0], markdown, tuple(spans), tuple(plain),
        recorder.sheet(story.name, ranking), language.code,
    )  # fmt: skip


def _context(recorder: Recorder, plan: Plan, pictures: Sequence[Drawn], voice: Voice) -> dict[str, Any]:
    return {
        **plan.context,
        "sample": recorder.engine.tape.sample,
        "dateline": dateline(recorder, voice.wording),
        "pictures": [{"name": d.picture.name, "alt": d.alt, "title": d.title} for d in pictures],
        "voices": _voices(recorder, plan),
        "notes": notes(recorder, voice.wording),
    }


def dateline(recorder: Recorder, wording: Wording) -> dict[str, Any]:
    """Of what day (or week) a brief is, for the line under its headline."""
    closes = _share_closes(recorder)
    return {
        "period": recorder.period,
        "as_of": wording.day(recorder.as_of, "full"),
        "same": closes == recorder.as_of,
        "latest": wording.day(closes, "full") if closes else None,
    }


def _share_closes(recorder: Recorder) -> date | None:
    """The latest close of the tape's share indices (or, without any, of what it has)."""
    instruments = recorder.engine.tape.instruments.values()
    shares = [i for i in instruments if i.kind in ("equity_index", "equity", "etf") and i.frequency == "daily"]
    facts = [recorder.engine.ask(f"{i.key}.level") for i in shares or instruments]
    return max((f.as_of for f in facts if f.plain and f.as_of), default=None)


def _drawn(picture: Picture, language: Language, voice: Voice, recorder: Recorder) -> Drawn:
    context = {
        "picture": picture,
        "subjects": [recorder.instrument(key) for key in picture.subjects],
        "moves": [recorder.ask(f"{key}.change.{picture.window}") for key in picture.subjects],
        "study": recorder.ask(picture.study) if picture.study else None,
    }
    parts = language.render("picture.md.j2", voice, **context).split("\n---\n")
    title, subtitle, alt = (" ".join(part.split()) for part in parts)
    return Drawn(picture, tidy(title).strip(), tidy(subtitle).strip(), tidy(alt).strip())


def _summary(body: str) -> str:
    found = re.search(r"^\*\*[^*]+\*\* (.+)$", body, re.MULTILINE)
    return found[1] if found else ""


def _front_matter(recorder: Recorder, story: Story, language: Language, plan: Plan, title: str, summary: str) -> str:
    plain_title = extract(title, [fact.id for fact in recorder.facts])[0]
    fields: dict[str, Any] = {
        "title": title,
        "date": recorder.as_of.isoformat(),
        "slug": f"{recorder.as_of.isoformat()}-{_SLUG.sub('-', plain_title.lower()).strip('-')[:60].rstrip('-')}",
        "summary": summary,
        "tags": [scrub(tag) for tag in plan.tags],
        "story": story.name,
        "period": recorder.period,
        "lang": language.code,
        "tape": recorder.engine.tape.hash,
    }
    if recorder.engine.tape.sample:
        fields["sample"] = True
    # JSON strings are YAML strings, so that no title can break out of its field.
    lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return f"---\n{lines}---\n\n"


def _voices(recorder: Recorder, plan: Plan) -> list[dict[str, Any]]:
    """Recent statements by others about the subjects of the brief, one a side."""
    found: dict[str, dict[str, Any]] = {}
    for n, said in enumerate(recorder.engine.tape.at(recorder.as_of).statements, start=1):
        fresh = (recorder.as_of - said.date).days <= FRESH_VOICE_DAYS
        if fresh and said.about in plan.about:
            fact: Fact = recorder.ask(f"statement.{n}")
            link = said.url if said.url.startswith(("https://", "http://")) else ""
            found[said.stance] = {
                "fact": fact,
                "who": _linked(said.who, link),
                "date": said.date,
                "quote": said.kind == "quote",
            }
    return [found[stance] for stance in ("for", "against") if stance in found]


def _linked(who: str, url: str) -> str:
    return f"[{plain(who)}](<{url}>)" if url and not re.search(r"[\s<>]", url) else plain(who)
