"""The book of a morning: for every instrument what a brief may say of it, written, proven and checked once.

Building an entry needs the tape; putting a brief together needs only the book, which is small and never changes.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from generator import assets
from generator.check.checker import Checker
from generator.check.judging.findings import VERDICTS
from generator.facts import Engine
from generator.facts.sheet import Recorder
from generator.narrative import Language, language
from generator.narrative.draft import dateline
from generator.narrative.marks import plain
from generator.narrative.passages import Passages, passages
from generator.narrative.vary import Chooser
from generator.narrative.voice import Voice
from generator.tape import Tape, read_tape

AS_THEY_STAND = ("headline", "lede", "row", "heading", "body", "clause")  # the order of the pieces in a brief
WORDINGS = 4  # of each passage, so that neighbours in a brief are not worded alike
_BETWEEN = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class Piece:
    """Text with what the checker found in it (in the order of VERDICTS) and a digest of the facts that it states."""

    text: str
    counts: tuple[int, ...]
    facts: bytes


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

    @cached_property
    def tape(self) -> Tape:
        """The tape, read when it is first needed, and once in a process."""
        return _read(self.tape_or_folder) if isinstance(self.tape_or_folder, Path) else self.tape_or_folder

    @cached_property
    def engine(self) -> Engine:
        """Answers for all entries."""
        return Engine(self.tape, self.as_of)

    @cached_property
    def checker(self) -> Checker:
        """Judges all entries."""
        return Checker(self.tape)

    def language(self, code: str) -> Language:
        """A language of the templates. Raises AssetError for one that is not there."""
        return language(code, self.templates or assets.folder("templates"), self.cache)

    def __getstate__(self) -> dict[str, object]:
        """What is sent to another process: not what can be made there again."""
        return {name: self.__dict__[name] for name in ("tape_or_folder", "as_of", "templates", "cache")}


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
    written = [passages(engine, key, code, ahead=n) for n in range(WORDINGS)]
    news, place = written[0].news, engine.ask(f"{key}.change.1d.percentile")
    rank = news.score if news else abs(place.number - 0.5) if place.plain else 0.0
    return replace(
        bare, score=rank, bits=news.bits if news else 0.0,
        wordings=tuple(_checked(desk, lang, each) for each in written),
    )  # fmt: skip


def _checked(desk: Desk, lang: str, written: Passages) -> dict[str, Piece]:
    """The pieces of one wording that hold, each with its findings, judged in a brief of their own."""
    frame = _blank(desk, lang).frame
    dateline = next(block for block in frame if block.startswith("*"))
    columns = next(block for block in frame if block.startswith("|")).partition("[[")[0]
    before = {"heading": "## ", "headline": "# ", "row": columns}
    text, places = "", {}
    for name in AS_THEY_STAND:
        if written.texts[name]:
            text += before.get(name, "")
            places[name] = (len(text), len(text) + len(written.texts[name]))
            text += written.texts[name] + "\n\n" + (f"{dateline}\n\n" if name == "headline" else "")
    found: dict[str, Counter[str]] = {name: Counter() for name in places}
    for claim in desk.checker.check(text, desk.engine.as_of).claims:
        for name, (start, end) in places.items():
            if start <= claim.start < end:
                found[name][claim.verdict] += 1
    return {
        name: Piece(written.texts[name], tuple(counts[v] for v in VERDICTS), _digest(desk.engine, written.facts[name]))
        for name, counts in found.items()
        if not counts["contradicted"] and not counts["imprecise"]
    }


@lru_cache(maxsize=8)
def _blank(desk: Desk, lang: str) -> Book:
    return frame(desk, lang)


def _digest(engine: Engine, ids: tuple[str, ...]) -> bytes:
    values = "".join(f"{id}={engine.ask(id).value!r}\n" for id in ids)
    return hashlib.sha256(values.encode()).digest()[:8]
