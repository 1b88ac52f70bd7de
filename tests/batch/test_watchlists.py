"""Watchlists are read line by line, and a line that is none says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.batch.watchlists import LONGEST_LINE, Watchlist, read_watchlists
from generator.errors import OptionError


def lines(folder: Path, text: str | bytes, name: str = "readers.jsonl"):
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_watchlists(path))


def test_json_lines(tmp_path: Path) -> None:
    """What is not given has its default; blank lines count as lines but are none."""
    first, second = lines(
        tmp_path, '{"id": "ada", "instruments": ["rut", "gold", "rut"]}\n\n{"id": "b", "instruments": "spx; vix"}'
    )
    assert first.watchlist == Watchlist(id="ada", instruments=("rut", "gold"))
    assert (second.number, second.watchlist.instruments) == (3, ("spx", "vix"))
    assert (first.watchlist.lang, first.watchlist.story, first.watchlist.tone) == ("en", "auto", "full")


def test_csv(tmp_path: Path) -> None:
    """Columns in any order, a BOM, quoted cells, empty cells for defaults."""
    text = '\ufeffinstruments,id,tone\n"rut gold",ada,terse\nspx|vix,bob,\n'
    ada, bob = lines(tmp_path, text, "readers.CSV")
    assert ada.watchlist == Watchlist(id="ada", instruments=("rut", "gold"), tone="terse")
    assert (bob.watchlist.instruments, bob.watchlist.tone) == (("spx", "vix"), "full")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nonsense", "is no JSON"),
        ("[1]", "it is no table"),
        ('{"id": "a"}', "instruments is missing"),
        ('{"id": "", "instruments": ["rut"]}', "id is empty"),
        ('{"id": "a", "instruments": []}', "instruments is empty"),
        ('{"id": "a", "instruments": ["rut"], "tone": "loud"}', "tone is none of full or terse"),
        ('{"id": "a", "instruments": ["rut"], "colour": "red"}', "colour is not known here"),
        ("[" * 100_000, "nested too deeply"),
        (b"\xff\xfe", "is not UTF-8"),
        ("x" * (LONGEST_LINE + 5), "is longer than"),
    ],
)
def test_a_line_that_is_none_says_why(tmp_path: Path, line: str | bytes, why: str) -> None:
    """And the line after it is read."""
    raw = line.encode() if isinstance(line, str) else line
    faulty, good = lines(tmp_path, raw + b'\n{"id": "b", "instruments": ["rut"]}\n')
    assert why in faulty.fault
    assert faulty.number == 1
    assert good.watchlist.id == "b"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("id,instruments\na\n", "not as many cells"),
        ("id,instruments\na,rut,x\n", "not as many cells"),
        ('id,instruments\n"a,rut\n', "is no CSV"),
        ("id,instruments,tone\na,rut,loud\n", "tone is none of full or terse"),
    ],
)
def test_a_faulty_row_says_why(tmp_path: Path, text: str, why: str) -> None:
    """Rows of CSV too."""
    (line,) = lines(tmp_path, text, "r.csv")
    assert why in line.fault


def test_a_csv_without_its_columns_is_refused(tmp_path: Path) -> None:
    """The remedy says how the file must begin."""
    with pytest.raises(OptionError, match="Begin it with id,instruments"):
        lines(tmp_path, "name,list\na,b\n", "r.csv")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(OptionError, match="cannot be read"):
        list(read_watchlists(tmp_path / "none.jsonl"))


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=300), name=st.sampled_from(["r.csv", "r.jsonl"]))
def test_no_bytes_break_it(tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str) -> None:
    """Every line is a watchlist or has a fault; only a CSV without its columns is refused as a whole."""
    try:
        found = lines(tmp_path_factory.mktemp("r"), raw, name)
    except OptionError:
        assert name == "r.csv"
        return
    assert all((line.watchlist is None) == bool(line.fault) for line in found)


def test_lines_are_read_as_they_are_wanted(tmp_path: Path) -> None:
    """A file of any length needs the memory of a line."""
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps({"id": str(n), "instruments": ["rut"]}) for n in range(50_000)), "utf-8")
    assert next(read_watchlists(path)).watchlist.id == "0"
