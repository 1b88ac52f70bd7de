"""What a tape also answers for: the yen, of one with USD/JPY; the real yield, of one with a yield and its breakeven."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from generator.check.answering.reading import TURNED
from generator.check.text.currencies import pair_of
from generator.check.text.rates import Rate, rate_of_key
from generator.market import Instrument
from generator.tape import Tape
from generator.tape.series import Floats, Series, common_days

_OPPOSITE = {"high": "low", "low": "high"}


def with_implied(tape: Tape) -> Tape:
    """A tape that has, beside its own series, those that they imply (unless it has them too)."""
    more = {**_inverses(tape), **_real_yields(tape)}
    return replace(tape, series={**tape.series, **more}, _views={}) if more else tape


def _inverses(tape: Tape) -> dict[str, Series]:
    """Each pair of currencies, turned round."""
    pairs = {key: pair_of(key, s.instrument) for key, s in tape.series.items() if s.instrument.kind == "fx"}
    return {
        key + TURNED: _turned(key, tape.series[key], pair)
        for key, pair in pairs.items()
        if pair is not None and pair[::-1] not in pairs.values() and bool((tape.series[key].close > 0).all())
    }


def _real_yields(tape: Tape) -> dict[str, Series]:
    """Each yield less the inflation that is priced in over the same years."""
    rates = {rate: key for key, s in tape.series.items() if s.instrument.kind == "rate" and (rate := rate_of_key(key))}
    found: dict[str, Series] = {}
    for rate, key in rates.items():
        nominal, real = rates.get(Rate("us", rate.tenor)), Rate("tips", rate.tenor)
        if rate.family == "breakeven" and nominal is not None and real not in rates:
            found[real.concept] = _less(real.concept, tape.series[nominal], tape.series[key])
    return found


def _less(key: str, series: Series, other: Series) -> Series:
    days, mine, theirs = common_days(series.days, other.days)
    own, tenor = series.instrument, key.removeprefix("tips").removesuffix("y")
    instrument = own.model_copy(
        update={
            "key": key, "name": f"{tenor}-year real yield", "scale": 1.0, "series": None, "proxy": None,
            "aliases": [*REAL, *(f"{w}{tenor}-year {n}" for w, n in (("real ", "yield"), ("the real ", "yield"), ("", "TIPS"))),],
            "source": f"{own.name} less {other.instrument.name}",
        }
    )  # fmt: skip
    return Series(instrument, days, np.round(series.scaled[mine] - other.scaled[theirs], PLACES))


REAL = ("real yield", "real yields", "real rate", "real rates", "TIPS", "TIPS yield", "TIPS yields")
PLACES = 9  # of a difference of two yields, so that 2.2 less 2.25 is -0.05


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
