"""How reports of stock markets count, look back and compare, on the small tape.

The S&P 500 rose six days to 110, from 100 (on Friday between 106 and 111); the Russell 2000 fell six to 190, from 206;
gold is at 52.5, from 50 at the turn of the year.
"""

import pytest

from generator.tape import Tape
from tests.check.helpers import assert_holds, said

SUPPORTED = [
    ("It was the S&P 500's eighth gain in ten sessions.", "spx.counted.up/10p.day"),
    ("The S&P 500 closed at a record for the first time since Thursday.", "spx.lastmove.record.day"),
    ("The S&P 500 extended its winning streak to six days with a 1.9% gain to 110.00.", "spx.change.1d"),
    ("The S&P 500 (SPX) rose 1.9% and the Russell 2000 (RUT) -3.1%.", "rut.change.1d"),
    ("The Russell 2000 has given up all of its gains for the year.", "rut.change.ytd"),
    ("The S&P 500 is up 10% this year, double gold's 5%.", "spx.timesmove.ytd.vs.gold"),
    ("The S&P 500 has gained 10% this year, twice as much as gold's 5%.", "spx.timesmove.ytd.vs.gold"),
    ("After swinging between a gain of 2.8% and a loss of 1.9%, the S&P 500 ended 1.9% higher.", "spx.barchange.1d.low"),
    ("The S&P 500 had been down 1.9% at its low of the day; it finished up 1.9%.", "spx.barchange.1d.low"),
    ("The Russell 2000 lost 3.1%. It entered the day 5.8% below its high.", "rut.drawdown.all@2026-01-15"),
    ("The S&P 500 rose to 110.00, topping the 108.00 it reached on Thursday.", "spx.level@2026-01-15"),
    ("The S&P 500 rose 1.9% on the week's last day.", "spx.change.1d"),
    ("Stocks logged a second straight week of gains, with the S&P 500 up 5.8%.", "spx.change.wtd"),
    ("The S&P 500 had been up 8% since the turn of the year; after Friday's 1.9% jump it is up 10%.", "spx.change.ytd"),
    ("It was the S&P 500's first gain of at least 1.5% since 9 January.", "spx.lastmove.up>0.015.day"),
    ("The Russell 2000, already in retreat, dropped 3.1%.", "rut.change.1d"),
    ("The S&P 500, up 2.8% at its session peak, ended up 1.9%.", "spx.change.1d"),
    ("The S&P 500 rose to a record of 110. Gold, 2.8% off that mark, did not.", ""),
    ("The S&P 500, gold and the Russell 2000 parted. They moved +1.9%, -2.8% and -3.1%, respectively.", "rut.change.1d"),
    ("From their highs, gold is down 2.8% and the Russell 2000 8.7%.", "rut.drawdown.all"),
    ("Friday's bill: 2.8% off gold, 3.1% off the Russell 2000.", "rut.change.1d"),
    ("From its 7 January record to Friday the Russell 2000 dropped 8.7%.", "rut.change.since:2026-01-07"),
    ("It was the sixth day in a row that the Russell 2000 trailed the S&P 500.", "rut.streak.lag.vs.spx"),
    ("On Friday the S&P 500 rose and the Russell 2000 fell. The scores are +1.9% and -3.1%.", "rut.change.1d"),
    ("The S&P 500 rose 1.9% on the last trading day of the week but capped a month with a gain of 10%.", "spx.change.1d"),
    ("The S&P 500 gained 1.9%, one day after rising 0.9%, for its best session since 9 January.", "spx.change.1d@2026-01-15"),
]  # fmt: skip
WRONG = [
    "From their highs, gold is down 2.8% and the Russell 2000 9.7%.",
    "Friday's bill: 2.8% off gold, 3.8% off the Russell 2000.",
    "It was the S&P 500's first gain of at least 1.5% since 7 January.",
    "The S&P 500, gold and the Russell 2000 parted. They moved +1.9%, -3.1% and -2.8%, respectively.",
    "It was the S&P 500's sixth gain in ten sessions.",
    "The S&P 500 closed at a record for the first time since 6 January.",
    "The S&P 500 has given up all of its gains for the year.",
    "The S&P 500 is up 10% this year, triple gold's 5%.",
    "After swinging between a gain of 5.8% and a loss of 1.9%, the S&P 500 ended 1.9% higher.",
    "The S&P 500 (SPX) rose 1.9% and the Russell 2000 (RUT) -4.1%.",
    "The S&P 500 rose to 110.00, topping the 109.00 it reached on Thursday.",
    "The S&P 500 rose 2.9% on the week's last day.",
]

LEADS = [
    ("The S&P 500 rose on Friday and small caps fell. The index is up 10% this year.", "spx.change.ytd"),
    ("The S&P 500 rose and the Russell 2000 fell. The same index has lost 5% this year.", "rut.change.ytd"),
]  # `the index` is the one that a draft is about, if the tape has it and `the same` does not say otherwise


@pytest.mark.parametrize(("text", "fact"), LEADS)
def test_which_index_is_the_index(text: str, fact: str, tape: Tape) -> None:
    assert_holds(text, fact, tape)


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_what_stock_reports_say(text: str, fact: str, tape: Tape) -> None:
    assert_holds(text, fact, tape)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_one(text: str, tape: Tape) -> None:
    assert "contradicted" in {v for v, _ in said(text, tape)}
