"""One engine answers questions about a tape as it was on a date."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from generator.errors import QuestionError
from generator.facts import liquidity
from generator.facts.asked import Answer, Asked, Missing, Reading, Track, close_of
from generator.facts.fact import Fact, Status
from generator.facts.looks import Looks, place
from generator.facts.measures import MEASURES
from generator.facts.measures.risk import ratio_zscore
from generator.facts.question import Form, Question, parse
from generator.facts.studies import answer_study
from generator.records import dataclass
from generator.tape import Rows, Tape, View
from generator.tape.series import Series

FORMS: dict[str, Form] = {name: m.form for name, m in MEASURES.items()} | {"study": Form(("name",), versus=None)}
_STATEMENT = re.compile(r"statement\.([1-9]\d{0,5})")


_ID = re.compile(r"(?P<subject>[a-z][a-z0-9_]*)\.(?P<rest>[^@]+)(?:@(?P<at>\d{4}-\d\d-\d\d))?")


def question(id: str) -> Question:
    """The question of an id. Raises QuestionError. What is asked is read once for all subjects and days."""
    parts = _ID.fullmatch(id)
    if parts is None:
        return parse(id, FORMS)
    subject, rest, at = parts.groups()
    try:
        asked = _asked_of(rest)
        day = date.fromisoformat(at) if at else None
    except (QuestionError, ValueError):
        return parse(id, FORMS)  # which says of this id what is wrong with it
    return Question(id, subject, asked.measure, asked.window, asked.parameter, asked.versus, day, asked.of)


@lru_cache(maxsize=4096)
def _asked_of(rest: str) -> Question:
    """What an id asks of its subject, whatever that is."""
    return parse(f"subject.{rest}", FORMS)


@dataclass(frozen=True, slots=True)
class Found:
    """A question worked out, before it is told as a fact: its rows and answer, or why it has none."""

    question: Question
    status: Status
    asked: Asked | None = None
    answer: Answer | None = None
    missing: Missing | None = None

    @property
    def as_of(self) -> date | None:
        """The date of the last row known."""
        return self.asked.x.date(self.asked.x.last) if self.asked else None


class Engine:
    """Answers questions about one tape as of one date. The same question always gets the same answer."""

    def __init__(self, tape: Tape, as_of: date | None = None, looks: Looks | None = None) -> None:
        """`looks` that were made of this tape on the as-of date spare the engine its own."""
        self.tape = tape
        self.as_of = as_of or tape.last_day
        self._looks = looks if looks and looks.as_of == self.as_of else None
        self._found: dict[str, Found] = {}
        self._answers: dict[str, Fact] = {}
        self._liquidity: dict[date, tuple[Rows, tuple[Rows, ...]]] = {}
        self._pairs: dict[tuple[Series, Series], tuple[Track, Track]] = {}

    def ask(self, id: str) -> Fact:
        """The answer to a question. Raises QuestionError when `id` is no question.

        What the tape cannot answer comes back with status `missing` and a reason; ratios as ratios, levels in the
        unit of the catalog, dates as ISO text.
        """
        if id not in self._answers:
            statement = _STATEMENT.fullmatch(id)
            self._answers[id] = self._statement(id, int(statement[1])) if statement else self._fact(self.find(id))
        return self._answers[id]

    def told(self, id: str) -> dict[str, Any]:
        """The answer as JSON has it: `ask(id).model_dump(mode="json")`, without a model for what is a mere number."""
        found = None if id in self._answers or _STATEMENT.fullmatch(id) else self.find(id)
        if found is None or found.asked is None or found.answer is None or found.answer.extra:
            return self.ask(id).model_dump(mode="json")
        value, question = found.answer.value, found.question
        if not isinstance(value, bool | int | float) or not math.isfinite(value):
            return self.ask(id).model_dump(mode="json")
        told = {
            "id": id, "subject": question.subject, "measure": question.measure, "window": question.window,
            "versus": question.versus, "value": float(value) if isinstance(value, float) else value,
            **self._fields(found.asked, found.answer, found.status),
        }  # fmt: skip
        told["as_of"] = told["as_of"].isoformat()
        for row in told["inputs"]:
            row["date"] = row["date"].isoformat()
        return told if question.parameter is None else told | {"parameter": question.parameter}

    def find(self, id: str) -> Found:
        """The bare answer to a question of series, for who asks much and tells little. Raises QuestionError."""
        if id not in self._found:
            self._found[id] = self._find(question(id))
        return self._found[id]

    def ask_all(self, ids: Iterable[str]) -> list[Fact]:
        """The answers to several questions, in their order."""
        return [self.ask(id) for id in ids]

    def forget(self) -> None:
        """Drops the answers given so far, which grow with what is asked; they would be the same again."""
        self._found.clear()
        self._answers.clear()
        self._pairs.clear()

    def rows(self, key: str) -> Rows:
        """The rows of a subject (net liquidity included) that exist at the as-of date. Raises Missing."""
        return self._rows(self.tape.at(self.as_of), key)

    def _find(self, question: Question) -> Found:
        try:
            asked = self._asked(question)
            answer = _compute(asked)
        except Missing as missing:
            missing.__traceback__ = missing.__context__ = None  # which would keep alive all that was at work then
            return Found(question, "missing", missing=missing)
        return Found(question, self._status(asked, answer), asked, answer)

    def _asked(self, question: Question) -> Asked:
        as_of = question.at or self.as_of
        if as_of > self.as_of:
            raise Missing(f"{as_of} is after the as-of date, {self.as_of}")
        view = self.tape.at(as_of)
        if question.versus is None:
            looks = self._looks if as_of == self.as_of else None
            return Asked(question, view, Track.of(self._rows(view, question.subject)), looks=looks)
        return Asked(question, view, *self._common(view, question.subject, question.versus))

    def _rows(self, view: View, key: str) -> Rows:
        if key == liquidity.SUBJECT:
            return self._liquidity_at(view)[0]
        rows = view.rows(key)
        if rows is None:
            raise Missing(f"the tape has no instrument {key}")
        if not rows.n:
            raise Missing(f"{key} has no row on or before {view.as_of}")
        return rows

    def _liquidity_at(self, view: View) -> tuple[Rows, tuple[Rows, ...]]:
        if view.as_of not in self._liquidity:
            self._liquidity[view.as_of] = liquidity.liquidity_rows(view)
        return self._liquidity[view.as_of]

    def _common(self, view: View, x: str, v: str) -> tuple[Track, Track]:
        """The rows of two subjects on the dates that both have. Raises Missing when there are none."""
        one, two = self._rows(view, x), self._rows(view, v)
        pair = one.series, two.series
        if pair not in self._pairs:
            self._pairs[pair] = Track.common(*pair)
        mine, theirs = self._pairs[pair]
        n = int(min(mine.index.searchsorted(one.n), theirs.index.searchsorted(two.n)))
        if not n:
            raise Missing(f"{one.instrument.key} and {two.instrument.key} have no date in common")
        return mine.first_rows(one, n), theirs.first_rows(two, n)

    def _fact(self, found: Found) -> Fact:
        asked, answer = found.asked, found.answer
        if asked is None or answer is None:
            missing = found.missing or Missing("")
            return _fact(found.question, status="missing", reason=str(missing), **missing.extra)
        return _fact(found.question, value=answer.value, **self._fields(asked, answer, found.status), **answer.extra)

    def _fields(self, asked: Asked, answer: Answer, status: Status) -> dict[str, Any]:
        """What a fact tells of its value, in the order of its fields."""
        return {
            "unit": answer.unit,
            "as_of": asked.x.date(asked.x.last),
            "status": status,
            "inputs": [row for used in answer.inputs for row in self._inputs(asked.view, *used)],
            "formula": answer.formula,
            "source": "; ".join(dict.fromkeys(t.instrument.origin for t in (asked.x, asked.v) if t)),
        }

    def _inputs(self, view: View, track: Track, i: int, field: str) -> list[dict[str, Any]]:
        if track.key == liquidity.SUBJECT:
            parts = self._liquidity_at(view)[1]
            return [self._input(Track.of(p), p.upto(int(track.days[i])), p.series.field_name) for p in parts]
        return [self._input(track, i, field)]

    @staticmethod
    def _input(track: Track, i: int, field: str) -> dict[str, Any]:
        row = int(track.index[i])
        column = track.rows.column(field)
        value = track.rows.close[row] if column is None else column[row]
        return {"series": track.key, "date": track.date(i), "field": field, "value": float(value)}

    def _status(self, asked: Asked, answer: Answer) -> Status:
        for reading in answer.reads:
            if reading.doubtful():
                return "suspect"
        keys = [asked.x.key] if asked.v is None else [asked.x.key, asked.v.key]
        if liquidity.SUBJECT in keys:
            keys += [p.instrument.key for p in self._liquidity_at(asked.view)[1]]
        for key in keys:
            if key != liquidity.SUBJECT and asked.view.is_stale(key):
                return "stale"
        return "partial" if answer.partial else "ok"

    def _statement(self, id: str, number: int) -> Fact:
        known = self.tape.at(self.as_of).statements
        question = Question(id, "statement", str(number))
        if number > len(known):
            return _fact(question, status="missing", reason=f"the tape has {len(known)} statements up to {self.as_of}")
        said = known[number - 1]
        return _fact(question, value=said.text, unit="text", as_of=said.date, source=said.who, date=said.date)


def _compute(asked: Asked) -> Answer:
    question = asked.question
    if question.measure == "study":
        return answer_study(asked)
    if question.of is None:
        return MEASURES[question.measure].answer(asked)
    if question.measure == "ratio.zscore":
        return ratio_zscore(asked)
    return _percentile(asked)


def _percentile(asked: Asked) -> Answer:
    """The share of a measure's own history, to t, that is at or below today's value."""
    inner = replace(asked, question=asked.question.inner)
    measure = MEASURES[inner.question.measure]
    measure.answer(inner)  # what has no answer today has no place in its history either
    x, tracks = asked.x, [track for track in (asked.x, asked.v) if track]

    def find() -> list[float]:
        values = measure.history(inner) if measure.history else np.empty(0)
        return place(values).tolist() if len(values) else [np.nan] * 4

    share, count, first, today = asked.look(_rest(asked.question), find)
    if np.isnan(today):
        raise Missing(f"{inner.question.measure} has no value on {x.date(x.last)}")
    return Answer(
        share, "ratio",
        f"share of {count:.0f} values, {x.date(int(first))} to {x.date(x.last)}, at or below {today:.6g}",
        tuple(close_of(track, track.last) for track in tracks),
        tuple(Reading(track, 0, track.last, whole=True) for track in tracks),
    )  # fmt: skip


def _rest(question: Question) -> str:
    """An id without its subject and date."""
    return question.id.partition(".")[2].partition("@")[0]


def _fact(question: Question, **fields: object) -> Fact:
    return Fact.model_validate(
        {
            "id": question.id, "subject": question.subject, "measure": question.measure, "window": question.window,
            "parameter": question.parameter, "versus": question.versus, **fields,
        }
    )  # fmt: skip
