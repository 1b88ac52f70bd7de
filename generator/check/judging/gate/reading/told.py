"""The plain text as its assertions: each number bound to the facts behind it, with what is said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from generator.check.comparing.policy import rule_number
from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.names import Ids
from generator.check.judging.gate.reading.nearby import BySize
from generator.check.judging.gate.reading.stretches import Forms, covers, days_of_fact, forms_of_fact
from generator.check.text.quantities import Quantity
from generator.facts import Fact

HUNDRED, TEN_THOUSAND = Decimal(100), Decimal(10000)
MOVES = frozenset({"change", "delta", "sum", "spread", "event"})
SIGNED = MOVES | {"drawdown", "gap", "zscore", "study", "rebound", "corr", "lead", "inflation"}
UNMOVED = frozenset({"corr", "zscore"})  # they have a sign of their own, whichever way they went
RUNS = {"streak.up": 1, "streak.down": -1, "count.up": 1, "count.down": -1}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the sheet at full precision, and the fact that holds it."""

    value: Decimal
    unit: str
    fact: Fact
    main: bool = False
    share: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A number of the plain text: its amount, its values at full precision (none: only as written), its facts."""

    amount: Amount
    values: tuple[Decimal, ...]
    facts: tuple[Fact, ...]
    forms: Forms
    days: frozenset[date]
    others: Ids
    signed: bool
    kind: str = ""
    edge: str = ""
    base: Forms = frozenset()
    moved: int = 0
    then: bool | None = None  # of a reading: whether it is one of long ago

    @property
    def subjects(self) -> Ids:
        """Whom its facts are about, and whom they compare with."""
        return frozenset(x for f in self.facts for x in (f.subject, f.versus) if x) | self.amount.ids

    @property
    def sign(self) -> int:
        """Which way the plain text tells it; a level points nowhere."""
        run = next((RUNS[f.measure] for f in self.facts if f.measure in RUNS), 0)
        if self.facts and all(f.measure in UNMOVED for f in self.facts):
            return self.amount.q.sign
        if self.moved:
            return self.moved
        return run or (self.amount.sign if self.signed else 0)


Figures = BySize[Figure]
FIGURE_SCALES = (1, 100, 10_000)  # a ratio is told as one, in per cent or in basis points


def figures(facts: Iterable[Fact]) -> Figures:
    """Every number that a sheet holds: values, the rows behind them, records and what studies found."""
    return BySize((figure, (float(figure.value),)) for fact in facts for figure in _figures(fact))


def _figures(fact: Fact) -> Iterator[Figure]:
    """The numbers of a fact that a text can state; a blank field of a row is none."""
    return (figure for figure in _written(fact) if figure.value.is_finite())


def _written(fact: Fact) -> Iterator[Figure]:
    unit = fact.unit or ""
    if isinstance(fact.value, int | float) and not isinstance(fact.value, bool):
        yield Figure(_decimal(fact.value), unit, fact, True)
    for row in fact.inputs:
        yield Figure(_decimal(row.value), "", fact)
    if fact.record is not None:
        yield from (Figure(_decimal(x), "", fact) for x in (fact.record.level, fact.record.previous_level))
    for part in (fact, fact.base_rate):
        if part is None:
            continue
        for ratio in (part.mean, part.median, part.worst, part.best, part.hit_rate):
            if ratio is not None:
                yield Figure(_decimal(ratio), "ratio", fact, True, ratio is part.hit_rate)
        yield from (Figure(Decimal(x), "rows", fact, True) for x in (part.n, part.hits) if x is not None)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def in_unit(figure: Figure, q: Quantity) -> Decimal | None:
    """A figure in the unit of a number as written; None where the two do not go together."""
    value = abs(figure.value)
    if figure.unit == "ratio" and figure.fact.measure != "ratio":
        return {
            "percent": value * HUNDRED,
            "pp": value * HUNDRED,
            "bp": value * TEN_THOUSAND,
            "fraction": value,
            "points": value * HUNDRED,
        }.get(q.unit)
    if figure.unit == "percentage points":
        return {"pp": value, "bp": value * HUNDRED, "percent": value, "points": value}.get(q.unit)
    return None if q.unit in ("bp", "pp", "fraction") else value


def tell(amounts: Sequence[Amount], sheet: Figures, as_of: date, bound: Mapping[tuple[int, int], Fact]) -> list[Told]:
    """The assertions of the plain text, in order; `bound` are the facts that the binder found, by place."""
    taken: dict[int, set[date]] = {}
    for a in amounts:
        taken.setdefault(id(a.sentence), set()).update(d for w in a.days for d in (w.start, w.end) if d)
    return [_told(a, sheet, as_of, bound, taken[id(a.sentence)]) for a in amounts]


def _told(
    a: Amount, sheet: Figures, as_of: date, bound: Mapping[tuple[int, int], Fact], taken: Collection[date] = ()
) -> Told:
    matched = [(f, v) for f in sheet.near(a.q, FIGURE_SCALES) if (v := in_unit(f, a.q)) is not None and _holds(a.q, v)]
    start, end = a.sentence.span(a.q.first, a.q.last)
    own = next((f for (lo, hi), f in bound.items() if lo < end and hi > start), None)
    if own is not None:
        matched = (
            [m for m in matched if m[0].fact.id == own.id]
            or [(f, v) for f in _figures(own) if (v := in_unit(f, a.q)) is not None and _holds(a.q, v)]
            or matched
        )
    elif a.q.hedge in ("at_least", "at_most") or "interval" in a.sentence.vocabulary:
        matched = []  # a limit of the text's own
    named = [m for m in matched if m[0].fact.subject in a.ids or m[0].fact.versus in a.ids] or matched
    running = [m for m in named if forms_of_fact(m[0].fact) & (a.stretch or a.carried)] or named
    main = [m for m in running if m[0].main] or running
    facts = tuple({m[0].fact.id: m[0].fact for m in main}.values())
    rows = bool(main) and not main[0][0].main
    forms: Forms = (
        frozenset()
        if rows or not facts or all(f.measure == "drawdown" for f in facts)
        else frozenset().union(*(forms_of_fact(f) for f in facts)) or a.stretch
    )
    signed = not rows and _points(a, facts) and not any(figure.share for figure, _ in main)
    kind = (
        "level"
        if rows or (facts and all(f.measure == "level" for f in facts))
        else "move"
        if facts and all(f.measure in MOVES for f in facts)
        else ""
    )
    edge = _edge(a, main[0][0], as_of) if main else a.before if a.before in ("from", "to") else ""
    base = frozenset().union(*(forms_of_fact(f) for f in facts))
    versus = frozenset(x for f in facts for x in (f.subject, f.versus) if x and f.versus)
    return Told(
        a,
        tuple(dict.fromkeys(m[1] for m in main)),
        facts,
        forms,
        _days(a, facts, as_of, taken),
        versus,
        signed,
        kind,
        edge,
        base,
        _moved(main) if own is not None and not a.share else 0,
        _then(facts, as_of),
    )


def _then(facts: Sequence[Fact], as_of: date) -> bool | None:
    if not facts or not all(f.measure in _STATES and f.as_of for f in facts):
        return None
    old = {bool(f.as_of and f.as_of < as_of - timedelta(20)) for f in facts}
    return old.pop() if len(old) == 1 else None


_STATES = frozenset({"level", "corr", "vol", "ratio", "zscore", "beta"})


def _moved(main: Sequence[tuple[Figure, Decimal]]) -> int:
    """Which way the facts behind a number went, where they are moves of one thing."""
    figures = [figure for figure, _ in main]
    alone = figures and all(x.main and not x.fact.versus and x.fact.measure.split(".")[0] in _ONES for x in figures)
    signs = {(x.value > 0) - (x.value < 0) for x in figures} if alone else set[int]()
    return signs.pop() if len(signs) == 1 else 0


_ONES = frozenset({"change", "delta", "sum", "event", "drawdown"})


def _points(a: Amount, facts: Iterable[Fact]) -> bool:
    """Whether a number has a direction: moves and distances have one, levels, shares and counts have none."""
    measures = {f.measure.rsplit(".", 1)[-1] for f in facts}
    if a.role or a.count or not (a.q.unit or a.q.form == "decimal") or a.share:
        return False
    if not measures and a.before in ("from", "to", "at"):
        return False
    return (
        bool(measures & SIGNED)
        if measures
        else a.q.unit in ("percent", "fraction", "pp", "bp", "money") and a.q.scale < 10**15
    )


def _edge(a: Amount, figure: Figure, as_of: date) -> str:
    """Whether a level is where a change of the plain text starts (`from`) or ends (`to`)."""
    if figure.main and figure.fact.measure != "level":
        return ""
    if a.before in ("from", "to"):
        return a.before
    return "to" if figure.fact.measure == "level" and figure.fact.as_of == as_of else ""


def _holds(q: Quantity, value: Decimal) -> bool:
    return rule_number(q, value).verdict == "supported"


def _days(a: Amount, facts: Iterable[Fact], as_of: date, taken: Collection[date]) -> frozenset[date]:
    """The days of a number: those beside it, else those of its sentence that no other number has; those of its facts."""
    days = {d for w in a.sentence.whens for d in (w.start, w.end) if d and w.grain in ("day", "span")}
    days -= set(taken)
    days |= {d for f in facts for d in days_of_fact(f)}
    if a.days:  # the sentence says of which day it is
        days = {d for w in a.days for d in (w.start, w.end) if d} | {d for f in facts for d in days_of_fact(f)}
    if (not facts or any(f.as_of == as_of for f in facts)) and not a.days:
        days.add(as_of)
    elif as_of in days and a.days and not any(covers(w, {as_of}) for w in a.days):
        days.discard(as_of)
    return frozenset(days)


def near(told: Told, a: Amount) -> bool:
    """Whether the days beside a number are days of what the plain text tells."""
    held = [w.end in told.days if w.grain == "span" else covers(w, told.days) for w in a.days]
    return all(held) or (len(held) > 1 and any(held))  # `their highs of 5 March and 9 May`
