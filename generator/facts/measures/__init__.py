"""All measures, by the name that ids use. A new one is a function, a line here and a line in docs/questions.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.facts.asked import Answer, Asked
from generator.facts.measures import bitcoin, events, extremes, flows, levels, risk, streaks
from generator.facts.question import Form
from generator.tape.series import Floats


@dataclass(frozen=True)
class Measure:
    """A measure: how it answers, what its id may hold, and (for percentiles and studies) its value at every row."""

    answer: Callable[[Asked], Answer]
    form: Form
    history: Callable[[Asked], Floats] | None = None


def _measure(
    answer: Callable[[Asked], Answer],
    *args: str,
    optional: int = 0,
    versus: bool = False,
    history: Callable[[Asked], Floats] | None = None,
) -> Measure:
    return Measure(answer, Form(args, optional, versus, history is not None), history)


MEASURES: dict[str, Measure] = {
    "level": _measure(levels.level, history=levels.level_history),
    "change": _measure(levels.change, "window", history=levels.change_history),
    "delta": _measure(levels.delta, "window", history=levels.delta_history),
    "gap": _measure(levels.gap, versus=True, history=levels.gap_history),
    "spread": _measure(levels.spread, "window", versus=True, history=levels.spread_history),
    "ratio": _measure(levels.ratio_of, versus=True, history=levels.ratio_history),
    "high": _measure(extremes.high, "window"),
    "low": _measure(extremes.low, "window"),
    "high.intraday": _measure(extremes.high_intraday, "window"),
    "low.intraday": _measure(extremes.low_intraday, "window"),
    "record.high": _measure(extremes.record_high),
    "record.low": _measure(extremes.record_low),
    "since.high": _measure(extremes.since_high),
    "since.low": _measure(extremes.since_low),
    "since.best": _measure(extremes.since_best, "change"),
    "since.worst": _measure(extremes.since_worst, "change"),
    "rebound": _measure(extremes.rebound, "window"),
    "drawdown": _measure(extremes.drawdown, "window", optional=1, history=extremes.drawdown_history),
    "cross": _measure(extremes.cross, "step"),
    "range": _measure(extremes.range_share, "window", "step"),
    "streak.up": _measure(streaks.streak_up, "period", optional=1, history=streaks.up_history),
    "streak.down": _measure(streaks.streak_down, "period", optional=1, history=streaks.down_history),
    "streak.beat": _measure(streaks.streak_beat, versus=True, history=streaks.beat_history),
    "streak.lag": _measure(streaks.streak_lag, versus=True, history=streaks.lag_history),
    "since.streak.up": _measure(streaks.since_up),
    "since.streak.down": _measure(streaks.since_down),
    "since.streak.beat": _measure(streaks.since_beat, versus=True),
    "since.streak.lag": _measure(streaks.since_lag, versus=True),
    "count.up": _measure(streaks.count_up, "window"),
    "count.down": _measure(streaks.count_down, "window"),
    "count.record": _measure(streaks.count_record, "window"),
    "vol": _measure(risk.vol, "rows", history=risk.vol_history),
    "corr": _measure(risk.corr, "rows", versus=True, history=risk.corr_history),
    "beta": _measure(risk.beta, "rows", versus=True),
    "lead": _measure(risk.lead, versus=True),
    "sum": _measure(flows.flow_sum, "window"),
    "streak": _measure(flows.flow_streak),
    "supply.mined": _measure(bitcoin.mined),
    "supply.inflation": _measure(bitcoin.inflation),
    "event": _measure(events.event, "name", "window", optional=1),
}
