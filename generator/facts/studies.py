"""Historical studies: each time this held, what came next? (definitions, section 5)

A study is data. To add one, add an entry to STUDIES; it is then a question:
`rut_monthly.study.january_lead.vs.spx_monthly`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from generator.facts import windows
from generator.facts.asked import Answer, Asked, Missing, Reading, Track, close_of
from generator.facts.fact import Statistics
from generator.facts.measures.levels import changes
from generator.facts.measures.streaks import records, runs
from generator.tape.series import Days, Floats, to_date

SMALL = 10
Z95_TAIL = 0.025

Follows = Literal["calendar_year", "1m", "3m", "6m", "1y"]


@dataclass(frozen=True)
class Condition:
    """What must hold at a row: a measure compared with a threshold, in one month only, and apart by some days.

    `first` asks for rows on which the condition begins to hold (it did not on the row before).
    """

    measure: Literal["spread", "change", "streak.beat", "streak.up", "streak.down", "record.high", "drawdown"]
    window: str | None
    at_least: bool
    threshold: float
    month: int | None = None
    first: bool = False
    gap_days: int = 0


@dataclass(frozen=True)
class Study:
    """A condition, what is then looked at, and what counts as a hit: a rise, or doing better than the other."""

    id: str
    condition: Condition
    follows: Follows
    of: Literal["subject", "versus"] = "subject"
    hit: Literal["rise", "beat"] = "rise"
    first_year: int = 0


def _move(id: str, window: str, threshold: float) -> Study:
    """A change of at least (at most, below zero) the threshold, a month apart: higher a month later?"""
    return Study(id, Condition("change", window, threshold > 0, threshold, gap_days=30), "1m")


def _run(id: str, measure: Literal["streak.up", "streak.down"], rows: int) -> Study:
    """A run that reaches so many rows: higher a month later?"""
    return Study(id, Condition(measure, None, True, rows, first=True, gap_days=30), "1m")


STUDIES: dict[str, Study] = {
    study.id: study
    for study in (
        # Small caps five points ahead in January: did they finish the year ahead? (monthly closes)
        Study("january_lead", Condition("spread", "1m", True, 0.05, month=1), "calendar_year", hit="beat",
              first_year=1979),
        # A run of ten sessions in the lead: was the leader ahead, and higher, a year later?
        Study("long_lead", Condition("streak.beat", None, True, 10, first=True, gap_days=60), "1y", hit="beat"),
        # The first record after at least half a year without one: higher half a year later?
        Study("fresh_record", Condition("record.high", None, True, 182), "6m"),
        # The same, asked of a second asset.
        Study("fresh_record_for", Condition("record.high", None, True, 182), "6m", of="versus"),
        # The same after a month and after a year: does the verdict hang on the span?
        Study("fresh_record_month", Condition("record.high", None, True, 182), "1m"),
        Study("fresh_record_year", Condition("record.high", None, True, 182), "1y"),
        # Any record, counted once a quarter because records come in clusters.
        Study("any_record", Condition("record.high", None, True, 1, gap_days=91), "3m"),
        # The subject up by a tenth in a quarter: did a second asset rise in the next one?
        Study("strong_quarter_for", Condition("change", "3m", True, 0.10, first=True, gap_days=90), "3m",
              of="versus"),
        # A fall of a fifth from the record: higher a year later?
        Study("bear_market", Condition("drawdown", None, False, -0.20, first=True, gap_days=182), "1y"),
        # A day on which prices fell by 3 per cent: higher a month later?
        Study("hard_day", Condition("change", "1d", False, -0.03, gap_days=30), "1m"),
        # The leader ten points ahead of the other over a quarter.
        Study("wide_quarter", Condition("spread", "3m", True, 0.10, first=True, gap_days=90), "3m", hit="beat"),
        Study("wide_lag", Condition("spread", "3m", False, -0.10, first=True, gap_days=90), "3m", hit="beat"),
        # The same for smaller and larger gaps, for pairs that are closer and further apart than most.
        Study("narrow_quarter", Condition("spread", "3m", True, 0.05, first=True, gap_days=90), "3m", hit="beat"),
        Study("narrow_lag", Condition("spread", "3m", False, -0.05, first=True, gap_days=90), "3m", hit="beat"),
        Study("deep_quarter", Condition("spread", "3m", True, 0.25, first=True, gap_days=90), "3m", hit="beat"),
        Study("deep_lag", Condition("spread", "3m", False, -0.25, first=True, gap_days=90), "3m", hit="beat"),
        # The first record after at least 30 days without one: higher three months later?
        Study("late_record", Condition("record.high", None, True, 30), "3m"),
        # A fall of a tenth from the record: higher half a year later?
        Study("correction", Condition("drawdown", None, False, -0.10, first=True, gap_days=182), "6m"),
        # Days and weeks of large moves: higher a month later?
        *(_move(f"fall_of_{n}", "1d", -n / 100) for n in (5, 7, 10)),
        *(_move(f"rise_of_{n}", "1d", n / 100) for n in (3, 5, 7, 10)),
        *(_move(f"week_fall_of_{n}", "1w", -n / 100) for n in (5, 10, 20)),
        *(_move(f"week_rise_of_{n}", "1w", n / 100) for n in (5, 10, 20)),
        # Runs in one direction: higher a month later?
        *(_run(f"rise_run_{n}", "streak.up", n) for n in (6, 8, 10)),
        *(_run(f"fall_run_{n}", "streak.down", n) for n in (5, 7, 9)),
    )
}  # fmt: skip


def answer_study(asked: Asked) -> Answer:
    """Every instance with its date and outcome, their statistics, and those of all periods (the base rate).

    The value is the hit rate; ratios throughout.
    """
    study = STUDIES.get(asked.question.parameter or "")
    if study is None:
        raise Missing(f"there is no study {asked.question.parameter}; there are {', '.join(STUDIES)}")
    values, possible = _condition_values(asked, study.condition), _possible(asked, study)
    held = _cases(study.condition, values, possible, asked.x.days)
    outcomes, hits = _outcomes(asked, study)
    known = held[~np.isnan(outcomes[held])]
    possible &= ~np.isnan(outcomes)
    found = _statistics(outcomes[known], hits[known])
    x, tracks = asked.x, [t for t in (asked.x, asked.v) if t]
    instances = _instances(x.days, held, values, outcomes, hits)
    extra = {
        **found.model_dump(),
        "base_rate": _statistics(outcomes[possible], hits[possible], independent=False),
        "small_sample": found.n < SMALL,
        "instances": instances,
        "title": study.id,
    }
    if found.hit_rate is None:
        why = "no case of the study has an outcome" if instances else "the study has no case"
        raise Missing(f"{why} up to {x.date(x.last)}", **extra)
    return Answer(
        found.hit_rate, "ratio", _formula(study),
        tuple(close_of(t, t.last) for t in tracks),
        tuple(Reading(t, 0, t.last, whole=True) for t in tracks),
        extra=extra,
    )  # fmt: skip


def _instances(
    days: Days, held: NDArray[np.int64], values: Floats, outcomes: Floats, hits: Floats
) -> list[dict[str, Any]]:
    """The cases as a fact tells them; they become models there, all at once."""
    columns = (column[held].tolist() for column in (days, values, outcomes, hits))
    return [
        {"date": to_date(day), "condition": value}
        | ({"outcome": None, "hit": None} if math.isnan(outcome) else {"outcome": outcome, "hit": bool(hit)})
        for day, value, outcome, hit in zip(*columns, strict=True)
    ]


def _condition_values(asked: Asked, condition: Condition) -> Floats:
    """The condition's measure at each row."""
    x = asked.x
    if condition.measure == "drawdown":
        return x.close / np.maximum.accumulate(x.close) - 1
    if condition.measure == "streak.beat":
        return np.concatenate([[np.nan], runs(x.steps() > asked.versus.steps())])
    if condition.measure in ("streak.up", "streak.down"):
        step = np.diff(x.close)
        return np.concatenate([[np.nan], runs(step > 0 if condition.measure == "streak.up" else step < 0)])
    if condition.measure == "record.high":
        return _days_without_record(x)
    base = windows.bases(x.days, condition.window or "1d")
    if base is None:
        raise Missing(f"{condition.window} is no rolling window")
    moves = changes(x.close, base, is_rate=False)
    return moves - changes(asked.versus.close, base, is_rate=False) if condition.measure == "spread" else moves


