"""Ways of telling in letters, columns and answers to questions: what a sentence leaves to the next, and takes from it."""

import pytest

from generator.check import check
from generator.tape import Tape

from .helpers import AS_OF, last, said

GOOD, BAD = "supported", "contradicted"
TOLD = [
    # a morning note is about yesterday, however short its first sentence
    ("If you slept through yesterday, good.\n\nThe S&P 500 rose 0.9%.", GOOD, "spx.change.1d@2026-01-15"),
    ("If you slept through yesterday, good.\n\nThe S&P 500 rose 1.9%.", GOOD, "spx.change.1d"),
    ("If you slept through yesterday, good.\n\nThe S&P 500 rose 2.9%.", BAD, "spx.change.1d"),
    # a day in front of a sentence, told twice
    ("Talking of falls: on Thursday, 8 January, the S&P 500 fell 1.0%, from 101 to 100.", GOOD, "pair"),
    # the gap between the two
    ("Ten-year yields rose 7 basis points and two-year yields 1. The gap between the two has grown to 11 basis points.",
     GOOD, ".gap.vs."),
    ("Ten-year yields rose 7 basis points and two-year yields 1. The gap between the two has grown to 14 basis points.",
     BAD, ".gap.vs."),
    # what stands before a colon
    # from an extreme that a relative clause tells of
    ("The Russell 2000, which set a record of 208 on 7 January, has now given up 8.7%.", GOOD, "rut."),
    ("The Russell 2000, which peaked on 7 January, has lost 8.7%.", GOOD, "rut."),
    ("The Russell 2000, which peaked on 7 January, has lost 6.7%.", BAD, "rut."),
    # between two levels told with their times
    ("The S&P 500 ended 2025 at 100 and closed today at 110, a rise of 10%.", GOOD, "spx.change.since:2025-12-31"),
    ("The S&P 500 ended 2025 at 100 and closed today at 110, a rise of 12%.", BAD, "spx.change.since:2025-12-31"),
    ("The 10-year Treasury yield ended 2025 at 4.00% and closed today at 4.20%, a rise of 20 basis points.", GOOD,
     "us10y.change.since:2025-12-31"),
    # the subject stays where only the other side is named
    ("The Russell 2000 fell 3.1%. Its loss leaves it behind the S&P 500. It is down 5.0% this year.", GOOD,
     "rut.change.ytd"),
    # both of the last pair
    ("The S&P 500 is up 10.0% this year, the Russell 2000 down 5.0%. The week's bill is 5.8% and -6.9%.", GOOD,
     "rut.change.wtd"),
    # the other of two indices
    ("The S&P 500 led; the Russell 2000 fell. This week the Russell 2000 fell 6.9%, against 5.8% for its big brother.",
     BAD, "spx.change.wtd"),
    ("The S&P 500 went its way; you will find the worry in gold: $52.50.", GOOD, "gold.level"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "fact"), TOLD)
def test_told(text: str, verdict: str, fact: str, tape: Tape) -> None:
    found = last(text, tape)
    assert found[0] == verdict
    assert fact.partition("@")[0] in found[1] or fact == "pair"


def test_a_record_of_a_day(tape: Tape) -> None:
    for day, verdict in ((15, GOOD), (8, BAD)):
        found = said(f"The S&P 500, which set a record of 108 on {day} January, has risen.", tape)
        assert found[0][0] == verdict


NOTHING = "not_covered"
MORE = [
    ("The S&P 500 stood at 100 on 8 January and is at 110 now.", "110", GOOD),
    ("Gold: $53 on 8 January, $52 on 9 January, $52.50 now.", "$52.50", GOOD),
    ("The Russell 2000 never closed 10% below its record.", "10%", GOOD),
    ("The Russell 2000 never closed 5% below its record.", "5%", BAD),
    ("From the top on 7 January to the bottom on 16 January the Russell 2000 lost 5%.", "5%", BAD),
    ("The fall left the Russell 2000 6.9% worse over the week.", "6.9%", GOOD),
    ("The fall left the S&P 500 5.8% worse over the week.", "5.8%", BAD),
    ("The S&P 500 trades on 14 times earnings.", "14 times", NOTHING),
    ("The S&P 500 is up for the fifth year running of more than 19%.", "19%", NOTHING),
    ("The S&P 500 spent the week between 105 and 110 and ended at the top of that range.", "the top", GOOD),
    ("The 10-year Treasury yield spent the week between 4.10% and 4.20% and ended at the top of that range.", "the top",
     GOOD),
    ("The 10-year Treasury yield spent the week between 4.10% and 4.20% and ended at the bottom of that range.",
     "the bottom", BAD),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "verdict"), MORE)
def test_more(text: str, words: str, verdict: str, tape: Tape) -> None:
    found = [c for c in check(text, tape, as_of=AS_OF).as_json()["claims"] if words.strip() in c["text"]]
    assert found and {c["verdict"] for c in found} == {verdict}


NOUNS = [
    ("The S&P 500 logged a slim gain on Friday.", GOOD),
    ("The S&P 500 suffered a loss on Friday.", BAD),
    ("Gold locked in a gain for the week.", GOOD),
    ("Gold booked a loss for the week.", BAD),
    ("The 10-year yield edged slightly higher on Friday.", GOOD),
    ("The 10-year yield closed sharply lower on Friday.", BAD),
]


@pytest.mark.parametrize(("text", "verdict"), NOUNS)
def test_a_move_told_by_its_noun(text: str, verdict: str, tape: Tape) -> None:
    assert [v for v, _ in said(text, tape)] == [verdict]
