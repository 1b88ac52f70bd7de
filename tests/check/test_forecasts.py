"""What a market will do is a claim that nothing answers; schedules, questions and rules of a product are none."""

from datetime import date

import pytest

from generator.check import check
from generator.tape import Tape
from tests.check.test_causes import kinds

FORECASTS = [
    "The S&P 500 will reach 120 by summer.",
    "QT will end by October.",
    "Traders now see a one-in-four chance of a hike.",
    "Barclays no longer expects a cut this year.",
    "We still see gold at 60 before Easter.",
    "I'd expect gold to fall before then.",
    "If growth slows, the yield falls and we'll be back under four.",
    "Tomorrow we rally.",
    "Swaps imply two more cuts by year-end.",
    "The S&P 500 retests its low before Christmas.",
    "A retest of 100 is likely within weeks.",
    "The rotation may last until Easter.",
    "Gold should test 60 before long.",
    "The Russell 2000 is set to fall further.",
    "We expect two cuts this year.",
    "We look for 25bp by May.",
    "Yields are likely to rise.",
    "The broker targets 7,000 for the S&P 500.",
    "Small caps are poised to rally.",
    "Bitcoin could hit 200,000.",
    "The Fed won't cut in March.",
    "It will be lower by Christmas.",
    "Our year-end target for the S&P 500 is 7,200.",
    "A correction is only a matter of time, and stocks know it.",
    "Gold is going to fall.",
    "We see the ten-year at 3.5% by autumn.",
    "Analysts forecast a rise of 8% in earnings.",
    "The second half will be better for bonds.",
    "I expect silver at $80 by Easter.",
    "$150k by August.",
    "Q3 will be worse.",
    "The rally must end soon.",
    "Oil is headed for $100.",
    "Yields ought to fall from here.",
    "OPEC will roll the cuts over.",
    "The worst is over.",
    "A classic bull run in Bitcoin is coming.",
    "When spreads widen, stocks tend to fall within a month.",
    "More gains lie ahead.",
    "The S&P 500 is overvalued.",
    "We remain bullish on gold.",
    "The Russell 2000 has room to run.",
    "The dollar is bound to weaken.",
]
NO_FORECASTS = [
    "Readers will recall that both indices are below their peaks.",
    "The two numbers imply a ratio of three.",
    "The minutes will be published on Thursday.",
    "As I will show below, gold is up.",
    "It might.",
    "Will gold rise?",
    "Should I sell everything?",
    "The Fed will meet on Wednesday.",
    "You will find the table on page 2.",
    "We will be back on Monday.",
    "If you hold the fund for a year, you will pay less.",
    "The S&P 500 would have lost 3% without its last hour.",
    "Gold rose 2%, as expected.",
    "The S&P 500 did better than expected.",
    "In May the S&P 500 rose 4%.",
    "Past moves may not be repeated.",
    "Inflows may turn into outflows.",
    "I was going to write about tea.",
    "The annual meeting will take place in Basel.",
    "The next letter appears next month.",
    "The data won't tell you why prices moved.",
    "I would not bet the house on it.",
    "Where there's a will there's a way.",
    "The S&P 500 could not hold 110.",
    "Sell-side target practice resumes next week.",
    "The set to watch is on page 3.",
    "Readers will remember the spring of 2020.",
    "By summer 2025 the S&P 500 had gained 5%.",
    "Before Christmas the Russell 2000 fell for six days.",
    "We won't say record, for the file is short.",
]


@pytest.mark.parametrize("text", FORECASTS)
def test_a_forecast_is_named_as_one(tape: Tape, text: str) -> None:
    assert "forecast" in kinds(text, tape)


@pytest.mark.parametrize("text", NO_FORECASTS)
def test_what_foretells_no_market(tape: Tape, text: str) -> None:
    assert "forecast" not in kinds(text, tape)


def test_numbers_of_a_forecast_are_not_held_against_the_tape(tape: Tape) -> None:
    found = check("We expect the S&P 500 at 120 by May, with gold at 70.", tape, as_of=date(2026, 1, 16)).claims
    assert {c.verdict for c in found} == {"not_covered"}
    assert {c.reason for c in found} == {"forecast"}


def test_what_is_told_beside_a_forecast_is_still_judged(tape: Tape) -> None:
    text = "The S&P 500 rose 1.9% on Friday, and we expect gold to reach 70."
    assert [c.verdict for c in check(text, tape, as_of=date(2026, 1, 16)).claims].count("supported") == 1
