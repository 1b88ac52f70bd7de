"""Which numbers are claims, and what stands for their unit. The S&P 500 is at 110 (108 before, 104 a week ago, 100 at New Year)."""

import pytest

from generator.tape import Tape
from tests.check.helpers import said

SUPPORTED = [
    ("The S&P 500 closed at 110. In percent it was 1.9.", "spx.change.1d"),
    ("The S&P 500 added two points; in percent (1.9) that is less.", "spx.change.1d"),
    ("The S&P 500 is 10% above where it began the year.", "spx.change.ytd"),
    ("The S&P 500 is ten points above where it began the year.", "spx.delta.ytd"),
    ("By Friday's bell (110) the S&P 500 had gained 1.9%.", "spx.level"),
    ("The S&P 500 is worth 1.1 times what it was at New Year.", "spx.mult"),
    ("The 10-year yield is 4.20%, up 7bp.", "us10y.level"),
    ("The ten-year yield is at 4.20% and the two-year at 4.09%. The gap between the two is 11 basis points, from 5.", "us"),
    ("The S&P 500 gained 1.9% to a record 110.", "spx.change.1d"),
    ("The S&P 500 is well above 60.", "spx.level"),
    ("Gold has lost a bit more than 2.7%.", "gold.change.1d"),
    ("The S&P 500 topped 110.5 before closing at 110.", "spx.high.intraday.1d"),
    ("The S&P 500 pushed through 109 and closed at 110.", "spx.level"),
    ("The S&P 500 closed two points above Thursday's close of 108.", "spx.level@2026-01-15"),
    ("Gold is up 5% this year, less than the S&P's 10%.", "spx.change.ytd"),
    ("The gap between the S&P 500's gain this year and the Russell's is 15 percentage points.", "rut.spread.ytd.vs.spx"),
    ("The S&P 500 closed at 110 on Friday, 6 points more than the Friday before.", "spx.delta.since:2026-01-09"),
    ("Gold stood at $52.50. On 9 January it was $52. Do the subtraction: $0.50.", "gold.delta.since:2026-01-09"),
    ("The gap between the ten-year and two-year yields is 11 basis points. On Thursday it was 5.", "us10y.gap.vs.us2y@2026-01-15"),
    ("The S&P 500 peaked on 16 January. Its low, reached eight days earlier, was 100.", "spx.daylow.ytd"),
    ("Gold is -$1.50 on the day, $0.50 more in a week.", "gold.delta.1w"),
    ("Gold ended at 52.5.\n\nThe rest:\n- S&P 500: 110\n- Russell 2000: 190\n\nIt lost 2.8% on the day.", "gold.change.1d"),
    ("On the week the S&P 500 did better than the Russell 2000, 5.8% against -6.9%.", "rut.change.wtd"),
]  # fmt: skip
WRONG = [
    "The gap between the ten-year and two-year yields is 11 basis points. On Thursday it was only 6.",
    "The S&P 500 closed at 110 on Friday, 16 points more than the Friday before.",
    "Gold stood at $52.50. On 9 January it was $52. Do the subtraction: $0.70.",
    "The S&P 500 closed at 110. In percent it was 2.9.",
    "The S&P 500 is 14% above where it began the year.",
    "By Friday's bell (118) the S&P 500 had gained 1.9%.",
    "The S&P 500 is worth 1.5 times what it was at New Year.",
    "The S&P 500 is well above 160.",
    "The S&P 500 topped 114 before closing at 110.",
    "Gold is up 5% this year, less than the S&P's 14%.",
]
NOTHING = [
    "She has a point.",
    "Call ext. 4417, or see H.4.1.",
    "Next week, at 7.30 in the library: the tulips of 1637.",
    "Open Mon-Fri, 9 to 5.",
    "The scarf cost £4.50.",
    "My mother is 71.",
    "Our channel has 12k readers.",
    "Same shape, twice the seasickness.",
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_numbers(text: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert any(v == "supported" and f.startswith(fact) for v, f in found)
    assert "contradicted" not in {v for v, _ in found}


@pytest.mark.parametrize("text", WRONG)
def test_wrong_numbers(text: str, tape: Tape) -> None:
    assert "contradicted" in {v for v, _ in said(text, tape)}


@pytest.mark.parametrize(
    "text",
    ["The S&P 500 has returned 10% a year for a century.", "The Russell 2000 needs to gain 9.5% to get back to 208."],
)
def test_what_is_not_measured(text: str, tape: Tape) -> None:
    assert said(text, tape)[0][0] == "not_covered"


@pytest.mark.parametrize("text", NOTHING)
def test_numbers_that_are_no_claims(text: str, tape: Tape) -> None:
    assert said("The S&P 500 closed at 110. " + text, tape) == [("supported", "spx.level")]
