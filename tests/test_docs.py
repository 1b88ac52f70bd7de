"""The documentation leaves nothing out, its examples run, its links lead somewhere, and its outputs are today's."""

import doctest
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import typer.main

from generator import errors, market, settings
from generator.cli import app
from generator.facts import Engine
from generator.facts.engine import FORMS
from generator.facts.fact import Status
from generator.facts.measures import MEASURES
from generator.facts.question import parse
from generator.facts.studies import STUDIES
from generator.facts.windows import is_window
from generator.narrative.stories import STORIES
from generator.tape import read_tape

REPOSITORY = Path(__file__).parents[1]
README = REPOSITORY / "README.md"
DOCS = REPOSITORY / "docs"
PAGES = (README, *sorted(DOCS.glob("*.md")))
TEXT = {page.name: page.read_text("utf-8") for page in PAGES}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def all_commands(group, before=""):
    """Every command by its words: `check`, `review approve`; a group too when it does something itself."""
    for name, command in group.commands.items():
        if not hasattr(command, "commands") or command.invoke_without_command:
            yield before + name, command
        if hasattr(command, "commands"):
            yield from all_commands(command, f"{name} ")


COMMANDS = dict(all_commands(typer.main.get_command(app)))


def rows(page, heading):
    """The cells of all table rows between a heading and the next one that is not below it."""
    level = len(heading.split(" ")[0])
    part = re.split(rf"^#{{1,{level}}} ", TEXT[page].split(f"\n{heading}\n", 1)[1], flags=re.MULTILINE)[0]
    lines = [line for line in part.splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def blocks(page, language):
    """The fenced blocks of a language, without those that docs/refresh.py writes."""
    return [text for found, text in FENCE.findall(TEXT[page]) if found == language]


def form_of(name, form):
    """A measure's id without its subject, as the documentation writes it."""
    needed = len(form.args) - form.optional
    args = [f".<{arg}>" if i < needed else f"[.<{arg}>]" for i, arg in enumerate(form.args)]
    return name + "".join(args) + (".vs.<other>" if form.versus else "")


MEASURE_ROWS = {
    row[0].strip("`"): row for row in rows("questions.md", "## Measures") if len(row) == 5 and row[0] != "form"
}
EXAMPLES = [row[4].strip("`") for row in MEASURE_ROWS.values()]
SHELL = [
    (page, line)
    for page in TEXT
    for block in blocks(page, "sh")
    for line in block.splitlines()
    if line.startswith("truetape ")
]


# -- nothing is left out -----------------------------------------------------------------------------------------------


def test_every_measure_has_a_row_with_its_exact_form():
    """docs/questions.md lists what can be asked, no more and no less."""
    assert set(MEASURE_ROWS) == {form_of(name, measure.form) for name, measure in MEASURES.items()}


@pytest.mark.parametrize("name", MEASURES)
def test_a_row_says_whether_its_measure_has_a_percentile(name):
    """The word yes stands where there is a history to take it of."""
    row = MEASURE_ROWS[form_of(name, MEASURES[name].form)]
    assert row[2] == ("yes" if MEASURES[name].history else "")


@pytest.fixture(scope="module")
def sample():
    """An engine on the sample tape."""
    return Engine(read_tape(REPOSITORY / "fixtures" / "sample"), date(2026, 1, 22))


@pytest.mark.parametrize("question", EXAMPLES)
def test_an_example_asks_its_own_measure_and_is_answered(question, sample):
    """Each example is a question that the sample tape answers."""
    asked = parse(question, FORMS)
    assert form_of(asked.measure, FORMS[asked.measure]) in MEASURE_ROWS
    assert MEASURE_ROWS[form_of(asked.measure, FORMS[asked.measure])][4] == f"`{question}`"
    assert sample.ask(question).known


def test_every_question_in_the_documentation_is_one(sample):
    """Ids in backticks can be asked."""
    keys = [*sample.tape.instruments, "liquidity"]
    found = {
        id
        for text in TEXT.values()
        for id in re.findall(rf"`((?:{'|'.join(keys)})\.[a-z][^\s`<>]*)`", text)
        if not id.endswith((".csv", ".toml")) and "chnage" not in id
    }
    for id in sorted(found):
        sample.ask(id)


def test_every_study_has_its_id_in_the_table():
    """And the table has no other."""
    told = {id for row in rows("questions.md", "## Studies")[1:] for id in re.findall(r"`(\w+)`", row[0])}
    assert told == set(STUDIES)


def test_the_windows_of_the_table_are_windows():
    """Every example of a window, and those that stand for many."""
    for row in rows("questions.md", "## Windows")[1:]:
        for text in re.findall(r"`([^`]+)`", row[0]):
            assert is_window(text.replace("<N>", "12")), text


def test_every_status_is_explained():
    """docs/questions.md tells them apart."""
    assert {row[0].strip("`") for row in rows("questions.md", "## Status")[1:]} == set(get_args(Status))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_told(name):
    """In the README or a page of docs/."""
    everything = "\n".join(TEXT.values())
    assert f"truetape {name}" in everything
    for option in COMMANDS[name].params:
        for spelling in option.opts:
            assert not spelling.startswith("--") or re.search(rf"{spelling}\b(?!-)", everything), spelling


def test_the_table_of_stories_is_the_table_of_stories():
    """A row for each story, in the order of the table in the code."""
    assert [row[0].strip("`") for row in rows("README.md", "### Stories")[1:]] == list(STORIES)


def test_every_error_is_named():
    """The README says which error means what."""
    for name in (name for name, found in vars(errors).items() if isinstance(found, type)):
        assert f"`{name}`" in TEXT["README.md"], name


def test_every_setting_is_in_its_table():
    """With its variable of the environment."""
    told = {(row[0].strip("`"), row[1].strip("`")) for row in rows("README.md", "### Settings")[1:]}
    assert told == {(name, f"{settings.PREFIX}{name.upper().replace('.', '__')}") for name in settings.KNOWN}


@pytest.mark.parametrize("noun", [market.Instrument, market.Event, market.Statement])
def test_every_key_of_a_tape_is_told(noun):
    """docs/tape.md names every key of the catalog, the events and the statements, and every kind."""
    for name in set(noun.model_fields) - {"key"}:
        assert f"`{name}`" in TEXT["tape.md"], name
    for kind in market.KINDS:
        assert f"`{kind}`" in TEXT["tape.md"], kind


# -- every example runs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [page for page in TEXT if blocks(page, "pycon")])
def test_python_snippets_print_what_they_say(page, tmp_path, monkeypatch):
    """All snippets of a page, one after another, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    snippets = doctest.DocTestParser().get_doctest("\n".join(blocks(page, "pycon")), {}, page, page, 0)
    said = []
    doctest.DocTestRunner(verbose=False).run(snippets, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize(("page", "line"), SHELL)
def test_shell_examples_use_what_there_is(page, line):
    """Their commands and options exist."""
    _, *words = shlex.split(line, comments=True)
    name = next(name for n in (2, 1) if (name := " ".join(words[:n])) in COMMANDS)
    known = {spelling for option in COMMANDS[name].params for spelling in option.opts} | {"--help"}
    assert {word.split("=")[0] for word in words if word.startswith("--")} <= known, f"{page}: {line}"


RUNNABLE = {line for _, line in SHELL if line.split()[1] in ("brief", "facts")}
NEED_A_STORE = {line for line in RUNNABLE if re.search("--(known-at|due)", line)}


@pytest.mark.parametrize("line", sorted(RUNNABLE - NEED_A_STORE))
def test_shell_examples_run(line, tmp_path):
    """On the sample tape, which stands for the reader's own."""
    shutil.copytree(REPOSITORY / "fixtures" / "sample", tmp_path / "my-tape")
    command = [sys.executable, "-m", "generator", *shlex.split(line, comments=True)[1:]]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


# -- links and outputs -------------------------------------------------------------------------------------------------


def anchors(text):
    """The anchors of a page's headings, as they are commonly made."""
    headings = re.findall(r"^#+ (.+)$", re.sub(FENCE, "", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Files exist, and so do the headings that are pointed at."""
    for target in re.findall(r"\]\(<?([^)>\s]+)>?\)", re.sub(FENCE, "", page.read_text("utf-8"))):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(found.read_text("utf-8")), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page):
    """Paths of this repository in backticks."""
    for path in re.findall(
        r"`((?:benchmarks|docs|fixtures|generator|templates|tests)/[^`\s]*)`", page.read_text("utf-8")
    ):
        if not re.search(r"[<>*]", path):
            assert (REPOSITORY / path).exists(), path


@cache
def refresh():
    """The script that writes the shown parts."""
    spec = importlib.util.spec_from_file_location("refresh", DOCS / "refresh.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_the_product_prints(page):
    """Mend it with `python docs/refresh.py`."""
    assert page.read_text("utf-8") == refresh().refreshed(page)


def test_the_picture_is_that_of_the_shown_brief():
    """Mend it with `python docs/refresh.py`."""
    script = refresh()
    assert script.PICTURE.read_text("utf-8") == script.brief()[1]
