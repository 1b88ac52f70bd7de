"""Reads briefs as an editor would: body prose, masked word 5-grams, known ways in which generated text goes wrong."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections import Counter

MONTHS = [month_name[n] for n in range(1, 13)]
WEEKDAYS = list(day_name)
NUMBER_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]


def body(markdown: str) -> str:
    """The prose of a brief: no front matter, tables, pictures, notes or disclosures."""
    text = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    text = text.split("\n---\n")[0]
    lines = [
        line for line in text.splitlines() if not line.startswith(("|", "![", ">", "*Closes", "*As of", "*The week"))
    ]
    return "\n".join(lines)


def masked(prose: str, names: list[str]) -> list[str]:
    """The words of a text, numbers and names masked."""
    for name in sorted(names, key=len, reverse=True):
        prose = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " NAME ", prose, flags=re.IGNORECASE)
    prose = re.sub(r"[$€£]?[+−-]?\d[\d,.]*(?:st|nd|rd|th)?%?", " NUM ", prose)
    words = re.findall(r"[A-Za-z’']+", prose)
    known = {w.lower() for w in MONTHS + WEEKDAYS}
    counts = set(NUMBER_WORDS + ORDINALS)
    return ["DATE" if w.lower() in known else "NUM" if w.lower() in counts else w.lower() for w in words]


def five_grams(words: list[str]) -> set[tuple[str, ...]]:
    """All runs of five words."""
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def shared(today: str, before: str, names: list[str]) -> float:
    """The share of today's 5-grams that the day before has too."""
    a, b = (five_grams(masked(body(text), names)) for text in (today, before))
    return len(a & b) / len(a) if a else 0.0


SLIPS: dict[str, str] = {
    "a before a vowel sound": r"\b[Aa] (?=8\d*(?:\.\d+)?%|8th|11th|18th|8\b|11\b|18\b|[aeio]\w)(?!one|once|euro)",
    "an before a consonant": r"\b[Aa]n (?=[bcdfgjklmnpqrstvwyz]\w)(?!hour|honest)",
    "an before a figure": r"\b[Aa]n (?=[1-79]\d?(?:\.\d+)?(?:%|th|st|nd|rd))(?!11|18)",
    "doubled word": r"\b(\w+) \1\b(?<!had had)(?<!that that)",
    "sign after a verb": r"\b(?:rose|fell|gained|lost|added|climbed|dropped|slipped|jumped|up|down) [−+-]\d",
    "space before punctuation": r" [,.;:!?](?!\d)",
    "two full stops": r"\.\.(?!\.)|\. \.",
    "double space": r"[^\n] {2,}",
    "small letter after a full stop": r"[a-z0-9%]\. [a-z]",
    "unfilled": r"\{\{|\}\}|\{%|\bNone\b|\bnan\b|[Uu]ndefined|\ue000|\ue001|\ue002",
    "one of many": r"(?<![.,\d])\b(?:1|one) (?:sessions|days|points|times|cases|basis points|percentage points)\b",
    "many of one": r"(?<![.\d])\b(?:[2-9]|\d\d+|two|three|four|five|six|seven|eight|nine) "
    r"(?:session|day|time|case|basis point)\b(?!-)(?! (?:in|row|volatility))",
    "the the": r"\b[Tt]he (?:the|a|an|its|this|that) ",
    "percent of percent": r"% ?%|%%|\bper cent\b",
    "unchanged by": r"\bunchanged \d|\bby unchanged|up unchanged|down unchanged",
    "empty brackets": r"\(\s*\)|\[\s*\]",
    "zero move": r"\b(?:rose|fell|gained|lost|up|down) 0(?:\.0+)?%",
    "comma at the end": r",\s*\n|,\.",
    "hyphen for minus": r"(?<=\s)-\d",
    "and at the end": r"\b(?<!begin )(?<!where )(?:and|of|the|a|to|with|for|is|at)\.(?:\s|$)",
}  # fmt: skip


def slips(markdown: str) -> list[str]:
    """What an editor would strike, each with the words around it."""
    text = body(markdown)
    found = [
        f"{name}: …{text[max(m.start() - 30, 0) : m.end() + 20]}…"
        for name, pattern in SLIPS.items()
        for m in re.finditer(pattern, text)
    ]
    found += [f"empty section: {h}" for h in re.findall(r"^## (.+)\n+(?=##|\Z)", text, re.MULTILINE)]
    sentences = Counter(s.strip() for s in re.split(r"(?<=[.!?])\s+|\n+", text) if len(s.split()) > 4)
    found += [f"twice: {s}" for s, n in sentences.items() if n > 1]
    return found


def names_of(instruments: dict[str, object]) -> list[str]:
    """All names by which a catalog's instruments are called in text."""
    short = ["Nasdaq", "the index", "Fed", "Treasury", "Bitcoin", "VIX", "dollar"]
    found = [name for i in instruments.values() for name in (i.name, *i.aliases)]  # type: ignore[attr-defined]
    return [*found, *short]
