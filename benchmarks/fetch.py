"""How much a fetch of 300 instruments costs beyond the bare calls of the library that it rests on.

The same requests to a local server in a process of its own: yfinance called by as many threads, and by as few as serve
it best, its frames thrown away, against `fetch`, which asks with manners, judges all rows and stores them. Mixed
sources would only hide the overhead.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from _measure import REPOSITORY, Cost, Row, in_turns, quick, report, timed

sys.path.insert(0, str(REPOSITORY))

from fixtures.vendors import Sheet, Vendors, forget_answers, span, walk
from generator.fetching.manners import Patience
from generator.fetching.run import Order, fetch
from generator.market import Instrument
from generator.sources import World
from generator.sources.catalog import LiveCatalog, Wanted
from generator.sources.sessions import browser_session
from generator.sources.yahoo import Spec
from generator.store.database import open_store
from generator.tape.catalog import Catalog
from generator.tape.series import day_number
from generator.tape.sessions import closes

INSTRUMENTS, YEARS, THREADS, ROUNDS = 300, 5, 8, 3
FEW = 2  # threads with which the bare calls alone are fastest, on two cores
MOST = 1.15
NOW = datetime(2026, 1, 23, 3, tzinfo=UTC)


def main() -> None:
    short = quick(__doc__ or "")
    count = 6 if short else INSTRUMENTS
    warnings.showwarning = lambda *_, **__: None
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, count), daemon=True)
    server.start()
    endpoints, rows = ours.recv()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        world = World(endpoints=endpoints, cache=folder)
        works = {
            "bare": partial(timed, partial(bare, world, count, THREADS)),
            "few": partial(timed, partial(bare, world, count, FEW)),
            "fetch": partial(timed, partial(whole, world, folder, count, rows)),
        }
        in_turns(works, 1)  # cookies, time zones and calendars are asked for once
        found = in_turns(works, 1 if short else ROUNDS)
    ours.send(None)
    report(
        f"A fetch of {count} instruments, {rows} bars each, from a local server, by {THREADS} threads",
        [
            *compared(f"against the bare calls by {THREADS} threads", found["fetch"], found["bare"]),
            *compared(f"against the bare calls by {FEW} threads", found["fetch"], found["few"]),
        ],
        ["A fetch judges every row and stores it besides."],
    )


def compared(what: str, ours: Cost, theirs: Cost) -> list[Row]:
    """By the processor and by the clock."""
    return [
        Row(what, f"{ours.cpu:.2f} s against {theirs.cpu:.2f} s", ours.cpu / theirs.cpu, MOST),
        Row("  by the clock", f"{ours.wall:.2f} s against {theirs.wall:.2f} s", ours.wall / theirs.wall, MOST),
    ]


def bare(world: World, count: int, threads: int) -> None:
    """yfinance as anybody would call it."""
    import yfinance  # noqa: PLC0415

    forget_answers()
    session = browser_session(world, lambda _url, _answer: None)

    def history(n: int) -> int:
        ticker = yfinance.Ticker(f"T{n}", session=session)
        return len(ticker.history(period="max", interval="1d", auto_adjust=False, actions=True))

    with ThreadPoolExecutor(threads) as pool:
        assert min(pool.map(history, range(count))) > 0


def whole(world: World, folder: Path, count: int, rows: int) -> None:
    """The same into a new store."""
    forget_answers()
    whole.turn = getattr(whole, "turn", 0) + 1  # type: ignore[attr-defined]
    store = open_store(f"sqlite:///{folder}/store{whole.turn}.db")  # type: ignore[attr-defined]
    order = Order(parallel=THREADS, patience=Patience(pause=0, at_once=THREADS))
    summary = fetch(store, live(count), world, order, clock=lambda: NOW)
    store.close()
    assert summary.clean, summary.counts()
    assert {each.new for each in summary.outcomes} == {rows}


def live(count: int) -> LiveCatalog:
    """So many funds at Yahoo."""
    wanted = {}
    for n in range(count):
        fund = Instrument(key=f"t{n}", name=f"Fund {n}", kind="etf", unit="USD", calendar="XNYS", file=f"t{n}.csv")
        wanted[fund.key] = Wanted(fund, (Spec(source="yfinance", symbol=f"T{n}"),))
    return LiveCatalog(Catalog("Funds", tuple(each.instrument for each in wanted.values())), wanted)


def serve(link: Connection, count: int) -> None:
    """The vendor: tells where it is and how many bars there are."""
    open_days = closes("XNYS", 2026 - YEARS, 2026)
    days = [day for day in span(date(2026 - YEARS, 1, 22), date(2026, 1, 22)) if day_number(day) in open_days]
    with Vendors() as server:
        server.prices = {f"T{n}": Sheet(walk(days, n)) for n in range(count)}
        link.send((server.endpoints, len(days)))
        link.recv()


if __name__ == "__main__":
    main()
