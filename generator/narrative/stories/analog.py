"""The analog: the last times this happened, what followed, and why this time may differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.facts import Fact
from generator.facts.fact import Instance
from generator.facts.ranking import News, subjects
from generator.facts.sheet import Recorder
from generator.market import Instrument
from generator.narrative.points import PROFILE, Point
from generator.narrative.readings import roles
from generator.narrative.story import Picture, Plan, Story

LEAST_CASES = 3
NOTABLE = 3.5  # below this score news needs no precedent
MOST_CASES = 40  # more would be a list, not a table; all of them stand in the facts
FRESH_DAYS = 31  # for how long the last case of a study counts as the one at hand
MOST_ROWS = 6
COMPARED_CASES = 12  # the latest cases that the present is compared with
TABLE_KINDS = ("equity_index", "commodity", "crypto", "fx", "equity", "etf")
_HALVING = re.compile(r"btc_halving_(\d+)")


@dataclass(frozen=True)
class Parallel:
    """A study to look news up in: which kind of news, and how far today's value must go (`least`, signed)."""

    study: str
    news: str
    question: str
    least: float
    period: str | None = None


# The first that holds today, and has cases, is told; stricter conditions come first.
PARALLELS: tuple[Parallel, ...] = (
    Parallel("long_lead", "duel", "{x}.streak.beat.vs.{v}", 10),
    Parallel("fresh_record", "record", "{x}.record.high", 182),
    Parallel("late_record", "record", "{x}.record.high", 30),
    Parallel("bear_market", "threshold", "{x}.drawdown.all", -0.20),
    Parallel("correction", "threshold", "{x}.drawdown.all", -0.10),
    *(Parallel(f"fall_of_{n}", "move", "{x}.change.1d", -n / 100, "day") for n in (10, 7, 5)),
    Parallel("hard_day", "move", "{x}.change.1d", -0.03, "day"),
    *(Parallel(f"rise_of_{n}", "move", "{x}.change.1d", n / 100, "day") for n in (10, 7, 5, 3)),
    *(Parallel(f"week_fall_of_{n}", "move", "{x}.change.1w", -n / 100, "week") for n in (20, 10, 5)),
    *(Parallel(f"week_rise_of_{n}", "move", "{x}.change.1w", n / 100, "week") for n in (20, 10, 5)),
    *(Parallel(f"rise_run_{n}", "streak", "{x}.streak.up", n) for n in (10, 8, 6)),
    *(Parallel(f"fall_run_{n}", "streak", "{x}.streak.down", n) for n in (9, 7, 5)),
    Parallel("deep_quarter", "gap", "{x}.spread.3m.vs.{v}", 0.25),
    Parallel("wide_quarter", "gap", "{x}.spread.3m.vs.{v}", 0.10),
    Parallel("narrow_quarter", "gap", "{x}.spread.3m.vs.{v}", 0.05),
)
# What is held against the same facts at the earlier cases: is today inside their range?
COMPARED = (
    "{fear}.level", "{yield}.level", "{policy}.level", "{x}.change.1y", "{x}.vol.20s", "{large}.drawdown.all",
    "{credit}.level", "{x}.drawdown.all", "{dollar}.change.1y", "{liquidity}.change.1y",
)  # fmt: skip
OWN = frozenset({"{x}.drawdown.all"})  # not compared where the study is about it


@dataclass(frozen=True)
class Match:
    """A piece of news whose condition holds today, and the study of earlier ones."""

    parallel: Parallel
    news: News
    study: Fact


@dataclass(frozen=True)
class Compared:
    """A fact today, and the lowest and highest of the same fact at the earlier cases."""

    now: Fact
    low: Fact
    high: Fact
    n: int

    @property
    def side(self) -> str:
        """Where today stands: `above` all earlier cases, `below` them, or `inside` their range."""
        if self.now.number > self.high.number:
            return "above"
        return "below" if self.now.number < self.low.number else "inside"


def fits(recorder: Recorder, ranking: list[News]) -> bool:
    """Whether something unusual happened that has happened before, with an outcome known."""
    return _match(recorder, ranking) is not None


