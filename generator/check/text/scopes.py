"""How far back a superlative reaches: since a day, in so many months, ever on file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.check.text.numerals import number_word
from generator.check.text.tokens import Phrases, Token
from generator.check.text.when import When, low_at
from generator.check.text.wordset import wordset

ScopeKind = Literal["since", "age", "ever"]
_AGE_UNITS = {
    "day": "day", "days": "day", "session": "session", "sessions": "session", "week": "week", "weeks": "week",
    "month": "month", "months": "month", "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year",
    "decade": "decade", "decades": "decade",
}  # fmt: skip
_HEDGES: Phrases[str] = Phrases(
    [("nearly", "nearly"), ("almost", "nearly"), ("close to", "nearly"), ("just under", "nearly"), ("about", "about"), ("around", "about"), ("roughly", "about"),
     ("some", "about"), ("more than", "over"), ("over", "over"), ("well over", "over"), ("at least", "at_least"), ("just over", "over"), ("the past", ""), ("the last", ""),
     ("the", ""), ("the previous", "")]
)  # fmt: skip
_AGE_PREPS = frozenset({"in", "for", "over", "of"})
_BEGAN = wordset("""
    exists existed began begins begin starts started start launched launches launch inception trading listing debut
    creation birth introduction ipo
""")
_HOLDERS = wordset("""
    file files database data records record series sample history lifetime existence books archive spreadsheet time
    tape life chart charts
