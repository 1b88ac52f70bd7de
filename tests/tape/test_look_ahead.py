"""Rows that come later never change what was answered before."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.facts import Engine
from generator.tape import read_tape
from tests.tape.folders import Made, tape_of, weekdays

AS_OF = date(2026, 1, 22)
WINDOWS = ["1d", "5s", "20s", "wtd", "mtd", "qtd", "ytd", "1w", "1m", "3m", "1y", "all", "since:2025-12-01"]
WINDOWS += ["year:2025", "month:2026-01", "quarter:2025-Q4", "event:past", "event:future"]
PLAIN = ["level", "record.high", "record.low", "since.high", "since.low", "since.best.1d", "since.worst.1w", "cross.10"]
PLAIN += ["streak.up", "streak.down.week", "vol.20s", "vol.20s.percentile", "level.percentile", "change.1d.percentile"]
PLAIN += ["event.past", "event.past.1m", "event.future", "study.hard_day", "study.any_record", "study.fall_of_5"]
WINDOWED = ["change", "delta", "high", "low", "rebound", "drawdown", "count.up", "count.record"]
PAIRED = [
    "ratio",
    "ratio.zscore",
    "ratio.percentile",
    "streak.beat",
    "since.streak.beat",
    "corr.20s",
    "beta.20s",
    "lead",
]
PAIRED += ["spread.ytd", "spread.1m", "spread.5s.percentile"]
IDS = [
    *(f"x.{asked}" for asked in PLAIN),
    *(f"x.{measure}.{window}" for measure in WINDOWED for window in WINDOWS),
    *(f"x.{asked}.vs.y" for asked in PAIRED),
    *("x.study.long_lead.vs.y", "x.study.wide_quarter.vs.y"),
    *("f.sum.ytd", "f.sum.5s", "f.streak", "f.change.1m"),
    *("liquidity.level", "liquidity.delta.3m", "liquidity.change.1y", "statement.1", "statement.2"),
    *("btc.supply.mined", "btc.supply.inflation", "x.level@2026-01-15", "x.change.1m@2025-12-31"),
]
EVENTS = "".join(
    f'[[events]]\nid = "{name}"\nsubject = "x"\ndate = {day}\nlabel = "{name}"\n'
    for name, day in (("past", "2025-11-14"), ("future", "2026-01-23"), ("btc_halving_4", "2024-04-20"))
)
SAID = '[[statements]]\nwho = "A"\ndate = {}\nabout = "x"\ntext = "{}"\n'


def files(seed: int, until: date) -> list[Made]:
    """Six series of random numbers, the same up to any date for the same seed."""
    draw = random.Random(seed)
    days = weekdays(date(2025, 1, 13), 290)
    made = []
    for key, table in {
        "x": {"calendar": "XNYS"},
        "y": {"calendar": "XNYS"},
        "btc": {"calendar": "24/7", "kind": "crypto", "unit": "USD"},
        "f": {"kind": "flow", "unit": "USD", "of": "x"},
        "assets": {"kind": "balance", "unit": "USD", "role": "fed_assets", "frequency": "weekly"},
        "account": {"kind": "balance", "unit": "USD", "role": "tga", "frequency": "weekly"},
        "repo": {"kind": "balance", "unit": "USD", "role": "rrp"},
    }.items():
        level, lines = 100.0, ["date,close"]
        for n, day in enumerate(days):
            level = round(level * (1 + draw.gauss(0, 0.02)) / (2 if draw.random() < 0.003 else 1), 3) or 1.0
            value = round(draw.gauss(0, 50), 1) if key == "f" else level
            if day <= until and (table.get("frequency") != "weekly" or n % 5 == 2):
                lines.append(f"{day},{value}")
        made.append(Made(key, "\n".join(lines) + "\n", table))
    return made


@given(seed=st.integers(0, 10**6), back=st.integers(0, 25))
@settings(max_examples=5)
def test_later_rows_change_no_answer(tmp_path_factory: pytest.TempPathFactory, seed: int, back: int) -> None:
    """The whole tape, asked as of a date, answers like the tape that ends on that date: over 130 questions."""
    as_of = AS_OF - timedelta(back)
    folder = tmp_path_factory.mktemp("tapes")
    said = SAID.format("2026-01-02", "Early.") + SAID.format("2026-01-23", "Late.")
    whole = tape_of(folder / "whole", *files(seed, date(2026, 3, 1)), events=EVENTS, statements=said)
    ended = tape_of(folder / "ended", *files(seed, as_of), events=EVENTS, statements=said)
    late, early = Engine(whole, as_of), Engine(ended, as_of)
    assert [q for q in IDS if late.ask(q) != early.ask(q)] == []


def test_the_questions_are_real_ones(tmp_path: Path) -> None:
    """The property above is not one of missing answers only."""
    tape = tape_of(tmp_path, *files(5, date(2026, 3, 1)), events=EVENTS)
    engine = Engine(tape, AS_OF)
    known = [q for q in IDS if engine.ask(q).known]
    assert len(known) > 0.75 * len(IDS)
    assert engine.ask("x.event.future").reason == f"the tape has no event future up to {AS_OF}"


def test_a_question_about_an_earlier_date_is_the_earlier_question(sample_tape_folder: Path) -> None:
    """`id@DATE` gives what `id` gave on that date, but for its name."""
    tape = read_tape(sample_tape_folder)
    then, now = Engine(tape, date(2025, 3, 14)), Engine(tape, AS_OF)
    for asked in ("rut.level", "rut.change.ytd", "spx.drawdown.1y", "rut.streak.beat.vs.spx", "btc.vol.30s.percentile"):
        assert now.ask(f"{asked}@2025-03-14") == then.ask(asked).model_copy(update={"id": f"{asked}@2025-03-14"})


def test_the_future_cannot_be_asked(sample_tape_folder: Path) -> None:
    """A date after the as-of date has no answer, though the tape has rows for it."""
    fact = Engine(read_tape(sample_tape_folder), date(2025, 3, 14)).ask("rut.level@2025-03-17")
    assert fact.status == "missing"
    assert "after the as-of date" in fact.reason
