"""A number told twice is one number; other days, stretches and names are other things."""

from __future__ import annotations

import pytest

from tests.check.inside.telling import flagged, wrong

ABOVE = "The Russell 2000 closed at 2,718.77{}.\n\nMore text.\n\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ABOVE.format("") + "The Russell 2000 closed at 2,781.77.", "2,781.77"),
        (ABOVE.format("") + "The Russell 2000 finished at 2,781.77 on Friday.", "2,781.77"),
        (ABOVE.format(" on Friday") + "The Russell 2000 closed at 2,751.77 on Friday.", "2,751.77"),
        (ABOVE.format(" on Friday") + "On Friday, small caps ended at 2,751.77.", "2,751.77"),
        ("Gold rose 1.2% on Friday.\n\nGold rose 2.1% on Friday.", "2.1%"),
        ("Gold fell 1.2% this week.\n\nThis week gold dropped 3.2%.", "3.2%"),
    ],
)
def test_two_values(text: str, words: str) -> None:
    assert wrong(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        ABOVE.format("") + "The Russell 2000 closed at 2,718.77.",
        ABOVE.format("") + "The Russell 2000 closed at 2,719.",
        ABOVE.format("") + "The Russell 2000 closed at 2,697.03.",
        ABOVE.format("") + "The S&P 500 closed at 2,781.77.",
        ABOVE.format(" on Friday") + "The Russell 2000 closed at 2,751.77 on Thursday.",
        ABOVE.format(" on Friday") + "The Russell 2000 closed at 2,781.77 on Thursday.",
        "Gold rose 1.2% on Friday.\n\nGold rose 1.21% on Friday.",
        "Gold rose 1.2% on Friday.\n\nGold rose 2.1% this week.",
        "Gold rose 1.2% on Friday.\n\nSilver rose 2.1% on Friday.",
        "Gold fell 3.1% on Friday before it recovered.\n\nGold fell 1.2% on Friday.",
        "Gold rose more than 60% in 2025.\n\nGold rose 64% in 2025.",
        "Gold rose 1.2% on Friday.\n\nGold outperformed silver by 2.1 points on Friday.",
    ],
)
def test_one_value_or_two_things(text: str) -> None:
    assert flagged(text) == []
