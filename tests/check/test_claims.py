"""Sentences against a tape that can be worked out by hand: what is true is green, what is wrong is red."""

from datetime import date

import pytest

from generator.check import check
from generator.tape import Tape

AS_OF = date(2026, 1, 16)


def findings(text: str, tape: Tape | None) -> list[str]:
    """The verdicts on a text, in its order."""
    return [c.verdict for c in check(text, tape, as_of=AS_OF).claims]


TRUE = [
    "The S&P 500 closed at 110.",
    "The S&P 500 rose 1.9% on Friday.",
    "The S&P 500 gained 5.8% on the week.",
    "The S&P 500 is up 10% this year.",
    "The S&P 500 has risen for six sessions in a row.",
    "It was the S&P 500's sixth straight gain.",
    "The Russell 2000 has fallen seven days running.",
    "The Russell 2000 lost 3.1%, while the S&P 500 added 1.9%.",
    "The S&P 500 and the Russell 2000 moved by 1.9% and 3.1% respectively.",
    "The S&P 500 and gold gained 1.9% on Friday, which leaves them up 10% and 5%, respectively, for the year.",
    "The 10-year yield rose seven basis points to 4.20%.",
    "The 10-year yield has climbed 20bp since New Year.",
    "On the week the S&P 500 outpaced the Russell 2000 by 12.6 percentage points.",
    "The Russell 2000 is 8.7% below its record.",
    "Gold fell from 54 to 52.5, a loss of 2.8%.",
    "Gold did worse than the S&P 500 on the week.",
    "Friday, 16 January 2026, was quiet.",
    "The S&P 500 hit a record high.",
    "The S&P 500 jumped on Friday. It is up 5.8% on the week.",
    "Gold, down 2.8%, was the day's loser.",
    "The Russell 2000 was at 196 on Thursday.",
]
FALSE = [
    "The S&P 500 closed at 112.",
    "The S&P 500 fell 1.9% on Friday.",
    "The S&P 500 gained 1.9% on the week.",
    "The S&P 500 is up 12% this year.",
    "The S&P 500 has risen for five sessions in a row.",
    "It was the S&P 500's seventh straight gain.",
    "The Russell 2000 lost 1.9%, while the S&P 500 added 3.1%.",
    "The S&P 500 and the Russell 2000 moved by 3.1% and 1.9% respectively.",
    "The 10-year yield rose seven per cent to 4.20%.",
    "The 10-year yield has climbed 30bp since New Year.",
    "On the week the S&P 500 lagged the Russell 2000 by 12.6 percentage points.",
    "The Russell 2000 is 12% below its record.",
    "Gold fell from 54 to 52.5, a loss of 4.8%.",
    "Gold did better than the S&P 500 on the week.",
    "Thursday, 16 January 2026, was quiet.",
    "The Russell 2000 hit a record high.",
    "The S&P 500 sank on Friday.",
    "The S&P 500 never closed above 105.",
]
OPEN = [
    "Copper fell 2% on Friday.",
    "The Nasdaq 100 rose 1.4%.",
    "Apple shares gained 3.2%.",
    "The S&P 500 will rise to 120 by summer.",
    "We expect gold to reach 60.",
    "The S&P 500 rose 1.9% on Friday because traders feared a strike.",
    '"Nobody wanted to sell before the weekend," said a trader in Chicago.',
    "About 40% of the companies in the Russell 2000 lose money.",
]
SILENT = [
    "Call us at 0800 555 0142 or on page 12.",
    "The stream starts at 15:30 CET in room 212.",
    "I like a 60/40 portfolio, open 24/7.",
    "Issue 88 of this letter has two parts.",
]


@pytest.mark.parametrize("text", TRUE)
def test_true(tape: Tape, text: str) -> None:
    verdicts = findings(text, tape)
    assert "supported" in verdicts
    assert not {"contradicted", "imprecise"} & set(verdicts)


@pytest.mark.parametrize("text", FALSE)
def test_false(tape: Tape, text: str) -> None:
    assert "contradicted" in findings(text, tape)


@pytest.mark.parametrize("text", OPEN)
def test_what_the_tape_cannot_answer(tape: Tape, text: str) -> None:
    verdicts = findings(text, tape)
    assert "not_covered" in verdicts
    assert "contradicted" not in verdicts


@pytest.mark.parametrize("text", SILENT)
def test_what_claims_nothing(tape: Tape, text: str) -> None:
    assert findings(text, tape) == []


def test_tables_take_subject_and_window_from_their_heads(tape: Tape) -> None:
    text = "| | week | 2026 |\n|---|---|---|\n| S&P 500 | +5.8% | +10% |\n| Russell 2000 | −6.9% | −6% |\n"
    assert findings(text, tape) == ["supported", "supported", "supported", "contradicted"]


def test_the_date_is_the_drafts(tape: Tape) -> None:
    assert AS_OF.isoformat() == "2026-01-16"
    assert findings("The S&P 500 rose 1.0% on Tuesday, 6 January 2026.", tape)[-1] == "supported"


BESIDE = [
    ("The Dow and the S&P 500 rose 1.9% on Friday.", ["supported", "not_covered"]),
    ("The Dow and the S&P 500 fell 1.9% on Friday.", ["contradicted"]),
    ("The Dow and the S&P 500 closed at record highs.", ["supported", "not_covered"]),
    ("All three major indexes rose on Friday.", ["supported", "not_covered"]),
    ("It was a bad day, with all three major indexes down 1.9% on Friday.", ["contradicted"]),
    ("The S&P 500, the Dow and the Nikkei rose on Friday.", ["supported", "not_covered"]),
    ("The DAX, the CAC 40 and the FTSE 100 rose. All three major indexes fell 1.9% on Friday.", ["not_covered"] * 2),
]


@pytest.mark.parametrize(("text", "verdicts"), BESIDE)
def test_of_several_those_on_the_tape_are_judged(text: str, verdicts: list[str], tape: Tape) -> None:
    assert [c.verdict for c in check(text, tape, as_of=AS_OF).claims] == verdicts
