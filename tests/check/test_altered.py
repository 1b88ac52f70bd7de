"""Altered words of others, and figures of another's study, in the sample's own sentences: never supported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.check import check
from generator.tape import Tape, read_tape

RATES = (
    "On 18 December 2025 Northlight Research (invented) reported that roughly two in five companies in the Russell 2000 "
    "lose money, near the top of the range of the past decade."
)
RANGE = (
    "Chainwell Digital (invented) said on 19 January that after the small caps left their old range behind at the end of "
    "2020, Bitcoin was several times higher within months."
)
MONEY = (
    "Halyard Flow Monitor said on 10 December 2025 that investors had pulled about $19 billion from US small-cap funds "
    "in 2025."
)
FEW = (
    "Ostrava Macro Notes (invented) said that two earlier cases of small caps and Bitcoin breaking out together are too "
    "few to trade on."
)
QUOTE = "“Small caps live on credit, and credit has rarely been this easy to get,” said Mira Castellan of Tidewater Partners."
STUDY = (
    "Of earlier runs of ten or more sessions ahead of the S&P 500, two of four ended with the Russell 2000 ahead of the "
    "S&P 500 a year later; for any twelve-month span the rate is 30%. The 10-year Treasury yield stood at {level}.\n\n"
    "From 7% to 93% everything is possible, the {rate} of all spans among it."
)
CHANGES = [
    (RATES, "2000", "3000"), (RATES, "two in", "three in"), (RATES, "five", "seven"), (RATES, "Russell 2000", "S&P 500"),
    (RATES, "Russell 2000", "Nasdaq 100"), (RATES, "lose", "do not lose"), (RATES, "lose", "make"),
    (RATES, "top", "bottom"), (RATES, "18 December", "17 December"), (RATES, "2025", "2024"),
    (RATES, "Northlight", "Southlight"), (RATES, "Northlight Research", "Halyard Flow Monitor"),
    (RANGE, "2020", "2021"), (RANGE, "2020", "2026"), (RANGE, "Bitcoin", "Ether"), (RANGE, "Bitcoin", "gold"),
    (RANGE, "small", "large"), (RANGE, "higher", "lower"), (RANGE, "several", "three"), (RANGE, "19 Jan", "18 Jan"),
    (RANGE, "was several", "was not several"), (MONEY, "$19", "$29"), (MONEY, "billion", "million"),
    (MONEY, "$", "€"), (MONEY, "small", "large"), (MONEY, "pulled", "put"), (MONEY, "in 2025.", "in 2024."),
    (FEW, "two", "three"), (FEW, "Bitcoin", "gold"), (FEW, "too few", "not too few"), (FEW, "too few", "enough"),
    (QUOTE, "easy", "hard"), (QUOTE, "Small", "Large"), (QUOTE, "rarely", "never"), (QUOTE, "Castellan", "Castle"),
]  # fmt: skip


@pytest.fixture(scope="module")
def sample(sample_tape_folder: Path) -> Tape:
    return read_tape(sample_tape_folder)


def said(text: str, tape: Tape) -> list[str]:
    """The verdicts on what somebody is said to have said."""
    claims = check(text, tape, as_of=date(2026, 1, 22)).claims
    return [claim.verdict for claim in claims if claim.kind in ("quote", "attribution")]


@pytest.mark.parametrize("text", [RATES, RANGE, MONEY, FEW, QUOTE])
def test_what_was_said_is_supported(sample: Tape, text: str) -> None:
    assert said(text, sample) == ["supported"]


def test_an_instrument_may_be_called_by_another_of_its_names(sample: Tape) -> None:
    assert said(FEW.replace("small caps", "the Russell 2000"), sample) == ["supported"]


@pytest.mark.parametrize(("text", "old", "new"), CHANGES)
def test_what_was_altered_is_not(sample: Tape, text: str, old: str, new: str) -> None:
    """A figure, also one inside a name; a name; a day; a word turned into its opposite."""
    assert old in text
    found = said(text.replace(old, new, 1), sample)
    assert found
    assert "supported" not in found


def test_a_figure_of_a_draft_about_one_study_is_not_judged_by_another(sample: Tape) -> None:
    """40 % is true of the yield against the S&P 500, which the draft does not compare."""
    level = f"{sample.at(date(2026, 1, 22)).rows('us10y').close[-1]:.2f}%"
    for rate, verdict in (("30%", "supported"), ("40%", "contradicted")):
        report = check(STUDY.format(level=level, rate=rate), sample, as_of=date(2026, 1, 22))
        last = [claim for claim in report.claims if claim.kind == "study"][-1]
        assert (last.verdict, last.fact["id"]) == (verdict, "rut.study.long_lead.vs.spx")
