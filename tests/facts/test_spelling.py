"""Numbers as a reader would round them, and sizes by the declared bands."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts import windows
from generator.facts.bands import LIMITS, SIZES, limits, size_of
from generator.facts.spelling import MINUS, Speller, rounded
from generator.market import KINDS

ENGLISH = Speller("en")


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (2718.77, 2, "2,718.77"),
        (2718.77, 0, "2,719"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),  # half up, not to the even digit
        (1.005, 2, "1.01"),  # on the decimal that is printed, not on its binary neighbour
        (2.675, 2, "2.68"),
        (0.285, 2, "0.29"),
        (1e15, 0, "1,000,000,000,000,000"),
        (-3.14159, 2, "3.14"),
        (0.0, 1, "0.0"),
    ],
)
def test_numbers_are_rounded_half_up(value: float, places: int, text: str) -> None:
    """As a reader rounds by hand; without a sign."""
    assert ENGLISH.number(value, places) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (0.0954, "9.5%"),
        (-0.0954, "9.5%"),
        (0.0123, "1.2%"),
        (1.23, "123%"),
        (0.9994, "99.9%"),
        (0.00085, "0.1%"),
        (0.0005, "0.1%"),
        (0.0004, "0.04%"),
        (0.0, "0.0%"),
        (0.0095, "1.0%"),
        (15.2, "1,520%"),
    ],
)
def test_a_ratio_is_multiplied_by_a_hundred_once(ratio: float, text: str) -> None:
    """+1.23 % was once printed as 123 %; here 0.0123 is 1.2 % and 1.23 is 123 %."""
    assert ENGLISH.percent(ratio) == text


@given(st.floats(-0.99, 0.99))
def test_no_per_cent_is_a_hundred_times_too_large(ratio: float) -> None:
    """Read back, every spelled per cent is its ratio to half of the last digit shown."""
    text = ENGLISH.percent(ratio).removesuffix("%")
    places = len(text.partition(".")[2])
    assert abs(Decimal(text) / 100 - abs(Decimal(repr(ratio)))) <= Decimal(1).scaleb(-places - 2) / 2


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_what_is_spelled_is_within_half_a_digit(value: float, places: int) -> None:
    """Rounding loses at most half of the last place."""
    text = ENGLISH.number(value, places).replace(",", "")
    assert abs(Decimal(text) - abs(Decimal(repr(value)))) <= Decimal(1).scaleb(-places) / 2


@pytest.mark.parametrize(
    ("points", "text", "number"),
    [(0.09, "9", 9), (-0.25, "25", 25), (0.01, "1", 1), (0.005, "0.5", 0.5), (1.2, "120", 120)],
)
def test_basis_points_are_hundredths_of_a_point(points: float, text: str, number: float) -> None:
    """A rate that moved by 0.09 percentage points moved by nine basis points."""
    assert ENGLISH.basis_points(points) == (text, Decimal(str(number)))


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (4.26, "percent", "4.26%"),
        (451.789, "USD", "$451.79"),
        (89462.4, "USD", "$89,462"),
        (2718.77, "points", "2,719"),
        (15.6, "points", "15.60"),
        (-12.5, "points", f"{MINUS}12.50"),
        (-0.001, "percent", "0.00%"),
        (-0.001, "points", "0.00"),
        (1.5, "EUR", "€1.50"),
    ],
)  # fmt: skip
def test_a_level_is_spelled_in_its_unit(value: float, unit: str, text: str) -> None:
    """Per cent for rates, a currency's sign for money, and no minus before zero."""
    assert ENGLISH.price(value, unit) == text


def test_a_negative_rate_keeps_its_sign() -> None:
    """A yield of -0.35 % is not 0.35 %."""
    assert ENGLISH.price(-0.35, "percent") == f"{MINUS}0.35%"


def test_levels_are_exact_where_it_matters() -> None:
    """Tables and headlines show the decimals that prose leaves out."""
    assert ENGLISH.price(2718.77, "points", exact=True) == "2,718.77"
    assert ENGLISH.price(4933.66, "USD", exact=True) == "$4,933.66"
    assert ENGLISH.price(89462.4, "USD", exact=True) == "$89,462"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (19.46e9, ("19.5", "billion")),
        (-1.7e9, ("1.7", "billion")),
        (5.712e12, ("5.71", "trillion")),
        (350e6, ("350", "million")),
        (999.6e6, ("1.0", "billion")),
        (999.4e6, ("999", "million")),
        (1234.0, ("1,234", "")),
        (0.0, ("0", "")),
    ],
)
def test_large_amounts_have_a_scale_word(value: float, text: tuple[str, str]) -> None:
    """$19.5 billion, and never 1,000 million."""
    assert ENGLISH.scaled(value) == text


@pytest.mark.parametrize(
    ("ratio", "spelled", "text"),
    [
        (0.01, "1%", "+1%"),
        (-0.01, "1%", f"{MINUS}1%"),
        (0.0, "0.0%", "0.0%"),
        (-0.00001, "0.0%", "0.0%"),
    ],
)
def test_signs(ratio: float, spelled: str, text: str) -> None:
    """Plus, a true minus, and none before what is spelled as zero."""
    assert ENGLISH.signed(ratio, spelled) == text


def test_other_languages_have_their_own_marks() -> None:
    """German groups with points; the digits stay the same."""
    assert Speller("de").number(2718.77, 2) == "2.718,77"
    assert Speller("de").date(date(2026, 1, 22), "d MMMM y") == "22 Januar 2026"


@given(st.decimals(-1000, 1000, places=5), st.integers(0, 4))
def test_rounding_is_half_up_everywhere(value: Decimal, places: int) -> None:
    """Halves go away from zero, whatever stands before them."""
    step = Decimal(1).scaleb(-places)
    found = rounded(value, places)
    assert abs(found - value) <= step / 2
    assert found == rounded(-value, places).copy_negate()
    if abs(value) % step == step / 2:
        assert abs(found) > abs(value)


@given(st.floats(-0.5, 0.5), st.sampled_from(KINDS), st.sampled_from(["1d", "5s", "1w", "1m", "ytd", "all", None]))
def test_bands_depend_on_size_only(move: float, kind: str, window: str | None) -> None:
    """Up and down are judged alike, a larger move is never called smaller, a longer window never makes it larger."""
    assert size_of(move, kind, window) == size_of(-move, kind, window)
    assert SIZES.index(size_of(move * 1.1, kind, window)) >= SIZES.index(size_of(move, kind, window))
    assert SIZES.index(size_of(move, kind, window)) <= SIZES.index(size_of(move, kind, "1d"))


def test_the_declared_limits_rise() -> None:
    """Each kind's limits stand in order, and a limit belongs to the band above it."""
    for kind, declared in LIMITS.items():
        assert list(declared) == sorted(declared)
        assert [size_of(limit, kind) for limit in declared] == list(SIZES[1:])
        assert size_of(math.nextafter(declared[0], 0), kind) == "flat"


def test_longer_windows_grow_by_the_root_of_their_sessions() -> None:
    """What is large over four sessions is twice what is large on one; flat stays flat."""
    day, four = limits("equity_index", "1d"), limits("equity_index", "4s")
    assert four == pytest.approx((day[0], *(2 * limit for limit in day[1:])))
    assert windows.sessions_of("4s") == 4
