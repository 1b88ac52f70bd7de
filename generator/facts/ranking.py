"""What is most unusual: every instrument and pair is looked at in the same ways, and rarity is counted in bits.

A thing that happens on one day in 32 carries 5 bits. What readers follow more closely weighs more. The ranking is
data: each entry names the question that shows it and why it stands where it stands, so an editor can disagree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from generator.facts.engine import Engine
from generator.facts.fact import Fact
from generator.market import Instrument

Period = Literal["day", "week"]

# How closely readers follow a kind of instrument.
PROMINENCE = {
    "equity_index": 1.0, "crypto": 0.95, "commodity": 0.95, "equity": 0.9, "etf": 0.9, "volatility_index": 0.7,
    "fx": 0.8, "rate": 0.75, "flow": 0.75, "indicator": 0.4, "balance": 0.25, "breadth": 0.4,
}  # fmt: skip
# How much of a story a kind of news makes, rarity being equal: levels and moves before runs, runs before swings.
NEWSWORTH = {"threshold": 1.1, "duel": 0.85, "gap": 0.8, "streak": 0.9, "since": 0.9, "flow": 0.8, "volatility": 0.6}
OF_DAYS = frozenset({"duel", "streak", "reversal", "flow"})  # counted in sessions: half a story for a week
ABROAD = 0.75  # an index that trades at other hours than the first index of the catalog
STRANGERS = 0.55  # a pair of two kinds: silver against shares
LEAST_BITS = 2.0
LEAST_STREAK = 4
LEAST_AGE = 90
FLOW_GAP = 0.03
FLOWING = frozenset({"flow", "breadth"})  # what comes anew each day has no runs of higher levels


class News(BaseModel):
    """One unusual thing: its kind, whom it is about, how rare it is, and the question that shows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    subject: str
    versus: str | None = None
    question: str
    bits: float
    score: float
    why: str


@dataclass(frozen=True)
class _Desk:
    """What every detector is given."""

    engine: Engine
    as_of: date
    period: Period

    def plain(self, question: str) -> Fact | None:
        fact = self.engine.ask(question)
        return fact if fact.plain else None

    @property
    def window(self) -> str:
        return "1d" if self.period == "day" else "1w"


def rank(engine: Engine, period: Period = "day") -> list[News]:
    """All that is unusual, the rarest (weighted) first. Stale, suspect and missing series take no part."""
    desk = _Desk(engine, engine.as_of, period)
    found = [news for instrument in subjects(engine) for news in _about(desk, instrument)]
    found += [news for x, v in pairs(engine) for news in _about_pair(desk, x, v)]
    found = [_at_home(engine, news) for news in found]
    if period == "week":
        found = [n.model_copy(update={"score": round(n.score / 2, 2)}) if n.kind in OF_DAYS else n for n in found]
    return sorted(found, key=lambda n: (-n.score, n.subject, n.kind))


def about(engine: Engine, of: Instrument, period: Period = "day") -> list[News]:
    """What is unusual about one instrument by itself, the rarest (weighted) first; nothing where it is not fresh."""
    if not engine.ask(f"{of.key}.level").plain:
        return []
    return sorted(_about(_Desk(engine, engine.as_of, period), of), key=lambda n: (-n.score, n.kind))


def _at_home(engine: Engine, news: News) -> News:
    """News from a market that trades at other hours weighs less than news from the catalog's first index."""
    instruments = engine.tape.instruments
    home = next((i.calendar for i in instruments.values() if i.kind == "equity_index"), None)
    of = instruments[news.subject]
    if of.kind != "equity_index" or of.calendar == home:
        return news
    return news.model_copy(update={"score": round(news.score * ABROAD, 2)})


def subjects(engine: Engine) -> list[Instrument]:
    """The instruments that text may be about: fresh, daily or weekly, and no fund where its index is on the tape."""
    kinds = {i.kind for i in engine.tape.instruments.values()}
    has_indices = "equity_index" in kinds
    return [
        i
        for i in engine.tape.instruments.values()
        if i.frequency != "monthly" and not (i.kind == "etf" and has_indices) and engine.ask(f"{i.key}.level").plain
    ]


