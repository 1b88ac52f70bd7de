"""Markets elsewhere: bonds told by their names, funds and shares of a letter, currencies, two oils on one tape."""

from datetime import date
from pathlib import Path

import pytest

from generator.check import check
from generator.tape import Tape, read_tape
from tests.check.conftest import DAYS

SERIES = {
    "dax": ("DAX", "equity_index", "points", (100, 101, 102, 101, 100, 104, 105, 106, 107, 108, 110)),
    "ftse": ("FTSE 100", "equity_index", "points", (200, 202, 204, 208, 206, 204, 202, 200, 198, 196, 190)),
    "vstoxx": ("VSTOXX", "volatility_index", "points", (20, 21, 20, 22, 21, 20, 19, 18, 17, 16, 15)),
    "bund": ("10-year Bund yield", "rate", "percent", (2.0, 2.02, 2.05, 2.04, 2.1, 2.08, 2.1, 2.12, 2.15, 2.13, 2.2)),
    "gilt": ("10-year gilt yield", "rate", "percent", (4.1, 4.1, 4.11, 4.1, 4.12, 4.1, 4.1, 4.1, 4.1, 4.08, 4.09)),
    "brent": ("Brent crude", "commodity", "USD", (60, 61, 60, 62, 63, 62, 61, 60, 61, 62, 65.1)),
    "wti": ("WTI crude", "commodity", "USD", (56, 57, 56, 58, 59, 58, 57, 56, 57, 58, 60.9)),
    "yard": ("Hafen AG", "equity", "EUR", (50, 50, 51, 52, 53, 52, 53, 54, 53, 54, 52.38)),
    "euef": ("Old Town Euro Equity ETF", "etf", "EUR", (40, 41, 42, 41, 40, 41, 42, 43, 42, 41, 42.23)),
    "usdchf": ("USD/CHF", "fx", "CHF", (0.9, 0.89, 0.9, 0.89, 0.88, 0.87, 0.88, 0.87, 0.86, 0.85, 0.8415)),
}  # fmt: skip


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Tape:
    folder: Path = tmp_path_factory.mktemp("abroad")
    entries = []
    for key, (name, kind, unit, closes) in SERIES.items():
        entries.append(f'[instruments.{key}]\nname = "{name}"\nkind = "{kind}"\nunit = "{unit}"\nfile = "{key}.csv"\n')
        head = "date,value\n" if kind == "rate" else "date,close\n"
        (folder / f"{key}.csv").write_text(head + "".join(f"{d},{c}\n" for d, c in zip(DAYS, closes, strict=True)))
    (folder / "catalog.toml").write_text("".join(entries))
    return read_tape(folder)


def found(text: str, tape: Tape) -> list[tuple[str, str]]:
    report = check(text, tape, as_of=date(2026, 1, 16)).as_json()
    return [(c["verdict"], ((c["fact"] or {}).get("id") or "").replace("check:", "")) for c in report["claims"]]


SUPPORTED = [
    ("Bunds added seven basis points, to 2.20%.", "bund.level"),
    ("The DAX rose and gilts were 1bp higher at 4.09%.", "gilt.level"),
    ("Money left Bunds. The 10-year yield rose seven basis points.", "bund.change.1d"),
    ("Bunds yield 189bp less than gilts.", "bund.gap.vs.gilt"),
    ("The gilt-Bund gap is 189bp.", "gilt.gap.vs.bund"),
    ("| 10s | Yield |\n|---|---|\n| Bund | 2.20 |", "bund.level"),
    ("Brent rose 5%. Crude is up 8.5% this year.", "brent.change.ytd"),
    ("West Texas gained 5%.", "wti.change.1d"),
    ("# Old Town Euro Equity ETF: letter\n\nYour fund gained 3% on Friday.", "euef.change.1d"),
    ("The FTSE 100 fell. The London index lost 3.1% on Friday.", "ftse.change.1d"),
    ("The DAX gained. Hafen lost 3% on its Q1 results.", "yard.change.1d"),
    ("The greenback slipped 1% against the Swiss, to 0.8415.", "usdchf.level"),
    ("The DAX rose 1.9%.\n\nThe VSTOXX fell.\n\nHafen lost 3%, and the index gained 1.9%.", "dax.change.1d"),
    ("With the DAX only 1.9% firmer, Hafen lost 3%.", "yard.change.1d"),
    ("The gilt-Bund gap is 189bp; it was 195bp on Thursday.", "gilt.gap.vs.bund@2026-01-15"),
    ("# Hafen AG\n\nHafen fell with the DAX.\n\n- down 3% on Friday;", "yard.change.1d"),
    ("The DAX closed at its highest since 31 December 2025, where this chart starts.", "dax.levelsince.high"),
    ("The FTSE 100 fell 3.1%. The DAX outperformed by 4.9 points.", "dax.spread.1d.vs.ftse"),
    ("# Hafen AG\n\nHafen lost 3% on Friday and the DAX gained 1.9%. Over the week the gain is 0.7%.", "yard.change.wtd"),
    ("The DAX gained 10% this year. Put £10,000 into a tracker and see.", "dax.change.ytd"),
]  # fmt: skip
WRONG = [
    "The FTSE 100 fell 3.1%. The DAX underperformed by 4.9 points.",
    "With the DAX only 0.9% firmer, Hafen lost 3%.",
    "The gilt-Bund gap is 189bp; it was 205bp on Thursday.",
    "Bunds added nine basis points, to 2.20%.",
    "The gilt-Bund gap is 198bp.",
    "West Texas gained 6%.",
    "Frankfurt's benchmark gained 2.9% on Friday.",
    "# Old Town Euro Equity ETF: letter\n\nYour fund lost 3% on Friday.",
]
UNJUDGED = [
    "Hafen lost ground against 4.3% of something.",
    "Bunds rallied.",
    "Gilts fell.",
    "The euro zone grew 0.3%.",
    "She lives with the Swiss at 12.",
]


@pytest.mark.parametrize(("text", "question"), SUPPORTED)
def test_true_sentences(text: str, question: str, abroad: Tape) -> None:
    claims = found(text, abroad)
    assert claims[-1] == ("supported", question), claims
    assert not any(verdict == "contradicted" for verdict, _ in claims)


@pytest.mark.parametrize("text", WRONG)
def test_false_sentences(text: str, abroad: Tape) -> None:
    assert any(verdict == "contradicted" for verdict, _ in found(text, abroad))


@pytest.mark.parametrize("text", UNJUDGED)
def test_what_no_name_tells(text: str, abroad: Tape) -> None:
    assert not any(verdict in ("contradicted", "supported") for verdict, _ in found(text, abroad))
