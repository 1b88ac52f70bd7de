"""Series that are computed from others of the store."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import World
from generator.sources.base import columns
from generator.sources.derived import Derived, Spec, flows, month_ends
from generator.tape.columns import Columns
from generator.tape.series import day_number, to_date

FLOW = Instrument(key="flow", name="Flow", kind="flow", unit="USD", file="flow.csv")


def rows(*pairs: tuple[date, float]) -> Columns:
    days = np.array([day_number(day) for day, _ in pairs], dtype=np.int64)
    found = columns(days, np.array([value for _, value in pairs]))
    assert found is not None
    return found


SHARES = rows((date(2026, 1, 20), 1000.0), (date(2026, 1, 21), 1100.0), (date(2026, 1, 22), 1050.0))
NAV = rows((date(2026, 1, 20), 10.0), (date(2026, 1, 21), 11.0), (date(2026, 1, 22), 12.0))


def test_a_flow_is_the_change_in_shares_at_the_value_of_the_day() -> None:
    """100 more at 11, 50 fewer at 12."""
    found = flows(SHARES, NAV)
    assert [to_date(day) for day in found.days] == [date(2026, 1, 21), date(2026, 1, 22)]
    assert list(found.values) == [1100.0, -600.0]


def test_a_count_after_a_gap_tells_of_all_days_between() -> None:
    """A day that only one of the two has is left out."""
    gap = rows((date(2026, 1, 20), 1000.0), (date(2026, 1, 22), 1050.0))
    assert list(flows(gap, NAV).values) == [600.0]
    assert flows(rows((date(2026, 1, 20), 1.0)), NAV) is None


def test_month_ends_are_of_months_that_are_over() -> None:
    """The last close of each, on the month's last day; the running month has none yet."""
    daily = rows(
        (date(2025, 11, 28), 1.0), (date(2025, 12, 30), 2.0), (date(2025, 12, 31), 3.0), (date(2026, 1, 30), 4.0)
    )
    found = month_ends(daily, date(2026, 1, 31))
    assert [(to_date(d), v) for d, v in zip(found.days, found.values, strict=True)] == [
        (date(2025, 11, 30), 1.0), (date(2025, 12, 31), 3.0),
    ]  # fmt: skip
    assert to_date(month_ends(daily, date(2026, 2, 1)).days[-1]) == date(2026, 1, 31)


def test_from_what_the_store_holds() -> None:
    """And a part that is not there is named."""
    world = World(stored={"shares": SHARES, "nav": NAV}.get)
    found = Derived(world).fetch(FLOW, Spec(source="derived", shares="shares", nav="nav"), date(2026, 1, 22),
                                 date(2026, 1, 23))  # fmt: skip
    assert (found.source, list(found.rows.values)) == ("change in shares times nav", [-600.0])
    with pytest.raises(SourceError, match="lack is not stored"):
        Derived(world).fetch(FLOW, Spec(source="derived", shares="lack", nav="nav"), None, date(2026, 1, 23))


@pytest.mark.parametrize("keys", [{}, {"shares": "a"}, {"shares": "a", "nav": "b", "monthly": "c"}])
def test_one_of_the_two_kinds(keys: dict[str, str]) -> None:
    """Shares with a value, or months."""
    with pytest.raises(ValueError, match="give `shares` and `nav`, or `monthly`"):
        Spec(source="derived", **keys)
