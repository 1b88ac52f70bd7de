"""Why a market moved is a claim that no tape can show; a plain time, a reason of method or a denial is none."""

from datetime import date

import pytest

from generator.check import check
from generator.tape import Tape

CAUSES = [
    "Gold rose 2% on Friday because miners went on strike.",
    "Stocks sank on Monday as the repo market flashed a warning.",
    "Economists credit the mayor's promise.",
    "A change of heart at the central bank is what lit the fuse.",
    "Rate cuts barely touched mortgages and the S&P 500 dropped, because the banks kept the difference.",
    "Gold ended lower, and all of it because of one rumour.",
    "Most of the blame is being laid at the regulator's door.",
    "Someone was closing a hedge in gold.",
    "Regulators did it.",
    "This is about a shortage of copper, not about demand.",
    "Silver ended at 30, puffed up by a squeeze in London.",
    "Savers hold cash, and that is why yields fell.",
    "A hint that lenders must not hold coins lit the fuse for Bitcoin.",
    "Hedging before the vote is the likely suspect, as gold fell.",
    "Why: the port paused its tolls for a month.",
    "Who did it? Funds with targets had to sell futures into the close.",
    "Capital is pouring out of chipmakers for anything cheap.",
    "Year-end cash is the probable source of the bid for small caps.",
    "Anger over a speech triggered the profit-taking.",
    "Because the ports were closed, oil rose 4%.",
    "Small caps slid on the back of a weak auction.",
    "Thanks to bargain hunters the Russell 2000 recovered by noon.",
    "The S&P 500 gained ground, courtesy of the chipmakers' lobby in Washington.",
    "Owing to a poor harvest wheat jumped 6%.",
    "Treasury yields fell in response to the mayor's resignation.",
    "The dollar slipped as the central bank of Norway turned hawkish.",
    "Silver tumbled as leveraged funds cut their positions.",
    "Gold gained 1% after the finance ministry announced a levy.",
    "Stocks dropped 3% following the minister's comments.",
    "Bitcoin lost 5% amid worries about a new exchange levy.",
    "The Russell 2000 rallied on hopes of a truce.",
    "Yields climbed on renewed inflation fears.",
    "Weak hiring data weighed on the S&P 500.",
    "A cold winter sparked the rally in natural gas.",
    "The export ban sent copper higher.",
    "Margin calls explain most of the slide.",
    "The culprit: a failed bond auction.",
    "The main driver was month-end rebalancing by pension funds.",
    "Index funds were behind the jump.",
    "The strike is to blame.",
    "A rumour about the treasury secretary was widely blamed.",
    "Option dealers did the rest.",
    "The 0.4% dip is, we think, a tax-season story.",
    "Traders cited a report on crop failures.",
    "Behind the rally stood buyers from Asia.",
    "The S&P 500 fell 1%, dragged down by a fire at a warehouse.",
    "It was a liquidity-driven rally.",
    "That is why gold fell.",
    "What drove it? A failed auction.",
    "Why did gold fall? A festival ended in Delhi.",
    "The reason for the slide? Thin volumes.",
    "It was the tariffs that moved the market.",
    "A stronger dollar hurt gold.",
    "Rate-cut hopes helped small caps.",
    "Gold has benefited from the buying of central banks.",
    "Heavy issuance is the reason for the rise in yields.",
]
NO_CAUSES = [
    "Stocks fell as the market slid.",
    "The exchange is the source of our data.",
    "I credit my aunt, who sold on Monday.",
    "Gold rose 2% on Friday, as expected.",
    "As of Friday the S&P 500 stood at 110.",
    "The S&P 500 rose for six days as well.",
    "As trading began on Monday, the S&P 500 stood at 104.",
    "The Russell 2000 slid as the week wore on.",
    "Stocks fell as selling turned into a rout.",
    "After a three-day slide the S&P 500 rose 1%.",
    "After falling on Thursday, gold steadied.",
    "The S&P 500 rose for a sixth day after closing at a record on Thursday.",
    "The index has gained 4% since then.",
    "The Russell 2000 is behind the S&P 500 this year.",
    "The data do not say why prices moved.",
    "Nothing here explains why gold fell.",
    "Because the file starts in 2006, this cannot be called a record.",
    "I mention it because readers ask.",
    "Why did gold fall?",
    "Was it because of the dollar?",
    "The following table shows the closes.",
    "On Friday morning the S&P 500 rose.",
    "On demand, we send the numbers by post.",
    "The S&P 500, as measured by its closes, gained 5.8%.",
    "For that reason we print two decimals.",
    "It is the same old story.",
    "We have no reason to change the layout.",
    "Gold did it again.",
    "The day after the holiday was quiet.",
    "A data-driven look at the S&P 500.",
    "Thanks to all readers for their letters.",
    "As I will show below, gold is up.",
    "He blamed nobody for the missing page.",
    "Why did gold fall? Nobody knows.",
    "Why is the ten-year quoted so often? Television likes a round number.",
    "The gap can shrink because the S&P 500 catches up or because the Russell 2000 gives way.",
    "The Russell 2000 may rise thanks to the flow of money, some say.",
    "Half of them rose, with 19% to 75% as the 95% interval of that rate.",
    "It was the lunch that did him in.",
    "She helped out on Friday.",
    "The driver of the coach was late.",
]


def kinds(text: str, tape: Tape) -> list[str]:
    """The kinds of the claims of a text that no number supports."""
    found = check(text, tape, as_of=date(2026, 1, 16)).claims
    return [c.kind for c in found if c.kind in ("cause", "forecast", "advice", "quote", "attribution")]


@pytest.mark.parametrize("text", CAUSES)
def test_a_cause_is_named_as_one(tape: Tape, text: str) -> None:
    assert "cause" in kinds(text, tape)


@pytest.mark.parametrize("text", NO_CAUSES)
def test_what_explains_no_move(tape: Tape, text: str) -> None:
    assert "cause" not in kinds(text, tape)


def test_the_span_is_the_words_of_the_cause(tape: Tape) -> None:
    text = "The S&P 500 rose 1.9% on Friday because traders feared a strike, its best day since May."
    cause = next(c for c in check(text, tape, as_of=date(2026, 1, 16)).claims if c.kind == "cause")
    assert text[cause.start : cause.end] == "because traders feared a strike"
    assert (cause.verdict, cause.reason) == ("not_covered", "cause")
