"""One CSV file: whatever the order, the extra columns and the blanks; and each fault with its line and its remedy."""

from __future__ import annotations

import contextlib
import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.tape.columns import Columns, FaultyFileError, parse_series
from generator.tape.series import to_date

PLAIN = "date,close\n2026-01-20,10\n2026-01-21,11.5\n2026-01-22,12\n"


def rows(columns: Columns) -> list[tuple[str, float]]:
    """Dates and values, as they would be told."""
    return [(to_date(day).isoformat(), float(value)) for day, value in zip(columns.days, columns.values, strict=True)]


EXPECTED = rows(parse_series(PLAIN))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("close,date\n10,2026-01-20\n11.5,2026-01-21\n12,2026-01-22\n", id="order"),
        pytest.param(
            "note,date,x,close\na,2026-01-20,1,10\nb,2026-01-21,,11.5\nc,2026-01-22,,12\n", id="extra columns"
        ),
        pytest.param(PLAIN.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(PLAIN.rstrip("\n"), id="no newline at the end"),
        pytest.param(PLAIN.replace(",", " , "), id="spaces"),
        pytest.param(PLAIN.replace("date,close", " Date ,CLOSE"), id="capitals in the header"),
        pytest.param("".join('"{}","{}"\n'.format(*line.split(",")) for line in PLAIN.split()), id="quotes"),
        pytest.param(PLAIN.replace("close", "value"), id="value instead of close"),
        pytest.param("date,close\n2026-01-19,\n2026-01-20,10\n2026-01-21,11.5\n2026-01-22,12\n", id="a blank cell"),
        pytest.param("\n\n" + PLAIN, id="blank lines before the header"),
        pytest.param(PLAIN.replace("\n2026-01-21", "\n\n , \n2026-01-21"), id="blank lines between rows"),
        pytest.param(PLAIN.replace("11.5", "1.15e1"), id="exponent"),
        pytest.param(PLAIN.replace("11.5", "+011.50"), id="plus and zeros"),
    ],
)  # fmt: skip
def test_the_same_rows_however_they_are_laid_out(text: str) -> None:
    """Order of columns, extra ones, blanks, line ends, quotes and spaces change nothing."""
    assert rows(parse_series(text)) == EXPECTED


def test_close_is_taken_where_a_file_has_value_too() -> None:
    """A file with both columns is one of closes."""
    found = parse_series("date,value,close\n2026-01-20,1,10\n")
    assert (found.value_name, found.values.tolist()) == ("close", [10.0])


