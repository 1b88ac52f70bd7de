"""Rewrites of three plain texts: what is said again in other words passes, and every kind of fault is refused."""

import random
import re
from datetime import date

import pytest

import generator
from generator.check.judging.gate import judge_rewrite
from generator.check.report import Report
from generator.check.text.entities import Directory
from generator.facts import Engine
from generator.narrative.stories import STORIES
from generator.pipeline import Order
from generator.tape import Tape

AS_OF = date(2026, 1, 16)
SHARES = (
    "The S&P 500 closed at 110.00 points on Friday, 16 January 2026. The S&P 500 rose 1.85 percent on the day, from 108.00 to 110.00. "
    "The S&P 500 has risen on six days in a row. The S&P 500 rose 10.00 percent since the end of 2025. "
    "The Russell 2000 fell 3.06 percent on the day. The Russell 2000 fell 5.00 percent since the end of 2025. "
    "The Russell 2000 closed 8.65 percent below its record close of 208.00, set on 7 January 2026. "
    "The data do not say why prices moved."
)
METALS = (
    "Gold closed at $52.50 on Friday, 16 January 2026. Gold fell 2.78 percent on the day, from $54.00 to $52.50. "
    "Gold rose 5.00 percent since the end of 2025. Gold has not reached a fall of 5 percent. "
    "Volatile weeks may come again. The data do not say why prices moved."
)
RATES = (
    "The 10-year Treasury yield stood at 4.20 percent on Friday, 16 January 2026. The 10-year Treasury yield rose 7 basis points on the day, "
    "from 4.13 percent to 4.20 percent. The 10-year Treasury yield rose 20 basis points since the end of 2025. "
    "The change of the S&P 500 since the end of 2025 is 1,500 basis points above that of the Russell 2000. "
    "Yields may move again."
)
FACTS = {
    SHARES: ["spx.level", "spx.change.1d", "spx.streak.up", "spx.change.ytd", "rut.change.1d", "rut.change.ytd", "rut.drawdown.all"],
    METALS: ["gold.level", "gold.change.1d", "gold.change.ytd"],
    RATES: ["us10y.level", "us10y.change.1d", "us10y.change.ytd", "spx.spread.ytd.vs.rut"],
}  # fmt: skip


