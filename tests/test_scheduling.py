"""The timetables of docs/scheduling.md are ones: their forms are right, and their commands exist."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer
import yaml

from generator.cli import app

PAGE = (Path(__file__).parents[1] / "docs" / "scheduling.md").read_text("utf-8")
COMMANDS = typer.main.get_command(app).commands


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def commands(text: str) -> list[list[str]]:
    """Every call of truetape in a text, as words."""
    found = re.findall(r"(?:^|[\s/])truetape((?: +[-\w./]+)+)", re.sub(r"\S*/bin/truetape", "truetape", text))
    return [shlex.split(each) for each in found]


def refuse_unknown(text: str, expected: list[str]) -> None:
    """Commands are those expected, and each option exists."""
    found = [words for words in commands(text) if words[0] in COMMANDS]
    assert [words[0] for words in found] == expected
    for name, *words in found:
        known = {spelling for option in COMMANDS[name].params for spelling in option.opts}
        assert {word for word in words if word.startswith("-")} <= known, words


FIELD = r"(\*|\d+(-\d+)?(,\d+(-\d+)?)*)(/\d+)?"
LIMITS = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)]


def refuse_cron(line: str) -> None:
    """Five fields, each within its limits."""
    fields = line.split()[:5]
    assert len(fields) == 5
    for field, (low, high) in zip(fields, LIMITS, strict=True):
        assert re.fullmatch(FIELD, field), field
        assert all(low <= int(number) <= high for number in re.findall(r"(?<!/)\d+", field)), field


def test_the_crontab_is_one() -> None:
    """Variables, then lines of five fields and a command that a shell understands."""
    (text,) = blocks("cron")
    lines = [line for line in text.splitlines() if not re.fullmatch(r"[A-Z_]+=\S*", line)]
    for line in lines:
        refuse_cron(line)
        command = line.split(maxsplit=5)[5]
        assert "%" not in command  # cron would end the line there
        subprocess.run(["sh", "-n", "-c", command], check=True)
    refuse_unknown(text, ["fetch", "brief"])


@pytest.mark.parametrize(
    ("bad", "field"), [("60 * * * * x", "60"), ("* 20-24 * * * x", "20-24"), ("* * * JAN * x", "JAN")]
)
def test_a_wrong_crontab_would_be_seen(bad: str, field: str) -> None:
    """The test above can fail."""
    with pytest.raises(AssertionError, match=field):
        refuse_cron(bad)


def test_the_units_are_ones(tmp_path: Path) -> None:
    """By their sections and keys; by systemd itself where it is."""
    service, timer = blocks("systemd")
    for name, text, sections in (
        ("service", service, ["Unit", "Service"]),
        ("timer", timer, ["Unit", "Timer", "Install"]),
    ):
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str
        unit.read_string(text)
        assert unit.sections() == sections
        (tmp_path / f"truetape.{name}").write_text(text.replace("/srv/markets/.venv/bin/truetape", "/bin/true"))
    refuse_unknown(service, ["fetch", "brief"])
    when = re.search(r"^OnCalendar=(.+)$", timer, re.MULTILINE)[1]
    assert re.fullmatch(r"Mon\.\.Fri \*-\*-\* 20\.\.23:30:00 UTC", when)
    if analyze := shutil.which("systemd-analyze"):
        subprocess.run([analyze, "calendar", when], check=True, capture_output=True)
        done = subprocess.run(
            [analyze, "verify", tmp_path / "truetape.timer"], capture_output=True, text=True, check=False
        )
        assert "truetape" not in done.stderr, done.stderr


def test_the_workflow_is_one() -> None:
    """It parses, is called on time, can read only, and its steps use or run something."""
    (text,) = blocks("yaml")
    workflow = yaml.safe_load(text)
    for entry in workflow[True]["schedule"]:  # YAML 1.1 reads `on` as true, GitHub does not
        refuse_cron(entry["cron"] + " x")
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["brief"]["steps"]
    assert all(("uses" in step) != ("run" in step) for step in steps)
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    refuse_unknown("\n".join(step["run"] for step in steps if "run" in step), ["fetch", "brief"])
