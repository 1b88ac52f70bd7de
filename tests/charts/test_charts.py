"""Every chart is well-formed, tidy and the same each time, whatever names and values it is given."""

import subprocess
import sys
import zlib
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.charts import (
    Band,
    Bar,
    Chart,
    Level,
    Line,
    Mark,
    bar_chart,
    line_chart,
    ranked_bars,
    sparkline,
    svg_to_png,
)
from generator.charts.palette import DARK, LIGHT
from tests.charts.svg_checks import check, root_of, text_boxes, texts

REPOSITORY = Path(__file__).parents[2]
START = date(2025, 3, 31)
EVIL = '</text><script>alert("1")</script>&amp;\x00'
CHART = Chart("Small caps part with bitcoin", "31 Mar 2025 = 100", "Source: the tape", "Small caps rose 24%.")

NAMES = st.text(max_size=60) | st.sampled_from([EVIL, "Russell 2000", "W" * 90, "罗素两千指数" * 9, "بيتكوين"])
VALUES = st.floats(-1e13, 1e13) | st.floats(-1e-6, 1e-6) | st.sampled_from([0.0, 100.0, 1e-308])
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
CHARTS = st.builds(
    Chart, NAMES, NAMES, NAMES, NAMES, st.sampled_from(["en", "zh-Hans"]), st.sampled_from([280, 340, 640, 800])
)
QUICK = settings(suppress_health_check=[HealthCheck.too_slow])


def days(count, step=1, start=START):
    return [start + timedelta(step * place) for place in range(count)]


@st.composite
def series(draw, values=VALUES):
    found = draw(st.lists(values, min_size=1, max_size=40))
    dates = days(len(found), draw(st.sampled_from([0, 1, 7, 31, 366])), draw(DAYS.filter(lambda day: day.year < 2050)))
    return Line(draw(NAMES), dates, found, draw(st.booleans()), draw(NAMES))


MARKS = st.lists(st.builds(Mark, DAYS, NAMES, st.none() | VALUES), max_size=6)
BANDS = st.lists(st.builds(Band, DAYS, DAYS, NAMES) | st.builds(Band, VALUES, VALUES, NAMES), max_size=3)
DAILY = st.builds(Bar, DAYS, VALUES, NAMES, st.booleans())
LEVELS = st.lists(st.builds(Level, VALUES, NAMES), max_size=3)


@QUICK
@given(CHARTS, st.lists(series(), min_size=1, max_size=10), MARKS, BANDS, LEVELS)
def test_any_line_chart_is_tidy(chart, lines, marks, bands, levels):
    """Names, sizes and dates of all kinds: no text leaves the picture or lies on another."""
    check(line_chart(chart, lines, marks=marks, bands=bands, levels=levels))


@QUICK
@given(CHARTS, st.lists(series(st.floats(1e-9, 1e13)), min_size=1, max_size=4))
def test_any_logarithmic_chart_is_tidy(chart, lines):
    """The same on a logarithmic axis."""
    check(line_chart(chart, lines, log=True))


@QUICK
@given(CHARTS, st.lists(st.builds(Bar, NAMES, VALUES, NAMES, st.booleans()), min_size=1, max_size=30), LEVELS)
def test_any_chart_of_categories_is_tidy(chart, bars, levels):
    """Category names that do not fit level are written upwards, and values only where there is room."""
    check(bar_chart(chart, bars, levels=levels, key=("In", "Out")))


@QUICK
@given(CHARTS, st.lists(DAILY, min_size=1, max_size=30, unique_by=lambda bar: bar.at), LEVELS)
def test_any_chart_of_daily_bars_is_tidy(chart, bars, levels):
    """Bars at any days, from one to many."""
    check(bar_chart(chart, sorted(bars, key=lambda bar: bar.at), levels=levels))


@QUICK
@given(CHARTS, st.lists(st.builds(Bar, NAMES, VALUES, NAMES, st.booleans()), min_size=1, max_size=20))
def test_any_ranking_is_tidy(chart, bars):
    """Names left, values at the ends of the bars, nothing on anything else."""
    check(ranked_bars(chart, bars))


