"""`truetape import` and `truetape export`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from generator import read_tape
from generator.store.database import Store
from generator.store.observations import series
from generator.store.quarantine import quarantined
from tests.cli.conftest import DAYS, Run, fill, wave
from tests.tape.folders import bars, weekdays, write_tape
from tests.tape.folders import series as made

NEW = ("--kind", "equity_index", "--unit", "points", "--calendar", "XNYS")


def csv(path: Path, factor: float = 1.0, count: int | None = None) -> Path:
    """The wave as an export of somebody's: month first, newest first, with adjusted closes."""
    closes = wave().values * factor
    lines = [f"{day:%m/%d/%Y},{close - 1:.2f},{close:.2f}" for day, close in zip(DAYS, closes, strict=True)]
    path.write_text("Date,Adj Close,Close\n" + "\n".join(lines[:count][::-1]) + "\n", "utf-8")
    return path


def test_a_messy_file_becomes_a_series(run: Run, tmp_path: Path) -> None:
    """What was understood is said; a brief can be written of it."""
    csv(tmp_path / "rut.csv")
    ended = run("import", "rut.csv", "--as", "rut", "--name", "Russell 2000", *NEW)
    assert ended.status == 0, ended.err
    for part in (f"rut: {len(DAYS)} rows, 2024-06-03 to 2026-01-22, from rut.csv", "month first",
                 "closes from column Close", "Adj Close is not used", "newest first",
                 f"stored: {len(DAYS)} new, 0 revised"):  # fmt: skip
        assert part in ended.out
    fact = json.loads(run("facts", "--json", "--ask", "rut.level").out)["facts"][0]
    assert (fact["status"], fact["source"]) == ("ok", "rut.csv")
    again = run("import", "rut.csv", "--as", "rut", "--quiet")
    assert again.out.splitlines()[-1] == f"  stored: 0 new, 0 revised, {len(DAYS)} known already"


def test_a_series_of_the_live_catalog_needs_no_description(run: Run, tmp_path: Path) -> None:
    """Nor does one that is imported take its place there."""
    csv(tmp_path / "x.csv")
    assert run("import", "x.csv", "--as", "spx").status == 0
    fact = json.loads(run("facts", "--json", "--ask", "spx.level").out)["facts"][0]
    assert (fact["status"], fact["unit"]) == ("ok", "points")


def test_a_dry_run_stores_nothing(run: Run, tmp_path: Path, store: Store) -> None:
    """But says the same."""
    csv(tmp_path / "rut.csv")
    ended = run("import", "rut.csv", "--as", "rut", *NEW, "--dry-run")
    assert (ended.status, "can be believed; nothing was stored" in ended.out) == (0, True)
    assert series(store, "rut") is None


def test_what_is_not_believed_is_quarantined(run: Run, tmp_path: Path, store: Store) -> None:
    """Exit 1; the last good values stay."""
    fill(store)
    csv(tmp_path / "pence.csv", factor=100)
    ended = run("import", "pence.csv", "--as", "fresh")
    assert ended.status == 1
    assert "not believed, quarantined; what was known stays" in ended.out
    assert "--accept fresh" in ended.out
    np.testing.assert_array_equal(series(store, "fresh").values, wave().values)
    (case,) = quarantined(store)
    assert (case.key, case.source) == ("fresh", "pence.csv")
    told = json.loads(run("import", "pence.csv", "--as", "fresh", "--json").out)
    assert told["series"][0]["refused"]


def test_another_source_adds_days_unless_told_to_replace(run: Run, tmp_path: Path, store: Store) -> None:
    """Its small differences would look like revisions."""
    fill(store)
    before = series(store, "fresh").values
    csv(tmp_path / "other.csv", factor=1.0001)
    ended = run("import", "other.csv", "--as", "fresh")
    assert (ended.status, f"{len(DAYS)} days known from Made feed stay" in ended.out) == (0, True)
    np.testing.assert_array_equal(series(store, "fresh").values, before)
    run("import", "other.csv", "--as", "fresh", "--replace")
    assert (series(store, "fresh").values != before).any()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "--as KEY"),
        (["--as", "Rut"], "--kind and --unit"),
        (["--as", "acme"], "--kind: is needed for a new series"),
        (["--as", "acme", "--kind", "stock", "--unit", "USD"], "--kind: `stock` is none of equity_index, equity"),
        (["--as", "fresh", "--unit", "USD"], "in the catalog already, with the unit points"),
        (["--as", "rut", "--calendar", "XLON"], "in the catalog already, with the calendar XNYS"),
        (["--as", "copy", "--name", "Fresh Index", *NEW], "`fresh index` is claimed by fresh"),
        (["--as", "fresh", "--decimal", "x"], "no decimal mark"),
        (["--as", "fresh", "--dates", "monday"], "no form of dates"),
        (["--as", "fresh", "--dates", "%Y"], "with day, month and year"),
        (["--as", "a/b", *NEW], "--as a/b: `a/b` takes small letters"),
        (["--as", "statement", *NEW], "is a name that questions use"),
        (["--as", "acme", *NEW, "--calendar", "NYSE?"], "--calendar: `NYSE?` is no calendar"),
        (["--as", "acme", "--frequency", "hourly", *NEW], "--frequency: `hourly` is none of daily, weekly or monthly"),
        (["--as", "fresh", "--where", "IWM"], "names no column"),
        (["--as", "fresh", "--column", "Volume"], "has no column Volume"),
    ],
)
def test_what_is_missing_is_asked_for(run: Run, tmp_path: Path, store: Store, options: list[str], said: str) -> None:
    """Exit 2, and nothing is stored."""
    fill(store)
    csv(tmp_path / "rut.csv")
    ended = run("import", "rut.csv", *options)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err
    assert series(store, "rut") is None
    assert series(store, "copy") is None


