"""What a tape implies beside its own series: real yields, ratios of two prices, gaps with their sign."""

from pathlib import Path

import pytest

from generator.tape import Tape, read_tape
from tests.check.conftest import CATALOG, CLOSES, DAYS
from tests.check.helpers import said

MORE = """
[instruments.breakeven10y]
name = "10-year breakeven inflation"
kind = "rate"
unit = "percent"
file = "breakeven10y.csv"
[instruments.silver]
name = "Silver"
kind = "commodity"
unit = "USD"
file = "silver.csv"
"""
VALUES = {
    "breakeven10y": (2.30, 2.30, 2.31, 2.32, 2.34, 2.35, 2.35, 2.36, 2.36, 2.37, 2.38),
    "silver": (5, 5, 5, 5, 5.2, 5.1, 5.2, 5.3, 5.3, 5.4, 5.0),
}
HOLD = [
    ("Real yields rose 6 basis points on Friday to 1.82%.", "tips10y.level"),
    ("The real 10-year yield, nominal less breakeven, stands at 1.82%.", "tips10y.level"),
    ("TIPS yields are at their highest since the file began, at 1.82%.", "tips10y.level"),
    ("Subtract breakevens from the ten-year yield and you get a real yield of 1.82%.", "tips10y.level"),
    ("The gold-silver ratio stands at 10.50.", "gold.ratio.vs.silver"),
    ("Divide gold by silver and you get 10.50.", "gold.ratio.vs.silver"),
    ("This month the spread between tens and twos went from -10bp to 11bp.", "gappair"),
    ("The 10-year yield rose more than the two-year this month.", "gapchange"),
    ("In two sessions the Russell 2000 has lost 4.0 per cent, or 8 points.", "rut.delta.2s"),
    ("Since its low of 4.00% on December 31 the ten-year yield has risen 20 basis points.", "since:2025-12-31"),
    ("The Russell 2000 lost 3.1% on the last session of the week.", "rut.change.1d"),
    ("The S&P 500 closed at a hundred and ten dollars.", ""),
    ("Gold settled at fifty-two dollars fifty.", "gold.level"),
    ("The Russell 2000 shed 3.1% in a single day.", "rut.change.1d"),
]
FAIL = [
    "Real yields rose 9 basis points on Friday.",
    "The real 10-year yield stands at 1.92%.",
    "The gold-silver ratio stands at 11.90.",
    "This month the spread between tens and twos went from 10bp to 11bp.",
    "The 10-year yield rose less than the two-year this month.",
    "Gold settled at fifty-two dollars eighty.",
]


@pytest.fixture(scope="module")
def macro(tmp_path_factory: pytest.TempPathFactory) -> Tape:
    folder: Path = tmp_path_factory.mktemp("macro")
    (folder / "catalog.toml").write_text(CATALOG + MORE)
    for key, closes in (CLOSES | VALUES).items():
        rows = "".join(f"{day},{close}\n" for day, close in zip(DAYS, closes, strict=True))
        (folder / f"{key}.csv").write_text("date,close\n" + rows)
    return read_tape(folder)


@pytest.mark.parametrize(("text", "fact"), HOLD)
def test_what_a_tape_implies_is_answered(text: str, fact: str, macro: Tape) -> None:
    found = said(text, macro)
    assert not {v for v, _ in found} & {"contradicted", "imprecise"}, found
    assert not fact or any(v == "supported" and fact in f for v, f in found), found


@pytest.mark.parametrize("text", FAIL)
def test_what_a_tape_implies_is_judged(text: str, macro: Tape) -> None:
    assert any(v == "contradicted" for v, _ in said(text, macro)), said(text, macro)
