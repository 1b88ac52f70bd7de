"""A folder is a tape, or it is said which file and line is at fault and how to mend it."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.errors import TapeError
from generator.market import KINDS
from generator.tape import read_tape
from tests.tape.folders import Made, series, tape_of, weekdays, write_tape

DAYS = weekdays(date(2026, 1, 5), 4)
RUT = series("rut", DAYS, [1.0, 2.0, 3.0, 4.0], aliases=["RUT", "small caps"], calendar="XNYS")
SPX = series("spx", DAYS, [5.0, 6.0, 7.0, 8.0], name="S&P 500")


def refusal(folder: Path) -> TapeError:
    """The error with which a folder is refused."""
    with pytest.raises(TapeError) as caught:
        read_tape(folder)
    assert str(folder) in caught.value.subject
    assert caught.value.remedy
    return caught.value


def test_a_tape_holds_what_its_files_say(tmp_path: Path) -> None:
    """Catalog order, columns, title and the last day are those of the folder."""
    tape = tape_of(tmp_path / "mine", SPX, RUT, top='title = "My closes"\n')
    assert list(tape.instruments) == ["spx", "rut"]
    assert tape.series["rut"].close.tolist() == [1.0, 2.0, 3.0, 4.0]
    assert (tape.name, tape.title, tape.sample, tape.last_day) == ("mine", "My closes", False, DAYS[-1])
    assert tape.warnings == ()


def test_the_sample_says_that_it_is_one(sample_tape_folder: Path) -> None:
    """The embedded tape is marked in its catalog, not by its place."""
    assert read_tape(sample_tape_folder).sample


def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path: Path) -> None:
    """Files saved by spreadsheets on Windows read like any other, the catalog included."""
    folder = write_tape(tmp_path, RUT)
    for name in ("rut.csv", "catalog.toml"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    assert read_tape(folder).series["rut"].close.tolist() == [1.0, 2.0, 3.0, 4.0]


def test_unknown_keys_are_warned_of_with_what_was_meant(tmp_path: Path) -> None:
    """A misspelt key is not silently ignored: the warning offers the right one."""
    tape = tape_of(tmp_path, series("rut", DAYS, [1.0] * 4, calender="XNYS", fetch="yahoo"), top="titel = 'x'\n")
    assert len(tape.warnings) == 2
    assert any("calender" in w and "calendar" in w for w in tape.warnings)
    assert any("titel" in w and "title" in w for w in tape.warnings)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A wrong path is refused by its name, and so is a folder without a catalog."""
    assert "no such folder" in refusal(tmp_path / "nowhere").message
    assert "catalog.toml" in refusal(tmp_path).subject


TWICE = [series(key, DAYS, [1.0] * 4, role="tga") for key in ("a", "b")]


def rut(**table: object) -> list[Made]:
    """The series with one more key in its table, which then stands on line 6."""
    return [series("rut", DAYS, [1.0] * 4, **table)]


@pytest.mark.parametrize(
    ("made", "place", "message"),
    [
        (rut(kind="stock"), "catalog.toml, line 3", "`stock` is no kind"),
        (rut(kind=None), "catalog.toml, line 1", "`kind` of rut"),
        (rut(name=None), "catalog.toml, line 1", "`name` of rut"),
        (rut(calendar="NYSE!"), "catalog.toml, line 6", "`NYSE!` is no calendar"),
        (rut(of="iwm"), "catalog.toml, line 1", "`of` names iwm"),
        (rut(scale=0), "catalog.toml, line 6", "`scale` of rut"),
        (rut(lag=-1), "catalog.toml, line 6", "`lag` of rut"),
        (rut(lag="two"), "catalog.toml, line 6", "`lag` of rut"),
        (rut(frequency="hourly"), "catalog.toml, line 6", "`frequency` of rut"),
        (rut(aliases="RUT"), "catalog.toml, line 6", "`aliases` of rut"),
        (rut(role="treasury"), "catalog.toml, line 6", "`role` of rut"),
        ([series("Rut", DAYS, [1.0] * 4)], "catalog.toml, line 1", "`key` of Rut"),
        ([RUT, series("spx", DAYS, [1.0] * 4, aliases=["rut"])], "line 9", "claimed by rut and by spx"),
        ([RUT, series("spx", DAYS, [1.0] * 4, name="SMALL Caps")], "line 9", "claimed by rut and by spx"),
        (TWICE, "catalog.toml, line 1", "role tga is given twice"),
    ],
)
def test_a_catalog_is_refused_by_line(tmp_path: Path, made: list[Made], place: str, message: str) -> None:
    """Each fault of the catalog names its line (or the head of its table), what is wrong, and what is right."""
    error = refusal(write_tape(tmp_path, *made))
    assert error.subject.endswith(place)
    assert message in error.message


