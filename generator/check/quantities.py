"""Numbers as they are written: digits, words, scale words, units, signs, hedges and ranges, in Decimal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.check.tokens import Token
from generator.check.wordset import wordset

ONE = Decimal(1)
SCALES = {
    "hundred": Decimal(100), "thousand": Decimal(1000), "k": Decimal(1000), "grand": Decimal(1000),
    "million": Decimal(10**6), "m": Decimal(10**6), "mn": Decimal(10**6), "mln": Decimal(10**6), "mio": Decimal(10**6),
    "billion": Decimal(10**9), "bn": Decimal(10**9), "b": Decimal(10**9), "bln": Decimal(10**9),
    "trillion": Decimal(10**12), "tn": Decimal(10**12), "trn": Decimal(10**12), "t": Decimal(10**12),
}  # fmt: skip
_LETTER_SCALES = frozenset({"k", "m", "b", "t"})
CURRENCIES = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY"}
CURRENCY_WORDS = {
    "dollar": "USD", "dollars": "USD", "usd": "USD", "bucks": "USD", "euro": "EUR", "euros": "EUR", "eur": "EUR", "pounds": "GBP",
    "gbp": "GBP", "yen": "JPY", "jpy": "JPY", "yuan": "CNY", "cny": "CNY", "francs": "CHF", "chf": "CHF",
}  # fmt: skip
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
HEDGES = {
    **dict.fromkeys(("about", "around", "roughly", "some", "approximately", "circa", "c", "ca", "~", "≈", "an estimated", "approx",
                     "somewhere around", "more or less", "in the region of", "in the order of", "or so", "ish", "nearer", "near"), "about"),
    **dict.fromkeys(("nearly", "almost", "close to", "just under", "approaching", "just below", "a little under", "a shade under", "just shy of",
                     "shy of", "not quite", "a whisker under", "slightly less than", "a touch under", "a bit under", "fractionally under",
                     "slightly under", "a little less than", "virtually", "a little below", "slightly below", "nigh on"), "nearly"),
    **dict.fromkeys(("over", "more than", "above", "exceeding", "exceeds", "exceeded", "topping", "well over", "well above", "in excess of",
                     "upwards of", "north of", "better than", "greater than", "no fewer than", "past", ">", "fully", "higher than", "larger than",
                     "bigger than", "upward of", "beyond"), "over"),
    **dict.fromkeys(("at least", "no less than", "not less than", "a minimum of", "≥"), "at_least"),
    **dict.fromkeys(("under", "less than", "below", "fewer than", "south of", "lower than", "smaller than", "<", "well under", "well below"), "under"),
    **dict.fromkeys(("at most", "no more than", "not more than", "up to", "as much as", "as many as", "a maximum of", "≤"), "at_most"),
    **dict.fromkeys(("just over", "a little over", "slightly more than", "just above", "a shade over", "a little more than", "a touch over",
                     "slightly over", "a little above", "a bit over", "a bit more than", "a whisker over", "slightly above", "a tad over",
                     "a hair over", "fractionally over", "just more than", "a touch more than"), "just_over"),
}  # fmt: skip
_RELATIONS = frozenset(
    {"below", "above", "under", "over", "past", "higher than", "lower than", "more than", "less than", "beyond"}
)
_SOFT = wordset("""
    a mere just only another further modest whopping full staggering hefty massive solid still the additional extra
    meagre paltry good cool now
""")  # fmt: skip


_COUNTING = frozenset({*SMALL, *TENS, *ORDINALS, *FRACTIONS, "a", "an", "dozen"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and hedge. Tokens `first` to `last` (exclusive); `core` is where its digits begin."""

    first: int
    core: int
    last: int
    value: Decimal
    grain: Decimal
    scale: Decimal
    unit: str
    currency: str = ""
    sign: int = 0
    hedge: str | None = None
    form: str = "integer"
    spelled: bool = False

    @property
    def magnitude(self) -> Decimal:
        """The value without its sign."""
        return abs(self.value)


@dataclass(frozen=True, slots=True)
class _Raw:
    """Digits or number words: value, size of the last digit, form, tokens."""

    value: Decimal
    grain: Decimal
    form: str
    last: int
    spelled: bool


def quantities(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Quantity]:
    """The numbers of a block; tokens that are `taken` (names, dates, windows) are none."""
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        raw = None if taken[i] else _raw(tokens, i, taken)
        if raw is None:
            i += 1
            continue
        quantity = _finish(tokens, i, raw, taken, found[-1].last if found else 0)
        if quantity is None:
            i += 1
            continue
        found.append(quantity)
        i = quantity.last
    return _of_them(_share_units(found, tokens), tokens)


