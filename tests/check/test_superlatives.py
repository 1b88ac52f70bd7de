"""Superlatives and what they reach back to: since, for so long, of a period, ever, and the wordings without one."""

from datetime import date

import pytest

from generator.check import check
from generator.tape import Tape
from tests.check.helpers import said

AS_OF = date(2026, 1, 16)

# the sentence, and subject, measure and verdict of its superlative; nothing where it claims none
SINCE = [
    ("It was the S&P 500's best day since 9 January.", "spx", "best", "supported"),
    ("The S&P 500 had its biggest gain since January 9.", "spx", "best", "supported"),
    ("The S&P 500 had its best day since 6 January.", "spx", "best", "contradicted"),
    ("Gold closed at its lowest since 9 January.", "gold", "levelsince", "supported"),
    ("Gold closed at its lowest since 6 January.", "gold", "levelsince", "contradicted"),
    ("Gold fell to 52.5, the lowest close since last Friday.", "gold", "levelsince", "supported"),
    ("Gold had not closed lower since 9 January.", "gold", "levelsince", "supported"),
    ("Gold had not closed lower since 5 January.", "gold", "levelsince", "contradicted"),
    ("Gold hasn't been this low since 9 January.", "gold", "levelsince", "supported"),
    ("Gold is at a level last seen on 9 January.", "gold", "levelsince", "supported"),
    ("Gold has not had a lower close since 7 January.", "gold", "levelsince", "contradicted"),
    ("There hasn't been a better day for the S&P 500 since 9 January.", "spx", "best", "supported"),
    ("The S&P 500 rose 1.9%, a gain not matched since 9 January.", "spx", "best", "supported"),
    ("The S&P 500 rose 1.9%, most since 9 January.", "spx", "biggest", "supported"),
    ("The S&P 500 rose 1.9%; you have to go back to 9 January for a better day.", "spx", "best", "supported"),
    ("The S&P 500 rose 1.9%; you have to go back to 6 January for a better day.", "spx", "best", "contradicted"),
    ("The S&P 500 has not had a down day since 8 January.", "spx", "lastmove", "supported"),
    ("The S&P 500 has not had a down day since 7 January.", "spx", "lastmove", "contradicted"),
    ("It was gold's first loss since Wednesday.", "gold", "lastmove", "supported"),
    ("It was gold's first loss since 9 January.", "gold", "lastmove", "contradicted"),
    ("It was gold's first gain since Wednesday.", "gold", "lastmove", "contradicted"),
    ("It was the Russell 2000's worst day since our file starts.", "rut", "worst", "supported"),
    ("It was the Russell 2000's worst day on our file.", "rut", "worst", "supported"),
    ("The Russell 2000 closed at the lowest the series has been.", "rut", "levelsince", "supported"),
    ("Gold closed at the lowest the series has been.", "gold", "levelsince", "contradicted"),
    ("There is no lower close of the Russell 2000 in our data.", "rut", "levelsince", "supported"),
    ("There is no lower close of gold in our data.", "gold", "levelsince", "contradicted"),
]
MORE = [
    ("Gold fell for the first time in two sessions.", "gold", "lastmove", "supported"),
    ("Gold fell for the first time in three sessions.", "gold", "lastmove", "contradicted"),
    ("Gold fell for the first time since 7 January.", "gold", "lastmove", "contradicted"),
    ("It was the S&P 500's longest winning streak on our file.", "spx", "runsince", "supported"),
    ("It was gold's longest winning streak on our file.", "gold", "runsince", "contradicted"),
    ("The Russell 2000 avoided a new low for the month.", "rut", "placed", "contradicted"),
    ("Gold avoided a new low for the month.", "gold", "placed", "supported"),
    ("The 10-year yield is the highest it has been.", "us10y", "levelsince", "supported"),
    ("The S&P 500 is higher than at any time since our file starts.", "spx", "levelsince", "supported"),
    ("Gold is higher than at any time since 9 January.", "gold", "levelsince", "contradicted"),
    ("The last time gold was this low was on 9 January.", "gold", "levelsince", "supported"),
    ("Gold has not had a winning week in three.", "gold", "lastmove", "contradicted"),
    ("The Russell 2000 has never had a worse day.", "rut", "worst", "not_covered"),
    ("Gold has never had a worse day.", "gold", "worst", "not_covered"),
    ("The S&P 500 has never had a better day.", "spx", "best", "contradicted"),
    ("In points it was the S&P 500's best day since 9 January.", "spx", "best", "supported"),
    ("Not since 9 January has the S&P 500 risen so much in a day.", "spx", "best", "supported"),
    ("Not since 6 January has the S&P 500 risen so much in a day.", "spx", "best", "contradicted"),
    ("The S&P 500 rose 1.9%, more than on any day since 9 January.", "spx", "biggest", "supported"),
    ("The Russell 2000 has not been at a new high since 7 January.", "rut", "lastrecord", "supported"),
    ("The Russell 2000 has not been at a new high since 9 January.", "rut", "lastrecord", "contradicted"),
    ("The 10-year yield hit 4.20%, a level not seen since our file starts.", "us10y", "levelsince", "supported"),
    ("Gold ended at 52.5; to find one as low you have to go back to 9 January.", "gold", "levelsince", "supported"),
    ("Gold ended at 52.5; to find one as low you have to go back to 7 January.", "gold", "levelsince", "contradicted"),
]
AGES = [
    ("Gold closed at its lowest in a week.", "gold", "levelsince", "supported"),
    ("Gold closed at a one-week low.", "gold", "levelsince", "supported"),
    ("The Russell 2000 had its worst day in a week.", "rut", "worst", "imprecise"),
    ("Gold closed at its lowest in two weeks.", "gold", "levelsince", "contradicted"),
    ("The S&P 500 had its best day in five sessions.", "spx", "best", "supported"),
    ("The S&P 500 had its best day in eight sessions.", "spx", "best", "contradicted"),
    ("It was gold's first loss in two sessions.", "gold", "lastmove", "supported"),
    ("It was gold's first loss in four sessions.", "gold", "lastmove", "contradicted"),
]
WITHIN = [
    ("It was the Russell 2000's worst day of the year.", "rut", "placed", "supported"),
    ("It was the S&P 500's best day of the year.", "spx", "placed", "contradicted"),
    ("It was the S&P 500's second-best day of the year.", "spx", "placed", "supported"),
    ("It was the S&P 500's best day of the week.", "spx", "placed", "supported"),
    ("The 10-year yield closed at its highest of the year so far.", "us10y", "placed", "supported"),
    ("Gold closed at this week's lowest close.", "gold", "placed", "supported"),
    ("Thursday's close of 54 was gold's highest of the week.", "gold", "placed", "supported"),
    ("On Wednesday gold set a new low for the week.", "gold", "placed", "contradicted"),
    ("The 10-year yield hit a new high for the month.", "us10y", "placed", "supported"),
]
NONE = [
    "Best wishes from London.",
    "At best this is a guess.",
    "The S&P 500 is 2% below its high of the year.",
    "High time to go home, says the oldest trader we know.",
    "It is one of the best days of my life.",
    "She was the best student of the year.",
]


