"""Comparisons and directions without digits, and idioms that claim nothing."""

from datetime import date

import pytest

from generator.check import check
from generator.tape import Tape

AS_OF = date(2026, 1, 16)

# on Friday: S&P 500 +1.9%, Russell 2000 -3.1%, gold -2.8%, 10-year yield +7bp; on the week +5.8%, -6.9%, +1.0%, +12bp
COMPARED = [
    ("The Russell 2000 fared worse than the S&P 500 on Friday.", "rut", "spx", "supported"),
    ("The Russell 2000 fared much better than the S&P 500 on Friday.", "rut", "spx", "contradicted"),
    ("On the week gold rose less than the S&P 500.", "gold", "spx", "supported"),
    ("On the week gold rose more than the S&P 500.", "gold", "spx", "contradicted"),
    ("On Friday gold lost less than the Russell 2000.", "gold", "rut", "supported"),
    ("On Friday gold lost more than the Russell 2000.", "gold", "rut", "contradicted"),
    ("On Friday the Russell 2000 fell further than gold.", "rut", "gold", "supported"),
    ("On Friday the Russell 2000 fell less sharply than gold.", "rut", "gold", "contradicted"),
    ("The Russell 2000 got hit harder than gold on Friday.", "rut", "gold", "supported"),
    ("The S&P 500 rose on Friday. The Russell 2000 lagged.", "rut", "spx", "supported"),
    ("The S&P 500 rose on Friday. The Russell 2000 was quicker to recover.", "rut", "spx", "contradicted"),
    ("On the week gold did better, up 1%, than the Russell 2000.", "gold", "rut", "supported"),
    ("On Friday the Russell 2000 did not keep up with the S&P 500.", "rut", "spx", "supported"),
    ("On Friday the Russell 2000 kept up with the S&P 500.", "rut", "spx", "contradicted"),
]
RANKED = [
    ("On Friday the S&P 500 rose, gold fell and the Russell 2000 did worst.", "rut", "supported"),
    ("On Friday the S&P 500 rose, gold fell and the Russell 2000 did best.", "rut", "contradicted"),
    ("Of the S&P 500, gold and the Russell 2000 on Friday, the Russell 2000 lost the most.", "rut", "supported"),
]
DIRECTIONS = [
    ("The S&P 500 rose on Friday.", "supported"),
    ("The S&P 500 sank on Friday.", "contradicted"),
    ("The Russell 2000 is in the red for the year.", "supported"),
    ("The S&P 500 is in the red for the year.", "contradicted"),
    ("The S&P 500 is no longer in the red for the year.", "supported"),
    ("The Russell 2000 is no longer in the red for the year.", "contradicted"),
    ("The S&P 500 closed the week higher.", "supported"),
    ("The S&P 500 closed the week lower.", "contradicted"),
    ("The 10-year yield, which matters to lenders, climbed to 4.20%.", "supported"),
    ("The S&P 500 did not fall on Friday.", "supported"),
    ("The Russell 2000 was little changed on Friday.", "contradicted"),
    ("Gold is still up on the year.", "supported"),
    ("Gold is still down on the year.", "contradicted"),
    ("Both the S&P 500 and gold remain in the black for 2026.", "supported"),
    ("Both the S&P 500 and the Russell 2000 remain in the black for 2026.", "contradicted"),
]
IDLE = [
    "Gold might fall on Monday.",
    "If the S&P 500 falls, sell.",
    "When gold rises, miners cheer.",
    "The fall of Lehman still haunts the S&P 500.",
    "Will the S&P 500 fall?",
    "I told her I would write it down.",
    "Closing numbers first, for the S&P 500 too.",
    "More than half of it was clawed back, they say of the S&P 500.",
    "Stronger demand for the S&P 500 was cited.",
]


@pytest.mark.parametrize(("text", "subject", "versus", "verdict"), COMPARED)
def test_comparisons(tape: Tape, text: str, subject: str, versus: str, verdict: str) -> None:
    claims = [c for c in check(text, tape, as_of=AS_OF).claims if c.kind == "comparison"]
    assert [(c.subject, c.versus, c.verdict) for c in claims] == [(subject, versus, verdict)]


@pytest.mark.parametrize(("text", "subject", "verdict"), RANKED)
def test_ranks(tape: Tape, text: str, subject: str, verdict: str) -> None:
    claims = [c for c in check(text, tape, as_of=AS_OF).claims if c.kind == "rank"]
    assert [(c.subject, c.verdict) for c in claims] == [(subject, verdict)]


@pytest.mark.parametrize(("text", "verdict"), DIRECTIONS)
def test_directions(tape: Tape, text: str, verdict: str) -> None:
    assert [c.verdict for c in check(text, tape, as_of=AS_OF).claims if c.kind in ("direction", "quantifier")][:1] == [
        verdict
    ]


@pytest.mark.parametrize("text", IDLE)
def test_what_gives_no_direction(tape: Tape, text: str) -> None:
    found = [c.text for c in check(text, tape, as_of=AS_OF).claims if c.kind in ("direction", "comparison", "rank")]
    assert found == []


GROUPS = [
    ("The S&P 500 and gold rose on the week, the Russell 2000 fell. All three are up on the year.", "contradicted"),
    ("The S&P 500 and gold rose on the week. Both are up on the year.", ""),
    ("Both the S&P 500 and gold are up on the year.", "supported"),
    ("Neither the S&P 500 nor gold is down on the year.", "supported"),
    ("Neither the S&P 500 nor the Russell 2000 is down on the year.", "contradicted"),
    ("The S&P 500 and gold rose on the week, the Russell 2000 fell. Two of the three are up on the year.", "supported"),
    (
        "The S&P 500 and gold rose on the week, the Russell 2000 fell. One of the three is up on the year.",
        "contradicted",
    ),
    ("The S&P 500 and gold rose on the week, the Russell 2000 fell. Most of them are up on the year.", "supported"),
    ("The S&P 500 rose on the week, the Russell 2000 fell. Both of them beat gold on the week.", "contradicted"),
    ("The S&P 500 and the Russell 2000 moved on Friday. Only the S&P 500 rose on Friday.", "supported"),
    ("The S&P 500 and the Russell 2000 moved on Friday. Only the Russell 2000 rose on Friday.", "contradicted"),
    ("Both the S&P 500 and gold set a record on Friday.", "contradicted"),
]


@pytest.mark.parametrize(("text", "verdict"), GROUPS)
def test_groups(tape: Tape, text: str, verdict: str) -> None:
    found = {c.verdict for c in check(text, tape, as_of=AS_OF).claims if c.kind.startswith("quantifier")}
    assert found >= ({verdict} if verdict else set())
    assert verdict != "supported" or found == {"supported"}
