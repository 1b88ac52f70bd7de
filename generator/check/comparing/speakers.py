"""Who is meant by a name in a text, and the words of a text as they are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.check.text.entities import Directory
from generator.check.text.wordset import wordset

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_PLAIN = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2212": "-", "\u2011": "-", "\u00a0": " "}
)
_LITTLE = wordset("""
    the a an of to in on at by for from with and or but as is are was were be been has have had it its that this these
    those which who than then so said says say told reported reports noted not no their there they he she we i you our
    into over about up out also most more some any one will would can could may might do does did according
""")
_ORDINARY = wordset("""
    research letter capital partners group bank fund funds notes monitor digital asset management securities the and
    institute flow macro markets market global advisors company economics investment strategy of trading wealth council
    world national federal international invented
""")
_TITLES = wordset(
    "mr mrs ms dr sir prof professor strategist analyst economist trader manager president chair governor"
)


def is_by(who: str, text: str) -> bool:
    """Whether a text names a speaker: the whole name, a person's surname, or a firm's own word."""
    squeezed = "".join(words_of(text))
    spelled = [m[0] for m in _WORD.finditer(plain(text))]
    lows = [w.lower().removesuffix("'s") for w in spelled]
    own = set(words_of(who))
    if any(_is_another(spelled, part) for part in names_of(who)):
        return False
    for part in names_of(who):
        whole = "".join(part)
        if len(whole) > 4 and whole in squeezed:
            return True
        for word in distinct(part):
            for i, low in enumerate(lows):
                if low == word and spelled[i][:1].isupper() and not _of_another(spelled, i, own):
                    return True
    return False


def _is_another(spelled: Sequence[str], part: tuple[str, ...]) -> bool:
    """Whether another surname stands after a person's first name."""
    if len(part) < 2 or set(part) & _ORDINARY:
        return False
    after = [b for a, b in pairwise(spelled) if a.lower() == part[0] and a[:1].isupper() and b[:1].isupper()]
    return any(b.lower().removesuffix("'s") not in {*part, *_ORDINARY} for b in after)


def _of_another(spelled: Sequence[str], i: int, own: set[str]) -> bool:
    """Whether another first name stands before a surname."""
    before = spelled[i - 1] if i else ""
    return (
        i > 1 and before[:1].isupper() and before.lower() not in own | _TITLES | {"the"} and not before.endswith("'s")
    )


def names_of(who: str) -> list[tuple[str, ...]]:
    """The person and the firm of `Mira Castellan, Tidewater Partners`."""
    parts = re.split(r"[,;()/]| at | of ", who)
    return [words for part in parts if (words := tuple(w for w in words_of(part) if w not in ("the", "invented")))]


def distinct(part: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that tell it apart: a surname, or what is no ordinary word of firms."""
    own = tuple(w for w in part if w not in _ORDINARY and len(w) > 2)
    return own[-1:] if len(own) == len(part) and len(part) > 1 else own[:1]


def names_somebody(teller: str, directory: Directory) -> bool:
    """Whether a teller has a name, unlike `a trader in London`."""
    words = _WORD.findall(plain(teller))
    return any(w[:1].isupper() and w.lower() not in _NAMELESS and len(w) > 1 and not directory.knows(w) for w in words)


_NAMELESS = (
    _LITTLE
    | _TITLES
    | wordset("""
    analysts traders dealers strategists economists investors monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december london chicago york new
    us wall street earlier last according tokyo frankfurt paris another
""")
)


def plain(text: str) -> str:
    """A text with plain marks."""
    return text.translate(_PLAIN)


def words_of(text: str) -> list[str]:
    """Its words, in lower case and without the possessive."""
    return [m[0].lower().removesuffix("'s") for m in _WORD.finditer(plain(text))]


def content(text: str) -> set[str]:
    """The stems of its words, without the small ones."""
    return {_stem(w) for w in words_of(text) if w not in _LITTLE and len(w) > 1}


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
