"""`dataclass` for records that are made by the thousand: the type checker holds them frozen, nothing does at run time.

To make a record that guards itself takes three times as long.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

__all__ = ["dataclass"]
T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, eq: bool = True, slots: bool = False) -> Callable[[type[T]], type[T]]:
        """`dataclasses.dataclass` whose frozen records hash as such, but do not refuse to be written to."""
        return dataclasses.dataclass(eq=eq, slots=slots, unsafe_hash=frozen and eq)
