"""A sheet of facts as the only source of answers: what it does not hold is not known."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from generator.check.answering.cases import figure
from generator.check.answering.reading import TOLD, Answer, Reading
from generator.check.text.concepts import CONCEPTS
from generator.check.text.replacing import replace
from generator.errors import OptionError
from generator.facts import Fact, windows
from generator.market import Instrument, Statement
from generator.tape.series import Days, Floats, day_number, to_date
from generator.validation import first_fault

_SINCE = {("levelsince", "high"): "since.high", ("levelsince", "low"): "since.low"}
_UNITS = {"rate": "percent", "equity_index": "points", "volatility_index": "points", "indicator": "index"}
NEAR = 6  # a window's base row is at most so many days before the day that it is counted from


def read_sheet(path: str | Path) -> tuple[date | None, list[Fact]]:
    """The as-of date and the facts of a sheet file, or an error that says what is wrong with it."""
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
        facts = [Fact.model_validate({k: v for k, v in f.items() if k in Fact.model_fields}) for f in found["facts"]]
        return (date.fromisoformat(found["as_of"]) if found.get("as_of") else None), facts
    except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError, ValidationError) as error:
        told = " ".join(first_fault(error)) if isinstance(error, ValidationError) else str(error).splitlines()[0]
        raise OptionError(
            f"this is no fact sheet: {told}",
            subject=str(path),
            remedy="Write one with `truetape facts --json`.",
        ) from error


def instruments_of(facts: Iterable[Fact]) -> dict[str, Instrument]:
    """The instruments that a sheet speaks of, as far as their keys tell."""
    keys = dict.fromkeys(k for f in facts for k in (f.subject, f.versus) if k)
    return {key: _instrument(key) for key in keys if key != "liquidity"}


def _instrument(key: str) -> Instrument:
    kind, names = CONCEPTS.get(key, ("flow" if key.endswith("_flow") else "equity_index", key))
    return Instrument(key=key, name=names.split(";")[0], kind=kind, unit=_UNITS.get(kind, "USD"), file="sheet")  # type: ignore[arg-type]


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


class SheetAnswers:
    """Answers from facts alone."""

    def __init__(self, facts: list[Fact], as_of: date) -> None:
        facts = [f for f in facts if not _is_nan(f.value)]  # a study without a known case has no number
        self.facts = facts
        self.as_of = as_of
        self._by_id = {f.id: f for f in facts}
        self._valued: dict[str, list[Fact]] = {}  # those that say something, by subject
        for fact in facts:
            if fact.value is not None:
                self._valued.setdefault(fact.subject, []).append(fact)
        self.statements = dict(_statements(facts))
        self._rows: dict[str, dict[int, float]] = {}
        self.used: dict[Reading, str] = {}
        self._facts: dict[str, dict[str, Any]] = {}  # as told, by the fact's id
        for fact in facts:
            self._keep_rows(fact)

    def _keep_rows(self, fact: Fact) -> None:
        """Levels that a fact rests on, by day."""
        for row in fact.inputs:
            if row.field in ("close", "value") and not _is_nan(row.value):
                self._rows.setdefault(row.series, {})[day_number(row.date)] = row.value
        if fact.measure == "level" and fact.as_of and isinstance(fact.value, int | float):
            self._rows.setdefault(fact.subject, {})[day_number(fact.as_of)] = float(fact.value)
        if fact.record is not None:
            self._rows.setdefault(fact.subject, {})[day_number(fact.record.previous_date)] = fact.record.previous_level

    def columns(self, key: str, at: date | None = None) -> tuple[Days, Floats] | None:
        """The few rows that the sheet holds."""
        rows = self._rows.get(key)
        days = sorted(d for d in rows or {} if at is None or d <= day_number(at))
        return (np.array(days, dtype=np.int64), np.array([(rows or {})[d] for d in days])) if days else None

    def bars(self, key: str, field: str, at: date | None = None) -> Floats | None:
        """A sheet has no bars."""
        return None

    def kind(self, key: str) -> str:
        """The kind of a series, as far as its key tells."""
        return _instrument(key).kind

    def ask(self, reading: Reading) -> Answer | None:
        """The fact that a reading asks for, under any of its names."""
        if reading.measure == "level":
            return self._level(reading)
        if reading.measure == "pair":
            return self._pair(reading)
        if reading.measure == "prevrecord":
            return self._previous(reading)
        if reading.measure == "fromlevel":
            return self._from_level(reading)
        fact = next((f for f in self._valued.get(reading.subject, ()) if self._same(f, reading)), None)
        return self._answer(reading, fact) if fact else self._reversed(reading)

    def _reversed(self, reading: Reading) -> Answer | None:
        """The difference between two instruments, asked the other way round."""
        if reading.measure != "spread" or reading.versus is None:
            return None
        turned = replace(reading, subject=reading.versus, versus=reading.subject)
        fact = next((f for f in self.facts if isinstance(f.value, int | float) and self._same(f, turned)), None)
        if fact is None or not isinstance(fact.value, int | float):
            return None
        self.used[reading] = fact.id
        return Answer(reading, -float(fact.value), fact.unit or "", fact.as_of)

    def _answer(self, reading: Reading, fact: Fact) -> Answer | None:
        self.used[reading] = fact.id
        if reading.part:
            found = figure(fact, reading.part)
            return None if found is None else Answer(reading, found[0], found[1], fact.as_of, found[2], fact.status)
        day = _day_of(fact)
        value = date.fromisoformat(fact.value) if isinstance(fact.value, str) and fact.unit == "date" else fact.value
        if reading.measure in ("fromhigh", "dayhigh") and reading.measure == "dayhigh":
            value = _peak_day(fact)
        return Answer(reading, value, fact.unit or "", day, {**_extras(fact), "first": date(1, 1, 1)}, fact.status)

    def _same(self, fact: Fact, reading: Reading) -> bool:
        if fact.subject != reading.subject or (reading.versus or None) != fact.versus:
            return False
        if reading.at is not None and fact.as_of is not None and reading.at != fact.as_of:
            return False
        measure = _SINCE.get((reading.measure, reading.window or ""), reading.measure)
        if measure == "dayhigh" and reading.parameter:
            return False
        if measure in ("fromhigh", "dayhigh") or (measure == "drawdown" and reading.window in (None, "all")):
            return (
                fact.measure == "drawdown"
                and fact.window in (None, "all")
                and (measure != "fromhigh" or _in_span(_peak_day(fact), reading.parameter))
            )
        if measure == "anyrecord":
            return fact.measure == "record.high" and bool(fact.value)
        if fact.measure != measure:
            return False
        if measure == "study":
            return fact.parameter == reading.parameter
        if measure.startswith("since.") and reading.measure == "levelsince":
            return True
        return _same_window(fact, reading)

    def _level(self, reading: Reading) -> Answer | None:
        rows = self._rows.get(reading.subject)
        if not rows:
            return None
        day = max(rows) if reading.at is None else day_number(reading.at)
        if day not in rows:
            return None
        fact = next(
            (
                f
                for f in self.facts
                if f.subject == reading.subject and f.measure == "level" and f.as_of and day_number(f.as_of) == day
            ),
            None,
        )
        if fact:
            self.used[reading] = fact.id
        return Answer(reading, rows[day], "", to_date(day))

    def _pair(self, reading: Reading) -> Answer | None:
        for fact in self.facts:
            if (
                fact.subject == reading.subject
                and fact.measure == "change"
                and len(fact.inputs) == 2
                and _same_window(fact, Reading(reading.subject, "change", reading.window))
            ):
                self.used[reading] = fact.id
                return Answer(
                    reading,
                    fact.inputs[1].value,
                    "",
                    fact.as_of,
                    {"pair": (fact.inputs[0].value, fact.inputs[1].value)},
                )
        return None

    def _previous(self, reading: Reading) -> Answer | None:
        fact = next(
            (
                f
                for f in self.facts
                if f.subject == reading.subject and f.measure == "record.high" and f.record is not None
            ),
            None,
        )
        if fact is None or fact.record is None:
            return None
        self.used[reading] = fact.id
        return Answer(reading, fact.record.previous_level, "", fact.record.previous_date)

    def _from_level(self, reading: Reading) -> Answer | None:
        level = float((reading.parameter or "0").replace("_", "."))
        for fact in self.facts:
            if (
                fact.subject == reading.subject
                and fact.measure in ("drawdown", "change")
                and fact.inputs
                and abs(fact.inputs[0].value - level) < 0.006 * max(1.0, level / 1000)
            ):
                return self._answer(reading, fact)
        return None

    def fact(self, reading: Reading, answer: Answer | None) -> dict[str, Any] | None:
        """The fact of the sheet behind an answer."""
        found = self._told(reading)
        if found is None:
            return None
        if found.id not in self._facts:
            self._facts[found.id] = found.model_dump(mode="json")
        return self._facts[found.id]

    def sound(self, reading: Reading, days: Iterable[date]) -> list[float]:
        """The values of a measure on some days, where the sheet has a fact that it calls sound."""
        asked = [replace(reading, at=day) for day in days]
        found = [(self.ask(r), self._told(r)) for r in asked]
        return [float(answer.value) for answer, fact in found if answer and fact and fact.status == "ok"]

    def _told(self, reading: Reading) -> Fact | None:
        return self._by_id.get(self.used.get(reading, reading.id))


def _statements(facts: Iterable[Fact]) -> Iterator[tuple[int, Statement]]:
    """The statements of a sheet. It does not say whether one is word for word, so a quotation may be."""
    for fact in facts:
        number = fact.id.removeprefix("statement.")
        if fact.subject == "statement" and number.isdigit() and isinstance(fact.value, str) and fact.as_of:
            said = Statement(who=fact.source or "?", date=fact.as_of, about="", kind="quote", text=fact.value or "?")
            yield int(number), said


def _extras(fact: Fact) -> dict[str, Any]:
    found = {name: getattr(fact, name) for name in TOLD}
    return {name: value for name, value in found.items() if value is not None}


def _day_of(fact: Fact) -> date | None:
    return fact.as_of


def _peak_day(fact: Fact) -> date | None:
    return fact.inputs[0].date if fact.inputs else None


def _in_span(day: date | None, span: str | None) -> bool:
    start, _, end = (span or "").partition("_")
    return day is not None and bool(start) and date.fromisoformat(start) <= day <= date.fromisoformat(end)


def _same_window(fact: Fact, reading: Reading) -> bool:
    """Whether two windows begin on the same row: `since:2025-12-31`, `ytd` and `qtd` on the last day of March."""
    if fact.window == reading.window or (fact.parameter is not None and fact.parameter == reading.parameter):
        return True
    if fact.window is None or reading.window is None or not fact.inputs or fact.as_of is None:
        return False
    base = fact.inputs[0].date
    if reading.window == "1d":
        return fact.window == "1d"
    target = _target(reading.window, fact.as_of)
    return (
        target is not None
        and timedelta(0) <= target - base <= timedelta(NEAR)
        and not (reading.window.startswith("since") and target != base and (target - base).days > 3)
    )


def _target(window: str, day: date) -> date | None:
    since = windows.since_day(window)
    if since is not None:
        return to_date(since)
    period = windows.period_of(window)
    if period is not None:
        return to_date(period.first - 1)
    found = windows.target(day_number(day), window)
    return to_date(found) if found is not None else None
