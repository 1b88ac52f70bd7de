"""A number told twice: `closed at 2,718.77` above and `closed at 2,781.77` below; a first time in two years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.check.binding.inside.doubt import BAD, Doubt, Part, part
from generator.check.binding.inside.figures import bounds, same_measure, shown
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Parsed, Sentence
from generator.check.text.when import POINTERS, When
from generator.check.text.wordset import wordset

_CLOSES = wordset("""
    closed close closes closing finished finish finishes finishing ended end ends ending settled settle settles
""")
_UNFINISHED = wordset("""
    intraday then before early earlier midday morning afternoon initially briefly point session-low futures premarket
    after overnight previously had been would could if not while target forecast from
""")
_KEPT = 2000  # numbers that are remembered


@dataclass(frozen=True, slots=True)
class Told:
    """A number with what it tells and of which day or stretch; `when` None where the text leaves it open."""

    sentence: Sentence
    number: Quantity
    when: tuple[date | None, date | None, tuple[str, ...]] | None


def repeats(parsed: Parsed) -> Iterator[Doubt]:
    """The same close, or the same change over the same stretch, with two values."""
    seen: dict[tuple[str, str, int], list[Told]] = {}
    kept = 0
    for block, sentences in parsed:
        for s in sentences if block.role != "cell" else ():
            for key, told in (*_levels(s), *_changes(s)):
                others = seen.setdefault(key, [])
                yield from _against(told, others[:3], key[1])
                if kept < _KEPT:
                    others.append(told)
                    kept += 1


def _against(told: Told, others: list[Told], measure: str) -> Iterator[Doubt]:
    for other in others:
        one, two = other.number, told.number
        if other.sentence is told.sentence or not same_measure(one, two) or _agree(one, two):
            continue
        known = told.when is not None and told.when == other.when
        slip = measure == "close" and (told.when is None or other.when is None) and _one_slip(one, two)
        if known or slip:
            message = f"It says {other.sentence.phrase(one.first, one.last)} elsewhere."
            yield Doubt("internal.repeat", BAD, message, (part(told.sentence, two), part(other.sentence, one)))
            return


def _agree(one: Quantity, two: Quantity) -> bool:
    """Whether one true value may stand behind both."""
    a, b = bounds(one), bounds(two)
    return a.low <= b.high and b.low <= a.high


def _one_slip(one: Quantity, two: Quantity) -> bool:
    """Whether the digits are those of the other number but for one that is wrong, or two that changed places."""
    a, b = (shown(q.magnitude, 4).replace(",", "").replace(".", "") for q in (one, two))
    if len(a) != len(b) or len(a) < 5 or one.grain != two.grain:
        return False
    off = [k for k in range(len(a)) if a[k] != b[k]]
    return len(off) == 2 and off[1] == off[0] + 1 and a[off[0]] == b[off[1]] and a[off[1]] == b[off[0]]


def _levels(s: Sentence) -> Iterator[tuple[tuple[str, str, int], Told]]:
    """`The Russell 2000 closed at 2,718.77 on Friday`."""
    for q in s.numbers:
        if s.low(q.first - 1) != "at" or s.low(q.first - 2) not in _CLOSES or q.unit not in ("", "money", "percent"):
            continue
        name = _subject(s, q.first - 2)
        if name is not None and q.hedge is None and len(s.numbers) < 8:
            yield (name, "close", 0), Told(s, q, _when(s, q))


def _changes(s: Sentence) -> Iterator[tuple[tuple[str, str, int], Told]]:
    """`Gold rose 1.2% on Friday`: finished moves of one name over one named stretch, alone in their sentence."""
    if len(s.numbers) != 1 or len(s.whens) != 1 or set(s.words(s.lo, s.hi)) & _UNFINISHED:
        return
    q = s.numbers[0]
    mark = next((m for m in s.marks if m.last in (q.first, q.first - 1) and m.cue.role == "move"), None)
    others = s.marks_of("compare", "super", "rank", "record", "not", "extreme", "level")
    when = _when(s, q)
    if mark is None or others or when is None or q.unit != "percent" or q.hedge is not None:
        return
    if s.low(q.last) in ("below", "above", "of", "from", "off", "on") and s.low(q.last) != "on":
        return
    name = _subject(s, mark.first)
    if name is not None:
        yield (name, "change", mark.cue.sign), Told(s, q, when)


def _subject(s: Sentence, k: int) -> str | None:
    """The one name of a sentence, right before its verb."""
    named = [m for m in s.mentions]
    if len(named) != 1 or named[0].name.anaphor is not None or not 0 <= k - named[0].last <= 2:
        return None
    return named[0].name.key or named[0].name.concept or None


def _when(s: Sentence, q: Quantity) -> tuple[date | None, date | None, tuple[str, ...]] | None:
    """The one time of a sentence."""
    if len(s.whens) != 1 or s.whens[0].since or s.whens[0].prep in ("from", "ago", "after", "before", "by", "until"):
        return None
    when: When = s.whens[0]
    if when.grain == "window" and (not when.windows or when.windows[0] in POINTERS | {"before"}):
        return None
    return (when.start, when.end, when.windows)


_LESS = wordset("the a an in of at to its had has was and that for by on from this it with when since only just also")


def firsts(parsed: Parsed) -> Iterator[Doubt]:
    """`broke through its 2021 high for the first time last November` and `in November 2024, first broke through it`."""
    seen: list[tuple[Sentence, When, frozenset[str]]] = []
    for block, sentences in parsed:
        for s in sentences if block.role != "heading" else ():
            when = _month_of_first(s)
            if when is None or len(seen) > 50:
                continue
            words = frozenset(_stem(t.low) for t in s.tokens[s.lo : s.hi] if _content(t.low)) - {"first"}
            for other, then, theirs in seen:
                if _other_year(when, then) and len(words & theirs) >= 4:
                    message = f"The first time is in {then.end:%B %Y} elsewhere." if then.end else ""
                    mine, its = Part(s, when.first, when.last), Part(other, then.first, then.last)
                    yield Doubt("internal.date", BAD, message, (mine, its))
                    break
            seen.append((s, when, words))


def _month_of_first(s: Sentence) -> When | None:
    """The month in which a sentence puts a first time."""
    months = [w for w in s.whens if w.grain == "month"]
    if len(months) != 1:
        return None
    first = any(s.low(k + 1) == "time" or s.low(k - 1) not in ("the", "at", "in", ".", "") for k in s.places({"first"}))
    return months[0] if first else None


def _other_year(one: When, two: When) -> bool:
    return (
        one.end is not None and two.end is not None and one.end.month == two.end.month and one.end.year != two.end.year
    )


def _content(word: str) -> bool:
    return word[:1].isalnum() and word not in _LESS


_BROKEN = {"broke": "break", "broken": "break"}


def _stem(word: str) -> str:
    """A word without its ending, as far as that helps to see that two sentences tell of one thing."""
    word = word[:-3] if word.endswith("ing") and len(word) > 6 else word
    return _BROKEN.get(word, word.rstrip("s") if len(word) > 3 else word)
