"""`truetape export`: the store's tape, or any other, as a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.common import Data, Json, KnownAt, Quiet, app, open_tape, print_json


@app.command(epilog="Example: truetape export my-tape --known-at 2026-01-22")
def export(
    folder: Annotated[Path, typer.Argument(help="A new folder; those above it are made too.")],
    data: Data = None,
    known_at: KnownAt = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="Parquet files instead of CSV.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes a tape as a folder that --data and import read."""
    from generator.export import export_tape  # noqa: PLC0415

    tape = open_tape(data, known_at, quiet, sample=False)
    export_tape(tape, folder, parquet=parquet)
    if as_json:
        print_json(
            {"folder": str(folder), "series": list(tape.series), "rows": sum(len(s.days) for s in tape.series.values())}
        )
    else:
        typer.echo(f"Written to {folder}: {len(tape.series)} series")
