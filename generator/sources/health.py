"""Whether the sources that the live catalog names can be asked: libraries, keys, folders. Nothing is requested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from generator.health import Finding
from generator.sources.catalog import LiveCatalog

LIBRARIES = {"yfinance": ("yfinance", "curl_cffi"), "ccxt": ("ccxt",), "feed": ("feedparser",)}
_EVERY = ("httpx2", "stamina")


def health(live: LiveCatalog, *, has_fred_key: bool, folder: Path) -> Iterator[Finding]:
    """One finding a source: how many series it is asked for, and what it lacks. No key is ever shown."""
    asked = Counter(spec.source for each in live.wanted.values() for spec in (*each.chain, *each.confirm, *each.feeds))
    for source, count in sorted(asked.items()):
        told = f"asked for {count} series"
        lacking = [name for name in (*LIBRARIES.get(source, ()), *_EVERY) if find_spec(name) is None]
        if lacking:
            what = f"{told}; {', '.join(lacking)} is not installed"
            yield Finding("sources", source, "bad", what, "pip install 'truetape[live]'")
        elif source == "fred" and not has_fred_key:
            step = "A free key of FRED in TRUETAPE_SOURCES__FRED_KEY makes it steadier."
            yield Finding("sources", source, "ok", f"{told}; no key, so the public files are read", step)
        elif source == "fred":
            yield Finding("sources", source, "ok", f"{told}; a key is set")
        elif source == "table" and not folder.is_dir():
            yield Finding(
                "sources", source, "note", f"{told}; there is no folder {folder}", "Put tables there, if any."
            )
        else:
            yield Finding("sources", source, "ok", told)
