"""Numerals: digits, number words, ordinals and fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.check.text.tokens import Token
from generator.check.text.wordset import wordset

ONE = Decimal(1)
SMALL = {
    word: n for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}  # fmt: skip
TENS = {
    word: n * 10
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_FIRST = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
ORDINALS = {word: n for n, word in enumerate(_FIRST.split(), 1)}
FRACTIONS = {
    "half": Decimal(1) / 2, "third": Decimal(1) / 3, "quarter": Decimal(1) / 4, "fifth": Decimal(1) / 5, "tenth": Decimal(1) / 10,
    "eighth": Decimal(1) / 8, "thirds": Decimal(1) / 3, "quarters": Decimal(1) / 4, "fifths": Decimal(1) / 5, "tenths": Decimal(1) / 10,
    "eighths": Decimal(1) / 8, "halves": Decimal(1) / 2,
}  # fmt: skip
_GLYPHS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}
_COUNTING = frozenset({*SMALL, *TENS, *ORDINALS, *FRACTIONS, "a", "an", "dozen"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """Digits or number words: value, size of the last digit, form, tokens."""

    value: Decimal
    grain: Decimal
    form: str
    last: int
    spelled: bool


def may_count(token: Token) -> bool:
    """Whether a number or ordinal may begin at a token; most words are none."""
    return token.kind == "num" or token.low in _COUNTING


def number_word(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """A whole number in words or digits at token `i`: its value and the token after it."""
    if not may_count(tokens[i]):
        return None
    raw = numeral(tokens, i, ())
    if raw is None or raw.value != raw.value.to_integral_value() or raw.form == "fraction":
        return None
    return int(raw.value), raw.last


def ordinal(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """An ordinal at token `i` (`third`, `11th`, `twenty-first`): its value and the token after it."""
    token = tokens[i]
    if token.low in ORDINALS:
        return ORDINALS[token.low], i + 1
    if token.low in TENS and i + 1 < len(tokens) and tokens[i + 1].hyphen and tokens[i + 1].low in ORDINALS:
        return TENS[token.low] + ORDINALS[tokens[i + 1].low], i + 2
    if (
        token.is_num
        and i + 1 < len(tokens)
        and tokens[i + 1].glued
        and tokens[i + 1].low in ("st", "nd", "rd", "th")
        and token.text.isdigit()
    ):
        return int(token.text[:9]), i + 2
    return None


def numeral(tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> Numeral | None:
    """Digits or number words at token `i`, None where there are none."""
    token = tokens[i]
    if token.kind == "num":
        return _digits(tokens, i)
    if token.low not in _COUNTING and token.text not in _GLYPHS:
        return None
    if token.text in _GLYPHS:
        return Numeral(_GLYPHS[token.text], Decimal("0.25"), "fraction", i + 1, False)
    return _words(tokens, i, taken) if token.kind == "word" else None


def _digits(tokens: Sequence[Token], i: int) -> Numeral:
    text = tokens[i].text.replace(",", "")[:40]
    value = Decimal(text)
    decimals = len(text.partition(".")[2])
    last = i + 1
    if last < len(tokens) and tokens[last].text in _GLYPHS and tokens[last].glued:
        return Numeral(value + _GLYPHS[tokens[last].text], Decimal("0.25"), "decimal", last + 1, False)
    if decimals:
        return Numeral(value, Decimal(1).scaleb(-decimals), "decimal", last, False)
    return Numeral(value, *_grain(value), last, False)


def _grain(value: Decimal) -> tuple[Decimal, str]:
    digits = str(value)
    zeros = len(digits) - len(digits.rstrip("0")) if value else 0
    return Decimal(1).scaleb(zeros), "round" if zeros else "integer"


def _words(tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> Numeral | None:
    low = tokens[i].low
    n = len(tokens)
    following = tokens[i + 1].low if i + 1 < n else ""
    if (
        low in ("a", "an", "one")
        and following in FRACTIONS
        and following != "second"
        and not (i + 2 < n and tokens[i + 2].low in _AFTER_ORDINAL and following not in ("half", "quarter"))
    ):
        return (
            Numeral(FRACTIONS[following], Decimal("0.02"), "fraction", i + 2, True)
            if _fraction_ends(tokens, i + 2, following)
            else None
        )
    if (
        low == "half"
        and following in ("a", "an")
        and i + 2 < n
        and tokens[i + 2].low in ("point", "percent", "per", "percentage", "percent")
    ):
        return Numeral(Decimal("0.5"), Decimal("0.1"), "decimal", i + 2, True)
    if low == "half" and following not in ("of", "the", "year", "way", "a", "time", "point"):
        return Numeral(FRACTIONS["half"], Decimal("0.02"), "fraction", i + 1, True)
    value, last = _cardinal(tokens, i)
    if value is None:
        return None
    if (
        last < n
        and tokens[last].low in FRACTIONS
        and tokens[last].low not in ("half",)
        and (tokens[last].hyphen or tokens[last].low.endswith("s"))
        and value < 10
        and last == i + 1
    ):
        return Numeral(value * FRACTIONS[tokens[last].low], Decimal("0.02"), "fraction", last + 1, True)
    if (
        last + 2 < n
        and tokens[last].low == "and"
        and tokens[last + 1].low == "a"
        and tokens[last + 2].low in ("half", "quarter", "third")
    ):
        return Numeral(value + FRACTIONS[tokens[last + 2].low], Decimal("0.2"), "decimal", last + 3, True)
    return Numeral(value, *_grain(value), last, True)


_AFTER_ORDINAL = wordset("""
    straight consecutive successive week month day session quarter time reason year record gain loss decline rise
    drop in
""")


def _fraction_ends(tokens: Sequence[Token], i: int, word: str) -> bool:
    """`a quarter` is a fraction when a point, a comparison or nothing temporal follows; `a quarter ago` is not."""
    if i >= len(tokens):
        return True
    low = tokens[i].low
    if word == "quarter" and low in ("ago", "earlier", "of") and low != "of":
        return False
    return not (word == "half" and low in ("year", "hour", "day"))


def _cardinal(tokens: Sequence[Token], i: int) -> tuple[Decimal | None, int]:
    low, n = tokens[i].low, len(tokens)
    if (
        low in ("a", "one")
        and i + 1 < n
        and tokens[i + 1].low in ("hundred", "thousand", "million", "billion", "trillion")
    ):
        return ONE, i + 1
    if low == "a" and i + 1 < n and tokens[i + 1].low in ("basis", "percentage", "point"):
        return ONE, i + 1
    if low == "dozen":
        return Decimal(12), i + 1
    if low in SMALL:
        return Decimal(SMALL[low]), i + 1
    if low in TENS:
        if i + 1 < n and tokens[i + 1].low in SMALL and 0 < SMALL[tokens[i + 1].low] < 10 and tokens[i + 1].hyphen:
            return Decimal(TENS[low] + SMALL[tokens[i + 1].low]), i + 2
        return Decimal(TENS[low]), i + 1
    return None, i
