"""The list of drafts, a draft open with its claims, one claim explained, and the history."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from generator.check.report import Finding, Report
from generator.check.text.source import read_source
from generator.check.views.body import body
from generator.check.views.figure import figure
from generator.check.views.page import Part, parts
from generator.check.views.signs import WORST, numbers
from generator.desk.ask import Ask, whole
from generator.errors import ReviewError
from generator.review.drafting import opened
from generator.review.intake import without_front_matter
from generator.review.mending import Mend, mend
from generator.review.referee import Judged, Referee
from generator.review.standing import Standing, listed, standing
from generator.store import artefacts
from generator.store.decisions import Event
from generator.store.drafts import files

PAGE = 25  # drafts
DONE = {
    "submitted": "Handed in. Every claim below has been judged.", "saved": "Saved as a new version.",
    "mended": "The correction is in the text, as a new version.", "commented": "Your comment is kept.",
    "approved": "Approved, for exactly this text and these facts.", "changes": "Sent back with your request.",
    "rejected": "Rejected.",
}  # fmt: skip
PICTURE_SECURITY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class Entry:
    """A claim in the list beside the text."""

    place: int
    number: int | None
    finding: Finding


@dataclass(frozen=True)
class Card:
    """All that is known of one claim."""

    finding: Finding
    parts: Sequence[Part]
    picture: str
    caption: str
    mend: Mend | None
    quote: str


def index(ask: Ask) -> Response:
    """The newest drafts; older ones by the number that they are before."""
    before = whole(ask.form["before"], "before") if "before" in ask.form else None
    found = listed(ask.room.store, ask.room.referee, most=PAGE + 1, before=before)
    older = found[PAGE - 1].opened.draft.id if len(found) > PAGE else None
    return ask.room.page("list", ask, drafts=found[:PAGE], older=older, before=before)


def read(ask: Ask) -> Response:
    """A draft with every claim marked, what it rests on, and what may be decided."""
    stands = standing(opened(ask.room.store, ask.id), ask.room.referee)
    front, article = marked(stands.opened.text, stands.judged.report)
    return ask.room.page(
        "draft", ask, tab="read", stands=stands, front=front, article=article,
        entries=entries(stands.judged.report), said=_comments(stands), told=DONE,
    )  # fmt: skip


def claim(ask: Ask) -> Response:
    """One claim of the latest version: a part for the page's script, or a page of its own."""
    found = opened(ask.room.store, ask.id)
    judged = ask.room.referee.judge(found.text, found.facts, found.draft.as_of)
    place = int(ask.request.path_params["place"])
    if place >= len(judged.report.claims):
        raise ReviewError("there is no such claim any more", subject=f"draft {ask.id}", remedy="Open the draft again.")
    card = card_of(ask.room.referee, found.text, found.facts, found.draft.as_of, judged, place)
    if "part" in ask.form:
        part = ask.room.part("card", card=card, place=place, editing=False, found=found, ask=ask)
        return JSONResponse({"html": part})
    return ask.room.page("claim", ask, card=card, place=place, editing=False, found=found)


def picture(ask: Ask) -> Response:
    """A picture that came with a brief, by its place among them; whatever it holds, it can run nothing."""
    with ask.room.store.read() as db:
        found = list(files(db, ask.id).values())
        place = int(ask.request.path_params["place"])
        if place >= len(found):
            raise ReviewError("there is no such picture", subject=f"draft {ask.id}")
        data = artefacts.get(db, found[place])
    headers = {"Content-Security-Policy": PICTURE_SECURITY, "Cache-Control": "private, max-age=3600"}
    return Response(data, media_type="image/svg+xml", headers=headers)


def history(ask: Ask) -> Response:
    """All that happened to a draft."""
    stands = standing(opened(ask.room.store, ask.id), ask.room.referee)
    return ask.room.page("history", ask, tab="history", stands=stands)


def marked(text: str, report: Report) -> tuple[Markup, Markup]:
    """The draft with a link at every claim: what its front matter states, and the text."""
    source, start = read_source(text), len(text) - len(without_front_matter(text))
    above = [block for block in source.blocks if block.at[0] < start]
    below = [block for block in source.blocks if block.at[0] >= start]
    parts = (body(replace(source, blocks=tuple(blocks)), report, "0") for blocks in (above, below))
    front, article = (Markup(part) for part in parts)  # noqa: S704 - escaped letter by letter
    return front, article


def entries(report: Report) -> list[Entry]:
    """All claims, the worst first."""
    numbered = numbers(report)
    found = [Entry(place, numbered.get(place), finding) for place, finding in enumerate(report.claims)]
    return sorted(found, key=lambda entry: WORST.index(entry.finding.verdict))


def card_of(referee: Referee, text: str, facts: bytes, day: date | None, judged: Judged, place: int) -> Card:
    """What is known of a claim, with a picture of its window and a correction if there is one."""
    finding = judged.report.claims[place]
    label = judged.checker.directory.labels.get(finding.subject or "", finding.subject or "")
    drawn = figure(finding, judged.checker.answers(judged.report.as_of), label, always=True)
    picture = "data:image/svg+xml;base64," + base64.b64encode(drawn[0].encode()).decode() if drawn else ""
    return Card(
        finding, parts(finding), picture, drawn[1] if drawn else "", mend(referee, text, facts, day, finding),
        text[finding.start : finding.end],
    )  # fmt: skip


def _comments(stands: Standing) -> list[Event]:
    return [event for event in stands.opened.trail if event.words or event.override]
