"""Threads that take turns at what keeps the processor busy, so that they do not fight for the interpreter.

Python runs one thread at a time. Eight that all want to run switch some hundred times for each answer that a library
reads, which can cost as much again as the reading. Waiting for an answer is no part of a turn.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 0.2  # seconds


class Turns:
    """A courtesy and no lock: a thread whose turn lasts longest is no longer waited for, whatever it is stuck in."""

    def __init__(self) -> None:
        self._change = threading.Condition(threading.Lock())
        self._whose: int | None = None  # a thread's number
        self._since = 0.0

    @contextmanager
    def working(self) -> Iterator[None]:
        """A turn of this thread."""
        self.take()
        try:
            yield
        finally:
            self.give()

    def take(self) -> None:
        """Waits until it is this thread's turn. Not to be called with a lock that others may want in their turn."""
        me = threading.get_ident()
        with self._change:
            while self._whose not in {None, me} and (left := self._since + LONGEST - time.monotonic()) > 0:
                self._change.wait(left)
            self._whose, self._since = me, time.monotonic()

    def give(self) -> None:
        """Lets the next thread work; nothing where it is not this one's turn."""
        with self._change:
            if self._whose == threading.get_ident():
                self._whose = None
                self._change.notify()
