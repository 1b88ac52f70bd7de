"""Where the work is done: on this machine's processes, or on a Dask cluster. Both run the same functions.

An engine maps a function over items, each call being given what all share; results come as they are ready. A worker
that is lost loses nothing: its items are given out again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Protocol, TypeVar

from generator.errors import BatchError, OptionError

S = TypeVar("S")
A = TypeVar("A")
B = TypeVar("B")
AHEAD = 3  # items given out for each worker, so that none waits and memory stays flat
PATIENCE = 10  # seconds that a scheduler may take to answer
MOST_LOSSES = 3  # of workers over the same items, after which the item is blamed


class Engine(Protocol):
    """What does the work."""

    def map(self, function: Callable[[S, A], B], shared: S, items: Iterator[A]) -> Iterator[B]:
        """Results in the order in which they are ready."""

    def close(self) -> None:
        """Gives back what it holds."""


class Local:
    """Processes on this machine, which share what all are given without copying it."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, function: Callable[[S, A], B], shared: S, items: Iterator[A]) -> Iterator[B]:
        """Results in the order in which they are ready. Raises BatchError when workers are lost again and again."""
        left: deque[A] = deque()
        losses = 0
        while True:
            with _Pool(self.workers, function, shared) as pool:
                try:
                    yield from _drawn(pool.submit, self.workers * AHEAD, left, items)
                    return
                except BrokenProcessPool as error:
                    losses += 1
                    if losses > MOST_LOSSES:
                        raise _lost("--engine local") from error

    def close(self) -> None:
        """Its processes end with each map."""


class Dask:
    """The workers of a Dask scheduler at an address, or (without one) of a cluster on this machine."""

    def __init__(self, address: str, workers: int) -> None:
        self.address, self.workers = address, workers
        self._library = _distributed()
        self._client: Any = None
        self._common: Any = None

    def map(self, function: Callable[[S, A], B], shared: S, items: Iterator[A]) -> Iterator[B]:
        """Results in the order in which they are ready. The scheduler gives the items of a lost worker out again.

        What all share may be lost with its last holder; it is then handed out anew. Raises BatchError when that does
        not help.
        """
        client = self._opened()
        self._common = self._handed_out(shared)
        coming = self._library.as_completed(loop=client.loop)
        waiting: dict[Any, A] = {}
        losses = 0

        def give(given: Iterable[A]) -> None:
            for item in given:
                future = client.submit(function, self._common, item, pure=False, retries=MOST_LOSSES)
                waiting[future] = item
                coming.add(future)

        give(islice(items, AHEAD * max(1, len(client.scheduler_info()["workers"]))))
        for future in coming:
            item = waiting.pop(future)
            try:
                result = future.result()
            except self._library.client.FutureCancelledError as error:
                losses += 1
                if losses > MOST_LOSSES * len(waiting) + MOST_LOSSES:
                    raise _lost("--engine dask") from error
                if self._common.status != "finished":
                    self._common = self._handed_out(shared)
                give([item])
                continue
            losses = 0
            yield result
            give(islice(items, 1))

    def _handed_out(self, shared: object) -> Any:  # noqa: ANN401 - a future of a library imported late
        return self._client.scatter(shared, broadcast=True, hash=False)

    def close(self) -> None:
        """Leaves the scheduler; a cluster of our own ends."""
        if self._client is not None:
            self._client.close()

    def _opened(self) -> Any:  # noqa: ANN401 - a client of a library imported late
        if self._client is None:
            self._client = self._connected() if self.address else self._started()
        return self._client

    def _started(self) -> Any:  # noqa: ANN401
        return self._library.Client(
            n_workers=self.workers, threads_per_worker=1, dashboard_address=None, set_as_default=False
        )

    def _connected(self) -> Any:  # noqa: ANN401
        try:
            client = self._library.Client(self.address, timeout=PATIENCE, set_as_default=False)
            client.wait_for_workers(1, timeout=60)
        except (OSError, ValueError, TimeoutError) as error:
            raise OptionError(
                f"no scheduler with a worker answers at {self.address} ({error})", subject="--engine",
                remedy="Start one with `dask scheduler`, and workers with `dask worker ADDRESS`.",
            ) from error  # fmt: skip
        return client


def _lost(engine: str) -> BatchError:
    remedy = "Use fewer --workers, then go on with --resume."
    return BatchError("workers are lost again and again (out of memory?)", subject=engine, remedy=remedy)


def engine(name: str, workers: int) -> Engine:
    """`local`, `dask` or `dask:ADDRESS`. Raises OptionError for any other."""
    kind, _, address = name.partition(":")
    if kind == "local" and not address:
        return Local(workers)
    if kind == "dask":
        return Dask(address, workers)
    raise OptionError(f"there is no engine {name}", subject="--engine", remedy="Use local, dask or dask:ADDRESS.")


def _distributed() -> Any:  # noqa: ANN401 - a library imported late
    try:
        import distributed  # noqa: PLC0415 - only this engine needs it
    except ImportError as error:
        raise OptionError(
            "Dask is not installed", subject="--engine dask", remedy="pip install 'truetape[dask]'"
        ) from error
    return distributed


class _Pool:
    """A pool of processes that all know the function and what is shared; both reach them by fork, not by copying."""

    def __init__(self, workers: int, function: Callable[[Any, Any], Any], shared: Any) -> None:  # noqa: ANN401
        self._pool = ProcessPoolExecutor(
            workers, mp_context=get_context("fork"), initializer=_take, initargs=(function, shared)
        )

    def submit(self, item: Any) -> Future[Any]:  # noqa: ANN401
        """Gives an item to a worker."""
        return self._pool.submit(_call, item)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)


_taken: list[Any] = []


def _take(function: Any, shared: Any) -> None:  # noqa: ANN401
    _taken[:] = [function, shared]


def _call(item: Any) -> Any:  # noqa: ANN401
    function, shared = _taken
    return function(shared, item)


def _drawn(submit: Callable[[A], Future[B]], most: int, left: deque[A], items: Iterator[A]) -> Iterator[B]:
    """Results of the items (those in `left` first), at most so many under way; what is lost is in `left` again."""
    under_way: dict[Future[B], A] = {}
    try:
        while True:
            while len(under_way) < most:
                if not left:
                    left.extend(islice(items, 1))
                if not left:
                    break
                future = submit(left[0])
                under_way[future] = left.popleft()  # taken away only once the pool has it
            if not under_way:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                result = future.result()
                del under_way[future]
                yield result
    finally:
        left.extend(under_way.values())
