"""Watchlists that ask for one of the five stories: the story of a tape that has only their instruments.

Nothing of it is shared between watchlists, so such a brief costs what `truetape brief` costs.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from generator.batch.book import Desk
from generator.batch.compose import Personal, UnfitWatchlistError
from generator.batch.watchlists import Watchlist
from generator.check.judging.findings import VERDICTS
from generator.errors import TruetapeError
from generator.narrative.draft import FRONT_MATTER
from generator.pipeline import Order, make_brief


def whole_story(desk: Desk, wanted: Watchlist) -> Personal:
    """The story that a watchlist asks for. Raises UnfitWatchlistError where it cannot be told or fails the check."""
    if unknown := [key for key in wanted.instruments if key not in desk.tape.series]:
        raise UnfitWatchlistError(f"the tape has no instrument {', '.join(unknown[:5])}")
    tape = replace(desk.tape, series={key: desk.tape.series[key] for key in wanted.instruments}, _views={})
    try:
        brief = make_brief(
            tape, desk.engine.as_of, Order(wanted.story, "day", wanted.lang, 0, desk.templates, desk.cache)
        )
    except TruetapeError as error:
        raise UnfitWatchlistError(f"its {wanted.story} cannot be told: {error.message}") from error
    draft = brief.draft
    text = FRONT_MATTER.sub("", draft.markdown).lstrip()
    found = brief.check.counts if brief.check else {}
    facts = "".join(f"{fact.id}={fact.value!r}\n" for fact in draft.sheet.facts)
    return Personal(
        wanted.id, wanted.lang, draft.sheet.as_of, draft.title, draft.summary, text,
        hashlib.sha256(facts.encode()).hexdigest(), {verdict: found.get(verdict, 0) for verdict in VERDICTS},
    )  # fmt: skip
