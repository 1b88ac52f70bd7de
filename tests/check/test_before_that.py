"""What lies before the move that is told of, what holds on every day of a stretch, and days that alone are wrong.

The S&P 500 rose six days to 110, from 100; the Russell 2000 fell six to 190, from 206; gold at 52.5 (54 before, its high).
"""

import pytest

from generator.tape import Tape
from tests.check.helpers import said

SUPPORTED = [
    ("Gold fell 2.8% on Friday. The slide wiped out a rally that had lifted gold by 3.8% over the previous four sessions.", "gold.change.4s@2026-01-15"),
    ("Gold fell 2.8%, ending a stretch in which it had gained 1.9% over the preceding three sessions.", "gold.change.3s@2026-01-15"),
    ("Gold fell 2.8%, having gained 3.8% in the four sessions before.", "gold.change.4s@2026-01-15"),
    ("The Russell 2000 lost 6.9% this week. It had gained 2% the previous week.", "rut.change.wtd@2026-01-11"),
    ("The ten-year yield climbed to 4.20% from 4.13% on Thursday, the highest since December.", "us10y.levelsince.high"),
    ("The S&P 500 has closed above 102 on all six trading days since 9 January.", "spx.sized.since:2026-01-08.above_102/day"),
    ("The S&P 500 has closed above 100.5 every day this week.", "spx.sized.wtd.above_100~5/day"),
    ("The S&P 500 is up 10% this year and has closed at a record 8 times since the start of January.", "spx.count.record"),
    ("Divide gold by the S&P 500 and you get 0.48, the lowest since December.", "gold.ratiosince.low.vs.spx"),
    ("Gold is up 5% this year. The S&P 500 has gained 10% over the same stretch. That is a lead of 5.0 percentage points.", "spread.ytd"),
    ("Gold fell on Friday. The old record close, set on 13 January, was $54.", "gold.dayhigh.all"),
    ("Gold is still 2.8% below its Jan. 13 peak.", "gold.drawdown.all"),
    ("In the ten sessions of January the Russell 2000 fell on seven.", "rut.count.down"),
    ("For the S&P 500 the year's largest gain, 4% on 9 January, was followed one session later by a rise of 1%.", "placed"),
]  # fmt: skip
WRONG = [
    "The S&P 500 has closed above 104.5 on all six trading days since 9 January.",
    "The S&P 500 has closed above 102 every day this year.",
    "The S&P 500 is up 10% this year and has closed at a record 6 times since the start of January.",
    "Gold fell on Friday. The old record close, set on 6 January, was $54.",
    "The S&P 500 rose while gold, 2.8% below its 9 January high, fell.",
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_before_that(text: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert any(v == "supported" and fact in f for v, f in found), found
    assert "contradicted" not in {v for v, _ in found}, found


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_one(text: str, tape: Tape) -> None:
    assert "contradicted" in {v for v, _ in said(text, tape)}


def test_a_wrong_day_leaves_its_figure_alone(tape: Tape) -> None:
    found = said("Gold is 2.8% below its 9 January high.", tape)
    assert found == [("supported", "gold.drawdown.all"), ("contradicted", "gold.dayhigh.all")]


def test_a_gauge_is_no_forecast(tape: Tape) -> None:
    found = said("Volatility, which measures how much traders expect the S&P 500 to move, was low.", tape)
    assert not [v for v, _ in found if v != "supported"]
