"""What the rewrite leaves out: facts that the plain text tells, and its caveats."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from generator.check.comparing.policy import band, rule_number
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.facts import Fact

_DENIED = r"(?:not|no|nothing|never|nobody|cannot|can't|don't|doesn't|won't|isn't|aren't|without|unknown|none|neither|nor|beyond|silent|n't)"
_NO_PROOF = r"\b(?:not|nor|never|n't|do not|does not|more than)\b[^.;]{0,30}\b(?:caus(?:e|es|ing)|prov(?:e|es|ing)|proof|give is a reason|data can say|say which)\b|\b(?:cannot|can't) (?:say|tell) (?:which|why)\b|\bnone\b[^.;]{0,40}\breason\b"
_CAVEATS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "note:cause": (
        re.compile(
            rf"\b(?:do|does) not (?:say|show|tell|explain)\b[^.]*\b(?:why|reasons?|causes?)\b|\b(?:no|without) (?:reasons?|causes?|explanations?)\b|{_NO_PROOF}",
            re.I,
        ),
        re.compile(rf"\b(?:why|reasons?|causes?|caused|explain\w*|explanations?|behind)\b|{_NO_PROOF}", re.I),
    ),
    "note:stale": (
        re.compile(r"\bstale\b", re.I),
        re.compile(r"\bstale|out[- ]of[- ]date|not (?:be (?:read|taken) (?:as|for) )?(?:today's|current|fresh)|no newer|outdated|old (?:data|numbers|figures)|past (?:its|their)|behind the times|aged|lagging data\b", re.I),
    ),
    "note:small": (
        re.compile(
            r"\bsmall sample|few (?:cases|instances)|only \w+ (?:cases|instances)\b|\bsample of \w+ is\b|too small to|no evidence\b|a caution, not|\bwith \w+ (?:cases|cycles) on file\b",
            re.I,
        ),
        re.compile(
            r"\bsmall (?:sample|number|set)|sample (?:is|of)|few\b|only \w+ (?:cases|instances|times|years|halvings)|handful|tiny|too small|not many|(?:not|no|hardly|rather than|n't) (?:\w+ )?(?:evidence|proof|rule)\b|\b\w+ (?:cases|cycles) (?:are )?on file\b",
            re.I,
        ),
    ),
    "note:short": (
        re.compile(r"\b(?:file|data|series|history)s? [^.]{0,60}(?:begins?|starts?|goes back)\b|\btoo (?:short|recent)|short history\b", re.I),
        re.compile(r"\b(?:file|data|series|history|records)\b[^.]{0,80}\b(?:begins?|began|starts?|started|goes? back|reach(?:es)? back|dates? from)\b|too (?:short|recent\w*|young|new)|short history|does not reach|not (?:long|far) enough|no further back\b", re.I),
    ),
}  # fmt: skip


def caveats_dropped(text: str, plain: str) -> list[str]:
    """Caveats of the plain text that the rewrite has nowhere, in whatever words."""
    return [note for note, (asked, kept) in _CAVEATS.items() if asked.search(plain) and not _kept(note, kept, text)]


def _kept(note: str, kept: re.Pattern[str], text: str) -> bool:
    sentences = re.split(r"(?<=[.!?;:])\s+|\n+", text.replace("\u2019", "'"))
    return any(
        kept.search(one) and (note != "note:cause" or re.search(rf"\b{_DENIED}\b|n't\b|\bmore than\b", one, re.I))
        for one in sentences
    )


def untold(
    facts: Iterable[Fact], known: set[str], told: set[str], plain: Sequence[Sentence], text: Sequence[Sentence]
) -> list[str]:
    """Facts that the plain text tells (`known`: with its numbers) and the rewrite does not, whose numbers tell `told`."""
    here, there = _numbers(plain), _numbers(text)
    missing = (
        f
        for f in facts
        if f.value is not None and f.id not in told and (f.id in known or isinstance(f.value, bool | str))
    )
    return [f.id for f in missing if shown(f, plain, here) and not shown(f, text, there)]


_Numbers = list[tuple[float, float, Quantity]]  # with the bounds outside of which no fact supports them


def _numbers(sentences: Sequence[Sentence]) -> _Numbers:
    return [(*band(q), q) for s in sentences for q in s.numbers]


def shown(fact: Fact, sentences: Sequence[Sentence], numbers: _Numbers) -> bool:
    """Whether a number of a text has a fact's value, or a sentence its date."""
    if isinstance(fact.value, bool):
        return any(m.cue.role == "record" for s in sentences for m in s.marks)
    if isinstance(fact.value, str):
        return any(w.start and w.end and str(w.start) <= fact.value <= str(w.end) for s in sentences for w in s.whens)
    if not isinstance(fact.value, int | float) or not math.isfinite(fact.value):
        return True
    values = [abs(Decimal(repr(float(fact.value)))) * k for k in _scales(fact)]
    return any(
        rule_number(q, v).verdict == "supported"
        for v in values
        for size in (float(v),)
        for low, high, q in numbers
        if low <= size <= high and _fits(q, fact)
    )


def _scales(fact: Fact) -> tuple[int, ...]:
    if fact.unit == "ratio" and fact.measure != "ratio":
        return (100, 10000)
    return (1, 100) if fact.unit == "percentage points" else (1,)


def _fits(q: Quantity, fact: Fact) -> bool:
    if fact.unit == "ratio" and fact.measure != "ratio":
        return q.unit in ("percent", "bp", "pp", "points", "fraction")
    if fact.unit == "percentage points":
        return q.unit in ("bp", "pp", "percent", "points")
    return q.unit not in ("bp", "pp")
