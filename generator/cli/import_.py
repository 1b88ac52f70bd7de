"""`truetape import`: a tape folder, or one series out of somebody's CSV or Parquet file, into the store."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator.cli import common
from generator.cli.common import Json, Quiet, app, print_json
from generator.counts import counted
from generator.errors import OptionError
from generator.market import Instrument
from generator.settings import read_settings

if TYPE_CHECKING:
    from generator.importing import Given
    from generator.intake import Taken
    from generator.store.database import Store
    from generator.tape.catalog import Catalog


@app.command("import", epilog="Example: truetape import RUT.csv --as rut --kind equity_index --unit points")
def import_(
    path: Annotated[Path, typer.Argument(help="A tape folder, or a CSV or Parquet file.")],
    key: Annotated[str | None, typer.Option("--as", help="The series that the file holds.")] = None,
    name: Annotated[str | None, typer.Option(help="Of a new series: how text calls it.")] = None,
    kind: Annotated[str | None, typer.Option(help="Of a new series: equity_index, etf, crypto, rate, flow ...")] = None,
    unit: Annotated[str | None, typer.Option(help="Of a new series: points, USD, percent ...")] = None,
    calendar: Annotated[str | None, typer.Option(help="Of a new series: XNYS, 24/7 ...")] = None,
    frequency: Annotated[str | None, typer.Option(help="Of a new series: daily, weekly or monthly.")] = None,
    source: Annotated[str | None, typer.Option(help="Where the numbers come from. Default: the file's name.")] = None,
    column: Annotated[str | None, typer.Option(help="The column to read.")] = None,
    dates: Annotated[str | None, typer.Option(help="dmy, mdy, or a form such as %d.%m.%y.")] = None,
    decimal: Annotated[str | None, typer.Option(help="The decimal mark: . or ,")] = None,
    where: Annotated[list[str] | None, typer.Option(help="Only lines such as ticker=IWM; may be repeated.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Revise days that are known from another source.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what was understood, and store nothing.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Brings history into the store: says how a file was understood, and refuses what could mean two things."""
    from generator.intake import take_file, take_folder  # noqa: PLC0415
    from generator.sources.catalog import read_live  # noqa: PLC0415
    from generator.store.database import open_store  # noqa: PLC0415

    new = {"name": name, "kind": kind, "unit": unit, "calendar": calendar, "frequency": frequency}
    given = _given(column, dates, decimal, where)
    settings = read_settings()
    store = open_store(settings.store_url())
    try:
        if path.is_dir():
            _refuse_options(path, {"--as": key, "--source": source, **{f"--{option}": new[option] for option in new}})
            taken = take_folder(store, path, common.now(), dry=dry_run, replace=replace)
        else:
            live = read_live(settings.sources.catalog).catalog
            one, at, name_of = _instrument(store, live, key, new), common.now(), source or path.name
            taken = [take_file(store, path, one, given, name_of, at, live=live, dry=dry_run, replace=replace)]
    finally:
        store.close()
    if as_json:
        print_json({"stored": not dry_run, "series": [each.as_json() for each in taken]})
    else:
        for each in taken:
            _print(each, dry_run, quiet)
    if any(each.refused for each in taken):
        raise typer.Exit(1)


def _refuse_options(path: Path, given: dict[str, Any]) -> None:
    for option, value in given.items():
        if value:
            raise OptionError("is for a single file; a folder has a catalog", subject=option, remedy=f"Import {path}.")


def _given(column: str | None, dates: str | None, decimal: str | None, where: list[str] | None) -> Given:
    from generator.importing import Given  # noqa: PLC0415

    if decimal not in {None, ".", ","}:
        raise OptionError(f"`{decimal}` is no decimal mark", subject="--decimal", remedy="Say . or ,")
    if dates not in {None, "dmy", "mdy"} and not _tells_days(str(dates)):
        remedy = "Say dmy, mdy, or a form with day, month and year: %d.%m.%y"
        raise OptionError(f"`{dates}` is no form of dates", subject="--dates", remedy=remedy)
    pairs = [each.partition("=") for each in where or []]
    if any(not (name and sign) for name, sign, _ in pairs):
        raise OptionError("names no column and cell", subject="--where", remedy="Write it as ticker=IWM.")
    return Given(column, dates, decimal, tuple((name.strip(), cell.strip()) for name, _, cell in pairs))


