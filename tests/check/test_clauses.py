"""Where clauses begin, whose subject each has, and what hangs on what."""

from datetime import date

import pytest

from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.sentence import read_sentences
from generator.check.text.source import read_source
from generator.tape import Tape


def clauses(text: str, tape: Tape) -> list[tuple[str, str, str]]:
    """Kind, subject and words of each clause of a sentence."""
    (block,) = read_source(text, "markdown").blocks
    (s,) = read_sentences(block, Directory(tape.instruments), Clock(date(2026, 1, 16)))
    return [
        (c.kind, " + ".join(s.phrase(m.first, m.last) for m in c.names), s.phrase(c.first, c.last)) for c in s.parts
    ]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Gold rose 1% and the S&P 500 fell 2%.", ["Gold", "the S&P 500"]),
        ("Gold and the S&P 500 fell 2%.", ["Gold + the S&P 500"]),
        ("Gold rose 1% and closed at 52.", ["Gold", ""]),
        ("Gold fell 3%, the Russell 2000 2%.", ["Gold", "the Russell 2000"]),
        ("On Friday, gold rose 1%.", ["gold"]),
        ("Gold, silver and the S&P 500 all fell.", ["Gold + silver + the S&P 500"]),
        ("While gold rose, the S&P 500 fell 1%.", ["gold", "the S&P 500"]),
        ("The yield on the 10-year note rose 2 basis points.", ["The yield on the 10-year note"]),
        ("In the US the Russell 2000 is up 3%.", ["the Russell 2000"]),
        ("For the Russell 2000 the damage is older.", ["the Russell 2000"]),
    ],
)
def test_subjects(text: str, subjects: list[str], tape: Tape) -> None:
    assert [subject for _, subject, _ in clauses(text, tape)] == subjects


def test_a_relative_clause_is_kept_apart(tape: Tape) -> None:
    found = clauses("The Russell 2000, which had set a record on Monday (208), lost 6 points to 190.", tape)
    assert [kind for kind, _, _ in found] == ["main", "relative", "aside", "main"]
    assert found[1][1] == "The Russell 2000"
    assert found[3][2] == ", lost 6 points to 190."


def test_an_apposition_hangs_on_its_clause(tape: Tape) -> None:
    found = clauses("Gold fell 2%, its worst day since March, to 52.", tape)
    assert [kind for kind, _, _ in found] == ["main", "apposition"]


def test_what_follows_a_name_is_said_of_it(tape: Tape) -> None:
    found = clauses("Three points separate gold from the Russell 2000, up 5.9%.", tape)
    assert found[-1][:2] == ("apposition", "the Russell 2000")


def test_a_label_lends_its_name(tape: Tape) -> None:
    found = clauses("Gold: 52.50, down 2.8%.", tape)
    assert found[0][:2] == ("label", "Gold")


def test_an_unknown_subject_is_foreign(tape: Tape) -> None:
    (block,) = read_source("The export deal collapsed and prices fell 3%.", "markdown").blocks
    (s,) = read_sentences(block, Directory(tape.instruments), Clock(date(2026, 1, 16)))
    assert s.parts[0].foreign
