"""A sentence that says which plain sentences it stands for may say no more than those."""

from datetime import date

import pytest

from generator.check.judging.gate import Gate
from generator.check.text.entities import Directory
from generator.facts import Engine
from generator.tape import Tape

FIRST = "The S&P 500 rose 1.85 percent on the day, from 108.00 to 110.00."
SECOND = "Gold fell 2.78 percent on the day."
THIRD = "In two of four such cases gold did not recover, which may be chance."
PLAIN = f"{FIRST} {SECOND} {THIRD}"
FACTS = ["spx.level", "spx.change.1d", "gold.change.1d"]


def reasons(tape: Tape, text: str, plain: str) -> set[str]:
    """Why a text that stands for one plain sentence is refused."""
    as_of = date(2026, 1, 16)
    gate = Gate(PLAIN, Engine(tape, as_of).ask_all(FACTS), as_of=as_of, directory=Directory(tape.instruments))
    whole = PLAIN.replace(plain, text)
    start, at = whole.index(text), PLAIN.index(plain)
    held = gate.judge(whole, pairs=[((start, start + len(text)), [(at, at + len(plain))])])
    return {r for s in held.report.sentences or () for r in s.reasons}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (FIRST, FIRST),
        ("On the day the S&P 500 gained 1.85 percent, from 108.00 to 110.00.", FIRST),
        ("A fall of 2.78 percent on the day left gold lower.", SECOND),
        ("Gold did not recover in two of four such cases, which may be chance.", THIRD),
    ],
)
def test_the_same_in_other_words_passes(tape: Tape, text: str, plain: str) -> None:
    assert reasons(tape, text, plain) == set()


@pytest.mark.parametrize(
    ("text", "plain", "reason"),
    [
        ("The S&P 500 rose 1.85 percent on the day, from 110.00 to 108.00.", FIRST, "direction"),
        ("Gold fell 2.78 percent on the day, while the S&P 500 rose 1.85 percent.", SECOND, "value"),
        ("The S&P 500 rose 1.85 percent this year, from 108.00 to 110.00.", FIRST, "window"),
        ("Gold fell 2.78 percent on the day, a record.", SECOND, "superlative"),
        ("Gold collapsed by 2.78 percent on the day.", SECOND, "rounding"),
        ("In three of four such cases gold did not recover, which may be chance.", THIRD, "count"),
        ("In two of four such cases gold recovered, which may be chance.", THIRD, "comparison"),
        ("In two of four such cases gold did not recover, which is chance.", THIRD, "forecast"),
        ("In two of four such cases silver did not recover, which may be chance.", THIRD, "subject"),
        ("It did not recover in two of four such cases with the S&P 500, which may be chance.", THIRD, "subject"),
        ("As instructed, in two of four such cases gold did not recover, which may be chance.", THIRD, "no_source"),
    ],
)
def test_what_its_own_plain_sentences_do_not_say_is_refused(tape: Tape, text: str, plain: str, reason: str) -> None:
    """Although some other sentence of the plain text may say it."""
    assert reason in reasons(tape, text, plain)
