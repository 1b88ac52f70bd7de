"""The words of a rewrite: which the plain text has, which are everyday, and which would bring in something new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from generator.check.judging.gate.words.common import COMMON
from generator.check.judging.gate.words.everyday import EVERYDAY
from generator.check.judging.gate.words.news import NEWS, VIEWS
from generator.check.text.entities import Directory
from generator.check.text.periods import MONTHS, SHORT_MONTHS, WEEKDAYS
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import tokenize
from generator.check.text.wordset import wordset

SPARE = 1  # unknown words that a sentence may hold
_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "est", "ier", "ily", "ness", "ment")
_CALENDAR = frozenset({*MONTHS, *SHORT_MONTHS, *WEEKDAYS, "utc", "us", "u.s", "etf", "etfs"})

_PLACES = wordset("fed fed's american america us u.s. wall street china chinese european europe london york")


_ADDRESS = wordset("let let's don't do remember note not what how why as to for so and but start take put think")
MARKET = wordset("""
    bank banks bond bonds stock stocks share shares equity equities market markets tech giants caps correction rally
    holders companies currencies currency fund funds metals miners sector sectors volatility
""")


_OUTSIDE = NEWS | VIEWS
_IDIOMS = {
    "bounce": "the",
    "upside": "down",
    "poor": "guide",
    "usual": "fine footnotes notes print caveats warnings health small disclaimer caveat warning",
}


def _idiom(s: Sentence, i: int) -> bool:
    """`on the bounce`, `upside down`, `driven in`, `buy-by-date`: where such a word brings nothing in."""
    joined = s.low(i + 1) == "by" and s.tokens[i + 1].hyphen
    return joined or s.low(i + 1) == "in" or bool({s.low(i - 1), s.low(i + 1)} & set(_IDIOMS.get(s.low(i), "").split()))


def words_of(text: str) -> frozenset[str]:
    """The lower-case words of a text."""
    return frozenset(t.low for t in tokenize(text.replace("\u2019", "'")) if t.kind == "word")


@lru_cache(maxsize=4096)
def _of_label(label: str) -> frozenset[str]:
    """The words of an instrument's name, which every brief has again."""
    return words_of(label)


def stems(words: Iterable[str]) -> frozenset[str]:
    """Words with their endings taken off, so that `repeat` and `repeats` meet."""
    return frozenset(stem(w) for w in words)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without its ending."""
    for ending in ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


class Vocabulary:
    """What words a rewrite of a plain text may use."""

    def __init__(self, plain: str, directory: Directory) -> None:
        self.plain = words_of(plain)
        self.stems = stems(self.plain)
        self.names = {w for label in directory.labels.values() for w in _of_label(label)}

    def has(self, word: str) -> bool:
        """Whether the plain text has a word, in some form."""
        return word in self.plain or word in self.names or stem(word) in self.stems

    def brings(self, s: Sentence) -> list[str]:
        """Words that bring in something from outside the data."""
        named = {k for m in s.mentions for k in range(m.first, m.last)}
        return [
            s.tokens[i].text
            for i in s.places(_OUTSIDE)
            if i not in named and s.tokens[i].kind == "word" and not self.has(s.low(i)) and not _idiom(s, i)
        ]

    def asserts(self, s: Sentence, named: bool) -> bool:
        """Whether a sentence states something of the market in words that the plain text does not have."""
        text = [s.low(i) for i in range(s.lo, s.hi)]
        if s.tokens[s.hi - 1].text != "." or s.block.role == "heading" or len(text) < 4 or text[0] in _ADDRESS:
            return False
        market = named or any(w in MARKET for w in text[:4])
        told = [s.low(i) for i in _open(s) if len(s.low(i)) > 2 and s.low(i) not in CONTENT_STOP]
        new = [w for w in told if not self.has(w) and w not in COMMON]
        return market and not s.whens and len(new) > sum(self.has(w) for w in told)

    def strange(self, s: Sentence) -> list[str]:
        """Words that neither the plain text nor everyday language has."""
        return [s.tokens[i].text for i in _open(s) if len(s.low(i)) > 2 and not self._known(s.low(i))]

    def names_new(self, s: Sentence) -> list[str]:
        """Capitalised words, not at the start of anything, that the plain text does not have."""
        titled = _titled(s)
        return [
            s.tokens[i].text
            for i in _open(s)
            if s.tokens[i].text[:1].isupper() and self._stranger(s, i, begins=titled or _starts(s, i))
        ]

    def _stranger(self, s: Sentence, i: int, *, begins: bool) -> bool:
        low = s.low(i)
        if low in _CALENDAR or low in _PLACES or self.has(low) or len(low) < 2:
            return False
        return not begins or (_is_proper(s, i) and not self._known(low))

    def _known(self, word: str) -> bool:
        if self.has(word) or word in COMMON or word in EVERYDAY:
            return True
        for ending in _ENDINGS:
            if word.endswith(ending):
                base = word[: -len(ending)]
                if any(
                    b in COMMON or b in EVERYDAY
                    for b in (base, base + "e", base + "y", base[:-1] if base[-1:] == base[-2:-1] else base)
                ):
                    return True
        return False


def _open(s: Sentence) -> Sequence[int]:
    """The words of a sentence that no name, time, number or cue has taken."""
    taken = {k for w in s.whens for k in range(w.first, w.last)} | {
        k for m in s.mentions for k in range(m.first, m.last)
    }
    taken |= {k for m in s.marks for k in range(m.first, m.last)} | {
        k for q in s.numbers for k in range(q.first, q.last)
    }
    return [i for i in range(s.lo, s.hi) if i not in taken and s.tokens[i].kind == "word"]


def _starts(s: Sentence, i: int) -> bool:
    """Whether a capital is only that of a beginning."""
    before = [t for t in s.tokens[s.lo : i] if t.kind == "word" or t.is_num]
    return (
        not before
        or s.tokens[i - 1].text in ":.!?\"'\u2014/(|"
        or (s.tokens[i - 1].kind == "sign" and s.tokens[i - 1].text not in ",;&-")
    )


def _titled(s: Sentence) -> bool:
    """Whether a heading writes its words with capitals."""
    words = [t for t in s.tokens[s.lo : s.hi] if t.kind == "word" and len(t.text) > 3]
    return s.block.role == "heading" and len(words) > 1 and sum(t.text[:1].isupper() for t in words) * 2 > len(words)


def _is_proper(s: Sentence, i: int) -> bool:
    """Two strange capitalised words in a row are a name."""
    return (
        i + 1 < s.hi
        and s.tokens[i + 1].kind == "word"
        and s.tokens[i + 1].text[:1].isupper()
        and s.tokens[i].text[:1].isupper()
    )


CONTENT_STOP = wordset(
    "the a an and or but of in on at to for by from with is are was were be been it its this that these those they them as not no any all do does did will may might can could would should must has have had so then than when what which who why how such our we you your i"
)


def content(words: Iterable[str]) -> frozenset[str]:
    """The stems of words that carry meaning."""
    return stems(w for w in words if w not in CONTENT_STOP and len(w) > 2)
