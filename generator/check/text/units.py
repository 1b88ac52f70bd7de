"""Units, scales and currencies as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.check.text.tokens import Token
from generator.check.text.wordset import wordset

ONE = Decimal(1)
SCALES = {
    "hundred": Decimal(100), "thousand": Decimal(1000), "k": Decimal(1000), "grand": Decimal(1000),
    "million": Decimal(10**6), "m": Decimal(10**6), "mn": Decimal(10**6), "mln": Decimal(10**6), "mio": Decimal(10**6), "mm": Decimal(10**6),
    "billion": Decimal(10**9), "bn": Decimal(10**9), "b": Decimal(10**9), "bln": Decimal(10**9), "milliard": Decimal(10**9),
    "trillion": Decimal(10**12), "tn": Decimal(10**12), "trn": Decimal(10**12), "t": Decimal(10**12), "tln": Decimal(10**12),
}  # fmt: skip
_LETTER_SCALES = frozenset({"k", "m", "b", "t", "mm"})
CURRENCIES = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "\u20b9": "INR", "\u20a9": "KRW", "\u20bd": "RUB", "\u20ba": "TRY"}  # fmt: skip
# letters before a dollar sign
DOLLARS = {"us": "USD", "u": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD", "s": "SGD", "nz": "NZD", "nt": "TWD", "r": "BRL", "mx": "MXN"}  # fmt: skip
# codes and letters before an amount, as in `R33.62`, `CHF 0.88`
CODES = {
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "chf": "CHF", "sfr": "CHF", "aud": "AUD", "cad": "CAD", "nzd": "NZD",
    "cny": "CNY", "rmb": "CNY", "cnh": "CNY", "inr": "INR", "rs": "INR", "zar": "ZAR", "r": "ZAR", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "skr": "SEK", "nkr": "NOK", "dkr": "DKK", "pln": "PLN", "brl": "BRL", "mxn": "MXN", "krw": "KRW", "try": "TRY", "hkd": "HKD", "sgd": "SGD", "rub": "RUB",
}  # fmt: skip
CURRENCY_WORDS = {
    "dollar": "USD", "dollars": "USD", "usd": "USD", "bucks": "USD", "buck": "USD", "euro": "EUR", "euros": "EUR", "eur": "EUR", "pounds": "GBP",
    "gbp": "GBP", "sterling": "GBP", "yen": "JPY", "jpy": "JPY", "yuan": "CNY", "cny": "CNY", "renminbi": "CNY", "francs": "CHF", "chf": "CHF",
    "pence": "GBX", "gbx": "GBX", "rand": "ZAR", "zar": "ZAR", "rupees": "INR", "kronor": "SEK", "krona": "SEK", "kroner": "NOK",
    "roubles": "RUB", "rubles": "RUB", "zloty": "PLN", "lira": "TRY", "reais": "BRL", "aud": "AUD", "cad": "CAD", "sek": "SEK", "nok": "NOK",
    "cents": "cents", "cent": "cents",
}  # fmt: skip
_POINTS = wordset("point points pt pts")
_PERCENT = wordset("% percent pct procent pc")
_POINT_LETTERS = wordset("pp ppt ppts pps p.p. pctpt pctpts")
_BASIS = wordset("bp bps bip bips bpts b.p.")
_TIMES = wordset("x × times fold bagger")


def scale_at(tokens: Sequence[Token], i: int) -> tuple[Decimal, int]:
    """The words of size at token `i` (`thousand`, `bn`, a glued `k`), and the token after them."""
    scale = ONE
    while i < len(tokens) and tokens[i].low in SCALES:
        token = tokens[i]
        if token.low in _LETTER_SCALES and not token.glued:
            break
        scale *= SCALES[token.low]
        i += 1
        if scale > Decimal(10**15):
            break
    return scale, i


def unit_at(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """The unit at token `i`, and the token after it."""
    lows = [t.low for t in tokens[i : i + 4]] + ["", "", "", ""]
    one, two, three = lows[0], lows[1], lows[2]
    if one in _PERCENT and not (one == "pc" and not tokens[i].glued):
        if two in _POINTS:
            return "pp", i + 2
        if two == "age" and three in _POINTS:
            return "pp", i + 3
        return "percent", i + 1
    if one == "per" and two == "cent":
        return ("pp", i + 3) if three in _POINTS else ("percent", i + 2)
    if one in ("percentage", "full", "whole") and two in _POINTS:
        return ("pp" if one.startswith("percent") else "points"), i + 2
    if one in ("full", "whole") and two == "percentage" and three in _POINTS:
        return "pp", i + 3
    if one in _POINT_LETTERS or (one == "p" and two == "p"):
        return "pp", i + 1
    if one in _BASIS:
        return "bp", i + 1
    if one == "basis" and two in _POINTS:
        return "bp", i + 2
    if one in ("index", "handle", "big") and two in _POINTS:
        return "points", i + 2
    if one in _POINTS:
        return "points", i + 1
    if one in _TIMES and (one != "x" or tokens[i].glued):
        return "times", i + 1
    return _money_at(tokens, i, one, two)


def _money_at(tokens: Sequence[Token], i: int, one: str, two: str) -> tuple[str, int]:
    if one == "us" and two in ("dollar", "dollars"):
        return "money:USD", i + 2
    if one == "p" and i < len(tokens) and tokens[i].glued and not tokens[i].hyphen and two != ".":
        return "money:GBX", i + 1
    if one in CURRENCY_WORDS:
        return "money:" + CURRENCY_WORDS[one], i + 1
    return "", i
