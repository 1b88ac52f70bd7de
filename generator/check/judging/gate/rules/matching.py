"""A number of the rewrite against the plain text's: the same value under the policy, of the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.check.comparing.policy import rule_number
from generator.check.comparing.sizes import size_fits
from generator.check.judging.gate.reading.amounts import Amount, bare
from generator.check.judging.gate.reading.names import NOBODY, Ids, identity
from generator.check.judging.gate.reading.nearby import BySize
from generator.check.judging.gate.reading.stretches import Forms
from generator.check.judging.gate.reading.told import HUNDRED, Told, near
from generator.check.judging.gate.rules.highs import faults_of_high
from generator.check.report import Reason
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.wordset import wordset

_CLASSES = {
    "percent": "percent",
    "fraction": "percent",
    "bp": "points",
    "pp": "points",
    "money": "money",
    "times": "times",
    "points": "",
    "": "",
}
_SCALES = (1.0, 100.0, 0.01)  # points and basis points, fractions and per cent
_BEYOND = ("over", "under", "at_least", "at_most", "nearly")
_UNDER = ("under", "nearly", "at_most")


@dataclass(frozen=True, slots=True)
class Match:
    """The assertion of the plain text that a number repeats, or the reason why it repeats none."""

    told: Told | None
    reason: Reason | None = None
    message: str = ""


def match(a: Amount, plain: Sequence[Told], sizes: BySize[Told], kinds: dict[str, str], subjects: int) -> Match:
    """Finds the assertion of the plain text that a number of the rewrite repeats; `sizes`: the same by their size."""
    same = alike(a, sizes)
    few = a.count and not a.role and a.q.value <= max(subjects, 4)
    if few and a.q.hedge in _BEYOND and not any(t.amount.q.hedge == a.q.hedge for t in same):
        return Match(None, "count", f"The plain text has no {a.sentence.phrase(a.q.first, a.q.last)}.")
    if not same and a.sentence.low(a.q.core) == "half" and any("half" in t.amount.sentence.vocabulary for t in plain):
        return Match(None)  # `half did better` for `half of them did better`
    if (not same and few) or (a.role != "run" and _stretch_of(a, plain)):
        return Match(None)
    if few:
        away = all(t.forms and a.stretch and not a.stretch & t.forms for t in same if t.facts) and any(
            t.facts for t in same
        )
        return Match(None, "window", "The plain text counts over another stretch of time.") if away else Match(None)
    if not same:
        other = any(same_digits(a, t) for t in plain)
        return Match(
            None,
            "unit" if other else "count" if a.role else "value",
            f"The plain text has no {a.sentence.phrase(a.q.first, a.q.last)}.",
        )
    same = [t for t in same if _written_alike(a, t) and _same_subject(a, t)] or same
    worst: tuple[int, Reason, str] = (-1, "value", "")
    for t in same:
        failed = next(_faults(a, t, kinds), None)
        if failed is None:
            return Match(None, "direction", _OTHER_END) if _at_the_other_end(a, same) else Match(t)
        worst = max(worst, failed, key=lambda f: f[0])
    return Match(None, worst[1], worst[2])


_OTHER_END = "The plain text has it as the other end of the move."


def _at_the_other_end(a: Amount, same: Sequence[Told]) -> bool:
    """Whether a level that the plain text has as one end of a move is told as the other, although it has it alone, too."""
    edges = {t.edge for t in same if t.amount.q.unit == a.q.unit and t.edge and t.amount.before in ("from", "to")}
    return len(edges) == 1 and edges != {a.before} and a.before in ("from", "to")


def _faults(a: Amount, t: Told, kinds: dict[str, str]) -> Iterator[tuple[int, Reason, str]]:
    """What a number is told of that the plain text does not tell it of; the later, the nearer to the truth."""
    what = a.sentence.phrase(a.q.first, a.q.last)
    if not (_same_subject(a, t) and _of_the_facts(a, t, kinds)) and not (t.amount.role and not t.facts):
        yield 0, "subject", f"The plain text tells {what} of something else."
    if a.negated != t.amount.negated and not _bounded(a, t) and not (a.share and t.amount.share):
        yield 1, "comparison", f"What the plain text says of {what} is turned round."
    if a.nth and t.amount.nth and a.nth != t.amount.nth and a.q.unit:
        yield 2, "subject", f"The plain text tells {what} of another case."
    if not near(t, a):
        yield 2, "date", f"The plain text tells {what} of another day."
    undated = a.days and not a.stretch and t.forms and "1d" not in t.forms and t.kind == "move"
    undated = undated and not any(w.windows and not w.since for w in a.sentence.whens if w not in a.days)
    if undated and not any(
        w.end in {x.end for x in t.amount.sentence.whens} or w.prep not in ("on", "") for w in a.days
    ):
        yield 3, "window", f"The plain text tells {what} of a longer time than a day."
    daily = a.stretch == {"1d"} and bool({"day", "daily"} & t.amount.sentence.vocabulary)
    forms = t.base if a.ago and t.kind == "level" and "1d" not in a.stretch else t.forms
    if (
        forms
        and a.stretch
        and not (a.share and t.amount.share)
        and not daily
        and not _alike(a.stretch, forms | t.amount.stretch)
        and not any(lo <= d <= hi for lo, hi in a.spans for d in t.days)
    ):
        yield 3, "window", f"The plain text tells {what} of another stretch of time."
    marked = a.prior or a.before == "at" or a.sentence.low(a.q.first - 1) == "record"
    if a.prior != t.amount.prior and marked and any(f.record for f in t.facts):
        yield 3, "value", f"The plain text has {what} as another record."
    apart = bool(t.facts) and all(f.measure in ("spread", "gap") for f in t.facts)  # `the lead stands at 5 points`
    if ((t.kind, a.before) in (("level", "by"), ("move", "to"), ("move", "at")) and not apart) or {
        a.before,
        t.edge,
    } == {"from", "to"}:
        yield 4, "direction", f"The plain text has {what} as another end of the move."
    if a.share and not t.amount.share and t.moved and a.q.unit == "percent":
        yield 4, "value", f"The plain text tells {what} as a move, not as a share."
    if {a.before, t.amount.before} == {"from", "to"}:
        yield 4, "direction", f"The plain text has {what} as another end."
    yield from ((4, reason, message) for reason, message in faults_of_high(a, t))
    if _at_another_time(a, t):
        yield 4, "date", f"The plain text has {what} at another time."
    if t.facts and all(f.versus for f in t.facts) and _beside_another(a, t):
        yield 4, "subject", f"The plain text compares {what} with something else."
    if _turned(a, t):
        yield 4, "direction", f"The plain text has {what} the other way."
    if a.size and not _size_fits(a, t, kinds):
        yield 5, "rounding", f"The word for {what} is too strong or too weak."


def _at_another_time(a: Amount, t: Told) -> bool:
    """Whether a reading that the plain text has now is told as that of long ago, or the other way round."""
    s = a.sentence
    if t.then is None or a.q.form != "decimal" or a.q.unit not in ("", "percent") or s.block.cell is not None:
        return False
    if t.then:
        lo, hi = s.hard_clause(a.q.first)
        return _PAST.isdisjoint(s.words(lo, hi)) and not _PAST.isdisjoint(t.amount.sentence.vocabulary)
    behind = s.words(a.q.last, a.q.last + 4)
    stop = next((k for k, w in enumerate(behind) if w in _STOPS), len(behind))
    return not _PAST.isdisjoint(behind[:stop])


_PAST = wordset("earlier before ago previously")
_STOPS = frozenset({",", ";", ":", ".", "and", "but", ")", "(", "to", "than", "from"})


def _beside_another(a: Amount, t: Told) -> bool:
    """Whether the only instruments of a number's clause are others than those that it compares."""
    s = a.sentence
    lo, hi = s.clause(a.q.first)
    named = [
        frozenset({identity(m.name.key, m.name.concept)})
        for m in s.mentions
        if lo <= m.first < hi and m.name.anaphor is None
    ]
    return bool(named) and not any(ids & t.subjects for ids in named)


