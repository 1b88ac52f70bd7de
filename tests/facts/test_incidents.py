"""Wrong numbers that others published, each as a tape on which this product must not publish it.

What they have in common: the feed was wrong, and a confident text came of it.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from math import exp
from pathlib import Path

import pytest

from generator.facts import Engine
from generator.facts.ranking import Period
from generator.tape import Tape
from tests.narrative.drafts import draft_of, notes, prose
from tests.tape.folders import Made, bars, series, tape_of, weekdays

LAST = date(2026, 1, 22)
DAYS = [day for day in weekdays(date(2024, 6, 3), 440) if day <= LAST]
PERIODS: list[Period] = ["day", "week"]


def walk(seed: int, level: float, sigma: float = 0.011) -> list[float]:
    """Closes of two years, with two decimals."""
    draw, found = random.Random(seed), []
    for _ in DAYS:
        level *= exp(draw.gauss(0.0002, sigma))
        found.append(round(level, 2))
    return found


SOUND = series("steady", DAYS, walk(1, 3000.0), name="Steady 500", calendar="XNYS")


def doubtful(folder: Path, made: Made) -> Tape:
    """A tape of the series in question and a sound one beside it."""
    return tape_of(folder, made, SOUND)


def digits(text: str) -> set[str]:
    """The numbers of a text, without grouping."""
    return {number.rstrip(".") for number in re.findall(r"\d[\d.]*", text.replace(",", ""))}


def assert_said_and_not_used(tape: Tape, name: str, forbidden: set[str], said: str) -> None:
    """Day and week: the notes name the series and what is wrong; its numbers are in no sentence and no table."""
    for period in PERIODS:
        draft = draft_of(tape, LAST, period)
        assert not digits(draft.markdown) & forbidden, period
        assert name not in prose(draft), period
        assert name in notes(draft)
        assert said in notes(draft)
        assert "Steady 500" in prose(draft)


def test_unadjusted_split_is_suspect_and_not_told_as_a_loss(tmp_path: Path) -> None:
    """July 2015: a wire told of a 71 % loss after Netflix split 7 for 1; the shares had more than doubled."""
    closes = walk(2, 650.0)
    closes[-1] = round(closes[-2] * 1.01 / 7, 2)
    tape = doubtful(tmp_path, series("stream", DAYS, closes, name="Stream Video", kind="equity", calendar="XNYS"))
    engine = Engine(tape, LAST)
    for asked in ("level", "change.1d", "change.ytd", "record.low", "low.52w", "drawdown.all", "streak.down"):
        assert engine.ask(f"stream.{asked}").status == "suspect", asked
    assert engine.ask(f"stream.level@{DAYS[-2]}").status == "ok"
    change = round(100 * (closes[-1] / closes[-2] - 1), 1)
    assert_said_and_not_used(
        tape, "Stream Video", {f"{closes[-1]}", f"{-change}"}, "a jump that looks like a split or a change of unit"
    )


def test_a_split_some_days_ago_leaves_the_days_after_it(tmp_path: Path) -> None:
    """The shares may be told of again the day after, but never with a change across the split."""
    closes = walk(2, 650.0)
    closes[-8:] = [round(price / 7, 2) for price in closes[-8:]]
    tape = doubtful(tmp_path, series("stream", DAYS, closes, name="Stream Video", kind="equity", calendar="XNYS"))
    engine = Engine(tape, LAST)
    assert (engine.ask("stream.change.1d").status, engine.ask("stream.change.ytd").status) == ("ok", "suspect")
    across = {f"{abs(100 * (closes[-1] / closes[-n] - 1)):.1f}" for n in range(9, len(closes))}
    for period in PERIODS:
        draft = draft_of(tape, LAST, period)
        about = " ".join(line for line in prose(draft).splitlines() if "Stream Video" in line)
        assert not digits(about) & across
        assert "Stream Video has a jump this year" in notes(draft)


def test_year_old_close_is_stale(tmp_path: Path) -> None:
    """A data vendor's close was exactly one year old: 284.45 was told where 330.58 had been paid."""
    days = [day for day in DAYS if day <= date(2025, 1, 22)]
    closes = walk(3, 280.0)[: len(days)]
    closes[-1] = 284.45
    tape = doubtful(tmp_path, series("old", days, closes, name="Old Insurer", kind="equity", calendar="XNYS"))
    fact = Engine(tape, LAST).ask("old.level")
    assert (fact.status, fact.value, fact.as_of) == ("stale", 284.45, date(2025, 1, 22))
    assert_said_and_not_used(tape, "Old Insurer", {"284.45", "284"}, "22 January 2025")


def test_missing_last_session_is_stale(tmp_path: Path) -> None:
    """The feed dropped the last session silently: the day before is not today."""
    closes = walk(4, 190.0)[:-1]
    tape = doubtful(tmp_path, series("short", DAYS[:-1], closes, name="Short Feed", calendar="XNYS"))
    assert Engine(tape, LAST).ask("short.change.1d").status == "stale"
    assert_said_and_not_used(tape, "Short Feed", {f"{closes[-1]}"}, "21 January 2026")


def test_factor_100_switch_is_suspect(tmp_path: Path) -> None:
    """+1.23 % was rendered as +123 %: a feed that switches from ratios to per cent is doubted on the day it does."""
    closes = [round(price / 1000, 4) for price in walk(5, 42.0, 0.004)]
    closes[-1] = round(closes[-1] * 100, 2)
    spread = series("spread", DAYS, closes, name="Junk Spread", kind="indicator", unit="index", calendar="XNYS")
    tape = doubtful(tmp_path, spread)
    engine = Engine(tape, LAST)
    for asked in ("level", "change.1d", "delta.1m", "high.1y", "record.high"):
        assert engine.ask(f"spread.{asked}").status == "suspect"
    assert_said_and_not_used(tape, "Junk Spread", {f"{closes[-1]}", f"{closes[-1]:.2f}"}, "a change of unit")


