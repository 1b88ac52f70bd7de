"""Names of yields and rates, read by their parts: country, tenor and noun in any order (`the yield on the 10-year Bund`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.check.text.lexicon import CUES
from generator.check.text.tokens import Token
from generator.check.text.verbs import AUXILIARIES, NOUN_OR_VERB
from generator.check.text.wordset import wordset

_COUNTRIES = {
    **dict.fromkeys(("us", "u.s.", "american"), "us"), **dict.fromkeys(("german", "germany"), "de"),
    **dict.fromkeys(("uk", "u.k.", "british", "britain"), "uk"), **dict.fromkeys(("japanese", "japan"), "jp"),
    **dict.fromkeys(("italian", "italy"), "it"), **dict.fromkeys(("french", "france"), "fr"), **dict.fromkeys(("spanish", "spain"), "es"),
    **dict.fromkeys(("swiss", "switzerland"), "ch"), **dict.fromkeys(("chinese", "china"), "cn"), **dict.fromkeys(("canadian", "canada"), "ca"),
    **dict.fromkeys(("australian", "australia"), "au"), **dict.fromkeys(("greek", "greece"), "gr"), **dict.fromkeys(("portuguese", "portugal"), "pt"),
    **dict.fromkeys(("dutch", "netherlands"), "nl"), **dict.fromkeys(("swedish", "sweden"), "se"), **dict.fromkeys(("indian", "india"), "in"),
    **dict.fromkeys(("brazilian", "brazil"), "br"), **dict.fromkeys(("korean", "korea"), "kr"), **dict.fromkeys(("norwegian", "norway"), "no"),
}  # fmt: skip
_BONDS = {
    **dict.fromkeys(("treasury", "treasuries", "treasurys", "ust", "usts", "t-note", "t-bill"), "us"),
    **dict.fromkeys(("bund", "bunds", "schatz", "bobl"), "de"), **dict.fromkeys(("gilt", "gilts"), "uk"), **dict.fromkeys(("jgb", "jgbs"), "jp"),
    **dict.fromkeys(("btp", "btps"), "it"), **dict.fromkeys(("oat", "oats"), "fr"), **dict.fromkeys(("bono", "bonos"), "es"),
}  # fmt: skip
_KINDS = {
    **dict.fromkeys(("breakeven", "breakevens"), "breakeven"), **dict.fromkeys(("tips", "real", "inflation-protected"), "tips"),
    "mortgage": "mortgage", **dict.fromkeys(("swap", "swaps"), "swap"),
}  # fmt: skip
_NOUNS = wordset(
    "counterpart counterparts equivalent yield yields note notes bond bonds bill bills paper rate rates debt"
)
_YIELDS = frozenset({"yield", "yields"})
_DRESS = wordset("benchmark government sovereign fixed constant maturity inflation")
_TENORS = {"one": 1, "two": 2, "three": 3, "five": 5, "six": 6, "seven": 7, "ten": 10, "twenty": 20, "thirty": 30}
_DESK = {"twos": 2, "fives": 5, "tens": 10, "thirties": 30}
_YEARS = frozenset({1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50})
_MONTHS = frozenset({1, 3, 6, 12})
_NO_YIELD = wordset("futures future auction auctions spread spreads curve gap differential sale forward")
_KEY = re.compile(r"^(us|de|uk|gb|jp|it|fr|es|ch|cn|ca|au|breakeven|tips|real|mortgage)_?(\d{1,2})_?(y|m)r?$")
# what no bond of a country pays: `its yield` beside one of them is that of the country's bonds
OTHER_RATES = frozenset({"breakeven", "tips", "swap", "mortgage"})
RATE_STARTS = frozenset({*_COUNTRIES, *_BONDS, *_KINDS, *_YIELDS, *_TENORS, *_DESK, "benchmark", "rate", "on-the-run"})


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as named: its family (country or kind; empty: not said) and its tenor (`10y`, `3m`; empty: not said)."""

    family: str
    tenor: str

    @property
    def concept(self) -> str:
        """The key that a catalog usually gives it."""
        family, tenor = self.family or "us", self.tenor or "10y"
        return f"{family}{tenor}"


def is_bond(words: Sequence[str]) -> bool:
    """Whether the words of a rate's name name the bond that pays it: `10-year notes`, not `the 10-year` or its yield."""
    return any(w in _PAPER for w in words) and not any(w in _RATED for w in words)


_PAPER = wordset("note notes bond bonds bill bills paper debt treasuries treasurys bunds gilts jgbs btps oats bonos")
_RATED = wordset("yield yields rate rates")


