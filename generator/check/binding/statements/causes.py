"""Causes: words that explain why a market moved. No tape can show one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.statements.blame import named_causes
from generator.check.binding.statements.links import linked_causes
from generator.check.binding.statements.phrases import BE, asks, clause_end, denied, settled
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

MESSAGE = "A cause: no tape can show it."


def bind_causes(s: Sentence) -> Iterator[Claim]:
    """What a sentence says of why a market moved."""
    if asks(s):
        return
    last = s.lo
    for first, stop in sorted([*linked_causes(s), *named_causes(s), *_stories(s), *_is_about(s)]):
        if first >= last:
            yield settled(s, first, stop, "cause", "cause", MESSAGE)
            last = stop


_USUAL = wordset(
    "different another same old long short good bad global success cautionary similar other whole full real"
)
_TALES = wordset("story tale phenomenon")
_SOMEBODY = wordset("somebody someone money cash capital")
_MOVING = wordset("fleeing leaving pouring rotating flooding rushing piling seeping migrating")
_TELLERS = _TALES | _SOMEBODY
_TRADES = wordset("selling buying hedging dumping liquidating unwinding deleveraging rolling covering closing chasing")


def _is_about(s: Sentence) -> Iterator[tuple[int, int]]:
    """`This is about deposit flight, not growth`, `it was all about the Fed`, `it was all in the price`."""
    k = s.lo
    while k < s.hi and s.low(k) in ("and", "but", "so", "really", "maybe"):
        k += 1
    told = s.words(k, k + 2)
    if told[1:] not in (["is"], ["was"]) or told[0] not in ("this", "it", "that", "today", "friday", "monday"):
        return
    j = k + 2 + (s.low(k + 2) in ("all", "mostly", "only", "simply", "still", "really"))
    if (s.low(j) == "about" and not s.numbers and j + 1 < s.hi and s.low(j + 1) not in _NOT_ABOUT) or s.words(
        j - 1, j + 3
    ) in (["all", "in", "the", "price"], ["already", "in", "the", "price"]):
        yield k, clause_end(s, k)


_NOT_ABOUT = wordset("to time right as where what the it that us me you how")


def _stories(s: Sentence) -> Iterator[tuple[int, int]]:
    """`is, in our view, a financing-cost story`; `somebody is selling what they can`."""
    for i in s.places(_TELLERS):
        if s.low(i) in _TALES:
            first = next((k for k in range(i - 1, max(i - 5, s.lo), -1) if s.low(k) in ("a", "an")), -1)
            told = s.words(first + 1, i)
            was = any(w in BE for w in s.words(s.lo, max(first, s.lo)))
            if first >= 0 and was and told and not set(told) & _USUAL and not denied(s, s.lo, first):
                yield first, i + 1
        elif (any(w in _TRADES for w in s.words(i + 1, i + 4)) and s.low(i) in ("somebody", "someone")) or (
            s.low(i + 1) in ("is", "has", "keeps") and _MOVING & set(s.words(i + 2, i + 4))
        ):
            yield i, clause_end(s, i)
