"""What a text tells of things that no tape holds is never judged by what the tape does hold."""

from pathlib import Path

import pytest

from generator.check import check
from generator.check.answering.derived import _TABLE
from generator.check.judging.wording import _NOUNS, _PHRASES
from generator.facts.measures import MEASURES
from generator.tape import Tape
from tests.check.conftest import AS_OF

BEFORE = ("", "The S&P 500 rose 1.9% on Friday and the 10-year yield rose seven basis points. ", "Gold fell 2.8%. ")
CONTRACTS = [
    "S&P 500 futures were up 0.4% before the bell.",
    "Options traders priced a 1.2% move in the S&P 500 for the day of the report.",
    "Open interest in gold futures rose 4%.",
]
PARTS = [
    "The average S&P 500 stock is down 12% from its high.",
    "The S&P 500 posted 28 new 52-week highs and four new lows.",
    "Strategos's shares, down 60% from their high, fell another 2.1%.",
    "Seventy banks' shares lost more than 3%.",
]
VIEWS = [
    "A broker raised its year-end S&P 500 target to 160 from 150.",
    "A 5% pullback would take the index to 104.",
    "If the 10-year yield breaks 4.30%, it could run to 4.50%.",
    "In midterm years the S&P 500 has averaged a drawdown of 17%.",
    "Since 2025, the S&P 500 has risen in 74% of years after a gain of 15% or more.",
    "Once gold is above 60, the buyers come.",
    "When the 10-year yield closes above 5%, stocks are higher a year later 90% of the time.",
]
OTHERS = [
    "Bonds returned 7.3% last year, the best since 2020.",
    "High-yield spreads tightened 5 basis points to 271.",
    "The central bank cut rates by 25 basis points to a range of 3.50% to 3.75%.",
    "The People's Bank of China cut its relending rate by 25 basis points.",
    "The 2s5s curve flattened 2bp.",
    "The 10-year yield in Japan rose 7bp to 2.30%.",
    "The three-month VIX was at 19.",
    "Gold's share of reserves rose to 20% from 16%.",
    "The ratio of the Russell 2000 to the S&P 500 rose 7% in January.",
    "Holdings of the largest gold trust rose 0.6% to 1,086 tonnes.",
]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("text", [*CONTRACTS, *PARTS, *VIEWS, *OTHERS])
def test_no_number_of_another_thing_is_called_wrong_or_right(before: str, text: str, tape: Tape) -> None:
    found = [c for c in check(before + text, tape, as_of=AS_OF).claims if c.start >= len(before)]
    assert not {c.verdict for c in found} & {"contradicted", "imprecise"}, found
    assert not [c for c in found if c.verdict == "supported" and c.kind != "direction"], found


def test_every_question_is_documented() -> None:
    told = (Path(__file__).parents[2] / "docs" / "checker.md").read_text(encoding="utf-8")
    assert not [name for name in _TABLE if name not in told]


def test_every_question_has_words() -> None:
    plain = {m for m in MEASURES if "." not in m} - {
        "change",
        "level",
        "gap",
        "cross",
        "event",
        "lead",
        "range",
        "beta",
    }
    assert not (set(_TABLE) | plain) - set(_NOUNS) - set(_PHRASES)
