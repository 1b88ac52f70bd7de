"""The stretches of time and the days that a text names, in forms that two wordings share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.check.text.numerals import SMALL, number_word
from generator.check.text.sentence import Sentence
from generator.check.text.when import POINTERS, When
from generator.facts import Fact

Forms = frozenset[str]
ANY: Forms = frozenset()
_BACK = POINTERS | {"before"}  # these point back at a stretch named before
_COUNTING = frozenset({"a", "an", "one", "ago", "earlier", "later"})
_TO_DATE = frozenset({"wtd", "mtd", "qtd", "ytd"})
_SAME = {"12m": "1y", "252s": "252s", "4w": "1m", "52w": "1y", "7s": "1w", "24m": "2y", "1q": "3m"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time at tokens `first` to `last` (exclusive), under each form that it may have."""

    first: int
    last: int
    forms: Forms
    ago: bool = False
    spans: tuple[tuple[date, date], ...] = ()


def stretches_in(s: Sentence, as_of: date) -> list[Stretch]:
    """The stretches that a sentence names. What points back (`over that month`) has no form of its own."""
    found = [
        Stretch(w.first, w.last, _counted(s, w, forms_of(w, as_of)), _ago(s, w), _span(w))
        for w in s.whens
        if not _returns(s, w)
    ]
    found += [*_elliptic(s, found), *_horizons(s)]
    return sorted([f for f in found if f.forms], key=lambda f: f.first)


def _horizons(s: Sentence) -> Iterator[Stretch]:
    """`a month later`, `one year on`: how long after a case of a study something is told."""
    for i in s.places(_LATER):
        unit = UNITS.get(s.low(i - 1).removesuffix("s"))
        if unit is None or (s.low(i) == "on" and s.low(i + 1) not in _CLOSING):
            continue
        start = next(
            (k for k in range(i - 2, max(s.lo, i - 6) - 1, -1) if (s.low(k) in _ONE or number_word(s.tokens, k))), -1
        )
        number = (1, 0) if start < 0 or s.low(start) in _ONE else number_word(s.tokens, start)
        if start >= 0 and number is not None:
            yield Stretch(start, i + 1, frozenset(f"later:{form}" for form in spelled(f"{number[0]}{unit}", date.min)))


_LATER = frozenset({"later", "on", "afterwards", "afterward", "hence"})
_CLOSING = frozenset({"", ",", ".", ";", ":", "in", "gold", "it", "and", "with", "!", "?", ")"})
UNITS = {"session": "d", "day": "d", "week": "w", "month": "m", "year": "y", "quarter": "q"}
_ONE = frozenset({"a", "an", "one", "the"})


def _elliptic(s: Sentence, found: list[Stretch]) -> Iterator[Stretch]:
    """`down 4 percent over a month and 9 percent over three`: the unit is the one named before."""
    for i in s.whole:
        number = number_word(s.tokens, i) if s.low(i - 1) in ("over", "in", "within") else None
        if number is None or any(q.first <= i < q.last and q.unit for q in s.numbers):
            continue
        unit = next(
            (f[-1] for x in reversed(found) if x.last <= i for f in x.forms if f[-1] in "dwmy" and f[0].isdigit()), ""
        )
        if unit and (number[1] >= s.hi or s.tokens[number[1]].kind != "word" or s.low(number[1]) in _GOES_ON):
            yield Stretch(i, number[1], frozenset(spelled(f"{number[0]}{unit}", date.min)))


_GOES_ON = frozenset({"and", "but", "it", "is", "the", "up", "down", "they", "was", "while"})


def joined_units(s: Sentence) -> Iterator[tuple[int, str, int, int]]:
    """`2-year`, `ten-year`, `one-day`: a number, the letter of its unit, and their tokens."""
    for i in s.whole:
        letter = UNITS.get(s.low(i + 1).removesuffix("s"))
        number = number_word(s.tokens, i) if letter and s.tokens[i + 1].hyphen else None
        if letter and number is not None:
            yield number[0], letter, i, i + 2


