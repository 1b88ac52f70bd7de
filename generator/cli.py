"""The command line: parse, call, print. Exit 0: done; 1: bad news; 2: unusable input; 3: with --strict, doubts."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer

from generator import assets
from generator.errors import OptionError, TruetapeError
from generator.facts import Engine, Fact
from generator.settings import cache_folder, read_settings
from generator.tape import Tape, read_tape

Story = Literal["auto", "wrap", "divergence", "breakout", "rotation", "analog"]
PeriodName = Literal["day", "week"]

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Market commentary that stays true to the tape: every number is the answer to a question.",
)  # fmt: skip

Data = Annotated[Path | None, typer.Option("--data", help="Folder of the tape. Default: the embedded sample.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Only rows up to this date exist (YYYY-MM-DD).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 3 when a fact is stale, partial, suspect or missing.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No remarks on standard error.")]
Period = Annotated[PeriodName, typer.Option("--period", help="What a wrap covers.")]


@app.callback()
def _truetape() -> None:
    """Keeps `truetape brief` a command of its own while there are few."""


@app.command(epilog="Example: truetape brief --data my-tape --as-of 2026-01-22 --out briefs")
def brief(
    data: Data = None,
    as_of: AsOf = None,
    story: Annotated[Story, typer.Option(help="auto: built around what is most unusual.")] = "auto",
    period: Period = "day",
    lang: Annotated[str | None, typer.Option(help="A folder of templates/.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the brief's folder is written.")] = None,
    seed: Annotated[int | None, typer.Option(help="Another choice of words for the same facts.")] = None,
    strict: Strict = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes a market brief: facts, story, pictures, page."""
    from generator.pipeline import Order, make_brief, save  # noqa: PLC0415 - the other commands need no pipeline

    given = read_settings()
    tape = _tape(data or given.get("data"), quiet)
    order = Order(
        story, period, lang or given.get("lang", "en"), given.get("seed", 0) if seed is None else seed,
        given.get("templates"), cache_folder(),
    )  # fmt: skip
    made = make_brief(tape, _day(as_of), order)
    folder = save(made, out or given.get("out", Path("briefs")))
    if as_json:
        _print_json(_summary(made, folder))
    else:
        typer.echo(made.draft.markdown)
        typer.echo(f"Written to {folder}")
    _end(strict, [fact for fact in made.draft.sheet.facts if fact.known])


@app.command(epilog="Example: truetape facts --data my-tape --ask rut.change.ytd --ask rut.record.high --json")
def facts(
    data: Data = None,
    as_of: AsOf = None,
    story: Annotated[Story, typer.Option(help="Whose fact sheet.")] = "auto",
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

        _print_json(FactSheet.model_json_schema())
        return
    tape = _tape(data or read_settings().get("data"), quiet)
    if ask:
        engine = Engine(tape, _day(as_of))
        answers = engine.ask_all(ask)
        found: dict[str, Any] = {
            "as_of": engine.as_of.isoformat(),
            "facts": [f.model_dump(mode="json") for f in answers],
        }
    else:
        from generator.pipeline import Order, make_sheet  # noqa: PLC0415

        sheet = make_sheet(tape, _day(as_of), Order(story, period, cache=cache_folder()))
        answers, found = list(sheet.facts), sheet.model_dump(mode="json")
    if as_json:
        _print_json(found)
    else:
        from generator.tables import print_facts  # noqa: PLC0415 - rich is only for people

        print_facts(answers, found.get("ranking", []))
    _end(strict, answers)


@app.command(epilog="Example: truetape check draft.md --data my-tape --as-of 2026-01-22 --html report.html")
def check(
    drafts: Annotated[
        list[str], typer.Argument(help="Files or folders of Markdown, HTML or text; - is standard input.")
    ],
    data: Annotated[Path | None, typer.Option(help="Folder of the tape to check against.")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="The day to judge by (YYYY-MM-DD). Default: the draft's own, or the tape's last.")
    ] = None,
    facts: Annotated[Path | None, typer.Option(help="A facts.json instead of a tape.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Judge the draft as a rewrite of this plain text.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the draft with every claim marked and explained.")] = None,
    output: Annotated[Literal["terminal", "github"], typer.Option("--format", help="How findings are printed.")] = (
        "terminal"
    ),
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 3 when something is imprecise or not covered.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Judges every claim of a draft against a tape; without one, only what the draft says about itself."""
    from generator.check.views.command import run_check  # noqa: PLC0415 - only this command needs the checker

    given = data or (None if facts else read_settings().get("data"))
    status = run_check(
        drafts, given, _day(as_of), facts, baseline, strict, as_json, html, output, timer=time.perf_counter, quiet=quiet
    )
    if status:
        raise typer.Exit(status)


def _tape(folder: Path | None, quiet: bool) -> Tape:
    tape = read_tape(folder or assets.folder("sample"))
    if not quiet:
        if folder is None:
            typer.echo("No --data given: this is the embedded sample tape, not market data.", err=True)
        for warning in tape.warnings:
            typer.echo(f"Warning: {warning}", err=True)
    return tape


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        if len(text) != len("2026-01-22"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise OptionError(f"`{text}` is no date", subject="--as-of", remedy="Write it as YYYY-MM-DD.") from error


def _summary(made: Any, folder: Path) -> dict[str, Any]:  # noqa: ANN401 - a Brief, imported late
    draft = made.draft
    counts: dict[str, int] = {}
    for fact in draft.sheet.facts:
        counts[fact.status] = counts.get(fact.status, 0) + 1
    return {
        "folder": str(folder), "title": draft.title, "summary": draft.summary, "as_of": draft.sheet.as_of.isoformat(),
        "story": draft.sheet.story, "period": draft.sheet.period, "lang": draft.language,
        "sample": draft.sheet.tape.sample, "tape": draft.sheet.tape.hash, "facts": counts, "spans": len(draft.spans),
        "ranking": [news.model_dump() for news in draft.sheet.ranking[:10]],
    }  # fmt: skip


def _print_json(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _end(strict: bool, answers: list[Fact]) -> None:
    if strict and any(not fact.plain for fact in answers):
        raise typer.Exit(3)


def main() -> NoReturn:
    """The command `truetape`."""
    try:
        app()
    except TruetapeError as error:
        typer.echo(f"truetape: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone; Python would complain at exit
        sys.exit(0)
    sys.exit(0)
