"""`truetape publish`: delivers an approved brief, never twice and never silently not."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator import assets
from generator.cli import common
from generator.cli.common import Data, Json, Quiet, app, print_json, referee_of
from generator.errors import OptionError
from generator.settings import Settings, read_settings
from generator.validation import first_fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.publish.press import Outcome, Place
    from generator.publish.publication import Publication, Site
    from generator.publish.world import Outgoing
    from generator.review.deciding import Approved
    from generator.store.deliveries import Delivery, Ledger

_LIBRARIES = ("css_inline", "httpx2", "stamina", "yaml")
Brief = Annotated[str, typer.Argument(help="The folder of a brief, or the number of its draft.")]


@app.command(epilog="Example: truetape publish briefs/2026-01-22-wrap --to blog --to letter")
def publish(
    brief: Brief,
    to: Annotated[
        list[str] | None, typer.Option(help="A destination of the settings, again and again; or all.")
    ] = None,
    at: Annotated[str | None, typer.Option(help="Not before this time: 2026-01-23T07:00+01:00 (else UTC).")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show exactly what would be sent, and send nothing.")
    ] = False,
    preview: Annotated[Path | None, typer.Option(help="Write what would be sent as files into this folder.")] = None,
    test_to: Annotated[str | None, typer.Option(help="Send the newsletter to this address only.")] = None,
    data: Data = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Delivers an approved brief to its destinations; a correction goes where the earlier version stands."""
    given, now = read_settings(), common.now()
    due = _due(at, now)
    ledger = open_ledger(given)
    from generator.publish.approved import approved  # noqa: PLC0415 - only this command needs the press
    from generator.publish.press import places, where_it_stands  # noqa: PLC0415

    approval = approved(ledger.store, referee_of(data or given.data), brief)
    made = _publication(given, ledger, approval, max(now, due))
    names = list(to or (where_it_stands(ledger, made.slug, made.version) if made.version > 1 else ()))
    served = places(given.publish, list(given.publish) if names == ["all"] else names)
    if not served:
        raise OptionError("no destination is given", subject="--to", remedy=f"There are: {', '.join(given.publish)}.")
    if dry_run or preview:
        _show(made, served, ledger, preview, as_json)
    elif test_to:
        _test(made, served, test_to, now)
    else:
        _deliver(made, approval.facts_sha256, served, ledger, due, now, as_json, quiet)


def open_ledger(given: Settings) -> Ledger:
    """The ledger of the store that is set. Raises OptionError when the libraries of the press are not installed."""
    lacking = [name for name in _LIBRARIES if find_spec(name) is None]
    if lacking:
        raise OptionError(f"{', '.join(lacking)} is not installed", subject="the press",
                          remedy="pip install 'truetape[press]'")  # fmt: skip
    from generator.store.database import open_store  # noqa: PLC0415
    from generator.store.deliveries import Ledger  # noqa: PLC0415

    return Ledger(open_store(given.store_url()))


def run_and_tell(
    ledger: Ledger, deliveries: Sequence[Delivery], served: Sequence[Place], as_json: bool, quiet: bool, **how: bool
) -> None:  # fmt: skip
    """Goes on with deliveries, prints what became of them, and exits with 1 when one is not done."""
    from generator.publish.approved import still_approved  # noqa: PLC0415
    from generator.publish.press import run  # noqa: PLC0415
    from generator.publish.real import Real  # noqa: PLC0415

    def tell(what: str) -> None:
        if not quiet:
            typer.echo(what, err=True)

    with Real() as world:
        outcomes = run(
            ledger, deliveries, served, world, common.now, told=tell,
            approved=lambda each: still_approved(ledger.store, each.text_sha256, each.facts_sha256), **how,
        )  # fmt: skip
    print_outcomes(outcomes, as_json)
    if not all(outcome.done for outcome in outcomes):
        raise typer.Exit(1)


def print_outcomes(outcomes: Sequence[Outcome], as_json: bool) -> None:
    """A line for each delivery, or one JSON object."""
    if as_json:
        print_json({"deliveries": [as_dict(each.delivery, each.told) for each in outcomes]})
        return
    for outcome in outcomes:
        typer.echo(line(outcome.delivery, outcome.told))


def line(delivery: Delivery, told: str = "") -> str:
    """A delivery in a line, with what is to be done below it."""
    state = delivery.result if delivery.state == "done" else delivery.state
    if delivery.state in {"queued", "waiting"} and not told:
        state += f" until {delivery.due:%Y-%m-%d %H:%M} UTC"
    version = f" v{delivery.version}" if delivery.version > 1 else ""
    head = f"{delivery.id:>4}  {delivery.destination}  {state}  {delivery.slug}{version}"
    below = [text for text in (delivery.link, told or delivery.told) if text]
    return "\n".join([head, *(f"      {part}" for text in below for part in text.splitlines())])


def as_dict(delivery: Delivery, told: str = "") -> dict[str, object]:
    """A delivery for JSON."""
    found = dict(delivery.__dict__)
    found |= {"due": delivery.due.isoformat(), "changed": delivery.changed.isoformat(), "told": told or delivery.told}
    return found


