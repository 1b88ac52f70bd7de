"""How sources are asked: not too often, again when that may help, and no longer when it does not.

A host is asked by so many at once and with a pause between requests. What may pass is tried again, after as long as
the source says. A source that fails time and again is given up for this run; one that asked to be left alone for long
is spared in the next runs too.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from generator.errors import SourceError

T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """`pause` seconds between two requests to a host, `at_once` of them; `attempts` at most, `longest` a wait.

    After `faults` failures in a row, of whatever series, a host is given up.
    """

    pause: float = 0.25
    at_once: int = 4
    attempts: int = 4
    first_wait: float = 0.5
    longest: float = 60.0
    faults: int = 8


@dataclass
class _Host:
    places: threading.Semaphore
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    faults: int = 0
    fault: str = ""  # the last
    spared_until: float = 0.0  # of the wall clock


class Manners:
    """The state of all hosts during one run; used by many threads."""

    def __init__(self, patience: Patience = Patience(), spared: Mapping[str, float] | None = None) -> None:
        import stamina  # noqa: PLC0415 - only a fetch retries

        stamina.instrumentation.set_on_retry_hooks(())  # what came of it is told in the end, once
        self._patience = patience
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        for name, until in (spared or {}).items():
            self._host(name).spared_until = float(until)

    def ask(self, host: str, request: Callable[[], T]) -> T:
        """The answer to a request, with all manners. Raises SourceError, at once where the host is given up."""
        import stamina  # noqa: PLC0415 - only a fetch retries

        if not host:
            return request()
        state, patience = self._host(host), self._patience
        for attempt in stamina.retry_context(
            on=self._again, attempts=patience.attempts, timeout=None, wait_initial=patience.first_wait,
            wait_max=patience.longest, wait_jitter=patience.first_wait,
        ):  # fmt: skip
            with attempt:
                return self._once(host, state, request)
        raise AssertionError("an attempt returns or raises")

    def spared(self) -> dict[str, float]:
        """Hosts that asked to be left alone, and until when (seconds of the wall clock)."""
        now = time.time()
        return {name: host.spared_until for name, host in self._hosts.items() if host.spared_until > now}

    def _again(self, error: Exception) -> bool | float:
        """Whether to try again; where the source said when, in how many seconds."""
        if not isinstance(error, SourceError) or not error.passing:
            return False
        if error.wait is None:
            return True
        return error.wait if error.wait <= self._patience.longest else False

    def _once(self, host: str, state: _Host, request: Callable[[], T]) -> T:
        with state.places:
            self._refuse_given_up(host, state)
            self._wait_turn(state)
            try:
                answer = request()
            except SourceError as error:
                self._count(state, error)
                raise
        state.faults = 0
        return answer

    def _refuse_given_up(self, host: str, state: _Host) -> None:
        left = state.spared_until - time.time()
        if left > 0:
            raise SourceError(f"asked to be left alone for {_span(left)} more", subject=host)
        if state.faults >= self._patience.faults:
            raise SourceError(f"is given up after {state.faults} failures in a row: {state.fault}", subject=host)

    def _wait_turn(self, state: _Host) -> None:
        with state.lock:
            at = max(time.monotonic(), state.next_at)
            state.next_at = at + self._patience.pause
        time.sleep(max(0.0, at - time.monotonic()))

    def _count(self, state: _Host, error: SourceError) -> None:
        if not error.passing:
            state.faults = 0  # it answered
            return
        state.faults, state.fault = state.faults + 1, error.message
        if error.wait is not None and error.wait > self._patience.longest:
            state.spared_until = time.time() + error.wait

    def _host(self, name: str) -> _Host:
        with self._lock:
            if name not in self._hosts:
                self._hosts[name] = _Host(threading.Semaphore(self._patience.at_once))
            return self._hosts[name]


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{seconds:.0f} seconds"
