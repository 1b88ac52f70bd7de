"""Weekdays, days that no month has, and years beside relative times."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check import check
from tests.check.inside.telling import told, wrong

FORMS = [
    "{day:%A}, {n} {day:%B} {day.year}", "{day:%A} {n} {day:%B} {day.year}", "{day:%A}, {day:%B} {n}, {day.year}", "{day:%A} {day.year}-{day:%m-%d}",
    "{day:%A}, the {n}th of {day:%B} {day.year}", "{n} {day:%B} {day.year} ({day:%A})", "{day:%B} {n}, {day.year} ({day:%A})", "{day:%A}, {day:%b}. {n}, {day.year}",
    "{n} {day:%B} {day.year}, a {day:%A}",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@given(offset=st.integers(0, 12_000), off=st.integers(1, 6))
def test_a_weekday_is_that_of_its_date(form: str, offset: int, off: int) -> None:
    day = date(1990, 1, 1) + timedelta(offset)
    other = day + timedelta(off)
    text = form.replace("{day:%A}", "{other:%A}")
    assert wrong(f"On {form.format(day=day, n=day.day)}, we met.") == []
    assert len(wrong(f"On {text.format(day=day, n=day.day, other=other)}, we met.")) == 1


def test_a_date_without_a_year_is_of_a_year_that_the_draft_names() -> None:
    assert wrong("On Thursday, 16 January, it rose.") == ["Thursday, 16 January"]
    assert wrong("In 2025 it was otherwise. On Thursday, 16 January, it rose.") == []
    assert check("On Thursday, 16 January, it rose.").counts["contradicted"] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On 31 November it fell.", "31 November"), ("On November 31, it fell.", "November 31"), ("On February 29, 2025, it fell.", "February 29, 2025"),
        ("On the 31st of June it fell.", "31st of June"), ("On 30 February it fell.", "30 February"),
        ("Last November (2024) it broke out.", "Last November (2024"), ("Last November, in 2023, it broke out.", "Last November, in 2023"),
        ("Next March 2028 will tell.", "Next March 2028"), ("Last year, 2024, was good.", "Last year, 2024"), ("This year (2025) is good.", "This year (2025"),
        ("Five years ago, in 2016, it fell.", "Five years ago, in 2016"), ("Ten years ago, in 2006, it fell.", "Ten years ago, in 2006"),
    ],
)  # fmt: skip
def test_times_that_cannot_be(text: str, words: str) -> None:
    assert wrong(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "On 29 February 2024 it rose.", "On 29 February it rose.", "On 30 November it rose.", "On March 31 it rose.", "Last November (2025) it broke out.",
        "Last January, in 2025, it fell.", "Next March, in 2026, it may.", "Last year, 2025, was good.", "This year (2026) is good.", "Five years ago, in 2021, it fell.",
        "Two years ago, in 2023, it fell.", "Black Monday, 19 October 1987, was worse.", "It may 31 times fall.",
    ],
)  # fmt: skip
def test_times_that_can(text: str) -> None:
    assert wrong(text) == []


def test_a_first_time_is_in_one_year() -> None:
    first = "The index broke through its 2021 high for the first time last November.\n\nIn {when}, the index first broke through its 2021 high."
    assert told(first.format(when="November 2024")) == [("November 2024", "contradicted")]
    assert told(first.format(when="November 2025")) == []


def test_a_dateline_claims_nothing_unless_it_is_wrong() -> None:
    day = date(2026, 1, 16)
    assert not check("*Friday 16 January 2026, after the close*", as_of=day).claims
    assert [c.verdict for c in check("*Thursday 16 January 2026, after the close*", as_of=day).claims] == [
        "contradicted"
    ]
