"""How hosts are asked: pauses, retries, giving up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from generator.errors import SourceError
from generator.fetching.manners import Manners, Patience

QUICK = Patience(pause=0, first_wait=0.001, longest=0.2, attempts=3, faults=5)


def failing(times: int, **error: object) -> tuple[Callable[[], str], list[float]]:
    """A request that fails so many times, and when it was made."""
    made: list[float] = []

    def request() -> str:
        made.append(time.monotonic())
        if len(made) <= times:
            raise SourceError("no", **{"passing": True} | error)
        return "yes"

    return request, made


def refused(manners: Manners, request: Callable[[], str], host: str = "a") -> SourceError:
    with pytest.raises(SourceError) as caught:
        manners.ask(host, request)
    return caught.value


def test_what_may_pass_is_asked_again() -> None:
    """Until it answers, or as often as is allowed."""
    request, made = failing(2)
    assert Manners(QUICK).ask("a", request) == "yes"
    assert len(made) == 3
    request, made = failing(3)
    refused(Manners(QUICK), request)
    assert len(made) == 3


def test_what_will_not_pass_is_asked_once() -> None:
    """A symbol that is not there stays away."""
    request, made = failing(9, passing=False)
    refused(Manners(QUICK), request)
    assert len(made) == 1


def test_retry_after_is_kept() -> None:
    """Not a moment earlier."""
    request, made = failing(1, wait=0.15)
    Manners(QUICK).ask("a", request)
    assert made[1] - made[0] >= 0.15


def test_a_long_wait_is_not_waited_and_kept_for_later() -> None:
    """The host is spared, here and in the next run."""
    request, made = failing(9, wait=3600)
    manners = Manners(QUICK)
    refused(manners, request)
    assert len(made) == 1
    assert "left alone for 60 minutes" in refused(manners, request).message
    spared = manners.spared()
    assert spared["a"] == pytest.approx(time.time() + 3600, abs=5)
    assert "left alone" in refused(Manners(QUICK, spared), request).message
    assert len(made) == 1
    assert Manners(QUICK, spared).ask("b", lambda: "yes") == "yes"


def test_a_wait_that_is_over_is_over() -> None:
    """The next run asks."""
    assert Manners(QUICK, {"a": time.time() - 1}).ask("a", lambda: "yes") == "yes"


def test_a_host_that_only_fails_is_given_up() -> None:
    """For all series; others are asked as before."""
    request, made = failing(99)
    manners = Manners(QUICK)
    for _ in range(5):
        error = refused(manners, request)
    assert len(made) == 5
    assert error.message == "is given up after 5 failures in a row: no"
    assert manners.ask("b", lambda: "yes") == "yes"


def test_an_answer_forgives() -> None:
    """Failures count only in a row; a plain refusal is an answer too."""
    manners = Manners(QUICK)
    for _ in range(4):
        request, _ = failing(2)
        assert manners.ask("a", request) == "yes"
    for _ in range(4):
        request, _ = failing(9, passing=False)
        refused(manners, request)
    assert manners.ask("a", lambda: "yes") == "yes"


def test_requests_to_a_host_have_a_pause_between_them() -> None:
    """However many threads ask; another host has its own."""
    manners, made = Manners(Patience(pause=0.05)), []

    def note() -> None:
        made.append(time.monotonic())

    threads = [threading.Thread(target=lambda: manners.ask("a", note)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made.sort()
    assert min(b - a for a, b in pairwise(made)) > 0.04


def test_only_so_many_at_once() -> None:
    """A host is never asked by more."""
    manners, now, most = Manners(Patience(pause=0, at_once=2)), [0], [0]
    lock = threading.Lock()

    def request() -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02)
        with lock:
            now[0] -= 1

    threads = [threading.Thread(target=lambda: manners.ask("a", request)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [2]


def test_a_file_needs_no_manners() -> None:
    """Nobody is asked."""
    request, made = failing(9)
    with pytest.raises(SourceError):
        Manners(QUICK).ask("", request)
    assert len(made) == 1


def test_a_fault_of_ours_is_not_retried() -> None:
    """Only what sources do is."""
    made = []

    def request() -> None:
        made.append(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Manners(QUICK).ask("a", request)
    assert made == [1]
