"""Tables of every make: what a cell asks comes from its row, its column, the corner, and the line above."""

import pytest

from generator.check import check
from generator.tape import Tape
from tests.check.conftest import AS_OF

# a table, and of each claim: its words, its verdict, its question
PLAIN = """
| | Close | Day | Week | YTD |
|---|---|---|---|---|
| S&P 500 | 110 | +1.9% | 5.8% | +10.0% |
| **Russell 2000** | 190.0 | −3.1% | (6.9%) | ▼ 5.0% |
| 10-year yield | 4.20% | +7bp | +12 bp | +20bp |
| Gold | $52.50 | -2.8% | – | 9.0% |
"""
TABLES = {
    PLAIN: [
        ("110", "supported", "spx.level"),
        ("+1.9%", "supported", "spx.change.1d"),
        ("5.8%", "supported", "spx.change.wtd"),
        ("190.0", "supported", "rut.level"),
        ("6.9%", "supported", "rut.change.wtd"),
        ("5.0%", "supported", "rut.change.ytd"),
        ("4.20%", "supported", "us10y.level"),
        ("+7bp", "supported", "us10y.change.1d"),
        ("+20bp", "supported", "us10y.change.ytd"),
        ("$52.50", "supported", "gold.level"),
        ("9.0%", "contradicted", "gold.change.ytd"),
    ],
    "| % | S&P 500 | Gold |\n|:--|--:|--:|\n| 1W | +5.8 | +1.0 |\n| Since 31 Dec | +10.0 | +6.0 |\n": [
        ("+5.8", "supported", "spx.change.1w"),
        ("+1.0", "supported", "gold.change.1w"),
        ("+6.0", "contradicted", "gold.change.since:2025-12-31"),
    ],
    "| | This week | Last week |\n|:--|--:|--:|\n| S&P 500 | +5.8% | +4.0% |\n| Gold | +1.0% | +3.0% |\n": [
        ("+5.8%", "supported", "spx.change.wtd"),
        ("+4.0%", "supported", "spx.change.wtd@2026-01-11"),
        ("+3.0%", "contradicted", "gold.change.wtd@2026-01-11"),
    ],
    "| | S&P 500 | Gold |\n|---|---|---|\n| Thu 8 Jan | 100.00 | 53 |\n| 12 Jan | 105 | 54.5 |\n": [
        ("100.00", "supported", "spx.level@2026-01-08"),
        ("53", "supported", "gold.level@2026-01-08"),
        ("54.5", "contradicted", "gold.level@2026-01-12"),
    ],
    "| Gold | |\n|---|---|\n| Last | $52.50 |\n| Year to date | +5.0% |\n| From peak | −2.8% |\n| YTD high | 54 |\n| Chg on week | +3.0% |\n": [
        ("$52.50", "supported", "gold.level"),
        ("+5.0%", "supported", "gold.change.ytd"),
        ("-2.8%", "supported", "gold.drawdown.all"),
        ("54", "supported", "gold.high.ytd"),
        ("+3.0%", "contradicted", "gold.change.wtd"),
    ],
    "## Gold\n\n| | |\n|---|---|\n| Close | 52.50 |\n| Week | +1.0% |\n": [
        ("52.50", "supported", "gold.level"),
        ("+1.0%", "supported", "gold.change.wtd"),
    ],
    "| | Last | 1D | 1W | 1M | YTD |\n|---|---|---|---|---|---|\n| S&P 500 | 110 | +1.9% | +5.8% | – | +10.0% |\n| Gold | 52.50 | -2.8% | +3.0% | – | +5.0% |\n": [
        ("+1.9%", "supported", "spx.change.1d"),
        ("+5.8%", "supported", "spx.change.1w"),
        ("+10.0%", "supported", "spx.change.ytd"),
        ("+3.0%", "contradicted", "gold.change.1w"),
    ],
    "| Week ending | S&P 500 | Russell 2000 | Lead (pp) |\n|---|---|---|---|\n| 1/9/2026 | +4.0% | +2.0% | 2.0 |\n| 1/16/2026 | +5.8% | -6.9% | 11.6 |\n": [
        ("+4.0%", "supported", "spx.change.wtd@2026-01-09"),
        ("+2.0%", "supported", "rut.change.wtd@2026-01-09"),
        ("2.0", "supported", "spx.spread.wtd.vs.rut@2026-01-09"),
        ("-6.9%", "supported", "rut.change.wtd"),
        ("11.6", "contradicted", "spx.spread.wtd.vs.rut"),
    ],
    "| Date | 10-year yield | 2-year yield | Gap (bp) |\n|---|---|---|---|\n| 9 January | 4.08% | 4.10% | -2 |\n| 16 January | 4.20% | 4.09% | 15 |\n": [
        ("-2", "supported", "us10y.gap.vs.us2y@2026-01-09"),
        ("15", "contradicted", "us10y.gap.vs.us2y"),
    ],
    "Closes on 9 January:\n\n| | |\n|---|---|\n| S&P 500 | 104 |\n| Gold | 54 |\n": [
        ("104", "supported", "spx.level@2026-01-09"),
        ("54", "contradicted", "gold.level@2026-01-09"),
    ],
    "| Index | 31 Dec | 16 Jan | Change |\n|---|---|---|---|\n| S&P 500 | 100 | 110 | +10% |\n| Russell 2000 | 200 | 191 | −5% |\n": [
        ("100", "supported", "spx.level@2025-12-31"),
        ("110", "supported", "spx.level"),
        ("191", "contradicted", "rut.level"),
        ("+10%", "supported", "spx.change.since:2025-12-31"),
    ],
    "| | Level |\n|---|---|\n| S&P 500 | 110 (+1.9%) |\n| [Gold](http://x.y) | 52.50 (−3.9%) |\n": [
        ("110", "supported", "spx.level"),
        ("+1.9%", "supported", "spx.change.1d"),
        ("-3.9%", "contradicted", "gold.change.1d"),
    ],
    "<table><tr><th></th><th>YTD, %</th></tr><tr><td>S&amp;P 500</td><td>10.0</td></tr><tr><td>Gold</td><td>7.5</td></tr></table>": [
        ("10.0", "supported", "spx.change.ytd"),
        ("7.5", "contradicted", "gold.change.ytd"),
    ],
    "| | YTD |\n|---|---|\n| S&P 500 | +10.0% |\n| Nordhafen | +4.0% |\n| Gold | +5.0% |\n": [
        ("+10.0%", "supported", "spx.change.ytd"),
        ("+4.0%", "not_covered", None),
        ("+5.0%", "supported", "gold.change.ytd"),
    ],
    "| | vs Russell 2000 (pp) |\n|---|---|\n| S&P 500 (YTD) | +15.0 |\n| Gold (YTD) | +4.0 |\n": [
        ("+15.0", "supported", "spx.spread.ytd.vs.rut"),
        ("+4.0", "contradicted", "gold.spread.ytd.vs.rut"),
    ],
    "| First S&P close above | Date |\n|---|---|\n| 107 | 15 Jan |\n| 103 | 12 Jan |\n": [
        ("15 Jan", "supported", "check:spx.firstabove.107@2026-01-15"),
        ("12 Jan", "contradicted", "check:spx.firstabove.103@2026-01-12"),
    ],
    "S&P 500 | 110 | +1.9%\nGold | 52.50 | +2.8%\n": [
        ("110", "supported", "spx.level"),
        ("+1.9%", "supported", "spx.change.1d"),
        ("+2.8%", "contradicted", "gold.change.1d"),
    ],
    "\tClose\tYTD\nS&P 500\t110\t+10.0%\nGold\t52.50\t+8.0%\n": [
        ("110", "supported", "spx.level"),
        ("+10.0%", "supported", "spx.change.ytd"),
        ("+8.0%", "contradicted", "gold.change.ytd"),
    ],
    "Week to date:\n\n- S&P 500 +5.8%\n- Russell 2000: −6.9%\n- Gold +4.0%\n": [
        ("+5.8%", "supported", "spx.change.wtd"),
        ("-6.9%", "supported", "rut.change.wtd"),
        ("+4.0%", "contradicted", "gold.change.wtd"),
    ],
    "Year to date\nS&P 500: +10.0%\nGold: +5.0%\n": [
        ("+10.0%", "supported", "spx.change.ytd"),
        ("+5.0%", "supported", "gold.change.ytd"),
    ],
}


@pytest.mark.parametrize(("text", "claims"), TABLES.items())
def test_tables(tape: Tape, text: str, claims: list[tuple[str, str, str | None]]) -> None:
    found = [(c.text, c.verdict, (c.fact or {}).get("id")) for c in check(text, tape, as_of=AS_OF).claims]
    for claim in claims:
        assert claim in found, found


@pytest.mark.parametrize(
    ("above", "verdict"),
    [
        ("The next report is due in March.", "supported"),
        ("The Fed cut rates in December 2025.", "supported"),
        ("## Outlook for March", "supported"),
    ],
)
def test_a_sentence_above_is_no_caption(tape: Tape, above: str, verdict: str) -> None:
    """A line that states something has its own time; one that leads to the table gives it the table's."""
    text = f"*Closes of Friday, 16 January 2026*\n\n{above}\n\n| | Close |\n|---|---|\n| Gold | 52.5 |\n"
    found = [c.verdict for c in check(text, tape, as_of=AS_OF).claims if c.text == "52.5"]
    assert found == [verdict]