RECORDS = [
    ("The S&P 500 rose 1.9% in one day, a record.", "best", "contradicted"),  # of the move
    ("The Russell 2000 fell 3.1% in a single day, a record.", "worst", "not_covered"),  # of a file too short to say
    ("The S&P 500 rose 1.9% on the day, a record.", "record.high", "supported"),  # of the level
]


@pytest.mark.parametrize(("text", "measure", "verdict"), RECORDS)
def test_a_record_is_of_what_stands_before_it(tape: Tape, text: str, measure: str, verdict: str) -> None:
    found = [(c.measure, c.verdict) for c in check(text, tape, as_of=AS_OF).claims if c.kind == "record"]
    assert found == [(measure, verdict)]


@pytest.mark.parametrize(("text", "subject", "measure", "verdict"), [*SINCE, *MORE, *AGES, *WITHIN])
def test_superlatives(tape: Tape, text: str, subject: str, measure: str, verdict: str) -> None:
    found = [
        (c.subject, c.measure, c.verdict) for c in check(text, tape, as_of=AS_OF).claims if c.kind == "superlative"
    ]
    assert found == [(subject, measure, verdict)]


@pytest.mark.parametrize("text", NONE)
def test_what_claims_no_superlative(tape: Tape, text: str) -> None:
    assert not [c.text for c in check(text, tape, as_of=AS_OF).claims if c.kind in ("superlative", "record")]


TURNED = [
    ("Not since 9 January has gold been as low as the 52.5 reached on Friday. Oil fell too.", "gold", "supported"),
    ("Not since 6 January has gold been as low as the 52.5 reached on Friday. Oil fell too.", "gold", "contradicted"),
]


