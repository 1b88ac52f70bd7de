"""How much a check does, in what can be counted on any machine, and what it leaves behind."""

from __future__ import annotations

import gc

import pytest

from generator.check.checker import Checker
from generator.tape import Tape
from tests.check.conftest import AS_OF

ARTICLE = """
# Stocks end the week higher

The S&P 500 rose 1.9 percent on Friday to 110, its highest close of the year, while the Russell 2000 fell 3.1 percent.
Small caps have now lost ground for seven days in a row, their longest losing streak since the file begins. Gold slipped
2.8 percent to 52.50 dollars, having gained in nine of the ten sessions before. The 10-year Treasury yield climbed 7
basis points to 4.20 percent, 11 basis points above the 2-year note. "Nobody wants to own small companies here," said a
trader. Since the end of December the S&P 500 is up 10 percent and gold 5 percent; the Dow was not much changed.
""".strip()


@pytest.fixture
def no_collection() -> object:
    """Nothing is collected in a test but what it asks for."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collection")
def test_a_check_leaves_nothing_to_the_collector_of_cycles(tape: Tape) -> None:
    Checker(tape).check(ARTICLE, AS_OF)  # what is kept from the first check on
    gc.collect()
    assert Checker(tape).check(ARTICLE, AS_OF).claims
    assert gc.collect() == 0
