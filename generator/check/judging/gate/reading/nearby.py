"""Things by their size, so that those near a number are found without a look at the others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from generator.check.comparing.policy import band
from generator.check.text.quantities import Quantity

T = TypeVar("T")


class BySize(Generic[T]):
    """Things, each with the sizes under which it may be sought."""

    def __init__(self, things: Iterable[tuple[T, Iterable[float]]]) -> None:
        self._things: list[T] = []
        placed: list[tuple[float, int]] = []
        for place, (thing, sizes) in enumerate(things):
            self._things.append(thing)
            placed += [(abs(size), place) for size in sizes]
        placed.sort()
        self._sizes = [size for size, _ in placed]
        self._places = [place for _, place in placed]

    def near(self, q: Quantity, scales: Sequence[float]) -> list[T]:
        """Those that a number may stand for, its unit being so many times theirs; in the order they were given."""
        low, high = band(q)
        found: set[int] = set()
        for scale in scales:
            first, last = bisect_left(self._sizes, low / scale), bisect_right(self._sizes, high / scale)
            found.update(self._places[first:last])
        return [self._things[place] for place in sorted(found)]
