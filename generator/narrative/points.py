"""Points: what a paragraph is about, with every fact that its template may print.

A kind of point is a set of questions here and a template of the same name in `templates/<language>/points/`. In the
questions `{x}` is the subject, `{v}` the second instrument, `{of}` whose flow it is, `{w}` the day or week.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.facts import Fact
from generator.facts.ranking import News
from generator.facts.sheet import Recorder
from generator.market import Instrument

PROFILE = {
    "level": "{x}.level",
    "day": "{x}.change.{w}",
    "week": "{x}.change.1w",
    "month": "{x}.change.1m",
    "quarter": "{x}.change.3m",
    "ytd": "{x}.change.ytd",
    "year": "{x}.change.1y",
    "fall": "{x}.drawdown.all",
    "fall_1y": "{x}.drawdown.1y",
    "place": "{x}.change.{w}.percentile",
}
QUESTIONS: dict[str, dict[str, str]] = {
    "record": {
        "record": "{x}.record.high",
        "records": "{x}.count.record.ytd",
        "vol": "{x}.vol.20s",
        "calm": "{x}.vol.20s.percentile",
        "study": "{x}.study.fresh_record",
    },
    "move": {"extreme": "{x}.since.{best}.{s}", "study": "{x}.study.hard_day"},
    "streak": {
        "run": "{x}.streak.{side}",
        "since": "{x}.since.streak.{side}",
        "place": "{x}.streak.{side}.percentile",
    },
    "reversal": {"run": "{question}"},
    "since": {"far": "{question}"},
    "threshold": {"top": "{x}.high.all", "study": "{x}.study.bear_market"},
    "volatility": {"vol": "{x}.vol.20s", "place": "{x}.vol.20s.percentile"},
    "flow": {"run": "{x}.streak", "sum_week": "{x}.sum.5s", "sum_ytd": "{x}.sum.ytd"},
    "flow_against": {"sum_week": "{x}.sum.5s", "sum_ytd": "{x}.sum.ytd"},
    "duel": {
        "run": "{x}.streak.beat.vs.{v}",
        "since": "{x}.since.streak.beat.vs.{v}",
        "gap_ytd": "{x}.spread.ytd.vs.{v}",
        "z": "{x}.ratio.zscore.vs.{v}",
        "place": "{x}.ratio.percentile.vs.{v}",
        "study": "{x}.study.long_lead.vs.{v}",
        "v_ytd": "{v}.change.ytd",
        "v_day": "{v}.change.{w}",
    },
    "gap": {
        "gap": "{x}.spread.3m.vs.{v}",
        "place": "{x}.spread.3m.percentile.vs.{v}",
        "corr": "{x}.corr.90s.vs.{v}",
        "corr_before": "{x}.corr.90s.vs.{v}@{year_ago}",
        "v_quarter": "{v}.change.3m",
        "v_day": "{v}.change.{w}",
    },
    "plain": {},
    "plain flow": {"sum_week": "{x}.sum.5s", "sum_ytd": "{x}.sum.ytd"},
}  # fmt: skip
ASKED_OF = {"of_week": "{of}.change.1w", "of_ytd": "{of}.change.ytd"}
HARD_DAY = -0.03
IN_PER_CENT = ("day", "week", "month", "quarter", "ytd", "year", "place", "fall", "fall_1y")


@dataclass(frozen=True)
class Point:
    """One thing to tell; templates reach its facts by name (`p.day`)."""

    kind: str
    x: Instrument
    v: Instrument | None
    facts: dict[str, Fact]
    bits: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - facts and flags
        found = self.__dict__.get("facts", {}).get(name)
        if found is not None:
            return found
        if name in self.__dict__.get("extra", {}):
            return self.extra[name]
        if name.startswith("_"):
            raise AttributeError(name)
        return None


def point(news: News, recorder: Recorder) -> Point:
    """The point behind a piece of news, with all of its facts asked."""
    return _point(news.kind, recorder, news.subject, news.versus, news)


def plain_point(recorder: Recorder, key: str) -> Point:
    """What there is to say of an instrument that made no news."""
    return _point("plain", recorder, key, None, None)


def _point(kind: str, recorder: Recorder, subject: str, versus: str | None, news: News | None) -> Point:
    x = recorder.instrument(subject)
    rising = _rising(recorder, news, subject)
    blanks = {
        "x": subject, "v": versus or "", "of": x.of or "", "w": "1d" if recorder.period == "day" else "wtd",
        "s": "1d" if recorder.period == "day" else "1w", "best": "best" if rising else "worst",
        "side": "up" if rising else "down", "question": news.question if news else "",
        "year_ago": _year_before(recorder.as_of).isoformat(),
    }  # fmt: skip
    flow = x.kind == "flow"
    asked = {} if flow else dict(PROFILE)
    asked |= QUESTIONS["plain flow" if flow and kind == "plain" else kind] | (
        ASKED_OF if x.of and recorder.has(x.of) else {}
    )
    facts = {name: recorder.ask(question.format(**blanks)) for name, question in asked.items()}
    if x.kind == "indicator" and (recorder.rows(subject).close <= 0).any():
        facts |= {name: _unsaid(facts[name]) for name in IN_PER_CENT}
    extra = _flags(kind, recorder, facts, rising) | ({"of": recorder.instrument(x.of)} if x.of else {})
    return Point(kind, x, recorder.instrument(versus) if versus else None, facts, news.bits if news else 0.0, extra)


def _unsaid(fact: Fact) -> Fact:
    """A change in per cent of a gauge that swings around zero has a value, but no sense: text must not print it."""
    return fact.model_copy(update={"status": "missing", "value": None})


def _rising(recorder: Recorder, news: News | None, subject: str) -> bool:
    """Whether a point tells of a rise; for volatility, of large swings."""
    if news is None:
        return True
    if news.kind in ("streak", "since"):
        return news.question.endswith((".up", ".high"))
    if news.kind == "reversal":
        return ".streak.down" in news.question
    fact = recorder.engine.ask(news.question)
    if news.kind == "volatility":
        return fact.number > 0.5
    return news.kind != "move" or fact.number > 0


def _flags(kind: str, recorder: Recorder, facts: dict[str, Fact], rising: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"rising": rising}
    if kind == "record":
        found["step"] = _first_round(recorder, facts)
    if kind == "since":
        found["far_word"] = "highest" if rising else "lowest"
    if kind == "move":
        swings = recorder.instrument(facts["level"].subject).kind == "volatility_index"
        found["hard"] = recorder.period == "day" and not swings and facts["day"].number <= HARD_DAY
        found["contrast"] = _contrast(facts)
    if "since" in facts:
        found["since_age"] = _age(facts["since"])
    if "extreme" in facts:
        x = recorder.instrument(facts["level"].subject)
        # A day of a price is good or bad; a day of a yield or of the VIX is neither.
        found["extreme_age"] = _age(facts["extreme"]) if x.price_like and x.kind != "volatility_index" else 0
    return found


def _first_round(recorder: Recorder, facts: dict[str, Fact]) -> Fact | None:
    """The round number that a record has passed for the first time, if it has."""
    step = recorder.ask(f"{facts['level'].subject}.cross.{_round_step(facts['level'].number)}")
    record = facts["record"].record
    first = record is not None and record.previous_level < step.number and step.date == step.as_of
    return step if first else None


def _contrast(facts: dict[str, Fact]) -> Fact | None:
    """A longer window over which the change has the other sign, if there is one."""
    today = facts["day"].number
    longer = (facts[name] for name in ("month", "quarter", "ytd", "year"))
    return next((f for f in longer if f.plain and f.number * today < 0 and abs(f.number) > abs(today)), None)


def _age(fact: Fact) -> int:
    return (fact.as_of - fact.date).days if fact.plain and fact.as_of and fact.date else 0


def _round_step(level: float) -> str:
    """The step of the round numbers that readers notice: 100 for 2,718; 1000 for 89,462."""
    return f"{10 ** (math.floor(math.log10(level)) - 1):g}".replace(".", "_") if level >= 10 else "1"


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
