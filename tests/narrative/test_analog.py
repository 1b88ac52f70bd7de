"""The analog: which precedent it looks up, every case in its table, and what it says when there is none."""

import re
from datetime import date

import pytest

from generator import assets
from generator.facts import Engine
from generator.facts.ranking import rank
from generator.facts.sheet import Recorder
from generator.facts.studies import STUDIES
from generator.narrative import Draft, language, write
from generator.narrative.proof import prove
from generator.narrative.stories import STORIES
from generator.narrative.stories.analog import PARALLELS
from generator.tape import read_tape

STORY = STORIES["analog"]
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


def sections(markdown: str) -> dict[str, str]:
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


def test_a_long_run_is_looked_up_with_every_case(sample, english):
    plan = STORY.plan(*told(sample, "2026-01-22"))
    study = plan.context["s"]
    assert study.id == "rut.study.long_lead.vs.spx"
    draft = draft_of(sample, "2026-01-22", english)
    rows = [line for line in draft.markdown.splitlines() if re.match(r"\| \d+ [A-Z][a-z]+ \d{4} \| \d+ \|", line)]
    assert len(rows) == len(study.instances)
    assert rows[-1].endswith("| open | open |")
    assert study.small_sample
    assert re.search(rf"sample[^.]*{['zero', 'one', 'two', 'three', 'four'][study.n]}|{study.n}", draft.summary)


def test_it_ends_with_three_to_five_answers_that_are_facts(sample, english):
    draft = draft_of(sample, "2026-01-22", english)
    *_, (heading, answers) = sections(draft.markdown).items()
    assert re.search("question|asked", heading, re.IGNORECASE)
    begin = draft.markdown.index(answers)
    found = [(m.start() + begin, m.end() + begin) for m in re.finditer(r"^\*\*.+\?\*\* .+$", answers, re.MULTILINE)]
    assert 3 <= len(found) <= 5
    for start, end in found:
        assert any(start <= span.start and span.end <= end for span in draft.spans)


def test_what_is_different_lies_outside_the_range_of_the_cases(sample):
    recorder, ranking = told(sample, "2026-01-22")
    context = STORY.plan(recorder, ranking).context
    for c in context["different"]:
        assert c.now.number > c.high.number or c.now.number < c.low.number
    for c in (*context["different"], *context["alike"]):
        assert "@" in c.low.id
        assert c.n >= 3
        assert c.low.number <= c.high.number


def test_halvings_are_compared_at_the_same_distance(sample):
    halvings = STORY.plan(*told(sample, "2026-01-22")).context["halvings"]
    now, before = halvings["rows"][-1], halvings["rows"][-2]
    (base, end), (base_before, end_before) = ([i.date for i in row["same"].inputs] for row in (now, before))
    assert end - base == end_before - base_before
    assert halvings["inflation"].number < halvings["inflation_before"].number


def test_a_date_without_a_parallel_says_so(sample, english):
    quiet = [day for day in DATES if not STORY.fits(*told(sample, day))]
    assert 0 < len(quiet) < len(DATES)
    assert re.search(
        r"no parallel|none of the conditions|nothing happened", draft_of(sample, quiet[0], english).summary, re.I
    )


def test_parallels_name_studies_that_exist():
    for parallel in PARALLELS:
        condition = STUDIES[parallel.study].condition
        assert abs(condition.threshold) == pytest.approx(abs(parallel.least))
        assert condition.at_least == (parallel.least > 0)


def test_a_study_never_counts_todays_case(sample):
    for day in DATES:
        context = STORY.plan(*told(sample, day)).context
        if context["told"]:
            assert all(i.outcome is None for i in context["s"].instances if i.date >= date.fromisoformat(day))
