"""FRED of the Federal Reserve Bank of St. Louis: the public CSV, or with a key the API, which also tells the units."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

import numpy as np

from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import base
from generator.sources.base import Observations, World, columns
from generator.sources.http import get
from generator.tape.columns import Columns
from generator.tape.series import day_number

PUBLIC = "https://fred.stlouisfed.org/graph/fredgraph.csv"
API = "https://api.stlouisfed.org/fred/"
BLANK = frozenset({"", ".", "#N/A"})


class Spec(base.Spec):
    """`series` by its id; `units` as FRED words them, which the API is held to."""

    series: str
    units: str | None = None


class Fred:
    """The source `fred`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def host(self, spec: Spec) -> str:
        """FRED's, whichever way it is asked."""
        return "stlouisfed.org"

    def title(self, spec: Spec) -> str:
        """FRED and the id."""
        return f"FRED {spec.series}"

    def fetch(self, instrument: Instrument, spec: Spec, since: date | None, until: date) -> Observations:
        """The latest vintage of the series; blanks are no rows."""
        place = self.title(spec)
        cells = self._by_key(spec, since, place) if self._world.fred_key else self._public(spec, since, place)
        return Observations(place, _rows(cells, until, place))

    def _public(self, spec: Spec, since: date | None, place: str) -> list[tuple[str, str]]:
        query = {"id": spec.series} | ({"cosd": since.isoformat()} if since else {})
        text = get(f"{PUBLIC}?{urlencode(query)}", self._world, subject=place).content.decode("utf-8-sig", "replace")
        try:
            rows = list(csv.reader(io.StringIO(text)))
        except csv.Error as error:
            raise SourceError(f"sends no CSV ({error})", subject=place, passing=True) from error
        names = rows[0] if rows else []
        if len(names) != 2 or names[1].strip().upper() != spec.series.upper():
            what = f"sends the columns {', '.join(names)[:80] or '(none)'}"
            raise SourceError(what, subject=place, remedy="A date and the series are expected; look the id up at FRED.")
        if any(len(row) != 2 for row in rows[1:] if row):
            raise SourceError("breaks off in the middle of a row", subject=place, passing=True)
        return [(row[0], row[1]) for row in rows[1:] if row]

    def _by_key(self, spec: Spec, since: date | None, place: str) -> list[tuple[str, str]]:
        if spec.units:
            (about,) = self._asked("series", {"series_id": spec.series}, "seriess", place)[:1] or [{}]
            if about.get("units") != spec.units:
                what = f"is in `{about.get('units')}`, where the catalog says `{spec.units}`"
                raise SourceError(what, subject=place, remedy="Mend `units`, and `scale` of the instrument with it.")
        query = {"series_id": spec.series} | ({"observation_start": since.isoformat()} if since else {})
        found = self._asked("series/observations", query, "observations", place)
        return [(str(each.get("date", "")), str(each.get("value", ""))) for each in found]

    def _asked(self, path: str, query: dict[str, str], part: str, place: str) -> list[dict[str, Any]]:
        query |= {"api_key": self._world.fred_key or "", "file_type": "json"}
        content = get(f"{API}{path}?{urlencode(query)}", self._world, subject=place).content
        try:
            found = json.loads(content)[part]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise SourceError("sends no JSON as the API does", subject=place, passing=True) from error
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _rows(cells: list[tuple[str, str]], until: date, place: str) -> Columns | None:
    try:
        told = [(date.fromisoformat(day), _number(value)) for day, value in cells if value.strip() not in BLANK]
    except ValueError as error:
        raise SourceError(f"sends what is no date or no number ({error})", subject=place) from error
    told = [(day, value) for day, value in told if day <= until]
    if not told:
        return None
    days = np.array([day_number(day) for day, _ in told], dtype=np.int64)
    return columns(days, np.array([value for _, value in told]), name="value")


def _number(text: str) -> float:
    if "_" in text:  # which Python reads over
        raise ValueError(f"`{text[:40]}`")
    return float(text)
