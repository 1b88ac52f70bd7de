"""The shared nouns: what an instrument, an event and a statement are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from generator.validation import KEY

Kind = Literal[
    "equity_index", "equity", "etf", "crypto", "commodity", "fx", "volatility_index",
    "rate", "balance", "indicator", "flow", "breadth",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)
PRICE_LIKE = frozenset({"equity_index", "equity", "etf", "crypto", "commodity", "fx", "volatility_index"})
ROUND_THE_CLOCK = "24/7"

Key = Annotated[str, Field(pattern=KEY)]


class Instrument(BaseModel):
    """One series of a tape, as its catalog describes it."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    key: Key
    name: Annotated[str, Field(min_length=1)]
    aliases: list[str] = []
    kind: Kind
    unit: Annotated[str, Field(min_length=1)]
    scale: Annotated[float, Field(gt=0, allow_inf_nan=False, strict=False)] = 1.0
    file: Annotated[str, Field(min_length=1)]
    calendar: str | None = None
    frequency: Literal["daily", "weekly", "monthly"] = "daily"
    lag: Annotated[int, Field(ge=0)] = 0
    max_age: Annotated[int, Field(ge=0)] | None = None
    of: str | None = None
    role: Literal["fed_assets", "tga", "rrp"] | None = None
    proxy: str | None = None
    series: str | None = None
    source: str | None = None
    complete: bool | None = None

    @property
    def price_like(self) -> bool:
        """Whether the series is a price: it moves in per cent and must be above zero."""
        return self.kind in PRICE_LIKE

    @property
    def quoted(self) -> bool:
        """Whether a market quotes it: a price or a yield."""
        return self.price_like or self.kind == "rate"

    @property
    def round_the_clock(self) -> bool:
        """Whether the instrument trades on every day of the week."""
        return self.calendar == ROUND_THE_CLOCK

    @property
    def origin(self) -> str:
        """Where the numbers come from, for a sources note."""
        return self.source or self.series or self.file


class Event(BaseModel):
    """A dated event that a claim or a study may be anchored to."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Key
    subject: str
    date: date
    label: str = ""


class Statement(BaseModel):
    """What somebody else said: quoted or reported, never computed."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    who: Annotated[str, Field(min_length=1)]
    date: date
    stance: Literal["for", "against", "neutral"] = "neutral"
    about: str
    kind: Literal["quote", "reported"] = "reported"
    text: Annotated[str, Field(min_length=1)]
    url: str = ""