def pairs(engine: Engine) -> list[tuple[Instrument, Instrument]]:
    """Pairs that are worth comparing: priced daily, and neither a part of the other by name."""
    priced = [i for i in subjects(engine) if i.price_like and i.kind != "volatility_index" and i.frequency == "daily"]
    return [
        (x, v)
        for x in priced
        for v in priced
        if x.key != v.key and x.name not in v.name and v.name not in x.name and _comparable(x, v)
    ]


def _comparable(x: Instrument, v: Instrument) -> bool:
    # Two indices of different markets close at different hours; their daily duel says little.
    return x.kind != v.kind or x.calendar == v.calendar


def _about(desk: _Desk, x: Instrument) -> Iterator[News]:
    for find in DETECTORS:
        if (news := find(desk, x)) and news.bits >= LEAST_BITS:
            yield news


def _about_pair(desk: _Desk, x: Instrument, v: Instrument) -> Iterator[News]:
    for find in PAIR_DETECTORS:
        if (news := find(desk, x, v)) and news.bits >= LEAST_BITS:
            yield news


def _news(kind: str, fact: Fact, x: Instrument, share: float, why: str, v: Instrument | None = None) -> News:
    bits = -math.log2(min(1.0, max(share, 1e-6)))
    weight = NEWSWORTH.get(kind, 1.0) * PROMINENCE[x.kind] * (_beside(x, v) if v else 1.0)
    return News(
        kind=kind, subject=x.key, versus=v.key if v else None, question=fact.id,
        bits=round(bits, 2), score=round(bits * weight, 2), why=why,
    )  # fmt: skip


def _beside(x: Instrument, v: Instrument) -> float:
    return PROMINENCE[v.kind] * (1.0 if v.kind == x.kind else STRANGERS)


def _move(desk: _Desk, x: Instrument) -> News | None:
    move, place = (desk.plain(f"{x.key}.change.{desk.window}{end}") for end in ("", ".percentile"))
    if not move or not place or not (x.price_like or x.kind in ("rate", "indicator")) or _around_zero(desk, x):
        return None
    share = 1 - place.number if move.number > 0 else place.number
    word = "rise" if move.number > 0 else "fall"
    why = f"a {word} this large or larger came on {share:.2%} of all days on file"
    return _news("move", move, x, share + 0.0005, why)


def _around_zero(desk: _Desk, x: Instrument) -> bool:
    """A gauge that swings around zero moves in units, not in per cent."""
    rows = desk.engine.tape.at(desk.as_of).rows(x.key)
    return x.kind == "indicator" and rows is not None and bool((rows.close <= 0).any())


def _record(desk: _Desk, x: Instrument) -> News | None:
    record, count = desk.plain(f"{x.key}.record.high"), desk.plain(f"{x.key}.count.record.all")
    if not record or not count or record.value is not True or record.record is None or not x.price_like:
        return None
    rows, days = _rows(desk, x), record.record.days_between
    share = max(int(count.number), 1) / rows / math.sqrt(max(days, 1))
    why = f"{int(count.number)} of {rows} rows were records; the close it broke had stood for {days} days"
    return _news("record", record, x, share, why)


def _streak(desk: _Desk, x: Instrument) -> News | None:
    if x.kind in FLOWING:
        return None
    for side in ("up", "down"):
        run, place = (desk.plain(f"{x.key}.streak.{side}{end}") for end in ("", ".percentile"))
        if run and place and run.number >= LEAST_STREAK:
            why = f"{run.value} rows in a row; longer runs ended {1 - place.number:.2%} of all days"
            return _news("streak", run, x, 2 * (1 - place.number) + 0.0002, why)
    return None


def _reversal(desk: _Desk, x: Instrument) -> News | None:
    before = desk.engine.tape.at(desk.as_of).rows(x.key)
    if before is None or before.n < 3 or not x.price_like or desk.period == "week":
        return None
    yesterday = before.date(-2)
    for side, broken in (("down", "up"), ("up", "down")):
        run, now = desk.plain(f"{x.key}.streak.{side}@{yesterday}"), desk.plain(f"{x.key}.streak.{broken}")
        if run and now and run.number >= LEAST_STREAK + 1 and now.number == 1:
            return _news("reversal", run, x, 2.0**-run.number, f"a run of {run.value} rows ended")
    return None


