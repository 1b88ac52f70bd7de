"""A model that cannot be asked at all, and says why: none is set, no key, no client."""

from __future__ import annotations

from typing import NoReturn

from generator.polish.models.model import Ask, Heard, UnaskedError


class Absent:
    """Stands where a model is missing, so that a text stays plain and its report says why."""

    address = ""

    def __init__(self, name: str, why: UnaskedError) -> None:
        self.name, self._why = name, why

    def reply(self, ask: Ask, heard: Heard) -> NoReturn:
        """Raises the reason."""
        raise self._why

    def health(self) -> NoReturn:
        """Raises the reason."""
        raise self._why

    def close(self) -> None:
        """Holds nothing."""
