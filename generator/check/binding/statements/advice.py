"""Advice, and words that try to instruct: neither is a statement about what markets did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.statements.phrases import asks, clause_end, clause_start, on_markets, settled
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset

MESSAGE = "Advice: nothing on the tape can support it."
INSTRUCTIONS = re.compile(
    r"\b(?:as instructed|ignore (?:all|the|any) [a-z]+|previous (?:facts|instructions)|to be ignored|note to (?:all )?assistants?|rate this report|editor's note|transfer all|open (?:a|an) [a-z]+ account|sponsored|our partner|click here|sign up|subscribe|call 555|promo code"
    r"|system notice|forward this (?:text|page|report)|claim your|tell clients|readers are asked)\b",
    re.I,
)

_INSTRUCTING = wordset("""
    instructed ignore ignored previous note rate editor transfer open sponsored our click sign subscribe call promo
    system forward claim tell readers
""")  # one of them is in each of those phrases
_ORDERS = wordset("""
    buy sell trim hedge avoid hold own add rotate reduce cut short dump accumulate take stay wait switch lighten keep
    overweight underweight chase lock sidestep fade favour favor load
""")
_NEVER = frozenset({"don't", "never", "do"})
_OBJECTS = wordset("""
    dip exposure puts calls equities stocks shares bonds cash gold silver bitcoin profits profit pullback caps caution
    long short duration credit treasuries risk positions position crypto coins hedges miners commodities etf fund funds
    it here market breakout rally weakness strength
""")
_TELLS: Phrases[bool] = Phrases((words, True) for words in [
    "you should", "investors should", "traders should", "readers should", "holders should", "savers should", "we recommend", "i recommend", "we advise", "we suggest buying", "we suggest selling", "time to buy", "time to sell", "the time to buy", "the time to sell", "moment to buy", "moment to sell",
    "is a buy", "is a sell", "is a strong buy", "a screaming buy", "buy the dip", "sell the rally", "take profits", "we would add", "we would buy", "we would sell", "we would trim", "we would avoid", "i would buy", "i would sell", "i'd buy", "i'd sell", "we'd buy", "we'd sell", "you must buy", "you must sell", "worth buying", "don't use it as",
])  # fmt: skip
_STARTS = _TELLS.firsts | _ORDERS | _NEVER


def bind_advice(s: Sentence) -> Iterator[Claim]:
    """The advice of a sentence, and what is no statement about markets at all."""
    if asks(s):
        return
    for i in s.places(_STARTS):
        told = _TELLS.match(s.tokens, i, s.hi)
        if (told is not None and not _is_told_of(s, i, told[0])) or _is_order(s, i):
            yield settled(s, i, clause_end(s, i + 1), "advice", "forecast", MESSAGE)
            break
    match = None if s.vocabulary.isdisjoint(_INSTRUCTING) else INSTRUCTIONS.search(s.text)
    if match:
        base = s.tokens[s.lo].start
        inside = [k for k in range(s.lo, s.hi) if base + match.start() <= s.tokens[k].start < base + match.end()]
        if inside:
            yield settled(
                s, inside[0], clause_end(s, inside[-1]), "advice", "forecast", "Not a statement about the market."
            )


def _is_told_of(s: Sentence, i: int, stop: int) -> bool:
    """`should have bought`, `no time to sell`, `took profits`: told of, not advised."""
    before = s.words(clause_start(s, i), i)
    if "whether" in before or s.low(stop) in ("is", "be"):
        return True
    if s.low(stop) in ("have", "know", "note", "see", "read", "not") and s.low(stop - 1) == "should":
        return s.low(stop) != "not"
    told = s.low(i) in ("buy", "sell", "take") and any(
        w in ("to", "who", "they", "investors", "traders", "the", "of") for w in before[-2:]
    )
    return told or any(w in ("not", "no", "never", "isn't") for w in before[-3:])


def _is_order(s: Sentence, i: int) -> bool:
    """An imperative at the head of a sentence or clause: `Trim equity exposure`, `don't chase it here`."""
    k = i + 1 if s.low(i) in _NEVER else i
    if s.low(k) not in _ORDERS or s.tokens[i].hyphen or (i > s.lo and s.tokens[i - 1].text not in (";", ":", "\u2014")):
        return False
    end = clause_end(s, k)
    words = s.words(k + 1, min(end, k + 8))
    if s.tokens[k + 1].hyphen if k + 1 < s.hi else True:
        return False
    if s.low(k) == "keep" and words[:1] == ["in"]:
        return False
    if s.low(k) == "add" and words[:1] and words[0] in ("it", "up", "them", "these", "this", "in", "all"):
        return False
    if any(w in ("orders", "side", "was", "were", "is", "are", "rose", "fell", "calls") for w in words[:3]):
        return False
    if (
        s.low(k) in ("keep", "stay", "take", "hold", "wait", "own", "cut", "short", "add", "load")
        and not set(words) & _OBJECTS
    ):
        return False
    return bool(set(words) & _OBJECTS) or on_markets(s, k + 1, end)
