"""One fetch: many threads ask, one stores what has come, so that an interruption loses a second's work at most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from generator.errors import OptionError
from generator.fetching.asking import Asker, Brought, Stored
from generator.fetching.manners import Manners, Patience
from generator.fetching.outcome import Outcome, Summary
from generator.fetching.storing import Cases, keep
from generator.sources import SOURCES, World
from generator.sources.catalog import LiveCatalog, Wanted
from generator.sources.derived import Spec as DerivedSpec
from generator.sources.feeds import Spec as FeedSpec
from generator.sources.feeds import note_of
from generator.store.catalogs import save_catalog
from generator.store.database import Store
from generator.store.fetches import recall, recall_all, remember
from generator.store.observations import known, series
from generator.store.quarantine import quarantined

SPARED = "spared hosts"


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Order:
    """What is to be fetched, and how: `keys` (none: everything), `since` a day, so many at once.

    What has come waits `linger` seconds for more before it is stored.
    """

    keys: tuple[str, ...] = ()
    since: date | None = None
    parallel: int = 8
    patience: Patience = field(default_factory=Patience)
    linger: float = 1.0


def fetch(
    store: Store, live: LiveCatalog, world: World, order: Order = Order(), *,
    clock: Callable[[], datetime] = utc_now, progress: Callable[[str, str], None] | None = None,
    done: Callable[[Outcome], None] | None = None,
) -> Summary:  # fmt: skip
    """Brings the store up to date. `progress` hears what is asked, from many threads; `done` each outcome.

    Raises OptionError for an instrument that the catalog lacks or a day to come, StoreError; what sources do is told in
    the summary.
    """
    wanted = _chosen(live, order.keys)
    if order.since and order.since > clock().date():
        raise OptionError(f"`{order.since}` is yet to come", subject="--since", remedy="Give a day that is over.")
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
        """Asks for all of them at once, and stores what has come, time and again."""
        keys = [each.instrument.key for each in wanted]
        stored, open_cases = self._stored(keys), self._open_cases()
        asker = self._asker(wanted)
        pool = ThreadPoolExecutor(self.order.parallel, thread_name_prefix="fetch")
        try:
            asked = {pool.submit(asker.bring, each, stored[each.instrument.key]) for each in wanted}
            yield from self._kept(asked, open_cases)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _kept(self, asked: set[Future[Brought]], open_cases: Cases) -> Iterator[Outcome]:
        try:
            while asked:
                wait(asked, return_when=FIRST_COMPLETED)
                come, left = wait(asked, self.order.linger)
                yield from self._keep(come, open_cases)
                asked = left
        except KeyboardInterrupt:
            yield from self._keep({each for each in asked if each.done()}, open_cases)
            raise

    def _keep(self, come: set[Future[Brought]], open_cases: Cases) -> list[Outcome]:
        sound = [each for each in come if each.exception() is None]
        with self.world.turns.working():
            outcomes = keep(self.store, [each.result() for each in sound], open_cases, self.clock())
        for each in come:
            each.result()  # a fault of ours ends the fetch, once all else that came is stored
        return outcomes

    def _stored(self, keys: Sequence[str]) -> dict[str, Stored]:
        with self.store.read() as db:
            found = known(db, keys)
        return {key: Stored(found[key].rows, found[key].sources[0]) if key in found else Stored() for key in keys}

    def _open_cases(self) -> Cases:
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
        return Asker(sources, self.manners, self.clock(), self.order.since, progress, self.world.turns)