def judge(text: str, plain: str, tape: Tape) -> Report:
    facts = Engine(tape, AS_OF).ask_all(FACTS[plain])
    return judge_rewrite(text, plain, facts, as_of=AS_OF, directory=Directory(tape.instruments))


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        (SHARES, "The S&P 500 added 1.85 percent on Friday, going from 108.00 to 110.00, its sixth straight gain. The year to date: plus 10 percent. The Russell 2000 is down 3.06 percent on the day and 5 percent since New Year's Eve."),
        (SHARES, "Quite a streak. Six up days without a break for the S&P, and it's 10% higher since the end of 2025. Small caps? Not so lucky: the Russell lost 3.1% on the day and sits 8.7% shy of the 208.00 of 7 January."),
        (SHARES, "- S&P 500: 110.00 (+1.9% on the day)\n- Russell 2000: −3.1% on the day, −5.0% since the end of 2025\n\nWhy? The data won't tell you."),
        (SHARES, "| | day | since the end of 2025 |\n|---|---|---|\n| S&P 500 | +1.85% | +10.0% |\n| Russell 2000 | −3.06% | −5.0% |\n"),
        (METALS, "Gold gave back 2.8% on the day, to $52.50 from $54.00, though it is still 5% up since the end of 2025. A fall of a full 5 percent has not been reached."),
        (METALS, "The metal slipped 2.78 percent in a day. Mind how you go: volatile weeks might come again. Nothing here explains the move."),
        (RATES, "Ten-year yields climbed 0.07 percentage points on the day, from 4.13% to 4.20%. Since the end of 2025 that makes 20bp."),
        (RATES, "Since the end of 2025 the S&P 500 is 15 percentage points ahead of the Russell 2000. Yields might move again."),
    ],
)  # fmt: skip
def test_the_same_in_other_words(plain: str, text: str, tape: Tape) -> None:
    assert [(s.reasons, s.message) for s in judge(text, plain, tape).sentences or () if not s.accepted] == []


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        (SHARES, "The S&P 500 rose 1.95 percent on the day."),  # value
        (SHARES, "The S&P 500 rose 185 percent on the day."),
        (SHARES, "The S&P 500 rose 1.8543 percent on the day."),  # false precision
        (SHARES, "The S&P 500 rose 1.85 points on the day."),  # unit
        (SHARES, "The S&P 500 fell 1.85 percent on the day."),  # direction
        (SHARES, "The S&P 500 fell 3.06 percent on the day."),  # instrument
        (SHARES, "The Nasdaq Composite rose 1.85 percent on the day."),
        (SHARES, "The Russell 2000 and the S&P 500 gained 10 percent and lost 5 percent since the end of 2025."),
        (SHARES, "The S&P 500 rose 1.85 percent over the month."),  # window
        (SHARES, "The S&P 500 rose 10 percent in a week."),
        (SHARES, "The S&P 500 rose from 110.00 to 108.00."),  # ends
        (SHARES, "The S&P 500 has risen on nine days in a row."),  # count
        (SHARES, "The Russell 2000 is 8.65 percent below the 208.00 of 12 January."),  # day
        (SHARES, "The S&P 500 soared to an all-time high."),  # superlative
        (SHARES, "The S&P 500 had its best day since 2020."),
        (SHARES, "The Russell 2000 has beaten the S&P 500."),  # comparison
        (SHARES, "More people own the S&P 500 than the Russell 2000."),
        (SHARES, "The S&P 500 rose 1.85 percent on the day because rates were expected to fall."),  # cause
        (SHARES, "The S&P 500 rose 1.85 percent on the day as dealers covered shorts."),
        (SHARES, "The S&P 500 will rise again."),  # forecast
        (SHARES, "Buy the S&P 500 while it lasts."),  # advice
        (SHARES, "The S&P 500 rose 1.85 percent, Morgan Stanley said."),  # attribution
        (SHARES, 'The S&P 500 rose 1.85 percent: "we have never seen a market like this one," he said.'),  # quote
        (SHARES, "The S&P 500 rose 1.85 percent. See [the list](https://list.example)."),  # link
        (SHARES, "The S&P 500 more than doubled."),  # multiple
        (SHARES, "The S&P 500 rose by more than 2 percent on the day."),  # hedge
        (SHARES, "The S&P 500 rose on most days."),  # quantity
        (METALS, "Gold has reached a fall of 5 percent."),  # negation
        (METALS, "Volatile weeks will come again."),  # modal
        (METALS, "Volatile weeks always come again."),
        (METALS, "The data say why prices moved."),
        (RATES, "The 10-year Treasury yield rose 7 percent on the day."),
        (RATES, "Since the end of 2025 the Russell 2000 is 1,500 basis points ahead of the S&P 500."),
        (RATES, "The 10-year Treasury yield was unmoved by the election."),
    ],
)  # fmt: skip
def test_each_fault_is_refused(plain: str, text: str, tape: Tape) -> None:
    assert any(not s.accepted for s in judge(text, plain, tape).sentences or ())


@pytest.mark.parametrize("plain", [SHARES, METALS, RATES])
def test_a_plain_text_is_a_rewrite_of_itself_in_any_order(plain: str, tape: Tape) -> None:
    parts = re.split(r"(?<=\.) (?=[A-Z])", plain)
    for seed in range(5):
        report = judge(" ".join(parts), plain, tape)
        assert report.accepted, [s.message for s in report.sentences or () if not s.accepted]
        assert report.clean
        random.Random(seed).shuffle(parts)


@pytest.mark.parametrize("plain", [SHARES, METALS, RATES])
def test_a_changed_number_is_never_accepted(plain: str, tape: Tape) -> None:
    for found in re.finditer(r"\d+\.\d\d(?= percent)|\b\d+(?= basis)", plain):
        changed = f"{float(found[0]) * 1.37 + 0.5:.{2 if '.' in found[0] else 0}f}"
        text = plain[: found.start()] + changed + plain[found.end() :]
        assert not judge(text, plain, tape).accepted, text


@pytest.mark.parametrize("story", list(STORIES))
def test_the_products_own_briefs_are_rewrites_of_themselves(story: str) -> None:
    tape = generator.read_tape(generator.sample_tape())
    draft = generator.make_brief(tape, order=Order(story=story)).draft
    report = judge_rewrite(
        draft.markdown, draft.markdown, list(draft.sheet.facts), as_of=draft.sheet.as_of, directory=Directory(tape.instruments)
    )  # fmt: skip
    assert report.accepted
    assert report.clean
