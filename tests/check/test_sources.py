"""What others said is judged by the stored statements of the tape: who, in which words, with which numbers, when."""

from datetime import date
from pathlib import Path

import pytest

from generator.check import check
from generator.check.report import Finding
from generator.tape import Tape, read_tape
from tests.check.conftest import CATALOG, CLOSES, DAYS

STATEMENTS = """
[[statements]]
who = "Ana Ruiz, Harbour Research"
date = 2026-01-08
stance = "for"
about = "rut"
kind = "quote"
url = "https://harbour.example/1"
text = "Small companies have never been this cheap. About 30% of them trade below book value."
[[statements]]
who = "Flow Watch"
date = 2026-01-09
about = "rut"
kind = "reported"
text = "Funds that hold small companies have lost about $12.5 billion to outflows this winter."
[[statements]]
who = "Nordbank"
date = 2026-01-12
about = "gold"
kind = "reported"
url = ""
text = "Gold fell because Asian jewellers stopped buying after the festival."
[[statements]]
who = "Late Letter"
date = 2026-01-30
about = "gold"
kind = "quote"
text = "Nobody in this town is short of gold any more."
"""
SUPPORTED = [
    ("“Small companies have never been this cheap,” said Ana Ruiz of Harbour Research.", 1),
    ("“Small companies have never been this cheap ... About 30% of them trade below book value,” Ms Ruiz said.", 1),
    ("“small companies have never been this cheap” — so said Harbour Research on 8 January 2026.", 1),
    ("“Small companies have never been this cheap. About 30% of them trade below book value,” said a strategist.", 1),
    ("According to Flow Watch, small-company funds lost about $12.5 billion to outflows.", 2),
    (
        "Flow Watch reported on 9 January 2026 that funds of small companies had lost $12.5bn to outflows this winter.",
        2,
    ),
    ("Flow Watch says outflows from funds that hold small companies came to about $12.5 billion.", 2),
    ("Nordbank said gold fell because Asian jewellers stopped buying.", 3),
    ("Gold fell because Asian jewellers stopped buying, according to Nordbank.", 3),
]
CONTRADICTED = [
    "“Small companies have never been this cheap,” said Kenji Mori of Aldgate Securities.",
    "“Small companies have been this cheap. About 30% of them trade below book value,” said Ana Ruiz.",
    "“Small companies have never been this cheap. About 60% of them trade below book value,” said Ana Ruiz.",
    "“Funds that hold small companies have lost about $12.5 billion,” said Flow Watch.",
    "According to Flow Watch, small-company funds lost about $22.5 billion to outflows.",
    "Flow Watch says that funds that hold small companies gained about $12.5 billion this winter.",
    "According to Aldgate Securities, funds that hold small companies have lost about $12.5 billion to outflows this winter.",
    "Flow Watch reported on 2 January 2026 that funds of small companies had lost $12.5bn to outflows this winter.",
    "Nordbank said gold rose because Asian jewellers stopped buying.",
]
OPEN = [
    "“Nobody in this town is short of gold any more,” said the Late Letter.",
    "“Bonds have never been this cheap to own,” said Kenji Mori of Aldgate Securities.",
    "According to Flow Watch, the dollar is too strong.",
    "Kenji Mori said gold fell.",
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Tape:
    folder: Path = tmp_path_factory.mktemp("told")
    (folder / "catalog.toml").write_text(CATALOG)
    (folder / "statements.toml").write_text(STATEMENTS)
    for key, closes in CLOSES.items():
        rows = "".join(f"{day},{close}\n" for day, close in zip(DAYS, closes, strict=True))
        (folder / f"{key}.csv").write_text(("date,value\n" if key == "us10y" else "date,close\n") + rows)
    return read_tape(folder)


def voices(text: str, tape: Tape, as_of: date = date(2026, 1, 16)) -> list[Finding]:
    """The findings on what others said."""
    return [c for c in check(text, tape, as_of=as_of).claims if c.kind in ("quote", "attribution")]


@pytest.mark.parametrize(("text", "number"), SUPPORTED)
def test_what_a_stored_statement_says(told: Tape, text: str, number: int) -> None:
    found = voices(text, told)
    assert [(c.verdict, c.fact and c.fact["id"]) for c in found] == [("supported", f"statement.{number}")]
    assert [c.verdict for c in check(text, told, as_of=date(2026, 1, 16)).claims] == ["supported"]


@pytest.mark.parametrize("text", CONTRADICTED)
def test_what_a_stored_statement_says_otherwise(told: Tape, text: str) -> None:
    found = voices(text, told)
    assert [(c.verdict, c.reason) for c in found] == [("contradicted", "quote")]
    assert found[0].fact is not None
    assert found[0].fact["value"] in found[0].message


@pytest.mark.parametrize("text", OPEN)
def test_what_no_stored_statement_speaks_to(told: Tape, text: str) -> None:
    assert [(c.verdict, c.reason) for c in voices(text, told)] == [("not_covered", "no_source")]


def test_a_statement_exists_from_its_date_on(told: Tape) -> None:
    text = "“Nobody in this town is short of gold any more,” said the Late Letter."
    assert [c.verdict for c in voices(text, told, date(2026, 1, 29))] == ["not_covered"]
    assert [c.verdict for c in voices(text, told, date(2026, 1, 30))] == ["supported"]


def test_words_that_are_not_quite_the_speakers_are_amber(told: Tape) -> None:
    text = "“Small companies were never so cheap. About 30% of them trade below book value,” said Ana Ruiz."
    assert [(c.verdict, c.reason) for c in voices(text, told)] == [("imprecise", "quote")]


def test_the_message_has_the_source(told: Tape) -> None:
    found = voices("“Small companies have never been this cheap,” said Ana Ruiz.", told)
    assert "https://harbour.example/1" in found[0].message


def test_a_cause_without_a_teller_stays_a_cause(told: Tape) -> None:
    found = check("Gold fell because Asian jewellers stopped buying.", told, as_of=date(2026, 1, 16)).claims
    assert ("cause", "not_covered") in [(c.kind, c.verdict) for c in found]
