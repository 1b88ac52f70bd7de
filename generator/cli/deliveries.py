"""`truetape deliveries`: what is on its way, what failed and why, and going on with it."""

from __future__ import annotations

from typing import Annotated

import typer

from generator.cli import common
from generator.cli.common import Json, Quiet, app, print_json
from generator.cli.publish import as_dict, line, open_ledger, run_and_tell
from generator.errors import OptionError
from generator.settings import read_settings

deliveries = typer.Typer(help="What is on its way, what failed and why.", invoke_without_command=True)
app.add_typer(deliveries, name="deliveries")

Id = Annotated[int, typer.Argument(help="The delivery's number.", min=1)]


@deliveries.callback(epilog="Example: truetape deliveries --open")
def list_(
    context: typer.Context,
    open_only: Annotated[bool, typer.Option("--open", help="Only those that are not done.")] = False,
    as_json: Json = False,
) -> None:
    """Lists deliveries: where each stands, and what to do about it. Exits with 1 when one needs a person."""
    if context.invoked_subcommand:
        return
    found = [each for each in open_ledger(read_settings()).all() if not open_only or each.state != "done"]
    if as_json:
        print_json({"deliveries": [as_dict(each) for each in found]})
    else:
        for each in found:
            typer.echo(line(each))
    if any(each.state in {"refused", "unknown"} for each in found):
        raise typer.Exit(1)


@deliveries.command(epilog="Example: truetape deliveries show 3")
def show(id: Id, as_json: Json = False) -> None:
    """Shows a delivery with its steps and all that happened to it."""
    ledger = open_ledger(read_settings())
    found, steps, history = ledger.read(id), ledger.steps(id), ledger.history(id)
    if as_json:
        print_json({
            **as_dict(found), "steps": {name: step.note for name, step in steps.items()},
            "history": [{"at": at.isoformat(), "what": what} for at, what in history],
        })  # fmt: skip
        return
    typer.echo(line(found))
    for name, step in steps.items():
        typer.echo(f"      {'done ' if step.done else 'begun'}  {name}")
    for at, what in history:
        typer.echo(f"      {at:%Y-%m-%d %H:%M:%S}  {' '.join(what.split())}")


@deliveries.command(epilog="Example: truetape deliveries retry 3")
def retry(
    id: Id,
    sent: Annotated[bool, typer.Option("--sent", help="You looked: what is unknown is there.")] = False,
    not_sent: Annotated[bool, typer.Option("--not-sent", help="You looked: what is unknown is not there.")] = False,
    step: Annotated[
        list[str] | None, typer.Option(help="With --sent or --not-sent: only this step, as show names it.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what was changed there by hand.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Goes on with a delivery, looking again for what was done."""
    from generator.publish.outbox import Outbox  # noqa: PLC0415
    from generator.publish.press import places  # noqa: PLC0415

    if sent and not_sent:
        raise OptionError("cannot be both", subject="--sent, --not-sent", remedy="Look there again.")
    given = read_settings()
    ledger = open_ledger(given)
    found = ledger.read(id)
    served = places(given.publish, [found.destination])
    if found.state == "unknown" and not (sent or not_sent):
        raise OptionError("nobody knows whether it was sent", subject=f"delivery {id}",
                          remedy="Look there; then say --sent or --not-sent.")  # fmt: skip
    if sent or not_sent:
        Outbox(ledger, common.now).answer(found, sent, step or ())
    run_and_tell(ledger, [found], served, as_json, quiet, fresh=True, overwrite=overwrite)


@deliveries.command(epilog="Example: truetape deliveries send --quiet")
def send(as_json: Json = False, quiet: Quiet = False) -> None:
    """Goes on with all that is due: embargoes that are over, retries, runs that died. For a timer, again and again."""
    from generator.publish.press import places  # noqa: PLC0415

    given = read_settings()
    ledger = open_ledger(given)
    found = ledger.open(common.now())
    served = places(given.publish, [name for name in given.publish if any(name == each.destination for each in found)])
    run_and_tell(ledger, found, served, as_json, quiet)
