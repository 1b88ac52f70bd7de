"""Records and extremes, as far back as the data go."""

from __future__ import annotations

from datetime import date

from generator.errors import TemplateError
from generator.facts import Fact
from generator.market import Instrument
from generator.narrative.voice.speaker import Speaker

FILTERS = (
    "a_record",
    "broken_level",
    "broken_date",
    "broken_month",
    "stood",
    "best_or_worst",
    "as_good_or_bad",
    "such_a_move",
)
FUNCTIONS = (
    "record_close",
    "a_record_close",
)


class Records(Speaker):
    """Speaks of records, what they broke, and of the best and worst days."""

    def a_record(self, fact: Fact) -> str:
        """`a record`, or `its highest close since the file begins`, as far as the data go."""
        return self._mark(fact, self.wording.words["record"]["a_record"]) + self.scope(self._of(fact))

    def record_close(self, of: Instrument) -> str:
        """`record close`, or `highest close since 2018` where the file is too short to speak of records."""
        return self._since("close", of)

    def a_record_close(self, of: Instrument) -> str:
        """The same with its article."""
        return self._since("a_close", of)

    def _since(self, form: str, of: Instrument) -> str:
        words = self.wording.words["record"]
        year = self.since_year(of)
        return str(words[form.replace("close", "short_close")].format(year) if self.scope(of) else words[form])

    def broken_level(self, fact: Fact) -> str:
        """The close that a record broke."""
        level = fact.record.previous_level if fact.record else 0.0
        return self._mark(fact, self.wording.speller.price(level, self._of(fact).unit, exact=True))

    def broken_date(self, fact: Fact) -> str:
        """Its date."""
        return self._mark(fact, self.date_of(_record(fact)))

    def broken_month(self, fact: Fact) -> str:
        """Its month."""
        return self._mark(fact, self.wording.day(_record(fact), "month_year"))

    def stood(self, fact: Fact) -> str:
        """For how long the broken close had stood: `12 days`, `about four years`."""
        return self._mark(fact, self.wording.days(fact.record.days_between if fact.record else 0))

    def best_or_worst(self, fact: Fact) -> str:
        """`best` or `worst`, from a since-fact."""
        return self._mark(fact, self.wording.words["extreme"][_side(fact)])

    def as_good_or_bad(self, fact: Fact) -> str:
        """`as good` or `as bad`."""
        return self._mark(fact, self.wording.words["extreme"][f"as_{_side(fact)}"])

    def such_a_move(self, fact: Fact) -> str:
        """`such a rise` or `such a fall`."""
        return self._mark(fact, self.wording.words["extreme"][f"move_{_side(fact)}"])


def _record(fact: Fact) -> date:
    if fact.record is None:
        raise TemplateError(f"{fact.id} carries no record", remedy="Guard it in the template.")
    return fact.record.previous_date


def _side(fact: Fact) -> str:
    return "best" if fact.measure == "since.best" else "worst"
