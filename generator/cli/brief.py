"""`truetape brief`: the main job, from the tape to the files of a brief."""

from __future__ import annotations

from pathlib import Path
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
from generator.settings import cache_folder, read_settings


@app.command(epilog="Example: truetape brief --data my-tape --as-of 2026-01-22 --out briefs")
def brief(
    data: Data = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    story: Annotated[StoryName, typer.Option(help="auto: built around what is most unusual.")] = "auto",
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
    tape = open_tape(data, known_at, quiet)
    order = Order(
        story, period, lang or given.lang, given.seed if seed is None else seed,
        given.templates, cache_folder(),
    )  # fmt: skip
    made = make_brief(tape, day_of(tape, as_of, known_at), order)
    folder = save(made, out or given.out)
    if as_json:
        print_json(_summary(made, folder))
    else:
        typer.echo(made.draft.markdown)
        typer.echo(f"Written to {folder}")
    end(strict, [fact for fact in made.draft.sheet.facts if fact.known])


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
