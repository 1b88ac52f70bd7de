"""What a model is to the polish: it takes a prompt and gives a text, and says what that took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from generator.errors import ModelError
from generator.polish.tasks import Task

Heard = Callable[[str], None]  # called with each piece of an answer as it comes in


@dataclass(frozen=True)
class Ask:
    """A prompt: what holds always, what is asked now, the JSON schema of the answer, and its longest length in tokens.

    `task` is what the prompt was written from, for models that are no language models.
    """

    system: str
    user: str
    schema: dict[str, Any]
    longest: int
    task: Task


@dataclass(frozen=True)
class Reply:
    """An answer. Token counts are the model's own (None: it gave none); `cut` says that it broke off at its length."""

    text: str
    tokens_in: int | None = None
    tokens_out: int | None = None
    seconds: float = 0.0
    cut: bool = False


class ChatModel(Protocol):
    """A model that can be asked. Raises BusyError where asking again may help, and ModelError where it will not."""

    @property
    def name(self) -> str:
        """The model's name, as reports give it."""

    @property
    def address(self) -> str:
        """Where it is, without anything secret; replies are cached for it."""

    def reply(self, ask: Ask, heard: Heard) -> Reply:
        """Answers one prompt, and tells `heard` of each piece as it comes in."""

    def health(self) -> str:
        """How it is, without a text being asked for. Raises ModelError."""

    def close(self) -> None:
        """Lets go of what it holds; it is not asked again."""


class BusyError(ModelError):
    """A failure that may pass: `wait` is how many seconds the model asks for, `unbilled` that it did no work."""

    def __init__(
        self, message: str, *, subject: str = "", remedy: str = "", wait: float | None = None, unbilled: bool = False
    ) -> None:
        super().__init__(message, subject=subject, remedy=remedy)
        self.wait = wait
        self.unbilled = unbilled


class UnaskedError(ModelError):
    """There is nobody to ask, or the endpoint turned the request away: nothing is to be paid."""
