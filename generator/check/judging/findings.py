"""The findings of a draft: every claim judged, once, and what an editor knowingly left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from generator.check.answering.reading import Answers
from generator.check.binding.claim import Claim
from generator.check.binding.inside.finders import bind_internal
from generator.check.binding.reader import read_claims
from generator.check.comparing.policy import Verdict
from generator.check.judging.judge import Judge
from generator.check.report import Finding, Report
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.sentence import Parsed, read_blocks
from generator.check.text.source import Ignored, Source

Timer = Callable[[], float]
VERDICTS: tuple[Verdict, ...] = ("supported", "imprecise", "contradicted", "not_covered")


def untimed() -> float:
    """The timer of those who have none: a check has no clock of its own."""
    return 0.0


def judged(
    source: Source, directory: Directory, answers: Answers, clock: Clock, parsed: Parsed | None = None
) -> list[Finding]:
    """The findings of a draft, in the order of its text; `parsed`: its blocks, where they have been read already."""
    blocks = parsed or read_blocks(source, directory, clock)
    claims = read_claims(blocks, directory, answers, clock).claims
    claims = [*claims, *bind_internal(blocks, claims, answers, clock.as_of)]
    return [_left(finding, source) for finding in _in_order(claims, directory, answers)]


def borne_out(parsed: Parsed, directory: Directory, answers: Answers, clock: Clock) -> list[Finding]:
    """The findings of a text that are supported, but for what it says of itself."""
    claims = read_claims(parsed, directory, answers, clock).claims
    return [f for f in _in_order(claims, directory, answers) if f.verdict == "supported"]


def _in_order(claims: Iterable[Claim], directory: Directory, answers: Answers) -> list[Finding]:
    return sorted(Judge(answers, directory).findings(_once(claims)), key=lambda f: (f.start, f.end))


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
