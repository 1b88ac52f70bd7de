"""Asks the sources of one instrument, one after another, until one answers with rows that can be trusted.

Nothing here writes: many threads ask at once, and what they bring back is stored by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import numpy as np

from generator.errors import SourceError
from generator.fetching.manners import Manners
from generator.sources import Observations, Source, Spec
from generator.sources.base import within
from generator.sources.catalog import Wanted
from generator.sources.turns import Turns
from generator.tape.columns import Columns
from generator.tape.series import to_date
from generator.trust import Verdict, Witness, is_stale, judge
from generator.trust.overlap import disagreement

NO_ROWS = Columns(np.empty(0, np.int64), np.empty(0), {}, "close")
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

    Where nobody answered, `source` is the first that was asked; where it told all, those `after` it in the list are not
    needed.
    """

    wanted: Wanted
    source: str = ""
    rows: Columns | None = None
    answered: bool = False
    stale: bool = False
    refused: tuple[Refused, ...] = ()
    after: tuple[str, ...] = ()
    said: tuple[Observations, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Answer:
    """What a source sent, the stored rows that it is held against (`same`: of that source), and the verdict."""

    sent: Observations
    known: Columns | None
    same: bool
    verdict: Verdict = field(default_factory=Verdict)

    @property
    def witness(self) -> Witness:
        """What it tells of moves that another source is doubted for."""
        return Witness(self.sent.source, self.sent.rows or NO_ROWS)

    @property
    def line(self) -> str:
        """Why all of it is refused."""
        return f"{self.sent.source}: {'; '.join(self.verdict.reasons)}"


@dataclass(frozen=True)
class Asker:
    """Who asks: the sources, the manners, the time, and from when on."""

    sources: Mapping[str, Source]
    manners: Manners
    now: datetime
    since: date | None = None
    progress: Callable[[str, str], None] = field(default=lambda _key, _source: None)
    turns: Turns = field(default_factory=Turns)

    def bring(self, wanted: Wanted, stored: Stored) -> Brought:
        """Goes down the chain; then the feeds. No source's failure is raised: it is told."""
        found = self._chain(wanted, stored)
        said, told = self._feeds(wanted)
        return replace(found, after=self._after(found), said=said, told=(*found.told, *told))

    def _chain(self, wanted: Wanted, stored: Stored) -> Brought:
        first = self._title(wanted.chain[0]) if wanted.chain else ""
        found, doubted = Brought(wanted, first, answered=not wanted.chain), list[_Answer]()
        if not wanted.chain and not wanted.feeds:
            found = replace(found, told=("the catalog names no source; `truetape import` brings rows",))
        for spec in wanted.chain:
            try:
                answer = self._asked(wanted, spec, stored, [each.witness for each in doubted])
            except SourceError as error:
                found = replace(found, told=(*found.told, _line(self._title(spec), error)))
                continue
            for each in doubted:
                again = self._judged(wanted, each, [answer.witness])
                if not again.verdict.reasons:
                    found = _taken(_forgiven(found, each), again, stored, self.now)
            if found.answered and not found.stale:
                break
            found = _taken(found, answer, stored, self.now)
            if found.answered and not found.stale:
                break
            if answer.verdict.unconfirmed:
                doubted.append(answer)
        return found

    def _after(self, found: Brought) -> tuple[str, ...]:
        titles = [self._title(spec) for spec in found.wanted.chain]
        if not found.answered or found.stale or found.source not in titles:
            return ()
        return tuple(titles[titles.index(found.source) + 1 :])

    def _asked(self, wanted: Wanted, spec: Spec, stored: Stored, witnesses: Sequence[Witness]) -> _Answer:
        known, last, instrument = stored.rows, stored.last, wanted.instrument
        since = self.since
        if last is not None:
            recent = to_date(last) - OVERLAP[instrument.frequency]
            since = min(since, recent) if since else recent
        sent = self._fetch(wanted, spec, since)
        if sent.rows is None and last is not None and sent.source == stored.source:
            raise SourceError(f"sends no row since {since}, though some are stored", subject=sent.source)
        answer = self._judged(wanted, _Answer(sent, known, stored.source in {"", sent.source}), witnesses)
        if answer.verdict.restated:
            answer = self._judged(wanted, _Answer(self._fetch(wanted, spec, None), None, True), witnesses)
        return self._confirmed(wanted, answer, since, witnesses)

    def _judged(self, wanted: Wanted, answer: _Answer, witnesses: Sequence[Witness]) -> _Answer:
        sent, known = answer.sent, answer.known
        with self.turns.working():
            verdict = judge(
                wanted.instrument, sent.rows, known, self.now, same=answer.same, currency=sent.currency,
                witnesses=witnesses,
            )  # fmt: skip
        if verdict.rows is not None and not answer.same and known is not None:
            # Another source only adds days: its small differences would look like revisions.
            new = within(verdict.rows, int(known.days[-1]) + 1, int(verdict.rows.days[-1]))
            verdict = replace(verdict, rows=new)
        return replace(answer, verdict=verdict)

    def _confirmed(
        self, wanted: Wanted, answer: _Answer, since: date | None, witnesses: Sequence[Witness]
    ) -> _Answer:  # fmt: skip
        """The answer, held against the sources that must agree with it, which may confirm its moves too."""
        if answer.verdict.rows is None and not answer.verdict.unconfirmed:
            return answer
        others, told = self._others(wanted, since)
        if answer.verdict.unconfirmed:
            answer = self._judged(wanted, answer, [*witnesses, *others])
        verdict, reasons = answer.verdict, answer.verdict.reasons
        if verdict.rows is not None:
            apart = [(each, disagreement(wanted.instrument, verdict.rows, each.rows, self.now)) for each in others]
            reasons = tuple(f"{each.source} disagrees: {reason}" for each, found in apart for reason in found)
        rows = None if reasons else verdict.rows
        return replace(answer, verdict=replace(verdict, rows=rows, reasons=reasons, remarks=(*verdict.remarks, *told)))

    def _others(self, wanted: Wanted, since: date | None) -> tuple[list[Witness], list[str]]:
        """What those who must agree sent, and what is told of those who sent nothing."""
        found, told = [], []
        for spec in wanted.confirm:
            try:
                other = self._fetch(wanted, spec, since)
            except SourceError as error:
                told.append(f"not confirmed: {_line('', error)}")
                continue
            if other.rows is not None:
                found.append(Witness(other.source, other.rows))
        return found, told

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


def _taken(found: Brought, answer: _Answer, stored: Stored, now: datetime) -> Brought:
    sent, verdict = answer.sent, answer.verdict
    refused = (*found.refused, *_refused(sent, verdict))
    if verdict.reasons:
        return replace(found, refused=refused, told=(*found.told, answer.line))
    ends = [int(rows.days[-1]) for rows in (verdict.rows, stored.rows) if rows is not None]
    if not ends:
        return replace(found, refused=refused, told=(*found.told, f"{sent.source}: has no rows"))
    stale = is_stale(found.wanted.instrument, max(ends), now)
    told = tuple(f"{sent.source}: {remark}" for remark in (*verdict.remarks, *sent.remarks))
    if found.answered and _end(verdict.rows) <= _end(found.rows):
        return replace(found, refused=refused, told=(*found.told, *told))  # a later source knows no more
    return replace(
        found, source=sent.source, rows=verdict.rows, answered=True, stale=stale, refused=refused,
        told=(*found.told, *told),
    )  # fmt: skip


def _forgiven(found: Brought, answer: _Answer) -> Brought:
    """Without what was refused of an answer, and told of it."""
    refused = tuple(each for each in found.refused if each.source != answer.sent.source)
    return replace(found, refused=refused, told=tuple(line for line in found.told if line != answer.line))


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
    odd = Columns(rows.days[picked], rows.values[picked], bars, rows.value_name)
    return (Refused(observed.source, odd, "; ".join(verdict.told_aside)),)
