"""Ways of telling in letters, columns and answers to questions: what a sentence leaves to the next, and takes from it."""

import pytest

from generator.tape import Tape

from .helpers import last, said

GOOD, BAD = "supported", "contradicted"
TOLD = [
    # a morning note is about yesterday, however short its first sentence
    ("If you slept through yesterday, good.\n\nThe S&P 500 rose 0.9%.", GOOD, "spx.change.1d@2026-01-15"),
    ("If you slept through yesterday, good.\n\nThe S&P 500 rose 1.9%.", GOOD, "spx.change.1d"),
    ("If you slept through yesterday, good.\n\nThe S&P 500 rose 2.9%.", BAD, "spx.change.1d"),
    # a day in front of a sentence, told twice
    ("Talking of falls: on Thursday, 8 January, the S&P 500 fell 1.0%, from 101 to 100.", GOOD, "pair"),
    # the gap between the two
    ("Ten-year yields rose 7 basis points and two-year yields 1. The gap between the two has grown to 11 basis points.",
     GOOD, ".gap.vs."),
    ("Ten-year yields rose 7 basis points and two-year yields 1. The gap between the two has grown to 14 basis points.",
     BAD, ".gap.vs."),
    # what stands before a colon
    ("The S&P 500 went its way; you will find the worry in gold: $52.50.", GOOD, "gold.level"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "fact"), TOLD)
def test_told(text: str, verdict: str, fact: str, tape: Tape) -> None:
    found = last(text, tape)
    assert found[0] == verdict
    assert fact.partition("@")[0] in found[1] or fact == "pair"


def test_a_record_of_a_day(tape: Tape) -> None:
    for day, verdict in ((15, GOOD), (8, BAD)):
        found = said(f"The S&P 500, which set a record of 108 on {day} January, has risen.", tape)
        assert found[0][0] == verdict
