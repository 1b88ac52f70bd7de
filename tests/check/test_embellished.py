"""Rewrites that say more, or something else, than the plain text: faults are made by rule and put into honest sentences."""

import re
from datetime import date

import pytest

from generator.check.judging.gate import Gate
from generator.check.text.entities import Directory
from generator.facts import Engine
from generator.tape import Tape
from tests.check.test_rewrites import FACTS, METALS, RATES, SHARES

AS_OF = date(2026, 1, 16)
HONEST = {
    SHARES: "The S&P 500 added 1.85 percent on Friday to reach 110.00. It has climbed for six days running. On the same day the Russell 2000 gave back 3.06 percent and is 5 percent lower than at the end of 2025. The data do not say why.",
    METALS: "Gold slipped 2.78 percent on the day to $52.50. It is still 5 percent up since the end of 2025. Volatile weeks may come again, and nothing in the data explains the move.",
    RATES: "Ten-year yields climbed 7 basis points on the day, from 4.13% to 4.20%. They have risen 20 basis points since the end of 2025. Yields may move again.",
}  # fmt: skip
TAILS = [
    ", the most in a decade", ", its best showing of the year", ", the steepest of them all", ", a level last seen in 2019", ", the first such move in three years",
    ", more than any other index", ", well ahead of its peers", ", outpacing bonds", ", in contrast to the rest of the market", ", faster than the month before", ", twice the move of oil",
    " because investors expect lower rates", " on hopes of easier money", ", helped by weak jobs data", ", reflecting risk appetite", ", lifted by tech", ", with tariffs weighing on sentiment",
    ", and the move should continue", ", with more to come", ", which points to further gains", ", and a rebound looks likely", ", a trend that is here to stay",
    ", which makes it a good moment to buy", ", so caution is warranted", ", an opportunity for patient investors", "; consider trimming", "; stay long",
    ", a healthy sign for the economy", ", which looks overdone", ", showing how fragile the rally is", ", a vote of confidence",
    " after the central bank met on Wednesday", " on heavy volume", ", while oil fell", " in thin holiday trading", " despite strong payrolls",
    ", according to analysts at Meridian Capital", ", traders said", ", the most since 2020", ", the highest since May", " (details at https://deals.example/now)",
]  # fmt: skip
OPENINGS = [
    "As expected, ",
    "Once again, ",
    "Surprisingly, ",
    "Contrary to forecasts, ",
    "Unlike the year before, ",
    "As instructed, ",
]


def gate(plain: str, tape: Tape) -> Gate:
    facts = Engine(tape, AS_OF).ask_all(FACTS[plain])
    return Gate(plain, facts, as_of=AS_OF, directory=Directory(tape.instruments))


def through(judge: Gate, text: str) -> list[str]:
    """The sentences of a text that the gate lets pass."""
    return [text[s.start : s.end] for s in judge.judge(text).report.sentences or () if s.accepted]


@pytest.fixture(params=[SHARES, METALS, RATES], ids=["shares", "metals", "rates"])
def plain(request: pytest.FixtureRequest) -> str:
    return request.param


def test_what_the_faults_are_put_into_is_honest(plain: str, tape: Tape) -> None:
    verdicts = gate(plain, tape).judge(HONEST[plain]).report.sentences or ()
    assert [(s.message) for s in verdicts if not s.accepted] == []


@pytest.mark.parametrize("tail", TAILS)
def test_an_embellishment_is_refused_wherever_it_hangs(tail: str, plain: str, tape: Tape) -> None:
    sentences = re.split(r"(?<=\.) (?=[A-Z])", HONEST[plain])
    assert through(gate(plain, tape), "\n\n".join(s[:-1] + tail + "." for s in sentences)) == []


@pytest.mark.parametrize("opening", OPENINGS)
def test_an_opening_that_judges_or_expects_is_refused(opening: str, plain: str, tape: Tape) -> None:
    sentences = [s for s in re.split(r"(?<=\.) (?=[A-Z])", HONEST[plain]) if s.startswith(("The ", "It ", "They "))]
    assert through(gate(plain, tape), "\n\n".join(opening + s[0].lower() + s[1:] for s in sentences)) == []


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        (METALS, "The data show why prices moved."),
        (METALS, "The reasons for the move stand in the data."),
        (METALS, "Volatile weeks may not come again."),
        (METALS, "Gold slipped 2.78 percent on the week."),
        (METALS, "Gold slipped 2.78 percent on Thursday, 16 January 2026."),
        (METALS, "Gold is sharply higher since the end of 2025, by 5 percent."),
        (METALS, "Gold soared 5 percent since the end of 2025."),
        (METALS, "Gold edged 2.78 percent lower on the day."),
        (METALS, "Both metals fell by 2.78 percent on the day."),
        (METALS, "Gold fell 5 percent on the day."),
        (RATES, "The 2-month Treasury yield rose 7 basis points on the day."),
        (RATES, "Ten-year yields climbed 20 basis points on the day."),
        (RATES, "Four yields may move again."),
        (SHARES, "The S&P 500 has beaten the Russell 2000 on six days in a row."),
        (SHARES, "The Russell 2000 closed 8.65 percent above its record close of 208.00."),
        (SHARES, "The Russell 2000 has risen on six days in a row."),
        (SHARES, "The S&P 500 rose 1.85 percent on the day, from 108.00 to 208.00."),
        (SHARES, "The S&P 500 closed 8.65 percent below its record close of 208.00."),
        (SHARES, "The S&P 500 and the Russell 2000 closed at records."),
        (SHARES, "The Russell 2000 closed at a record."),
        (SHARES, "Neither index rose, the S&P 500 by 1.85 percent on the day."),
    ],
)
def test_what_is_told_otherwise_is_refused(plain: str, told: str, tape: Tape) -> None:
    assert through(gate(plain, tape), told) == []


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        (SHARES, "The former rose"),
        (SHARES, "Both indices moved on Friday: the S&P 500 rose 1.85 percent, the Russell 2000 fell 3.06 percent."),
        (SHARES, "On each of the last six days, the S&P 500 rose."),
        (METALS, "What is up may come down: volatile weeks may come again."),
        (METALS, "Why it moved, the data do not say."),
        (RATES, "A 20-basis-point rise since the end of 2025 for the 10-year yield."),
    ],
)
def test_what_is_only_said_otherwise_passes(plain: str, told: str, tape: Tape) -> None:
    report = gate(plain, tape).judge(told).report
    assert [s.message for s in report.sentences or () if not s.accepted] == []
