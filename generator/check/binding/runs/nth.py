"""Which one of so many: `its seventh negative day in eight`, `rose for the ninth time in ten sessions`."""

from __future__ import annotations

from generator.check.binding.runs.counting import count_at
from generator.check.binding.runs.outof import LAST, Share
from generator.check.binding.runs.words import DOWN_WORDS, FILLERS, UP_WORDS
from generator.check.binding.words.nouns import PERIODS
from generator.check.text.sentence import Sentence

_LONGEST = 400  # of so many periods


def so_many_in(s: Sentence, i: int) -> tuple[Share, int] | None:
    """The place and the total that begin at a token, and which way the words say (0: the verb does)."""
    count = count_at(s, i)
    if count is None or not 0 < count[0] < _LONGEST:
        return None
    if s.low(count[1]) in ("time", "times"):
        sign, period, last, what = 0, "", count[1] + 1, "time"
    elif count[2] and count[0] > 1:
        sign, period, last, what = _moves(s, count[1])
    else:
        return None
    total = total_at(s, last) if last > count[1] else None
    if total is None or not count[0] <= total[0] or (what != "time" and not sign):
        return None
    if what != "time" and period not in ("", "day") and total[2] not in ("", period):
        return None  # `its third weekly gain in four months`: how many weeks those are is not said
    return Share(i, total[1], count[0], total[0], total[2] or period or "day", "last", what), sign


def _moves(s: Sentence, k: int) -> tuple[int, str, int, str]:
    """`negative day`, `weekly loss`, `down week`, `day of outflows`: which way, over which period, and where they end."""
    sign, period, what, last = 0, "", "", k
    while k < s.hi and k - last < 3:
        low = s.low(k)
        if low in PERIODS:
            period = PERIODS[low]
        elif low in UP_WORDS or low in DOWN_WORDS:
            sign = 1 if low in UP_WORDS else -1
            what = "flow" if "flow" in low else what
        elif low in ("close", "finish"):
            period = period or "day"
        elif low not in FILLERS and low != "of":
            break
        k += 1
        last = k if low not in FILLERS and low != "of" else last
    return sign, period, last, what


def total_at(s: Sentence, k: int) -> tuple[int, int, str] | None:
    """`in eight`, `in ten sessions`, `out of the past five`, `in the last 14 days`: how many, where it ends, its period."""
    if s.words(k, k + 2) == ["out", "of"]:
        k += 2
    elif s.low(k) in ("in", "of", "over"):
        k += 1
    else:
        return None
    bare = s.low(k - 1) == "of" and s.low(k - 2) != "out"
    k += s.low(k) == "the"
    k += s.low(k) in LAST
    total = count_at(s, k) if k < s.hi else None
    if total is None or total[2] or not 1 < total[0] < _LONGEST or any(q.core == k and q.unit for q in s.numbers):
        return None
    last = total[1] + (s.low(total[1]) in ("trading", "straight", "calendar"))
    period = PERIODS.get(s.low(last), "") if s.low(last).endswith("s") else ""
    ends = (
        last >= s.hi
        or s.tokens[last].kind in ("end", "sign")
        or s.tokens[last].text in ".,;:)"
        or s.low(last) in _GOES_ON
    )
    if not period and (not ends or bare):
        return None
    return total[0], last + 1 if period else total[1], period


_GOES_ON = frozenset({"and", "but", "as", "for", "while", "after", "with", "on", "to", "since"})
