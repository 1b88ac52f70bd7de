"""Names of instruments, what others said, and small matters of grammar."""

from __future__ import annotations

from collections.abc import Sequence

from generator.facts import Fact
from generator.market import Instrument
from generator.narrative.marks import plain
from generator.narrative.voice.speaker import Speaker

FILTERS = (
    "at_record",
    "reported",
    "said",
    "said_by",
    "capitalize_first",
)
FUNCTIONS = (
    "the",
    "nick",
    "bare",
    "mid",
    "noun",
    "fund",
    "fund_bare",
    "was",
    "has",
    "partly",
    "listed",
)


class Names(Speaker):
    """Refers to instruments and people, and joins words."""

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

    def reported(self, fact: Fact) -> str:
        """Somebody's words in indirect speech: their own wording, with a small letter where a sentence goes on."""
        text = plain(str(fact.value))
        first = text.split(" ", 1)[0]
        small = text[:1].lower() + text[1:] if first in self.wording.words["small_inside"] else text
        return self._mark(fact, small if small.endswith((".", "!", "?")) else f"{small}.")

    def said(self, fact: Fact) -> str:
        """Somebody's words, word for word."""
        return self._mark(fact, plain(str(fact.value)))

    def said_by(self, fact: Fact) -> str:
        """Somebody's words, with the comma before `said`."""
        text = plain(str(fact.value))
        closed = text.endswith(("!", "?"))
        return self._mark(fact, text if closed else text.removesuffix(".")) + ("" if closed else ",")

    def capitalize_first(self, text: str) -> str:
        """The first letter as a capital, inside a mark too."""
        at = text.find("\ue001") + 1 if text.startswith("\ue000") else 0
        return text[:at] + text[at : at + 1].upper() + text[at + 1 :]

    def listed(self, parts: Sequence[str]) -> str:
        """`a, b and c`."""
        return self.wording.listed(list(parts))
