"""A run: parts that are whole or not there, the same whatever does the work, and going on after any end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.batch import Job, engines, run
from generator.batch.book import Book, Desk, entry
from generator.batch.compose import Personal, compose
from generator.batch.engines import AHEAD, Dask, Local, engine
from generator.batch.parts import FIELDS
from generator.batch.run import make_looks
from generator.batch.watchlists import Watchlist
from generator.check.judging.findings import VERDICTS
from generator.errors import BatchError, BriefError, OptionError
from generator.facts.asked import Asked
from generator.facts.engine import Engine as FactsEngine
from generator.facts.looks import Looks
from generator.facts.question import Question
from generator.narrative.wording import Wording
from generator.pipeline import Order, tell
from generator.tape import Tape

REPOSITORY = Path(__file__).parents[2]


class Here:
    """An engine in this process, for what is not about engines."""

    def map(self, function: Callable[[Any, Any], Any], shared: Any, items: Iterator[Any]) -> Iterator[Any]:
        return map(lambda item: function(shared, item), items)

    def close(self) -> None: ...


def records(folder: Path) -> list[dict[str, Any]]:
    parts = sorted(folder.glob("part-*.jsonl"))
    return [json.loads(line) for part in parts for line in part.read_text("utf-8").splitlines()]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


@pytest.fixture
def job(desk: Desk, readers: Callable[..., Path], tmp_path: Path) -> Job:
    return Job(readers(23), tmp_path / "out", desk, part=5, audit=4)


def test_every_watchlist_has_its_brief(job: Job) -> None:
    """In the order of the file, in parts of the size that was asked for."""
    result = run(job, Here())
    assert [r["id"] for r in records(job.out)] == [f"r{n}" for n in range(23)]
    assert tuple(records(job.out)[0]) == tuple(f for f in FIELDS)
    assert [p["briefs"] for p in result.manifest["parts"]] == [5, 5, 5, 5, 3]
    assert (result.written, result.manifest["audited"], result.manifest["audit_faults"]) == (23, 5, [])
    assert result.manifest == json.loads((job.out / "manifest.json").read_text("utf-8"))


def test_looks_change_no_byte_of_the_book(desk: Desk, book: Book) -> None:
    """What workers write from the looks of a whole universe is what they write from their own."""
    looking = replace(desk, looks=make_looks(desk, list(book.entries)))
    assert {key: entry(looking, "en", key) for key in book.entries} == book.entries


def test_rows_are_looked_at_once_for_all(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """No entry looks again where the universe has; what was asked to write is not computed again to check."""
    passes: set[str] = set()
    asked: Counter[str] = Counter()
    look, find = Asked.look, FactsEngine._find

    def spied_look(of: Asked, name: str, find: Callable[[], Any]) -> Any:
        return look(of, name, lambda: (passes.add(of.question.id), find())[1])

    def spied_find(engine: FactsEngine, question: Question) -> Any:
        asked[question.id] += 1
        return find(engine, question)

    monkeypatch.setattr(Asked, "look", spied_look)
    monkeypatch.setattr(FactsEngine, "_find", spied_find)
    run(replace(job, audit=0), Here())
    assert {f"{key}.streak.up.percentile" for key in ("rut", "gold")} <= set(asked)
    assert not [id for id in passes if id.endswith((".streak.up", ".record.high", ".change.1d.percentile"))]
    assert [id for id, times in asked.items() if times > 1] == []


def test_faulty_lines_are_told_and_passed_over(desk: Desk, readers: Callable[..., Path], tmp_path: Path) -> None:
    """With their numbers; a double id is counted."""
    more = ["rubbish", '{"id": "r1", "instruments": ["nope"]}', '{"id": "x", "instruments": ["rut"], "lang": "xx"}']
    told = run(Job(readers(4, *more), tmp_path / "out", desk, part=3), Here()).manifest
    assert [each["line"] for each in told["failures"]] == [5, 6, 7]
    assert told["briefs"], told["ids_given_twice"] == (4, 1)
    assert "no instrument nope" in told["failures"][1]["why"]
    assert "no language xx" in told["failures"][2]["why"]


def test_strict_stops_before_anything_is_written(desk: Desk, readers: Callable[..., Path], tmp_path: Path) -> None:
    """At the first line that is no watchlist."""
    with pytest.raises(OptionError, match="line 3"):
        run(Job(readers(2, "rubbish"), tmp_path / "out", desk, strict=True), Here())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"id": "x", "instruments": ["rut", "nope"]}', "no instrument nope"),
        ('{"id": "x", "instruments": ["rut"], "lang": "xx"}', "no language xx"),
    ],
)
def test_strict_stops_at_what_is_not_there_too(
    desk: Desk, readers: Callable[..., Path], tmp_path: Path, line: str, why: str
) -> None:
    """Not only at lines that are no watchlists."""
    with pytest.raises(OptionError, match=rf"line 3.*{why}"):
        run(Job(readers(2, line), tmp_path / "out", desk, strict=True), Here())
    assert not (tmp_path / "out").exists()


def test_what_is_not_covered_is_told_with_a_line(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sentence once: in how many briefs it stands, and the first line whose brief has it."""

    def doubted(book: Book, wanted: Watchlist, wording: Wording) -> Personal:
        brief = compose(book, wanted, wording)
        return replace(brief, open=("Who knows?",) if wanted.id in ("r3", "r4", "r19") else ())

    monkeypatch.setattr(sys.modules[make_looks.__module__], "compose", doubted)
    told = run(job, Here()).manifest
    assert told["not_covered"] == [{"sentence": "Who knows?", "briefs": 3, "line": 4}]


