"""Kills a fetch at random moments, hundreds of times: nothing may be lost, doubled or half stored. `make torture`.

A server in a process of its own plays the vendors, whose markets move on meanwhile. After each kill the store is opened
and everything is compared: what was known before is still known as of then, each row is one that was really sent, and
no day stands twice. In the end one fetch that is left alone must bring the store to exactly what the vendors have.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from fixtures.vendors import Sheet, Vendors, span, walk
from generator.fetching.manners import Patience
from generator.fetching.run import Order, fetch
from generator.sources import World, catalog
from generator.sources.catalog import LiveCatalog, read_live
from generator.store.database import Store, open_store
from generator.store.fetches import latest
from generator.store.observations import series
from generator.store.tapes import tape
from generator.tape.series import day_number, to_date
from generator.tape.sessions import closes
from generator.trust.sessions import YEARS

FIRST, START, END = date(2024, 1, 2), date(2024, 6, 3), date(2026, 1, 22)
SERIES = {"a": "AAA", "b": "BBB", "c": "CCC", "d": "DDD"}
PRICES = {"x": "XXX", "y": "YYY"}
FEED = """<rss version="2.0"><channel><title>Made</title>{}</channel></rss>"""


def sessions() -> list[date]:
    """The New York sessions of the whole time."""
    open_days = closes("XNYS", 2024, 2026)
    return [day for day in span(FIRST, END) if day_number(day) in open_days]


def truth(day: date) -> dict[str, dict[date, float]]:
    """What the vendors have on a day: closes and rates by date."""
    days = [each for each in sessions() if each <= day]
    rates = {key: {each: round(4 + n + 0.001 * i, 3) for i, each in enumerate(days)} for n, key in enumerate(SERIES)}
    prices = {key: {bar.day: bar.close for bar in _bars(key) if bar.day <= day} for key in PRICES}
    return rates | prices


def _bars(key: str) -> list[Any]:
    return walk(sessions(), ord(key), 100.0)


def vendors_at(server: Vendors, day: date) -> None:
    """Brings the vendors to a day."""
    now = truth(day)
    server.series = {name: (list(now[key].items()), "Percent") for key, name in SERIES.items()}
    server.prices = {name: Sheet([bar for bar in _bars(key) if bar.day <= day]) for key, name in PRICES.items()}
    items = "".join(
        f"<item><title>Alpha {each}</title><pubDate>{each:%a, %d %b %Y} 14:00:00 GMT</pubDate></item>"
        for each in list(now["a"])[-5:]
    )
    server.files["/feeds/news.xml"] = ("application/xml", FEED.format(items).encode(), {"ETag": f'"{day}"'})


def serve(link: Connection) -> None:
    """The vendors' process: hears days, says when it is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Vendors() as server:
        link.send(server.endpoints)
        while (day := link.recv()) is not None:
            vendors_at(server, day)
            link.send(day)


def live(folder: Path) -> LiveCatalog:
    """Rates from FRED, one of them with headlines, and funds from Yahoo."""
    rate = '[instruments.{0}]\nname = "{1}"\nkind = "rate"\nunit = "percent"\n[[instruments.{0}.fetch]]\nsource = "fred"\nseries = "{2}"\n'  # noqa: E501
    fund = '[instruments.{0}]\nname = "{1}"\nkind = "etf"\nunit = "USD"\ncalendar = "XNYS"\n[[instruments.{0}.fetch]]\nsource = "yfinance"\nsymbol = "{1}"\n'  # noqa: E501
    names = {"a": "Alpha"}
    text = 'title = "Torture"\n' + "".join(rate.format(k, names.get(k, s), s) for k, s in SERIES.items())
    text += "".join(fund.format(k, s) for k, s in PRICES.items())
    text += '[[instruments.a.feeds]]\nurl = "http://feeds.example.org/news.xml"\n'
    (folder / "live.toml").write_text(text)
    shipped, catalog.SHIPPED = catalog.SHIPPED, folder / "live.toml"
    try:
        return read_live()
    finally:
        catalog.SHIPPED = shipped


