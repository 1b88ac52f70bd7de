"""The words of one language around spelled values: number words, verbs by size, dates, units, names.

Everything that is said in a language stands in its folder of templates (`wording.toml`, `page.toml`, `names.toml`);
this module only looks it up. A second language is a second folder.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.errors import TemplateError
from generator.facts import Fact
from generator.facts.bands import size_of
from generator.facts.spelling import Speller, rounded
from generator.market import Instrument
from generator.narrative.marks import plain

RATE_UNIT = "percentage points"
LEAST_MONEY = 1e6
SPANS = {
    1: ("days", 60),
    30.4375: ("months", 700),
    365.25: ("years", float("inf")),
}  # days: unit, and up to how many days


class Wording:
    """Looks up and joins words; all results are plain text without marks."""

    def __init__(self, language: str, folder: Path) -> None:
        self.speller = Speller(language)
        self.words: dict[str, Any] = _toml(folder, "wording.toml") | _toml(folder, "page.toml")
        self.names: dict[str, Any] = _toml(folder, "names.toml")

    def count(self, n: int) -> str:
        """A number of things: a word up to nine, digits from ten."""
        words = self.words["numbers"]
        return str(words[n]) if 0 <= n < len(words) else self.speller.number(Decimal(n), 0)

    def ordinal(self, n: int) -> str:
        """A place in an order: `third`, `14th`."""
        words = self.words["ordinals"]
        if 0 < n < len(words):
            return str(words[n])
        form = self.speller.locale.ordinal_form(n)
        endings = self.words["ordinal_endings"]
        return f"{n}{endings.get(form, endings['other'])}"

    def an(self, text: str) -> str:
        """A word or number with its indefinite article: `an 11th`."""
        other = text.startswith(tuple(self.words["an_before"]))
        return f"{self.words['articles'][other]} {text}"

    def day(self, day: date, form: str) -> str:
        """A date in one of the language's forms."""
        return self.speller.date(day, self.words["dates"][form])

    def size(self, fact: Fact) -> str:
        """The size of a change without its direction: `0.8%`, `nine basis points`, `8.6 percentage points`."""
        if fact.measure == "delta":
            return self.shift(fact)
        if fact.unit == RATE_UNIT:
            return self.basis(fact.number)
        return self.points(fact.number) if fact.measure == "spread" else self.speller.percent(fact.number)

    def shift(self, fact: Fact) -> str:
        """The size of a change in the series' own unit: `$35.7 billion`, `0.13`, `1.2 percentage points`."""
        if fact.unit == "percent":
            return self.points(fact.number / 100)
        if abs(fact.number) >= LEAST_MONEY:
            return self.money(fact.number, fact.unit) if fact.unit == "USD" else self.speller.number(fact.number, 0)
        return self.speller.number(fact.number, 2)

    def days(self, n: int) -> str:
        """A length of time as a reader thinks of it: `12 days`, `about ten months`, `about four years`."""
        for length, (unit, most) in SPANS.items():
            if n <= most:
                number = round(n / length)
                one, many = self.words["spans"][unit]
                return str(one if number == 1 else many).format(self.count(number))
        return ""

    def basis(self, points: float) -> str:
        """Percentage points of a rate in basis points, a word up to nine of them."""
        text, number = self.speller.basis_points(points)
        if number == number.to_integral_value():
            text = self.count(int(number))
        return self._counted(text, number, "basis")

    def signed(self, fact: Fact, *, short: bool = False) -> str:
        """A change with its sign: `+9.5%`, `−9 basis points`; in tables `−9 bp`."""
        if fact.unit != RATE_UNIT:
            return self.speller.signed(fact.number, self.size(fact))
        text, number = self.speller.basis_points(fact.number)
        text = f"{text} {self.words['units']['bp']}" if short else self._counted(text, number, "basis")
        return self.speller.signed(fact.number, text)

    def points(self, ratio: float, form: str = "points") -> str:
        """A difference of two changes in percentage points."""
        number = rounded(Decimal(repr(abs(ratio))) * 100, 1)
        return self._counted(self.speller.number(number, 1), number, form)

    def _counted(self, text: str, number: Decimal, unit: str) -> str:
        one, many = self.words["units"][unit]
        return f"{text} {one if number == 1 else many}"

    def money(self, value: float, currency: str) -> str:
        """An amount: `$19.5 billion`."""
        number, scale = self.speller.scaled(value)
        units = self.words["units"]
        word = units[scale] if scale else ""
        return str(units["money"]).format(currency=self.speller.currency(currency), number=number, scale=word).strip()

    def level(self, fact: Fact, *, exact: bool = False) -> str:
        """Where a series stands, in its unit; large amounts of money with a scale word."""
        value, unit = fact.number, fact.unit or ""
        if unit == "USD" and abs(value) >= 1e6:
            return (
                self.speller.signed(min(value, 0.0), self.money(value, unit)) if value < 0 else self.money(value, unit)
            )
        return self.speller.price(value, unit, exact=exact)

    def verbs(self, fact: Fact, kind: Instrument) -> list[str]:
        """The verbs that fit a change, with `{0}` for its size (none when it is flat)."""
        size = size_of(fact.number, kind.kind, fact.window)
        found: list[str] = self.words["verbs"]["up" if fact.number >= 0 else "down"][size]
        return found

    def name(self, of: Instrument, form: str = "text") -> str:
        """How a sentence refers to an instrument: `text`, `nick` (second mention) or `fund` (whose money moves)."""
        own = self.names["names"].get(of.name.casefold(), {})
        pattern = own.get(form) or self.names["kinds"][of.kind].get(form) or self.names["kinds"][of.kind]["text"]
        name = plain(of.name)
        lower = name if name[:2].isupper() else name[:1].lower() + name[1:]
        fund = name.removesuffix(" flow").removesuffix(" net")
        return str(pattern).format(name=name, lower=lower, fund=fund)

    def is_plural(self, of: Instrument) -> bool:
        """Whether the name takes a plural verb."""
        return bool(self.names["names"].get(of.name.casefold(), {}).get("plural"))

    def listed(self, parts: list[str]) -> str:
        """`a, b and c`."""
        if len(parts) < 2:
            return "".join(parts)
        return ", ".join(parts[:-1]) + str(self.words["and"]) + parts[-1]


def _toml(folder: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / name).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(
            f"cannot be read: {error}", subject=str(folder / name), remedy="A language needs this file; mend it."
        ) from error
