"""Many instruments at once: the same answers as the engine's, one day more without looking back."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import assets
from generator.facts import Engine
from generator.facts.universe import MEASURES, Universe
from generator.market import Instrument
from generator.tape import Tape, read_tape
from generator.tape.series import day_number

SAMPLE = read_tape(assets.folder("sample"))
FIRST, LAST = date(2015, 1, 2), SAMPLE.last_day


def engine_says(tape: Tape, as_of: date, keys: tuple[str, ...], measure: str) -> np.ndarray:
    facts = Engine(tape, as_of).ask_all(f"{key}.{measure}" for key in keys)
    return np.array([np.nan if fact.value is None else float(fact.value) for fact in facts])


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=8, deadline=None)
@given(back=st.integers(0, (LAST - FIRST).days))
def test_answers_are_those_of_the_engine(measure: str, back: int) -> None:
    """On any day, for every kind of instrument of the sample."""
    as_of = LAST - timedelta(days=back)
    universe = Universe.of(SAMPLE, as_of)
    np.testing.assert_allclose(
        universe.answers(measure), engine_says(SAMPLE, as_of, universe.keys, measure), rtol=1e-9, atol=1e-12
    )


walks = st.lists(
    st.lists(st.sampled_from([0.0, -1.0, 5.0, 5.0, 5.1, 5.2, 6.0, 7.0, 4.0]), min_size=1, max_size=40),
    min_size=1, max_size=5,
)  # fmt: skip
days_to_come = st.lists(st.lists(st.sampled_from([None, 3.0, 5.0, 5.1, 9.0]), min_size=5, max_size=5), max_size=80)


@settings(max_examples=40, deadline=None)
@given(walks, days_to_come)
def test_a_day_appended_is_a_day_that_was_there(closes: list[list[float]], come: list[list[float | None]]) -> None:
    """Appending day by day gives what building from all rows gives, also where instruments miss days."""
    first = date(2024, 1, 1)
    own = [of(f"x{i}", "rate" if i == 1 else "equity_index") for i in range(len(closes))]
    days = [np.arange(day_number(first) - len(c), day_number(first)) for c in closes]
    grown = Universe(own, days, [np.array(c) for c in closes])
    for n, values in enumerate(come):
        new = np.array([np.nan if v is None else v for v in values[: len(own)]])
        grown.append(first + timedelta(days=n), new)
        for i in np.flatnonzero(~np.isnan(new)):
            days[i], closes[i] = np.append(days[i], day_number(first) + n), [*closes[i], float(new[i])]
    built = Universe(own, days, [np.array(c) for c in closes])
    for measure in MEASURES:
        np.testing.assert_allclose(grown.answers(measure), built.answers(measure), rtol=1e-9, err_msg=measure)


def of(key: str, kind: str) -> Instrument:
    return Instrument.model_validate({"key": key, "name": key, "kind": kind, "file": f"{key}.csv", "unit": "points"})


def test_a_day_is_appended_once() -> None:
    """A day that the rows already have is refused."""
    universe = Universe([of("x", "equity_index")], [np.array([5, 6])], [np.array([1.0, 2.0])])
    with pytest.raises(ValueError, match="not after the last row"):
        universe.append(date(1970, 1, 7), np.array([3.0]))


def test_another_measure_is_no_answer() -> None:
    """What is not computed here is asked of the engine."""
    with pytest.raises(KeyError):
        Universe.of(SAMPLE, LAST).answers("rebound.1y")
