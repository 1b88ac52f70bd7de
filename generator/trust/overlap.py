"""Reasons to refuse what contradicts the rows that are known: a revision is small, and multiplies not everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from generator.market import Instrument
from generator.tape.columns import Columns
from generator.tape.series import Floats
from generator.trust.case import Case

UNIFORM = 0.005  # how far apart the ratios of one factor may lie
FACTOR = 0.02  # a factor on all common rows that is more than a revision
WIDE = 0.20  # a price that was off by this much was another price
REVISED = {True: 0.01, False: 0.03}  # by the same source, by another one: closes of other venues differ
RATE = 0.5  # percentage points
LEAST_COMMON = 3


def contradiction(case: Case) -> Iterator[str]:
    """How common rows differ, if it is more than revisions do."""
    days, old, new = case.common
    if not len(days):
        return
    factor = common_factor(case)
    if factor is not None:
        yield f"all {len(days)} rows that are stored too differ by the factor {factor:.4g}: another unit, or a split"
    elif case.instrument.kind == "rate":
        yield from _apart(np.abs(new - old), RATE, 4 * RATE, "percentage points", len(days))
    elif case.instrument.price_like or case.instrument.kind == "balance":
        with np.errstate(divide="ignore", invalid="ignore"):
            off = np.abs(new / old - 1)
        usual = REVISED[case.same] if case.instrument.price_like else WIDE
        yield from _apart(off[np.isfinite(off)], usual, max(WIDE, 2 * usual), "of the stored value", len(days))


def _apart(off: Floats, usual: float, most: float, unit: str, n: int) -> Iterator[str]:
    many = int((off > usual).sum())
    if many > n / 3 or (off > most).any():
        yield f"{many} of {n} rows that are stored too differ by more than {usual:g} {unit}, up to {off.max():.3g}"


def disagreement(instrument: Instrument, rows: Columns, other: Columns, now: datetime) -> list[str]:
    """How the rows of two sources contradict each other; empty where they agree."""
    return list(contradiction(Case(instrument, rows, other, False, now)))


def common_factor(case: Case) -> float | None:
    """The factor by which all common rows differ, if it is one and more than a revision."""
    _, old, new = case.common
    told = (old != 0) & (new != 0)
    if told.sum() < LEAST_COMMON:
        return None
    ratios = new[told] / old[told]
    middle = float(np.median(ratios))
    if abs(middle - 1) <= FACTOR or np.abs(ratios / middle - 1).max() > UNIFORM:
        return None
    return middle


def restated(case: Case) -> bool:
    """Whether a split since then explains the factor: then the whole history is to be read again."""
    factor, reported = common_factor(case), case.rows.bars.get("splits")
    if factor is None or reported is None:
        return False
    since = case.rows.days > case.common[0][-1]
    split = float(np.prod(reported[np.isfinite(reported) & (reported > 0) & since]))
    return abs(factor * split - 1) <= FACTOR
