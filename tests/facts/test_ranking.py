"""What is rare comes first, and every entry says why."""

from __future__ import annotations

import random
from datetime import date
from math import exp
from pathlib import Path

import pytest

from generator.errors import QuestionError
from generator.facts import Engine
from generator.facts.ranking import LEAST_BITS, PROMINENCE, pairs, rank, subjects
from generator.market import KINDS
from generator.tape import Tape, read_tape
from tests.tape.folders import Made, series, tape_of, weekdays

DAYS = weekdays(date(2024, 1, 2), 520)


@pytest.fixture(scope="module")
def sample(sample_tape_folder: Path) -> Tape:
    """The sample tape, read once."""
    return read_tape(sample_tape_folder)


def walk(key: str, seed: int, last: float = 0.0, **table: object) -> Made:
    """A random walk whose last move is given, so that it ends with a quiet or a wild day."""
    draw, level, found = random.Random(seed), 100.0, []
    for n in range(len(DAYS)):
        level *= exp(last if n == len(DAYS) - 1 else draw.gauss(0, 0.01))
        found.append(level)
    return series(key, DAYS, found, **table)


@pytest.mark.parametrize("day", [date(2026, 1, 22), date(2020, 3, 16), date(2019, 8, 7)])
@pytest.mark.parametrize("period", ["day", "week"])
def test_the_ranking_is_in_order_and_gives_its_reasons(sample: Tape, day: date, period: str) -> None:
    """Scores fall, each entry is rare enough to be listed, names its question and says why."""
    engine = Engine(sample, day)
    found = rank(engine, period)
    assert found
    assert [news.score for news in found] == sorted((news.score for news in found), reverse=True)
    for news in found:
        assert news.bits >= LEAST_BITS
        assert news.why
        assert engine.ask(news.question).plain
        assert news.subject in sample.instruments
        assert news.versus is None or news.versus in sample.instruments


def test_the_same_tape_ranks_the_same(sample: Tape, sample_tape_folder: Path) -> None:
    """Two readings of a tape give the same list, to the last digit."""
    assert rank(Engine(sample)) == rank(Engine(read_tape(sample_tape_folder)))


def test_a_rare_move_leads(tmp_path: Path) -> None:
    """Of two alike, the one that moved by eight standard deviations comes first."""
    tape = tape_of(tmp_path, walk("calm", 1, 0.0004), walk("wild", 2, 0.08))
    first = rank(Engine(tape))[0]
    assert (first.subject, first.kind in {"move", "record"}) == ("wild", True)


@pytest.mark.parametrize("last", [0.02, 0.03, 0.05, -0.03, -0.05])
def test_the_larger_the_move_the_more_bits(tmp_path: Path, last: float) -> None:
    """Rarity grows with the size of a move, up or down."""

    def bits(name: str, size: float) -> float:
        found = rank(Engine(tape_of(tmp_path / name, walk("x", 3, size))))
        return max((news.bits for news in found if news.kind == "move"), default=0.0)

    assert bits("small", last / 2) <= bits("large", last)
    assert bits("large", last) > LEAST_BITS


def test_a_long_run_is_news(tmp_path: Path) -> None:
    """Twelve closes up in a row are listed as a run, with its length and how rare that is."""
    draw, level, found = random.Random(5), 100.0, []
    for n in range(len(DAYS)):
        level *= exp(0.001 if n >= len(DAYS) - 12 else -0.001 if n == len(DAYS) - 13 else draw.gauss(0, 0.01))
        found.append(level)
    runs = [news for news in rank(Engine(tape_of(tmp_path, series("x", DAYS, found)))) if news.kind == "streak"]
    assert [news.question for news in runs] == ["x.streak.up"]
    assert "12 rows in a row" in runs[0].why


def test_what_cannot_be_trusted_takes_no_part(tmp_path: Path) -> None:
    """A stale series, and one whose last row looks like a split, are no subject of a text."""
    split = walk("split", 6, -0.6931)
    old = series("old", DAYS[:-30], [100.0 + n for n in range(len(DAYS) - 30)])
    engine = Engine(tape_of(tmp_path, walk("good", 7, 0.02), split, old, walk("too", 8)))
    assert [i.key for i in subjects(engine)] == ["good", "too"]
    assert {news.subject for news in rank(engine)} <= {"good", "too"}
    assert {(x.key, v.key) for x, v in pairs(engine)} == {("good", "too"), ("too", "good")}


def test_markets_that_close_at_different_hours_are_not_paired(tmp_path: Path) -> None:
    """Two indices of two calendars have no daily duel; an index and a coin may."""
    made = [walk("us", 1, calendar="XNYS"), walk("cn", 2, calendar="XSHG"), walk("coin", 3, kind="crypto")]
    engine = Engine(tape_of(tmp_path, *made), DAYS[-1])
    assert ("us", "cn") not in {(x.key, v.key) for x, v in pairs(engine)}
    assert ("us", "coin") in {(x.key, v.key) for x, v in pairs(engine)}


def test_every_kind_has_its_weight() -> None:
    """A new kind of instrument cannot be forgotten in the ranking."""
    assert set(PROMINENCE) == set(KINDS)


def test_a_week_looks_at_the_week(sample: Tape) -> None:
    """For a week the move is that of the week, and no day's turn is told."""
    kinds = {news.kind: news.question for news in rank(Engine(sample), "week")}
    assert "reversal" not in kinds
    assert all(".1w" in news.question for news in rank(Engine(sample), "week") if news.kind == "move")


def test_a_tape_before_its_beginning_has_no_news(sample: Tape) -> None:
    """Nothing on file ranks nothing, without an error."""
    assert rank(Engine(sample, date(1950, 1, 2))) == []
    with pytest.raises(QuestionError):
        Engine(sample).ask("nonsense")
