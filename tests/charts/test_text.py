"""Text is measured generously, broken where it reads well, and never becomes markup."""

import pytest
import resvg_py
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.palette import FONTS, TYPES
from generator.charts.text import balance, clip, escape, measure, real_minus, text, wrap

WORDS = st.text(max_size=80)


@given(WORDS, st.floats(40, 400), st.integers(1, 4))
def test_lines_fit_their_room(words, room, rows):
    """No line is wider than asked for, and there are no more lines than asked for."""
    lines = wrap(words, "title", room, rows)
    assert len(lines) <= rows
    assert all(measure(line, "title") <= room for line in lines)


def test_wrapping_keeps_every_word_that_fits():
    """Lines break at spaces, and only what is beyond the last line is cut."""
    assert wrap("small caps part with bitcoin", "name", 100, 3) == ["small caps", "part with", "bitcoin"]
    assert wrap("small caps part with bitcoin", "name", 100, 2) == ["small caps", "part with…"]
    assert clip("Übermäßig", "tick", 45) == "Über…"


def test_a_long_title_is_balanced():
    """No single word is left over on the last line of a headline."""
    lines = balance("Small caps set a record while bitcoin falls back to where it was a year ago", "title", 600, 4)
    assert len(lines) == 2
    assert min(map(len, lines)) > 0.8 * max(map(len, lines))


@pytest.mark.parametrize("kind", ["name", "tick"])
@pytest.mark.parametrize(
    "words",
    ["Russell 2000", "−1,234.56 %", "illicit fjord", "WWW MMM QQQ", "Nasdaq Composite (US)", "Щука и ёж", "Đồng"],
)
def test_no_text_is_wider_than_measured(words, kind):
    """Drawn in a font of the stack, nothing shows beyond the measured end."""
    style = f"font-family:{FONTS};font-size:{TYPES[kind].size}px;font-weight:{700 if TYPES[kind].bold else 400}"
    view = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{measure(words, kind)} 0 90 24" width="90" height="24">'
    drawn = resvg_py.svg_to_bytes(svg_string=f'{view}<text y="18" style="{style}">{words}</text></svg>')
    assert bytes(drawn) == bytes(resvg_py.svg_to_bytes(svg_string=f"{view}</svg>"))


@pytest.mark.parametrize(
    ("given_", "expected"),
    [("-5", "−5"), ("-$5", "−$5"), ("-.5", "−.5"), ("2026-03-31", "2026-03-31"), ("(-5%)", "(−5%)"), ("A-2", "A-2")],
)
def test_a_minus_is_a_minus(given_, expected):
    """Only the hyphen that stands for a sign is replaced."""
    assert real_minus(given_) == expected


def test_markup_is_escaped_and_control_characters_go():
    """A name is character data, whatever it holds."""
    assert escape('<b>&"\x00\ud800\n') == "&lt;b&gt;&amp;&quot;"
    assert text(1, 2, "  ", "tick") == ""


def test_right_to_left_text_keeps_its_place():
    """The anchor is the visual one also where the text runs the other way."""
    assert 'direction="rtl" text-anchor="end"' in text(10, 20, "بيتكوين", "name")
    assert 'direction="rtl">' in text(10, 20, "ביטקוין", "name", anchor="end")
