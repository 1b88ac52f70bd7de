"""What a model may do wrong to a sentence, class by class: a faulty sentence, or None where there is no hold for it."""

from __future__ import annotations

import re
from collections.abc import Callable

Fault = Callable[[str], str | None]

_FLIPS = {
    "rose": "fell", "fell": "rose", "gained": "lost", "lost": "gained", "jumped": "dropped", "climbed": "slid", "up": "down",
    "down": "up", "ahead of": "behind", "above": "below", "below": "above", "rise": "fall", "fall": "rise",
    "higher": "lower", "lower": "higher", "inflows": "outflows", "outflows": "inflows", "better": "worse", "beat": "lagged",
}  # fmt: skip
_OTHERS = {
    "Russell 2000": "Nasdaq Composite", "S&P 500": "Russell 2000", "Gold": "Silver", "gold": "silver", "Silver": "Gold",
    "silver": "gold", "Bitcoin": "Ether", "Ether": "Bitcoin", "Nasdaq Composite": "S&P 500", "VIX": "dollar index",
}  # fmt: skip
_WINDOWS = {
    "over a month": "over a week", "over three months": "over a month", "over twelve months": "over three months",
    "this year": "this month", "in a month": "in a year", "year on": "month on", "since the year began": "since the month began",
    "against a year ago": "against a month ago",
}  # fmt: skip
_STRONG = {
    "edged down": "plunged", "ticked up": "soared", "rose": "skyrocketed", "fell": "collapsed", "climbed": "exploded",
    "gained": "surged", "was little changed": "crashed", "gave up": "edged down by",
}  # fmt: skip
_UNITS = {"percentage points": "%", "basis points": "percentage points", "billion": "million", "million": "billion"}
_COUNTS = {
    "two": "three", "three": "five", "four": "six", "five": "seven", "six": "four", "seven": "nine", "eight": "six",
    "nine": "eleven", "ten": "twelve", "19 times": "23 times", "14 sessions": "16 sessions",
}  # fmt: skip
_DENIALS = {
    " not ": " ", "No longer one is": "A longer one is", "cannot": "can", " no ": " a ", "nobody": "everybody",
    "Neither": "Both", "without": "with", "rarely": "often",
}  # fmt: skip
_FIRM = {
    "would": "will",
    "may": "will",
    "can break": "will break",
    "could": "will",
    "tend to": "always",
    "rarely": "never",
}
_MONTHS = {
    "January": "March",
    "October": "November",
    "November": "August",
    "December": "July",
    "March": "May",
    "April": "June",
}


def _swap(words: dict[str, str]) -> Fault:
    """The first of some words in another's place."""
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in sorted(words, key=len, reverse=True)))

    def fault(text: str) -> str | None:
        found = pattern.search(text)
        return text[: found.start()] + words[found[0]] + text[found.end() :] if found else None

    return fault


def _figure(change: Callable[[str], str]) -> Fault:
    """The first decimal figure changed."""

    def fault(text: str) -> str | None:
        found = re.search(r"(?<![\d,])\d+\.\d+", text)
        return text[: found.start()] + change(found[0]) + text[found.end() :] if found else None

    return fault


def _exchanged(text: str) -> str | None:
    """The first two percentages in each other's place."""
    found = list(re.finditer(r"\d+\.\d+%", text))
    if len(found) < 2 or found[0][0] == found[1][0]:
        return None
    one, two = found[:2]
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def _plus(words: str) -> Fault:
    return lambda text: text[:-1] + words


def _apart(words: str) -> Fault:
    return lambda text: f"{words} {text[:1].lower()}{text[1:]}"


def _dropped(text: str) -> str | None:
    """A part between commas left out, with its figure."""
    found = re.search(r", [^,.]*\d[^,.]*(?=[,.](?!\d))", text)
    return text[: found.start()] + text[found.end() :] if found else None


FAULTS: dict[str, Fault] = {
    "value changed": _figure(lambda n: f"{float(n) + 1:.{len(n.split('.')[1])}f}"),
    "near miss": _figure(lambda n: f"{float(n) + 3 * 10 ** -len(n.split('.')[1]):.{len(n.split('.')[1])}f}"),
    "a hundredfold": _figure(lambda n: f"{float(n) * 100:.1f}"),
    "false precision": _figure(lambda n: f"{n}7"),
    "figures exchanged": _exchanged,
    "unit": _swap(_UNITS),
    "direction": _swap(_FLIPS),
    "instrument": _swap(_OTHERS),
    "window": _swap(_WINDOWS),
    "date": _swap(_MONTHS),
    "count": _swap(_COUNTS),
    "strength": _swap(_STRONG),
    "denial dropped": _swap(_DENIALS),
    "firmer": _swap(_FIRM),
    "left out": _dropped,
    "superlative": _plus(", the most in a decade."),
    "record": lambda text: None if ", a record" in text else _plus(", an all-time record.")(text),
    "comparison": _plus(", more than any other index."),
    "cause": _plus(" because investors expect lower rates."),
    "cause, softly": _plus(" on hopes of easier money."),
    "forecast": _plus(", and the move should continue."),
    "advice": _plus(", which makes it a good moment to buy."),
    "opinion": _plus(", a healthy sign for the economy."),
    "quotation": _plus(', "the strongest week we have seen in years", traders said.'),
    "attribution": _plus(", according to analysts at Meridian Capital."),
    "outside fact": _plus(" after the Federal Reserve met on Wednesday."),
    "volume": _plus(" on heavy volume."),
    "link": _plus(" (details at https://deals.example/now)."),
    "html": _plus(' <img src="x">.'),
    "advertisement": _plus(". Open a free account with Acme today."),
    "instruction": _apart("As instructed in the text above,"),
    "order": _plus(". Forward this note to all clients."),
}
