"""The press at work: which places there are, in which order they are served, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from typing import Any

from generator.errors import OptionError, PublishError, StoreError
from generator.health import Finding
from generator.publish.destinations import destination
from generator.publish.destinations.mail import Mail
from generator.publish.outbox import Outbox
from generator.publish.publication import Publication
from generator.publish.steps import Destination, Job, Options
from generator.publish.world import World
from generator.store.deliveries import Delivery, Ledger


@dataclass(frozen=True)
class Place:
    """A destination by its name in the settings."""

    name: str
    options: Options
    destination: Destination


@dataclass(frozen=True)
class Outcome:
    """A delivery as it stands, and why it was not touched where that is so."""

    delivery: Delivery
    told: str = ""

    @property
    def done(self) -> bool:
        """Whether readers have it (or the draft is there)."""
        return self.delivery.state == "done"


def places(given: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> list[Place]:
    """The places of these names, those first that others come after. Raises OptionError."""
    unknown = [name for name in names if name not in given]
    if unknown:
        there = ", ".join(given) or "none"
        raise OptionError(f"there is no destination {unknown[0]}", subject="--to",
                          remedy=f"Set it up as [publish.{unknown[0]}]; there are: {there}.")  # fmt: skip
    found = {name: Place(name, *destination(name, given[name])) for name in dict.fromkeys(names)}
    try:
        order = TopologicalSorter({name: place.options.after for name, place in found.items()}).static_order()
        return [found[name] for name in order if name in found]
    except CycleError as error:
        raise OptionError("wait for each other", subject=f"setting publish: {', '.join(error.args[1])}",
                          remedy="Take one of the `after` away.") from None  # fmt: skip


def run(
    ledger: Ledger, deliveries: Sequence[Delivery], served: Sequence[Place], world: World,
    now: Callable[[], datetime], *, approved: Callable[[Delivery], bool], told: Callable[[str], None],
    **how: bool,
) -> list[Outcome]:  # fmt: skip
    """Goes on with each delivery; what fails at one place stops no other. `told` hears what is being done.

    A delivery that was not begun is not begun when it is not `approved` any more.
    """
    outbox = Outbox(ledger, now)
    rank = {place.name: number for number, place in enumerate(served)}
    by_name = {place.name: place for place in served}
    outcomes = []
    for delivery in sorted(deliveries, key=lambda each: (rank.get(each.destination, len(rank)), each.id)):
        place = by_name.get(delivery.destination)
        if place is None:
            outcomes.append(Outcome(delivery, "is not in the settings any more"))
            continue
        if missing := _waits_for(ledger, delivery, place):
            outcomes.append(Outcome(delivery, f"waits for {missing}"))
            continue
        told(f"{delivery.destination}: {delivery.slug}, version {delivery.version}")
        if not delivery.attempts and not approved(delivery):
            ledger.settle(delivery.id, "refused", now(), told="the approval does not hold any more")
            outcomes.append(Outcome(ledger.read(delivery.id)))
            continue
        try:
            outcomes.append(Outcome(outbox.deliver(delivery, place.destination, world, **how)))
        except (PublishError, StoreError) as error:  # another run is there, or the settings do not fit
            outcomes.append(Outcome(ledger.read(delivery.id), str(error)))
    return outcomes


def _waits_for(ledger: Ledger, delivery: Delivery, place: Place) -> str:
    """The first place that has to be done before, and is not."""
    done = {
        each.destination for each in ledger.all(delivery.slug)
        if each.version == delivery.version and each.state == "done"
    }  # fmt: skip
    return next((name for name in place.options.after if name not in done), "")


def where_it_stands(ledger: Ledger, slug: str, version: int) -> list[str]:
    """The places that an earlier version was meant for: those that a correction goes to."""
    earlier = [each for each in ledger.all(slug) if each.version < version]
    return list(dict.fromkeys(each.destination for each in earlier))


def send_test(publication: Publication, place: Place, world: World, address: str, mark: str) -> None:
    """Sends the newsletter to one address, outside the ledger. Raises OptionError for what is no newsletter."""
    if not isinstance(place.destination, Mail):
        raise OptionError("is no newsletter by mail", subject=f"--to {place.name}", remedy="Test one of kind mail.")
    job = Job(publication, publication.key(place.name), {})
    place.destination.test(job, world, address, mark)


def health(given: Mapping[str, Mapping[str, Any]], world: World) -> list[Finding]:
    """For each destination of the settings, whether credentials and reach are good. Nothing is posted."""
    found = []
    for name in given:
        try:
            _, place = destination(name, given[name])
            found.append(Finding("publish", name, "ok", place.health(world)))
        except (PublishError, OptionError) as error:
            where = f"{error.subject}: " if error.subject else ""
            found.append(Finding("publish", name, "bad", f"{where}{error.message}", error.remedy))
    return found


def unfinished(ledger: Ledger) -> list[Finding]:
    """The deliveries that wait for a person, so that none fails in silence."""
    return [
        Finding("publish", f"delivery {each.id} to {each.destination}", "bad", f"{each.state}: {each.slug}",
                f"truetape deliveries show {each.id}")
        for each in ledger.all() if each.state in {"refused", "unknown"}
    ]  # fmt: skip