def test_the_kinds_are_listed_for_who_missed_them(tmp_path: Path) -> None:
    """The remedy for an unknown kind names all known ones."""
    remedy = refusal(write_tape(tmp_path, series("rut", DAYS, [1.0] * 4, kind="stock"))).remedy
    assert all(kind in remedy for kind in KINDS)


@pytest.mark.parametrize(
    ("catalog", "message"),
    [
        ("[instruments.rut\nname = 1", "is no TOML"),
        ("", "lists no instruments"),
        ("instruments = 3", "lists no instruments"),
        ("instruments = { rut = 5 }", "`rut` is no table"),
        ("[instruments]", "lists no instruments"),
    ],
)
def test_a_catalog_that_is_none_is_refused(tmp_path: Path, catalog: str, message: str) -> None:
    """What is no TOML, or lists nothing, is no catalog."""
    write_tape(tmp_path, RUT)
    (tmp_path / "catalog.toml").write_text(catalog, "utf-8")
    error = refusal(tmp_path)
    assert "catalog.toml" in error.subject
    assert message in error.message


def test_a_broken_toml_names_its_line(tmp_path: Path) -> None:
    """The line of the fault is in the message."""
    folder = write_tape(tmp_path, RUT)
    (folder / "catalog.toml").write_text('title = "x"\n[instruments.rut]\nname = \n', "utf-8")
    assert "line 3" in refusal(folder).message


@pytest.mark.parametrize("name", ["../outside.csv", "sub/rut.csv", "/etc/hostname", ".", ".."])
def test_no_file_outside_the_folder_is_read(tmp_path: Path, name: str) -> None:
    """A catalog cannot reach out of its folder."""
    (tmp_path / "outside.csv").write_text("date,close\n2026-01-05,1\n", "utf-8")
    folder = write_tape(tmp_path / "tape", RUT)
    catalog = folder / "catalog.toml"
    catalog.write_text(catalog.read_text("utf-8").replace("rut.csv", name), "utf-8")
    refusal(folder)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A series whose file is not there is refused by the file's name."""
    folder = write_tape(tmp_path, RUT, SPX)
    (folder / "spx.csv").unlink()
    error = refusal(folder)
    assert error.subject.endswith("spx.csv")
    assert "No such file" in error.message


def test_a_faulty_row_is_told_with_file_and_line(tmp_path: Path) -> None:
    """The message for a row says where: `rut.csv, line 3`."""
    error = refusal(write_tape(tmp_path, Made("rut", "date,close\n2026-01-05,1\n2026-01-05,2\n")))
    assert error.subject.endswith("rut.csv, line 3")
    assert str(error).count("\n  ") == 1


def test_binary_junk_is_refused_by_line(tmp_path: Path) -> None:
    """A file that is no text is said to be none, from the line on which that shows."""
    folder = write_tape(tmp_path, RUT)
    (folder / "rut.csv").write_bytes(b"date,close\n2026-01-05,1\n\xff\xfe\x00\x01\n")
    error = refusal(folder)
    assert error.subject.endswith("rut.csv, line 3")
    assert "UTF-8" in error.message


def test_random_bytes_never_crash(tmp_path: Path) -> None:
    """Whatever a file holds, the answer is a tape or a TapeError."""
    folder = write_tape(tmp_path, RUT)
    for seed in range(40):
        junk = bytes((seed * 31 + i * i * 7) % 256 for i in range(seed * 5))
        (folder / "rut.csv").write_bytes(b"date,close\n" * (seed % 2) + junk.replace(b"\r", b""))
        refusal(folder)


def test_the_hash_changes_with_any_byte(tmp_path: Path) -> None:
    """A digit, a space, a file more: each is another tape. The same bytes elsewhere are the same tape."""
    folder = write_tape(tmp_path / "one", RUT, SPX)
    hashes = {read_tape(folder).hash}
    shutil.copytree(folder, tmp_path / "two")
    assert {read_tape(tmp_path / "two").hash} == hashes
    for name, more in {
        "rut.csv": "\n",
        "catalog.toml": "# a remark\n",
        "events.toml": "",
        "statements.toml": "#",
    }.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(more)
        hashes.add(read_tape(folder).hash)
    (folder / "rut.csv").write_text((folder / "rut.csv").read_text("utf-8").replace("4.0", "4.1"), "utf-8")
    hashes.add(read_tape(folder).hash)
    assert len(hashes) == 6


