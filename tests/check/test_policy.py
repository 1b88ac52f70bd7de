"""Every row of the policy table, at its edges."""

from decimal import Decimal

import pytest

from generator.check.comparing.policy import rule_multiple, rule_number
from generator.check.text.quantities import Quantity, quantities
from generator.check.text.tokens import tokenize


def number(text: str) -> Quantity:
    tokens = tokenize(text)
    (found,) = quantities(tokens, [False] * len(tokens))
    return found


@pytest.mark.parametrize(
    ("claim", "fact", "verdict"),
    [
        ("0.85%", "0.855", "supported"), ("0.85%", "0.86", "imprecise"), ("0.85%", "0.87", "contradicted"),
        ("2,718", "2718.5", "supported"), ("2,718", "2718.7", "imprecise"), ("2,718", "2719", "contradicted"),
        ("2,700", "2718.77", "supported"), ("2,700", "2751", "imprecise"), ("2,700", "2760", "contradicted"),
        ("25 bp", "25.4", "supported"), ("25 bp", "25.6", "contradicted"),
        ("about 50%", "47.6", "supported"), ("about 50%", "45.5", "imprecise"), ("about 50%", "43", "contradicted"),
        ("nearly $20 billion", "19500000000", "supported"), ("nearly $20 billion", "20300000000", "imprecise"), ("nearly $20 billion", "17000000000", "contradicted"),
        ("over 60%", "64.7", "supported"), ("over 60%", "59.9", "contradicted"), ("over 60%", "95", "imprecise"),
        ("under $5,000", "4970", "supported"), ("under $5,000", "5001", "contradicted"),
        ("just over 12 billion", "12160300000", "supported"), ("just over 12 billion", "11900000000", "contradicted"),
        ("a third", "0.3352", "supported"), ("a third", "0.45", "contradicted"),
    ],
)  # fmt: skip
def test_rows(claim: str, fact: str, verdict: str) -> None:
    assert rule_number(number(claim), Decimal(fact)).verdict == verdict


def test_doubled() -> None:
    assert rule_multiple(Decimal(2), Decimal("2.1"), None).verdict == "supported"
    assert rule_multiple(Decimal(2), Decimal("1.5"), None).verdict == "contradicted"
    assert rule_multiple(Decimal(2), Decimal("2.3"), "over").verdict == "supported"
