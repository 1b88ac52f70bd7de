"""Tables of past cases: a line for each case, or for each study; and those of what followed an event."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.cases.conditions import horizon
from generator.check.binding.cases.roles import Role, hits
from generator.check.binding.cases.studies import pairs_of, test_of
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.tables.labels import Label
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.tests import CountTest, TruthTest
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.facts.studies import STUDIES

Row = list[list[Sentence]]
_PARTS = (("median", "median"), ("mean", "mean"), ("average", "mean"), ("worst", "worst"), ("best", "best"))


def is_case_table(columns: list[Label]) -> bool:
    """`Case | Move | Silver a month later | Higher`."""
    return len(columns) > 2 and columns[0].text.strip() in ("case", "cases", "instance", "date of the case")


def bind_case_row(cells: Row, scene: Scene) -> Iterator[Claim]:
    """The claims of one case: that it is one, what made it one, and what followed."""
    first = cells[0][0] if cells and cells[0] else None
    day = next((w.end for w in first.whens if w.grain == "day"), None) if first is not None else None
    if first is None or day is None:
        return

    def readings(s: Sentence, part: str) -> tuple[Reading, ...]:
        found = pairs_of(s, scene, scene.study)
        return tuple(Reading(x, "study", versus=v, parameter=name, part=f"{part}@{day}") for name, x, v in found)

    yield _made(first, 0, len(first.tokens), readings(first, "case"), TruthTest(True, "date", "date"))
    for column, cell in enumerate(cells[1:], 1):
        for s in cell:
            part = "condition" if column == 1 else "outcome"
            q = s.numbers[0] if s.numbers else None
            word = s.low(s.lo)
            if q is not None:
                s.used.add(q.core)
                test = (
                    CountTest(int(q.value))
                    if not q.unit
                    else NumberTest(q, "percent" if q.unit != "pp" else "pp", q.sign)
                )
                yield _made(s, q.first, q.last, readings(s, part), test)
            elif word in ("yes", "no"):
                yield _made(s, s.lo, s.lo + 1, readings(s, "hit"), TruthTest(word == "yes", "comparison", "comparison"))


def _made(s: Sentence, first: int, last: int, readings: tuple[Reading, ...], test: object) -> Claim:
    claim = Claim(s, first, last, "study")
    if not readings:
        return replace(claim, missing="a table of cases needs a study")
    return replace(claim, readings=readings, test=test)  # type: ignore[arg-type]


def is_study_table(columns: list[Label]) -> bool:
    """`After earlier records | Higher | Mean | Median | Worst | All spans higher`."""
    texts = " ".join(c.text for c in columns[1:])
    return "median" in texts and ("higher" in texts or "worst" in texts)


def bind_study_row(cells: Row, columns: list[Label], head: list[Sentence], scene: Scene) -> Iterator[Claim]:
    """The figures of one study: `Late record, one month on | 5 of 7 | +2 % ...`."""
    side = cells[0][0] if cells and cells[0] else None
    if side is None:
        return
    words = side.words(side.lo, side.hi)
    days = 1.0 if "any" in words else 182.0
    follows = horizon(side, side.lo, side.hi)
    subjects = [m.key for s in head for m in s.mentions if m.key]
    other = next((m.key for m in side.mentions if m.key and m.key not in subjects), None)
    studies = tuple(
        name for name, study in STUDIES.items()
        if study.condition.measure == "record.high" and study.condition.threshold == days
        and study.follows == (follows or study.follows) and (study.of == "versus") == (other is not None)
    )  # fmt: skip
    for label, cell in zip(columns[1:], cells[1:], strict=False):
        part = "base.hit_rate" if "all" in label.text.split() else next((p for w, p in _PARTS if w in label.text), "of")
        for s in cell:
            found = tuple(
                Reading(x, "study", versus=other, parameter=name, part=part) for name in studies for x in subjects
            )
            for role in _roles(s, part):
                s.used |= {q.core for q in s.numbers}
                yield _made(s, role.first, role.last, found, test_of(role, part))


def _roles(s: Sentence, part: str) -> list[Role]:
    if part == "of":
        return list(hits(s))
    return [Role(q.first, q.last, part, q) for q in s.numbers[:1]]
