"""Studies: what followed earlier cases, how sure that is, and who leads whom."""

from __future__ import annotations

from generator.errors import TemplateError
from generator.facts import Fact
from generator.facts.fact import Instance
from generator.market import Instrument
from generator.narrative.voice.speaker import Speaker

FILTERS = (
    "cases",
    "hits_of",
    "base_rate",
    "mean_change",
    "median_change",
    "worst_change",
    "best_change",
    "instances",
    "interval",
    "n_cases",
    "hit_rate",
    "base_mean",
    "first_case",
    "last_case",
    "latest_case",
    "worst_case",
    "best_case",
    "case_rows",
    "lead_weeks",
    "lead_corr",
    "same_week_corr",
    "unsigned",
    "share_of",
)
FUNCTIONS = (
    "small_sample",
    "other",
)


class Cases(Speaker):
    """Tells of cases, their outcomes, and the rate of all periods beside them."""

    def cases(self, fact: Fact) -> str:
        """`seven times`: the known cases of a study."""
        n = fact.n or 0
        words = self.wording.words["study"]
        times = words["once_twice"][n - 1] if n <= len(words["once_twice"]) else None
        return self._mark(fact, times or words["times"].format(self.wording.count(n)))

    def hits_of(self, fact: Fact) -> str:
        """`five of seven`."""
        words = self.wording.words["study"]["hits_of"]
        return self._mark(fact, words.format(self.wording.count(fact.hits or 0), self.wording.count(fact.n or 0)))

    def base_rate(self, fact: Fact) -> str:
        """The hit rate over all periods: `47%`."""
        rate = fact.base_rate.hit_rate if fact.base_rate else None
        return self._mark(fact, self.wording.speller.percent(rate or 0.0, 0))

    def mean_change(self, fact: Fact) -> str:
        """The mean outcome, signed."""
        return self._outcome(fact, fact.mean)

    def median_change(self, fact: Fact) -> str:
        """The median outcome, signed."""
        return self._outcome(fact, fact.median)

    def worst_change(self, fact: Fact) -> str:
        """The worst outcome, signed."""
        return self._outcome(fact, fact.worst)

    def best_change(self, fact: Fact) -> str:
        """The best outcome, signed."""
        return self._outcome(fact, fact.best)

    def _outcome(self, fact: Fact, value: float | None) -> str:
        speller = self.wording.speller
        return self._mark(fact, speller.signed(value or 0.0, speller.percent(value or 0.0)))

    def instances(self, fact: Fact) -> list[dict[str, str]]:
        """Every case of a study as texts: date, condition, outcome and whether it was a hit."""
        speller, words = self.wording.speller, self.wording.words["study"]
        return [
            {
                "date": self._mark(fact, self.wording.day(i.date, "day_year")),
                "condition": self._mark(fact, self.wording.points(i.condition)),
                "outcome": words["open"]
                if i.outcome is None
                else self._mark(fact, speller.signed(i.outcome, speller.percent(i.outcome))),
                "hit": words["open"] if i.hit is None else words["yes" if i.hit else "no"],
            }
            for i in fact.instances or ()
        ]

    def small_sample(self, fact: Fact) -> str:
        """The warning that belongs to fewer than ten cases."""
        warnings = self.wording.words["study"]["small"]
        picked = self._chooser.pick("small_sample", [True] * len(warnings))
        return self._mark(fact, warnings[picked].format(self.wording.count(fact.n or 0)))

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


def _known(fact: Fact) -> list[Instance]:
    found = [i for i in fact.instances or () if i.outcome is not None]
    if not found:
        raise TemplateError(f"{fact.id} has no case with an outcome", remedy="Guard it in the template.")
    return found
