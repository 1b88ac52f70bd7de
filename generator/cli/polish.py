"""`truetape polish`: a model rewrites a draft within its facts."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from generator.cli.common import Json, Quiet, app, print_json, write_text
from generator.errors import OptionError
from generator.settings import Settings, read_settings

if TYPE_CHECKING:
    from generator.narrative.wording import Wording
    from generator.polish import Manuscript
    from generator.polish.result import Result

_TOLD = {"plain", "proposed", "reasons", "message"}  # of a refused sentence
ModeName = Literal["slots", "free"]


@app.command(epilog="Example: truetape polish briefs/2026-01-22-wrap/brief.md --model rules --report polish.json")
def polish(
    draft: Annotated[str, typer.Argument(help="A Markdown file, or - for standard input.")],
    facts: Annotated[
        Path | None, typer.Option(help="The facts behind the draft. Default: facts.json beside it.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="Folder of the tape, where there is no sheet of facts.")] = None,
    model: Annotated[str | None, typer.Option(help="A model of the endpoint; rules needs none.")] = None,
    base_url: Annotated[str | None, typer.Option(help="An endpoint that speaks chat completions.")] = None,
    mode: Annotated[ModeName | None, typer.Option(help="slots: the model sees no figure; free: it sees all.")] = None,
    style: Annotated[str | None, typer.Option(help="A house style of prompts/styles/.")] = None,
    variants: Annotated[bool, typer.Option("--variants", help="Headlines, a summary, a post, a subject too.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask again, even what was answered before.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the text here instead of printing it.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write what became of each sentence, as JSON.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Lets a model rewrite a draft's prose; every sentence passes the gate or stays as it was."""
    from generator import assets  # noqa: PLC0415
    from generator.cli.llm import Shown, conversation  # noqa: PLC0415
    from generator.narrative import language  # noqa: PLC0415 - the other commands need no polish
    from generator.polish import polish as polish_draft  # noqa: PLC0415

    given = with_model(read_settings(), model, base_url)
    text = _text(draft)
    wording = language(_language_of(text), given.templates or assets.folder("templates")).wording
    manuscript = _manuscript(draft, text, wording, facts, data or (None if facts else given.data))
    shown = Shown(quiet)
    talk = conversation(given, style=style, fresh=fresh, watch=shown)
    with shown.running(), closing(talk.model):
        done = polish_draft(
            manuscript, talk, wording, mode=mode or given.llm.mode, variants=variants or given.llm.variants
        )
    if report:
        write_text(report, done.result.model_dump_json(indent=1) + "\n", "--report")
    if out:
        write_text(out, done.markdown, "--out")
    if as_json:
        print_json(summary(done.result) | ({} if out else {"markdown": done.markdown}))
    elif not out:
        typer.echo(done.markdown, nl=not done.markdown.endswith("\n"))
    tell(done.result, quiet=quiet)
    if done.result.trouble:
        raise typer.Exit(1)


def with_model(given: Settings, model: str | None, base_url: str | None) -> Settings:
    """The settings with the model that a command names."""
    update = {name: value for name, value in (("model", model), ("base_url", base_url)) if value is not None}
    return given.model_copy(update={"llm": given.llm.model_copy(update=update)})


def tell(result: Result, *, quiet: bool) -> None:
    """One line on standard error: what stands, or why a text is plain."""
    if result.trouble:
        typer.echo(f"{'Polished in part' if result.polished else 'Not polished'}: {result.trouble}", err=True)
    if quiet:
        return
    counts = result.counts
    told = ", ".join(f"{counts[name]} {name}" for name in counts if counts[name])
    cost = f", {result.cost:.4f} in money" if result.cost is not None else ""
    tokens = f"; {result.tokens_in + result.tokens_out:,} tokens{cost}" if result.tokens_in + result.tokens_out else ""
    typer.echo(f"{result.model}: {told or 'nothing to rewrite'}{tokens}", err=True)


def summary(result: Result) -> dict[str, Any]:
    """A polish in short, for `--json`."""
    found = result.model_dump(mode="json", include={"model", "mode", "prompt", "polished", "trouble", "variants"})
    spent = result.model_dump(mode="json", include={"tokens_in", "tokens_out", "cost", "seconds"})
    refused = [s.model_dump(include=_TOLD) for s in result.sentences if s.verdict == "refused"]
    return found | spent | {"counts": result.counts, "refused": refused}


def _text(draft: str) -> str:
    from generator.check.views.drafts import STDIN, read_drafts  # noqa: PLC0415

    if draft != STDIN and Path(draft).is_dir():
        raise OptionError("it is a folder", subject=draft, remedy="Give the file in it, such as brief.md.")
    read = read_drafts([draft])[0]
    if read.form == "html":
        raise OptionError("only Markdown can be polished", subject=draft, remedy="Give the brief.md beside it.")
    return read.text


def _manuscript(draft: str, text: str, wording: Wording, facts: Path | None, data: Path | None) -> Manuscript:
    from generator.check.answering.sheet import read_sheet  # noqa: PLC0415
    from generator.check.views.drafts import Draft  # noqa: PLC0415
    from generator.polish import Manuscript  # noqa: PLC0415
    from generator.polish.beside import spans_beside  # noqa: PLC0415
    from generator.tape import read_tape  # noqa: PLC0415

    beside = Path(draft).with_name("facts.json")
    if facts is None and data is None and draft != "-" and beside.is_file():
        facts = beside
    if facts is None and data is None:
        raise OptionError(
            "a text is polished within the facts behind it", subject=draft,
            remedy="Give --facts (the facts.json beside a brief) or --data.",
        )  # fmt: skip
    day, known = read_sheet(facts) if facts else (None, [])
    spans = spans_beside(Path(draft), text, known, wording) if known and draft != "-" else None
    as_of = day or Draft(draft, text, None).day()
    return Manuscript(text, known, as_of, spans, read_tape(data) if data else None)


def _language_of(text: str) -> str:
    found = re.search(r'\A---\n(?:.*\n)*?lang: "([a-z-]+)"\n', text)
    return found[1] if found else "en"
