"""The stage on one screen: ask for a rewrite, hold it against the gate, ask once more for what fell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.check.checker import Checker
from generator.check.judging.gate import Gate
from generator.facts import Fact
from generator.narrative.marks import Span
from generator.polish.conversation import Conversation
from generator.polish.gloss import shape
from generator.polish.passages import Passage, passages
from generator.polish.replies import Rewritten, SaidPassage
from generator.polish.settling import Settled, settle
from generator.polish.slots import Slots
from generator.polish.tasks import AskedPassage, AskedSentence, Kind, Mode, Refused, Task
from generator.polish.units import Unit, faults_of_form, repaired, units_of
from generator.tape import Tape

AT_ONCE = 12  # sentences of one request; a paragraph is never parted


@dataclass(frozen=True)
class Manuscript:
    """A draft to be polished: its text, where it states which fact, the facts, and the tape if there is one."""

    markdown: str
    facts: Sequence[Fact]
    as_of: date | None
    spans: Sequence[Span] | None = None
    tape: Tape | None = None


@dataclass
class Work:
    """A manuscript laid open: its gate, passages and slots, and what has been proposed for each passage."""

    gate: Gate
    spans: list[Span]
    found: list[Passage]
    slots: Slots
    labels: Mapping[str, str]
    facts: Mapping[str, Fact]
    mode: Mode
    units: dict[str, list[Unit]] = field(default_factory=dict)

    @property
    def groups(self) -> list[list[Unit]]:
        """The units of each passage, in the order of the draft."""
        return [self.units[p.id] for p in self.found]


def lay_open(draft: Manuscript, mode: Mode) -> Work:
    """Reads a manuscript. Without spans of its own, the numbers that the gate ties to facts are its spans."""
    checker = Checker(draft.tape, list(draft.facts) or None)
    facts = {fact.id: fact for fact in draft.facts}
    stated = {(s.start, s.end): facts[s.id] for s in draft.spans or () if s.id in facts}
    gate = checker.gate(draft.markdown, draft.as_of, stated or None)
    spans = list(draft.spans or ()) or [Span(start=t.start, end=t.end, id=t.ids[0]) for t in gate.ties]
    found = passages(draft.markdown, gate.sentences, spans, facts)
    labels = checker.directory.labels
    work = Work(gate, spans, found, Slots(found, draft.markdown, facts, labels), labels, facts, mode)
    work.units = {p.id: units_of(p, None) for p in found}
    return work


def rewrite(work: Work, conversation: Conversation) -> Settled:
    """Two rounds at most: all passages, then those of whose proposals something was refused."""
    _round(work, conversation, 1, [_asked(work, p) for p in work.found])
    settled = settle(work.gate, work.spans, work.groups)
    again = [asked for p in work.found if (asked := _asked_again(work, p))]
    if again and conversation.trouble is None:
        _round(work, conversation, 2, again)
        settled = settle(work.gate, work.spans, work.groups)
    return settled


def _round(work: Work, conversation: Conversation, number: int, asked: Sequence[AskedPassage]) -> None:
    kind: Kind = "polish" if number == 1 else "repair"
    tasks = [task_of(work, kind, batch) for batch in _batches(asked)]
    for answer, task in zip(conversation.ask_all(tasks, Rewritten), tasks, strict=True):
        said = {p.id: p for p in answer.passages} if answer else {}
        for passage in task.passages:
            _take(work, passage, said.get(passage.id), number)


def _take(work: Work, asked: AskedPassage, said: SaidPassage | None, number: int) -> None:
    """Puts an answer's units in the place of those that stood for the same sentences."""
    passage = next(p for p in work.found if p.id == asked.id)
    wanted = {s.n for s in asked.sentences}
    fresh = units_of(passage, said, [s for s in passage.sentences if s.n in wanted])
    for unit in fresh:
        unit.round = number
        _fill(work, unit)
    work.units[asked.id] = fresh if number == 1 else repaired(passage, work.units[asked.id], fresh)


def _fill(work: Work, unit: Unit) -> None:
    """The proposal as text, or why it cannot be one."""
    if unit.proposed is None:
        return
    if work.mode == "slots":
        faults = work.slots.faults(unit.proposed, unit.sentences)
        unit.text, unit.spans = work.slots.filled(unit.proposed)
    else:
        faults, unit.text = [], unit.proposed
    shown = unit.proposed if work.mode == "free" else unit.text
    faults += faults_of_form(shown, unit.plain)
    if faults:
        unit.refuse(["form"], "; ".join(faults) + ".")


def _asked(work: Work, passage: Passage, numbers: set[int] | None = None) -> AskedPassage:
    sentences = tuple(
        AskedSentence(n=s.n, text=work.slots.veiled(s) if work.mode == "slots" else s.text, about=_about(work, s.spans))
        for s in passage.sentences
        if numbers is None or s.n in numbers
    )
    heading = shape(passage.heading) if work.mode == "slots" else passage.heading
    return AskedPassage(id=passage.id, heading=heading, sentences=sentences)


def _asked_again(work: Work, passage: Passage) -> AskedPassage | None:
    """What of a passage was refused or not answered; None where all stands."""
    fallen = [u for u in work.units[passage.id] if not u.live]
    if not fallen:
        return None
    asked = _asked(work, passage, {s.n for u in fallen for s in u.sentences})
    refused = tuple(
        Refused(stands_for=tuple(s.n for s in u.sentences), text=u.proposed, why=u.message)
        for u in fallen
        if u.proposed is not None
    )
    return asked.model_copy(update={"refused": refused})


def _about(work: Work, spans: Sequence[Span]) -> tuple[str, ...]:
    keys = dict.fromkeys(work.facts[s.id].subject for s in spans if s.id in work.facts)
    return tuple(work.labels.get(key, key) for key in keys)


def asked_passages(work: Work, most: int) -> list[AskedPassage]:
    """The first passages of a draft, of about so many sentences."""
    batches = _batches([_asked(work, p) for p in work.found], most)
    return batches[0] if batches else []


def task_of(work: Work, kind: Kind, asked: Sequence[AskedPassage]) -> Task:
    """A request about some passages, with the slots that are in them."""
    if work.mode == "free":
        return Task(kind=kind, mode="free", passages=tuple(asked))
    wanted = {(p.id, s.n) for p in asked for s in p.sentences}
    places = [n for p in work.found for s in p.sentences if (p.id, s.n) in wanted for n in work.slots.of(s)]
    return Task(kind=kind, mode="slots", passages=tuple(asked), slots=work.slots.asked(places))


def _batches(asked: Sequence[AskedPassage], most: int = AT_ONCE) -> list[list[AskedPassage]]:
    batches: list[list[AskedPassage]] = []
    size = most
    for passage in asked:
        if size + len(passage.sentences) > most:
            batches.append([])
            size = 0
        batches[-1].append(passage)
        size += len(passage.sentences)
    return batches
