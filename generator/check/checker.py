"""The whole check on one screen: read, bind, judge."""

from __future__ import annotations

from datetime import date

from generator.check.answering.nothing import NoAnswers
from generator.check.answering.reading import Answers
from generator.check.answering.tape import TapeAnswers
from generator.check.judging.findings import Timer, judged, report, untimed
from generator.check.report import Report
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.source import Format, read_source
from generator.tape import Tape


def check(
    text: str,
    tape: Tape | None = None,
    *,
    as_of: date | None = None,
    draft: str = "draft",
    form: Format | None = None,
    timer: Timer = untimed,
) -> Report:
    """Judges every claim of a draft against a tape (without one: only against itself).

    `timer` gives seconds, such as `time.perf_counter`; without it the report says that no time went by.
    """
    today = as_of or (tape.last_day if tape else date(1970, 1, 1))
    answers: Answers = TapeAnswers(tape, today) if tape else NoAnswers(today)
    directory = Directory(tape.instruments if tape else {})
    if tape:
        warm(tape, today)
    begun = timer()
    findings = judged(read_source(text, form), directory, answers, Clock(today))
    return report(findings, draft, as_of or (today if tape else None), (timer() - begun) * 1000)


def warm(tape: Tape, as_of: date) -> None:
    """Looks for doubtful and stale rows, which a tape does once; it belongs to opening it, not to a check."""
    for key, series in tape.series.items():
        if len(series.days):
            _ = series.doubt
            tape.at(as_of).is_stale(key)
