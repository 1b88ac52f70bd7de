"""Judges drafts under review: by the tape, or, where a draft comes from another one, by its own sheet of facts."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import Any

from pydantic import ValidationError

from generator.check.checker import Checker
from generator.check.report import Report
from generator.errors import ReviewError
from generator.facts import Fact
from generator.tape import Tape
from generator.validation import first_fault

KEPT = 64  # reports
NO_SHEET = b""


@dataclass(frozen=True)
class Judged:
    """How a text stands now: its report, the hash of the answers behind its claims, and who answered."""

    report: Report
    answers: str
    by: str
    checker: Checker


class Referee:
    """Gives the report of any text, and remembers the last ones. Safe to use from several threads.

    `articles` says whether the tape also answers for texts that bring no sheet: nobody asked the sample to, so it
    answers only for briefs that were written from exactly this sample.
    """

    def __init__(self, tape: Tape | None, *, articles: bool = True) -> None:
        self.tape, self.articles = tape, articles
        self._checker = Checker(tape)
        self._kept: OrderedDict[tuple[str, str, date | None], Judged] = OrderedDict()
        self._sheets: OrderedDict[str, Checker] = OrderedDict()
        self._one = Lock()

    def judge(self, text: str, facts: bytes = NO_SHEET, as_of: date | None = None) -> Judged:
        """The report of a text with the sheet it came with, if any. Raises ReviewError for what is no sheet."""
        key = (sha256(text.encode()).hexdigest(), sha256(facts).hexdigest(), as_of)
        with self._one:
            if key not in self._kept:
                self._kept[key] = self._judged(text, facts, as_of)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]

    def report(self, text: str, facts: bytes = NO_SHEET, as_of: date | None = None) -> Report:
        """The report of a text that nobody will ask for again."""
        with self._one:
            return self._judged(text, facts, as_of).report

    def facts_of(self, text: str, as_of: date | None) -> bytes:
        """The facts that the claims of a text rest on, as a sheet (the form of `facts.json`)."""
        report = self.judge(text, as_of=as_of).report
        found = {str(c.fact["id"]): c.fact for c in report.claims if c.fact}
        tape = self._note()
        sheet = {"as_of": as_of and as_of.isoformat(), "story": "", "period": "day", "tape": tape, "ranking": [],
                 "facts": [found[id] for id in sorted(found)]}  # fmt: skip
        return (json.dumps(sheet, ensure_ascii=False, indent=1, default=str) + "\n").encode()

    def _note(self) -> dict[str, Any] | None:
        if self.tape is None or not self.articles:
            return None
        return {"title": self.tape.title, "hash": self.tape.hash, "sample": self.tape.sample}

    def day(self, given: date | None) -> date | None:
        """The day that a draft is judged as of: its own where the tape reaches so far, else the tape's last."""
        if self.tape is None or not self.articles:
            return given
        return given if given and given <= self.tape.last_day else self.tape.last_day

    def _judged(self, text: str, facts: bytes, as_of: date | None) -> Judged:
        sheet = read_facts(facts)
        checker, by = self._chosen(facts, sheet)
        report = checker.check(text, as_of)
        return Judged(report, answers_of(report), by, checker)

    def _chosen(self, facts: bytes, sheet: dict[str, Any]) -> tuple[Checker, str]:
        """The tape answers for a draft that was written from it, whatever has been added or revised since."""
        if self.tape is not None and self._is_of_the_tape(sheet):
            return self._checker, f"the tape \u201c{self.tape.title}\u201d"
        if not sheet.get("facts"):
            return Checker(), "only what the draft says about itself"
        return self._sheet_checker(facts, sheet), "the facts that came with the draft"

    def _is_of_the_tape(self, sheet: dict[str, Any]) -> bool:
        source = sheet.get("tape")
        if not isinstance(source, dict):
            return self.articles
        if self.tape is None or source.get("title") != self.tape.title:
            return False
        return self.articles or source.get("hash") == self.tape.hash  # a changed copy of the sample has its name

    def _sheet_checker(self, facts: bytes, sheet: dict[str, Any]) -> Checker:
        key = sha256(facts).hexdigest()
        if key not in self._sheets:
            self._sheets[key] = Checker(facts=facts_in(sheet))
            while len(self._sheets) > KEPT:
                self._sheets.popitem(last=False)
        return self._sheets[key]


def answers_of(report: Report) -> str:
    """The hash of the answers to the questions behind the claims of a text: another one when the data was revised."""
    told = {(str(c.fact["id"]), repr(c.fact.get("value")), str(c.fact.get("status"))) for c in report.claims if c.fact}
    return sha256(json.dumps(sorted(told)).encode()).hexdigest()


def read_facts(facts: bytes) -> dict[str, Any]:
    """A sheet as a plain object; an empty one for no sheet. Raises ReviewError."""
    if not facts:
        return {}
    try:
        found = json.loads(facts)
    except (ValueError, RecursionError) as error:
        raise _no_sheet(str(error)) from error
    if not isinstance(found, dict) or not isinstance(found.get("facts"), list):
        raise _no_sheet("it has no list of facts")
    return found


def facts_in(sheet: dict[str, Any]) -> list[Fact]:
    """The facts of a sheet. Raises ReviewError."""
    try:
        return [Fact.model_validate({k: v for k, v in f.items() if k in Fact.model_fields}) for f in sheet["facts"]]
    except ValidationError as error:
        raise _no_sheet(" ".join(first_fault(error))) from error
    except AttributeError as error:
        raise _no_sheet("a fact of it is no table") from error


def _no_sheet(why: str) -> ReviewError:
    return ReviewError(f"this is no fact sheet: {why}", subject="facts.json", remedy="Write the brief again.")
