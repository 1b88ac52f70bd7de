"""Tables of other people's making: CSV, JSON, Parquet; from your folder or a URL; good and changed."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from fixtures.vendors import Vendors
from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import World
from generator.sources.tables import Spec, Tables, number
from generator.tape.columns import Columns
from generator.tape.series import to_date

FLOW = Instrument(key="flow", name="Flow", kind="flow", unit="USD", file="flow.csv")
UNTIL = date(2026, 1, 22)


@pytest.fixture
def folder(world: World) -> Path:
    world.folder.mkdir()
    return world.folder


def rows(world: World, since: date | None = None, **spec: object) -> Columns | None:
    return Tables(world).fetch(FLOW, Spec(source="table", **spec), since, UNTIL).rows


def fault(world: World, **spec: object) -> SourceError:
    with pytest.raises(SourceError) as caught:
        rows(world, **spec)
    return caught.value


def pairs(found: Columns) -> list[tuple[date, float]]:
    return [(to_date(day), value) for day, value in zip(found.days, found.values, strict=True)]


def test_a_plain_file(world: World, folder: Path) -> None:
    """date and value, in any order; the last of a day holds; what lies ahead is not read."""
    (folder / "flow.csv").write_text(
        "date,value\n2026-01-22,3\n2026-01-20,1\n2026-01-20,2\n2026-02-01,9\n2026-01-21,\n"
    )
    found = rows(world, file="flow.csv")
    assert pairs(found) == [(date(2026, 1, 20), 2.0), (date(2026, 1, 22), 3.0)]
    assert found.value_name == "value"
    assert pairs(rows(world, date(2026, 1, 21), file="flow.csv")) == [(date(2026, 1, 22), 3.0)]


def test_a_mapping(world: World, folder: Path) -> None:
    """Lines before the header, other names, other dates, one ticker of many, money as people write it."""
    (folder / "flows.txt").write_text(
        "Fund flows\nas of today\nTicker;Day;Net Flow\nIWM;01/20/2026;$(1,234.5)\nSPY;01/20/2026;7\nIWM;01/21/2026;−\n"
        "IWM;01/22/2026;+2,000\n",
        encoding="utf-8-sig",
    )
    mapping = {"skip": 2, "delimiter": ";", "date": "Day", "date_format": "%m/%d/%Y", "value": "Net Flow",
               "where": {"Ticker": "IWM"}}  # fmt: skip
    assert pairs(rows(world, file="flows.txt", **mapping)) == [
        (date(2026, 1, 20), -1234.5),
        (date(2026, 1, 22), 2000.0),
    ]


def test_bars(world: World, folder: Path) -> None:
    """Where the table has them."""
    (folder / "x.csv").write_text("date,O,H,L,C\n2026-01-22,1,3,0.5,2\n")
    found = rows(world, file="x.csv", value="C", bars={"open": "O", "high": "H", "low": "L"})
    assert (found.value_name, {n: c[0] for n, c in found.bars.items()}) == ("close", {"open": 1, "high": 3, "low": 0.5})


@pytest.mark.parametrize(
    ("document", "spec"),
    [
        ([{"date": "2026-01-22", "value": 3}], {}),
        ({"data": {"rows": [{"d": "2026-01-22", "v": "3"}]}}, {"records": "data.rows", "date": "d", "value": "v"}),
        ({"2026-01-22": 3}, {}),
        ({"2026-01-22": {"total": 3}}, {"value": "total"}),
        ([{"days": [{"date": "2026-01-22", "value": 3}]}], {"records": "0.days"}),
    ],
)
def test_json_in_its_shapes(world: World, vendors: Vendors, document: object, spec: dict[str, object]) -> None:
    """A list of rows somewhere in it, or rows by date; from a URL."""
    vendors.files["/tables/flow.json"] = ("application/json", json.dumps(document).encode(), {})
    assert pairs(rows(world, url="http://tables.example.org/flow.json", **spec)) == [(date(2026, 1, 22), 3.0)]


def test_parquet(world: World, folder: Path) -> None:
    """With dates as dates."""
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet  # noqa: PLC0415

    table = pyarrow.table({"date": [date(2026, 1, 21), date(2026, 1, 22)], "value": [1.0, None]})
    parquet.write_table(table, folder / "flow.parquet")
    assert pairs(rows(world, file="flow.parquet")) == [(date(2026, 1, 21), 1.0)]


def test_a_changed_column_is_told_with_those_that_are_there(world: World, folder: Path) -> None:
    """So that the mapping can be mended."""
    (folder / "flow.csv").write_text("Date,Net\n2026-01-22,3\n")
    error = fault(world, file="flow.csv", date="Date", value="Flow")
    assert "has no column Flow; it has Date, Net" in error.message
    assert "mapping" in error.remedy


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date,value\n22.01.2026,3\n", "is no date as %Y-%m-%d"),
        ("date,value\n2026-01-22,3x\n", "`3x` is no number"),
        ("date,value\n2026-01-22,1_000\n", "is no number"),
        ('date,value\n2026-01-22,"3\n', "is no csv as described"),
    ],
)
def test_cells_that_are_not_as_described(world: World, folder: Path, text: str, told: str) -> None:
    """Are named."""
    (folder / "flow.csv").write_text(text)
    assert told in fault(world, file="flow.csv").message


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PAR1rubbish", b"{", b"[1, 2]"])
@pytest.mark.parametrize("kind", ["csv", "json", "parquet"])
def test_rubbish(world: World, folder: Path, content: bytes, kind: str) -> None:
    """Is told as rubbish, or holds no rows."""
    (folder / "flow.dat").write_bytes(content)
    try:
        assert rows(world, file="flow.dat", format=kind) is None
    except SourceError as error:
        assert error.subject == "flow.dat"


def test_rows_of_json_need_not_be_alike(world: World, folder: Path) -> None:
    """One that lacks the date or the value is none, wherever it stands."""
    table = [
        {"date": "2026-01-19"},
        {"date": "2026-01-20", "value": 1},
        {"value": 2},
        {"date": "2026-01-21", "value": 3},
    ]
    (folder / "x.json").write_text(json.dumps(table))
    assert pairs(rows(world, file="x.json")) == [(date(2026, 1, 20), 1), (date(2026, 1, 21), 3)]


@pytest.mark.parametrize("text", ["[" * 100_000, '[{"date": "2026-01-20", "value": 1' + "0" * 400 + "}]"])
def test_json_of_monstrous_size(world: World, folder: Path, text: str) -> None:
    """Is told, and ends no fetch."""
    (folder / "x.json").write_text(text)
    assert fault(world, file="x.json").subject == "x.json"


def test_a_decimal_comma_is_said(world: World, folder: Path) -> None:
    """And never taken for a mark of thousands."""
    (folder / "x.csv").write_text("date;value\n2026-01-20;4,25\n2026-01-21;1.234,5\n")
    assert "`4,25` is no number" in fault(world, file="x.csv", delimiter=";").message
    found = rows(world, file="x.csv", delimiter=";", decimal=",")
    assert found.values.tolist() == [4.25, 1234.5]


def test_a_file_that_is_not_there(world: World) -> None:
    """The remedy names the folder."""
    error = fault(world, file="flow.csv")
    assert error.message == "is not there"
    assert str(world.folder) in error.remedy
    assert not error.passing


@pytest.mark.parametrize("file", ["../secret.csv", "/etc/passwd", "a/../../b.csv"])
def test_only_your_folder_is_read(file: str) -> None:
    """A catalog may come from somebody else."""
    with pytest.raises(ValidationError, match="must lie in your folder"):
        Spec(source="table", file=file)


@pytest.mark.parametrize("places", [{}, {"file": "a.csv", "url": "http://x/a.csv"}])
def test_one_place(places: dict[str, str]) -> None:
    """A file or a URL."""
    with pytest.raises(ValidationError, match="either `file` or `url`"):
        Spec(source="table", **places)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1,234.5", 1234.5), ("(3.4)", -3.4), ("-$12", -12), ("€1 000", 1000), ("7%", 7), ("\u22125", -5), (3, 3.0),
     ("1e3", 1000)],
)  # fmt: skip
def test_numbers_as_people_write_them(cell: object, value: float) -> None:
    """Signs, brackets, thousands."""
    assert number(cell, "x") == value


@pytest.mark.parametrize("cell", ["", "-", "n/a", None, "NaN", " – "])
def test_nothing_is_no_number(cell: object) -> None:
    """And no zero."""
    assert math.isnan(number(cell, "x"))
