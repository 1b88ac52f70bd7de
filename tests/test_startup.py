"""Commands start light: none loads a library that it does not use, least of all for its help."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import app

REPOSITORY = Path(__file__).parents[1]
HEAVY = (
    "pandas", "sqlalchemy", "yfinance", "ccxt", "feedparser", "openai", "httpx2", "starlette", "uvicorn", "argon2",
    "distributed", "pyarrow", "markdown", "css_inline", "psycopg", "exchange_calendars", "resvg_py", "requests",
    "generator.check.judging.gate",
)  # fmt: skip
CODE = """
import json, sys
sys.argv = ["truetape", *json.loads(sys.argv[1])]
try:
    from generator.cli import main
    main()
except SystemExit:
    pass
print(json.dumps([name for name in json.loads(sys.stdin.read()) if name in sys.modules]), file=sys.stderr)
"""
COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands if command.callback)
USED = {
    ("facts", "--quiet", "--ask", "rut.level"): set(),
    ("brief", "--quiet"): {"markdown", "resvg_py"},
    ("check", "--quiet", "note.md"): set(),
    ("batch", "--quiet", "--watchlists", "readers.jsonl", "--out", "m", "--workers", "1"): {"markdown"},
    ("review", "list"): {"sqlalchemy"},
    ("deliveries",): {"sqlalchemy"},
}  # fmt: skip


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Which of HEAVY a command has loaded when it ends."""
    (folder / "note.md").write_text("The Russell 2000 rose 2%.\n")
    (folder / "readers.jsonl").write_text('{"id": "a", "instruments": ["rut"]}\n')
    own = {"XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder), "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-c", CODE, json.dumps(arguments)], cwd=folder, input=json.dumps(HEAVY), text=True,
        capture_output=True, check=False, env=os.environ | own,
    )  # fmt: skip
    return set(json.loads(done.stderr.strip().splitlines()[-1]))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_loads_nothing_heavy(name: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, name, "--help") == set()


@pytest.mark.parametrize("arguments", USED, ids=lambda arguments: arguments[0])
def test_a_command_loads_what_it_uses(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded(tmp_path, *arguments) <= USED[arguments]
