"""`truetape doctor`: what is configured, what is missing, how fresh the data is, and the next step."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Annotated

import typer

import generator
from generator.cli import common
from generator.cli.common import Json, Quiet, app, print_json
from generator.errors import TruetapeError
from generator.health import Finding
from generator.settings import FILE, Settings, data_folder, read_settings

EXTRAS = {
    "live": "yfinance",
    "postgres": "psycopg",
    "parquet": "pyarrow",
    "llm": "openai",
    "desk": "starlette",
    "press": "css_inline",
}
SHOWN = ("sqlalchemy", "exchange_calendars", "numpy", "pandas")
MARKS = {"ok": "✓", "note": "·", "bad": "✗"}


@app.command(epilog="Example: truetape doctor --json")
def doctor(
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not look whether destinations can be reached.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Looks at everything; ends with 1 when something needs you. No key is ever shown."""
    given = read_settings()
    parts: list[Callable[[], Iterator[Finding]]] = [_versions, lambda: _store(given), lambda: _sources(given)]
    if not offline:
        parts.append(lambda: _press(given))
    found = [finding for part in parts for finding in _safely(part)]
    step = next_step(found)
    if as_json:
        print_json({"findings": [vars(each) for each in found], "next_step": step})
    else:
        _print(found, step, quiet)
    if any(each.state == "bad" for each in found):
        raise typer.Exit(1)


def next_step(found: list[Finding]) -> str:
    """What to do first: about what is bad, then about what is missing, then the day's work."""
    bad = [each.next_step for each in found if each.state == "bad" and each.next_step]
    if sum(step.startswith("truetape fetch") for step in bad) > 1 and bad[0].startswith("truetape fetch"):
        return "truetape fetch"
    if bad:
        return bad[0]
    has_rows = any(each.section == "data" and each.state == "ok" for each in found)
    return "truetape brief" if has_rows else "truetape fetch"


def _safely(part: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What a part finds; where it cannot even look, that is the finding."""
    try:
        yield from part()
    except TruetapeError as error:
        yield Finding("settings", error.subject or str(FILE), "bad", error.message, error.remedy)


def _versions() -> Iterator[Finding]:
    yield Finding("versions", "truetape", "ok", f"{generator.__version__}, Python {platform.python_version()}")
    yield Finding("versions", "libraries", "ok", ", ".join(f"{name} {_version(name)}" for name in SHOWN))
    for extra, module in EXTRAS.items():
        if find_spec(module) is None:
            yield Finding("versions", extra, "note", "not installed", f"pip install 'truetape[{extra}]'")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


def _store(given: Settings) -> Iterator[Finding]:
    from generator.store.place import file_of, is_there  # noqa: PLC0415

    url = given.store_url()
    if not is_there(url):
        yield Finding("store", str(file_of(url)), "note", "there is none yet", "truetape fetch")
        return
    from generator.sources.catalog import read_live  # noqa: PLC0415
    from generator.store.database import open_store  # noqa: PLC0415
    from generator.store.health import health  # noqa: PLC0415

    store = open_store(url)
    try:
        yield from health(store, url, read_live(given.sources.catalog).wanted, common.now())
    finally:
        store.close()


def _sources(given: Settings) -> Iterator[Finding]:
    from generator.sources.catalog import read_live  # noqa: PLC0415
    from generator.sources.health import health  # noqa: PLC0415

    folder = given.sources.folder or data_folder() / "tables"
    yield from health(read_live(given.sources.catalog), has_fred_key=given.sources.fred_key is not None, folder=folder)


def _press(given: Settings) -> Iterator[Finding]:
    if not given.publish:
        yield Finding("publish", "destinations", "note", "none is configured", "docs/press.md shows how.")
        return
    if find_spec(EXTRAS["press"]) is None:
        yield Finding("publish", "destinations", "bad", "the press is not installed", "pip install 'truetape[press]'")
        return
    from generator.publish.press import health, unfinished  # noqa: PLC0415
    from generator.publish.real import Real  # noqa: PLC0415
    from generator.store.place import is_there  # noqa: PLC0415

    with Real() as world:
        yield from health(given.publish, world)
    if is_there(given.store_url()):
        from generator.cli.publish import open_ledger  # noqa: PLC0415

        yield from unfinished(open_ledger(given))


def _print(found: list[Finding], step: str, quiet: bool) -> None:
    section = ""
    for each in found:
        if quiet and each.state == "ok":
            continue
        if each.section != section:
            section = each.section
            typer.echo(section)
        typer.echo(f"  {MARKS[each.state]} {each.name}: {each.told}")
        if each.next_step and each.state != "ok":
            typer.echo(f"      {each.next_step}")
    typer.echo(f"\nNext: {step}")
