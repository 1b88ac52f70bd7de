"""What a text denies: a remark of the plain text that says no must say no in the rewrite, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.words.vocabulary import CONTENT_STOP, stem
from generator.check.report import Reason
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]

DENIES = wordset("""
    not n't no nothing never nobody none neither nor cannot can't won't don't doesn't didn't isn't aren't wasn't weren't
    hasn't haven't hadn't shouldn't wouldn't couldn't mustn't needn't without unknown unable unexplained absent silent
    lack lacks lacking missing fail fails failed ex exclude excludes excluded excluding except too hardly ignore ignores
    ignored ignoring beyond out instead rather short refuse decline refrain unclear mute mum blank shan't
""")
_TOPICS = {
    word: topic
    for topic, words in {
        "why": "why reason reasons cause causes explain explains explained explaining explanation explanations because drove",
        "say": "say says said saying tell tells told show shows shown showing give gives given offer offers contain contains contained reveal reveals know knows state states hold carry explain speak call",
        "data": "data figures figure numbers file files series tape history records evidence study sample",
        "again": "repeat repeats recur again repeated repeating",
        "today": "today today's current now present latest fresh",
        "next": "next future come comes ahead follow follows predict",
        "past": "past previous earlier former",
        "short": "short young recent recently brief",
        "move": "move moves moved moving prices price change changes changed yields money",
        "dividends": "dividend dividends",
    }.items()
    for word in words.split()
}
_STRONG = frozenset({"why", "dividends"})
_HARD = frozenset({";", ":", "\u2014", "\u2013", "(", ")"})
_NOTHING = frozenset({"move", "data"})  # topics that nearly every remark has


@dataclass(frozen=True, slots=True)
class Part:
    """A clause by what it speaks of, and whether it says no."""

    about: frozenset[str]
    denied: bool


def faults_of_denial(line: Line, plain: Sequence[Part]) -> Iterator[Fault]:
    """Denials of the plain text's remarks that a sentence drops, and those that it adds."""
    s = line.sentence
    if s.block.role == "heading" or s.tokens[s.hi - 1].text == "?":
        return
    for mine in parts(s):
        alike = [p for p in plain if _alike(mine, p)]
        if alike and all(p.denied for p in alike) and not mine.denied:
            yield "comparison", "A denial of the plain text is dropped."
            return
        if alike and not any(p.denied for p in alike) and mine.denied and not line.features:
            yield "comparison", "A denial that the plain text does not have."
            return


def _alike(mine: Part, plain: Part) -> bool:
    """Whether two clauses speak of the same."""
    both = mine.about & plain.about
    if both & _STRONG:
        return True
    telling = both - _NOTHING
    return len(telling) >= 2 and 2 * len(both) >= len(mine.about) and 2 * len(both) >= len(plain.about)


def parts(s: Sentence) -> list[Part]:
    """The main clauses of a sentence that carries no figure."""
    if any(q.unit or q.form == "decimal" for q in s.numbers):
        return []
    edges = [i for i in range(s.lo, s.hi) if _parted(s, i)]
    found = [_part(s, lo, hi) for lo, hi in zip([s.lo, *edges], [*edges, s.hi], strict=True)]
    return [p for p in found if p.about]


def _parted(s: Sentence, i: int) -> bool:
    low = s.low(i)
    return low in _HARD or low in ("but", "while") or (low in ("and", "so") and s.low(i - 1) == ",")


def _part(s: Sentence, lo: int, hi: int) -> Part:
    words: list[str] = []
    denied = False
    for i in range(lo, hi):
        low = s.low(i)
        if (low in DENIES and s.low(i + 1) != ",") or low.endswith("n't"):
            denied = True
        elif low in _TOPICS:
            words.append(_TOPICS[low])
        elif len(low) > 2 and low not in CONTENT_STOP and s.tokens[i].kind == "word":
            words.append(stem(low))
    return Part(frozenset(words), denied)
