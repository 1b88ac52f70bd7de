"""The result of a check, exactly as the contract has it (claims, section 4)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from generator.check.comparing.policy import Verdict

Reason = Literal[
    "value",
    "direction",
    "unit",
    "window",
    "subject",
    "date",
    "count",
    "superlative",
    "comparison",
    "rounding",
    "internal",
    "no_data",
    "no_source",
    "cause",
    "forecast",
    "quote",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(_Frozen):
    """One claim with its verdict; `start` and `end` are characters of the draft as read."""

    start: int
    end: int
    text: str
    sentence: str
    kind: str
    verdict: Verdict
    reason: Reason | None = None
    subject: str | None = None
    measure: str | None = None
    parameter: str | None = None
    versus: str | None = None
    at: dt.date | None = None
    claimed: Any = None
    actual: Any = None
    fact: dict[str, Any] | None = None
    policy: str = ""
    alternatives: tuple[str, ...] = ()
    message: str = ""
    suggestion: str | None = None
    ignored: str | None = None


class Judged(_Frozen):
    """A sentence of a rewrite, with whether it says only what the plain text says."""

    start: int
    end: int
    accepted: bool
    reasons: tuple[str, ...] = ()
    message: str = ""


class Report(_Frozen):
    """All findings of a draft; with a baseline also its sentences and what was left out."""

    draft: str
    as_of: dt.date | None
    elapsed_ms: float
    counts: dict[str, int]
    claims: tuple[Finding, ...]
    sentences: tuple[Judged, ...] | None = None
    omitted: tuple[str, ...] | None = None
    accepted: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """The JSON object of the contract; a report without a baseline has no gate."""
        found = self.model_dump(mode="json")
        for claim in found["claims"]:
            if claim["ignored"] is None:
                del claim["ignored"]
        if self.accepted is None:
            for name in ("sentences", "omitted", "accepted"):
                del found[name]
        return found

    @property
    def clean(self) -> bool:
        """Whether nothing is contradicted that an editor has not knowingly left."""
        return not any(c.verdict == "contradicted" and c.ignored is None for c in self.claims)
