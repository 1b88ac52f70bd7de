"""The benchmarks run: each in its short form, which measures nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SCRIPTS = sorted(path for path in (REPOSITORY / "benchmarks").glob("*.py") if not path.name.startswith("_"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_benchmark_runs_and_prints_its_table(script, tmp_path):
    """From any folder; where something is not installed it says that it is skipped."""
    done = subprocess.run(
        [sys.executable, script, "--quick"], cwd=tmp_path, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "ok" in done.stdout or "over" in done.stdout or "skipped" in done.stdout


def test_a_benchmark_measures_the_code_beside_it(tmp_path: Path) -> None:
    """Not an installed one, wherever it is started from."""
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator" / "__init__.py").write_text("")
    code = "import _measure, generator; print(generator.__file__)"
    path = os.pathsep.join([str(tmp_path), str(REPOSITORY / "benchmarks")])
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.strip() == str(REPOSITORY / "generator" / "__init__.py")