def plan(recorder: Recorder, ranking: list[News]) -> Plan:
    """The case at hand, its predecessors, what is different now, and the halvings where the tape has them."""
    match = _match(recorder, ranking)
    halvings = _halvings(recorder)
    if match is None:
        rows = [_row(recorder, i.key) for i in _priced(recorder)[:MOST_ROWS]]
        told = {"btc"} if halvings else set()
        return Plan({"told": False, "halvings": halvings, "table": rows, "latest": _latest(recorder)},
                    _lines(tuple(told) or tuple(p.x.key for p in rows[:1])), tuple(p.x.name for p in rows[:1]),
                    frozenset(told))  # fmt: skip
    x, v = match.news.subject, match.news.versus
    compared = _compared(recorder, match)
    keys = tuple(key for key in (x, v) if key)
    context = {
        "told": True,
        "s": match.study,
        "p": _case(recorder, match),
        "different": [c for c in compared if c.side != "inside"],
        "alike": [c for c in compared if c.side == "inside"],
        "halvings": halvings,
        "second": _second(recorder, match),
        "shown": MOST_CASES,
        "table": [_row(recorder, key) for key in _rows(recorder, keys)],
    }
    names = tuple(recorder.instrument(key).name for key in keys)
    pictures = (Picture("cases", "cases", keys, study=match.study.id), *_lines(keys))
    about = frozenset(keys) | ({"btc"} if halvings else frozenset())
    return Plan(context, pictures, names, about)


def _lines(keys: tuple[str, ...]) -> tuple[Picture, ...]:
    return (Picture("lead", "lines", keys[:2]),) if keys else ()


def _match(recorder: Recorder, ranking: list[News]) -> Match | None:
    """The most notable news that has known predecessors."""
    for news in ranking:
        if news.score < NOTABLE or recorder.instrument(news.subject).kind not in TABLE_KINDS:
            continue
        for parallel in PARALLELS:
            match = _matched(recorder, parallel, news)
            if match:
                return match
    return None


def _matched(recorder: Recorder, parallel: Parallel, news: News) -> Match | None:
    if parallel.news != news.kind or parallel.period not in (None, recorder.period):
        return None
    if news.kind in ("record", "threshold") and not recorder.rows(news.subject).knows_its_record:
        return None
    now = recorder.engine.ask(parallel.question.format(x=news.subject, v=news.versus or ""))
    value = _value(now)
    if value is None or (value < parallel.least if parallel.least > 0 else value > parallel.least):
        return None
    versus = f".vs.{news.versus}" if news.versus else ""
    study = recorder.engine.ask(f"{news.subject}.study.{parallel.study}{versus}")
    usable = study.status == "ok" and (study.n or 0) >= LEAST_CASES
    return Match(parallel, news, recorder.ask(study.id)) if usable else None


def _value(now: Fact) -> float | None:
    """Today's value of a condition; of a record the days that the broken close had stood."""
    if not now.plain:
        return None
    if now.record is not None:
        return float(now.record.days_between) if now.value is True else None
    return now.number


def _case(recorder: Recorder, match: Match) -> Point:
    """The case at hand, with what its paragraph may say."""
    x, v = match.news.subject, match.news.versus
    versus = f".vs.{v}" if v else ""
    questions = dict(PROFILE) | {"now": match.parallel.question, "top": "{x}.high.all"}
    if v:
        questions |= {"v_ytd": "{v}.change.ytd", "v_day": "{v}.change.{w}", "z": "{x}.ratio.zscore.vs.{v}"}
    if match.news.kind == "move":
        questions["place"] = f"{match.parallel.question}.percentile"
    if match.news.kind in ("duel", "streak"):
        side = {"duel": "beat", "streak": "up" if ".streak.up" in match.parallel.question else "down"}[match.news.kind]
        questions["since"] = f"{x}.since.streak.{side}{versus}"
    facts = _asked(recorder, questions, x=x, v=v)
    extra = {
        "study_name": match.parallel.study,
        "news": match.news.kind,
        "open_case": _open_case(recorder, match.study),
        "rose": ".streak.up" in match.parallel.question,
        "up": match.parallel.least > 0 and ".streak.down" not in match.parallel.question,
    }
    return Point("analog", recorder.instrument(x), recorder.instrument(v) if v else None, facts, match.news.bits, extra)


def _open_case(recorder: Recorder, study: Fact) -> bool:
    """Whether the last case of the study is the one at hand, and began before today."""
    last = _last(study)
    return last.outcome is None and 0 < (recorder.as_of - last.date).days <= FRESH_DAYS


def _last(study: Fact) -> Instance:
    """The latest case of a study that has some."""
    cases: tuple[Instance, ...] = study.instances or ()
    return cases[-1]


def _asked(recorder: Recorder, questions: dict[str, str], **blanks: str | None) -> dict[str, Fact]:
    given = {"w": "1d" if recorder.period == "day" else "wtd"} | {k: v for k, v in blanks.items() if v}
    return {name: recorder.ask(question.format(**given)) for name, question in questions.items()}


def _second(recorder: Recorder, match: Match) -> Fact | None:
    """What the same dates meant for Bitcoin, when shares are at a fresh record: the parallel that is often drawn."""
    x = recorder.instrument(match.news.subject)
    if match.parallel.study != "fresh_record" or x.kind != "equity_index" or not recorder.has("btc"):
        return None
    fact = recorder.engine.ask(f"{x.key}.study.fresh_record_for.vs.btc")
    return recorder.ask(fact.id) if fact.plain and (fact.n or 0) >= LEAST_CASES else None


