"""Where drafts stand: state, verdicts, approval; for a list, and as one JSON object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.review.deciding import Approved, approval_in
from generator.review.drafting import Opened, open_in
from generator.review.referee import Judged, Referee
from generator.review.rules import State, state
from generator.store.database import Store
from generator.store.decisions import Event, broken
from generator.store.drafts import newest


@dataclass(frozen=True)
class Standing:
    """A draft with how it stands now. `broken` is the entry from which on its trail cannot be trusted."""

    opened: Opened
    judged: Judged
    state: State
    approval: Approved | None
    broken: int | None

    @property
    def overrides(self) -> list[Event]:
        """The approvals of this draft, past ones too, that were given although something was contradicted."""
        return [event for event in self.opened.trail if event.override]


def standing(found: Opened, referee: Referee) -> Standing:
    """How an opened draft stands."""
    judged = referee.judge(found.text, found.facts, found.draft.as_of)
    return Standing(
        found, judged, state(found.version, found.trail, judged.answers), approval_in(found, referee),
        broken(found.trail, found.draft.entries),
    )  # fmt: skip


def listed(store: Store, referee: Referee, *, most: int = 25, before: int | None = None) -> Sequence[Standing]:
    """The newest drafts; `before` a number, for those after them."""
    with store.read() as db:
        found = [open_in(db, draft.id) for draft, _ in newest(db, most=most, before=before)]
    return [standing(one, referee) for one in found]


def as_json(stands: Standing, *, full: bool = False) -> dict[str, Any]:
    """A draft as a JSON object; `full` with its text, versions, trail and claims."""
    draft, version = stands.opened.draft, stands.opened.version
    found: dict[str, Any] = {
        "draft": draft.id, "title": version.title, "state": stands.state, "version": version.number,
        "revision": draft.revision, "kind": version.kind, "author": version.author, "at": version.at.isoformat(),
        "as_of": draft.as_of and draft.as_of.isoformat(), "story": draft.story, "lang": draft.language,
        "origin": draft.origin, "counts": stands.judged.report.counts, "judged_by": stands.judged.by,
        "text_sha256": version.text_sha256, "facts_sha256": version.facts_sha256,
        "approval": stands.approval and _event_json(stands.approval.__dict__),
        "overrides": [_event_json(event.__dict__) for event in stands.overrides], "trail_broken_at": stands.broken,
    }  # fmt: skip
    if full:
        found |= {
            "text": stands.opened.text,
            "versions": [_event_json(v.__dict__) for v in stands.opened.versions],
            "trail": [_event_json(event.__dict__) for event in stands.opened.trail],
            "claims": stands.judged.report.as_json()["claims"],
        }
    return found


def _event_json(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if name == "at" else value for name, value in values.items()}
