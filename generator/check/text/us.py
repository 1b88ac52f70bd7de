"""`We came in a point ahead`, `the index trailed us`: writers who speak as what their draft is about."""

from __future__ import annotations

from collections.abc import Sequence

from generator.check.text.entities import Mention, Name
from generator.check.text.tokens import Token
from generator.check.text.wordset import wordset

WORDS = wordset("we we're we've us")
LEAD = ("lead",)
_US = Name("", None, "", "us", LEAD)
_FARED = wordset("""
    came finished ended closed gained lost rose fell returned beat lagged trailed led outperformed underperformed slipped
    dropped climbed shed outpaced outdid
""")
_BEING = wordset("are were stand stood remain remained been")
_STATES = wordset("up down off ahead behind higher lower second third fourth last first best worst under over")
_SOFT = wordset("still now also just only even all about nearly almost some roughly well not a the")
_AGAINST = wordset("""
    trailed lagged beat beats trails lags outpaced outperformed underperformed led leads behind than against versus ahead
""")


def with_us(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a block, and beside them each `we` and `us` that fares as an instrument does."""
    found = [Mention(i, i + 1, _US) for i, t in enumerate(tokens) if t.low in WORDS and _fares(tokens, i)]
    return sorted([*mentions, *found], key=lambda m: m.first) if found else list(mentions)


def _fares(tokens: Sequence[Token], i: int) -> bool:
    low = tokens[i].low
    if low == "us":
        k = i - 1 - (tokens[i - 1].low == "of")
        return tokens[i].text == "us" and k >= 0 and tokens[k].low in _AGAINST
    k = i + 1
    being = low != "we"
    while k < len(tokens) and k - i < 5 and (tokens[k].low in _SOFT or tokens[k].low in _BEING):
        being |= tokens[k].low in _BEING
        k += 1
    if k >= len(tokens):
        return False
    if not being:
        return tokens[k].low in _FARED
    return tokens[k].low in _STATES or (
        tokens[k].is_num and k + 1 < len(tokens) and tokens[k + 1].low in ("%", "percent", "per")
    )
