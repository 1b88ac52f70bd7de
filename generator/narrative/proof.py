"""A draft proves itself: every fact it states is asked again, and the words over it are read back.

What is read back are the numbers: a span's figures must be a spelling of its fact's values at the precision shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.errors import BriefError
from generator.facts import Engine, Fact
from generator.facts.fact import Instance
from generator.narrative.draft import Draft
from generator.narrative.marks import Span

_NUMBER = re.compile(r"\d[\d,.   ]*\d|\d")
_SCALES = {"trillion": 12, "billion": 9, "million": 6}
_PERCENT = Decimal(100)
_WORDS = ("number", "text", "date", "boolean", "table")


def prove(draft: Draft, engine: Engine) -> None:
    """Raises BriefError, naming the words and the fact, for the first statement that does not hold."""
    facts = {fact.id: fact for fact in draft.sheet.facts}
    for span in draft.spans:
        fact, words = facts[span.id], draft.markdown[span.start : span.end]
        if engine.ask(span.id) != fact:
            raise _refuse(words, span, "its question now has another answer")
        if not fact.known:
            raise _refuse(words, span, "it has no answer")
        if wrong := unproven(words, fact):
            raise _refuse(words, span, f"{wrong} is no spelling of {fact.value}")


def unproven(words: str, fact: Fact) -> str | None:
    """The first figure in `words` that is no spelling of the fact's values; None when all are."""
    if fact.unit == "text":
        return None if str(fact.value).casefold().strip(". ") in words.casefold().strip(". ") else words
    known = list(_values(fact))
    days = {part for day in _days(fact) for part in (str(day.year), str(day.day))}
    for match in _NUMBER.finditer(words):
        text = match[0].rstrip(".,")
        if text in days or (text == "20" and fact.measure.startswith("vol")):
            continue
        if not any(_spells(text, words[match.end() :], value) for value in known):
            return match[0]
    return None


def _values(fact: Fact) -> Iterator[Decimal]:
    """All numbers that a fact holds, as ratios, per cents, complements and basis points where those apply."""
    for number in _numbers(fact):
        value = abs(Decimal(repr(float(number))))
        yield value
        if fact.unit == "ratio":
            yield value * _PERCENT
            yield _PERCENT - value * _PERCENT
        if fact.unit == "percentage points":
            yield value * _PERCENT


def _numbers(fact: Fact) -> Iterator[float]:
    candidates = (
        fact.value, fact.n, fact.hits, fact.mean, fact.median, fact.worst, fact.best, fact.corr, fact.corr_at_0,
        fact.record.previous_level if fact.record else None, fact.record.level if fact.record else None,
        fact.base_rate.hit_rate if fact.base_rate else None, fact.base_rate.mean if fact.base_rate else None,
        *(fact.interval or ()),
    )  # fmt: skip
    yield from (float(c) for c in candidates if isinstance(c, int | float))
    for instance in fact.instances or ():
        yield from (v for v in (instance.condition, instance.outcome) if v is not None)


def _days(fact: Fact) -> Iterator:  # type: ignore[type-arg]
    cases: tuple[Instance, ...] = fact.instances or ()
    found = (fact.date, fact.started, fact.as_of, fact.record and fact.record.previous_date, *(i.date for i in cases))
    yield from (day for day in found if day)


def _spells(text: str, after: str, value: Decimal) -> bool:
    scale = next((e for word, e in _SCALES.items() if after.lstrip(" %").startswith(word)), 0)
    digits = re.sub(r"[,   ]", "", text)
    step = Decimal(1).scaleb(-len(digits.partition(".")[2])).scaleb(scale)
    return abs(Decimal(digits).scaleb(scale) - value) <= step / 2


def _refuse(words: str, span: Span, why: str) -> BriefError:
    return BriefError(f"“{words}” states {span.id}, but {why}", remedy="Mend the template; no brief was written.")