def _counted(s: Sentence, w: When, forms: Forms) -> Forms:
    """`one month`, `a year later` count back from the day; `the month` may also be the calendar's."""
    words = s.words(w.first, w.last)
    if words[-1:] and words[-1] in ("sessions", "days"):
        forms |= {f"{n[0]}s" for k in range(w.first, w.last) if (n := number_word(s.tokens, k)) is not None}
    if words[-1:] == ["year"] and words[0] != "this" and s.low(w.last) in ("after", "following", "that", "from"):
        return frozenset({"1y"})
    if any(x in _COUNTING or x.isdigit() or x in SMALL for x in words):
        exact = frozenset(f for f in forms if f not in _TO_DATE and not f.startswith("since:"))
        return exact or forms
    return forms


def _span(w: When) -> tuple[tuple[date, date], ...]:
    return ((w.start, w.end),) if w.grain in ("month", "quarter", "year") and w.start and w.end else ()


def _ago(s: Sentence, w: When) -> bool:
    return w.prep == "ago" or s.low(w.last) in ("ago", "earlier", "before")


def _returns(s: Sentence, w: When) -> bool:
    """`daily` in `daily returns` is no stretch, nor is `the day of the halving`, nor `18 of the 26 quarters`."""
    cases = any(q.last in (w.first - 1, w.first - 2) and s.low(q.last) == "of" for q in s.numbers)
    return (
        cases
        or (s.low(w.last - 1) == "day" and s.low(w.last) in ("of", "before", "earlier"))
        or (w.last - w.first == 1 and s.low(w.first) in ("daily", "overnight"))
    )


def forms_of(w: When, as_of: date) -> Forms:
    """The forms of a time in the text; none for a day that nothing runs from."""
    if _BACK & set(w.windows):
        return ANY
    if w.grain == "day":
        day = w.end
        starts = w.since or w.edge
        counted = frozenset(f for window in w.windows for f in spelled(window, as_of))
        return frozenset({f"since:{day}"}) | counted if day and starts else ANY
    if w.grain == "month" and w.since and w.end:
        return frozenset({f"since:{w.end}", *([f"since:{w.start - timedelta(1)}"] if w.start else [])})
    return frozenset(f for window in w.windows for f in spelled(window, as_of))


def spelled(window: str, as_of: date) -> Iterable[str]:
    """A window, and the day that it is counted from where that is settled."""
    window = _SAME.get(window, window)
    yield window
    if window in _TO_DATE:
        yield f"since:{first_day(window, as_of) - timedelta(1)}"


def first_day(window: str, as_of: date) -> date:
    """The first day of the week, month, quarter or year that a date lies in."""
    if window == "wtd":
        return as_of - timedelta(as_of.weekday())
    if window == "mtd":
        return as_of.replace(day=1)
    return as_of.replace(month=as_of.month - (as_of.month - 1) % 3 if window == "qtd" else 1, day=1)


def forms_of_fact(fact: Fact) -> Forms:
    """The forms of the window that a fact runs over; none where it has no window."""
    if fact.window is None or fact.measure in ("drawdown",) or fact.as_of is None or fact.window == "all":
        return ANY
    forms = set(spelled(fact.window, fact.as_of)) | ({"1y"} if fact.measure == "vol" else set())
    if fact.measure in ("change", "delta", "spread", "event") and fact.inputs:
        forms.add(f"since:{fact.inputs[0].date}")
    return frozenset(forms)


def days_of_fact(fact: Fact) -> set[date]:
    """The days that a fact rests on."""
    days = {i.date for i in fact.inputs} | ({fact.as_of} if fact.as_of else set())
    if fact.record is not None:
        days |= {fact.record.date, fact.record.previous_date}
    if fact.date is not None:
        days.add(fact.date)
    if isinstance(fact.value, str) and fact.unit == "date":
        days.add(date.fromisoformat(fact.value))
    return days


def covers(w: When, days: Iterable[date]) -> bool:
    """Whether a time in the text holds one of some days."""
    return w.start is not None and w.end is not None and any(w.start <= d <= w.end for d in days)