def test_a_faulty_file_is_blamed_by_its_line(run: Run, tmp_path: Path) -> None:
    """And nothing is stored."""
    (tmp_path / "odd.csv").write_text("date,close\n03/04/2025,1\n", "utf-8")
    ended = run("import", "odd.csv", "--as", "rut", *NEW)
    assert ended.status == 2
    assert ended.err.startswith(
        "truetape: odd.csv, line 2: `03/04/2025` in column date can be read with the day or with the month first"
    )
    assert run("import", "none.csv", "--as", "rut", *NEW).status == 2


def test_a_folder_comes_back_as_it_was(run: Run, tmp_path: Path) -> None:
    """Import, export, read: the same catalog, events, statements and numbers."""
    days = weekdays(DAYS[0], 60)
    closes = [100 + n % 7 / 3 for n in range(60)]
    rows = [(c - 0.1, c + 0.2, c - 0.3, c, float(n)) for n, c in enumerate(closes)]
    folder = write_tape(
        tmp_path / "mine", bars("rut", days, rows, aliases=["Small Caps"]),
        made("tga", days, closes, kind="balance", unit="USD", scale=1e6, role="tga", max_age=9),
        top='title = "Mine"\n',
        events='[[events]]\nid = "start"\nsubject = "rut"\ndate = 2024-06-03\nlabel = "a \\"start\\""\n',
        statements='[[statements]]\nwho = "A desk"\ndate = 2024-06-04\nabout = "rut"\ntext = "Ümläut: cheap"\n',
    )  # fmt: skip
    ended = run("import", folder)
    assert ended.status == 0, ended.err + ended.out
    for out, option in (("csv", ()), ("parquet", ("--parquet",))):
        assert run("export", out, *option, "--quiet").status == 0
        first, back = read_tape(folder), read_tape(tmp_path / out)
        assert (back.title, back.events, back.statements) == (first.title, first.events, first.statements)
        for key, series_ in first.series.items():
            other = back.series[key]
            ignored = {"file": "", "source": None}
            assert other.instrument.model_copy(update=ignored) == series_.instrument.model_copy(update=ignored)
            np.testing.assert_array_equal(other.days, series_.days)
            np.testing.assert_array_equal(other.close, series_.close)
            assert other.columns.keys() == series_.columns.keys()
            for name in other.columns:
                np.testing.assert_array_equal(other.columns[name], series_.columns[name])
    assert (
        run("facts", "--data", "parquet", "--ask", "rut.level").out
        == run("facts", "--data", "csv", "--ask", "rut.level").out
    )


def test_a_sample_never_passes_for_market_data(run: Run, sample_tape_folder: Path, tmp_path: Path) -> None:
    """It is not imported; its export is stamped."""
    ended = run("import", sample_tape_folder)
    assert (ended.status, "is a sample, not market data" in ended.err) == (2, True)
    assert run("export", "out", "--data", sample_tape_folder).status == 0
    assert read_tape(tmp_path / "out").sample


def test_an_empty_store_is_not_exported(run: Run, tmp_path: Path) -> None:
    """Nor is the sample in its place."""
    ended = run("export", "out")
    assert (ended.status, "truetape fetch or truetape import first" in ended.err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_an_export_touches_nothing_that_is_there(run: Run, sample_tape_folder: Path, tmp_path: Path) -> None:
    """And leaves nothing half-written."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "note.txt").write_text("mine")
    ended = run("export", "out", "--data", sample_tape_folder)
    assert (ended.status, "is there already" in ended.err) == (2, True)
    (tmp_path / "file").write_text("")
    assert run("export", "file/out", "--data", sample_tape_folder).status == 2
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_parquet_file_is_understood_like_a_csv(run: Run, tmp_path: Path) -> None:
    """With its own names of columns."""
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    rows = wave()
    table = pandas.DataFrame({"Close": rows.values}, index=pandas.DatetimeIndex(pandas.to_datetime(DAYS), name="Date"))
    table.to_parquet(tmp_path / "rut.parquet")
    assert run("import", "rut.parquet", "--as", "rut", *NEW).status == 0
    assert json.loads(run("facts", "--json", "--ask", "rut.level").out)["facts"][0]["value"] == rows.values[-1]
    (tmp_path / "odd.parquet").write_bytes(b"PAR1 or not")
    ended = run("import", "odd.parquet", "--as", "odd", *NEW)
    assert (ended.status, "is no Parquet file" in ended.err) == (2, True)
