"""The command line: parse, call, print; one file a command.

Exit 0: done; 1: bad news; 2: unusable input, nothing written; 3: with --strict, doubts.
"""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

import typer

from generator.cli import (  # each puts its command on the app
    batch,
    brief,
    check,
    correct,
    deliveries,
    desk,
    doctor,
    export,
    facts,
    fetch,
    import_,
    polish,
    publish,
    quarantine,
    review,
    revisions,
)
from generator.cli.common import app
from generator.errors import TruetapeError

__all__ = [
    "app",
    "batch",
    "brief",
    "check",
    "correct",
    "deliveries",
    "desk",
    "doctor",
    "export",
    "facts",
    "fetch",
    "import_",
    "main",
    "polish",
    "publish",
    "quarantine",
    "review",
    "revisions",
]


FRESH = 50_000  # objects that may come up before Python looks for garbage among them; most are modules', and stay


def main() -> NoReturn:
    """The command `truetape`."""
    gc.set_threshold(FRESH)
    try:
        app()
    except TruetapeError as error:
        typer.echo(f"truetape: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone; Python would complain at exit
        sys.exit(0)
    sys.exit(0)
