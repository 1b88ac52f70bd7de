"""The whole check on one screen: read, bind, judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from generator.check.answers import Answers, TapeAnswers
from generator.check.claims import Claim
from generator.check.dates import Clock
from generator.check.entities import Directory
from generator.check.judge import Judge
from generator.check.policy import Verdict
from generator.check.reader import read_claims
from generator.check.report import Finding, Report
from generator.check.source import Format, Ignored, Source, read_source
from generator.tape import Tape

Timer = Callable[[], float]
VERDICTS: tuple[Verdict, ...] = ("supported", "imprecise", "contradicted", "not_covered")


def untimed() -> float:
    """The timer of those who have none: a check has no clock of its own."""
    return 0.0


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


class NoAnswers:
    """Answers nothing: a draft without a tape."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of

    def ask(self, reading: object) -> None:
        """Nothing is known."""

    def fact(self, reading: object, answer: object) -> None:
        """Nothing is known."""

    def columns(self, key: str, at: date | None = None) -> None:
        """Nothing is known."""


def judged(source: Source, directory: Directory, answers: Answers, clock: Clock) -> list[Finding]:
    """The findings of a draft, in the order of its text."""
    read = read_claims(source, directory, answers, clock)
    judge = Judge(answers, directory)
    findings = [judge.finding(claim) for claim in _once(read.claims)]
    findings.sort(key=lambda f: (f.start, f.end))
    return [_left(finding, source) for finding in findings]


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for the same words and kind."""
    seen: dict[tuple[int, int, str], Claim] = {}
    for claim in claims:
        seen.setdefault((*claim.span, claim.kind), claim)
    return list(seen.values())


def _left(finding: Finding, source: Source) -> Finding:
    """Marks what an editor knowingly left."""
    note = next((i for i in source.ignored if _governs(i, finding, source.text)), None)
    return finding if note is None else finding.model_copy(update={"ignored": note.why or "left by the editor"})


def _governs(note: Ignored, finding: Finding, text: str) -> bool:
    """A comment speaks of the claims of its line; alone on its line, of the next paragraph."""
    start = text.rfind("\n", 0, note.start) + 1
    end = text.find("\n", note.end)
    end = len(text) if end < 0 else end
    alone = not text[start : note.start].strip() and not text[note.end : end].strip()
    if not alone:
        return start <= finding.start < end
    stop = text.find("\n\n", end + 1)
    return end <= finding.start < (len(text) if stop < 0 else stop)


def report(findings: list[Finding], draft: str, as_of: date | None, elapsed_ms: float) -> Report:
    """A report of findings."""
    counted = Counter(f.verdict for f in findings)
    return Report(
        draft=draft,
        as_of=as_of,
        elapsed_ms=round(elapsed_ms, 2),
        counts={v: counted[v] for v in VERDICTS},
        claims=tuple(findings),
    )
