"""`truetape revisions`: what was revised since a brief was written, and which of its sentences that touches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.common import Json, app, print_json
from generator.counts import counted
from generator.errors import OptionError, StoreError
from generator.settings import read_settings

if TYPE_CHECKING:
    from generator.facts import Fact
    from generator.revisions import Revisions, Row

MOST = 12  # rows that are listed


@app.command(epilog="Example: truetape revisions briefs/2026-01-22-wrap")
def revisions(
    brief: Annotated[Path | None, typer.Argument(help="A brief's folder. Default: the newest in --out.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where briefs are written.")] = None,
    as_json: Json = False,
) -> None:
    """Asks every fact of a brief again; ends with 1 when a sentence of it no longer holds."""
    from generator.revisions import revisions as ask  # noqa: PLC0415
    from generator.store.database import open_store  # noqa: PLC0415
    from generator.store.place import is_there  # noqa: PLC0415

    given = read_settings()
    folder = brief or _newest(out or given.out)
    if not is_there(given.store_url()):
        raise StoreError("there is no store", subject="truetape revisions", remedy="Fill one with truetape fetch.")
    store = open_store(given.store_url())
    try:
        found = ask(store, folder)
    finally:
        store.close()
    if as_json:
        print_json(found.as_json())
    else:
        _print(found)
    if found.wrong:
        raise typer.Exit(1)


def _newest(out: Path) -> Path:
    briefs = [path.parent for path in out.glob("*/facts.json")]
    if not briefs:
        raise OptionError("holds no brief", subject=str(out), remedy="Give a brief's folder, or write one.")
    return max(briefs, key=lambda folder: folder.name)


def _print(found: Revisions) -> None:
    since = f"since the tape of {found.known_at:%Y-%m-%d %H:%M} UTC"
    if not found.rows and not found.answers:
        typer.echo(f"{found.brief}: nothing was revised {since}.")
        return
    typer.echo(
        f"{found.brief}: {counted(len(found.rows), 'row')} revised {since}, "
        f"{counted(len(found.answers), 'fact')} answered differently."
    )
    for row in found.rows[:MOST]:
        typer.echo(f"  {_row(row)}")
    if len(found.rows) > MOST:
        typer.echo(f"  and {len(found.rows) - MOST} more")
    for wrong, title in ((True, "No longer true:"), (False, "Still reads right:")):
        sentences = _by_sentence(found, wrong)
        if sentences:
            typer.echo(f"\n{title}")
        for line, told in sentences.items():
            typer.echo("\n".join([f"  line {line[0]}: {line[1]}", *dict.fromkeys(told)]))
    if not any(answer.sentences for answer in found.answers):
        typer.echo("\nNo sentence of the brief states any of them.")


def _by_sentence(found: Revisions, wrong: bool) -> dict[tuple[int, str], list[str]]:
    told: dict[tuple[int, str], list[str]] = {}
    for answer in found.answers:
        for each in answer.sentences:
            if each.wrong is wrong:
                after = _value(answer.after) if answer.after and answer.after.known else "no answer"
                line = f"    “{each.words}” {answer.fact}: {_value(answer.before)} then, {after} now"
                told.setdefault((each.line, each.sentence), []).append(line)
    return dict(sorted(told.items()))


def _value(fact: Fact) -> str:
    return f"{fact.value:.6g}" if isinstance(fact.value, float) else str(fact.value)


def _row(row: Row) -> str:
    before, after = ("no row" if value is None else f"{value:.10g}" for value in (row.before, row.after))
    return f"{row.series} {row.day}: {before} → {after} ({row.source}, {row.known_at:%Y-%m-%d %H:%M} UTC)"