def test_the_hash_knows_which_file_is_which(tmp_path: Path) -> None:
    """Two files that change places make another tape, though all bytes are the same ones."""
    one = tape_of(tmp_path / "one", series("a", DAYS, [1.0] * 4), series("b", DAYS, [2.0] * 4))
    two = tape_of(tmp_path / "two", series("a", DAYS, [2.0] * 4), series("b", DAYS, [1.0] * 4))
    assert one.hash != two.hash


def test_files_that_no_series_names_do_not_count(tmp_path: Path) -> None:
    """A note beside the data, and when the files were written, change nothing."""
    folder = write_tape(tmp_path, RUT)
    before = read_tape(folder).hash
    (folder / "notes.txt").write_text("hello", "utf-8")
    os.utime(folder / "rut.csv", (0, 0))
    assert read_tape(folder).hash == before


EVENT = '[[events]]\nid = "split"\nsubject = "rut"\ndate = 2026-01-06\nlabel = "a split"\n'
STATEMENT = '[[statements]]\nwho = "A"\ndate = 2026-01-06\nabout = "rut"\ntext = "Up."\n'


def test_events_and_statements_exist_from_their_date_on(tmp_path: Path) -> None:
    """Before its date an event has not happened and a statement has not been made."""
    tape = tape_of(tmp_path, RUT, events=EVENT, statements=STATEMENT)
    early, late = tape.at(date(2026, 1, 5)), tape.at(date(2026, 1, 6))
    assert (early.events, early.statements) == ({}, ())
    assert late.events["split"].label == "a split"
    assert (late.statements[0].stance, late.statements[0].kind) == ("neutral", "reported")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("events", EVENT.replace("2026-01-06", '"soon"'), "entry 1 of [[events]]: `date`"),
        ("events", EVENT.replace('"split"', '"A split"'), "entry 1 of [[events]]: `id`"),
        ("events", EVENT + EVENT.replace("subject", "subjekt"), "entry 2 of [[events]]: `subject`"),
        ("statements", STATEMENT + 'stance = "maybe"\n', "entry 1 of [[statements]]: `stance`"),
        ("statements", STATEMENT + 'kind = "rumour"\n', "entry 1 of [[statements]]: `kind`"),
        ("statements", STATEMENT.replace("Up.", ""), "entry 1 of [[statements]]: `text`"),
        ("statements", "[[statements]\n", "is no TOML"),
    ],
)
def test_a_faulty_event_or_statement_is_told(tmp_path: Path, name: str, text: str, message: str) -> None:
    """The entry and its key are named."""
    error = refusal(write_tape(tmp_path, RUT, **{name: text}))
    assert error.subject.endswith(f"{name}.toml")
    assert message in error.message


def test_an_event_needs_no_label(tmp_path: Path) -> None:
    """A label is optional (definitions, section 1)."""
    tape_of(tmp_path, RUT, events=EVENT.replace('label = "a split"\n', ""))


@pytest.mark.parametrize("text", ["events = 5\n", "events = true\n"])
def test_events_that_are_no_list_are_refused(tmp_path: Path, text: str) -> None:
    """A key of the wrong type is a told fault."""
    refusal(write_tape(tmp_path, RUT, events=text))


def test_a_file_name_that_no_system_has_is_refused(tmp_path: Path) -> None:
    """A null byte in a name is a told fault."""
    folder = write_tape(tmp_path, RUT)
    (folder / "catalog.toml").write_text((folder / "catalog.toml").read_text().replace("rut.csv", "rut\\u0000.csv"))
    refusal(folder)


def test_the_folder_in_which_one_stands_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--data .` reads the same tape, name and title included."""
    monkeypatch.chdir(write_tape(tmp_path / "mine", RUT))
    tape = read_tape(".")
    assert (tape.name, tape.title) == ("mine", "without a title")  # a brief must not depend on where its tape lies


def test_statements_keep_the_order_of_the_file(tmp_path: Path) -> None:
    """`statement.<n>` is the nth entry, in whatever order the file has them."""
    later = STATEMENT.replace("2026-01-06", "2026-01-07").replace("Up.", "Down.")
    tape = read_tape(write_tape(tmp_path, RUT, statements=later + STATEMENT))
    assert [s.text for s in tape.statements] == ["Down.", "Up."]


def test_an_event_id_is_given_once(tmp_path: Path) -> None:
    """Two events of one id are refused: `event:<id>` could mean either."""
    refusal(write_tape(tmp_path, RUT, events=EVENT + EVENT.replace("2026-01-06", "2026-01-07")))


def test_a_key_that_is_a_pseudo_subject_is_refused(tmp_path: Path) -> None:
    """An instrument called liquidity could never be asked about."""
    refusal(write_tape(tmp_path, series("liquidity", DAYS, [1.0] * 4)))
