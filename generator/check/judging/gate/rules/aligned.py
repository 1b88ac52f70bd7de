"""What a sentence tells that the very sentences which it stands for do not tell, though another plain sentence may."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from generator.check.comparing.policy import rule_number
from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.names import Ids
from generator.check.judging.gate.reading.stretches import Forms, Stretch
from generator.check.judging.gate.reading.whose import PRONOUNS
from generator.check.judging.gate.rules.matching import Match, unit_class
from generator.check.report import Reason
from generator.check.text.numerals import number_word, ordinal
from generator.check.text.sentence import Sentence

Fault = tuple[Reason, str]


def faults_of_place(
    line: Line, own: Sequence[Line], matches: Sequence[Match], plain: Plain, among: Sequence[Line]
) -> Iterator[Fault]:
    """Numbers, instruments and times that its own plain sentences do not have; `among`: nor may it add any that these lack."""
    if line.sentence.block.cell is not None:
        return
    yield from _numbers(line, own, matches, among)
    yield from _names(line, own, plain, matches)
    yield from _days(line, own, matches, plain.as_of)
    yield from _stretches(line, own, matches)
    yield from _this(line, own)


def _numbers(line: Line, own: Sequence[Line], matches: Sequence[Match], among: Sequence[Line]) -> Iterator[Fault]:
    """Numbers of other sentences that stand where a number of its own should."""
    mine, sure = {id(x.sentence) for x in own}, bool(among)
    known = frozenset[str]().union(*(numerals(x.sentence) for x in (*own, *among)))
    here = [a.q.magnitude for a in line.amounts] + [m.told.amount.q.magnitude for m in matches if m.told]
    untold = {unit_class(p.q) for x in own for p in x.amounts if p.q.magnitude not in here}
    for a, m in zip(line.amounts, matches, strict=True):
        counted = m.told is None and not (sure and a.q.value > 2)
        told = (
            counted
            or (m.told is not None and id(m.told.amount.sentence) in mine)
            or str(a.q.magnitude.normalize()) in known
            or _rounds(a, own)
        )
        twice = m.told is not None and sum(p.q.magnitude == a.q.magnitude for p in line.amounts) > 1
        if (
            (not told or (twice and _once(a, own)))
            and (sure or unit_class(a.q) in untold)
            and not (a.q.spelled and a.q.value == 1)
        ):
            words = _words(line, a.q.first, a.q.last)
            yield "count" if a.role or a.count else "value", f"Its plain sentences have no {words}."


def _rounds(a: Amount, own: Sequence[Line]) -> bool:
    """Whether a number is one of its plain sentences, rounded."""
    figures = [p.q for x in own for p in x.amounts if unit_class(p.q) == unit_class(a.q) and p.q.form == "decimal"]
    return any(q.grain < a.q.grain and rule_number(a.q, q.magnitude).verdict == "supported" for q in figures)


def _once(a: Amount, own: Sequence[Line]) -> bool:
    return sum(p.q.magnitude == a.q.magnitude for x in own for p in x.amounts) < 2


def numerals(s: Sentence) -> frozenset[str]:
    """Every number of a sentence, in digits or words, as a size."""
    return numerals_in(s, s.lo, s.hi) | {str(q.magnitude.normalize()) for q in s.numbers}


def numerals_in(s: Sentence, first: int, last: int) -> frozenset[str]:
    """The numbers in words or digits of some tokens, ordinals among them, as sizes."""
    found: set[str] = set()
    named = {k for m in s.mentions for k in range(m.first, m.last)}
    for i in s.counting:
        if i in named:
            continue
        for read in (number_word(s.tokens, i), ordinal(s.tokens, i)):
            if read is not None and first <= i < last:
                found.add(str(read[0]))
    return frozenset(found)


def _names(line: Line, own: Sequence[Line], plain: Plain, matches: Sequence[Match]) -> Iterator[Fault]:
    if not own or line.sentence.block.role == "heading":
        return
    known: Ids = frozenset().union(*(n.ids for x in own for n in x.names))
    known = known.union(*(x.place.ids for x in own if not x.names or _spoken(x) & PRONOUNS))
    known = known.union(*(f.subject and {f.subject, f.versus or ""} for m in matches if m.told for f in m.told.facts))
    beside = {id(x.sentence.block) for x in own}
    known = known.union(*(t.subjects for t in plain.told if id(t.amount.sentence.block) in beside))
    for n in line.names:
        if not n.ids & known and n.ids & plain.ids & plain.kinds.keys():
            yield "subject", f"The plain text does not say this of {_words(line, n.first, n.last)}."


def _spoken(line: Line) -> frozenset[str]:
    return frozenset(line.sentence.words(line.sentence.lo, line.sentence.hi))


def _days(line: Line, own: Sequence[Line], matches: Sequence[Match], as_of: date) -> Iterator[Fault]:
    known = {d for x in own for w in x.sentence.whens for d in (w.start, w.end) if d}
    known |= {d for m in matches if m.told and len(m.told.days) <= _FEW_DAYS for d in m.told.days} | {as_of}
    for w in line.sentence.whens:
        named = w.grain in ("day", "month") and not w.windows and not w.edge and w.start and w.end
        if named and not any(w.start <= d <= w.end for d in known if w.start and w.end):
            yield "date", f"Its plain sentences have no {_words(line, w.first, w.last)}."


_FEW_DAYS = 6  # a study of more has days for everything


def _stretches(line: Line, own: Sequence[Line], matches: Sequence[Match]) -> Iterator[Fault]:
    named = [f.forms for x in own for f in x.stretches]
    told = [forms for m in matches if m.told for forms in (m.told.forms, m.told.base, m.told.amount.stretch)]
    known = _plain_forms(frozenset().union(*named, *told, *(x.place.stretch for x in own)))
    told_numbers = frozenset[str]().union(*(numerals(x.sentence) for x in own))
    for f in line.stretches:
        counted = not line.sentence.tokens[f.last - 1].hyphen and any(_COUNTED.fullmatch(form) for form in f.forms)
        counted = counted and not numerals_in(line.sentence, f.first, f.last) & told_numbers
        if {line.sentence.low(f.first - 1), line.sentence.low(f.first)} & _FROM and _begins_elsewhere(f, own, known):
            yield "date", f"Its plain sentences begin at another time: {_words(line, f.first, f.last)}."
        if named and counted and not _plain_forms(f.forms) & known:
            yield "window", f"Its plain sentences have another time: {_words(line, f.first, f.last)}."


_FROM = frozenset({"from", "between", "since"})


def _begins_elsewhere(f: Stretch, own: Sequence[Line], known: Forms) -> bool:
    """`from June 2008` for `from June 2006`."""
    begins = [x for x in f.forms if x.startswith("since:")]
    theirs = {x for x in known if x.startswith("since:")}
    days = {str(d)[:7] for x in own for w in x.sentence.whens for d in (w.start, w.end) if d}
    return (
        len(begins) == len(f.forms) and bool(theirs) and not theirs & f.forms and not days & {x[6:13] for x in begins}
    )


_COUNTED = re.compile(r"(?:later:)?\d+[wmqy]|(?!1[sd])\d+[sd]")  # `in a day` is no stretch of its own


def _this(line: Line, own: Sequence[Line]) -> Iterator[Fault]:
    """`this month` for `this year`."""
    known = {t for x in own for t in _current(x.sentence)}
    if known and (strange := _current(line.sentence) - known):
        yield "window", f"Its plain sentences have another time: this {', '.join(sorted(strange))}."


def _current(s: Sentence) -> set[str]:
    return {s.low(i + 1) for i in s.places({"this"}) if s.low(i + 1) in ("week", "month", "quarter", "year")}


def _plain_forms(forms: Forms) -> Forms:
    """`a month later` is also a month, `five sessions` also five days."""
    plain = {f.removeprefix("later:") for f in forms}
    return frozenset(plain | {f"{f[:-1]}d" for f in plain if f[-1] == "s" and f[:-1].isdigit()})


def _words(line: Line, first: int, last: int) -> str:
    return line.sentence.phrase(first, last)
