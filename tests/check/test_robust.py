"""No input crashes the checker, makes it slow, or gets two different answers."""

import ast
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check import check
from generator.check.text.source import read_source
from generator.tape import Tape

AS_OF = date(2026, 1, 16)
WORDS = st.sampled_from(
    [
        "The",
        "S&P",
        "500",
        "Gold",
        "rose",
        "fell",
        "3%",
        "1.9",
        "per",
        "cent",
        "since",
        "record",
        "high",
        "on",
        "Friday",
        ",",
        ".",
        ";",
        "(",
        ")",
        "—",
        "from",
        "to",
        "110",
        "52.5",
        "its",
        "it",
        "and",
        "up",
        "by",
        "7",
        "basis",
        "points",
        "third",
        "straight",
        "gain",
        "worst",
        "day",
        "March",
        "2009",
        "|",
        "---",
        "**",
        "[x](http://y)",
        "<b>",
        "&amp;",
        "$",
        "€",
        "−5",
        "more",
        "than",
        "about",
        "not",
        "never",
        "all",
        "three",
        "the",
        "week",
        "week's",
        "in",
        "a",
        "row",
        "\n",
        "\n\n",
        "#",
        "-",
        "1.",
    ]
)


@given(st.text(max_size=400))
def test_any_text(tape: Tape, text: str) -> None:
    for claim in check(text, tape, as_of=AS_OF).claims:
        assert 0 <= claim.start < claim.end <= len(text)


@given(st.lists(WORDS, max_size=60))
def test_any_words_of_the_trade(tape: Tape, words: list[str]) -> None:
    text = " ".join(words)
    one, two = (check(text, tape, as_of=AS_OF) for _ in range(2))
    assert one == two


def _told_in_tests() -> list[str]:
    """What the other tests tell the checker: the texts of this folder."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("test_*.py")))
    texts = (
        n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )
    return list(dict.fromkeys(text for text in texts if 4 < text.count(" ") < 60))


TOLD = st.sampled_from(_told_in_tests())
CUT = st.integers(min_value=0, max_value=60)


@given(TOLD, CUT, TOLD, CUT)
def test_any_two_texts_cut_and_joined(tape: Tape, one: str, end: int, two: str, start: int) -> None:
    check(" ".join([*one.split(" ")[:end], *two.split(" ")[start:]]), tape, as_of=AS_OF)


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 added 1%, having gained in each of the past",
        "in according to",
        "Gold fell after losing in each of the five months to",
        "The S&P 500 sets its longest streak of records since 2025",
        "The 10 made up 60% gain in",
        "It sold at .40 in the shop.",
    ],
)
def test_texts_that_break_off(tape: Tape, text: str) -> None:
    check(text, tape, as_of=AS_OF)


@given(st.binary(max_size=300))
def test_any_bytes(tape: Tape, data: bytes) -> None:
    check(data.decode("utf-8", "replace"), tape, as_of=AS_OF)


@given(st.text(alphabet="<>/!-ab =\"'|#*_`[]()&;\n", max_size=300))
def test_offsets_survive_any_markup(text: str) -> None:
    for block in read_source(text).blocks:
        assert len(block.text) <= len(block.at) or not block.text.strip()
        assert all(0 <= i < len(text) for i in block.at)


@pytest.mark.parametrize(
    "text",
    ["3% " * 3_000, "(" * 20_000, "> " * 20_000, "a" * 200_000, "[" * 20_000 + "]" * 20_000, "|" * 20_000, "<" * 20_000, "-" * 20_000,
     "the S&P 500 rose " * 1_000, "from 1 to 2 " * 1_000, "“" * 5_000, "1,000" * 5_000, "**" * 20_000, "<!--" * 5_000],
    ids=lambda t: t[:12],
)  # fmt: skip
def test_long_input_takes_linear_time(tape: Tape, text: str) -> None:
    begun = time.process_time()
    check(text, tape, as_of=AS_OF)
    assert time.process_time() - begun < 20
