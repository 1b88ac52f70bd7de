"""The breakout: a new high, what it has meant before, and the case against trusting it."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.facts import Fact
from generator.facts.ranking import News, subjects
from generator.facts.sheet import Recorder
from generator.market import Instrument, Statement
from generator.narrative.points import Point, plain_point, point
from generator.narrative.readings import READINGS, Balance, balance_of, roles
from generator.narrative.story import Picture, Plan, Story

KINDS = frozenset({"equity_index", "equity", "etf", "crypto", "commodity", "fx"})  # a high of the VIX is no breakout
FRESH_DAYS = 182  # a record after at least this long without one opens a new chapter; the studies use the same limit
SECOND = ("coin", "small", "large", "metal")  # whose follow-through is looked at beside that of the subject
READING = {"commodity": "breakout_commodity", "fx": "breakout_own"}
FRESH_VOICE_DAYS = 60
LEAST_CASES = 3
MOST_PEERS = 2
MOST_OTHERS = 3
MOST_ROWS = 8


def plan(recorder: Recorder, ranking: list[News]) -> Plan:
    """Tells the most notable record; without one, how far the tape is from any."""
    news = _record(recorder, ranking)
    return _told(recorder, news) if news else _without(recorder)


def fits(recorder: Recorder, ranking: list[News]) -> bool:
    """Whether something that people invest in has closed at a record."""
    return _record(recorder, ranking) is not None


def _record(recorder: Recorder, ranking: list[News]) -> News | None:
    """The most notable record: rare, reached by an unusual move, and one that the tape has more to say about."""
    moves = {n.subject: n.score for n in ranking if n.kind == "move"}
    found = [n for n in ranking if n.kind == "record" and recorder.instrument(n.subject).kind in KINDS]
    weight = {n.subject: n.score + moves.get(n.subject, 0.0) / 2 + _told_of(recorder, n.subject) for n in found}
    return max(found, key=lambda n: weight[n.subject], default=None)


def _told_of(recorder: Recorder, key: str) -> float:
    """What else the tape has on a subject: the money, the breadth and the voices that make the case."""
    x = recorder.instrument(key)
    said = any(s.about == key and (recorder.as_of - s.date).days <= FRESH_VOICE_DAYS for s in _statements(recorder))
    has = {kind: _series_of(recorder, kind, x) is not None for kind in ("flow", "breadth")}
    return 2.0 * has["flow"] + 1.0 * has["breadth"] + 1.5 * said


def _statements(recorder: Recorder) -> tuple[Statement, ...]:
    return tuple(recorder.engine.tape.at(recorder.as_of).statements)


def _told(recorder: Recorder, news: News) -> Plan:
    p = point(news, recorder)
    record = p.record.record
    fresh = record.days_between >= FRESH_DAYS
    fallen = _fallen(recorder, p.x)
    second = _second(recorder, p.x)
    context = {
        "told": True,
        "p": p,
        "fresh": fresh,
        "new_hundred": _new_hundred(p),
        "records_all": recorder.ask(f"{p.x.key}.count.record.all"),
        "records_year": recorder.ask(f"{p.x.key}.count.record.1y"),
        "start": None if fresh else _start(recorder, p),
        "follow": _follow(recorder, p.x),
        "second": second,
        "money": _money(recorder, p.x),
        "breadth": _breadth(recorder, p.x),
        "others": [plain_point(recorder, x.key) for x, fall in fallen if fall.number == 0][:MOST_OTHERS],
        "peers": [plain_point(recorder, x.key) for x in _peers(p.x, fallen)],
        "balance": _balance(recorder, p.x, _peers(p.x, fallen)),
    }
    about = {p.x.key, *([second["x"].key] if second else [])}
    return Plan(
        context, _pictures(context), tuple(recorder.instrument(key).name for key in sorted(about)), frozenset(about)
    )


def _new_hundred(p: Point) -> bool:
    """Whether the close lies above a round number that no earlier close reached."""
    return bool(p.step and p.step.plain and p.record.record.previous_level < p.step.number)


def _start(recorder: Recorder, p: Point) -> dict[str, Fact] | None:
    """The latest record that came after a long wait, if the one of today did not: what has become of it since."""
    before = [i.date for i in p.study.instances or () if i.date < p.record.as_of] if p.study.known else []
    if not before:
        return None
    day, key = before[-1], p.x.key
    asked = {
        "mark": f"{key}.record.high@{day}", "level": f"{key}.level@{day}",
        "since": f"{key}.change.since:{day}", "more": f"{key}.count.record.since:{day}",
    }  # fmt: skip
    facts = {name: recorder.ask(question) for name, question in asked.items()}
    return facts if all(fact.plain for fact in facts.values()) else None


def _follow(recorder: Recorder, x: Instrument) -> dict[str, Fact | None]:
    """What came after earlier records, over three spans; and after records of any kind."""
    asked = {"month": "fresh_record_month", "half": "fresh_record", "year": "fresh_record_year", "any": "any_record"}
    facts = {name: recorder.ask(f"{x.key}.study.{study}") for name, study in asked.items()}
    return {name: fact if fact.plain and (fact.n or 0) >= LEAST_CASES else None for name, fact in facts.items()}


def _second(recorder: Recorder, x: Instrument) -> dict[str, Any] | None:
    """The second asset that readers ask about, and what it did after fresh records of the subject."""
    known = roles(recorder)
    key = next((known[r] for r in SECOND if r in known and _other(recorder, x, known[r])), None)
    if key is None:
        return None
    study = recorder.ask(f"{x.key}.study.fresh_record_for.vs.{key}")
    found = {"x": recorder.instrument(key), "study": study, "fall": recorder.ask(f"{key}.drawdown.all")}
    found |= {"quarter": recorder.ask(f"{key}.change.3m"), "corr": recorder.ask(f"{x.key}.corr.90s.vs.{key}")}
    return found if study.plain and (study.n or 0) >= LEAST_CASES else None


def _other(recorder: Recorder, x: Instrument, key: str) -> bool:
    """Whether a key is another market than the subject's."""
    of = recorder.instrument(key)
    return of.key != x.key and of.kind != x.kind and of.frequency == "daily"


