"""Asks a model, within the budget, again where that may help, and several requests at a time."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

import stamina

from generator.errors import ModelError
from generator.polish.budget import Budget
from generator.polish.cache import Cache, key_of
from generator.polish.models.model import Ask, BusyError, ChatModel, Reply, UnaskedError
from generator.polish.prompts import Prompts
from generator.polish.replies import Rewritten, Variants, read_reply
from generator.polish.result import Call
from generator.polish.tasks import Task

ATTEMPTS = 4
LONGEST_WAIT = 60.0  # seconds that a model may ask to be left alone
T = TypeVar("T", Rewritten, Variants)


class Watch(Protocol):
    """Whoever is told how a run goes on: of so many requests so many are answered, and pieces of text as they come."""

    def __call__(self, done: int, total: int, heard: str) -> None:
        """Takes note."""


def nobody(done: int, total: int, heard: str) -> None:
    """Watches nothing."""


@dataclass(frozen=True)
class Limits:
    """How a conversation is held: requests at a time, the longest answer in tokens."""

    at_once: int = 4
    longest: int = 4096


class Conversation:
    """A run's requests to one model. Once the model has failed for good, nothing more is asked of it."""

    def __init__(
        self, model: ChatModel, prompts: Prompts, budget: Budget, cache: Cache | None = None, limits: Limits = Limits(),
        watch: Watch = nobody,
    ) -> None:  # fmt: skip
        self.model, self.prompts, self.budget = model, prompts, budget
        self.calls: list[Call] = []
        self.trouble: ModelError | None = None
        self._cache, self._limits, self._watch = cache, limits, watch
        self._lock = threading.Lock()
        self._done = self._total = 0

    def ask_all(self, tasks: Sequence[Task], form: type[T]) -> list[T | None]:
        """The answers to some requests, in their order; None where there is none that can be used."""
        self._total += len(tasks)
        if len(tasks) < 2 or self._limits.at_once < 2:
            return [self._ask(task, form) for task in tasks]
        with ThreadPoolExecutor(min(self._limits.at_once, len(tasks))) as pool:
            return list(pool.map(lambda task: self._ask(task, form), tasks))

    def _ask(self, task: Task, form: type[T]) -> T | None:
        ask = self.prompts.ask(task, self._limits.longest)
        about = [passage.id for passage in task.passages]
        if self.trouble is not None:
            return None
        try:
            call, reply = self._answered(ask, task, about)
        except ModelError as error:
            self._note(Call(kind=task.kind, passages=tuple(about), trouble=error.message))
            self.trouble = self.trouble or error
            return None
        try:
            if reply.cut:
                raise ModelError(
                    f"its answer was cut off at {self._limits.longest:,} tokens; [llm] reply_tokens allows more"
                )
            found = read_reply(reply.text, form)
        except ModelError as error:
            self._note(call.model_copy(update={"trouble": error.message}))
            return None
        if self._cache and not call.cached:
            self._cache.put(key_of(self.model.address, self.model.name, ask), reply)
        self._note(call)
        return found

    def _note(self, call: Call) -> None:
        with self._lock:
            self.calls.append(call)
            self._done += 1
            self._watch(self._done, self._total, "")

    def _answered(self, ask: Ask, task: Task, about: list[str]) -> tuple[Call, Reply]:
        kept = self._cache.get(key_of(self.model.address, self.model.name, ask)) if self._cache else None
        if kept:
            return Call(kind=task.kind, passages=tuple(about), cached=True), kept
        attempts = 0
        for attempt in stamina.retry_context(on=_again, attempts=ATTEMPTS, timeout=None, wait_initial=0.5, wait_max=15):
            with attempt:
                attempts = attempt.num
                reply, used = self._paid(ask)
        cost = self.budget.prices.cost(*used) if self.budget.prices else None
        return Call(
            kind=task.kind, passages=tuple(about), attempts=attempts, tokens_in=used[0], tokens_out=used[1],
            seconds=round(reply.seconds, 3), cost=cost, counted=None not in (reply.tokens_in, reply.tokens_out),
        ), reply  # fmt: skip

    def _paid(self, ask: Ask) -> tuple[Reply, tuple[int, int]]:
        booked = self.budget.reserve(ask)
        try:
            reply = self.model.reply(ask, self._heard)
        except UnaskedError:
            self.budget.release(booked)
            raise
        except BusyError as error:
            if error.unbilled:
                self.budget.release(booked)
            raise
        return reply, self.budget.settle(booked, reply)

    def _heard(self, piece: str) -> None:
        with self._lock:
            self._watch(self._done, self._total, piece)


def _again(error: Exception) -> bool | float:
    """Whether a failure may pass, and how long the model asks to wait; too long a wait is a failure."""
    if not isinstance(error, BusyError):
        return False
    if error.wait is None:
        return True
    return error.wait if error.wait <= LONGEST_WAIT else False
