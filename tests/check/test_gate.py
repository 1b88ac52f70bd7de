"""A rewrite may say the same in other words, and nothing more."""

import math
from datetime import date

import pytest

from generator.check.judging.gate import judge_rewrite
from generator.check.report import Report
from generator.check.text.entities import Directory
from generator.facts import Engine
from generator.tape import Tape

PLAIN = (
    "The S&P 500 closed at 110.00 points on Friday, 16 January 2026. The S&P 500 rose 1.85 percent on the day, from 108.00 to 110.00. "
    "Gold fell 2.78 percent on the day. The data do not say why prices moved."
)
FACTS = ["spx.level", "spx.change.1d", "gold.change.1d"]
KEPT = " The data give no reasons."


def judge(text: str, tape: Tape) -> Report:
    as_of = date(2026, 1, 16)
    facts = Engine(tape, as_of).ask_all(FACTS)
    return judge_rewrite(text, PLAIN, facts, as_of=as_of, directory=Directory(tape.instruments))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "The S&P 500 added 1.85 per cent, to 110.00, while gold lost 2.78 per cent." + KEPT,
        "- S&P 500: 110.00 (+1.9%)\n- Gold: −2.8%\n\nNo cause of any move can be read from the data.",
    ],
)
def test_honest(tape: Tape, text: str) -> None:
    report = judge(text, tape)
    assert [s.message for s in report.sentences or () if not s.accepted] == []
    assert report.omitted == ()
    assert report.accepted


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 fell 1.85 percent, to 110.00. Gold fell 2.78 percent." + KEPT,
        "The S&P 500 rose 2.78 percent, to 110.00. Gold fell 1.85 percent." + KEPT,
        "The S&P 500 rose 1.85 percent to 110.00, a record. Gold fell 2.78 percent." + KEPT,
        "The S&P 500 rose 1.85 percent to 110.00 as calm returned. Gold fell 2.78 percent." + KEPT,
        "The S&P 500 rose 1.85 percent to 110.00 and will rise again. Gold fell 2.78 percent." + KEPT,
        "The S&P 500 rose 1.85 percent to 110.00. Gold fell 2.78 percent. <a href='https://shop.example'>Buy</a>"
        + KEPT,
        "The S&P 500 rose 1.85 percent to 110.00. Gold fell 2.78 percent. Options turnover was heaviest." + KEPT,
        "The S&P 500 rose 1.85 percent to 110.00. Gold plunged 0.28 percent." + KEPT,
    ],
)
def test_dishonest(tape: Tape, text: str) -> None:
    report = judge(text, tape)
    assert not report.accepted
    assert any(not s.accepted for s in report.sentences or ())


def test_what_is_left_out_is_listed(tape: Tape) -> None:
    report = judge("The S&P 500 rose 1.85 percent, to 110.00.", tape)
    assert report.omitted == ("gold.change.1d", "note:cause")
    assert not report.accepted


def test_a_study_without_a_known_case_has_no_number_to_tell(tape: Tape) -> None:
    """Its value is no number, and neither is a blank field of a row that a fact rests on."""
    as_of = date(2026, 1, 16)
    level, change, gold = Engine(tape, as_of).ask_all(FACTS)
    blank = level.inputs[0].model_copy(update={"value": math.nan})
    facts = [level.model_copy(update={"inputs": (blank,)}), change, gold.model_copy(update={"value": math.nan})]
    report = judge_rewrite(PLAIN, PLAIN, facts, as_of=as_of, directory=Directory(tape.instruments))
    assert report.accepted


def test_a_rewrite_must_agree_with_itself(tape: Tape) -> None:
    """A count that its own sentences do not make good is refused, though no fact stands behind it."""
    days = "The S&P 500 closed at 110.00 on 16 January 2026. It had closed at 108.00 on 15 January 2026."
    facts = Engine(tape, date(2026, 1, 16)).ask_all(["spx.level", "spx.level@2026-01-15"])
    report = judge_rewrite(
        f"Four dates to note. {days}", days, facts, as_of=date(2026, 1, 16), directory=Directory(tape.instruments)
    )
    assert next((s.accepted, s.reasons) for s in report.sentences or ()) == (False, ("internal",))
