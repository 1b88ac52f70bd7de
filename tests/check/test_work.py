"""How much a check does, in what can be counted on any machine, and what it leaves behind."""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

import generator
from generator.check.checker import Checker
from generator.tape import Tape
from tests.check.conftest import AS_OF

CODE = str(Path(generator.__file__).parent)
INLINED = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})  # which have no frame of their own from Python 3.12 on
CALLS = 118  # of functions of the product a word, at most; it was 110 when this was written
SENTENCES = """
{name} rose {value} percent on Friday, its best day since Monday.
{name} fell {value} percent and closed at {level}.
{name} is {value} percent below its record close of {level}.
Having gained in {count} of the last nine sessions, {name} gave back {value} percent.
The 10-year Treasury yield climbed {count} basis points to {value} percent.
{name} has now lost ground for {count} days in a row, its longest losing streak since the file begins.
Since the end of December {name} is up {value} percent, against {value} percent for the Russell 2000.
"Nobody wants to own that here," said a trader as {name} slipped {value} percent.
At {level} on Wednesday {name} was {value} percent higher than a week before.
Small caps trailed by {count} percentage points over the week, because investors expect rates to stay high.
The day before, {name} had touched a low of {level}, which it has not seen since January.
Whether {name} can hold above {level} will be known on Monday.
""".strip().splitlines()


def article(words: int) -> str:
    """A made article of at least so many words: paragraphs of three sentences on the small tape."""
    rng = random.Random(7)
    found: list[str] = []
    while sum(len(sentence.split()) for sentence in found) < words:
        told = SENTENCES[len(found) % len(SENTENCES)].format(
            name=rng.choice(("the S&P 500", "the Russell 2000", "gold", "the 10-year yield")),
            value=f"{rng.uniform(0.1, 9):.1f}", level=rng.choice(("104", "52.50", "190", "4.20")), count=rng.randint(2, 9),
        )  # fmt: skip
        found.append(told[0].upper() + told[1:])
    return "\n\n".join(" ".join(found[k : k + 3]) for k in range(0, len(found), 3))


def test_a_check_of_two_thousand_words_does_not_call_more_than_it_may(tape: Tape) -> None:
    """Time hangs on the machine; the number of calls of our own functions does not."""
    text, calls = article(2000), 0
    checker = Checker(tape)
    checker.check(text[:500], AS_OF)

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        code = frame.f_code
        calls += event == "call" and code.co_filename.startswith(CODE) and code.co_name not in INLINED

    traced = sys.getprofile()
    sys.setprofile(count)
    try:
        report = checker.check(text, AS_OF)
    finally:
        sys.setprofile(traced)
    words = len(text.split())
    assert len(report.claims) > words / 20
    assert calls / words < CALLS


@pytest.fixture
def no_collection() -> Iterator[None]:
    """Nothing is collected in a test but what it asks for."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collection")
def test_a_check_leaves_nothing_to_the_collector_of_cycles(tape: Tape) -> None:
    text = article(200)
    Checker(tape).check(text, AS_OF)  # what is kept from the first check on
    gc.collect()
    assert Checker(tape).check(text, AS_OF).claims
    assert gc.collect() == 0
