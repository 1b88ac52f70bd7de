"""What came next: a study on a table made by hand, and the reference result on real closes."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from generator.facts import Engine, Fact
from generator.facts.studies import STUDIES, binomial_interval
from generator.tape import read_tape
from tests.tape.folders import series, tape_of

JANUARY_LEAD = "rut_monthly.study.january_lead.vs.spx_monthly"


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 1, 0.0, 0.975),
        (1, 1, 0.025, 1.0),
        (0, 10, 0.0, 0.3084971),
        (10, 10, 0.6915029, 1.0),
        (5, 10, 0.1870860, 0.8129140),
        (8, 10, 0.4439045, 0.9747893),
        (4, 5, 0.2835821, 0.9949492),
        (1, 20, 0.0012651, 0.2487328),
        (50, 100, 0.3983211, 0.6016789),
    ],
)
def test_the_binomial_interval_is_the_exact_one(hits: int, n: int, low: float, high: float) -> None:
    """Clopper and Pearson's limits, as tables print them."""
    assert binomial_interval(hits, n) == pytest.approx((low, high), abs=1e-6)


def test_the_interval_holds_the_rate_and_narrows_with_n() -> None:
    """For any count the rate lies within; with ten times the cases the interval is narrower."""
    for n in (3, 17, 60):
        for hits in range(n + 1):
            low, high = binomial_interval(hits, n)
            wide = binomial_interval(10 * hits, 10 * n)
            assert 0 <= low <= hits / n <= high <= 1
            assert wide[1] - wide[0] < high - low


