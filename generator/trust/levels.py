"""Reasons to refuse all that was sent: its level, its splits or its dividends cannot be right.

Which side of a jump is wrong cannot be told, so nothing of it is stored. A real shock is no reason: it is no factor of
a split or a unit, or the market's own history has seen its like, or another source tells it too.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.tape.quality import FACTOR_BAND, SHOCK
from generator.trust.case import Case, Witness

LEAP = 8.0  # no market has moved by this factor in a day
NEAR = 5  # rows around a split in which it may show
LEAST_DIVIDEND = 0.002  # of the close: smaller ones drown in rounding
DIVIDEND_BAND = 0.25  # of the dividend


def moves(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Moves that no market makes, or few: those that no other source tells, and those that one tells too."""
    found = list(_moves(case))
    confirmed = tuple(f"{told}, and {witness.source} tells it too" for told, witness in found if witness)
    return tuple(told for told, witness in found if witness is None), confirmed


def _moves(case: Case) -> Iterator[tuple[str, Witness | None]]:
    if not case.instrument.price_like:
        return  # rates near zero and balances move by any factor; their units are held against what is stored
    for i in (int(i) for i in case.doubt.jumps if i > 0 and case.fresh[i - 1 : i + 1].any()):
        told = f"a jump by {_factor(case, i):.4g} on {case.day(i)}, as a split or another unit makes one"
        yield told, _witness(case, i)
    for i in _leaps(case) if case.instrument.kind != "volatility_index" else ():
        yield f"moved by the factor {_factor(case, i):.4g} on {case.day(i)}", _witness(case, i)


def _leaps(case: Case) -> list[int]:
    """The joined rows with a move beyond anything that markets do."""
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = case.closes[1:] / case.closes[:-1]
    wide = (case.closes[:-1] > 0) & ((factors > LEAP) | ((factors > 0) & (factors < 1 / LEAP)))
    found: list[int] = (np.flatnonzero(wide & (case.fresh[1:] | case.fresh[:-1])) + 1).tolist()
    return found


def _witness(case: Case, i: int) -> Witness | None:
    """Who tells the same move from the same day to the same day."""
    for each in case.witnesses:
        told = each.factor(int(case.days[i - 1]), int(case.days[i]))
        if told is not None and abs(told / _factor(case, i) - 1) <= FACTOR_BAND:
            return each
    return None


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
