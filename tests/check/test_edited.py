"""What an editor does to a sentence and may, and what only looks like it: ellipses, highs, tallies, then and now, denials."""

from datetime import date

import pytest

from generator.check.judging.gate import judge_rewrite
from generator.check.report import Report
from generator.check.text.entities import Directory
from generator.facts import Engine
from generator.tape import Tape

AS_OF = date(2026, 1, 16)
YIELDS = (
    "Yields rose at both ends: the 10-year Treasury yield by seven basis points to 4.20%, the 2-year Treasury yield by one "
    "basis point to 4.09%. Since the start of the year the 10-year Treasury yield is up 20 basis points."
)
SMALL = (
    "The Russell 2000 fell 3.1% to 190.00 on Friday, its biggest fall since 9 January. Over a week it is down 6.9%. "
    "It stands 8.7% below its record close. Gold is 15.0 percentage points ahead of the small caps."
)
RISK = (
    "In favour of risk, the tape shows the S&P 500 up 10.0% this year and a 10-year yield up 20 basis points this year; "
    "in favour of caution, the Russell 2000 down 5.0% this year. Count and size agree: it is two to one."
)
NEXT = (
    "A higher close of gold than $52.50 would add to the rise. Whether the fall in the Russell 2000 stands alone begins to "
    "show with the next close against 190.00. None of the pairs stands unusually far apart. Fund flows leave no trace here."
)
STUDY = (
    "A month later gold had changed by +1.4% in the mean and +0.6% in the median, counted from June 2006 to December 2022. "
    "Turnover over a year is 51.3%, and was 48.8% at this stage last time. Of its parts silver moved most. "
    "The file is updated weekly. That fits the reading and not the story."
)
FACTS = {
    STUDY: ["gold.level"],
    YIELDS: ["us10y.level", "us2y.level", "us10y.change.1d", "us2y.change.1d", "us10y.change.ytd"],
    SMALL: ["rut.level", "rut.change.1d", "rut.change.1w", "rut.drawdown.all"],
    RISK: ["spx.change.ytd", "us10y.change.ytd", "rut.change.ytd"],
    NEXT: ["gold.level", "rut.level"],
}


def judge(text: str, plain: str, tape: Tape) -> Report:
    facts = Engine(tape, AS_OF).ask_all(FACTS[plain])
    return judge_rewrite(text, plain, facts, as_of=AS_OF, directory=Directory(tape.instruments))


GOOD = [
    (YIELDS, "Treasury yields rose, the 10-year by seven basis points to 4.20% and the 2-year by one to 4.09%."),
    (YIELDS, "The 10-year yield gained seven basis points, to 4.20%, and is 20 higher than at the start of the year."),
    (SMALL, "The Russell 2000 lost 3.1%, the most since 9 January, and closed at 190.00."),
    (SMALL, "Friday's 3.1% drop was the largest in the Russell 2000 since 9 January."),
    (SMALL, "At 190.00 the index is 6.9% lower over a week and 8.7% short of its record close."),
    (SMALL, "Gold has outrun the small caps by 15.0 points."),
    (RISK, "Readings that favour risk: the S&P 500 and the 10-year yield, up 10.0% and 20 basis points this year."),
    (RISK, "By count it is two to one, and size says the same."),
    (RISK, "The case for risk: the S&P 500, up 10.0% this year. The case for caution: the Russell 2000, down 5.0%."),
    (
        STUDY,
        "On average gold was 1.4% higher a month later; the median is +0.6%. The file reaches from June 2006 to December 2022.",
    ),
    (STUDY, "One-year turnover is 51.3%, against 48.8% at this stage last time."),
    (STUDY, "Silver was the largest mover among its parts, and the file is updated every week."),
    (NEXT, "A close of gold above $52.50 would add to the rise."),
    (NEXT, "The next close of the Russell 2000 against 190.00 will begin to show whether its fall stands alone."),
    (NEXT, "None of the pairs that were looked at is unusually far apart."),
    (NEXT, "No trace is left here by fund flows."),
]
BAD = [
    (YIELDS, "Treasury yields rose, the 10-year by one basis point to 4.20% and the 2-year by seven to 4.09%."),
    (YIELDS, "The 10-year yield gained 20 basis points, to 4.20%, and is seven higher than at the start of the year."),
    (SMALL, "The Russell 2000 lost 3.1%, the most ever, and closed at 190.00."),
    (SMALL, "The Russell 2000 has never had a larger fall than its 3.1%."),
    (SMALL, "Thursday's 3.1% drop was the largest in the Russell 2000 since 9 January."),
    (SMALL, "At 190.00 the index is 8.7% lower over a week and 6.9% short of its record close."),
    (SMALL, "At 190.00 the index is 8.7% past its record close."),
    (RISK, "By count it is one to two, and size says the same."),
    (RISK, "The case for risk: the S&P 500, up 10.0% this year, and the Russell 2000, down 5.0%."),
    (STUDY, "On average gold was 0.6% higher a month later; the median is +1.4%."),
    (STUDY, "The file reaches from June 2008 to December 2022."),
    (STUDY, "One-year turnover is 48.8%, against 51.3% at this stage last time."),
    (STUDY, "Silver was the largest mover among its parts, and the file is updated every month."),
    (NEXT, "A close of gold below $52.50 would add to the rise."),
    (NEXT, "One of the pairs that were looked at is unusually far apart."),
    (NEXT, "Fund flows leave a trace here."),
]


@pytest.mark.parametrize(("plain", "text"), GOOD)
def test_what_an_editor_may_do(plain: str, text: str, tape: Tape) -> None:
    assert [s.message for s in judge(text, plain, tape).sentences or () if not s.accepted] == []


@pytest.mark.parametrize(("plain", "text"), BAD)
def test_what_only_looks_like_editing(plain: str, text: str, tape: Tape) -> None:
    assert not all(s.accepted for s in judge(text, plain, tape).sentences or ())
