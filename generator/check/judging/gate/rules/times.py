"""The times of a sentence of a rewrite: days and stretches that the plain text does not have, old told as today's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.names import Ids
from generator.check.judging.gate.reading.stretches import UNITS, Forms, covers, joined_units, spelled
from generator.check.judging.gate.rules.manner import caveat_of
from generator.check.report import Reason
from generator.check.text.periods import WEEKDAYS
from generator.check.text.sentence import Sentence
from generator.check.text.when import When

Fault = tuple[Reason, str]


def faults_of_time(line: Line, own: Sequence[Line], plain: Plain) -> Iterator[Fault]:
    """Days and stretches that the plain text does not have, and stale numbers told as today's."""
    yield from _days(line.sentence, plain)
    yield from _stretches(line, plain)
    yield from _units(line.sentence, plain)
    yield from _remark(line, plain)
    yield from _how_often(line, own)
    stale = {f.subject for f in plain.facts if f.status == "stale"}
    fresh = {f.subject for f in plain.facts if f.status != "stale"}
    ids: Ids = frozenset().union(*(n.ids for n in line.names)) or line.place.ids
    if ids & stale and not ids & fresh and _as_today(line.sentence, plain.as_of):
        yield "date", "A stale series is told as today's."


def _days(s: Sentence, plain: Plain) -> Iterator[Fault]:
    for w in s.whens:
        if w.grain == "window" or not w.start or s.phrase(w.first, w.last) == "may" or (w.grain == "day" and w.windows):
            continue
        weekday = w.end is not None and w.last - w.first <= 2 and s.low(w.last - 1).removesuffix("'s") in WEEKDAYS
        if not covers(w, plain.days) and (w.start, w.end) not in plain.spans and not _ahead(s, w, plain):
            yield "date", f"A day that the plain text does not name: {s.phrase(w.first, w.last)}."
        elif weekday and w.end is not None and w.end.weekday() not in plain.weekdays:
            yield "date", f"A weekday that the plain text does not name: {s.phrase(w.first, w.last)}."


def _ahead(s: Sentence, w: When, plain: Plain) -> bool:
    """`above its end-of-year level`: an end that lies ahead can only be the last one."""
    named = any(t.is_num for t in s.tokens[w.first : w.last])
    return w.edge and not named and w.end is not None and w.end > plain.as_of


def _stretches(line: Line, plain: Plain) -> Iterator[Fault]:
    s = line.sentence
    dated = {w.first for w in s.whens if w.grain != "window" and w.start}
    for f in line.stretches:
        later = any(form.startswith("later:") for form in f.forms)
        if (later or f.first not in dated) and not _known(f.forms, plain.forms) and not s.tokens[f.last - 1].hyphen:
            yield "window", f"A stretch of time that the plain text does not have: {s.phrase(f.first, f.last)}."


def _units(s: Sentence, plain: Plain) -> Iterator[Fault]:
    """`the 2-month yield`, `that week`, `of all months`: units of time that the plain text does not count in."""
    for number, letter, first, last in joined_units(s):
        known = (
            {*spelled(f"{number}{letter}", plain.as_of), f"{number}s"}
            if letter == "d"
            else {*spelled(f"{number}{letter}", plain.as_of)}
        )
        if (number, letter) not in plain.joined and not known & plain.forms:
            yield "window", f"A time that the plain text does not have: {s.phrase(first, last)}."
    for i in s.places(_POINTING):
        letter = UNITS.get(s.low(i + 1).removesuffix("s"), "")
        if letter and letter not in plain.units:
            yield "window", f"The plain text has no such stretch of time: {s.phrase(i, i + 2)}."


_POINTING = frozenset({"that", "same", "this", "these", "those", "all", "every", "each", "very"})


def _how_often(line: Line, own: Sequence[Line]) -> Iterator[Fault]:
    """`every month` for `weekly`."""
    here, there = _rhythms(line.sentence), {u for x in own for u in _rhythms(x.sentence)}
    if here and there and not here & there:
        yield "window", "The plain text says otherwise how often."


def _rhythms(s: Sentence) -> set[str]:
    found = {s.low(i)[0] for i in s.places({"daily", "weekly", "monthly", "yearly"})}
    return found | {
        s.low(i + 1)[0] for i in s.places({"every", "each"}) if s.low(i + 1) in ("day", "week", "month", "year")
    }


def _remark(line: Line, plain: Plain) -> Iterator[Fault]:
    if not line.amounts and (own := caveat_of(line.sentence, plain.remarks)) is not None:
        told = {w.end for w in own.whens if w.grain == "day"}
        if told and any(w.grain == "day" and w.end not in told for w in line.sentence.whens):
            yield "date", "The plain text has another day for it."


def _known(forms: Forms, plain: Forms) -> bool:
    """Whether the plain text has a stretch; `a month later` where it counts no such thing is a month."""
    later = {f.removeprefix("later:") for f in forms if f.startswith("later:")}
    if any(f.startswith("later:") for f in plain):
        return bool(forms & plain) or (not later and bool(forms & {f.removeprefix("later:") for f in plain}))
    return bool((forms | later) & plain)


def _as_today(s: Sentence, as_of: date) -> bool:
    denied = any(w in ("not", "never", "nobody", "no") or w.endswith("n't") for w in s.words(s.lo, s.hi))
    today = any(w in ("today", "tonight", "now") for w in s.words(s.lo, s.hi))
    dated = any(w.grain == "day" and w.end == as_of and not w.since for w in s.whens)
    return not denied and (today or dated)
