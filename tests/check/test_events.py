"""What happened in a month, since an event, in the year after it: on the sample tape, with its own numbers."""

from datetime import date
from pathlib import Path

import pytest

from generator.check import check
from generator.check.report import Finding
from generator.facts.windows import day_number
from generator.tape import Tape, read_tape

AS_OF = date(2026, 1, 22)


@pytest.fixture(scope="module")
def sample(sample_tape_folder: Path) -> Tape:
    return read_tape(sample_tape_folder)


def close(tape: Tape, key: str, day: date) -> float:
    rows = tape.at(day).rows(key)
    assert rows is not None
    return float(rows.scaled[-1])


def had_record(tape: Tape, key: str, first: date, last: date) -> bool:
    rows = tape.at(last).rows(key)
    assert rows is not None
    base = int(rows.days.searchsorted(day_number(first)))
    return bool(rows.scaled[base:].max() > rows.scaled[:base].max())


def said(text: str, words: str, tape: Tape) -> Finding:
    report = check(text, tape, as_of=AS_OF)
    found = [c for c in report.claims if words in c.text]
    assert found, [c.text for c in report.claims]
    return found[0]


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("verb", ["hit a record high", "reached an all-time high", "set new highs"])
def test_a_record_of_a_month_is_looked_for_in_that_month(verb: str, month: int, sample: Tape) -> None:
    first = date(2025, month, 1)
    last = date(2025 + month // 12, month % 12 + 1, 1)
    truth = had_record(sample, "gold", first, date.fromordinal(last.toordinal() - 1))
    found = said(
        f"Gold {verb} in {first:%B} 2025.", verb.split(" ", 1)[1].removeprefix("a ").removeprefix("an "), sample
    )
    assert (found.verdict == "supported") is truth, found


def test_months_with_and_without_records_are_both_tried(sample: Tape) -> None:
    truths = {had_record(sample, "gold", date(2025, m, 1), date(2025, m, 28)) for m in range(1, 13)}
    assert truths == {True, False}


HALVING = date(2020, 5, 11)
SINCE = [
    ("Since the third halving Bitcoin is up {now:.0f}%.", "up"),
    ("Bitcoin has risen {now:.0f}% since the 2020 halving.", "risen"),
    ("Bitcoin has gained {now:.0f}% since the halving in May 2020.", "gained"),
    ("Bitcoin rose {year:.0f}% in the year after the third halving.", "rose"),
    ("In the twelve months after 11 May 2020 Bitcoin rose {year:.0f}%.", "rose"),
    ("A year after the May 2020 halving Bitcoin was up {year:.0f}%.", "up"),
    ("A year after the May 2020 halving Bitcoin closed at ${later:,.0f}.", "$"),
    ("Within a year of the 2020 halving Bitcoin had gained {year:.0f}%.", "gained"),
]


@pytest.mark.parametrize(("text", "words"), SINCE)
@pytest.mark.parametrize("wrong", [False, True])
def test_what_followed_a_halving_is_counted_from_its_day(text: str, words: str, wrong: bool, sample: Tape) -> None:
    start, later, now = (close(sample, "btc", day) for day in (HALVING, date(2021, 5, 11), AS_OF))
    off = 1.3 if wrong else 1
    told = text.format(now=(now / start - 1) * 100 * off, year=(later / start - 1) * 100 * off, later=later * off)
    found = said(told, words, sample)
    assert found.verdict == ("contradicted" if wrong else "supported"), found


def test_the_low_of_a_month_is_a_day(sample: Tape) -> None:
    low = min((date(2025, 4, d) for d in range(1, 31)), key=lambda day: close(sample, "spx", day))
    move = (close(sample, "spx", low) / close(sample, "spx", date(2024, 12, 31)) - 1) * 100
    way = "up" if move > 0 else "down"
    assert (
        said(f"At its April low the S&P 500 was {way} {abs(move):.1f}% for the year.", way, sample).verdict
        == "supported"
    )
    wrong = said(f"At its April low the S&P 500 was {way} {abs(move) + 3:.1f}% for the year.", way, sample)
    assert wrong.verdict == "contradicted"


def test_a_month_is_compared_with_the_same_month_of_other_years(sample: Tape) -> None:
    ends = {
        y: (close(sample, "gold", date(y, 11, 30)), close(sample, "gold", date(y, 12, 31))) for y in range(2015, 2026)
    }
    lost = [y for y, (start, end) in ends.items() if end < start]
    assert lost, "the sample has no December in which gold fell"
    text = "Gold had its first losing December since {}."
    last, before = (lost[-1], lost[-2] if len(lost) > 1 else 2014)
    found = check(text.format(before), sample, as_of=date(last, 12, 31)).claims[0]
    assert found.verdict == "supported", found
    found = check(text.format(before - 1), sample, as_of=date(last, 12, 31)).claims[0]
    assert found.verdict != "supported", found


def test_what_a_share_is_worth_now_is_told_of_today(sample: Tape) -> None:
    then, now = close(sample, "gold", date(2024, 12, 31)), close(sample, "gold", AS_OF)
    text = f"Gold bought at the start of 2025 for ${then:,.2f} is worth ${now:,.2f} now."
    assert {c.verdict for c in check(text, sample, as_of=AS_OF).claims} == {"supported"}


SUPPLY = [
    ("After the fourth halving, Bitcoin's annual inflation rate dropped from 1.7% to 0.83%.", "0.83%", "supported"),
    ("After the fourth halving, Bitcoin's annual inflation rate dropped from 1.7% to 0.45%.", "0.45%", "contradicted"),
    ("95% of Bitcoin has already been mined.", "95%", "supported"),
    ("85% of Bitcoin has already been mined.", "85%", "contradicted"),
    ("Bitcoin slipped as the inflation rate rose to 2.9%.", "2.9%", "not_covered"),
]


@pytest.mark.parametrize(("text", "words", "verdict"), SUPPLY)
def test_the_growth_of_the_supply_is_no_inflation_of_prices(text: str, words: str, verdict: str, sample: Tape) -> None:
    assert said(text, words, sample).verdict == verdict


def test_the_last_close_of_a_month_may_be_a_record_or_none(sample: Tape) -> None:
    rows = sample.at(date(2025, 9, 30)).rows("gold")
    assert rows is not None
    truth = bool(rows.scaled[-1] >= rows.scaled.max())
    found = said("Gold ended September 2025 at a record high.", "record high", sample)
    assert (found.verdict == "supported") is truth
    assert str(found.at) == "2025-09-30"


def test_the_balance_sheet_is_that_of_the_bank_that_was_named(sample: Tape) -> None:
    total = (
        close(sample, "walcl", AS_OF) / 1e12
        if close(sample, "walcl", AS_OF) > 1e9
        else close(sample, "walcl", AS_OF) / 1e6
    )
    for text in (
        "The Fed has been busy. Its balance sheet stands at ${:.2f} trillion.",
        "The Fed spoke on Tuesday. The balance sheet is ${:.2f} trillion.",
    ):
        found = check(text.format(total), sample, as_of=AS_OF).claims
        assert [c.verdict for c in found] == ["supported"], found
        wrong = check(text.format(total * 1.2), sample, as_of=AS_OF).claims
        assert [c.verdict for c in wrong] == ["contradicted"], wrong
    assert not [
        c
        for c in check("Acme did this. Its balance sheet is $6.50 trillion.", sample, as_of=AS_OF).claims
        if c.verdict == "supported"
    ]