def months(first: int, last: int) -> list[date]:
    """The last day of each month from a December to a December."""
    found = [date(first - 1, 12, 31)]
    for year in range(first, last + 1):
        found += [date(year, m, (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[m - 1]) for m in range(1, 13)]
    return found


def yearly(january: list[float], year: list[float]) -> list[float]:
    """Month-end closes whose Januaries and whole years move as given; the rest of a year goes in one step."""
    level, found = 100.0, [100.0]
    for first, whole in zip(january, year, strict=True):
        found += [level * (1 + first)] * 10 + [level * (1 + whole)] * 2
        level *= 1 + whole
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Six years: four Januaries with a lead of at least five points, of which two years were won."""
    days = months(2018, 2023)
    x = yearly([0.06, 0.10, 0.02, 0.051, 0.00, 0.07], [0.20, -0.10, 0.30, 0.15, 0.05, 0.40])
    v = yearly([0.01, 0.00, 0.00, 0.00, 0.02, 0.03], [0.10, 0.05, 0.10, 0.15, 0.10, 0.20])
    table = {"frequency": "monthly"}
    return Engine(
        tape_of(tmp_path_factory.mktemp("study"), series("x", days, x, **table), series("v", days, v, **table))
    )


def test_a_study_lists_its_cases_and_counts_them(made: Engine) -> None:
    """Leads of exactly five points count, of four do not; a tie over the year is no win."""
    fact = made.ask("x.study.january_lead.vs.v")
    assert [i.date for i in fact.instances] == [date(2018, 1, 31), date(2019, 1, 31), date(2021, 1, 31)]
    assert [i.condition for i in fact.instances] == pytest.approx([0.05, 0.10, 0.051])
    assert [i.outcome for i in fact.instances] == pytest.approx([0.20, -0.10, 0.15])
    assert [i.hit for i in fact.instances] == [True, False, False]
    assert (fact.n, fact.hits, fact.hit_rate, fact.value) == (3, 1, pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert (fact.mean, fact.median, fact.worst, fact.best) == pytest.approx((0.25 / 3, 0.15, -0.10, 0.20))
    assert fact.interval == pytest.approx(binomial_interval(1, 3))
    assert fact.small_sample is True
    assert fact.base_rate.n == 6
    assert fact.base_rate.mean == pytest.approx(sum([0.20, -0.10, 0.30, 0.15, 0.05, 0.40]) / 6)
    assert fact.base_rate.hits == 3
    assert fact.base_rate.interval is None


def test_a_case_whose_year_is_not_over_has_no_outcome(made: Engine) -> None:
    """As of mid-2021 the lead of that January is a case, but no result; nothing of it enters the numbers."""
    fact = made.ask("x.study.january_lead.vs.v@2021-06-30")
    assert fact.instances[-1].date == date(2021, 1, 31)
    assert (fact.instances[-1].outcome, fact.instances[-1].hit) == (None, None)
    assert (fact.n, fact.hits) == (2, 1)


def test_a_study_without_a_case_says_so(made: Engine) -> None:
    """No case gives no rate, not a rate of zero."""
    fact = made.ask("v.study.january_lead.vs.x")
    assert (fact.n, fact.hit_rate, fact.mean, fact.instances) == (0, None, None, ())
    assert (fact.status, fact.value, fact.reason) == ("missing", None, "the study has no case up to 2023-12-31")


def test_a_study_whose_cases_are_still_open_has_no_rate(sample_tape_folder: Path) -> None:
    """It tells of them, and of the base rate; JSON holds no NaN."""
    fact = Engine(read_tape(sample_tape_folder), date(2020, 7, 7)).ask("silver.study.fresh_record")
    assert (fact.status, fact.value, fact.n) == ("missing", None, 0)
    assert fact.reason == "no case of the study has an outcome up to 2020-07-07"
    assert [(i.date, i.outcome) for i in fact.instances] == [(date(2020, 6, 24), None)]
    assert fact.base_rate.n > 1000
    assert "NaN" not in json.dumps(fact.model_dump(mode="json"), allow_nan=False)


def test_every_study_is_a_question(sample_tape_folder: Path) -> None:
    """Each declared study has an answer on the sample; its numbers agree with its own list of cases."""
    engine = Engine(read_tape(sample_tape_folder))
    for name in STUDIES:
        fact = engine.ask(JANUARY_LEAD if name == "january_lead" else f"rut.study.{name}.vs.spx")
        assert fact.known is bool(fact.n), f"{name}: {fact.reason}"
        assert_sums_up(fact)


def assert_sums_up(fact: Fact) -> None:
    """The statistics of a study are those of its cases with an outcome."""
    outcomes = [i.outcome for i in fact.instances if i.outcome is not None]
    assert (fact.n, fact.hits) == (len(outcomes), sum(bool(i.hit) for i in fact.instances))
    assert fact.small_sample is (fact.n < 10)
    if outcomes:
        assert fact.mean == pytest.approx(sum(outcomes) / len(outcomes))
        assert (fact.worst, fact.best) == (min(outcomes), max(outcomes))
        assert fact.interval[0] <= fact.hit_rate <= fact.interval[1]


def test_the_reference_result_on_real_closes(real_tape_folder: Path) -> None:
    """Since 1979 five Januaries with a lead of 500 basis points; a mean year of 22.6 %, four of five ahead."""
    fact = Engine(read_tape(real_tape_folder)).ask(JANUARY_LEAD)
    known = [i for i in fact.instances if i.outcome is not None]
    assert [i.date.year for i in known] == [1979, 1985, 1992, 2006, 2021]
    assert (fact.n, fact.hits, round(fact.mean, 3)) == (5, 4, 0.226)
    assert fact.small_sample


def test_the_same_study_on_the_sample(sample_tape_folder: Path) -> None:
    """The same result, worked out from the two files in the plainest way."""

    def closes(key: str) -> dict[str, float]:
        with (sample_tape_folder / f"{key}.csv").open(encoding="utf-8") as file:
            return {row["date"][:7]: float(row["close"]) for row in csv.DictReader(file)}

    x, v = closes("rut_monthly"), closes("spx_monthly")

    def move(of: dict[str, float], year: int, month: int) -> float:
        return of[f"{year}-{month:02}"] / of[f"{year - 1}-12"] - 1

    cases = [y for y in range(1979, 2026) if move(x, y, 1) - move(v, y, 1) >= 0.05]
    fact = Engine(read_tape(sample_tape_folder)).ask(JANUARY_LEAD)
    known = [i for i in fact.instances if i.outcome is not None]
    assert [i.date.year for i in known] == cases
    assert [i.outcome for i in known] == pytest.approx([move(x, y, 12) for y in cases])
    assert fact.hits == sum(move(x, y, 12) > move(v, y, 12) for y in cases)
