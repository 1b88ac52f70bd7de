"""Ticks are round and enclose the data; thinning and path data lose nothing that can be seen."""

import re
from datetime import date, timedelta
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts import plain_day, plain_number
from generator.charts.frame import Box
from generator.charts.labels import Obstacles, find_room, spread
from generator.charts.paths import path, thin
from generator.charts.scales import check_series, date_steps, day_numbering, log_ticks, nice_ticks

SIZES = st.floats(-1e15, 1e15)


@given(SIZES, SIZES)
def test_ticks_enclose_the_range(a, b):
    """Four to seven ticks, ascending, the first and last around the data."""
    ticks = nice_ticks(min(a, b), max(a, b))
    slack = (ticks[-1] - ticks[0]) * 1e-6
    assert 4 <= len(ticks) <= 7
    assert ticks[0] <= min(a, b) + slack and ticks[-1] >= max(a, b) - slack
    assert all(x < y for x, y in pairwise(ticks))


@pytest.mark.parametrize(
    ("lo", "hi", "expected"),
    [
        (76, 151, [60, 80, 100, 120, 140, 160]),
        (-241, 291, [-300, -200, -100, 0, 100, 200, 300]),
        (100, 100, [98, 99, 100, 101, 102]),
        (0, 0, [-1, -0.5, 0, 0.5, 1]),
        (0.1, 0.3, [0.1, 0.15, 0.2, 0.25, 0.3]),
        (-2e-6, 1e-6, [-2e-6, -1e-6, 0, 1e-6]),
        (0, 1e13, [0, 2e12, 4e12, 6e12, 8e12, 1e13]),
    ],
)
def test_ticks_are_those_a_person_would_choose(lo, hi, expected):
    """Round, close to the data, and free of binary dust."""
    assert nice_ticks(lo, hi) == expected


def test_log_ticks():
    """Powers of ten over many decades, 1-2-5 over few, even steps inside one."""
    assert log_ticks(0.06, 130_000) == [0.1, 1, 10, 100, 1000, 10_000, 100_000]
    assert log_ticks(8, 300) == [10, 20, 50, 100, 200]
    assert log_ticks(60_000, 90_000) == [60_000, 70_000, 80_000, 90_000]
    assert log_ticks(1e-12, 1e12) == [1e-10, 1e-5, 1, 1e5, 1e10]


def test_date_ticks_begin_weeks_months_and_years():
    """Weeks begin on Monday, months on their first, decades at a round year."""
    unit, weeks = next(iter(date_steps(date(2026, 1, 2), date(2026, 2, 28))))
    assert (unit, weeks) == ("day", [date(2026, 1, 5) + timedelta(7 * week) for week in range(8)])
    assert ("month", [date(2025, 7, 1), date(2026, 1, 1)]) in list(date_steps(date(2025, 4, 2), date(2026, 3, 31)))
    unit, years = next(iter(date_steps(date(1927, 12, 30), date(2026, 3, 31))))
    assert (unit, years[0], years[1]) == ("year", date(1930, 1, 1), date(1940, 1, 1))


def test_weekends_leave_no_gap_between_bars_of_weekdays():
    """Monday follows Friday, unless weekends trade too."""
    friday, monday = date(2026, 3, 27), date(2026, 3, 30)
    number = day_numbering([friday, monday])
    assert number(monday) - number(friday) == 1
    crypto = day_numbering([friday, date(2026, 3, 28), monday])
    assert crypto(monday) - crypto(friday) == 3


@given(st.lists(st.floats(0, 500), min_size=2, max_size=4000))
def test_thinning_keeps_ends_and_extremes(ys):
    """At most two points per pixel remain, among them the highest, the lowest, the first and the last."""
    xs = [50 + 100 * place / (len(ys) - 1) for place in range(len(ys))]
    fewer, heights = thin(xs, ys)
    assert len(fewer) <= 206
    assert (heights[0], heights[-1]) == (ys[0], ys[-1])
    assert (min(heights), max(heights)) == (min(ys), max(ys))
    assert list(fewer) == sorted(fewer)


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0, 800)), min_size=1, max_size=50))
def test_path_data_leads_back_to_the_points(points):
    """Rounding does not add up along the line."""
    data = path([x for x, _ in points], [y for _, y in points])
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", data)]
    for way, start in ((0, 0), (1, 1)):
        for found, point in zip(accumulate(numbers[start::2]), points, strict=True):
            assert abs(found - point[way]) < 0.051


@given(st.lists(st.tuples(st.floats(-50, 400), st.floats(10, 60)), min_size=1, max_size=12))
def test_spread_labels_do_not_overlap(labels):
    """Labels stay in range, keep the order of their points, and leave each other room."""
    wanted, heights = [at for at, _ in labels], [height for _, height in labels]
    hi = max(300, sum(heights))
    centres = spread(wanted, heights, 0, hi)
    order = sorted(range(len(labels)), key=lambda place: wanted[place])
    for a, b in pairwise(order):
        assert centres[a] + heights[a] / 2 <= centres[b] - heights[b] / 2 + 1e-6
    assert all(h / 2 - 1e-6 <= c <= hi - h / 2 + 1e-6 for c, h in zip(centres, heights, strict=True))


def test_a_label_keeps_clear_of_lines_if_it_can():
    """Above the point when the line runs below it; nowhere when everything is taken."""
    plot = Box(0, 0, 200, 100)
    place = find_room((100, 50), (60, 16), plot, Obstacles([], [([0, 200], [52, 90])]))
    assert place is not None and place.bottom < 52
    assert find_room((100, 50), (60, 16), plot, Obstacles([plot])) is None


def test_plain_labels():
    """The English of the axis: thousands apart, units from a million, a real minus, short dates."""
    numbers = [(0.0, 6), (-1234.5, 1), (2.5e6, 0), (-1e13, 0), (2e-8, 8), (1e-6, 6)]
    assert [plain_number(*pair) for pair in numbers] == ["0", "−1,234.5", "2.5m", "−10tn", "2e-08", "0.000001"]
    assert [plain_day(date(2026, 3, 5), unit) for unit in ("day", "month", "year")] == ["5 Mar", "Mar", "2026"]


@pytest.mark.parametrize("values", [[], [1.0, float("nan")], [float("inf")], [1e301]])
def test_unusable_values_are_refused(values):
    """A chart of nothing, or of what cannot be placed, is an error."""
    with pytest.raises(ValueError, match="has "):
        check_series("a chart", values)
