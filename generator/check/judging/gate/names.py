"""Who a text speaks of: instruments by their names, and by parts of the names that the plain text gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.check.text.concepts import CLASS_FUNDS
from generator.check.text.entities import Mention
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

Ids = frozenset[str]
NOBODY: Ids = frozenset()
_NO_INSTRUMENT = frozenset({"curve"})
_OF_MANY = wordset("""
    us u.s. the of etf etfs index fund funds share shares trust composite and yield yields rate treasury total assets general
    account money supply bank broad dollar federal reserve effective spot net year two ten inflation volatility price prices
    overnight reverse flow flows high spread balance sheet
""")
_CLASSES = frozenset(words.lower() for words in CLASS_FUNDS.split(";"))


@dataclass(frozen=True, slots=True)
class Named:
    """Instruments that tokens `first` to `last` (exclusive) may name; several where a name is cut short."""

    first: int
    last: int
    ids: Ids
    part: bool = False


def names_in(s: Sentence, parts: dict[str, Ids] | None = None) -> list[Named]:
    """The instruments named in a sentence, in order; `parts` are words that belong to names of the plain text."""
    found = [
        Named(m.first, m.last, frozenset({identity(m.name.key, m.name.concept)}))
        for m in s.mentions
        if m.name.anaphor is None and m.name.concept not in _NO_INSTRUMENT and not _general(m)
    ]
    taken = {k for n in found for k in range(n.first, n.last)}
    taken |= {k for w in s.whens for k in range(w.first, w.last)}
    known = parts or {}
    found += [Named(i, i + 1, known[s.lows[i]], True) for i in s.places(known.keys()) if i not in taken]
    return _joined(sorted(found, key=lambda n: n.first))


def _general(m: Mention) -> bool:
    """`equity funds`, `stock funds`: a class, not one instrument."""
    return m.name.key is None and m.name.concept in _CLASSES


def identity(key: str | None, concept: str) -> str:
    """What stands for an instrument in both texts: its key, or the concept that names it."""
    return key or concept


def _joined(found: list[Named]) -> list[Named]:
    """`iShares' Russell 2000 ETF`: a part of a name beside another name narrows it down."""
    joined: list[Named] = []
    for name in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and name.first - last.last <= 1
            and len(last.ids | name.ids) > 1
            and (last.ids & name.ids or last.part)
        ):
            joined[-1] = Named(last.first, name.last, (last.ids & name.ids) or last.ids)
        else:
            joined.append(name)
    return joined


def name_parts(sentences: Iterable[Sentence]) -> dict[str, Ids]:
    """Words of the plain text's longer names, and whom each may stand for."""
    parts: dict[str, set[str]] = {}
    for s in sentences:
        for m in s.mentions:
            if m.name.anaphor is None and m.last - m.first > 1:
                for token in s.tokens[m.first : m.last]:
                    if token.kind == "word" and token.low not in _OF_MANY and len(token.low) > 2:
                        parts.setdefault(token.low, set()).add(identity(m.name.key, m.name.concept))
    return {word: frozenset(ids) for word, ids in parts.items()}


def groups(found: list[Named], s: Sentence) -> list[list[Named]]:
    """Names that stand in one list: `the S&P 500, the Nasdaq Composite and the Russell 2000`."""
    listed: list[list[Named]] = []
    for name in found:
        between = s.words(listed[-1][-1].last, name.first) if listed else ["."]
        if listed and all(w in _LISTING for w in between) and between:
            listed[-1].append(name)
        else:
            listed.append([name])
    return listed


_LISTING = wordset(", and the & or both its that of")
