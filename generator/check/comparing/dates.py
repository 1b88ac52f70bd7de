"""Tests of dates: a superlative since a period, for so long, or ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from generator.check.answering.reading import Answer
from generator.check.comparing.policy import Ruling

EVER_DAYS = 1825  # a file of so many days says whether something was ever so; of a younger one it only says since when
_UNIT_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.31, "year": 365.25, "decade": 3652.5}
_SLACK = {"day": 0.0, "week": 1.0, "month": 3.0, "quarter": 4.0, "year": 7.0, "decade": 30.0}  # days
TEN, ROUNDED = 10, 0.25  # `a 16-year high`: so many years are told as whole ones
CLOSE = 0.93  # `in two years` where it is 23 months: close, but not within


@dataclass(frozen=True, slots=True)
class SinceTest:
    """A superlative since a period: the last equal must lie in it. Without a period: ever."""

    start: date | None
    end: date | None
    ever: bool = False
    anyway: bool = False
    period: str = ""
    at_least: bool = False  # `since at least 2013`: or since long before

    @property
    def claimed(self) -> str:
        """The period."""
        if self.ever:
            return "ever"
        return str(self.start) if self.start == self.end else f"{self.start}..{self.end}"

    def check(self, answer: Answer) -> Ruling:
        """Where the last equal lies."""
        found = as_date(answer.value)
        if self.ever:
            return self._ever(found, answer)
        first = answer.extra.get("first")
        if self.at_least and self.end is not None and (found is None or found <= self.end):
            return Ruling("supported", "since")
        if found is None:
            if (
                first is not None
                and self.start is not None
                and self.end is not None
                and self.start <= first <= self.end
            ):
                return Ruling("supported", "since")  # the file begins then, and holds none
            known = self.end is not None and first is not None and self.end <= first
            return (
                Ruling("not_covered", "since", "no_data") if known else Ruling("contradicted", "since", "superlative")
            )
        began = answer.extra.get("began", found)  # of an earlier run: it lies in all its days
        ties = answer.extra.get("ties", ())  # days on which a low or high was closed at again
        held = [(found, began), *((day, day) for day in ties)]
        good = self.start is not None and self.end is not None and any(self._lies(*days) for days in held)
        return Ruling("supported" if good else "contradicted", "since", "" if good else "superlative")

    def _lies(self, found: date, began: date) -> bool:
        """Whether a day lies in the period; a week or month is known by any of its days."""
        assert self.start is not None and self.end is not None  # noqa: S101
        name = self.period.partition("@")[0]
        first = period_start(began, name) if name in ("week", "month", "quarter", "half", "year") else began
        return first <= self.end and found >= self.start

    def _ever(self, found: date | None, answer: Answer) -> Ruling:
        if found is not None:
            return Ruling("contradicted", "record", "superlative")
        first = answer.extra.get("first")
        short = first is not None and answer.date is not None and (answer.date - first).days < EVER_DAYS
        return (
            Ruling("not_covered", "record", "no_data") if short and not self.anyway else Ruling("supported", "record")
        )


@dataclass(frozen=True, slots=True)
class AgeTest:
    """`in 21 months`: nothing as good within so many units, and something not long before."""

    count: float
    unit: str
    hedge: str = ""

    @property
    def claimed(self) -> str:
        """The age."""
        hedge = f"{self.hedge} " if self.hedge not in ("", "term") else ""
        return f"{hedge}{self.count:g} {self.unit}s"

    def check(self, answer: Answer) -> Ruling:
        """How long ago the last equal was."""
        found = as_date(answer.value)
        today = answer.date
        first = answer.extra.get("first")
        if today is None:
            return Ruling("not_covered", "since", "no_data")
        if found is None:
            length = self._units(today - first, answer) if first is not None else 0.0
            if length < self.count:
                return Ruling("not_covered", "since", "no_data")
            known = self.hedge == "term" or length <= self.count + self._room()
            return Ruling("supported" if known else "imprecise", "since", "rounding")
        if self.unit == "session":
            return self._sessions(answer)
        if (window := answer.reading.window or "") in _WHOLE:
            today = period_end(today, window)
        age = self._units(today - found, answer)
        long = ROUNDED if self.unit == "year" and self.count >= TEN else 0.0
        return self._ruled(age, max(long, _SLACK[self.unit] / _UNIT_DAYS[self.unit]))

    def _units(self, gap: timedelta, answer: Answer) -> float:
        return gap.days / _UNIT_DAYS.get(self.unit, 1.4)

    def _sessions(self, answer: Answer) -> Ruling:
        rows = answer.extra.get("rows")
        return Ruling("not_covered", "since", "no_data") if rows is None else self._ruled(float(rows), 0.0)

    def _room(self) -> float:
        """How much longer than said it may be: up to the next unit, and a little for round numbers."""
        return max(1.0, self.count * 0.2)

    def _ruled(self, age: float, slack: float) -> Ruling:
        n = self.count
        if self.hedge == "rows":
            low, high = n, n
        elif self.hedge == "vague":
            low, high = n * 0.95, float("inf")
        elif self.hedge == "term":  # `a 52-week low`: at least so old
            low, high = n - slack, float("inf")
        elif self.hedge == "nearly":
            low, high = n * 0.85, n + slack
        elif self.hedge == "about":
            low, high = n * 0.9, n + self._room()
        elif self.hedge in ("over", "at_least"):
            low, high = n, n + self._room() * 1.5
        else:
            low, high = n - slack, n + self._room()
        if low <= age <= high:
            return Ruling("supported", "since")
        bound = self.hedge in ("over", "at_least")
        if (age > high and (self.hedge != "rows" or age <= n + 1)) or (not bound and low > age >= low * CLOSE):
            return Ruling("imprecise", "since", "rounding")
        return Ruling("contradicted", "since", "superlative")


_WHOLE = ("week", "month", "quarter", "year")  # ages of a running one's move count whole periods
LONGEST = {"week": 7, "month": 31, "quarter": 92, "half": 184, "year": 366}  # days


def period_start(day: date, period: str) -> date:
    """The first day of the week, month, quarter, half or year that a day lies in."""
    if period == "week":
        return day - timedelta(day.weekday())
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12}[period]
    return date(day.year, (day.month - 1) // size * size + 1, 1)


def period_end(day: date, period: str) -> date:
    """The last day of the week, month, quarter, half or year that a day lies in; the day itself of any other period."""
    name = period.partition("@")[0]
    if name not in LONGEST:
        return day
    return period_start(period_start(day, name) + timedelta(LONGEST[name]), name) - timedelta(1)


def as_date(value: object) -> date | None:
    """A date, or the text of one, as a date."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None
