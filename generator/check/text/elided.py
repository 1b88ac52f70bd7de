"""Windows whose unit the text leaves out: `over a month ... over three`, `the month ... over the other`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.check.text.numerals import number_word
from generator.check.text.periods import UNITS
from generator.check.text.tokens import Token
from generator.check.text.when import When, count_windows, low_at, quarter_when, span_when
from generator.check.text.wordset import wordset

_PREPS = frozenset({"over", "in", "within", "after"})
_PARTS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_STARTS = _PREPS | _PARTS.keys() | {"last", "past", "quarter"}
_LONG = {"week": "w", "month": "m", "quarter": "q", "year": "y"}
_LIMIT = 24  # `over 98.50` is no count of months
_AFTER = wordset(
    "up down and but or while it its they them that which against than for have has brought brings bring added adds"
)


def elided(tokens: Sequence[Token], whens: list[When], as_of: date) -> list[When]:
    """The times of a block, with the windows that take their unit from the window told before them."""
    found = list(whens)
    told, rest = "", iter([*whens, None])
    part: When | None = None
    here = next(rest)
    for i in [i for i, token in enumerate(tokens) if token.low in _STARTS]:
        token = tokens[i]
        while here is not None and here.last <= i:
            part = here if _is_part(tokens, here) else part
            told, here = _unit(tokens, here) or told, next(rest)
        if here is not None and here.first <= i + 1:
            continue
        if part is not None and token.low in _PARTS and low_at(tokens, i - 1) == "the" and _alone(tokens, i + 1):
            found += [_other_part(tokens, i, part, as_of)]
            continue
        if token.low in _PREPS:
            when = (_counted(tokens, i, told, as_of) if told else None) or _one_or_other(tokens, i, as_of)
        elif told and token.low in ("last", "past") and low_at(tokens, i - 1) == "the":
            when = _counted(tokens, i, told, as_of)  # `twelve months, of which the last three brought 3 %`
        elif told and token.low == "quarter" and low_at(tokens, i - 1) == "a" and _number_at(tokens, i + 1):
            when = When(i - 1, i + 1, "window", windows=("3m",))  # `a month of 3 %, a quarter 14.7 points`
        else:
            continue
        if when is not None:
            found.append(when)
    return sorted(found, key=lambda w: w.first) if len(found) > len(whens) else whens


def _is_part(tokens: Sequence[Token], when: When) -> bool:
    """Whether a time is a quarter or a half of a year."""
    return when.start is not None and any(t.low in ("quarter", "half") for t in tokens[when.first : when.last])


def _alone(tokens: Sequence[Token], i: int) -> bool:
    """Whether nothing follows that an ordinal could count."""
    return i >= len(tokens) or tokens[i].kind != "word" or tokens[i].low in _AFTER


def _other_part(tokens: Sequence[Token], i: int, part: When, as_of: date) -> When:
    """`rose 11 % in the fourth quarter, after losing 4 % in the third`, `fell in the first half, gained in the second`."""
    assert part.start is not None  # noqa: S101
    n, year = _PARTS[tokens[i].low], part.start.year
    if part.grain == "quarter":
        return quarter_when(i, i + 1, as_of, n, year)
    start, end = (date(year, 1, 1), date(year, 6, 30)) if n == 1 else (date(year, 7, 1), date(year, 12, 31))
    return span_when(i, i + 1, start, end)


def _unit(tokens: Sequence[Token], when: When) -> str:
    """The unit that a window is counted in; none for days and for stretches with dates."""
    if when.grain != "window" or not when.windows:
        return ""
    units = (UNITS.get(tokens[i].low, "") for i in range(when.last - 1, when.first - 1, -1))
    return next((u for u in units if u and u in "wmqy"), "")


def _number_at(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].is_num


def _counted(tokens: Sequence[Token], i: int, unit: str, as_of: date) -> When | None:
    """`over three`, `in twelve`, where nothing follows that the number could count."""
    count = number_word(tokens, i + 1) if i + 1 < len(tokens) else None
    if count is None or not 1 <= count[0] <= _LIMIT:
        return None
    if count[1] < len(tokens):
        after = tokens[count[1]]
        if after.hyphen or after.kind == "num" or after.text in "%$\u20ac\u00a3/\u2013-":
            return None
        if after.kind == "word" and after.low not in _AFTER:
            return None
    return When(i + 1, count[1], "window", windows=count_windows(count[0], unit, as_of), prep=tokens[i].low)


def _one_or_other(tokens: Sequence[Token], i: int, as_of: date) -> When | None:
    """`over the one`, `over the other`: the first and the second of two units told before."""
    which = low_at(tokens, i + 2)
    if low_at(tokens, i + 1) != "the" or which not in ("one", "other", "former", "latter"):
        return None
    pair = list(dict.fromkeys(t.low for t in tokens[:i] if t.low in _LONG))[:2]
    if len(pair) < 2:
        return None
    unit = _LONG[pair[which in ("other", "latter")]]
    return When(i + 1, i + 3, "window", windows=count_windows(1, unit, as_of), prep=tokens[i].low)
