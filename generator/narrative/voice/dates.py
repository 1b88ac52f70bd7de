"""Days, months and periods."""

from __future__ import annotations

from datetime import date

from generator.errors import TemplateError
from generator.facts import Fact
from generator.narrative.voice.speaker import Speaker

FILTERS = (
    "that_day",
    "that_month",
    "began",
    "weekday",
)
FUNCTIONS = (
    "when",
    "over",
    "over_window",
    "period_word",
)


class Dates(Speaker):
    """Says when: the dates that facts carry, and the windows that they cover."""

    def that_day(self, fact: Fact) -> str:
        """The date that a fact carries, with its year unless it is this one."""
        return self._mark(fact, self.date_of(_date(fact)))

    def that_month(self, fact: Fact) -> str:
        """The month of the date that a fact carries: `October 1996`."""
        day = _date(fact)
        same = day.year == self._recorder.as_of.year
        return self._mark(fact, self.wording.day(day, "month" if same else "month_year"))

    def began(self, fact: Fact) -> str:
        """The first day of a run."""
        if fact.started is None:
            raise TemplateError(f"{fact.id} has no beginning", remedy="Guard it in the template.")
        return self._mark(fact, self.date_of(fact.started))

    def weekday(self, fact: Fact) -> str:
        """The weekday of a fact's own as-of date, or the date when that is not of this week."""
        return self._mark(fact, self._near(_as_of(fact)))

    def _near(self, day: date) -> str:
        close = (self._recorder.as_of - day).days < 7
        return self.wording.day(day, "weekday") if close else self.date_of(day)

    def when(self, fact: Fact) -> str:
        """`on Thursday`; for a week `this week`."""
        words = self.wording.words["when"]
        return str(words["week"]) if fact.window == "wtd" else words["day"].format(self._near(_as_of(fact)))

    def over(self, fact: Fact) -> str:
        """`on the day`, `over the week`."""
        return str(self.wording.words["over"][fact.window or "1d"])

    def over_window(self, fact: Fact) -> str:
        """`over a month`, `this year`."""
        return str(self.wording.words["over"][fact.window or "1d"])

    def period_word(self) -> str:
        """`day` or `week`."""
        return str(self.wording.words["period"][self._recorder.period])


def _date(fact: Fact) -> date:
    if fact.date is None:
        raise TemplateError(f"{fact.id} carries no date", remedy="Guard it in the template.")
    return fact.date


def _as_of(fact: Fact) -> date:
    if fact.as_of is None:
        raise TemplateError(f"{fact.id} is missing", remedy="Guard it in the template.")
    return fact.as_of
