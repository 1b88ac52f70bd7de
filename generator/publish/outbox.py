"""Carries deliveries out: step by step, each intent committed before it is done, so that a run may end anywhere.

Nothing is repeated before its effect was looked for, and a delivery that cannot know whether it happened waits for a
person instead of guessing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import stamina

from generator.errors import OptionError, PublishError, UncertainError, UnreachedError
from generator.publish.publication import Publication
from generator.publish.steps import Destination, Job, Note, Notes, Step
from generator.publish.world import Dry, Later, Outgoing, World
from generator.store.deliveries import Delivery, Ledger, State

stamina.instrumentation.set_on_retry_hooks([])  # what is tried again is in the delivery's history
PATIENCE = 4  # tries of one step within a run
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)  # between runs
_LONGEST_PAUSE = 10.0  # seconds that a run waits when it is asked to
_STRANGE = (KeyError, IndexError, TypeError, AttributeError)  # what reading an answer that is another one ends in
_LOST_IN_A_ROW = 3  # steps that found nobody there: the rest of them waits


class Outbox:
    """The deliveries of a ledger. `now` tells the time, in UTC."""

    def __init__(self, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self.ledger, self.now = ledger, now

    def deliver(
        self,
        delivery: Delivery,
        destination: Destination,
        world: World,
        *,
        fresh: bool = False,
        overwrite: bool = False,
    ) -> Delivery:
        """Goes on with a delivery from where it stands, and returns it as it stands then.

        `fresh` looks again for what was done, `overwrite` replaces what was changed at the destination by hand. Raises
        StoreError when another run is at this destination.
        """
        with self.ledger.held(delivery.destination):
            delivery = self.ledger.read(delivery.id)
            if delivery.state in {"done", "superseded"}:
                return delivery
            publication = Publication.load(self.ledger.body(delivery))
            before = self.ledger.before(delivery.slug, delivery.version, delivery.destination)
            if overwrite:
                before.pop("compare", None)
            job = Job(publication, publication.key(delivery.destination), before)
            self.ledger.start(delivery.id, self.now())
            run = _Run(self.ledger, delivery, self.now, fresh)
            run.carry(destination.steps(job, world))
            return self._settled(delivery, run)

    def answer(self, delivery: Delivery, there: bool, only: Sequence[str] = ()) -> None:
        """Notes what a person saw: what was sent and not confirmed is there, or is not and may be sent again.

        `only` names steps, where the answer is not the same for all. Raises OptionError for one that is not open.
        """
        unsure = [name for name, step in self.ledger.steps(delivery.id).items() if not step.done]
        if strange := [name for name in only if name not in unsure]:
            raise OptionError(
                "is no step that is unknown", subject=strange[0], remedy=f"There are: {', '.join(unsure)}."
            )
        for name in only or unsure:
            if there:
                note = {"state": "live", "version": delivery.version}
                self.ledger.finish(delivery.id, name, note, self.now())
            else:
                self.ledger.forget(delivery.id, name)
            self.ledger.log(delivery.id, f"{name}: a person says it is {'there' if there else 'not there'}", self.now())

    def _settled(self, delivery: Delivery, run: _Run) -> Delivery:
        if not run.failures:
            notes = list(run.notes.values())
            link = next((note["link"] for note in reversed(notes) if note.get("link")), "")
            result = next((note["state"] for note in reversed(notes) if note.get("state")), "live")
            self.ledger.settle(delivery.id, "done", self.now(), result=result, link=link)
        else:
            worst, error = max(run.failures, key=lambda failure: _STATES.index(failure[0]))
            more = len(run.failures) - 1
            told = f"{error}\n  (and {more} more)" if more else str(error)
            due = self.now() + _wait(delivery.attempts, run.failures)
            self.ledger.settle(delivery.id, worst, self.now(), told=told, due=due)
        return self.ledger.read(delivery.id)


class _Run:
    """One run through the steps of a delivery; `failures` are the states it has to end in, with their errors."""

    def __init__(self, ledger: Ledger, delivery: Delivery, now: Callable[[], datetime], fresh: bool) -> None:
        self.ledger, self.delivery, self.now = ledger, delivery, now
        kept = ledger.steps(delivery.id)
        self.notes: dict[str, Note] = {name: step.note for name, step in kept.items() if step.note is not None}
        self.begun = {name for name, step in kept.items() if not step.done}
        self.doubted = set(self.notes) if fresh else set()
        self.failures: list[tuple[State, PublishError]] = []

    def carry(self, steps: Sequence[Step]) -> None:
        """Does what is not done yet, until a step fails that those behind it need."""
        lost = 0
        for step in steps:
            try:
                self._patiently(step, 1 if lost else PATIENCE)
                lost = 0
            except PublishError as error:
                self.failures.append((_state(error, step), error))
                self.ledger.log(self.delivery.id, f"{step.name}: {error.message}", self.now())
                lost = lost + 1 if isinstance(error, UnreachedError) else 0
                if not step.apart or lost == _LOST_IN_A_ROW:
                    break

    def _patiently(self, step: Step, tries: int) -> None:
        def worth_it(error: Exception) -> bool | float:
            if isinstance(error, UnreachedError) and error.wait:
                return error.wait if error.wait <= _LONGEST_PAUSE else False
            return isinstance(error, PublishError) and _state(error, step) == "waiting"

        for attempt in stamina.retry_context(on=worth_it, attempts=tries, wait_initial=0.5, wait_max=8, timeout=60):
            with attempt:
                self._once(step)

    def _once(self, step: Step) -> None:
        if step.name in self.notes and not (step.name in self.doubted and (step.find or step.again)):
            return
        found = self._asked(step.find) if step.find else None
        if found is not None:
            self._finish(step, found)
            return
        if step.name in self.begun and not step.find and not step.again:
            raise UncertainError(
                "a run ended while this was sent; whether it arrived cannot be asked",
                subject=self.delivery.destination,
                remedy=f"Look there; then: truetape deliveries retry {self.delivery.id} --sent, or --not-sent.",
            )  # fmt: skip
        if step.ready:
            step.ready()
        self.begun.add(step.name)
        self.ledger.begin(self.delivery.id, step.name, self.now())
        try:
            note = step.do(self.notes)
        except _STRANGE as error:
            raise UncertainError(f"answered in a form that is not known ({type(error).__name__})",
                                 subject=self.delivery.destination) from error  # fmt: skip
        except UncertainError:
            raise
        except PublishError:  # refused, or never sent: it did not happen
            self.ledger.forget(self.delivery.id, step.name)
            self.begun.discard(step.name)
            raise
        self._finish(step, note)

    def _asked(self, find: Callable[[Notes], Note | None]) -> Note | None:
        try:
            return find(self.notes)
        except _STRANGE as error:
            raise PublishError(f"answered in a form that is not known ({type(error).__name__})",
                               subject=self.delivery.destination) from error  # fmt: skip

    def _finish(self, step: Step, note: Note) -> None:
        self.ledger.finish(self.delivery.id, step.name, note, self.now())
        self.notes[step.name] = note
        self.begun.discard(step.name)
        self.doubted.discard(step.name)


_STATES: tuple[State, ...] = ("waiting", "refused", "unknown")  # the gravest last


def _state(error: PublishError, step: Step) -> State:
    """What a failed step leaves a delivery in."""
    if isinstance(error, UncertainError):
        return "waiting" if step.find or step.again else "unknown"
    return "waiting" if isinstance(error, UnreachedError) else "refused"


def _wait(attempts: int, failures: Sequence[tuple[State, PublishError]]) -> timedelta:
    """Twice as long each time, and never shorter than a server asks for."""
    asked = max((error.wait for _, error in failures if isinstance(error, UnreachedError)), default=0.0)
    backoff: timedelta = _FIRST_WAIT * 2 ** min(attempts, 12)
    return max(min(backoff, _LONGEST_WAIT), timedelta(seconds=min(asked, 86_400)))


class _Told(dict[str, Note]):
    """In a dry run, what a step that is not shown would have remembered."""

    def __missing__(self, name: str) -> Later:
        return Later(f"‹{name}›")


def dry_run(
    publication: Publication, name: str, destination: Destination, before: Mapping[str, Note]
) -> list[Outgoing]:
    """What would be sent, in order, byte for byte; what only the server will say stands in ‹brackets›."""
    world = Dry()
    notes = _Told(before)
    for step in destination.steps(Job(publication, publication.key(name), before), world):
        if step.shown:
            if step.ready:
                step.ready()
            notes[step.name] = step.do(notes)
    return world.sent
