"""Words of size against the declared bands of a move."""

from __future__ import annotations

from generator.facts.bands import limits
from generator.market import Kind

LARGE_FLOOR = 0.5  # a "surge" below half of the limit of a medium move is none
SMALL_CEILING = 2.0  # an "edge" above twice that limit is none


def size_fits(size: str, move: float, kind: str, window: str | None) -> bool:
    """Whether a word of size fits a move, by the declared bands; the middle is left to taste."""
    if kind == "rate" and abs(move) > 50:
        return True
    _, small, medium, _ = limits(as_kind(kind), window)
    if size == "large":
        return abs(move) >= small * LARGE_FLOOR * 2
    if size == "small":
        return abs(move) <= medium * SMALL_CEILING
    return True


def as_kind(kind: str) -> Kind:
    """A kind as the bands know it; what has none is treated as an index."""
    return kind if kind else "equity_index"  # type: ignore[return-value]
