"""Days and words that belong to another figure: the day of a base, the last time, a hedge that is a verb's own word.

The S&P 500 rose six days to 110, from 100; the Russell 2000 fell six to 190, from 206; gold at 52.5 (54 before, its high).
"""

import pytest

from generator.tape import Tape
from tests.check.helpers import assert_holds, said

SUPPORTED = [
    ("After rising 0.9% on Thursday, the S&P 500 rose another 1.9%.", "spx.change.1d"),
    ("The curve steepened 6bp, with 2s10s at 11bp versus 5bp on Thursday.", "us10y.gapchange.1d.vs.us2y"),
    ("The S&P 500 added two points to close on 110.00.", "spx.level"),
    ("Gold is now within 2.8% of its all-time closing high of $54, which it reached on 13 January.", "gold.drawdown.all"),
    ("Wall Street climbed, with the S&P 500 finishing up 1.9 per cent at 110.", "spx.level"),
    ("Gold fell 2.8%, the Russell 2000 lost 3.1%, and gold's gain for the year is 5%.", "gold.change.ytd"),
    ("On 8 January the S&P 500 bottomed at 100; now it is at 110, 10% higher.", "spx.change.since:2026-01-08"),
    ("The last time the ten-year yield was this high was in December.", ""),
    ("The Russell 2000 was last this low on 31 December.", ""),
    ("The S&P 500 rose 5.8% from the week before.", "spx.change.since:2026-01-11"),
    ("And a word about gold, since my mother owns some: down 2.8% today, to $52.50.", "gold.change.1d"),
    ("The ten-year yield began the month at 4.00% and stands at 4.20%, having visited 4.15% on the way.", "us10y"),
    ("The S&P 500 rose on eight of the ten sessions and set a record in eight.", "spx.count"),
    ("Only one of the past two weeks has ended lower for the Russell 2000.", "rut.counted.down/2p"),
]  # fmt: skip
WRONG = [
    "After rising 0.9% on Thursday, the S&P 500 rose another 3.9%.",
    "Wall Street climbed, with the S&P 500 finishing up 1.9 per cent at 119.",
    "The S&P 500 rose 8.8% from the week before.",
    "Gold fell 2.8%, the Russell 2000 lost 3.1%, and gold's loss for the year is 5%.",
    "Only one of the past two weeks has ended higher for gold.",
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_whose_day(text: str, fact: str, tape: Tape) -> None:
    assert_holds(text, fact, tape)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_one(text: str, tape: Tape) -> None:
    assert "contradicted" in {v for v, _ in said(text, tape)}
