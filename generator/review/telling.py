"""Drafts under review as a terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator.check.views.signs import SIGNS
from generator.check.views.terminal import STYLES, plain, show
from generator.review.rules import State
from generator.review.standing import Standing
from generator.store.decisions import Event

LOOKS: dict[State, str] = {
    "in review": "", "changes requested": "yellow", "approved": "green", "lapsed": "yellow", "rejected": "red",
}  # fmt: skip


def table(found: Sequence[Standing], console: Console | None = None) -> None:
    """A line a draft."""
    console = console or Console(highlight=False)
    if not found:
        console.print("No drafts.")
        return
    rows = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("draft", "state", "claims", "by", "title"):
        rows.add_column(name, overflow="fold", no_wrap=name in ("draft", "claims"))
    for one in found:
        version = one.opened.version
        title = plain(version.title) + (f" (version {version.number})" if version.number > 1 else "")
        rows.add_row(
            str(one.opened.draft.id),
            Text(one.state, LOOKS[one.state]),
            _health(one),
            plain(version.author),
            Text(title),
        )
    console.print(rows)


def tell(one: Standing, console: Console | None = None) -> None:
    """A draft in full: the marked text with its findings, the state, and the trail."""
    console = console or Console(highlight=False)
    show(one.judged.report, one.opened.text, console)
    console.print()
    table([one], console)
    console.print(Text(f"judged by {one.judged.by}; revision {one.opened.draft.revision}", "dim"))
    for event in one.opened.trail:
        console.print(_line(event))
    if one.broken is not None:
        console.print(Text(f"The trail is not as it was written, from entry {one.broken} on.", "bold red"))


def _health(one: Standing) -> Text:
    counts = one.judged.report.counts
    parts = [Text(f"{SIGNS[v]}{counts[v]}", STYLES[v] if counts[v] else "dim") for v in SIGNS]
    return Text(" ").join(parts)


def _line(event: Event) -> Text:
    out = Text(f"{event.at:%Y-%m-%d %H:%M} UTC  {plain(event.who)}: {event.what} (version {event.version})")
    if event.quote:
        out.append(f"\n    on \u201c{plain(event.quote)}\u201d", "dim")
    if event.words:
        out.append(f"\n    {plain(event.words)}")
    if event.override:
        out.append(f"\n    although contradicted: {plain(event.override)}", "bold red")
    return out
