"""Where data comes from: one file a source, and one line here.

A source answers with Observations or raises SourceError. None of them imports its library before it is asked.
"""

from __future__ import annotations

from typing import Any

from generator.sources import derived, exchanges, feeds, fred, tables, yahoo
from generator.sources.base import Observations, Source, Spec, World

__all__ = ["SOURCES", "Observations", "Source", "Spec", "World"]

SOURCES: dict[str, tuple[type[Spec], type[Any]]] = {
    "yfinance": (yahoo.Spec, yahoo.Yahoo),
    "ccxt": (exchanges.Spec, exchanges.Exchanges),
    "fred": (fred.Spec, fred.Fred),
    "table": (tables.Spec, tables.Tables),
    "derived": (derived.Spec, derived.Derived),
    "feed": (feeds.Spec, feeds.Feeds),
}
