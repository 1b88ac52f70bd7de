"""Days counted by the size of their moves, and the deepest fall. The S&P 500 moved 1 % or more on three days, more on two."""

import pytest

from generator.tape import Tape
from tests.check.helpers import said

SUPPORTED = [
    ("The S&P 500 is up 10% this year. It has moved by more than 1% on just two days.", "spx.sized"),
    ("The S&P 500 moved at least 1%, in either direction, only three times this year.", "spx.sized"),
    ("The Russell 2000 dropped by more than 1% in two of this year's ten sessions.", "rut.sized"),
    ("Gold finished above 53 on two days this year.", "gold.sized"),
    ("The ten-year yield rose by 5bp or more on two days this year.", "us10y.sized"),
    ("Never once did the S&P 500 drop two per cent in a day this year.", "spx.sized"),
    ("The Russell 2000's maximum drawdown this year is 8.7%.", "rut.deepest"),
    ("The Russell 2000 is down 5% this year. From peak to trough the largest decline came to 8.7 per cent.", "rut.deepest"),
]  # fmt: skip
WRONG = [
    "The S&P 500 is up 10% this year. It has moved by more than 1% on just five days.",
    "The S&P 500 moved at least 1%, in either direction, only twice this year.",
    "Gold finished above 53 on four days this year.",
    "Never once did the Russell 2000 drop two per cent in a day this year.",
    "The Russell 2000's maximum drawdown this year is 5.7%.",
]
CHANGES = [  # the words after a size are its stretch of time, not a count of days
    ("The S&P 500 rose 5.8% in five days.", "spx.change.5s"),
    ("The Russell 2000 lost 6.9% this week, more than twice the 2.8% that gold lost on Friday.", "rut.change.wtd"),
    ("The S&P 500 is up 10% this year and has now risen on six days running.", "spx.change.ytd"),
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_counted(text: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert any(v == "supported" and f.startswith(fact) for v, f in found), found
    assert "contradicted" not in {v for v, _ in found}


@pytest.mark.parametrize("text", WRONG)
def test_wrongly_counted(text: str, tape: Tape) -> None:
    assert "contradicted" in {v for v, _ in said(text, tape)}


@pytest.mark.parametrize(("text", "fact"), CHANGES)
def test_a_change(text: str, fact: str, tape: Tape) -> None:
    assert ("supported", fact) in said(text, tape)
