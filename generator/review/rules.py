"""The rules of review, as functions of what is on the trail: what state a draft is in, and what may be done with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.errors import ConflictError, ReviewError
from generator.store.decisions import Event
from generator.store.drafts import Draft, Version

if TYPE_CHECKING:
    from generator.check.report import Finding, Report

State = Literal["in review", "changes requested", "approved", "lapsed", "rejected"]
Role = Literal["writer", "reviewer", "publisher"]
Action = Literal["write", "comment", "decide", "publish"]

ROLES: tuple[Role, ...] = ("writer", "reviewer", "publisher")
MAY: Mapping[Role, frozenset[Action]] = {
    "writer": frozenset({"write", "comment"}),
    "reviewer": frozenset({"write", "comment", "decide"}),
    "publisher": frozenset({"write", "comment", "decide", "publish"}),
}
DECISIONS: Mapping[str, State] = {
    "approved": "approved", "changes requested": "changes requested", "rejected": "rejected",
}  # fmt: skip
LONGEST_NAME, LONGEST_WORDS, LONGEST_TEXT = 80, 10_000, 200_000  # characters
SHOWN = 5  # contradicted claims that a refusal names


@dataclass(frozen=True)
class Person:
    """Who does something, and what she may do. Whoever can open the store's file may do all."""

    name: str
    role: Role = "publisher"


def refuse_unless(person: Person, action: Action) -> None:
    """Raises ReviewError for what a role does not allow."""
    if action not in MAY[person.role]:
        needed = next(role for role in ROLES if action in MAY[role])
        raise ReviewError(
            f"a {person.role} may not do that", subject=person.name, remedy=f"Ask somebody who is a {needed}."
        )


def refuse_own(person: Person, version: Version, *, two_people: bool) -> None:
    """Raises ReviewError when two people are asked for and the writer of a version would decide on it."""
    if two_people and version.author == person.name:
        raise ReviewError(
            "whoever wrote a version does not approve it", subject=person.name,
            remedy="Ask somebody else; [desk] two_people turns this off.",
        )  # fmt: skip


def decision(trail: Sequence[Event]) -> Event | None:
    """The last decision on a draft."""
    return next((event for event in reversed(trail) if event.what in DECISIONS), None)


def state(version: Version, trail: Sequence[Event], answers: str | None = None) -> State:
    """The state of a draft by its latest version, its trail and, where the tape was asked, the answers of now."""
    last = decision(trail)
    if last is None:
        return "in review"
    if last.what == "approved":
        return "approved" if holds(last, version, answers) else "lapsed"
    return DECISIONS[last.what] if last.version == version.number else "in review"


def holds(approval: Event, version: Version, answers: str | None = None) -> bool:
    """Whether an approval is of exactly this text and these facts, and the tape still gives the same answers."""
    same = (approval.text_sha256, approval.facts_sha256) == (version.text_sha256, version.facts_sha256)
    return same and answers in (None, approval.answers_sha256)


def contradicted(report: Report) -> list[Finding]:
    """What stands against a draft; a comment in its text by which a claim was left does not free it of review."""
    return [claim for claim in report.claims if claim.verdict == "contradicted"]


def refuse_stale(draft: Draft, seen: int, last: Event) -> None:
    """Raises ConflictError when somebody else has changed or decided something since `seen` was shown."""
    if draft.revision != seen:
        raise ConflictError(
            f"{last.who} was first: {last.what} at {last.at:%H:%M UTC, %-d %B %Y}; nothing of yours was stored",
            subject=f"draft {draft.id}", remedy="Look at what changed, then do it again.",
        )  # fmt: skip


def refuse_contradicted(draft: Draft, report: Report, override: str) -> None:
    """Raises ReviewError while a claim is contradicted and no reason to approve all the same is written."""
    found = contradicted(report)
    if found and not override:
        named = "; ".join(f"\u201c{' '.join(claim.text.split())}\u201d: {claim.message}" for claim in found[:SHOWN])
        more = f"; and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise ReviewError(
            f"{len(found)} {'claim is' if len(found) == 1 else 'claims are'} contradicted: {named}{more}",
            subject=f"draft {draft.id}",
            remedy="Mend the text, or override with a written reason, which will always be shown.",
        )


def refuse_unquoted(text: str, quote: str) -> None:
    """A quotation is of words that stand in the text, whatever its case, breaks and marks of Markdown. ReviewError."""
    if _words(quote) not in _words(text):
        raise ReviewError(
            "these words are not in the draft", subject=f"--quote \u201c{quote[:60]}\u201d",
            remedy="Quote words as they stand there, or leave the quotation out.",
        )  # fmt: skip


def _words(text: str) -> str:
    return " ".join(re.sub(r"[*_`]", "", text).casefold().split())


def written(text: str, what: str, *, needed: bool = True, most: int = LONGEST_WORDS) -> str:
    """A reason, comment or name as it is kept: without what steers a terminal or turns letters round, and not too long.

    Raises ReviewError when it is needed and empty, or too long.
    """
    kept = "".join(char for char in text.replace("\r\n", "\n") if char.isprintable() or char == "\n").strip()
    if needed and not kept:
        raise ReviewError(f"{what} is empty", subject="review", remedy=f"Write {what}.")
    if len(kept) > most:
        raise ReviewError(f"{what} has more than {most:,} characters", subject="review", remedy="Make it shorter.")
    return kept