def _tells_days(form: str) -> bool:
    """Whether a form of strptime tells one month from another, and one year."""
    days = (date(2025, 1, 31), date(2025, 2, 28), date(2026, 1, 31))
    try:
        return len({datetime.strptime(day.strftime(form), form) for day in days}) == len(days)
    except ValueError:
        return False


def _instrument(store: Store, live: Catalog, key: str | None, new: dict[str, str | None]) -> Instrument:
    """The series of the store's or the live catalog, or a new one from the options. Raises OptionError."""
    from generator.store.catalogs import load_catalog  # noqa: PLC0415

    if key is None:
        raise OptionError("does not say which series the file holds", subject="truetape import", remedy="Add --as KEY.")
    catalog = load_catalog(store)
    known = {each.key: each for each in (*live.instruments, *(catalog.instruments if catalog else ()))}
    given = {option: value for option, value in new.items() if value is not None}
    if key in known:
        for option, value in given.items():
            if getattr(known[key], option) != value:
                what = f"is in the catalog already, with the {option} {getattr(known[key], option)}"
                raise OptionError(what, subject=f"--as {key}", remedy=f"Leave out --{option}, or take another key.")
        return known[key]
    return _new(key, given)


def _new(key: str, given: dict[str, str]) -> Instrument:
    from pydantic import ValidationError  # noqa: PLC0415

    from generator.tape.folder import RESERVED  # noqa: PLC0415
    from generator.tape.sessions import is_calendar  # noqa: PLC0415
    from generator.validation import first_fault  # noqa: PLC0415

    remedy = "Say --kind and --unit (and --name, --calendar); docs/tape.md lists them."
    try:
        made = Instrument.model_validate({"name": key.upper(), "file": f"{key}.csv"} | given | {"key": key})
    except ValidationError as error:
        where, what = first_fault(error)
        told = f"`{given.get(where, key)}` {what}" if what != "is missing" else "is needed for a new series"
        raise OptionError(told, subject=f"--as {key}" if where == "key" else f"--{where}", remedy=remedy) from error
    if key in RESERVED:
        raise OptionError("is a name that questions use", subject=f"--as {key}", remedy="Take another key.")
    if made.calendar is not None and not is_calendar(made.calendar):
        what = f"`{made.calendar}` is no calendar"
        raise OptionError(what, subject="--calendar", remedy="Use a code of exchange-calendars (XNYS), or 24/7.")
    return made


def _print(taken: Taken, dry_run: bool, quiet: bool) -> None:
    told = taken.as_json()
    typer.echo(f"{taken.key}: {counted(told['rows'], 'row')}, {told['first']} to {told['last']}, from {taken.source}")
    for line in taken.told if not quiet else ():
        typer.echo(f"  {line}")
    for line in taken.admitted.verdict.told_aside:
        typer.echo(f"  put aside {line}")
    for remark in told["remarks"] if not quiet else ():
        typer.echo(f"  {remark}")
    if taken.refused:
        kept = "would be quarantined" if dry_run else "quarantined; what was known stays"
        typer.echo(f"  not believed, {kept}: {'; '.join(told['refused']) or 'every row is odd'}")
        if not dry_run:
            typer.echo(f"  truetape quarantine shows them; with --accept {taken.key} they are stored all the same")
    elif dry_run:
        typer.echo("  can be believed; nothing was stored")
    else:
        typer.echo(f"  stored: {told['new']:,} new, {told['revised']:,} revised, {told['same']:,} known already")
