"""Rows of a series as bytes, and back: whole columns, so that twenty years are read at once.

A block holds rows in the order in which they became known. Its runs say when and from which source; two blocks become
one by joining them, and no row is ever lost by that.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from generator.tape.series import Days, Floats

_DAY, _NUMBER = np.dtype("<i4"), np.dtype("<f8")
_FAST = 1  # zlib's level: prices of cents come out at less than half


class Run(NamedTuple):
    """So many rows of a block that became known at once."""

    known_at: int  # microseconds
    source: str
    rows: int


@dataclass(frozen=True, eq=False)
class Block:
    """Rows of one series: days in no order, values (NaN: withdrawn), further columns (NaN: not given)."""

    runs: tuple[Run, ...]
    days: Days
    values: Floats
    columns: dict[str, Floats]

    def packed(self) -> dict[str, Any]:
        """The block as fields of the table `blocks`."""
        numbers = b"".join(c.astype(_NUMBER).tobytes() for c in (self.values, *self.columns.values()))
        return {
            "runs": json.dumps(self.runs, ensure_ascii=False),
            "columns": json.dumps(list(self.columns)),
            "data": zlib.compress(self.days.astype(_DAY).tobytes() + numbers, _FAST),
        }

    def until(self, known_at: int) -> Block:
        """The rows that were known at a time."""
        runs = tuple(run for run in self.runs if run.known_at <= known_at)
        n = sum(run.rows for run in runs)
        return Block(runs, self.days[:n], self.values[:n], {name: c[:n] for name, c in self.columns.items()})


def unpack(runs: str, columns: str, data: bytes) -> Block:
    """The block of the fields of a row of `blocks`."""
    found = tuple(Run(*run) for run in json.loads(runs))
    names = json.loads(columns)
    raw, n = zlib.decompress(data), sum(run.rows for run in found)
    days = np.frombuffer(raw, _DAY, n).astype(np.int64)
    table = np.frombuffer(raw, _NUMBER, n * (1 + len(names)), n * _DAY.itemsize).reshape(1 + len(names), n)
    table = table.astype(np.float64, copy=False)
    return Block(found, days, table[0], dict(zip(names, table[1:], strict=True)))


def join(blocks: Sequence[Block]) -> Block:
    """One block with the rows of several, in their order."""
    if len(blocks) == 1:
        return blocks[0]
    names = list(dict.fromkeys(name for block in blocks for name in block.columns))
    return Block(
        tuple(run for block in blocks for run in block.runs),
        np.concatenate([block.days for block in blocks]),
        np.concatenate([block.values for block in blocks]),
        {name: _joined(block.columns.get(name, _unknown(block)) for block in blocks) for name in names},
    )


def _joined(parts: Iterable[Floats]) -> Floats:
    return np.concatenate(list(parts))


def _unknown(block: Block) -> Floats:
    return np.full(len(block.days), np.nan)
