"""Currencies: their names, the pairs that two of them form, and which pair of a tape a name alone means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.market import Instrument

CURRENCIES = {
    "USD": "the dollar;dollar;US dollar;U.S. dollar;greenback;the buck",
    "EUR": "euro;single currency;common currency;shared currency;the single European currency;single European currency",
    "JPY": "yen;Japanese yen;Japanese currency",
    "GBP": "sterling;the pound;pound sterling;British pound;UK pound;cable;British currency",
    "CNY": "yuan;renminbi;onshore yuan;Chinese yuan;Chinese currency",
    "CNH": "offshore yuan;offshore renminbi",
    "CHF": "Swiss franc;franc;Swissie;the Swiss",
    "AUD": "Aussie;Australian dollar;Aussie dollar",
    "NZD": "kiwi;New Zealand dollar;kiwi dollar",
    "CAD": "loonie;Canadian dollar",
    "SEK": "krona;Swedish krona;Swedish crown",
    "NOK": "Norwegian krone;Norwegian crown",
    "DKK": "Danish krone",
    "PLN": "zloty;Polish zloty",
    "HUF": "forint;Hungarian forint",
    "CZK": "koruna;Czech koruna",
    "TRY": "lira;Turkish lira",
    "ZAR": "South African rand;the rand",
    "MXN": "Mexican peso;peso",
    "BRL": "Brazilian real;Brazil's real;the real",
    "ARS": "Argentine peso",
    "CLP": "Chilean peso",
    "COP": "Colombian peso",
    "INR": "rupee;Indian rupee",
    "IDR": "rupiah;Indonesian rupiah",
    "KRW": "South Korean won;Korean won;Korea's won;the won",
    "TWD": "Taiwan dollar;Taiwanese dollar",
    "HKD": "Hong Kong dollar",
    "SGD": "Singapore dollar;Sing dollar",
    "THB": "baht;Thai baht",
    "PHP": "Philippine peso",
    "MYR": "ringgit",
    "RUB": "rouble;ruble;Russian rouble",
    "ILS": "shekel;Israeli shekel",
}  # fmt: skip
_SHORT = {
    "USD": "dollar",
    "EUR": "euro",
    "JPY": "yen",
    "GBP": "sterling",
    "CNY": "yuan",
    "CHF": "franc",
    "AUD": "Aussie",
    "CAD": "loonie",
}
_PAIR = re.compile(r"\b([A-Z]{3}) ?[/-]? ?([A-Z]{3})\b")
TIES = frozenset({"against", "versus", "vs", "v", "per", "to", "/"})


def pair_of(key: str, instrument: Instrument) -> tuple[str, str] | None:
    """The base and the quote of a pair of currencies, as its catalog entry names them."""
    for text in (instrument.name, *instrument.aliases, key.upper(), instrument.name.upper()):
        for found in _PAIR.finditer(text):
            if found[1] in CURRENCIES and found[2] in CURRENCIES and found[1] != found[2]:
                return found[1], found[2]
    return None


def pairs_on(instruments: Mapping[str, Instrument]) -> dict[tuple[str, str], str]:
    """The pairs of a tape."""
    found: dict[tuple[str, str], str] = {}
    for key, instrument in instruments.items():
        pair = pair_of(key, instrument) if instrument.kind == "fx" else None
        if pair is not None:
            found.setdefault(pair, key)
    return found


def names_of_pair(base: str, quote: str) -> Iterable[str]:
    """`EUR/USD`, `EURUSD`, `euro-dollar`, `euro/dollar`."""
    yield from (f"{base}/{quote}", f"{base}{quote}", f"{base}-{quote}", f"{base} {quote}")
    one, two = _SHORT.get(base), _SHORT.get(quote)
    if one and two:
        yield from (f"{one}-{two}", f"{one}/{two}", f"{one} {two}")
    if (base, quote) == ("GBP", "USD"):
        yield "cable"
