"""Two versions of a draft as a readable difference."""

from __future__ import annotations

from starlette.responses import Response

from generator.desk.ask import Ask, whole
from generator.errors import ReviewError
from generator.review.comparing import compare
from generator.review.drafting import opened, text_of
from generator.review.standing import standing
from generator.store.drafts import Version


def show(ask: Ask) -> Response:
    """The versions `from` and `to`; without them the latest one and the one before."""
    stands = standing(opened(ask.room.store, ask.id), ask.room.referee)
    versions = {version.number: version for version in stands.opened.versions}
    last = stands.opened.version.number
    to = _version(ask, versions, "to", last)
    before = _version(ask, versions, "from", max(1, to.number - 1))
    found = compare(text_of(ask.room.store, before.text_sha256), text_of(ask.room.store, to.text_sha256))
    return ask.room.page("compare", ask, tab="compare", stands=stands, before=before, to=to, paragraphs=found)


def _version(ask: Ask, versions: dict[int, Version], name: str, default: int) -> Version:
    number = whole(ask.form[name], name) if name in ask.form else default
    if number not in versions:
        raise ReviewError("there is no such version", subject=f"draft {ask.id}", remedy="Choose one of the list.")
    return versions[number]
