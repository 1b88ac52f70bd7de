"""The body of `truetape check`: reads what it was given, checks it, prints or writes the result, gives an exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.progress import track

from generator.check.answering.sheet import read_sheet
from generator.check.checker import Checker
from generator.check.judging.findings import Timer, untimed
from generator.check.report import Report
from generator.check.views.annotations import annotated
from generator.check.views.drafts import STDIN, Draft, read_drafts, read_text
from generator.check.views.terminal import show, show_tapeless
from generator.errors import OptionError
from generator.files import write_whole
from generator.tape import Tape, read_tape

Output = Literal["terminal", "json", "github"]
Checked = tuple[Draft, Report]
CLEAN, BAD, STRICT = 0, 1, 3
WEEKEND = timedelta(days=3)  # a draft may be written so long after the tape's last day


def run_check(
    drafts: Sequence[str | Path],
    data: str | Path | Tape | None = None,
    as_of: date | None = None,
    facts: str | Path | None = None,
    baseline: str | Path | None = None,
    strict: bool = False,
    json_output: bool = False,
    html: str | Path | None = None,
    output: Output = "terminal",
    console: Console | None = None,
    timer: Timer = untimed,
    quiet: bool = True,
) -> int:
    """Checks drafts and gives the exit status of the contract: 0 clean, 1 contradicted or refused, 3 strict.

    Raises OptionError or TapeError (exit status 2) for what cannot be read; nothing is written then.
    """
    desk = _Desk(data, as_of, facts, baseline, timer, quiet=quiet)
    read = read_drafts(drafts)
    if html:
        _refuse_a_draft(Path(html), read)
    checked = [(draft, desk.check(draft)) for draft in desk.counted(read)]
    if html:
        from generator.check.views.page import page  # noqa: PLC0415 - brings templates and charts along

        _write(Path(html), page(checked, desk.checker))
    console = console or Console(highlight=False)
    _print(checked, "json" if json_output else output, console)
    lacking = desk.tapeless and any(c.reason == "no_data" for _, r in checked for c in r.claims)
    if lacking and output == "terminal" and not json_output:
        show_tapeless(console)
    return status([r for _, r in checked], strict=strict)


def status(reports: Iterable[Report], *, strict: bool) -> int:
    """The exit status for some reports."""
    found = list(reports)
    if any(not r.clean or r.accepted is False for r in found):
        return BAD
    open_ones = any(c.verdict in ("imprecise", "not_covered") and c.ignored is None for r in found for c in r.claims)
    return STRICT if strict and open_ones else CLEAN


class _Desk:
    """What all drafts of a call are checked against, and the remarks on standard error."""

    def __init__(
        self,
        data: str | Path | Tape | None,
        as_of: date | None,
        facts: str | Path | None,
        baseline: str | Path | None,
        timer: Timer,
        *,
        quiet: bool,
    ) -> None:
        if baseline and not (data or facts):
            raise OptionError(
                "a rewrite is judged by the facts behind the plain text",
                subject="--baseline",
                remedy="Give --facts (the facts.json beside the brief) or --data.",
            )
        self.quiet = quiet
        tape = data if isinstance(data, Tape) else read_tape(data) if data else None
        sheet = read_sheet(facts) if facts else None
        self.checker = Checker(tape, sheet[1] if sheet else None, timer)
        self.last = tape.last_day if tape else None
        self.tapeless = tape is None and sheet is None
        self.plain = read_text(Path(baseline)) if baseline else None
        if as_of and self._late(as_of):
            raise OptionError(
                f"{as_of} is after the tape, which ends on {self.last}",
                subject="--as-of",
                remedy="Give a day that is on the tape, or a tape that reaches so far.",
            )
        self.as_of = as_of or (sheet[0] if sheet else None)
        for warning in tape.warnings if tape else ():
            self._say(f"Warning: {warning}")

    def check(self, draft: Draft) -> Report:
        """One draft, as of the day given, or else of its own."""
        as_of = self.as_of or self._own_day(draft)
        return self.checker.check(draft.text, as_of, baseline=self.plain, draft=draft.name, form=draft.form)

    def counted(self, drafts: Sequence[Draft]) -> Iterable[Draft]:
        """The drafts one by one, with a bar on a terminal if there are several."""
        console = Console(stderr=True)
        shown = len(drafts) > 1 and console.is_terminal and not self.quiet
        return track(drafts, "Checking", console=console, transient=True) if shown else drafts

    def _own_day(self, draft: Draft) -> date | None:
        day = draft.day()
        if day is None:
            return None
        if self._late(day):
            self._say(f"{draft.name}: dated {day}, but the tape ends on {self.last}; judged as of that day.")
            return None
        self._say(f"{draft.name}: judged as of {day}, the date that it gives; --as-of says otherwise.")
        return day

    def _late(self, day: date) -> bool:
        return self.last is not None and day > self.last + WEEKEND

    def _say(self, remark: str) -> None:
        if not self.quiet:
            sys.stderr.write(remark + "\n")


def _refuse_a_draft(target: Path, drafts: Sequence[Draft]) -> None:
    """The page must not take the place of what it is about."""
    if any(d.name != STDIN and target.exists() and target.samefile(d.name) for d in drafts):
        raise OptionError("it is one of the drafts", subject=f"--html {target}", remedy="Give another file.")


def _write(path: Path, body: str) -> None:
    """Writes a page, whole or not at all. Raises OptionError."""
    try:
        write_whole(path, body.encode())
    except OSError as error:
        raise OptionError(
            f"it cannot be written: {error.strerror}",
            subject=f"--html {path}",
            remedy="Give a file in a folder that exists and can be written to.",
        ) from error


def _print(checked: Sequence[Checked], output: Output, console: Console) -> None:
    if output == "json":
        found = [r.as_json() for _, r in checked]
        sys.stdout.write(json.dumps(found[0] if len(found) == 1 else {"drafts": found}, ensure_ascii=False) + "\n")
        return
    for draft, report in checked:
        if output == "github":
            sys.stdout.write("".join(line + "\n" for line in annotated(report, draft.text)))
        else:
            show(report, draft.text, console, draft.form, named=len(checked) > 1)
