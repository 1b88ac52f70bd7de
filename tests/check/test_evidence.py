"""A failing claim is condemned only for what its text says; what is left open is `not_covered`, and never green."""

from datetime import date

import pytest

from generator.check import check
from generator.check.report import Finding
from generator.tape import Tape

AS_OF = date(2026, 1, 16)

# text, words of the claim, verdict, reason
WINDOWS = [
    ("The S&P 500 rose 10%.", "rose 10%", "not_covered", "window"),  # true of the year, but that is not said
    ("The S&P 500 rose 10% on Friday.", "rose 10%", "contradicted", "value"),
    ("On Friday the S&P 500 rose 10%.", "rose 10%", "contradicted", "value"),
    ("The S&P 500 rose 10% this week.", "rose 10%", "contradicted", "value"),
    ("The S&P 500 rose 7%.", "rose 7%", "contradicted", "value"),  # true over no window that it may mean
    ("This week:\n\n- S&P 500 +10%", "+10%", "contradicted", "value"),
    ("The Russell 2000 lost 3.1%. The S&P 500 rose 10%.", "rose 10%", "contradicted", "value"),  # the paragraph tells the day
    ("The S&P 500 rose 7%, its best day since 2025.", "rose 7%", "contradicted", "value"),
    ("On Friday gold lost 2.8%, and then it put on another 10%.", "put on another 10%", "not_covered", "no_data"),
]  # fmt: skip
SIGNS = [
    ("The Russell 2000 did better than the S&P 500.", "did better than", "not_covered", "window"),
    ("The Russell 2000 did better than the S&P 500 on Friday.", "did better than", "contradicted", "comparison"),
    ("The S&P 500 did better than the Russell 2000.", "did better than", "supported", None),
    ("The S&P 500 rose 1.9%. The Russell 2000 did better.", "did better", "contradicted", "comparison"),
]
MEASURES = [
    ("Gold told a story this week, $54.", "$54", "not_covered", "no_data"),
    ("Gold closed at $54.", "$54", "contradicted", "value"),
    ("Gold closed at $52.50.", "$52.50", "supported", None),
    ("The high to beat for the S&P 500: 111.", "111", "not_covered", "no_data"),
    ("The S&P 500 topped 114 before closing at 110.", "114", "contradicted", "value"),
    ("Gold is 9% below it.", "9%", "not_covered", "no_data"),
    ("Gold changed little on most days of January, more than half, this year.", "more than half", "not_covered", "no_data"),
    ("Gold lost more than half this year.", "lost more than half", "contradicted", "value"),
    ("The S&P 500 is 14% above where it began the year.", "14%", "contradicted", "value"),
    ("The 10-year yield rose to 4.20%, the most since 13 January.", "the most since 13 January", "not_covered", "no_data"),
    ("The S&P 500 rose 1.9%, its biggest gain since 13 January.", "biggest gain since 13 January", "contradicted", "superlative"),
]  # fmt: skip
SUBJECTS = [
    ("Gold lost 2.8%. Holders gained 3%; the S&P 500 rose 1.9%.", "gained 3%", "not_covered", "subject"),
    ("The S&P 500 rose 1.9%, so we came in 9% ahead.", "9% ahead", "not_covered", "subject"),
    ("Gold lost 2.8%. It fell 3.9% on Friday.", "fell 3.9%", "contradicted", "value"),
    ("Gold lost 2.8%. It fell 28% on Friday.", "fell 28%", "contradicted", "value"),
    (
        "It ended at 120, up 9%.\n\nSo much.\n\nAnd more.\n\nThe S&P 500 is an index.",
        "up 9%",
        "not_covered",
        "no_data",
    ),  # named too late
    ("The S&P 500 gained 1.9%, gold lost 2.8%. We're up 10% this year.", "up 10%", "supported", None),
    ("The S&P 500 gained 1.9%, gold lost 2.8%. We're up 14% this year.", "up 14%", "not_covered", "subject"),
    ("Gold lost 2.8%. 775k accounts were closed.", "775k accounts", "not_covered", "no_data"),
]
FAR = [  # a number far from its answer is condemned only where nothing of the question is carried on
    ("Gold lost 2.8%. It fell 5.4% on Friday.", "fell 5.4%", "not_covered", "no_data"),
    ("On Friday gold fell 5.4%.", "fell 5.4%", "contradicted", "value"),
    ("The S&P 500 rose 1.9%. The sum of it is 11.5%.", "11.5%", "not_covered", "no_data"),
    ("The S&P 500 rose 11.5%.", "rose 11.5%", "contradicted", "value"),
    ("The S&P 500 closed at 110, and gold closed at 96.", "96", "contradicted", "value"),
    ("The S&P 500 rose 1.9% as gold held up. It closed at 201.", "201", "not_covered", "no_data"),
    ("The S&P 500 rose 1.9%. Gold did more than double that.", "more than double", "not_covered", "no_data"),
    ("The S&P 500 closed at 110. Volatility over twenty sessions is 11%.", "11%", "not_covered", "no_data"),
]
BESIDE = [  # true, to the last digit, of another day or price that the sentence tells of
    ("The S&P 500 began at 108.00 and closed at 110, 1.9% above the close of 13 January.", "108.00", "supported", None),
    (
        "From 9 January, at its close of 104.00, the S&P 500 rose 5.77% in two weeks.",
        "rose 5.77%",
        "not_covered",
        "date",
    ),
    (
        "From 9 January, at its close of 104.00, the S&P 500 rose 5.55% in two weeks.",
        "rose 5.55%",
        "contradicted",
        "value",
    ),
]
UNITS = [  # an answer in another unit is hardly what is meant where its instrument is only carried on
    ("The 10-year yield rose 7 basis points on Friday. Some think a 45% drop is fair.", "45% drop", "not_covered", "subject"),
    ("On Friday the 10-year yield rose to 45%.", "45%", "contradicted", "value"),
]  # fmt: skip
TABLES = [("| | Friday |\n|---|---|\n| S&P 500 | +10.0% |\n", "+10.0%", "contradicted", "value")]


