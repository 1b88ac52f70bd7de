"""The divergence: which pair it tells of, what it says when nothing has parted, and that it holds on any tape."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator import assets
from generator.facts import Engine
from generator.facts.ranking import rank
from generator.facts.sheet import Recorder
from generator.narrative import Draft, language, write
from generator.narrative.explanations import explain
from generator.narrative.proof import prove
from generator.narrative.stories import STORIES
from generator.tape import read_tape

STORY = STORIES["divergence"]
DATES = [
    "2014-02-03", "2015-08-24", "2016-02-29", "2017-08-22", "2018-12-25", "2019-05-21", "2020-03-16", "2021-01-28",
    "2022-06-13", "2023-07-02", "2024-08-05", "2025-07-15", "2026-01-20", "2026-01-21", "2026-01-22",
]  # fmt: skip


@pytest.fixture(scope="module")
def english():
    return language("en", assets.folder("templates"))


@pytest.fixture(scope="module")
def sample(sample_tape_folder):
    return read_tape(sample_tape_folder)


def told(tape, day, period="day"):
    recorder = Recorder(Engine(tape, date.fromisoformat(day)), period)
    return recorder, rank(recorder.engine, period)


def draft_of(tape, day, english, period="day") -> Draft:
    recorder, ranking = told(tape, day, period)
    draft = write(recorder, ranking, STORY, english)
    prove(draft, recorder.engine, english.wording)
    return draft


def smaller(source: Path, folder: Path, keys, edit=lambda key, text: text) -> Path:
    """A tape with some of the series, edited."""
    folder.mkdir()
    head, *tables = re.split(r"(?=^\[instruments\.)", (source / "catalog.toml").read_text("utf-8"), flags=re.MULTILINE)
    kept = {k: t for t in tables if (k := re.match(r"\[instruments\.(\w+)\]", t)[1]) in keys}
    (folder / "catalog.toml").write_text(head + "".join(kept.values()), "utf-8")
    for key, table in kept.items():
        file = re.search(r'^file = "(.+)"', table, re.MULTILINE)[1]
        (folder / file).write_text(edit(key, (source / file).read_text("utf-8")), "utf-8")
    return folder


def sections(markdown: str) -> dict[str, str]:
    """The text under each heading."""
    body = markdown.split("\n---\n", 2)[1]
    parts = re.split(r"^## (.+)$", body, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("day", DATES)
@pytest.mark.parametrize("period", ["day", "week"])
def test_every_date_gives_a_whole_brief(sample, english, day, period):
    draft = draft_of(sample, day, english, period)
    assert all(text.strip() for text in sections(draft.markdown).values())
    assert draft.title
    assert draft.summary
    prose = [line for line in draft.markdown.split("\n---\n", 2)[1].splitlines() if not line.startswith(("|", "!"))]
    assert not [line for line in prose if re.search(r"  |\bNone\b(?! of)|\bnan\b| [,.;:]|\.\.|\{|\}", line)]


def test_the_pair_is_one_that_moves_together_and_went_opposite_ways(sample):
    plan = STORY.plan(*told(sample, "2026-01-22"))
    p, a, b = plan.context["p"], plan.context["a"], plan.context["b"]
    assert (p.x.key, p.v.key) == ("rut", "btc")
    assert p.link.number >= 0.3
    assert a.quarter.number > 0 > b.quarter.number
    assert p.gap.number == pytest.approx(a.quarter.number - b.quarter.number)
    assert plan.about == {"rut", "btc"}


def test_it_fits_only_where_a_linked_pair_has_parted(sample):
    fitting = {day: STORY.fits(*told(sample, day)) for day in DATES}
    assert fitting["2026-01-22"]
    assert not all(fitting.values())
    for day, fits in fitting.items():
        assert STORY.plan(*told(sample, day)).context["parted"] == fits


def test_a_brief_on_a_date_without_a_divergence_says_so(sample, english):
    day = next(d for d in DATES if d > "2015" and not STORY.fits(*told(sample, d)))
    draft = draft_of(sample, day, english)
    assert re.search(r"no divergence|nothing on the tape|none stands", draft.summary, re.IGNORECASE)
    assert len(sections(draft.markdown)) == 1


def test_neighbouring_days_are_not_the_same_text(sample, english):
    words = [re.sub(r"[\d.,%$−+]+", "#", draft_of(sample, day, english).summary) for day in DATES[-3:]]
    assert len(set(words)) == 3


def test_figures_of_one_breath_are_of_one_day(sample):
    plan = STORY.plan(*told(sample, "2026-01-18"))  # a Sunday: Bitcoin has closes that shares have not
    p, a, b = plan.context["p"], plan.context["a"], plan.context["b"]
    assert a.quarter.as_of == b.quarter.as_of == p.gap.as_of


def test_explanations_stand_on_facts_beside_the_pair(sample):
    recorder, _ = told(sample, "2026-01-22")
    found = explain(recorder, "rut", "btc")
    assert found
    for e in found:
        assert e.outcome in ("supported", "mixed", "contradicted", "open")
        assert (e.outcome == "supported") <= (len(e.balance.pro) > len(e.balance.con))
        if e.name == "risk":
            assert all("btc" not in (i.fact.subject, i.fact.versus) for i in (*e.pro, *e.con))


@pytest.mark.parametrize("keys", [("rut", "btc"), ("rut", "spx"), ("rut",), ("vix", "us10y")])
def test_small_tapes(sample_tape_folder, tmp_path, english, keys):
    tape = read_tape(smaller(sample_tape_folder, tmp_path / "tape", keys))
    draft = draft_of(tape, "2026-01-22", english)
    assert all(text.strip() for text in sections(draft.markdown).values())
    if len(keys) == 1 or "vix" in keys:
        assert "fewer than two" in draft.summary


def test_stale_and_suspect_series_take_no_part(sample_tape_folder, tmp_path, english):
    def spoil(key: str, text: str) -> str:
        lines = text.splitlines()
        if key == "spx":
            return "\n".join(lines[:-60]) + "\n"
        if key == "rut":
            day, *bar = lines[-1].split(",")
            lines[-1] = ",".join([day, *(str(float(v) / 2) if v else v for v in bar)])
        return "\n".join(lines) + "\n"

    keys = ("rut", "spx", "ixic", "gold", "btc", "vix", "us10y")
    tape = read_tape(smaller(sample_tape_folder, tmp_path / "tape", keys, spoil))
    draft = draft_of(tape, "2026-01-22", english)
    stated = {span.id.split(".")[0] for span in draft.spans}
    assert not stated & {"rut", "spx"}
