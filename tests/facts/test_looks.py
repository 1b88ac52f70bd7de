"""Looks made for many instruments at once: an engine that has them says what one without says, to the last bit."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import assets
from generator.facts import Engine
from generator.facts.looks import Looks, place
from generator.facts.universe import Universe
from generator.market import Instrument
from generator.tape import Tape, read_tape
from generator.tape.series import Series, day_number

SAMPLE = read_tape(assets.folder("sample"))
FIRST, LAST = date(2015, 1, 2), SAMPLE.last_day
QUESTIONS = (
    "change.1d.percentile", "streak.up", "streak.down", "streak.up.percentile", "streak.down.percentile",
    "vol.20s.percentile", "record.high", "count.record.all", "drawdown.all", "high.all",
    "streak.up.week", "count.record.1y", "drawdown.1y", "vol.60s.percentile",
)  # fmt: skip


def same(tape: Tape, as_of: date) -> None:
    """Both engines give equal facts for every instrument, as of the day and as of one before."""
    blocks = [list(tape.series)[n::3] for n in range(3)]
    looks = Looks.joined(Universe.of(tape, as_of, keys).looks(as_of) for keys in blocks if keys)
    told, alone = Engine(tape, as_of, looks), Engine(tape, as_of)
    for key in tape.series:
        for question in QUESTIONS:
            for id in (f"{key}.{question}", f"{key}.{question}@{as_of - timedelta(days=3)}"):
                assert told.ask(id) == alone.ask(id)
                assert repr(told.ask(id).value) == repr(alone.ask(id).value)


@settings(max_examples=6, deadline=None)
@given(back=st.integers(0, (LAST - FIRST).days))
def test_the_facts_are_the_same_with_looks(back: int) -> None:
    """On any day, for every kind of instrument of the sample."""
    same(SAMPLE, LAST - timedelta(days=back))


closes = st.lists(st.sampled_from([0.0, -1.0, 5.0, 5.0, 5.1, 5.2, 6.0, 7.0, 4.0]), min_size=1, max_size=40)


@settings(max_examples=25, deadline=None)
@given(st.lists(closes, min_size=1, max_size=4), st.sampled_from(["equity", "rate", "flow", "indicator"]))
def test_also_where_prices_repeat_or_are_none(walks: list[list[float]], kind: str) -> None:
    """Zeros, negative closes, ties, a single row, files of unlike length."""
    series = {}
    for n, walk in enumerate(walks):
        of = Instrument.model_validate(
            {"key": f"x{n}", "name": f"X {n}", "kind": kind, "file": "x.csv", "unit": "points"}
        )
        days = np.arange(day_number(LAST) - len(walk) + 1, day_number(LAST) + 1)
        series[of.key] = Series(of, days, np.array(walk))
    same(Tape("t", "T", "0" * 64, series), LAST)


def test_looks_of_another_day_are_not_used() -> None:
    """An engine of another day makes its own."""
    looks = Universe.of(SAMPLE, LAST, ["rut"]).looks(LAST)
    wrong = Looks(LAST, looks.lines, {name: column * 0 for name, column in looks.columns.items()})
    assert Engine(SAMPLE, LAST, wrong).ask("rut.count.record.all").value == 0
    before = LAST - timedelta(days=1)
    assert Engine(SAMPLE, before, wrong).ask("rut.count.record.all").value > 0


def test_a_place_is_that_of_the_last_value() -> None:
    """Among those of its own line; what is not there does not count."""
    lines = np.array([[np.nan, 3.0, 1.0, 2.0], [1.0, 1.0, 1.0, 1.0]])
    assert place(lines).tolist() == [[2 / 3, 3.0, 1.0, 2.0], [1.0, 4.0, 0.0, 1.0]]
    assert place(lines[0]).tolist() == [2 / 3, 3.0, 1.0, 2.0]
