"""`truetape check`: judges every claim of a draft."""

from __future__ import annotations

import gc
import time
from pathlib import Path
from typing import Annotated, Literal

import typer

from generator.cli.common import Json, KnownAt, Quiet, app, open_stored, to_day
from generator.settings import read_settings
from generator.tape import Tape


@app.command(epilog="Example: truetape check draft.md --data my-tape --as-of 2026-01-22 --html report.html")
def check(
    drafts: Annotated[
        list[str], typer.Argument(help="Files or folders of Markdown, HTML or text; - is standard input.")
    ],
    data: Annotated[Path | None, typer.Option(help="Folder of the tape to check against.")] = None,
    store: Annotated[bool, typer.Option("--store", help="Check against the store.")] = False,
    known_at: KnownAt = None,
    as_of: Annotated[
        str | None, typer.Option(help="The day to judge by (YYYY-MM-DD). Default: the draft's own, or the tape's last.")
    ] = None,
    facts: Annotated[Path | None, typer.Option(help="A facts.json instead of a tape.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Judge the draft as a rewrite of this plain text.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the draft with every claim marked and explained.")] = None,
    output: Annotated[Literal["terminal", "github"], typer.Option("--format", help="How findings are printed.")] = (
        "terminal"
    ),
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 3 when something is imprecise or not covered.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Judges every claim of a draft against a tape; without one, only what the draft says about itself."""
    from generator.check.views.command import run_check  # noqa: PLC0415 - only this command needs the checker

    if store or known_at:
        given: Path | Tape | None = open_stored(data, known_at)
    else:
        given = data or (None if facts else read_settings().data)
    gc.disable()  # a check leaves nothing to collect, so there is no use in looking for it
    status = run_check(
        drafts,
        given,
        to_day(as_of),
        facts,
        baseline,
        strict,
        as_json,
        html,
        output,
        timer=time.perf_counter,
        quiet=quiet,
    )  # fmt: skip
    if status:
        raise typer.Exit(status)
