"""Reasons to refuse all that was sent: its level, its splits or its dividends cannot be right.

Which side of a jump is wrong cannot be told, so nothing of it is stored. A real shock is no reason: it is no factor of
a split or a unit, or the market's own history has seen its like.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.tape.quality import FACTOR_BAND, SHOCK
from generator.trust.case import Case

LEAP = 8.0  # no market has moved by this factor in a day
NEAR = 5  # rows around a split in which it may show
LEAST_DIVIDEND = 0.002  # of the close: smaller ones drown in rounding
DIVIDEND_BAND = 0.25  # of the dividend


def jumps(case: Case) -> Iterator[str]:
    """A move that is also the factor of a split or a unit switch, by the rules of the tape."""
    if not case.instrument.price_like:
        return  # rates near zero and balances move by any factor; their units are held against what is stored
    for i in case.doubt.jumps:
        if i > 0 and case.fresh[i - 1 : i + 1].any():
            yield f"a jump by {_factor(case, int(i)):.4g} on {case.day(int(i))}, as a split or another unit makes one"


def leaps(case: Case) -> Iterator[str]:
    """A move beyond anything that markets do."""
    if not case.instrument.price_like or case.instrument.kind == "volatility_index":
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = case.closes[1:] / case.closes[:-1]
    wide = (case.closes[:-1] > 0) & ((factors > LEAP) | ((factors > 0) & (factors < 1 / LEAP)))
    for i in np.flatnonzero(wide & (case.fresh[1:] | case.fresh[:-1])) + 1:
        yield f"moved by the factor {factors[i - 1]:.4g} on {case.day(int(i))}"


def splits(case: Case) -> Iterator[str]:
    """A split that the source reports, and that its own closes still show."""
    reported = case.rows.bars.get("splits")
    if reported is None:
        return
    for at in np.flatnonzero(np.isfinite(reported) & (reported > 0)):
        split, row = float(reported[at]), int(at) + case.before
        for i in range(max(1, row - NEAR), min(len(case.closes), row + NEAR + 1)):
            factor = _factor(case, i)
            near = min(abs(factor / split - 1), abs(factor * split - 1))
            if abs(factor - 1) > SHOCK and near <= FACTOR_BAND and case.fresh[i - 1 : i + 1].any():
                yield f"the split by {split:g} of {case.day(row)} still shows as a move on {case.day(i)}"


def dividends(case: Case) -> Iterator[str]:
    """A dividend that the source reports, and that its adjusted closes do not carry."""
    paid, adjusted = case.rows.bars.get("dividends"), case.rows.bars.get("adj_close")
    if paid is None or adjusted is None:
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        share = adjusted / case.rows.values
    for i in np.flatnonzero(np.isfinite(paid) & (paid > 0)).tolist():
        # In weekly rows the adjustment shows one row later than the dividend.
        weight = float(paid[i]) / float(case.rows.values[max(i - 1, 0)])
        steps = [1 - share[j - 1] / share[j] for j in (i, i + 1) if 0 < j < len(share)]
        steps = [float(step) for step in steps if np.isfinite(step)]
        if i == 0 or not steps or weight < LEAST_DIVIDEND or not case.fresh[i + case.before]:
            continue
        if min(abs(step - weight) for step in steps) > DIVIDEND_BAND * weight:
            told = f"the dividend of {float(paid[i]):g} of {case.day(i + case.before)}"
            yield f"{told} is not in the adjusted closes"


def _factor(case: Case, i: int) -> float:
    before, here = float(case.closes[i - 1]), float(case.closes[i])
    return here / before if before > 0 else 1.0
