"""What the commands share: their common options, opening a tape, printing, the exit status."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from generator import assets
from generator.errors import OptionError
from generator.facts import Fact
from generator.tape import Tape, read_tape

StoryName = Literal["auto", "wrap", "divergence", "breakout", "rotation", "analog"]
PeriodName = Literal["day", "week"]

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Market commentary that stays true to the tape: every number is the answer to a question.",
)  # fmt: skip

Data = Annotated[Path | None, typer.Option("--data", help="Folder of the tape. Default: the embedded sample.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Only rows up to this date exist (YYYY-MM-DD).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 3 when a fact is stale, partial, suspect or missing.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No remarks on standard error.")]
Period = Annotated[PeriodName, typer.Option("--period", help="What a wrap covers.")]


def open_tape(folder: Path | None, quiet: bool) -> Tape:
    """Reads the tape of a folder, or the embedded sample; its warnings go to standard error."""
    tape = read_tape(folder or assets.folder("sample"))
    if not quiet:
        if folder is None:
            typer.echo("No --data given: this is the embedded sample tape, not market data.", err=True)
        for warning in tape.warnings:
            typer.echo(f"Warning: {warning}", err=True)
    return tape


def to_day(text: str | None) -> date | None:
    """The date of an option. Raises OptionError for anything but YYYY-MM-DD."""
    if text is None:
        return None
    try:
        if len(text) != len("2026-01-22"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise OptionError(f"`{text}` is no date", subject="--as-of", remedy="Write it as YYYY-MM-DD.") from error


def print_json(value: dict[str, Any]) -> None:
    """Prints one JSON object."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def end(strict: bool, answers: list[Fact]) -> None:
    """Ends with 3 when `strict` and an answer is stale, partial, suspect or missing."""
    if strict and any(not fact.plain for fact in answers):
        raise typer.Exit(3)
