"""The hook that pre-commit runs: the file is what it reads, and what it starts is our command."""

import shlex
import tomllib
from pathlib import Path

import typer.main

from generator.cli import app

REPOSITORY = Path(__file__).parents[2]
NEEDED = {"id", "name", "entry", "language"}
KNOWN = NEEDED | {"description", "types", "require_serial"}


def hooks() -> list[dict[str, str]]:
    """The hooks of the file, which is a list of plain keys and values."""
    found: list[dict[str, str]] = []
    for line in (REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8").splitlines():
        assert line[:2] in ("- ", "  "), line
        if line.startswith("- "):
            found.append({})
        key, value = line[2:].split(": ", 1)
        assert key not in found[-1]
        found[-1][key] = value
    return found


def test_the_hook_is_valid_and_starts_the_command() -> None:
    (hook,) = hooks()
    assert set(hook) >= NEEDED
    assert set(hook) <= KNOWN
    assert (hook["id"], hook["language"], hook["types"]) == ("truetape-check", "python", "[markdown]")
    program, command = shlex.split(hook["entry"])
    scripts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts[program] == "generator.cli:main"
    assert command in typer.main.get_command(app).commands


def test_the_documentation_uses_the_hook_by_its_name() -> None:
    assert f"- id: {hooks()[0]['id']}\n" in (REPOSITORY / "docs" / "checker.md").read_text("utf-8")
