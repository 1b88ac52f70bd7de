"""What a draft says of itself, read without any tape."""

from __future__ import annotations

from datetime import date

from generator.check import check

AS_OF = date(2026, 1, 20)


def told(text: str) -> list[tuple[str, str]]:
    """The words and verdicts of the findings of a draft about itself."""
    return [(c.text, c.verdict) for c in check(text, as_of=AS_OF).claims if c.kind.startswith(("internal", "weekday"))]


def wrong(text: str) -> list[str]:
    """The words that the draft itself contradicts."""
    return [words for words, verdict in told(text) if verdict == "contradicted"]


def flagged(text: str) -> list[tuple[str, str]]:
    """The findings that are not supported."""
    return [found for found in told(text) if found[1] != "supported"]
