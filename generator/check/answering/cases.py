"""The figures of a study: what a reading's `part` names of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.check.answering.reading import Answer, Reading
from generator.facts import Fact
from generator.facts.fact import Instance
from generator.tape.series import Days, Floats

if TYPE_CHECKING:
    from generator.check.answering.reading import Answers

Figure = tuple[Any, str, dict[str, Any]]
_PLAIN = ("corr", "corr_at_0", "n", "hits", "hit_rate", "mean", "median", "worst", "best")


def figure(fact: Fact, part: str) -> Figure | None:
    """A figure with its unit and extras: `mean`, `base.mean`, `interval`, `first`, `outcome@2019-05-02` ..."""
    name, _, day = part.partition("@")
    if day:
        return _of_case(fact, name, day)
    if name in _PLAIN or name.startswith("base."):
        of = fact.base_rate if name.startswith("base.") else fact
        value = getattr(of, name.removeprefix("base."), None) if of is not None else None
        return (
            None
            if value is None
            else (value, "cases" if name in ("n", "hits") else "" if name.startswith("corr") else "ratio", {})
        )
    if name == "known":
        return fact.n, "cases", {"days": [i.date for i in _known(fact)]}
    if name == "edge":
        base = fact.base_rate.hit_rate if fact.base_rate else None
        return None if fact.hit_rate is None or base is None else (fact.hit_rate - base, "ratio", {})
    if name == "ends":
        known = _known(fact)
        return (known[0].date, "date", {"last": known[-1].date}) if known else None
    if name == "of":
        return (fact.hits, "cases", {"n": fact.n}) if fact.hits is not None else None
    pair = {"interval": fact.interval, "range": (fact.worst, fact.best)}.get(name)
    if pair is not None and pair[0] is not None and pair[1] is not None:
        return pair[0], "ratio", {"pair": (pair[0] * 100, pair[1] * 100)}
    found = _case(fact, name)
    return None if found is None else (found.date, "date", {})


def _known(fact: Fact) -> list[Instance]:
    return [i for i in fact.instances or () if i.outcome is not None]


def _case(fact: Fact, name: str) -> Instance | None:
    """`first` and `last` (with a known outcome), `latest`, and those after which things went worst or best."""
    known = _known(fact)
    if name == "latest":
        return (fact.instances or (None,))[-1]
    if not known:
        return None
    if name in ("first", "last"):
        return known[0] if name == "first" else known[-1]
    if name in ("worst_case", "best_case"):
        return (min if name == "worst_case" else max)(known, key=lambda i: i.outcome or 0.0)
    return None


def _of_case(fact: Fact, name: str, day: str) -> Figure | None:
    """What a study says of its case of one day or month."""
    year, month, of_month = (*map(int, day.split("-")), 0)[:3]
    cases = [
        i for i in fact.instances or () if i.date.year == year and i.date.month == month and of_month in (0, i.date.day)
    ]
    if name == "case":
        return bool(cases), "boolean", {}
    if not cases:
        return None
    case = cases[0]
    value = {"outcome": case.outcome, "condition": case.condition, "hit": case.hit}[name]
    return None if value is None else (value, "boolean" if name == "hit" else _unit(value, name), {})


def _unit(value: float, name: str) -> str:
    """Runs are counted in rows, waits in days; other conditions and all outcomes are ratios."""
    return "rows" if name == "condition" and abs(value) >= 2 and value == int(value) else "ratio"


def in_cases(answers: Answers, reading: Reading, days: Days, close: Floats) -> Answer | None:
    """The lowest and the highest value of a measure on the days of a study's cases with a known outcome.

    The parameter is `measure/study/subject/versus/n`: the latest `n` cases, all of them where it is 0.
    """
    measure, study, subject, versus, latest = (reading.parameter or "").split("/")
    found = answers.ask(Reading(subject, "study", versus=versus or None, parameter=study, part="known"))
    if found is None:
        return None
    then = [d for d in found.extra["days"]][-int(latest) :] if int(latest) else found.extra["days"]
    values = answers.sound(Reading(reading.subject, measure, reading.window), then)
    if len(values) < _LEAST:
        return None
    return Answer(
        reading, min(values), "", found.date,
        {"range": (min(values), max(values)), "n": len(values), "formula": f"lowest and highest {measure} on {len(values)} days of cases"},
    )  # fmt: skip


_LEAST = 2
