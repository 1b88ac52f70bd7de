"""The front door stays shut: these names and no others."""

import subprocess
import sys

import pytest

import generator

NAMES = [
    "Brief", "Engine", "Fact", "FactSheet", "Finding", "Order", "Report", "Tape", "TruetapeError", "check",
    "make_brief", "make_sheet", "read_tape", "sample_tape", "save",
]  # fmt: skip


def test_public_names_are_frozen() -> None:
    """A new public name is a promise, so it is written down here too."""
    assert sorted(generator.__all__) == NAMES
    assert all(getattr(generator, name) is not None for name in NAMES)


def test_importing_the_package_loads_nothing() -> None:
    """`import generator` costs nothing: no numpy, pydantic, jinja2 or pandas."""
    code = "import generator, sys; print([m for m in ('numpy', 'pydantic', 'jinja2', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


IMPORTS = [
    "import generator; check = generator.check",
    "from generator import check",
    "from generator.check import check",
    "import generator.check.views.command; check = generator.check",
    "from generator.check.views.command import run_check; from generator import check",
    "from generator import check; import generator.check.views.command as command; assert command.run_check",
    "from generator import *",
]


@pytest.mark.parametrize("imports", IMPORTS)
def test_check_is_a_function_whatever_is_imported_first(imports: str) -> None:
    """The name is also that of a package; neither hides the other."""
    code = f"{imports}; print(check('Three reasons on Friday, 22 January 2026.').counts['contradicted'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("1", "")


def test_the_example_of_the_docstring_holds(tmp_path: object) -> None:
    """The lines of the module's docstring do what they say."""
    tape = generator.read_tape(generator.sample_tape())
    assert generator.Engine(tape).ask("rut.change.ytd").value is not None
    assert generator.check("The Russell 2000 has gained 12% this year.", tape).counts["contradicted"] == 1
    folder = generator.save(generator.make_brief(tape), tmp_path)  # type: ignore[arg-type]
    written = ["brief.html", "brief.md", "charts", "check.json", "facts.json", "spans.json"]
    assert sorted(p.name for p in folder.iterdir()) == written
