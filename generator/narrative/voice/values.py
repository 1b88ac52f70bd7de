"""Numbers and moves: levels, changes, counts, flows."""

from __future__ import annotations

from generator.facts import Fact
from generator.facts.bands import size_of
from generator.narrative.voice.speaker import Speaker

FILTERS = (
    "level",
    "exact",
    "round_level",
    "pct",
    "complement",
    "points",
    "signed",
    "cell",
    "short",
    "moved",
    "moved_to",
    "present",
    "by",
    "gain",
    "n",
    "nth",
    "an_nth",
    "number",
    "sigmas",
    "side",
    "side_of",
    "rare_share",
    "money",
    "flowed",
    "direction",
)
FUNCTIONS: tuple[str, ...] = ()


class Values(Speaker):
    """Spells the values of facts, with verbs and signs for their directions."""

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
