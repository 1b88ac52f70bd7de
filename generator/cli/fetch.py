"""`truetape fetch`: brings the store up to date from the sources."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli import common
from generator.cli.common import Json, Quiet, app, print_json, to_day
from generator.errors import OptionError
from generator.settings import Settings, cache_folder, data_folder, read_settings

if TYPE_CHECKING:
    from generator.fetching.outcome import Outcome, Summary
    from generator.sources import World

STYLES = {"fresh": "", "unchanged": "dim", "stale": "yellow", "skipped": "dim", "quarantined": "red", "failed": "red"}


@app.command(epilog="Example: truetape fetch --since 2020-01-01 rut spx")
def fetch(
    instruments: Annotated[
        list[str] | None, typer.Argument(metavar="[INSTRUMENT]...", help="Keys of the catalog. Default: all.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Ask for rows from this day on (YYYY-MM-DD), known or not.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Updates the store from the sources: asks for what is new, and a few days before it to see revisions."""
    given = read_settings()
    _needs_live()
    warnings.showwarning = lambda *_, **__: None  # libraries talk to each other; filters do not hold among threads
    from generator.fetching.manners import Patience  # noqa: PLC0415 - only this command needs it
    from generator.fetching.run import Order  # noqa: PLC0415
    from generator.fetching.run import fetch as run  # noqa: PLC0415
    from generator.sources.catalog import read_live  # noqa: PLC0415
    from generator.store.database import open_store  # noqa: PLC0415

    live = read_live(given.sources.catalog)
    patience = Patience(pause=given.sources.pause)
    order = Order(tuple(instruments or ()), to_day(since, "--since"), given.sources.parallel, patience)
    store = open_store(given.store_url())
    try:
        with _told(len(order.keys) or len(live.wanted), quiet or as_json) as (progress, done):
            summary = run(store, live, world(given), order, clock=common.now, progress=progress, done=done)
    finally:
        store.close()
    if as_json:
        print_json(summary.as_json())
    else:
        _print(summary, quiet)
    if summary.interrupted:
        sys.stdout.flush()
        os._exit(1)  # a request that hangs must not hold the program; all that is stored is stored
    if not summary.clean:
        raise typer.Exit(1)


def world(given: Settings) -> World:
    """What sources are handed, by the settings."""
    from generator.sources import World  # noqa: PLC0415 - only a fetch needs it

    sources = given.sources
    return World(
        endpoints=sources.endpoints, timeout=sources.timeout, private=sources.private, cache=cache_folder(),
        folder=sources.folder or data_folder() / "tables",
        fred_key=sources.fred_key.get_secret_value() if sources.fred_key else None,
    )  # fmt: skip


def _needs_live() -> None:
    from importlib.util import find_spec  # noqa: PLC0415

    lacking = [name for name in ("yfinance", "ccxt", "feedparser", "httpx2", "stamina") if find_spec(name) is None]
    if lacking:
        raise OptionError(
            f"live sources need {', '.join(lacking)}, which is not installed", subject="fetch",
            remedy="pip install 'truetape[live]'",
        )  # fmt: skip


@contextmanager
def _told(count: int, silent: bool) -> Iterator[tuple[Callable[[str, str], None], Callable[[Outcome], None]]]:
    """A bar on a terminal that says what is being asked; nothing where nobody looks."""
    if silent or not sys.stderr.isatty():
        yield (lambda _key, _source: None), (lambda _outcome: None)
        return
    from rich.console import Console  # noqa: PLC0415 - only for people
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (BarColumn(30), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count)
        yield (
            lambda key, source: bar.update(task, description=f"{key} from {source}"),
            lambda outcome: bar.update(task, advance=1, description=f"{outcome.key} {outcome.state}"),
        )


def _print(summary: Summary, quiet: bool) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for people
    from rich.table import Table  # noqa: PLC0415

    shown = [each for each in summary.outcomes if not quiet or each.bad]
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=140)
    table = Table(box=None, pad_edge=False)
    for name in ("instrument", "state", "new", "revised", "source", "remarks"):
        table.add_column(name, justify="right" if name in {"new", "revised"} else "left", overflow="fold")
    for each in shown:
        table.add_row(
            each.key, each.state, str(each.new or ""), str(each.revised or ""), each.source, each.message,
            style=STYLES[each.state],
        )  # fmt: skip
    if shown:
        console.print(table)
    counts = ", ".join(f"{count} {state}" for state, count in summary.counts().items())
    typer.echo(("Interrupted; what had come is stored: " if summary.interrupted else "") + (counts or "nothing asked"))
