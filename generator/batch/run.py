"""The run on one screen: a survey of the input, the facts and the book of what is wanted, the parts, the manifest."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from generator import __version__
from generator.batch.book import Book, Desk, Entry, entry, frame
from generator.batch.compose import Personal, UnfitWatchlistError, compose
from generator.batch.engines import Engine
from generator.batch.pages import html_of
from generator.batch.parts import FIELDS, Folder, Format, Part, encode
from generator.batch.stories import whole_story
from generator.batch.watchlists import Line, read_watchlists
from generator.errors import AssetError, OptionError
from generator.facts.looks import Looks
from generator.facts.universe import Universe

LOOKS_AT_ONCE = 64  # instruments whose rows a worker looks at in one go
ENTRIES_AT_ONCE = 8  # instruments whose entries it makes in one go
Progress = Callable[[str, int, int], None]
A = TypeVar("A")


@dataclass(frozen=True)
class Job:
    """What is wanted: whose briefs from which tape, and how they are written.

    `part` is the number of watchlists in a part; of every `audit` briefs one is checked again as a whole.
    """

    watchlists: Path
    out: Path
    desk: Desk
    form: Format = "jsonl"
    html: bool = False
    part: int = 1000
    audit: int = 1000
    resume: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Result:
    """The manifest of a finished run, and how many briefs it wrote (a resumed one writes only what was missing)."""

    manifest: dict[str, Any]
    written: int


@dataclass(frozen=True)
class Bench:
    """What a worker needs to write parts."""

    desk: Desk
    books: dict[str, Book]
    form: Format
    html: bool
    audit: int


@dataclass(frozen=True)
class Chunk:
    """The lines of a part."""

    number: int
    lines: list[Line]


@dataclass
class _Survey:
    """What one look at the input tells."""

    lines: int = 0
    keys: dict[str, set[str]] = field(default_factory=dict)
    doubles: int = 0
    sha256: str = ""


def run(job: Job, engine: Engine, progress: Progress = lambda _what, _done, _of: None) -> Result:
    """Writes a brief for every watchlist of a file. `progress` is told what is done, how much of it, and of how much.

    Raises OptionError for input, options or an output folder that cannot be used (with `strict` also for the first line
    that is no watchlist, or asks for what is not there), BatchError when the run cannot go on: what is written then
    stays good for `resume`.
    """
    seen = _survey(job, progress)
    about = _about(job, seen)
    folder = Folder(job.out, job.form)
    with folder.opened(about, resume=job.resume):
        parts = -(-seen.lines // job.part)
        done = {number for number in range(parts) if folder.has(number)}
        written, at = 0, sum(min(job.part, seen.lines - n * job.part) for n in done)
        if len(done) < parts:
            desk, books = _books(job, engine, seen, progress)
            bench = Bench(desk, books, job.form, job.html, job.audit)
            chunks = (chunk for chunk in _chunks(job) if chunk.number not in done)
            for part in engine.map(make_part, bench, chunks):
                folder.keep(part)
                written += part.briefs
                at += part.briefs + len(part.failed)
                progress("briefs", at, seen.lines)
        return Result(folder.finish(parts, about, {"ids_given_twice": seen.doubles}), written)


def _survey(job: Job, progress: Progress) -> _Survey:
    seen, ids = _Survey(), array("q")
    for line in read_watchlists(job.watchlists):
        seen.lines += 1
        wanted = line.watchlist
        fault = _unserved(job.desk, wanted.instruments, wanted.lang) if job.strict and wanted else line.fault
        if job.strict and fault:
            where = f"{job.watchlists}, line {line.number}"
            raise OptionError(fault, subject=where, remedy="Mend the line, or run without --strict.")
        if wanted is None:
            continue
        seen.keys.setdefault(wanted.lang, set()).update(wanted.instruments)
        ids.append(_number(wanted.id))
        if seen.lines % 10_000 == 0:
            progress("watchlists read", seen.lines, 0)
    seen.doubles = len(ids) - len(np.unique(np.frombuffer(ids, dtype=np.int64)))
    with job.watchlists.open("rb") as file:
        seen.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return seen


def _unserved(desk: Desk, keys: Sequence[str], lang: str) -> str:
    """Why there can be no brief of some instruments in a language, as far as that can be told before any is written."""
    if unknown := [key for key in keys if key not in desk.tape.series]:
        return f"the tape has no instrument {', '.join(unknown[:5])}"
    try:
        desk.language(lang)
    except AssetError as error:
        return error.message
    return ""


def _number(id: str) -> int:
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), signed=True)


def _about(job: Job, seen: _Survey) -> dict[str, Any]:
    """What makes a run the same run: the rest does not change a byte of it."""
    return {
        "version": __version__, "watchlists": seen.sha256, "lines": seen.lines, "tape": job.desk.tape.hash,
        "as_of": job.desk.engine.as_of.isoformat(), "format": job.form, "html": job.html, "part": job.part,
        "audit": job.audit,
    }  # fmt: skip


def _books(job: Job, engine: Engine, seen: _Survey, progress: Progress) -> tuple[Desk, dict[str, Book]]:
    """A book for each language that exists, with an entry for each instrument that somebody wants and the tape has.

    The desk that comes with them has looked at the rows of these once, for all languages and workers.
    """
    langs = [lang for lang in sorted(seen.keys) if not _unserved(job.desk, (), lang)]
    wanted = {key: [lang for lang in langs if key in seen.keys[lang]] for key in job.desk.tape.series}
    keys = [key for key, langs in wanted.items() if langs]
    desk = replace(job.desk, looks=Looks.joined(engine.map(make_looks, job.desk, _each(keys, LOOKS_AT_ONCE))))
    desk.checker.answers(desk.engine.as_of)  # opened before there are workers, which then share it
    books = {lang: frame(desk, lang) for lang in langs}
    made = 0
    for entries in engine.map(make_entries, desk, _each([(key, wanted[key]) for key in keys], ENTRIES_AT_ONCE)):
        for lang, entry_ in entries:
            books[lang].entries[entry_.key] = entry_
        made += len({entry_.key for _, entry_ in entries})
        progress("instruments", made, len(keys))
    return desk, books


def _each(items: Sequence[A], size: int) -> Iterator[Sequence[A]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def make_looks(desk: Desk, keys: Sequence[str]) -> Looks:
    """The looks at some instruments: what a worker does first."""
    as_of = desk.engine.as_of
    return Universe.of(desk.tape, as_of, keys).looks(as_of)


def make_entries(desk: Desk, wanted: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, Entry]]:
    """The entries of some instruments in some languages each: what it does then."""
    made = [(lang, entry(desk, lang, key)) for key, langs in wanted for lang in langs]
    desk.checker.forget()
    return made


def _chunks(job: Job) -> Iterator[Chunk]:
    lines, number = read_watchlists(job.watchlists), 0
    while chunk := list(islice(lines, job.part)):
        yield Chunk(number, chunk)
        number += 1


def make_part(bench: Bench, chunk: Chunk) -> Part:
    """The briefs of some lines: what it does in the end."""
    records: list[dict[str, Any]] = []
    failed: list[tuple[int, str]] = []
    audits: list[str] = []
    checks: Counter[str] = Counter()
    open_: dict[str, list[int]] = {}
    audited = 0
    for line in chunk.lines:
        try:
            brief = _brief(bench, line)
        except UnfitWatchlistError as error:
            failed.append((line.number, str(error)))
            continue
        found = brief.record() | {"html": html_of(brief.markdown) if bench.html else None}
        records.append({name: found[name] for name in FIELDS})
        checks.update(brief.checks)
        for sentence in brief.open:
            open_.setdefault(sentence, [0, line.number])[0] += 1
        if bench.audit and line.number % bench.audit == 0:
            audited += 1
            audits += _audit(bench, brief)
    bench.desk.checker.forget()
    data = encode(records, bench.form)
    return Part(chunk.number, data, len(records), dict(checks), tuple(failed), audited, tuple(audits), open_)


def _brief(bench: Bench, line: Line) -> Personal:
    wanted = line.watchlist
    if wanted is None:
        raise UnfitWatchlistError(line.fault)
    if wanted.lang not in bench.books:
        raise UnfitWatchlistError(f"there is no language {wanted.lang}")
    if wanted.story != "auto":
        return whole_story(bench.desk, wanted)
    return compose(bench.books[wanted.lang], wanted, bench.desk.language(wanted.lang).wording)


def _audit(bench: Bench, brief: Personal) -> Iterable[str]:
    """What the checker contradicts in a whole brief though it did not in its passages: a fault of ours, told."""
    report = bench.desk.checker.check(brief.markdown, brief.as_of)
    return [f"{brief.id}: {claim.sentence}" for claim in report.claims if claim.verdict == "contradicted"]
