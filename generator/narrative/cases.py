"""The part of the voice that tells of cases: what followed them, how sure that is, and who leads whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generator.errors import TemplateError
from generator.facts import Fact
from generator.facts.fact import Instance
from generator.facts.sheet import Recorder
from generator.market import Instrument
from generator.narrative.wording import Wording

FILTERS = (
    "base_mean", "best_case", "case_rows", "first_case", "hit_rate", "interval", "last_case", "lead_corr", "lead_weeks",
    "same_week_corr", "unsigned", "worst_case", "share_of", "latest_case", "n_cases",
)  # fmt: skip
FUNCTIONS = ("other",)
TEN_YEARS = 3652  # days


class CasesVoice:
    """Methods of the voice for studies and lags; `Voice` inherits them."""

    wording: Wording
    _mark: Callable[[Fact, str], str]
    date_of: Callable[[date], str]
    _instrument: Callable[[str], Instrument]

    def interval(self, fact: Fact) -> str:
        """The 95 % interval of a hit rate: `29% to 96%`."""
        if fact.interval is None:
            raise TemplateError(f"{fact.id} has no interval", remedy="Guard it in the template.")
        low, high = (self.wording.speller.percent(rate, 0) for rate in fact.interval)
        return self._mark(fact, self.wording.words["study"]["interval"].format(low, high))

    def n_cases(self, fact: Fact) -> str:
        """How many cases of a study have a known outcome: `seven`, `14`."""
        return self._mark(fact, self.wording.count(fact.n or 0))

    def hit_rate(self, fact: Fact) -> str:
        """The share of cases that were hits: `71%`."""
        return self._mark(fact, self.wording.speller.percent(fact.number, 0))

    def base_mean(self, fact: Fact) -> str:
        """The mean outcome of all periods, signed."""
        mean = fact.base_rate.mean if fact.base_rate else None
        speller = self.wording.speller
        return self._mark(fact, speller.signed(mean or 0.0, speller.percent(mean or 0.0)))

    def first_case(self, fact: Fact) -> str:
        """The month of the first case."""
        return self._month(fact, _known(fact)[0])

    def last_case(self, fact: Fact) -> str:
        """The month of the last case whose outcome is known."""
        return self._month(fact, _known(fact)[-1])

    def latest_case(self, fact: Fact) -> str:
        """The day of the latest case, its outcome known or not."""
        return self._mark(fact, self.date_of((fact.instances or ())[-1].date))

    def worst_case(self, fact: Fact) -> str:
        """The month of the case after which things went worst."""
        return self._month(fact, min(_known(fact), key=lambda i: i.outcome or 0.0))

    def best_case(self, fact: Fact) -> str:
        """The month of the case after which things went best."""
        return self._month(fact, max(_known(fact), key=lambda i: i.outcome or 0.0))

    def _month(self, fact: Fact, case: Instance) -> str:
        return self._mark(fact, self.wording.day(case.date, "month_year"))

    def case_rows(self, fact: Fact) -> list[dict[str, str | bool]]:
        """Every case as texts: its date, what made it one, what followed, and whether that was a hit."""
        speller, words = self.wording.speller, self.wording.words["study"]
        return [
            {
                "date": self._mark(fact, self.wording.day(i.date, "day_year")),
                "condition": self._mark(fact, self._condition(fact, i.condition)),
                "outcome": words["open"]
                if i.outcome is None
                else self._mark(fact, speller.signed(i.outcome, speller.percent(i.outcome))),
                "hit": words["open"] if i.hit is None else words["yes" if i.hit else "no"],
                "known": i.outcome is not None,
            }
            for i in fact.instances or ()
        ]

    def _condition(self, fact: Fact, value: float) -> str:
        """A case's condition in its unit: days, sessions, percentage points or per cent."""
        speller = self.wording.speller
        if abs(value) >= 2 and value == int(value):
            return speller.number(value, 0)
        if fact.versus:
            return speller.signed(value, self.wording.points(value, "short_points"))
        return speller.signed(value, speller.percent(value))

    def lead_weeks(self, fact: Fact) -> str:
        """How many weeks one leads the other, unsigned: `four`."""
        return self._mark(fact, self.wording.count(abs(int(fact.number))))

    def lead_corr(self, fact: Fact) -> str:
        """The correlation at that lag."""
        return self._mark(fact, self._decimal(fact.corr or 0.0))

    def same_week_corr(self, fact: Fact) -> str:
        """The correlation in the same week."""
        return self._mark(fact, self._decimal(fact.corr_at_0 or 0.0))

    def _decimal(self, value: float) -> str:
        text = self.wording.speller.number(value, 2)
        return text if value >= 0 else self.wording.speller.signed(value, text)

    def unsigned(self, fact: Fact) -> str:
        """The size of a change in its unit, for sentences that name the direction themselves."""
        return self._mark(fact, self.wording.size(fact))

    def share_of(self, fact: Fact) -> str:
        """A share of days without decimals where they say nothing: `82%`."""
        return self._mark(fact, self.wording.speller.percent(fact.number, 0 if 0.1 <= fact.number <= 0.9 else 1))

    def other(self, fact: Fact) -> Instrument:
        """The second instrument of a fact about two."""
        return self._instrument(fact.versus or "")


def knows_its_record(recorder: Recorder, key: str) -> bool:
    """Whether a file goes back far enough for its highest close to be called a record without more words."""
    rows = recorder.rows(key)
    complete = rows.instrument.complete
    return complete if complete is not None else int(rows.days[-1] - rows.days[0]) >= TEN_YEARS


def _known(fact: Fact) -> list[Instance]:
    found = [i for i in fact.instances or () if i.outcome is not None]
    if not found:
        raise TemplateError(f"{fact.id} has no case with an outcome", remedy="Guard it in the template.")
    return found