def _days_without_record(x: Track) -> Floats:
    """At a record the days since the one before; NaN elsewhere.

    A record is one of the whole file, also where a shorter second series leaves only part of its rows.
    """
    at = np.flatnonzero(records(x.rows.close))
    found = np.full(x.rows.n, np.nan)
    found[at[1:]] = np.diff(x.rows.days[at])
    return found[x.index]


def _cases(condition: Condition, values: Floats, possible: NDArray[np.bool_], days: Days) -> NDArray[np.int64]:
    with np.errstate(invalid="ignore"):
        holds = values >= condition.threshold if condition.at_least else values <= condition.threshold
    if condition.first:
        holds &= np.concatenate([[False], ~holds[:-1]])
    return _apart(np.flatnonzero(holds & possible), days, condition.gap_days)


def _possible(asked: Asked, study: Study) -> NDArray[np.bool_]:
    """The rows that could have been an instance: the month and the years that the study looks at."""
    if study.condition.month is None and not study.first_year:
        return np.ones(len(asked.x.days), np.bool_)
    days = asked.x.days.astype("datetime64[D]")
    months = days.astype("datetime64[M]").astype(np.int64)
    allowed = months // 12 + 1970 >= study.first_year
    return allowed & (months % 12 + 1 == study.condition.month) if study.condition.month else allowed


