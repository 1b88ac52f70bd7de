"""A wheel from a clean checkout carries the words and the sample tape, nothing else, and works on its own."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
BUILD = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
CARRIED = BUILD["targets"]["wheel"]["sources"]
STRAY = [".env", "notes.log", "__pycache__/page.cpython-311.pyc", ".mypy_cache/page.json"]
SAID_IN_A_SAMPLE = "not market data"

pytestmark = pytest.mark.skipif(
    not ((REPOSITORY / ".git").exists() and shutil.which("git")), reason="needs git and a checkout to build from"
)


def git(*arguments: str) -> bytes:
    """What git says in this checkout."""
    return subprocess.run(["git", *arguments], cwd=REPOSITORY, check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last commit in a folder of its own, with files that git ignores lying in the folders that are carried."""
    folder = tmp_path_factory.mktemp("checkout")
    with tarfile.open(fileobj=BytesIO(git("archive", "HEAD"))) as archive:
        archive.extractall(folder, filter="data")
    for place in CARRIED:
        for name in STRAY:
            stray = folder / place / name
            stray.parent.mkdir(parents=True, exist_ok=True)
            stray.write_text("SECRET=1", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the last commit."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(out), str(checkout)]
    done = subprocess.run(build, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        str(folder),
        str(wheel),
    ]
    done = subprocess.run(install, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Runs Python on the installed wheel from an empty folder; dependencies come from this environment."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    empty = tmp_path / "empty"
    empty.mkdir()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=empty, env=environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    return run


def needs_the_command(checkout: Path) -> None:
    """The command line comes after the package."""
    if not (checkout / "generator" / "cli" / "__init__.py").is_file():
        pytest.skip("generator/cli is not there yet")


@pytest.mark.parametrize(("source", "target"), CARRIED.items())
def test_wheel_carries_exactly_the_tracked_files(wheel: Path, source: str, target: str) -> None:
    """Every tracked file of the folder, and nothing that merely lay in it."""
    tracked = git("ls-tree", "-r", "-z", "--name-only", "HEAD", f"{source}/").decode().split("\0")
    expected = {target + name.removeprefix(source) for name in tracked if name}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if name.startswith(f"{target}/")} == expected
    assert expected or source != "fixtures/sample"


def test_wheel_holds_the_package_and_nothing_besides(wheel: Path) -> None:
    """No tests, no fixtures, no strays: the package with its licence."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/", maxsplit=1)[0].split("-", maxsplit=1)[0] for name in names} == {"generator", "truetape"}
    assert not [name for name in names if {"tests", "fixtures", "benchmarks"} & set(Path(name).parts)]
    assert not [name for name in names if Path(name).suffix in {".pyc", ".log"} or Path(name).name.startswith(".")]
    assert [name for name in names if name.endswith("/LICENSE")]
    assert len(names) == len(set(names))


def test_every_module_is_in_the_wheel(wheel: Path) -> None:
    """The tracked files of the package itself, each under its own name."""
    tracked = git("ls-tree", "-r", "-z", "--name-only", "HEAD", "generator/").decode().split("\0")
    assert {name for name in tracked if name} <= set(zipfile.ZipFile(wheel).namelist())


def test_checkout_holds_no_second_copy() -> None:
    """A packaged folder in the checkout would hide the words that an editor edits."""
    assert not [target for target in CARRIED.values() if (REPOSITORY / target).exists()]


def test_installed_package_finds_its_own_folders(run: Run, installed: Path) -> None:
    """The sample tape of the wheel is found, not that of this checkout."""
    done = run("-c", "from generator import assets; print(assets.folder('sample'))")
    assert Path(done.stdout.strip()) == installed / "generator" / "sample"


def test_installed_command_explains_itself(checkout: Path, run: Run, installed: Path) -> None:
    """As a module and as a command, from an empty folder."""
    needs_the_command(checkout)
    assert "brief" in run("-m", "generator", "--help").stdout
    assert "brief" in run(str(installed / "bin" / "truetape"), "--help").stdout


def test_installed_command_writes_a_brief(checkout: Path, run: Run, installed: Path, tmp_path: Path) -> None:
    """A brief comes out of the wheel alone, of the tape that was given and of the embedded one alike."""
    needs_the_command(checkout)
    sample = installed / "generator" / "sample"
    for name, data in {"given": ["--data", str(sample)], "embedded": []}.items():
        out = tmp_path / name
        run("-m", "generator", "brief", *data, "--as-of", "2026-01-22", "--out", str(out))
        briefs = list(out.rglob("*.md"))
        assert briefs
        assert all(SAID_IN_A_SAMPLE in brief.read_text(encoding="utf-8") for brief in briefs)
