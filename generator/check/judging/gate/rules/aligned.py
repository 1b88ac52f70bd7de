"""Sentences of a rewrite against the very sentences that they stand for, where a rewrite says which those are.

The gate lets a sentence say anything that the plain text says anywhere. Aligned with its own plain sentences it may only
say what those say: their numbers, each with the words that it stood with; their instruments, times, directions, claims in
words, denials and doubts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.check.judging.gate.reading.beside import beside
from generator.check.judging.gate.reading.features import Feature
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.signs import cues_in
from generator.check.judging.gate.reading.told import Told
from generator.check.judging.gate.reading.whose import PRONOUNS
from generator.check.judging.gate.rules.matching import same_value
from generator.check.report import Reason
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]

_PAIRS = tuple(
    (wordset(one), wordset(other))
    for one, other in (
        ("up", "down"),
        ("rise rises rose risen rising gain gains gained increase increased climbed advance advanced", "fall falls fell fallen falling loss losses lost decrease decreased slid decline declined dropped"),
        ("above over", "below under beneath"),
        ("better ahead outperformed leads led", "worse behind lagged trails trailed lagging"),
        ("higher more", "lower less fewer"),
        ("highest best most strongest largest", "lowest worst least weakest smallest"),
        ("before earlier", "after later"),
        ("first", "last latest"),
        ("inflow inflows", "outflow outflows"),
        ("eased loosened narrowed", "tightened widened"),
        ("both", "neither"),
        ("inside within", "outside beyond"),
    )
)  # fmt: skip
_DENIED = wordset(
    "not n't no never none neither nor cannot can't without nobody nothing hasn't haven't isn't wasn't didn't don't doesn't won't"
)
_FIRM = wordset("should will must shall won't certainly surely inevitably")
_OPEN = wordset("may might could perhaps possibly would")
_DOUBT = _OPEN | wordset("can possible whether if")
_WILD = wordset("""
    skyrocketed soared exploded collapsed crashed plummeted cratered imploded rocketed surged plunged tumbled slumped
    skyrockets soars explodes collapses crashes plummets surges plunges tumbles slumps
""")
_META = wordset("""
    instructed instruct instruction instructions requested request prompt prompted system assistant ai rewritten rewrite
    sentence sentences paragraph paragraphs text passage passages slot slots draft json editor reader readers
