"""A fact: the answer to a question about the tape, with everything needed to ask it again."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

Status = Literal["ok", "stale", "missing", "partial", "suspect"]

ALWAYS = frozenset(
    {"id", "subject", "measure", "window", "versus", "value", "unit", "as_of", "status", "inputs", "formula", "source"}
)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Input(_Frozen):
    """One number on the tape that a fact was computed from, as stored (before `scale`)."""

    series: str
    date: dt.date
    field: str
    value: float


class Record(_Frozen):
    """A close, and the extreme earlier close that it broke (or, for a false record fact, did not break)."""

    level: float
    date: dt.date
    previous_level: float
    previous_date: dt.date
    days_between: int
    rows_between: int


class Instance(_Frozen):
    """One time that a study's condition held, and what came next (`outcome` is None while it is not known)."""

    date: dt.date
    condition: float
    outcome: float | None
    hit: bool | None


class Statistics(_Frozen):
    """What came next, over a set of cases; ratios, and the exact binomial 95 % interval of the hit rate."""

    n: int
    hits: int
    hit_rate: float | None
    interval: tuple[float, float] | None
    mean: float | None
    median: float | None
    worst: float | None
    best: float | None


class Fact(_Frozen):
    """The answer to one question (definitions, section 6). Ratios are stored as ratios: 0.0954, never 9.54."""

    id: str
    subject: str
    measure: str
    window: str | None = None
    versus: str | None = None
    value: bool | int | float | str | None = None
    unit: str | None = None
    as_of: dt.date | None = None
    status: Status = "ok"
    inputs: tuple[Input, ...] = ()
    formula: str = ""
    source: str = ""
    parameter: str | None = None
    reason: str | None = None
    date: dt.date | None = None
    record: Record | None = None
    started: dt.date | None = None
    direction: Literal["in", "out"] | None = None
    n: int | None = None
    corr: float | None = None
    corr_at_0: float | None = None
    title: str | None = None
    hits: int | None = None
    hit_rate: float | None = None
    interval: tuple[float, float] | None = None
    mean: float | None = None
    median: float | None = None
    worst: float | None = None
    best: float | None = None
    base_rate: Statistics | None = None
    small_sample: bool | None = None
    instances: tuple[Instance, ...] | None = None

    @property
    def known(self) -> bool:
        """Whether there is an answer at all."""
        return self.status != "missing"

    @property
    def plain(self) -> bool:
        """Whether text may state the answer without a warning."""
        return self.status == "ok"

    @property
    def number(self) -> float:
        """The value as a number; a programming error for dates and missing facts."""
        if not isinstance(self.value, int | float):
            raise TypeError(f"{self.id} has no number: {self.value!r}")
        return float(self.value)

    @model_serializer(mode="wrap")
    def _without_empty_extras(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Fields that only some measures have are left out where they are empty."""
        return {name: value for name, value in handler(self).items() if value is not None or name in ALWAYS}
