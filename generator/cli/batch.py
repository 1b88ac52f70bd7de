"""`truetape batch`: a brief for every watchlist."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Annotated, Literal

import typer

from generator.cli.common import AsOf, Data, Json, KnownAt, Quiet, app, day_of, open_tape, print_json, to_day
from generator.counts import counted
from generator.settings import cache_folder, read_settings

MOST_TOLD = 20  # lines of one kind


@app.command(epilog="Example: truetape batch --watchlists readers.jsonl --data my-tape --out morning")
def batch(
    watchlists: Annotated[Path, typer.Option(help="JSON lines, or CSV: id, instruments, lang, story, tone.")],
    out: Annotated[Path, typer.Option(help="Folder for the parts and their manifest.")],
    data: Data = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: Annotated[Literal["jsonl", "parquet"], typer.Option("--format", help="What the parts are.")] = "jsonl",
    html: Annotated[bool, typer.Option("--html", help="The HTML of each brief too.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    engine: Annotated[str, typer.Option(help="local, dask, or dask:ADDRESS of a scheduler.")] = "local",
    workers: Annotated[int, typer.Option(min=1, help="Processes. Default: one a core.")] = os.cpu_count() or 1,
    part: Annotated[int, typer.Option(min=1, help="Watchlists in a part.")] = 1000,
    audit: Annotated[int, typer.Option(min=0, help="Check one brief of so many again as a whole; 0: none.")] = 1000,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at a line that cannot be served; exit 3 for what is not covered.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes a checked brief for every watchlist of a file, in parts that a stopped run can go on with."""
    from generator.batch import Job, run  # noqa: PLC0415 - only this command needs it
    from generator.batch.book import Desk  # noqa: PLC0415
    from generator.batch.engines import engine as engine_of  # noqa: PLC0415

    given = read_settings()
    folder = data or (None if known_at else given.data)
    tape = folder.resolve() if folder else open_tape(data, known_at, quiet)
    day = to_day(as_of) if isinstance(tape, Path) else day_of(tape, as_of, known_at)
    desk = Desk(tape, day, given.templates, cache_folder())
    job = Job(watchlists, out, desk, form, html, part, audit, resume, strict)
    with closing(engine_of(engine, workers)) as does, _bar(quiet) as progress:
        result = run(job, does, progress)
    told = result.manifest
    open_ = told["not_covered"] if strict else []
    if as_json:
        print_json({"folder": str(out), "written": result.written, **{k: v for k, v in told.items() if k != "parts"}})
    else:
        typer.echo(f"{counted(told['briefs'], 'brief')}, parts of up to {part:,}, written to {out}")
        _tell(f"{watchlists}, line {each['line']}: {each['why']}" for each in told["failures"])
        _tell(f"audit of {fault}" for fault in told["audit_faults"])
        _tell(
            f"{watchlists}, line {each['line']}: not covered in {counted(each['briefs'], 'brief')}: {each['sentence']}"
            for each in open_
        )
    if told["failed"] or told["audit_faults"]:
        raise typer.Exit(1)
    if open_:
        raise typer.Exit(3)


def _tell(lines: Iterable[str]) -> None:
    """The first of some lines on standard error, and how many there are beyond."""
    each_one = list(lines)
    for line in each_one[:MOST_TOLD]:
        typer.echo(line, err=True)
    if len(each_one) > MOST_TOLD:
        typer.echo(f"... and {counted(len(each_one) - MOST_TOLD, 'more line')}, in manifest.json", err=True)


def _bar(quiet: bool) -> AbstractContextManager[Callable[[str, int, int], None]]:
    from generator.progress import progress_bar  # noqa: PLC0415 - rich is only for people

    return progress_bar(quiet)
