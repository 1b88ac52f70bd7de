"""`truetape correct`: the next version of a published brief, with a dated note, handed in for review."""

from __future__ import annotations

import json
import shlex
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator import assets
from generator.cli import common
from generator.cli.common import Data, Json, Quiet, app, open_tape, print_json, referee_of
from generator.cli.publish import Brief, open_ledger
from generator.errors import OptionError
from generator.settings import Settings, cache_folder, read_settings, user_name

if TYPE_CHECKING:
    from generator.narrative.marks import Span
    from generator.publish.correction import Published
    from generator.tape import Tape


@app.command(epilog='Example: truetape correct briefs/2026-01-22-wrap --note "The gain was 0.7%, not `0.8%`."')
def correct(
    brief: Brief,
    note: Annotated[str | None, typer.Option(help="What was wrong. Default: what the revised data changed.")] = None,
    data: Data = None,
    out: Annotated[Path | None, typer.Option(help="Where the folder of the new version is written.")] = None,
    name: Annotated[str | None, typer.Option("--as", help="Your name. Default: that of your account.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Asks the questions of a published brief again, and writes its next version with a dated note, for review."""
    given, now = read_settings(), common.now()
    ledger = open_ledger(given)
    from generator.publish.correction import next_version, published  # noqa: PLC0415 - only this command needs it
    from generator.publish.prepare import split  # noqa: PLC0415

    old = published(ledger, _slug(ledger.store, brief))
    tape = open_tape(data, None, quiet)
    new = _Answers(given, tape, old, split(old.text)[0])
    words = _words(given, new.lang)
    told = " ".join((note or new.note(_spans(brief, old.text), words)).split())
    heading = words["correction"].format(day=new.day_of(now.date()))
    text = next_version(new.text, old, told, heading, now.date())
    folder = (out or given.out) / f"{new.as_of}-{new.story or 'text'}-v{old.delivery.version + 1}"
    _write(folder, text, new)
    draft = _hand_in(ledger.store, folder, name, data, now)
    if as_json:
        print_json({"folder": str(folder), "draft": draft, "version": old.delivery.version + 1, "note": told})
        return
    typer.echo(f"{heading} {told}\nWritten to {folder}, and handed in as draft {draft}.")
    if not quiet:
        by = f" --data {shlex.quote(str(data))}" if data else ""
        typer.echo(f"Next: truetape review approve {draft}{by}, then truetape publish {draft}{by}", err=True)


class _Answers:
    """What the tape says now: a text that nobody edited is written anew, another one is kept."""

    def __init__(self, given: Settings, tape: Tape, old: Published, fields: dict[str, Any]) -> None:
        from generator.facts import Engine  # noqa: PLC0415
        from generator.facts.sheet import FactSheet  # noqa: PLC0415
        from generator.pipeline import Order, make_brief  # noqa: PLC0415

        self.tape, self.old = tape, FactSheet.model_validate_json(old.facts)
        self.lang, self.story = str(fields.get("lang") or given.lang), str(fields.get("story") or "")
        self.as_of = self.old.as_of
        self.spans: tuple[Span, ...] = ()
        self.templates = given.templates or assets.folder("templates")
        if old.written and self.story:
            order = Order(self.story, self.old.period, self.lang, given.seed, given.templates, cache_folder())
            made = make_brief(tape, self.as_of, order)
            self.text, self.spans, self.sheet = made.draft.markdown, made.draft.spans, made.draft.sheet
            self.svgs = {f"{chart}.svg": svg.encode() for chart, svg in made.charts.items()}
            self.was = old.text
        else:
            facts = tuple(Engine(tape, self.as_of).ask_all(fact.id for fact in self.old.facts))
            self.text, self.sheet = old.text, self.old.model_copy(update={"facts": facts})
            self.svgs, self.was = dict(old.svgs), old.text

    def note(self, spans: tuple[Span, ...], words: dict[str, Any]) -> str:
        """What changed. Raises PublishError when nothing did."""
        from generator.publish.correction import changed, figures, note_of  # noqa: PLC0415

        names = {key: instrument.name for key, instrument in self.tape.instruments.items()}
        found = figures(self.was, spans, self.text, self.spans) if self.spans else []
        return note_of(found, changed(self.old.facts, self.sheet.facts), names, words)

    def day_of(self, day: date) -> str:
        """A date as the language writes it."""
        from generator.narrative import language  # noqa: PLC0415

        return language(self.lang, self.templates, cache_folder()).wording.day(day, "day_year")


def _slug(store: Any, brief: str) -> str:  # noqa: ANN401 - a Store, imported late
    """The slug of a brief's folder or file, or of the draft of a number."""
    from generator.publish.prepare import split  # noqa: PLC0415
    from generator.review.drafting import opened  # noqa: PLC0415
    from generator.review.intake import read_submission  # noqa: PLC0415

    text = opened(store, int(brief)).text if brief.isdecimal() else read_submission(brief).text
    slug = split(text)[0].get("slug")
    if not isinstance(slug, str):
        raise OptionError("has no slug, so it is no brief that was published", subject=brief,
                          remedy="Give the folder or the draft that was published.")  # fmt: skip
    return slug


def _spans(brief: str, text: str) -> tuple[Span, ...]:
    """Where the folder's text states its facts, when it is the text that was published."""
    from generator.narrative.marks import Span  # noqa: PLC0415

    folder = Path(brief)
    file, markdown = folder / "spans.json", folder / "brief.md"
    if not (file.is_file() and markdown.is_file() and markdown.read_text("utf-8") == text):
        return ()
    try:
        return tuple(Span.model_validate(each) for each in json.loads(file.read_text("utf-8")))
    except ValueError as error:
        raise OptionError("holds no spans", subject=str(file), remedy="Move it away.") from error


def _words(given: Settings, lang: str) -> dict[str, Any]:
    from generator.narrative import language  # noqa: PLC0415

    words: dict[str, Any] = language(lang, given.templates or assets.folder("templates"), cache_folder()).wording.words
    return dict(words["press"])


def _write(folder: Path, text: str, new: _Answers) -> None:
    """The files that review needs: text, facts, pictures. Raises OptionError where another correction lies."""
    from generator.publish.files import write  # noqa: PLC0415

    brief = folder / "brief.md"
    if brief.exists() and brief.read_text("utf-8") != text:
        raise OptionError(
            "holds another correction of this version", subject=str(folder),
            remedy="Publish that one first, or reject its draft and move the folder away; --out writes elsewhere.",
        )  # fmt: skip
    for chart, svg in new.svgs.items():
        write(folder / "charts" / chart, svg)
    write(folder / "facts.json", new.sheet.model_dump_json(indent=1).encode() + b"\n")
    write(brief, text.encode())


def _hand_in(store: Any, folder: Path, name: str | None, data: Path | None, now: datetime) -> int:  # noqa: ANN401
    from generator.review.drafting import submit  # noqa: PLC0415
    from generator.review.intake import read_submission  # noqa: PLC0415
    from generator.review.rules import Person  # noqa: PLC0415

    person = Person(name or user_name())
    return submit(store, referee_of(data), read_submission(folder), person, now).draft.id
