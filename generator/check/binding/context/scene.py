"""What a reader carries from sentence to sentence: the last subjects, windows and days, and what the draft is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from generator.check.answering.reading import Answers, Reading
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory, Name
from generator.check.text.when import When

if TYPE_CHECKING:
    from generator.check.binding.claim import Claim

_ENDED = {"mtd": "month:", "qtd": "quarter:", "ytd": "year:"}


@dataclass(slots=True)
class Scene:
    """The state of a reader."""

    directory: Directory
    answers: Answers
    clock: Clock
    subject: Name | None = None
    recent: list[Name] = field(default_factory=list)
    window: tuple[str, ...] = ()
    same: tuple[str, ...] = ()  # the stretch told last, which `over the same period` and `that is a lead of` take up
    day: date | None = None
    days: list[date] = field(default_factory=list)
    eve: date | None = None
    anchor: date | None = None
    last_day: date | None = None
    dated: list[When] = field(default_factory=list)  # the dated times told last
    last_run: object = None
    told_run: object = None  # the run told last, however long ago
    run_block: int = 0  # the block that told of it
    last_said: object = None  # what was said of a group last, and of whom
    last_drawdown: bool = False
    looked_back: dict[int, Reading] = field(
        default_factory=dict
    )  # what asks when a superlative of the sentence was last so
    statistic: tuple[str, int] | None = None  # the statistic told last, and the block that told of it
    extreme: tuple[bool, int] | None = None  # the peak or low that was spoken of last, and the block
    distance: int = 0  # the block that told last how far below a peak something is
    exchange: tuple[tuple[str, str], int] | None = None  # who was told to buy how much of whom, and the sentence
    curve: tuple[str, str, str, int] | None = None  # the two yields whose gap was told last, its unit, and the block
    records: tuple[str, int] | None = None  # the stretch whose records were counted last, and the block
    sized: object = None  # the size of moves or levels whose days were counted last
    measured: Claim | None = None  # what the last sentence measured, where a mere number may go on with it
    bar: tuple[str, tuple[date | None, ...]] | None = None  # a price of a day's trading, told last, and its days
    bar_now: tuple[str, tuple[date | None, ...]] | None = None
    rows: tuple[int, ...] = ()
    then: tuple[str, ...] = ()
    topic: Name | None = None
    table: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    indices: tuple[Name, ...] = ()  # the stock indices that the draft names, those that the tape lacks too
    level_days: tuple[date, ...] = ()
    pair: tuple[str, str] | None = None  # who was compared with whom last
    versus: dict[str, str] = field(default_factory=dict)
    main_pair: tuple[str, str] | None = None  # who was compared with whom first
    main_windows: tuple[str, ...] = ()
    spread_windows: tuple[str, ...] = ()
    stretch: tuple[str, ...] = ()  # windows counted in months that the first paragraphs tell of
    weekly: bool = False  # whether the text tells of the fit of weekly moves
    lead_pair: tuple[str, str] | None = None
    cycle: bool = False  # whether the section tells of Bitcoin's halvings
    study: tuple[str, ...] = ()  # the studies that the last condition told may mean
    draft_study: tuple[str, ...] = ()
    study_follows: str = ""
    study_keys: tuple[str, ...] = ()
    study_pairs: frozenset[tuple[str, frozenset[str]]] = frozenset()  # studies whose figures were told: of what
    rated: tuple[Claim, ...] = ()  # claims whose place in their history a later sentence may tell
    frame: tuple[str, ...] = ()
    section_window: tuple[str, ...] = ()
    list_head: bool = False
    entry: bool = False  # the block is one of those under such a head
    told: tuple[str, ...] = ()
    list_day: date | None = None
    lead_day: date | None = None
    daily: bool = False
    fresh: bool = False
    section: Name | None = None
    unlisted: Name | None = None  # the subject before a list
    listed: set[str] = field(default_factory=set)  # what the list names
    lead: Name | None = None
    lead_near: bool = False  # whether it is named soon
    flow_section: bool = False
    chain: tuple[Name, ...] = ()  # what the last sentence that named several named, in order
    seen: set[str] = field(default_factory=set)

    @property
    def as_of(self) -> date:
        """The draft's date."""
        return self.clock.as_of

    def kind(self, name: Name) -> str:
        """The kind of an instrument."""
        return self.directory.kind(name.key) if name.key else name.kind

    # subjects

    def fits(self, name: Name, kinds: tuple[str, ...]) -> bool:
        """Whether an instrument is of some kinds, or one of some keys (`=brent`)."""
        return self.kind(name) in kinds or f"={name.key}" in kinds

    def note(self, name: Name) -> None:
        """Remembers a subject."""
        if name.anaphor is not None:
            return
        self.subject = name
        if not self.recent or self.recent[-1] is not name:
            self.recent = [*(n for n in self.recent if n.concept != name.concept or n != name), name][-6:]

    @property
    def halvings(self) -> list[When]:
        """The halvings that the tape knows."""
        tape = getattr(self.answers, "tape", None)
        events = tape.at(self.as_of).events if tape is not None else {}
        return [When(0, 0, "day", e.date, e.date) for k, e in sorted(events.items()) if k.startswith("btc_halving")]

    @property
    def first_halving(self) -> int:
        """The number of the first of them."""
        tape = getattr(self.answers, "tape", None)
        names = sorted(
            k for k in (tape.at(self.as_of).events if tape is not None else {}) if k.startswith("btc_halving_")
        )
        return int(names[0].rpartition("_")[2]) if names and names[0].rpartition("_")[2].isdigit() else 1

    # times

    def in_frame(self, windows: tuple[str, ...]) -> tuple[str, ...]:
        """Windows to date, which in a draft about a period that has ended mean that period."""
        ended = [f for f in self.frame if f.startswith(_ENDED.get(windows[0], "-"))]
        return tuple(dict.fromkeys((*ended, *windows)))