@pytest.mark.parametrize("factor", [100, 0.01, 1000, 0.001])
def test_a_rate_that_changes_its_unit_is_suspect(tmp_path: Path, factor: float) -> None:
    """Per cent or basis points: 4.25 is not followed by 425 or by 0.0425."""
    closes = [round(price / 10, 4) for price in walk(6, 42.5, 0.004)]
    closes[-1] = closes[-1] * factor
    rate = series("yield", DAYS, closes, name="Long Yield", kind="rate", unit="percent", calendar="XNYS")
    assert Engine(doubtful(tmp_path, rate), LAST).ask("yield.level").status == "suspect"


def test_repeated_bar(tmp_path: Path) -> None:
    """A feed that sends yesterday's bar again does not make an unchanged day."""
    closes = walk(7, 80.0)
    rows = [[c - 0.5, c + 0.75, c - 1.25, c, 1000.0 + n] for n, c in enumerate(closes)]
    rows[-1] = rows[-2]
    tape = doubtful(tmp_path, bars("echo", DAYS, rows, name="Echo Fund", kind="equity", calendar="XNYS"))
    assert Engine(tape, LAST).ask("echo.change.1d").status == "suspect"
    assert_said_and_not_used(tape, "Echo Fund", {f"{rows[-1][3]}"}, "cannot be believed")


@pytest.mark.parametrize("price", [0.0, -37.63])
def test_zero_bar(tmp_path: Path, price: float) -> None:
    """A close of zero is no fall of 100 %; a negative one is kept, and doubted."""
    closes = [*walk(8, 60.0)[:-1], price]
    tape = doubtful(
        tmp_path, series("oil", DAYS, closes, name="Crude Oil", kind="commodity", unit="USD", calendar="XNYS")
    )
    assert Engine(tape, LAST).ask("oil.change.1d").status == "suspect"
    assert_said_and_not_used(tape, "Crude Oil", {"100.0", "37.63", "0.00"}, "a zero")


CLAIMS = re.compile(r"record|all-time|never (?:been|closed)|no earlier close|highest ever|new ground", re.IGNORECASE)
SCOPED = re.compile(r"since \d{4}|data that begin", re.IGNORECASE)


def unscoped_claims(text: str) -> list[str]:
    """Sentences that claim a record without saying since when the data run."""
    sentences = re.split(r"(?<=[.!?;])\s+|\n+", text)
    return [s for s in sentences if CLAIMS.search(s) and not SCOPED.search(s) and "From its record close" not in s]


@pytest.mark.parametrize("period", PERIODS)
def test_three_week_series_claims_no_record(tmp_path: Path, period: Period) -> None:
    """Fifteen rows, each higher than the last, are no all-time high."""
    closes = [1000.0 + 7 * n for n in range(15)]
    tape = doubtful(tmp_path, series("young", DAYS[-15:], closes, name="Young Index", calendar="XNYS"))
    assert Engine(tape, LAST).ask("young.record.high").value is True
    told = prose(draft_of(tape, LAST, period))
    assert "Young Index" in told
    assert unscoped_claims(told) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_high_of_a_short_file_says_since_when(tmp_path: Path, seed: int) -> None:
    """Nineteen months of data have a highest close, and no record without the year in which they begin."""
    draw = random.Random(seed)
    closes = [
        round((100 + min(n, 100) / 5 if n < 100 else 118) * exp(draw.gauss(0, 0.006)), 2) for n in range(len(DAYS))
    ]
    closes[-1] = round(max(closes[:-1]) * 1.002, 2)
    tape = tape_of(tmp_path, series("young", DAYS, closes, name="Young Index", calendar="XNYS"), SOUND)
    for period in PERIODS:
        assert unscoped_claims(prose(draft_of(tape, LAST, period, seed=seed))) == []


def test_a_real_sinking_is_told_and_a_made_up_one_is_not(tmp_path: Path) -> None:
    """“$TEAM sank” was written of shares that had risen: the verb belongs to the number."""
    tape = tape_of(
        tmp_path, series("team", DAYS, walk(9, 150.0, 0.03), name="Team Corp", kind="equity", unit="USD"), SOUND
    )
    falls = re.compile(
        r"fell|lost|dropped|declined|shed|slid|tumbled|sank|slumped|plunged|plummeted|crashed|slipped|eased"
    )
    rises = re.compile(r"rose|gained|added|advanced|climbed|jumped|rallied|leapt|soared|surged|ticked up|edged up")
    told = 0
    for back in range(1, 9):
        draft = draft_of(tape, DAYS[-back])
        facts = {fact.id: fact for fact in draft.sheet.facts}
        for span in draft.spans:
            words, fact = draft.markdown[span.start : span.end], facts[span.id]
            if fact.measure == "change" and fact.number != 0:
                told += 1
                assert not (falls if fact.number > 0 else rises).search(words), (words, span.id, fact.value)
    assert told > 50


def test_a_tape_that_ends_long_ago_is_all_stale(tmp_path: Path) -> None:
    """Asked for today with last month's files, the brief says that it has nothing, and states no number."""
    draft = draft_of(tape_of(tmp_path, SOUND), LAST + timedelta(40))
    assert "Steady 500" in notes(draft)
    assert "22 January 2026" in notes(draft)
    assert not [span for span in draft.spans if span.start < draft.markdown.index("\n---\n", 5)]
