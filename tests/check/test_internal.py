"""The draft against itself, without any tape."""

import pytest

from generator.check import check


def verdicts(text: str) -> list[tuple[str, str]]:
    return [(c.text, c.verdict) for c in check(text).claims if c.kind.startswith(("internal", "weekday"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three reasons.\n\n1. One.\n2. Two.\n3. Three.\n", [("Three reasons", "supported")]),
        ("Four reasons.\n\n1. One.\n2. Two.\n3. Three.\n", [("Four reasons", "contradicted")]),
        ("## Two lessons\n\n### A\n\nText.\n\n### B\n\nText.\n", [("Two lessons", "supported")]),
        ("It rose from $50 to $60, a gain of 20%.", [("20%", "supported")]),
        ("It rose from $50 to $60, a gain of about 35%.", [("about 35%", "contradicted")]),
        ("On Friday, 16 January 2026, we met.", [("Friday, 16 January 2026", "supported")]),
        ("On Thursday, 16 January 2026, we met.", [("Thursday, 16 January 2026", "contradicted")]),
    ],
)
def test_it_holds_together(text: str, expected: list[tuple[str, str]]) -> None:
    assert verdicts(text) == expected
