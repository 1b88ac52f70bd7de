"""The gate for rewrites (claims, section 5): a sentence passes that says only what the plain text says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from generator.check.answering.reading import Answers
from generator.check.answering.sheet import SheetAnswers
from generator.check.binding.advice import INSTRUCTIONS
from generator.check.binding.reader import read_claims
from generator.check.comparing.policy import rule_number
from generator.check.judging.findings import Timer, judged, report, untimed
from generator.check.judging.plainwords import COMMON
from generator.check.report import Finding, Judged, Report
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.source import read_source
from generator.facts import Fact

_FOREIGN = re.compile(
    r"<!--.{0,3000}?-->|</?[A-Za-z][^<>]{0,500}>|https?://\S+|www\.\S+|!?\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)", re.S
)
_CAVEATS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "note:cause": (re.compile(r"\b(?:why|reasons?|causes?)\b", re.I), re.compile(r"\b(?:why|reasons?|causes?|explain\w*|explanation)\b", re.I)),
    "note:stale": (re.compile(r"\bstale\b", re.I), re.compile(r"\bstale|out of date|not today's|not current|old data|no newer|outdated\b", re.I)),
    "note:small": (re.compile(r"\bsmall sample|few (?:cases|instances)|only \w+ (?:cases|instances)\b", re.I), re.compile(r"\bsmall sample|few |only \w+ (?:cases|instances|times|years)|small number\b", re.I)),
    "note:short": (re.compile(r"\bfile (?:begins|starts|goes back)|too short|short history\b", re.I), re.compile(r"\bfile (?:begins|starts|goes back)|too short|short history|does not reach|begin(?:s)? only\b", re.I)),
}  # fmt: skip
_NEGATED = re.compile(r"\b(?:not|no|nobody|never|none|neither|nor)\b|n't\b", re.I)
_ALLOWED_NEW = 1  # unknown words that a sentence may hold


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
    source, clock = read_source(text), Clock(as_of)
    findings = judged(source, directory, sheet, clock)
    parsed = read_claims(source, directory, sheet, clock)
    known = _words(plain) | _names(directory)
    stale = {f.subject for f in facts if f.status == "stale"}
    verdicts = [_sentence(s, findings, known, stale, as_of, plain) for s in parsed.sentences]
    verdicts += _added_markup(text, plain)
    omitted = (*_untold(facts, findings, parsed.sentences, directory), *_caveats_dropped(text, plain))
    base = report(findings, draft, as_of, (timer() - begun) * 1000)
    good = all(v.accepted for v in verdicts) and not omitted
    return base.model_copy(update={"sentences": tuple(verdicts), "omitted": omitted, "accepted": good})


def _sentence(
    s: Sentence, findings: Sequence[Finding], known: set[str], stale: set[str], as_of: date, plain: str
) -> Judged:
    start, end = s.span(s.lo, s.hi)
    reasons: dict[str, str] = {}
    for finding in findings:
        if finding.start < end and finding.end > start and finding.verdict != "supported":
            reasons.setdefault(finding.reason or "no_data", finding.message)
    if _as_today(s, stale, as_of):
        reasons["date"] = "A stale series is told as today's."
    strangers = [m for m in s.mentions if m.key is None and m.name.anaphor is None and m.name.concept != "curve"]
    if any(not _words(s.phrase(m.first, m.last)) <= known for m in strangers):
        reasons["subject"] = "An instrument that the plain text does not name."
    new = _new_words(s, known)
    if len(new) > _ALLOWED_NEW:
        reasons["no_data"] = "Not in the plain text: " + ", ".join(new[:6]) + "."
    if INSTRUCTIONS.search(s.text) and not INSTRUCTIONS.search(plain):
        reasons["forecast"] = "Not a statement about the market."
    return Judged(
        start=start,
        end=end,
        accepted=not reasons,
        reasons=tuple(reasons),
        message=" ".join(dict.fromkeys(reasons.values())),
    )


def _as_today(s: Sentence, stale: set[str], as_of: date) -> bool:
    named = {m.key for m in s.mentions if m.key}
    if not named & stale:
        return False
    today = any(w in ("today", "tonight") for w in s.words(s.lo, s.hi)) and not _NEGATED.search(s.text)
    dated = any(w.grain == "day" and w.end == as_of and not w.since for w in s.whens)
    own = any(w.grain == "day" and w.end and w.end < as_of and not w.since and not w.edge for w in s.whens)
    return today or (dated and not own and not named - stale)


def _new_words(s: Sentence, known: set[str]) -> list[str]:
    """Words of a sentence that neither the plain text nor common market language has."""
    taken = [k for w in s.whens for k in range(w.first, w.last)] + [
        k for m in s.mentions for k in range(m.first, m.last)
    ]
    return [
        t.text for i, t in enumerate(s.tokens[s.lo : s.hi], s.lo)
        if t.kind == "word" and i not in taken and len(t.low) > 2 and not _is_known(t.low, known) and not any(m.first <= i < m.last for m in s.marks)
    ]  # fmt: skip


def _is_known(word: str, known: set[str]) -> bool:
    if word in known or word in COMMON:
        return True
    return any(
        word.endswith(e) and (word[: -len(e)] in known or word[: -len(e)] in COMMON or word[: -len(e)] + "e" in COMMON)
        for e in ("s", "es", "ed", "d", "ing", "ly")
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower().replace("\u2019", "'")))


def _names(directory: Directory) -> set[str]:
    return {w for name in directory.labels.values() for w in _words(name)}


def _added_markup(text: str, plain: str) -> list[Judged]:
    """Links, tags and comments that the plain text does not have."""
    return [
        Judged(start=m.start(), end=m.end(), accepted=False, reasons=("no_source",), message="A link or markup that the plain text does not have.")
        for m in _FOREIGN.finditer(text) if m[0] not in plain
    ]  # fmt: skip


def _untold(
    facts: Iterable[Fact], findings: Sequence[Finding], sentences: Sequence[Sentence], directory: Directory
) -> list[str]:
    """Facts that no supported claim of the text tells."""
    told = {f.fact["id"] for f in findings if f.fact and f.verdict in ("supported", "imprecise")}
    numbers = [(q, s) for s in sentences for q in s.numbers]
    return [f.id for f in facts if f.value is not None and f.id not in told and not _shown(f, numbers, sentences)]


def _shown(fact: Fact, numbers: list[tuple[Quantity, Sentence]], sentences: Sequence[Sentence]) -> bool:
    """Whether a number of the text has a fact's value, or a sentence its date."""
    if isinstance(fact.value, bool):
        return any(m.cue.role == "record" for s in sentences for m in s.marks)
    if isinstance(fact.value, str):
        return any(w.start and w.end and str(w.start) <= fact.value <= str(w.end) for s in sentences for w in s.whens)
    if not isinstance(fact.value, int | float):
        return True
    values = [abs(Decimal(repr(float(fact.value)))) * k for k in _scales(fact)]
    return any(rule_number(q, v).verdict == "supported" for q, _ in numbers for v in values if _fits(q, fact))


def _scales(fact: Fact) -> tuple[int, ...]:
    return (
        (100, 10000)
        if fact.unit == "ratio" and fact.measure not in ("ratio",)
        else (1, 100)
        if fact.unit == "percentage points"
        else (1,)
    )


def _fits(q: Quantity, fact: Fact) -> bool:
    if fact.unit == "ratio" and fact.measure != "ratio":
        return q.unit in ("percent", "bp", "pp", "points", "fraction")
    if fact.unit == "percentage points":
        return q.unit in ("bp", "pp", "percent", "points")
    return q.unit not in ("bp", "pp")


def _caveats_dropped(text: str, plain: str) -> list[str]:
    """Caveats of the plain text that the rewrite has nowhere."""
    return [note for note, (asked, kept) in _CAVEATS.items() if asked.search(plain) and not kept.search(text)]
