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
STRANGER: Ids = frozenset({"?"})  # nobody that the plain text names
PROXY, DIGITS = "=", "#"  # before keys of `parts` that no word can be
_NO_INSTRUMENT = frozenset({"curve", "bond"})
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
    again: bool = False  # taken up by a noun of its kind: `the index`


def names_in(s: Sentence, parts: dict[str, Ids] | None = None) -> list[Named]:
    """The instruments named in a sentence, in order; `parts` are words that belong to names of the plain text."""
    known = parts or {}
    found = [
        Named(m.first, m.last, _members_of(m, s, known) or _with_proxy(identity(m.name.key, m.name.concept), known))
        for m in s.mentions
        if m.name.anaphor is None and m.name.concept not in _NO_INSTRUMENT and not _general(m)
    ]
    taken = {k for n in found for k in range(n.first, n.last)}
    taken |= {k for w in s.whens for k in range(w.first, w.last)}
    found += [Named(i, i + 1, known[s.lows[i]], True) for i in s.places(known.keys()) if i not in taken]
    return _joined(sorted(found, key=lambda n: n.first), s, known)


def _members_of(m: Mention, s: Sentence, parts: dict[str, Ids]) -> Ids:
    """`Russell 2000 companies`: the index that they make up, where the plain text names it."""
    if m.name.key is not None or s.low(m.last - 1) not in _MEMBERS:
        return NOBODY
    return next((parts[w] for w in s.words(m.first, m.last - 1) if w in parts), NOBODY)


_MEMBERS = wordset("companies members constituents stocks shares")


def _with_proxy(key: str, parts: dict[str, Ids]) -> Ids:
    """An instrument, and what it stands for where the plain text says so: gold, `measured by the price of GLD`."""
    return frozenset({key}) | parts.get(PROXY + key, NOBODY)


def _general(m: Mention) -> bool:
    """`equity funds`, `stock funds`: a class, not one instrument."""
    return m.name.key is None and m.name.concept in _CLASSES


def identity(key: str | None, concept: str) -> str:
    """What stands for an instrument in both texts: its key, or the concept that names it."""
    return key or concept


def _joined(found: list[Named], s: Sentence, parts: dict[str, Ids]) -> list[Named]:
    """`iShares' Russell 2000 ETF`: a part of a name beside another name narrows it down."""
    joined: list[Named] = []
    for name in found:
        last = joined[-1] if joined else None
        if last is not None and name.first == last.last and all(w in _OF_MANY for w in s.words(name.first, name.last)):
            joined[-1] = Named(last.first, name.last, last.ids)  # `the tech-heavy Nasdaq` `Composite`
        elif (
            last is not None
            and name.first - last.last <= 1
            and len(last.ids | name.ids) > 1
            and (last.ids & name.ids or last.part)
        ):
            joined[-1] = Named(last.first, name.last, (last.ids & name.ids) or _narrowed(last.ids, name, s, parts))
        else:
            joined.append(name)
    return joined


def _narrowed(ids: Ids, name: Named, s: Sentence, parts: dict[str, Ids]) -> Ids:
    """Of several names that a word may belong to, those that have the words of the next name too."""
    for i in range(name.first, name.last):
        ids &= parts.get(s.low(i), parts.get(DIGITS + s.low(i), ids))
    return ids or STRANGER


def name_parts(sentences: Iterable[Sentence]) -> dict[str, Ids]:
    """Words of the plain text's longer names, and whom each may stand for."""
    parts: dict[str, set[str]] = {}
    for s in sentences:
        for m in s.mentions:
            if m.name.anaphor is None and m.last - m.first > 1:
                for token in s.tokens[m.first : m.last]:
                    if token.is_num:
                        parts.setdefault(DIGITS + token.low, set()).add(identity(m.name.key, m.name.concept))
                    elif token.kind == "word" and token.low not in _OF_MANY and len(token.low) > 2:
                        parts.setdefault(token.low, set()).add(identity(m.name.key, m.name.concept))
    return {word: frozenset(ids) for word, ids in parts.items()}


def proxies(sentences: Iterable[Sentence]) -> dict[str, Ids]:
    """What a plain text lets stand for what: `Gold is measured by the share price of GLD`."""
    found: dict[str, Ids] = {}
    for s in sentences:
        at = next(iter(s.places({"measured"})), None)
        named = names_in(s) if at is not None else []
        of: Ids = frozenset().union(*(n.ids for n in named if n.last <= (at or 0)))
        for n in named:
            if at is not None and n.first > at and len(of) == 1:
                found |= {PROXY + key: of for key in n.ids}
    return found


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
