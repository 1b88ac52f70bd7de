"""Numbers of a `when` clause: `the best quarter since 1998, when it gained 20.9 %` tells of that earlier time."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.dates import as_date, period_end
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When

_GRAINS = frozenset({"day", "week", "month", "quarter", "year"})
_MOVES = ("percent", "fraction", "bp", "pp")


def time_before(s: Sentence, first: int) -> When | None:
    """The time that the `when` clause of a token hangs on."""
    clause = s.part(first)
    if s.low(clause.body) != "when":
        return None
    if any(w.first in clause and w.first not in s.spent for w in s.whens):
        return None
    edge = clause.first - (s.low(clause.first - 1) == ",")
    return next((w for w in s.whens if w.last == edge and w.start is not None and w.end is not None), None)


def as_then(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, sign: int) -> Claim | None:
    """A number that tells of the time which a superlative looks back to, or of a day named before."""
    when = time_before(s, q.first)
    if when is None or when.grain not in _GRAINS:
        return None
    kind, period, back = s.backs.get(when.first, ("", "", 0))
    if q.unit in _MOVES and not (scene.directory.kind(key) == "rate" and q.unit == "percent"):
        found = _moves(key, when, kind, period, sign or back)
        test = NumberTest(q, q.unit, sign)
    elif q.unit in ("", "money", "points", "percent"):
        moved = q.unit == "points" and sign
        found = _day_moves(key, when) if moved else _levels(key, when, sign if kind != "level" else back)
        test = NumberTest(q, "delta" if moved else "level", sign if moved else 0)
    else:
        return None
    if not found:
        return replace(claim, missing="a move of an earlier time that is not named exactly")
    asked = scene.looked_back.get(when.first)
    if asked is not None and asked.measure == "barsince" and test.unit == "level":
        found = (*found, Reading(key, f"{asked.window}.intraday", "1d", at=when.end))
    claim = replace(claim, kind="change" if q.unit in _MOVES else "level", readings=found, test=test)
    return _of_true_time(scene, claim, asked, kind, period, sign or back)


def _of_true_time(scene: Scene, claim: Claim, asked: Reading | None, kind: str, period: str, sign: int) -> Claim:
    """`its worst day since Oct. 10, when it gave up 3.24 %`: a figure that is right where only the time is wrong."""
    answer = scene.answers.ask(asked) if asked is not None else None
    day = as_date(answer.value) if answer is not None else None
    if day is None or any(holds(scene.answers, claim, r) for r in claim.readings):
        return claim
    then = When(0, 0, "day", day, day)
    key = claim.readings[0].subject
    true = _moves(key, then, kind, period, sign) if claim.kind == "change" else _levels(key, then, sign)
    held = tuple(r for r in true if holds(scene.answers, claim, r))
    return replace(claim, readings=held or claim.readings)


def _moves(key: str, when: When, kind: str, period: str, sign: int) -> tuple[Reading, ...]:
    """The moves of the earlier time: of the period that is compared, else of the time's own length."""
    period = period if kind == "change" and period else "day" if when.grain == "day" else when.grain
    assert when.start is not None and when.end is not None  # noqa: S101
    start, end = when.start, period_end(when.end, period)
    word = "best" if sign > 0 else "worst" if sign < 0 else "biggest"
    return (Reading(key, "movein", period, parameter=f"{word}_{start}_{end}"),)


def _day_moves(key: str, when: When) -> tuple[Reading, ...]:
    return (Reading(key, "delta", "1d", at=when.end),) if when.grain == "day" else ()


def _levels(key: str, when: When, sign: int) -> tuple[Reading, ...]:
    if when.grain == "day":
        return (Reading(key, "level", at=when.end),)
    word = "high" if sign > 0 else "low"
    return (Reading(key, "levelin", word, parameter=f"{when.start}_{when.end}"),)
