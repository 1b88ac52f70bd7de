"""`truetape brief`: the main job, from the tape to the files of a brief."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator.cli import common
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
    referee_of,
)
from generator.cli.polish import summary, tell
from generator.errors import OptionError
from generator.settings import Settings, cache_folder, read_settings, user_name
from generator.tape import Tape

if TYPE_CHECKING:
    from generator.pipeline import Order, Polishing


@app.command(epilog="Example: truetape brief --data my-tape --as-of 2026-01-22 --out briefs")
def brief(
    data: Data = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    story: Annotated[StoryName, typer.Option(help="auto: built around what is most unusual.")] = "auto",
    period: Period = "day",
    lang: Annotated[str | None, typer.Option(help="A folder of templates/.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the brief's folder is written.")] = None,
    due: Annotated[
        bool, typer.Option("--due", help="Do nothing when no session has closed since the last brief.")
    ] = False,
    polish: Annotated[bool, typer.Option("--polish", help="Let the model of [llm] improve the prose.")] = False,
    review: Annotated[bool, typer.Option("--review", help="Hand the brief in for review.")] = False,
    seed: Annotated[int | None, typer.Option(help="Another choice of words for the same facts.")] = None,
    strict: Strict = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes a market brief that the checker has read: facts, story, check, pictures, page."""
    from generator.pipeline import Order, make_brief, save  # noqa: PLC0415 - the other commands need no pipeline

    if due and (as_of or known_at):
        remedy = "Leave --as-of and --known-at out."
        raise OptionError("asks for the brief that is due now", subject="--due", remedy=remedy)
    given = read_settings()
    tape = open_tape(data, known_at, quiet)
    order = Order(
        story, period, lang or given.lang, given.seed if seed is None else seed,
        given.templates, cache_folder(),
    )  # fmt: skip
    day = _due_day(tape, order, out or given.out, as_json, quiet) if due else day_of(tape, as_of, known_at)
    polishing, shown = _polishing(given, quiet) if polish else (None, nullcontext())
    with shown:
        made = make_brief(tape, day, order, polishing)
    folder = save(made, out or given.out)
    _remark_on_age(tape, made.draft.sheet.as_of, quiet)
    if review:
        _hand_in(folder, data, quiet)
    if as_json:
        print_json(_summary(made, folder))
    else:
        typer.echo(made.draft.markdown)
        typer.echo(f"Written to {folder}")
    if made.polish:
        tell(made.polish, quiet=quiet)
        if made.polish.trouble:
            raise typer.Exit(1)
    end(strict, [fact for fact in made.draft.sheet.facts if fact.known])
    if strict and made.doubtful:
        raise typer.Exit(3)


def _remark_on_age(tape: Tape, day: date, quiet: bool) -> None:
    """Says when no daily series is up to the day."""
    view = tape.at(day)
    daily = {key: view.rows(key) for key, of in tape.instruments.items() if of.frequency == "daily"}
    there = [key for key, rows in daily.items() if rows and rows.n]
    if there and not quiet and all(view.is_stale(key) for key in there):
        typer.echo(f"All daily series are stale on {day}: no fresh close for the day.", err=True)


def _hand_in(folder: Path, data: Path | None, quiet: bool) -> None:
    """Hands the brief of a folder in for review, in the name of whoever runs the command."""
    from generator.review.drafting import submit  # noqa: PLC0415 - only a brief that is handed in needs a store
    from generator.review.intake import read_submission  # noqa: PLC0415
    from generator.review.rules import Person  # noqa: PLC0415
    from generator.store.database import open_store  # noqa: PLC0415

    store, person = open_store(read_settings().store_url()), Person(user_name())
    found = submit(store, referee_of(data), read_submission(folder), person, common.now())
    if not quiet:
        typer.echo(
            f"In review as draft {found.draft.id}: truetape review show {found.draft.id}, or truetape desk", err=True
        )


def _due_day(tape: Tape, order: Order, out: Path, as_json: bool, quiet: bool) -> date:
    """The day whose brief is due; ends the command, with 1 where the rows have not come, when none is."""
    from generator.due import due  # noqa: PLC0415 - exchange calendars are heavy

    if tape.sample:
        remedy = "Fill the store with truetape fetch; a folder with `sample = true` is never due."
        raise OptionError("is for market data, not for the sample", subject="--due", remedy=remedy)
    found = due(tape, out, order, common.now())
    if found.state == "due":
        return found.day
    if as_json:
        print_json(found.as_json())
    elif found.state == "waiting" or not quiet:
        typer.echo(found.told, err=found.state == "waiting")
    raise typer.Exit(1 if found.state == "waiting" else 0)


def _polishing(given: Settings, quiet: bool) -> tuple[Polishing, AbstractContextManager[object]]:
    """The model that is set, and a bar that shows how far it is."""
    from generator.cli.llm import Shown, conversation  # noqa: PLC0415 - only when a brief is polished
    from generator.pipeline import Polishing  # noqa: PLC0415

    shown = Shown(quiet)
    talk = conversation(given, style=None, fresh=False, watch=shown)
    running = ExitStack()
    running.enter_context(closing(talk.model))
    running.enter_context(shown.running())
    return Polishing(talk, given.llm.mode, given.llm.variants), running


def _summary(made: Any, folder: Path) -> dict[str, Any]:  # noqa: ANN401 - a Brief, imported late
    draft = made.draft
    counts: dict[str, int] = {}
    for fact in draft.sheet.facts:
        counts[fact.status] = counts.get(fact.status, 0) + 1
    return {
        "folder": str(folder), "title": draft.title, "summary": draft.summary, "as_of": draft.sheet.as_of.isoformat(),
        "story": draft.sheet.story, "period": draft.sheet.period, "lang": draft.language,
        "sample": draft.sheet.tape.sample, "tape": draft.sheet.tape.hash, "facts": counts, "spans": len(draft.spans),
        "check": made.check.counts if made.check else None, "unread": len(made.unread),
        "ranking": [news.model_dump() for news in draft.sheet.ranking[:10]],
    } | ({"polish": summary(made.polish)} if made.polish else {})  # fmt: skip
