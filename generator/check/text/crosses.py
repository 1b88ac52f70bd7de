"""Currencies against each other: `the dollar fell to 145 yen`, `sterling rose 0.3 % against the euro` speak of a pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.check.text.currencies import CURRENCIES, TIES
from generator.check.text.quantities import Quantity
from generator.check.text.tokens import Phrases, Token

if TYPE_CHECKING:
    from generator.check.text.entities import Directory, Mention, Name

_REACH = 12  # tokens between a currency and what it is told in
_NAMES: Phrases[str] = Phrases(
    (name, code) for code, names in CURRENCIES.items() for name in (code, *names.split(";")) if name != "cable"
)
_ARTICLES = frozenset({"the", "us", "u.s.", "a", "one"})


def crossed(
    tokens: Sequence[Token], mentions: Sequence[Mention], numbers: Sequence[Quantity], directory: Directory
) -> list[Mention]:
    """The mentions of a block, with currencies told in another one as the pair that they form."""
    codes = [_code(tokens, m) for m in mentions]
    if not any(codes):
        return list(mentions)
    found: list[Mention] = []
    k = 0
    while k < len(mentions):
        mention, code = mentions[k], codes[k]
        if code and k + 1 < len(mentions) and codes[k + 1] and _tied(tokens, mention.last, mentions[k + 1].first):
            found.append(_as_pair(mention, code, codes[k + 1], directory))
            k += 2
            continue
        other = _told_in(mention, code, mentions[k + 1 :], numbers) if code else ""
        found.append(_as_pair(mention, code, other, directory) if other else mention)
        k += 1
    return found


def _code(tokens: Sequence[Token], mention: Mention) -> str:
    """The code of a currency that is named alone."""
    if mention.name.kind not in ("fx", "indicator") or mention.name.anaphor is not None:
        return ""
    first = mention.first + (tokens[mention.first].low in _ARTICLES and mention.last - mention.first > 1)
    for start in (mention.first, first):
        match = _NAMES.match(tokens, start)
        if match is not None and match[0] == mention.last:
            return match[1]
    return ""


def _tied(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a currency is told in the next one: `against the yen`, `per dollar`."""
    if last - first > _REACH or any(tokens[k].kind == "end" for k in range(first, last)):
        return False
    at = last - 1
    while at >= first and tokens[at].low in _ARTICLES:
        at -= 1
    return at >= first and tokens[at].low in TIES and (tokens[at].low != "to" or tokens[at - 1].is_num)


def _told_in(mention: Mention, code: str, later: Sequence[Mention], numbers: Sequence[Quantity]) -> str:
    """The currency of the first amount after a currency, before another name: `fell to 145.43 yen`."""
    stop = min(later[0].first if later else mention.last + _REACH, mention.last + _REACH)
    q = next((q for q in numbers if mention.last <= q.first < stop and q.unit == "money"), None)
    return q.currency if q is not None and q.currency != code and q.currency in CURRENCIES else ""


def _as_pair(mention: Mention, base: str, quote: str, directory: Directory) -> Mention:
    from generator.check.text.entities import Mention as Made  # noqa: PLC0415
    from generator.check.text.entities import Name as Called  # noqa: PLC0415

    key = directory.pair(base, quote)
    label = directory.label(key) if key else f"{base}/{quote}"
    name: Name = Called(f"{base}{quote}".lower(), key, "fx", label)
    return Made(mention.first, mention.last, name)