def test_pieces_name_what_is_not_covered(book: Book) -> None:
    """A sentence for each piece with such a claim, and for no other."""
    pieces = [piece for e in book.entries.values() for wording in e.wordings for piece in wording.values()]
    assert all(bool(piece.open) == bool(piece.counts[VERDICTS.index("not_covered")]) for piece in pieces)
    assert all(s.rstrip(".") in piece.text.replace("\u2212", "-") for piece in pieces for s in piece.open)


def test_a_story_can_be_asked_for(desk: Desk, readers: Callable[..., Path], tmp_path: Path) -> None:
    """The wrap of a tape that has only those instruments; a story that cannot be told is a failure with its reason."""
    more = ['{"id": "w", "instruments": ["rut", "gold", "spx"], "story": "wrap"}']
    run(Job(readers(1, *more), tmp_path / "out", desk), Here())
    wrap = records(tmp_path / "out")[1]
    assert wrap["id"] == "w"
    assert "## " in wrap["markdown"]
    assert "](charts/" not in wrap["markdown"]  # no pictures come with it
    assert wrap["checks"]["supported"] > 20
    assert (wrap["checks"]["contradicted"], wrap["checks"]["imprecise"]) == (0, 0)
    assert "Bitcoin" not in wrap["markdown"]


def test_readers_of_the_same_instruments_share_a_story(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever their order in the list; it is written once, as is the finding that it cannot be told."""
    told: list[str] = []

    def telling(tape: Tape, as_of: date, order: Order, looks: Looks | None) -> Any:
        told.append(order.story)
        if order.story == "rotation":
            raise BriefError("the brief says what does not hold")
        return tell(tape, as_of, order, looks)

    monkeypatch.setattr("generator.batch.stories.tell", telling)
    lists = [("wrap", ["rut", "spx"]), ("wrap", ["spx", "rut"]), ("rotation", ["tga"]), ("rotation", ["tga"])]
    lines = [json.dumps({"id": f"r{n}", "instruments": keys, "story": story}) for n, (story, keys) in enumerate(lists)]
    path = tmp_path / "readers.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    manifest = run(Job(path, tmp_path / "out", desk), Here()).manifest
    one, two = records(tmp_path / "out")
    assert one | {"id": ""} == two | {"id": ""}
    assert [f["line"] for f in manifest["failures"]] == [3, 4]
    assert sorted(told) == ["rotation", "wrap"]


def test_a_finished_run_is_not_done_again(job: Job) -> None:
    """Resuming it writes nothing and gives the same manifest; without `resume` it is refused."""
    first = run(job, Here())
    with pytest.raises(OptionError, match="--resume"):
        run(job, Here())
    again = run(Job(**{**vars(job), "resume": True}), Here())
    assert (again.written, again.manifest) == (0, first.manifest)


@pytest.mark.parametrize("lost", ["part-00001.jsonl", "part-00003.json", "manifest.json"])
def test_what_is_missing_or_broken_is_done_again(job: Job, lost: str) -> None:
    """And nothing else; the files are those of an undisturbed run."""
    run(job, Here())
    whole = files(job.out)
    (job.out / lost).unlink()
    (job.out / "part-00002.jsonl").write_bytes(b"half a pa")
    run(Job(**{**vars(job), "resume": True}), Here())
    assert files(job.out) == whole


@pytest.mark.parametrize("change", [{"part": 7}, {"html": True}, {"audit": 3}])
def test_another_run_does_not_go_on_there(job: Job, change: dict[str, Any]) -> None:
    """What would change a byte is refused by name."""
    run(job, Here())
    with pytest.raises(OptionError, match=f"another {next(iter(change))}"):
        run(Job(**{**vars(job), **change, "resume": True}), Here())


def test_parts_of_no_run_are_not_touched(job: Job) -> None:
    """A folder with strange parts is refused."""
    job.out.mkdir()
    (job.out / "part-00000.jsonl").write_text("mine", "utf-8")
    with pytest.raises(OptionError, match="no known run"):
        run(job, Here())
    assert (job.out / "part-00000.jsonl").read_text("utf-8") == "mine"


def test_two_runs_at_once_are_refused(job: Job) -> None:
    """The second is told."""
    told: list[str] = []

    class Nosy(Here):
        def map(self, function, shared, items):
            try:
                run(Job(**{**vars(job), "resume": True}), Here())
            except OptionError as error:
                told.append(str(error))
            return super().map(function, shared, items)

    run(job, Nosy())
    assert "another run is writing there" in told[0]


def test_a_full_disk_is_told(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was finished stays, and the run can go on."""
    synced, real = [], os.fsync

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) > 9:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BatchError, match="No space left"):
        run(job, Here())
    monkeypatch.undo()
    assert not list(job.out.glob("manifest.json"))
    assert run(Job(**{**vars(job), "resume": True}), Here()).manifest["briefs"] == 23


