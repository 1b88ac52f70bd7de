"""Judges a rewrite: each sentence may only assert what the plain text asserts (claims, section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from generator.check.answering.reading import Answers
from generator.check.answering.sheet import SheetAnswers
from generator.check.judging.findings import Timer, borne_out, judged, report, untimed
from generator.check.judging.gate.omissions import caveats_dropped, untold
from generator.check.judging.gate.pairing import pair
from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.lines import Line, read_lines
from generator.check.judging.gate.reading.names import Ids, name_parts, proxies
from generator.check.judging.gate.reading.told import Told, figures, tell
from generator.check.judging.gate.rules.left_out import left_out
from generator.check.judging.gate.sentences import added_markup, judge_sentence
from generator.check.judging.gate.words.common import COMMON
from generator.check.judging.gate.words.vocabulary import Vocabulary
from generator.check.report import Finding, Judged, Report
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.sentence import Parsed, read_blocks
from generator.check.text.source import Source, read_source
from generator.facts import Fact

Pair = tuple[tuple[int, int], Sequence[tuple[int, int]]]
Bound = Mapping[tuple[int, int], Fact]


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
    found = Gate(plain, facts, as_of=as_of, directory=directory, answers=answers).judge(text, draft).report
    return found.model_copy(update={"elapsed_ms": round((timer() - begun) * 1000, 2)})


@dataclass(frozen=True, slots=True)
class Tie:
    """A number of a text (character offsets) that states facts, and where the plain text states the same."""

    start: int
    end: int
    size: Decimal
    ids: tuple[str, ...]
    plain: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Held:
    """A rewrite held against its plain text: the report, its numbers, and which of them state which facts."""

    report: Report
    ties: tuple[Tie, ...]
    numbers: tuple[tuple[int, Decimal], ...]  # where each stands, and its size


class Gate:
    """Judges rewrites of one plain text, which is read once.

    `stated` says which words of the plain text (character offsets) state which fact, where that is known; else it is
    found out by judging the plain text.
    """

    def __init__(
        self,
        plain: str,
        facts: list[Fact],
        *,
        as_of: date,
        directory: Directory,
        answers: Answers | None = None,
        stated: Bound | None = None,
    ) -> None:
        self.text, self.as_of, self.directory = plain, as_of, directory
        self._sheet, self._clock = answers or SheetAnswers(facts, as_of), Clock(as_of)
        source = read_source(plain)
        blocks = read_blocks(source, directory, self._clock)
        bound = stated if stated is not None else _bound(blocks, facts, directory, self._sheet, self._clock)
        self._plain = _plain(source, blocks, facts, directory, self._clock, bound)

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where the sentences of the plain text stand, in order."""
        return tuple(x.sentence.span(x.sentence.lo, x.sentence.hi) for x in self._plain.lines)

    @property
    def ties(self) -> tuple[Tie, ...]:
        """The numbers of the plain text that state facts of the sheet."""
        return tuple(_tie(t.amount, t) for t in self._plain.told if t.facts)

    def judge(self, text: str, draft: str = "draft", pairs: Sequence[Pair] = ()) -> Held:
        """The report on a rewrite, with the ties of its numbers to facts.

        `pairs` are places of the rewrite, each with the places of the plain text that it stands for, and says no more than.
        """
        base, source = self._plain, read_source(text)
        blocks = read_blocks(source, self.directory, self._clock)
        findings = judged(source, self.directory, self._sheet, self._clock, _again(blocks))
        lines = read_lines(blocks, self.directory, self._clock, base.parts)
        paired = pair(lines, base, lambda line: self._among(line, pairs))
        verdicts = [judge_sentence(p, base, findings) for p in paired]
        for place, stands_for in pairs:
            self._complete(lines, verdicts, place, stands_for)
        ties = [_tie(a, m.told) for p in paired for a, m in zip(p.line.amounts, p.matches, strict=True) if m.told]
        verdicts += added_markup(text, self.text)
        told = {id for tie in ties for id in tie.ids}
        told |= {f.fact["id"] for f in findings if f.fact and f.verdict in ("supported", "imprecise")}
        omitted = (
            *untold(
                base.facts,
                {f.id for t in base.told for f in t.facts},
                told,
                base.sentences,
                [x.sentence for x in lines],
            ),
            *caveats_dropped(text, self.text),
        )
        found = report([_settled(f, verdicts) for f in findings], draft, self.as_of, 0.0)
        good = all(v.accepted for v in verdicts) and not omitted
        found = found.model_copy(update={"sentences": tuple(verdicts), "omitted": omitted, "accepted": good})
        return Held(found, tuple(ties), tuple((_place(a)[0], a.q.magnitude) for line in lines for a in line.amounts))

    def _complete(
        self, lines: Sequence[Line], verdicts: list[Judged], place: tuple[int, int], plain: Sequence[tuple[int, int]]
    ) -> None:
        """Refuses the sentences of a place that leave out what their plain sentences name."""
        mine = [k for k, line in enumerate(lines) if _among(line, [place])]
        own = [line for line in self._plain.lines if _among(line, plain)]
        faults = dict.fromkeys(left_out([lines[k] for k in mine], own, self._plain))
        for k in mine if faults else ():
            was = verdicts[k]
            reasons = tuple(dict.fromkeys([*was.reasons, *(reason for reason, _ in faults)]))
            message = " ".join(dict.fromkeys(m for m in (was.message, *(told for _, told in faults)) if m))
            verdicts[k] = was.model_copy(update={"accepted": False, "reasons": reasons, "message": message})

    def _among(self, line: Line, pairs: Sequence[Pair]) -> list[Line]:
        """The plain sentences that a sentence says that it stands for."""
        places = [at for place, stands_for in pairs if _among(line, [place]) for at in stands_for]
        return [x for x in self._plain.lines if _among(x, places)] if places else []


