"""Numerals: digits, number words, ordinals and fractions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from generator.check.text.tokens import Token
from generator.check.text.wordset import wordset
from generator.records import dataclass

ONE = Decimal(1)
SMALL = {
    word: n for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}  # fmt: skip
SMALL["nought"] = 0
TENS = {
    word: n * 10
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_FIRST = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
ORDINALS = {word: n for n, word in enumerate(_FIRST.split(), 1)}
FRACTIONS = {
    "half": Decimal(1) / 2, "third": Decimal(1) / 3, "quarter": Decimal(1) / 4, "fifth": Decimal(1) / 5, "tenth": Decimal(1) / 10,
    "eighth": Decimal(1) / 8, "thirds": Decimal(1) / 3, "quarters": Decimal(1) / 4, "fifths": Decimal(1) / 5, "tenths": Decimal(1) / 10,
    "eighths": Decimal(1) / 8, "halves": Decimal(1) / 2, "sixth": Decimal(1) / 6, "seventh": Decimal(1) / 7, "ninth": Decimal(1) / 9,
    "hundredth": Decimal(1) / 100, "hundredths": Decimal(1) / 100, "sixths": Decimal(1) / 6, "sevenths": Decimal(1) / 7,
}  # fmt: skip
_GLYPHS = {
    "½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3,
    "⅛": Decimal("0.125"), "⅜": Decimal("0.375"), "⅝": Decimal("0.625"), "⅞": Decimal("0.875"),
}  # fmt: skip
_PARTS = frozenset({"2", "3", "4", "8", "16", "32"})  # of what written fractions such as `5 3/8` are
_FOLDS = {**SMALL, **TENS, "hundred": 100, "thousand": 1000}
_EUROPEAN = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}\Z")
_COUNTING = frozenset({*SMALL, *TENS, *ORDINALS, *FRACTIONS, "a", "an", "dozen"})
NUMERAL_WORDS = _COUNTING | _GLYPHS.keys() | {"twice", "thrice", *(f"{word}fold" for word in _FOLDS)}
_TIMES_OF = wordset("its their what as the")
_SINGLE = wordset("single full whole solitary lone mere clear round")
_ONE_OF = wordset("basis percentage point bp")
_SHARED = wordset("percent percentage point pct basis %")


@dataclass(frozen=True, slots=True)
class Numeral:
    """Digits or number words: value, size of the last digit, form, tokens."""

    value: Decimal
    grain: Decimal
    form: str
    last: int
    spelled: bool
    fold: bool = False


def may_count(token: Token) -> bool:
    """Whether a number or ordinal may begin at a token; most words are none."""
    return token.kind == "num" or token.low in _COUNTING


def counting(tokens: Sequence[Token], first: int, last: int) -> list[int]:
    """The tokens of a stretch that a number or ordinal may begin with."""
    return [i for i in range(first, last) if tokens[i].kind == "num" or tokens[i].low in _COUNTING]


def number_word(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """A whole number in words or digits at token `i`: its value and the token after it."""
    token = tokens[i]
    if token.kind != "num" and token.low not in _COUNTING:
        return None
    if token.whole is None:
        numeral(tokens, i)
    return (token.whole[0], i + token.whole[1]) if token.whole else None


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


def numeral(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Digits or number words at token `i`, None where there are none; the token keeps what whole number it is."""
    raw = _numeral(tokens, i)
    plain = raw is not None and raw.form != "fraction" and raw.value == raw.value.to_integral_value()
    tokens[i].whole = (int(raw.value), raw.last - i) if raw is not None and plain else ()
    return raw


def _numeral(tokens: Sequence[Token], i: int) -> Numeral | None:
    token = tokens[i]
    if token.kind == "num":
        return _digits(tokens, i)
    if token.low in _COUNTING:
        return _words(tokens, i) if token.kind == "word" else None
    if token.low in ("twice", "thrice") and _multiplies(tokens, i + 1):
        return Numeral(Decimal(2 if token.low == "twice" else 3), ONE, "integer", i + 1, True, fold=True)
    if token.text in _GLYPHS:
        return Numeral(_GLYPHS[token.text], Decimal("0.25"), "fraction", i + 1, False)
    if token.kind == "word" and token.low.endswith("fold") and token.low[:-4] in _FOLDS:
        return Numeral(Decimal(_FOLDS[token.low[:-4]]), ONE, "integer", i + 1, True, fold=True)
    return None


def _multiplies(tokens: Sequence[Token], i: int) -> bool:
    """`twice its value`, `twice as much as`, `twice the S&P 500's 5 %`: no number of occasions."""
    return i < len(tokens) and (tokens[i].low in _TIMES_OF or any(t.possessive for t in tokens[i : i + 4]))


