"""Gaps of yields, multiples, and moves said twice. The ten-year is at 4.20, the two-year at 4.09; a week ago 4.08 and 4.10."""

import pytest

from generator.tape import Tape
from tests.check.helpers import last, said

SUPPORTED = [
    ("The 2s10s spread is 11bp.", "us10y.gap.vs.us2y"),
    ("The 10-year yield is 11 basis points above the two-year.", "us10y.gap.vs.us2y"),
    ("The 2-year yield is at 4.09%. The ten-year yields 11 basis points more than that.", "us10y.gap.vs.us2y"),
    ("The two-year ended at 4.09% and the ten-year at 4.20%; just 11 basis points now lie between them.", "us2y.gap.vs.us10y"),
    ("The curve was inverted by 2 basis points a week ago.", "us10y.gap.vs.us2y@2026-01-09"),
    ("The 2s10s curve steepened 6bp on Friday.", "us10y.gapchange.1d.vs.us2y"),
    ("On Friday the gap between ten-year and two-year yields widened from 5 basis points to 11.", "us10y.gappair.1d.vs.us2y"),
    ("The gap between two- and ten-year yields is 11 basis points.", "us10y.gap.vs.us2y"),
    ("The spread between 2- and 10-year Treasury yields was at 11 basis points.", "us10y.gap.vs.us2y"),
    ("The 2-year/10-year spread is 11 basis points.", "us2y.gap.vs.us10y"),
    ("A part of the curve measuring the gap between yields on two- and 10-year notes, seen as a signal, was at 11 basis points.", "us10y.gap.vs.us2y"),
    ("A week ago the gap between two- and ten-year yields was at a negative 2 basis points.", "us10y.gap.vs.us2y@2026-01-09"),
    ("The 10-year yield exceeded the two-year yield by 11 basis points.", "us10y.gap.vs.us2y"),
    ("The S&P 500 closed at 110, 1.1 times the 100 of New Year's Eve.", "spx."),
    ("The S&P 500 rose 1.9 percent, or two points.", "spx.delta.1d"),
    ("The S&P 500 rose 1.9 percent, two points, to 110.", "spx.level"),
    ("The Russell 2000 dropped 3.1 percent, six points, in the session.", "rut.delta.1d"),
    ("The Russell 2000 fell below 195.", "rut.level"),
]  # fmt: skip
WRONG = [
    "The 2s10s spread is 14bp.",
    "The 10-year yield is 11 basis points below the two-year.",
    "The curve is inverted by 11 basis points.",
    "The 2s10s curve flattened 6bp on Friday.",
    "On Friday the gap between ten-year and two-year yields widened from 5 basis points to 18.",
    "The gap between two- and ten-year yields is 17 basis points.",
    "The gap between two- and ten-year yields is a negative 11 basis points.",
    "The 10-year yield exceeded the two-year yield by 17 basis points.",
    "The two-year yield exceeded the ten-year yield by 11 basis points.",
    "The S&P 500 rose 1.9 percent, or four points.",
    "The Russell 2000 fell below 185.",
]


@pytest.mark.parametrize(("text", "fact"), SUPPORTED)
def test_a_gap_or_a_multiple(text: str, fact: str, tape: Tape) -> None:
    assert any(v == "supported" and f.startswith(fact) for v, f in said(text, tape))
    assert "contradicted" not in {v for v, _ in said(text, tape)}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_one(text: str, tape: Tape) -> None:
    assert "contradicted" in {v for v, _ in said(text, tape)}


def test_a_unit_is_understood(tape: Tape) -> None:
    assert last("The 10-year yield rose 7bp to 4.20% and the two-year gained one.", tape)[0] == "supported"
    assert last("The 10-year yield gained seven, to 4.20%.", tape)[0] == "supported"
    assert last("The S&P 500 rose 1.9 percent after gaining 0.9.", tape) != ("contradicted", "spx.level")
