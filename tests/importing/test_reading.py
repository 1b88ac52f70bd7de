"""Other people's files: each quirk is understood, told, or refused with its line."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing import Given, read_messy
from generator.tape.columns import FaultyFileError
from generator.tape.series import to_date


def read(text: str | bytes, value: str = "close", meant: tuple[str, ...] = (), **said):
    raw = text if isinstance(text, bytes) else text.encode()
    return read_messy(raw, value, meant, Given(**said))


def rows(text: str | bytes, **said) -> dict[str, float]:
    found = read(text, **said).rows
    return {str(to_date(day)): value for day, value in zip(found.days, found.values.tolist(), strict=True)}


def refused(text: str | bytes, **said) -> FaultyFileError:
    with pytest.raises(FaultyFileError) as found:
        read(text, **said)
    assert found.value.remedy
    return found.value


PLAIN = {"2024-01-02": 1.5, "2024-01-03": 2.5}


@pytest.mark.parametrize(
    "text",
    [
        "date,close\n2024-01-02,1.5\n2024-01-03,2.5\n",
        "\ufeffDATE,CLOSE\r\n2024-01-02,1.5\r\n2024-01-03,2.5\r\n",
        "Close;Date\n1,5;2024-01-02\n2,5;2024-01-03\n",
        "Date\tClose/Last\tVolume\n2024-01-02\t$1.5\t10\n2024-01-03\t$2.5\t20\n",
        "date|price\n2024/01/02|1.5\n2024/1/3|2.5\n",
        "Date,Open,Close\n20240102,1,1.5\n20240103,2,2.5\n",
        "Date,Close\n\"Jan 2, 2024\",1.5\n\"January 3, 2024\",2.5\n",
        "Date,Close\n2-Jan-2024,1.5\n3-Jan-24,2.5\n",
        "Date,Close\nTuesday 2 January 2024,1.5\nWed 3 Jan 2024,2.5\n",
        "Date,Close\n2024-01-02 00:00:00+09:00,1.5\n2024-01-03 00:00:00+09:00,2.5\n",
        "Date,Close\n2024-01-02T21:00:00Z,1.5\n2024-01-03T21:00:00Z,2.5\n",
        "time,close\n1704153600,1.5\n1704240000,2.5\n",
        "time,close\n1704153600000,1.5\n1704240000000,2.5\n",
        "Date,Close\n2024-01-03,2.5\n2024-01-02,1.5\n",
        "Date,Close\n2024-01-03,2.5\n2024-01-02,1.5\n2024-01-03,2.5\n",
        "2024-01-02,1.5\n2024-01-03,2.5\n",
        ",Close\n2024-01-02,1.5\n2024-01-03,2.5\n",
        "Russell 2000\nSource: somebody\n\nDate,Close\n2024-01-02,1.5\n2024-01-03,2.5\n\nEnd of file\n",
        "Price,Adj Close,Close\nTicker,^RUT,^RUT\nDate,,\n2024-01-02,1.4,1.5\n2024-01-03,2.4,2.5\n",
        "date,close\n2024-01-01,\n2024-01-02,1.5\n2024-01-03,2.5\n2024-01-04,n/a\n2024-01-05,.\n",
        "date,Schlusskurs\n2024-01-02,1.5\n2024-01-03,2.5,\n",
        "date,close\n2024-01-02,1.5\n2024-01-03,2.5\n".encode("utf-16"),
        "Date,Close,Währung\n2024-01-02,1.5,€\n2024-01-03,2.5,€\n".encode("cp1252"),
    ],
)  # fmt: skip
def test_one_series_in_many_forms(text: str | bytes) -> None:
    """Encodings, separators, headers, dates, order, footers: the same two rows."""
    assert rows(text) == PLAIN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date;close\n2024-01-02;1.234,56\n2024-01-03;2,5\n", [1234.56, 2.5]),
        ('date,close\n2024-01-02,"1,234.56"\n2024-01-03,"2,500"\n', [1234.56, 2500]),
        ("date;close\n2024-01-02;1 234,56\n2024-01-03;12'000,5\n", [1234.56, 12000.5]),
        ("date,close\n2024-01-02,(1.5)\n2024-01-03,−2.5\n", [-1.5, -2.5]),
        ("date,close\n2024-01-02,1.2M\n2024-01-03,3B\n", [1.2e6, 3e9]),
        ("date,close\n2024-01-02,4.25%\n2024-01-03,1e2\n", [4.25, 100]),
        ("date;close\n2024-01-02;1,234,567\n2024-01-03;1,234\n", [1234567, 1234]),
        ("date;close\n2024-01-02;1.234.567\n2024-01-03;1.234\n", [1234567, 1234]),
        ("date,close\n2024-01-02,1.234\n2024-01-03,-.5\n", [1.234, -0.5]),
    ],
)
def test_numbers_in_many_forms(text: str, expected: list[float]) -> None:
    """What a comma and a point mean is asked of the whole file."""
    assert list(rows(text).values()) == expected


def test_what_is_understood_is_told() -> None:
    """So that a person can object."""
    text = "Russell;;\nDatum;Schluss;Adj Close\n31.12.2024;2.230,16;1,5\n30.12.2024;2.227,78;1,5\n;;\n"
    told = "; ".join(read(text).told)
    for part in ("semicolons", "line 1 above", "day first, as line 3 shows", "column Schluss", "Adj Close is not used",
                 "decimal mark is a comma", "newest first"):  # fmt: skip
        assert part in told


def test_the_whole_bar_is_read() -> None:
    """In any order of the columns."""
    text = "date,open,close,high,low,volume,amount\n2024-01-02,1,2,3,0.5,10,99\n"
    found = read(text).rows
    assert found.values.tolist() == [2]
    assert {name: column.tolist() for name, column in found.bars.items()} == {
        "open": [1], "high": [3], "low": [0.5], "volume": [10],
    }  # fmt: skip


# -- which column, which lines -----------------------------------------------------------------------------------------

WIDE = "date,DXY,EURUSD\n2024-01-02,102,1.09\n2024-01-03,103,1.08\n"
LONG = "date,ticker,flow\n2024-01-02,GLD,1\n2024-01-02,IWM,2\n2024-01-03,GLD,3\n2024-01-03,IWM,4\n"
TICKERS = "Price,Close,Close,High,High\nTicker,IWM,SPY,IWM,SPY\nDate,,,,\n2024-01-02,1,2,3,4\n2024-01-03,5,6,7,8\n"


def test_the_column_that_is_meant() -> None:
    """By what a person says, or by the name of the series."""
    assert "columns are DXY, EURUSD" in refused(WIDE).what
    assert list(rows(WIDE, column="eurusd").values()) == [1.09, 1.08]
    assert list(rows(WIDE, meant=("DXY",)).values()) == [102, 103]
    assert "no column gold" in refused(WIDE, column="gold").what
    assert "has 2 columns close" in refused(TICKERS).what
    found = read(TICKERS, column="SPY").rows
    assert (found.values.tolist(), found.bars["high"].tolist()) == ([2, 6], [4, 8])


def test_what_no_market_quotes_is_in_no_column_of_prices() -> None:
    """The price beside a number of shares is of something else; a yield may well be a close."""
    shares = "date,ticker,shares,price\n2024-01-02,IWM,100,20\n2024-01-03,IWM,101,21\n"
    with pytest.raises(FaultyFileError, match="has no column value; its columns are shares, price"):
        read_messy(shares.encode(), "value", ("iwm_shares",), quoted=False)
    told = read_messy(shares.encode(), "value", (), Given(column="shares"), quoted=False)
    assert (told.rows.values.tolist(), told.rows.bars) == ([100, 101], {})
    assert read_messy(shares.encode(), "value").rows.values.tolist() == [20, 21]


def test_the_lines_that_are_meant() -> None:
    """Of a table with several series one below the other."""
    fault = refused(LONG)
    assert (fault.line, "2024-01-02 stands on line 2 too" in fault.what) == (3, True)
    assert "--where 'ticker=IWM'" in fault.remedy
    assert list(rows(LONG, where=(("ticker", "iwm"),)).values()) == [2, 4]
    assert "There is: GLD, IWM" in refused(LONG, where=(("ticker", "SPY"),)).remedy


def test_adjusted_closes_are_taken_only_when_asked_for() -> None:
    """They change with every dividend."""
    text = "date,adj close\n2024-01-02,1\n"
    assert "Adj".casefold() in refused(text).what.casefold()
    assert list(rows(text, column="Adj Close").values()) == [1]


# -- what could mean two things ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "order", "first"),
    [
        ("date,close\n01/31/2024,1\n02/01/2024,2\n", "month first, as line 2 shows", "2024-01-31"),
        ("date,close\n01.02.2024,1\n13.02.2024,2\n", "day first, as line 3 shows", "2024-02-01"),
        ("date,close\n01/02/2024,1\n01/03/2024,2\n01/04/2024,3\n02/01/2024,4\n", "in order", "2024-01-02"),
    ],
)
def test_day_and_month_are_told_apart_by_the_whole_file(text: str, order: str, first: str) -> None:
    """By a number above 12, or since only one reading is in order."""
    found = read(text)
    assert str(to_date(found.rows.days[0])) == first
    assert order in "; ".join(found.told)


def test_day_and_month_that_cannot_be_told_apart_are_refused() -> None:
    """Until somebody says which."""
    text = "date,close\n03/04/2025,1\n04/04/2025,2\n"
    assert rows(text.replace("04/04", "05/04"), dates="dmy") == {"2025-04-03": 1, "2025-04-05": 2}
    single = "date,close\n03/04/2025,1\n"
    fault = refused(single)
    assert (fault.line, "03/04/2025" in fault.what, "--dates" in fault.remedy) == (2, True, True)
    assert rows(single, dates="dmy") == {"2025-04-03": 1}
    assert rows(single, dates="mdy") == {"2025-03-04": 1}
    mixed = refused("date,close\n31/01/2024,1\n02/13/2024,2\n")
    assert (mixed.line, "line 3 has the month first" in mixed.what) == (2, True)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", None, "is empty"),
        ("hello\nworld\n", None, "its first line is `hello`"),
        ('\n{"rows": [{"date": "2024-01-02", "close": 1}]}\n', None, "is JSON"),
        ("date,close\n2024-01-02,\n2024-01-03,-\n", None, "column close is empty"),
        ("date,close\n2024-01-02,up\n2024-01-03,down\n", 2, "column close holds `up`"),
        ("date,close\n2024-01-02,1\n2024-01-03,abc\n", 3, "`abc` in column close"),
        ('date,close\n2024-01-02,1\n2024-01-03,2\n2024-01-04,"3\n2024-01-05,4\n', 5, "goes on from `3`"),
        ("date,close\n13/01/2024,1\n01/14/2024,2\n", 2, "`13/01/2024` in column date has the day first"),
        ("date,close\n2024-01-02,1\n2024-01-03,abc\n2024-01-04,2\n2024-01-05,2\n", 3, "`abc` in column close"),
        ("date,close\n2024-01-02,1\n2024-13-03,2\n", 3, "no date in the form of the others"),
        ("date,close\n2024-01-02,1\nsoon,2\n2024-01-04,2\n", 3, "`soon` in column date is no date"),
        ("date,close\n2024-01-02,1\n2024-01-02,2\n", 3, "2024-01-02 stands on line 2 too"),
        ("date,close,x\n2024-01-02,1,2\n2024-01-03,1\n2024-01-04,1,2\n", 3, "has 2 cells, where other lines have 3"),
        ("date,close\n2024-01-02,1,234\n2024-01-03,2\n2024-01-04,3\n", 2, "has 3 cells"),
        ("date;close\n2024-01-02;1,234\n2024-01-03;2,345\n", 2, "decimal comma"),
        ("date;close\n2024-01-02;1,23\n2024-01-03;2.34\n", 2, "line 3 has a decimal point"),
        ("date,close\n2024-01-02,1e999\n2024-01-03,1\n", 2, "no number"),
        ("date,close\n2024-01-02,1)\n2024-01-03,1\n", 2, "no number"),
        ("a\0b,c\n2024-01-02,1\n", None, "is no text"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(text: str, line: int | None, what: str) -> None:
    """And a remedy."""
    fault = refused(text)
    assert (fault.line, what in fault.what) == (line, True), fault.what


def test_a_form_of_dates_can_be_given() -> None:
    """As strptime has it."""
    assert rows("d,close\n24|01|02,1\n".replace("|", "/"), dates="%y/%m/%d", column="close") == {"2024-01-02": 1}
    assert refused("d,close\n24/01/02,1\n24/14/02,1\n24/02/02,1\n", dates="%y/%m/%d").line == 3


def test_a_decimal_mark_can_be_given() -> None:
    """Where no number of the file tells."""
    text = "date;close\n2024-01-02;1,234\n"
    assert rows(text, decimal=",") == {"2024-01-02": 1.234}
    assert rows(text, decimal=".") == {"2024-01-02": 1234}


def test_months_stand_on_their_last_day() -> None:
    """Which is told."""
    found = read("Date,Price\n2024-02,1\n2024-03,2\n")
    assert [str(to_date(day)) for day in found.rows.days] == ["2024-02-29", "2024-03-31"]
    assert "last day of its month" in "; ".join(found.told)


# -- for all files -----------------------------------------------------------------------------------------------------

NUMBERS = st.integers(-(10**9), 10**9).map(lambda n: n / 100)


def spelled(value: float, style: str) -> str:
    """A number with two decimals, in one of the common forms."""
    text = f"{value:,.2f}"
    return {"point": f"{value:.2f}", "english": text, "german": text.translate(str.maketrans(",.", ".,"))}[style]


@given(
    st.dictionaries(st.dates(date(1900, 1, 1), date(2099, 12, 31)), NUMBERS, min_size=1, max_size=20),
    st.sampled_from(["%Y-%m-%d", "%d %b %Y", "%b %d, %Y", "%Y%m%d"]),
    st.sampled_from(["point", "english", "german"]),
    st.booleans(),
)
def test_any_series_comes_back(series: dict[date, float], form: str, style: str, newest_first: bool) -> None:
    """Whatever its dates, numbers and order look like."""
    days = sorted(series, reverse=newest_first)
    lines = [f"{day.strftime(form)};{spelled(series[day], style)}" for day in days]
    assert rows("date;close\n" + "\n".join(lines)) == {str(day): series[day] for day in sorted(series)}


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_rubbish_is_refused_or_read(raw: bytes) -> None:
    """Never anything but an answer or a refusal."""
    try:
        found = read_messy(raw, "close").rows
    except FaultyFileError:
        return
    assert len(found.days)
    assert all(math.isfinite(value) for value in found.values)