def _apart(held: NDArray[np.int64], days: Days, gap: int) -> NDArray[np.int64]:
    kept: list[int] = []
    last = -gap - 1
    for i, day in zip(held.tolist(), days[held].tolist(), strict=True):
        if not kept or day - last > gap:
            kept.append(i)
            last = day
    return np.array(kept, dtype=np.int64)


def _outcomes(asked: Asked, study: Study) -> tuple[Floats, Floats]:
    """For each row what followed it (NaN while unknown), and 1.0 where that is a hit."""
    x = asked.x
    of = asked.versus if study.of == "versus" else x
    moves = _following(of, study.follows)
    if study.hit == "beat":
        other = _following(asked.versus, study.follows)
        moves = np.where(np.isnan(other), np.nan, moves)
        return moves, (moves > other).astype(np.float64)
    return moves, (moves > 0).astype(np.float64)


def _following(track: Track, follows: Follows) -> Floats:
    days, close = track.days, track.close
    if follows == "calendar_year":
        base, end = _year_ends(days, track.instrument.frequency == "monthly")
    else:
        until = _after(days, follows)
        base = np.arange(len(days))
        end = np.where(until <= days[-1], np.searchsorted(days, until, side="right") - 1, -1)
    good = (base >= 0) & (end >= 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(good, close[end] / close[base] - 1, np.nan)


def _after(days: Days, follows: Follows) -> Days:
    months = {"1m": 1, "3m": 3, "6m": 6, "1y": 12}[follows]
    return windows.months_back(days, -months)


def _year_ends(days: Days, monthly: bool) -> tuple[Days, Days]:
    """For each row the last row of the year before and of its own year (-1: not on file, or not over)."""
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    opening = years.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    closing = (years + 1).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1
    base = np.searchsorted(days, opening) - 1
    end = np.searchsorted(days, closing, side="right") - 1
    over = days[-1] >= closing - (30 if monthly else 3)  # the year's last session is at most three days before its end
    return base, np.where(over, end, -1)


def _statistics(outcomes: Floats, hits: Floats, *, independent: bool = True) -> Statistics:
    """All periods overlap one another, so their rate has no binomial interval."""
    n = len(outcomes)
    if not n:
        return Statistics(n=0, hits=0, hit_rate=None, interval=None, mean=None, median=None, worst=None, best=None)
    count = int(hits.sum())
    return Statistics(
        n=n, hits=count, hit_rate=count / n, interval=binomial_interval(count, n) if independent else None,
        mean=float(outcomes.mean()), median=float(np.median(outcomes)),
        worst=float(outcomes.min()), best=float(outcomes.max()),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def binomial_interval(hits: int, n: int) -> tuple[float, float]:
    """The exact (Clopper and Pearson 1934) 95 % interval of a rate, by bisection on the binomial tails."""
    low = 0.0 if hits == 0 else _solve(lambda p: 1 - _cdf(hits - 1, n, p) - Z95_TAIL)
    high = 1.0 if hits == n else _solve(lambda p: Z95_TAIL - _cdf(hits, n, p))
    return low, high


def _cdf(k: int, n: int, p: float) -> float:
    """P(X <= k) for a binomial X."""
    if p in (0.0, 1.0):
        return 1.0 if p == 0.0 or k >= n else 0.0
    won, lost = math.log(p), math.log1p(-p)
    logs = (ways + i * won + (n - i) * lost for i, ways in enumerate(_log_ways(k, n)))
    return min(1.0, math.fsum(map(math.exp, logs)))


@lru_cache(maxsize=64)
def _log_ways(k: int, n: int) -> tuple[float, ...]:
    """The logarithms of the binomial coefficients of 0 to k of n."""
    return tuple(math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) for i in range(k + 1))


def _solve(rising: Callable[[float], float]) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2


def _formula(study: Study) -> str:
    c = study.condition
    when = f"{c.measure}{'.' + c.window if c.window else ''} {'>=' if c.at_least else '<='} {c.threshold:g}"
    month = f" in month {c.month}" if c.month else ""
    apart = f", at least {c.gap_days} days apart" if c.gap_days else ""
    return f"rows with {when}{month}{apart}; outcome: {study.follows} change of the {study.of}; hit: {study.hit}"
