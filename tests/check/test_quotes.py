"""Quotations and attributions without a stored source are named as such; titles, data and idioms are none."""

from datetime import date

import pytest

from generator.check import check
from generator.tape import Tape
from tests.check.test_causes import kinds

QUOTES = [
    '"The fund worked exactly as planned," an issuer told clients.',
    '"It is a rescue job by now," sighed a fund manager.',
    '"Nobody wanted to sell before the weekend," said a trader in Chicago.',
    "“There were no buyers at all,” one dealer said.",
    "Maria Keller of Alpen Securities told reporters: “Stocks are not cheap any more.”",
    "“The market was a one-way street. We saw no bids,” said an economist.",
    "As one strategist put it, “the soldiers left before the generals did”.",
    "«Gold has never been this popular», said a broker in Zurich.",
    "'Nobody wanted to own bonds,' said a fund manager.",
    "According to Harbour Research, small caps are cheap.",
    "Analysts say the S&P 500 is overvalued.",
    "The Fed said inflation is still too high.",
    "Dealers argued that yields had gone too far.",
    "Economists at Nordbank reckon that gold is expensive.",
    "The World Bank reports no change in yields.",
    "Stocks are cheap, traders said.",
    "The Copper Council considers the price fair.",
    "Strategist Ana Ruiz wrote that bonds were oversold.",
    "Bonds were oversold, according to strategists at Nordbank.",
    "Ministers warned that prices had risen too fast.",
    "Harbour Research noted that flows into small caps had dried up.",
    "Investors believe that gold is a safe haven.",
    "Kenji Mori says the yen is too weak.",
    "Officials said rates were high enough.",
    "Brokers claim that volumes fell.",
    "Strategists suggested that the dollar was rich.",
    "The ECB added that inflation was easing.",
]
NO_QUOTES = [
    "That said, gold fell.",
    "Needless to say, gold fell.",
    "Gold said goodbye to its record.",
    "Having said that, the S&P 500 rose.",
    "As we said last week, gold is dear.",
    "I said so on Monday.",
    "According to the table, gold fell.",
    "According to our data the S&P 500 rose 1.9%.",
    "According to plan, the office closed at noon.",
    "The so-called “fear gauge” rose.",
    "Treasury notes rose.",
    "The company reports on Tuesday.",
    "Three reports were late.",
    "The book is called “Gold and Its Friends”.",
    "Mum says hello.",
    "Who says gold is dull?",
    "The chart says it all.",
    "It is said to be cold in Basel.",
    "He said no.",
    "History says little about that.",
    "Jobless claims rose.",
    "The label says 12 volts.",
    "Trump announced: “I have moved the meeting to next Tuesday.”",
    "The house rule says to wait.",
    "You told me so.",
]


@pytest.mark.parametrize("text", QUOTES)
def test_words_of_others_are_named_as_such(tape: Tape, text: str) -> None:
    found = [c for c in check(text, tape, as_of=date(2026, 1, 16)).claims if c.kind in ("quote", "attribution")]
    assert [(c.verdict, c.reason) for c in found] == [("not_covered", "no_source")]


@pytest.mark.parametrize("text", NO_QUOTES)
def test_what_quotes_nobody(tape: Tape, text: str) -> None:
    assert not {"quote", "attribution"} & set(kinds(text, tape))


def test_a_number_in_a_quotation_is_the_speakers(tape: Tape) -> None:
    text = "“The S&P 500 lost 40% and nobody noticed,” said a trader."
    assert [c.verdict for c in check(text, tape, as_of=date(2026, 1, 16)).claims] == ["not_covered"]


def test_a_number_given_to_somebody_is_still_held_against_the_tape(tape: Tape) -> None:
    text = "The S&P 500 fell 1.9% on Friday, according to Harbour Research."
    assert "contradicted" in [c.verdict for c in check(text, tape, as_of=date(2026, 1, 16)).claims]
