"""Words, numbers and signs of a block, and the sentences that they form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from generator.check.text.wordset import wordset

_TOKEN = re.compile(  # words come first, since most tokens are words and no other kind begins with a letter
    r"(?=\S)(?:(?P<abbr>(?:[A-Za-z]\.){2,6})"
    r"|(?P<word>[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)?)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?![\d-])|(?<![\d/.])(?:\d{4}/\d\d?/\d\d?|\d\d?/\d\d?/(?:\d\d){1,2}|\d\d?\.\d\d?\.\d{4})(?![\d/]))"
    r"|(?P<num>\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)|(?<![\d,])\d{1,4},\d{1,2}(?=\s?%)|\d{1,3}(?:'\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\d\w])\.\d+)"
    r"|(?P<poss>(?<=\w)'s\b)"
    r"|(?P<end>\.{3}|[.!?])"
    r"|(?P<sign>\S))"
)
_SHORT = wordset("""
    mr mrs ms dr st vs jan feb mar apr jun jul aug sep sept oct nov dec inc corp co ltd no approx ca cf est fig vol
    pct al eg ie
""")
LONGEST = 300  # tokens; what runs on without a stop is read in pieces, so that the work stays linear
_CLOSERS = frozenset("\"')]*")
_STOPS = frozenset(".!?")


@dataclass(slots=True)
class Token:
    """A word, number or sign: `low` is its lower case; `start`, `end` are places in the clean text of the block."""

    kind: str
    text: str
    low: str
    start: int
    end: int
    glued: bool
    hyphen: bool = False
    possessive: bool = False
    whole: tuple[int, int] | tuple[()] | None = None  # the whole number that begins here, once read, and its length

    @property
    def is_num(self) -> bool:
        """Whether the token is a number in digits."""
        return self.kind == "num"


def tokenize(text: str) -> list[Token]:
    """The tokens of a text. Joining hyphens and the possessive `'s` become marks of their neighbours."""
    found: list[Token] = []
    hyphen = False
    last_end = 0
    for match in _TOKEN.finditer(text):
        kind, word, (start, end) = match.lastgroup or "sign", match[0], match.span()
        glued = start == last_end and start > 0
        last_end = end
        if kind == "poss" and found:
            last = found[-1]
            found[-1] = Token(last.kind, last.text, last.low, last.start, last.end, last.glued, last.hyphen, True)
            continue
        if word == "-" and glued and found and found[-1].kind != "sign" and text[end : end + 1].isalnum():
            hyphen = True
            continue
        found.append(
            Token(
                "word" if kind in ("abbr", "poss") else kind,
                word,
                _WRITTEN_OUT.get(low := word.lower(), low),
                start,
                end,
                glued,
                hyphen,
            )
        )
        hyphen = False
    return found


# what desks write short; the text of a token stays as it is
_WRITTEN_OUT = {
    "wk": "week", "wks": "weeks", "wkly": "weekly", "mth": "month", "mths": "months", "qtr": "quarter", "qtrs": "quarters", "yr": "year", "yrs": "years",
}  # fmt: skip


def sentences(tokens: Sequence[Token], text: str) -> list[tuple[int, int]]:
    """The sentences of a block, as ranges of tokens."""
    found: list[tuple[int, int]] = []
    first = 0
    for i in [k for k, token in enumerate(tokens) if token.text[-1] in _STOPS]:
        if _ends_abbreviation(tokens, i):
            found.append((first, i + 1))
            first = i + 1
        elif tokens[i].kind == "end" and i + 1 >= first and _closes(tokens, i, text):
            stop = i + 1
            while stop < len(tokens) and tokens[stop].glued and tokens[stop].text in _CLOSERS:
                stop += 1
            if stop > first:
                found.append((first, stop))
            first = max(first, stop)
    if first < len(tokens):
        found.append((first, len(tokens)))
    return [(lo, min(lo + LONGEST, hi)) for start, hi in found for lo in range(start, hi, LONGEST)]


def _closes(tokens: Sequence[Token], i: int, text: str) -> bool:
    token = tokens[i]
    after = i + 1
    while after < len(tokens) and tokens[after].glued and tokens[after].text in _CLOSERS:
        after += 1
    if after >= len(tokens):
        return True
    if tokens[after].glued:
        return False
    if token.text in "!?":
        return True
    before = tokens[i - 1] if i else None
    if token.text == "." and before is not None and token.glued:
        if (
            before.low in _SHORT
            and before.kind == "word"
            and not (before.low in ("no", "mar", "sep", "dec", "al") and tokens[after].text[:1].isupper())
        ):
            return False
        if _initial(tokens, i, after):
            return False
    following = tokens[after].text[:1]
    if not (following.islower() and following.isascii()):
        return True
    if before is not None and (before.text == "%" or before.kind == "num"):
        return True
    chat = tokens[0].text[:1].islower()  # who writes no capitals ends sentences without them
    return chat and before is not None and before.kind == "word" and len(before.text) > 3


def _initial(tokens: Sequence[Token], i: int, after: int) -> bool:
    """Whether a full stop ends an initial: `J. P. Morgan`, `John F. Kennedy`."""
    before = tokens[i - 1]
    if len(before.text) != 1 or not before.text.isupper() or before.kind != "word":
        return False
    following = tokens[after]
    if i >= 2 and tokens[i - 2].text[:1].isupper():
        return True
    if (
        len(following.text) == 1
        and following.text.isupper()
        and after + 1 < len(tokens)
        and tokens[after + 1].text == "."
    ):
        return True
    return (
        i < 2
        or tokens[i - 2].text in (".", "!", "?")
        or (tokens[i - 2].low in ("and", "by", "said", "to") and following.text[:1].isupper())
    )


def _ends_abbreviation(tokens: Sequence[Token], i: int) -> bool:
    """Whether an abbreviation with stops also ends its sentence: `in the U.S. The dollar fell`."""
    if not (tokens[i].kind == "word" and tokens[i].text.endswith(".")) or i + 1 >= len(tokens):
        return False
    following = tokens[i + 1]
    return not following.glued and following.low in _OPENERS and following.text[:1].isupper()


_OPENERS = wordset(
    "the it its in on at but and a an this that these those they there for by as with he she we no yet still"
)
T = TypeVar("T")


Words = tuple[str, ...]


@lru_cache(maxsize=16384)
def words_of(phrase: str) -> Words:
    """The lower-case words of a phrase, as tokens have them."""
    if phrase.replace(" ", "").isalpha():
        return tuple(phrase.lower().split())
    return tuple(t.low for t in tokenize(phrase.replace("\u2019", "'")))


class Phrases(Generic[T]):
    """A table of phrases, found by their words; the longest match wins."""

    def __init__(self, entries: Iterable[tuple[str | Words, T]] = ()) -> None:
        """Phrases as text or as words, with their payloads; of the same words the last payload stays."""
        rows = {words_of(phrase) if isinstance(phrase, str) else phrase: payload for phrase, payload in entries}
        self._rows = rows
        self._sizes: dict[
            Words, tuple[int, ...]
        ] = {}  # by two words: the lengths of what begins with them, longest first
        for words in (words for words in rows if len(words) > 1):
            known = self._sizes.get(words[:2], ())
            if len(words) not in known:
                self._sizes[words[:2]] = tuple(sorted((*known, len(words)), reverse=True))
        self.firsts = frozenset(words[0] for words in rows if words)  # the words that a phrase may begin with

    def starts(self, tokens: Sequence[Token]) -> list[int]:
        """The tokens at which a phrase may begin."""
        return [i for i, token in enumerate(tokens) if token.low in self.firsts]

    def match(self, tokens: Sequence[Token], i: int, end: int | None = None) -> tuple[int, T] | None:
        """The longest phrase that begins at token `i`: the index after it, and its payload."""
        low = tokens[i].low
        if low not in self.firsts:
            return None
        last = len(tokens) if end is None else end
        second = tokens[i + 1].low if i + 1 < last else ""
        for size in self._sizes.get((low, second), ()):
            words = (low, second) if size == 2 else tuple([t.low for t in tokens[i : i + size]])
            if i + size <= last and words in self._rows:
                return i + size, self._rows[words]
        return (i + 1, self._rows[low,]) if (low,) in self._rows and i < last else None
