"""What a draft says that others said, against the stored statements: who, in which words, with which numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.check.comparing.altered import NOTHING, Content, Figure, altered, content_of, together
from generator.check.comparing.policy import Ruling, rule_number
from generator.check.comparing.speakers import content, distinct, is_by, names_of, names_somebody, plain, words_of
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence, read_sentences
from generator.check.text.source import LONGEST, Block
from generator.check.text.wordset import wordset
from generator.market import Statement

ROW = "source"
_GAP = re.compile(r"\.{3}|\u2026|\[[^\]\[]{0,80}\]")
_NEGATIONS = wordset("not no never neither nor none nobody nothing hardly without cannot")
ENOUGH = 0.6  # share of the words of a quotation that make it a changed one, and of others' words the same statement
RELATED = 0.34  # share of the words of a report that make it the same statement of the same person


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a draft that it gives to somebody: `teller` is how it names them; `verbatim`, that marks stand around them."""

    words: str
    teller: str
    verbatim: bool
    keys: frozenset[str] = frozenset()
    numbers: tuple[Quantity, ...] = ()
    signs: frozenset[int] = frozenset()
    days: frozenset[str] = frozenset()
    content: Content = NOTHING


@dataclass(frozen=True, slots=True)
class Sourced:
    """What the stored statements say to such words: the verdict, the statement's number (0: none) and why."""

    ruling: Ruling
    number: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Stored:
    said: Statement
    spoken: str
    content: frozenset[str]
    numbers: tuple[Quantity, ...]
    signs: frozenset[int]
    whole: Content


class Statements:
    """The statements that exist at a date, found by who said them and by their words."""

    def __init__(self, statements: Mapping[int, Statement], directory: Directory) -> None:
        self._statements = statements
        self._directory = directory
        self._read: dict[int, _Stored] = {}

    def _stored(self, n: int) -> _Stored:
        if n not in self._read:
            self._read[n] = _read(self._statements[n], self._directory)
        return self._read[n]

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for n, said in self._statements.items():
            for word in {w for part in names_of(said.who) for w in distinct(part)}:
                found.setdefault(word, []).append(n)
        return found

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for n, said in self._statements.items():
            for word in content(said.text):
                found.setdefault(word, []).append(n)
        return found

    def spoken_of(self, text: str) -> list[int]:
        """The statements whose speaker a text names."""
        if not self._statements:
            return []
        words = dict.fromkeys(words_of(text))
        near = dict.fromkeys(n for word in words for n in self._by_name.get(word, ()))
        return [n for n in near if is_by(self._statements[n].who, text)]

    def rule(self, told: Told) -> Sourced:
        """The verdict on words that a draft gives to somebody."""
        if not self._statements:
            return NO_SOURCE
        own = self.spoken_of(told.teller)
        if told.verbatim:
            return self._verbatim(told, own)
        return self._reported(told, own)

    # quotations

    def _verbatim(self, told: Told, own: list[int]) -> Sourced:
        pieces = [" ".join(words_of(p)) for p in _GAP.split(told.words)]
        best = self._nearest(told)
        for n in dict.fromkeys([*best, *own]):
            stored = self._stored(n)
            if not _in_order(pieces, stored.spoken):
                continue
            if stored.said.kind != "quote":
                return _wrong(
                    n, stored.said, "is stored as reported, in other words than the speaker's, so it cannot be quoted"
                )
            return self._who(told, n, own)
        for n in best:
            share = _share(content(told.words), self._stored(n).content)
            if share >= ENOUGH and (n in own or not own or share >= ENOUGH + 0.2):
                return _changed(told, n, self._stored(n))
        return NO_SOURCE

    def _nearest(self, told: Told) -> list[int]:
        """The statements that share the most words, best first."""
        shared = Counter(n for word in content(told.words) for n in self._by_word.get(word, ()))
        return [n for n, _ in shared.most_common(5)]

    def _who(self, told: Told, n: int, own: list[int]) -> Sourced:
        said = self._statements[n]
        if n in own or not names_somebody(told.teller, self._directory):
            return _on_its_day(told, n, said)
        return _wrong(n, said, "is by somebody else")

    # reports

    def _reported(self, told: Told, own: list[int]) -> Sourced:
        mine = content(told.words)
        ranked = sorted(own, key=lambda n: -_share(mine, self._stored(n).content))
        for n in ranked[:1]:
            stored = self._stored(n)
            share = _share(mine, stored.content)
            about = stored.said.about in told.keys
            shared = len(mine & stored.content)
            if share >= RELATED or shared > 3 or (about and shared > 2):
                return _compared(told, n, stored)
        for n in () if own else self._nearest(told)[:1]:
            stored = self._stored(n)
            common = mine & stored.content
            if (
                _share(stored.content, mine) >= ENOUGH
                and len(common) > 4
                and not _odd(told, stored)
                and not _altered(told, stored)
            ):
                return self._who(told, n, own)
        return NO_SOURCE


NO_SOURCE = Sourced(Ruling("not_covered", ROW, "no_source"))


def _read(said: Statement, directory: Directory) -> _Stored:
    text = plain(said.text)[:LONGEST]
    block = Block("text", text, tuple(range(len(text) + 1)))
    parsed = read_sentences(block, directory, Clock(said.date))
    numbers = tuple(q for s in parsed for q in s.numbers)
    signs = frozenset(sign for s in parsed for sign in signs_of(s, s.lo, s.hi))
    whole = together(content_of(s, s.lo, s.hi) for s in parsed)
    years = tuple(Figure("", w) for s in parsed for w in s.whens)
    whole = replace(whole, figures=(*whole.figures, *years))
    return _Stored(said, f" {' '.join(words_of(text))} ", frozenset(content(text)), numbers, signs, whole)


