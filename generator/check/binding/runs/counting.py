"""Counts and ordinals at a token, each looked for once, and the window that so many periods on end cover."""

from __future__ import annotations

from datetime import date, timedelta

from generator.check.text.numerals import SMALL, may_count, number_word, ordinal
from generator.check.text.sentence import Sentence
from generator.check.text.when import shifted


def count_at(s: Sentence, i: int) -> tuple[int, int, bool] | None:
    """A count or ordinal at a token that belongs to no name: its value, the token after it, whether it is an ordinal."""
    if i not in s.counts:
        s.counts[i] = _count(s, i) if s.lo <= i < s.hi else None
    return s.counts[i]


def _count(s: Sentence, i: int) -> tuple[int, int, bool] | None:
    if i == s.lo and s.low(i + 1) == "." and s.tokens[i].is_num:
        return None  # `2. Equities.`
    found = _counted(s, i) if may_count(s.tokens[i]) else None
    if found is None or any(m.first <= i < m.last and m.name.anaphor is None for m in s.mentions):
        return None
    return found


def _counted(s: Sentence, i: int) -> tuple[int, int, bool] | None:
    found = ordinal(s.tokens, i)
    if found:
        return found[0], found[1], True
    word = number_word(s.tokens, i)
    if word is None and s.low(i) in SMALL and s.low(i + 1) == "quarters":
        return SMALL[s.low(i)], i + 1, False  # `three quarters in a row` is no fraction
    return (word[0], word[1], False) if word else None


def run_window(as_of: date, count: int, unit: str) -> str:
    """The window of so many sessions, or of so many weeks or months of which the last is the one that a day lies in."""
    if unit == "s":
        return f"{count}s"
    if unit == "w":
        return f"since:{as_of - timedelta(as_of.weekday() + 7 * (count - 1) + 1)}"
    return f"since:{shifted(as_of.replace(day=1), 1 - count, 'm') - timedelta(1)}"
