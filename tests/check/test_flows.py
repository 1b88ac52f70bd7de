"""Money in and out of funds: amounts, directions, streaks and superlatives belong to the flow, prices to the fund."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.check import check
from generator.tape import Tape, read_tape

CATALOG = """
[instruments.spy]
name = "SPDR S&P 500 ETF"
aliases = ["SPY"]
kind = "etf"
unit = "USD"
file = "spy.csv"
[instruments.spy_flow]
name = "SPDR S&P 500 ETF net flow"
aliases = ["SPY flows"]
kind = "flow"
unit = "USD"
of = "spy"
scale = 1000000.0
file = "spy_flow.csv"
[instruments.iwm_flow]
name = "iShares Russell 2000 ETF net flow"
aliases = ["IWM flows"]
kind = "flow"
unit = "USD"
scale = 1000000.0
file = "iwm_flow.csv"
"""
AS_OF = date(2026, 1, 16)
DAYS = [date(2025, 12, 31), *(date(2026, 1, 5) + timedelta(n) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11))]
ROWS = {
    "spy": (600, 601, 602, 603, 604, 605, 606, 607, 608, 609, 606),
    "spy_flow": (100, 200, -300, 400, -500, 100, 250, 350, -120, -830, -1250),  # wtd -1600, ytd -1700
    "iwm_flow": (-50, -60, 70, 80, -90, 10, 20, 30, 40, 50, 60),  # wtd +200, ytd +210
}


@pytest.fixture(scope="module")
def funds(tmp_path_factory: pytest.TempPathFactory) -> Tape:
    folder: Path = tmp_path_factory.mktemp("funds")
    (folder / "catalog.toml").write_text(CATALOG)
    for key, values in ROWS.items():
        head = "date,close\n" if key == "spy" else "date,value\n"
        (folder / f"{key}.csv").write_text(head + "".join(f"{d},{v}\n" for d, v in zip(DAYS, values, strict=True)))
    return read_tape(folder)


SUPPORTED = [
    "SPY lost $1.25bn on Friday.",
    "SPY shed $1.25 billion on Friday.",
    "SPY bled $1.6bn this week.",
    "Investors pulled $1.25bn from SPY on Friday.",
    "Investors withdrew $1.6 billion from SPY this week.",
    "SPY saw net outflows of $1.6bn this week.",
    "IWM took in $200m on the week.",
    "IWM pulled in $60 million on Friday.",
    "IWM attracted $210m this year.",
    "Net inflows into IWM came to $200m this week.",
    "The iShares Russell 2000 ETF drew $60m on Friday.",
    "IWM has had inflows for six days in a row.",
    "SPY has seen three straight days of outflows.",
    "SPY closed at $606, down 0.5%, while IWM took in $60m.",
    "SPY suffered $1.25bn of redemptions on Friday.",
    "SPY leaked $1.25bn on Friday, leaving the week $1.6bn negative after $250m came in on Monday and $350m on Tuesday.",
    "SPY had withdrawals. Year to date the fund is $1.7bn short.",
    "The fund SPY had outflows this week; since its launch the total is $1.6bn in the red.",
    "This week SPY had two days of inflows and three of outflows; the balance is -$1.6bn.",
    "Investors pulled $1.6bn from SPY this week although the fund's price rose 0.2%.",
    "SPY has seen three straight days of outflows totalling $2.2bn.",
    "SPY lost $2.2 billion over three straight days of outflows.",
    "IWM has had inflows for six days in a row, $210m taken together.",
    "Since its launch IWM has taken in a net $160m.",
    "Since it opened for business IWM has attracted $160m.",
]
CONTRADICTED = [
    "SPY lost $2.25bn on Friday.",
    "SPY took in $1.25bn on Friday.",
    "SPY leaked $1.25bn on Friday, leaving the week $1.6bn negative after $270m came in on Monday.",
    "SPY had withdrawals. Year to date the fund is $1.7bn up.",
    "This week SPY had three days of inflows and two of outflows.",
    "Investors poured $1.6 billion into SPY this week.",
    "IWM shed $200m on the week.",
    "IWM took in $260m on the week.",
    "SPY has seen five straight days of outflows.",
    "SPY has seen three straight days of outflows totalling $3.2bn.",
    "Since its launch IWM has taken in a net $260m.",
]
OPEN = ["IWM fell 3% on Friday.", "MDY took in $312m on Friday.", "SPY has assets of $650bn."]


def verdicts(text: str, funds: Tape) -> set[str]:
    return {c.verdict for c in check(text, funds, as_of=AS_OF).claims}


@pytest.mark.parametrize("text", SUPPORTED)
def test_true_flows(text: str, funds: Tape) -> None:
    assert verdicts(text, funds) == {"supported"}


@pytest.mark.parametrize("text", CONTRADICTED)
def test_wrong_flows(text: str, funds: Tape) -> None:
    assert "contradicted" in verdicts(text, funds)


@pytest.mark.parametrize("text", OPEN)
def test_a_fund_is_not_its_flow(text: str, funds: Tape) -> None:
    assert verdicts(text, funds) == {"not_covered"}


def test_the_next_sentence_keeps_to_what_it_is_about(funds: Tape) -> None:
    text = "SPY lost $1.25bn on Friday. Over the week the outflow came to $1.6bn. The price fell 0.5% on the day."
    found = [(c.verdict, c.subject) for c in check(text, funds, as_of=AS_OF).claims]
    assert found == [("supported", "spy_flow"), ("supported", "spy_flow"), ("supported", "spy")]