@QUICK
@given(st.lists(VALUES, min_size=1, max_size=300), NAMES)
def test_any_sparkline_is_tidy(values, alt):
    """Points stay inside the small picture."""
    check(sparkline(values, alt=alt, window=(len(values) // 3, len(values) - 1)))


def eight():
    return [
        Line(f"Instrument number {n}", days(250), [100 + n * 0.01 + d * 0.001 for d in range(250)]) for n in range(8)
    ]


def test_names_are_text_and_never_markup():
    """A name with tags in it arrives as that name, everywhere."""
    line = Line(EVIL, days(3), [1, 2, 3], note=EVIL)
    svg = line_chart(Chart(EVIL, EVIL, EVIL, EVIL, EVIL), [line], marks=[Mark(START, EVIL, 1)], levels=[Level(2, EVIL)])
    assert "<script" not in svg
    assert {node.tag.rpartition("}")[2] for node in root_of(svg).iter()} == {
        "svg", "title", "desc", "style", "rect", "path", "g", "circle", "text"
    }  # fmt: skip
    assert root_of(svg)[0].text == EVIL.removesuffix("\x00")


def test_every_line_is_named_at_its_end():
    """Eight lines that end together: eight names right of the plot, in the lines' order."""
    svg = line_chart(CHART, eight())
    named = [(box.top, words) for words, box in text_boxes(svg) if words.startswith("Instrument")]
    assert [words[:19] for _, words in sorted(named)] == [f"Instrument number {n}" for n in range(7, -1, -1)]


def test_numbers_have_a_real_minus_even_from_other_formatters():
    """A formatter that writes a hyphen is corrected on axis, notes and bars."""
    svg = line_chart(
        CHART, [Line("Spread", days(2), [-10, 10], note="-10")], number=lambda v, places: f"{v:.{places}f}"
    )
    svg += bar_chart(CHART, [Bar("1998", -3, "-3.0%")])
    svg += ranked_bars(CHART, [Bar("Gold", -3, "-3.0%")])
    assert "-10" not in "".join(texts(svg.split("</svg>")[0] + "</svg>"))
    assert "−10" in svg and svg.count("−3.0%") == 2


def test_labels_are_in_the_readers_language():
    """Ticks are written by the functions passed in, and years stand where they begin."""
    words = {"day": "{0.day}.{0.month}.", "month": "Monat {0.month}", "year": "{0.year} n. Chr."}
    line = Line("", days(366), [float(n) for n in range(366)])
    svg = line_chart(CHART, [line], number=lambda v, _: f"{v:.0f} €", day=lambda day, unit: words[unit].format(day))
    assert {"Monat 7", "Monat 1", "2025 n. Chr.", "2026 n. Chr.", "400 €"} <= set(texts(svg))


def test_bars_say_their_values_if_there_is_room():
    """All of them when they fit, else those that are emphasised."""
    few = [Bar(str(year), year - 2000.5, f"+{year}%") for year in range(1998, 2003)]
    assert sum("%" in words for words in texts(bar_chart(CHART, few))) == 5
    many = [Bar(str(n), 1 + n % 7, f"value {n}", emphasis=n == 6) for n in range(50)]
    assert [words for words in texts(bar_chart(CHART, many)) if "value" in words] == ["value 6"]


def test_ranking_is_by_value():
    """Greatest first; equals as they came."""
    bars = [Bar("Gold", 1), Bar("Silver", 5), Bar("Bitcoin", -2), Bar("Dollar", 1)]
    assert texts(ranked_bars(CHART, bars))[2:-1:2] == ["Silver", "Gold", "Dollar", "Bitcoin"]


def test_the_picture_grows_with_its_words():
    """A long title and many names make room for themselves."""
    short = root_of(line_chart(CHART, [Line("One", days(2), [1, 2])]))
    long = root_of(
        line_chart(Chart("Long title " * 20), [Line("Name " * 9, days(2), [1, 2], note="n") for _ in range(16)])
    )
    assert int(long.get("height")) > int(short.get("height")) + 100


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: line_chart(CHART, []), "needs a line"),
        (lambda: line_chart(CHART, [Line("A", [], [])]), "'A' has no values"),
        (lambda: line_chart(CHART, [Line("A", days(2), [1])]), "'A' needs one date"),
        (lambda: line_chart(CHART, [Line("A", days(2)[::-1], [1, 2])]), "'A' needs one date"),
        (lambda: line_chart(CHART, [Line("A", days(1), [0])], log=True), "no place for 0"),
        (lambda: line_chart(CHART, [Line("A", days(1), [1])], bands=[Band(-1, 3)], log=True), "no place for -1"),
        (lambda: line_chart(CHART, [Line("A", days(1), [0])], bands=[Band(START, 3)]), "two days or two values"),
        (lambda: line_chart(Chart("A", width=200), [Line("A", days(1), [0])]), "280 pixels"),
        (lambda: bar_chart(CHART, []), "no values"),
        (lambda: bar_chart(CHART, [Bar("a", 1), Bar(START, 1)]), "not both"),
        (lambda: bar_chart(CHART, [Bar(START, 1), Bar(START - timedelta(1), 1)]), "one a day"),
        (lambda: ranked_bars(CHART, [Bar("a", float("nan"))]), "not finite"),
        (lambda: sparkline([], alt=""), "no values"),
        (lambda: sparkline([1], alt="", window=(0, 1)), "not inside"),
        (lambda: svg_to_png("<p"), "no.* root"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw, message):
    """The error names what is wrong."""
    with pytest.raises(ValueError, match=message):
        draw()


def test_the_same_data_give_the_same_bytes():
    """Also in another process with another hash seed."""
    code = "from tests.charts.test_charts import *; print(line_chart(CHART, eight()))"
    run = partial(subprocess.run, [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, check=True)
    runs = [run(env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")]
    assert runs[0] == runs[1] == (line_chart(CHART, eight()) + "\n").encode()


def test_a_long_history_stays_small():
    """A century of days is drawn with the points that the eye can tell apart."""
    line = Line("S&P 500", days(36_000, start=date(1927, 1, 3)), [1000 + (n * 37) % 900 for n in range(36_000)])
    assert len(line_chart(CHART, [line])) < 25_000


def chunks(png):
    found, at = {}, 8
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        found[kind] = found.get(kind, b"") + png[at + 8 : at + 8 + size]
        at += size + 12
    return found


@pytest.mark.parametrize("scale", [1, 1.5, 2])
def test_png_has_the_charts_size_and_is_not_blank(scale):
    """As many pixels as asked for, several colours among them, the same each time."""
    svg = line_chart(CHART, eight())
    png = svg_to_png(svg, scale)
    parts, root = chunks(png), root_of(svg)
    size = int.from_bytes(parts[b"IHDR"][:4]), int.from_bytes(parts[b"IHDR"][4:8])
    assert size == (round(int(root.get("width")) * scale), round(int(root.get("height")) * scale))
    assert len(set(zlib.decompress(parts[b"IDAT"]))) > 50
    assert png == svg_to_png(svg, scale)


def test_png_shows_the_words():
    """Another title is another picture: text is drawn, not skipped."""
    line = Line("A", days(2), [1, 2])
    assert svg_to_png(line_chart(Chart("Up"), [line])) != svg_to_png(line_chart(Chart("Do"), [line]))


def test_png_without_a_font_is_an_error(tmp_path):
    """A picture that would silently lack its words is refused."""
    broken = tmp_path / "none.ttf"
    broken.write_bytes(b"")
    with pytest.raises(RuntimeError, match=r"none\.ttf"):
        svg_to_png(line_chart(CHART, eight()), fonts=[broken])


def brightness(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_text_colour_is_legible(theme):
    """At least 4.5:1 against the paper, in both modes."""
    for colour in (*theme.series, theme.ink, theme.soft, theme.faint):
        darker, lighter = sorted((brightness(colour), brightness(theme.paper)))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, colour