def _due(text: str | None, now: datetime) -> datetime:
    """The time of --at, in UTC. Raises OptionError."""
    if text is None:
        return now
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise OptionError(
            f"`{text}` is no time", subject="--at", remedy="Write it as 2026-01-23T07:00+01:00."
        ) from error
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _publication(given: Settings, ledger: Ledger, approval: Approved, now: datetime) -> Publication:
    """As it was entered when this version was, so that a second run sends the same bytes; else made now."""
    from generator.publish.approved import publication_of  # noqa: PLC0415
    from generator.publish.publication import Publication  # noqa: PLC0415

    templates = given.templates or assets.folder("templates")
    made = publication_of(ledger.store, approval, site_of(given), templates, now=now)
    entered = sorted(ledger.all(made.slug), key=lambda each: each.version)
    same = [each for each in entered if (each.version, each.text_sha256) == (made.version, made.text_sha256)]
    if same:
        return Publication.load(ledger.body(same[0]))
    first = Publication.load(ledger.body(entered[0])).published if entered else made.published
    return made.model_copy(update={"published": first})


def _deliver(
    made: Publication, facts_sha256: str, served: Sequence[Place], ledger: Ledger, due: datetime, now: datetime,
    as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    from generator.publish.press import Outcome  # noqa: PLC0415
    from generator.store.deliveries import Entry  # noqa: PLC0415

    entry = Entry(made.slug, made.version, made.text_sha256, facts_sha256, made.dump())
    deliveries = ledger.enter(entry, [place.name for place in served], due, now)
    if due > now:
        print_outcomes([Outcome(each) for each in deliveries], as_json)
        if not quiet:
            typer.echo("They go out with: truetape deliveries send", err=True)
        return
    run_and_tell(ledger, deliveries, served, as_json, quiet)


def _show(made: Publication, served: Sequence[Place], ledger: Ledger, folder: Path | None, as_json: bool) -> None:
    from generator.publish.outbox import dry_run  # noqa: PLC0415

    shown = {
        place.name: dry_run(made, place.name, place.destination, ledger.before(made.slug, made.version, place.name))
        for place in served
    }
    if folder:
        for name, sent in shown.items():
            _write(folder / name, sent)
        typer.echo(f"Written to {folder}")
    elif as_json:
        print_json({name: [_sent(each) for each in sent] for name, sent in shown.items()})
    else:
        for name, sent in shown.items():
            typer.echo(f"== {name}")
            for each in sent:
                typer.echo(_told(each))


def _sent(each: Outgoing) -> dict[str, object]:
    text = _text(each.body)
    body = {"sha256": hashlib.sha256(each.body).hexdigest(), "bytes": len(each.body)} if text is None else text
    return {"what": each.what, "headers": dict(each.headers), "body": body}


def _told(each: Outgoing) -> str:
    text = _text(each.body)
    if text is None:
        text = f"<{len(each.body):,} bytes, sha256 {hashlib.sha256(each.body).hexdigest()}>"
    headers = [f"{name}: {value}" for name, value in each.headers.items()]
    return "\n".join(["", f"-- {each.what}", *headers, *([text.rstrip("\n")] if text else [])])


def _text(body: bytes) -> str | None:
    """What can be shown as it is, or None for pictures and what holds them."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return text if all(char.isprintable() or char in "\r\n\t" or char == "\u2060" for char in text) else None


def _write(folder: Path, sent: Sequence[Outgoing]) -> None:
    from generator.publish.files import write  # noqa: PLC0415

    for number, each in enumerate(sent, 1):
        suffix = ".eml" if each.what.startswith("mail") else Path(each.name).suffix or _suffix(each)
        name = re.sub(r"[^a-z0-9]+", "-", each.what.lower()).strip("-")[:60].rstrip("-")
        write(folder / f"{number:02}-{name}{suffix}", each.body)
        if html := _html_in(each):
            write(folder / f"{number:02}-{name}.html", html.encode())


def _html_in(each: Outgoing) -> str:
    """The page inside a request to a blog, to be looked at in a browser."""
    try:
        found = json.loads(each.body)
    except ValueError:
        return ""
    post = found.get("posts", [found])[0] if isinstance(found, dict) else {}
    html = post.get("content") or post.get("html") if isinstance(post, dict) else ""
    return f'<!doctype html><meta charset="utf-8">{html}' if isinstance(html, str) and html else ""


def _suffix(each: Outgoing) -> str:
    kind = each.headers.get("Content-Type", "")
    return ".json" if "json" in kind else ".png" if "png" in kind else ".txt"


def _test(made: Publication, served: Sequence[Place], address: str, now: datetime) -> None:
    from generator.publish.press import send_test  # noqa: PLC0415
    from generator.publish.real import Real  # noqa: PLC0415

    with Real() as world:
        for place in served:
            send_test(made, place, world, address, f"{now:%Y%m%d%H%M%S%f}")
            typer.echo(f"{place.name}: a test went to {address}")


def site_of(given: Settings) -> Site:
    """Who publishes. Raises OptionError, naming the setting."""
    from pydantic import ValidationError  # noqa: PLC0415

    from generator.publish.publication import Site  # noqa: PLC0415

    try:
        return Site(**given.press.model_dump())
    except ValidationError as error:
        where, what = first_fault(error)
        raise OptionError(what, subject=f"setting press.{where}") from None
