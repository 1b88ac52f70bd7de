"""`truetape doctor`: what is configured, what is missing, how fresh the data is, and the next step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

import typer

from generator.cli import sections
from generator.cli.common import Json, Quiet, app, print_json
from generator.errors import TruetapeError
from generator.health import Finding
from generator.settings import FILE, Settings, read_settings

SECTIONS: tuple[sections.Section, ...] = (
    sections.versions, sections.store, sections.sources, sections.polish, sections.desk, sections.batch,
    sections.publish,
)  # fmt: skip
MARKS = {"ok": "✓", "note": "·", "bad": "✗"}


@app.command(epilog="Example: truetape doctor --json")
def doctor(
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not look whether a model and destinations can be reached.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Looks at everything; ends with 1 when something needs you. No key is ever shown."""
    given = read_settings()
    found = [finding for section in SECTIONS for finding in _safely(section, given, not offline)]
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
    if bad:
        return bad[0]
    has_rows = any(each.section == "data" and each.state == "ok" for each in found)
    return "truetape brief" if has_rows else "truetape fetch"


def _safely(section: sections.Section, given: Settings, asks: bool) -> Iterator[Finding]:
    """What a section finds; where it cannot even look, that is the finding."""
    try:
        yield from section(given, asks)
    except TruetapeError as error:
        yield Finding(section.__name__, error.subject or str(FILE), "bad", error.message, error.remedy)


def _print(found: list[Finding], step: str, quiet: bool) -> None:
    """Each section with its findings; a step that several in a row share is told once, after the last of them."""
    shown = [each for each in found if not (quiet and each.state == "ok")]
    for section, findings in groupby(shown, lambda each: each.section):
        typer.echo(section)
        for advice, several in groupby(findings, lambda each: each.next_step if each.state != "ok" else ""):
            for each in several:
                typer.echo(f"  {MARKS[each.state]} {each.name}: {each.told}")
            if advice:
                typer.echo(f"      {advice}")
    typer.echo(f"\nNext: {step}")
