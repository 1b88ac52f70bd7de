"""Who answers when there is no tape."""

from __future__ import annotations

from datetime import date

from generator.market import Statement


class NoAnswers:
    """Answers nothing: a draft without a tape."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.statements: dict[int, Statement] = {}

    def ask(self, reading: object) -> None:
        """Nothing is known."""

    def fact(self, reading: object, answer: object) -> None:
        """Nothing is known."""

    def sound(self, reading: object, days: object) -> list[float]:
        """Nothing is known."""
        return []

    def columns(self, key: str, at: date | None = None) -> None:
        """Nothing is known."""

    def bars(self, key: str, field: str, at: date | None = None) -> None:
        """No bars."""

    def kind(self, key: str) -> str:
        """No kind."""
        return ""