def _digits(tokens: Sequence[Token], i: int) -> Numeral:
    text = tokens[i].text[:40]
    if "," in text and _EUROPEAN.match(text):
        text = text.replace(".", "").replace(",", ".")
    text = text.replace(",", "").replace("'", "")
    value = Decimal(text)
    decimals = len(text.partition(".")[2])
    last = i + 1
    if last < len(tokens) and tokens[last].text in _GLYPHS and tokens[last].glued:
        return Numeral(value + _GLYPHS[tokens[last].text], Decimal("0.25"), "decimal", last + 1, False)
    if decimals:
        return Numeral(value, Decimal(1).scaleb(-decimals), "decimal", last, False)
    alone = written_fraction(tokens, i)
    if alone is not None:
        return Numeral(alone, Decimal("0.1"), "decimal", last + 2, False)
    part = written_fraction(tokens, last)
    if part is not None:
        return Numeral(value + part, Decimal("0.1"), "decimal", last + 3, False)
    return Numeral(value, *_grain(value), last, False)


def written_fraction(tokens: Sequence[Token], i: int) -> Decimal | None:
    """`3/8` at token `i`, where it cannot be anything but a fraction."""
    if i + 2 >= len(tokens) or tokens[i + 1].text != "/" or tokens[i + 2].text not in _PARTS or tokens[i].glued:
        return None
    if not (tokens[i].is_num and tokens[i].text.isdigit() and tokens[i + 1].glued and tokens[i + 2].glued):
        return None
    one, two = int(tokens[i].text[:3]), int(tokens[i + 2].text)
    return Decimal(one) / two if 0 < one < two else None


def _grain(value: Decimal) -> tuple[Decimal, str]:
    digits = str(value)
    zeros = len(digits) - len(digits.rstrip("0")) if value else 0
    return Decimal(1).scaleb(zeros), "round" if zeros else "integer"


def _words(tokens: Sequence[Token], i: int) -> Numeral | None:
    low = tokens[i].low
    n = len(tokens)
    following = tokens[i + 1].low if i + 1 < n else ""
    if low in ("a", "an", "one") and following in FRACTIONS and not _is_ordinal(tokens, i + 1):
        return _share(tokens, i + 2, FRACTIONS[following]) if _fraction_ends(tokens, i + 2, following) else None
    if low == "half":
        return _half(tokens, i, following)
    value, last = cardinal(tokens, i)
    if value is None:
        return None
    spoken = _spoken_decimal(tokens, last, value)
    if spoken is not None:
        return spoken
    part = FRACTIONS.get(tokens[last].low) if last < n and value < 10 and last == i + 1 else None
    if part is not None and tokens[last].low != "half" and (tokens[last].hyphen or tokens[last].low.endswith("s")):
        return _share(tokens, last + 1, value * part)
    if (
        last + 2 < n
        and tokens[last].low == "and"
        and tokens[last + 1].low in ("a", "one")
        and tokens[last + 2].low in ("half", "quarter", "third")
    ):
        return Numeral(value + FRACTIONS[tokens[last + 2].low], Decimal("0.2"), "decimal", last + 3, True)
    return Numeral(value, *_grain(value), last, True)


def _spoken_decimal(tokens: Sequence[Token], i: int, whole: Decimal) -> Numeral | None:
    """`three point nine`, `two point oh one`: digit by digit after the point."""
    digits = ""
    k = i + 1
    while tokens[i : i + 1] and tokens[i].low == "point" and k < len(tokens) and tokens[k].low in _SAID:
        digits += _SAID[tokens[k].low]
        k += 1
    if not digits:
        return None
    return Numeral(whole + Decimal(f"0.{digits}"), ONE.scaleb(-len(digits)), "decimal", k, True)


_SAID = {**{word: str(n) for word, n in SMALL.items() if n < 10}, "oh": "0", "nought": "0"}


def _half(tokens: Sequence[Token], i: int, following: str) -> Numeral | None:
    after = tokens[i + 2].low if i + 2 < len(tokens) else ""
    if following in ("a", "an", "one") and after in ("point", "percent", "per", "percentage", "pct", "basis"):
        return Numeral(Decimal("0.5"), Decimal("0.1"), "decimal", i + 2, True)
    if following in ("a", "an") and after == "dozen":
        return Numeral(Decimal(6), ONE, "integer", i + 3, True)
    if following == "point" or (following == "percentage" and after == "point"):
        return Numeral(Decimal("0.5"), Decimal("0.1"), "decimal", i + 1, True)
    if following == "of" and after in ("its", "what", "their"):
        return Numeral(FRACTIONS["half"], Decimal("0.02"), "fraction", i + 1, True)
    if following not in ("of", "the", "year", "way", "a", "time", "hour"):
        return Numeral(FRACTIONS["half"], Decimal("0.02"), "fraction", i + 1, True)
    return None


