"""Turns: one thread works at a time, none waits for one that is stuck, and none wakes up without a turn to give."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from generator.sources import turns as module
from generator.sources.turns import Turns


def test_threads_work_one_after_another_and_wait_for_answers_together() -> None:
    turns, counts = Turns(), threading.Lock()
    working, most_working, answers = 0, 0, threading.Barrier(6)

    def work() -> None:
        nonlocal working, most_working
        with turns.working():
            with counts:
                working += 1
                most_working = max(most_working, working)
            time.sleep(0.001)
            with counts:
                working -= 1
            turns.give()
            answers.wait(5)  # all of them are here at once, or this breaks
            turns.take()

    with ThreadPoolExecutor(6) as pool:
        for each in [pool.submit(work) for _ in range(6)]:
            each.result()
    assert most_working == 1


def test_a_thread_that_is_stuck_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.02)
    turns, lock = Turns(), threading.Lock()

    def wants_the_lock() -> str:
        with turns.working(), lock:
            return "had both"

    with ThreadPoolExecutor(1) as pool, lock:
        other = pool.submit(wants_the_lock)
        time.sleep(0.005)
        turns.take()  # with the lock that the other waits for in its turn
        lock.release()
        assert other.result(5) == "had both"
        turns.give()
        lock.acquire()


def test_who_was_overtaken_ends_no_turn_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.01)
    turns, done = Turns(), threading.Event()

    def overtakes() -> None:
        with turns.working():
            done.wait(5)

    with ThreadPoolExecutor(1) as pool:
        turns.take()
        other = pool.submit(overtakes)
        time.sleep(0.1)
        monkeypatch.setattr(module, "LONGEST", 60)
        turns.give()  # it is the other's turn
        waiter = threading.Thread(target=turns.take, daemon=True)
        waiter.start()
        waiter.join(0.05)
        assert waiter.is_alive(), "it must wait until the other is done"
        done.set()
        other.result(5)
        waiter.join(5)
        assert not waiter.is_alive()


def test_a_turn_is_given_back_by_whoever_fails() -> None:
    turns = Turns()
    with pytest.raises(KeyError), turns.working():
        raise KeyError
    began = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(turns.take).result(5)
    assert time.monotonic() - began < module.LONGEST
