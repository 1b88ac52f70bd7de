"""Marks tie words to facts and leave no trace; the typist's tidying changes no number."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from generator.narrative.marks import extract, mark, plain, scrub, tidy

IDS = [f"x.level.{n}" for n in range(6)]
ours = st.text(st.characters(exclude_categories=["Co", "Cs", "Cc"]), max_size=20)
words = st.text("abcXYZ019 .,%−$’é|#*", max_size=12)
pieces = st.lists(st.tuples(words, words.filter(bool), st.integers(0, 5)), max_size=8)


def marked(made: list[tuple[str, str, int]], tail: str) -> str:
    """Text with marks in it."""
    return "".join(before + mark(inside, place) for before, inside, place in made) + tail


@given(pieces, words)
def test_marks_come_out_whole(made: list[tuple[str, str, int]], tail: str) -> None:
    """Without marks the text is what it was; each span holds exactly the words that were marked, for the same fact."""
    text, spans = extract(marked(made, tail), IDS)
    assert text == "".join(before + inside for before, inside, _ in made) + tail
    assert [text[s.start : s.end] for s in spans] == [inside for _, inside, _ in made]
    assert [s.id for s in spans] == [IDS[place] for *_, place in made]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(ours)
@example("\n\n\n")
@example("# a\n\n\n\nb")
def test_tidying_twice_is_tidying_once(text: str) -> None:
    """A tidy text stays as it is."""
    assert tidy(tidy(text)) == tidy(text)


@given(ours)
def test_tidying_changes_spaces_and_capitals_only(text: str) -> None:
    """No word, digit or sign is lost or made."""
    assert re.sub(r"\s", "", tidy(text)).casefold() == re.sub(r"\s", "", text).casefold()


@given(pieces, words)
def test_tidying_leaves_marks_in_place(made: list[tuple[str, str, int]], tail: str) -> None:
    """What is marked is opaque: after tidying the same facts are marked in the same order."""
    _, spans = extract(tidy(marked(made, tail)), IDS)
    assert [s.id for s in spans] == [IDS[place] for *_, place in made]


def test_a_typist_s_work() -> None:
    """Spaces before commas, blank lines, broken lines, small letters where a sentence begins."""
    told = "# the  news \n\n\n\n**in short.** it rose 1% .\nthen it fell , twice.  so there\n\n| a | b |\n| - | - |\n"
    expected = "# The news\n\n**In short.** It rose 1%. Then it fell, twice. So there\n\n| a | b |\n| - | - |\n"
    assert tidy(told) == expected


def test_a_sentence_may_begin_behind_a_mark() -> None:
    """A full stop inside a mark ends a sentence, and a mark at the beginning is left as it is."""
    text = tidy(f"{mark('the index fell.', 0)} it rose. {mark('four', 1)} times")
    assert extract(text, IDS)[0] == "the index fell. It rose. four times\n"


@given(st.text(max_size=60))
@example("\ue0000\ue001forged\ue002")
@example("a\nb\x00c\x7f\r\n")
def test_nobody_else_can_forge_a_mark(text: str) -> None:
    """Scrubbed text holds no mark and no control character, and stands on one line."""
    clean = scrub(text)
    assert extract(clean, IDS) == (clean, [])
    assert not re.search("[\ue000-\uf8ff\x00-\x1f\x7f]", clean)
    assert clean == clean.strip()
    assert scrub(clean) == clean


def test_markup_of_others_is_shown_as_it_is() -> None:
    """A bracket, a star, a bar or a tag of a name is escaped."""
    assert plain("[x](y) *b* <i> | `c` # _") == r"\[x\](y) \*b\* \<i\> \| \`c\` \# \_"
