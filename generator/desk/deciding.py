"""Comments, decisions and corrections from the page; the rules are those of review."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from generator.desk.ask import Ask
from generator.errors import ReviewError
from generator.review import deciding
from generator.review.drafting import edit, opened
from generator.review.mending import mend as correction
from generator.review.rules import refuse_stale


def comment(ask: Ask) -> Response:
    """Says something about a draft, or about words of it."""
    deciding.comment(ask.room.store, ask.id, ask.person, ask.now, ask.text("words"), ask.text("quote"))
    return _back(ask, "commented")


def approve(ask: Ask) -> Response:
    """Approves what was seen."""
    deciding.approve(
        ask.room.store, ask.room.referee, ask.id, ask.number("seen"), ask.person, ask.now,
        note=ask.text("words"), override=ask.text("override"), two_people=ask.room.two_people,
    )  # fmt: skip
    return _back(ask, "approved")


def changes(ask: Ask) -> Response:
    """Sends what was seen back."""
    deciding.request_changes(ask.room.store, ask.id, ask.number("seen"), ask.person, ask.now, ask.text("words"))
    return _back(ask, "changes")


def reject(ask: Ask) -> Response:
    """Rejects what was seen."""
    deciding.reject(ask.room.store, ask.id, ask.number("seen"), ask.person, ask.now, ask.text("words"))
    return _back(ask, "rejected")


def mend(ask: Ask) -> Response:
    """Takes the correction of a claim: a new version in which its words are replaced."""
    room, seen, place = ask.room, ask.number("seen"), ask.number("place")
    found = opened(room.store, ask.id)
    refuse_stale(found.draft, seen, found.last)
    claims = room.referee.judge(found.text, found.facts, found.draft.as_of).report.claims
    right = (
        correction(room.referee, found.text, found.facts, found.draft.as_of, claims[place])
        if place < len(claims)
        else None
    )
    if right is None:
        raise ReviewError("there is no correction for this claim", subject=f"draft {ask.id}", remedy="Edit the text.")
    text = found.text[: right.start] + right.words + found.text[right.end :]
    edit(room.store, room.referee, ask.id, text, seen, ask.person, ask.now)
    return _back(ask, "mended")


def _back(ask: Ask, done: str) -> Response:
    return RedirectResponse(f"/drafts/{ask.id}?done={done}", 303)