def _alike(one: Forms, other: Forms) -> bool:
    """Whether two stretches meet; `three months after` is also `three months later`."""
    return bool({f.removeprefix("later:") for f in one} & {f.removeprefix("later:") for f in other})


def alike(a: Amount, sizes: BySize[Told]) -> list[Told]:
    """The numbers of the plain text whose value a number has."""
    return [t for t in sizes.near(a.q, _SCALES) if same_value(a, t)]


def same_value(a: Amount, t: Told) -> bool:
    """Whether a number is a plain text's, under the policy."""
    if a.role and t.amount.role and a.role != t.amount.role and {a.role, t.amount.role} != {"day", "run"}:
        return False
    if not a.q.unit and t.amount.q.unit and _of_so_many(a):
        return False  # `47 of 72` counts
    q = _in_unit_of(a.q, t.amount.q)
    if q is None or (a.q.unit == "" and bool(a.role) != bool(t.amount.role) and t.amount.q.unit):
        return False
    if t.amount.role or a.role:
        return q.value == t.amount.q.value and a.q.hedge == t.amount.q.hedge
    if q.hedge in _LIMITS and not t.amount.q.hedge and _written_alike(a, t):
        if q.form == "decimal" and not q.unit.replace("money", "") and not _limits(t.amount, q.hedge):
            return False  # `a close below 17,124.97` for the one at it
        q = replace(q, hedge=None) if _limits(t.amount, q.hedge) else q
    if t.values and any(rule_number(q, v).verdict == "supported" for v in t.values):
        return not (t.amount.q.hedge and q.hedge not in (t.amount.q.hedge, "about"))
    return not t.values and _as_written(q, t.amount)


