"""Watchlists that ask for one of the five stories: the story of a tape that has only their instruments.

It is written and checked as `truetape brief` does, without pictures, since no files come with it. Readers with the same
instruments share it; the last ones are kept.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from generator.batch.book import Desk, uncovered
from generator.batch.compose import Personal, UnfitWatchlistError
from generator.batch.watchlists import Watchlist
from generator.check.judging.findings import VERDICTS
from generator.check.report import Finding, Report
from generator.errors import TruetapeError
from generator.narrative.draft import FRONT_MATTER, Draft
from generator.pipeline import Order, tell

KEPT = 2000  # stories in a worker: some 10 MB
_PICTURE = re.compile(r"^!\[.*\]\(.*\)\n\n", re.MULTILINE)


def whole_story(desk: Desk, wanted: Watchlist) -> Personal:
    """The story that a watchlist asks for. Raises UnfitWatchlistError where it cannot be told or fails the check."""
    if unknown := [key for key in wanted.instruments if key not in desk.tape.series]:
        raise UnfitWatchlistError(f"the tape has no instrument {', '.join(unknown[:5])}")
    told = _told(desk, wanted.lang, wanted.story, frozenset(wanted.instruments))
    if isinstance(told, str):
        raise UnfitWatchlistError(told)
    return replace(told, id=wanted.id)


@lru_cache(maxsize=KEPT)
def _told(desk: Desk, lang: str, story: str, keys: frozenset[str]) -> Personal | str:
    """The story for nobody yet, or why there is none."""
    tape = replace(desk.tape, series={key: s for key, s in desk.tape.series.items() if key in keys}, _views={})
    order = Order(story, "day", lang, 0, desk.templates, desk.cache)
    try:
        _, draft, report = tell(tape, desk.engine.as_of, order, desk.looks)
    except TruetapeError as error:
        return f"its {story} cannot be told: {error.message}"
    text, claims = _without_files(draft, report)
    found = Counter(claim.verdict for claim in claims)
    checks: dict[str, int] = {verdict: found[verdict] for verdict in VERDICTS}
    facts = "".join(f"{fact.id}={fact.value!r}\n" for fact in draft.sheet.facts)
    digest = hashlib.sha256(facts.encode()).hexdigest()
    return Personal("", lang, draft.sheet.as_of, draft.title, draft.summary, text, digest, checks, uncovered(claims))


def _without_files(draft: Draft, report: Report | None) -> tuple[str, list[Finding]]:
    """The text without front matter and pictures, and what the checker found in it."""
    text, front = draft.markdown, FRONT_MATTER.match(draft.markdown)
    gone = [(match.start(), match.end()) for match in (front, *_PICTURE.finditer(text)) if match]
    claims = report.claims if report else ()
    kept = _PICTURE.sub("", FRONT_MATTER.sub("", text)).lstrip()
    return kept, [c for c in claims if not any(first <= c.start < end for first, end in gone)]