def _of_them(found: list[Quantity], tokens: Sequence[Token]) -> list[Quantity]:
    """`rose 21 basis points, thirteen of them on Friday`: the unit of the number before."""
    for k in range(1, len(found)):
        q = found[k]
        before = next((x for x in reversed(found[max(0, k - 6) : k]) if x.unit in ("bp", "points")), found[k - 1])
        if (
            not q.unit
            and before.unit
            and q.last + 1 < len(tokens)
            and tokens[q.last].low == "of"
            and (
                tokens[q.last + 1].low in ("them", "which")
                or (
                    tokens[q.last + 1].low == "those" and q.last + 2 < len(tokens) and tokens[q.last + 2].kind != "word"
                )
            )
        ):
            found[k] = replace(q, unit=before.unit, last=q.last + 2)
    return found


def may_count(token: Token) -> bool:
    """Whether a number or ordinal may begin at a token; most words are none."""
    return token.kind == "num" or token.low in _COUNTING


def number_word(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """A whole number in words or digits at token `i`: its value and the token after it."""
    if not may_count(tokens[i]):
        return None
    raw = _raw(tokens, i, ())
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


def _raw(tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> _Raw | None:
    token = tokens[i]
    if token.kind == "num":
        return _digits(tokens, i)
    if token.low not in _COUNTING and token.text not in _GLYPHS:
        return None
    if token.text in _GLYPHS:
        return _Raw(_GLYPHS[token.text], Decimal("0.25"), "fraction", i + 1, False)
    return _words(tokens, i, taken) if token.kind == "word" else None


def _digits(tokens: Sequence[Token], i: int) -> _Raw:
    text = tokens[i].text.replace(",", "")[:40]
    value = Decimal(text)
    decimals = len(text.partition(".")[2])
    last = i + 1
    if last < len(tokens) and tokens[last].text in _GLYPHS and tokens[last].glued:
        return _Raw(value + _GLYPHS[tokens[last].text], Decimal("0.25"), "decimal", last + 1, False)
    if decimals:
        return _Raw(value, Decimal(1).scaleb(-decimals), "decimal", last, False)
    return _Raw(value, *_grain(value), last, False)


def _grain(value: Decimal) -> tuple[Decimal, str]:
    digits = str(value)
    zeros = len(digits) - len(digits.rstrip("0")) if value else 0
    return Decimal(1).scaleb(zeros), "round" if zeros else "integer"


def _words(tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> _Raw | None:
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
            _Raw(FRACTIONS[following], Decimal("0.02"), "fraction", i + 2, True)
            if _fraction_ends(tokens, i + 2, following)
            else None
        )
    if (
        low == "half"
        and following in ("a", "an")
        and i + 2 < n
        and tokens[i + 2].low in ("point", "percent", "per", "percentage", "percent")
    ):
        return _Raw(Decimal("0.5"), Decimal("0.1"), "decimal", i + 2, True)
    if low == "half" and following not in ("of", "the", "year", "way", "a", "time", "point"):
        return _Raw(FRACTIONS["half"], Decimal("0.02"), "fraction", i + 1, True)
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
        return _Raw(value * FRACTIONS[tokens[last].low], Decimal("0.02"), "fraction", last + 1, True)
    if (
        last + 2 < n
        and tokens[last].low == "and"
        and tokens[last + 1].low == "a"
        and tokens[last + 2].low in ("half", "quarter", "third")
    ):
        return _Raw(value + FRACTIONS[tokens[last + 2].low], Decimal("0.2"), "decimal", last + 3, True)
    return _Raw(value, *_grain(value), last, True)


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


def _scale(tokens: Sequence[Token], i: int) -> tuple[Decimal, int]:
    scale = ONE
    while i < len(tokens) and tokens[i].low in SCALES:
        token = tokens[i]
        if token.low in _LETTER_SCALES and (not token.glued or (False)):
            break
        scale *= SCALES[token.low]
        i += 1
        if scale > Decimal(10**15):
            break
    return scale, i


def _unit(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """The unit at token `i`, and the token after it."""
    lows = [t.low for t in tokens[i : i + 3]] + ["", "", ""]
    one, two = lows[0], lows[1]
    if one in ("%", "percent", "pct", "procent"):
        if two in ("point", "points", "pt", "pts"):
            return "pp", i + 2
        return "percent", i + 1
    if one == "per" and two == "cent":
        return ("pp", i + 3) if lows[2] in ("point", "points") else ("percent", i + 2)
    if one in ("percentage", "pct") and two in ("point", "points", "pt", "pts"):
        return "pp", i + 2
    if one in ("pp", "ppt", "ppts", "pps") or (one == "p" and two == "p"):
        return "pp", i + 1
    if one in ("bp", "bps", "bip", "bips"):
        return "bp", i + 1
    if one == "basis" and two in ("point", "points"):
        return "bp", i + 2
    if one in ("point", "points", "pt", "pts"):
        return "points", i + 1
    if one in ("x", "×", "times", "fold") and (one != "x" or tokens[i].glued):
        return "times", i + 1
    if one in CURRENCY_WORDS:
        return "money:" + CURRENCY_WORDS[one], i + 1
    return "", i


def _finish(tokens: Sequence[Token], i: int, raw: _Raw, taken: Sequence[bool], after: int) -> Quantity | None:
    scale, last = (ONE, raw.last) if raw.form == "fraction" else _scale(tokens, raw.last)
    if last < len(tokens) and tokens[last].low == "or" and last + 1 < len(tokens) and tokens[last + 1].low == "so":
        unit, stop = _unit(tokens, last + 2)
        last = stop if unit else last
    unit, last = _unit(tokens, last)
    if raw.spelled and tokens[i].low in ("one", "a") and scale == ONE and not unit and raw.form != "fraction":
        return None
    if raw.form == "fraction" and not unit and scale == ONE:
        unit = "fraction"
    first, sign, currency = _before(tokens, i, after)
    if unit.startswith("money:"):
        unit, currency = "money", unit[6:]
    if currency and not unit:
        unit = "money"
    value = raw.value * scale
    if raw.form == "fraction" and unit in ("pp", "points", "percent", "bp"):
        raw = replace(raw, form="decimal")
    grain = raw.grain * scale
    found = Quantity(
        first, i, last, -value if sign < 0 else value, grain, scale, unit, currency, sign, None, raw.form, raw.spelled
    )
    return _hedged(tokens, found, after, taken)


def _before(tokens: Sequence[Token], i: int, after: int) -> tuple[int, int, str]:
    """Sign and currency in front of the digits."""
    first, sign, currency = i, 0, ""
    if first - 1 >= after and tokens[first - 1].text in CURRENCIES:
        first -= 1
        currency = CURRENCIES[tokens[first].text]
        if first - 1 >= after and tokens[first - 1].low in ("us", "u", "a", "c", "hk") and tokens[first].glued:
            first -= 1
    if (
        first - 1 >= after
        and tokens[first - 1].text in "+-\u2013"
        and tokens[first].glued
        and not _joins(tokens, first - 1)
    ):
        first -= 1
        sign = 1 if tokens[first].text == "+" else -1
        if not currency and first - 1 >= after and tokens[first - 1].text in CURRENCIES and tokens[first].glued:
            first -= 1
            currency = CURRENCIES[tokens[first].text]
    if not sign and first - 1 >= after and tokens[first - 1].low in ("minus", "negative"):
        return first - 1, -1, currency
    if not sign and first - 1 >= after and tokens[first - 1].low == "plus":
        return first - 1, 1, currency
    return first, sign, currency


def _joins(tokens: Sequence[Token], i: int) -> bool:
    """Whether a dash joins two numbers (`4.00-4.25 %`) rather than being a sign."""
    return (
        i > 0
        and tokens[i].glued
        and (tokens[i - 1].is_num or tokens[i - 1].text == "%" or tokens[i - 1].kind == "word")
    )


def _hedged(tokens: Sequence[Token], q: Quantity, after: int, taken: Sequence[bool]) -> Quantity:
    first = q.first
    skip = first
    while skip - 1 >= after and tokens[skip - 1].low in _SOFT and first - skip < 2:
        skip -= 1
    for start in (first, skip):
        for size in (4, 3, 2, 1):
            if start - size < after:
                continue
            words = " ".join(t.low for t in tokens[start - size : start])
            if words in _RELATIONS and start - size - 1 >= 0 and start - size == after:
                continue
            if words in HEDGES and not (size == 1 and taken[start - 1]):
                return replace(q, first=start - size, hedge=HEDGES[words])
    stop = q.last
    if stop + 1 < len(tokens) and tokens[stop].low == "or":
        word = tokens[stop + 1].low
        if word in ("so", "more", "less", "thereabouts"):
            return replace(q, last=stop + 2, hedge={"more": "at_least", "less": "at_most"}.get(word, "about"))
    if stop < len(tokens) and tokens[stop].low in ("ish", "plus") and (tokens[stop].hyphen or tokens[stop].glued):
        return replace(q, last=stop + 1, hedge="about" if tokens[stop].low == "ish" else "over")
    return q


def _share_units(found: list[Quantity], tokens: Sequence[Token]) -> list[Quantity]:
    """`from 2.35 to 2.64 per cent`, `4.00-4.25%`, `$3 to 4 billion`: the unit of one end holds for both."""
    for k in range(len(found) - 1):
        one, two = found[k], found[k + 1]
        between = [t.low for t in tokens[one.last : two.first]]
        joined = (not between and tokens[two.core].hyphen) or between in (
            ["to"],
            ["and"],
            ["-"],
            ["\u2013"],
            ["or"],
            ["back", "to"],
            ["up", "to"],
            ["down", "to"],
        )
        if not joined:
            continue
        if not one.unit and two.unit and not (between == ["and"] and one.spelled):
            scale = two.scale if one.scale == ONE and one.unit == "" else one.scale
            found[k] = replace(
                one, unit=two.unit, currency=two.currency, value=one.value * scale, grain=one.grain * scale, scale=scale
            )
        elif one.unit == "money" and not two.unit:
            found[k + 1] = replace(two, unit="money", currency=one.currency)
    return found
