"""Corrections, comparisons and what is judged while somebody types: each over made texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.review.comparing import compare
from generator.review.mending import mend
from generator.review.typing import changed, excerpt, patched

OPENING = "*Closes of Thursday, 22 January 2026*\n\n"
WORDS = st.lists(st.sampled_from(["up", "9.6%", "2,719.01", "the", "S&P 500", "\n\n", "gold", "."]), max_size=30)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("The Russell 2000 is up 12.5% this year.", "up 9.6%"),
        ("The Russell 2000 is up 12.50% this year.", "up 9.56%"),
        ("The Russell 2000 is down 9.6% this year.", "up 9.6%"),
        ("Silver gained 219% in 2025.", "gained 145%"),
        ("The Russell 2000 closed at 2,791.01.", "2,719.01"),
        ("The Russell 2000 fell 0.8%.", "gained 0.8%"),
        ("The small caps of the Russell 2000 have risen for 14 sessions in a row.", "risen for 2 sessions in a row"),
        ("The next meeting is on Tuesday, 28 January 2026.", "Wednesday, 28 January 2026"),
    ],
)
def test_a_correction_says_what_the_tape_says(referee, said, right):
    """As many decimals as were written, the same separators, the other direction where it was wrong."""
    text = OPENING + said
    claims = referee.judge(text).report.claims
    wrong = [claim for claim in claims if claim.verdict == "contradicted"]
    assert wrong, claims
    found = mend(referee, text, b"", None, wrong[0])
    if right == "gained 0.8%":  # any word for it will do
        right = found.words
    assert found.words == right
    mended = text[: found.start] + found.words + text[found.end :]
    assert not [c for c in referee.judge(mended).report.claims if c.verdict == "contradicted"]


@pytest.mark.parametrize(
    "said",
    ["The Nasdaq Composite closed at a record.", "Copper gained 3.1%.", "The Russell 2000 is up 9.6% this year."],
)
def test_no_correction_is_made_up(referee, said):
    """Where nothing is wrong with a number, or nobody can say what is meant."""
    text = OPENING + said
    assert all(mend(referee, text, b"", None, claim) is None for claim in referee.judge(text).report.claims)


@given(WORDS, WORDS)
def test_a_comparison_holds_both_texts(old, new):
    """What is the same and gone is the old one, what is the same and new the new one, but for blank lines."""
    before, after = " ".join(old), " ".join(new)
    pieces = [piece for paragraph in compare(before, after) for piece in paragraph.pieces]
    for text, other in ((before, "new"), (after, "gone")):
        shown = "".join(piece.text for piece in pieces if piece.sign != other)
        assert "".join(shown.split()) == "".join(text.split())


def test_a_number_is_one_word():
    """So that no figure is cut in the middle."""
    (paragraph,) = compare("It closed at 2,719.01, up 9.6% this year.", "It closed at 2,791.01, up 9.8% this year.")
    assert [(p.sign, p.text) for p in paragraph.pieces if p.sign != "same"] == [
        ("gone", "2,719.01"), ("new", "2,791.01"), ("gone", "9.6%"), ("new", "9.8%"),
    ]  # fmt: skip


@given(st.text("ab\n ", max_size=40), st.text("ab\n ", max_size=40))
def test_what_changed_is_all_that_changed(before, after):
    """Outside of it both texts are the same."""
    start, end, grew = changed(before, after)
    assert before[:start] == after[:start]
    assert before[end - grew :] == after[end:]
    assert 0 <= start <= end <= len(after)


@given(st.text("ab# \n", max_size=80), st.data())
def test_an_excerpt_ends_with_the_paragraphs_of_its_stretch(text, data):
    """Whatever stands before them there, they are whole, and where they are said to be."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = excerpt(text, start, end)
    assert part.text[part.own :] == text[part.start : part.end]
    assert part.start <= start
    assert end <= part.end or not text[part.end : end].strip()


EDITS = [("up 9.6%", "up 12.5%"), ("rose 64.5%", "fell 64.5%"), ("Silver closed", "Gold closed")]


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_judged_at_once_is_what_all_of_it_would_give(referee, edit):
    """For a change within a paragraph."""
    paragraphs = [
        "# Metals\n", "The Russell 2000 is up 9.6% this year.", "## Gold\n",
        "Gold rose 64.5% in 2025. It closed at $4,933.66.",
        "Silver closed at $96.31. It gained 36.0% this year.", "The VIX stands at 15.6.",
    ]  # fmt: skip
    before = OPENING + "\n\n".join(paragraphs)
    after = before.replace(*edit)
    start, end, grew = changed(before, after)
    part = excerpt(after, start, end)
    old, new = referee.judge(before).report.claims, referee.judge(part.text).report.claims
    whole = referee.judge(after).report.claims
    assert [(c.start, c.end, c.verdict) for c in patched(old, grew, part, new)] == [
        (c.start, c.end, c.verdict) for c in whole
    ]
