"""The voice of one brief: what templates call to print facts. Every printed fact is marked with its place in the sheet.

The methods listed in FILTERS take a fact (`{{ p.day | moved }}`); those in FUNCTIONS take an instrument or nothing
(`{{ the(p.x) }}`). They spell and choose words; they compute nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.errors import TemplateError
from generator.facts import Fact
from generator.facts.bands import size_of
from generator.facts.sheet import Recorder
from generator.market import Instrument
from generator.narrative.cases import FILTERS as CASE_FILTERS
from generator.narrative.cases import FUNCTIONS as CASE_FUNCTIONS
from generator.narrative.cases import CasesVoice
from generator.narrative.marks import mark, plain, scrub
from generator.narrative.vary import Chooser
from generator.narrative.wording import Wording

FILTERS = (
    "a_record", "an_nth", "as_good_or_bad", "base_rate", "began", "best_change", "best_or_worst", "broken_date",
    "broken_level", "broken_month", "by", "capitalize_first", "cases", "cell", "complement", "direction", "exact", "flowed",
    "gain", "gain_bare", "hits_of", "level", "mean_change", "median_change", "moved", "n", "nth", "number", "pct",
    "points", "present", "rare_share", "round_level", "said", "side", "side_of", "sigmas", "short", "signed", "stood", "such_a_move",
    "that_day", "that_month", "weekday", "worst_change", "instances", "money", "moved_to", "reported", "at_record",
    *CASE_FILTERS,
)  # fmt: skip
FUNCTIONS = (
    "bare", "fund", "fund_bare", "has", "listed", "nick", "noun", "over", "over_window", "partly", "period_word",
    "scope", "small_sample", "the", "was", "when", "date_of", "count", "instrument", "mid",
    "record_close", "a_record_close", "since_year",
    *CASE_FUNCTIONS,
)  # fmt: skip
FIRST_TEN_YEARS = 3652


class Voice(CasesVoice):
    """Prints the facts of one brief in one language."""

    def __init__(self, wording: Wording, chooser: Chooser, recorder: Recorder) -> None:
        self.wording = wording
        self._chooser = chooser
        self._recorder = recorder
        self._verbs_used: list[str] = []

    def pick(self, place: str, allowed: Sequence[bool]) -> int:
        """The wording to take at a place of a template (called by `{% vary %}`)."""
        return self._chooser.pick(place, allowed)

    # -- facts ---------------------------------------------------------------------------------------------------

    def _mark(self, fact: Fact, text: str) -> str:
        if not fact.known:
            raise TemplateError(f"the missing fact {fact.id} was to be printed", remedy="Guard it in the template.")
        return mark(text, self._recorder.place(fact))

    def _instrument(self, key: str) -> Instrument:
        return self._recorder.instrument(key)

    def _of(self, fact: Fact) -> Instrument:
        return self._recorder.instrument(fact.subject)

    def level(self, fact: Fact) -> str:
        """Rounded for a reader: `2,719`, `$451.79`, `4.26%`, `$5.71 trillion`."""
        return self._mark(fact, self.wording.level(fact))

    def exact(self, fact: Fact) -> str:
        """With decimals where they may matter: `2,718.77`."""
        return self._mark(fact, self.wording.level(fact, exact=True))

    def round_level(self, fact: Fact) -> str:
        """A round number: `2,700`."""
        places = 0 if fact.number == int(fact.number) else 2
        text = self.wording.speller.number(fact.number, places)
        unit = fact.unit or ""
        return self._mark(fact, f"{self.wording.speller.currency(unit)}{text}" if unit == "USD" else text)

    def pct(self, fact: Fact) -> str:
        """A ratio without its sign: `9.5%`."""
        return self._mark(fact, self.wording.speller.percent(fact.number))

    def complement(self, fact: Fact) -> str:
        """The rest of a share: 12 % becomes `88%`."""
        return self._mark(fact, self.wording.speller.percent(1 - fact.number))

    def points(self, fact: Fact) -> str:
        """A difference of changes: `8.6 percentage points`."""
        return self._mark(fact, self.wording.points(fact.number))

    def signed(self, fact: Fact) -> str:
        """A change with its sign: `+9.5%`, `−9 basis points`."""
        return self._mark(fact, self.wording.signed(fact))

    def cell(self, fact: Fact) -> str:
        """The same for a table: `−9 bp`."""
        return self._mark(fact, self.wording.signed(fact, short=True))

    def short(self, fact: Fact) -> str:
        """The same for a table, where percentage points are points: `+5.7 points`."""
        if fact.measure != "spread":
            return self.cell(fact)
        size = self.wording.points(fact.number, "short_points")
        return self._mark(fact, self.wording.speller.signed(fact.number, size))

    def moved(self, fact: Fact) -> str:
        """A verb and the size of a change: `rose 0.8%`; no verb comes back soon."""
        verbs = self.wording.verbs(fact, self._of(fact))
        fresh = [verb for verb in verbs if verb not in self._verbs_used] or verbs
        picked = fresh[self._chooser.pick(f"verb:{fact.subject}:{len(fresh)}", [True] * len(fresh))]
        self._verbs_used.append(picked)
        was = self.wording.words["was"][self.wording.is_plural(self._of(fact))]
        return self._mark(fact, picked.format(self.wording.size(fact), was=was))

    def moved_to(self, fact: Fact, level: Fact) -> str:
        """`rose 0.8% to 2,718.77`; `was little changed at 4.26%`."""
        flat = size_of(fact.number, self._of(fact).kind, fact.window) == "flat"
        return f"{self.moved(fact)} {self.wording.words['to_level'][flat]} {self.exact(level)}"

    def present(self, fact: Fact) -> str:
        """For headlines: `rises 0.8%`."""
        words = self.wording.words["present"]
        form = "up" if fact.number > 0 else "down" if fact.number < 0 else "flat"
        return self._mark(fact, words[form].format(self.wording.size(fact)))

    def by(self, fact: Fact) -> str:
        """`up 9.5%`, `down nine basis points`, `unchanged`."""
        units = self.wording.words["units"]
        size = self.wording.size(fact)
        if not any(c in "123456789" for c in size) and size.split()[0] not in self.wording.words["numbers"][1:]:
            return self._mark(fact, units["unchanged"])
        return self._mark(fact, units["up" if fact.number > 0 else "down"].format(size))

    def gain(self, fact: Fact) -> str:
        """`a gain of 9.5%`, `a loss of 0.3%`, `a rise of nine basis points`."""
        units = self.wording.words["units"]
        stem = "rate_" if not self._of(fact).price_like else ""
        return self._mark(fact, units[stem + ("rise" if fact.number >= 0 else "fall")].format(self.wording.size(fact)))

    def gain_bare(self, fact: Fact) -> str:
        """A change as it stands after `of`: `+0.8%`."""
        return self.signed(fact)

    def n(self, fact: Fact) -> str:
        """A count: `six`, `14`."""
        return self._mark(fact, self.wording.count(int(fact.number)))

    def nth(self, fact: Fact) -> str:
        """`sixth`, `14th`."""
        return self._mark(fact, self.wording.ordinal(int(fact.number)))

    def an_nth(self, fact: Fact) -> str:
        """`a sixth`, `an 11th`."""
        text = self.wording.ordinal(int(fact.number))
        return self._mark(fact, self.wording.an(text))

    def number(self, fact: Fact) -> str:
        """A plain number with two decimals: `0.55`, `−0.12`."""
        text = self.wording.speller.number(fact.number, 2)
        return self._mark(fact, text if fact.number >= 0 else self.wording.speller.signed(fact.number, text))

    def sigmas(self, fact: Fact) -> str:
        """`3.4 standard deviations`."""
        return self._mark(
            fact, f"{self.wording.speller.number(fact.number, 1)} {self.wording.words['units']['sigmas']}"
        )

    def side(self, fact: Fact, up: str, down: str) -> str:
        """One of two words by the direction that a fact states: the sign of a change, or which run or extreme it is."""
        if isinstance(fact.value, float):
            rising = fact.number >= 0
        else:
            rising = not fact.measure.endswith((".down", ".low", ".worst", ".lag"))
        return self._mark(fact, up if rising else down)

    def side_of(self, fact: Fact) -> str:
        """`above` or `below`."""
        return self._mark(fact, self.wording.words["sides"]["above" if fact.number >= 0 else "below"])

    def rare_share(self, fact: Fact) -> str:
        """The share of days at least this extreme, from a percentile: `0.3%`."""
        share = fact.number if fact.number < 0.5 else 1 - fact.number
        return self._mark(fact, self.wording.speller.percent(share, 1 if share >= 0.001 else 2))

    def money(self, fact: Fact) -> str:
        """An amount without its sign."""
        return self._mark(fact, self.wording.money(fact.number, fact.unit or "USD"))

    def flowed(self, fact: Fact) -> str:
        """`net outflows of $1.7 billion`."""
        words = self.wording.words["flows"]["in" if fact.number > 0 else "out"]
        return self._mark(fact, words.format(self.wording.money(fact.number, fact.unit or "USD")))

    def direction(self, fact: Fact) -> str:
        """`in` or `out` of a flow's streak."""
        return self._mark(fact, self.wording.words["flows"][f"{fact.direction}_word"])

    # -- dates ---------------------------------------------------------------------------------------------------

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

    def date_of(self, day: date) -> str:
        """A date for a sentence: `22 January`, with the year unless it is this one."""
        return self.wording.day(day, "day" if day.year == self._recorder.as_of.year else "day_year")

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

    # -- records and extremes ------------------------------------------------------------------------------------

    def a_record(self, fact: Fact) -> str:
        """`a record`, or `its highest close since the file begins`, as far as the data go."""
        return self._mark(fact, self.wording.words["record"]["a_record"]) + self.scope(self._of(fact))

    def scope(self, of: Instrument) -> str:
        """What must follow the word record when the file is too short for it: ` since 2018`."""
        rows = self._recorder.rows(of.key)
        long = rows.n and int(rows.days[-1] - rows.days[0]) >= FIRST_TEN_YEARS
        if of.complete or (of.complete is None and long):
            return ""
        return str(self.wording.words["record"]["scope"]).format(self.since_year(of))

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

    def since_year(self, of: Instrument) -> str:
        """The year in which the data of an instrument begin."""
        return self.wording.day(self._recorder.rows(of.key).date(0), "year")

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

    # -- studies -------------------------------------------------------------------------------------------------

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

    # -- names and statements ------------------------------------------------------------------------------------

    def the(self, of: Instrument) -> str:
        """The name inside a sentence: `the Russell 2000`, `gold`."""
        return self.wording.name(of)

    def nick(self, of: Instrument) -> str:
        """A second mention in the same breath: `the index`."""
        return self.wording.name(of, "nick")

    def bare(self, of: Instrument) -> str:
        """The name for headlines and tables."""
        return plain(of.name)

    def mid(self, of: Instrument) -> str:
        """The name inside a headline: without its article, in small letters where a sentence has them."""
        return self.wording.name(of).removeprefix(self.wording.words["article"])

    def noun(self, of: Instrument) -> str:
        """The name for a heading that is a sentence: with its article."""
        return self.wording.name(of)

    def fund(self, of: Instrument) -> str:
        """Whose money a flow is: `the US spot Bitcoin ETFs`."""
        return self.wording.name(of, "fund")

    def fund_bare(self, of: Instrument) -> str:
        """The same for headlines, without its article."""
        return self.fund(of).removeprefix(self.wording.words["article"])

    def was(self, of: Instrument) -> str:
        """`was` or `were`."""
        return str(self.wording.words["was"][self.wording.is_plural(of)])

    def has(self, of: Instrument) -> str:
        """`has` or `have`."""
        return str(self.wording.words["has"][self.wording.is_plural(of)])

    def partly(self, fact: Fact) -> str:
        """A remark behind a sum whose file does not reach back to the window's begin."""
        if fact.status != "partial" or not fact.inputs:
            return ""
        return str(self.wording.words["flows"]["partly"]).format(self.date_of(fact.inputs[0].date))

    def at_record(self, fact: Fact) -> str:
        """What a table shows where the distance from the record close is zero."""
        return self._mark(fact, self.wording.words["record"]["short_cell" if self.scope(self._of(fact)) else "cell"])

    def count(self, n: int) -> str:
        """A number of things that the text itself lists."""
        return self.wording.count(n)

    def instrument(self, fact: Fact) -> Instrument:
        """Whom a fact is about."""
        return self._of(fact)

    def reported(self, fact: Fact) -> str:
        """Somebody's words in indirect speech: their own wording, with a small letter where a sentence goes on."""
        text = scrub(str(fact.value))
        first = text.split(" ", 1)[0]
        small = text[:1].lower() + text[1:] if first in self.wording.words["small_inside"] else text
        return self._mark(fact, small if small.endswith((".", "!", "?")) else f"{small}.")

    def said(self, fact: Fact) -> str:
        """Somebody's words, word for word."""
        return self._mark(fact, scrub(str(fact.value)))

    def capitalize_first(self, text: str) -> str:
        """The first letter as a capital, inside a mark too."""
        at = text.find("\ue001") + 1 if text.startswith("\ue000") else 0
        return text[:at] + text[at : at + 1].upper() + text[at + 1 :]

    def listed(self, parts: Sequence[str]) -> str:
        """`a, b and c`."""
        return self.wording.listed(list(parts))


def _date(fact: Fact) -> date:
    if fact.date is None:
        raise TemplateError(f"{fact.id} carries no date", remedy="Guard it in the template.")
    return fact.date


def _as_of(fact: Fact) -> date:
    if fact.as_of is None:
        raise TemplateError(f"{fact.id} is missing", remedy="Guard it in the template.")
    return fact.as_of


def _record(fact: Fact) -> date:
    if fact.record is None:
        raise TemplateError(f"{fact.id} carries no record", remedy="Guard it in the template.")
    return fact.record.previous_date


def _side(fact: Fact) -> str:
    return "best" if fact.measure == "since.best" else "worst"
