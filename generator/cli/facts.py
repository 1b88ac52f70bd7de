"""`truetape facts`: answers to questions about a tape, or the fact sheet of a story."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from generator.cli.common import (
    AsOf,
    Data,
    Json,
    KnownAt,
    Period,
    Quiet,
    StoryName,
    Strict,
    app,
    day_of,
    end,
    open_tape,
    print_json,
)
from generator.facts import Engine
from generator.settings import cache_folder


@app.command(epilog="Example: truetape facts --data my-tape --ask rut.change.ytd --ask rut.record.high --json")
def facts(
    data: Data = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    story: Annotated[StoryName, typer.Option(help="Whose fact sheet.")] = "auto",
    period: Period = "day",
    ask: Annotated[list[str] | None, typer.Option("--ask", help="A question; may be repeated.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of a fact sheet.")] = False,
    strict: Strict = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Answers questions about a tape, or prints a story's fact sheet and why the story is what it is."""
    if schema:
        from generator.facts.sheet import FactSheet  # noqa: PLC0415

        print_json(FactSheet.model_json_schema())
        return
    tape = open_tape(data, known_at, quiet)
    day = day_of(tape, as_of, known_at)
    if ask:
        engine = Engine(tape, day)
        answers = engine.ask_all(ask)
        found: dict[str, Any] = {
            "as_of": engine.as_of.isoformat(),
            "facts": [f.model_dump(mode="json") for f in answers],
        }
    else:
        from generator.pipeline import Order, make_sheet  # noqa: PLC0415

        sheet = make_sheet(tape, day, Order(story, period, cache=cache_folder()))
        answers, found = list(sheet.facts), sheet.model_dump(mode="json")
    if as_json:
        print_json(found)
    else:
        from generator.tables import print_facts  # noqa: PLC0415 - rich is only for people

        print_facts(answers, found.get("ranking", []))
    end(strict, answers)
