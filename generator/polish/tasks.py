"""What a model is asked, as data: passages of sentences, what their slots say, what was refused before."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import BaseModel, ConfigDict

Mode = Literal["slots", "free"]
Kind = Literal["polish", "repair", "variants"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AskedSentence(_Frozen):
    """A sentence as a model sees it: in slots mode without its facts. `about` names the instruments it speaks of."""

    n: int
    text: str
    about: tuple[str, ...] = ()


class Refused(_Frozen):
    """What a model had made of some sentences, and why that cannot stand."""

    stands_for: tuple[int, ...]
    text: str
    why: str


class AskedPassage(_Frozen):
    """Sentences that follow one another in a paragraph, and the heading above it."""

    id: str
    heading: str = ""
    sentences: tuple[AskedSentence, ...]
    refused: tuple[Refused, ...] = ()


class AskedSlot(_Frozen):
    """A slot: the shape of the words that will fill it, digits as #, and what they say."""

    slot: str
    reads: str
    says: str


class Task(_Frozen):
    """One request."""

    kind: Kind
    mode: Mode
    passages: tuple[AskedPassage, ...]
    slots: tuple[AskedSlot, ...] = ()

    def data(self) -> str:
        """The task as JSON in which nothing can be taken for markup, so that no text in it ends its own delimiter."""
        found = json.dumps(
            self.model_dump(exclude_defaults=True, exclude={"kind", "mode"}), ensure_ascii=False, indent=1
        )
        return found.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