# -- engines -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def whole(job: Job) -> dict[str, bytes]:
    """The files of a run in one process."""
    run(job, Here())
    found = files(job.out)
    for path in job.out.iterdir():
        path.unlink()
    return found


@pytest.mark.parametrize("workers", [1, 3])
def test_the_briefs_are_the_same_whatever_the_workers(job: Job, whole: dict[str, bytes], workers: int) -> None:
    """Byte for byte, the manifest included."""
    run(job, Local(workers))
    assert files(job.out) == whole


def double(shared: Path, item: int) -> int:
    """A worker's function that kills its worker at item 7, once."""
    mark = shared / "killed"
    if item == 7 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item * 2


def slow(shared: Path, item: int) -> int:
    time.sleep(0.05)
    return item


def deadly(shared: Path, item: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return item


def faulty(shared: Path, item: int) -> int:
    raise ValueError(item)


def test_a_lost_worker_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Its items are done again, each once."""
    found = list(Local(2).map(double, tmp_path, iter(range(40))))
    assert (tmp_path / "killed").exists()
    assert sorted(found) == [2 * n for n in range(40)]


def test_workers_that_always_die_are_given_up(tmp_path: Path) -> None:
    """After a few, with a remedy."""
    with pytest.raises(BatchError, match="lost again and again"):
        list(Local(2).map(deadly, tmp_path, iter(range(4))))


def test_an_error_of_the_work_is_raised(tmp_path: Path) -> None:
    """It is not taken for a lost worker."""
    with pytest.raises(ValueError, match=r"^[012]$"):
        list(Local(1).map(faulty, tmp_path, iter(range(3))))


def test_no_more_is_given_out_than_the_workers_need(tmp_path: Path) -> None:
    """So memory stays flat however long the input is."""
    given = 0

    def endless() -> Iterator[int]:
        nonlocal given
        while True:
            given += 1
            yield 8

    results = Local(2).map(double, tmp_path, endless())
    for _ in range(50):
        next(results)
    results.close()
    assert given <= 50 + 3 * 2 * AHEAD


@pytest.mark.parametrize("name", ["ray", "local:here", ""])
def test_an_unknown_engine_is_refused(name: str) -> None:
    """The remedy lists those there are."""
    with pytest.raises(OptionError, match="dask:ADDRESS"):
        engine(name, 2)


def test_dask_gives_the_same(job: Job, whole: dict[str, bytes], tmp_path: Path) -> None:
    """On a cluster of its own; a worker that is killed in the middle loses and doubles nothing."""
    pytest.importorskip("distributed")
    with closing(Dask("", 2)) as does:
        run(job, does)
        found = list(does.map(double, tmp_path, iter(range(40))))
    assert files(job.out) == whole
    assert sorted(found) == [2 * n for n in range(40)]


def test_what_all_share_is_handed_out_again_when_it_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the worker that held it last, in the middle of a run; every item is done once."""
    pytest.importorskip("distributed")
    handed, real = [], Dask._handed_out
    monkeypatch.setattr(Dask, "_handed_out", lambda self, shared: handed.append(shared) or real(self, shared))
    with closing(Dask("", 1)) as does:
        results = does.map(slow, tmp_path, iter(range(12)))
        found = [next(results)]
        does._client.cancel([does._common], force=True)
        found += results
    assert sorted(found) == list(range(12))
    assert len(handed) == 2


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its address."""
    monkeypatch.setattr(engines, "PATIENCE", 0.5)
    pytest.importorskip("distributed")
    with pytest.raises(OptionError, match=r"127\.0\.0\.1:9"), closing(Dask("tcp://127.0.0.1:9", 1)) as does:
        list(does.map(double, Path(), iter([1])))


def test_a_killed_client_loses_and_doubles_nothing(job: Job, whole: dict[str, bytes], tmp_path: Path) -> None:
    """Killed with its workers at several moments, then resumed: the files are those of an undisturbed run."""
    command = [
        sys.executable, "-m", "generator", "batch", "--watchlists", job.watchlists, "--out", job.out, "--part", "5",
        "--audit", "4", "--workers", "2", "--data", str(job.desk.tape_or_folder),
    ]  # fmt: skip
    more: list[str] = []
    for parts in (0, 2):
        running = subprocess.Popen(
            [*command, *more], cwd=REPOSITORY, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            start_new_session=True, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
        )  # fmt: skip
        until = time.monotonic() + 60
        while len(list(job.out.glob("part-*.jsonl"))) < parts or not (job.out / "run.json").exists():
            assert running.poll() is None or (job.out / "manifest.json").exists()
            assert time.monotonic() < until
            if running.poll() is not None:
                break
            time.sleep(0.005)
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        more = ["--resume"]
    done = subprocess.run(
        [*command, "--resume", "--json"], cwd=REPOSITORY, capture_output=True, text=True, check=False,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    left = {name: data for name, data in files(job.out).items() if not name.startswith(".")}
    assert left == whole


def test_parquet(job: Job, whole: dict[str, bytes]) -> None:
    """The same records as in JSON lines."""
    parquet = pytest.importorskip("pyarrow.parquet")
    told = run(Job(**{**vars(job), "form": "parquet"}), Here()).manifest
    rows = [row for part in told["parts"] for row in parquet.read_table(job.out / part["file"]).to_pylist()]
    text = b"".join(whole[name] for name in sorted(whole) if name.endswith(".jsonl"))
    assert rows == [json.loads(line) for line in text.splitlines()]
