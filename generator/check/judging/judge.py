"""Readings are asked, tests applied, and each claim becomes a finding with its provenance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from generator.check.answering.nothing import NoAnswers
from generator.check.answering.reading import Answer, Answers, Reading
from generator.check.binding.claim import Claim
from generator.check.comparing.amounts import PairTest
from generator.check.comparing.policy import ROWS, Ruling
from generator.check.comparing.tests import RankTest, SignTest
from generator.check.judging.alternatives import nearest_true
from generator.check.judging.evidence import left_open
from generator.check.judging.units import in_points
from generator.check.judging.wording import tell
from generator.check.report import Finding
from generator.check.text.entities import Directory
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace

SEARCHES = 200  # nearest true readings that are looked for in one draft
TAPELESS = "the tape has no"  # how readers begin who miss an instrument
_RANK = {"supported": 0, "imprecise": 1, "not_covered": 2, "contradicted": 3}


class Judge:
    """Judges bound claims against whatever answers questions."""

    def __init__(self, answers: Answers, directory: Directory) -> None:
        self.answers = answers
        self.directory = directory
        self.searches = SEARCHES
        self.shown: defaultdict[int, Counter[str | None]] = defaultdict(
            Counter
        )  # by paragraph, over which windows it holds
        self.levels: defaultdict[tuple[int, str], set[date | None]] = defaultdict(set)  # days of levels that hold there

    def findings(self, claims: list[Claim]) -> list[Finding]:
        """The findings of the claims of a draft: each is ruled on, then what fails is weighed."""
        ruled = [(claim, *self._first(claim)) for claim in claims]
        self.shown.clear()
        for claim, ruling, reading, _ in ruled:
            if reading is None or ruling.verdict != "supported":
                continue
            if not isinstance(claim.test, RankTest):  # which holds by chance too often
                self.shown[id(claim.sentence.block)][reading.window] += 1
            if reading.measure == "level":
                self.levels[id(claim.sentence.block), reading.subject].add(reading.at)
        return [f for found in ruled for f in self._told(*found)]

    def _told(self, claim: Claim, ruling: Ruling, reading: Reading | None, answer: Answer | None) -> Iterator[Finding]:
        """The finding of a claim, and what must be said beside it."""
        finding = self._weighed(claim, ruling, reading, answer)
        yield finding
        yield from self._of_others(claim, finding)
        end = _ends(claim, ruling, answer)
        if end is not None and finding.verdict == ruling.verdict:
            good = replace(claim, first=end[1].first, last=end[1].last)
            yield self._finding(good, Ruling("supported", ruling.row), reading, answer)

    def _of_others(self, claim: Claim, finding: Finding) -> tuple[Finding, ...]:
        """What holds of those on the tape is not thereby said of the others that a claim names beside them."""
        if not claim.lacking or finding.verdict not in ("supported", "imprecise"):
            return ()
        missing = f"the tape has no {' and no '.join(claim.lacking)}"
        return (self._finding(replace(claim, missing=missing), Ruling("not_covered", "none", "no_data"), None, None),)

    def _first(self, claim: Claim) -> tuple[Ruling, Reading | None, Answer | None]:
        if claim.settled is not None:
            return claim.settled, claim.readings[0] if claim.readings else None, None
        if claim.test is None or not claim.readings:
            return Ruling("not_covered", "none", "no_data"), None, None
        return self._ruled(claim)

    def _weighed(self, claim: Claim, ruling: Ruling, reading: Reading | None, answer: Answer | None) -> Finding:
        """The finding of a claim; what fails is condemned only where the text said what it is condemned for."""
        found = None
        if ruling.verdict == "contradicted" and claim.missing and claim.settled is None:
            return self._finding(claim, Ruling("not_covered", "none", "no_data"), None, None)
        if (
            ruling.verdict in ("contradicted", "imprecise")
            and reading is not None
            and answer is not None
            and claim.settled is None
        ):
            shown = self.shown[id(claim.sentence.block)]
            found = left_open(self.answers, claim, ruling, reading, answer, shown)
        if found is None or reading is None:
            return self._finding(_narrowed(claim, ruling, answer), ruling, reading, answer)
        days = self.levels[id(claim.sentence.block), reading.subject]
        if (meant := in_points(self.answers, claim, reading, days)) is not None:
            return self._finding(claim, Ruling("contradicted", ruling.row, "unit"), *meant)
        held = found.held or self._alternatives(claim, ruling, reading)
        claim = replace(claim, message=f"Not judged: the text leaves open {found.slot.missing}.")
        return self._finding(claim, Ruling("not_covered", "none", found.slot.reason), reading, answer, held)

    def _ruled(self, claim: Claim) -> tuple[Ruling, Reading | None, Answer | None]:
        """The first reading that is supported; where none is, the most likely one."""
        assert claim.test is not None  # noqa: S101
        if claim.group > 1:
            return self._all_hold(claim)
        tried: list[tuple[Ruling, Reading, Answer]] = []
        for reading in claim.readings:
            answer = self.answers.ask(reading)
            if answer is None:
                continue
            ruling = claim.test.check(answer)
            if ruling.verdict == "supported" or (isinstance(claim.test, SignTest) and not claim.test.open_window):
                return ruling, reading, answer  # two signs are too few to try several readings
            tried.append((ruling, reading, answer))
        if not tried:
            return Ruling("not_covered", "none", "no_data"), claim.readings[0], None
        amber = [t for t in tried[:2] if t[0].verdict == "imprecise"]
        pair = claim.test if isinstance(claim.test, PairTest) else None
        half = [t for t in tried if pair is not None and pair.wrong_end(t[2]) is not None]  # one end of it holds
        return (amber or half or tried)[0]

    def _all_hold(self, claim: Claim) -> tuple[Ruling, Reading | None, Answer | None]:
        """A claim about several instruments holds when it holds for each."""
        worst: tuple[Ruling, Reading | None, Answer | None] | None = None
        for subject in dict.fromkeys(r.subject for r in claim.readings):
            part = Claim(
                claim.sentence,
                claim.first,
                claim.last,
                claim.kind,
                tuple(r for r in claim.readings if r.subject == subject),
                claim.test,
            )
            found = self._ruled(part)
            if worst is None or _RANK[found[0].verdict] > _RANK[worst[0].verdict]:
                worst = found
        assert worst is not None  # noqa: S101
        return worst

    def _finding(
        self,
        claim: Claim,
        ruling: Ruling,
        reading: Reading | None,
        answer: Answer | None,
        held: tuple[tuple[Reading, Answer], ...] = (),
    ) -> Finding:
        start, end = claim.span
        s = claim.sentence
        fact = self.answers.fact(reading, answer) if reading else None
        if fact is not None and fact["status"] in ("suspect", "missing") and ruling.verdict != "not_covered":
            ruling, answer = Ruling("not_covered", "none", "no_data"), None
        alternatives = held or self._alternatives(claim, ruling, reading)
        return Finding(
            start=start, end=end, text=s.phrase(claim.first, claim.last), sentence=s.text, kind=claim.kind, verdict=ruling.verdict,
            reason=ruling.reason or None, subject=reading.subject if reading else None, measure=_measure(reading),
            parameter=reading.window or reading.parameter if reading else None, versus=reading.versus if reading else None,
            at=(reading.at or answer.date if answer else reading.at) if reading else None, claimed=claim.test.claimed if claim.test else None,
            actual=_plain(answer), fact=fact, policy=ROWS[ruling.row],
            alternatives=tuple(r.id for r, _ in alternatives), message=claim.message or self._message(claim, reading, answer),
            suggestion=self._suggestion(alternatives),
        )  # fmt: skip

    def _alternatives(
        self, claim: Claim, ruling: Ruling, reading: Reading | None
    ) -> tuple[tuple[Reading, Answer], ...]:
        if ruling.verdict != "contradicted" or reading is None or self.searches <= 0:
            return ()
        self.searches -= 1
        return nearest_true(self.answers, self.directory, claim, ruling, reading)

    def _message(self, claim: Claim, reading: Reading | None, answer: Answer | None) -> str:
        if reading is None or answer is None:
            if isinstance(self.answers, NoAnswers) and (claim.missing or TAPELESS).startswith(TAPELESS):
                return "Not judged: no tape was given that could answer it."
            return f"Not judged: {claim.missing or 'nothing on the tape answers it'}."
        return tell(self.directory, reading, answer)

    def _suggestion(self, alternatives: tuple[tuple[Reading, Answer], ...]) -> str | None:
        return None if not alternatives else "True of another question: " + tell(self.directory, *alternatives[0])


def _ends(claim: Claim, ruling: Ruling, answer: Answer | None) -> tuple[Quantity, Quantity] | None:
    """Of a pair of which one end fails: that end and the other."""
    if answer is None or ruling.verdict == "supported" or not isinstance(claim.test, PairTest):
        return None
    wrong = claim.test.wrong_end(answer)
    if wrong is None:
        return None
    return wrong, claim.test.start if wrong is claim.test.end else claim.test.end


def _narrowed(claim: Claim, ruling: Ruling, answer: Answer | None) -> Claim:
    """A claim of two ends of which one fails is one about that end."""
    end = _ends(claim, ruling, answer)
    return claim if end is None else replace(claim, first=end[0].first, last=end[0].last)


def _measure(reading: Reading | None) -> str | None:
    return reading.measure if reading else None


def _plain(answer: Answer | None) -> object:
    if answer is None:
        return None
    if "pair" in answer.extra:
        return list(answer.extra["pair"])
    return answer.value.isoformat() if isinstance(answer.value, date) else answer.value
