"""The editor: saves versions, and judges and shows a text that is still being typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from markupsafe import escape
from starlette.responses import JSONResponse, RedirectResponse, Response

from generator.check.report import Finding
from generator.check.views.body import clean
from generator.desk.ask import Ask
from generator.desk.drafts import card_of
from generator.errors import ConflictError, ReviewError
from generator.narrative.page import FIGURE, converted
from generator.review.comparing import compare
from generator.review.drafting import Opened, edit, opened
from generator.review.intake import bounded, title_of, without_front_matter
from generator.review.referee import Referee
from generator.review.standing import standing
from generator.review.typing import LONG, changed, excerpt, patched
from generator.store.drafts import files


def show(ask: Ask) -> Response:
    """The editor with the latest version."""
    stands = standing(opened(ask.room.store, ask.id), ask.room.referee)
    return ask.room.page("edit", ask, tab="edit", stands=stands, text=stands.opened.text, conflict=None)


def save(ask: Ask) -> Response:
    """A new version; when somebody was faster, the editor again with both texts and nothing lost."""
    text, seen = ask.text("text").replace("\r\n", "\n"), ask.number("seen")
    try:
        edit(ask.room.store, ask.room.referee, ask.id, text, seen, ask.person, ask.now)
    except ConflictError as error:
        stands = standing(opened(ask.room.store, ask.id), ask.room.referee)
        theirs = compare(stands.opened.text, text)
        return ask.room.page("edit", ask, 409, tab="edit", stands=stands, text=text, conflict=error, theirs=theirs)
    return RedirectResponse(f"/drafts/{ask.id}?done=saved", 303)


def judge(ask: Ask) -> Response:
    """The verdicts on a text that is being typed. `base` is the text that the page was last told all verdicts of, by
    its hash: a long draft is first judged only where it differs from that."""
    found = opened(ask.room.store, ask.id)
    text = bounded(ask.text("text"))
    claims, settled = _judged(ask, found, text, ask.form.get("all") is True)
    counts = {verdict: sum(claim.verdict == verdict for claim in claims) for verdict in _VERDICTS}
    places = _Utf16(text)
    return JSONResponse({
        "settled": settled, "counts": counts,
        "claims": [[places.of(c.start), places.of(c.end), c.verdict, c.message] for c in claims],
    })  # fmt: skip


def preview(ask: Ask) -> Response:
    """The text as a reader will see it."""
    with ask.room.store.read() as db:
        names = list(files(db, ask.id))
    text = bounded(ask.text("text"))
    return JSONResponse({"html": rendered(text, ask.id, names), "title": title_of(text)})


def claim(ask: Ask) -> Response:
    """What is known of the claim at a place of a text that is not saved."""
    found = opened(ask.room.store, ask.id)
    text, start = bounded(ask.text("text")), ask.number("start")
    judged = ask.room.referee.judge(text, found.facts, found.draft.as_of)
    places = _Utf16(text)
    at = [
        (c.end - c.start, n)
        for n, c in enumerate(judged.report.claims)
        if places.of(c.start) <= start < places.of(c.end)
    ]
    if not at:
        raise ReviewError("there is no claim here", subject=f"draft {ask.id}")
    place = min(at)[1]
    card = card_of(ask.room.referee, text, found.facts, found.draft.as_of, judged, place)
    span = (places.of(card.finding.start), places.of(card.finding.end))
    html = ask.room.part("card", card=card, place=place, editing=True, found=found, ask=ask)
    return JSONResponse(
        {"html": html, "start": span[0], "end": span[1], "words": card.mend.words if card.mend else None}
    )


def rendered(text: str, id: int, pictures: Sequence[str]) -> str:
    """Markdown as clean HTML; the pictures that came with the draft are shown, others are words."""
    if text.count("[") > MOST_BRACKETS:
        raise ReviewError(
            f"there is no preview of more than {MOST_BRACKETS:,} square brackets", subject=f"draft {id}",
            remedy="Read shows the draft with its claims.",
        )  # fmt: skip
    html, images = converted(_PRIVATE.sub("", without_front_matter(text)))

    def figure(place: re.Match[str]) -> str:
        alt, name = images[int(place[1])]
        caption = f"<figcaption>{escape(alt)}</figcaption>"
        if f"{name}.svg" not in pictures:
            return f"<figure>{caption}</figure>"
        where = f"/drafts/{id}/pictures/{list(pictures).index(f'{name}.svg')}"
        return f'<figure><img src="{where}" alt="">{caption}</figure>'

    return clean(FIGURE.sub(figure, html))


MOST_BRACKETS = 1000  # nested, they cost the Markdown library their number squared
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # stand for pictures while Markdown is at work
_VERDICTS = ("supported", "imprecise", "contradicted", "not_covered")


def _judged(ask: Ask, found: Opened, text: str, everything: bool) -> tuple[Sequence[Finding], bool]:
    referee, facts, day = ask.room.referee, found.facts, found.draft.as_of
    if everything or len(text) < LONG:
        return referee.judge(text, facts, day).report.claims, True
    return _first(referee, found, text), text == found.text


def _first(referee: Referee, found: Opened, text: str) -> Sequence[Finding]:
    """The verdicts of the saved version, with those of the paragraphs that differ from it judged anew."""
    old = referee.judge(found.text, found.facts, found.draft.as_of).report.claims
    if text == found.text:
        return old
    start, end, grew = changed(found.text, text)
    part = excerpt(text, start, end)
    return patched(old, grew, part, referee.report(part.text, found.facts, found.draft.as_of).claims)


class _Utf16:
    """Places in a text as a browser counts them: a character beyond the first 65,536 counts twice."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, char in enumerate(text) if char > "\uffff"]

    def of(self, at: int) -> int:
        return at + bisect_right(self._wide, at - 1)
