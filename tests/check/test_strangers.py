"""Instruments that no list knows are told apart, so that nothing else is judged by what is said of them."""

import pytest

from generator.check import check
from generator.tape import Tape
from tests.check.conftest import AS_OF

APART = [
    ("Gold fell 2.8%. Nordhafen fell 5%. It is down 9% this year.", ["supported", "not_covered", "not_covered"]),
    ("The S&P 500 added 1.9%. Shares of Acme rose 1.9%.", ["supported", "not_covered"]),
    ("The S&P 500 added 1.9%. $TSLA +1.9%, $NVDA +1.9%.", ["supported", "not_covered", "not_covered"]),
    ("Gold fell 2.8%. Nordhafen (NDH) fell 2.8%.", ["supported", "not_covered"]),
    ("Gold lost 2.8%, Rhodium 2.8% and Iridium 2.8%.", ["supported", "not_covered", "not_covered"]),
    ("Among movers: Zalando +1.9%, gold -2.8%.", ["not_covered", "supported"]),
    ("Gold fell 2.8%, while Acme Holdings gained 1.9%.", ["supported", "not_covered"]),
    ("The S&P 500 added 1.9%. The Riverside Exchange Composite (2,000 stocks) fell 2%.", ["supported", "not_covered"]),
    ("The S&P 500 added 1.9%. Foreign stocks (ex U.S.) were up 0.2%.", ["supported", "not_covered"]),
    ("The S&P 500 rose, with gains in Apple. Its shares added 1.9%.", ["supported", "not_covered"]),
    ("The S&P 500 added 1.9%, with household spending rising 2%.", ["supported", "not_covered"]),
]
LEFT = [
    ("Gold fell 2.8%. Only 2.8%? Yes.", {"supported"}),
    ("Gold fell. Losses reached 2.8%.", {"supported"}),
    ("Gold closed at 52.50 on Friday. Down 2.8% on the day.", {"supported"}),
    ("The S&P 500 rose for a sixth day. On the week it gained 5.8%.", {"supported"}),
]


@pytest.mark.parametrize(("text", "verdicts"), APART)
def test_strangers_are_not_covered(tape: Tape, text: str, verdicts: list[str]) -> None:
    assert [c.verdict for c in check(text, tape, as_of=AS_OF).claims] == verdicts


@pytest.mark.parametrize(("text", "verdicts"), LEFT)
def test_plain_words_are_no_strangers(tape: Tape, text: str, verdicts: set[str]) -> None:
    assert {c.verdict for c in check(text, tape, as_of=AS_OF).claims} == verdicts