def _limits(plain: Amount, hedge: str) -> bool:
    """`a close above 370` for `a higher close than 370`: a level that the plain text has as a limit of that side."""
    beyond = plain.sentence.vocabulary & _LIMITS.get(hedge, frozenset())
    return not plain.q.unit.replace("money", "") and "close" in plain.sentence.vocabulary and bool(beyond)


_LIMITS = {"over": wordset("higher above over"), "under": wordset("lower below under beneath")}


def _of_so_many(a: Amount) -> bool:
    s, behind = a.sentence, (a.q.last + 1, a.q.last + 2)
    return s.low(a.q.last) == "of" and any(q.first in behind and not q.unit for q in s.numbers)


def _as_written(q: Quantity, plain: Amount) -> bool:
    """Without a value at full precision only the plain text's own number, with its own bound, will do."""
    bound = plain.q.hedge
    if q.hedge != bound and not (
        bound is None and (q.hedge == "about" or (q.hedge in ("at_most", "under") and plain.negated))
    ):
        return False
    return (
        rule_number(replace(q, hedge=None if q.hedge != "about" or bound else "about"), plain.q.magnitude).verdict
        == "supported"
    )


def _in_unit_of(q: Quantity, plain: Quantity) -> Quantity | None:
    """A number in the unit of the plain text's; None where no unit leads from one to the other."""
    if q.unit == "points" and plain.unit == "pp":
        return replace(q, unit="pp")
    if not q.unit and q.form != "fraction":
        same = q.unit == plain.unit and q.currency == plain.currency
        return q if same else bare(q, plain.unit, plain.currency)
    if _CLASSES.get(q.unit, q.unit) != _CLASSES.get(plain.unit, plain.unit):
        return None
    if plain.unit == "money" and q.currency != plain.currency:
        return None
    if q.unit == plain.unit or (plain.unit in ("", "points") and q.unit in ("", "points")):
        return q if q.unit == plain.unit else replace(q, unit=plain.unit)
    rate = {("bp", "pp"): 1 / HUNDRED, ("pp", "bp"): HUNDRED, ("fraction", "percent"): HUNDRED}.get(
        (q.unit, plain.unit)
    )
    if rate is None:
        return None
    form = "decimal" if q.unit == "bp" else q.form if q.unit == "fraction" else "decimal"
    return replace(
        q,
        unit="" if q.unit != "fraction" else "percent",
        value=q.value * rate,
        grain=q.grain * rate,
        scale=q.scale * rate,
        form=form,
    )


def unit_class(q: Quantity) -> str:
    """What kind of unit a number has: percent, points, money, times, or none."""
    return _CLASSES.get(q.unit, q.unit)


def _stretch_of(a: Amount, plain: Sequence[Told]) -> bool:
    """`those five sessions`: a count that names a stretch of the plain text."""
    return a.role in _LETTERS and any(f"{a.q.value}{_LETTERS[a.role]}" in t.forms for t in plain)


_LETTERS = {"day": "s", "week": "w", "month": "m", "year": "y"}


def _written_alike(a: Amount, t: Told) -> bool:
    """Whether a number is written as in the plain text; it then is that one, not another that rounds to it."""
    q = _in_unit_of(a.q, t.amount.q)
    return q is not None and q.magnitude == t.amount.q.magnitude


def same_digits(a: Amount, t: Told) -> bool:
    """Whether the digits are the plain text's, whatever the unit."""
    return a.q.magnitude / (a.q.scale or Decimal(1)) == t.amount.q.magnitude / (t.amount.q.scale or Decimal(1))


