"""What a polish did, sentence by sentence and call by call: the report of `--report`."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from generator.narrative.marks import Span

Verdict = Literal["accepted", "unchanged", "refused", "unanswered", "kept"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Attempt(_Frozen):
    """A proposal that was refused in an earlier round, and why."""

    proposed: str
    message: str


class Sentence(_Frozen):
    """Plain sentences, what was proposed for them, and which of the two stands."""

    passage: str
    plain: tuple[str, ...]
    proposed: str | None = None
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    message: str = ""
    round: int = 0
    earlier: tuple[Attempt, ...] = ()
    final: str


class Variant(_Frozen):
    """A short text beside the brief; where the proposal was refused, what stands is taken from the plain text."""

    kind: Literal["headlines", "summary", "social", "subject"]
    proposed: str | None = None
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    message: str = ""
    final: str


class Call(_Frozen):
    """One request to the model. `counted` says that the tokens are the model's count, not the worst case."""

    kind: str
    passages: tuple[str, ...]
    attempts: int = 1
    cached: bool = False
    tokens_in: int = 0
    tokens_out: int = 0
    counted: bool = True
    seconds: float = 0.0
    cost: Decimal | None = None
    trouble: str = ""


class Prompt(_Frozen):
    """Which prompts were used."""

    version: str
    hash: str
    style: str


class Reading(_Frozen):
    """How prose reads: words a sentence, and the school grade of Flesch and Kincaid."""

    words: float
    grade: float


class Result(_Frozen):
    """The whole of a polish. `polished`: whether a word was changed; `trouble`: why a text stayed plain, if it did."""

    model: str
    mode: str
    prompt: Prompt
    polished: bool
    trouble: str = ""
    sentences: tuple[Sentence, ...]
    variants: tuple[Variant, ...] = ()
    calls: tuple[Call, ...]
    tokens_in: int
    tokens_out: int
    cost: Decimal | None = None
    seconds: float
    plain_reading: Reading
    final_reading: Reading
    spans: tuple[Span, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many sentences met which verdict."""
        found: dict[str, int] = {"accepted": 0, "unchanged": 0, "refused": 0, "unanswered": 0}
        for sentence in self.sentences:
            found[sentence.verdict] = found.get(sentence.verdict, 0) + 1
        return found