def signs_of(s: Sentence, first: int, last: int) -> frozenset[int]:
    """The directions of some words: 1 and -1 of a move, 2 and -2 of an extreme. Where numbers stand, beside them only."""
    clauses = [s.clause(q.core) for q in s.numbers if first <= q.core < last and q.unit] or [(first, last)]
    found = set()
    for mark in s.marks:
        weight = _WEIGHTS.get(mark.cue.role)
        if not weight or not mark.cue.sign or not any(max(first, a) <= mark.first < min(last, b) for a, b in clauses):
            continue
        turned = any(s.low(k) in _NEGATIONS or s.low(k).endswith("n't") for k in range(mark.first - 3, mark.first))
        found.add(mark.cue.sign * weight * (-1 if turned else 1))
    return frozenset(found)


_WEIGHTS = {"move": 1, "noun": 1, "state": 1, "record": 2, "super": 2}


def _share(words: set[str] | frozenset[str], of: set[str] | frozenset[str]) -> float:
    return len(words & of) / len(words) if words else 0.0


def _in_order(pieces: Sequence[str], spoken: str) -> bool:
    at = 0
    for piece in pieces:
        if not piece:
            continue
        found = spoken.find(f" {piece} ", at)
        if found < 0:
            return False
        at = found + len(piece)
    return any(pieces)


def _changed(told: Told, n: int, stored: _Stored) -> Sourced:
    """A quotation whose words are not those of its source."""
    mine, theirs = words_of(told.words), stored.spoken.split()
    new = set(mine) - set(theirs)
    if any(w[:1].isdigit() for w in new) or _odd(told, stored):
        return _wrong(n, stored.said, "has another number")
    if _denials(mine) % 2 != _denials(theirs) % 2 and _denials(mine) + _denials(theirs) < 3:
        return _wrong(n, stored.said, "says the opposite")
    if _turned(told.signs, stored.signs):
        return _wrong(n, stored.said, "has another direction")
    if other := _altered(told, stored):
        return _wrong(n, stored.said, other)
    if stored.said.kind != "quote":
        return _wrong(
            n, stored.said, "is stored as reported, in other words than the speaker's, so it cannot be quoted"
        )
    return Sourced(Ruling("imprecise", ROW, "quote"), n, f"Not word for word. {_cite(stored.said)}")


def _compared(told: Told, n: int, stored: _Stored) -> Sourced:
    """A report against the statement of the same person: numbers, directions, negation, the day."""
    odd = _odd(told, stored)
    if odd == "other":
        return _wrong(n, stored.said, "has another number")
    if odd:
        return Sourced(
            Ruling("not_covered", ROW, "no_source"), 0, f"The stored statement has no such number. {_cite(stored.said)}"
        )
    if _turned(told.signs, stored.signs):
        return _wrong(n, stored.said, "has another direction")
    mine, theirs = _denials(words_of(told.words)), _denials(stored.spoken.split())
    if (
        mine % 2 != theirs % 2
        and not (told.signs and stored.signs)
        and _share(stored.content, content(told.words)) >= ENOUGH
    ):
        return _wrong(n, stored.said, "says the opposite")
    if (other := _altered(told, stored)) and (not told.days or stored.said.date.isoformat() in told.days):
        if _share(content(told.words), stored.content) >= ENOUGH:
            return _wrong(n, stored.said, other)
        return replace(NO_SOURCE, message=f"The stored statement {other}. {_cite(stored.said)}")
    return _on_its_day(told, n, stored.said)


def _altered(told: Told, stored: _Stored) -> str:
    said = stored.said
    return altered(told.content, stored.whole, said.about, words_of(said.who), said.date)


def _odd(told: Told, stored: _Stored) -> str:
    """`other` where a number differs from those of the source, `new` where the source has none of its kind."""
    found = ""
    for q in told.numbers:
        theirs = [v for p in stored.numbers if (v := _in_unit(p, q.unit, q.currency)) is not None]
        if any(rule_number(q, v).verdict == "supported" for v in theirs):
            continue
        if theirs and (q.unit or not q.spelled):
            return "other"
        if q.unit:
            found = "new"
    return found


def _in_unit(p: Quantity, unit: str, currency: str) -> Decimal | None:
    if p.unit == unit and (p.currency == currency or not (p.currency and currency)):
        return p.magnitude
    if (p.unit, unit) == ("fraction", "percent"):
        return p.magnitude * 100
    return p.magnitude / 100 if (p.unit, unit) == ("percent", "fraction") else None


def _turned(mine: frozenset[int], theirs: frozenset[int]) -> bool:
    """Whether a draft has one direction where its source has the other."""
    return any(len(mine & {w, -w}) == len(theirs & {w, -w}) == 1 and mine & {w, -w} != theirs & {w, -w} for w in (1, 2))


def _denials(words: Sequence[str]) -> int:
    return sum(w in _NEGATIONS or w.endswith("n't") for w in words)


def _on_its_day(told: Told, n: int, said: Statement) -> Sourced:
    if told.days and said.date.isoformat() not in told.days:
        return _wrong(n, said, "is of another day")
    return Sourced(Ruling("supported", ROW), n, f"Stored: {_cite(said)}")


def _wrong(n: int, said: Statement, why: str) -> Sourced:
    return Sourced(Ruling("contradicted", ROW, "quote"), n, f"The stored statement {why}. {_cite(said)}")


def _cite(said: Statement) -> str:
    link = f" {said.url}" if said.url else ""
    return f"{said.who}, {said.date}: \u201c{said.text}\u201d{link}"
