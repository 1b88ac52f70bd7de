"""How many of how many: `23 of the month's 30 days`, `all six sessions`, `in only four` of those told at the head."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.binding.runs.counting import count_at
from generator.check.binding.words.nouns import PERIODS
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_EVERY = wordset("each every all")
EVERY = _EVERY | {"none", "only"}  # words that a count may begin with, besides numbers
LAST = wordset("last past previous preceding prior")
_DRESS = wordset(
    "the its these those this of last past previous preceding prior trading calendar full next following one five-day 's"
)


@dataclass(frozen=True, slots=True)
class Share:
    """`n` of `total` periods: tokens, the period, whether the last ones or those that follow a day are meant."""

    first: int
    last: int
    n: int
    total: int
    period: str
    kind: str
    what: str = ""  # `record` where days of records are counted


def share_at(s: Sentence, i: int) -> Share | None:
    """`nine of the last ten`, `all five days`, `each of the next five sessions`, `five times out of five`, `all but one of the five days`."""
    n, j = _numerator(s, i)
    if j < 0:
        return None
    of = s.low(j) == "of" or s.words(j, j + 2) in (["out", "of"], ["times", "out"])
    if not of and s.low(i) not in _EVERY:
        return None
    k = j
    kind = ""
    while k < s.hi and k - j < 7 and (s.low(k) in _DRESS or s.low(k) in ("out", "times") or s.tokens[k].possessive):
        kind = "last" if s.low(k) in LAST else "next" if s.low(k) in ("next", "following") else kind
        k += 1
    total = count_at(s, k) if k < s.hi else None
    if total is None or total[2] or not 1 < total[0] < 400:
        return None
    last = total[1]
    while s.low(last) in ("trading", "calendar", "full"):
        last += 1
    period = PERIODS.get(s.low(last), "") if not s.low(last).endswith("ly") else ""
    timed = any(w.first == last and w.windows for w in s.whens)
    if not period and not (kind == "last" or timed or s.words(j, j + 2) == ["times", "out"]):
        return None
    if last < s.hi and s.tokens[last].hyphen:
        return None  # `all six-month spans` are no six months
    return Share(i, last + bool(period), n if n >= 0 else total[0] + n + 1, total[0], period or "day", kind)


def in_so_many(s: Sentence, i: int) -> Share | None:
    """`In the ten calendar years from 2011 to 2020, small caps beat large caps in only four`: of those told at its head."""
    count = count_at(s, i)
    lead = i - 1 - (s.low(i - 1) in ("only", "just"))
    ends = count is not None and (
        count[1] >= s.hi or s.tokens[count[1]].text in ",.;:" or s.low(count[1]) in ("of", "and")
    )
    if count is None or count[2] or not ends or s.low(lead) not in ("in", "on"):
        return None
    if any(q.unit in ("percent", "points", "pp", "bp") for q in s.numbers if q.core in s.part(i)):
        return None  # `In the past twelve months it rose 40 %, and 2 % in three`
    for k in range(s.lo, min(s.lo + 4, lead)):
        total = count_at(s, k) if s.low(k - 1) in ("the", "past", "last") else None
        if total is None or total[2] or not 1 < total[0] < 400:
            continue
        at = total[1] + (s.low(total[1]) in ("calendar", "trading", "full"))
        period = PERIODS.get(s.low(at), "")
        if period and s.low(at).endswith("s") and count[0] <= total[0]:
            s.spent |= {w.first for w in s.whens if w.first == i and w.grain == "window"}
            return Share(i, count[1], count[0], total[0], period, "last" if s.low(k - 1) in LAST else "")
    return None


def _numerator(s: Sentence, i: int) -> tuple[int, int]:
    """How many of them, and where the words go on; -1 for all, -2 for all but one."""
    low = s.low(i)
    if s.words(i, i + 3) == ["all", "but", "one"]:
        return -2, i + 3
    if s.words(i, i + 2) == ["every", "one"]:
        return -1, i + 2
    if low in _EVERY:
        return -1, i + 1
    if low == "none":
        return 0, i + 1
    if s.words(i - 1, i + 1) == ["not", "one"]:
        return 0, i + 1
    start = i + (low == "only")
    found = count_at(s, start) if start < s.hi else None
    if found is None or found[2]:
        return 0, -1
    return found[0], found[1]
