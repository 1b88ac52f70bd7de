"""Distances: from extremes and stated levels, as shares and in units, said before and after the number."""

import pytest

from generator.tape import Tape
from tests.check.helpers import last, said

# the Russell peaked at 208 on 7 January and is at 190; gold peaked at 54 and is at 52.5; the S&P 500 is at 110, its low 100
SUPPORTED = [
    ("The Russell 2000 is 8.7% below its record.", "rut.drawdown.all"),
    ("From its peak the Russell 2000 has lost 8.7%.", "rut.drawdown.all"),
    ("The Russell 2000 closed at 190, 8.7% off its high of 7 January.", "rut."),
    ("The Russell 2000 is 18 points under its January peak.", "rut.offextreme"),
    ("The Russell 2000 is 18 points short of its record close.", "rut.offextreme"),
    ("The Russell 2000 is within 10% of its record.", "rut.drawdown.all"),
    ("The Russell 2000 is 8.7% below the 208 of 7 January.", "rut.fromlevel"),
    ("Since its low of 31 December gold is up 5%.", "gold."),
    ("The S&P 500 is up 10% from its low.", "spx.rebound.all"),
    ("The 10-year yield is 15bp above Tuesday's 4.05%.", "us10y.fromunits"),
    ("The 10-year yield, at 4.20%, is a fifth of a point above the 4.00% of 31 December.", "us10y.fromunits"),
]
WRONG = [
    "The Russell 2000 is 6.7% below its record.",
    "From its peak the Russell 2000 has lost 11.2%.",
    "The Russell 2000 is 12 points under its January peak.",
    "The Russell 2000 is within 5% of its record.",
    "The Russell 2000 is 8.7% below the 212 of 7 January.",
    "The 10-year yield is 15bp below Tuesday's 4.05%.",
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_a_distance(text: str, fact: str, tape: Tape) -> None:
    found = [(v, f) for v, f in said(text, tape) if f.startswith(fact)]
    assert ("supported" in {v for v, _ in found}) and "contradicted" not in {v for v, _ in found}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_distance(text: str, tape: Tape) -> None:
    assert last(text, tape)[0] != "supported" or "contradicted" in {v for v, _ in said(text, tape)}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The Russell 2000 is 8.7% short of its high and gold 2.8%.", "supported"),
        ("The Russell 2000 is 8.7% short of its high and gold 3.8%.", "contradicted"),
        ("Measured against the January peak the Russell 2000 is down by 8.7%.", "supported"),
        ("Measured against the January peak the Russell 2000 is down by 6.7%.", "contradicted"),
    ],
)
def test_a_peak_told_before_the_number(text: str, verdict: str, tape: Tape) -> None:
    assert said(text, tape)[-1][0] == verdict


def test_a_change_from_a_high_point(tape: Tape) -> None:
    assert said("From its high point in January the Russell 2000 is now 8.7% lower.", tape)[-1][0] == "supported"
    assert said("From its high point in January the Russell 2000 is now 6.7% lower.", tape)[-1][0] == "contradicted"
