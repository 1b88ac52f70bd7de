"""A count and what follows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.inside.telling import told, wrong

WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


def items(n: int) -> str:
    return "".join(f"- Item {k} is told here.\n" for k in range(n))


def numbered(n: int) -> str:
    return "".join(f"{k + 1}. Item is told here.\n" for k in range(n))


LISTS = {
    "items": lambda word, n: f"{word} observations.\n\n{items(n)}",
    "items after a colon": lambda word, n: f"It fell for {word} reasons:\n\n{items(n)}",
    "numbered items": lambda word, n: f"{word} notes.\n\n{numbered(n)}\nAnd that is all.",
    "nested items": lambda word, n: f"{word} things:\n\n" + "- Item.\n  - Below it.\n" * n,
    "headings": lambda word, n: f"## {word} lessons\n\n" + "### A heading\n\nText of it.\n\n" * n + "## Another\n",
    "headings and a summary": lambda word, n: (
        f"## {word} lessons\n\n" + "### A heading\n\nText.\n\n" * n + "### Summary\n\nText.\n"
    ),
    "numbered headings": lambda word, n: f"# {word} charts\n\n" + "".join(f"## {k + 1}. A\n\nText.\n\n" for k in range(n)),
    "stages": lambda word, n: f"## A {word}-stage plan\n\n" + "".join(f"Stage {k + 1}: it goes.\n\n" for k in range(n)),
    "ordinals": lambda word, n: f"There are {word} reasons. " + " ".join(f"{x}, it fell." for x in ORDINALS[:n]),
    "ordinals of paragraphs": lambda word, n: f"There are {word} reasons.\n\n" + "\n\n".join(f"{x}, it fell." for x in ORDINALS[:n]),
    "numbers in prose": lambda word, n: f"There are {word} reasons: " + " ".join(f"{k + 1}) it fell;" for k in range(n)),
    "parts between semicolons": lambda word, n: f"There are {word} risks: " + "; ".join(["rates may well rise"] * n) + ".",
}  # fmt: skip


@pytest.mark.parametrize("kind", LISTS)
@given(said=st.integers(2, 6), listed=st.integers(2, 6))
def test_a_count_is_that_of_what_follows(kind: str, said: int, listed: int) -> None:
    found = told(LISTS[kind](WORDS[said], listed))
    assert {verdict for _, verdict in found} == {"supported" if said == listed else "contradicted"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There are four reasons: rates, growth and oil.", ["four reasons"]), ("There are three reasons: rates, growth and oil.", []),
        ("Both the S&P 500, the Nasdaq and the Dow fell.", ["Both the S&P 500, the Nasdaq and the Dow"]), ("Both the S&P 500 and the Dow fell.", []),
        ("There are two reasons: rates and growth, and oil.", []), ("There are two questions: whether the Fed cuts, and when.", []),
        ("There are three reasons. First, rates. Second, oil. And then there is growth.", []),
        ("Four dates to note. Gold peaked on 5 May 2011, oil on 6 May 2011, tin on 9 May 2011.", ["Four dates"]),
        ("Three dates to note. Gold peaked on 5 May 2011, oil on 6 May 2011, tin on 9 May 2011.", []),
        ("Four dates matter to funds, and they say so. Gold peaked on 5 May 2011, oil on 6 May 2011.", []),
        ("You need two-factor logins here.\n\n- One item\n- Two items\n- Three items\n", []),
        ("The first of the two points is old.\n\n- One item\n- Two items\n- Three items\n", []),
        ("It added two points to 40.\n\n- One item\n- Two items\n- Three items\n", []),
        ("Two reasons:\n\n- One item\n\n  goes on.\n\n- Two items\n- Three items\n", []),
        ("Two phases:\n\n- The first of them operates on a thing that is long\n  and goes on.\n- The second\n", []),
    ],
)  # fmt: skip
def test_lists_in_prose_and_what_is_none(text: str, words: list[str]) -> None:
    assert wrong(text) == words
