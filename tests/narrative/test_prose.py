"""Reads generated briefs as an editor would, and holds each against the one of the day before."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from generator.narrative import Draft
from generator.tape import Tape, read_tape
from generator.tape.series import to_date
from tests.narrative.drafts import draft_of
from tests.prose import names_of, shared, slips

MOST_SHARED = 0.35
SCATTERED = [
    (date(2014, 3, 3), "day"), (date(2015, 8, 24), "day"), (date(2016, 6, 24), "week"), (date(2017, 11, 29), "day"),
    (date(2018, 12, 24), "day"), (date(2020, 3, 16), "week"), (date(2021, 1, 6), "day"), (date(2022, 9, 13), "day"),
    (date(2023, 3, 13), "week"), (date(2024, 8, 5), "day"), (date(2025, 4, 9), "day"), (date(2025, 7, 4), "week"),
]  # fmt: skip


def consecutive(tape: Tape, count: int) -> list[date]:
    """The last so many trading days."""
    return [to_date(day) for day in tape.series["spx"].days[-count:]]


@pytest.fixture(scope="module")
def sample(sample_tape_folder: Path) -> Tape:
    """The sample tape."""
    return read_tape(sample_tape_folder)


@pytest.fixture(scope="module")
def sixty(sample: Tape) -> list[Draft]:
    """The wraps of sixty consecutive trading days."""
    return [draft_of(sample, day) for day in consecutive(sample, 60)]


# Good English that the patterns take for a fault: "None of them was", "rare enough to lead with".
FINE = re.compile(r"unfilled: .*\bNone (?:of|on)\b|and at the end: .*\b(?:lead with|paid for|speak of)\.", re.DOTALL)


def struck(drafts: list[Draft]) -> list[str]:
    """What an editor would strike, each with its date and story."""
    return [
        f"{draft.sheet.as_of} {draft.sheet.story} {draft.sheet.period}: {slip}"
        for draft in drafts
        for slip in slips(draft.markdown)
        if not FINE.search(slip)
    ]


def mean_shared(drafts: list[Draft], names: list[str]) -> float:
    """The mean share of word 5-grams of a brief that the one before it has too."""
    shares = [shared(today.markdown, before.markdown, names) for before, today in pairwise(drafts)]
    return sum(shares) / len(shares)


def test_no_slips_on_sixty_consecutive_days(sixty: list[Draft]) -> None:
    """Articles, plurals, doubled words, signs after verbs, empty sections, the same sentence twice: none."""
    assert struck(sixty) == []


def test_no_slips_on_days_and_weeks_far_apart(sample: Tape) -> None:
    """Crashes and dull weeks of twelve years read as well."""
    assert struck([draft_of(sample, day, period) for day, period in SCATTERED]) == []


def test_neighbouring_days_are_not_the_same_text(sample: Tape, sixty: list[Draft]) -> None:
    """Over sixty consecutive trading days a wrap shares at most 35 % of its 5-grams with the day before."""
    assert mean_shared(sixty, names_of(sample.instruments)) <= MOST_SHARED


def test_headlines_differ(sixty: list[Draft]) -> None:
    """A headline does not return within ten days, and hardly ever within sixty."""
    titles = [draft.title for draft in sixty]
    assert all(title not in titles[max(0, n - 10) : n] for n, title in enumerate(titles))
    assert len(set(titles)) > 0.9 * len(titles)


def test_real_closes_read_as_well(real_tape_folder: Path) -> None:
    """Twenty consecutive days of real closes: no slips, and no more repetition than on the sample."""
    tape = read_tape(real_tape_folder)
    drafts = [draft_of(tape, day) for day in consecutive(tape, 20)]
    assert struck(drafts) == []
    assert mean_shared(drafts, names_of(tape.instruments)) <= MOST_SHARED
