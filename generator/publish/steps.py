"""A delivery is a row of small steps; each says how it is done, and how to see whether it was done already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from generator.publish.publication import Publication
from generator.publish.world import World

Note = Mapping[str, Any]  # what a step remembers, as JSON
Notes = Mapping[str, Note]  # by the names of the steps


@dataclass(frozen=True)
class Step:
    """One effect at a destination.

    Before it is done, the intent is committed; afterwards, what it remembers. When a run ends in between, the next one
    asks `find`. A step that has none is done again if `again` says that twice is the same as once; if not, whether it
    was done is a question for a person.

    `ready` does what may be done before the intent counts (a mail is handed over to its last byte but one). What is not
    `shown` depends on what is found there, so a dry run leaves it out. `apart`: when it fails, those behind it go on.
    """

    name: str
    do: Callable[[Notes], Note]
    find: Callable[[Notes], Note | None] | None = None
    ready: Callable[[], None] | None = None
    again: bool = False
    shown: bool = True
    apart: bool = False


class Options(BaseModel):
    """The settings of a destination, `[publish.NAME]`. `after` names destinations that have to be done before."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """What is to be delivered: a publication, its mark at this destination, what an earlier version left there."""

    publication: Publication
    key: str
    before: Notes

    @property
    def title(self) -> str:
        """The title for who may have had an earlier version, and cannot see it change."""
        title = " ".join(self.publication.title.split())
        return f"Corrected: {title}" if self.before else title

    @property
    def summary(self) -> str:
        """The summary, with what was wrong before it for who had an earlier version."""
        corrections = self.publication.corrections
        note = f"{corrections[-1].note} " if self.before and corrections else ""
        return note + self.publication.summary


class Destination(Protocol):
    """A place where a publication can stand."""

    def steps(self, job: Job, world: World) -> Sequence[Step]:
        """The steps of a delivery, in their order."""

    def health(self, world: World) -> str:
        """Asks whether credentials and reach are good, without changing anything; says what was found.

        Raises PublishError where they are not.
        """
