"""Looks: what passes over all rows of many instruments found, as columns that all workers read and none writes to.

Most of an answer is telling which rows it rests on; what takes time is to look at thousands of them. A look is that
part alone, under the name of the question that needs it, so an answer is the same whether its look was made for one
instrument (`Asked.look`) or for a universe at once (`Universe.looks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.tape.series import Floats

SAME = 1e-12  # values this close, relatively, are equal: they differ by binary rounding only


@dataclass(frozen=True, eq=False)
class Looks:
    """Looks at the last rows known on a day: line `lines[key]` of every column is of that instrument."""

    as_of: date
    lines: Mapping[str, int]
    columns: Mapping[str, NDArray[Any]]

    def find(self, key: str, name: str) -> Any:  # noqa: ANN401 - a number, or a tuple of them
        """What a look found, as plain numbers; None where it was not made."""
        line, column = self.lines.get(key), self.columns.get(name)
        if line is None or column is None:
            return None
        found = column[line].tolist()
        return tuple(found) if isinstance(found, list) else found

    @classmethod
    def joined(cls, parts: Iterable[Looks]) -> Looks | None:
        """The looks of all; None of none."""
        each = list(parts)
        if not each:
            return None
        keys = [key for part in each for key in part.lines]
        columns = {name: np.concatenate([part.columns[name] for part in each]) for name in each[0].columns}
        return cls(each[0].as_of, {key: n for n, key in enumerate(keys)}, columns)


def place(values: Floats) -> Floats:
    """Where the last of some values (one line, or many) stands among those of its line that are not NaN.

    The last axis becomes four figures: the share at or below it, how many there are, the index of the first, the value.
    """
    today, known = values[..., -1:], ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        below = values <= today
        below |= np.abs(values - today) <= SAME * np.maximum(np.abs(values), np.abs(today))
    count = known.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        share = below.sum(axis=-1) / count
    return np.stack([share, count, known.argmax(axis=-1), today[..., 0]], axis=-1)
