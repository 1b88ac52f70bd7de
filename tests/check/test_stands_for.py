"""A sentence of a rewrite is held against the plain sentences that it stands for, which the gate finds by itself."""

from datetime import date

import pytest

from generator.check.judging.gate import Gate
from generator.check.text.entities import Directory
from generator.facts import Engine
from generator.tape import Tape

PLAIN = (
    "The S&P 500 rose 1.85 percent on the day, from 108.00 to 110.00. Gold fell 2.78 percent on the day. "
    "Most readings speak for risk, two of them against it. What these readings do not give is a reason.\n\n"
    "The tie between the two has loosened. That is long but not unheard of. With a sample of four that is a caution, "
    "not a rule. A close below 108.00 would make this a false start. Anna Reed of Brook Partners said on 9 January 2026 "
    "that small firms pay more for their loans. What has changed is the drift, not the rhythm."
)
FACTS = ["spx.level", "spx.change.1d", "gold.change.1d"]


def refused(tape: Tape, plain: str, text: str) -> set[str]:
    """Why the gate refuses a text in the place of a plain sentence."""
    as_of = date(2026, 1, 16)
    gate = Gate(PLAIN, Engine(tape, as_of).ask_all(FACTS), as_of=as_of, directory=Directory(tape.instruments))
    assert plain in PLAIN
    whole = PLAIN.replace(plain, text)
    at = whole.index(text)
    sentences = gate.judge(whole).report.sentences or ()
    return {r for s in sentences if s.start < at + len(text) and s.end > at for r in s.reasons}


READINGS = "Most readings speak for risk, two of them against it."
REASON = "What these readings do not give is a reason."
TIE = "The tie between the two has loosened."
LONG = "That is long but not unheard of."
FOUR = "With a sample of four that is a caution, not a rule."
START = "A close below 108.00 would make this a false start."
SAID = "Anna Reed of Brook Partners said on 9 January 2026 that small firms pay more for their loans."
DRIFT = "What has changed is the drift, not the rhythm."


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        (READINGS, "Most of the readings speak for risk, and two of them against it."),
        (REASON, "None of these readings gives a reason."),
        (TIE, "The two are now tied together more loosely."),
        (LONG, "Long as that is, it is not unheard of."),
        (FOUR, "Four cases make it a caution, not a rule."),
        (START, "Below 108.00 this would be a false start."),
        (SAID, "Small firms pay more for their loans, Anna Reed of Brook Partners said on 9 January 2026."),
        (DRIFT, "The drift has changed, not the rhythm."),
    ],
)
def test_the_same_in_other_words_is_let_through(tape: Tape, plain: str, text: str) -> None:
    assert refused(tape, plain, text) == set()


@pytest.mark.parametrize(
    ("plain", "text", "reason"),
    [
        (READINGS, "Few readings speak for risk, two of them against it.", "comparison"),
        (REASON, "These readings give a reason.", "comparison"),
        (TIE, "The tie between the two has tightened.", "direction"),
        (LONG, "That is long and unheard of, as such things are.", "comparison"),
        (FOUR, "Four cases make it a rule.", "comparison"),
        (START, "A close below 108.00 will make this a false start.", "forecast"),
        (SAID, "Small firms pay more for their loans.", "quote"),
        (DRIFT, "The rhythm has changed, not the drift.", "comparison"),
    ],
)
def test_the_opposite_is_refused(tape: Tape, plain: str, text: str, reason: str) -> None:
    assert reason in refused(tape, plain, text)


def test_a_dropped_caveat_is_listed(tape: Tape) -> None:
    as_of = date(2026, 1, 16)
    gate = Gate(PLAIN, Engine(tape, as_of).ask_all(FACTS), as_of=as_of, directory=Directory(tape.instruments))
    assert gate.judge(PLAIN).report.omitted == ()
    assert "note:cause" in (gate.judge(PLAIN.replace(REASON, "")).report.omitted or ())
    assert "note:small" in (gate.judge(PLAIN.replace(FOUR, "")).report.omitted or ())
