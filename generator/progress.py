"""A bar of progress on standard error, for people: nothing when it is piped or nobody wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Task as Shown
from rich.text import Text

Told = Callable[[str, int, int], None]


class _Rate(TextColumn):
    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Shown) -> Text:
        """So many a second."""
        self.text_format = f"{task.speed:,.0f}/s" if task.speed else ""
        return super().render(task)


@contextmanager
def progress_bar(quiet: bool = False) -> Iterator[Told]:
    """Gives a function to be told what is done, how much of it, and of how much (0: nobody knows)."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _what, _done, _of: None
        return
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(),
        console=console, transient=True,
    )  # fmt: skip
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, of: int) -> None:
        if what not in tasks:
            tasks[what] = bar.add_task(what)
        bar.update(tasks[what], completed=done, total=of or None)

    with bar:
        yield tell
