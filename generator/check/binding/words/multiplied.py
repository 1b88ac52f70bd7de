"""What a multiple is of, where that is the move of another: `double the S&P 500's 17 %`."""

from __future__ import annotations

from generator.check.binding.words.nouns import DOWN_NOUNS, UP_NOUNS
from generator.check.text.entities import Mention
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_DID = wordset("lost gained fell rose did made managed dropped added shed put gave advanced declined climbed")
_SMALL = wordset("the of that its as much")


def of_others_move(s: Sentence, i: int) -> Mention | None:
    """Whose move words behind a multiple name: `double the S&P 500's 17 %`, `nine times the 1.1 % of the index`."""
    owner = next((m for m in s.mentions if i - 1 <= m.first <= i + 4 and m.name.anaphor is None), None)
    if owner is not None and s.tokens[owner.last - 1].possessive and set(s.words(i, owner.first)) <= _SMALL:
        moved = s.low(owner.last) in UP_NOUNS | DOWN_NOUNS
        return owner if moved or any(q.first == owner.last and q.unit == "percent" for q in s.numbers) else None
    if s.low(i) == "what" and owner is not None and owner.first <= i + 2 and s.low(owner.last) in _DID:
        return owner  # `nearly double what gold lost`
    noun = i + (s.low(i) == "the")
    if s.low(noun) in UP_NOUNS | DOWN_NOUNS and s.low(noun + 1) in ("of", "in") and owner is not None:
        return owner if owner.first <= noun + 3 else None  # `twice the gain of the S&P 500`
    told = next((q for q in s.numbers if i <= q.first <= i + 2 and q.unit == "percent"), None)
    if told is None or not set(s.words(i, told.first)) <= _SMALL or s.low(told.last) not in ("of", "for", "in"):
        return None
    return next((m for m in s.mentions if told.last < m.first <= told.last + 2 and m.name.anaphor is None), None)
