"""Runs and counts: how many on end, of what, and whether they are over."""

from datetime import date

import pytest

from generator.check import check
from generator.tape import Tape

AS_OF = date(2026, 1, 16)

# S&P 500: up on the last six days; Russell 2000: down on the last seven; gold: down after a gain; 10-year: up after a fall
RUNS = [
    ("The S&P 500 has risen for six sessions in a row.", "streak", "supported"),
    ("The S&P 500 has risen for five sessions in a row.", "streak", "contradicted"),
    ("It was the S&P 500's sixth gain on the spin.", "streak", "supported"),
    ("The S&P 500 is up six in a row.", "streak", "supported"),
    ("The S&P 500 is up seven in a row.", "streak", "contradicted"),
    ("The S&P 500 extended its winning streak to six sessions.", "streak", "supported"),
    ("The S&P 500 extended its winning run to eight.", "streak", "contradicted"),
    ("The Russell 2000 extended its run of losses to seven.", "streak", "supported"),
    ("The Russell 2000 fell 3.1%, a seventh daily drop.", "streak", "supported"),
    ("The Russell 2000 fell 3.1%, a sixth daily drop.", "streak", "contradicted"),
    ("The Russell 2000 fell 3.1%, its 7th red day in a row.", "streak", "supported"),
    ("Gold snapped a one-day winning streak.", "", ""),
    ("Bonds: the 10-year yield rose after three straight gains.", "streak", "contradicted"),
    ("The S&P 500 has gained two weeks running.", "streak", "supported"),
    ("The S&P 500 had its second straight weekly gain.", "streak", "supported"),
    ("The S&P 500 had its third straight weekly gain.", "streak", "contradicted"),
    ("This week was the S&P 500's second up one in a row.", "streak", "supported"),
    ("The Russell 2000 has trailed the S&P 500 for seven days in a row.", "streak", "contradicted"),
    ("The Russell 2000 has trailed the S&P 500 for two weeks in a row.", "streak", "supported"),
    ("The S&P 500 has beaten the Russell 2000 two weeks running.", "streak", "supported"),
    ("The S&P 500 has beaten the Russell 2000 three weeks running.", "streak", "contradicted"),
    ("The S&P 500 has beaten gold two weeks running.", "streak", "contradicted"),
    (
        "The Russell 2000 is 4.9 points behind the S&P 500. Gold fell. The Russell 2000 has trailed two weeks on end.",
        "streak",
        "supported",
    ),
    ("On Thursday the S&P 500 had its fifth gain in a row.", "streak", "supported"),
    ("On Thursday the S&P 500 had its sixth gain in a row.", "streak", "contradicted"),
]
COUNTS = [
    ("The Russell 2000 lagged the S&P 500 for the sixth time in seven sessions.", "supported"),
    ("The S&P 500 beat the Russell 2000 on each of the last six days.", "supported"),
    ("The S&P 500 beat the Russell 2000 on each of the last eight days.", "contradicted"),
    ("The S&P 500 rose for the eighth time in ten sessions.", "supported"),
    ("The S&P 500 rose for the seventh time in ten sessions.", "contradicted"),
    ("Gold was up 3 of 5 this week.", "supported"),
    ("The S&P 500 has had eight up days this year.", "supported"),
    ("The S&P 500 has had nine up days this year.", "contradicted"),
    ("Not one of the last five days brought a gain for the Russell 2000.", "supported"),
    ("Not one of the last five days brought a gain for gold.", "contradicted"),
    ("Of the last ten days eight were up for the S&P 500.", "supported"),
    ("The S&P 500 has risen on eight of the last ten days.", "supported"),
    ("The S&P 500 has risen on seven of the last ten days.", "contradicted"),
    ("The Russell 2000 fell on all five days.", "supported"),
    ("Gold fell on all five days.", "contradicted"),
    ("Gold was down on two of the five days this week.", "supported"),
    ("The Russell 2000 slid on each of the last seven sessions.", "supported"),
    ("The S&P 500 rose on all but one of the last seven days.", "supported"),
    ("The S&P 500 rose on all but one of the last six days.", "contradicted"),
    ("The S&P 500 peaked early on 8 January and rose on each of the next six sessions.", "supported"),
    ("It was the S&P 500's eighth record close of the month.", "supported"),
    ("It was the S&P 500's fourth record close of the month.", "contradicted"),
]


@pytest.mark.parametrize(("text", "kind", "verdict"), RUNS)
def test_runs(tape: Tape, text: str, kind: str, verdict: str) -> None:
    found = [(c.kind, c.verdict) for c in check(text, tape, as_of=AS_OF).claims if c.kind == "streak"]
    assert found == ([(kind, verdict)] if kind else [])


@pytest.mark.parametrize(("text", "verdict"), COUNTS)
def test_counts(tape: Tape, text: str, verdict: str) -> None:
    assert [c.verdict for c in check(text, tape, as_of=AS_OF).claims if c.kind == "count"] == [verdict]


def test_a_run_without_a_day_breaks_nothing(tape: Tape) -> None:
    text = "The S&P 500 rose for a sixth day, the longest such string of gains since the four-week rally in summer of 2011."
    found = check(text, tape, as_of=AS_OF).claims
    assert not any(c.verdict == "contradicted" and "four-week" in c.text for c in found)
