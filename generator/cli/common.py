"""What the commands share: their common options, opening a tape, printing, the exit status."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from generator import __version__, assets
from generator.errors import OptionError, StoreError
from generator.facts import Fact
from generator.files import write_whole
from generator.settings import read_settings
from generator.tape import Tape, read_tape
from generator.tape.sessions import home_calendar, last_closed

if TYPE_CHECKING:
    from generator.review.referee import Referee

StoryName = Literal["auto", "wrap", "divergence", "breakout", "rotation", "analog"]
PeriodName = Literal["day", "week"]

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Market commentary that stays true to the tape: every number is the answer to a question.",
)  # fmt: skip


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"truetape {__version__}")
        raise typer.Exit


@app.callback()
def truetape(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """What holds for every command."""


Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of the tape. Default: the store; before the first fetch, the embedded sample."),
]
KnownAt = Annotated[
    str | None, typer.Option("--known-at", help="The store as it was known at a time (2026-01-22T21:30, UTC).")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Only rows up to this date exist (YYYY-MM-DD).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 3 when a fact is stale, partial, suspect or missing.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No remarks on standard error.")]
Period = Annotated[PeriodName, typer.Option("--period", help="What a wrap covers.")]


def open_tape(data: Path | None, known_at: str | None, quiet: bool, *, sample: bool = True) -> Tape:
    """Reads the tape of a folder, of the store, or the embedded sample, if `sample`; remarks go to standard error.

    Raises OptionError, TapeError or StoreError.
    """
    given = read_settings()
    folder = data or (None if known_at else given.data)
    if known_at:
        tape: Tape | None = open_stored(data, known_at)
    else:
        tape = read_tape(folder) if folder else _stored(given.store_url(), None)
    if tape is None and not sample:
        raise _nothing_stored()
    tape = tape or read_tape(assets.folder("sample"))
    if not quiet:
        if tape.sample and not folder:
            typer.echo("No --data given: this is the embedded sample tape, not market data.", err=True)
        for warning in tape.warnings:
            typer.echo(f"Warning: {warning}", err=True)
    return tape


def open_stored(data: Path | None, known_at: str | None) -> Tape:
    """The tape of the store, as known at a time (default: now). Raises OptionError beside a folder, StoreError."""
    if data:
        remedy = "Leave --data out, or ask for the store's past without it."
        raise OptionError("a folder is not the store", subject=f"--data {data}", remedy=remedy)
    tape = _stored(read_settings().store_url(), to_time(known_at))
    if tape is None:
        raise _nothing_stored()
    return tape


def _nothing_stored() -> StoreError:
    remedy = "Fill it with truetape fetch or truetape import first."
    return StoreError("there is nothing in it yet", subject="the store", remedy=remedy)


def _stored(url: str, then: datetime | None) -> Tape | None:
    """The tape of the store, or None before the first fetch. Raises StoreError."""
    from generator.store.place import is_there  # noqa: PLC0415 - database libraries are loaded where there is a store

    if not is_there(url):
        return None
    from generator.store.database import open_store  # noqa: PLC0415
    from generator.store.tapes import has_rows, tape  # noqa: PLC0415

    store = open_store(url)
    try:
        return tape(store, known_at=then) if has_rows(store) else None
    finally:
        store.close()


def day_of(tape: Tape, as_of: str | None, known_at: str | None) -> date | None:
    """The as-of date that is given; without one, the day that a tape of the store is up to, None for a folder's last.

    That is the last day on which the tape's home market had closed, so that what was not fetched counts as stale.
    """
    given = to_day(as_of)
    if given or tape.known_at is None:
        return given
    closed = last_closed(home_calendar(tape.instruments.values()), to_time(known_at) or now())
    return closed or tape.last_day


def now() -> datetime:
    """The clock of the command line; nothing below it has one."""
    return datetime.now(UTC)


def to_time(text: str | None) -> datetime | None:
    """The time of an option, UTC where it names no zone; a date alone is its whole day. Raises OptionError."""
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        remedy = "Write it as 2026-01-22 or 2026-01-22T21:30."
        raise OptionError(f"`{text}` is no time", subject="--known-at", remedy=remedy) from error
    if len(text) <= len("2026-01-22"):
        time += timedelta(days=1, microseconds=-1)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def referee_of(data: Path | None) -> Referee:
    """Judges by the tape that is given or set; the sample judges only drafts that were written from it."""
    from generator.review.referee import Referee  # noqa: PLC0415 - only review and the press need a checker

    tape = open_tape(data, None, quiet=True)
    return Referee(tape, articles=data is not None or not tape.sample)


def to_day(text: str | None, option: str = "--as-of") -> date | None:
    """The date of an option. Raises OptionError for anything but YYYY-MM-DD."""
    if text is None:
        return None
    try:
        if len(text) != len("2026-01-22"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise OptionError(f"`{text}` is no date", subject=option, remedy="Write it as YYYY-MM-DD.") from error


def print_json(value: dict[str, Any]) -> None:
    """Prints one JSON object."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def write_text(path: Path, text: str, option: str) -> None:
    """Writes the file of an option, whole or not at all. Raises OptionError."""
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise OptionError(
            f"it cannot be written: {error.strerror or error}", subject=f"{option} {path}",
            remedy="Give a file in a folder that exists and can be written to.",
        ) from error  # fmt: skip


def end(strict: bool, answers: list[Fact]) -> None:
    """Ends with 3 when `strict` and an answer is stale, partial, suspect or missing."""
    if strict and any(not fact.plain for fact in answers):
        raise typer.Exit(3)
