"""The vendors' stand-in, and a world in which sources ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.vendors import Vendors
from generator.sources import World


@pytest.fixture
def vendors() -> Iterator[Vendors]:
    with Vendors() as server:
        yield server


@pytest.fixture
def world(vendors: Vendors, tmp_path: Path) -> World:
    return World(endpoints=vendors.endpoints, timeout=2, cache=tmp_path / "cache", folder=tmp_path / "tables")
