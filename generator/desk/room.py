"""What the pages of the desk share: the store, who judges, who may come in, and how a page is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from generator import assets
from generator.desk.door import Door
from generator.store.database import Store

if TYPE_CHECKING:
    from generator.review.referee import Referee

SIGNS = {"contradicted": "\u2717", "imprecise": "\u2248", "not_covered": "?", "supported": "\u2713"}  # the worst first
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FRESH = timedelta(minutes=5)
NEVER = datetime.min.replace(tzinfo=UTC)
STATIC = {
    "desk.css": "text/css", "desk.js": "text/javascript", "editor.js": "text/javascript", "icon.svg": "image/svg+xml",
}  # fmt: skip


@dataclass(frozen=True)
class Writing:
    """How briefs are written, as far as the page does not say."""

    lang: str = "en"
    seed: int = 0
    templates: Path | None = None
    cache: Path | None = None


@dataclass
class Room:
    """The desk of one process. Without a door there are no accounts: whoever reaches the page is `name`."""

    store: Store
    summon: Callable[[], Referee]
    clock: Callable[[], datetime]
    name: str
    door: Door | None = None
    secure: bool = False
    two_people: bool = False
    writing: Writing = Writing()
    _one: Lock = field(default_factory=Lock)
    _referee: Referee | None = None
    _since: datetime = NEVER

    @property
    def referee(self) -> Referee:
        """Who judges; opened when first asked for, since reading a tape takes longer than starting the desk.

        A tape of the store is read again every few minutes, beside the work, so that what was fetched is known.
        """
        with self._one:
            if self._referee is None:
                self._referee, self._since = self.summon(), self.clock()
            tape = self._referee.tape
            if tape is not None and tape.known_at is not None and self.clock() - self._since > FRESH:
                self._since = self.clock()
                Thread(target=self._refresh, daemon=True).start()
            return self._referee

    def _refresh(self) -> None:
        fresh = self.summon()
        with self._one:
            self._referee = fresh

    def page(self, template: str, ask: Any, status: int = 200, **context: Any) -> Response:  # noqa: ANN401 - an Ask
        """A whole page for somebody."""
        return HTMLResponse(self.part(template, ask=ask, static=self.static_names, **context), status)

    def part(self, template: str, **context: Any) -> str:  # noqa: ANN401 - what a template wants
        """A part of a page."""
        return clean(self._templates.get_template(f"{template}.html.j2").render(room=self, **context))

    def message(self, said: str, remedy: str, status: int, *, subject: str = "") -> Response:
        """A page that only says something, to whoever asked."""
        return self.page("message", None, status, said=said, remedy=remedy, subject=subject)

    @cached_property
    def static(self) -> dict[str, tuple[bytes, str]]:
        """The files that a page may load, by the only names that there are."""
        folder = _folder() / "static"
        return {name: ((folder / name).read_bytes(), kind) for name, kind in STATIC.items()}

    @cached_property
    def static_names(self) -> dict[str, str]:
        """The addresses of those files, other ones when their content is another."""
        return {name: f"/static/{name}?{sha256(data).hexdigest()[:12]}" for name, (data, _) in self.static.items()}

    @cached_property
    def _templates(self) -> Environment:
        made = Environment(
            loader=FileSystemLoader(_folder()), undefined=StrictUndefined, autoescape=True, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        made.globals |= {"signs": SIGNS, "verdicts": list(SIGNS), "words": lambda verdict: verdict.replace("_", " ")}
        return made


def clean(text: str) -> str:
    """Text without what no page may hold, or what turns the order of letters round."""
    return _UNSEEN.sub("\ufffd", text)


def _folder() -> Path:
    return assets.folder("templates") / "desk"