def _same_subject(a: Amount, t: Told) -> bool:
    return not a.ids or not t.amount.ids or bool(a.ids & (t.subjects | t.others))


def _of_the_facts(a: Amount, t: Told, kinds: dict[str, str]) -> bool:
    """Whether a number of known instruments is told of those that the facts behind the plain one are about."""
    known = frozenset(x for f in t.facts for x in (f.subject, f.versus) if x)
    if t.amount.share or not known & t.amount.ids or not (a.ids | known) <= kinds.keys():
        return True
    return not a.ids or bool(a.ids & known)


def _bounded(a: Amount, t: Told) -> bool:
    """`has not reached 20 percent` is also `less than 20 percent`."""
    return (t.amount.negated and not a.negated and a.q.hedge in _UNDER) or bool(
        t.values and not t.amount.negated and a.q.hedge == "nearly"
    )


def _turned(a: Amount, t: Told) -> bool:
    """Whether a number points the other way, or has lost the sign that the plain text gives it."""
    if {"apart", "between"} & set(a.sentence.words(a.q.last, a.q.last + 2)) or a.sentence.words(
        a.q.first - 2, a.q.first
    ) == ["gap", "of"]:
        return False
    led = _leader(a, t)
    if led is not None:
        return not led
    if a.peak == 2 and t.facts and all(f.measure == "drawdown" for f in t.facts):
        return False
    if a.q.sign and a.q.sign == t.amount.q.sign:
        return False
    if t.kind == "level" and t.amount.q.sign < 0 and not a.q.sign and a.sentence.block.cell is None:
        return a.sentence.vocabulary.isdisjoint({"minus", "negative", "below"})
    if not t.sign:
        values = [f.value for f in t.facts if isinstance(f.value, int | float)]
        return a.q.sign < 0 and t.signed and bool(values) and all(v > 0 for v in values)
    sign = a.sign
    if t.others and a.ids and not a.ids & t.amount.ids:
        sign = -sign
    if a.sign and t.sign:
        return sign != t.sign
    lost = t.amount.q.sign < 0 or (t.sign < 0 and a.sentence.block.cell is not None)
    return lost and not a.sign


def _leader(a: Amount, t: Told) -> bool | None:
    """Whether a number puts ahead whom its facts put ahead; None where it does not say."""
    gaps = [f for f in t.facts if f.versus and f.measure in _LEADS and isinstance(f.value, int | float)]
    who = _first_of(a)
    if not a.sign or not gaps or len(gaps) < len(t.facts):
        return None
    leads = [(float(f.value or 0) > 0) != (f.measure == "streak.lag") for f in gaps]
    ahead = {f.subject if x else f.versus for f, x in zip(gaps, leads, strict=True)}
    behind = {f.versus if x else f.subject for f, x in zip(gaps, leads, strict=True)}
    if bool(who & ahead) == bool(who & behind):
        return None
    return bool(who & ahead) == (a.sign > 0)


def _first_of(a: Amount) -> Ids:
    """Of whom a number's word of direction is: the name before it, or one that it belongs to."""
    s, (first, last) = a.sentence, a.cue
    named = [(m.first, m.last, identity(m.name.key, m.name.concept)) for m in s.mentions if m.name.anaphor is None]
    lo = s.hard_clause(first)[0]
    before = [(end, key) for start, end, key in named if lo <= start and end <= first]
    if _PRONOUNS & set(s.words(before[-1][0] if before else lo, first)):
        pronoun = next((i for i in range(s.lo, first) if s.low(i) in _PRONOUNS), first)
        return frozenset({named[0][2]}) if named and named[0][1] <= pronoun else NOBODY
    if before:
        return frozenset({before[-1][1]})
    after = [
        key
        for start, _, key in named
        if (last <= start and s.low(start - 1) in _BELONGS) or s.low(start - 2) in _BELONGS
    ]
    return frozenset(after[:1])


_PRONOUNS = frozenset({"it", "its", "they", "their"})
_LEADS = frozenset({"spread", "gap", "streak.beat", "streak.lag"})
_BELONGS = frozenset({"for", "of", "to"})


def _size_fits(a: Amount, t: Told, kinds: dict[str, str]) -> bool:
    """Whether a word such as `surged` fits the move, by the declared bands."""
    moves = [f for f in t.facts if f.measure in ("change", "drawdown") and isinstance(f.value, int | float)]
    return all(size_fits(a.size, float(f.value or 0), kinds.get(f.subject, ""), f.window) for f in moves)