def _among(line: Line, places: Sequence[tuple[int, int]]) -> bool:
    start, end = line.sentence.span(line.sentence.lo, line.sentence.hi)
    return any(lo < end and start < hi for lo, hi in places)


def _tie(a: Amount, t: Told) -> Tie:
    return Tie(*_place(a), a.q.magnitude, tuple(f.id for f in t.facts), _place(t.amount))


def _place(a: Amount) -> tuple[int, int]:
    return a.sentence.span(a.q.first, a.q.last)


def _bound(blocks: Parsed, facts: Sequence[Fact], directory: Directory, sheet: Answers, clock: Clock) -> Bound:
    """The facts that the binder finds in a text, by place."""
    findings = borne_out(_again(blocks), directory, sheet, clock)
    own = {fact.id: fact for fact in facts}
    return {(f.start, f.end): fact for f in findings if (fact := _fact(f, own)) is not None}


def _plain(
    source: Source, blocks: Parsed, facts: list[Fact], directory: Directory, clock: Clock, bound: Bound
) -> Plain:
    """The plain text as its assertions."""
    every = [s for _, sentences in blocks for s in sentences]
    parts = name_parts(every) | proxies(every)
    lines = read_lines(blocks, directory, clock, parts)
    known = figures(facts)
    told = tell([a for x in lines for a in x.amounts], known, clock.as_of, bound)
    named = learned(lines, told)
    if named:
        parts |= named
        lines = read_lines(blocks, directory, clock, parts)
        told = tell([a for x in lines for a in x.amounts], known, clock.as_of, bound)
    words = Vocabulary(source.text, directory)
    known_facts = {f.id: f for f in (*facts, *(f for t in told for f in t.facts))}
    return Plain(lines, told, list(known_facts.values()), words, parts, directory.kinds, clock.as_of)


def _again(blocks: Parsed) -> Parsed:
    """The same blocks, for a reader who uses sentences up."""
    return [(block, [s.again() for s in sentences]) for block, sentences in blocks]


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


def _fact(finding: Finding, own: Mapping[str, Fact]) -> Fact | None:
    """The fact that the binder found for a claim of the plain text: one of the sheet's own, or what a tape says."""
    if not finding.fact:
        return None
    known = own.get(finding.fact["id"])
    if known is not None:
        return known
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
