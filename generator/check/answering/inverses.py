"""Pairs of currencies told the other way round: a tape with USD/JPY also answers for the yen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from generator.check.answering.reading import TURNED
from generator.check.text.currencies import pair_of
from generator.market import Instrument
from generator.tape import Tape
from generator.tape.series import Floats, Series

_OPPOSITE = {"high": "low", "low": "high"}


def with_inverses(tape: Tape) -> Tape:
    """A tape that has, beside each pair of currencies, the pair turned round (unless the tape has that too)."""
    pairs = {key: pair_of(key, s.instrument) for key, s in tape.series.items() if s.instrument.kind == "fx"}
    turned = {
        key + TURNED: _turned(key, tape.series[key], pair)
        for key, pair in pairs.items()
        if pair is not None and pair[::-1] not in pairs.values() and bool((tape.series[key].close > 0).all())
    }
    return replace(tape, series={**tape.series, **turned}, _views={}) if turned else tape


def _turned(key: str, series: Series, pair: tuple[str, str]) -> Series:
    own = series.instrument
    instrument = Instrument(
        key=key + TURNED, name=f"{pair[1]}/{pair[0]}", kind="fx", unit=own.unit if pair[0] == "USD" else pair[0], file=own.file,
        calendar=own.calendar, frequency=own.frequency, lag=own.lag, max_age=own.max_age, source=own.source, complete=own.complete,
    )  # fmt: skip
    columns = {
        _OPPOSITE.get(name, name): values if name == "volume" else _one_over(values)
        for name, values in series.columns.items()
    }
    return replace(series, instrument=instrument, close=_one_over(series.close * own.scale), columns=columns)


def _one_over(values: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(1 / values, dtype=np.float64)


def as_quoted(subject: str, measure: str, tape: Tape) -> tuple[str, str] | None:
    """A level of a currency that is quoted in units per dollar (`the yen at 145`) is that of the pair as the tape has it."""
    if not subject.endswith(TURNED):
        return None
    own = subject.removesuffix(TURNED)
    series = tape.series.get(own)
    pair = pair_of(own, series.instrument) if series is not None else None
    if pair is None or pair[0] != "USD":
        return None
    quoted = {
        "level": "level",
        "high": "low",
        "low": "high",
        "high.intraday": "low.intraday",
        "low.intraday": "high.intraday",
    }
    return (own, quoted[measure]) if measure in quoted else None
