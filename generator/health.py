"""What `truetape doctor` tells: each stage looks after itself and reports findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "bad"]


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: what was looked at, how it is, and what to do about it."""

    section: str  # the stage: store, sources, data, polish, desk, publish, ...
    name: str
    state: State
    told: str
    next_step: str = ""
