"""Tickers in brackets behind a name: part of it, and no remark."""

from __future__ import annotations

from collections.abc import Sequence

from generator.check.text.entities import Mention
from generator.check.text.tokens import Token
from generator.check.text.wordset import wordset

_NO_TICKERS = wordset("ytd mtd qtd wtd yoy mom qoq wow ttm ltm pct pp bp bps usd eur gbp lhs rhs tr am pm et gmt utc")


def with_tickers(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """`the Russell 2000 (RUT)`, `the S&P 500 (^GSPC)`: a ticker in brackets is part of the name before it."""
    kept: list[Mention] = []
    for m in found:
        before = kept[-1] if kept else None
        if before is not None and m.first < before.last:
            continue  # read as the ticker
        stop = _ticker_end(tokens, m.last) if m.key is not None else 0
        inside = next((n for n in found if m.last < n.first < stop), None)
        kept.append(Mention(m.first, stop, m.name) if stop and (inside is None or inside.key == m.key) else m)
    return kept


def _ticker_end(tokens: Sequence[Token], i: int) -> int:
    """Where a ticker in brackets at a token ends; 0 where none stands."""
    if i + 2 >= len(tokens) or tokens[i].text != "(":
        return 0
    k = i + 1 + (tokens[i + 1].text in "^.$")
    ticker = tokens[k].text if k < len(tokens) else ""
    shaped = ticker.isascii() and ticker.isalnum() and ticker.isupper() and 2 <= len(ticker) <= 6
    shaped = shaped and ticker.lower() not in _NO_TICKERS
    return k + 2 if shaped and k + 1 < len(tokens) and tokens[k + 1].text == ")" else 0
