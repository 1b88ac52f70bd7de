"""New drafts from the page: a brief of a day and a story, or any article that is pasted."""

from __future__ import annotations

from datetime import date

from starlette.responses import RedirectResponse, Response

from generator import assets
from generator.desk.ask import Ask
from generator.errors import ReviewError
from generator.facts.ranking import Period
from generator.narrative.stories import STORIES
from generator.pipeline import Order, make_brief
from generator.review import intake
from generator.review.drafting import submit

PERIODS = ("day", "week")


def show(ask: Ask) -> Response:
    """What can be ordered."""
    tape = ask.room.referee.tape
    return ask.room.page(
        "new", ask, tape=tape, stories=["auto", *STORIES], periods=PERIODS, languages=languages(),
        language=ask.room.writing.lang,
    )  # fmt: skip


def brief(ask: Ask) -> Response:
    """Writes a brief from the tape and hands it in."""
    room, tape = ask.room, ask.room.referee.tape
    if tape is None:
        raise ReviewError("there is no tape to write from", subject="new draft", remedy="Start the desk with --data.")
    period: Period = "week" if ask.text("period") == "week" else "day"
    story = _one_of(ask.text("story"), ["auto", *STORIES], "story")
    language = _one_of(ask.text("lang"), languages(), "language")
    habits = room.writing
    order = Order(story, period, language, habits.seed, habits.templates, habits.cache)
    made = make_brief(tape, _day(ask.text("date"), tape.last_day), order)
    pictures = {f"{name}.svg": svg.encode() for name, svg in made.charts.items()}
    sheet = (made.draft.sheet.model_dump_json(indent=1) + "\n").encode()
    given = intake.brief(made.draft.markdown, sheet, made.name, pictures)
    return _to(submit(room.store, room.referee, given, ask.person, ask.now).draft.id)


def article(ask: Ask) -> Response:
    """Hands in what was pasted."""
    text = ask.text("text").replace("\r\n", "\n")
    given = intake.article(text, "page")
    return _to(submit(ask.room.store, ask.room.referee, given, ask.person, ask.now).draft.id)


def languages() -> list[str]:
    """The languages that briefs can be written in."""
    return sorted(path.parent.name for path in assets.folder("templates").glob("*/wording.toml"))


def _one_of(given: str, known: list[str], name: str) -> str:
    if given not in known:
        raise ReviewError(f"there is no such {name}", subject="new draft", remedy=f"Choose one of: {', '.join(known)}.")
    return given


def _day(given: str, last: date) -> date:
    try:
        day = date.fromisoformat(given) if given else last
    except ValueError as error:
        raise ReviewError("this is no date", subject="new draft", remedy="Write it as YYYY-MM-DD.") from error
    if day > last:
        raise ReviewError(f"the tape ends on {last}", subject="new draft", remedy="Choose that day or one before.")
    return day


def _to(id: int) -> Response:
    return RedirectResponse(f"/drafts/{id}?done=submitted", 303)
