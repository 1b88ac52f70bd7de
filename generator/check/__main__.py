"""`python -m generator.check DRAFT... [--data TAPE] ...`: the checker without the rest of the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from generator.check.checker import Timer, untimed
from generator.check.command import run_check
from generator.errors import TruetapeError

UNUSABLE = 2


def main(arguments: Sequence[str] | None = None, timer: Timer = untimed) -> int:
    """Runs the check; the exit status is that of the contract."""
    parser = argparse.ArgumentParser(prog="check", description="Judges every claim of a draft against a tape.")
    parser.add_argument("drafts", nargs="+")
    for name in ("--data", "--facts", "--baseline", "--html"):
        parser.add_argument(name)
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--format", choices=("terminal", "github"), default="terminal")
    given = parser.parse_args(arguments)
    try:
        return run_check(
            given.drafts, given.data, given.as_of, given.facts, given.baseline, given.strict, given.json, given.html,
            given.format, timer=timer,
        )  # fmt: skip
    except TruetapeError as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
