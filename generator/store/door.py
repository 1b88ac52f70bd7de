"""The door of the store for rows that a person brings: judged like those of a fetch, recorded or quarantined."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from generator.counts import counted
from generator.market import Instrument
from generator.store.database import Place, reading, writing
from generator.store.fetches import Fetch, log
from generator.store.observations import Known, Recorded, known, record
from generator.store.quarantine import quarantine, settle
from generator.tape.columns import Columns
from generator.tape.series import to_date
from generator.trust import Verdict, judge


@dataclass(frozen=True, eq=False)
class Admitted:
    """What became of rows: what was recorded (None: nothing was), and what the door said."""

    recorded: Recorded | None
    verdict: Verdict


def admit(
    place: Place, instrument: Instrument, rows: Columns, source: str, at: datetime, *, replace: bool = False
) -> Admitted:
    """Records rows that can be believed; others are quarantined, and what was known stays. Raises StoreError.

    Days that are known from another source stay as they are, unless the rows are to `replace` them: small differences
    between sources would look like revisions.
    """
    key = instrument.key
    with writing(place) as db:
        verdict = _judged(instrument, rows, known(db, [key]).get(key), source, at, replace)
        if verdict.rows is None:
            reason = "; ".join(verdict.reasons) or "none of its rows can be believed"
            quarantine(db, key, rows, reason, source, at)
            log(db, Fetch(key, source, at, "quarantined", message=reason))
            return Admitted(None, verdict)
        recorded = record(db, key, verdict.rows, source, at)
        settle(db, key, source, "passed", at)
        if verdict.aside:
            quarantine(db, key, _aside(rows, verdict), "; ".join(verdict.told_aside), source, at)
        log(db, Fetch(key, source, at, "ok", *_counts(recorded), "; ".join(verdict.remarks)))
    return Admitted(recorded, verdict)


def _counts(found: Recorded) -> tuple[int, int, int]:
    return found.new, found.revised, found.same


def _aside(rows: Columns, verdict: Verdict) -> Columns:
    picked = [i for i, day in enumerate(rows.days) if to_date(day).isoformat() in verdict.aside]
    bars = {name: column[picked] for name, column in rows.bars.items()}
    return Columns(rows.days[picked], rows.values[picked], bars, rows.value_name)


def judged(
    place: Place, instrument: Instrument, rows: Columns, source: str, at: datetime, *, replace: bool = False
) -> Verdict:
    """What the door would say, without recording anything. Raises StoreError."""
    with reading(place) as db:
        return _judged(instrument, rows, known(db, [instrument.key]).get(instrument.key), source, at, replace)


def _judged(
    instrument: Instrument, rows: Columns, before: Known | None, source: str, at: datetime, replace: bool
) -> Verdict:
    if before is None:
        return judge(instrument, rows, None, at)
    stored, same = before.rows, source in before.sources
    verdict = judge(instrument, rows, stored, at, same=same)
    if verdict.restated:
        if set(stored.days.tolist()) <= set(rows.days.tolist()):  # the whole history on a new footing, as after a split
            return judge(instrument, rows, None, at)
        reason = "differs by one factor from what is stored, as after a split, and does not hold all of its days"
        return Verdict(reasons=(reason,))
    return verdict if replace or verdict.rows is None else _own(verdict, verdict.rows, before, source)


def _own(verdict: Verdict, rows: Columns, before: Known, source: str) -> Verdict:
    """The verdict without the days that are known from another source."""
    others = np.isin(rows.days, before.rows.days[~before.of(source)])
    if not others.any():
        return verdict
    bars = {name: column[~others] for name, column in rows.bars.items()}
    of = ", ".join(name for name in before.sources if name != source)
    n = int(others.sum())
    remark = f"{counted(n, 'day')} known from {of} {'stays' if n == 1 else 'stay'} (--replace takes these)"
    own = Columns(rows.days[~others], rows.values[~others], bars, rows.value_name)
    return dataclasses.replace(verdict, rows=own, remarks=(*verdict.remarks, remark))
