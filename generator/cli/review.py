"""`truetape review`: drafts come in, are looked at and decided on, from the shell; the rules are those of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from generator.cli import common
from generator.cli.common import Json, app, print_json, referee_of
from generator.settings import read_settings, user_name

if TYPE_CHECKING:
    from generator.review.referee import Referee
    from generator.review.rules import Person
    from generator.review.standing import Standing
    from generator.store.database import Store

review = typer.Typer(no_args_is_help=True, help="Drafts under review: comments and decisions, each with name and time.")
app.add_typer(review, name="review")

Id = Annotated[int, typer.Argument(help="The draft's number.", min=1)]
As = Annotated[str | None, typer.Option("--as", help="Your name. Default: that of your account on this machine.")]
Seen = Annotated[int | None, typer.Option(help="The revision you looked at: refused if somebody was faster.")]
Data = Annotated[Path | None, typer.Option("--data", help="Folder of the tape that drafts are judged by.")]
Reason = Annotated[str, typer.Option(help="Why, in words that the writer will read.")]
StateName = Literal["in review", "changes requested", "approved", "lapsed", "rejected"]
LISTED = 200


@review.command(epilog="Example: truetape review submit briefs/2026-01-22-wrap")
def submit(
    drafts: Annotated[list[Path], typer.Argument(help="Folders of briefs, or Markdown, HTML or text files.")],
    name: As = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Hands drafts in for review."""
    from generator.review.drafting import submit as hand_in  # noqa: PLC0415
    from generator.review.intake import read_submission  # noqa: PLC0415

    given = [read_submission(draft) for draft in drafts]  # all are read before any is stored
    desk = _open(data, name)
    found = [desk.stands(hand_in(desk.store, desk.referee, one, desk.person, desk.now).draft.id) for one in given]
    _print_list(found, as_json)


@review.command("list", epilog="Example: truetape review list --state approved")
def list_(
    state: Annotated[StateName | None, typer.Option(help="Only drafts in this state.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Lists drafts with their state and health, the newest first."""
    from generator.review.standing import listed  # noqa: PLC0415

    desk = _open(data)
    found = [one for one in listed(desk.store, desk.referee, most=LISTED) if state in (None, one.state)]
    _print_list(found, as_json)


@review.command(epilog="Example: truetape review show 3")
def show(id: Id, data: Data = None, as_json: Json = False) -> None:
    """Shows a draft: its text with every claim marked and explained, its state, and all that happened to it."""
    desk = _open(data)
    found = desk.stands(id)
    if as_json:
        from generator.review.standing import as_json as told  # noqa: PLC0415

        print_json(told(found, full=True))
        return
    from generator.review.telling import tell  # noqa: PLC0415

    tell(found)


@review.command(epilog='Example: truetape review comment 3 "Say which index." --quote "small caps"')
def comment(
    id: Id,
    words: Annotated[str, typer.Argument(help="What you say.")],
    quote: Annotated[str, typer.Option(help="The words of the draft that it is about.")] = "",
    name: As = None,
    as_json: Json = False,
) -> None:
    """Says something about a draft."""
    from generator.review import deciding  # noqa: PLC0415
    from generator.review.drafting import opened  # noqa: PLC0415
    from generator.review.rules import refuse_unquoted  # noqa: PLC0415

    desk = _open(None, name)
    refuse_unquoted(opened(desk.store, id).text, quote)
    deciding.comment(desk.store, id, desk.person, desk.now, words, quote)
    _print_list([desk.stands(id)], as_json)


@review.command(epilog='Example: truetape review approve 3 --note "Good to go."')
def approve(
    id: Id,
    note: Annotated[str, typer.Option(help="A word with it.")] = "",
    override: Annotated[
        str, typer.Option(help="Why it is right although a claim is contradicted. Shown for ever.")
    ] = "",
    seen: Seen = None,
    name: As = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Approves exactly the text and facts of now; refused while a claim is contradicted."""
    from generator.review import deciding  # noqa: PLC0415

    desk = _open(data, name)
    deciding.approve(
        desk.store, desk.referee, id, desk.revision(id, seen), desk.person, desk.now,
        note=note, override=override, two_people=read_settings().desk.two_people,
    )  # fmt: skip
    _print_list([desk.stands(id)], as_json)


@review.command(epilog='Example: truetape review request-changes 3 --reason "The second paragraph has no source."')
def request_changes(
    id: Id, reason: Reason, seen: Seen = None, name: As = None, data: Data = None, as_json: Json = False
) -> None:
    """Sends a draft back to its writer."""
    from generator.review import deciding  # noqa: PLC0415

    desk = _open(data, name)
    deciding.request_changes(desk.store, id, desk.revision(id, seen), desk.person, desk.now, reason)
    _print_list([desk.stands(id)], as_json)


@review.command(epilog='Example: truetape review reject 3 --reason "Yesterday\'s news."')
def reject(
    id: Id, reason: Reason, seen: Seen = None, name: As = None, data: Data = None, as_json: Json = False
) -> None:
    """Rejects a draft; only a new version of it can be reviewed again."""
    from generator.review import deciding  # noqa: PLC0415

    desk = _open(data, name)
    deciding.reject(desk.store, id, desk.revision(id, seen), desk.person, desk.now, reason)
    _print_list([desk.stands(id)], as_json)


@dataclass(frozen=True)
class _Open:
    """The store, who judges, who acts, and when."""

    store: Store
    referee: Referee
    person: Person
    now: datetime

    def stands(self, id: int) -> Standing:
        from generator.review.drafting import opened  # noqa: PLC0415
        from generator.review.standing import standing  # noqa: PLC0415

        return standing(opened(self.store, id), self.referee)

    def revision(self, id: int, seen: int | None) -> int:
        from generator.review.drafting import opened  # noqa: PLC0415

        return opened(self.store, id).draft.revision if seen is None else seen


def _open(data: Path | None, name: str | None = None) -> _Open:
    from generator.review.rules import Person  # noqa: PLC0415
    from generator.store.database import open_store  # noqa: PLC0415

    given = read_settings()
    return _Open(
        open_store(given.store_url()), referee_of(data or given.data), Person(name or user_name()), common.now()
    )


def _print_list(found: list[Standing], as_json: bool) -> None:
    from generator.review.standing import as_json as told  # noqa: PLC0415
    from generator.review.telling import table  # noqa: PLC0415

    if as_json:
        print_json({"drafts": [told(one) for one in found]})
    else:
        table(found)
