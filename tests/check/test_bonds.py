"""Bonds told by their price, which rises where their yield falls; the 10-year yields 4.13 % on the 15th, 4.20 % on the 16th."""

import pytest

from generator.check import check
from generator.tape import Tape
from tests.check.helpers import AS_OF, said

PRICED = [
    ("10-year notes fell on Friday.", "supported", "us10y.change.1d"),
    ("The 10-year note rallied on Thursday.", "supported", "us10y.change.1d@2026-01-15"),
    ("10-year notes had their first daily loss since 14 January.", "supported", "us10y.lastmove.up.day"),
    (
        "On 14 January 10-year Treasury bonds had their worst day since 8 January.",
        "supported",
        "us10y.best.day@2026-01-14",
    ),
]
# what a writer may mean of the price or of the yield is never called wrong
OPEN = [
    "Ten-year Treasuries sold off on Thursday.",
    "10-year notes rose on Friday.",
    "The 10-year note rallied on Friday.",
    "10-year notes rose for a third day.",
]
YIELDS = [
    ("The yield on 10-year notes rose on Friday.", "supported"),
    ("The 10-year note's yield fell on Friday.", "contradicted"),
    ("The 10-year yield fell on Friday.", "contradicted"),
    ("10-year notes rose 7 basis points to 4.20%.", "supported"),
    ("10-year notes rose on Friday, by 7bp.", "supported"),
]
PRICES = [
    "10-year notes fell to 99.25 on Friday.",
    "10-year Treasury notes lost 0.6% on Friday.",
    "The price of the 4 1/8 percent security due in 2035 fell to 99 1/4.",
]


@pytest.mark.parametrize(("text", "verdict", "fact"), PRICED)
def test_a_bond_falls_where_its_yield_rises(text: str, verdict: str, fact: str, tape: Tape) -> None:
    found = said(text, tape)
    assert found[-1:] == [(verdict, fact)]


@pytest.mark.parametrize("text", OPEN)
def test_price_or_yield_is_left_open(text: str, tape: Tape) -> None:
    assert [v for v, _ in said(text, tape)] == ["not_covered"]


@pytest.mark.parametrize(("text", "verdict"), YIELDS)
def test_yields_are_told_as_such(text: str, verdict: str, tape: Tape) -> None:
    assert {v for v, _ in said(text, tape)} == {verdict}


@pytest.mark.parametrize("text", PRICES)
def test_the_price_of_a_bond_is_not_on_the_tape(text: str, tape: Tape) -> None:
    found = check("The 10-year yield rose. " + text, tape, as_of=AS_OF).claims[1:]
    assert [f.verdict for f in found] == ["not_covered"]
    assert "price of a bond" in found[0].message