@dataclass
class Torture:
    """One store under torture."""

    folder: Path
    endpoints: dict[str, str]
    day: date = START
    known: list[tuple[datetime, str]] = field(default_factory=list)  # of each state that was seen, its hash
    statements: int = 0

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'store.db'}"

    def fetch(self, live_catalog: LiveCatalog) -> bool:
        """One fetch, here and now; whether it was clean."""
        world = World(endpoints=self.endpoints, timeout=10, cache=self.folder / "cache")
        patience = Patience(pause=0, attempts=2, first_wait=0.01)
        order = Order(parallel=4, patience=patience, linger=0.1 * (self.day.day % 3))  # one by one, or many together
        at = datetime(*(self.day + timedelta(1)).timetuple()[:3], 3, tzinfo=UTC)
        store = open_store(self.url)
        try:
            return fetch(store, live_catalog, world, order, clock=lambda: at).clean
        finally:
            store.close()

    def child(self, live_catalog: LiveCatalog) -> int:
        """A fetch in a process of its own."""
        pid = os.fork()
        if pid:
            return pid
        try:
            os._exit(0 if self.fetch(live_catalog) else 1)
        except BaseException as error:  # noqa: BLE001 - a child tells and ends
            sys.stderr.write(f"a fetch failed: {type(error).__name__}: {error}\n")
            os._exit(2)

    def inspect(self) -> int:
        """Compares the store with what was sent and what was known; the number of rows."""
        if not (self.folder / "store.db").exists():
            return 0
        store, rows = open_store(self.url), 0
        try:
            for key, sent in truth(self.day).items():
                found = series(store, key)
                days = [] if found is None else [to_date(day) for day in found.days]
                assert len(days) == len(set(days)) == len(list(dict.fromkeys(days))), f"{key}: a day stands twice"
                assert days == list(sent)[: len(days)], f"{key}: not the days that were sent, from the first on"
                assert [sent[day] for day in days] == ([] if found is None else found.values.tolist()), f"{key}: values"
                rows += len(days)
            self._compare_past(store, rows)
        finally:
            store.close()
        with sqlite3.connect(self.folder / "store.db") as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return rows

    def _compare_past(self, store: Store, rows: int) -> None:
        for known_at, told in self.known[-3:]:
            assert tape(store, known_at=known_at).hash == told, f"what was known at {known_at} has changed"
        if not rows:
            return
        now = tape(store)
        said = [(s.who, s.date, s.text) for s in now.statements]
        assert len(said) == len(set(said)) >= self.statements, "a headline is lost or stands twice"
        self.statements = len(said)
        assert now.known_at is not None
        if not self.known or self.known[-1] != (now.known_at, now.hash):
            self.known.append((now.known_at, now.hash))

    def finish(self, live_catalog: LiveCatalog) -> None:
        """A fetch that is left alone brings exactly what there is."""
        assert self.fetch(live_catalog), "the last fetch was not clean"
        assert self.inspect() == sum(len(rows) for rows in truth(self.day).values()), "rows are lost"
        store = open_store(self.url)
        assert {each.outcome for each in latest(store) if each.at.date() > self.day} == {"ok"}
        store.close()


def torture(folder: Path, kills: int, seed: int = 1, tell: Callable[[str], None] = lambda _: None) -> dict[str, int]:
    """Kills so many fetches, two at once now and then, and inspects after each. Raises AssertionError."""
    draw, context = random.Random(seed), multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    found = Torture(folder, ours.recv())
    wanted = live(folder)
    counts = {"killed": 0, "done before": 0, "two at once": 0, "days": 0}
    upcoming = [day for day in sessions() if day > START]
    _load()
    ours.send(found.day)
    ours.recv()
    began = time.monotonic()
    os.waitpid(found.child(wanted), 0)  # how long a fetch takes that nobody kills
    longest = time.monotonic() - began
    while counts["killed"] < kills:
        if draw.random() < 0.5 and upcoming:
            found.day = upcoming.pop(0)
            counts["days"] += 1
        ours.send(found.day)
        ours.recv()
        twice = draw.random() < 0.1
        children = [found.child(wanted) for _ in range(2 if twice else 1)]
        counts["two at once"] += twice
        time.sleep(draw.uniform(0, longest))
        for child in children:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                assert os.waitstatus_to_exitcode(status) == 0
                counts["done before"] += 1
                longest *= 0.97
            else:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                counts["killed"] += 1
                longest = min(10.0, longest * 1.01)
        rows = found.inspect()
        if counts["killed"] % 20 == 0:
            tell(f"{counts['killed']} killed, {rows} rows, {found.statements} headlines")
    found.finish(wanted)
    counts |= {"rows": found.inspect(), "states": len(found.known)}
    ours.send(None)
    server.join(5)
    return counts


def _load() -> None:
    """Loads what a fetch loads, once, so that children begin at once."""
    import curl_cffi.requests  # noqa: F401, PLC0415
    import httpx2  # noqa: F401, PLC0415
    import stamina  # noqa: F401, PLC0415
    import yfinance  # noqa: F401, PLC0415

    for year in (2024, 2025, 2026):  # the calendars that trust looks up
        closes("XNYS", year - YEARS, year)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        began = time.monotonic()
        counts = torture(Path(name), given.kills, given.seed, _say)
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    _say(f"{told}: nothing lost, nothing doubled, in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
