"""What `truetape doctor` tells of the sources: what is installed and set, what failed last, who wants to be spared."""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.errors import OptionError
from generator.fetching.run import SPARED
from generator.health import Finding
from generator.sources import World
from generator.sources.catalog import LiveCatalog, read_live
from generator.sources.tables import Spec as TableSpec
from generator.store.database import Store
from generator.store.fetches import latest, recall

SECTION = "sources"
LIBRARIES = ("yfinance", "ccxt", "feedparser", "httpx2", "stamina", "curl_cffi")
LIVE = "pip install 'truetape[live]'"


def health(store: Store | None, world: World, own: Path | None = None) -> list[Finding]:
    """The findings; `store` is None before the first fetch. Keys are said to be there, and never shown."""
    found = [*_libraries(), _key(world), *_endpoints(world)]
    try:
        live = read_live(own)
    except OptionError as error:
        return [*found, Finding(SECTION, "catalog", "bad", f"{error.subject}: {error.message}", error.remedy)]
    told = f"{len(live.wanted)} instruments" + (f", with {own} laid over the shipped ones" if own else ", as shipped")
    found += [Finding(SECTION, "catalog", "ok", told), *_tables(live, world)]
    return [*found, *(_failures(store, live) if store else ()), *(_spared(store) if store else ())]


def _libraries() -> Iterator[Finding]:
    for name in LIBRARIES:
        try:
            yield Finding(SECTION, name, "ok", version(name))
        except PackageNotFoundError:
            yield Finding(SECTION, name, "bad", "is not installed", LIVE)


def _key(world: World) -> Finding:
    if world.fred_key:
        return Finding(SECTION, "FRED", "ok", "a key is set: the API is asked, which tells the units too")
    return Finding(
        SECTION, "FRED", "note", "no key is set: the public CSV is read", "sources.fred_key, if you have one"
    )


def _endpoints(world: World) -> Iterator[Finding]:
    for host, place in world.endpoints.items():
        yield Finding(SECTION, host, "note", f"is asked at {place.split('@')[-1]}", "sources.endpoints")


def _tables(live: LiveCatalog, world: World) -> Iterator[Finding]:
    """Tables of your own that the catalog names and your folder lacks, where nothing else gives the series."""
    for key, wanted in live.wanted.items():
        files = [spec.file for spec in wanted.chain if isinstance(spec, TableSpec) and spec.file]
        alone = len(files) == len(wanted.chain)
        if files and alone and not any(world.folder and (world.folder / file).is_file() for file in files):
            yield Finding(SECTION, key, "note", f"there is no {files[0]}", f"put it into {world.folder}")


def _failures(store: Store, live: LiveCatalog) -> Iterator[Finding]:
    """Of each instrument whose last attempt failed, what was told."""
    last = {each.key: each for each in sorted(latest(store), key=lambda each: each.at)}
    for key, each in last.items():
        if key in live.wanted and each.outcome == "failed":
            yield Finding(SECTION, key, "bad", f"{each.at:%Y-%m-%d %H:%M} UTC: {each.message}", f"truetape fetch {key}")


def _spared(store: Store) -> Iterator[Finding]:
    for host, until in recall(store, SPARED).get("hosts", {}).items():
        if until > time.time():
            told = f"asked to be left alone for {(until - time.time()) / 60:.0f} more minutes"
            yield Finding(SECTION, host, "note", told, "it is not asked before")
