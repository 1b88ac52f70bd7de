"""A desk on the sample tape, a book of some of its instruments, and readers."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator import assets
from generator.batch.book import Book, Desk, entry, frame

KEYS = ("rut", "spx", "vix", "gold", "btc", "us2y", "iwm_flow", "tga")


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(assets.folder("sample"), cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def book(desk: Desk) -> Book:
    return replace(frame(desk, "en"), entries={key: entry(desk, "en", key) for key in KEYS})


@pytest.fixture
def readers(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of so many watchlists over KEYS."""

    def write(many: int, *more: str, keys: tuple[str, ...] = KEYS[:4]) -> Path:
        rng = random.Random(5)
        lists = [{"id": f"r{n}", "instruments": rng.sample(keys, rng.randint(1, len(keys)))} for n in range(many)]
        path = tmp_path / "readers.jsonl"
        path.write_text("\n".join([*map(json.dumps, lists), *more]) + "\n", "utf-8")
        return path

    return write
