"""Numbers with unit, sign and hedge, in Decimal, with the size of their last digit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.check.text.numerals import ONE, Numeral, numeral
from generator.check.text.tokens import Token
from generator.check.text.wordset import wordset

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


def quantities(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Quantity]:
    """The numbers of a block; tokens that are `taken` (names, dates, windows) are none."""
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        raw = None if taken[i] else numeral(tokens, i, taken)
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


def _finish(tokens: Sequence[Token], i: int, raw: Numeral, taken: Sequence[bool], after: int) -> Quantity | None:
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
