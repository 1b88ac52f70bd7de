"""What became of a fetch, for people and programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["fresh", "unchanged", "stale", "quarantined", "failed", "skipped"]
BAD = frozenset({"quarantined", "failed"})


@dataclass(frozen=True)
class Outcome:
    """One instrument: `source` answered last, `message` says what else is to be known.

    fresh: rows were new or revised; unchanged: none were; stale: answered, and a session is missing; quarantined: what
    was sent is not believed, the last good rows stay; failed: no source answered; skipped: likewise, but optional.
    """

    key: str
    state: State
    source: str = ""
    new: int = 0
    revised: int = 0
    aside: int = 0
    statements: int = 0
    message: str = ""

    @property
    def bad(self) -> bool:
        """Whether the fetch did not do for it what it should."""
        return self.state in BAD


@dataclass(frozen=True)
class Summary:
    """All instruments of one fetch, in the order of the catalog."""

    outcomes: tuple[Outcome, ...]
    interrupted: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing failed, was refused or was left out."""
        return not self.interrupted and not any(outcome.bad for outcome in self.outcomes)

    def counts(self) -> dict[str, int]:
        """How many instruments are in which state."""
        found: dict[str, int] = {}
        for outcome in self.outcomes:
            found[outcome.state] = found.get(outcome.state, 0) + 1
        return found

    def as_json(self) -> dict[str, Any]:
        """The whole, for `--json`."""
        return {
            "clean": self.clean, "interrupted": self.interrupted, "counts": self.counts(),
            "new": sum(o.new for o in self.outcomes), "revised": sum(o.revised for o in self.outcomes),
            "instruments": [asdict(outcome) for outcome in self.outcomes],
        }  # fmt: skip