@pytest.mark.parametrize(("sentence", "subject", "verdict"), TURNED)
def test_the_subject_may_stand_behind_the_verb(tape: Tape, sentence: str, subject: str, verdict: str) -> None:
    """After a negative that comes first, whatever the paragraph before it was about."""
    report = check(f"The S&P 500 rose 1.9% on Friday.\n\n{sentence}", tape, as_of=AS_OF)
    found = [c for c in report.claims if c.text.startswith("Not since")]
    assert [(c.subject, c.verdict) for c in found] == [(subject, verdict)]


# gold's record close is 54, on the 13th and again on the 15th; its highest price 55
RECORD_DAYS = [
    ("Gold is off its record close of 54, set on 13 January.", "supported"),
    ("Gold is off its record close of 54, set on 14 January.", "contradicted"),
    ("Gold's all-time high, 54, was reached on January 13.", "supported"),
    ("Gold's all-time high of 54 was last hit on 8 January.", "contradicted"),
    ("The S&P 500 rose 1.9%, topping its closing record of 108 set on Thursday.", "supported"),
    ("The S&P 500 rose 1.9%, topping its closing record of 108 set on Tuesday.", "contradicted"),
    ("The Dow fell 1%. Its record high of 54, set on 13 January, is far off.", "not_covered"),
]


@pytest.mark.parametrize(("text", "verdict"), RECORD_DAYS)
def test_the_day_of_a_record(text: str, verdict: str, tape: Tape) -> None:
    dates = [c for c in check(text, tape, as_of=AS_OF).claims if c.kind == "date"]
    assert [c.verdict for c in dates] == [verdict]


def test_a_record_high_may_be_one_of_trading(tape: Tape) -> None:
    found = check("The S&P 500's record high, 111.0, was hit on Friday.", tape, as_of=AS_OF).claims
    assert [c.verdict for c in found] == ["supported", "supported"]
    close = check("The S&P 500's record close of 111.0 stands.", tape, as_of=AS_OF).claims
    assert [c.verdict for c in close] == ["contradicted"]


# what nothing dates, ranks or asserts is never called wrong
LEFT_OPEN = [
    "Gold fell 40% since the last meeting of ministers.",
    "Gold has outperformed since the onset of the strike.",
    "The day's worst-performing sector was S&P energy.",
    "Gold rose on hopes of a rally to fresh record highs.",
    "The recent 14-day win streak for gold vs. the S&P 500 is over.",
    "Gold's longest streak lasted 16 days.",
]


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_what_is_left_open_is_not_condemned(text: str, tape: Tape) -> None:
    found = check("Gold fell 2.8% and the S&P 500 rose 1.9% on Friday. " + text, tape, as_of=AS_OF).claims
    assert "contradicted" not in {c.verdict for c in found}


def test_a_period_that_has_just_ended_is_looked_back_on(tape: Tape) -> None:
    found = check("It was the S&P 500's second-best month ever.", tape, as_of=date(2026, 2, 2)).claims
    assert {c.at for c in found} == {date(2026, 1, 31)}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The S&P 500 had its 2nd best day on record.", "supported"),
        ("The S&P 500 had its 3rd best day on record.", "contradicted"),
        ("The S&P 500 had its biggest up day since 9 January.", "supported"),
        ("The S&P 500 had its biggest up day since 6 January.", "contradicted"),
        ("The S&P 500 rose. It was the 2nd best day on record.", "supported"),
    ],
)
def test_a_place_in_digits_and_an_up_day(text: str, verdict: str, tape: Tape) -> None:
    assert said(text, tape)[-1][0] == verdict


def test_the_worst_as_a_moment(tape: Tape) -> None:
    assert not [
        f
        for f in said("The S&P 500 buys 2.1 of gold; at the worst in January, it was fewer.", tape)
        if f[0] == "contradicted"
    ]


LOW_POINTS = [  # the S&P 500 closed 2026 lowest, at 100, on 8 January
    ("The S&P 500's lowest close of the year, 100, came on 8 January.", "supported"),
    ("The lowest close of 2026 for the S&P 500 was 100, on 8 January.", "supported"),
    ("The S&P 500 hit its low for the year, 100, on 8 January.", "supported"),
    ("The S&P 500 hit its low for the year, 100, on 9 January.", "contradicted"),
]


@pytest.mark.parametrize(("text", "verdict"), LOW_POINTS)
def test_the_low_of_a_year_is_of_the_day_behind_its_value(text: str, verdict: str, tape: Tape) -> None:
    found = [c for c in check(text, tape, as_of=AS_OF).claims if "year" in c.text or "2026" in c.text]
    assert [c.verdict for c in found] == [verdict]
