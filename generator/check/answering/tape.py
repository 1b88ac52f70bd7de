"""What the tape says to a reading: the facts engine, and the columns for what it has no measure for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from generator.check.answering.cases import figure
from generator.check.answering.derived import derive
from generator.check.answering.implied import as_quoted
from generator.check.answering.reading import DERIVED, TOLD, Answer, Reading
from generator.check.answering.rows import window_base, window_end
from generator.check.text.replacing import replace
from generator.errors import QuestionError
from generator.facts import Engine
from generator.facts.asked import Missing
from generator.facts.engine import Found
from generator.facts.liquidity import SUBJECT as LIQUIDITY
from generator.market import Statement
from generator.tape import Rows, Tape
from generator.tape.series import Days, Floats, to_date

_UNASKED = Answer(Reading("", ""), None, "")


class TapeAnswers:
    """Answers from a tape as of a date."""

    def __init__(self, tape: Tape, as_of: date, engine: Engine | None = None) -> None:
        """`engine`: one of the tape and the date that others ask too."""
        self.tape = tape
        self.as_of = as_of
        self.engine = engine or Engine(tape, as_of)
        self.statements: dict[int, Statement] = dict(enumerate(tape.at(as_of).statements, 1))
        self._asked: dict[Reading, Answer | None] = {}
        self._facts: dict[str, dict[str, Any] | None] = {}  # as told, by the question's id
        self._columns: dict[tuple[str, date], tuple[Days, Floats] | None] = {}

    def ask(self, reading: Reading) -> Answer | None:
        """The answer, or None where the tape has none (or only a suspect one)."""
        plain = self._quoted(replace(reading, why="") if reading.why else reading)
        found = self._asked.get(plain, _UNASKED)
        if found is _UNASKED:
            found = self._asked[plain] = self._answer(plain)
        return found

    def _quoted(self, reading: Reading) -> Reading:
        own = as_quoted(reading.subject, reading.measure, self.tape)
        return reading if own is None else replace(reading, subject=own[0], measure=own[1])

    def _answer(self, reading: Reading) -> Answer | None:
        if reading.at is not None and reading.at > self.as_of:
            return None
        if reading.measure in DERIVED:
            return derive(self, reading)
        return self._quick(reading) or self._slow(reading)

    def _slow(self, reading: Reading) -> Answer | None:
        """What the engine says, with the state of the rows."""
        known = self._known(reading.id)
        if known is None or known.answer is None:
            return None
        if reading.part:
            told = figure(self.engine.ask(reading.id), reading.part)
            return None if told is None else Answer(reading, told[0], told[1], known.as_of, told[2], known.status)
        bare = known.answer
        more = bare.extra
        extra = {name: more[name] for name in TOLD if more.get(name) is not None} if more else {}
        return Answer(reading, bare.value, bare.unit, more.get("date") or known.as_of, extra, known.status)

    def _quick(self, reading: Reading) -> Answer | None:
        """Levels and plain changes straight from the columns: most readings, and the same definitions."""
        if (
            reading.versus
            or reading.measure not in ("level", "change", "delta")
            or (reading.window or "").startswith("event")
        ):
            return None
        found = self.columns(reading.subject, reading.at)
        if found is None or not len(found[0]):
            return None
        days, close = found
        if reading.measure == "level":
            return Answer(reading, float(close[-1]), "", to_date(days[-1]))
        return self._moved(reading, days, close)

    def _moved(self, reading: Reading, days: Days, close: Floats) -> Answer | None:
        """A change between a window's base row and its last row, as the definitions have it."""
        window = reading.window or "1d"
        base, end = window_base(days, window), window_end(days, window)
        kind = "balance" if reading.subject == LIQUIDITY else self.kind(reading.subject)
        if base is None or base < 0 or end <= base or (reading.measure == "change" and kind in ("flow", "breadth")):
            return None
        start, last = float(close[base]), float(close[end])
        if reading.measure == "delta":
            return Answer(reading, last - start, "", to_date(days[end]))
        if kind == "rate":
            return Answer(reading, last - start, "percentage points", to_date(days[end]))
        return Answer(reading, last / start - 1, "ratio", to_date(days[end])) if start > 0 else None

    def kind(self, key: str) -> str:
        """The kind of a series."""
        series = self.tape.series.get(key)
        return series.instrument.kind if series else ""

    def _known(self, id: str) -> Found | None:
        """What the engine finds, but for what it does not believe."""
        try:
            found = self.engine.find(id)
        except QuestionError:
            return None
        return None if found.status in ("missing", "suspect") else found

    def sound(self, reading: Reading, days: Iterable[date]) -> list[float]:
        """The values of a measure on some days, where the rows behind them are sound."""
        id = self._quoted(reading).id
        found = [self._known(f"{id}@{day}") for day in days]
        return [float(known.answer.value) for known in found if known and known.answer and known.status == "ok"]

    def fact(self, reading: Reading, answer: Answer | None) -> dict[str, Any] | None:
        """The engine's fact, or the same shape for a derived question."""
        if reading.measure in DERIVED:
            return _derived_fact(reading, answer) if answer else None
        id = self._quoted(reading).id
        if id not in self._facts:
            try:
                self._facts[id] = self.engine.told(id)
            except QuestionError:
                self._facts[id] = None
        return self._facts[id]

    def rows(self, key: str, at: date | None = None) -> Rows | None:
        """The rows of a series up to a date."""
        return None if key == LIQUIDITY else self.tape.at(min(at or self.as_of, self.as_of)).rows(key)

    def bars(self, key: str, field: str, at: date | None = None) -> Floats | None:
        """The `open`, `high` or `low` of each row up to a date, where the series has bars."""
        rows = self.rows(key, at)
        values = rows.column(field) if rows is not None and rows.n else None
        return None if rows is None or values is None else values * rows.instrument.scale

    def columns(self, key: str, at: date | None = None) -> tuple[Days, Floats] | None:
        """Days and values (in the catalog's unit) of a series up to a date."""
        asked = key, min(at or self.as_of, self.as_of)
        if asked not in self._columns:
            self._columns[asked] = self._read(*asked)
        return self._columns[asked]

    def _read(self, key: str, at: date) -> tuple[Days, Floats] | None:
        if key == LIQUIDITY:
            return self._liquidity(at)
        rows = self.tape.at(at).rows(key)
        if rows is None or not rows.n:
            return None
        return rows.days, rows.scaled

    def _liquidity(self, at: date) -> tuple[Days, Floats] | None:
        try:
            view = self.tape.at(at)
            rows = self.engine._rows(view, LIQUIDITY)
        except Missing:  # a tape without the three parts has no liquidity
            return None
        return rows.days, rows.scaled


def _derived_fact(reading: Reading, answer: Answer) -> dict[str, Any]:
    value = answer.value.isoformat() if isinstance(answer.value, date) else answer.value
    return {
        "id": reading.id, "subject": reading.subject, "measure": reading.measure, "window": reading.window, "versus": reading.versus,
        "value": value, "unit": answer.unit, "as_of": answer.date.isoformat() if answer.date else None, "status": answer.status,
        "inputs": answer.extra.get("inputs", []), "formula": answer.extra.get("formula", ""), "source": reading.subject,
    }  # fmt: skip
