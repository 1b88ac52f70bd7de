"""Trust at the door: what of a source's answer may be stored, what is put aside, and why.

A verdict is a value. Reasons against the level of a series refuse all of it; an odd row is put aside alone, unless
there are many. A person who has looked at what was refused may let it in (`truetape quarantine --accept KEY`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np

from generator.counts import counted
from generator.market import Instrument
from generator.tape.columns import Columns
from generator.tape.series import day_number, to_date
from generator.trust import levels, overlap, rows
from generator.trust.case import Case, Witness
from generator.trust.sessions import finished

NOT_KEPT = frozenset({"adj_close"})  # changes with every dividend: judged, and left at the door
MOST_ODD = 0.02  # of the rows, or three
MOST_DAYS = 3  # that a line names
CURRENCY = 3  # letters of a currency's code


@dataclass(frozen=True)
class Verdict:
    """`rows` may be stored; `aside` were put aside, with the reason by date; `reasons` refuse everything.

    `restated`: a split has changed all that is known; the whole history is to be read again. `unconfirmed`: the only
    reasons are moves, which another source could confirm.
    """

    rows: Columns | None = None
    aside: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    restated: bool = False
    unconfirmed: bool = False

    @property
    def told_aside(self) -> tuple[str, ...]:
        """What was put aside, in a line for each reason."""
        whys = dict.fromkeys(self.aside.values())
        return tuple(f"{_some([day for day, each in self.aside.items() if each == why])}: {why}" for why in whys)


def money(case: Case) -> Iterator[str]:
    """A price in another currency, or in hundredths of it (GBp for GBP)."""
    unit = case.instrument.unit
    if case.currency and len(unit) == CURRENCY and unit.isupper() and case.currency != unit:
        yield f"is in {case.currency}, where the catalog says {unit}"


def future(case: Case) -> Iterator[str]:
    """Rows of days to come."""
    last = int(case.rows.days[-1])
    if last > day_number(case.now.date()) + 1:
        yield f"has a row of {to_date(last)}, which is yet to come"


RULES: tuple[Callable[[Case], Iterator[str]], ...] = (
    money, future, overlap.contradiction, levels.splits, levels.dividends, rows.gaps,
)  # fmt: skip


def judge(
    instrument: Instrument, sent: Columns | None, known: Columns | None, now: datetime, *, same: bool = True,
    currency: str | None = None, witnesses: Sequence[Witness] = (),
) -> Verdict:  # fmt: skip
    """The verdict on the rows that a source sent, beside those that are known (`same`: from that source).

    `now` (UTC) says which days are over; rows of a day that is not are left out, and so is a flow of nothing on a day
    without a session. A move that would be doubted is believed when one of the `witnesses` tells it too.
    """
    if sent is None:
        return Verdict()
    idle = rows.idle(instrument, sent, now)
    over = _chosen(sent, finished(instrument, sent.days, now) & ~idle)
    if over is None:
        return Verdict()
    verdict = _verdict(Case(instrument, over, known, same, now, currency, witnesses))
    new = int(idle.sum() if known is None else idle[sent.days > known.days[-1]].sum())
    told = (f"left out {counted(new, 'day')} without a session, on which nothing flowed",) if new else ()
    return replace(verdict, remarks=(*verdict.remarks, *told))


def _verdict(case: Case) -> Verdict:
    over = case.rows
    odd = {i: why for i, why in rows.odd_rows(case) if case.fresh[i + case.before]}
    if len(odd) > max(3, MOST_ODD * len(over.days)):
        first = min(odd)
        return Verdict(reasons=(f"{len(odd)} odd rows, the first on {to_date(over.days[first])}: {odd[first]}",))
    aside = {to_date(over.days[i]).isoformat(): why for i, why in odd.items()}
    if odd:
        plain = _chosen(over, ~np.isin(np.arange(len(over.days)), list(odd)))
        if plain is None:
            return Verdict(aside=aside)
        case = replace(case, rows=plain)
    if overlap.restated(case):
        return Verdict(aside=aside, restated=True)
    others, (moves, confirmed) = tuple(reason for rule in RULES for reason in rule(case)), levels.moves(case)
    if reasons := others + moves:
        return Verdict(None, aside, _few(reasons), _remarks(case), unconfirmed=not others)
    return Verdict(_kept(case.rows), aside, remarks=(*_few(confirmed), *_remarks(case)))


def _few(reasons: tuple[str, ...]) -> tuple[str, ...]:
    return reasons if len(reasons) <= 4 else (*reasons[:3], f"and {len(reasons) - 3} more like these")


def _remarks(case: Case) -> tuple[str, ...]:
    return (f"no row for {_some([str(day) for day in case.lacking])}",) if case.lacking else ()


def _some(days: Sequence[str]) -> str:
    """Some days, and how many more there are."""
    most = MOST_DAYS if len(days) > MOST_DAYS + 1 else len(days)
    return ", ".join(days[:most]) + (f" and {len(days) - most} more" if most < len(days) else "")


def _chosen(sent: Columns, which: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Columns | None:
    if which.all():
        return sent
    bars = {name: column[which] for name, column in sent.bars.items()}
    return Columns(sent.days[which], sent.values[which], bars, sent.value_name) if which.any() else None


def _kept(sent: Columns) -> Columns:
    bars = {name: column for name, column in sent.bars.items() if name not in NOT_KEPT}
    return Columns(sent.days, sent.values, bars, sent.value_name)
