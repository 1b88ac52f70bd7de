"""Comments and decisions, each with a name, a time and the hashes of what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from generator.errors import ReviewError
from generator.review.drafting import Opened, happened, open_in, opened
from generator.review.referee import Referee
from generator.review.rules import (
    LONGEST_NAME,
    Person,
    decision,
    holds,
    refuse_contradicted,
    refuse_own,
    refuse_stale,
    refuse_unless,
    written,
)
from generator.store.database import Store
from generator.store.decisions import Event, What
from generator.store.drafts import versions_with

LONGEST_QUOTE = 500


@dataclass(frozen=True)
class Approved:
    """What a person approved: exactly these bytes. `override` is why, although something is contradicted."""

    draft: int
    version: int
    text_sha256: str
    facts_sha256: str
    who: str
    at: datetime
    note: str = ""
    override: str = ""


def approve(
    store: Store, referee: Referee, id: int, seen: int, person: Person, at: datetime, *,
    note: str = "", override: str = "", two_people: bool = False,
) -> Approved:  # fmt: skip
    """Approves the latest version. Raises ReviewError while anything is contradicted and no override is written,
    ConflictError when the draft is not as it was seen."""
    note, override = written(note, "the note", needed=False), written(override, "the reason", needed=False)
    before = opened(store, id)
    refuse_stale(before.draft, seen, before.last)  # what is judged here is what is approved below
    refuse_own(person, before.version, two_people=two_people)
    judged = referee.judge(before.text, before.facts, before.draft.as_of)
    refuse_contradicted(before.draft, judged.report, override)
    _refuse_twice(before, person, judged.answers)
    override = override if judged.report.counts["contradicted"] else ""
    found = _decide(store, id, seen, person, "approved", at, words=note, override=override, answers=judged.answers)
    return _approved(found)


def request_changes(store: Store, id: int, seen: int, person: Person, at: datetime, words: str) -> Event:
    """Sends a draft back, with what is to be changed."""
    return _decide(store, id, seen, person, "changes requested", at, words=written(words, "what is to be changed"))


def reject(store: Store, id: int, seen: int, person: Person, at: datetime, words: str) -> Event:
    """Rejects a draft for good, with the reason; only a new version can be reviewed again."""
    return _decide(store, id, seen, person, "rejected", at, words=written(words, "the reason"))


def comment(store: Store, id: int, person: Person, at: datetime, words: str, quote: str = "") -> Event:
    """Says something about a draft, or about some of its words."""
    refuse_unless(person, "comment")
    who = written(person.name, "your name", most=LONGEST_NAME)
    words = written(words, "the comment")
    quote = written(quote, "what the comment is about", needed=False, most=LONGEST_QUOTE)
    with store.begin() as db:
        return happened(db, open_in(db, id).version, "commented", who, at, words=words, quote=quote)


def approval_of(store: Store, id: int, referee: Referee | None = None) -> Approved | None:
    """The approval of a draft, as long as its text and facts are those approved; with a referee also only while the
    tape gives the answers that it gave then."""
    return approval_in(opened(store, id), referee)


def approval_in(found: Opened, referee: Referee | None = None) -> Approved | None:
    """The same of a draft that has been opened."""
    last = decision(found.trail)
    if last is None or last.what != "approved":
        return None
    answers = referee.judge(found.text, found.facts, found.draft.as_of).answers if referee else None
    return _approved(last) if holds(last, found.version, answers) else None


def approval_for(store: Store, text_sha256: str, facts_sha256: str, referee: Referee | None = None) -> Approved | None:
    """The approval of exactly these bytes, such as those of a brief's folder, from whichever draft has it."""
    with store.read() as db:
        same = [v for v in versions_with(db, text_sha256) if v.facts_sha256 == facts_sha256]
        drafts = [open_in(db, id) for id in dict.fromkeys(v.draft for v in same)]
    found = (approval_in(draft, referee) for draft in drafts)
    return next((a for a in found if a and (a.text_sha256, a.facts_sha256) == (text_sha256, facts_sha256)), None)


def _decide(
    store: Store, id: int, seen: int, person: Person, what: What, at: datetime, *,
    words: str = "", override: str = "", answers: str = "",
) -> Event:  # fmt: skip
    refuse_unless(person, "decide")
    who = written(person.name, "your name", most=LONGEST_NAME)
    with store.begin() as db:
        now = open_in(db, id)
        refuse_stale(now.draft, seen, now.last)
        _refuse_again(now, what)
        return happened(db, now.version, what, who, at, words=words, override=override, answers=answers)


def _refuse_again(now: Opened, what: What) -> None:
    last = decision(now.trail)
    if last is None or last.version != now.version.number:
        return
    if last.what == "rejected" or last.what == what == "changes requested":
        told = "rejected" if last.what == "rejected" else "sent back"
        raise ReviewError(
            f"this version was already {told} by {last.who}", subject=f"draft {now.draft.id}",
            remedy="A new version can be reviewed.",
        )  # fmt: skip


def _refuse_twice(now: Opened, person: Person, answers: str) -> None:
    last = decision(now.trail)
    if last and last.what == "approved" and last.who == person.name and holds(last, now.version, answers):
        raise ReviewError(
            f"you approved this version on {last.at:%-d %B %Y}, and it holds", subject=f"draft {now.draft.id}"
        )


def _approved(event: Event) -> Approved:
    return Approved(
        event.draft, event.version, event.text_sha256, event.facts_sha256, event.who, event.at, event.words,
        event.override,
    )  # fmt: skip