def said(text: str, words: str, tape: Tape) -> Finding:
    """The finding on some words."""
    claims = check(text, tape, as_of=AS_OF).claims
    return next(c for c in claims if words in c.text or c.text in words)


@pytest.mark.parametrize(
    ("text", "words", "verdict", "reason"),
    [*WINDOWS, *SIGNS, *MEASURES, *SUBJECTS, *FAR, *BESIDE, *UNITS, *TABLES],
)
def test_what_is_left_open_is_not_condemned(text: str, words: str, verdict: str, reason: str, tape: Tape) -> None:
    found = said(text, words, tape)
    assert (found.verdict, found.reason) == (verdict, reason), found


def test_the_question_it_would_be_true_of_is_shown(tape: Tape) -> None:
    found = said("The S&P 500 rose 10%.", "rose 10%", tape)
    assert found.message == "Not judged: the text leaves open the stretch of time."
    assert found.alternatives and "10.00 %" in (found.suggestion or "")


TOLD = [
    ("Gold closed at its lowest since 6 January.", "Gold: last close as low is 2026-01-09 to 2026-01-16."),
    ("The S&P 500 had its best day since 6 January.", "S&P 500: last day that rose as much is 2026-01-09 to 2026-01-16."),
    ("The S&P 500 extended its winning run to eight.", "S&P 500: days up on end is 6 to 2026-01-16."),
    ("The S&P 500 has gained three weeks running.", "S&P 500: weeks up on end is 2 to 2026-01-16."),
    ("The S&P 500 has beaten the Russell 2000 three weeks running.", "S&P 500: weeks on end ahead of Russell 2000 is 2 to 2026-01-16."),
    ("The S&P 500 has beaten the Russell 2000 nine days running.", "S&P 500: days on end ahead of Russell 2000 is 6 to 2026-01-16."),
    ("The S&P 500 rose 4% in two weeks.", "S&P 500: change over 2 weeks is 10.00 % to 2026-01-16."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), TOLD)
def test_a_verdict_says_its_question_in_words(text: str, message: str, tape: Tape) -> None:
    assert message in [c.message for c in check(text, tape, as_of=AS_OF).claims]


@pytest.mark.parametrize("rise", [f"{n}%" for n in range(3, 60, 7)])
def test_no_number_turns_green_by_what_is_left_open(rise: str, tape: Tape) -> None:
    assert said(f"The S&P 500 rose {rise}.", rise, tape).verdict != "supported"


LANGUAGE = [
    ("The S&P 500 closed at 110, just below its high for the day of 111.", "111", "supported"),
    ("The S&P 500 traded as high as 111 on Friday and closed at 110.", "111", "supported"),
    ("The S&P 500 traded as high as 113 on Friday and closed at 110.", "113", "contradicted"),
    ("Barrick Gold (ABX) moved up 9%.", "moved up 9%", "not_covered"),
    ("Spot Gold (GLD) lost 2.8%.", "lost 2.8%", "supported"),
    ("The Russell 2000 (the small caps) fell 3.1% on Friday.", "fell 3.1%", "supported"),
    ("The Russell 2000 (the small caps) rose 3.1% on Friday.", "rose 3.1%", "contradicted"),
    ("The S&P 500 dropped on Friday (Jan 16).", "dropped", "contradicted"),
    ("Remember December? The S&P 500 stood at 100 on the 31st.", "100", "supported"),
    ("Gold for April delivery lost 2.8%.", "lost 2.8%", "supported"),
    ("The S&P 500 added 2, or 1.9%, and the Russell 2000 lost 6.", "lost 6", "supported"),
    ("The S&P 500 added 2, or 1.9%, and the Russell 2000 lost 9.", "lost 9", "contradicted"),
    ("Analysts see a 10% rise in second-quarter earnings.", "10% rise", "not_covered"),
    ("The S&P 500 posted its sixth consecutive record close.", "sixth consecutive record close", "supported"),
    ("The S&P 500 posted its eighth straight all-time closing high.", "eighth straight all-time closing high", "contradicted"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "verdict"), LANGUAGE)
