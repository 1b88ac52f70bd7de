"""Numbers with their nouns."""

from __future__ import annotations


def counted(n: int, one: str, many: str = "") -> str:
    """`1 row`, `2 rows`, `1,000 entries`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
