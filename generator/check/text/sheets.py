"""`Its balance sheet`, `the balance sheet`: the central bank's, where its paragraph has named the bank before."""

from __future__ import annotations

from collections.abc import Sequence

from generator.check.text.entities import Directory, Mention
from generator.check.text.tokens import Token, tokenize

_BANK = frozenset({"fed", "fomc"})
_OWNERS = frozenset({"its", "the"})


def with_sheets(tokens: Sequence[Token], mentions: Sequence[Mention], directory: Directory) -> list[Mention]:
    """The mentions of a block, those of the Federal Reserve's balance sheet by name."""
    lows = [t.low for t in tokens]
    places = [
        k
        for k in range(2, len(lows) - 1)
        if lows[k : k + 2] == ["balance", "sheet"] and lows[k - 1] in _OWNERS and _bank_before(lows, k - 1)
    ]
    named = directory.find(tokenize("the Fed's balance sheet")) if places else []
    if not named or named[-1].key is None:
        return list(mentions)
    name = named[-1].name
    kept = [m for m in mentions if not any(m.first < k + 2 and m.last > k - 1 for k in places)]
    return sorted([*kept, *(Mention(k - 1, k + 2, name) for k in places)], key=lambda m: m.first)


def _bank_before(lows: Sequence[str], k: int) -> bool:
    return any(
        low in _BANK or (low == "federal" and lows[i + 1] == "reserve") for i, low in enumerate(lows[:k]) if i + 1 < k
    )
