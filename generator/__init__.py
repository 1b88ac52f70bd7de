"""Truetape: market commentary that stays true to the tape. Every number is the answer to a question.

    import generator

    tape = generator.read_tape(generator.sample_tape())
    engine = generator.Engine(tape)
    engine.ask("rut.change.ytd").value

    brief = generator.make_brief(tape)
    folder = generator.save(brief, "briefs")

    report = generator.check("The Russell 2000 has gained 12% this year.", tape)
    report.counts

Importing this module loads nothing; each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.assets import sample_tape
    from generator.check.checker import check
    from generator.check.report import Finding, Report
    from generator.errors import TruetapeError
    from generator.facts.engine import Engine
    from generator.facts.fact import Fact
    from generator.facts.sheet import FactSheet
    from generator.pipeline import Brief, Order, make_brief, make_sheet, save
    from generator.tape.folder import read_tape
    from generator.tape.tape import Tape

__version__ = "0.1.0"

_HOMES = {
    "Brief": "pipeline",
    "Engine": "facts.engine",
    "Fact": "facts.fact",
    "FactSheet": "facts.sheet",
    "Finding": "check.report",
    "Order": "pipeline",
    "Report": "check.report",
    "Tape": "tape.tape",
    "TruetapeError": "errors",
    "make_brief": "pipeline",
    "make_sheet": "pipeline",
    "read_tape": "tape.folder",
    "sample_tape": "assets",
    "save": "pipeline",
}

__all__ = [  # noqa: RUF022 - in the order of a day's work
    "read_tape",
    "sample_tape",
    "Tape",
    "Engine",
    "Fact",
    "FactSheet",
    "make_sheet",
    "Order",
    "make_brief",
    "Brief",
    "save",
    "check",
    "Report",
    "Finding",
    "TruetapeError",
]


def __getattr__(name: str) -> object:
    if name == "check":  # the package of that name, which can be called: its docstring says why
        return import_module(f"{__name__}.check")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
