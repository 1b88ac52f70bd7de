"""A question that a claim may ask, its answer, and who answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from generator.check.text.wordset import wordset
from generator.market import Statement
from generator.records import dataclass
from generator.tape.series import Days, Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that a claim may ask; `why` says what of it the text left open."""

    subject: str
    measure: str
    window: str | None = None
    versus: str | None = None
    at: date | None = None
    parameter: str | None = None
    why: str = ""
    among: tuple[str, ...] = ()
    part: str = ""  # which figure of a study

    @property
    def id(self) -> str:
        """The question's id."""
        measure, percentile, _ = self.measure.partition(".percentile")
        of = "check:" if self.measure in DERIVED else ""
        window = f".{self.window}" if self.window else ""
        parameter = f".{self.parameter}" if self.parameter else ""
        versus = f".vs.{self.versus}" if self.versus else ""
        day = f"@{self.at}" if self.at else ""
        return f"{of}{self.subject}.{measure}{window}{parameter}{percentile}{versus}{day}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A value (ratio, level, count, date or truth), its unit, the date of the row it speaks of, and its provenance."""

    reading: Reading
    value: Any
    unit: str
    date: date | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    status: str = "ok"

    @property
    def number(self) -> Decimal:
        """The value as a decimal."""
        return Decimal(repr(float(self.value)))


class Answers(Protocol):
    """Whatever answers readings: a tape, or a sheet of facts."""

    as_of: date

    @property
    def statements(self) -> Mapping[int, Statement]:
        """What others said up to the date, by number: `statement.<n>`."""

    def ask(self, reading: Reading) -> Answer | None:
        """The answer, or None where there is none."""

    def fact(self, reading: Reading, answer: Answer | None) -> dict[str, Any] | None:
        """The answer with its rows, as the report shows it."""

    def sound(self, reading: Reading, days: Iterable[date]) -> list[float]:
        """The values of a measure on some days: of those whose rows are neither stale nor doubtful nor too few."""

    def columns(self, key: str, at: date | None = None) -> tuple[Days, Floats] | None:
        """Days and values (in the catalog's unit) of a series up to a date."""

    def bars(self, key: str, field: str, at: date | None = None) -> Floats | None:
        """The `open`, `high` or `low` of each row up to a date, where the series has bars."""

    def kind(self, key: str) -> str:
        """The kind of a series."""


TURNED = "_inverse"  # ends the key of a pair of currencies told the other way round
TOLD = ("record", "direction", "started")  # what claims may say of a fact beside its value
DERIVED = wordset("""
    best worst biggest ended runsince rank howmany firstabove firstbelow extreme widestspread spreadrun gapsince ratiosince rows fromhigh fromlow
    mult timesmove stake highest lowest run nextrun placed lastmove lastrecord recordrun counted beats sized lastabove lastbelow levelsince offextreme fromlevel sequence
    offbar barswing regained prevrecord anyrecord dayhigh daylow pair range.pair
    open barchange bardelta barpair gapchange gappair levelmult fromunits ofextreme incases
    quoted barsince hadrun runmove barrange deepest fallen lastfallen recordless recordrunsince movein levelin average lastaverage fromaverage
""")  # fmt: skip
