"""The book of a morning: for every instrument what a brief may say of it, written, proven and checked once.

Building an entry needs the tape; putting a brief together needs only the book, which is small and never changes.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from generator import assets
from generator.check.answering.implied import with_implied
from generator.check.checker import Checker
from generator.check.judging.findings import VERDICTS
from generator.check.report import Finding
from generator.facts import Engine
from generator.facts.looks import Looks
from generator.facts.sheet import Recorder
from generator.narrative import Language, language
from generator.narrative.draft import dateline
from generator.narrative.marks import plain
from generator.narrative.passages import Passage, Passages, passages
from generator.narrative.vary import Chooser
from generator.narrative.voice import Voice
from generator.tape import Tape, read_tape

AS_THEY_STAND = ("headline", "lede", "row", "heading", "body", "clause")  # the order of the pieces in a brief
Place = tuple[str, Passage]  # as a headline, heading, row or text
WORDINGS = 4  # of each passage, so that neighbours in a brief are not worded alike
_BETWEEN = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class Piece:
    """Text with what the checker found in it (in the order of VERDICTS) and a digest of the facts that it states.

    `open`: its sentences of which the checker covers not all.
    """

    text: str
    counts: tuple[int, ...]
    facts: bytes
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """An instrument in the book. `wordings` is empty and `note` says why for one that no text may lean on."""

    key: str
    name: str
    kind: str
    round_the_clock: bool
    source: str
    day: str
    day_text: str
    score: float
    bits: float
    note: str
    wordings: tuple[dict[str, Piece], ...]


@dataclass(frozen=True)
class Book:
    """All entries of one language, with the blocks of text that stand around them."""

    lang: str
    as_of: date
    tape: str
    entries: dict[str, Entry]
    frame: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """Where entries are made: the tape (itself or its folder), the day, the templates. Small enough to send about."""

    tape_or_folder: Tape | Path
    as_of: date | None = None
    templates: Path | None = None
    cache: Path | None = None
    looks: Looks | None = None  # at the rows of all instruments that are wanted, made before the first entry

    @cached_property
    def tape(self) -> Tape:
        """The tape, read when it is first needed, and once in a process."""
        return _read(self.tape_or_folder) if isinstance(self.tape_or_folder, Path) else self.tape_or_folder

    @cached_property
    def engine(self) -> Engine:
        """Answers for all entries, and for the check of them: what one has asked is not computed again."""
        return Engine(with_implied(self.tape), self.as_of, self.looks)

    @cached_property
    def checker(self) -> Checker:
        """Judges all entries."""
        return Checker(engine=self.engine)

    def language(self, code: str) -> Language:
        """A language of the templates. Raises AssetError for one that is not there."""
        return language(code, self.templates or assets.folder("templates"), self.cache)

    def __getstate__(self) -> dict[str, object]:
        """What is sent to another process: not what can be made there again."""
        return {each.name: self.__dict__[each.name] for each in fields(self)}


@lru_cache(maxsize=2)
def _read(folder: Path) -> Tape:
    return read_tape(folder)


def frame(desk: Desk, lang: str) -> Book:
    """A book without entries."""
    code, recorder = desk.language(lang), Recorder(desk.engine)
    voice = Voice(code.wording, Chooser(recorder.as_of), recorder)
    tape = desk.tape
    text = code.render(
        "personal.md.j2", voice, sample=tape.sample, dateline=dateline(recorder, code.wording),
        tape=plain(tape.title), hash=tape.hash[:12],
    )  # fmt: skip
    return Book(lang, recorder.as_of, tape.hash, {}, tuple(b for b in _BETWEEN.split(text.strip()) if b))


def entry(desk: Desk, lang: str, key: str) -> Entry:
    """Makes the entry of an instrument of the tape. A wording with a statement that fails the check is left out."""
    engine, code = desk.engine, desk.language(lang)
    of, level = desk.tape.instruments[key], engine.ask(f"{key}.level")
    day = code.wording.day(level.as_of, "day_year") if level.as_of else ""
    iso = level.as_of.isoformat() if level.as_of else ""
    bare = Entry(key, plain(of.name), of.kind, of.round_the_clock, plain(of.source or ""), iso, day, 0.0, 0.0, "", ())
    if not level.plain:
        notes = code.wording.words["notes"]
        form = notes["lone_stale" if level.status == "stale" else "suspect"] if level.known else notes["missing"]
        return replace(bare, note=form.format(name=bare.name, day=day))
    written = passages(engine, key, code, WORDINGS)
    news, day_place = written.news, engine.ask(f"{key}.change.1d.percentile")
    rank = news.score if news else abs(day_place.number - 0.5) if day_place.plain else 0.0
    found = _judged(desk, lang, written)
    return replace(
        bare, score=rank, bits=news.bits if news else 0.0,
        wordings=tuple(
            {name: found[place] for name, passage in each.items() if (place := _place(name, passage)) in found}
            for each in written.wordings
        ),
    )  # fmt: skip


def _judged(desk: Desk, lang: str, written: Passages) -> dict[Place, Piece]:
    """The passages that hold, each with its findings: all wordings judged in one draft, what recurs in them once."""
    text, places = _laid_out(_blank(desk, lang).frame, written)
    claims = desk.checker.check(text, desk.engine.as_of).claims
    found: dict[Place, Piece] = {}
    for place, (start, end) in places.items():
        inside = [claim for claim in claims if start <= claim.start < end]
        counts = Counter(claim.verdict for claim in inside)
        if not counts["contradicted"] and not counts["imprecise"]:
            found[place] = Piece(
                place[1].text,
                tuple(counts[v] for v in VERDICTS),
                _digest(desk.engine, place[1].facts),
                uncovered(inside),
            )
    return found


def uncovered(claims: Iterable[Finding]) -> tuple[str, ...]:
    """The sentences of claims that the checker does not cover."""
    return tuple(dict.fromkeys(claim.sentence for claim in claims if claim.verdict == "not_covered"))


def _place(name: str, passage: Passage) -> Place:
    return "text" if name in ("lede", "body", "clause") else name, passage


def _laid_out(frame: Sequence[str], written: Passages) -> tuple[str, dict[Place, tuple[int, int]]]:
    """A draft of the wordings, each as it stands in a brief, and where each passage begins and ends in it."""
    dateline = next(block for block in frame if block.startswith("*"))
    columns = next(block for block in frame if block.startswith("|")).partition("[[")[0]
    before = {"heading": "## ", "headline": "# ", "row": columns}
    text, places = "", {}
    for place in [_place(name, each[name]) for each in written.wordings for name in AS_THEY_STAND]:
        if place[1].text and place not in places:
            text += before.get(place[0], "")
            places[place] = (len(text), len(text) + len(place[1].text))
            text += place[1].text + "\n\n" + (f"{dateline}\n\n" if place[0] == "headline" else "")
    return text, places


@lru_cache(maxsize=8)
def _blank(desk: Desk, lang: str) -> Book:
    return frame(desk, lang)


def _digest(engine: Engine, ids: tuple[str, ...]) -> bytes:
    values = "".join(f"{id}={engine.ask(id).value!r}\n" for id in ids)
    return hashlib.sha256(values.encode()).digest()[:8]