""")
_FILES = wordset("file database data series sample archive spreadsheet tape chart charts records files")
_OWNERS = wordset("our the its their this my your all a an recorded whole entire full trading modern")
_HAVE = frozenset({"has", "have", "had", "'s", "'ve"})
_STARTS = _AGE_PREPS | _HAVE | wordset("since on post postwar ever back")
_HELD = wordset("been had seen recorded known suffered on ever posted experienced endured")
_HELD_ENDS = wordset("been had seen recorded known suffered file record ever posted experienced endured yet")
_HELD_WORDS = _HELD | _HELD_ENDS | {"our", "the"}
_SAYERS = wordset("it they we i he she you market")
_DATED = frozenset({"day", "month", "quarter", "year"})
REACH = 10  # words between `since` and the day that it names


@dataclass(frozen=True, slots=True)
class Scope:
    """How far back: `since` a time, an `age` of so many units, or `ever` (as far as the file goes)."""

    first: int
    last: int
    kind: ScopeKind
    when: When | None = None
    count: float = 0.0
    unit: str = ""
    hedge: str = ""
    on_file: bool = False


def read_scopes(tokens: Sequence[Token], whens: Sequence[When]) -> list[Scope]:
    """The scopes of a block, in order."""
    return list(_scopes(tokens, {w.first: w for w in whens}))


def _scopes(tokens: Sequence[Token], whens: dict[int, When]) -> Iterator[Scope]:
    last = 0
    for i in [k for k, token in enumerate(tokens) if token.low in _STARTS]:
        found = _at(tokens, i, whens) if i >= last else None
        if found is not None:
            last = found.last
            yield found


def _at(tokens: Sequence[Token], i: int, whens: dict[int, When]) -> Scope | None:
    low = tokens[i].low
    if low == "since":
        return _since(tokens, i, whens)
    if low in _AGE_PREPS:
        return _span_of_data(tokens, i) or _age(tokens, i) or _holder(tokens, i, whens)
    if low == "on":
        return _holder(tokens, i, whens)
    if low in _HAVE:
        return _had(tokens, i)
    if low in ("post", "postwar"):
        return _post_war(tokens, i)
    if low == "back":
        return _back_to(tokens, i, whens)
    if low == "ever" and low_at(tokens, i + 1) != "since":
        return Scope(i, i + 1, "ever")
    return None


def _back_to(tokens: Sequence[Token], i: int, whens: dict[int, When]) -> Scope | None:
    """`its lowest back to April 2017`, `the weakest month going back to 2008`: since then."""
    when = whens.get(i + 2) if low_at(tokens, i + 1) == "to" else None
    first = i - (low_at(tokens, i - 1) in ("going", "dating"))
    if (
        when is None
        or when.grain not in _DATED
        or not (low_at(tokens, first - 1).endswith("est") or low_at(tokens, first - 2).endswith("est"))
    ):
        return None
    return Scope(first, when.last, "since", when)


def _post_war(tokens: Sequence[Token], i: int) -> Scope | None:
    """`the post-World War II era`, `the postwar period`."""
    words = [t.low for t in tokens[i : i + 6]]
    size = 1 if words[:1] == ["postwar"] else 2 if words[:2] == ["post", "war"] else 3
    if size == 3 and words[1:3] != ["world", "war"]:
        return None
    k = i + size + (size == 3 and low_at(tokens, i + size + 0) in ("war",))
    k += low_at(tokens, k) in ("2", "ii", "two")
    if low_at(tokens, k) not in ("era", "period", "years", "history"):
        return None
    return Scope(i, k + 1, "since", When(i, k + 1, "day", date(1945, 9, 2), date(1945, 9, 2), full=True))


def _since(tokens: Sequence[Token], i: int, whens: dict[int, When]) -> Scope | None:
    if i in whens and whens[i].last > i + 1 and whens[i].start is None:
        return None  # `since New Year`
    stop = next((k for k in range(i + 1, min(i + 1 + REACH, len(tokens))) if tokens[k].text in ";:"), i + 1 + REACH)
    reach = range(i + 1, min(stop, i + 1 + REACH, len(tokens)))
    dated = any(k in whens and whens[k].grain in _DATED for k in reach)
    for k in reach:
        if (
            k in whens
            and whens[k].start is not None
            and whens[k].end is not None
            and (whens[k].grain in _DATED or not dated)
        ):
            began = next((x for x in range(i + 1, k) if tokens[x].low in _BEGAN), None)
            if began is not None and tokens[k - 1].low in ("in", "on", "of"):
                return Scope(i, whens[k].last, "ever", on_file=True)
            start = _file_starts(tokens, whens[k].last)
            if start:
                return Scope(i, start, "ever", on_file=True)
            least = low_at(tokens, i + 1) == "at" and low_at(tokens, i + 2) == "least"
            return Scope(i, whens[k].last, "since", whens[k], hedge="at_least" if least else "")
        if tokens[k].kind not in ("word", "num"):
            break
        if tokens[k].low in _BEGAN and k not in whens and low_at(tokens, k + 1) not in ("of",):
            last = k + 1 + (low_at(tokens, k + 1) == "trading")
            if low_at(tokens, last) in ("in", "on") and last + 1 in whens:
                last = whens[last + 1].last
            return Scope(i, last, "ever", on_file=True)
    following = low_at(tokens, i + 1)
    if following in ("", "then", "been", "has", "have") or (i + 1 < len(tokens) and tokens[i + 1].kind != "word"):
        return None
    stop = i + 2
    while stop < min(i + 2 + REACH, len(tokens)) and tokens[stop].kind == "word" and tokens[stop].text[:1].isupper():
        stop += 1
    return Scope(i, stop, "since")


def _file_starts(tokens: Sequence[Token], i: int) -> int:
    """Where `, where this chart starts` ends, after the time from which the file goes: 0 where nothing of it stands."""
    k = i + (low_at(tokens, i) == ",")
    if low_at(tokens, k) not in ("where", "when"):
        return 0
    k += 1
    while low_at(tokens, k) in _OWNERS:
        k += 1
    named = k > i and low_at(tokens, k) in _FILES
    return k + 2 if named and low_at(tokens, k + 1) in _BEGAN else 0


def _which_begins(tokens: Sequence[Token], i: int, whens: dict[int, When]) -> int:
    """Where `, which begins in 2005` ends, after a file: the token itself where nothing of it stands."""
    k = i + (low_at(tokens, i) == ",")
    if low_at(tokens, k) not in ("which", "that") or low_at(tokens, k + 1) not in _BEGAN:
        return i
    k += 2 + (low_at(tokens, k + 2) in ("in", "on", "with", "at"))
    return whens[k].last if k in whens else whens[k - 1].last if k - 1 in whens else i


def _age(tokens: Sequence[Token], i: int) -> Scope | None:
    """`in 21 months`, `in nearly a year`, `for more than two years`, `of the past five weeks`, `in months`."""
    k, hedge = i + 1, ""
    if k >= len(tokens):
        return None
    past = tokens[i].low != "of"
    while k < len(tokens) and (match := _HEDGES.match(tokens, k)) is not None:
        past = past or tokens[match[0] - 1].low in ("past", "last", "previous")
        k, hedge = match[0], match[1] or hedge
    if k >= len(tokens) or not past:
        return None
    if tokens[k].low in ("weeks", "months", "years", "decades", "ages") and k == i + 1:
        return Scope(i, k + 1, "age", count=2, unit=_AGE_UNITS.get(tokens[k].low, "year"), hedge="vague")
    count = (1.0, k + 1) if tokens[k].low in ("a", "an") else _count(tokens, k)
    if count is None and tokens[k].low == "decade" and tokens[k - 1].low in ("past", "last", "previous"):
        count = (1.0, k)
    if count is None:
        return None
    n, k = count
    if low_at(tokens, k) in ("trading", "calendar", "full"):
        k += 1
    unit = _AGE_UNITS.get(low_at(tokens, k))
    if unit is None or low_at(tokens, k + 1) in ("ago", "time"):
        return None
    return Scope(i, k + 1, "age", count=n, unit=unit, hedge=hedge)


def _count(tokens: Sequence[Token], k: int) -> tuple[float, int] | None:
    found = number_word(tokens, k)
    whole, dot, part = tokens[k].text.partition(".")
    if found is None and dot and whole.isdigit() and part.isdigit():
        return float(tokens[k].text), k + 1  # `in 1.5 months`
    return None if found is None or not 0 < found[0] < 500 else (float(found[0]), found[1])


def _holder(tokens: Sequence[Token], i: int, whens: dict[int, When]) -> Scope | None:
    """`on record`, `of all time`, `in the fund's history`, `in our database`, `for its history`."""
    k = i + 1
    while k - i < 7 and (low_at(tokens, k) in _OWNERS or (k < len(tokens) and tokens[k].possessive)):
        k += 1
    if low_at(tokens, k) not in _HOLDERS or (low_at(tokens, k) == "time" and low_at(tokens, k - 1) != "all"):
        named = _named_holder(tokens, i)
        if named is None:
            return None
        k = named
    if (
        tokens[i].low == "on"
        and low_at(tokens, k) not in ("record", "file", "tape", "chart")
        and low_at(tokens, k) != "books"
    ):
        return None
    if tokens[i].low == "of" and k == i + 1:
        return None
    last = k + 1
    if low_at(tokens, k) == "history" and low_at(tokens, last) == "of":
        last += 1
        while last < len(tokens) and last - k < 6 and tokens[last].kind in ("word", "num"):
            last += 1
            if tokens[last - 1].low not in _OWNERS:
                break
    own = low_at(tokens, k) in _FILES
    return Scope(i, _which_begins(tokens, last, whens), "ever", on_file=own)


def _named_holder(tokens: Sequence[Token], i: int) -> int | None:
    """`in the index's 20-year history`, `in Bitcoin's history`, `in the history of`."""
    for k in range(i + 1, min(i + 7, len(tokens))):
        if tokens[k].kind not in ("word", "num") or tokens[k].low in ("any", "of"):
            return None
        if tokens[k].low in ("history", "lifetime", "existence"):
            return k if k > i + 1 or tokens[k].low == "history" else None
    return None


def _span_of_data(tokens: Sequence[Token], i: int) -> Scope | None:
    """`in the four years for which we have the index`, `in the six years of data`."""
    k = i + 1
    if low_at(tokens, k) in ("the", "all"):
        k += 1
    found = _count(tokens, k) if k < len(tokens) else None
    if found is None or low_at(tokens, found[1]) not in _AGE_UNITS:
        return None
    k = found[1] + 1
    rest = [t.low for t in tokens[k : k + 4]]
    if rest[:2] == ["for", "which"] or rest[:2] in (["that", "we"], ["we", "have"]) or rest[:2] == ["of", "data"]:
        last = k + 2
        while last < len(tokens) and last - k < 9 and tokens[last].kind in ("word", "num"):
            last += 1
        return Scope(i, last, "ever", on_file=True)
    return None


def _had(tokens: Sequence[Token], i: int) -> Scope | None:
    """`the lowest the series has been`, `the worst it has ever had`, `the steepest we have on file`."""
    last = i + 1
    while last < len(tokens) and last - i < 6 and tokens[last].low in _HELD_WORDS:
        last += 1
    if last == i + 1 or tokens[last - 1].low not in _HELD_ENDS:
        return None
    first = i - 1
    if low_at(tokens, first) not in _SAYERS:
        if low_at(tokens, first - 1) not in ("the", "this", "our"):
            return None
        first -= 1
    return Scope(first, last, "ever", on_file=True) if _superlative_before(tokens, first) else None


def _superlative_before(tokens: Sequence[Token], i: int) -> bool:
    """`the worst week` right before `it has had`."""
    for k in range(i - 1, max(i - 6, -1), -1):
        if tokens[k].kind != "word":
            return False
        if tokens[k].low in ("worst", "best", "most", "least", "first", "record") or tokens[k].low.endswith("est"):
            return True
    return False
