"""How a value may be spelled: rounding, grouping and signs of a language, from Babel's locale data.

Values are rounded half up on their shortest decimal, so that text equals what a reader computes by hand.
"""

from __future__ import annotations

import copy
import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, get_currency_symbol, get_decimal_symbol, get_group_symbol

MINUS = "−"
BASIS_POINT = Decimal("0.01")  # of a percentage point
SCALES = ((12, "trillion", 2), (9, "billion", 1), (6, "million", 0))
BIG_PRICE = 1000


class Speller:
    """Spells numbers in a language. All results are unsigned unless the method says otherwise."""

    def __init__(self, language: str) -> None:
        self.locale = Locale.parse(language.replace("-", "_"))
        self._symbols = get_decimal_symbol(self.locale), get_group_symbol(self.locale)

    def number(self, value: float | Decimal, places: int) -> str:
        """A grouped number with exactly `places` decimals."""
        return self._grouped(rounded(abs(_exact(value)), places), places)

    def _grouped(self, value: Decimal, places: int) -> str:
        pattern = _pattern(self.locale, "decimal", places)
        if pattern.grouping != (3, 3):
            return str(pattern.apply(value, self.locale))
        point, group = self._symbols
        return f"{value:,.{places}f}".translate({ord(","): group, ord("."): point})

    def percent(self, ratio: float, places: int | None = None) -> str:
        """A ratio in per cent: one decimal; two below 0.1 %, none from 100 %."""
        exact = abs(_exact(ratio))
        if places is None:
            places = 0 if exact >= 1 else 2 if Decimal("0.00005") <= exact < Decimal("0.0005") else 1
        return str(_pattern(self.locale, "percent", places).apply(rounded(exact, places + 2), self.locale))

    def signed(self, ratio: float, text: str) -> str:
        """A sign before a spelled value; none where it is spelled as zero."""
        return f"{'+' if ratio > 0 else MINUS}{text}" if any(c in "123456789" for c in text) else text

    def basis_points(self, points: float) -> tuple[str, Decimal]:
        """Percentage points as basis points, with the number itself (for words and plurals)."""
        basis = rounded(abs(_exact(points)) / BASIS_POINT, 1)
        whole = basis == basis.to_integral_value()
        return self.number(basis, 0 if whole else 1), basis

    def price(self, value: float, unit: str, *, exact: bool = False) -> str:
        """A level in its unit. `exact` keeps two decimals where prose rounds large levels to whole numbers."""
        if unit == "percent":
            text = self.percent(value / 100, 2)
            return self.signed(value, text) if value < 0 else text
        is_money = unit.isupper() and len(unit) == 3
        places = 0 if abs(value) >= (math.inf if exact and not is_money else BIG_PRICE * (10 if exact else 1)) else 2
        text = self.number(value, places)
        text = f"{self.currency(unit)}{text}" if is_money else text
        return f"{MINUS}{text}" if value < 0 and rounded(abs(_exact(value)), places) else text

    def currency(self, code: str) -> str:
        """A currency's sign."""
        return get_currency_symbol(code, self.locale)

    def scaled(self, value: float) -> tuple[str, str]:
        """A large amount as number and scale word: (`19.5`, `billion`); the word is empty for small amounts."""
        exact = abs(_exact(value))
        for exponent, word, places in SCALES:
            if exact >= Decimal(10) ** exponent * Decimal("0.9995"):
                return self.number(exact.scaleb(-exponent), places), word
        return self.number(exact, 0), ""

    def plain(self, text: str) -> str:
        """A spelled number as digits with a point: `2.718,77` in German is `2718.77`."""
        point, group = self._symbols
        return "".join(c for c in text if c.isdigit() or c == point).replace(point, ".") if point != group else text

    def date(self, day: date, pattern: str) -> str:
        """A date in a CLDR pattern (`d MMMM y`)."""
        return format_date(day, pattern, locale=self.locale)


def _exact(value: float | Decimal) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(float(value)))


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounds half up to `places` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@cache
def _pattern(locale: Locale, style: str, places: int) -> NumberPattern:
    # The locale's own pattern keeps its spaces and signs; only the decimals are ours.
    formats = locale.percent_formats if style == "percent" else locale.decimal_formats
    pattern: NumberPattern = copy.copy(formats[None])
    pattern.frac_prec = (places, places)
    return pattern
