"""Judges a rewrite: each sentence may only assert what the plain text asserts (claims, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from generator.check.answering.reading import Answers
from generator.check.answering.sheet import SheetAnswers
from generator.check.judging.findings import Timer, judged, report, untimed
from generator.check.judging.gate.lines import Line, read_lines
from generator.check.judging.gate.names import Ids, name_parts
from generator.check.judging.gate.omissions import caveats_dropped, untold
from generator.check.judging.gate.plainwords import COMMON
from generator.check.judging.gate.sentences import Plain, added_markup, judge_line
from generator.check.judging.gate.told import Told, figures, tell
from generator.check.judging.gate.words import Vocabulary
from generator.check.report import Finding, Judged, Report
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.source import read_source
from generator.facts import Fact


def judge_rewrite(
    text: str,
    plain: str,
    facts: list[Fact],
    *,
    as_of: date,
    directory: Directory,
    draft: str = "draft",
    answers: Answers | None = None,
    timer: Timer = untimed,
) -> Report:
    """Judges a text as a rewrite of a plain one, by the facts (and, where given, the tape) behind it."""
    begun = timer()
    sheet = answers or SheetAnswers(facts, as_of)
    clock = Clock(as_of)
    findings = judged(read_source(text), directory, sheet, clock)
    base = _plain(plain, facts, directory, sheet, clock)
    lines = read_lines(read_source(text), directory, clock, base.parts)
    verdicts, told = [], set()
    for line in lines:
        verdict, matched = judge_line(line, base, findings)
        verdicts.append(verdict)
        told |= matched
    verdicts += added_markup(text, plain)
    told |= {f.fact["id"] for f in findings if f.fact and f.verdict in ("supported", "imprecise")}
    omitted = (
        *untold(base.facts, told, [x.sentence for x in base.lines], [x.sentence for x in lines]),
        *caveats_dropped(text, plain),
    )
    kept = [_settled(f, verdicts) for f in findings]
    good = all(v.accepted for v in verdicts) and not omitted
    found = report(kept, draft, as_of, (timer() - begun) * 1000)
    return found.model_copy(update={"sentences": tuple(verdicts), "omitted": omitted, "accepted": good})


def _plain(plain: str, facts: list[Fact], directory: Directory, sheet: Answers, clock: Clock) -> Plain:
    """The plain text as its assertions."""
    source = read_source(plain)
    bound = {(f.start, f.end): fact for f in judged(source, directory, sheet, clock) if (fact := _fact(f)) is not None}
    raw = read_lines(source, directory, clock, {})
    parts = name_parts([x.sentence for x in raw])
    lines = read_lines(source, directory, clock, parts)
    told = tell([a for x in lines for a in x.amounts], figures(facts), clock.as_of, bound)
    named = learned(lines, told)
    if named:
        parts |= named
        lines = read_lines(source, directory, clock, parts)
        told = tell([a for x in lines for a in x.amounts], figures(facts), clock.as_of, bound)
    words = Vocabulary(plain, directory)
    known = {f.id: f for f in (*facts, *(f for t in told for f in t.facts))}
    return Plain(lines, told, list(known.values()), words, parts, directory.kinds, clock.as_of)


def learned(lines: Sequence[Line], told: Sequence[Told]) -> dict[str, Ids]:
    """Names that no list has, learned from the plain text: `Acme` opens the sentence that tells a fact of its key."""
    found: dict[str, Ids] = {}
    for line in lines:
        s = line.sentence
        subjects = {f.subject for t in told if t.amount.sentence is s for f in t.facts}
        if not line.names and len(subjects) == 1:
            run = [
                t
                for t in s.tokens[s.lo : s.lo + 5]
                if t.kind == "word" and t.text[:1].isupper() and t.low not in COMMON
            ]
            found |= {t.low: frozenset(subjects) for t in run[:3]}
    return found


def _fact(finding: Finding) -> Fact | None:
    """The fact that the binder found for a claim of the plain text."""
    if finding.verdict != "supported" or not finding.fact:
        return None
    fields: dict[str, Any] = {k: v for k, v in finding.fact.items() if k in Fact.model_fields}
    try:
        return Fact.model_validate(fields)
    except ValueError:
        return None


def _settled(finding: Finding, verdicts: Sequence[Judged]) -> Finding:
    """A claim of a sentence that says what the plain text says is supported by it."""
    if finding.verdict == "supported" or not _inside(finding, verdicts):
        return finding
    update = {
        "verdict": "supported",
        "reason": None,
        "alternatives": (),
        "suggestion": None,
        "message": "The plain text says so.",
    }
    return finding.model_copy(update=update)


def _inside(finding: Finding, verdicts: Sequence[Judged]) -> bool:
    around = [v for v in verdicts if v.start < finding.end and v.end > finding.start]
    return bool(around) and all(v.accepted for v in around)