def test_words_that_were_misread(text: str, words: str, verdict: str, tape: Tape) -> None:
    assert said(text, words, tape).verdict == verdict, said(text, words, tape)


FAR = [
    ("On Friday gold tumbled 2.8%, to close at 68.", "68", "contradicted", "value"),  # a clause that hangs on the name
    ("The 10-year yield was 4.00% on 31 December and 4.20% on Friday. That is 20 percent.", "20 percent", "contradicted", "unit"),
    ("The 10-year yield was 4.00% on 31 December and 4.20% on Friday. That is 31 percent.", "31 percent", "not_covered", "no_data"),
    ("The 10-year yield rose to 4.20% on Friday, 71 basis points more than on 31 December.", "71 basis points", "contradicted", "value"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "verdict", "reason"), FAR)
def test_far_numbers_are_condemned_where_they_can_mean_nothing_else(
    text: str, words: str, verdict: str, reason: str, tape: Tape
) -> None:
    found = said(text, words, tape)
    assert (found.verdict, found.reason) == (verdict, reason), found


IN_TWO_UNITS = [
    ("The S&P 500 closed 2 points, or 1.85%, higher at 110.", {"supported"}),
    ("The S&P 500 closed 2 points (1.85%) higher.", {"supported"}),
    ("The S&P 500 came out at 110, 2 points or 1.85% to the good.", {"supported"}),
    ("The S&P 500 closed 2 points, or 1.85%, lower.", {"contradicted"}),
    ("The S&P 500 has fallen more than 2% some nine times.", {"not_covered"}),
    ("In the past two weeks the Russell 2000 and the S&P 500 were down five times.", {"not_covered"}),
]


@pytest.mark.parametrize(("text", "verdicts"), IN_TWO_UNITS)
def test_a_move_in_two_units_has_one_direction_and_occasions_are_no_multiple(
    text: str, verdicts: set[str], tape: Tape
) -> None:
    assert {c.verdict for c in check(text, tape, as_of=AS_OF).claims} == verdicts


def test_so_many_times_anothers_move_is_no_multiple_of_ones_own(tape: Tape) -> None:
    assert said("The S&P 500 is up 10% this year, double gold's 5%.", "double", tape).verdict == "supported"
    assert said("The S&P 500 is up 10% this year, triple gold's 5%.", "triple", tape).verdict == "contradicted"
    assert said("The S&P 500 doubled this year.", "doubled", tape).verdict == "contradicted"


def test_a_signed_number_right_behind_a_rival_is_the_rivals(tape: Tape) -> None:
    assert said("S&P 500 +1.9% on Friday vs gold -2.8%.", "-2.8%", tape).verdict == "supported"
    assert said("S&P 500 +1.9% on Friday vs gold +2.8%.", "+2.8%", tape).verdict == "contradicted"
    assert not [
        c for c in check("Gold has done best this year.", tape, as_of=AS_OF).claims if c.verdict == "contradicted"
    ]


SIDES = [  # the S&P 500 is at its high; gold, at 52.50, is 2.8 % below its own
    ("Gold is 2.8% below its January high.", "2.8%", "supported"),
    ("Gold is 2.8% above its January high.", "2.8%", "contradicted"),
    ("Gold is 5% above its January low.", "5%", "supported"),
    ("Gold is 5% below its January low.", "5%", "contradicted"),
    (
        "The 10-year yield is 20 basis points above where it stood at the end of December.",
        "20 basis points",
        "supported",
    ),
    (
        "The 10-year yield is 20 basis points below where it stood at the end of December.",
        "20 basis points",
        "contradicted",
    ),
    ("Gold fell by more than that, -2.8% Fri.", "-2.8%", "supported"),
    ("The S&P 500 has now had 40 record closes.", "record closes", "not_covered"),
]


@pytest.mark.parametrize(("text", "words", "verdict"), SIDES)
def test_the_side_of_an_extreme_that_is_told_is_judged(text: str, words: str, verdict: str, tape: Tape) -> None:
    assert said(text, words, tape).verdict == verdict, said(text, words, tape)


SILENT = [
    "Because stocks tend to fall faster than they rise, the S&P 500 is watched.",
    "The S&P 500 rose above 105 early in January but fell later.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_claim_is_not_condemned(text: str, tape: Tape) -> None:
    assert not [c for c in check(text, tape, as_of=AS_OF).claims if c.verdict == "contradicted"]


STRANGERS = [
    "Gold lost 2.8%. The 30-stock average, which is widely followed, pushed past 4,000.",
    "Gold lost 2.8%. A popular measure of market volatility finished at an all-time low on Friday.",
]


@pytest.mark.parametrize("text", STRANGERS)
def test_a_gauge_that_is_only_described_is_no_instrument_told_before(text: str, tape: Tape) -> None:
    assert all(c.verdict != "contradicted" for c in check(text, tape, as_of=AS_OF).claims)
