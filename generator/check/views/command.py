"""The body of `truetape check`: reads what it was given, checks it, prints or writes the result, gives an exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from rich.console import Console

from generator.check.answering.nothing import NoAnswers
from generator.check.answering.reading import Answers
from generator.check.answering.sheet import SheetAnswers, instruments_of, read_sheet
from generator.check.answering.tape import TapeAnswers
from generator.check.checker import warm
from generator.check.judging.findings import Timer, judged, report, untimed
from generator.check.judging.gate import judge_rewrite
from generator.check.report import Report
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.source import Format, read_source
from generator.check.views.annotations import annotated
from generator.check.views.page import page
from generator.check.views.terminal import show
from generator.errors import OptionError
from generator.facts import Fact
from generator.tape import Tape, read_tape

Output = Literal["terminal", "json", "github"]
SUFFIXES: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "markdown",
}
CLEAN, BAD, STRICT = 0, 1, 3
LIMIT = 50_000_000


def run_check(
    drafts: Sequence[str | Path],
    data: str | Path | None = None,
    as_of: date | None = None,
    facts: str | Path | None = None,
    baseline: str | Path | None = None,
    strict: bool = False,
    json_output: bool = False,
    html: str | Path | None = None,
    output: Output = "terminal",
    console: Console | None = None,
    timer: Timer = untimed,
) -> int:
    """Checks drafts and gives the exit status of the contract: 0 clean, 1 contradicted or refused, 3 strict.

    Raises OptionError or TapeError (exit status 2) for what cannot be read; nothing is written then.
    """
    desk = _Desk(read_tape(data) if data else None, read_sheet(facts) if facts else None, as_of, timer)
    plain = _text(Path(baseline)) if baseline else None
    checked = [(text, desk.check(name, text, form, plain)) for name, text, form in _drafts(drafts)]
    if not checked:
        raise OptionError(
            "there is no draft to check",
            remedy="Give a Markdown, HTML or text file, a folder of them, or - for standard input.",
        )
    if html:
        _write(Path(html), checked, desk)
    _print(checked, "json" if json_output else output, console or Console())
    return status([r for _, r in checked], strict=strict)


def status(reports: Iterable[Report], *, strict: bool) -> int:
    """The exit status for some reports."""
    found = list(reports)
    if any(not r.clean or r.accepted is False for r in found):
        return BAD
    open_ones = any(c.verdict in ("imprecise", "not_covered") and c.ignored is None for r in found for c in r.claims)
    return STRICT if strict and open_ones else CLEAN


class _Desk:
    """Where answers come from, for all drafts of a call."""

    def __init__(
        self, tape: Tape | None, sheet: tuple[date | None, list[Fact]] | None, as_of: date | None, timer: Timer
    ) -> None:
        self.timer = timer
        self.tape, self.sheet = tape, sheet
        self.as_of = as_of or (sheet[0] if sheet else None) or (tape.last_day if tape else None)
        instruments = tape.instruments if tape else instruments_of(sheet[1]) if sheet else {}
        self.directory = Directory(instruments)
        self.answers: Answers = self._answers()

    def _answers(self) -> Answers:
        today = self.as_of or date(1970, 1, 1)
        if self.tape is not None:
            warm(self.tape, today)
            return TapeAnswers(self.tape, today)
        return SheetAnswers(self.sheet[1], today) if self.sheet else NoAnswers(today)

    def check(self, name: str, text: str, form: Format, plain: str | None) -> Report:
        """One draft."""
        today = self.as_of or date(1970, 1, 1)
        if plain is not None:
            facts = self.sheet[1] if self.sheet else []
            answers = None if self.sheet else self.answers
            return judge_rewrite(
                text, plain, facts, as_of=today, directory=self.directory, draft=name, answers=answers, timer=self.timer
            )
        begun = self.timer()
        findings = judged(read_source(text, form), self.directory, self.answers, Clock(today))
        return report(findings, name, self.as_of, (self.timer() - begun) * 1000)


def _drafts(given: Sequence[str | Path]) -> Iterator[tuple[str, str, Format]]:
    for item in given:
        if str(item) == "-":
            yield "-", sys.stdin.buffer.read(LIMIT).decode("utf-8", "replace"), "markdown"
            continue
        path = Path(item)
        if path.is_dir():
            for inside in sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file()):
                yield str(inside), _text(inside), SUFFIXES[inside.suffix.lower()]
            continue
        yield str(path), _text(path), SUFFIXES.get(path.suffix.lower(), "markdown")


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LIMIT).decode("utf-8", "replace")
    except OSError as error:
        raise OptionError(
            f"it cannot be read: {error.strerror}", subject=str(path), remedy="Give a file that exists."
        ) from error


def _write(path: Path, checked: Sequence[tuple[str, Report]], desk: _Desk) -> None:
    """Writes the page beside its name, then renames it."""
    body = page(checked, desk.answers)
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(body, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise OptionError(
            f"it cannot be written: {error.strerror}", subject=str(path), remedy="Give a path in a folder that exists."
        ) from error


def _print(checked: Sequence[tuple[str, Report]], output: Output, console: Console) -> None:
    if output == "json":
        found = [r.as_json() for _, r in checked]
        sys.stdout.write(json.dumps(found[0] if len(found) == 1 else {"drafts": found}, ensure_ascii=False) + "\n")
        return
    for text, one in checked:
        if output == "github":
            sys.stdout.write("".join(line + "\n" for line in annotated(one, text)))
        else:
            show(one, text, console)
