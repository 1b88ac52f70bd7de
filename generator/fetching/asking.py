"""Asks the sources of one instrument, one after another, until one answers with rows that can be trusted.

Nothing here writes: many threads ask at once, and what they bring back is stored by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from generator.errors import SourceError
from generator.fetching.manners import Manners
from generator.sources import Observations, Source, Spec
from generator.sources.base import within
from generator.sources.catalog import Wanted
from generator.tape.columns import Columns
from generator.tape.series import to_date
from generator.trust import Verdict, is_stale, judge
from generator.trust.overlap import disagreement

OVERLAP = {"daily": timedelta(10), "weekly": timedelta(35), "monthly": timedelta(130)}


@dataclass(frozen=True, eq=False)
class Stored:
    """What the store holds of a series, and the source of its last row."""

    rows: Columns | None = None
    source: str = ""

    @property
    def last(self) -> int | None:
        """The last day, or None."""
        return None if self.rows is None else int(self.rows.days[-1])


@dataclass(frozen=True, eq=False)
class Refused:
    """What a source sent and is not believed, all of it or some rows."""

    source: str
    rows: Columns
    reason: str


@dataclass(frozen=True, eq=False)
class Brought:
    """What came of asking for an instrument: rows to store, with their source; what is refused; what was told.

    Where nobody answered, `source` is the first that was asked.
    """

    wanted: Wanted
    source: str = ""
    rows: Columns | None = None
    answered: bool = False
    stale: bool = False
    refused: tuple[Refused, ...] = ()
    said: tuple[Observations, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asker:
    """Who asks: the sources, the manners, the time, and from when on."""

    sources: Mapping[str, Source]
    manners: Manners
    now: datetime
    since: date | None = None
    progress: Callable[[str, str], None] = field(default=lambda _key, _source: None)

    def bring(self, wanted: Wanted, stored: Stored) -> Brought:
        """Goes down the chain; then the feeds. No source's failure is raised: it is told."""
        found = self._chain(wanted, stored)
        said, told = self._feeds(wanted)
        return replace(found, said=said, told=(*found.told, *told))

    def _chain(self, wanted: Wanted, stored: Stored) -> Brought:
        first = self._title(wanted.chain[0]) if wanted.chain else ""
        found = Brought(wanted, first, answered=not wanted.chain)
        for spec in wanted.chain:
            try:
                observed, verdict = self._asked(wanted, spec, stored)
            except SourceError as error:
                found = replace(found, told=(*found.told, _line(self._title(spec), error)))
                continue
            found = self._taken(found, spec, observed, verdict, stored)
            if found.answered and not found.stale:
                break
        return found

    def _asked(self, wanted: Wanted, spec: Spec, stored: Stored) -> tuple[Observations, Verdict]:
        known, last, instrument = stored.rows, stored.last, wanted.instrument
        since = self.since
        if last is not None:
            recent = to_date(last) - OVERLAP[instrument.frequency]
            since = min(since, recent) if since else recent
        observed = self._fetch(wanted, spec, since)
        same = stored.source in {"", observed.source}
        verdict = judge(instrument, observed.rows, known, self.now, same=same, currency=observed.currency)
        if verdict.restated:
            observed = self._fetch(wanted, spec, None)
            verdict = judge(instrument, observed.rows, None, self.now, currency=observed.currency)
        elif verdict.rows is not None and not same and last is not None:
            # Another source only adds days: its small differences would look like revisions.
            verdict = replace(verdict, rows=within(verdict.rows, last + 1, int(verdict.rows.days[-1])))
        return observed, self._confirmed(wanted, verdict, since)

    def _confirmed(self, wanted: Wanted, verdict: Verdict, since: date | None) -> Verdict:
        for spec in wanted.confirm if verdict.rows is not None else ():
            try:
                other = self._fetch(wanted, spec, since)
            except SourceError as error:
                verdict = replace(verdict, remarks=(*verdict.remarks, f"not confirmed: {_line('', error)}"))
                continue
            if other.rows is not None and verdict.rows is not None:
                apart = disagreement(wanted.instrument, verdict.rows, other.rows, self.now)
                reasons = tuple(f"{other.source} disagrees: {reason}" for reason in apart)
                verdict = replace(verdict, rows=None if reasons else verdict.rows, reasons=reasons)
        return verdict

    def _taken(self, found: Brought, spec: Spec, observed: Observations, verdict: Verdict, stored: Stored) -> Brought:
        title = observed.source
        refused = (*found.refused, *_refused(observed, verdict))
        if verdict.reasons:
            return replace(found, refused=refused, told=(*found.told, f"{title}: {'; '.join(verdict.reasons)}"))
        ends = [int(rows.days[-1]) for rows in (verdict.rows, stored.rows) if rows is not None]
        if not ends:
            return replace(found, refused=refused, told=(*found.told, f"{title}: has no rows"))
        stale = is_stale(found.wanted.instrument, max(ends), self.now)
        told = tuple(f"{title}: {remark}" for remark in (*verdict.remarks, *observed.remarks))
        if found.answered and _end(verdict.rows) <= _end(found.rows):
            return replace(found, refused=refused, told=(*found.told, *told))  # a later source knows no more
        return replace(
            found, source=title, rows=verdict.rows, answered=True, stale=stale, refused=refused,
            told=(*found.told, *told),
        )  # fmt: skip

    def _feeds(self, wanted: Wanted) -> tuple[tuple[Observations, ...], tuple[str, ...]]:
        said, told = [], []
        for spec in wanted.feeds:
            try:
                said.append(self._fetch(wanted, spec, self.since))
            except SourceError as error:
                told.append(_line(self._title(spec), error))
        return tuple(said), tuple(told)

    def _fetch(self, wanted: Wanted, spec: Spec, since: date | None) -> Observations:
        source = self.sources[spec.source]
        self.progress(wanted.instrument.key, source.title(spec))
        until = self.now.date()
        return self.manners.ask(source.host(spec), lambda: source.fetch(wanted.instrument, spec, since, until))

    def _title(self, spec: Spec) -> str:
        return self.sources[spec.source].title(spec)


def _end(rows: Columns | None) -> int:
    return -(10**9) if rows is None else int(rows.days[-1])


def _line(title: str, error: SourceError) -> str:
    subject = error.subject if error.subject != title else ""
    parts = [part for part in (title, subject, error.message) if part]
    return ": ".join(parts)


def _refused(observed: Observations, verdict: Verdict) -> tuple[Refused, ...]:
    rows = observed.rows
    if rows is None:
        return ()
    if verdict.reasons:
        return (Refused(observed.source, rows, "; ".join(verdict.reasons)),)
    if not verdict.aside:
        return ()
    picked = [i for i, day in enumerate(rows.days) if to_date(day).isoformat() in verdict.aside]
    bars = {name: column[picked] for name, column in rows.bars.items()}
    reason = "; ".join(f"{day}: {why}" for day, why in verdict.aside.items())
    return (Refused(observed.source, Columns(rows.days[picked], rows.values[picked], bars, rows.value_name), reason),)
