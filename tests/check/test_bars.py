"""A day's open, high and low: levels of trading and moves to them. Friday's bar is 108, 111, 106, 110; Thursday's 107, 109, 105, 108."""

import pytest

from generator.tape import Tape
from tests.check.helpers import last, said

SUPPORTED = [
    ("The S&P 500 closed at 110. At the low it was 106.", "spx.low.intraday.1d"),
    ("The S&P 500 closed at 110; at the day's low, 106, it looked grim.", "spx.low.intraday.1d"),
    ("The S&P 500 finished at 110. The high was 111.", "spx.high.intraday.1d"),
    ("The S&P 500 ended at 110 after trading as low as 106.", "spx.low.intraday.1d"),
    ("Thursday's low of 105 in the S&P 500 did not hold.", "spx.low.intraday.1d@2026-01-15"),
    ("On Thursday the S&P 500's low was 105.", "spx.low.intraday.1d@2026-01-15"),
    ("The S&P 500 reached 109 at its high on Thursday.", "spx.high.intraday.1d@2026-01-15"),
    ("The S&P 500 stood at 106 at the day's low.", "spx.low.intraday.1d"),
    ("The S&P 500 opened at 108.", "spx.open"),
    ("On Thursday the S&P 500 opened at 107.", "spx.open@2026-01-15"),
    ("The S&P 500 traded between 106 and 111.", "spx.barpair.1d"),
    ("At one point the S&P 500 was down 1.9%.", "spx.barchange.1d.low"),
    ("At its worst the S&P 500 was 1.9% lower.", "spx.barchange.1d.low"),
    ("The S&P 500 rose as much as 2.8%.", "spx.barchange.1d.high"),
    ("The S&P 500 ended at 110. At the low it was 106. That's two points under Thursday's close, or 1.9%.", "spx.barchange.since:2026-01-15.low"),
]  # fmt: skip
WRONG = [
    "The S&P 500 closed at 110. At the low it was 103.",
    "The S&P 500 finished at 110. The high was 114.",
    "The S&P 500 reached 111 at its high on Thursday.",
    "The S&P 500 opened at 114.",
    "At one point the S&P 500 was down 3.5%.",
    "The S&P 500 rose as much as 1.9%.",
    "Thursday's low of 106 in the S&P 500 did not hold.",
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_a_price_of_the_day(text: str, fact: str, tape: Tape) -> None:
    assert last(text, tape) == ("supported", fact)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_price_of_the_day(text: str, tape: Tape) -> None:
    assert last(text, tape)[0] == "contradicted"


def test_each_end_of_a_wrong_range_is_judged_for_itself(tape: Tape) -> None:
    """The low was 106."""
    assert [v for v, _ in said("The S&P 500 traded between 104 and 111.", tape)] == ["contradicted", "supported"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The S&P 500 closed at 110, after a closing low of 100.", "spx.low"),
        ("From its peak the Russell 2000 has lost 8.7%.", "rut.drawdown"),
        ("The S&P 500 closed at 110.", "spx.level"),
        ("Gold has fallen 2.8% from the top.", "gold.drawdown"),
    ],
)
def test_closes_stay_closes(text: str, fact: str, tape: Tape) -> None:
    verdict, found = last(text, tape)
    assert verdict == "supported"
    assert found.startswith(fact)
