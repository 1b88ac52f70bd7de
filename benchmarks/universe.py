"""The commonest measures of 5,000 instruments at once, against one numpy sum over the same closes; and one day more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import numpy as np
from _measure import Cost, Row, middle, quick, report, timed

from generator.facts.universe import MEASURES, Universe
from generator.market import Instrument
from generator.tape.series import day_number

LAST = date(2026, 1, 22)
SIZES = ((1250, 7500), (2500, 7500), (5000, 1875), (5000, 3750), (5000, 7500))


def main() -> None:
    short = quick(__doc__ or "")
    rounds = 1 if short else 7
    curve = []
    for instruments, rows in [(20, 300)] if short else SIZES:
        closes = np.exp(np.cumsum(np.random.default_rng(7).normal(0, 0.01, (instruments, rows)), axis=1))
        curve.append((instruments, rows, *_measured(closes, rounds)))
    instruments, rows, asked, built, day, summed = curve[-1]
    report(
        f"A universe of {instruments:,} instruments, {rows:,} rows each: {len(MEASURES)} measures of all",
        [
            Row("all measures against one sum", _ms(asked, summed), asked.cpu / summed.cpu, 30),
            Row("with copying the closes in", _ms(built, summed), built.cpu / summed.cpu, None),
            Row("one day more, against the whole", _ms(day, built), day.cpu / built.cpu, 1 / 50, places=3),
        ],
        [
            "Levels, changes over eight windows, streaks, records, drawdowns, 20-row volatility.",
            *(
                f"{n:>5,} x {m:>5,}: {1000 * cost.cpu:7.2f} ms, {1e9 * cost.cpu / (n * m):.2f} ns a row"
                for n, m, cost, *_ in curve
            ),
        ],
    )


def _measured(closes: np.ndarray, rounds: int) -> tuple[Cost, Cost, Cost, Cost]:
    """The cost of looking back and answering; of building besides; of one day more; and of a sum."""
    count, rows = closes.shape
    of = [Instrument(key=f"x{n}", name=f"Walk {n}", kind="equity", unit="USD", file=f"x{n}.csv") for n in range(count)]
    days = np.arange(day_number(LAST) - rows + 1, day_number(LAST) + 1)
    made: list[Universe] = []

    def build() -> None:
        made[:] = [Universe(of, [days] * count, list(closes))]
        _ask(made[0])

    def again() -> None:
        made[0].look_back()
        _ask(made[0])

    built = middle([timed(build) for _ in range(rounds)])
    asked = middle([timed(again) for _ in range(rounds)])
    summed = middle([timed(partial(np.sum, closes)) for _ in range(rounds)])
    more = [timed(_one_more(made[0], n, closes[:, -1] * (1 + n / 1000))) for n in range(1, 3 * rounds + 1)]
    return asked, built, middle(more), summed


def _one_more(universe: Universe, n: int, closes: np.ndarray) -> Callable[[], None]:
    def work() -> None:
        universe.append(LAST + timedelta(days=n), closes)
        _ask(universe)

    return work


def _ask(universe: Universe) -> None:
    for measure in MEASURES:
        universe.answers(measure)


def _ms(ours: Cost, other: Cost) -> str:
    return f"{1000 * ours.cpu:.1f} ms against {1000 * other.cpu:.1f} ms"


if __name__ == "__main__":
    main()
