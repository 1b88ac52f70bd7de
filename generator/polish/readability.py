"""How prose reads: the length of its sentences and the school grade of Flesch and Kincaid (English)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.polish.result import Reading

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")


def reading_of(sentences: Sequence[str]) -> Reading:
    """The mean of some sentences; figures count as words of one syllable."""
    words = [word for s in sentences for word in _words(s)]
    if not words:
        return Reading(words=0, grade=0)
    length = len(words) / len(sentences)
    grade = 0.39 * length + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
    return Reading(words=round(length, 1), grade=round(max(grade, 0.0), 1))


def _words(sentence: str) -> list[str]:
    return [part for part in sentence.split() if re.search(r"\w", part)]


def _syllables(word: str) -> int:
    letters = "".join(_WORD.findall(word.lower()))
    count = len(_VOWELS.findall(letters))
    return max(1, count - (letters.endswith("e") and not letters.endswith("le") and count > 1))
