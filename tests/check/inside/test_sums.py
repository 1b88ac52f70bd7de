"""Differences, ratios, parts, totals, shares, averages and ranges of numbers that stand together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.inside.telling import flagged, wrong

SLIPS = [
    ("The Russell rose 9.5% against 1.0% for the S&P 500, a lead of 7.5 points.", "7.5 points"),
    ("The Russell rose 9.5% and the S&P 500 1.0%, a gap of 9.5 percentage points.", "9.5 percentage points"),
    ("The ten-year pays 4.13% and the two-year 3.53%, a gap of 80 basis points.", "80 basis points"),
    ("The shares added 3%, the index 4.1%, a nine-point lead.", "nine-point"),
    ("Gold rose 9.5%, more than twice the S&P 500's 5.7%.", "9.5%"),
    ("Gold rose 9.5%, twice the 6.1% of silver.", "9.5%"),
    ("It took $6bn of the $5bn.", "$6bn"),
    ("It took $3.1bn of the $5.2bn, or 70%.", "70%"),
    ("SPY, IVV and VOO took $1.2bn, $2.3bn and $3.4bn, $8.9bn in all.", "$8.9bn"),
    ("They took $1.2bn, $2.3bn and $3.4bn, a total of $9.6bn.", "$9.6bn"),
    ("Half is in bonds, two-thirds in shares and the rest in cash.", "two-thirds"),
    ("It holds 60% bonds, 30% shares and the remaining 20% in cash.", None),
    ("Of the five, two rose and four fell.", "five"),
    ("They returned 1.0%, 2.0% and 3.0%, an average of 2.5%.", "2.5%"),
    ("It traded between 2,800 and 2,700.", "2,800"),
    ("It is in a range of 4% to 3%.", "4%"),
]
TRUE = [
    "The Russell rose 9.5% against 1.0% for the S&P 500, a lead of 8.5 points.",
    "The Russell rose 9.5% and the S&P 500 fell 1.0%, a gap of 10.5 percentage points.",
    "The 10-year rose 5bp to 4.20% and the 2-year 3bp to 3.60%, a gap of 60bp.",
    "It rose 9.5% against 1.0%, a lead of 8.5 points; over ten years the gap is 200 points.",
    "Gold gained 20%, twice what silver did, 5% in a week.",
    "Gold rose 9.5%, twice the 4.7% of silver.",
    "It took $3bn of the $5bn, or 60%.",
    "SPY took in $3bn, IVV $2bn and VOO $1bn, for a total of $6bn.",
    "IWM lost $3bn and SPY gained $1bn, $2bn in all.",
    "A third is in bonds, half in shares and the rest in cash.",
    "It holds 60% bonds, 30% shares and the remaining 10% in cash.",
    "Of the 500 stocks, 300 rose and 190 fell.",
    "All five fell: three by more than 1%, two by less.",
    "They returned 1.0%, 2.0% and 3.0%, an average of 2.0%.",
    "It swung between 2,800 and 2,700. The difference between 2,800 and 2,700 is 100.",
    "It is in a range of 3% to 4%.",
]


@pytest.mark.parametrize(("text", "words"), SLIPS)
def test_slips(text: str, words: str | None) -> None:
    assert wrong(text) == [words or "20%"]


@pytest.mark.parametrize("text", TRUE)
def test_what_adds_up(text: str) -> None:
    assert flagged(text) == []


TENTHS = st.integers(1, 999)


@given(parts=st.lists(TENTHS, min_size=2, max_size=5), off=st.integers(10, 400))
def test_a_total_is_the_sum_of_its_parts(parts: list[int], off: int) -> None:
    *first, last = [f"${p / 10}bn" for p in parts]
    listed = f"{', '.join(first)} and {last}"
    assert flagged(f"They took {listed}, ${sum(parts) / 10}bn in all.") == []
    assert len(wrong(f"They took {listed}, ${(sum(parts) + off) / 10}bn in all.")) == 1


@given(a=TENTHS, b=TENTHS, off=st.integers(4, 400))
def test_a_lead_is_the_difference(a: int, b: int, off: int) -> None:
    text = "One rose {}% against {}%, a lead of {} points."
    assert flagged(text.format(a / 10, b / 10, abs(a - b) / 10)) == []
    far = a + b + off  # beyond the difference and, were one of them a fall, the sum
    assert len(wrong(text.format(a / 10, b / 10, far / 10))) == 1


@given(parts=st.lists(st.integers(1, 9999), min_size=2, max_size=6), off=st.integers(10, 400))
def test_a_table_adds_up(parts: list[int], off: int) -> None:
    rows = "".join(f"| Fund {'ABCDEF'[k]} | {p / 10} |\n" for k, p in enumerate(parts))
    table = f"| Fund | Flow, $bn |\n|---|---|\n{rows}| Total | {{}} |\n"
    assert flagged(table.format(sum(parts) / 10)) == []
    assert len(wrong(table.format((sum(parts) + off) / 10))) == 1
