"""Only what a person approved is published: exactly those bytes, as long as the approval holds."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from generator.errors import PublishError, ReviewError
from generator.narrative import language
from generator.narrative.wording import Wording
from generator.publish.prepare import prepare
from generator.publish.publication import Publication, Site
from generator.review.deciding import Approved, approval_for, approval_of
from generator.review.drafting import opened, text_of
from generator.review.intake import read_submission
from generator.review.referee import Referee
from generator.store import artefacts
from generator.store.database import Store
from generator.store.drafts import files


def approved(store: Store, referee: Referee, given: str) -> Approved:
    """The approval of a brief, given by its folder or file, or by the number of its draft. Raises PublishError."""
    if given.isdecimal():
        found = approval_of(store, int(given), referee)
        remedy = f"See it with: truetape review show {given}"
    else:
        read = read_submission(given)
        text, facts = (sha256(data).hexdigest() for data in (read.text.encode(), read.facts))
        found = approval_for(store, text, facts, referee)
        remedy = f"Hand it in and have it approved: truetape review submit {given}"
    if found is None:
        raise PublishError(
            "is not approved, in exactly this text with these facts and data", subject=given, remedy=remedy
        )
    return found


def still_approved(store: Store, text_sha256: str, facts_sha256: str) -> bool:
    """Whether what was approved still is."""
    try:
        return approval_for(store, text_sha256, facts_sha256) is not None
    except ReviewError:
        return False


def publication_of(store: Store, approval: Approved, site: Site, templates: Path, *, now: datetime) -> Publication:
    """What is published of an approved draft: its text and its pictures as they were reviewed."""
    draft = opened(store, approval.draft)
    kinds = {version.kind for version in draft.versions if version.number <= approval.version}
    with store.read() as db:
        svgs = {name: artefacts.get(db, sha256) for name, sha256 in files(db, approval.draft).items()}
    return prepare(
        text_of(store, approval.text_sha256), svgs, site, wording_of(templates, draft.draft.language),
        edited="edited" in kinds, polished="polished" in kinds,
        text_sha256=approval.text_sha256, now=now,
    )  # fmt: skip


def wording_of(templates: Path, code: str) -> Wording:
    """The words of a language; English for one that is not there."""
    known = (templates / code / "wording.toml").is_file() if code.replace("-", "").isalnum() else False
    return language(code if known else "en", templates).wording
