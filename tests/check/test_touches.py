"""Levels passed for a while, and words that point back: `it saw 106 on the way`, `that month`, `we trailed`."""

import pytest

from generator.tape import Tape

from .helpers import assert_told

GOOD, BAD, OPEN = "supported", "contradicted", "not_covered"
TOUCHED = [
    ("The S&P 500 poked its head out at 111 today.", GOOD, "spx.high.intraday.1d"),
    ("The S&P 500 closed at 110. In the course of the day it saw 106.", GOOD, "spx.low.intraday.1d"),
    ("The S&P 500 kissed 111 and closed at 110.", GOOD, "spx.level"),
    ("The S&P 500 poked above 110 on Friday.", GOOD, "spx.high.intraday.1d"),
    ("The S&P 500 touched 114 on Friday.", BAD, "spx.high.intraday.1d"),
    ("The S&P 500 brushed 105 on Friday.", BAD, "spx.low.intraday.1d"),
    ("The S&P 500 touched 110.6 on Friday.", OPEN, "spx.high.intraday.1d"),  # on the way to 111
    ("The ten-year yield began the year at 4.00% and stands at 4.20%, having visited 4.02% and 4.20% on the way.", GOOD,
     "us10y.high.ytd"),
    ("The ten-year yield began the year at 4.00% and stands at 4.20%, having visited 4.02% and 4.40% on the way.", BAD,
     "us10y.high.ytd"),
]  # fmt: skip
POINTED = [
    ("Gold peaked on 14 January. That week it gained 1.0%.", GOOD, "gold.change.wtd"),
    ("Gold peaked on 14 January. That month it is up 5.0%.", GOOD, "gold.change.month:2026-01"),
    ("On 31 December gold was at 50. That month it rose 2%.", OPEN, ""),
    ("On 31 December 2025 the S&P 500 was at 100. Gold rose 5.0% over those same two weeks.", GOOD,
     "gold.change.since:2025-12-31"),
    ("Gold is up 5.0% this year. The S&P 500 gained 10.0%, so we came in five points behind.", GOOD,
     "gold.spread.ytd.vs.spx"),
    ("Gold is up 5.0% this year. The S&P 500 gained 10.0%, so we came in five points ahead.", OPEN, ""),
    ("Gold is up 5.0% this year. The Russell 2000 trailed us by 10 points.", GOOD, "rut.spread.ytd.vs.gold"),
]  # fmt: skip
BRACKETS = [
    ("Gold fell 2.8%. Money is dear at two years (the 2-year Treasury yield, up 1 basis point on the day).", GOOD,
     "us2y.change.1d"),
    ("Gold rose 5.0% this year, more than in any week of its history, and the S&P 500 10%.", GOOD, "spx.change.ytd"),
    ("The S&P 500 rose three days in a row.\n\n**2. Metals.** Gold fell 2.8%.", GOOD, "gold.change.1d"),
    ("Gold fell 2.8%, at 52 dollars 50 each, its lowest close since 9 January.", GOOD, "gold.levelsince.low"),
    ("The S&P 500 rose 1.9% and the Russell 2000 fell 3.1%. Of the two the small ones did worst.", GOOD, "rut."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "question"), [*TOUCHED, *POINTED, *BRACKETS])
def test_what_is_said_in_passing(tape: Tape, text: str, verdict: str, question: str) -> None:
    assert_told(text, verdict, question, tape)


FOUND = [
    ("The gap between the two-year and the ten-year yield, 5 basis points on Thursday, widened to 11.", GOOD, ".gap.vs."),
    ("The gap between the two-year and the ten-year yield, 5 basis points on Thursday, widened to 14.", BAD, ".gap.vs."),
    ("The ten-year yield ended at 4.20%, 7 basis points up on Thursday.", GOOD, "us10y.change"),
    ("The ten-year yield ended at 4.20%, 9 basis points up on Thursday.", BAD, "us10y.change"),
    ("The Russell 2000 lost 1.0% on 14 January. Two sessions later it is 4.0% lower.", GOOD, "rut.change.since:2026-01-14"),
    ("The Russell 2000 lost 1.0% on 14 January. Two sessions later it is 6.0% lower.", OPEN, "rut.change"),
    ("Gold is 7.2% cheaper in sterling.", OPEN, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "question"), FOUND)
def test_what_a_day_is_counted_from(tape: Tape, text: str, verdict: str, question: str) -> None:
    assert_told(text, verdict, question, tape)


A_WHILE = [
    ("The S&P 500 briefly fell below 107 on Friday.", GOOD, "spx.low.intraday.1d"),
    ("The S&P 500 briefly fell below 105 on Friday.", BAD, "spx.level"),
    ("The S&P 500 had got above 110.5 for all of a minute on Friday.", GOOD, "spx.high.intraday.1d"),
    ("The S&P 500 had got above 112 for all of a minute on Friday.", BAD, "spx.level"),
    ("At one point on Friday the S&P 500 stood at 106, its lowest since Thursday.", GOOD, "spx.barsince.low"),
    ("At one point on Friday the S&P 500 stood at 106, its lowest since 9 January.", BAD, "spx.barsince.low"),
    ("The S&P 500 closed 0.9% below its intraday all-time high.", GOOD, "spx.offbar.all.high"),
    ("The S&P 500 closed 1.3% below its intraday all-time high.", BAD, "spx.offbar.all.high"),
    ("The Russell 2000 closed 8.7% below its intraday all-time high.", OPEN, ""),
    ("The Russell 2000 is 8.7% below its closing all-time high of 208 from 7 January.", GOOD, "rut.dayhigh.all"),
    ("The Russell 2000 is 8.7% below its closing all-time high of 208 from 8 January.", BAD, "rut.dayhigh.all"),
]  # fmt: skip
NTH = [
    ("The S&P 500 rose 1.9%, its eighth positive day in ten.", GOOD, "spx.counted.up/10p.day"),
    ("The S&P 500 rose 1.9%, its seventh positive day in ten.", BAD, "spx.counted.up/10p.day"),
    ("It was the Russell 2000's fifth losing session out of the past five.", GOOD, "rut.counted.down/5p.day"),
    ("It was the Russell 2000's fourth losing session out of the past five.", BAD, "rut.counted.down/5p.day"),
    ("The DAX fell for its sixth negative day in seven.", OPEN, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "question"), [*A_WHILE, *NTH])
def test_what_did_not_last_and_what_came_so_often(tape: Tape, text: str, verdict: str, question: str) -> None:
    assert_told(text, verdict, question, tape)