def _since(desk: _Desk, x: Instrument) -> News | None:
    if x.kind in FLOWING:
        return None
    for side in ("high", "low"):
        found = desk.plain(f"{x.key}.since.{side}")
        age = (found.as_of - found.date).days if found and found.date and found.as_of else 0
        if found and age >= LEAST_AGE:
            return _news("since", found, x, 7 / age, f"no {side}er close for {age} days")
    return None


def _bear(desk: _Desk, x: Instrument) -> News | None:
    rows = desk.engine.tape.at(desk.as_of).rows(x.key)
    if rows is None or rows.n < 3 or not x.price_like or x.kind == "volatility_index" or not rows.knows_its_record:
        return None
    back = -2 if desk.period == "day" else -6
    now, before = (
        desk.plain(f"{x.key}.drawdown.all"),
        desk.plain(f"{x.key}.drawdown.all@{rows.date(max(back, -rows.n))}"),
    )
    for limit, share in ((-0.20, 1 / 300), (-0.10, 1 / 90)):
        if now and before and now.number <= limit < before.number:
            return _news("threshold", now, x, share, f"fell through {limit:.0%} from its record")
    return None


def _calm(desk: _Desk, x: Instrument) -> News | None:
    place = (
        desk.plain(f"{x.key}.vol.20s.percentile")
        if x.price_like and x.kind != "volatility_index" and x.frequency == "daily"
        else None
    )
    if not place:
        return None
    share = min(place.number, 1 - place.number)
    why = f"20-row volatility stands at the {place.number:.1%} point of its history"
    return _news("volatility", place, x, 6 * share + 0.002, why)  # neighbouring days share most of their rows


def _flow(desk: _Desk, x: Instrument) -> News | None:
    if x.kind != "flow":
        return None
    run = desk.plain(f"{x.key}.streak")
    if run and run.number >= LEAST_STREAK:
        return _news("flow", run, x, 0.65**run.number, f"money went {run.direction} on {run.value} rows in a row")
    return None


def _flow_against(desk: _Desk, x: Instrument) -> News | None:
    if x.kind != "flow" or not x.of:
        return None
    total, move = desk.plain(f"{x.key}.sum.ytd"), desk.plain(f"{x.of}.change.ytd")
    if not total or not move or abs(move.number) < FLOW_GAP or total.number * move.number >= 0:
        return None
    return _news("flow_against", total, x, 1 / 40, "money and price went opposite ways this year")


def _duel(desk: _Desk, x: Instrument, v: Instrument) -> News | None:
    run, place = (desk.plain(f"{x.key}.streak.beat{end}.vs.{v.key}") for end in ("", ".percentile"))
    if not run or not place or run.number < LEAST_STREAK + 1:
        return None
    why = f"ahead on {run.value} common rows in a row; longer runs ended {1 - place.number:.2%} of all days"
    return _news("duel", run, x, 2 * (1 - place.number) + 0.0002, why, v)


def _gap(desk: _Desk, x: Instrument, v: Instrument) -> News | None:
    spread, place = (desk.plain(f"{x.key}.spread.3m{end}.vs.{v.key}") for end in ("", ".percentile"))
    if not spread or not place or spread.number <= 0:
        return None
    share = 1 - place.number
    why = f"a three-month lead this wide or wider stood on {share:.2%} of all days"
    return _news("gap", spread, x, 8 * share + 0.004, why, v)  # windows of neighbouring days overlap


def _rows(desk: _Desk, x: Instrument) -> int:
    rows = desk.engine.tape.at(desk.as_of).rows(x.key)
    return rows.n if rows else 1


DETECTORS: tuple[Callable[[_Desk, Instrument], News | None], ...] = (
    _record, _move, _streak, _reversal, _since, _bear, _calm, _flow, _flow_against,
)  # fmt: skip
PAIR_DETECTORS: tuple[Callable[[_Desk, Instrument, Instrument], News | None], ...] = (_duel, _gap)
