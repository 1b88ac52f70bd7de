"""Kills publications at random moments, hundreds of times, and counts what readers then have: `make torture`.

Every run is a process of its own that ends by SIGKILL somewhere between its first look and its last commit. The next
run goes on. In the end each publication must be there once: lost 0, doubled 0. Where nobody can be asked (mail), the
harness plays the person who looks into the server's log.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator.publish.destinations import destination
from generator.publish.destinations.mail import Reader
from generator.publish.outbox import Outbox
from generator.publish.publication import Publication
from generator.publish.real import Real
from generator.store.database import open_store
from generator.store.deliveries import Entry, Ledger
from tests.publish.press import NOON, publication
from tests.publish.servers import wordpress

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "truetape" / "tests"
PLACE = "place"
READERS = ("ada@example.org", "bob@example.org", "cy@example.org")


@dataclass(frozen=True)
class Target:
    """A destination: its settings, who reads there, and how often each has the publication of a slug."""

    given: dict
    readers: tuple[str, ...]
    there: Callable[[str], Counter]


@dataclass
class Score:
    """What came of it."""

    kills: int = 0
    publications: int = 0
    lost: int = 0
    doubled: int = 0
    asked: int = 0  # a person had to look
    undone: int = 0

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.undone)


@contextmanager
def site(folder: Path) -> Iterator[Target]:
    """A folder for Hugo."""
    there = folder / "site"
    there.mkdir()
    yield Target(
        {"kind": "site", "path": there}, ("",), lambda slug: Counter([""] * len([*there.rglob(f"*{slug}*/*.md")]))
    )


@contextmanager
def blog(folder: Path) -> Iterator[Target]:
    """A real WordPress whose workers go on when the sender is dead."""
    if lacking := wordpress.missing():
        raise SystemExit(f"WordPress cannot run here: {lacking} is missing")
    with wordpress.running(CACHE, folder / "blog", workers=3) as there:
        given = {"kind": "wordpress", "url": there.url, "user": "editor", "password": there.passwords["editor"]}

        def posts(slug: str) -> Counter:
            found = [post for post in there.posts("publish,draft,pending,future") if slug in post["slug"]]
            live = [post for post in found if post["status"] == "publish" and post["slug"] == slug]
            return Counter([""] * len(found)) if live else Counter()

        yield Target(given, ("",), posts)


@contextmanager
def letter(folder: Path) -> Iterator[Target]:
    """A real mail server, in a process of its own."""
    log, readers = folder / "taken", folder / "readers.txt"
    readers.write_text("\n".join(READERS))
    command = [sys.executable, "-m", "tests.publish.servers.mail", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        given = {
            "kind": "mail", "host": "127.0.0.1", "port": int(server.stdout.readline()), "security": "none",
            "readers": readers, "sender": "Brief <brief@example.org>", "unsubscribe_mail": "off@example.org",
        }  # fmt: skip

        def taken(slug: str) -> Counter:
            key = publication(slug).key(PLACE)
            lines = [line.split("\t") for line in log.read_text().splitlines()]
            return Counter(reader for reader, id in lines if key in id)

        yield Target(given, READERS, taken)
        server.terminate()


TARGETS = {each.__name__: each for each in (site, letter, blog)}


def torture(target: Target, folder: Path, kills: int, chance: random.Random) -> Score:
    """Publishes until so many runs were killed."""
    url = f"sqlite:///{folder / 'store.db'}"
    score, usual = Score(), 0.0
    while score.kills < kills:
        one = publication(f"brief-{score.publications:04}-x")
        id = _in_store(url, lambda ledger, one=one: ledger.enter(_entry(one), [PLACE], NOON, NOON)[0].id)
        while True:
            began = time.monotonic()
            killed = _run(url, target.given, id, chance.uniform(0, usual * 1.1) if usual else None)
            score.kills += killed
            if not killed:
                usual = max(usual, time.monotonic() - began) if usual == 0 else usual
                if _after(url, target, one, id, score):
                    break
        found = target.there(one.slug)
        score.publications += 1
        score.lost += sum(found[reader] == 0 for reader in target.readers)
        score.doubled += sum(found[reader] > 1 for reader in target.readers)
    return score


def _entry(one: Publication) -> Entry:
    return Entry(one.slug, 1, "1" * 64, "f" * 64, one.dump())


def _in_store(url: str, do: Callable[[Ledger], Any]) -> Any:
    store = open_store(url)
    try:
        return do(Ledger(store))
    finally:
        store.close()


def _run(url: str, given: dict, id: int, patience: float | None) -> bool:
    """A run in a process of its own, killed after `patience` seconds; whether that came before its end."""
    child = os.fork()
    if child == 0:
        _deliver(url, given, id)
        os._exit(0)
    if patience is not None:
        time.sleep(patience)
        if os.waitpid(child, os.WNOHANG) == (0, 0):
            os.kill(child, signal.SIGKILL)
            return os.WIFSIGNALED(os.waitpid(child, 0)[1])
        return False
    os.waitpid(child, 0)
    return False


def _deliver(url: str, given: dict, id: int) -> None:
    ledger = Ledger(open_store(url))
    _, place = destination(PLACE, given)
    with Real() as world:
        Outbox(ledger, lambda: datetime.now(UTC)).deliver(ledger.read(id), place, world)


def _after(url: str, target: Target, one: Publication, id: int, score: Score) -> bool:
    """Whether a delivery is over. What nobody knows is looked up as a person would, reader by reader."""

    def look(ledger: Ledger) -> bool:
        delivery = ledger.read(id)
        if delivery.state == "unknown":
            found = target.there(one.slug)
            for reader in target.readers:
                name = f"to:{Reader('', reader).mark}"
                if (step := ledger.steps(id).get(name)) and not step.done:
                    Outbox(ledger, lambda: NOON).answer(delivery, found[reader] > 0, [name])
                    score.asked += 1
            return False
        if delivery.state == "refused":
            sys.stderr.write(f"{delivery.told}\n")
            score.undone += 1
        return delivery.state in {"done", "refused"}

    return _in_store(url, look)


def main() -> int:
    """Tortures each target, prints the scores; 1 when a post was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=[*TARGETS], help=", ".join(TARGETS))
    parser.add_argument("--kills", type=int, default=300, help="of each target (300)")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    clean = True
    for name in given.targets:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="torture-", ignore_cleanup_errors=True) as name_:
            folder = Path(name_)
            with TARGETS[name](folder) as target:
                score = torture(target, folder, given.kills, random.Random(given.seed))
        clean &= score.clean
        sys.stdout.write(
            f"{name}: killed {score.kills} times in {score.publications} publications to {len(target.readers)} each: "
            f"lost {score.lost}, doubled {score.doubled}, refused {score.undone}; "
            f"{score.asked} times a person had to look ({time.monotonic() - began:.0f} s)\n"
        )
        sys.stdout.flush()
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
