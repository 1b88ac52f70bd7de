"""A store of the test's own, a referee with the sample tape, and people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.review.intake import Submission, brief
from generator.review.referee import Referee
from generator.review.rules import Person
from generator.store.database import Store, open_store
from generator.tape import Tape, read_tape

NOON = datetime(2026, 1, 23, 12, tzinfo=UTC)
ADA, BOB, CARL = Person("Ada", "reviewer"), Person("Bob", "writer"), Person("Carl", "reviewer")
TRUE = "# Small caps\n\n*Closes of Thursday, 22 January 2026*\n\nThe Russell 2000 is up 9.6% this year.\n"
FALSE = TRUE.replace("9.6%", "12.5%")


def later(minutes: int) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def tape(sample_tape_folder: Path) -> Tape:
    """The sample tape."""
    return read_tape(sample_tape_folder)


@pytest.fixture(scope="session")
def referee(tape: Tape) -> Referee:
    """Judges by the sample tape, articles too."""
    return Referee(tape)


@pytest.fixture(scope="session")
def sheet(tape: Tape) -> bytes:
    """The sheet of a story on the sample tape."""
    from generator.pipeline import make_sheet  # noqa: PLC0415

    return make_sheet(tape).model_dump_json().encode()


@pytest.fixture(scope="session")
def small_brief(sheet: bytes) -> Submission:
    """A short brief with a sheet and a picture."""
    return brief(TRUE, sheet, "2026-01-22-wrap", {"year.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"})