def _compared(recorder: Recorder, match: Match) -> list[Compared]:
    """Facts of today that can be held against the same facts at two or more of the earlier cases."""
    days = [i.date for i in match.study.instances or () if i.outcome is not None][-COMPARED_CASES:]
    known = roles(recorder) | {"x": match.news.subject}
    if recorder.has("fedfunds"):
        known["policy"] = "fedfunds"
    skip = OWN if match.news.kind in ("record", "threshold") else frozenset()
    found = [c for q in COMPARED if q not in skip and (c := _beside(recorder, q, known, days))]
    once = {c.now.id: c for c in found}
    return list(once.values())


def _beside(recorder: Recorder, question: str, known: dict[str, str], days: list[date]) -> Compared | None:
    try:
        id = question.format(**known)
    except KeyError:
        return None
    now = recorder.engine.ask(id)
    if not now.plain:
        return None
    then = [f for day in days if (f := recorder.engine.ask(f"{id}@{day}")).plain]
    if len(then) < LEAST_CASES:
        return None
    low, high = min(then, key=lambda f: f.number), max(then, key=lambda f: f.number)
    return Compared(recorder.ask(now.id), recorder.ask(low.id), recorder.ask(high.id), len(then))


def _halvings(recorder: Recorder) -> dict[str, Any] | None:
    """Bitcoin's path from each halving, earlier ones up to the same distance in days. None without two of them."""
    if not recorder.has("btc") or not recorder.engine.ask("btc.level").plain:
        return None
    events = recorder.engine.tape.at(recorder.as_of).events
    numbered = sorted((int(m[1]), e.date) for name, e in events.items() if (m := _HALVING.fullmatch(name)))
    if len(numbered) < 2:
        return None
    number, began = numbered[-1]
    level = recorder.engine.ask("btc.level")
    distance = (level.as_of - began).days if level.as_of else 0
    if distance < 1:
        return None
    rows = list(_cycles(recorder, numbered, distance))
    now = recorder.ask(f"btc.event.btc_halving_{number}")
    if len(rows) < 2 or not now.plain:
        return None
    return {
        "rows": rows, "now": now, "before": rows[-2]["same"], "distance": distance, "number": number,
        "mined": recorder.ask("btc.supply.mined"), "inflation": recorder.ask("btc.supply.inflation"),
        "inflation_before": recorder.ask(f"btc.supply.inflation@{date.fromordinal(began.toordinal() - 1)}"),
        "vol": recorder.ask("btc.vol.365s"), "vol_before": _vol_before(recorder, numbered, distance),
        "fall": recorder.ask("btc.drawdown.all"),
    }  # fmt: skip


def _cycles(recorder: Recorder, numbered: list[tuple[int, date]], distance: int) -> Iterator[dict[str, Any]]:
    for number, began in numbered:
        last = number == numbered[-1][0]
        id = f"btc.event.btc_halving_{number}"
        same = recorder.ask(id if last else f"{id}.{distance}s")
        if same.plain:
            yield {"number": number, "date": began, "same": same, "year": recorder.ask(f"{id}.1y")}


def _vol_before(recorder: Recorder, numbered: list[tuple[int, date]], distance: int) -> Fact:
    """Bitcoin's volatility at the same distance from the halving before."""
    then = date.fromordinal(numbered[-2][1].toordinal() + distance)
    return recorder.ask(f"btc.vol.365s@{min(then, recorder.as_of)}")


def _latest(recorder: Recorder) -> list[Fact]:
    """For a day without a parallel: the studies of the first share index (or price), with their latest cases."""
    first = next(iter(_priced(recorder)), None)
    if first is None:
        return []
    asked = [recorder.engine.ask(f"{first.key}.study.{name}") for name in ("hard_day", "late_record", "correction")]
    usable = [f for f in asked if f.plain and (f.n or 0) >= LEAST_CASES]
    newest = sorted(usable, key=lambda f: _last(f).date, reverse=True)[:1]
    return [recorder.ask(f.id) for f in newest]


def _priced(recorder: Recorder) -> list[Instrument]:
    return [i for i in subjects(recorder.engine) if i.kind in TABLE_KINDS and i.frequency == "daily"]


def _rows(recorder: Recorder, first: tuple[str, ...]) -> list[str]:
    rest = [i.key for i in _priced(recorder) if i.key not in first]
    return [*first, *rest][:MOST_ROWS]


def _row(recorder: Recorder, key: str) -> Point:
    return Point("row", recorder.instrument(key), None, _asked(recorder, PROFILE, x=key))


STORY = Story("analog", plan, fits)