def test_a_blank_cell_of_a_bar_is_no_number_but_the_row_stays() -> None:
    """A missing high is unknown; the close beside it counts."""
    found = parse_series("date,open,high,low,close\n2026-01-20,1,,1,2\n2026-01-21,1,3,1,\n2026-01-22,2,4,1,3\n")
    assert found.values.tolist() == [2.0, 3.0]
    assert math.isnan(found.bars["high"][0])
    assert found.bars["high"][1] == 4.0
    assert set(found.bars) == {"open", "high", "low"}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        pytest.param("", None, "empty", id="nothing at all"),
        pytest.param("\n\n", None, "empty", id="only line ends"),
        pytest.param("date,close\n", None, "no rows", id="header only"),
        pytest.param("date,close\n2026-01-20,\n", None, "no rows", id="blank values only"),
        pytest.param("day,close\n2026-01-20,1\n", 1, "columns day, close", id="no date column"),
        pytest.param("date,price\n2026-01-20,1\n", 1, "columns date, price", id="no value column"),
        pytest.param("2026-01-20,1\n2026-01-21,2\n", 1, "columns", id="no header"),
        pytest.param(PLAIN + "2026-01-22,13\n", 5, "2026-01-22 stands twice", id="date twice"),
        pytest.param(PLAIN + "2026-01-19,13\n", 5, "2026-01-19 stands after 2026-01-22", id="unsorted"),
        pytest.param(PLAIN + "2026-02-30,13\n", 5, "`2026-02-30` is no date", id="no such day"),
        pytest.param(PLAIN + "22.01.2026,13\n", 5, "is no date", id="another way to write dates"),
        pytest.param(PLAIN + "20260123,13\n", 5, "is no date", id="a date without dashes"),
        pytest.param(PLAIN + "2026-01-23T00:00:00,13\n", 5, "is no date", id="a time"),
        pytest.param(PLAIN + ",13\n", 5, "`` is no date", id="no date"),
        *(
            pytest.param(PLAIN.replace("11.5", cell), 3, "is no number", id=cell)
            for cell in ("nan", "NaN", "inf", "-Infinity", "1e999", "1_000", ".", "-", "N/A", "0x10", "1 000", "11%")
        ),
        pytest.param(PLAIN.replace("11.5", '"1,234.5"'), 3, "`1,234.5` in column close", id="thousands in quotes"),
        pytest.param(PLAIN.replace("11.5", "1,234.5"), 3, "has 3 cells under 2", id="thousands"),
        pytest.param(PLAIN.replace(",11.5", ""), 3, "has 1 cells under 2", id="too few cells"),
        pytest.param("date,high,close\n2026-01-20,oops,1\n", 2, "`oops` in column high", id="a bar's cell"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_its_remedy(text: str, line: int | None, what: str) -> None:
    """A reader learns which line is wrong, what is wrong with it, and what would be right."""
    with pytest.raises(FaultyFileError) as caught:
        parse_series(text)
    assert caught.value.line == line
    assert what in caught.value.what
    assert caught.value.remedy.endswith(".")


def test_the_first_fault_is_the_one_told() -> None:
    """Of two faults the upper one is named, though a later one was met first when columns were read at once."""
    with pytest.raises(FaultyFileError) as caught:
        parse_series(PLAIN + "2026-01-20,1\n2026-01-23,oops\n")
    assert caught.value.line == 5


def test_a_fault_keeps_its_line_behind_blank_lines_and_quoted_line_ends() -> None:
    """Lines are counted as an editor counts them."""
    with pytest.raises(FaultyFileError) as caught:
        parse_series('date,note,close\n\n2026-01-20,"two\nlines",1\n2026-01-21,,oops\n')
    assert caught.value.line == 5


numbers = st.floats(allow_nan=False, allow_infinity=False, width=64)


@given(
    st.lists(st.tuples(st.integers(1, 9), numbers, numbers), min_size=1, max_size=40),
    st.permutations(["date", "close", "high", "junk"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_random_columns_come_back_exactly(
    steps: list[tuple[int, float, float]], names: list[str], end: str, quoted: bool
) -> None:
    """What is written is what is read, to the last bit, for any numbers in any order of columns."""
    day, told, lines = date(1999, 12, 31), [], [",".join(names)]
    for step, close, high in steps:
        day += timedelta(step)
        cells = {"date": day.isoformat(), "close": repr(close), "high": repr(high), "junk": "x"}
        told.append((day.isoformat(), close))
        lines.append(",".join(f'"{cells[name]}"' if quoted else cells[name] for name in names))
    found = parse_series(end.join(lines) + end)
    assert rows(found) == told
    assert found.bars["high"].tolist() == [high for *_, high in steps]


cells = st.sampled_from(["2026-01-20", "2026-01-21", "2026-1-22", "2026-01-2x", "+026-01-22", "", "NaT", " 2026-01-22"])
values = st.sampled_from(["1", "2.5", "", "nan", "1e3", " 7 ", "0x1", "1_0", "inf", "1d", "1j", "٣", "1;2", "#1"])


@given(st.lists(st.tuples(cells, values), min_size=1, max_size=4), st.booleans())
@example([("2026-01-20", "1"), ("2026-01-20", "2")], False)
def test_both_ways_of_reading_agree(made: list[tuple[str, str]], swapped: bool) -> None:
    """A file is read the same, or refused, whether all at once or row by row (which a blank line forces)."""
    lines = ["date,close", *(f"{day},{value}" for day, value in made)]
    text = "\n".join(",".join(reversed(line.split(","))) if swapped else line for line in lines)

    def outcome(source: str) -> object:
        try:
            return rows(parse_series(source))
        except FaultyFileError as fault:
            return fault.line, fault.what

    assert outcome(text) == outcome(text + "\n\n\n")


@given(st.text(st.characters(exclude_characters="\r"), max_size=60))
@example("date,close\n2026-01-20,\x001\n")
@example('date,close\n"2026-01-20,1\n')
def test_no_text_at_all_makes_it_stumble(text: str) -> None:
    """Any text is a series or a told fault, never a crash."""
    try:
        found = parse_series(text)
    except FaultyFileError as fault:
        assert fault.what
        assert fault.remedy
    else:
        assert len(found.days)
        assert np.isfinite(found.values).all()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAIN.replace("\n", "\r"), id="carriage returns alone"),
        pytest.param(PLAIN + f'2026-01-23,"{"9" * 140_000}"\n', id="a cell beyond what csv holds"),
    ],
)
def test_what_the_csv_module_refuses_is_a_told_fault(text: str) -> None:
    """Old line ends and endless cells are read or refused by name, not by a traceback."""
    with contextlib.suppress(FaultyFileError):
        parse_series(text)


def test_a_column_that_stands_twice_is_not_read_in_two_ways() -> None:
    """Two columns named close are refused, or one of them is always taken."""
    text = "date,close,close\n2026-01-20,1,2\n"
    try:
        assert rows(parse_series(text)) == rows(parse_series(text + "\n\n"))
    except FaultyFileError as fault:
        assert "close" in fault.what


def test_a_week_date_is_no_date() -> None:
    """Dates are YYYY-MM-DD, as the remedy says."""
    with pytest.raises(FaultyFileError):
        parse_series("date,close\n2026-W04-4,1\n")
