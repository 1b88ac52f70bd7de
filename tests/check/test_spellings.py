"""Numbers in every spelling: words, fractions, hedges, currencies, signs; and numbers that claim nothing."""

import pytest

from generator.check.text.masks import masks
from generator.check.text.quantities import quantities
from generator.check.text.tokens import tokenize
from generator.tape import Tape
from tests.check.helpers import said


def read(text: str) -> list[tuple[str, str, str, str]]:
    tokens = tokenize(text)
    return [(f"{q.value.normalize():f}", q.unit, q.currency, q.hedge or "") for q in quantities(tokens, masks(tokens))]


@pytest.mark.parametrize(
    ("text", "value", "unit", "hedge"),
    [
        ("it slipped three tenths of a percent", "0.3", "percent", ""),
        ("it rose a quarter of a percentage point", "0.25", "pp", ""),
        ("half a point", "0.5", "points", ""),
        ("two-and-a-half per cent", "2.5", "percent", ""),
        ("a point and a half", "1.5", "points", ""),
        ("twenty thousand", "20000", "", ""),
        ("a hundred and twenty points", "120", "points", ""),
        ("two hundred and fifty basis points", "250", "bp", ""),
        ("two thousand three hundred points", "2300", "points", ""),
        ("half a dozen basis points", "6", "bp", ""),
        ("a single basis point", "1", "bp", ""),
        ("a full percentage point", "1", "pp", ""),
        ("1 1/2 points", "1.5", "points", ""),
        ("3/4 point", "0.75", "points", ""),
        ("5 3/8%", "5.375", "percent", ""),
        ("a 24-bagger", "24", "times", ""),
        ("sixfold", "6", "times", ""),
        ("ten-fold", "10", "times", ""),
        ("11 b.p.", "11", "bp", ""),
        ("3.6pc", "3.6", "percent", ""),
        ("12 p.p.", "12", "pp", ""),
        ("20-odd percent", "20", "percent", "about"),
        ("30 or so points", "30", "points", "about"),
        ("20-plus percent", "20", "percent", "over"),
        ("3 percent and change", "3", "percent", "over"),
        ("a whisker below 5,000", "5000", "", "nearly"),
        ("a hair above 4%", "4", "percent", "just_over"),
        ("comfortably above 4%", "4", "percent", "over"),
        ("well under 4%", "4", "percent", "under"),
        ("getting on for a third", "0.3333333333333333333333333333", "fraction", "nearly"),
        ("the best part of 4%", "4", "percent", "nearly"),
        ("as much as 3%", "3", "percent", "extreme"),
        ("1.234,56 points", "1234.56", "points", ""),
        ("3,5 %", "3.5", "percent", ""),
        ("20'089 points", "20089", "points", ""),
        ("S&P 500: - 3.6%", "-3.6", "percent", ""),
    ],
)
def test_one_number(text: str, value: str, unit: str, hedge: str) -> None:
    assert [(v, u, h) for v, u, _, h in read(text) if (v, u) != ("500", "")] == [(value, unit, hedge)]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("R33.62", "33.62", "ZAR"), ("387.1p", "387.1", "GBX"), ("seventy pence", "70", "GBX"), ("HK$12.30", "12.3", "HKD"), ("C$1.36", "1.36", "CAD"),
        ("CHF0.88", "0.88", "CHF"), ("USD 2,345.60", "2345.6", "USD"), ("US$2,345", "2345", "USD"), ("145.43 yen", "145.43", "JPY"), ("Rs 82.5", "82.5", "INR"),
    ],
)  # fmt: skip
def test_money_in_any_currency(text: str, value: str, currency: str) -> None:
    assert read(text) == [(value, "money", currency, "")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("down 7.3 and 16.4 percent", ["7.3 percent", "16.4 percent"]),
        ("fell 7.3, 8.1 and 16.4 percent", ["7.3 percent", "8.1 percent", "16.4 percent"]),
        ("10, 12 and 15 basis points", ["10 bp", "12 bp", "15 bp"]),
        ("between $3 and 4 billion", ["3000000000 money", "4000000000 money"]),
        ("closed at 4,512, 2% higher", ["4512 ", "2 percent"]),
        ("to 105 and 3% higher", ["105 ", "3 percent"]),
    ],
)
def test_a_list_shares_its_unit(text: str, found: list[str]) -> None:
    assert [f"{v} {u}" for v, u, _, _ in read(text)] == found


@pytest.mark.parametrize(
    "text",
    ["QE3", "note 17", "room 3.14", "charts 1 to 3", "the 401(k)", "the 1-800 line", "a 60/40 portfolio", "24/7", "aged 24", "I'm 24", "at twenty to three", "2.30pm", "5 o'clock", "#4", "page 43"],
)  # fmt: skip
def test_numbers_that_claim_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The S&P 500 ended the day up one point nine per cent.", "supported"),
        ("The S&P 500 ended the day up one point seven per cent.", "contradicted"),
        ("The S and P five hundred ended the day up one point nine per cent.", "supported"),
        ("The ten-year yield rose to four point two oh per cent.", "supported"),
        ("The ten-year yield rose to four point oh two per cent.", "contradicted"),
    ],
)
def test_decimals_as_they_are_spoken(text: str, verdict: str, tape: Tape) -> None:
    assert said(text, tape)[-1][0] == verdict


def test_the_number_of_a_paragraph_claims_nothing(tape: Tape) -> None:
    assert said("2. Equities.", tape) == []
    assert said("Gold is up 5% this year. This week, plus 1.0, was quiet.", tape)[-1] == (
        "supported",
        "gold.change.wtd",
    )
    assert said("Gold is up 5% this year. This week, plus 1.3, was quiet.", tape)[-1][0] == "contradicted"
