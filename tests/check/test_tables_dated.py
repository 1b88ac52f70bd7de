"""Tables whose heads are days: two of them with the change between, and the week before."""

from generator.tape import Tape
from tests.check.helpers import said

TWO_DAYS = """| Yield, % | 16 Jan | 8 Jan | Change, bp |
|---|---|---|---|
| 2-year | 4.09 | 4.12 | {two} |
| 10-year | 4.20 | 4.10 | {ten} |
"""
BEFORE = """| | 16 Jan | Week before | Change |
|---|---|---|---|
| S&P 500 | 110 | {level} | +6 |
"""


def test_a_change_is_counted_between_the_days_of_a_table(tape: Tape) -> None:
    assert {v for v, _ in said(TWO_DAYS.format(two="-3", ten="+10"), tape)} == {"supported"}
    assert [v for v, _ in said(TWO_DAYS.format(two="-3", ten="+14"), tape)].count("contradicted") == 1


def test_the_week_before_is_a_column(tape: Tape) -> None:
    assert ("supported", "spx.level@2026-01-09") in said(BEFORE.format(level="104"), tape)
    assert "contradicted" in [v for v, _ in said(BEFORE.format(level="102"), tape)]
