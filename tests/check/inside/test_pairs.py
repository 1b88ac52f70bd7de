"""Two levels and the change told for them must agree, in every order of words, at every rounding."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.inside.telling import flagged, told, wrong

PATTERNS = [
    "It rose from {a} to {b}, a gain of {p}.",
    "It rose from {a} to {b}, up {p}.",
    "It rose from {a} to {b}, or {p}.",
    "It rose from {a} to {b} \u2014 a {p} gain.",
    "It rose from {a} to {b} (+{p}).",
    "It rose {p} from {a} to {b}.",
    "It rose by {p} from {a} to {b}.",
    "It rose {p} to {b} from {a}.",
    "It rose {p}, to {b} from {a}.",
    "It rose to {b} from {a}, a gain of {p}.",
    "It was up {p} at {b}, from {a}.",
    "It closed at {b}, up {p} from {a}.",
    "Up {p} to {b} from {a}, it led the field.",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize(
    ("a", "b", "right", "false"),
    [
        ("2,600.00", "2,704.00", "4.0%", "4.6%"), ("$50.00", "$60.00", "20%", "35%"), ("2,600.0", "2,704.0", "104 points", "140 points"),
        ("4.13%", "4.31%", "18 basis points", "81 basis points"), ("4.13%", "4.31%", "0.18 points", "0.28 points"), ("70bp", "82bp", "12bp", "22bp"),
    ],
)  # fmt: skip
def test_every_order_of_words(pattern: str, a: str, b: str, right: str, false: str) -> None:
    assert told(pattern.format(a=a, b=b, p=right)) == [(f"+{right}" if "+" in pattern else right, "supported")]
    assert wrong(pattern.format(a=a, b=b, p=false)) == [f"+{false}" if "+" in pattern else false]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It rose from $63,000 to $90,000, a gain of about 50%.", "about 50%"),
        ("It rose 35 points to 2,700 from 2,600.", "35 points"),
        ("It was up 21.74 points, or 6.1%, to 333.65.", "6.1%"),
        ("It closed at 333.65, up 21.74 points, or 6.1%.", "6.1%"),
        ("Oil rose $1.20, or 2.7%, to $71.50 a barrel.", "2.7%"),
        ("It slid 634.76 points, or 7.9 percent, to 10,809.85.", "7.9 percent"),
        ("The yield went from 4.1% to 4.3%, up 30 basis points.", "30 basis points"),
        ("It halved from 20 to 14.", "halved"),
        ("It more than doubled, from 20 to 38.", "doubled"),
        ("It doubled to 48 from 32.", "doubled"),
        ("It fell by half, from 30 to 20.", "half"),
        ("It grew from $2.5bn to $3bn (+40%).", "+40%"),
        ("It rose from 2,700 to 2,600.", "rose"),
        ("It fell to 2,700 from 2,600.", "fell"),
    ],
)
def test_what_does_not_fit(text: str, words: str) -> None:
    assert wrong(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "It was up 21.74 points, or 7.0%, to 333.65.",
        "It slid 634.76 points, or 5.5 percent, to 10,809.85.",
        "It fell to 2,900 from 2,986, or 3%.",
        "It fell by a third, from 30 to 20.",
        "It rose fivefold, from 10 to 50, and 5x from 10 to 50.",
        "It nearly doubled to $39 from $20.",
        "It rose more than 60%, from 2,500 to 4,100.",
        "It rose from 2,600 to 2,700, up 12% this year.",
        "It rose 1.2% on the day to 2,718, from 2,496 a month ago.",
        "It fell 3% to 2,640, from a peak of 2,900.",
        "It rose from 2,600 to 2,700 and then fell 5% to 2,565.",
        "CPI rose 0.3% in March, to 3.1% from 2.9% a year earlier.",
        "The dollar fell from 155.20 yen to 154.58, and the yen rose from 155.20 to 154.58.",
        "Treasuries rose from 4.3% to 4.1%.",
        "The Fed cut rates from 5.25% to 5% in September, and by 25 basis points in November.",
        "The rate went from 4.25-4.50% to 4.00-4.25%, a cut of 25bp.",
        "At 2,718.77 it is 3.0% above 2,640.",
    ],
)
def test_what_fits_or_is_of_another_stretch(text: str) -> None:
    assert flagged(text) == []


LEVELS = st.decimals("10", "90000", places=2)
PLACES = st.integers(0, 2)


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(a=LEVELS, b=LEVELS, ends=PLACES, places=PLACES, pattern=st.sampled_from(PATTERNS))
def test_a_true_change_is_never_flagged_at_any_rounding(
    a: Decimal, b: Decimal, ends: int, places: int, pattern: str
) -> None:
    low, high = sorted((a, b))
    share = rounded((high / low - 1) * 100, places)
    text = pattern.format(a=f"{rounded(low, ends):,}", b=f"{rounded(high, ends):,}", p=f"{share}%")
    assert [f for f in flagged(text) if "%" in f[0]] == []


@given(a=LEVELS, rise=st.decimals("0.5", "80", places=1), off=st.decimals("0.2", "30", places=1), pattern=st.sampled_from(PATTERNS))  # fmt: skip
def test_a_change_off_by_more_than_rounding_is_always_flagged(
    a: Decimal, rise: Decimal, off: Decimal, pattern: str
) -> None:
    start = a + 1000
    end = rounded(start * (1 + rise / 100), 2)
    text = pattern.format(a=f"{start:,}", b=f"{end:,}", p=f"{rise + off}%")
    assert len(wrong(text)) == 1


@given(gap=st.integers(1, 900), level=st.integers(1000, 9000), up=st.booleans())
def test_points_and_per_cent_agree_over_the_level_before(gap: int, level: int, up: bool) -> None:
    base = level - gap if up else level + gap
    share = rounded(Decimal(gap) / base * 100, 1)
    verb = "rose" if up else "fell"
    assert flagged(f"It {verb} {gap} points, or {share}%, to {level:,}.") == []
    assert wrong(f"It {verb} {gap} points, or {share * 2 + 3}%, to {level:,}.") != []