def _money(recorder: Recorder, x: Instrument) -> dict[str, Any] | None:
    """What went in and out of the subject's funds, and the price over the same spans."""
    key = _series_of(recorder, "flow", x)
    if key is None:
        return None
    last = recorder.as_of.year - 1
    asked = {
        "ytd": f"{key}.sum.ytd", "month": f"{key}.sum.1m", "week": f"{key}.sum.5s", "run": f"{key}.streak",
        "last_year": f"{key}.sum.year:{last}", "last_price": f"{x.key}.change.year:{last}",
        "price_month": f"{x.key}.change.1m",
    }  # fmt: skip
    facts = {name: recorder.ask(question) for name, question in asked.items()}
    good = facts["month"].status in ("ok", "partial") and bool(facts["month"].value)
    return {"x": recorder.instrument(key), **facts} if good else None


def _breadth(recorder: Recorder, x: Instrument) -> dict[str, Any] | None:
    """How many of the subject's parts take part, where the tape has a series of it."""
    key = _series_of(recorder, "breadth", x)
    if key is None:
        return None
    asked = {"level": f"{key}.level", "year": f"{key}.delta.1y", "place": f"{key}.level.percentile"}
    facts = {name: recorder.ask(question) for name, question in asked.items()}
    return {"x": recorder.instrument(key), **facts}


def _series_of(recorder: Recorder, kind: str, x: Instrument) -> str | None:
    found = (i for i in recorder.engine.tape.instruments.values() if i.kind == kind and i.of == x.key)
    probe = "streak" if kind == "flow" else "level"
    return next((i.key for i in found if recorder.engine.ask(f"{i.key}.{probe}").plain), None)


def _fallen(recorder: Recorder, x: Instrument | None = None) -> list[tuple[Instrument, Fact]]:
    """Every other priced instrument with its distance from the record close, the nearest first."""
    rest = [i for i in subjects(recorder.engine) if i.kind in KINDS and (x is None or i.key != x.key)]
    comparable = [i for i in rest if recorder.engine.ask(f"{i.key}.record.high").plain]  # a first row has no past
    found = [(i, recorder.engine.ask(f"{i.key}.drawdown.all")) for i in comparable]
    return sorted(((i, fall) for i, fall in found if fall.plain), key=lambda pair: -pair[1].number)


def _peers(x: Instrument, fallen: list[tuple[Instrument, Fact]]) -> list[Instrument]:
    """Others of the same market, those that are farthest from a record of their own first."""
    alike = [i for i, _ in reversed(fallen) if i.kind == x.kind and i.calendar == x.calendar]
    return [i for i in alike if x.name not in i.name and i.name not in x.name][:MOST_PEERS]


def _balance(recorder: Recorder, x: Instrument, peers: list[Instrument]) -> Balance | None:
    """What speaks for and against the record, if anything on the tape speaks."""
    flow, losers = _series_of(recorder, "flow", x), roles(recorder).get("breadth")
    blanks = {"x": x.key} | ({"flow": flow} if flow else {}) | ({"peer": peers[0].key} if peers else {})
    if losers and recorder.instrument(losers).of == x.key:
        blanks["losers"] = losers
    reading = READING.get(x.kind, "breakout")
    balance = balance_of(recorder, reading, READINGS[reading], roles(recorder) | blanks)
    return balance if len(balance.pro) + len(balance.con) >= 2 else None


def _pictures(context: dict[str, Any]) -> tuple[Picture, ...]:
    """The cases of the study, where there are enough of them; the price, where there are not."""
    key = context["p"].x.key
    half = context["follow"]["half"]
    if half:
        return (Picture("cases", "cases", (key,), "6m", half.id),)
    return (Picture("price", "lines", (key,)),)


def _without(recorder: Recorder) -> Plan:
    """No record: who is nearest to one, who is farthest, and how long ago the last was set."""
    fallen = _fallen(recorder)
    rows = [_row(recorder, i) for i, _ in fallen]
    nearest = [i for i, _ in fallen[:1]]
    context = {
        "told": False,
        "rows": rows[:MOST_ROWS],
        "last": rows[-1] if len(rows) > 1 else None,
        "weekly": [row for row in rows if recorder.period == "week" and row["week_records"].number > 0][:MOST_OTHERS],
        "recent": sum(_days_since(recorder.as_of, row["top"]) <= FRESH_DAYS for row in rows),
    }
    pictures = tuple(Picture("price", "lines", (i.key,)) for i in nearest)
    return Plan(context, pictures, tuple(i.name for i in nearest), frozenset(i.key for i in nearest))


def _row(recorder: Recorder, x: Instrument) -> dict[str, Any]:
    asked = {
        "level": "level", "fall": "drawdown.all", "top": "high.all", "ytd": "change.ytd", "month": "change.1m",
        "records": "count.record.ytd", "week_records": "count.record.wtd",
        "day": "change.1d" if recorder.period == "day" else "change.wtd",
    }  # fmt: skip
    return {"x": x, **{name: recorder.ask(f"{x.key}.{question}") for name, question in asked.items()}}


def _days_since(as_of: date, top: Fact) -> int:
    return (as_of - top.date).days if top.date else 0


STORY = Story("breakout", plan, fits)
