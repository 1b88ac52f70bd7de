"""Ends and extremes that a text states: each end of a pair is judged, and a distance from what is no extreme is no answer."""

import pytest

from generator.check import check
from generator.check.text.entities import Directory
from generator.check.text.tokens import tokenize
from generator.market import Instrument
from generator.tape import Tape
from tests.check.helpers import AS_OF, said

ENDS = [
    ("This week the S&P 500 went from 104.00 to 110.00.", ["supported"]),
    ("This week the S&P 500 went from 101.00 to 110.00.", ["contradicted", "supported"]),
    ("This week the S&P 500 went from 104.00 to 118.00.", ["supported", "contradicted"]),
]
EXTREMES = [
    ("The Russell 2000 is 18 points short of its record of 208.00.", "supported"),
    ("The Russell 2000 is 20 points short of its record of 210.00.", "not_covered"),
]
PROXY = Instrument(
    key="gold", name="Gold", kind="commodity", unit="USD", file="x.csv", proxy="A gold trust, price per share"
)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "verdicts"), ENDS)
def test_each_end_is_marked_for_itself(text: str, verdicts: list[str], tape: Tape) -> None:
    found = sorted((c.start, c.verdict) for c in check(text, tape, as_of=AS_OF).claims if c.kind == "pair")
    assert [v for _, v in found] == verdicts


@pytest.mark.parametrize(("text", "verdict"), EXTREMES)
def test_a_distance_from_a_stated_extreme(text: str, verdict: str, tape: Tape) -> None:
    assert said(text, tape)[0][0] == verdict


def test_a_fund_does_not_stand_for_futures() -> None:
    known = Directory({"gold": PROXY})
    assert [m.key for m in known.find(tokenize("Gold futures rose and gold fell"))] == [None, "gold"]
