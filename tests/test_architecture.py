"""The shape of the code: imports flow one way, stages are pure, functions are short, nothing is swallowed."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "generator"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

PURE = {"tape", "trust", "facts", "narrative", "check", "charts"}
EDGES = {"cli", "desk"}
BROAD = {"Exception", "BaseException"}
CLOCK = {"now", "today", "utcnow"}
FUNCTION_LINES, MODULE_LINES = 50, 400


@cache
def tree(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def stage(module: str) -> str:
    """The first part of a module's path: `facts/engine.py` belongs to facts."""
    return module.split("/", maxsplit=1)[0].removesuffix(".py")


def words(module: str) -> set[str]:
    """Every name and attribute that a module uses or imports, in parts."""
    found: set[str] = set()
    for node in ast.walk(tree(module)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.add(name)
            case ast.Import(names=names):
                found.update(part for alias in names for part in alias.name.split("."))
            case ast.ImportFrom(module=source, names=names):
                found.update((source or "").split("."), (alias.name for alias in names))
    return found


def functions(module: str) -> Iterator[tuple[str, int]]:
    """Each function of a module with its number of lines."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


def broad_handlers(module: str) -> Iterator[ast.ExceptHandler]:
    """Each `except` that catches everything, alone or in a tuple."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ExceptHandler):
            names = {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)} if node.type else BROAD
            if names & BROAD:
                yield node


def test_imports_flow_one_way(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every module has its layer, and the pure stages reach no network, database or clock."""
    monkeypatch.chdir(REPOSITORY)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_every_folder_of_code_is_a_package() -> None:
    """One without `__init__.py` would be left out of the import contracts in silence."""
    assert not [module for module in MODULES if not (PACKAGE / module).with_name("__init__.py").is_file()]


def test_every_pure_stage_is_under_the_contract() -> None:
    """The contract that keeps stages pure names each of them, the ones to come included."""
    config = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    guarded = {name.split(".")[1] for contract in contracts for name in contract.get("source_modules", [])}
    assert guarded == PURE


def test_only_the_settings_read_the_environment() -> None:
    """One module knows of variables and files of settings; everything else is handed plain values."""
    readers = {module for module in MODULES if words(module) & {"environ", "getenv", "environb", "pydantic_settings"}}
    assert readers <= {"settings.py"}


@pytest.mark.parametrize("module", [module for module in MODULES if stage(module) in PURE])
def test_pure_stages_ask_no_clock_and_no_chance(module: str) -> None:
    """Dates and seeds are arguments, so the same tape and as-of give the same bytes."""
    for node in ast.walk(tree(module)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)):
                assert name not in CLOCK, f"line {node.lineno}"
            case ast.Attribute(value=ast.Name(id="random"), attr=name):
                assert name == "Random", f"line {node.lineno}: a generator of its own, with a seed"


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_swallowed(module: str) -> None:
    """Only an edge may catch everything, and then it raises or tells."""
    for handler in broad_handlers(module):
        assert stage(module) in EDGES, f"line {handler.lineno}"
        told = any(isinstance(node, ast.Raise | ast.Call) for line in handler.body for node in ast.walk(line))
        assert told, f"line {handler.lineno}"


# Modules of the checker's grammar that are still to be split by meaning; none of them may grow.
STILL_LONG = {
    "check/binding/numbers/numbers.py": 250,
    "check/binding/tables/tables.py": 230,
    "check/text/dates.py": 460,
}  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_code_stays_short(module: str) -> None:
    """A function fits a screen and a module a sitting."""
    assert len((PACKAGE / module).read_text(encoding="utf-8").splitlines()) <= STILL_LONG.get(module, MODULE_LINES)
    assert not [
        (name, lines) for name, lines in functions(module) if lines > (80 if module in STILL_LONG else FUNCTION_LINES)
    ]
