"""What was sent against what is known: revisions pass, contradictions do not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from generator.tape.columns import Columns
from generator.trust import judge
from tests.trust.made import NOW, bars, changed, cut, instrument

WHOLE = bars()
KNOWN, SENT = cut(WHOLE, slice(None, -5)), cut(WHOLE, slice(-15, None))


def reasons(sent: Columns, *, same: bool = True, known: Columns = KNOWN, **table: object) -> str:
    return "; ".join(judge(instrument(**table), sent, known, NOW, same=same).reasons)


def test_equal_rows_pass() -> None:
    """A small overlap, and five new rows."""
    verdict = judge(instrument(), SENT, KNOWN, NOW)
    assert not verdict.reasons
    assert len(verdict.rows.days) == 15


def test_a_small_revision_passes() -> None:
    """One close of ten, by a tenth of a per cent."""
    assert not reasons(changed(SENT, lambda c: c * 1.001, slice(4, 5)))


@pytest.mark.parametrize("off", [1.25, 0.7])
def test_one_row_that_is_far_off_is_no_revision(off: float) -> None:
    """A close that was known and is now a quarter higher was another close."""
    assert "1 of 9 rows" in reasons(changed(SENT, lambda c: c * off, slice(4, 5)))


def test_many_rows_that_differ_are_another_series() -> None:
    """An index fund where the index was, or another share class."""
    other = Columns(SENT.days, SENT.values * (1 + 0.03 * np.sin(np.arange(15))), SENT.bars, "close")
    assert "rows that are stored too differ" in reasons(other)


def test_another_source_may_differ_by_more() -> None:
    """Two exchanges close at two prices; one source does not change its mind by as much."""
    other = Columns(SENT.days, SENT.values * (1 + 0.02 * np.sin(np.arange(15))), {}, "close")
    assert not reasons(other, same=False)
    assert reasons(other)


def test_the_last_known_row_may_have_been_early() -> None:
    """A preliminary close may move by a lot and is corrected."""
    assert not reasons(changed(SENT, lambda c: c * 1.04, slice(9, 10)))


@pytest.mark.parametrize(("factor", "table"), [(100, {}), (0.01, {"kind": "rate", "unit": "percent"}),
                                              (1e-6, {"kind": "balance"}), (1e3, {"kind": "flow"})])  # fmt: skip
def test_a_factor_on_everything_is_another_unit(factor: float, table: dict[str, str]) -> None:
    """Of a price, a rate, a balance, a flow."""
    assert "another unit, or a split" in reasons(changed(SENT, lambda c: c * factor), **table)


def test_an_indicator_may_be_estimated_anew() -> None:
    """The Chicago Fed revises all of its index every week."""
    anew = Columns(SENT.days, SENT.values + 3 * np.sin(np.arange(15)), {}, "value")
    assert not reasons(anew, kind="indicator", unit="index", calendar=None)


def test_rates_are_compared_in_percentage_points() -> None:
    """A tenth is a revision; two and a half is another rate."""
    known = Columns(KNOWN.days, np.full(len(KNOWN.days), 0.2), {}, "value")
    for off, fault in ((0.1, False), (2.5, True)):
        sent = Columns(SENT.days, np.where(np.arange(15) == 3, 0.2 + off, 0.2), {}, "value")
        assert bool(reasons(sent, known=known, kind="rate", unit="percent")) is fault


@pytest.mark.parametrize("split", [4.0, 0.1])
def test_a_split_since_explains_the_factor(split: float) -> None:
    """Then the history is to be read again, and nothing is refused."""
    splits = np.full(15, math.nan)
    splits[12] = split
    sent = changed(SENT, lambda c: c / split)
    told = Columns(sent.days, sent.values, sent.bars | {"splits": splits}, "close")
    assert judge(instrument(), told, KNOWN, NOW).restated
    assert "another unit, or a split" in reasons(sent), "which is not so where no split is reported"
    early = Columns(sent.days, sent.values, sent.bars | {"splits": np.roll(splits, -10)}, "close")
    assert not judge(instrument(), early, KNOWN, NOW).restated, "nor by one of long ago"


def test_a_jump_on_to_what_is_known_is_seen() -> None:
    """New rows alone, without an overlap, at twice the level."""
    assert "a jump by 1.994" in reasons(changed(cut(WHOLE, slice(-5, None)), lambda c: c * 2))


def test_an_old_fault_is_not_told_again() -> None:
    """What is known already was judged when it came."""
    known = changed(KNOWN, lambda c: c / 2, slice(0, 70))
    assert not reasons(SENT, known=known)
