"""What a writer leaves out because the words before have it: a verb, a unit, a stretch, whose it is."""

import pytest

from generator.check import check
from generator.tape import Tape
from tests.check.helpers import AS_OF, assert_holds, said

HOLD = [
    ("The S&P 500 is 10.0% above its level of 31 December, gold 5.0%.", "gold.change"),
    ("Gold rose 5.0% this month, roughly half what the S&P 500 made.", ""),
    ("This month the S&P 500 rose 10.0%, double what gold made.", "timesmove"),
    ("The S&P 500 closed at 108 on Thursday and added 1.9% to it on Friday.", ""),
    (
        "The Russell 2000 stood at 208 on Wednesday, January 7, and had lost 8.7% of it by Friday, January 16.",
        "since:2026-01-07",
    ),
    ("The S&P 500 has risen six days on the trot, adding 10.0% along the way.", "spx.change.6s"),
    ("The Russell 2000 lost 8.7% after touching its best close of the year, 208, on January 7.", "since:2026-01-07"),
    ("From 4.10% last Thursday the ten-year yield has risen to 4.20%.", "us10y.change.since"),
    ("On Wednesday the Russell 2000 lost one point oh per cent.", ""),
    (
        "The Russell 2000 is down five point zero per cent this month. On Friday it lost three point one.",
        "rut.change.1d",
    ),
    ("It takes 2.10 shares of gold to buy one of the S&P 500.", "spx.ratio.vs.gold"),
    ("The S&P 500 gained 1.9% on Friday, following Thursday's 0.9% rise.", "spx.change.1d@2026-01-15"),
    ("The S&P 500 rose to 110 a day after closing at 108.", "spx.level"),
    ("The Russell 2000 closed below 198 on Thursday for the first time since 31 December.", ""),
    ("Its high on the day aside, gold's peak came on January 13, at 54.", "gold.level@2026-01-13"),
]
FAIL = [
    "The S&P 500 has risen six days on the trot, adding 12.0% along the way.",
    "This month the S&P 500 rose 10.0%, triple what gold made.",
    "From 4.10% last Thursday the ten-year yield has fallen to 4.20%.",
    "The Russell 2000 is down five point zero per cent this month. On Friday it lost four point one.",
    "The S&P 500 gained 1.9% on Friday, following Thursday's 1.1% rise.",
]


@pytest.mark.parametrize(("text", "fact"), HOLD)
def test_what_is_left_out_is_taken_up(text: str, fact: str, tape: Tape) -> None:
    assert_holds(text, fact, tape)


@pytest.mark.parametrize("text", FAIL)
def test_what_is_left_out_is_judged(text: str, tape: Tape) -> None:
    assert any(v == "contradicted" for v, _ in said(text, tape)), said(text, tape)


MISDATED = [
    ("The S&P 500 closed at 107.00 on Monday.", "Monday", "107.00"),
    ("The Russell 2000 finished at 206.0 on Friday, 9 January.", "Friday, 9 January", "206.0"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), MISDATED)
def test_a_level_of_another_day_has_the_wrong_date(text: str, wrong: str, right: str, tape: Tape) -> None:
    found = {c["text"]: c["verdict"] for c in check(text, tape, as_of=AS_OF).as_json()["claims"]}
    assert (found.get(wrong), found.get(right)) == ("contradicted", "supported"), found


TIMES = [
    ("The 10-year yield has risen 12 basis points since last week, when it bottomed.", "", "contradicted"),
    ("The S&P 500 had its smallest gain since 13 January on Thursday.", "", "contradicted"),
    ("Gold is 3% dearer than on the eve of the siege.", "not_covered", ""),
    ("Gold rose 5.0% this month, silver-mining shares 3%, minus 2% for the younger miners.", "", "contradicted"),
]


@pytest.mark.parametrize(("text", "some", "none"), TIMES)
def test_what_is_not_understood_condemns_nothing(text: str, some: str, none: str, tape: Tape) -> None:
    found = [v for v, _ in said(text, tape)]
    assert none not in found and (not some or some in found), said(text, tape)
