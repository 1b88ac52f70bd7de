"""The article of docs/checker.md: each slip that was planted is found, and nothing else is contradicted."""

from datetime import date
from pathlib import Path

import pytest

import generator

ARTICLE = (Path(__file__).parents[2] / "docs" / "examples" / "small-caps.md").read_text("utf-8")
SLIPS = {
    "14 sessions in a row": "contradicted",  # of relative wins, told as gains
    "219%": "contradicted",  # of twelve months, told as the calendar year's
    "12.5%": "contradicted",  # from 4,318.25 to 4,933.66 it is 14.3%
    "a record": "contradicted",
    "3.1%": "not_covered",  # copper is not on the tape
    "because the Federal Reserve is buying bonds again": "not_covered",
    "Tuesday, 28 January 2026": "contradicted",  # a Wednesday
    "three stages": "contradicted",  # four follow
}
NOT_YET: set[str] = set()  # slips that the checker does not find today


@pytest.fixture(scope="module")
def report(sample_tape_folder: Path) -> generator.Report:
    return generator.check(ARTICLE, generator.read_tape(sample_tape_folder), as_of=date(2026, 1, 22))


def found(report: generator.Report, words: str) -> set[str]:
    start = ARTICLE.index(words)
    return {c.verdict for c in report.claims if c.start < start + len(words) and c.end > start}


@pytest.mark.parametrize("words", SLIPS)
def test_a_planted_slip_is_found(report: generator.Report, words: str) -> None:
    """A slip of NOT_YET that is found fails too, so that it leaves the list."""
    assert (SLIPS[words] in found(report, words)) == (words not in NOT_YET)


def test_nothing_else_is_contradicted(report: generator.Report) -> None:
    planted = [(ARTICLE.index(words), ARTICLE.index(words) + len(words)) for words in SLIPS]
    stray = [
        c.text
        for c in report.claims
        if c.verdict in ("contradicted", "imprecise") and not any(c.start < end and c.end > at for at, end in planted)
    ]
    assert stray == []


def test_nearest_true_readings_are_offered(report: generator.Report) -> None:
    offered = {c.text: c.alternatives for c in report.claims if c.verdict == "contradicted"}
    assert any("silver.change.1y" in ids[:1] for ids in offered.values())
    assert any("rut.streak.beat.vs.spx" in ids[:1] for ids in offered.values())
