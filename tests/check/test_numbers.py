"""Numbers, hedges, dates and windows are read as they are written."""

from datetime import date

import pytest

from generator.check.text.dates import Clock
from generator.check.text.quantities import quantities
from generator.check.text.tokens import tokenize

AS_OF = date(2026, 1, 20)


def read(text: str) -> list[tuple[str, str, str | None]]:
    tokens = tokenize(text)
    return [(f"{q.value.normalize():f}", q.unit, q.hedge) for q in quantities(tokens, [False] * len(tokens))]


@pytest.mark.parametrize(
    ("text", "value", "unit", "hedge"),
    [
        ("$19.5 billion", "19500000000", "money", None),
        ("500 basis points", "500", "bp", None),
        ("nearly $20 billion", "20000000000", "money", "nearly"),
        ("about 40%", "40", "percent", "about"),
        ("5x", "5", "times", None),
        ("12bp", "12", "bp", None),
        ("25bps", "25", "bp", None),
        ("$1.2tn", "1200000000000", "money", None),
        ("€3.2bn", "3200000000", "money", None),
        ("£450m", "450000000", "money", None),
        ("3.2 percentage points", "3.2", "pp", None),
        ("6,850.25", "6850.25", "", None),
        ("-0.5%", "-0.5", "percent", None),
        ("+116.60 pts", "116.6", "points", None),
        ("14.6-point", "14.6", "points", None),
        ("ten and a half points", "10.5", "points", None),
        ("forty-four basis points", "44", "bp", None),
        ("just over 3 %", "3", "percent", "just_over"),
        ("more than 1.9 per cent", "1.9", "percent", "over"),
        ("at least 7 percent", "7", "percent", "at_least"),
        ("less than 2%", "2", "percent", "under"),
        ("~$3.9k", "3900", "money", "about"),
        ("minus 3 percent", "-3", "percent", None),
        ("a quarter point", "0.25", "points", None),
        ("1,134 dollars", "1134", "money", None),
    ],
)
def test_one_number_in_every_spelling(text: str, value: str, unit: str, hedge: str | None) -> None:
    found = read(text)
    assert found == [(value, unit, hedge)]


def test_the_unit_of_one_end_holds_for_both() -> None:
    assert [u for _, u, _ in read("from 2.35 to 2.64 per cent")] == ["percent", "percent"]
    assert [u for _, u, _ in read("4.00-4.25%")] == ["percent", "percent"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 9 March 2021", "2021-03-09", "2021-03-09"),
        ("on March 9, 2021", "2021-03-09", "2021-03-09"),
        ("on 2021-03-09", "2021-03-09", "2021-03-09"),
        ("on Friday", "2026-01-16", "2026-01-16"),
        ("in November", "2025-11-01", "2025-11-30"),
        ("since April 2010", "2010-04-01", "2010-04-30"),
        ("at the end of June", "2025-06-30", "2025-06-30"),
        ("in the third quarter", "2025-07-01", "2025-09-30"),
        ("Q3 2022", "2022-07-01", "2022-09-30"),
        ("the last day of 2007", "2007-12-31", "2007-12-31"),
        ("on the 16th", "2026-01-16", "2026-01-16"),
        ("on Christmas Eve", "2025-12-24", "2025-12-24"),
        ("in 2024", "2024-01-01", "2024-12-31"),
        ("yesterday", "2026-01-19", "2026-01-19"),
    ],
)
def test_dates_are_counted_from_the_drafts_own(text: str, start: str, end: str) -> None:
    (when,) = Clock(AS_OF).find(tokenize(text))
    assert (str(when.start), str(when.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("on the week", "wtd"), ("this month", "mtd"), ("so far this year", "ytd"), ("year to date", "ytd"), ("over the past twelve months", "1y"),
        ("in five sessions", "5s"), ("on the day", "1d"), ("over the quarter", "qtd"), ("in 2026", "ytd"), ("in 2025", "year:2025"),
    ],
)  # fmt: skip
def test_windows(text: str, window: str) -> None:
    (when,) = Clock(AS_OF).find(tokenize(text))
    assert when.windows[0] == window
