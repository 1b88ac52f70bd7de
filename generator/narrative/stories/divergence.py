"""The divergence: what usually moves together has parted. Who is up, who is down, how rare that is, why perhaps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.facts import Fact
from generator.facts.ranking import News, pairs, subjects
from generator.facts.sheet import Recorder
from generator.market import Instrument
from generator.narrative.explanations import explain
from generator.narrative.points import PROFILE, Point
from generator.narrative.story import Picture, Plan, Story

LINKED = 0.3  # a correlation over 252 rows from which two instruments count as moving together
LOOSE = 0.1  # the least link that is taken where no pair has more
PARTED = 6.0  # the least score that is a divergence and no wobble
OPPOSED = 10.0  # what a rise against a fall adds: readers call that a divergence, and a lead among risers a race
LEAST_OPPOSED = 0.02
UNUSUAL = 4.0
LEAST_CASES = 3
RAREST = 0.002
LEAST_MONEY = 1e8
MOST_ROWS = 7
STUDIES = ((0.25, "deep_lag"), (0.10, "wide_lag"), (0.05, "narrow_lag"))
TABLE_KINDS = ("equity_index", "commodity", "crypto", "fx", "equity", "etf")

SIDE = {
    "up": "{x}.streak.up",
    "down": "{x}.streak.down",
    "record": "{x}.record.high",
    "top": "{x}.high.all",
    "before": "{x}.change.year:{last_year}",
    "vol": "{x}.vol.20s",
    "calm": "{x}.vol.20s.percentile",
}
TOGETHER = {
    "gap": "{x}.spread.3m.vs.{v}",
    "place": "{x}.spread.3m.percentile.vs.{v}",
    "gap_ytd": "{x}.spread.ytd.vs.{v}",
    "run": "{x}.streak.beat.vs.{v}",
    "since": "{x}.since.streak.beat.vs.{v}",
    "z": "{x}.ratio.zscore.vs.{v}",
    "ratio_place": "{x}.ratio.percentile.vs.{v}",
    "link": "{x}.corr.252s.vs.{v}",
    "corr": "{x}.corr.90s.vs.{v}",
    "corr_before": "{x}.corr.90s.vs.{v}@{year_ago}",
    "lead": "{x}.lead.vs.{v}",
}


@dataclass(frozen=True)
class Pair:
    """Two instruments of which `x` is ahead over three months, and how far they have parted."""

    x: str
    v: str
    link: float
    opposed: bool
    score: float


def fits(recorder: Recorder, ranking: list[News]) -> bool:
    """Whether two instruments that are linked have parted further than they usually do."""
    found = _pair(recorder, ranking)
    return found is not None and found.score >= PARTED and found.link >= LINKED


def plan(recorder: Recorder, ranking: list[News]) -> Plan:
    """The pair, its two sides, the history of such gaps, and the explanations that can be tested."""
    found = _pair(recorder, ranking)
    if found is None:
        return Plan({"p": None, "parted": False, "explanations": [], **_tables(recorder, {})})
    parted = found.score >= PARTED and found.link >= LINKED
    together = _together(recorder, found)
    common = _common_day(together)
    a, b = (_side(recorder, key, ranking, common) for key in (found.x, found.v))
    context = {
        "p": together,
        "parted": parted,
        "a": a,
        "b": b,
        **_tables(recorder, {found.x: a, found.v: b}),
        "explanations": explain(recorder, found.x, found.v) if parted else [],
        "others_at_record": _at_record(recorder, found) if parted else [],
    }
    names = tuple(recorder.instrument(key).name for key in (found.x, found.v))
    return Plan(context, _pictures(found, together, parted), names, frozenset({found.x, found.v}))


def _pair(recorder: Recorder, ranking: list[News]) -> Pair | None:
    """The pair that has parted most, among those that usually move together."""
    runs = {(n.subject, n.versus): n.bits for n in ranking if n.kind == "duel"}
    all_pairs = [(x.key, v.key) for x, v in pairs(recorder.engine)]
    found = [p for x, v in all_pairs if (p := _scored(recorder, x, v, runs.get((x, v), 0.0)))]
    for least in (LINKED, LOOSE, -1.0):
        linked = [p for p in found if p.link >= least]
        if linked:
            return max(linked, key=lambda p: (p.score, p.x, p.v))
    return None


def _scored(recorder: Recorder, x: str, v: str, run_bits: float) -> Pair | None:
    """The bits of a gap this wide and of a run this long, and how many standard deviations the ratio is off."""
    asks = recorder.engine.ask
    gap, place, link, z = (
        asks(f"{x}.{q}.vs.{v}") for q in ("spread.3m", "spread.3m.percentile", "corr.252s", "ratio.zscore")
    )
    if not gap.plain or not link.plain or not place.plain or gap.number <= 0:
        return None
    unusual = run_bits - math.log2(max(1 - place.number, RAREST)) + (max(z.number, 0.0) if z.plain else 0.0)
    up, down = asks(f"{x}.change.3m"), asks(f"{v}.change.3m")
    opposed = up.plain and down.plain and up.number >= LEAST_OPPOSED and down.number <= -LEAST_OPPOSED
    score = unusual + (OPPOSED if opposed and unusual >= UNUSUAL else 0.0)
    return Pair(x, v, link.number, opposed, round(score, 2))


def _together(recorder: Recorder, found: Pair) -> Point:
    facts = _asked(recorder, TOGETHER, x=found.x, v=found.v)
    study = _study(recorder, found, facts["gap"])
    if study:
        facts["study"] = recorder.ask(study.id)
    x, v = (recorder.instrument(key) for key in (found.x, found.v))
    return Point(
        "divergence", x, v, facts, found.score, {"opposed": found.opposed, "study_name": study.title if study else None}
    )


def _study(recorder: Recorder, found: Pair, gap: Fact) -> Fact | None:
    """What followed earlier gaps, of the largest size that this one reaches and that has come often enough."""
    asked = (
        recorder.engine.ask(f"{found.v}.study.{name}.vs.{found.x}") for least, name in STUDIES if gap.number >= least
    )
    return next((f for f in asked if f.plain and (f.n or 0) >= LEAST_CASES), None)


def _common_day(together: Point) -> date | None:
    """The last day on which both have a row: what is said of the two in one breath is as of then."""
    gap: Fact = together.facts["gap"]
    return gap.as_of


def _side(recorder: Recorder, key: str, ranking: list[News], common: date | None) -> Point:
    """One of the two, with its own story: where it stands, its runs, its year, its swings, its money."""
    facts = _asked(recorder, PROFILE | SIDE, x=key)
    if common and facts["quarter"].as_of != common:
        facts["quarter"] = recorder.ask(f"{key}.change.3m@{common}")
    flow = next((i for i in recorder.engine.tape.instruments.values() if i.kind == "flow" and i.of == key), None)
    extra: dict[str, Any] = {}
    if flow and recorder.has(flow.key):
        extra |= _money(recorder, flow)
    rivals = [n for n in ranking if n.kind == "duel" and n.subject == key and _akin(recorder, key, n.versus)]
    for duel in rivals[:1]:
        facts |= _asked(recorder, {"beat": duel.question, "beat_since": f"{key}.since.streak.beat.vs.{duel.versus}"})
        extra["rival"] = recorder.instrument(duel.versus or "")
    extra["last_year"] = str(recorder.as_of.year - 1)
    return Point("side", recorder.instrument(key), None, facts, 0.0, extra)


def _akin(recorder: Recorder, key: str, other: str | None) -> bool:
    """Of one kind: that gold beats shares day after day is no contest that anybody follows."""
    return other is not None and recorder.instrument(key).kind == recorder.instrument(other).kind


def _money(recorder: Recorder, flow: Instrument) -> dict[str, Any]:
    """The larger of this week's and this year's flow, and the other one where it went against it."""
    asked = [recorder.ask(f"{flow.key}.sum.{window}") for window in ("ytd", "5s")]
    usable = [f for f in asked if f.status in ("ok", "partial") and abs(f.number) >= LEAST_MONEY]
    if not usable:
        return {}
    main = max(usable, key=lambda f: abs(f.number))
    other = next((f for f in usable if f.number * main.number < 0), None)
    return {"flow": flow, "money": main, "other_money": other}


def _asked(recorder: Recorder, questions: dict[str, str], **blanks: str | None) -> dict[str, Fact]:
    """The answers by name; questions with an empty blank are left out."""
    given = {
        "w": "1d" if recorder.period == "day" else "wtd",
        "last_year": str(recorder.as_of.year - 1),
        "year_ago": _year_ago(recorder.as_of).isoformat(),
    } | {name: value for name, value in blanks.items() if value}
    missing = {f"{{{name}}}" for name, value in blanks.items() if not value}
    asked = {name: q for name, q in questions.items() if not any(blank in q for blank in missing)}
    return {name: recorder.ask(q.format(**given)) for name, q in asked.items()}


def _year_ago(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _priced(recorder: Recorder) -> list[Instrument]:
    return [i for i in subjects(recorder.engine) if i.kind in TABLE_KINDS and i.frequency == "daily"]


def _tables(recorder: Recorder, told: dict[str, Point]) -> dict[str, Any]:
    """The rows of the table: the two on top, then the rest in the catalog's order."""
    rest = [i.key for i in _priced(recorder) if i.key not in told]
    rows = [*told.values(), *(_row(recorder, key) for key in rest[: MOST_ROWS - len(told)])]
    return {"table_rows": rows, "year_before": str(recorder.as_of.year - 1)}


def _row(recorder: Recorder, key: str) -> Point:
    return Point("row", recorder.instrument(key), None, _asked(recorder, PROFILE | {"before": SIDE["before"]}, x=key))


def _at_record(recorder: Recorder, found: Pair) -> list[Fact]:
    """The record closes of others than the two, on the latest session."""
    others = [
        i.key for i in _priced(recorder) if i.key not in (found.x, found.v) and recorder.rows(i.key).knows_its_record
    ]
    facts = [recorder.engine.ask(f"{key}.record.high") for key in others]
    return [recorder.ask(fact.id) for fact in facts if fact.plain and fact.value is True]


def _pictures(found: Pair, together: Point, parted: bool) -> tuple[Picture, ...]:
    lines = Picture("lead", "lines", (found.x, found.v))
    study = together.study
    if not parted:
        return (lines,)
    shown = [lines, Picture("gap", "spread", (found.x, found.v), "3m")]
    if study is not None and study.known and study.n:
        shown.append(Picture("cases", "cases", (found.v, found.x), study=study.id))
    return tuple(shown)


STORY = Story("divergence", plan, fits)