def rate_of_key(key: str) -> Rate | None:
    """The rate that a catalog's key names: `us10y`, `de2y`."""
    found = _KEY.match(key)
    if found is None:
        return None
    return Rate({"gb": "uk", "real": "tips"}.get(found[1], found[1]), found[2] + found[3])


def rate_at(tokens: Sequence[Token], i: int) -> tuple[int, Rate] | None:
    """A rate's name that begins at token `i`: the index after it, and the rate."""
    first = tokens[i]
    short = _elided(tokens, i) if _low(tokens, i + 1) in _JOINTS else None
    if short is not None:
        return short
    if not (_tenor(tokens, i) if first.kind == "num" else first.low in RATE_STARTS):
        return None
    k = i
    headed = (
        first.low in ("yield", "yields", "rate") and i + 1 < len(tokens) and tokens[i + 1].low in ("on", "of", "for")
    )
    if headed:
        k = i + 2
        while k < len(tokens) and tokens[k].low in ("the", "a") and k < i + 4:
            k += 1
    parts = _Parts()
    while k < len(tokens) and k - i < 12 and (k == i or tokens[k].kind in ("word", "num")):
        step = parts.take(tokens, k)
        if not step:
            break
        k += step
    joined = bool(parts.bond) and parts.stop == i + 1 and _joined(tokens, i)
    told = (joined or parts.bond in _PLURALS) and _told_in_yield(tokens, parts.stop)
    parts.told = told or (bool(parts.bond) and len(tokens) < 3)  # a cell of a table
    paired = i > 0 and tokens[i - 1].text == "/"  # `the 2-year/10-year spread`
    if not parts.names(headed=headed) or (k < len(tokens) and tokens[k].low in _NO_YIELD and not (joined or paired)):
        return None
    if parts.bare and not headed and not paired and not _bare_stands(tokens, i, parts.stop):
        return None
    return parts.stop, Rate(parts.family, parts.tenor)


def _elided(tokens: Sequence[Token], i: int) -> tuple[int, Rate] | None:
    """The `two-` of `the gap between two- and ten-year yields`: a tenor whose unit and noun stand with the next one."""
    years = _TENORS.get(tokens[i].low) or (int(tokens[i].text) if tokens[i].text.isdigit() else 0)
    dash = _low(tokens, i + 1) in _DASHES
    k = i + 1 + dash
    if years not in _YEARS or _low(tokens, k) not in _JOINTS - _DASHES:
        return None
    if not dash and not (i and tokens[i - 1].low in _BETWEEN):
        return None
    other = rate_at(tokens, k + 1) if k + 1 < len(tokens) and _tenor(tokens, k + 1) is not None else None
    return (i + 1 + dash, Rate(other[1].family, f"{years}y")) if other is not None else None


_DASHES = frozenset({"-", "\u2013"})
_JOINTS = frozenset({"and", "to", "or", "versus", "/"}) | _DASHES
_BETWEEN = frozenset({"between", "from", "the", "both"})


@dataclass(slots=True)
class _Parts:
    """What has been read of a name so far; `stop` is the token after the last part that names something."""

    family: str = ""
    tenor: str = ""
    noun: str = ""
    bond: str = ""
    told: bool = False
    stop: int = 0

    def take(self, tokens: Sequence[Token], k: int) -> int:
        """Takes the part at token `k`: how many tokens it has; 0 where the name is over."""
        low = tokens[k].low
        tenor = _tenor(tokens, k)
        if tenor:
            if self.tenor:
                return 0
            self.tenor, self.stop = tenor[0], tenor[1]
            return tenor[1] - k
        if low in _DRESS:
            if low == "inflation" and self.family == "breakeven":
                self.stop = k + 1
            return 1
        if low in _KINDS:
            self.family = _KINDS[low]
        elif (
            low == "t"
            and _low(tokens, k + 1) in ("bill", "bills", "note", "notes", "bond", "bonds")
            and tokens[k + 1].hyphen
        ):
            self.family, self.bond, self.noun, self.stop = "us", "treasury", tokens[k + 1].low, k + 2
            return 2
        elif low in _BONDS and not (self.family and self.family != _BONDS[low]):
            self.family, self.bond = _BONDS[low], low
        elif low in _COUNTRIES and not self.family:
            self.family = _COUNTRIES[low]
        elif low in _NOUNS and (not self.noun or self.noun not in _YIELDS):
            self.noun = low
        else:
            return 0
        self.stop = k + 1
        return 1

    @property
    def bare(self) -> bool:
        """Whether a tenor stands alone: `the 10-year`."""
        return bool(self.tenor) and not self.noun and not self.family

    def names(self, *, headed: bool) -> bool:
        """Whether the parts are enough for a name."""
        if self.family in ("mortgage", "swap", "tips") and not self.noun and not headed:
            return False
        if self.tenor:
            return True
        if self.family in ("", "tips", "mortgage", "swap", "breakeven"):
            return False
        return headed or self.noun in _YIELDS or self.told


