"""The breakout on the sample tape and on tapes that lack most of it: no crash, no empty section, no wrong record."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from generator.facts import Engine
from generator.facts.ranking import rank
from generator.facts.sheet import Recorder
from generator.narrative import Draft, language, write
from generator.narrative.proof import prove
from generator.narrative.stories.breakout import STORY, plan
from generator.tape import Tape, read_tape

REPOSITORY = Path(__file__).parents[2]
SAMPLE = REPOSITORY / "fixtures" / "sample"
DAYS = (
    "2014-01-03", "2014-06-30", "2015-08-24", "2016-11-14", "2017-08-22", "2018-01-26", "2018-12-24", "2020-03-16",
    "2021-11-08", "2022-06-13", "2024-11-11", "2025-07-15", "2025-09-18", "2025-09-20", "2025-12-25", "2026-01-22",
)  # fmt: skip


@cache
def sample() -> Tape:
    return read_tape(SAMPLE)


def told(tape: Tape, day: str, period: str = "day") -> tuple[Draft, Engine]:
    engine = Engine(tape, date.fromisoformat(day))
    recorder = Recorder(engine, period)
    return write(recorder, rank(engine, period), STORY, language("en", REPOSITORY / "templates")), engine


def body(draft: Draft) -> str:
    return draft.markdown.split("---\n", 2)[2]


def sections(text: str) -> list[tuple[str, str]]:
    parts = re.split(r"^## ", text.split("\n---\n", maxsplit=1)[0], flags=re.MULTILINE)[1:]
    return [(heading, rest.strip()) for heading, _, rest in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize("period", ["day", "week"])
@pytest.mark.parametrize("day", DAYS)
def test_every_day_gives_a_brief_that_proves_itself_and_has_no_empty_section(day: str, period: str) -> None:
    draft, engine = told(sample(), day, period)
    prove(draft, engine, language("en", REPOSITORY / "templates").wording)
    assert draft.title and draft.summary and draft.pictures
    assert all(rest for _, rest in sections(body(draft))), sections(body(draft))
    assert not re.search(r" {2}|\.\.| [,.;]|\bNone\b\w|\bnan\b", body(draft).split("\n---\n")[0])


def test_a_record_is_told_with_what_it_broke_what_followed_and_the_money() -> None:
    draft, engine = told(sample(), "2026-01-22")
    record = engine.ask("rut.record.high")
    assert record.value is True and record.record
    ids = {span.id for span in draft.spans}
    assert {"rut.record.high", "rut.study.any_record", "rut.study.fresh_record_for.vs.btc", "iwm_flow.sum.1m"} <= ids
    assert "small_cap_losers.level" in ids
    assert "2,698.17" in body(draft)  # the mark it broke


def test_the_first_record_after_years_names_the_old_mark_and_how_long_it_stood() -> None:
    draft, engine = told(sample(), "2025-09-18")
    record = engine.ask("rut.record.high").record
    assert record is not None and record.days_between > 1000
    assert any(span.id == "rut.study.fresh_record" for span in draft.spans)
    assert "November 2021" in body(draft)


def test_without_a_record_it_says_so_and_tells_who_is_nearest() -> None:
    draft, engine = told(sample(), "2020-03-16")
    recorder = Recorder(engine)
    assert not STORY.fits(recorder, rank(engine))
    falls = {k: engine.ask(f"{k}.drawdown.all").number for k in ("rut", "spx", "ixic", "gold", "silver", "btc", "eth")}
    nearest = engine.tape.instruments[max(falls, key=lambda k: falls[k])].name
    assert nearest in draft.title
    assert not [span for span in draft.spans if span.id.endswith("record.high")]
    assert len(sections(body(draft))) == 1


def test_it_fits_where_something_invested_in_is_at_a_record() -> None:
    engine = Engine(sample(), date(2026, 1, 22))
    assert STORY.fits(Recorder(engine), rank(engine))
    assert not STORY.fits(Recorder(engine), [n for n in rank(engine) if n.kind != "record"])


def test_a_record_of_a_volatility_index_is_no_breakout() -> None:
    engine = Engine(sample(), date(2026, 1, 22))
    ranking = [n.model_copy(update={"subject": "vix"}) for n in rank(engine) if n.kind == "record"]
    assert not STORY.fits(Recorder(engine), ranking)
    assert plan(Recorder(engine), ranking).context["told"] is False


def test_a_fresh_record_is_one_of_the_whole_file_also_beside_a_shorter_one(tmp_path: Path) -> None:
    days = [date(2020, 1, 1) + timedelta(days=i) for i in range(900)]
    long = [100.0 if i < 10 else 50.0 + i / 100 for i in range(900)]  # never again above its first closes
    make(tmp_path, {"a": (days, long), "b": (days[400:], [10.0 + i / 10 for i in range(500)])})
    fact = Engine(read_tape(tmp_path), days[-1]).ask("a.study.fresh_record_for.vs.b")
    assert fact.n == 0 or fact.status == "missing"


def make(folder: Path, series: dict[str, tuple[list[date], list[float]]]) -> None:
    catalog = 'title = "Made"\n'
    for key, (days, values) in series.items():
        lines = [f"{day},{value}" for day, value in zip(days, values, strict=True)]
        (folder / f"{key}.csv").write_text("date,close\n" + "\n".join(lines) + "\n")
        catalog += (
            f'[instruments.{key}]\nname = "{key.upper()}"\nkind = "equity_index"\nunit = "points"\nfile = "{key}.csv"\n'
        )
    (folder / "catalog.toml").write_text(catalog)


@pytest.mark.parametrize("closes", [[10.0], [10.0, 11.0], [11.0, 10.0], [10.0, 10.0], [10.0, 11.0, 0.0]])
def test_a_tape_of_few_rows_is_told_without_inventing(tmp_path: Path, closes: list[float]) -> None:
    days = [date(2026, 1, 19) + timedelta(days=i) for i in range(len(closes))]
    make(tmp_path, {"a": (days, closes)})
    draft, engine = told(read_tape(tmp_path), days[-1].isoformat())
    prove(draft, engine, language("en", REPOSITORY / "templates").wording)
    assert draft.title
    assert all(rest for _, rest in sections(body(draft)))


@pytest.mark.parametrize(
    "kept", [("rut",), ("rut", "btc"), ("gold", "silver"), ("vix",), ("us10y",), ("iwm_flow", "rut")]
)
def test_a_tape_that_lacks_most_instruments_is_told_all_the_same(tmp_path: Path, kept: tuple[str, ...]) -> None:
    only(tmp_path, kept)
    for day in ("2026-01-22", "2020-03-16"):
        draft, _ = told(read_tape(tmp_path), day)
        assert draft.title
        assert all(rest for _, rest in sections(body(draft)))


def test_a_stale_tape_has_nothing_to_tell_and_says_so() -> None:
    draft, engine = told(sample(), "2026-06-30")
    assert not STORY.fits(Recorder(engine), rank(engine))
    assert "cannot be said" in body(draft)
    assert not sections(body(draft))


def only(folder: Path, kept: tuple[str, ...]) -> None:
    blocks = re.split(r"\n(?=\[instruments\.)", (SAMPLE / "catalog.toml").read_text())
    named = [b for b in blocks if any(b.startswith(f"[instruments.{key}]") for key in kept)]
    (folder / "catalog.toml").write_text('title = "Made"\n' + "\n".join(named))
    for key in kept:
        shutil.copy(SAMPLE / f"{key}.csv", folder)
