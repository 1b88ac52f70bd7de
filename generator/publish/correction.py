"""A correction: the text of a published brief with a dated note, as its next version."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.errors import PublishError
from generator.facts import Fact
from generator.narrative.draft import FRONT_MATTER
from generator.narrative.marks import Span
from generator.publish.prepare import split
from generator.review.drafting import text_of
from generator.store import artefacts
from generator.store.database import Store
from generator.store.deliveries import Delivery, Ledger
from generator.store.drafts import files, versions, versions_with

_HEAD = re.compile(r"\A\s*# .+\n+(?:\*[^\n]+\*\n+)?")  # the title, and the line of the day below it
MOST = 8  # figures that a note names


@dataclass(frozen=True)
class Published:
    """What stands of a brief: its last version, with text, facts and pictures as they were approved.

    `written` says that no person and no model changed what the templates wrote.
    """

    delivery: Delivery
    text: str
    facts: bytes
    svgs: Mapping[str, bytes]
    written: bool


def published(ledger: Ledger, slug: str) -> Published:
    """The last version of a brief that was delivered anywhere. Raises PublishError when there is none."""
    done = [each for each in ledger.all(slug) if each.state == "done"]
    if not done:
        raise PublishError("was never published", subject=slug, remedy="Change it at the desk, and publish it.")
    last = max(done, key=lambda each: each.version)
    return _read(ledger.store, last)


def _read(store: Store, last: Delivery) -> Published:
    with store.read() as db:
        facts = artefacts.get(db, last.facts_sha256)
        same = [v for v in versions_with(db, last.text_sha256) if v.facts_sha256 == last.facts_sha256]
        draft = same[0]
        kinds = {v.kind for v in versions(db, draft.draft) if v.number <= draft.number}
        svgs = {name: artefacts.get(db, sha256) for name, sha256 in files(db, draft.draft).items()}
    return Published(last, text_of(store, last.text_sha256), facts, svgs, kinds <= {"plain"})


def changed(old: Sequence[Fact], new: Sequence[Fact]) -> list[Fact]:
    """The facts, as they are now, whose answer is another one than it was."""
    before = {fact.id: fact for fact in old}
    return [f for f in new if f.id in before and (f.value, f.status) != (before[f.id].value, before[f.id].status)]


def figures(old: str, spans: Sequence[Span], new: str, now: Sequence[Span]) -> list[tuple[str, str, str]]:
    """Facts whose words are others now: id, then and now. Only the first words of each fact are compared."""
    then = {span.id: old[span.start : span.end] for span in reversed(spans)}
    here = {span.id: new[span.start : span.end] for span in reversed(now)}
    return [(id, then[id], words) for id, words in here.items() if id in then and then[id] != words]


def note_of(
    found: Sequence[tuple[str, str, str]], others: Sequence[Fact], names: Mapping[str, str], words: Mapping[str, str]
) -> str:
    """What the revised data changed, in the words of a language. Old figures stand as code: they are no claims.

    Raises PublishError when nothing did.
    """
    if not found and not others:
        raise PublishError("the data gives the same answers as before", subject="--note",
                           remedy="Say with --note what was wrong.")  # fmt: skip
    pairs: dict[str, list[str]] = {}
    for id, then, now in found[:MOST]:
        subject = id.split(".")[0]
        pairs.setdefault(names.get(subject, subject), []).append(words["pair"].format(old=then, new=now))
    told = [words["was"].format(name=name, pairs=", ".join(each)) for name, each in pairs.items()]
    if told:
        return f"{words['revised']} {_capital('; '.join(told))}."
    subjects = dict.fromkeys(names.get(fact.subject, fact.subject) for fact in others)
    return f"{words['revised']} {words['about'].format(', '.join(list(subjects)[:MOST]))}."


def next_version(text: str, old: Published, note: str, heading: str, on: date) -> str:
    """The text as the next version of what is published: front matter, and below the title the note, the newest first.

    The notes of earlier versions are kept, also where the text is written anew.
    """
    _, _, notes, _ = _parted(old.text)
    front, head, _, body = _parted(text)
    corrections = [*_corrections(old.text), {"on": on.isoformat(), "note": note.replace("`", "")}]
    new = {"slug": old.delivery.slug, "version": old.delivery.version + 1, "corrections": corrections}
    lines = [line for line in front if line.split(":", 1)[0] not in new]
    lines += [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in new.items()]
    return "---\n" + "\n".join(lines) + f"\n---\n{head}> **{heading}** {note}\n\n{notes}{body}"


def _parted(text: str) -> tuple[list[str], str, str, str]:
    """The lines of the front matter, the title with the line of the day, the notes of corrections, and the rest."""
    kept = FRONT_MATTER.match(text)
    body = text[kept.end() :] if kept else f"\n{text}"
    head = _HEAD.match(body)
    at = head.end() if head else 0
    notes = re.compile(rf"(?:> .+\n+){{{len(_corrections(text))}}}").match(body, at)
    end = notes.end() if notes else at
    return kept[1].splitlines() if kept else [], body[:at], body[at:end], body[end:]


def _corrections(text: str) -> list[Any]:
    given = split(text)[0].get("corrections")
    return given if isinstance(given, list) else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