""")
_UNITS = wordset("week month quarter year")
_ALIKE = {"record": {"record", "ever"}, "ever": {"record", "ever", "first"}}


def strayed(new: Sequence[Line], own: Sequence[Line], told: Sequence[Told], as_of: date) -> Iterator[Fault]:
    """What some sentences say that their plain sentences, with these numbers, do not."""
    yield from _numbers(new, told)
    yield from _names(new, own)
    yield from _directions(new, own)
    yield from _times(new, own, told, as_of)
    yield from _claims(new, own)
    yield from _manner(new, own)
    yield from _exchanged(new, own)


def _words(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset(x.sentence.low(i) for x in lines for i in range(x.sentence.lo, x.sentence.hi))


def _numbers(new: Sequence[Line], told: Sequence[Told]) -> Iterator[Fault]:
    for line in new:
        for a in line.amounts:
            known = any(same_value(a, t) or a.q.magnitude == t.amount.q.magnitude for t in told)
            if not known and not (a.q.spelled and a.q.value == 1):
                words = line.sentence.phrase(a.q.first, a.q.last)
                yield "count" if a.role or a.count else "value", f"Its plain sentences have no {words}."


def _names(new: Sequence[Line], own: Sequence[Line]) -> Iterator[Fault]:
    named = [n.ids for x in own for n in x.names]
    lent = [x.place.ids for x in own if not x.names or _words([x]) & PRONOUNS]
    known = frozenset().union(*named, *lent)
    here = [n.ids for x in new for n in x.names]
    if any(not ids & known for ids in here):
        yield "subject", "Its plain sentences do not speak of that instrument."
    lost = [ids for ids in named if not any(ids & other for other in here)]
    swapped = any(here.count(ids) > named.count(ids) for ids in here)  # another in its place
    if lost and (swapped or not _words(new) & PRONOUNS):
        yield "subject", "An instrument of its plain sentences is left out."


def _directions(new: Sequence[Line], own: Sequence[Line]) -> Iterator[Fault]:
    here, there = _words(new), _words(own)
    for pair in _PAIRS:
        for one, other in (pair, pair[::-1]):
            if here & one and there & other and not there & one:
                yield "direction", f"Its plain sentences have it the other way: {', '.join(sorted(here & one))}."
    signs = {c.sign for x in own for c in cues_in(x.sentence)}
    turned = {c.sign for x in new for c in cues_in(x.sentence)} - signs
    if signs and turned:
        yield "direction", "Its plain sentences point the other way."
    wild = (here & _WILD) - there
    if wild and not there & _WILD and not _large(own):
        yield "rounding", f"The word for the move is stronger than the plain one: {', '.join(sorted(wild))}."


def _large(own: Sequence[Line]) -> bool:
    return any(c.size == "large" for x in own for c in cues_in(x.sentence))


def _times(new: Sequence[Line], own: Sequence[Line], told: Sequence[Told], as_of: date) -> Iterator[Fault]:
    named = [f.forms for x in own for f in x.stretches]
    known = frozenset().union(*(named or [x.place.stretch for x in own]), *(t.forms for t in told))
    this, days = _this(own), [(w.start, w.end) for x in own for w in x.sentence.whens if w.grain == "day"]
    for line in new:
        for f in line.stretches:
            if not f.forms & known:
                yield "window", f"Its plain sentences have another time: {line.sentence.phrase(f.first, f.last)}."
        for w in line.sentence.whens:
            if w.grain == "day" and (w.start, w.end) not in days:
                yield "date", f"Its plain sentences have no {line.sentence.phrase(w.first, w.last)}."
    told_days = {(w.start, w.end) for x in new for w in x.sentence.whens}
    for line in own:
        for w in line.sentence.whens:
            if w.grain in ("day", "month") and w.start and w.end != as_of and (w.start, w.end) not in told_days:
                yield "date", f"It leaves out: {line.sentence.phrase(w.first, w.last)}."
    if this and _this(new) - this:
        yield "window", "Its plain sentences have another time."


def _this(lines: Sequence[Line]) -> frozenset[str]:
    """Of `this year` and the like, which."""
    s = [x.sentence for x in lines]
    return frozenset(
        t.low(i + 1) for t in s for i in range(t.lo, t.hi - 1) if t.low(i) == "this" and t.low(i + 1) in _UNITS
    )


def _claims(new: Sequence[Line], own: Sequence[Line]) -> Iterator[Fault]:
    plain = [p for x in own for p in x.features]
    for line in new:
        for f in line.features:
            mine = sum(_same(f, p) for p in plain)
            if f.kind != "move" and mine < sum(_same(f, other) for x in new for other in x.features):
                reason: Reason = "comparison" if f.kind == "versus" else "superlative"
                yield reason, f"Its plain sentences do not say so: {line.sentence.phrase(f.first, f.last)}."


def _same(f: Feature, p: Feature) -> bool:
    kinds = _ALIKE.get(f.kind, {f.kind})
    return (
        p.kind in kinds
        and not (f.sign and p.sign and f.sign != p.sign)
        and f.negated == p.negated
        and (f.away or not p.away)
    )


def _manner(new: Sequence[Line], own: Sequence[Line]) -> Iterator[Fault]:
    here, there = _words(new), _words(own)
    if here & _META - there:
        yield "no_source", "It speaks of the text, not of the market."
    if bool(here & _DENIED) != bool(there & _DENIED):
        yield "comparison", "A denial is dropped or added."
    if here & _FIRM - there:
        yield "forecast", "A certainty or a demand that its plain sentences do not have."
    if there & _OPEN and not here & _DOUBT:
        yield "forecast", "Its plain sentences leave it open."


def _exchanged(new: Sequence[Line], own: Sequence[Line]) -> Iterator[Fault]:
    """Numbers that have changed places: one stands with the words of another."""
    plain = [(a, beside(x, a)) for x in own for a in x.amounts]
    sizes = [a.q.magnitude for a, _ in plain]
    alone = [
        words - frozenset().union(*(w for k, (_, w) in enumerate(plain) if k != n))
        for n, (_, words) in enumerate(plain)
    ]
    astray: list[str] = []
    for line in new:
        for a in line.amounts:
            if sizes.count(a.q.magnitude) != 1:
                continue
            n, words = sizes.index(a.q.magnitude), beside(line, a)
            rivals = [k for k, (p, _) in enumerate(plain) if k != n and p.q.unit == plain[n][0].q.unit]
            if any(len(words & alone[k]) > len(words & alone[n]) for k in rivals):
                astray.append(line.sentence.phrase(a.q.first, a.q.last))
    if len(astray) > 1:  # one alone has only been told in other words
        yield "value", f"They stand where other numbers belong: {', '.join(astray)}."
