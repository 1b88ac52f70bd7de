"""The whole check on one screen: read, bind, judge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from generator.check.answering.implied import with_implied
from generator.check.answering.nothing import NoAnswers
from generator.check.answering.reading import Answers
from generator.check.answering.sheet import SheetAnswers, instruments_of
from generator.check.answering.tape import TapeAnswers
from generator.check.judging.findings import Timer, judged, report, untimed
from generator.check.report import Report
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.source import Format, read_source
from generator.facts import Engine, Fact
from generator.facts.sheet import FactSheet
from generator.tape import Tape

if TYPE_CHECKING:
    from generator.check.judging.gate import Bound, Gate

NO_DAY = date(1970, 1, 1)  # the clock of a draft that nothing dates: no claim can mean a day by it


def check(
    text: str,
    tape: Tape | None = None,
    *,
    facts: FactSheet | Iterable[Fact] | None = None,
    as_of: date | None = None,
    baseline: str | None = None,
    draft: str = "draft",
    form: Format | None = None,
    timer: Timer = untimed,
) -> Report:
    """Judges every claim of a draft against a tape or a sheet of facts (without one: only against itself).

    With `baseline` the draft is judged as a rewrite of that plain text. `as_of` is by default the sheet's date, or the
    tape's last day. `timer` gives seconds, such as `time.perf_counter`; without it the report says that no time went by.
    """
    if isinstance(facts, FactSheet):
        as_of = as_of or facts.as_of
    known = facts.facts if isinstance(facts, FactSheet) else facts
    checker = Checker(tape, None if known is None else list(known), timer)
    return checker.check(text, as_of, baseline=baseline, draft=draft, form=form)


class Checker:
    """Checks any number of drafts against one tape or one sheet; with both, the sheet answers for rewrites."""

    def __init__(
        self,
        tape: Tape | None = None,
        facts: list[Fact] | None = None,
        timer: Timer = untimed,
        engine: Engine | None = None,
    ) -> None:
        """`engine`: one that answers for a tape and what it implies, and that others ask too; then no tape is given."""
        self._engine = engine
        self.tape = engine.tape if engine else with_implied(tape) if tape else None
        self.facts, self.timer = facts, timer
        self.directory = Directory(self.tape.instruments if self.tape else instruments_of(facts or []))
        self._answers: dict[date, Answers] = {}

    def check(
        self,
        text: str,
        as_of: date | None = None,
        *,
        baseline: str | None = None,
        draft: str = "draft",
        form: Format | None = None,
    ) -> Report:
        """The report on one draft."""
        as_of = as_of or (self.tape.last_day if self.tape else None)
        today, answers = as_of or NO_DAY, self.answers(as_of)
        if baseline is not None:
            from generator.check.judging.gate import judge_rewrite  # noqa: PLC0415 - a draft needs no gate

            return judge_rewrite(
                text, baseline, self.facts or [], as_of=today, directory=self.directory, draft=draft,
                answers=None if self.facts else answers, timer=self.timer,
            )  # fmt: skip
        begun = self.timer()
        findings = judged(read_source(text, form), self.directory, answers, Clock(today))
        return report(findings, draft, as_of, (self.timer() - begun) * 1000)

    def gate(self, plain: str, as_of: date | None = None, stated: Bound | None = None) -> Gate:
        """The gate for rewrites of a plain text; `stated` is which fact its words state, where that is known."""
        from generator.check.judging.gate import Gate  # noqa: PLC0415

        as_of = as_of or (self.tape.last_day if self.tape else None)
        answers = None if self.facts else self.answers(as_of)
        return Gate(
            plain, self.facts or [], as_of=as_of or NO_DAY, directory=self.directory, answers=answers, stated=stated
        )  # fmt: skip

    def answers(self, as_of: date | None) -> Answers:
        """Whoever answers as of a day; opened once for each."""
        today = as_of or NO_DAY
        if today not in self._answers:
            self._answers[today] = self._opened(today)
        return self._answers[today]

    def forget(self) -> None:
        """Drops what was asked so far, its engine's answers too: a long run then needs no more memory than a short one."""
        self._answers.clear()
        if self._engine:
            self._engine.forget()

    def _opened(self, today: date) -> Answers:
        if self.tape is not None:
            warm(self.tape, today)
            shared = self._engine if self._engine and self._engine.as_of == today else None
            return TapeAnswers(self.tape, today, shared)
        return NoAnswers(today) if self.facts is None else SheetAnswers(self.facts, today)


def warm(tape: Tape, as_of: date) -> None:
    """Looks for doubtful and stale rows, which a tape does once; it belongs to opening it, not to a check."""
    for key, series in tape.series.items():
        if len(series.days):
            _ = series.doubt
            tape.at(as_of).is_stale(key)