def _low(tokens: Sequence[Token], k: int) -> str:
    return tokens[k].low if k < len(tokens) else ""


def _tenor(tokens: Sequence[Token], k: int) -> tuple[str, int] | None:
    """`10-year`, `ten-year`, `10yr`, `10y`, `3-month`, `tens`, `10s`."""
    token = tokens[k]
    if token.low in _DESK:
        after = tokens[k + 1].low if k + 1 < len(tokens) else ""
        paired = after == "and" and k + 2 < len(tokens) and tokens[k + 2].low in _DESK
        return (f"{_DESK[token.low]}y", k + 1) if after not in ("of", "and") or paired else None
    n = (
        int(token.text)
        if token.kind == "num" and token.text.isdigit() and len(token.text) < 3
        else _TENORS.get(token.low)
    )
    if n is None or k + 1 >= len(tokens):
        return None
    unit = tokens[k + 1]
    joined = unit.hyphen or unit.glued
    if unit.low in ("year", "y") and n in _YEARS and (joined or unit.low != "y"):
        return f"{n}y", k + 2
    if unit.low == "years" and unit.hyphen and n in _YEARS:
        return f"{n}y", k + 2
    if unit.low in ("month", "mo", "m") and n in _MONTHS and joined and not (unit.low == "m" and not unit.hyphen):
        return f"{n}m", k + 2
    if unit.low == "s" and unit.glued and token.kind == "num" and n in (2, 5, 10, 30):
        return f"{n}y", k + 2
    return None


_PLURALS = wordset("bunds gilts jgbs btps oats bonos treasuries treasurys")
_NEAR = 14  # tokens after a bond in which its yield is told


def _told_in_yield(tokens: Sequence[Token], stop: int) -> bool:
    """Whether bonds named alone are told by their yield: `gilts followed, 12bp lower at 4.45%`."""
    for token in tokens[stop : stop + _NEAR]:
        if token.kind == "end":
            break
        if token.low in ("bp", "bps", "basis"):
            return True
    for token in reversed(tokens[max(stop - 1 - _NEAR, 0) : max(stop - 1, 0)]):
        if token.kind == "end":
            break
        if token.low in ("bp", "bps", "basis"):
            return True
    return False


def _joined(tokens: Sequence[Token], i: int) -> bool:
    """Whether a bond is one of two: `the gilt-Bund gap`."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1].low if i and tokens[i].hyphen else ""
    return before in _BONDS or (after is not None and after.hyphen and after.low in _BONDS)


def bond_at(tokens: Sequence[Token], i: int) -> str:
    """The family of a bond named at a token, which a tenor named after it belongs to."""
    return _BONDS.get(tokens[i].low, "") if tokens[i].low in _PLURALS else ""


_FOLLOW = wordset("""
    at to from by and or in on up down which that versus vs near above below over under fell rose sank slid hit shot is
    was has had closed ended finished settled stood traded yielded yields yielding now still remains again then also
    but while after before as little this last today yesterday over for since during until so did does than
    monday tuesday wednesday thursday friday
""")  # fmt: skip


_HOW = wordset("only just rather even too did also alone never ever not")
_ADJECTIVES = wordset("daily weekly monthly quarterly yearly early likely unlikely only costly deadly")


def _bare_stands(tokens: Sequence[Token], i: int, stop: int) -> bool:
    """Whether a tenor alone is a bond (`the 10-year rose`), not an adjective (`a ten-year high`)."""
    if not tokens[i].possessive and stop - i == 2 and not (tokens[i + 1].hyphen or tokens[i + 1].glued):
        return False
    if tokens[stop - 1].possessive or stop >= len(tokens):
        return True
    after = tokens[stop]
    if after.kind != "word":
        return True
    if i and tokens[i - 1].low in ("a", "an", "its", "their", "every", "this"):
        return False
    if after.low in _FOLLOW or after.low in AUXILIARIES or after.low in _HOW:
        return True
    if after.low.endswith("ly") and after.low not in _ADJECTIVES:
        return True  # `the two-year hardly stirred`
    cue = CUES.match(tokens, stop)
    return (
        cue is not None
        and cue[1].role in ("move", "level", "compare", "state", "flat")
        and not cue[1].noun
        and after.low not in NOUN_OR_VERB
    )
