"""Puts a brief together from the book: what leads, what follows, and how the checks of its pieces add up."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.batch.book import WORDINGS, Book, Entry, Piece
from generator.batch.watchlists import Watchlist
from generator.check.judging.findings import VERDICTS
from generator.narrative.notes import reach
from generator.narrative.wording import Wording

DULL = 4.0  # below this score an instrument makes no chapter of its own
BESIDE = 5.5  # bits from which the second instrument is in the headline too
MOST_ROWS = 40
MOST_TOLD = 12
GROUPS = (
    ("equity_index", "equity", "etf", "volatility_index", "breadth"),
    ("commodity", "crypto"),
    ("rate", "fx", "indicator", "balance"),
    ("flow",),
)  # kinds that share a paragraph


class UnfitWatchlistError(Exception):
    """A watchlist that no brief can be written for; the text says why."""


@dataclass(frozen=True)
class Personal:
    """A finished brief: its fields are those of the output, but for `open`: sentences of which not all is covered."""

    id: str
    lang: str
    as_of: date
    title: str
    summary: str
    markdown: str
    facts: str
    checks: dict[str, int]
    open: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """As plain values."""
        return {**vars(self), "as_of": self.as_of.isoformat()}


def compose(book: Book, wanted: Watchlist, wording: Wording) -> Personal:
    """The brief of a watchlist. Raises UnfitWatchlistError for keys that the tape has not, or when none is fresh."""
    entries = _entries(book, wanted.instruments)
    ranked = sorted((e for e in entries if e.wordings), key=lambda e: -e.score)
    used = _Used(zlib.crc32(wanted.id.encode()) % WORDINGS)
    lead = next((e for e in ranked if used.has(e, "headline", "lede")), None)
    if lead is None:
        raise UnfitWatchlistError("none of its instruments has a fresh close")
    ranked.remove(lead)
    second = next((e for e in ranked[:1] if used.has(e, "lede")), None)
    chapter = wanted.tone == "full" and lead.score >= DULL and used.has(lead, "heading", "body")
    title = used.take(lead, "headline")
    if second and second.bits > BESIDE and used.has(second, "headline"):
        title += f"; {used.take(second, 'headline')}"
    summary = " ".join(used.take(e, "lede") for e in (lead, second) if e)
    others = [e for e in ranked if e is not second and used.has(e, "clause")][:MOST_TOLD]
    slots = {
        "title": title,
        "summary": summary,
        "rows": "\n".join(used.take(e, "row") for e in [e for e in entries if used.has(e, "row")][:MOST_ROWS]),
        "heading": used.take(lead, "heading") if chapter else "",
        "body": used.take(lead, "body") if chapter else "",
        "others": "\n\n".join(" ".join(used.take(e, "clause") for e in group) for group in _grouped(others)),
        "quiet": " ".join(e.note for e in entries if e.note),
        **_notes(entries, wording),
    }
    return Personal(
        wanted.id, book.lang, book.as_of, title, summary, _filled(book.frame, slots), used.facts(), used.checks(),
        used.open(),
    )  # fmt: skip


class _Used:
    """Takes pieces, each kind of them in another wording than the one before, and remembers which."""

    def __init__(self, first: int) -> None:
        self._turn: Counter[str] = Counter()
        self._first = first
        self._pieces: list[Piece] = []

    def has(self, of: Entry, *names: str) -> bool:
        """Whether each of the pieces exists in a wording that holds."""
        return all(any(name in wording for wording in of.wordings) for name in names)

    def take(self, of: Entry, name: str) -> str:
        """The text of a piece."""
        turn = self._first + self._turn[name]
        self._turn[name] += 1
        wordings = (of.wordings[(turn + n) % WORDINGS] for n in range(WORDINGS))
        piece = next(w[name] for w in wordings if name in w)
        self._pieces.append(piece)
        return piece.text

    def checks(self) -> dict[str, int]:
        """What the checker found in the pieces that were taken."""
        sums = (sum(column) for column in zip(*(piece.counts for piece in self._pieces), strict=True))
        return dict(zip(VERDICTS, sums, strict=True))

    def open(self) -> tuple[str, ...]:
        """The sentences of which the checker covers not all."""
        return tuple(sentence for piece in self._pieces for sentence in piece.open)

    def facts(self) -> str:
        """A hash of all facts that the brief states."""
        return hashlib.sha256(b"".join(piece.facts for piece in self._pieces)).hexdigest()


def _entries(book: Book, keys: Iterable[str]) -> list[Entry]:
    found = [(key, book.entries.get(key)) for key in keys]
    if unknown := [key for key, entry in found if entry is None]:
        raise UnfitWatchlistError(f"the tape has no instrument {', '.join(unknown[:5])}")
    return [entry for _, entry in found if entry]


def _grouped(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    for kinds in GROUPS:
        if group := [e for e in entries if e.kind in kinds]:
            yield group


def _notes(entries: Sequence[Entry], wording: Wording) -> dict[str, str]:
    """How far the data reach, whose day ends at midnight UTC, and who published them."""
    told = [e for e in entries if e.wordings]
    ends: dict[str, list[str]] = {}
    for e in told:
        ends.setdefault(e.day, []).append(e.name)
    clocks = [e.name for e in told if e.round_the_clock]
    return {
        "dates": reach(ends, {e.day: e.day_text for e in told}, wording),
        "clock": str(wording.words["notes"]["clock"]).format(names=wording.listed(clocks)) if clocks else "",
        "sources": "; ".join(dict.fromkeys(e.source for e in told if e.source)),
    }


def _filled(frame: Sequence[str], slots: dict[str, str]) -> str:
    """The blocks of the frame with their slots filled in; a block whose slots all stay empty is left out."""
    blocks = []
    for block in frame:
        names = [name for name in slots if f"[[{name}]]" in block]
        if names and not any(slots[name] for name in names):
            continue
        for name in names:
            block = block.replace(f"[[{name}]]", slots[name])  # noqa: PLW2901
        blocks.append(block)
    return "\n\n".join(blocks) + "\n"
