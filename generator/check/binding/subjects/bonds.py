"""Bonds told by their price: `notes had their first weekly gain since May` says that yields fell."""

from __future__ import annotations

from generator.check.text.entities import Mention
from generator.check.text.quantities import Quantity
from generator.check.text.rates import is_bond
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_HIGHEST_YIELD = 20  # what costs less is no bond
_YIELDS = wordset("yield yields yielded yielding rate rates")
_PRICES = wordset("price prices")
_PAPER = wordset("security securities note notes bond bonds bill bills")


def by_price(s: Sentence, key: str, first: int) -> bool:
    """Whether the words before a token name a yield of the tape by the bond that pays it, as what rises and falls."""
    named = [m for m in s.mentions if m.key == key and m.last <= first and m.name.kind == "rate"]
    if not named:
        words = set() if any(m.key for m in s.mentions) else set(s.words(s.lo, first))
        return (
            bool(_PRICES & words and _PAPER & words) and not _YIELDS & words
        )  # `the price of the security due in May`
    mention = named[-1]
    beside = {*s.words(mention.first - 3, mention.first), *s.words(mention.last, mention.last + 2)}
    return is_bond(s.words(mention.first, mention.last)) and not _YIELDS & beside and not _in_points(s, mention)


def _in_points(s: Sentence, mention: Mention) -> bool:
    """`Gilts rose for a seventh session, by 4.4bp`: what moves by basis points is the yield."""
    number = next((q for q in s.numbers if q.first >= mention.last and q.unit in ("bp", "pp")), None)
    if number is None:
        return False
    other = any(mention.last <= m.first < number.first and m.name.anaphor is None for m in s.mentions)
    return not other and not _YIELDS & set(s.words(mention.last, number.first))


def costs_told(s: Sentence, q: Quantity, key: str, sign: int) -> bool:
    """`notes rose to 99 1/4`, `the price fell to 98`, `Treasuries lost 5 %`: what a bond costs; its yield moves by points."""
    if s.low((s.part(q.core).verb or s.lo) - 1) in _PRICES:
        return True
    if q.unit == "" and s.low(q.first - 1) == "at" and q.magnitude < _HIGHEST_YIELD:
        return False  # `two-year paper at 6.27`
    moved = bool(sign) and q.unit == "percent" and s.low(q.first - 1) not in ("to", "at")
    return by_price(s, key, q.first) and (moved or q.unit in ("money", "fraction", ""))
