"""The rotation on the sample tape and on tapes that lack links: every link is read, or named as lacking."""

from __future__ import annotations

import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.facts import Engine
from generator.facts.ranking import rank
from generator.facts.sheet import Recorder
from generator.narrative import Draft, language, write
from generator.narrative.proof import prove
from generator.narrative.stories.rotation import LINKS, STORY, Stage, plan
from generator.tape import Tape, read_tape

REPOSITORY = Path(__file__).parents[2]
SAMPLE = REPOSITORY / "fixtures" / "sample"
DAYS = (
    "2014-01-03", "2014-06-30", "2015-08-24", "2016-11-14", "2017-08-22", "2018-01-26", "2018-12-24", "2020-03-16",
    "2021-11-08", "2022-06-13", "2024-11-11", "2025-07-15", "2025-09-18", "2025-09-20", "2025-12-25", "2026-01-22",
)  # fmt: skip
ALL = ("walcl", "tga", "rrp", "credit_spread", "us10y", "spx", "rut", "btc", "vix", "dollar")


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


def stages(tape: Tape, day: str) -> dict[str, Stage]:
    found = plan(Recorder(Engine(tape, date.fromisoformat(day))), []).context["stages"]
    return {stage.name: stage for stage in found}


def table(draft: Draft) -> list[str]:
    return [line for line in body(draft).splitlines() if line.startswith("| ")][2:]


@pytest.mark.parametrize("period", ["day", "week"])
@pytest.mark.parametrize("day", DAYS)
def test_every_day_gives_a_brief_that_proves_itself_and_has_no_empty_section(day: str, period: str) -> None:
    draft, engine = told(sample(), day, period)
    prove(draft, engine, language("en", REPOSITORY / "templates").wording)
    assert draft.title and draft.summary
    assert draft.pictures or not any(stage.says for stage in stages(sample(), day).values())
    assert all(rest for _, rest in sections(body(draft))), sections(body(draft))
    assert not re.search(r" {2}|\.\.| [,.;]|\bnan\b", body(draft).split("\n---\n")[0])


@pytest.mark.parametrize("day", DAYS)
def test_a_link_says_what_its_month_shows(day: str) -> None:
    engine = Engine(sample(), date.fromisoformat(day))
    for link in LINKS:
        stage = stages(sample(), day)[link.name]
        if stage.says is None or stage.month is None:
            continue
        assert engine.ask(stage.month.id) == stage.month
        rises = stage.month.number > 0
        if stage.says == "on":
            assert rises == link.above_is_on
            assert stage.own is None or stage.own.number >= 0  # nothing is on that has fallen
        if stage.says == "off":
            assert rises != link.above_is_on


@pytest.mark.parametrize("day", DAYS)
def test_the_table_has_every_link_once_with_its_word(day: str) -> None:
    draft, _ = told(sample(), day)
    rows = table(draft)
    if not any(stage.says for stage in stages(sample(), day).values()):
        assert not rows
        return
    assert [row.split("|")[1].strip() for row in rows] == [
        "Funding", "Credit", "Yields", "Large caps", "Small caps", "High beta",
    ]  # fmt: skip
    words = {"on": ("eased", "on"), "off": ("tightened", "off"), "flat": ("little changed", "neither")}
    for row, stage in zip(rows, stages(sample(), day).values(), strict=True):
        if stage.says:
            assert row.rstrip(" |").split("|")[-1].strip().startswith(words[stage.says])


def test_the_money_has_reached_the_last_link_that_is_on() -> None:
    context = plan(Recorder(Engine(sample(), date(2026, 1, 22))), []).context
    on = [stage.name for stage in context["known"] if stage.says == "on"]
    assert context["far"].name == on[-1]
    assert all(stage.says == "off" for stage in context["gaps"])
    assert all(stage.says != "on" for stage in context["after"])


def test_the_balance_counts_the_links_and_the_clues_beside_them() -> None:
    context = plan(Recorder(Engine(sample(), date(2026, 1, 22))), []).context
    names = {e.name for e in (*context["balance"].pro, *context["balance"].con)}
    assert names >= {f"link_{stage.name}" for stage in context["known"] if stage.says in ("on", "off")}
    assert not {e.name for e in context["balance"].pro} & {e.name for e in context["balance"].con}


@pytest.mark.parametrize(
    "lost", [("us10y",), ("credit_spread",), ("tga",), ("spx",), ("rut",), ("btc",), ("spx", "btc")]
)
def test_a_link_that_the_tape_lacks_is_named(tmp_path: Path, lost: tuple[str, ...]) -> None:
    only(tmp_path, tuple(key for key in ALL if key not in lost))
    draft, engine = told(read_tape(tmp_path), "2026-01-22")
    prove(draft, engine, language("en", REPOSITORY / "templates").wording)
    assert len([row for row in table(draft) if "not on the tape" in row]) == len(lost)
    assert "not on the tape" in body(draft).replace("\n".join(table(draft)), "")
    assert all(rest for _, rest in sections(body(draft)))


@pytest.mark.parametrize("kept", [("rut", "btc"), ("spx",), ("gold", "silver"), ("us10y", "us2y"), ("vix",)])
def test_two_instruments_make_no_chain(tmp_path: Path, kept: tuple[str, ...]) -> None:
    only(tmp_path, kept)
    tape = read_tape(tmp_path)
    draft, engine = told(tape, "2026-01-22")
    assert not STORY.fits(Recorder(engine), rank(engine))
    assert "tape" in draft.title
    assert not sections(body(draft))


def test_it_fits_where_the_chain_is_there_and_something_is_on() -> None:
    engine = Engine(sample(), date(2026, 1, 22))
    assert STORY.fits(Recorder(engine), rank(engine))


def test_stale_links_are_out_of_date_and_not_read() -> None:
    draft, engine = told(sample(), "2026-06-30")
    assert not STORY.fits(Recorder(engine), rank(engine))
    assert all("out of date" in row for row in table(draft) if not row.startswith("| Funding"))


def only(folder: Path, kept: tuple[str, ...]) -> None:
    blocks = re.split(r"\n(?=\[instruments\.)", (SAMPLE / "catalog.toml").read_text())
    named = [b for b in blocks if any(b.startswith(f"[instruments.{key}]") for key in kept)]
    (folder / "catalog.toml").write_text('title = "Made"\n' + "\n".join(named))
    for key in kept:
        shutil.copy(SAMPLE / f"{key}.csv", folder)
