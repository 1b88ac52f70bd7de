"""`truetape desk`: the review desk in the browser, and the accounts of those who may use it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from generator.cli import common
from generator.cli.common import Data, Quiet, app, referee_of
from generator.errors import OptionError
from generator.settings import Settings, cache_folder, read_settings, user_name

RoleName = Literal["writer", "reviewer", "publisher"]


@app.command(epilog="Example: truetape desk --data my-tape")
def desk(
    host: Annotated[str | None, typer.Option(help="The address to listen on. Default: this machine only.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 8765 by default.", min=1, max=65535)] = None,
    url: Annotated[str | None, typer.Option(help="The address that browsers use, where TLS stands in front.")] = None,
    data: Data = None,
    add_user: Annotated[str | None, typer.Option(help="Add somebody, or give a new password; it is asked for.")] = None,
    role: Annotated[RoleName, typer.Option(help="What somebody added may do.")] = "writer",
    remove_user: Annotated[str | None, typer.Option(help="Remove somebody; she is signed out at once.")] = None,
    users: Annotated[bool, typer.Option("--users", help="List the accounts.")] = False,
    quiet: Quiet = False,
) -> None:
    """Opens the review desk: drafts with every claim judged, edited, commented, approved."""
    given = read_settings()
    if add_user is not None or remove_user is not None or users:
        _accounts(given, add_user, role, remove_user)
        return
    _serve(given, host, port, url, data or given.data, quiet)


def _accounts(given: Settings, add: str | None, role: RoleName, remove: str | None) -> None:
    door_module = desk_module("door")
    from generator.store.database import open_store  # noqa: PLC0415

    door = door_module.Door(open_store(given.store_url()))
    if add is not None:
        door.add(add, role, _password(), common.now())
    if remove is not None:
        door.remove(remove)
    for person in door.people():
        typer.echo(f"{person.name}  {person.role}")


def _serve(
    given: Settings, host: str | None, port: int | None, url: str | None, data: Path | None, quiet: bool
) -> None:
    serving = desk_module("serve")
    from generator.store.database import open_store  # noqa: PLC0415

    where = serving.place(host or given.desk.host, port or given.desk.port, url or given.desk.url)
    writing = desk_module("room").Writing(given.lang, given.seed, given.templates, cache_folder())
    serving.serve(
        where, open_store(given.store_url()), lambda: referee_of(data), user_name(), writing,
        two_people=given.desk.two_people, say=lambda told: None if quiet else typer.echo(told, err=True),
    )  # fmt: skip


def desk_module(name: str) -> Any:  # noqa: ANN401 - a module
    """A module of the desk. Raises OptionError where its libraries are not installed."""
    from importlib import import_module  # noqa: PLC0415

    try:
        return import_module(f"generator.desk.{name}")
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("generator"):
            raise
        raise OptionError(
            f"the desk needs {error.name}, which is not installed",
            subject="desk",
            remedy="pip install 'truetape[desk]'",
        ) from error


def _password() -> str:
    """Asked for twice on a terminal, else a line of standard input; never an argument, which others could see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise OptionError("the two are not the same", subject="the password", remedy="Try again.")
    return password