def _share(tokens: Sequence[Token], i: int, value: Decimal) -> Numeral:
    """A fraction: `a third`; of a unit (`three tenths of a percent`) it is a decimal of that unit."""
    words = [t.low for t in tokens[i : i + 4]]
    if words[:1] == ["of"] and words[1:2] in (["a"], ["an"], ["one"], ["1"]):
        unit = words[2:3]
        if unit and (unit[0] in _SHARED or words[2:] == ["per", "cent"]):
            return Numeral(value, Decimal("0.1"), "decimal", i + 2, True)
    return Numeral(value, Decimal("0.02"), "fraction", i, True)


_AFTER_ORDINAL = wordset("""
    straight consecutive successive week month day session time reason year record gain loss decline rise drop in
    down up daily weekly monthly quarterly annual losing winning positive negative such day's run fall advance win
    trading green red leg wave attempt
""")


def _is_ordinal(tokens: Sequence[Token], i: int) -> bool:
    """Whether `third`, `fifth` ... counts something: `a fifth down month`, `a third straight gain`."""
    word = tokens[i].low
    if word == "second":
        return True
    if word in ("half", "quarter"):
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        after is not None
        and after.kind == "word"
        and after.low in _AFTER_ORDINAL
        and not (after.low in ("in", "down", "up") and not _counted_later(tokens, i + 2))
    )


_PERIODS = wordset("day days week weeks month months quarter quarters year years session sessions row trot spin")


def _counted_later(tokens: Sequence[Token], i: int) -> bool:
    """`a third down week`, `a fourth in a row`, but not `a third down on the year`, `a third in the red`."""
    return any(t.low in _PERIODS for t in tokens[i : i + 1]) or [t.low for t in tokens[i : i + 1]] in (["a"], ["as"])


def _fraction_ends(tokens: Sequence[Token], i: int, word: str) -> bool:
    """`a quarter` is a fraction when a point, a comparison or nothing temporal follows; `a quarter ago` is not."""
    if i >= len(tokens):
        return True
    low = tokens[i].low
    if word == "quarter" and low in ("ago", "earlier", "later", "to", "past", "before"):
        return False
    return not (word == "half" and low in ("year", "hour", "day", "century", "time"))


_LARGE = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def cardinal(tokens: Sequence[Token], i: int) -> tuple[Decimal | None, int]:
    """A whole number in words at token `i`; a single word of size after it is left to the scale."""
    low, n = tokens[i].low, len(tokens)
    following = tokens[i + 1].low if i + 1 < n else ""
    if low in ("a", "one") and (following == "hundred" or following in _LARGE):
        return _compound(tokens, i + 1, 1)
    if low in ("a", "one") and following == "dozen":
        return Decimal(12), i + 2
    if low == "a" and following in _ONE_OF:
        return ONE, i + 1
    if low in ("a", "one") and following in _SINGLE and i + 2 < n and tokens[i + 2].low in _ONE_OF:
        return ONE, i + 2
    if low == "dozen":
        return Decimal(12), i + 1
    plain = _below_hundred(tokens, i)
    return (None, i) if plain is None else _compound(tokens, plain[1], plain[0])


def _below_hundred(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    if i >= len(tokens):
        return None
    low = tokens[i].low
    if low in SMALL:
        return SMALL[low], i + 1
    if low in TENS:
        if i + 1 < len(tokens) and 0 < SMALL.get(tokens[i + 1].low, 0) < 10:
            return TENS[low] + SMALL[tokens[i + 1].low], i + 2
        return TENS[low], i + 1
    return None


def _compound(tokens: Sequence[Token], i: int, value: int) -> tuple[Decimal, int]:
    """`a hundred and twenty`, `two thousand three hundred`; a last `thousand` alone is left to the scale."""
    total, current = 0, value
    for _ in range(4):
        low = tokens[i].low if i < len(tokens) else ""
        size = 100 if low == "hundred" else _LARGE.get(low, 0)
        if not size:
            break
        after = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].low == "and")
        rest = _below_hundred(tokens, after)
        if size > 100 and rest is None and not total:
            break
        total, current = (total, current * 100) if size == 100 else (total + current * size, 0)
        current, i = (current + rest[0], rest[1]) if rest is not None else (current, i + 1)
    return Decimal(total + current), i
