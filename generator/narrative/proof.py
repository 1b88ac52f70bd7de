"""A draft proves itself: every fact it states is asked again, and the words over it are read back.

What is read back are figures and number words (each must be a spelling of one of the fact's values at the precision
shown) and directions (signs, verbs and words of rise and fall must go the way that the fact goes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.errors import BriefError
from generator.facts import Engine, Fact
from generator.facts.fact import Instance
from generator.facts.spelling import MINUS
from generator.narrative.draft import Draft
from generator.narrative.marks import Span, plain
from generator.narrative.wording import SPANS, Wording

_NUMBER = re.compile(r"\d(?:[\d,.’'\u00a0\u202f]*\d)?")
_SCALES = {"trillion": 12, "billion": 9, "million": 6}
_WORD = re.compile(r"[^\W\d_]+")
_PERCENT = Decimal(100)
_SIGNED = frozenset({"change", "spread", "delta", "sum", "drawdown", "event"})


def prove(draft: Draft, engine: Engine, wording: Wording) -> None:
    """Raises BriefError, naming the words and the fact, for the first statement that does not hold."""
    facts = {fact.id: fact for fact in draft.sheet.facts}
    for span in draft.spans:
        if engine.ask(span.id) != facts[span.id]:
            raise _refuse(draft.markdown[span.start : span.end], span, "its question now has another answer")
    prove_spans(draft.markdown, draft.spans, engine, wording)


def prove_spans(text: str, spans: Iterable[Span], engine: Engine, wording: Wording) -> None:
    """The same for any text with its spans."""
    for span in spans:
        fact, words = engine.ask(span.id), text[span.start : span.end]
        if not fact.known:
            raise _refuse(words, span, "it has no answer")
        if wrong := unproven(words, fact, wording):
            raise _refuse(words, span, f"{wrong} is no spelling of {fact.value}")
        if goes_wrong_way(words, fact, wording):
            raise _refuse(words, span, f"{fact.value} goes the other way")


def unproven(words: str, fact: Fact, wording: Wording) -> str | None:
    """The first figure in `words` that is no spelling of the fact's values; None when all are."""
    if fact.unit == "text":
        return None if plain(str(fact.value)).casefold().strip(". ") in words.casefold().strip(". ") else words
    known, known_percent = list(_values(fact)), list(_values(fact, percent=True))
    days = {part for day in _days(fact) for part in (str(day.year), str(day.day))}
    for match in _NUMBER.finditer(words):
        after = words[match.end() :].lstrip()
        scale, values = _scale(after, wording), known_percent if after.startswith("%") else known
        if match[0] not in days and not any(_spells(match[0], scale, value, wording) for value in values):
            return match[0]
    numbers = {word: n for name in ("numbers", "ordinals") for n, word in enumerate(wording.words[name]) if word}
    said = [word for word in _WORD.findall(words.casefold()) if word in numbers]
    return next((w for w in said if not any(_spells(str(numbers[w]), 0, v, wording) for v in known)), None)


def goes_wrong_way(words: str, fact: Fact, wording: Wording) -> bool:
    """Whether the words tell of a rise where the fact is a fall, or of a fall where it is a rise."""
    if fact.measure.split(".")[0] not in _SIGNED or fact.measure.endswith("percentile") or not fact.number:
        return False
    way, other = ("up", "down") if fact.number > 0 else ("down", "up")
    return _says(other, words, wording) and not _says(way, words, wording)


def _says(way: str, words: str, wording: Wording) -> bool:
    if words.startswith("+" if way == "up" else MINUS):
        return True
    w = wording.words
    names = {"up": ("up", "rise", "rate_rise"), "down": ("down", "fall", "rate_fall")}[way]
    patterns = [*(w["units"][name] for name in names), w["present"][way], w["flows"]["in" if way == "up" else "out"]]
    patterns += [verb for size, verbs in w["verbs"][way].items() if size != "flat" for verb in verbs]
    return any(re.match(re.escape(p).replace(r"\{0\}", ".+"), words, re.IGNORECASE) for p in patterns)


def _values(fact: Fact, *, percent: bool = False) -> Iterator[Decimal]:
    """All numbers that a fact holds, as ratios, per cents, complements and basis points where those apply."""
    for number in _numbers(fact):
        value = abs(Decimal(repr(float(number))))
        if not (percent and fact.unit == "ratio"):
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
        *(fact.interval or ()), *(fact.record.days_between / length for length in SPANS if fact.record),
    )  # fmt: skip
    yield from (float(c) for c in candidates if isinstance(c, int | float))
    for instance in fact.instances or ():
        yield from (v for v in (instance.condition, instance.outcome) if v is not None)


def _days(fact: Fact) -> Iterator:  # type: ignore[type-arg]
    cases: tuple[Instance, ...] = fact.instances or ()
    found = (fact.date, fact.started, fact.as_of, fact.record and fact.record.previous_date, *(i.date for i in cases))
    yield from (day for day in found if day)


def _scale(after: str, wording: Wording) -> int:
    words = {exponent: str(wording.words["units"][name]) for name, exponent in _SCALES.items()}
    return next((exponent for exponent, word in words.items() if after.startswith(word)), 0)


def _spells(text: str, scale: int, value: Decimal, wording: Wording) -> bool:
    digits = wording.speller.plain(text)
    step = Decimal(1).scaleb(-len(digits.partition(".")[2])).scaleb(scale)
    return abs(Decimal(digits).scaleb(scale) - value) <= step / 2


def _refuse(words: str, span: Span, why: str) -> BriefError:
    return BriefError(f"“{words}” states {span.id}, but {why}", remedy="Mend the template; no brief was written.")
