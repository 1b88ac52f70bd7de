"""One fetch: many threads ask, one stores, series by series, so that an interruption loses only what had not come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from generator.errors import OptionError
from generator.fetching.asking import Asker, Brought, Stored
from generator.fetching.manners import Manners, Patience
from generator.fetching.outcome import Outcome, State, Summary
from generator.sources import SOURCES, World
from generator.sources.catalog import LiveCatalog, Wanted
from generator.sources.derived import Spec as DerivedSpec
from generator.sources.feeds import Spec as FeedSpec
from generator.sources.feeds import note_of
from generator.store.catalogs import add_statements, save_catalog
from generator.store.database import Store
from generator.store.fetches import Fetch, log, recall, recall_all, remember
from generator.store.fetches import Outcome as LogState
from generator.store.observations import Recorded, known, record, series
from generator.store.quarantine import quarantine, quarantined, settle

SPARED = "spared hosts"
# Every other state is "ok".
LOGGED: dict[str, LogState] = {
    "failed": "failed",
    "quarantined": "quarantined",
    "skipped": "skipped",
}


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Order:
    """What is to be fetched, and how: `keys` (none: everything), `since` a day, so many at once."""

    keys: tuple[str, ...] = ()
    since: date | None = None
    parallel: int = 8
    patience: Patience = field(default_factory=Patience)


def fetch(
    store: Store, live: LiveCatalog, world: World, order: Order = Order(), *,
    clock: Callable[[], datetime] = utc_now, progress: Callable[[str, str], None] | None = None,
    done: Callable[[Outcome], None] | None = None,
) -> Summary:  # fmt: skip
    """Brings the store up to date. `progress` hears what is asked, from many threads; `done` each outcome.

    Raises OptionError for an instrument that the catalog lacks, StoreError; what sources do is told in the summary.
    """
    wanted = _chosen(live, order.keys)
    save_catalog(store, live.catalog, clock())
    run = _Run(store, world, order, clock, progress, Manners(order.patience, recall(store, SPARED).get("hosts")))
    found: dict[str, Outcome] = {}
    interrupted = False
    try:
        # What is computed from other series comes after them.
        for wave in ([e for e in wanted if not _derived(e)], [e for e in wanted if _derived(e)]):
            for outcome in run.wave(wave):
                found[outcome.key] = outcome
                if done:
                    done(outcome)
    except KeyboardInterrupt:
        interrupted = True
    remember(store, SPARED, {"hosts": run.manners.spared()}, clock())
    return Summary(tuple(found[each.instrument.key] for each in wanted if each.instrument.key in found), interrupted)


def _chosen(live: LiveCatalog, keys: Sequence[str]) -> list[Wanted]:
    lacking = [key for key in keys if key not in live.wanted]
    if lacking:
        raise OptionError(
            f"`{lacking[0]}` is no instrument of the catalog", subject="INSTRUMENT",
            remedy=f"There are {', '.join(live.wanted)}.",
        )  # fmt: skip
    chosen = dict.fromkeys(keys or live.wanted)
    return [live.wanted[key] for key in live.wanted if key in chosen]


def _derived(wanted: Wanted) -> bool:
    return any(isinstance(spec, DerivedSpec) for spec in wanted.chain)


@dataclass(frozen=True)
class _Run:
    store: Store
    world: World
    order: Order
    clock: Callable[[], datetime]
    progress: Callable[[str, str], None] | None
    manners: Manners

    def wave(self, wanted: Sequence[Wanted]) -> Iterator[Outcome]:
        """Asks for all of them at once, and stores each as it comes."""
        keys = [each.instrument.key for each in wanted]
        stored, open_cases = self._stored(keys), self._open_cases()
        asker = self._asker(wanted)
        pool = ThreadPoolExecutor(self.order.parallel, thread_name_prefix="fetch")
        try:
            asked = [pool.submit(asker.bring, each, stored[each.instrument.key]) for each in wanted]
            for answer in as_completed(asked):
                yield self._keep(answer.result(), open_cases)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _stored(self, keys: Sequence[str]) -> dict[str, Stored]:
        with self.store.read() as db:
            found = known(db, keys)
        return {key: Stored(found[key].rows, found[key].sources[0]) if key in found else Stored() for key in keys}

    def _open_cases(self) -> dict[tuple[str, str], str]:
        return {(case.key, case.source): case.reason for case in quarantined(self.store)}

    def _asker(self, wanted: Sequence[Wanted]) -> Asker:
        specs = [(each.instrument.key, spec) for each in wanted for spec in each.feeds]
        names = [note_of(spec.url, key) for key, spec in specs if isinstance(spec, FeedSpec)]
        memory = recall_all(self.store, names)
        world = replace(
            self.world, recall=lambda name: memory.get(name, {}), stored=lambda key: series(self.store, key)
        )
        sources: Mapping[str, Any] = {name: make(world) for name, (_, make) in SOURCES.items()}
        progress = self.progress or (lambda _key, _source: None)
        return Asker(sources, self.manners, self.clock(), self.order.since, progress)

    def _keep(self, brought: Brought, open_cases: Mapping[tuple[str, str], str]) -> Outcome:
        """Stores what one instrument brought, with all that is to be remembered about it: all of it or nothing."""
        key, at = brought.wanted.instrument.key, self.clock()
        stored, statements = Recorded(0, 0, 0), 0
        with self.store.begin() as db:
            if brought.rows is not None:
                stored = record(db, key, brought.rows, brought.source, at)
            for refused in brought.refused:
                if open_cases.get((key, refused.source)) != refused.reason:
                    quarantine(db, key, refused.rows, refused.reason, refused.source, at)
            believed = brought.answered and brought.source not in {r.source for r in brought.refused}
            if believed and (key, brought.source) in open_cases:
                settle(db, key, brought.source, "passed", at)
            for each in brought.said:
                statements += add_statements(db, each.statements, at)
                for name, note in each.memory.items():
                    remember(db, name, dict(note), at)
            outcome = _outcome(brought, stored, statements)
            kind = LOGGED.get(outcome.state, "ok")
            log(db, Fetch(key, brought.source, at, kind, **asdict(stored), message=outcome.message))
        return outcome


def _outcome(brought: Brought, stored: Recorded, statements: int) -> Outcome:
    whole = [refused for refused in brought.refused if not brought.answered]
    state: State
    if brought.answered:
        changed = stored.new or stored.revised or statements
        state = "stale" if brought.stale else "fresh" if changed else "unchanged"
    elif brought.wanted.optional:
        state = "skipped"
    else:
        state = "quarantined" if whole else "failed"
    aside = sum(len(refused.rows.days) for refused in brought.refused) if brought.answered else 0
    source = brought.source if brought.answered else ""
    message = "; ".join(brought.told)
    key = brought.wanted.instrument.key
    return Outcome(key, state, source, stored.new, stored.revised, aside, statements, message)
